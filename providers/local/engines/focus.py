"""The engine that sees what a picture is of: faces, words, what stands out, and whether its edges are plain."""

from pathlib import Path
from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray

from domain.values import Json
from providers.local.engines._looking.faces import faces
from providers.local.engines._looking.lettering import lettering
from providers.local.engines._protocol import Refusal, Report, serve, threads
from providers.local.engines._retouching.canvas import colours_of
from providers.local.engines._retouching.salience import salience

ENGINE: Final = "focus"
BINS: Final = 64
SIDE_PX: Final = 1_280
EDGE: Final = 0.02
PLAIN_SHADES: Final = 5.0
"""How much the colour of an edge may vary for it to be continued as it is."""


def work(request: Json, report: Report) -> Json:
    """Say what the picture `file` is of; boxes are left, top, right, bottom, all as shares of the picture.

    `columns` and `rows` say how much of what stands out is in each of 64 strips.
    """
    cv2.setNumThreads(threads())
    picture = cv2.imread(str(Path(request["file"])), cv2.IMREAD_COLOR)
    if picture is None:
        raise Refusal("rejected_input", "The picture can't be decoded.")
    pixels = np.asarray(picture, np.uint8)
    height, width = pixels.shape[:2]
    seen = [
        [
            face.left / width, face.top / height,
            (face.left + face.side) / width, (face.top + face.side) / height,
        ]
        for face in faces(pixels)
    ]  # fmt: skip
    report(0.3)
    words = lettering(pixels)
    report(0.5)
    zoom = min(1.0, SIDE_PX / max(height, width))
    small = cv2.resize(pixels, None, fx=zoom, fy=zoom, interpolation=cv2.INTER_AREA)
    stands_out = salience(colours_of(np.asarray(cv2.cvtColor(small, cv2.COLOR_BGR2RGB), np.uint8)))
    return {
        "faces": seen,
        "words": [list(box) for box in words],
        "columns": _strips(stands_out, axis=0),
        "rows": _strips(stands_out, axis=1),
        "strength": round(float(np.percentile(stands_out, 98)), 4),
        "plain": {"x": _is_plain(small, 1), "y": _is_plain(small, 0)},
        "metadata": {"engine": ENGINE},
    }


def _strips(stands_out: NDArray[np.float32], *, axis: int) -> list[float]:
    """Give how much stands out in each strip, as shares of the whole."""
    line = stands_out.sum(axis=axis, dtype=np.float64)
    parts = [float(part.sum()) for part in np.array_split(line, BINS)]
    whole = max(sum(parts), 1e-9)
    return [round(part / whole, 5) for part in parts]


def _is_plain(picture: NDArray[Any], axis: int) -> bool:
    """Tell whether both edges across an axis are of one colour each."""
    deep = max(2, round(picture.shape[axis] * EDGE))
    edges = (picture[:, :deep], picture[:, -deep:]) if axis else (picture[:deep], picture[-deep:])
    return all(
        float(edge.reshape(-1, 3).astype(np.float32).std(axis=0).max()) <= PLAIN_SHADES
        for edge in edges
    )


if __name__ == "__main__":
    serve(work)
