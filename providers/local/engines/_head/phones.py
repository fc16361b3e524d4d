"""What a mouth does for a sound of speech: its shape, how far, how firmly, for how long."""

import re
from dataclasses import dataclass
from typing import Final

SILENCE: Final = "sil"


@dataclass(frozen=True, slots=True)
class Phone:
    """A sound of speech.

    `far` is how far the mouth goes into the shape, `firm` how little it gives way to its neighbours, `long` its
    usual length beside that of a vowel. `loud` and `high` are what it sounds like: its energy and how much of
    that lies above 3 kHz, 0 to 1.
    """

    viseme: str
    far: float
    firm: float
    long: float
    loud: float
    high: float
    stressed: bool = False


def _vowel(viseme: str, far: float, *, firm: float = 1.2, long: float = 1.0) -> Phone:
    return Phone(f"viseme_{viseme}", far, firm, long, 0.92, 0.10)


def _consonant(
    viseme: str, far: float, firm: float, long: float, loud: float, high: float
) -> Phone:
    return Phone(f"viseme_{viseme}", far, firm, long, loud, high)


QUIET: Final = Phone("viseme_sil", 1.0, 1.0, 1.0, 0.0, 0.1)

VOWELS: Final = {
    "aɑæɶä": _vowel("aa", 1.0),
    "ʌɐ": _vowel("aa", 0.75),
    "əɘ": _vowel("aa", 0.36, firm=0.6, long=0.6),
    "ɜɝɚ": _vowel("E", 0.5, firm=0.9),
    "eɛ": _vowel("E", 0.85),
    "iɪɨᵻ": _vowel("I", 0.75),
    "oɔɒɤ": _vowel("O", 0.9, firm=1.5),
    "øœɵ": _vowel("O", 0.6, firm=1.4),
    "uʊɯʉyʏ": _vowel("U", 0.85, firm=1.6),
}
CONSONANTS: Final = {
    "pbɓ": _consonant("PP", 1.0, 5.0, 0.55, 0.12, 0.25),
    "m": _consonant("PP", 1.0, 4.0, 0.6, 0.55, 0.05),
    "fvɱɸβʋ": _consonant("FF", 0.9, 2.6, 0.7, 0.35, 0.5),
    "θð": _consonant("TH", 0.8, 1.2, 0.6, 0.3, 0.45),
    "tdʈɖɾ": _consonant("DD", 0.6, 0.6, 0.5, 0.18, 0.45),
    "nlɫɲɭɳʎ": _consonant("nn", 0.55, 0.55, 0.55, 0.62, 0.06),
    "kgɡqɢ": _consonant("kk", 0.5, 0.4, 0.55, 0.15, 0.3),
    "ŋ": _consonant("kk", 0.4, 0.45, 0.6, 0.55, 0.05),
    "xɣχçh": _consonant("kk", 0.3, 0.25, 0.5, 0.35, 0.4),
    "ɦʔħʕ": _consonant("kk", 0.15, 0.1, 0.3, 0.35, 0.3),
    "sz": _consonant("SS", 0.75, 1.3, 0.8, 0.45, 0.9),
    "ʃʒɕʑʂʐ": _consonant("CH", 0.85, 1.7, 0.8, 0.5, 0.8),
    "rɹɻʁʀɽ": _consonant("RR", 0.6, 0.8, 0.5, 0.6, 0.08),
    "w": _consonant("U", 0.95, 2.0, 0.5, 0.6, 0.05),
    "jʝɥ": _consonant("I", 0.55, 0.6, 0.45, 0.65, 0.1),
}
PHONES: Final = {
    letter: phone for letters, phone in (VOWELS | CONSONANTS).items() for letter in letters
}
AFFRICATES: Final = {
    pair: _consonant("CH", 0.85, 1.7, 0.9, 0.35, 0.7)
    for pair in ("tʃ", "dʒ", "tɕ", "dʑ", "tʂ", "dʐ")
}
LETTER: Final = re.compile(r"([ˈˌ]*)([^\W\d_])\^?([ʃʒɕʑʂʐ]?)(ː?)")
GLIDE: Final = 0.7
"""How long each half of a diphthong is."""


def phones(ipa: str) -> list[Phone]:
    """Read a transcription; what no mouth shows is passed over. Stress holds for the vowel that follows."""
    found: list[Phone] = []
    stressed = False
    for match in LETTER.finditer(ipa.replace("^", "")):
        marks, letter, friction, length = match.groups()
        stressed = stressed or "ˈ" in marks
        pair = AFFRICATES.get(letter + friction)
        phone = pair or PHONES.get(letter)
        if phone is None:
            continue
        vowel = phone.loud > 0.9
        long = phone.long * (1.4 if length else 1.0) * (1.25 if vowel and stressed else 1.0)
        if (
            vowel and found and found[-1].loud > 0.9
        ):  # the second half of a diphthong, or near enough
            long *= GLIDE
        found.append(_with(phone, long, stressed=vowel and stressed))
        stressed = stressed and not vowel
        if friction and not pair:
            found.append(PHONES[friction])
    return found


def _with(phone: Phone, long: float, *, stressed: bool) -> Phone:
    far = min(phone.far * 1.1, 1.0) if stressed else phone.far
    return Phone(phone.viseme, far, phone.firm, long, phone.loud, phone.high, stressed)
