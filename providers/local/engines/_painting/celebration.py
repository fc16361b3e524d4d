"""A feast: lights out of focus, balloons or fireworks, confetti over all."""

from itertools import pairwise
from typing import Any

import numpy as np
import skia

from providers.local.engines._painting.colour import shifted
from providers.local.engines._painting.easel import Easel
from providers.local.engines._painting.raster import (
    Field,
    Layer,
    as_field,
    axes,
    lighten,
    outline,
    paint,
    stroke,
)


def celebration(easel: Easel) -> Field:
    image = _warm_dark(easel) if easel.palette.dark or easel.has("fireworks") else _bright(easel)
    image = _bokeh(easel, image)
    if easel.has("fireworks"):
        return _fireworks(easel, image)
    if easel.has("balloons") or easel.dice("balloons?").random() < 0.5:
        image = _balloons(easel, image)
    return _confetti(easel, image)


def _warm_dark(easel: Easel) -> Field:
    _, y = axes(easel.width, easel.height)
    down = as_field(np.broadcast_to(y / easel.height, (easel.height, easel.width)))[..., None]
    return as_field(
        easel.palette.accents[0] * (0.55 - 0.25 * down) + easel.palette.accents[1] * 0.34 * down**2
    )


def _bright(easel: Easel) -> Field:
    x, y = axes(easel.width, easel.height)
    accents = easel.palette.accents
    slant = as_field(np.clip((x / easel.width) * 0.4 + (y / easel.height) * 0.6, 0, 1))[..., None]
    wash = easel.noise.fbm(
        as_field(x / easel.side * 0.9 + y * 0), as_field(y / easel.side * 0.9 + x * 0), 3
    )
    image = accents[4] * (1 - slant) + (accents[3] * 0.75 + accents[2] * 0.25) * slant
    return as_field(image * (0.94 + 0.035 * wash)[..., None])


def _bokeh(easel: Easel, image: Field) -> Field:
    """Lamps far away: discs with a bright edge."""
    rng = easel.dice("bokeh")
    layer = Layer(easel.width, easel.height)
    middle, spread = (0.90, 0.10) if easel.has("fireworks") else (0.55, 0.25)
    for _ in range(64):
        x = float(rng.uniform(0, easel.width))
        y = float(np.clip(rng.normal(middle, spread), 0, 1)) * easel.height
        size = easel.side * float(rng.uniform(0.015, 0.06))
        hue = as_field(easel.palette.accents[int(rng.integers(2, 5))])
        alpha = float(rng.uniform(0.10, 0.42))
        layer.canvas.drawCircle(x, y, size, paint(hue, alpha))
        layer.canvas.drawCircle(
            x, y, size * 0.96, stroke(as_field(hue * 0.5 + 0.5), size * 0.06, alpha=alpha)
        )
    soft = easel.side * 0.0018
    return (
        layer.glow(image, blur_px=soft) if image.mean() < 0.5 else layer.over(image, blur_px=soft)
    )


def _balloons(easel: Easel, image: Field) -> Field:
    rng = easel.dice("balloons")
    for depth, (count, size, soft) in enumerate(
        ((7, 0.060, 0.005), (7, 0.095, 0.0), (3, 0.135, 0.0))
    ):
        layer = Layer(easel.width, easel.height)
        for number in range(count):
            x = easel.width * ((number + float(rng.uniform(0.1, 0.9))) / count)
            y = easel.height * float(rng.uniform(0.10, 0.62 - 0.06 * depth))
            hue = easel.palette.accents[int(rng.integers(1, 4))]
            _balloon(
                layer,
                rng,
                place=(x, y),
                size=easel.side * size * float(rng.uniform(0.85, 1.15)),
                hue=hue,
            )
        image = layer.over(image, blur_px=easel.side * soft)
    return image


