"""What stands out of a bare head and what sinks in: brows, sockets, nose, cheeks, lips, chin. Millimetres."""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import PchipInterpolator

from providers.local.engines._head.reals import Reals
from providers.local.engines._head.shape import Shape

RIDGE: Final = (
    (16, 0), (8, 0.3), (2, 2.2), (-6, 6.2), (-16, 12.0), (-26, 18.2), (-34, 23.2), (-39, 25.2), (-43, 24.0),
    (-46.5, 18.0), (-49.5, 9.0), (-53, 2.6), (-58, 0.4), (-66, 0),
)  # fmt: skip
"""How far the nose stands out at heights below the eyes, along its back."""
BREADTH: Final = (
    (16, 6),
    (2, 6.4),
    (-8, 6.8),
    (-20, 7.8),
    (-30, 8.6),
    (-39, 9.6),
    (-47, 9.0),
    (-58, 7.5),
    (-70, 7),
)


class Relief:
    """Heights over the bare surface, at places right of the middle seen from the front."""

    def __init__(self, shape: Shape) -> None:
        self.shape = shape
        low = shape.lower_face
        ridge = np.array(RIDGE[::-1], float) * (low * shape.nose.length, shape.nose.out)
        broad = np.array(BREADTH[::-1], float) * (low * shape.nose.length, 1)
        self.ridge = PchipInterpolator(*ridge.T)
        self.breadth = PchipInterpolator(*broad.T)

    def line(self, x: Reals) -> Reals:
        """Give the height of the line between the lips; the corners go on outward."""
        mouth = self.shape.mouth
        part = np.minimum(np.abs(x) / mouth.half, 1.6)
        dip = -0.9 * mouth.bow * np.exp(-((part / 0.2) ** 2)) + 0.8 * np.exp(
            -(((part - 0.42) / 0.24) ** 2)
        )
        middle = mouth.height * self.shape.lower_face
        found: Reals = middle + dip - 1.0 * part**2 + mouth.curl * np.clip(part, 0, 1) ** 3 * 2
        return found

    def thickness(self, x: Reals) -> tuple[Reals, Reals]:
        """Give how thick the upper and the lower lip are; nothing beyond the corners."""
        mouth = self.shape.mouth
        part = np.clip(np.abs(x) / mouth.half, 0, 1)
        bow = (
            1
            - 0.20 * mouth.bow * np.exp(-((part / 0.13) ** 2))
            + 0.05 * np.exp(-(((part - 0.24) / 0.15) ** 2))
        )
        upper = mouth.upper * (1 - part**1.9) ** 0.95 * bow
        lower = mouth.lower * (1 - part**2.3) ** 0.85
        return upper, lower

    def lids(self, x: Reals) -> tuple[Reals, Reals]:
        """Give the heights of both lids' edges; outside the corners they are one line."""
        eyes = self.shape.eyes
        part = np.clip((x - eyes.inner) / (eyes.outer - eyes.inner), 0, 1)
        line = eyes.height - 0.4 * eyes.rise + eyes.rise * part
        line = line - 1.1 * np.clip((eyes.inner + 3 - x) / 4, 0, 1)
        upper = line + eyes.upper * _arch(part**0.86) ** 0.74
        lower = line - eyes.lower * _arch(part**1.12) ** 0.86
        return upper, lower

    def ball(self, x: Reals, y: Reals) -> Reals:
        """Give the front of the eye's ball; behind it where there is none."""
        eyes = self.shape.eyes
        wide, tall, deep = eyes.ball
        off = ((x - eyes.apart) / wide) ** 2 + ((y - eyes.height) / tall) ** 2
        out = np.sqrt(np.maximum(1 - off, 0)) * deep - 16 * np.maximum(off - 1, 0)
        found: Reals = eyes.front - deep + out
        return found

    def over_ball(self, x: Reals, y: Reals, z: Reals) -> Reals:
        """Lift what is at `z` over the ball, as lids lie on it."""
        return softer(z, self.ball(x, y) + self.shape.eyes.lid, 2.6)

    def at(self, x: Reals, y: Reals, lower_lip: NDArray[np.bool_]) -> Reals:
        """Give the relief; a place on the line between the lips is told by what lip it belongs to."""
        scale = self.shape.lower_face
        low = np.where(y < 0, y / scale, y)
        return self._skull(x, low) + self._nose(x, low) + self._mouth(x, y, lower_lip)

    def _skull(self, x: Reals, y: Reals) -> Reals:
        shape = self.shape
        eyes = shape.eyes
        brow, hollow = shape.brow, shape.hollow
        wide = max(eyes.ball[0] - 1.3, 12)
        found = -8.6 * _mound(
            x, y, (eyes.apart - 1.5, eyes.height - 0.4), (wide, eyes.ball[1] * 0.80)
        )
        found += -2.2 * _mound(x, y, (20, 4), (6, 9))
        found += 1.9 * brow * _mound(x, y, (24, 17.5), (15, 6.5)) + 1.4 * brow * _mound(
            x, y, (0, 19), (9, 7)
        )
        found += 1.2 * _mound(x, y, (34, 46), (20, 16))
        found += 2.6 * _mound(x, y, (41, -27), (16, 13)) + 1.5 * _mound(x, y, (27, -37), (13, 13))
        found += -2.3 * hollow * _mound(x, y, (46, -58), (15, 17))
        found += -1.3 * _mound(x, y, (24, -15), (9, 5))
        found += 2.4 * _mound(x, y, (0, -104), (14, 10)) - 1.0 * _mound(x, y, (0, -106), (3.2, 6))
        found += -1.6 * _mound(x, y, (0, -86), (17, 5.5))
        return found

    def _nose(self, x: Reals, low: Reals) -> Reals:
        nose = self.shape.nose
        length = nose.length
        up = nose.up * _bell(low, -44 * length, 9)
        height = self.ridge(np.clip(low - up, -65, 15.9))
        lean = np.clip((low + 30 * length) / 20, 0, 1)
        broad = self.breadth(np.clip(low, -69, 15.9)) * (nose.bridge * lean + nose.tip * (1 - lean))
        found = height * np.exp(-((x / broad) ** 2.0)) * 0.94
        at = -40.5 * length
        found += (
            2.6 * nose.tip * nose.out * _mound(x, low, (0, at + 1 + nose.up), (7.2 * nose.tip, 6.0))
        )
        wing = 13.2 * nose.wings
        found += 8.8 * nose.out**0.6 * _mound(x, low, (wing, at - 2.6), (4.6, 5.4))
        found -= 2.3 * _mound(x, low, (wing * 0.66, at + 4.2), (2.4, 5.0))
        found -= 1.8 * _mound(x, low, (wing * 1.48, at - 2), (3.2, 6.5))
        found -= 5.4 * _mound(x, low, (wing * 0.52, at - 8.0), (3.3, 2.1))
        found += 1.7 * _mound(x, low, (0, at - 9.5), (2.4, 4.0))
        return np.asarray(found)

    def _mouth(self, x: Reals, y: Reals, lower_lip: NDArray[np.bool_]) -> Reals:
        mouth = self.shape.mouth
        across = x / mouth.half
        above = y - self.line(x)
        thick, full = self.thickness(x)
        # Beyond the corners a lip ends in a soft dimple.
        thick, full = np.maximum(thick, 0.8), np.maximum(full, 0.8)
        wide = np.clip(1 - across**2, 0, 1) ** 0.7
        fade = np.exp(-((np.maximum(across - 1, 0) / 0.16) ** 2))
        upper = _lip(above / thick, (0.50, 0.42)) * 3.3 * wide - 1.5 * _bell(above, 0, 1.5) * fade
        lower = _lip(-above / full, (0.46, 0.44)) * 4.4 * wide - 1.5 * _bell(above, 0, 1.6) * fade
        found = mouth.out * np.where(lower_lip, lower, upper)
        found += 3.4 * _mound(x, above, (0, 0), (27, 19))
        found += -1.1 * _mound(x, above, (0, 12.5), (2.6, 5.2)) + 0.7 * _mound(
            x, above, (4.6, 12), (2.4, 6)
        )
        found += -1.5 * _mound(x, above, (mouth.half + 2.4, -0.6), (3.6, 4.2))
        found += 1.3 * _mound(x, above, (mouth.half + 8, -5), (6, 9))
        return np.asarray(found)


