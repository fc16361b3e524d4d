"""Space: nebulae, stars, a planet with air and rings, or a whole galaxy."""

import numpy as np

from providers.local.engines._painting.easel import Easel
from providers.local.engines._painting.raster import (
    Field,
    Layer,
    as_field,
    axes,
    blur,
    lighten,
    mix,
    smoothstep,
    stroke,
)
from providers.local.engines._painting.sky import stars


def space(easel: Easel) -> Field:
    image = as_field(_nebula(easel) * (0.4 if easel.has("galaxy") else 1.0))
    whole = np.ones((easel.height, easel.width), np.float32)
    image = lighten(image, stars(easel, fade=whole, share=0.0045))
    image = _bright_stars(easel, image)
    if easel.has("galaxy"):
        image = lighten(image, _galaxy(easel))
    if easel.has("planet") or not easel.has("galaxy"):
        image = _planet(easel, image)
    return image


def _nebula(easel: Easel) -> Field:
    """Gas, folded into itself; dust in front of it."""
    rng = easel.dice("nebula")
    x, y = axes(easel.width, easel.height)
    u = as_field(x / easel.side * 0.85 + float(rng.uniform(0, 60)) + y * 0)
    v = as_field(y / easel.side * 0.85 + x * 0)
    noise = easel.noise
    fold_x, fold_y = noise.fbm(u, v, 4), noise.fbm(as_field(u + 9), as_field(v + 4), 4)
    u2, v2 = as_field(u + fold_x * 0.34), as_field(v + fold_y * 0.34)
    gas = noise.fbm(u2, v2, 7 + easel.detail, gain=0.55)
    other = noise.fbm(as_field(u2 * 0.8 + 31), as_field(v2 * 0.8), 5)
    dust = noise.fbm(as_field(u2 * 1.7 + 3), as_field(v2 * 1.7 + 13), 6)
    band = np.exp(-(((v - v.mean()) - (u - u.mean()) * float(rng.uniform(-0.5, 0.5))) ** 2) * 7)
    power = np.clip(smoothstep(-0.6, 2.0, gas) * (0.25 + 0.9 * band), 0, 1)
    accents = easel.palette.accents
    hue = smoothstep(-0.9, 0.9, other)
    colours = mix(_sheet(accents[1], hue), _sheet(accents[2], hue), hue)
    colours = mix(colours, _sheet(accents[3], hue), smoothstep(0.45, 1.0, as_field(power)))
    image = as_field(accents[0] * 0.16 + colours * (power**1.5)[..., None] * 0.95)
    image = as_field(image * (1 - 0.72 * smoothstep(0.2, 1.8, dust) * band)[..., None])
    return lighten(image, as_field(blur(image, easel.side * 0.03) * 0.35))


def _sheet(colour: Field, like: Field) -> Field:
    return as_field(np.broadcast_to(colour, (*like.shape, 3)))


def _bright_stars(easel: Easel, image: Field) -> Field:
    """A few near stars, with the cross that a telescope gives them."""
    rng = easel.dice("bright stars")
    layer = Layer(easel.width, easel.height)
    for _ in range(9):
        x, y = float(rng.uniform(0, easel.width)), float(rng.uniform(0, easel.height))
        arm = easel.side * float(rng.uniform(0.006, 0.022))
        colour = as_field(0.8 + 0.2 * easel.palette.accents[int(rng.integers(2, 5))])
        pen = stroke(colour, max(easel.side * 0.0011, 0.8), alpha=0.8)
        layer.canvas.drawLine(x - arm, y, x + arm, y, pen)
        layer.canvas.drawLine(x, y - arm, x, y + arm, pen)
        layer.canvas.drawCircle(x, y, arm * 0.16, stroke(colour, arm * 0.2))
    image = layer.glow(image, blur_px=easel.side * 0.0006, strength=1.2)
    return layer.glow(image, blur_px=easel.side * 0.007, strength=2.2)


def _galaxy(easel: Easel) -> Field:
    """A spiral, tilted, its arms full of young blue stars."""
    rng = easel.dice("galaxy")
    x, y = axes(easel.width, easel.height)
    tilt, turn = float(rng.uniform(0.42, 0.62)), float(rng.uniform(-0.6, 0.6))
    dx = as_field((x - easel.width * 0.5) / easel.side + y * 0)
    dy = as_field((y - easel.height * 0.5) / easel.side + x * 0)
    along, across = dx * np.cos(turn) + dy * np.sin(turn), dy * np.cos(turn) - dx * np.sin(turn)
    across = across / tilt
    radius = np.hypot(along, across) + 1e-4
    angle = np.arctan2(across, along)
    noise = easel.noise.fbm(as_field(along * 6), as_field(across * 6), 6, gain=0.6)
    wave = np.cos(2 * (angle - 2.7 * np.log(radius + 0.02)) + noise * 0.35)
    disc = np.exp(-radius * 3.9)
    arms = np.clip(wave * 0.5 + 0.5, 0, 1) ** 1.6 * disc * smoothstep(0.02, 0.16, as_field(radius))
    arms = arms * np.clip(1 + 0.27 * noise, 0.1, 2)
    core = np.exp(-((radius / 0.065) ** 1.2))
    accents = easel.palette.accents
    blue = as_field(accents[3] * 0.7 + 0.25 * accents[2])
    light = arms[..., None] * blue * 1.9 + disc[..., None] * accents[2] * 0.30
    knots = smoothstep(1.5, 3.0, as_field(noise * 0.8 + wave * 0.9))[..., None] * disc[..., None]
    light = light + knots * accents[4] * 0.45 + core[..., None] * as_field([1.0, 0.90, 0.72]) * 1.1
    return as_field(np.clip(light, 0, 1))