def _balloon(
    layer: Layer,
    rng: np.random.Generator,
    *,
    place: tuple[float, float],
    size: float,
    hue: Field,
) -> None:
    """Draw it at the origin with radius 1, and let the canvas put it in its place."""
    layer.canvas.save()
    layer.canvas.translate(*place)
    layer.canvas.scale(size, size)
    string, sway = skia.Path(), float(rng.uniform(-0.5, 0.5))
    string.moveTo(0, 1.2)
    string.cubicTo(sway, 2.2, -sway, 3.2, sway * 0.4, 4.6)
    layer.canvas.drawPath(
        string, stroke(shifted(hue, value=0.6), max(0.014, 0.8 / size), alpha=0.7)
    )
    layer.canvas.drawPath(_skin(), _sheen(hue))
    knot = outline(np.array([(0.0, 1.13), (-0.09, 1.28), (0.09, 1.28)]))
    layer.canvas.drawPath(knot, paint(shifted(hue, value=0.75)))
    soft = skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, 0.07)
    layer.canvas.rotate(-32, -0.42, -0.5)
    shine = skia.Rect(-0.52, -0.78, -0.32, -0.28)
    layer.canvas.drawOval(shine, paint(as_field([1, 1, 1]), 0.75, MaskFilter=soft))
    layer.canvas.restore()


def _skin() -> Any:
    body = skia.Path()
    body.moveTo(0, 1.18)
    body.cubicTo(-0.55, 0.85, -1, 0.35, -1, -0.1)
    body.cubicTo(-1, -0.72, -0.52, -1.08, 0, -1.08)
    body.cubicTo(0.52, -1.08, 1, -0.72, 1, -0.1)
    body.cubicTo(1, 0.35, 0.55, 0.85, 0, 1.18)
    return body


def _sheen(hue: Field) -> Any:
    """Light from the upper left, shade at the far edge."""
    tones = (
        shifted(hue, saturation=0.55, value=1.5),
        shifted(hue, value=1.08),
        shifted(hue, saturation=1.1, value=0.55),
    )
    colours = [skia.Color4f(*(float(part) for part in tone), 0.96).toColor() for tone in tones]
    shader = skia.GradientShader.MakeRadial(
        skia.Point(-0.38, -0.45), 1.75, colours, [0.0, 0.42, 1.0]
    )
    return skia.Paint(AntiAlias=True, Shader=shader)


def _confetti(easel: Easel, image: Field) -> Field:
    rng = easel.dice("confetti")
    for soft, count, size in ((0.004, 60, 0.013), (0.0, 150, 0.008)):
        layer = Layer(easel.width, easel.height)
        for _ in range(count):
            x, y = float(rng.uniform(0, easel.width)), float(rng.uniform(0, easel.height))
            length = easel.side * size * float(rng.uniform(0.5, 1.4))
            brush = paint(easel.palette.accents[int(rng.integers(1, 5))], 0.9)
            layer.canvas.save()
            layer.canvas.rotate(float(rng.uniform(0, 180)), x, y)
            flat = length * float(rng.uniform(0.25, 0.8))
            layer.canvas.drawRect(skia.Rect.MakeXYWH(x, y, length, flat), brush)
            layer.canvas.restore()
        image = layer.over(image, blur_px=easel.side * soft)
    return image


def _fireworks(easel: Easel, image: Field) -> Field:
    rng = easel.dice("fireworks")
    layer = Layer(easel.width, easel.height)
    for number in range(7):
        x = easel.width * (0.12 + 0.76 * (number % 4 + float(rng.uniform(0.1, 0.9))) / 4)
        y = easel.height * float(rng.uniform(0.12, 0.5))
        hue = as_field(easel.palette.accents[2 + number % 3])
        size = easel.side * float(rng.uniform(0.10, 0.24))
        for _ in range(110):
            _spark(layer, rng, place=(x, y), size=size, hue=hue)
    image = layer.over(image)
    image = layer.glow(image, blur_px=easel.side * 0.004, strength=1.0)
    return lighten(
        layer.glow(image, blur_px=easel.side * 0.03, strength=1.4), as_field(image * 0.05)
    )


def _spark(
    layer: Layer, rng: np.random.Generator, *, place: tuple[float, float], size: float, hue: Field
) -> None:
    angle, reach = float(rng.uniform(0, 2 * np.pi)), float(rng.beta(5, 2))
    steps = np.linspace(0.25, 1.0, 6) * reach * size
    for number, (start, end) in enumerate(pairwise(steps)):

        def at(out: float) -> tuple[float, float]:
            drop = 0.22 * out * out / size
            return place[0] + float(np.cos(angle)) * out, place[1] + float(
                np.sin(angle)
            ) * out + drop

        tone = as_field(hue * 0.6 + 0.4) if number < 2 else hue
        pen = stroke(tone, size * 0.011 * (0.4 + 0.2 * number), alpha=0.25 + 0.14 * number)
        layer.canvas.drawLine(*at(float(start)), *at(float(end)), pen)
