"""Glasses: two rims, a bridge, and arms to the ears. Millimetres."""

from typing import Final

import numpy as np

from providers.local.engines._head.atlas import FRAME, Colour
from providers.local.engines._head.forms import Form, joined, net
from providers.local.engines._head.reals import Reals
from providers.local.engines._head.relief import Relief
from providers.local.engines._head.traits import Traits

COLOUR: Final[Colour] = (34, 28, 28)
AROUND: Final = 8
ALONG: Final = 48


def glasses(relief: Relief, traits: Traits) -> list[Form]:
    """Make somebody's glasses; nothing for who wears none."""
    if traits.glasses == "none":
        return []
    eyes = relief.shape.eyes
    wide = max(0.62 * (eyes.outer - eyes.inner) + 4.0, 20.0)
    tall = max(eyes.upper + eyes.lower + 6.0, wide * (0.92 if traits.glasses == "round" else 0.74))
    apart = max(eyes.apart, wide + 6.0)
    ahead = eyes.front + 9.5
    round_ = 2.0 if traits.glasses == "round" else 3.6
    forms = []
    for side in (1, -1):
        turn = np.linspace(0, 2 * np.pi, ALONG + 1)
        bent = np.abs(np.cos(turn)) ** (2 / round_) * np.sign(np.cos(turn))
        rise = np.abs(np.sin(turn)) ** (2 / round_) * np.sign(np.sin(turn))
        x, y = apart + wide * bent, eyes.height - 0.8 + tall * rise
        ring = np.stack([side * x, y, ahead - 0.0030 * x**2], -1)
        forms.append(_tube(ring, 1.25))
        forms.append(_tube(_arm(side, apart + wide, eyes.height + 3.0, ahead), 1.1))
    inner = apart - wide
    at = np.linspace(-1, 1, 13)
    bridge = np.stack(
        [at * (inner + 0.8), eyes.height + 3.4 + 2.6 * (1 - at**2), ahead + 0.6 * (1 - at**2)], -1
    )
    forms.append(_tube(bridge, 1.2))
    return [joined("frame", forms)]


def _arm(side: int, out: float, height: float, ahead: float) -> Reals:
    """Give the line from a rim's outer end past the temple to behind the ear."""
    start = np.array((out, height, ahead - 0.0030 * out**2))
    through = np.array(
        [
            start,
            (74.0, height + 1, start[2] - 16),
            (80.5, height + 2, 0.0),
            (80.0, height - 1, -22.0),
            (76.0, height - 18, -34.0),
        ]
    )
    at = np.linspace(0, len(through) - 1, 30)
    line = np.stack([np.interp(at, range(len(through)), axis) for axis in through.T], -1)
    return line * (side, 1, 1)


def _tube(line: Reals, radius: float) -> Form:
    """Make a round tube along a line."""
    along = np.gradient(line, axis=0)
    along /= np.maximum(np.linalg.norm(along, axis=1, keepdims=True), 1e-9)
    aside = np.cross(along, np.where(np.abs(along[:, 1:2]) < 0.9, (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)))
    aside /= np.linalg.norm(aside, axis=1, keepdims=True)
    other = np.cross(along, aside)
    turn = np.linspace(0, 2 * np.pi, AROUND + 1)[None, :, None]
    points = line[:, None] + radius * (
        np.cos(turn) * aside[:, None] + np.sin(turn) * other[:, None]
    )
    half = np.full(points.shape[0] * points.shape[1], 0.5, np.float32)
    return Form(
        "frame", points.reshape(-1, 3), FRAME.uvs(half, half), net(len(line), AROUND + 1, flip=True)
    )
