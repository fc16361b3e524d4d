"""The maker of avatars: a description or a photo in, a head that can be animated out, with its portrait."""

from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from domain.values import Json
from providers.local.engines._head import glb
from providers.local.engines._head.building import head_of
from providers.local.engines._protocol import Refusal, Report, serve
from providers.local.engines._showing import showing

ENGINE: Final = "parametric-head"
MODEL: Final = "model.glb"
BUILT, DRAWN = 0.3, 0.45


class Request(BaseModel):
    """Whom to make: from a description, or from the photo in a file. `quality` is how finely."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    brief: Annotated[str, Field(min_length=1, max_length=4_000)] | None = None
    photo: str | None = None
    style: Literal["realistic", "cartoon", "anime", "3d"]
    seed: int
    quality: Literal["standard", "high", "ultra"] = "standard"


def work(request: Json, report: Report) -> Json:
    """Make one avatar and write its files."""
    told = dict(request)
    folder = Path(told.pop("folder"))
    try:
        ask = Request.model_validate(told)
    except ValidationError as error:
        places = {".".join(str(step) for step in fault["loc"]) for fault in error.errors()}
        detail = f"The request is not valid: {', '.join(sorted(places))}."
        raise Refusal("rejected_input", detail) from error
    make(ask, folder, report)
    return {
        "model": MODEL, "portrait": showing.PORTRAIT, "preview": showing.PREVIEW,
        "metadata": {"engine": ENGINE, "style": ask.style, "seed": str(ask.seed)},
    }  # fmt: skip


def make(request: Request, folder: Path, report: Report = lambda _: None) -> None:
    """Write the model, its portrait and its preview. Raises Refusal for a photo that shows no face to make it of."""
    photo = Path(request.photo) if request.photo else None
    head = head_of(request.brief, photo, request.style, request.seed, request.quality)
    report(BUILT)
    glb.write(head, folder / MODEL)
    showing.portrait(head, folder)
    report(DRAWN)
    showing.preview(head, folder, showing.alive, lambda done: report(DRAWN + (1 - DRAWN) * done))


if __name__ == "__main__":
    serve(work)
