"""How a face moves: the fifteen mouth shapes, blinks, a smile, raised brows, an open jaw. Millimetres and radians."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from providers.local.engines._head.face import RIM, Grid
from providers.local.engines._head.reals import Reals
from providers.local.engines._head.relief import Relief

HINGE_MM: Final = (0.0, -18.0, -6.0)
JAW_OPEN: Final = 0.25
OVER: Final = 0.08
"""How far a shut upper lid goes over the lower one, of the opening."""


@dataclass(frozen=True, slots=True)
class Mouthing:
    """A mouth's shape: the jaw's angle; millimetres that corners go out and lips part; the rest 0 to 1."""

    jaw: float = 0.0
    wide: float = 0.0
    pucker: float = 0.0
    upper: float = 0.0
    lower: float = 0.0
    tuck: float = 0.0
    press: float = 0.0
    tongue: float = 0.0


MOUTHS: Final[Mapping[str, Mouthing]] = {
    "viseme_sil": Mouthing(),
    "viseme_PP": Mouthing(press=1.0),
    "viseme_FF": Mouthing(jaw=0.025, tuck=1.0, upper=1.6),
    "viseme_TH": Mouthing(jaw=0.065, upper=0.6, lower=1.0, tongue=1.0),
    "viseme_DD": Mouthing(jaw=0.06, upper=0.8, lower=1.4, tongue=0.6),
    "viseme_kk": Mouthing(jaw=0.095, lower=0.8, wide=0.4, tongue=0.3),
    "viseme_CH": Mouthing(jaw=0.05, pucker=0.5, upper=1.8, lower=2.2),
    "viseme_SS": Mouthing(jaw=0.03, wide=1.6, upper=1.1, lower=1.5),
    "viseme_nn": Mouthing(jaw=0.06, lower=0.9, upper=0.3, tongue=0.7),
    "viseme_RR": Mouthing(jaw=0.07, pucker=0.42, lower=1.0, upper=0.6, tongue=0.4),
    "viseme_aa": Mouthing(jaw=0.22, lower=1.4, upper=1.2),
    "viseme_E": Mouthing(jaw=0.135, wide=1.8, upper=1.0, lower=1.4),
    "viseme_I": Mouthing(jaw=0.065, wide=2.8, upper=1.0, lower=1.6),
    "viseme_O": Mouthing(jaw=0.175, pucker=0.72, upper=0.4, lower=0.4),
    "viseme_U": Mouthing(jaw=0.075, pucker=1.0, upper=0.6, lower=0.6),
    "jawOpen": Mouthing(jaw=JAW_OPEN),
}


@dataclass(frozen=True, slots=True)
class Flesh:
    """Reals that move with a face: which are of the lower lip's side, and how far the jaw takes them."""

    points: Reals  # n × 3
    lower: NDArray[np.bool_]
    jaw: Reals  # n


class Motions:
    """The movements of one face, for whatever points are part of it."""

    def __init__(self, relief: Relief) -> None:
        self.relief = relief
        # A small mouth opens less far.
        self.scale = 0.35 + 0.65 * relief.shape.mouth.half / 25

    def mouths(self, flesh: Flesh) -> dict[str, Reals]:
        """Give the offsets of every mouth shape."""
        return {name: self.mouth(flesh, shape) for name, shape in MOUTHS.items()}

    def mouth(self, flesh: Flesh, shape: Mouthing) -> Reals:
        """Give the offsets of one."""
        half = self.relief.shape.mouth.half
        x, y, z = flesh.points.T
        side, above = np.abs(x), y - self.relief.line(x)
        front = np.clip((z - 10) / 20, 0, 1)
        lips = np.clip(1 - (side / half) ** 2, 0, 1)
        near = np.exp(-((above / 13) ** 2)) * front
        found = turned(flesh.points, shape.jaw * self.scale * flesh.jaw)
        upper, lower = lips * near * ~flesh.lower, lips * near * flesh.lower
        found[:, 1] += self.scale * (shape.upper * upper - shape.lower * lower)
        thin = np.sign(above) * 0.9 * near * lips * np.clip(np.abs(above) / 3, 0, 1)
        found[:, 1] -= shape.press * thin
        found[:, 2] -= shape.press * 1.3 * near * lips
        found[:, 1] += shape.tuck * 3.0 * self.scale * lower
        found[:, 2] -= shape.tuck * 3.2 * lower
        beyond = np.exp(-((np.maximum(side - half, 0) / 16) ** 2))
        corner = np.exp(-(((side - half) / 13) ** 2) - (above / 14) ** 2) * front
        out = np.minimum(side / half, 1) * beyond * np.exp(-((above / 15) ** 2)) * front
        found[:, 0] += np.sign(x) * shape.wide * out
        found[:, 2] -= 0.45 * shape.wide * corner
        ring = np.exp(-((side / (half * 1.5)) ** 2) - (above / 19) ** 2) * front
        found[:, 0] -= shape.pucker * 0.36 * x * ring
        found[:, 2] += shape.pucker * (5.2 * ring**1.6 + 1.4 * corner)
        return found

    def smile(self, flesh: Flesh) -> Reals:
        """Draw the corners out and up, and raise the cheeks."""
        mouth, low, eyes = (
            self.relief.shape.mouth, self.relief.shape.lower_face, self.relief.shape.eyes,
        )  # fmt: skip
        x, y, z = flesh.points.T
        side, above = np.abs(x), y - self.relief.line(x)
        front = np.clip((z - 10) / 25, 0, 1)
        part = np.clip(side / mouth.half, 0, 1)
        beyond = np.exp(-((np.maximum(side - mouth.half, 0) / 15) ** 2))
        lips = np.exp(-((above / 15) ** 2)) * beyond * front
        cheek = np.exp(-(((side - 36) / 15) ** 2) - ((y + 34 * low) / 14) ** 2) * front
        under = eyes.height - eyes.lower - 8
        lid = np.exp(-(((side - eyes.apart) / 14) ** 2) - ((y - under) / 5) ** 2) * front
        found = np.zeros_like(flesh.points)
        found[:, 0] = np.sign(x) * (5.4 * self.scale * part**1.2 * lips + 1.0 * cheek)
        found[:, 1] = 5.4 * self.scale * part**2.2 * lips + 2.6 * cheek + 0.7 * lid
        found[:, 2] = -3.6 * part**2 * lips - 0.9 * lips * (1 - part) + 2.2 * cheek
        return found

    def brows(self, flesh: Flesh) -> Reals:
        """Raise the brows, most at their inner ends."""
        eyes = self.relief.shape.eyes
        x, y, z = flesh.points.T
        up = eyes.height + eyes.upper + 11
        side = np.exp(-((np.maximum(np.abs(x) - 24, 0) / 17) ** 2))
        height = np.exp(-(((y - up) / np.where(y > up, 22, 7.5)) ** 2))
        found = np.zeros_like(flesh.points)
        found[:, 1] = 5.0 * side * height * np.clip((z - 20) / 25, 0, 1)
        return found


