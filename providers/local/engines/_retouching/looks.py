"""Looks that photographs are given: a curve of light, a colour for shadows and one for lights, grain and glow."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from providers.local.engines._retouching.canvas import (
    Plane,
    lab_of,
    plane,
    rgb_of,
    softened,
)

Tint = tuple[float, float]
"""a* and b*."""


@dataclass(frozen=True, slots=True)
class Look:
    """One look. `curve`: light 0–1 at 0, ¼, ½, ¾ and 1; `vivid`: how strong colours stay."""

    curve: tuple[float, float, float, float, float]
    shadows: Tint
    lights: Tint
    vivid: float = 1.0
    glow: float = 0.0
    grain: float = 0.0
    vignette: float = 0.0


LOOKS: Final[dict[str, Look]] = {
    "golden": Look((0.04, 0.27, 0.54, 0.80, 0.98), (4, -6), (3, 16), 1.05, glow=0.18, grain=0.010, vignette=0.16),
    "film": Look((0.07, 0.25, 0.50, 0.77, 0.96), (-4, -3), (2, 9), 0.90, glow=0.10, grain=0.016, vignette=0.10),
    "teal and orange": Look((0.02, 0.21, 0.50, 0.80, 1.0), (-9, -10), (7, 12), 1.12, glow=0.08, vignette=0.16),
    "alpine": Look((0.0, 0.22, 0.53, 0.82, 1.0), (-3, -9), (-1, -3), 1.15, vignette=0.08),
    "night": Look((0.01, 0.18, 0.46, 0.80, 1.0), (6, -18), (8, 4), 1.20, glow=0.30, vignette=0.20),
    "silver": Look((0.01, 0.20, 0.51, 0.82, 0.99), (0, -2), (0, 2), 0.0, glow=0.08, grain=0.020, vignette=0.18),
}  # fmt: skip


def look_for(colours: Plane) -> str:
    """Choose a look by what the picture is: grey, dark, of skin and warm light, of sky and leaves."""
    lab = lab_of(plane(colours[::4, ::4])).reshape(-1, 3)
    light, green, yellow = lab[:, 0], lab[:, 1], lab[:, 2]
    tint = np.hypot(green, yellow)
    if np.percentile(tint, 90) < 6:
        return "silver"
    if np.median(light) < 24:
        return "night"
    skin = ((green > 8) & (green < 28) & (yellow > 8) & (yellow < 34) & (light > 40)).mean()
    cold = ((yellow < -6) | (green < -8)).mean()
    warm = ((yellow > 14) & (light > 35)).mean()
    if skin > 0.12:
        return "film"
    if warm > 0.15 and cold > 0.15:
        return "teal and orange"
    return "alpine" if cold > warm else "golden"


def looked(colours: Plane, name: str, *, seed: int) -> Plane:
    """Give the picture a look."""
    look = LOOKS[name]
    lab = lab_of(colours)
    light = plane(lab[..., 0] / 100)
    curve = np.interp(light, (0, 0.25, 0.5, 0.75, 1), look.curve).astype(np.float32)
    curve = plane(0.25 * light + 0.75 * curve)
    dark, bright = (1 - curve) ** 2, curve**1.5
    # The deepest shadow and the highest light stay what they are: black and white.
    dark, bright = dark * np.clip(curve * 6, 0, 1), bright * np.clip((1 - curve) * 6, 0, 1)
    for band, (shadow, high) in enumerate(zip(look.shadows, look.lights, strict=True), 1):
        lab[..., band] = lab[..., band] * look.vivid + shadow * dark + high * bright
    lab[..., 0] = curve * 100
    made = plane(np.clip(rgb_of(plane(lab)), 0, 1))
    return _finished(made, look, np.random.default_rng(seed))


def _finished(colours: Plane, look: Look, rng: np.random.Generator) -> Plane:
    height, width = colours.shape[:2]
    side = max(height, width)
    if look.glow:
        halo = softened(plane(np.clip(colours - 0.62, 0, 1)), side * 0.02)
        colours = plane(1 - (1 - colours) * (1 - look.glow * 2 * halo))
    if look.vignette:
        y, x = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j].astype(np.float32)
        colours = plane(
            colours * (1 - look.vignette * np.clip((x**2 + y**2) / 2, 0, 1) ** 1.5)[..., None]
        )
    if look.grain:
        grain = softened(plane(rng.standard_normal((height, width), np.float32)), 0.7)
        tone = colours.mean(axis=2)
        colours = plane(
            colours + (look.grain * 1.8 * grain * (0.4 + 2.4 * tone * (1 - tone)))[..., None]
        )
    return plane(np.clip(colours, 0, 1))
