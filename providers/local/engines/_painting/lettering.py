"""Words in the picture: set in lines, where the picture is calm."""

import textwrap
from typing import Any

import numpy as np
import skia
from PIL import Image, ImageDraw, ImageFont

from providers.local.engines._painting.easel import Easel
from providers.local.engines._painting.raster import Field, as_field, blur, luminance, mix

LINES_MAX = 5
LEADING = 1.22
WIDE_MAX, TALL_MAX = 0.84, 0.40
"""Shares of the picture that the words may fill."""
BANDS = (0.25, 0.50, 0.76)


def lettered(easel: Easel, image: Field) -> Field:
    """Set the words of the prompt that stand in quotation marks, if there are any."""
    if not easel.brief.lettering:
        return image
    lines = _lines(easel.brief.lettering, easel.width / easel.height)
    mask = _set(easel, lines, fonts=skia.FontMgr())
    bands = [_band(easel, image, mask=mask, middle=middle) for middle in BANDS]
    calm = min(bands, key=lambda band: band[0])
    return _print(easel, image, mask=calm[1])


def _lines(text: str, aspect: float) -> list[str]:
    """Break into the lines that can be set largest; a letter is about 0.6 times as wide as tall."""
    words = " ".join(text.split())
    layouts = [textwrap.wrap(words, wide) for wide in range(5, max(len(words), 5) + 1)]

    def size(lines: list[str]) -> float:
        widest = max(len(line) for line in lines)
        return min(WIDE_MAX * aspect / (0.6 * widest), TALL_MAX / (LEADING * len(lines)))

    return max((lines for lines in layouts if len(lines) <= LINES_MAX), key=size)


def _set(easel: Easel, lines: list[str], *, fonts: Any) -> Field:
    """Draw the lines, centred, as a mask of the picture's width and their own height."""
    wide, tall = easel.width * WIDE_MAX, easel.height * TALL_MAX
    runs = [_runs(line, fonts) for line in lines]
    if any(face is None for line in runs for _, face in line):
        return _set_plainly(lines, easel.width, tall=int(tall))
    widest = max(sum(_measure(part, face, size=100.0) for part, face in line) for line in runs)
    size = min(wide / max(widest, 1.0) * 100.0, tall / (LEADING * len(lines)), easel.side * 0.16)
    pixels = np.zeros((int(size * (LEADING * len(lines) + 0.35)), easel.width), np.uint8)
    shape = skia.ImageInfo.MakeA8(easel.width, pixels.shape[0])
    canvas = skia.Surface.MakeRasterDirect(shape, pixels, easel.width).getCanvas()
    for number, line in enumerate(runs):
        x = (easel.width - sum(_measure(part, face, size=size) for part, face in line)) / 2
        for part, face in line:
            baseline = size * (1.0 + LEADING * number)
            canvas.drawString(part, x, baseline, skia.Font(face, size), skia.Paint(AntiAlias=True))
            x += _measure(part, face, size=size)
    return as_field(pixels / np.float32(255.0))


def _runs(line: str, fonts: Any) -> list[tuple[str, Any]]:
    """Split a line where another typeface has to step in. None: nobody has the letter."""
    first = (
        fonts.matchFamilyStyle("sans-serif", skia.FontStyle.Bold())
        if fonts.countFamilies()
        else None
    )
    runs: list[tuple[str, Any]] = []
    for letter in line:
        face = first
        if face is None or not face.unicharToGlyph(ord(letter)):
            face = (
                fonts.matchFamilyStyleCharacter("", skia.FontStyle.Bold(), [], ord(letter)) or first
            )
        if runs and (runs[-1][1] is face):
            runs[-1] = (runs[-1][0] + letter, face)
        else:
            runs.append((letter, face))
    return runs


def _measure(text: str, face: Any, *, size: float) -> float:
    return float(skia.Font(face, size).measureText(text))


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
