"""Pictures of nothing: strands in a current, liquid marble, and points that find each other."""

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
    outline,
    paint,
    resize,
    smoothstep,
    stroke,
)


def flow(easel: Easel) -> Field:
    """Thousands of strands, combed by one slow current."""
    image = _wash(easel)
    rng = easel.dice("strands")
    for depth, (count, wide, alpha) in enumerate(
        ((320, 0.016, 0.40), (900, 0.0050, 0.62), (900, 0.0016, 0.8))
    ):
        paths = _strands(easel, rng, count=count * (4 + easel.detail) // 4)
        layer = Layer(easel.width, easel.height)
        start = as_field(paths[None, :, 0] / easel.side * 1.1)
        hue = easel.noise.fbm(as_field(start[..., 0]), as_field(start[..., 1] + depth), 2)[0]
        shade = np.clip((hue + 1.6) / 3.2 * 4.0 + rng.normal(0, 0.55, len(paths)), 0, 4)
        for path, tone in zip(paths, shade, strict=True):
            colour = _between(easel, float(tone))
            pen = stroke(colour, easel.side * wide * float(rng.uniform(0.4, 1.25)), alpha=alpha)
            layer.canvas.drawPath(outline(path, close=False), pen)
        image = mix(
            image,
            as_field(image * 0.62),
            blur(layer.pixels()[1], easel.side * 0.006) * np.float32(0.55),
        )
        image = layer.over(image, blur_px=easel.side * (0.0022, 0, 0)[depth])
    return image


def _strands(easel: Easel, rng: np.random.Generator, *, count: int) -> Field:
    """Follow the current from many places at once: strand × point × (x, y)."""
    steps, stride = 42, easel.side * 0.0085
    x = as_field(rng.uniform(-0.15, 1.05, count) * easel.width)
    y = as_field(rng.uniform(-0.05, 1.05, count) * easel.height)
    places = np.empty((count, steps, 2), np.float32)
    shift = float(easel.dice("current").uniform(0, 60))
    for step in range(steps):
        places[:, step, 0], places[:, step, 1] = x, y
        u, v = as_field(x / easel.side * 0.62 + shift), as_field(y / easel.side * 0.62)
        angle = easel.noise.fbm(u[None], v[None], 2, gain=0.35)[0] * 1.15 + 0.25
        x, y = as_field(x + np.cos(angle) * stride), as_field(y + np.sin(angle) * stride)
    return places


def _between(easel: Easel, tone: float) -> Field:
    accents = easel.palette.accents
    at = min(int(tone), 3)
    return as_field(accents[at] + (accents[at + 1] - accents[at]) * (tone - at))


def _wash(easel: Easel) -> Field:
    x, y = axes(easel.width, easel.height)
    accents = easel.palette.accents
    slow = easel.noise.fbm(
        as_field(x / easel.side * 0.5 + y * 0), as_field(y / easel.side * 0.5 + x * 0), 3
    )
    share = np.clip(0.35 + 0.25 * slow + 0.25 * (y / easel.height - 0.5), 0, 1)
    return mix(
        _sheet(easel, as_field(accents[0] * 0.8)), _sheet(easel, accents[1]), as_field(share * 0.85)
    )


def _sheet(easel: Easel, colour: Field) -> Field:
    return as_field(np.broadcast_to(colour, (easel.height, easel.width, 3)))


def liquid(easel: Easel) -> Field:
    """Paint poured into paint: bands folded twice, lit as if they were wet."""
    rng = easel.dice("liquid")
    # Slow fields are worked out small: enlarged smoothly, they have no creases.
    x, y = axes(easel.width // 4, easel.height // 4)
    noise, side = easel.noise, easel.side / 4
    u = as_field(x / side * 0.42 + float(rng.uniform(0, 60)) + y * 0)
    v = as_field(y / side * 0.42 + x * 0)
    a = noise.fbm(u, v, 3, gain=0.38, smooth=True)
    b = noise.fbm(as_field(u + 7), as_field(v + 3), 3, gain=0.38, smooth=True)
    u, v = as_field(u + 0.30 * a), as_field(v + 0.30 * b)
    c = noise.fbm(as_field(u * 1.2 + 2), as_field(v * 1.2 + 8), 3, gain=0.36, smooth=True)
    u, v = as_field(u + 0.22 * c), as_field(v - 0.20 * c)
    depth = as_field(noise.fbm(u, v, 3, gain=0.32, smooth=True) * 0.55 + c * 0.25)
    # Looked-up places are exact to 1/32 only; a blur takes the steps out.
    depth = resize(blur(depth, max(side * 0.010, 0.8)), easel.width, easel.height)
    low, high = np.percentile(depth, [3, 97])
    tone = np.clip((depth - low) / max(high - low, 1e-6) * 4.0, 0, 3.999)
    accents = np.stack(easel.palette.accents)
    at = tone.astype(int)
    share = smoothstep(0.30, 0.70, as_field(tone - at))
    image = mix(as_field(accents[at]), as_field(accents[at + 1]), share)
    return _wet(easel, image, depth=as_field(depth + 0.06 * np.sin(tone * 6.283)))


def _wet(easel: Easel, image: Field, *, depth: Field) -> Field:
    """Light the surface from above: soft shading and a narrow gleam."""
    relief = blur(depth, easel.side * 0.0035)
    slope_y, slope_x = np.gradient(relief * easel.side * 0.16)
    size = np.sqrt(slope_x**2 + slope_y**2 + 1)
    facing = (-slope_x * 0.45 - slope_y * 0.65 + 0.62) / size
    image = as_field(image * (0.62 + 0.52 * np.clip(facing, 0, 1.2))[..., None])
    gleam = np.clip(facing, 0, 1) ** 26 * 0.42
    return lighten(image, as_field(gleam[..., None] * easel.palette.accents[4]))


def network(easel: Easel) -> Field:
    """A lattice of light over dark glass: points, and lines to their neighbours."""
    rng = easel.dice("network")
    x, y = axes(easel.width, easel.height)
    accents = easel.palette.accents
    focus = float(rng.choice([0.32, 0.68])), float(rng.uniform(0.35, 0.55))
    away = np.hypot(x / easel.width - focus[0], (y / easel.height - focus[1]) * 0.9)
    image = as_field(
        accents[0] * 0.5 + (accents[1] * 0.75) * np.exp(-((away / 0.5) ** 2))[..., None]
    )
    image = _panes(easel, image)
    places = _points(easel, rng)
    layer = Layer(easel.width, easel.height)
    reach = easel.side * 0.135
    gaps = np.hypot(*(places[:, None, axis] - places[None, :, axis] for axis in (0, 1)))
    for first, second in np.argwhere(
        np.triu(gaps < reach * (0.4 + 0.6 * (places[:, None, 2] + places[None, :, 2])), 1)
    ):
        near = (places[first, 2] + places[second, 2]) / 2
        power = float(1 - gaps[first, second] / (reach * 1.6)) * (0.15 + 0.75 * near)
        pen = stroke(
            _between(easel, 1.6 + 1.8 * near),
            easel.side * (0.0007 + 0.0012 * near),
            alpha=max(power, 0.02),
        )
        layer.canvas.drawLine(*(float(v) for v in (*places[first, :2], *places[second, :2])), pen)
    for px, py, near in places:
        size = easel.side * (0.0012 + 0.0052 * float(near) ** 2)
        layer.canvas.drawCircle(
            float(px), float(py), size, paint(_between(easel, 2.4 + 1.6 * float(near)))
        )
    image = layer.over(image)
    image = layer.glow(image, blur_px=easel.side * 0.0035, strength=0.9)
    return layer.glow(image, blur_px=easel.side * 0.022, strength=1.5)


def _points(easel: Easel, rng: np.random.Generator) -> Field:
    """Places on a waving sheet and in the air above it: x, y, nearness."""
    count = int(
        250
        * (1 + 0.25 * easel.detail)
        * max(easel.width / easel.height, easel.height / easel.width) ** 0.5
    )
    u, near = rng.uniform(-0.05, 1.05, count), rng.beta(1.3, 1.6, count)
    wave = np.sin(u * 6.0 + near * 2.5 + rng.uniform(0, 6)) * 0.09
    lift = np.abs(rng.normal(0, 0.16, count)) * (rng.random(count) < 0.45)
    v = 0.44 + near * 0.50 + wave - lift
    return as_field(np.column_stack([u * easel.width, v * easel.height, near]))


def _panes(easel: Easel, image: Field) -> Field:
    """Large triangles of glass behind the lattice."""
    rng = easel.dice("panes")
    layer = Layer(easel.width, easel.height)
    for _ in range(14):
        centre = rng.uniform(0, 1, 2) * [easel.width, easel.height]
        corners = centre + rng.normal(0, 0.22, (3, 2)) * easel.side
        tone = _between(easel, float(rng.uniform(1, 3.4)))
        ends = [
            skia.Color4f(*(float(part) for part in tone), alpha).toColor() for alpha in (0.15, 0.0)
        ]
        line = [skia.Point(*(float(v) for v in corner)) for corner in corners[:2]]
        brush = skia.Paint(AntiAlias=True, Shader=skia.GradientShader.MakeLinear(line, ends))
        layer.canvas.drawPath(outline(corners), brush)
    return layer.over(image)
