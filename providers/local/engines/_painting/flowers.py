"""Blossoms close up: petals in spirals, leaves behind them, the far ones out of focus."""

from dataclasses import dataclass

import numpy as np
import skia

from providers.local.engines._painting.colour import rgb, shifted
from providers.local.engines._painting.easel import Easel
from providers.local.engines._painting.raster import (
    Field,
    Layer,
    as_field,
    axes,
    blur,
    mix,
    paint,
    stroke,
)

GOLDEN_ANGLE = 2.399963


@dataclass(frozen=True, slots=True)
class Blossom:
    x: float
    y: float
    radius: float
    hue: Field


def flowers(easel: Easel) -> Field:
    image = _background(easel)
    for depth, (count, size, soft) in enumerate(
        ((16, 0.085, 0.012), (13, 0.115, 0.0035), (8, 0.19, 0))
    ):
        rng = easel.dice(f"bed {depth}")
        layer = Layer(easel.width, easel.height)
        wide = int(count * max(easel.width / easel.height, 1))
        heads = _spread(easel, rng, count=wide, size=size, depth=depth)
        for head in heads:
            _leaves(easel, layer, rng=rng, head=head)
        for head in sorted(heads, key=lambda head: head.y):
            _shadow(layer, head)
            _petals(layer, rng, head=head)
        image = layer.over(image, blur_px=easel.side * soft)
    return image


def _background(easel: Easel) -> Field:
    rng = easel.dice("bokeh")
    x, y = axes(easel.width, easel.height)
    leaf = rgb("5f7f56") * (easel.palette.light * 0.7 + easel.palette.shade * 0.3)
    tone = easel.noise.fbm(
        as_field(x / easel.side * 1.4 + y * 0), as_field(y / easel.side * 1.4 + x * 0), 3
    )
    soft = as_field(leaf * 0.62 + easel.palette.accents[4] * 0.22)
    deep = as_field(leaf * 0.42 + easel.palette.accents[0] * 0.22)
    image = mix(
        _sheet(easel, deep), _sheet(easel, soft), as_field(np.clip(0.5 + 0.25 * tone, 0, 1))
    )
    layer = Layer(easel.width, easel.height)
    for _ in range(46):
        hue = easel.palette.accents[int(rng.integers(2, 5))]
        place = float(rng.uniform(0, easel.width)), float(rng.uniform(0, easel.height))
        size = easel.side * float(rng.uniform(0.015, 0.055))
        layer.canvas.drawCircle(*place, size, paint(hue, float(rng.uniform(0.06, 0.22))))
    return blur(layer.over(image), easel.side * 0.005)


def _sheet(easel: Easel, colour: Field) -> Field:
    return as_field(np.broadcast_to(colour, (easel.height, easel.width, 3)))


def _spread(
    easel: Easel, rng: np.random.Generator, *, count: int, size: float, depth: int
) -> list[Blossom]:
    """Scatter heads that keep their distance; the nearest stand low and round the middle."""
    heads: list[Blossom] = []
    hues = [easel.palette.accents[index] for index in (2, 3, 1, 4)]
    for _ in range(count * 12):
        if len(heads) == count:
            break
        radius = easel.side * size * float(rng.uniform(0.72, 1.2))
        x = float(rng.uniform(-0.02, 1.02)) * easel.width
        y = easel.height * float(rng.uniform((0.02, 0.14, 0.34)[depth], 1.02))
        if any(np.hypot(x - head.x, y - head.y) < (radius + head.radius) * 0.80 for head in heads):
            continue
        hue = hues[min(int(rng.exponential(0.9)), 3)]
        heads.append(Blossom(x, y, radius, shifted(hue, hue=float(rng.normal(0, 0.012)))))
    return heads


