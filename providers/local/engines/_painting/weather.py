"""What falls between us and the picture: snow and rain."""

import numpy as np

from providers.local.engines._painting.easel import Easel
from providers.local.engines._painting.raster import Field, Layer, as_field, mix, paint, stroke


def weathered(easel: Easel, image: Field) -> Field:
    if easel.has("snowfall"):
        image = _snow(easel, image)
    return _rain(easel, image) if easel.has("rain") else image


def _snow(easel: Easel, image: Field) -> Field:
    rng = easel.dice("snowfall")
    pale = as_field(easel.palette.light * 0.3 + 0.68)
    for soft, count, size in ((0.0, 420, 0.0018), (0.0018, 140, 0.0042), (0.006, 26, 0.012)):
        layer = Layer(easel.width, easel.height)
        for _ in range(count):
            place = float(rng.uniform(0, easel.width)), float(rng.uniform(0, easel.height))
            flake = easel.side * size * float(rng.uniform(0.6, 1.3))
            layer.canvas.drawCircle(*place, flake, paint(pale, 0.8 if soft < 0.005 else 0.5))
        image = layer.over(image, blur_px=easel.side * soft)
    return image


def _rain(easel: Easel, image: Field) -> Field:
    rng = easel.dice("rain")
    veil = as_field(np.broadcast_to(easel.palette.low * 0.8, image.shape))
    image = mix(image, veil, 0.14)
    layer = Layer(easel.width, easel.height)
    pale = as_field(easel.palette.low * 0.5 + 0.42)
    for _ in range(620):
        x, y = float(rng.uniform(-0.1, 1) * easel.width), float(rng.uniform(-0.1, 1) * easel.height)
        near = float(rng.random()) ** 2
        long = easel.side * (0.018 + 0.065 * near)
        pen = stroke(
            pale, max(easel.side * (0.0006 + 0.0012 * near), 0.6), alpha=0.14 + 0.26 * near
        )
        layer.canvas.drawLine(x, y, x + long * 0.16, y + long, pen)
    return layer.over(image)
