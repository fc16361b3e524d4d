"""The dubbing engine: speech in one language in, the same said in English on the same clock out."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final

import numpy as np

from domain.values import Json
from providers.local import voices
from providers.local.engines._dubbing.placing import Place, Sentence, placed, sentences
from providers.local.engines._dubbing.track import Track
from providers.local.engines._listening.recording import opened
from providers.local.engines._listening.whisper import Whisper
from providers.local.engines._protocol import Refusal, serve, threads
from providers.local.engines._speaking.kokoro import RATE_HZ, Kokoro, Timbre, style_rows
from providers.local.engines._speaking.phonemes import of as phonemes_of
from providers.local.engines._speaking.values import Spoken, written_words

FILE: Final = "speech.wav"
ENGINE: Final = "whisper-base-int8, kokoro-82m-int8"
UNDERSTOOD: Final = ("es", "fr", "it")
TARGET: Final = "en"
NEAR: Final = 0.03
"""A pace that is off by less is left as it is."""
FADE_SECONDS: Final = 0.015
DRAFT: Final = (
    "a draft: translated by a small model, spoken by a synthetic voice; lips do not follow"
)


def work(request: Json, report: Callable[[float], None]) -> Json:
    """Say in English what `file` says, into `folder`/speech.wav of `seconds`."""
    folder = Path(request["weights_folder"]) if request.get("weights_folder") else None
    voice = _voice(request)
    language, said = _translated(request, folder, lambda done: report(0.4 * done))
    speaker = Kokoro(folder, threads())
    output = Path(request["folder"])
    kept = []
    for number, sentence in enumerate(said):
        spoken = _spoken(speaker, sentence.text, voice, 1.0)
        kept.append(_set_aside(spoken, output / f"said-{number}.npy"))
        report(0.4 + 0.4 * (number + 1) / len(said))
    places = placed(said, [each.seconds for each in kept], float(request["seconds"]))
    words: list[Json] = []
    with Track(output / FILE, RATE_HZ, float(request["seconds"])) as track:
        for number, (sentence, place) in enumerate(zip(said, places, strict=True)):
            spoken = kept.pop(0)
            if abs(place.rate - 1) > NEAR:
                spoken = _spoken(speaker, sentence.text, voice, place.rate)
            words += _laid(track, spoken, sentence, place)
            report(0.8 + 0.2 * (number + 1) / len(said))
    return {"file": FILE, "words": words, "metadata": _told(language, voice, places)}


def _voice(request: Json) -> str:
    voice = request.get("voice") or voices.KOKORO_DEFAULTS["en-US"]
    if voice not in voices.KOKORO_NAMES or not str(voices.language_of(voice)).startswith(TARGET):
        raise Refusal("rejected_input", f"{voice!r} is no voice that dubs into English.")
    return str(voice)


def _translated(
    request: Json, folder: Path | None, report: Callable[[float], None]
) -> tuple[str, list[Sentence]]:
    """Hear what is said, in English. The language is asked for, or detected."""
    samples = opened(Path(request["file"]))
    model = Whisper(folder, threads())
    language = str(request.get("source") or model.language_of(samples)).split("-")[0].lower()
    if language not in UNDERSTOOD or str(request["target"]).split("-")[0].lower() != TARGET:
        heard = f"from {language!r} to {request['target']!r}"
        raise Refusal("rejected_input", f"It translates es, fr and it to English, not {heard}.")
    found = model.translate(samples, language, report)
    said = sentences([Sentence(one.text, one.start, one.end) for one in found])
    said = [one for one in said if any(letter.isalnum() for letter in one.text)]
    if not said:
        raise Refusal("rejected_input", "No speech was found in the video.")
    return language, said


def _spoken(speaker: Kokoro, text: str, voice: str, rate: float) -> Spoken:
    language = str(voices.language_of(voice))
    return speaker.speak(
        phonemes_of(text, language), Timbre(style_rows(voice)), speed=rate, emotion="neutral", report=lambda _: None
    )  # fmt: skip


def _set_aside(spoken: Spoken, path: Path) -> Spoken:
    """Keep the samples on disk until they are laid: all that is said in two hours is much."""
    np.save(path, spoken.samples)
    return replace(spoken, samples=np.load(path, mmap_mode="r"))


def _laid(track: Track, spoken: Spoken, sentence: Sentence, place: Place) -> list[Json]:
    """Lay a sentence over the silence; answers its words on the clock of the whole."""
    start = round(place.start * RATE_HZ)
    sound = spoken.samples[: max(track.count - start, 0)].copy()
    fade = min(round(FADE_SECONDS * RATE_HZ), len(sound))
    sound[len(sound) - fade :] *= np.linspace(1, 0, fade, dtype=np.float32)
    track.lay(start, sound)
    limit = track.count / RATE_HZ
    return [
        {
            "text": word["text"],
            "start": round(min(word["start"] + place.start, limit), 3),
            "end": round(min(word["end"] + place.start, limit), 3),
        }
        for word in written_words(sentence.text, spoken)
    ]


def _told(language: str, voice: str, places: list[Place]) -> dict[str, str]:
    rates = [place.rate for place in places]
    return {
        "engine": ENGINE,
        "sourceLanguage": language,
        "targetLanguage": TARGET,
        "voice": voice,
        "sentences": str(len(places)),
        "pace": f"{min(rates):.2f} to {max(rates):.2f}",
        "quality": DRAFT,
    }


if __name__ == "__main__":
    serve(work)