def _planet(easel: Easel, image: Field) -> Field:
    """A lit globe with weather, night side, and a rim of air."""
    rng = easel.dice("planet")
    radius = easel.side * float(rng.uniform(0.19, 0.27))
    cx = easel.width * float(rng.choice([0.38, 0.60]))
    cy = easel.height * float(rng.uniform(0.42, 0.56))
    x, y = axes(easel.width, easel.height)
    dx, dy = as_field((x - cx) / radius + y * 0), as_field((y - cy) / radius + x * 0)
    ringed = bool(rng.random() < 0.7)
    tilt = float(rng.uniform(-0.45, 0.45))
    if ringed:
        image = mix(image, *_ring(easel, dx, dy=dy, tilt=tilt, behind=True))
    away = np.hypot(dx, dy)
    up = np.sqrt(np.clip(1 - away**2, 0, 1))
    light = np.clip(-0.62 * dx - 0.42 * dy + 0.66 * up, 0, 1) ** 0.85
    globe = as_field(_weather(easel, dx, dy=dy, tilt=tilt) * (light * 1.15 + 0.015)[..., None])
    rim = np.clip(1 - up, 0, 1) ** 3 * (0.15 + light)
    globe = lighten(globe, as_field(rim[..., None] * easel.palette.accents[3] * 0.9))
    image = mix(image, globe, as_field(np.clip((1 - away) * radius + 0.5, 0, 1)))
    air = (
        np.exp(-np.maximum(away - 1, 0) * 16)
        * (away > 1)
        * np.clip(0.45 - 0.6 * dx - 0.4 * dy, 0.03, 1)
    )
    image = lighten(image, as_field(air[..., None] * easel.palette.accents[3] * 0.42))
    return mix(image, *_ring(easel, dx, dy=dy, tilt=tilt, behind=False)) if ringed else image


def _weather(easel: Easel, dx: Field, *, dy: Field, tilt: float) -> Field:
    """Bands and storms, bent round the globe."""
    across = dx * np.cos(tilt) + dy * np.sin(tilt)
    along = dy * np.cos(tilt) - dx * np.sin(tilt)
    bend = np.sqrt(np.clip(1 - along**2, 0.02, 1))
    u = as_field(np.arcsin(np.clip(across / bend, -1, 1)) * 0.8)
    v = as_field(np.arcsin(np.clip(along, -1, 1)))
    swirl = easel.noise.fbm(as_field(u * 1.6), as_field(v * 3.2), 5)
    bands = easel.noise.fbm(as_field(u * 0.12 + 5), as_field(v * 2.9 + swirl * 0.15), 4)
    accents = easel.palette.accents
    colours = mix(_sheet(accents[1], u), _sheet(accents[3], u), smoothstep(-0.9, 0.9, bands))
    colours = mix(
        colours, _sheet(accents[4], u), smoothstep(0.5, 1.9, as_field(bands + swirl * 0.5))
    )
    return as_field(colours * (1 + 0.09 * swirl)[..., None])


def _ring(easel: Easel, dx: Field, *, dy: Field, tilt: float, behind: bool) -> tuple[Field, Field]:
    across = dx * np.cos(tilt) + dy * np.sin(tilt)
    along = (dy * np.cos(tilt) - dx * np.sin(tilt)) / 0.28
    radius = np.hypot(across, along)
    grooves = easel.noise.fbm(as_field(radius * 3.5), as_field(radius * 0), 5, gain=0.7)
    body = smoothstep(1.32, 1.42, as_field(radius)) * smoothstep(2.25, 2.1, as_field(radius))
    cover = body * np.clip(0.50 + 0.28 * grooves, 0.03, 0.95)
    half = along < 0 if behind else along >= 0
    shadow = (
        np.clip(
            1 - smoothstep(0.0, 0.5, as_field(across)) * smoothstep(1.0, 0.8, as_field(np.abs(dy))),
            0.2,
            1,
        )
        if behind
        else 1.0
    )
    colour = as_field(easel.palette.accents[4] * 0.65 + easel.palette.accents[3] * 0.25)
    return as_field(np.broadcast_to(colour, (*radius.shape, 3))), as_field(cover * half * shadow)
