"""The eye for photos: a picture in, the faces that look out of it."""

from pathlib import Path

import cv2
import numpy as np

from domain.values import Json
from providers.local.engines._looking.faces import faces
from providers.local.engines._protocol import Refusal, Report, serve, threads


def work(request: Json, report: Report) -> Json:
    """Find the faces in the picture `file`, the largest first."""
    cv2.setNumThreads(threads())
    picture = cv2.imread(str(Path(request["file"])), cv2.IMREAD_COLOR)
    if picture is None:
        raise Refusal("rejected_input", "The photo can't be decoded.")
    report(0.2)
    return {
        "faces": [
            {"left": face.left, "top": face.top, "side": face.side, "blur": face.blur}
            for face in faces(np.asarray(picture, np.uint8))
        ]
    }


if __name__ == "__main__":
    serve(work)
