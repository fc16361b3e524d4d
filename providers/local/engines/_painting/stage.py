"""A concert: beams through haze over a stage, and the crowd before it."""

import numpy as np
import skia

from providers.local.engines._painting.easel import Easel
from providers.local.engines._painting.raster import (
    Field,
    Layer,
    as_field,
    axes,
    lighten,
    mix,
    outline,
    paint,
    stroke,
)


def stage(easel: Easel) -> Field:
    x, y = axes(easel.width, easel.height)
    image = _hall(easel, x, y=y)
    image = lighten(image, _beams(easel, x, y=y))
    image = _lamps(easel, image)
    smoke = easel.noise.fbm(
        as_field(x / easel.side * 2.2 + y * 0), as_field(y / easel.side * 3 + x * 0), 5
    )
    low = np.exp(-(((y / easel.height - 0.66) / 0.16) ** 2)) * np.clip(0.25 + 0.16 * smoke, 0, 0.6)
    fog = as_field(easel.palette.accents[2] * 0.6 + easel.palette.accents[3] * 0.3)
    image = mix(image, as_field(np.broadcast_to(fog, image.shape)), as_field(low))
    image = _confetti(easel, image)
    return _crowd(easel, image)


def _hall(easel: Easel, x: Field, *, y: Field) -> Field:
    accents = easel.palette.accents
    distance = np.hypot((x / easel.width - 0.5) * 1.1, (y / easel.height - 0.60) * 1.4)
    middle = np.exp(-((distance / 0.34) ** 2))[..., None]
    image = accents[0] * 0.30 + accents[1] * 0.55 * middle + accents[2] * 0.50 * middle**3
    return as_field(image)


def _beams(easel: Easel, x: Field, *, y: Field) -> Field:
    """Cones of light from the truss, dusty and fading."""
    rng = easel.dice("beams")
    total = np.zeros((easel.height, easel.width, 3), np.float32)
    dust = easel.noise.fbm(
        as_field(x / easel.side * 3 + y * 0), as_field(y / easel.side * 3 + x * 0), 4
    )
    count = 10
    for number in range(count):
        from_x = easel.width * (number + 0.5) / count
        aim = (0.5 - (number + 0.5) / count) * 0.9 + float(rng.uniform(-0.45, 0.45))
        fall = as_field((y + easel.height * 0.06) / easel.height)
        centre = from_x + aim * fall * easel.height
        wide = easel.side * (0.010 + float(rng.uniform(0.05, 0.11)) * fall)
        across = as_field((x - centre) / wide)
        power = np.exp(-(across**2) * 1.4) * np.exp(-fall * 1.25) * float(rng.uniform(0.35, 0.85))
        power = power * (1.0 + 0.20 * dust)
        total += as_field(np.clip(power, 0, 1)[..., None]) * easel.palette.accents[1 + number % 4]
    return total


def _lamps(easel: Easel, image: Field) -> Field:
    rng = easel.dice("lamps")
    layer = Layer(easel.width, easel.height)
    truss = easel.height * 0.045
    layer.canvas.drawRect(
        skia.Rect(0, truss * 0.55, easel.width, truss * 0.95), paint(as_field([0, 0, 0]), 0.7)
    )
    for number in range(20):
        x = easel.width * (number + 0.5) / 20
        colour = as_field(easel.palette.accents[int(rng.integers(2, 5))] * 0.5 + 0.5)
        layer.canvas.drawCircle(x, truss, easel.side * 0.006, paint(colour))
    deck = easel.height * 0.655
    for number in range(26):
        x = easel.width * (0.14 + 0.72 * (number + 0.5) / 26)
        layer.canvas.drawCircle(x, deck, easel.side * 0.0038, paint(easel.palette.accents[4]))
    image = layer.over(image)
    image = layer.glow(image, blur_px=easel.side * 0.010, strength=0.9)
    return layer.glow(image, blur_px=easel.side * 0.035, strength=1.2)


def _confetti(easel: Easel, image: Field) -> Field:
    rng = easel.dice("confetti")
    for soft, count in ((0.0025, 120), (0.0, 160)):
        layer = Layer(easel.width, easel.height)
        for _ in range(count):
            x, y = float(rng.uniform(0, easel.width)), float(rng.uniform(0, 0.75) * easel.height)
            size = easel.side * float(rng.uniform(0.0015, 0.0045)) * (2.2 if soft else 1.0)
            layer.canvas.save()
            layer.canvas.rotate(float(rng.uniform(0, 180)), x, y)
            brush = paint(easel.palette.accents[int(rng.integers(1, 5))], 0.75)
            layer.canvas.drawRect(skia.Rect.MakeXYWH(x, y, size * 1.8, size * 0.8), brush)
            layer.canvas.restore()
        image = layer.over(image, blur_px=easel.side * soft)
    return image


def _crowd(easel: Easel, image: Field) -> Field:
    """Rows of heads, darker towards us, rimmed by the stage's light; some raise their arms."""
    rng = easel.dice("crowd")
    rows = 7
    for row in range(rows):
        near = row / (rows - 1)
        head = easel.side * (0.010 + 0.030 * near**1.3)
        base = easel.height * (0.715 + 0.235 * near**1.15)
        rim = as_field(easel.palette.accents[2] * 0.45 + easel.palette.accents[3] * 0.3)
        body = as_field(easel.palette.accents[0] * (0.42 - 0.34 * near) + rim * 0.20 * (1 - near))
        layer = Layer(easel.width, easel.height)
        x = float(rng.uniform(-2, 0)) * head
        while x < easel.width + head:
            y = base + float(rng.normal(0, 0.55)) * head
            for colour, lift in ((rim, head * 0.10), (body, 0.0)):
                _person(layer, (x, y - lift), head=head, colour=colour)
            if rng.random() < 0.30:
                _arms(layer, rng, place=(x, y), head=head, colour=body)
            x += head * float(rng.uniform(1.9, 3.2))
        image = layer.over(image)
    return image


def _person(layer: Layer, place: tuple[float, float], *, head: float, colour: Field) -> None:
    x, y = place
    brush = paint(colour)
    layer.canvas.drawOval(skia.Rect(x - head * 0.78, y - head, x + head * 0.78, y + head), brush)
    shoulders = np.array(
        [
            (x - head * 0.35, y + head * 0.7),
            (x + head * 0.35, y + head * 0.7),
            (x + head * 1.25, y + head * 1.5),
            (x + head * 1.6, y + head * 2.4),
            (x + head * 1.6, y + head * 14),
            (x - head * 1.6, y + head * 14),
            (x - head * 1.6, y + head * 2.4),
            (x - head * 1.25, y + head * 1.5),
        ]
    )
    layer.canvas.drawPath(outline(shoulders), brush)


def _arms(
    layer: Layer,
    rng: np.random.Generator,
    *,
    place: tuple[float, float],
    head: float,
    colour: Field,
) -> None:
    x, y = place
    pen = stroke(colour, head * 0.52)
    for side in (-1.0, 1.0) if rng.random() < 0.5 else (float(rng.choice([-1, 1])),):
        elbow = (x + side * head * float(rng.uniform(1.3, 1.8)), y - head * 0.4)
        hand = (
            elbow[0] - side * head * float(rng.uniform(-0.4, 0.7)),
            y - head * float(rng.uniform(2, 3)),
        )
        layer.canvas.drawLine(x + side * head * 1.2, y + head * 2.0, *elbow, pen)
        layer.canvas.drawLine(*elbow, *hand, pen)
        layer.canvas.drawCircle(*hand, head * 0.36, paint(colour))
