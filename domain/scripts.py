"""The scripts of the world's captions, and the face that each is set in."""

import re
from typing import Final, NamedTuple


class Face(NamedTuple):
    """A font family. `height`: ascent and descent together, in em: libass sizes a face by it, readers by the em.

    Measured from the fonts' OS/2 tables (winAscent + winDescent, as libass reads them).
    """

    family: str
    height: float


LATIN: Final = Face("Noto Sans", 1.519)
FACES: Final = {
    "\u3040-\u30ff": Face("Noto Sans CJK JP", 1.448),
    "\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3": Face("Noto Sans CJK KR", 1.448),
    "\u2e80-\u303f\u3400-\u9fff\uf900-\ufaff": Face("Noto Sans CJK SC", 1.448),
    "\u0590-\u05ff\ufb1d-\ufb4f": Face("Noto Sans Hebrew", 1.36),
    "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff": Face("Noto Sans Arabic", 2.169),
    "\u0530-\u058f": Face("Noto Sans Armenian", 1.36),
    "\u0900-\u097f": Face("Noto Sans Devanagari", 1.906),
    "\u0980-\u09ff": Face("Noto Sans Bengali", 1.403),
    "\u0a00-\u0a7f": Face("Noto Sans Gurmukhi", 1.304),
    "\u0a80-\u0aff": Face("Noto Sans Gujarati", 1.484),
    "\u0b00-\u0b7f": Face("Noto Sans Oriya", 1.362),
    "\u0b80-\u0bff": Face("Noto Sans Tamil", 1.24),
    "\u0c00-\u0c7f": Face("Noto Sans Telugu", 1.478),
    "\u0c80-\u0cff": Face("Noto Sans Kannada", 1.645),
    "\u0d00-\u0d7f": Face("Noto Sans Malayalam", 1.247),
    "\u0d80-\u0dff": Face("Noto Sans Sinhala", 1.312),
    "\u0e00-\u0e7f": Face("Noto Sans Thai", 1.511),
    "\u0e80-\u0eff": Face("Noto Sans Lao", 1.645),
    "\u1000-\u109f": Face("Noto Sans Myanmar", 2.184),
    "\u10a0-\u10ff": Face("Noto Sans Georgian", 1.378),
    "\u1200-\u139f": Face("Noto Sans Ethiopic", 1.362),
    "\u1780-\u17ff": Face("Noto Sans Khmer", 1.862),
}  # fmt: skip
HEIGHTS: Final = {face.family: face.height for face in (LATIN, *FACES.values())}
PATTERNS: Final = tuple((re.compile(f"[{letters}]"), face) for letters, face in FACES.items())


def face_of(text: str, family: str) -> Face:
    """Choose the face of the script that a text is mostly in; the caller's family for what it can set itself.

    Kana or Hangul make a text Japanese or Korean, however many Han letters it has.
    """
    counts = [(len(letters.findall(text)), face) for letters, face in PATTERNS]
    count, face = max(counts, key=lambda found: found[0])
    if not count or count * 3 < sum(letter.isalpha() for letter in text):
        return Face(family, HEIGHTS.get(family, LATIN.height))
    if face.family.startswith("Noto Sans CJK"):
        return next(own for found, own in counts if found)
    return face
