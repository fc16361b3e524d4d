"""Trees and grass as silhouettes."""

from itertools import pairwise
from typing import Any

import numpy as np
import skia

from providers.local.engines._painting.easel import Easel
from providers.local.engines._painting.raster import Field, Layer, as_field, outline, paint, stroke

SHADES = 12
"""How many shades of a colour the leaves of a tree have."""
DAB_SIZES = (0.0045, 0.007, 0.0105)


def pine(rng: np.random.Generator, x: float, *, foot: float, tall: float) -> Any:
    """A conifer's outline: tiers of drooping branches, no two alike."""
    tiers = int(np.clip(tall / 9, 9, 26))
    right: list[tuple[float, float]] = []
    left: list[tuple[float, float]] = []
    for tier in range(tiers):
        down = (tier + 0.6) / tiers
        y = foot - tall * (1.0 - down * 0.94)
        reach = tall * 0.19 * down**0.82
        for side, points in ((1.0, right), (-1.0, left)):
            out = reach * float(rng.uniform(0.62, 1.12))
            droop = tall * float(rng.uniform(0.012, 0.034))
            points.append((x + side * out * 0.42, y - tall * 0.010))
            points.append((x + side * out, y + droop))
            points.append((x + side * out * 0.38, y + droop * 0.55))
    trunk = tall * 0.012
    base = [(x + trunk, foot), (x - trunk, foot)]
    return outline(np.array([(x, foot - tall), *right, *base, *reversed(left)]))


def leafy(
    layer: Layer,
    rng: np.random.Generator,
    *,
    place: tuple[float, float],
    tall: float,
    colour: Field,
) -> None:
    """A broad tree: a trunk, and a crown of many small clouds of leaves."""
    x, foot = place
    layer.canvas.drawPath(_trunk(x, foot, tall=tall), paint(as_field(colour * 0.55)))
    boughs = rng.normal(0, 1, (14, 2)) * [tall * 0.13, tall * 0.11]
    dabs = int(np.clip(tall * 5.0, 150, 3500))
    picks = rng.integers(0, len(boughs), dabs)
    offsets = rng.normal(0, tall * 0.050, (dabs, 2))
    middles = boughs[picks] + offsets + [x, foot - tall * 0.66]
    tones = 0.80 - 2.75 * offsets[:, 1] / tall + rng.uniform(-0.14, 0.14, dabs)
    sizes = rng.integers(0, len(DAB_SIZES), dabs)
    shades = np.round(tones * SHADES).astype(int)
    for shade in np.unique(shades):  # what lies in shadow first, what is lit over it
        for number, size in enumerate(DAB_SIZES):
            group = middles[(shades == shade) & (sizes == number)]
            if len(group):
                dots = [skia.Point(float(cx), float(cy)) for cx, cy in group]
                pen = stroke(as_field(colour * (shade / SHADES)), 2 * size * tall)
                pen.setStrokeCap(skia.Paint.kRound_Cap)
                pen.setAlphaf(0.95)
                layer.canvas.drawPoints(skia.Canvas.kPoints_PointMode, dots, pen)


def _trunk(x: float, foot: float, *, tall: float) -> Any:
    wide = tall * 0.028
    return outline(
        np.array(
            [
                (x - wide * 1.5, foot),
                (x - wide * 0.6, foot - tall * 0.35),
                (x - wide * 0.3, foot - tall * 0.7),
                (x + wide * 0.3, foot - tall * 0.7),
                (x + wide * 0.6, foot - tall * 0.35),
                (x + wide * 1.5, foot),
            ]
        )
    )


