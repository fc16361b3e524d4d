"""A skyline: towers in haze, lit windows, and water or wet streets that double them."""

from dataclasses import dataclass

import numpy as np
import skia

from providers.local.engines._painting.easel import Easel
from providers.local.engines._painting.raster import (
    Field,
    Layer,
    as_field,
    axes,
    blur,
    lighten,
    mix,
    paint,
    sample,
)
from providers.local.engines._painting.sky import place_sun, sky

ROWS = 4
"""How many rows of towers stand behind each other."""


@dataclass(frozen=True, slots=True)
class Tower:
    left: float
    top: float
    wide: float
    foot: float
    row: int


def city(easel: Easel) -> Field:
    shore = 0.76
    sun = place_sun(easel, 0.70)
    image = sky(easel, 0.70, sun=sun)
    lights = Layer(easel.width, easel.height)
    for row in range(ROWS):
        image = _haze(easel, image, shore=shore, row=row)
        walls = Layer(easel.width, easel.height)
        for tower in _row(easel, row, shore=shore):
            # What stands in front hides the lights behind.
            hole = skia.Rect(tower.left, tower.top, tower.left + tower.wide, tower.foot)
            lights.canvas.drawRect(hole, skia.Paint(BlendMode=skia.BlendMode.kClear))
            _build(easel, tower, walls=walls, lights=lights)
        image = walls.over(image)
    glow = 0.9 if easel.palette.dark else 0.35
    image = lights.over(image)
    image = lights.glow(image, blur_px=easel.side * 0.005, strength=glow)
    image = lights.glow(image, blur_px=easel.side * 0.035, strength=glow * 1.1)
    return _doubled(easel, image, shore=shore)


def _row(easel: Easel, row: int, *, shore: float) -> list[Tower]:
    rng = easel.dice(f"row {row}")
    near = row / (ROWS - 1)
    middle = float(rng.uniform(0.35, 0.65))
    towers, x = [], -0.05 * easel.width
    while x < easel.width * 1.02:
        wide = easel.side * float(rng.uniform(0.035, 0.085)) * (0.7 + 0.5 * near)
        hump = np.exp(-(((x / easel.width - middle) / 0.30) ** 2))
        tall = (0.13 + 0.33 * hump * (1 - 0.5 * near)) * float(rng.uniform(0.45, 1.15))
        tall += 0.13 * (1 - near) * float(rng.random() < 0.16) + 0.02
        towers.append(Tower(x, (shore - tall) * easel.height, wide, shore * easel.height + 2, row))
        x += wide * float(rng.uniform(0.92, 1.25))
    return towers


def _wall(easel: Easel, row: int) -> Field:
    near = row / (ROWS - 1)
    palette = easel.palette
    far = as_field(palette.low * 0.60 + palette.top * 0.40)
    close = as_field(palette.deep * 1.1 + palette.shade * (0.10 if palette.dark else 0.34))
    return as_field(far * (1 - near) ** 1.2 + close * (1 - (1 - near) ** 1.2))


def _build(easel: Easel, tower: Tower, *, walls: Layer, lights: Layer) -> None:
    rng = easel.dice(f"tower {tower.row} {tower.left:.3f}")
    colour = as_field(_wall(easel, tower.row) * rng.uniform(0.88, 1.12))
    right = tower.left + tower.wide
    walls.canvas.drawRect(skia.Rect(tower.left, tower.top, right, tower.foot), paint(colour))
    lit_side = as_field(colour * 0.72 + easel.palette.light * 0.16)
    face = tower.left + tower.wide * float(rng.choice([0.0, 0.62]))
    walls.canvas.drawRect(
        skia.Rect(face, tower.top, face + tower.wide * 0.38, tower.foot), paint(lit_side, 0.55)
    )
    _roof(easel, tower, walls=walls, lights=lights, colour=colour)
    if tower.row > 0:
        _windows(easel, tower, lights=lights, rng=rng)


