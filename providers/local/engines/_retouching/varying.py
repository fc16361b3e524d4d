"""A picture once more, and otherwise: another cut of it, another light, other colours; never its mirror image."""

from typing import Final

import cv2
import numpy as np

from providers.local.engines._painting.brief import UNKNOWN, understand
from providers.local.engines._painting.composition import Order, painted
from providers.local.engines._retouching.canvas import (
    Canvas,
    Plane,
    colours_of,
    lab_of,
    pixels_of,
    plane,
    rgb_of,
    softened,
)
from providers.local.engines._retouching.palettes import recoloured

ZOOM: Final = 0.16
TURN_DEGREES: Final = 4.0
WAVE_SHARE: Final = 0.012
LIGHT: Final = 0.30
WARMTH: Final = 16.0
HUE_DEGREES: Final = 26.0
VIVID: Final = 0.4
CONTRAST: Final = 0.25
"""How far each goes, at most, at full strength."""
MOOD_SIDE_PX: Final = 288
MOOD_SHARE: Final = 0.8


def varied(canvas: Canvas, prompt: str, *, strength: float, seed: int) -> Canvas:
    """Give a variation: the same for the same seed, and farther from its source the greater the strength."""
    rng = np.random.default_rng(seed)
    colours = colours_of(canvas.pixels)
    where = _moved(canvas.size, strength, rng)
    colours = _seen(colours, where)
    colours = _lit(_coloured(colours, strength, rng), strength, rng)
    if prompt and _tells_a_mood(prompt):
        mood = colours_of(
            painted(
                Order(prompt, MOOD_SIDE_PX, MOOD_SIDE_PX, "standard", None, seed), _unheard
            ).pixels
        )
        toned = recoloured(colours, mood, seed=seed)
        colours = plane(colours + (toned - colours) * (MOOD_SHARE * strength))
    alpha = None
    if canvas.alpha is not None:
        alpha = pixels_of(_seen(plane(plane(canvas.alpha) / 255), where))
    return Canvas(pixels_of(colours), alpha)


def _tells_a_mood(prompt: str) -> bool:
    brief = understand(prompt)
    return brief.scene != UNKNOWN or bool(brief.hour or brief.mood or brief.colours)


def _unheard(_: float) -> None:
    """Take progress and forget it."""


def _moved(size: tuple[int, int], strength: float, rng: np.random.Generator) -> tuple[Plane, Plane]:
    """Say where each pixel is seen from: nearer, a little turned and shifted, and gently bent."""
    width, height = size
    side = max(size)
    turn = np.radians(rng.uniform(0.3, 1) * rng.choice([-1, 1]) * TURN_DEGREES * strength)
    # As near as it takes for the turned frame to hold nothing but the picture.
    room = abs(np.sin(turn)) * side / min(size)
    zoom = 1 + room + 2.2 * WAVE_SHARE * strength + ZOOM * strength * rng.uniform(0.35, 1)
    free = (zoom - 1 - room) / zoom / 2
    shift = rng.uniform(-0.8, 0.8, 2) * free
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    x, y = x - (width - 1) / 2, y - (height - 1) / 2
    from_x = (x * np.cos(turn) - y * np.sin(turn)) / zoom + (0.5 + shift[0]) * (width - 1)
    from_y = (x * np.sin(turn) + y * np.cos(turn)) / zoom + (0.5 + shift[1]) * (height - 1)
    waves = [_wave(size, rng) * WAVE_SHARE * side * strength for _ in range(2)]
    return plane(from_x + waves[0]), plane(from_y + waves[1])


def _wave(size: tuple[int, int], rng: np.random.Generator) -> Plane:
    knots = rng.uniform(-1, 1, (4, 4)).astype(np.float32)
    return plane(cv2.resize(knots, size, interpolation=cv2.INTER_CUBIC))


def _seen(values: Plane, where: tuple[Plane, Plane]) -> Plane:
    return plane(
        np.clip(cv2.remap(values, *where, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT), 0, 1)
    )


def _coloured(colours: Plane, strength: float, rng: np.random.Generator) -> Plane:
    lab = lab_of(colours)
    turn = np.radians(rng.uniform(0.25, 1) * rng.choice([-1, 1]) * HUE_DEGREES * strength)
    vivid = 1 + rng.uniform(-0.6, 1) * VIVID * strength
    green, yellow = lab[..., 1].copy(), lab[..., 2].copy()
    lab[..., 1] = (green * np.cos(turn) - yellow * np.sin(turn)) * vivid
    lab[..., 2] = (green * np.sin(turn) + yellow * np.cos(turn)) * vivid
    lab[..., 2] += rng.uniform(-1, 1) * WARMTH * strength
    lab[..., 1] += rng.uniform(-0.4, 0.4) * WARMTH * strength
    return plane(np.clip(rgb_of(lab), 0, 1))


def _lit(colours: Plane, strength: float, rng: np.random.Generator) -> Plane:
    """Let light fall from a side, and give it more or less contrast."""
    height, width = colours.shape[:2]
    y, x = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j].astype(np.float32)
    angle = rng.uniform(0, 2 * np.pi)
    fall = (
        1 + LIGHT * strength * rng.uniform(0.4, 1) * (x * np.cos(angle) + y * np.sin(angle)) / 1.5
    )
    made = colours * fall[..., None]
    force = 1 + CONTRAST * strength * rng.uniform(-0.6, 1)
    middle = float(made.mean())
    made = (made - middle) * force + middle + rng.uniform(-0.05, 0.07) * strength
    fine = made - softened(plane(made), max(1.0, max(height, width) / 700))
    return plane(np.clip(made + 0.35 * strength * fine, 0, 1))
