"""The sky: its gradient, sun or moon, clouds in perspective, stars, northern lights."""

from dataclasses import dataclass

import numpy as np

from providers.local.engines._painting.easel import Easel
from providers.local.engines._painting.raster import (
    Field,
    as_field,
    axes,
    blur,
    lighten,
    mix,
    smoothstep,
)


@dataclass(frozen=True, slots=True)
class Sun:
    """Where the sun or moon stands, in pixels. `radius_px` 0 means: not in the picture."""

    x: float
    y: float
    radius_px: float


def place_sun(easel: Easel, horizon: float) -> Sun:
    """Put the sun to one side, by the rule of thirds."""
    rng = easel.dice("sun")
    third = float(rng.choice([0.30, 0.36, 0.64, 0.70])) + float(rng.uniform(-0.04, 0.04))
    height = easel.palette.sun_height * float(rng.uniform(0.85, 1.15))
    y = horizon * easel.height * (1.0 - height)
    radius = easel.side * (0.028 if easel.palette.sun_height < 0.4 else 0.022)
    visible = easel.palette.sun_height < 0.4 or easel.has("moon")
    return Sun(third * easel.width, y, radius if visible else 0.0)


def sky(easel: Easel, horizon: float, *, sun: Sun) -> Field:
    """Paint the whole picture as sky; below the horizon it goes on as haze."""
    x, y = axes(easel.width, easel.height)
    rise = as_field((horizon * easel.height - y) / (horizon * easel.height))
    image = _gradient(easel, np.broadcast_to(rise, (easel.height, easel.width)))
    distance = as_field(np.hypot(x - sun.x, (y - sun.y) * 1.15) / easel.side)
    if easel.palette.name.startswith("night"):
        image = lighten(image, stars(easel, fade=as_field(smoothstep(0.02, 0.5, rise))))
    if easel.has("aurora"):
        image = lighten(image, _aurora(easel, horizon))
    image = _shine(easel, image, distance=distance)
    image = _disc(easel, image, sun=sun)
    return _clouds(easel, image, horizon=horizon, sun=sun, distance=distance)


def stars(easel: Easel, *, fade: Field, share: float = 0.0012) -> Field:
    """Scatter stars: many faint ones, few bright ones with a halo."""
    rng = easel.dice("stars")
    count = int(share * 600_000)
    light = np.zeros((easel.height, easel.width, 3), np.float32)
    xs = (rng.random(count) * easel.width).astype(int)
    ys = (rng.random(count) * easel.height).astype(int)
    power = as_field(0.10 + 0.9 * rng.random(count) ** 7)
    tint = as_field(1.0 + rng.normal(0, 0.10, (count, 3)) * [1.0, 0.3, 1.2])
    light[ys, xs] = np.clip(tint * power[:, None], 0, 1.4)
    scale = max(easel.side / 1024, 0.35)
    halo = blur(as_field(np.maximum(light - 0.45, 0)), 2.6 * scale) * (26 * scale * scale)
    points = blur(light, 0.55 * scale) * (1.0 + 1.6 * scale * scale)
    return as_field((points + halo) * np.atleast_2d(fade)[..., None])


def _gradient(easel: Easel, rise: Field) -> Field:
    palette = easel.palette
    up = np.clip(rise, 0.0, 1.0) ** 0.62
    between = as_field((palette.low * 0.62 + palette.top * 0.38) * [1.02, 0.99, 1.03])
    lower = mix(_flat(palette.low, rise), _flat(between, rise), smoothstep(0.0, 0.55, up))
    return mix(lower, _flat(palette.top, rise), smoothstep(0.35, 1.05, up))


def _flat(colour: Field, like: Field) -> Field:
    return as_field(np.broadcast_to(colour, (*like.shape, 3)))


