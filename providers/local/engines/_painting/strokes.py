"""Oil paint: a picture repainted in strokes, broad ones first, fine ones where it matters."""

import numpy as np

from providers.local.engines._painting.easel import Easel
from providers.local.engines._painting.raster import (
    Field,
    Layer,
    as_field,
    blur,
    lighten,
    luminance,
    stroke,
)

BRUSHES = (0.022, 0.011, 0.0055, 0.0030)
"""Widths, as shares of the shorter side."""
WIDTH_PX_MIN = 1.8
STROKES_MAX = 12_000
WRONG_MIN = 0.08
"""How far a colour is off, over its three parts, before a finer brush mends it."""


def brushed(easel: Easel, image: Field) -> Field:
    angle = _directions(easel, image)
    canvas = blur(image, easel.side * 0.012)
    for number, size in enumerate(BRUSHES):
        wide = easel.side * size
        if wide < WIDTH_PX_MIN and number:
            break
        target = blur(image, wide * 0.30)
        wrong = blur(as_field(np.abs(target - canvas).sum(axis=2)), wide * 0.5)
        layer = Layer(easel.width, easel.height)
        rng = easel.dice(f"brush {number}")
        for x, y in _places(easel, rng, wrong=wrong, wide=wide, everywhere=number == 0):
            _touch(layer, rng, place=(x, y), wide=wide, look=(target[y, x], float(angle[y, x])))
        canvas = layer.over(canvas)
    return _thick(easel, canvas)


def _directions(easel: Easel, image: Field) -> Field:
    """Along the edges, taken over wide patches; where there are none, along a slow swirl."""
    tone = blur(luminance(image), easel.side * 0.004)
    down, across = np.gradient(tone)
    wide = easel.side * 0.016
    xx, yy, xy = (blur(as_field(product), wide) for product in (across**2, down**2, across * down))
    return as_field(0.5 * np.arctan2(2 * xy, xx - yy) + np.pi / 2)


def _places(
    easel: Easel, rng: np.random.Generator, *, wrong: Field, wide: float, everywhere: bool
) -> list[tuple[int, int]]:
    """A jittered grid, in chance order; fine brushes go only where the paint is still wrong."""
    step = wide * 0.85
    columns, rows = int(easel.width / step) + 1, int(easel.height / step) + 1
    grid = np.stack(np.meshgrid(np.arange(columns), np.arange(rows)), axis=-1).reshape(-1, 2)
    spots = (grid + rng.uniform(0, 1, grid.shape)) * step
    x = np.clip(spots[:, 0], 0, easel.width - 1).astype(int)
    y = np.clip(spots[:, 1], 0, easel.height - 1).astype(int)
    order = rng.permutation(len(x))
    if not everywhere:
        order = order[wrong[y[order], x[order]] > WRONG_MIN][:STROKES_MAX]
    return [(int(x[at]), int(y[at])) for at in order]


def _touch(
    layer: Layer,
    rng: np.random.Generator,
    *,
    place: tuple[int, int],
    wide: float,
    look: tuple[Field, float],
) -> None:
    colour, angle = look
    turn = angle + float(rng.normal(0, 0.16))
    reach = wide * float(rng.uniform(1.0, 2.3))
    dx, dy = float(np.cos(turn)) * reach, float(np.sin(turn)) * reach
    tone = as_field(colour * float(rng.normal(1.0, 0.055)) + rng.normal(0, 0.012, 3))
    pen = stroke(tone, wide * float(rng.uniform(0.55, 1.0)), alpha=0.90)
    layer.canvas.drawLine(place[0] - dx, place[1] - dy, place[0] + dx, place[1] + dy, pen)


def _thick(easel: Easel, canvas: Field) -> Field:
    """Light on the ridges of the paint and the weave of the cloth."""
    tone = luminance(canvas)
    ridge = blur(tone, max(easel.side * 0.0008, 0.5)) - blur(tone, easel.side * 0.004)
    slope_y, slope_x = np.gradient(as_field(ridge * 3.0))
    lit = np.clip(1.0 - (slope_x * 0.7 + slope_y) * 2.2, 0.80, 1.25)
    weave = easel.dice("weave").standard_normal(tone.shape, dtype=np.float32)
    cloth = blur(as_field(weave), max(easel.side * 0.0009, 0.6))
    return lighten(as_field(canvas * (lit + 0.030 * cloth)[..., None]), as_field([0.0, 0.0, 0.0]))
