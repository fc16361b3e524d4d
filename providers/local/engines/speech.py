"""The speech engine: text in, a WAV file and word times out."""

import wave
from collections.abc import Callable
from pathlib import Path

import numpy as np

from domain.values import Json
from providers.local import voices, weights
from providers.local.engines._protocol import Refusal, serve, threads
from providers.local.engines._speaking.espeak import Espeak
from providers.local.engines._speaking.language import told_from
from providers.local.engines._speaking.values import Spoken, written_words

FILE = "speech.wav"


def work(request: Json, report: Callable[[float], None]) -> Json:
    """Speak `text` into `folder`/speech.wav."""
    text = str(request["text"])
    if not any(c.isalnum() for c in text):
        raise Refusal("rejected_input", "The text has nothing that can be spoken.")
    folder = Path(request["weights_folder"]) if request.get("weights_folder") else None
    kokoro = weights.available(weights.KOKORO, folder)
    voice = request.get("voice") or _choose(request, kokoro=kokoro)
    language = voices.language_of(voice)
    if language is None:
        raise Refusal("rejected_input", f"There is no local voice {voice!r}.")
    if voice in voices.KOKORO_NAMES:
        spoken = _neural(text, voice, request, folder=folder, report=report)
    else:
        spoken = _formant(text, voice, request)
    words = written_words(text, spoken)
    if not len(spoken.samples) or not words:
        raise Refusal("rejected_input", f"The voice {voice!r} can't read this text.")
    _save(Path(request["folder"]) / FILE, spoken)
    engine = "kokoro-82m-int8" if voice in voices.KOKORO_NAMES else "espeak-ng-1.52"
    return {
        "file": FILE,
        "language": language,
        "words": words,
        "metadata": {"engine": engine, "voice": voice},
    }


def _choose(request: Json, *, kokoro: bool) -> str:
    tag = request.get("language") or told_from(request.get("beginning") or request["text"])
    voice = voices.default(tag, kokoro=kokoro)
    if voice is None:
        raise Refusal("rejected_input", f"There is no local voice for language {tag!r}.")
    return voice


def _formant(text: str, voice: str, request: Json) -> Spoken:
    name = voices.espeak_name(voice)
    return Espeak().speak(
        text, name, speed=float(request["speed"]), emotion=str(request["emotion"])
    )


def _neural(
    text: str, voice: str, request: Json, *, folder: Path | None, report: Callable[[float], None]
) -> Spoken:
    from providers.local.engines._speaking import kokoro, phonemes  # noqa: PLC0415 - heavy, and espeak needs none of it

    language = voices.KOKORO_LANGUAGES[voice[0]]
    phrases = (
        phonemes.american(text)
        if language == "en-US"
        else phonemes.by_espeak(text, language, Espeak())
    )
    model = kokoro.Kokoro(folder, threads())
    return model.speak(
        phrases,
        voice,
        speed=float(request["speed"]),
        emotion=str(request["emotion"]),
        report=report,
    )


def _save(path: Path, spoken: Spoken) -> None:
    samples = (np.clip(spoken.samples, -1, 1) * 32_767).astype("<i2")
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(spoken.rate_hz)
        file.writeframes(samples.tobytes())


if __name__ == "__main__":
    serve(work)
