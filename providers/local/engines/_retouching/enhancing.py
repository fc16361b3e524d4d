"""A picture made clearer: less noise, neutral white, light and contrast where they lack, finer lines."""

from typing import Final

import cv2
import numpy as np

from providers.local.engines._retouching.canvas import (
    OPAQUE,
    Plane,
    lab_of,
    pixels_of,
    plane,
    rgb_of,
    softened,
)
from providers.local.engines._retouching.guided import followed

WHITE_SHARE: Final = 0.7
GAIN_MAX: Final = 1.35
"""How much of a cast is taken away, and how far a colour is raised for it at most."""
LIFT: Final = 0.32
CLARITY: Final = 0.14
GRAIN_PX: Final = 3.0
SHARPNESS: Final = 0.7
VIBRANCE: Final = 0.20


def enhanced(colours: Plane) -> Plane:
    """Give the picture as clear as it may be."""
    noise = noise_of(colours)
    made = _lit(_balanced(_calmed(colours, noise)))
    lab = lab_of(made)
    light = _contrasted(plane(lab[..., 0] / 100), LIFT / (1 + 40 * noise))
    side = max(colours.shape[:2])
    light = plane(light + CLARITY * (light - softened(light, side / 60)))
    fine = light - softened(light, max(0.8, side / 1_400))
    solid = np.abs(fine) / (np.abs(fine) + 2.5 * noise + 0.004)
    lab[..., 0] = np.clip(light + SHARPNESS * fine * solid, 0, 1) * 100
    tint = np.sqrt(lab[..., 1] ** 2 + lab[..., 2] ** 2)
    lab[..., 1:] *= (1 + VIBRANCE * np.exp(-tint / 30))[..., None]
    return plane(np.clip(rgb_of(plane(lab)), 0, 1))


def noise_of(colours: Plane) -> float:
    """Estimate the grain, as the spread of light 0–1 where the picture is flat."""
    light = plane(cv2.cvtColor(colours, cv2.COLOR_RGB2GRAY))
    kernel = np.array([[1, -2, 1], [-2, 4, -2], [1, -2, 1]], np.float32) / 6
    return float(np.median(np.abs(cv2.filter2D(light, cv2.CV_32F, kernel))) / 0.6745)


def _calmed(colours: Plane, noise: float) -> Plane:
    """Take grain away, the more of it there is; of colours more than of light."""
    if noise < 0.004:
        return colours
    lab = lab_of(colours)
    light = plane(lab[..., 0] / 100)
    near = max(0.004, GRAIN_PX / max(light.shape))
    calm = followed(colours, light, radius_share=near, smooth=20 * noise**2)
    lab[..., 0] = 100 * (light + min(1.0, 70 * noise) * (calm - light))
    for band in (1, 2):
        lab[..., band] = followed(
            colours, plane(lab[..., band]), radius_share=2 * near, smooth=30 * noise**2
        )
    return plane(np.clip(rgb_of(plane(lab)), 0, 1))


def _balanced(colours: Plane) -> Plane:
    """Make what is grey grey again; a picture that is all of one colour is meant so."""
    shown = colours[::4, ::4].reshape(-1, 3).astype(np.float64)
    light = (shown**5).mean(axis=0) ** (1 / 5)
    gain = np.clip(light.mean() / np.maximum(light, 1e-3), 1 / GAIN_MAX, GAIN_MAX)
    tint = np.ptp(shown, axis=1)
    vivid = float((tint > 0.45).mean())
    share = WHITE_SHARE * (1 - min(1.0, 2.5 * vivid))
    return plane(np.clip(colours * (1 + share * (gain - 1)).astype(np.float32), 0, 1))


def _lit(colours: Plane) -> Plane:
    """Use the whole scale, gently, and bring a picture that is too dark or too light to the middle."""
    light = cv2.cvtColor(colours, cv2.COLOR_RGB2GRAY)[::3, ::3]
    low, high = (float(level) for level in np.percentile(light, [0.5, 99.5]))
    low, high = min(low, 0.24), max(high, 0.60)
    spread = plane(np.clip((colours - low) / (high - low), 0, 1))
    middle = float(np.median((light - low) / (high - low)).clip(0.05, 0.95))
    goal = middle + 0.6 * (min(max(middle, 0.36), 0.64) - middle)
    bend = np.clip(np.log(goal) / np.log(middle), 0.6, 1.3)
    return plane(spread ** np.float32(bend))


def _contrasted(light: Plane, lift: float) -> Plane:
    """Spread light region by region; what is fine is lifted with its region, and not by itself."""
    guide = np.repeat(light[..., None], 3, axis=2)
    base = followed(guide, light, radius_share=max(0.015, 8 / max(light.shape)), smooth=2e-3)
    clahe = cv2.createCLAHE(clipLimit=2.2, tileGridSize=(6, 6))
    local = plane(clahe.apply(pixels_of(base))) / OPAQUE
    return plane(light + lift * softened(plane(local - base), 1.5))
