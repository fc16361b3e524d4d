"""The transcription engine: a 16 kHz WAV in, words with their times out."""

from collections.abc import Callable
from pathlib import Path

from domain.values import Json
from providers.local import weights
from providers.local.engines._listening.recording import opened
from providers.local.engines._listening.whisper import Whisper
from providers.local.engines._protocol import Refusal, serve, threads


def work(request: Json, report: Callable[[float], None]) -> Json:
    """Transcribe the WAV at `file`."""
    folder = Path(request["weights_folder"]) if request.get("weights_folder") else None
    if not weights.available(weights.WHISPER, folder):
        raise Refusal("unavailable", "The weights of the recogniser are not installed.")
    samples = opened(Path(request["file"]))
    model = Whisper(folder, threads())
    asked = str(request["language"]).split("-")[0].lower() if request.get("language") else None
    if asked and not model.knows(asked):
        raise Refusal("rejected_input", f"The recogniser does not know language {asked!r}.")
    language, words = model.transcribe(samples, asked, report)
    return {
        "language": language,
        "words": [{"text": word.text, "start": word.start, "end": word.end} for word in words],
        "metadata": {"engine": "whisper-base-int8"},
    }


if __name__ == "__main__":
    serve(work)