def palm(
    layer: Layer, rng: np.random.Generator, *, foot: tuple[float, float], tall: float, colour: Field
) -> None:
    """A palm, leaning."""
    x, y = foot
    lean = tall * float(rng.uniform(-0.32, 0.32))
    steps = np.linspace(0, 1, 14)
    trunk = [(x + lean * t * t, y - tall * t) for t in steps]
    for number, ((ax, ay), (bx, by)) in enumerate(pairwise(trunk)):
        pen = stroke(colour, tall * (0.036 - 0.0012 * number))
        layer.canvas.drawLine(float(ax), float(ay), float(bx), float(by), pen)
    crown_x, crown_y = trunk[-1]
    for turn in np.linspace(-0.35, np.pi + 0.35, 10):
        angle = float(turn) + float(rng.uniform(-0.12, 0.12))
        _frond(
            layer,
            (crown_x, crown_y),
            angle=angle,
            size=tall * float(rng.uniform(0.30, 0.42)),
            colour=colour,
        )


def _frond(
    layer: Layer, crown: tuple[float, float], *, angle: float, size: float, colour: Field
) -> None:
    t = np.linspace(0.0, 1.0, 34)
    xs = crown[0] + np.cos(angle) * size * t
    ys = crown[1] - np.sin(angle) * size * t * 0.85 + size * 0.62 * t**2.2
    spine = np.column_stack([xs, ys])
    layer.canvas.drawPath(outline(spine, close=False), stroke(colour, size * 0.020))
    for at in range(3, 34):
        ahead = spine[at] - spine[at - 1]
        ahead = ahead / (np.hypot(*ahead) + 1e-6)
        leaf = size * 0.20 * np.sin(np.pi * (0.10 + 0.80 * t[at]))
        for side in (-1.0, 1.0):
            aside = np.array([-ahead[1], ahead[0]]) * side
            tip = spine[at] + (ahead * 0.75 + aside * 0.62 + [0.0, 0.30]) * leaf
            pen = stroke(colour, size * 0.013)
            layer.canvas.drawLine(*(float(v) for v in (*spine[at], *tip)), pen)


def frame_with_pines(easel: Easel, image: Field) -> Field:
    """Dark trees at the near edges: they give the eye a place to stand."""
    rng = easel.dice("frame")
    layer = Layer(easel.width, easel.height)
    colour = as_field(easel.palette.deep * 0.8)
    for side in (0.0, 1.0):
        inward = 1.0 if side == 0 else -1.0
        size = float(rng.uniform(0.22, 0.44))
        for number in range(int(rng.integers(3, 9))):
            away = number / 8 + float(rng.uniform(-0.07, 0.07))
            x = side * easel.width + inward * easel.side * (away * 0.30 - 0.03)
            tall = easel.side * size * (1.0 - 0.70 * away) * float(rng.uniform(0.55, 1.2))
            foot = easel.height * (1.02 - 0.02 * away)
            layer.canvas.drawPath(pine(rng, x, foot=foot, tall=tall), paint(colour))
        middle = side * easel.width
        bank = skia.Rect(
            middle - easel.side * 0.42,
            easel.height * 0.965,
            middle + easel.side * 0.42,
            easel.height * 1.1,
        )
        layer.canvas.drawOval(bank, paint(colour))
    return layer.over(image)


def grass(easel: Easel, image: Field, *, colour: Field, tall_px: float, count: int) -> Field:
    """Blades along the lower edge."""
    rng = easel.dice("grass")
    layer = Layer(easel.width, easel.height)
    for _ in range(count):
        x = float(rng.uniform(-0.02, 1.02)) * easel.width
        tall = tall_px * float(rng.uniform(0.3, 1.0))
        lean = tall * float(rng.normal(0.1, 0.25))
        wide = tall * 0.030 + 0.8
        blade = np.array(
            [
                (x - wide, easel.height + 2),
                (x + lean * 0.35, easel.height - tall * 0.55),
                (x + lean, easel.height - tall),
                (x + lean * 0.45 + wide, easel.height - tall * 0.5),
                (x + wide, easel.height + 2),
            ]
        )
        layer.canvas.drawPath(outline(blade), paint(as_field(colour * rng.uniform(0.6, 1.25))))
    return layer.over(image)