def _shine(easel: Easel, image: Field, *, distance: Field) -> Field:
    glow = easel.palette.glow
    power = 0.34 if easel.palette.dark else 0.62
    halo = np.exp(-distance * 3.2) * power * 0.75 + np.exp(-distance * 11.0) * power * 0.55
    return mix(image, _flat(glow, distance), as_field(np.clip(halo, 0, 0.92)))


def _disc(easel: Easel, image: Field, *, sun: Sun) -> Field:
    x, y = axes(easel.width, easel.height)
    away = as_field(np.hypot(x - sun.x, y - sun.y))
    edge = as_field(np.clip(sun.radius_px - away + 0.5, 0.0, 1.0))
    return mix(image, _flat(as_field(1.0 - (1.0 - easel.palette.glow) * 0.25), edge), edge)


def _clouds(easel: Easel, image: Field, *, horizon: float, sun: Sun, distance: Field) -> Field:
    """Seen from below: the same flat layer grows small and dense towards the horizon."""
    rng = easel.dice("clouds")
    cover = {"storm": 1.5, "mist": -0.4, "night": -0.55}.get(easel.palette.name.split("/")[0], 0.0)
    cover += float(rng.uniform(-0.45, 0.35))
    x, y = axes(easel.width, easel.height)
    rise = np.maximum((horizon * easel.height - y) / easel.height, 0.0)
    away = as_field(0.55 / (rise + 0.10))
    across = as_field((x - easel.width / 2) / easel.height * away * 0.9)
    offset = float(rng.uniform(0, 50))
    along = as_field(np.broadcast_to(away + offset, across.shape))
    density = easel.noise.fbm(across, along, 6 + easel.detail, gain=0.56)
    towards = np.tanh((sun.x - x) / easel.side * 3.0) * 0.10
    lit = density - easel.noise.fbm(
        as_field(across + towards), as_field(along + 0.07), 4, gain=0.56
    )
    body = smoothstep(0.35 - cover, 1.75 - cover * 0.5, density)
    body = as_field(body * smoothstep(0.0, 0.16, as_field(rise)) * 0.9)
    return _lay_clouds(easel, image, body=body, lit=as_field(lit), distance=distance)


def _lay_clouds(easel: Easel, image: Field, *, body: Field, lit: Field, distance: Field) -> Field:
    palette = easel.palette
    bright = as_field(1.0 - (1.0 - palette.glow) * 0.45)
    if palette.dark:
        bright = as_field(palette.low * 0.75 + palette.glow * 0.2)
    dim = as_field(palette.shade * 0.55 + palette.low * 0.38)
    light = np.clip(0.62 + lit * 0.35 - body * 0.38 + np.exp(-distance * 2.6) * 0.42, 0.0, 1.0)
    colours = mix(_flat(dim, body), _flat(bright, body), as_field(light))
    return mix(image, colours, body)


def _aurora(easel: Easel, horizon: float) -> Field:
    rng = easel.dice("aurora")
    x, y = axes(easel.width, easel.height)
    u = as_field(x / easel.side)
    total = np.zeros((easel.height, easel.width, 3), np.float32)
    for band in range(3):
        drift = float(rng.uniform(0, 40))
        path = easel.noise.fbm(as_field(u * 0.55 + drift), as_field(u * 0 + band), 3)
        foot = easel.height * horizon * (0.78 - 0.16 * band + 0.11 * path)
        rays = easel.noise.fbm(as_field(u * 7 + drift), as_field(path * 0.7), 3)
        tall = easel.height * (0.20 + 0.05 * rays)
        above = as_field((foot - y) / tall)
        power = np.exp(-np.maximum(above, 0) * 1.9) * smoothstep(-0.10, 0.05, above)
        power = power * np.clip(0.62 + 0.30 * rays, 0.08, 1.3) * (0.62 - 0.13 * band)
        green, violet = np.array([0.25, 0.95, 0.55]), np.array([0.62, 0.28, 0.85])
        hue = np.clip(above * 0.75, 0, 1)[..., None]
        total += as_field(power[..., None] * (green * (1 - hue) + violet * hue))
    return total
