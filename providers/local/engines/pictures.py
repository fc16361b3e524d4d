"""The picture engine: paints what a prompt suggests, with no model and no key."""

from pathlib import Path
from typing import Annotated, Final, Literal

import cv2
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from domain.values import Json
from providers.local.engines._painting.composition import Order, painted
from providers.local.engines._protocol import Refusal, Report, serve, threads

ENGINE: Final = "procedural-painter"
FILE: Final = "picture.png"
PNG_EFFORT: Final = 3

Side = Annotated[int, Field(ge=256, le=2048)]


class Request(BaseModel):
    """A picture to paint, and the folder that it is put into. Pixels."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    prompt: Annotated[str, Field(min_length=1, max_length=4000)]
    width: Side
    height: Side
    quality: Literal["standard", "high", "ultra"] = "standard"
    style: Literal["realistic", "artistic", "anime", "3d-render"] | None = None
    seed: int
    folder: str


def work(request: Json, report: Report) -> Json:
    """Paint one picture and write it as a PNG."""
    ask = _read(request)
    cv2.setNumThreads(threads())
    order = Order(ask.prompt, ask.width, ask.height, ask.quality, ask.style, ask.seed, people=True)
    picture = painted(order, report)
    written = cv2.imwrite(
        str(Path(ask.folder) / FILE),
        cv2.cvtColor(picture.pixels, cv2.COLOR_RGB2BGR),
        [cv2.IMWRITE_PNG_COMPRESSION, PNG_EFFORT],
    )
    if not written:
        raise Refusal("unavailable", "The picture could not be written.")
    return {
        "file": FILE,
        "metadata": {
            "engine": ENGINE,
            "seed": str(ask.seed),
            "scene": picture.scene,
            "palette": picture.palette,
        },
    }


def _read(request: Json) -> Request:
    try:
        return Request.model_validate(request)
    except ValidationError as error:
        places = {".".join(str(step) for step in fault["loc"]) for fault in error.errors()}
        detail = f"The request is not valid: {', '.join(sorted(places))}."
        raise Refusal("rejected_input", detail) from error


if __name__ == "__main__":
    serve(work)
