"""Words in the picture: set in lines, where the picture is calm."""

import textwrap
import unicodedata
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from providers.local.engines._painting.easel import Easel
from providers.local.engines._painting.raster import Field, as_field, blur, luminance, mix
from providers.local.engines._painting.typefaces import Face, runs

LINES_MAX = 7
LEGIBLE = 0.008
"""Of the picture's height: words that fit only so small are broken."""
LEADING = 1.22
UNDER = 0.40
"""The size of the words below, of the first ones."""
APART = 0.06
WIDE_MAX, TALL_MAX = 0.84, 0.40
"""Shares of the picture that the words may fill."""
BANDS = (0.25, 0.50, 0.76)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of words in its typefaces. `scale`: of the largest line's size; `open_by`: room between its letters."""

    parts: tuple[tuple[str, Face], ...]
    scale: float
    open_by: float = 0.0

    def width(self, size: float) -> float:
        """Give how wide it is at a size."""
        own = max(1, round(size * self.scale))
        gaps = sum(len(text) for text, _ in self.parts) * self.open_by * own
        return gaps + sum(face.sized(own).getlength(text) for text, face in self.parts)


def lettered(easel: Easel, image: Field) -> Field:
    """Set the words of the prompt that stand in quotation marks, if there are any."""
    if not easel.brief.lettering:
        return image
    lines = _lines(easel.brief.lettering, easel.width / easel.height)
    rows = _rows(lines, easel.brief.under)
    tall = int(easel.height * TALL_MAX)
    mask = _set(easel, rows) if rows else _set_plainly(lines, easel.width, tall=tall)
    bands = [_band(easel, image, mask=mask, middle=middle) for middle in BANDS]
    calm = min(bands, key=lambda band: band[0])
    return _print(easel, image, mask=calm[1])


def _rows(lines: list[str], under: tuple[str, ...]) -> list[Row] | None:
    """Find the typefaces of all lines; capitals are set a little apart. None: nobody has some letter."""
    rows = []
    for text, scale in [*((line, 1.0) for line in lines), *((line, UNDER) for line in under)]:
        parts = runs(text)
        if parts is None:
            return None
        capitals = text.isupper() and text.isascii()
        rows.append(Row(tuple(parts), scale, APART if capitals else 0.0))
    return rows


def _lines(text: str, aspect: float) -> list[str]:
    """Break into the lines that can be set largest: between words, and within one only where it must be.

    Scripts that part no words by spaces break anywhere.
    """
    words = " ".join(text.split())
    spaced = not any(unicodedata.east_asian_width(letter) in "WF" for letter in words)
    whole = _largest_layout(words, aspect, breaks=not spaced)
    widest = max(map(_width, whole))
    if spaced and WIDE_MAX * aspect / widest < LEGIBLE:
        return _largest_layout(words, aspect, breaks=True)
    return whole


def _largest_layout(words: str, aspect: float, *, breaks: bool) -> list[str]:
    layouts = (
        textwrap.wrap(words, wide, break_long_words=breaks, break_on_hyphens=False)
        for wide in range(5, max(len(words), 5) + 1)
    )

    def size(lines: list[str]) -> float:
        return min(WIDE_MAX * aspect / max(map(_width, lines)), TALL_MAX / (LEADING * len(lines)))

    return max((lines for lines in layouts if len(lines) <= LINES_MAX), key=size)


def _width(line: str) -> float:
    """Guess how wide a line is, in its own size: a letter is about 0.6 times as wide as tall, a wide one a square."""
    return sum(1.0 if unicodedata.east_asian_width(each) in "WF" else 0.6 for each in line)


def _set(easel: Easel, rows: list[Row]) -> Field:
    """Draw the lines, centred, as a mask of the picture's width and their own height."""
    leading = sum(LEADING * row.scale for row in rows)
    widest = max(row.width(100.0) for row in rows)
    wide = easel.width * WIDE_MAX / max(widest, 1.0) * 100.0
    size = min(wide, easel.height * TALL_MAX / leading, easel.side * _largest(easel))
    sheet = Image.new("L", (easel.width, int(size * (leading + 0.35)) + 1))
    draw, down = ImageDraw.Draw(sheet), 0.0
    for row in rows:
        own = max(1, round(size * row.scale))
        x, baseline = (easel.width - row.width(size)) / 2 + row.open_by * own / 2, down + own
        for text, face in row.parts:
            font = face.sized(own)
            for piece in text if row.open_by else (text,):
                draw.text((x, baseline), piece, 255, font=font, anchor="ls")
                x += font.getlength(piece) + row.open_by * own
        down += LEADING * own
    return as_field(np.asarray(sheet) / np.float32(255.0))


def _largest(easel: Easel) -> float:
    """Give the most that letters take of the shorter side: more of it in a banner."""
    ratio = max(easel.width, easel.height) / min(easel.width, easel.height)
    return min(0.30, 0.17 * max(1.0, ratio / 2))


def _set_plainly(lines: list[str], width: int, *, tall: int) -> Field:
    """Use the face that Pillow carries, on a machine that has no fonts."""
    text = "\n".join(lines)
    measure = ImageDraw.Draw(Image.new("L", (1, 1)))
    box = measure.multiline_textbbox((0, 0), text, font=ImageFont.load_default(100), align="center")
    size = min(width * WIDE_MAX / max(box[2], 1), tall / max(box[3], 1)) * 100
    sheet = Image.new("L", (width, tall))
    ImageDraw.Draw(sheet).multiline_text(
        (width / 2, tall / 2), text, 255, ImageFont.load_default(size), anchor="mm", align="center"
    )
    return as_field(np.asarray(sheet) / np.float32(255.0))


def _band(easel: Easel, image: Field, *, mask: Field, middle: float) -> tuple[float, Field]:
    """How restless the picture is behind the words there, and the mask put there."""
    height = min(mask.shape[0], easel.height)
    top = int(np.clip(easel.height * middle - height / 2, 0, easel.height - height))
    whole = np.zeros((easel.height, easel.width), np.float32)
    whole[top : top + height] = mask[:height]
    tone = luminance(image)[top : top + height]
    return float(tone.std() + abs(middle - 0.30) * 0.06), whole


def _print(easel: Easel, image: Field, *, mask: Field) -> Field:
    """White on dark or dark on light, with a soft shade that lifts it off."""
    around = blur(mask, easel.side * 0.03)
    behind = float((luminance(image) * around).sum() / max(float(around.sum()), 1e-6))
    light = behind < 0.66
    ink = as_field([1.0, 0.99, 0.97]) if light else as_field(easel.palette.deep * 0.6)
    shade = as_field(easel.palette.deep * 0.5) if light else as_field([1.0, 1.0, 1.0])
    lift = np.clip(around * 0.75 + blur(mask, easel.side * 0.006) * 0.55, 0, 0.72)
    image = mix(image, as_field(np.broadcast_to(shade, image.shape)), as_field(lift))
    return mix(image, as_field(np.broadcast_to(ink, image.shape)), mask)
