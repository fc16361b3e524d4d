"""Faces in a picture: where each is, how large, and how blurred."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.uint8]

SIDE_MAX: Final = 1_000
"""Pixels that a picture is looked at with: what is larger is found at this size as well."""
LEAST: Final = 0.045
"""Of the picture's shorter side: smaller faces are nobody's portrait."""
STEP, VOTES = 1.08, 6
SURE: Final = 0.35
"""How far two detectors must agree on a place, as the share of both that is both's."""
EYED_PX: Final = 200
MEASURED_PX: Final = 256
STEEPEST: Final = 99.7
"""Percent of a face's pixels whose slope is less than that of its edges."""


@dataclass(frozen=True, slots=True)
class Face:
    """A face's square in pixels, and how wide its edges are, in hundredths of it."""

    left: int
    top: int
    side: int
    blur: float


def faces(picture: NDArray[np.uint8]) -> list[Face]:
    """Find the faces that look out of a picture (BGR), the largest first; beside it, those whose eyes are seen."""
    grey = np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), np.uint8)
    zoom = min(1.0, SIDE_MAX / max(grey.shape))
    small = cv2.resize(grey, None, fx=zoom, fy=zoom, interpolation=cv2.INTER_AREA)
    found = []
    squares = sorted(_agreed(np.asarray(small, np.uint8)), key=lambda square: -square[2])
    for number, square in enumerate(squares):
        left, top, side = (round(value / zoom) for value in square)
        if number and not _has_eyes(grey[top : top + side, left : left + side]):
            continue  # a fold of a curtain must not make company of somebody alone
        found.append(Face(left, top, side, _blur(grey[top : top + side, left : left + side])))
    return found


def _agreed(grey: Grey) -> list[tuple[int, int, int]]:
    """Give the squares that two detectors, trained apart, agree on: each alone sees faces in curtains."""
    least = max(24, round(min(grey.shape) * LEAST))
    one, other = (
        _squares(name, grey, least) for name in ("frontalface_alt2", "frontalface_default")
    )
    return [square for square in one if any(_shared(square, each) >= SURE for each in other)]


def _squares(name: str, grey: Grey, least: int, votes: int = VOTES) -> list[tuple[int, int, int]]:
    path = Path(cv2.__file__).parent / "data" / f"haarcascade_{name}.xml"
    cascade = cv2.CascadeClassifier(str(path))
    level = np.asarray(cv2.equalizeHist(grey), np.uint8)
    found = cascade.detectMultiScale(level, STEP, votes, minSize=(least, least))
    return [(int(left), int(top), int(side)) for left, top, side, _ in found]


def _has_eyes(face: Grey) -> bool:
    """Tell whether an eye is seen in the upper part of a face."""
    upper = cv2.resize(face[: len(face) * 3 // 5], (EYED_PX, EYED_PX * 3 // 5))
    return bool(_squares("eye", np.asarray(upper, np.uint8), EYED_PX // 10, votes=3))


def _shared(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    wide, high = (
        max(0, min(one[axis] + one[2], other[axis] + other[2]) - max(one[axis], other[axis]))
        for axis in (0, 1)
    )
    both = wide * high
    return both / (one[2] ** 2 + other[2] ** 2 - both)


def _blur(face: Grey) -> float:
    """Measure how wide the edges of a face are: its range of light over its steepest slope."""
    fine: NDArray[Any] = cv2.resize(
        face, (MEASURED_PX, MEASURED_PX),
        interpolation=cv2.INTER_AREA if len(face) > MEASURED_PX else cv2.INTER_CUBIC,
    ).astype(np.float32)  # fmt: skip
    fine = cv2.GaussianBlur(fine, (0, 0), 1.0)  # grain is no edge
    across, down = cv2.Sobel(fine, cv2.CV_32F, 1, 0) / 8, cv2.Sobel(fine, cv2.CV_32F, 0, 1) / 8
    steepest = float(np.percentile(np.hypot(across, down), STEEPEST))
    low, high = np.percentile(fine, (2, 98))
    return float((high - low) / max(steepest, 1e-3) * 100 / MEASURED_PX)
