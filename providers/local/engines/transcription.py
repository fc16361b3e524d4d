"""The transcription engine: a 16 kHz WAV in, words with their times out, as they are said or in English."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from domain.phrases import spread
from domain.values import Json
from providers.local import weights
from providers.local.engines._listening.recording import Recording, opened
from providers.local.engines._listening.whisper import Whisper
from providers.local.engines._protocol import Refusal, serve, threads

ENGINE: Final = "whisper-base-int8"
ENGLISH: Final = "en"
DRAFT: Final = "a draft: translated by a small model"


def work(request: Json, report: Callable[[float], None]) -> Json:
    """Transcribe the WAV at `file`."""
    folder = Path(request["weights_folder"]) if request.get("weights_folder") else None
    if not weights.available(weights.WHISPER, folder):
        raise Refusal("unavailable", "The weights of the recogniser are not installed.")
    samples = opened(Path(request["file"]))
    model = Whisper(folder, threads())
    asked, expected = _base(request.get("language")), _base(request.get("expected"))
    if asked and not model.knows(asked):
        raise Refusal("rejected_input", f"The recogniser does not know language {asked!r}.")
    if request.get("into"):
        return _interpreted(model, samples, asked, str(request["into"]), report)
    language, words = model.transcribe(samples, asked, report, expected=expected)
    return {
        "language": language,
        "words": [{"text": word.text, "start": word.start, "end": word.end} for word in words],
        "metadata": {"engine": ENGINE},
    }


def _interpreted(
    model: Whisper,
    samples: Recording,
    language: str | None,
    into: str,
    report: Callable[[float], None],
) -> Json:
    """Give in English what is said; the words of a phrase share its time."""
    if _base(into) != ENGLISH:
        raise Refusal(
            "rejected_input", f"The recogniser translates into English only, not {into!r}."
        )
    phrases = model.translate(samples, language or model.language_of(samples), report)
    words = [word for each in phrases for word in spread(each.text.split(), each.start, each.end)]
    if not words:
        raise Refusal("rejected_input", "No speech was found.")
    told = {"engine": ENGINE, "quality": DRAFT}
    return {"words": [word.model_dump() for word in words], "metadata": told}


def _base(tag: str | None) -> str | None:
    return str(tag).split("-")[0].lower() if tag else None


if __name__ == "__main__":
    serve(work)
