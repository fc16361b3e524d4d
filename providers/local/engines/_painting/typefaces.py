"""The typefaces of pictures: those of the wheels, the same on every machine, each where it has the letters."""

import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import skia
from PIL import ImageFont

from media.fonts import folders

FIRST: Final = "NotoSans["
LEFT_OUT: Final = ("Italic",)
WEIGHT: Final = 700
KINDS: Final = ("*.ttf", "*.ttc", "*.otf")


@dataclass(frozen=True)
class Face:
    """One typeface, by its file."""

    path: Path

    @cache  # noqa: B019 - there are two dozen of them, for as long as the process paints
    def glyphs(self) -> Any:
        """Open it to look letters up."""
        return skia.Typeface.MakeFromFile(str(self.path))

    @cache  # noqa: B019 - the same
    def sized(self, size_px: int) -> ImageFont.FreeTypeFont:
        """Give it at a size, bold where it can be."""
        font = ImageFont.truetype(str(self.path), size_px)
        try:
            axes = font.get_variation_axes()
        except OSError:  # it comes in one weight
            return font
        bold: list[float] = [
            min(WEIGHT, axis["maximum"] or WEIGHT)
            if axis["name"] == b"Weight"
            else axis["default"] or 0
            for axis in axes
        ]
        font.set_variation_by_axes(bold)
        return font

    def has(self, letter: str) -> bool:
        """Tell whether it has a letter."""
        typeface = self.glyphs()
        return bool(typeface and typeface.unicharToGlyph(ord(letter)))


@cache
def faces() -> tuple[Face, ...]:
    """Find the typefaces, the plainest first."""
    found = [path for folder in folders() for kind in KINDS for path in sorted(folder.glob(kind))]
    kept = [path for path in found if not any(word in path.name for word in LEFT_OUT)]
    kept.sort(key=lambda path: not path.name.startswith(FIRST))
    return tuple(Face(path) for path in kept)


def runs(line: str) -> list[tuple[str, Face]] | None:
    """Split a line where another typeface has to step in, left to right as it is seen. None: a letter nobody has."""
    found: list[tuple[str, Face]] = []
    for letter in line:
        if found and (letter.isspace() or found[-1][1].has(letter)):
            found[-1] = (found[-1][0] + letter, found[-1][1])
            continue
        face = next((face for face in faces() if face.has(letter)), None)
        if face is None:
            return None
        found.append((letter, face))
    return found[::-1] if _from_the_right(line) else found


def _from_the_right(line: str) -> bool:
    """Tell whether a line begins at the right: its first letter that has a direction says so."""
    directions = (unicodedata.bidirectional(letter) for letter in line)
    return next((each for each in directions if each in {"L", "R", "AL"}), "L") != "L"
