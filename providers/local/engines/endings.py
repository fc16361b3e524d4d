"""The engine that finds where a film may end that is too long: at a sentence, a scene, a pause."""

from pathlib import Path
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field

from domain.tasks import Transcript
from domain.values import Json
from providers.local.engines._protocol import Report, serve
from providers.local.engines._watching.borders import Borders
from providers.local.engines._watching.signals import BIN_SECONDS, heard

ENGINE: Final = "endings"


class Request(BaseModel):
    """What is known of a film of `seconds`, and the lengths that it is to be cut to. Seconds."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    seconds: Annotated[float, Field(gt=0)]
    lengths: Annotated[tuple[Annotated[float, Field(gt=0)], ...], Field(max_length=20)]
    sound: str | None = None
    words: str | None = None
    cuts: tuple[float, ...] = ()


def work(request: Json, report: Report) -> Json:
    """Give for each length where the film ends, and what ends there."""
    ask = Request.model_validate(request, strict=False)
    words = Transcript.model_validate_json(Path(ask.words).read_bytes()).words if ask.words else ()
    count = max(1, round(ask.seconds / BIN_SECONDS))
    _, silence = heard(Path(ask.sound) if ask.sound else None, count)
    report(0.5)
    borders = Borders(silence, words, ask.cuts)
    found = [borders.end(0.0, length, ask.seconds) for length in ask.lengths]
    return {
        "ends": [
            {"at": round(at, 3), "what": what or "the longest that it may be"} for at, what in found
        ],
        "metadata": {"engine": ENGINE},
    }


if __name__ == "__main__":
    serve(work)
