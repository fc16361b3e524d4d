"""Landscapes: mountains, hills and dunes, with a lake where one is asked for."""

import numpy as np

from providers.local.engines._painting import terrain
from providers.local.engines._painting.colour import rgb
from providers.local.engines._painting.easel import Easel
from providers.local.engines._painting.growth import frame_with_pines, grass
from providers.local.engines._painting.raster import (
    Field,
    as_field,
    axes,
    blur,
    lighten,
    mix,
    sample,
    smoothstep,
)
from providers.local.engines._painting.sky import Sun, place_sun, sky

LAKE = -0.02
RANGE = 0.20
"""How many mountains fit into a unit of the world."""


def mountain(easel: Easel) -> Field:
    """Peaks behind peaks; a lake or meadows before them."""
    horizon = 0.56
    sun = place_sun(easel, horizon)
    image = sky(easel, horizon, sun=sun)
    view = _view(easel, horizon)
    ground = terrain.survey(view, _ranges(easel), sun=_beam(easel, sun))
    land = terrain.shaded(easel, _alpine(easel, ground), ground=ground)
    land = terrain.veil(easel, land, ground=ground, reach=15.0, low=0.40)
    image = mix(image, land, ground.cover)
    if easel.has("lake") or not easel.has("meadow"):
        image = _lake(easel, image, ground=ground, horizon=horizon, view=view)
    return frame_with_pines(easel, image)


def hills(easel: Easel) -> Field:
    """Soft green country, sunlit."""
    horizon = 0.50
    sun = place_sun(easel, horizon)
    image = sky(easel, horizon, sun=sun)
    ground = terrain.survey(_view(easel, horizon), _rolling(easel), sun=_beam(easel, sun))
    land = terrain.shaded(easel, _pasture(easel, ground), ground=ground, sun=1.15)
    land = terrain.veil(easel, land, ground=ground, reach=17.0, low=0.25)
    image = mix(image, land, ground.cover)
    blades = as_field(_leaves(easel) * (easel.palette.light * 0.75 + easel.palette.shade * 0.3))
    return grass(easel, image, colour=blades, tall_px=easel.side * 0.09, count=700)


def desert(easel: Easel) -> Field:
    """Dunes with sharp crests, one side in the light."""
    horizon = 0.46
    sun = place_sun(easel, horizon)
    image = sky(easel, horizon, sun=sun)
    ground = terrain.survey(_view(easel, horizon), _dunes(easel), sun=_beam(easel, sun, high=0.34))
    ripples = easel.noise.value(as_field(ground.x * 9 + ground.z * 22), as_field(ground.z * 3))
    sand = as_field(np.broadcast_to(rgb("dfa870"), image.shape))
    if easel.brief.colours:
        sand = as_field(sand * 0.5 + easel.palette.accents[2] * 0.5)
    close = np.clip(1.6 - ground.z * 0.35, 0.0, 1.0)
    sand = as_field(sand * (1.0 + 0.045 * ripples * close)[..., None])
    land = terrain.shaded(easel, sand, ground=ground, sun=1.2)
    land = terrain.veil(easel, land, ground=ground, reach=22.0, low=0.2)
    return mix(image, land, ground.cover)


def _view(easel: Easel, horizon: float) -> terrain.View:
    steps = int(min(easel.height, 1200) * (0.5 + 0.1 * easel.detail)) + 160
    return terrain.View(easel.width, easel.height, horizon, steps=steps)


def _beam(easel: Easel, sun: Sun, *, high: float = 0.62) -> tuple[float, float, float]:
    """The light comes from the sun's side, and never quite from behind: slopes must catch it."""
    side = 1.0 if sun.x > easel.width / 2 else -1.0
    return side, high, -0.35


def _ranges(easel: Easel) -> terrain.Heights:
    rng = easel.dice("ranges")
    shift, peak_x = float(rng.uniform(0, 60)), float(rng.uniform(-1.6, 1.6))
    octaves = 8 + easel.detail

    def heights(x: Field, z: Field, pixel: Field) -> tuple[Field, Field, Field]:
        u, v = as_field(x * RANGE + shift), as_field(z * RANGE)
        total, dx, dz = _ridged(easel, (u, v), pixel=pixel * RANGE, octaves=octaves)
        # Mountains begin beyond the water, and the range is highest around one summit.
        grow = smoothstep(3.2, 9.5, z)
        summit = np.exp(-(((x - peak_x) / 4.2) ** 2) - ((z - 8.5) / 3.4) ** 2)
        tall = as_field(grow * (0.62 + 0.62 * summit))
        shore = (1.0 - grow) * 0.22
        low = -0.24 + 0.30 * smoothstep(1.4, 4.6, as_field(np.abs(x) * 1.5 + np.abs(z - 3) * 0.6))
        height = low + total * (tall * 1.46 + shore * 0.55)
        reach = as_field((tall * 1.46 + shore * 0.55) * RANGE)
        return as_field(height), as_field(dx * reach), as_field(dz * reach)

    return heights


