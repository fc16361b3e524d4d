"""The engine that holds the camera: where a narrower or lower frame stands in a film, frame by frame."""

from pathlib import Path
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field

from domain.values import Json
from providers.local.engines._protocol import Refusal, Report, serve, threads
from providers.local.engines._watching import signals
from providers.local.engines._watching.camera import Axis, filmed
from providers.local.engines._watching.frames import Reel

ENGINE: Final = "framing"


class Request(BaseModel):
    """Frames of a private folder, and how wide the new frame is, or how high, as a share of theirs. Pixels."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    frames: str
    width: Annotated[int, Field(ge=2, le=640)]
    height: Annotated[int, Field(ge=2, le=640)]
    fps: Annotated[float, Field(gt=0, le=30)]
    cuts: tuple[float, ...] = ()
    share: Annotated[float, Field(gt=0.05, lt=1)]
    axis: Axis = "x"


def work(request: Json, report: Report) -> Json:
    """Give the middle of the frame at each sample, as a share of the film's side, and what was followed."""
    ask = Request.model_validate(request, strict=False)
    signals.threads(threads())
    reel = Reel.opened(Path(ask.frames), width=ask.width, height=ask.height, fps=ask.fps)
    if not len(reel):
        raise Refusal("rejected_input", "The film shows nothing.")
    shots = filmed(reel, ask.cuts, ask.share, report, axis=ask.axis)
    samples = sum(len(shot.middles) for shot in shots)
    longest = max(shots, key=lambda shot: len(shot.middles))
    whole = sum(len(shot.middles) for shot in shots if not shot.fits)
    return {
        "shots": [
            {
                "start": shot.start,
                "first": shot.first,
                "middles": [round(float(at), 4) for at in shot.middles],
            }
            for shot in shots
        ],
        "fits": whole <= samples / 2,
        "metadata": {"engine": ENGINE, "subject": longest.subject},
    }


if __name__ == "__main__":
    serve(work)
