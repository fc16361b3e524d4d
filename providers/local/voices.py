"""The local voice library, from data alone: Kokoro's voices and espeak-ng's languages."""

import json
from functools import cache
from pathlib import Path
from typing import Final, Literal

from providers._base import Voice

DATA: Final = Path(__file__).parent / "data"
PREVIEWS: Final = DATA / "previews"
KOKORO_LANGUAGES: Final = {
    "a": "en-US",
    "b": "en-GB",
    "e": "es",
    "f": "fr",
    "i": "it",
    "p": "pt-BR",
}
"""By the first letter of a voice's name. The others of Kokoro's languages are not good enough yet."""
KOKORO_DEFAULTS: Final = {
    "en-US": "af_heart", "en-GB": "bf_emma", "es": "ef_dora", "fr": "ff_siwis", "it": "if_sara", "pt-BR": "pf_dora",
}  # fmt: skip
KOKORO_LISTED: Final = """
af_alloy af_aoede af_bella af_heart af_jessica af_kore af_nicole af_nova af_river af_sarah
af_sky am_adam am_echo am_eric am_fenrir am_liam am_michael am_onyx am_puck am_santa
bf_alice bf_emma bf_isabella bf_lily bm_daniel bm_fable bm_george bm_lewis ef_dora em_alex
em_santa ff_siwis if_sara im_nicola pf_dora pm_alex pm_santa
"""
KOKORO_NAMES: Final = tuple(KOKORO_LISTED.split())
FEMALE_VARIANT: Final = "f2"
PREFIX: Final = "espeak-"


def library(*, kokoro: bool) -> tuple[Voice, ...]:
    """List the voices; Kokoro's only where its weights are there."""
    neural = [_kokoro(name) for name in KOKORO_NAMES] if kokoro else []
    formant = [
        voice for tag in languages() for voice in (_espeak(tag, "male"), _espeak(tag, "female"))
    ]
    return (*neural, *formant)


@cache
def languages() -> dict[str, dict[str, str]]:
    """Give espeak-ng's languages by BCP 47 tag, each with its `voice` and `name`."""
    found: dict[str, dict[str, str]] = json.loads(
        (DATA / "espeak-languages.json").read_text("utf-8")
    )
    return found


def default(language: str, *, kokoro: bool) -> str | None:
    """Choose a voice for a language: the exact tag, else one of the same base language."""
    if kokoro and (tag := _closest(language, list(KOKORO_DEFAULTS))):
        return KOKORO_DEFAULTS[tag]
    tag = _closest(language, list(languages()))
    return f"{PREFIX}{tag.lower()}" if tag else None


def preview(voice: str) -> Path | None:
    """Give the recording of how a voice sounds; None for one without."""
    path = PREVIEWS / f"{voice}.ogg"
    return path if voice in KOKORO_NAMES and path.is_file() else None


def neural_language(language: str) -> str | None:
    """Give the one of Kokoro's languages that is closest to a tag; None where none is."""
    return _closest(language, list(KOKORO_DEFAULTS))


def language_of(voice: str) -> str | None:
    """Give the language of a voice's id; None for no voice of ours."""
    if voice in KOKORO_NAMES:
        return KOKORO_LANGUAGES[voice[0]]
    base = voice.removeprefix(PREFIX).removesuffix("-f")
    return (
        next((tag for tag in languages() if tag.lower() == base), None)
        if voice.startswith(PREFIX)
        else None
    )


def espeak_name(voice: str) -> str:
    """Give espeak-ng's own name for a voice of ours."""
    tag = language_of(voice)
    assert tag, f"no espeak voice: {voice!r}"
    name = languages()[tag]["voice"]
    return f"{name}+{FEMALE_VARIANT}" if voice.endswith("-f") else name


def _closest(language: str, tags: list[str]) -> str | None:
    wanted = language.lower()
    exact = next((tag for tag in tags if tag.lower() == wanted), None)
    base = wanted.split("-")[0]
    return (
        exact
        or next((tag for tag in tags if tag.lower() == base), None)
        or next((tag for tag in tags if tag.lower().split("-")[0] == base), None)
    )


def _kokoro(name: str) -> Voice:
    return Voice(
        id=name, name=name[3:].capitalize(), language=KOKORO_LANGUAGES[name[0]],
        gender="female" if name[1] == "f" else "male", provider="local", engine="kokoro-82m",
    )  # fmt: skip


def _espeak(tag: str, gender: Literal["male", "female"]) -> Voice:
    suffix = "-f" if gender == "female" else ""
    return Voice(
        id=f"{PREFIX}{tag.lower()}{suffix}", name=languages()[tag]["name"], language=tag, gender=gender,
        provider="local", engine="espeak-ng",
    )  # fmt: skip
