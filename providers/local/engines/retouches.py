"""The retouching engine: a picture in, the same picture changed as it was asked, in one of several ways."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated, Final, Literal

import cv2
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from domain.values import Json
from providers.local.engines._painting.composition import Order, painted
from providers.local.engines._protocol import Refusal, Report, serve, threads
from providers.local.engines._retouching import canvas, looks
from providers.local.engines._retouching.canvas import Canvas, Plane, plane
from providers.local.engines._retouching.enhancing import enhanced
from providers.local.engines._retouching.replacing import replaced
from providers.local.engines._retouching.style import styled
from providers.local.engines._retouching.tinting import tinted
from providers.local.engines._retouching.varying import varied

ENGINE: Final = "retoucher"
FILE: Final = "retouched.png"

PAINTED_SIDES_PX: Final = (256, 2_048)
REPAINTED_FROM: Final = 0.3
"""A picture of our own is painted again where it may become this different; below that it is only seen anew."""

Told = dict[str, str]


class Drawn(BaseModel):
    """What a picture was painted from."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    prompt: Annotated[str, Field(min_length=1, max_length=4_000)]
    quality: Literal["standard", "high", "ultra"]
    style: Literal["realistic", "artistic", "anime", "3d-render"] | None


class Request(BaseModel):
    """A picture, what is to be done to it, how far, and the folder that the result is put into."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    operation: Literal[
        "style-transfer", "filter", "enhance", "colorize", "variation", "inpaint", "outpaint"
    ]  # fmt: skip
    file: str
    reference: str | None = None
    mask: str | None = None
    prompt: Annotated[str, Field(max_length=4_000)] = ""
    strength: Annotated[float, Field(ge=0, le=1)] = 1.0
    seed: int
    drawn: Drawn | None = None
    folder: str


def work(request: Json, report: Report) -> Json:
    """Retouch `file` into `folder`/retouched.png."""
    ask = _read(request)
    cv2.setNumThreads(threads())
    source = canvas.read(ask.file)
    report(0.05)
    made, told = WAYS[ask.operation](ask, source, report)
    report(0.95)
    canvas.write(made, ask.folder, FILE)
    assert (Path(ask.folder) / FILE).exists()
    return {
        "file": FILE,
        "metadata": {"engine": ENGINE, "seed": str(ask.seed), "operation": ask.operation, **told},
    }


def _style(ask: Request, source: Canvas, report: Report) -> tuple[Canvas, Told]:
    if ask.reference is None:
        raise Refusal("rejected_input", "A style is taken from a reference.")
    reference = canvas.colours_of(canvas.read(ask.reference).pixels)
    colours = canvas.colours_of(source.pixels)
    made = styled(colours, reference, seed=ask.seed, report=report)
    return _blended(source, made, ask.strength), {"style": "colours and strokes of the reference"}


def _filter(ask: Request, source: Canvas, _: Report) -> tuple[Canvas, Told]:
    colours = canvas.colours_of(source.pixels)
    name = looks.look_for(colours)
    return _blended(source, looks.looked(colours, name, seed=ask.seed), ask.strength), {
        "look": name
    }


def _enhance(ask: Request, source: Canvas, _: Report) -> tuple[Canvas, Told]:
    return _blended(source, enhanced(canvas.colours_of(source.pixels)), ask.strength), {}


def _colorize(ask: Request, source: Canvas, _: Report) -> tuple[Canvas, Told]:
    made, found = tinted(canvas.colours_of(source.pixels))
    return _blended(source, made, ask.strength), {
        "colours": "a plausible tint, not the true ones",
        "tinted": found,
    }


def _vary(ask: Request, source: Canvas, report: Report) -> tuple[Canvas, Told]:
    low, high = PAINTED_SIDES_PX
    paintable = low <= min(source.size) and max(source.size) <= high
    if ask.drawn and paintable and ask.strength >= REPAINTED_FROM:
        drawn = ask.drawn
        order = Order(drawn.prompt, *source.size, drawn.quality, drawn.style, ask.seed, people=True)
        return Canvas(painted(order, report).pixels), {"repainted": "its own prompt, another seed"}
    return varied(source, ask.prompt, strength=ask.strength, seed=ask.seed), {}


def _inpaint(ask: Request, source: Canvas, report: Report) -> tuple[Canvas, Told]:
    mask = plane(_mask(ask, source) * ask.strength)
    made, by = replaced(source, mask, ask.prompt, seed=ask.seed, report=report)
    return made, {"filledWith": by}


def _outpaint(ask: Request, source: Canvas, report: Report) -> tuple[Canvas, Told]:
    made, by = replaced(source, _mask(ask, source), "", seed=ask.seed, report=report)
    return made, {"filledWith": by}


def _mask(ask: Request, source: Canvas) -> Plane:
    if ask.mask is None:
        raise Refusal("rejected_input", "A mask shows what is to be replaced.")
    return canvas.read_mask(ask.mask, source.size)


WAYS: Final[Mapping[str, Callable[[Request, Canvas, Report], tuple[Canvas, Told]]]] = {
    "style-transfer": _style,
    "filter": _filter,
    "enhance": _enhance,
    "colorize": _colorize,
    "variation": _vary,
    "inpaint": _inpaint,
    "outpaint": _outpaint,
}


def _blended(source: Canvas, made: Plane, strength: float) -> Canvas:
    """Go from the source to what was made as far as asked; what is transparent stays so."""
    own = canvas.colours_of(source.pixels)
    return Canvas(canvas.pixels_of(plane(own + (made - own) * strength)), source.alpha)


def _read(request: Json) -> Request:
    try:
        return Request.model_validate(request)
    except ValidationError as error:
        places = {".".join(str(step) for step in fault["loc"]) for fault in error.errors()}
        detail = f"The request is not valid: {', '.join(sorted(places))}."
        raise Refusal("rejected_input", detail) from error


if __name__ == "__main__":
    serve(work)
