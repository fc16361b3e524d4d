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
RESEMBLES = "resembles its samples; it is no clone of them"


def work(request: Json, report: Callable[[float], None]) -> Json:
    """Speak `text` into `folder`/speech.wav."""
    text = str(request["text"])
    if not any(c.isalnum() for c in text):
        raise Refusal("rejected_input", "The text has nothing that can be spoken.")
    folder = Path(request["weights_folder"]) if request.get("weights_folder") else None
    voice, language = _mixed(request) if request.get("mix") else _listed(request, folder)
    neural = bool(request.get("mix")) or voice in voices.KOKORO_NAMES
    if neural:
        spoken = _neural(text, voice, request, language=language, folder=folder, report=report)
    else:
        spoken = _formant(text, voice, request)
    words = written_words(text, spoken)
    if not len(spoken.samples) or not words:
        raise Refusal("rejected_input", f"The voice {voice!r} can't read this text.")
    _save(Path(request["folder"]) / FILE, spoken)
    return {
        "file": FILE,
        "language": language,
        "words": words,
        "metadata": {
            "engine": "kokoro-82m-int8" if neural else "espeak-ng-1.52",
            "voice": voice,
            **({"likeness": RESEMBLES} if request.get("mix") else {}),
        },
    }


def _mixed(request: Json) -> tuple[str, str]:
    """Name a mix of voices, and the language that it speaks."""
    mix = request["mix"]
    if not mix or not all(name in voices.KOKORO_NAMES and 0 < mix[name] <= 1 for name in mix):
        raise Refusal("rejected_input", "The mix names voices that are not here.")
    language = voices.neural_language(str(request.get("language") or ""))
    if language is None:
        raise Refusal("rejected_input", f"No mix speaks {request.get('language')!r}.")
    return "mix: " + ", ".join(f"{name} {weight:.2f}" for name, weight in mix.items()), language


def _listed(request: Json, folder: Path | None) -> tuple[str, str]:
    kokoro = weights.available(weights.KOKORO, folder)
    voice = request.get("voice") or _choose(request, kokoro=kokoro)
    language = voices.language_of(voice)
    if language is None:
        raise Refusal("rejected_input", f"There is no local voice {voice!r}.")
    return voice, language


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
    text: str,
    voice: str,
    request: Json,
    *,
    language: str,
    folder: Path | None,
    report: Callable[[float], None],
) -> Spoken:
    from providers.local.engines._speaking import kokoro, phonemes  # noqa: PLC0415 - heavy, and espeak needs none of it

    if not weights.available(weights.KOKORO, folder):
        raise Refusal("unavailable", "The weights of the voice are not here.")
    if mix := request.get("mix"):
        timbre = kokoro.Timbre(
            kokoro.mixed(mix), pitch=float(request["pitch"]), rate=float(request["rate"])
        )
    else:
        timbre = kokoro.Timbre(kokoro.style_rows(voice))
    return kokoro.Kokoro(folder, threads()).speak(
        phonemes.of(text, language),
        timbre,
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
