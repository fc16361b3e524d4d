"""The enlarging engine: a picture in, the same two or four times as wide and high out; resampled, not imagined."""

from typing import Final

import cv2

from domain.values import Json
from providers.local.engines._protocol import Report, serve, threads
from providers.local.engines._retouching import canvas
from providers.local.engines._retouching.enlarging import enlarged

ENGINE: Final = "resampler"
FILE: Final = "enlarged.png"


def work(request: Json, report: Report) -> Json:
    """Enlarge `file` by `scale` into `folder`/enlarged.png; `enhance`: edges are drawn finer than it leaves them."""
    cv2.setNumThreads(threads())
    enhance = bool(request["enhance"])
    source = canvas.read(str(request["file"]))
    made = enlarged(source, int(request["scale"]), enhance=enhance, report=report)
    canvas.write(made, str(request["folder"]), FILE)
    return {
        "file": FILE,
        "metadata": {
            "engine": ENGINE,
            "resampled": f"by {request['scale']}, {'edges drawn fine' if enhance else 'nothing added'}",
        },
    }


if __name__ == "__main__":
    serve(work)
