"""How near the parts of a picture seem: guessed from where they stand, how sharp they are, and what stands out."""

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from providers.local.engines._projector import Pixels

Depth = NDArray[np.float32]

SIDE: Final = 192
SOFT: Final = 0.045
"""Of the longer side: what is blurred so far is moved without tearing."""
GROUND: Final = 0.5
DETAIL: Final = 0.22
SALIENT: Final = 0.28


def guessed(picture: Pixels) -> Depth:
    """Give 0 for what seems far and 1 for what seems near, in a small picture of the same shape."""
    height, width = picture.shape[:2]
    share = SIDE / max(height, width)
    size = max(8, round(width * share)), max(8, round(height * share))
    small = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
    grey = cv2.cvtColor(small, cv2.COLOR_BGR2GRAY).astype(np.float32)
    ground = (
        np.repeat(np.linspace(0, 1, size[1], dtype=np.float32)[:, None], size[0], axis=1) ** 1.5
    )
    edges = np.abs(cv2.Laplacian(grey, cv2.CV_32F))
    detail = np.asarray(cv2.GaussianBlur(edges, (0, 0), SIDE * 0.03), np.float32)
    near = GROUND * ground + DETAIL * _even(detail) + SALIENT * _even(salient(grey))
    soft = cv2.GaussianBlur(near, (0, 0), SIDE * SOFT)
    return _even(np.asarray(soft, np.float32))


def salient(grey: Depth) -> Depth:
    """Give what is unusual in a picture: the residual of its log spectrum, softened."""
    height, width = grey.shape
    spectrum = np.fft.fft2(cv2.resize(grey, (64, 64), interpolation=cv2.INTER_AREA))
    size = np.log(np.abs(spectrum) + 1e-3)
    residual = size - cv2.blur(size, (3, 3))
    found = np.abs(np.fft.ifft2(np.exp(residual + 1j * np.angle(spectrum)))) ** 2
    soft = cv2.GaussianBlur(found.astype(np.float32), (0, 0), 3.0)
    return np.asarray(cv2.resize(soft, (width, height), interpolation=cv2.INTER_LINEAR), np.float32)


def _even(values: Depth) -> Depth:
    low, high = float(values.min()), float(values.max())
    return np.asarray((values - low) / max(high - low, 1e-6), np.float32)
