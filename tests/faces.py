"""Photos for tests: a drawn face that detectors take for one, as large, as sharp and in such company as wanted."""

from io import BytesIO

import cv2
import numpy as np
from PIL import Image

SKIN = (224, 182, 156)


def photo(*faces: tuple[float, float, float], side: int = 640, blur: float = 0.0) -> bytes:
    """Make a photo of `side`² pixels, as PNG. Each face: where it is across and down, and its height, as shares."""
    down, across = np.mgrid[0:side, 0:side].astype(np.float32) / side
    picture = np.full((side, side, 3), (120, 140, 150), np.float32) * (1.1 - 0.3 * down)[..., None]
    for x, y, size in faces:
        picture = _with_face(picture, (across - x) / size, (down - y) / size)
    picture += np.random.default_rng(1).normal(0, 2, picture.shape)
    if blur:
        picture = cv2.GaussianBlur(picture, (0, 0), blur)
    file = BytesIO()
    Image.fromarray(np.clip(picture, 0, 255).astype(np.uint8)).save(file, "PNG")
    return file.getvalue()


def _with_face(picture: np.ndarray, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Draw a face over a picture; `x` and `y` are nothing in its middle."""
    light, shade, dark = (tuple(c * share for c in SKIN) for share in (1.06, 0.82, 0.6))
    ovals = [
        (0, 1.75, 1.5, 0.85, (60, 70, 110), 0.03, 1), (0, 0.9, 0.38, 0.6, shade, 0.05, 1),
        (0, -0.25, 0.86, 1.05, (60, 40, 30), 0.05, 1), (0, 0.05, 0.70, 0.95, SKIN, 0.04, 1),
    ]  # fmt: skip
    for side in (-1, 1):
        ovals += [
            (side * 0.28, -0.12, 0.20, 0.13, dark, 0.8, 0.9), (side * 0.28, -0.10, 0.13, 0.065, (240, 238, 235), 0.15, 1),
            (side * 0.28, -0.10, 0.058, 0.062, (50, 35, 25), 0.15, 1), (side * 0.28, -0.165, 0.15, 0.022, (50, 35, 30), 0.3, 1),
            (side * 0.29, -0.29, 0.20, 0.04, (60, 42, 32), 0.4, 1), (side * 0.36, 0.18, 0.17, 0.16, light, 0.9, 0.8),
            (side * 0.075, 0.235, 0.04, 0.025, dark, 0.6, 1),
        ]  # fmt: skip
    ovals += [
        (0, 0.05, 0.07, 0.25, light, 0.9, 0.9), (0, 0.26, 0.16, 0.03, shade, 0.9, 0.8),
        (0, 0.5, 0.24, 0.075, (176, 92, 88), 0.35, 1), (0, 0.495, 0.22, 0.015, (96, 40, 42), 0.5, 1),
        (0, 0.63, 0.18, 0.04, shade, 0.9, 0.7),
    ]  # fmt: skip
    for at_x, at_y, wide, high, colour, soft, cover in ovals:
        far = np.hypot((x - at_x) / wide, (y - at_y) / high)
        alpha = (np.clip((1 - far) / soft, 0, 1) * cover)[..., None]
        picture = picture * (1 - alpha) + np.array(colour, np.float32) * alpha
    return picture
