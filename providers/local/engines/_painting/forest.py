"""A forest: trees behind trees, each row paler in the mist, and light falling through."""

import numpy as np

from providers.local.engines._painting.colour import rgb
from providers.local.engines._painting.easel import Easel
from providers.local.engines._painting.growth import grass, leafy, pine
from providers.local.engines._painting.raster import (
    Field,
    Layer,
    as_field,
    axes,
    lighten,
    luminance,
    mix,
    paint,
    resize,
    sample,
)

ROWS = 7


def forest(easel: Easel) -> Field:
    rng = easel.dice("forest")
    sun = (easel.width * float(rng.choice([0.34, 0.64])), easel.height * 0.30)
    air, leaf, dark = _tones(easel)
    image = _depth(easel, sun, air=air)
    broad = easel.has("autumn") or easel.has("broad")
    for row in range(ROWS):
        near = row / (ROWS - 1)
        colour = _row_colour(air, leaf, dark=dark, near=near)
        image = _ground(easel, image, row=row, colour=colour)
        image = _row(easel, image, row=row, colour=colour, broad=broad)
        image = _mist(easel, image, row=row, air=air)
    image = lighten(image, _shafts(easel, image, sun=sun))
    blades = as_field(dark * 0.9)
    return grass(easel, image, colour=blades, tall_px=easel.side * 0.055, count=500)


def _row_colour(air: Field, leaf: Field, *, dark: Field, near: float) -> Field:
    """Air at the far end, leaves half-way, shadow close by."""
    if near < 0.5:
        return as_field(air * 0.84 * (1 - 2 * near) + leaf * 2 * near)
    return as_field(leaf * (2 - 2 * near) + dark * (2 * near - 1))


def _tones(easel: Easel) -> tuple[Field, Field, Field]:
    palette = easel.palette
    leaf = rgb("d9742a") if easel.has("autumn") else rgb("3f6f4e")
    air = as_field(palette.low * 0.55 + palette.glow * 0.15 + leaf * palette.light * 0.28)
    dark = as_field(leaf * 0.16 + palette.deep * 0.28)
    if easel.has("snow"):
        air = as_field(palette.low * 0.85 + 0.12)
    middle = as_field(leaf * (palette.light * 0.42 + palette.shade * 0.52))
    return as_field(np.clip(air, 0, 1)), middle, dark


def _depth(easel: Easel, sun: tuple[float, float], *, air: Field) -> Field:
    x, y = axes(easel.width, easel.height)
    distance = np.hypot(x - sun[0], y - sun[1]) / easel.side
    up = np.clip(1 - y / easel.height, 0, 1)[..., None]
    image = air * 0.86 + (easel.palette.top - air) * 0.34 * up
    shine = np.clip(np.exp(-distance * 2.4) * 0.75 + np.exp(-distance * 8) * 0.35, 0, 0.95)
    bright = as_field(1 - (1 - easel.palette.glow) * 0.6)
    return mix(
        as_field(image * np.ones((1, easel.width, 1), np.float32)),
        as_field(np.broadcast_to(bright, (easel.height, easel.width, 3))),
        as_field(shine),
    )


def _foot(easel: Easel, row: int, *, x: Field) -> Field:
    """Where the ground of this row lies, at each x, in pixels."""
    near = row / (ROWS - 1)
    u = as_field(x / easel.width)
    roll = easel.noise.fbm(as_field(u * (1.8 - near) + row * 7.7), as_field(u * 0 + row), 3)
    return as_field(easel.height * (0.56 + 0.36 * near**1.1 + 0.028 * roll))


def _row(easel: Easel, image: Field, *, row: int, colour: Field, broad: bool) -> Field:
    rng = easel.dice(f"trees {row}")
    near = row / (ROWS - 1)
    layer = Layer(easel.width, easel.height)
    tall = easel.side * (0.26 + 0.62 * near**1.5)
    count = int((34 - 27 * near**0.7) * easel.width / easel.side)
    for number in range(count):
        x = easel.width * (number + float(rng.uniform(-0.5, 1.5))) / count
        if near > 0.6 and 0.25 < x / easel.width < 0.75:
            continue  # a clearing, so that the eye can go in
        size = tall * float(rng.uniform(0.62, 1.15))
        foot = float(_foot(easel, row, x=as_field([[x]]))[0, 0]) + size * 0.02
        tone = as_field(colour * rng.uniform(0.9, 1.1))
        if broad:
            leafy(layer, rng, place=(x, foot), tall=size * 0.9, colour=tone)
        else:
            layer.canvas.drawPath(pine(rng, x, foot=foot, tall=size), paint(tone))
    return layer.over(image, blur_px=easel.side * 0.0022 if row == ROWS - 1 else 0.0)


def _ground(easel: Easel, image: Field, *, row: int, colour: Field) -> Field:
    x, y = axes(easel.width, easel.height)
    edge = np.clip(y - _foot(easel, row, x=x) + 0.5, 0, 1)
    grain = easel.noise.fbm(
        as_field(x / easel.side * 9 + y * 0), as_field(y / easel.side * 30 + x * 0), 3
    )
    floor = rgb("dfe8f0") * easel.palette.light if easel.has("snow") else colour * 1.06
    soil = as_field((floor * 0.75 + colour * 0.25) * (1 + 0.07 * grain)[..., None])
    return mix(image, soil, as_field(edge))


def _mist(easel: Easel, image: Field, *, row: int, air: Field) -> Field:
    x, y = axes(easel.width, easel.height)
    near = row / (ROWS - 1)
    drift = easel.noise.fbm(
        as_field(x / easel.side * 1.3 + row * 9 + y * 0), as_field(y / easel.side * 3.4 + x * 0), 4
    )
    band = np.exp(-(((y - _foot(easel, row, x=x)) / (easel.height * 0.085)) ** 2))
    share = np.clip(band * (0.62 + 0.24 * drift) * (1 - near * 0.86), 0, 0.85)
    return mix(image, as_field(np.broadcast_to(air, image.shape)), as_field(share))


def _shafts(easel: Easel, image: Field, *, sun: tuple[float, float]) -> Field:
    """Drag the bright parts away from the sun: light through branches."""
    width, height = easel.width // 4, easel.height // 4
    bright = resize(as_field(np.clip(luminance(image) - 0.55, 0, 1)), width, height)
    x, y = axes(width, height)
    total = np.zeros((height, width), np.float32)
    for step in range(28):
        pull = 1.0 - step / 28 * 0.92
        total += sample(
            bright,
            as_field(sun[0] / 4 + (x - sun[0] / 4) * pull + y * 0),
            as_field(sun[1] / 4 + (y - sun[1] / 4) * pull + x * 0),
        ) * (0.93**step)
    light = resize(as_field(total / 28 * 1.7), easel.width, easel.height)
    return as_field(np.clip(light, 0, 0.75)[..., None] * easel.palette.glow)