def _leaves(easel: Easel, layer: Layer, *, rng: np.random.Generator, head: Blossom) -> None:
    base = rgb("3d6b3f") * (easel.palette.light * 0.7 + easel.palette.shade * 0.35)
    for _ in range(7):
        angle, size = float(rng.uniform(0, 360)), head.radius * float(rng.uniform(1.1, 1.6))
        tone = as_field(base * rng.uniform(0.55, 1.15))
        path = skia.Path()
        path.moveTo(0, 0)
        path.cubicTo(size * 0.35, -size * 0.30, size * 0.75, -size * 0.22, size, 0)
        path.cubicTo(size * 0.75, size * 0.22, size * 0.35, size * 0.30, 0, 0)
        layer.canvas.save()
        layer.canvas.translate(head.x, head.y)
        layer.canvas.rotate(angle)
        layer.canvas.drawPath(path, _along(tone * 0.55, tone * 1.25, size=size))
        layer.canvas.drawLine(
            0, 0, size * 0.9, 0, stroke(as_field(tone * 1.35), size * 0.012, alpha=0.6)
        )
        layer.canvas.restore()


def _along(root: Field, tip: Field, *, size: float, alpha: float = 1.0) -> object:
    ends = [
        skia.Color4f(*(float(part) for part in np.clip(end, 0, 1)), alpha).toColor()
        for end in (root, tip)
    ]
    shader = skia.GradientShader.MakeLinear([skia.Point(0, 0), skia.Point(size, 0)], ends)
    return skia.Paint(AntiAlias=True, Shader=shader)


def _shadow(layer: Layer, head: Blossom) -> None:
    soft = skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, head.radius * 0.16)
    brush = paint(as_field([0.03, 0.05, 0.04]), 0.42, MaskFilter=soft)
    layer.canvas.drawCircle(
        head.x + head.radius * 0.06, head.y + head.radius * 0.14, head.radius * 0.92, brush
    )


def _petals(layer: Layer, rng: np.random.Generator, *, head: Blossom) -> None:
    """Outer petals first; each next one is turned by the golden angle, and smaller."""
    count = int(rng.integers(34, 64))
    broad = float(rng.uniform(0.28, 0.44))
    squash, lean = float(rng.uniform(0.80, 1.0)), float(rng.uniform(0, 360))
    layer.canvas.save()
    layer.canvas.translate(head.x, head.y)
    layer.canvas.rotate(lean)
    layer.canvas.scale(1.0, squash)
    for number in range(count):
        inner = number / count
        size = head.radius * (1.0 - inner * 0.86) * float(rng.uniform(0.94, 1.05))
        angle = number * GOLDEN_ANGLE
        facing = 0.5 + 0.5 * np.cos(angle + np.radians(lean) + 2.2)
        bright = 0.80 + 0.22 * facing + 0.10 * inner
        tip = shifted(head.hue, saturation=0.86 - 0.25 * (1 - inner) * facing, value=bright * 1.12)
        root = shifted(head.hue, hue=-0.02, saturation=1.15, value=bright * 0.50)
        layer.canvas.save()
        layer.canvas.rotate(float(np.degrees(angle)))
        path = _petal(size, size * broad * (0.75 + 0.9 * inner))
        layer.canvas.drawPath(path, _along(root, tip, size=size))
        layer.canvas.drawPath(path, stroke(shifted(head.hue, value=0.45), size * 0.010, alpha=0.30))
        layer.canvas.restore()
    _heart(layer, rng, head=head)
    layer.canvas.restore()


def _petal(size: float, wide: float) -> object:
    path = skia.Path()
    path.moveTo(0, 0)
    path.cubicTo(size * 0.25, -wide * 0.9, size * 0.80, -wide * 1.05, size * 0.985, -wide * 0.20)
    path.quadTo(size * 1.02, 0, size * 0.985, wide * 0.20)
    path.cubicTo(size * 0.80, wide * 1.05, size * 0.25, wide * 0.9, 0, 0)
    return path


def _heart(layer: Layer, rng: np.random.Generator, *, head: Blossom) -> None:
    gold = rgb("f0c24a")
    for number in range(60):
        out = head.radius * 0.13 * np.sqrt(number / 60)
        angle = number * GOLDEN_ANGLE
        tone = as_field(gold * rng.uniform(0.6, 1.1))
        layer.canvas.drawCircle(
            float(out * np.cos(angle)), float(out * np.sin(angle)), head.radius * 0.014, paint(tone)
        )
