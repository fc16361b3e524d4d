"""The sea: waves in perspective under the sky, a beach, a sail, palms."""

import numpy as np

from providers.local.engines._painting.colour import rgb
from providers.local.engines._painting.easel import Easel
from providers.local.engines._painting.growth import palm
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
    sample,
    smoothstep,
    stroke,
)
from providers.local.engines._painting.sky import Sun, place_sun, sky

EYE = 1.0


def sea(easel: Easel) -> Field:
    """Water to the horizon; sand or cliffs where the prompt has a coast."""
    horizon = 0.50 if easel.has("storm") else 0.46
    sun = place_sun(easel, horizon)
    image = sky(easel, horizon, sun=sun)
    image = _islands(easel, image, horizon=horizon)
    image = _water(easel, image, horizon=horizon, sun=sun)
    if easel.has("palms"):
        image = _beach(easel, image)
    if easel.has("boat") or not easel.has("palms", "storm"):
        image = _sail(easel, image, horizon=horizon)
    return _birds(easel, image, horizon=horizon) if easel.has("birds", "boat") else image


def _islands(easel: Easel, image: Field, *, horizon: float) -> Field:
    rng = easel.dice("islands")
    x, y = axes(easel.width, easel.height)
    air = as_field(easel.palette.low * 0.72 + easel.palette.top * 0.26)
    for layer in range(2):
        u = as_field(x / easel.width * (1.4 + layer))
        shape = easel.noise.fbm(as_field(u + float(rng.uniform(0, 40))), as_field(u * 0 + layer), 6)
        tall = np.maximum(shape * 0.075 + 0.012 - 0.028 * layer, 0) * easel.height
        edge = np.clip(y - (horizon * easel.height - tall) + 0.5, 0, 1)
        tone = as_field(air * (0.86 - 0.26 * layer) + easel.palette.shade * 0.10 * layer)
        image = mix(image, as_field(np.broadcast_to(tone, image.shape)), as_field(edge))
    return image


def _water(easel: Easel, image: Field, *, horizon: float, sun: Sun) -> Field:
    """Each wave mirrors another piece of the sky; steep ones show the water itself."""
    x, y = axes(easel.width, easel.height)
    level = horizon * easel.height
    down = as_field(np.maximum(y - level, 0.6) / easel.height)
    away = as_field(0.42 * EYE / down)
    across = as_field((x - easel.width / 2) / easel.height * away * 1.9)
    tilt_x, tilt_z, crest = _waves(easel, across, away=away, down=down)
    rough = 1.9 if easel.has("storm") else 1.0
    lifted = (
        level - (y - level) * 0.55 - (np.abs(tilt_z) * 0.75 + 0.02) * easel.height * 0.30 * rough
    )
    mirrored = sample(
        blur(image, easel.side * 0.004),
        as_field(x - 0.5 + tilt_x * easel.width * 0.06),
        as_field(np.clip(lifted, 0, level - 2)),
    )
    clear = _depths(easel, down, crest=crest)
    fresnel = np.clip(0.80 - 1.15 * np.sqrt(down) + tilt_z * 0.42, 0.12, 0.95)
    water = mix(clear, mirrored, as_field(fresnel))
    water = lighten(water, _glitter(easel, sun, place=(x, y, level), tilt=(tilt_x, tilt_z)))
    foam = (
        smoothstep(1.75 - 0.55 * (rough - 1), 2.9, crest) * np.clip(down * 5 - 0.15, 0, 1) * rough
    )
    pale = as_field(easel.palette.light * 0.62 + easel.palette.shade * 0.45)
    water = mix(
        water, as_field(np.broadcast_to(pale, image.shape)), as_field(np.clip(foam * 0.75, 0, 0.9))
    )
    haze = np.exp(-down * 26) * 0.55
    water = mix(
        water,
        as_field(np.broadcast_to(easel.palette.low, image.shape)),
        as_field(np.broadcast_to(haze, crest.shape)),
    )
    return mix(image, water, as_field(np.broadcast_to(np.clip(y - level + 0.5, 0, 1), crest.shape)))


def _waves(easel: Easel, across: Field, *, away: Field, down: Field) -> tuple[Field, Field, Field]:
    """Slopes and height of swell and ripples; each fades where it is finer than a pixel."""
    shift = float(easel.dice("waves").uniform(0, 60))
    pixel = as_field(away / (easel.height * down))
    tilt_x = np.zeros(across.shape, np.float32)
    tilt_z, crest = np.zeros_like(tilt_x), np.zeros_like(tilt_x)
    for octave in range(9 + easel.detail):
        rate = 0.95 * 1.85**octave
        u, v = as_field(across * rate * 0.42 + shift), as_field(away * rate * 1.45 + across * 0.12)
        value, along_x, along_z = easel.noise.slope(u, v, octave % 2)
        seen = np.clip(0.45 / rate / np.maximum(pixel, 1e-6) - 0.6, 0.0, 1.0)
        gain = as_field(0.66**octave * seen)
        tilt_x += along_x * gain * 0.55 * 1.25**octave * 0.28
        tilt_z += along_z * gain * 1.25**octave * 0.28
        crest += value * gain
    return tilt_x, tilt_z, crest


