"""Text as the rules see it: obfuscation undone, words in order."""

import re
import unicodedata
from typing import Final

# Look-alikes of Latin letters: Cyrillic, Greek, and the signs that stand for letters.
LOOKALIKES: Final = str.maketrans(
    "аеорсухіјѕԁһкмнтвгυνοαικρτχϲ0134578@$!|€",
    "aeopcyxijsdhkmhtbruvoaikptxcoieastbasile",
)
SIGNS: Final = frozenset("0134578@$!|€")
WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
SPELLED: Final = re.compile(r"(?<![^\W_])(?:[^\W_][\s.\-_*·•]{1,2}){3,}[^\W_](?![^\W_])")
SEPARATORS: Final = re.compile(r"[\s.\-_*·•]")
TEXT_LENGTH_MAX: Final = 200_000


def plain(text: str) -> str:
    """Fold compatibility forms, case, marks and invisible characters (Unicode NFKC and NFKD)."""
    folded = unicodedata.normalize("NFKC", text[:TEXT_LENGTH_MAX]).casefold()
    kept = (
        c
        for c in unicodedata.normalize("NFKD", folded)
        if unicodedata.category(c) not in ("Mn", "Cf", "Me")
    )
    return unicodedata.normalize("NFC", "".join(kept))


def readings(text: str) -> tuple[tuple[str, ...], ...]:
    """Give the text's words as written, and again with look-alikes, spelled-out and stretched words undone."""
    folded = plain(text)
    written = tuple(WORD.findall(folded))
    joined = SPELLED.sub(_join, folded)
    unmasked = tuple(_unmask(word) for word in re.findall(r"[^\s.,;:?()\[\]{}\"“”]+", joined))
    undone = tuple(piece for word in unmasked for piece in WORD.findall(word))
    return (written, undone) if undone != written else (written,)


def _join(spelled: re.Match[str]) -> str:
    """Join spelled-out letters, word by word where the gaps between words are wider than those between letters."""
    letters = spelled.group()
    for gap in (r"\s+", r"\s{2,}"):
        words = [SEPARATORS.sub("", word) for word in re.split(gap, letters)]
        if any(len(word) > 1 for word in words):
            return " ".join(words)
    return "".join(words)


def _unmask(word: str) -> str:
    """Undo look-alikes in a word that mixes them with letters, and letters said three times or more."""
    has_letter = any(c.isalpha() for c in word)
    masked = any(c in SIGNS or "\u0370" <= c <= "\u052f" for c in word)
    latin = any("a" <= c <= "z" for c in word)
    plainer = (
        word.translate(LOOKALIKES) if has_letter and masked and (latin or word.isascii()) else word
    )
    return re.sub(r"([^\W\d_])\1{2,}", r"\1", plainer)
