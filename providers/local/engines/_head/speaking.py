"""How a mouth moves to speech: shapes that run into each other, as curves over the frames of a film."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.ndimage import gaussian_filter1d

from providers.local.engines._head.listening import STEP_SECONDS, Heard
from providers.local.engines._head.model import VISEMES, Floats
from providers.local.engines._head.timing import Timed

LEAD_SECONDS: Final = 0.015
"""Lips move a little before what they say is heard."""
SPREAD_SECONDS: Final = 0.048
"""How far a sound reaches into its neighbours."""
FLAT: Final = 0.30
"""The part of a sound in the middle of which it is all itself."""
SOFT_FAR: Final = 0.62
"""How far the mouth still opens for what is softly spoken."""
CLOSES_SECONDS: Final = 0.045
OPEN: Final[Mapping[str, float]] = {
    "viseme_TH": 0.2, "viseme_DD": 0.2, "viseme_kk": 0.3, "viseme_CH": 0.25, "viseme_SS": 0.12, "viseme_nn": 0.22,
    "viseme_RR": 0.3, "viseme_aa": 1.0, "viseme_E": 0.6, "viseme_I": 0.35, "viseme_O": 0.75, "viseme_U": 0.35,
}  # fmt: skip
"""How far a shape opens the jaw, for heads that have nothing finer."""


@dataclass(frozen=True, slots=True)
class Clock:
    """The frames of a film. A frame shows the middle of its time."""

    frames: int
    fps: int

    @property
    def times(self) -> Floats:
        """Give each frame's time in seconds."""
        return ((np.arange(self.frames) + 0.5) / self.fps).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Speech:
    """How a mouth moves, a weight a shape and frame; how loud it speaks, a frame; when it stresses, in seconds."""

    shapes: Mapping[str, Floats]
    loud: Floats
    stresses: tuple[float, ...]

    @property
    def open(self) -> Floats:
        """Give how far the jaw is open, frame by frame."""
        parts = [weight * OPEN.get(name, 0.0) for name, weight in self.shapes.items()]
        return np.asarray(np.sum(parts, axis=0), np.float32)


def spoken(timeline: Sequence[Timed], heard: Heard, clock: Clock) -> Speech:
    """Blend the shapes of sounds: each rules in its middle and gives way to firmer ones beside it."""
    times = clock.times + LEAD_SECONDS
    order = {name: at for at, name in enumerate(VISEMES)}
    sums = np.zeros((len(VISEMES), clock.frames), np.float32)
    total = np.full(clock.frames, 1e-6, np.float32)
    for each in timeline:
        rule = _rule(each, times)
        total += rule
        sums[order[each.phone.viseme]] += rule * each.phone.far
    loud = _sampled(heard.loud, clock.times)
    force = (SOFT_FAR + (1 - SOFT_FAR) * np.clip((loud - 0.4) / 0.5, 0, 1)) * _gate(heard, times)
    shapes = {
        name: np.asarray(sums[at] / total * force, np.float32)
        for name, at in order.items()
        if name != VISEMES[0]
    }
    stresses = tuple((t.start + t.end) / 2 for t in timeline if t.phone.stressed)
    return Speech(shapes, loud, stresses)


def _rule(each: Timed, times: Floats) -> Floats:
    """Give how much a sound rules at each time."""
    half = min(each.end - each.start, 10.0) / 2
    middle = each.start + half if each.end - each.start < 10.0 else None
    if middle is None:  # the silence that never ends
        off = np.maximum(each.start + 0.03 - times, 0)
    else:
        off = np.maximum(np.abs(times - middle) - half * FLAT, 0)
    reach = SPREAD_SECONDS + 0.25 * min(half * 2, 0.2)
    return np.asarray(each.phone.firm * np.exp(-((off / reach) ** 1.6)), np.float32)


def _gate(heard: Heard, times: Floats) -> Floats:
    """Close the mouth where nothing speaks, whatever the words say."""
    soft = gaussian_filter1d(heard.speaks.astype(np.float32), CLOSES_SECONDS / STEP_SECONDS)
    return _sampled(np.asarray(soft, np.float32), times)


def _sampled(steps: Floats, times: Floats) -> Floats:
    if not len(steps):
        return np.zeros(len(times), np.float32)
    own = np.arange(len(steps)) * STEP_SECONDS
    return np.interp(times, own, steps, right=0.0).astype(np.float32)