def _depths(easel: Easel, down: Field, *, crest: Field) -> Field:
    palette = easel.palette
    hue = rgb("0d5f78") if not easel.has("palms") else rgb("0f8f9c")
    if easel.brief.colours:
        hue = as_field(hue * 0.5 + palette.accents[1] * 0.5)
    body = hue * (palette.light * 0.55 + palette.shade * 0.55)
    lift = 0.74 + 0.13 * np.clip(crest, -2, 3) + 0.30 * np.clip(down, 0, 0.6)
    return as_field(body * lift[..., None])


def _glitter(
    easel: Easel, sun: Sun, *, place: tuple[Field, Field, float], tilt: tuple[Field, Field]
) -> Field:
    """The road of light under the sun, broken up by the waves."""
    x, y, level = place
    reach = as_field((y - level) / easel.height)
    off = (x - sun.x) / easel.side + tilt[0] * 0.16
    wide = 0.030 + 0.22 * reach
    spark = np.clip(tilt[1] * 1.5 + tilt[0] * 0.4 - 0.12, 0, 3) ** 1.6
    road = np.exp(-((off / wide) ** 2)) * np.clip(spark + 0.10 * np.exp(-reach * 9), 0, 1.5)
    power = 0.85 if sun.radius_px else 0.30
    return as_field(np.clip(road * power, 0, 1)[..., None] * easel.palette.glow)


def _beach(easel: Easel, image: Field) -> Field:
    """Wet sand, dry sand, a line of foam between, and palms leaning over it."""
    rng = easel.dice("beach")
    x, y = axes(easel.width, easel.height)
    side = float(rng.choice([-1.0, 1.0]))
    u = as_field(x / easel.width)
    curve = 0.845 + side * (u - 0.5) * 0.20 + 0.022 * easel.noise.fbm(as_field(u * 1.6), u * 0, 3)
    inside = as_field((y / easel.height - curve) * 10)
    grain = easel.noise.fbm(
        as_field(x / easel.side * 60 + y * 0), as_field(y / easel.side * 140 + x * 0), 3
    )
    lit = easel.palette.light * 0.85 + easel.palette.shade * 0.35
    dry = as_field((rgb("ecd3a2") * lit) * (1.0 + 0.035 * grain)[..., None])
    wet = as_field(dry * 0.66 + image * 0.20)
    sand = mix(wet, dry, smoothstep(0.25, 0.75, inside))
    image = mix(image, sand, smoothstep(-0.04, 0.05, inside))
    foam = np.exp(-((inside / 0.075) ** 2)) * (0.75 + 0.25 * grain)
    image = mix(image, as_field(np.ones_like(image) * lit), as_field(np.clip(foam, 0, 0.92)))
    layer = Layer(easel.width, easel.height)
    colour = as_field(easel.palette.deep * 0.7 + rgb("16351f") * easel.palette.light * 0.35)
    for number in range(3):
        stand = (
            0.5 + side * (0.40 - 0.13 * number + float(rng.uniform(-0.03, 0.03)))
        ) * easel.width
        tall = easel.side * (0.62 - 0.13 * number) * float(rng.uniform(0.9, 1.1))
        palm(
            layer, rng, foot=(stand, easel.height * (1.0 - 0.02 * number)), tall=tall, colour=colour
        )
    return layer.over(image)


def _sail(easel: Easel, image: Field, *, horizon: float) -> Field:
    rng = easel.dice("sail")
    x = easel.width * float(rng.choice([0.27, 0.72]) + rng.uniform(-0.04, 0.04))
    size = easel.side * float(rng.uniform(0.055, 0.085))
    foot = horizon * easel.height + size * 0.42
    layer = Layer(easel.width, easel.height)
    cloth = as_field(easel.palette.light * 0.75 + easel.palette.shade * 0.35)
    hull = as_field(easel.palette.deep * 0.9)

    def at(points: list[tuple[float, float]]) -> object:
        return outline(np.array([(x + px * size, foot + py * size) for px, py in points]))

    for flip, alpha in ((-0.42, 0.28), (1.0, 1.0)):
        main = [
            (0.02, -0.10 * flip),
            (0.02, -1.45 * flip),
            (0.26, -0.7 * flip),
            (0.42, -0.14 * flip),
        ]
        jib = [(-0.03, -0.14 * flip), (-0.03, -1.25 * flip), (-0.45, -0.12 * flip)]
        layer.canvas.drawPath(at(main), paint(cloth, alpha))
        layer.canvas.drawPath(at(jib), paint(as_field(cloth * 0.86), alpha))
    layer.canvas.drawPath(
        at([(-0.5, -0.08), (0.55, -0.08), (0.38, 0.07), (-0.36, 0.07)]), paint(hull)
    )
    return layer.over(image)


def _birds(easel: Easel, image: Field, *, horizon: float) -> Field:
    rng = easel.dice("birds")
    layer = Layer(easel.width, easel.height)
    cx, cy = float(rng.uniform(0.3, 0.7)) * easel.width, horizon * easel.height * 0.45
    for _ in range(9):
        x = cx + float(rng.normal(0, 0.10)) * easel.side
        y = cy + float(rng.normal(0, 0.05)) * easel.side
        wing = easel.side * float(rng.uniform(0.007, 0.015))
        pen = stroke(easel.palette.deep, max(wing * 0.16, 0.8), alpha=0.85)
        layer.canvas.drawLine(x - wing, y - wing * 0.45, x, y, pen)
        layer.canvas.drawLine(x, y, x + wing, y - wing * 0.5, pen)
    return layer.over(image)
