"""The last look: four ways to finish a picture, from photograph to figurine."""

import cv2
import numpy as np

from providers.local.engines._painting.easel import Easel
from providers.local.engines._painting.raster import (
    Field,
    as_field,
    axes,
    blur,
    lighten,
    luminance,
    mix,
    resize,
    smoothstep,
)
from providers.local.engines._painting.strokes import brushed

GRAIN = 0.014


def finished(easel: Easel, image: Field, *, style: str | None) -> Field:
    """Finish in a style; none of them means: gently, like a photograph."""
    image = as_field(np.clip(image, 0.0, 1.0))
    match style:
        case "artistic":
            return _vignette(brushed(easel, _richer(image, 1.18)), 0.12)
        case "anime":
            return _cel(easel, image)
        case "3d-render":
            return _figurine(easel, image)
        case "realistic":
            return _vignette(_film(easel, _focus(easel, image), power=1.0), 0.26)
        case _:
            return _vignette(_film(easel, image, power=0.6), 0.16)


def grained(image: Field, rng: np.random.Generator, *, style: str | None) -> Field:
    """Film grain, strongest in the middle tones; drawn styles have next to none."""
    power = GRAIN if style == "realistic" else GRAIN * 0.55 if style is None else 0.004
    noise = as_field(rng.standard_normal(image.shape[:2], dtype=np.float32))
    noise = as_field(noise * 0.6 + blur(noise, 0.8) * 0.9)
    tone = luminance(image)
    return as_field(image + (noise * power * (0.35 + 2.6 * tone * (1 - tone)))[..., None])


def _film(easel: Easel, image: Field, *, power: float) -> Field:
    """Bloom round the lights, and a curve that is soft at both ends."""
    bright = as_field(np.clip(image - 0.68, 0, 1))
    bloom = blur(bright, easel.side * 0.012) * 0.55 + blur(bright, easel.side * 0.05) * 0.60
    image = lighten(image, as_field(bloom * power))
    return mix(image, smoothstep(-0.04, 1.04, image), 0.42 * power)


def _focus(easel: Easel, image: Field) -> Field:
    """Sharpen what is fine, lift what is flat."""
    fine = image - blur(image, max(easel.side * 0.0011, 0.8))
    wide = image - blur(image, easel.side * 0.04)
    return as_field(np.clip(image + fine * 0.45 + wide * 0.14, 0, 1))


def _vignette(image: Field, power: float) -> Field:
    height, width = image.shape[:2]
    x, y = axes(width, height)
    away = ((x / width - 0.5) ** 2 + (y / height - 0.5) ** 2) * 2.0
    return as_field(image * (1.0 - power * away**1.3)[..., None])


def _richer(image: Field, amount: float) -> Field:
    grey = luminance(image)[..., None]
    return as_field(np.clip(grey + (image - grey) * amount, 0, 1))


def _smooth(image: Field, size: float, *, rounds: int = 2) -> Field:
    """Flatten surfaces, keep their edges. Done small: surfaces have no detail anyway."""
    height, width = image.shape[:2]
    scale = min(1.0, 640 / min(width, height))
    small = resize(image, int(width * scale), int(height * scale)) if scale < 1 else image
    for _ in range(rounds):
        small = as_field(cv2.bilateralFilter(small, 7, 0.13, size))
    return resize(small, width, height) if scale < 1 else small


def _cel(easel: Easel, image: Field) -> Field:
    """Flat bright colours in few steps, blue shadows, ink along the edges."""
    flat = _smooth(image, 9.0, rounds=3)
    tone = luminance(flat)
    lifted = np.clip(tone, 0, 1) ** 0.80
    steps = as_field(lifted * 7.0)
    stepped = (np.floor(steps) + smoothstep(0.32, 0.68, as_field(steps - np.floor(steps)))) / 7.0
    target = as_field(stepped * 0.75 + lifted * 0.25)
    flat = as_field(flat * ((target + 0.02) / (tone + 0.02))[..., None])
    flat = _richer(as_field(np.clip(flat, 0, 1)), 1.42)
    shadow = (1 - smoothstep(0.05, 0.45, target))[..., None]
    flat = as_field(flat + shadow * np.array([0.012, 0.022, 0.075], np.float32))
    bright = as_field(np.clip(flat - 0.75, 0, 1))
    flat = lighten(flat, as_field(blur(bright, easel.side * 0.02) * 0.9))
    ink = _ink(easel, image)
    return as_field(flat * (1 - 0.72 * ink)[..., None])


def _ink(easel: Easel, image: Field) -> Field:
    """Lines where light meets dark: the difference of two blurs, drawn only where it is strong."""
    tone = luminance(_smooth(image, 6.0, rounds=1))
    thin = max(easel.side * 0.0011, 0.7)
    edge = blur(tone, thin * 1.9) - blur(tone, thin)
    return smoothstep(0.010, 0.034, as_field(edge))


def _figurine(easel: Easel, image: Field) -> Field:
    """As if modelled: smooth matter, a lamp that gleams on it, and a lens close by."""
    soft = _smooth(image, 12.0, rounds=3)
    tone = luminance(soft)
    relief = blur(tone, easel.side * 0.0042)
    slope_y, slope_x = np.gradient(relief * easel.side * 0.11)
    size = np.sqrt(slope_x**2 + slope_y**2 + 1.0)
    facing = as_field((-slope_x * 0.5 - slope_y * 0.62 + 0.60) / size)
    lit = as_field(soft * (0.52 + 0.78 * np.clip(facing, 0, 1.2))[..., None])
    around = blur(tone, easel.side * 0.02)
    lit = as_field(lit * (1.0 - np.clip(around - tone, 0, 0.4) * 0.5)[..., None])
    lit = lighten(lit, as_field(np.clip(facing, 0, 1)[..., None] ** 18 * 0.20))
    lit = _richer(lit, 1.22)
    x, y = axes(easel.width, easel.height)
    off = np.clip(np.abs(y / easel.height - 0.56) * 2.1 - 0.30, 0, 1)
    away = as_field(np.broadcast_to(off, tone.shape) + x * 0)
    lit = mix(lit, blur(lit, easel.side * 0.0045), smoothstep(0.0, 0.55, away))
    lit = mix(lit, blur(lit, easel.side * 0.010), smoothstep(0.45, 1.0, away))
    return _vignette(_film(easel, lit, power=0.7), 0.20)