def _ridged(
    easel: Easel, place: tuple[Field, Field], *, pixel: Field, octaves: int
) -> tuple[Field, Field, Field]:
    """Sum sharp ridges; each octave is rough only where the last was high."""
    u, v = place
    total = np.zeros(u.shape, np.float32)
    dx, dz = np.zeros_like(total), np.zeros_like(total)
    weight = np.ones_like(total)
    for octave in range(octaves):
        rate = 1.97**octave
        value, along_u, along_v = easel.noise.slope(as_field(u * rate), as_field(v * rate), octave)
        bend = np.sqrt(value * value + 0.006)
        ridge = np.clip(1.0 - 0.62 * bend, 0.0, 1.0)
        seen = np.clip(0.5 / rate / np.maximum(pixel, 1e-6) - 1.0, 0.0, 1.0)
        gain = as_field(0.44**octave * weight * seen)
        total += ridge * ridge * gain
        tilt = -2.0 * ridge * 0.62 * value / bend * gain * rate
        dx += as_field(tilt * along_u)
        dz += as_field(tilt * along_v)
        weight = as_field(np.clip(ridge * ridge * 1.5, 0.0, 1.0))
    return as_field(total * 0.9 - 0.30), as_field(dx * 0.9), as_field(dz * 0.9)


def _rolling(easel: Easel) -> terrain.Heights:
    shift = float(easel.dice("hills").uniform(0, 60))

    def heights(x: Field, z: Field, pixel: Field) -> tuple[Field, Field, Field]:
        total = np.zeros(x.shape, np.float32)
        dx, dz = np.zeros_like(total), np.zeros_like(total)
        for octave in range(5 + easel.detail):
            rate = 0.30 * 2.0**octave
            value, along_u, along_v = easel.noise.slope(
                as_field(x * rate + shift), as_field(z * rate), octave
            )
            seen = np.clip(0.5 / rate / np.maximum(pixel, 1e-6) - 1.0, 0.0, 1.0)
            gain = 0.20 * 0.36**octave * seen
            total += as_field(value * gain)
            dx += as_field(along_u * gain * rate)
            dz += as_field(along_v * gain * rate)
        grow = 0.45 + 0.85 * smoothstep(2.0, 11.0, z)
        return (
            as_field(total * grow + (grow - 0.6) * 0.25),
            as_field(dx * grow),
            as_field(dz * grow),
        )

    return heights


def _dunes(easel: Easel) -> terrain.Heights:
    rng = easel.dice("dunes")
    shift, slant = float(rng.uniform(0, 60)), float(rng.choice([-1.0, 1.0]))

    def heights(x: Field, z: Field, pixel: Field) -> tuple[Field, Field, Field]:
        total = np.zeros(x.shape, np.float32)
        dx, dz = np.zeros_like(total), np.zeros_like(total)
        for octave, (rate, gain) in enumerate(((0.20, 0.46), (0.43, 0.17), (1.1, 0.030))):
            u = as_field((x + slant * 0.45 * z) * rate * 0.75 + shift)
            v = as_field((z * 0.9 - slant * 0.3 * x) * rate)
            value, along_u, along_v = easel.noise.slope(u, v, octave)
            bend = np.sqrt(value * value + 0.0012 + (pixel * rate) ** 2)
            crest = 1.0 - 0.8 * bend
            tilt = -0.8 * value / bend * gain * rate
            total += as_field(crest * gain)
            dx += as_field(tilt * (along_u * 0.75 - along_v * slant * 0.3))
            dz += as_field(tilt * (along_u * slant * 0.34 + along_v * 0.9))
        near = 0.55 + 0.45 * smoothstep(1.0, 6.0, z)
        return as_field(total * near - 0.12), as_field(dx * near), as_field(dz * near)

    return heights


