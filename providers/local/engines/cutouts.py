"""The cutting engine: a picture in, its subject alone out, with soft edges and real alpha."""

from typing import Final

import cv2

from domain.values import Json
from providers.local.engines._protocol import Report, serve, threads
from providers.local.engines._retouching import canvas
from providers.local.engines._retouching.cutting import cut

ENGINE: Final = "contour-cut"
FILE: Final = "cutout.png"


def work(request: Json, report: Report) -> Json:
    """Cut the subject of `file` out into `folder`/cutout.png."""
    cv2.setNumThreads(threads())
    source = canvas.read(str(request["file"]))
    report(0.1)
    made, found_by = cut(source)
    report(0.9)
    canvas.write(made, str(request["folder"]), FILE)
    return {"file": FILE, "metadata": {"engine": ENGINE, "foundBy": found_by}}


if __name__ == "__main__":
    serve(work)