def turned(points: Reals, angles: Reals) -> Reals:
    """Give how far points go when each is turned about the jaw's hinge by its angle; down is positive."""
    y, z = points[:, 1] - HINGE_MM[1], points[:, 2] - HINGE_MM[2]
    cos, sin = np.cos(angles), np.sin(angles)
    return np.stack([np.zeros(len(y)), cos * y - sin * z - y, sin * y + cos * z - z], -1)


def jaw_share(made: Grid, relief: Relief) -> Reals:
    """Give how far the jaw takes each point of half a face: all of the chin, part of a corner, nothing above."""
    half, low = relief.shape.mouth.half, relief.shape.lower_face
    x, y, z = np.moveaxis(made.points, -1, 0)
    above = (y - relief.line(x)) / low
    outer = _rise(24 - above, 0, 58)
    lips = np.minimum(np.abs(x) / half, 1) ** 3.4
    below = np.arange(len(x))[:, None] > made.mouth[0] + RIM
    inner = np.where(below, 1 - (1 - outer) * lips**0.8, outer * lips**0.8)
    share = inner * _rise(z, -8, 42) * _rise(-made.rows, -13.0, -11.2)
    for edge, step in ((made.mouth[0], 1), (made.mouth[1], -1)):
        for depth in range(1, RIM + 1):
            share[edge + step * depth] = share[edge]
    return np.asarray(share)


def blink(made: Grid, relief: Relief) -> Reals:
    """Give the offsets of half a face whose eye shuts: its upper lid comes down over the ball to the lower one."""
    eyes = relief.shape.eyes
    x, y = made.points[..., 0], made.points[..., 1]
    # Where the edges came to lie, column by column; beyond the corners they are one.
    upper, lower = (np.broadcast_to(y[edge], y.shape) for edge in made.eye)
    index = np.arange(len(x))[:, None]
    lid = (made.rows > 3.4) & (index <= made.eye[0])
    share = np.where(lid, np.clip(1 - (y - upper) / (eyes.upper + 8), 0, 1) ** 1.5, 0)
    meets = lower + 0.22 * (upper - lower)
    under = (index >= made.eye[1]) & (made.rows < 6.2)
    lift = np.where(under, np.clip(1 - (lower - y) / 9, 0, 1) ** 2 * (meets - lower), 0)
    found = np.zeros_like(made.points)
    found[..., 1] = (lift - share * (upper - meets + OVER * (upper - lower))) * (
        made.points[..., 2] > 25
    )
    over = relief.over_ball(x, y + found[..., 1], made.base)
    near = np.clip(share * 3, 0, 1) + np.clip(lift * 3, 0, 1)
    moved = (over - relief.over_ball(x, y, made.base)) * np.clip(near, 0, 1)
    # The upper lid closes over the lower one's edge.
    found[..., 2] = np.where(lid | under, moved + 0.25 * share**3, 0)
    for edge, step in ((made.eye[0], 1), (made.eye[1], -1)):
        for depth in range(1, RIM + 1):
            found[edge + step * depth] = found[edge]
    return found


def _rise(value: Reals, low: float, high: float) -> Reals:
    part = np.clip((value - low) / (high - low), 0, 1)
    found: Reals = part * part * (3 - 2 * part)
    return found