def _alpine(easel: Easel, ground: terrain.Ground) -> Field:
    """Grass below, rock above, snow where it can lie."""
    patch = easel.noise.fbm(as_field(ground.x * 2.2), as_field(ground.z * 2.2), 4)
    grain = easel.noise.fbm(as_field(ground.x * 14), as_field(ground.z * 14), 3)
    shape = (*ground.z.shape, 3)
    # On walls the noise of the plan would be drawn out into streaks: there it runs with the height.
    wall = easel.noise.fbm(as_field(ground.x * 5), as_field(ground.height * 6.5 + patch * 0.2), 4)
    upright = smoothstep(0.15, 0.5, ground.steep)
    grain = as_field(grain * (1 - upright) + wall * upright)
    rock = as_field(rgb("8d8378") * (1.0 + 0.11 * grain + 0.06 * patch)[..., None])
    wood = _leaves(easel) * (0.80 + 0.16 * grain + 0.14 * patch)[..., None]
    treeline = 0.24 + 0.10 * patch
    grass = smoothstep(0.0, 1.0, as_field((treeline - ground.height) * 5.0 + 0.6 - ground.steep))
    image = mix(rock, as_field(wood), grass)
    line = -0.12 if easel.has("snow") else 0.62
    lies = (ground.height - line + 0.10 * patch + 0.07 * grain) * 4.0 + 0.62 - ground.steep * 2.1
    snow = as_field(np.broadcast_to(rgb("f1f5fb"), shape))
    return mix(image, snow, smoothstep(0.0, 0.75, as_field(lies)))


def _leaves(easel: Easel) -> Field:
    if easel.has("autumn"):
        return rgb("a8652a")
    return rgb("4c6a35")


def _pasture(easel: Easel, ground: terrain.Ground) -> Field:
    """Meadows in patches, with woods on them and flowers near by."""
    patch = easel.noise.fbm(as_field(ground.x * 0.8), as_field(ground.z * 0.8), 3)
    grain = easel.noise.fbm(as_field(ground.x * 16), as_field(ground.z * 9), 4)
    bright, dark = (
        (rgb("c79a4b"), rgb("9c5a2c")) if easel.has("autumn") else (rgb("93b24c"), rgb("5c8a3c"))
    )
    share = smoothstep(-0.8, 0.8, patch)
    grass = mix(_sheet(dark, ground), _sheet(bright, ground), share)
    grass = as_field(grass * (1.0 + 0.10 * grain)[..., None])
    woods = smoothstep(0.9, 1.25, as_field(patch + 0.5 * grain * np.clip(ground.z / 4, 0, 1)))
    grass = mix(grass, _sheet(as_field(_leaves(easel) * 0.7), ground), as_field(woods * 0.85))
    dots = easel.noise.value(as_field(ground.x * 30), as_field(ground.z * 30), 3)
    bloom = smoothstep(1.7, 2.2, as_field(dots + 0.4 * patch)) * np.clip(1.7 - ground.z * 0.3, 0, 1)
    return mix(grass, _sheet(easel.palette.accents[3], ground), as_field(bloom * 0.9))


def _sheet(colour: Field, ground: terrain.Ground) -> Field:
    return as_field(np.broadcast_to(colour, (*ground.z.shape, 3)))


def _lake(
    easel: Easel, image: Field, *, ground: terrain.Ground, horizon: float, view: terrain.View
) -> Field:
    """Still water where the ground is low: the picture upside down, moved by ripples."""
    x, y = axes(easel.width, easel.height)
    level = horizon * easel.height
    away = as_field(view.focal_px * (view.eye - LAKE) / np.maximum(y - level, 1.0))
    wet = as_field(smoothstep(0.012, -0.012, ground.height - LAKE) * (y > level))
    across = as_field((x - easel.width / 2) / view.focal_px * away)
    ripple = easel.noise.fbm(as_field(across * 2.4), as_field(away * 7.0 + x * 0), 4, gain=0.6)
    calm = np.clip((y - level) / easel.height, 0, 1)
    shore = view.focal_px * (view.eye - LAKE) / 5.2
    mirrored = 2 * level + 2 * shore - y + ripple * easel.height * 0.055 * calm
    mirrored = np.minimum(np.maximum(mirrored, 0), y - 1)
    column = as_field(x - 0.5 + ripple * easel.width * 0.010 * calm)
    image_in_water = sample(blur(image, 0.8), column, as_field(mirrored))
    fresnel = np.clip(0.90 - calm * 0.75, 0.42, 0.9)
    body = as_field(easel.palette.top * 0.34 + easel.palette.shade * 0.20)
    water = mix(
        as_field(np.broadcast_to(body, image.shape)),
        image_in_water,
        as_field(np.broadcast_to(fresnel, wet.shape)),
    )
    gleam = smoothstep(1.1, 2.4, ripple)[..., None] * easel.palette.glow * 0.16
    return mix(image, lighten(water, as_field(gleam)), wet)
