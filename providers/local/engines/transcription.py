"""The transcription engine: a 16 kHz WAV in, words with their times out."""

import wave
from collections.abc import Callable
from pathlib import Path

import numpy as np

from domain.values import Json
from providers.local import weights
from providers.local.engines._listening.spectrogram import RATE_HZ, Samples
from providers.local.engines._listening.whisper import Whisper
from providers.local.engines._protocol import Refusal, serve, threads


def work(request: Json, report: Callable[[float], None]) -> Json:
    """Transcribe the WAV at `file`."""
    folder = Path(request["weights_folder"]) if request.get("weights_folder") else None
    if not weights.available(weights.WHISPER, folder):
        raise Refusal("unavailable", "The weights of the recogniser are not installed.")
    samples = read(Path(request["file"]))
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


def read(path: Path) -> Samples:
    """Read a 16 kHz mono WAV. Raises Refusal."""
    try:
        with wave.open(str(path)) as file:
            good = (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (
                RATE_HZ,
                1,
                2,
            )
            data = file.readframes(file.getnframes())
    except (wave.Error, EOFError) as error:
        raise Refusal("rejected_input", "The sound is no WAV file.") from error
    if not good:
        raise Refusal("rejected_input", "The sound must be 16 kHz, mono, 16 bit.")
    return np.frombuffer(data, "<i2").astype(np.float32) / np.float32(32_768)


if __name__ == "__main__":
    serve(work)