def _roof(easel: Easel, tower: Tower, *, walls: Layer, lights: Layer, colour: Field) -> None:
    """A step back, a mast, or nothing."""
    rng = easel.dice(f"roof {tower.row} {tower.left:.3f}")
    kind = float(rng.random())
    middle, size = tower.left + tower.wide / 2, tower.wide
    if kind < 0.45:
        inset, rise = size * 0.18, size * float(rng.uniform(0.12, 0.5))
        box = skia.Rect(
            tower.left + inset, tower.top - rise, tower.left + size - inset, tower.top + 1
        )
        walls.canvas.drawRect(box, paint(colour))
    if kind < 0.22:
        tip = tower.top - size * 1.15
        mast = skia.Rect(middle - size * 0.02, tip, middle + size * 0.02, tower.top)
        walls.canvas.drawRect(mast, paint(colour))
        lights.canvas.drawCircle(
            middle, tip, max(easel.side * 0.0016, 0.9), paint(as_field([1.0, 0.25, 0.2]))
        )


def _windows(easel: Easel, tower: Tower, *, lights: Layer, rng: np.random.Generator) -> None:
    """Warm and cold panes; whole floors dark. By day only few are lit."""
    pane = max(easel.side * (0.0042 + 0.0012 * tower.row), 2.2)
    columns = int(tower.wide / (pane * 1.55)) - 1
    floors = int((tower.foot - tower.top) / (pane * 1.85)) - 1
    if columns < 1 or floors < 1:
        return
    share = (0.46 if easel.palette.dark else 0.10) * float(rng.uniform(0.5, 1.3))
    warm = as_field([1.0, 0.82, 0.52])
    tints = [warm, warm, as_field([1.0, 0.93, 0.80]), easel.palette.accents[3]]
    awake = rng.random(floors) < 0.82
    lit = (rng.random((floors, columns)) < share) & awake[:, None]
    margin = (tower.wide - columns * pane * 1.55 + pane * 0.55) / 2
    alpha = (0.35 + 0.2 * tower.row) * (1.0 if easel.palette.dark else 0.8)
    pick = rng.integers(0, len(tints), lit.shape)
    strength = rng.uniform(0.5, 1.0, lit.shape)
    for floor, column in np.argwhere(lit):
        x = tower.left + margin + column * pane * 1.55
        y = tower.top + pane * (0.9 + floor * 1.85)
        brush = paint(tints[pick[floor, column]], alpha * strength[floor, column])
        lights.canvas.drawRect(skia.Rect.MakeXYWH(x, y, pane, pane * 1.15), brush)


def _haze(easel: Easel, image: Field, *, shore: float, row: int) -> Field:
    _, y = axes(easel.width, easel.height)
    down = np.clip(1 - np.abs(y / easel.height - shore) / 0.34, 0, 1) ** 1.6
    air = as_field(easel.palette.low * 0.9 + easel.palette.accents[2] * 0.08)
    share = as_field(np.broadcast_to(down * (0.34 - 0.05 * row), image.shape[:2]))
    return mix(image, as_field(np.broadcast_to(air, image.shape)), share)


def _doubled(easel: Easel, image: Field, *, shore: float) -> Field:
    """Water in front: long reflections, broken by ripples."""
    x, y = axes(easel.width, easel.height)
    level = shore * easel.height
    depth = np.clip((y - level) / (easel.height - level), 0, 1)
    away = as_field(1.0 / (depth + 0.06))
    u = as_field((x - easel.width / 2) / easel.side * away * 1.1)
    ripple = easel.noise.fbm(u, as_field(away * 4.5 + x * 0), 4, gain=0.62)
    rows = 2 * level - y + ripple * easel.height * 0.030 * (0.25 + depth)
    streaked = sample(
        image,
        as_field(x - 0.5 + ripple * easel.width * 0.006),
        as_field(np.clip(rows, level * 0.12, level - 1)),
    )
    long = as_field(streaked * 0.5 + blur(streaked, easel.side * 0.006) * 0.5)
    body = as_field(easel.palette.top * 0.30 + easel.palette.deep * 0.4)
    water = mix(
        long,
        as_field(np.broadcast_to(body, image.shape)),
        as_field(np.broadcast_to(0.20 + 0.42 * depth, image.shape[:2])),
    )
    water = lighten(
        water, as_field(np.clip(ripple - 1.1, 0, 1)[..., None] * easel.palette.glow * 0.10)
    )
    wet = np.clip(y - level + 0.5, 0, 1)
    return mix(image, water, as_field(np.broadcast_to(wet, image.shape[:2])))