def _lip(part: Reals, peak: tuple[float, float]) -> Reals:
    """Give a lip's roundness from the line (0) to its border (1), where it ends in a slight edge."""
    middle, wide = peak
    body = np.exp(-(((part - middle) / wide) ** 2))
    edge = 0.20 * np.exp(-(((part - 1.02) / 0.16) ** 2))
    found: Reals = body + edge
    return found


def softer(one: Reals, other: Reals, reach: float) -> Reals:
    """Give the larger of two, rounded where they meet."""
    near = np.maximum(reach - np.abs(one - other), 0) / reach
    found: Reals = np.maximum(one, other) + near**3 * reach / 6
    return found


def _mound(x: Reals, y: Reals, middle: tuple[float, float], wide: tuple[float, float]) -> Reals:
    """Give a mound and its like on the other side."""
    down = np.exp(-(((y - middle[1]) / wide[1]) ** 2))
    across = np.exp(-(((x - middle[0]) / wide[0]) ** 2))
    if middle[0]:
        across = across + np.exp(-(((x + middle[0]) / wide[0]) ** 2))
    found: Reals = across * down
    return found


def _bell(value: Reals, middle: float, wide: float) -> Reals:
    found: Reals = np.exp(-(((value - middle) / wide) ** 2))
    return found


def _arch(part: Reals) -> Reals:
    return np.asarray(np.maximum(np.sin(np.pi * part), 0))
