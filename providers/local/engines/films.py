"""The film engine: a picture under a moving camera, or shots painted from a prompt, of exactly so many frames."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Final, Literal

import cv2
import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from domain.tasks import Motion
from domain.values import Json
from providers.local.engines._filming.ambience import sounded
from providers.local.engines._filming.film import Film, projector
from providers.local.engines._filming.moves import chosen
from providers.local.engines._filming.shots import shown, spans
from providers.local.engines._filming.still import Still
from providers.local.engines._painting.composition import Order, painted
from providers.local.engines._projector import Pixels
from providers.local.engines._protocol import Refusal, Report, serve, threads

ENGINE: Final = "still-camera"
FILE: Final = "film.mp4"
WIDER: Final = 1.15
"""A shot is painted so much larger than it is shown: the camera comes closer."""
SIDE_MAX: Final = 2048
IN_PASSING: Final = 0.3
"""A camera that stops at every dissolve is restless."""

Side = Annotated[int, Field(ge=64, le=SIDE_MAX)]


class Request(BaseModel):
    """A film to make in a folder, of a picture or of a prompt. Pixels, seconds."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    picture: str | None = None
    prompt: str = ""
    width: Side
    height: Side
    fps: Annotated[int, Field(ge=1, le=60)]
    seconds: Annotated[float, Field(gt=0, le=60)]
    motion: Motion = "auto"
    quality: Literal["standard", "high", "ultra"] = "standard"
    seed: int
    folder: str

    @property
    def size(self) -> tuple[int, int]:
        """Give the film's size."""
        return self.width, self.height


def work(request: Json, report: Report) -> Json:
    """Film a picture, or what a prompt suggests."""
    ask = Request.model_validate(request, strict=False)
    cv2.setNumThreads(threads())
    sound = None if ask.picture else sounded(ask.prompt, ask.seconds, Path(ask.folder))
    frames = round(ask.seconds * ask.fps)
    film = Film(ask.width, ask.height, ask.fps, frames, sound[0] if sound else None)
    told = {"engine": ENGINE, "seed": str(ask.seed)}
    if sound:
        told["sounds"] = sound[1]
    with projector(Path(ask.folder) / FILE, film) as screen:
        for number, frame in enumerate(_frames(ask, film, told)):
            screen.show(frame)
            report((number + 1) / film.frames)
    return {"file": FILE, "metadata": told}


def _frames(ask: Request, film: Film, told: dict[str, str]) -> Iterator[Pixels]:
    if ask.picture:
        still = _still(ask, _opened(Path(ask.picture)), film.frames / film.fps, ask.seed)
        told["motion"] = still.move.name
        return (still.frame(number / max(film.frames - 1, 1)) for number in range(film.frames))
    told["shots"] = str(len(spans(film)))
    return shown(film, lambda number, seconds: _painted(ask, number, seconds))


def _painted(ask: Request, number: int, seconds: float) -> Still:
    """Paint a shot; each one is another picture of the same prompt."""
    share = min(WIDER, SIDE_MAX / max(ask.size))
    width, height = (max(256, round(side * share)) for side in ask.size)
    order = Order(ask.prompt, width, height, "standard", None, ask.seed + number)
    picture = painted(order, lambda _: None).pixels
    still = _still(ask, np.ascontiguousarray(picture[..., ::-1]), seconds, ask.seed + number)
    still.move = replace(still.move, rest=IN_PASSING)
    return still


def _still(ask: Request, picture: Pixels, seconds: float, seed: int) -> Still:
    move = chosen(picture, ask.motion, ratio=ask.width / ask.height, seconds=seconds, seed=seed)
    return Still(picture, move, ask.size)


def _opened(path: Path) -> Pixels:
    picture = cv2.imread(str(path), cv2.IMREAD_COLOR)
    if picture is None:
        raise Refusal("rejected_input", "The picture could not be read.")
    return np.asarray(picture, np.uint8)


if __name__ == "__main__":
    serve(work)
