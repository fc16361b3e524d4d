"""The engine that watches a film: its best moments, found in small frames, its sound, its words and its cuts."""

from pathlib import Path
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field

from domain.tasks import Transcript
from domain.values import Json
from providers.local.engines._protocol import Refusal, Report, serve, threads
from providers.local.engines._watching import signals
from providers.local.engines._watching.borders import Borders
from providers.local.engines._watching.frames import Reel
from providers.local.engines._watching.windows import Window, best

ENGINE: Final = "moments"


class Request(BaseModel):
    """Files of a private folder, and what is wanted of them. Pixels, seconds."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    frames: str
    width: Annotated[int, Field(ge=2, le=640)]
    height: Annotated[int, Field(ge=2, le=640)]
    fps: Annotated[float, Field(gt=0, le=30)]
    seconds: Annotated[float, Field(gt=0)]
    sound: str | None = None
    words: str | None = None
    cuts: tuple[float, ...] = ()
    length: Annotated[float, Field(gt=0, le=600)]
    count: Annotated[int, Field(ge=1, le=20)]


def work(request: Json, report: Report) -> Json:
    """Find up to `count` moments of at most `length` seconds, best first."""
    ask = Request.model_validate(request, strict=False)
    signals.threads(threads())
    reel = Reel.opened(Path(ask.frames), width=ask.width, height=ask.height, fps=ask.fps)
    if not len(reel):
        raise Refusal("rejected_input", "The film shows nothing.")
    words = Transcript.model_validate_json(Path(ask.words).read_bytes()).words if ask.words else ()
    sound = Path(ask.sound) if ask.sound else None
    found = signals.signals(reel, sound=sound, words=words, cuts=ask.cuts, report=report)
    chosen = best(found, seconds=ask.length, whole_seconds=ask.seconds, count=ask.count)
    borders = Borders(found.silence if found.sounds else None, words, ask.cuts)
    return {
        "moments": [
            {
                "start": round(moment.start, 3),
                "end": round(moment.end, 3),
                "score": round(moment.score, 3),
                "why": list(moment.why),
            }
            for moment in _apart(chosen, borders, ask)
        ],
        "metadata": {"engine": ENGINE},
    }


def _apart(chosen: list[Window], borders: Borders, ask: Request) -> list[Window]:
    """Move all to their borders, and none into another."""
    done: list[Window] = []
    for window in chosen:
        others = [*done, *(each for each in chosen[len(done) + 1 :])]
        before = max((each.end for each in others if each.start < window.start), default=0.0)
        after = min(
            (each.start for each in others if each.start > window.start), default=ask.seconds
        )
        done.append(borders.snapped(window, floor=before, ceiling=after))
    return done


if __name__ == "__main__":
    serve(work)
