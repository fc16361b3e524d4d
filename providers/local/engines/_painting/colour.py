"""Colours: the light of each hour, families of accents, and the words for them."""

import colorsys
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from providers.local.engines._painting.raster import Field, as_field, luminance


def rgb(code: str) -> Field:
    return as_field([int(code[at : at + 2], 16) / 255.0 for at in (0, 2, 4)])


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of a picture. `sun_height` is a fraction of the sky, from horizon to top."""

    name: str
    top: Field
    low: Field
    glow: Field
    light: Field
    shade: Field
    accents: tuple[Field, ...]
    sun_height: float
    dark: bool = False

    @property
    def deep(self) -> Field:
        """The darkest colour that still belongs."""
        return as_field(self.top * 0.22 + self.shade * 0.10)


ACCENTS: Final = {
    "ocean": "0b2447 19647e 28afb0 9ad9c8 f4efdc",
    "ember": "2b0f1e 8c2f39 e4572e f3a712 ffe8b8",
    "candy": "5b2a86 d6478f ff8fab ffd1a9 fff3e6",
    "meadow": "12372a 436850 8fb339 f0c808 fbfada",
    "neon": "12053a 5f0fff ff2e97 16e0ff f8f7ff",
    "jewel": "10113d 5a189a c9184a f6aa1c f9f1dc",
    "sand": "3d2c2e 8a5a44 c9986b e9c9a0 fbf2e4",
    "pastel": "6f6a9e a7a3d9 f2b5d4 f7d9c4 fdf6ee",
    "frost": "102a43 3b7ea1 88c0d0 cfe6ef f7fbff",
    "rose": "3a0f2c 93264f e05780 ff9ebb ffe5ec",
    "violet": "170b3b 4b2a9b 8f5bd8 d0a5f5 f7ecff",
    "slate": "14181f 3a4654 7d8b99 c3ccd3 f5f6f7",
}

HOURS: Final = {
    "dawn": ("3f6296 f7c9ae ffdca8 ffd2b0 7384a8", 0.09),
    "day": ("2a74c4 cfe7f6 fffbe8 fff6e4 7590b5", 0.62),
    "golden": ("4f8ac0 ffdca2 ffeab8 ffd592 7c7f9c", 0.20),
    "sunset": ("2b2c6c ff8d52 ffc878 ffa56b 655a86", 0.07),
    "dusk": ("161f52 c17ba3 ffb593 d3a0b8 4f5285", 0.05),
    "night": ("050a1e 24406c a9bff0 7c93c9 1f2b4d", 0.55),
    "storm": ("3c4853 b3bcc1 e2e6e6 c6cacc 707a84", 0.60),
    "mist": ("9fb4c0 e6ebe8 fff7e6 e3e3da 97a5ad", 0.30),
}

WORDS: Final = {
    "red": "c8202f",
    "crimson": "a4133c",
    "scarlet": "d62818",
    "orange": "f2771a",
    "amber": "ffb000",
    "gold": "e0a526",
    "yellow": "f7d02c",
    "lime": "9fd32f",
    "green": "2f8f46",
    "emerald": "13865b",
    "olive": "7a7a2e",
    "teal": "12857f",
    "turquoise": "2ec4b6",
    "cyan": "24c6dc",
    "blue": "2463c7",
    "azure": "2d8fe0",
    "navy": "142c66",
    "indigo": "3d2fa0",
    "purple": "7a2fb5",
    "violet": "8447d6",
    "lavender": "b497e0",
    "magenta": "c81d77",
    "pink": "f078a8",
    "rose": "e05780",
    "coral": "ff7f5c",
    "peach": "ffb48a",
    "brown": "7a4a2b",
    "beige": "d9c3a0",
    "cream": "f4e8cf",
    "copper": "b5683a",
    "bronze": "95683a",
    "silver": "b4bcc6",
    "grey": "8a929c",
    "gray": "8a929c",
    "white": "f2f4f6",
    "black": "15171c",
}


def palette(hour: str, accents: str) -> Palette:
    codes, sun_height = HOURS[hour]
    top, low, glow, light, shade = (rgb(code) for code in codes.split())
    return Palette(
        name=f"{hour}/{accents}",
        top=top,
        low=low,
        glow=glow,
        light=light,
        shade=shade,
        accents=tuple(rgb(code) for code in ACCENTS[accents].split()),
        sun_height=sun_height,
        dark=hour in {"night", "dusk"},
    )


def coloured(base: Palette, words: tuple[str, ...], *, share: float = 1.0) -> Palette:
    """Lean the whole palette towards the colours that were named."""
    if not words:
        return base
    named = [rgb(WORDS[word]) for word in words]
    first = named[0]
    return replace(
        base,
        name=f"{base.name}+{'+'.join(words)}",
        top=_leant(base.top, first, share=0.55 * share),
        low=_leant(base.low, named[-1], share=0.42 * share),
        glow=_leant(base.glow, named[-1], share=0.25 * share),
        light=_leant(base.light, first, share=0.22 * share),
        shade=_leant(base.shade, first, share=0.35 * share),
        accents=_family(named),
    )


def shifted(
    colour: Field, *, hue: float = 0.0, saturation: float = 1.0, value: float = 1.0
) -> Field:
    turn, full, bright = colorsys.rgb_to_hsv(*(float(part) for part in np.clip(colour, 0, 1)))
    return as_field(
        colorsys.hsv_to_rgb((turn + hue) % 1, min(full * saturation, 1), min(bright * value, 1))
    )


def _leant(colour: Field, towards: Field, *, share: float) -> Field:
    aim = towards * (luminance(colour) + 0.04) / (luminance(towards) + 0.04)
    return as_field(np.clip(colour * (1 - share) + aim * share, 0.0, 1.0))


def _family(named: list[Field]) -> tuple[Field, ...]:
    """Five accents from dark to light that hold all the named colours."""
    first, last = named[0], named[-1]
    middle = named[1] if len(named) > 2 else shifted(last, hue=0.03, value=1.1)
    dark = as_field(first * 0.28)
    pale = as_field(1.0 - (1.0 - last) * 0.22)
    return dark, first, middle, last, pale
