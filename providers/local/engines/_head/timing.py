"""When each sound of a word sounds: its usual length, moved to where the recording fits it best."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from domain.values import Json
from providers.local.engines._head.listening import STEP_SECONDS, Heard
from providers.local.engines._head.model import Floats
from providers.local.engines._head.phones import QUIET, Phone

GAP_SECONDS: Final = 0.08
"""Shorter ones between words belong to what stands beside them."""
STEADY: Final = 0.9
"""How much a usual length counts beside what is heard."""
STEPS_MAX: Final = 150


@dataclass(frozen=True, slots=True)
class Timed:
    """A sound of speech from `start` to `end`, in seconds."""

    phone: Phone
    start: float
    end: float


def timed(words: Sequence[Json], sounds: Callable[[str], list[Phone]], heard: Heard) -> list[Timed]:
    """Give the sounds of words in order, with the silences between them."""
    found: list[Timed] = []
    clock = 0.0
    for word in words:
        start, end = max(float(word["start"]), clock), float(word["end"])
        spoken = sounds(str(word["text"]))
        if end - start < STEP_SECONDS * max(len(spoken), 1) or not spoken:
            continue
        if start - clock > GAP_SECONDS:
            found.append(Timed(QUIET, clock, start))
        found += placed(spoken, start, end, heard)
        clock = end
    return [*found, Timed(QUIET, clock, clock + 3_600)]


def placed(spoken: Sequence[Phone], start: float, end: float, heard: Heard) -> list[Timed]:
    """Lay sounds end to end from `start` to `end`."""
    first, last = heard.at(start), heard.at(end)
    shares = np.array([phone.long for phone in spoken])
    if len(spoken) == 1 or not len(spoken) < last - first <= STEPS_MAX:
        ends = start + np.cumsum(shares) / shares.sum() * (end - start)
        cuts = [start, *ends.tolist()]
    else:
        steps = _best(spoken, first, last, heard)
        cuts = [start, *((first + step) * STEP_SECONDS for step in steps[:-1]), end]
    return [
        Timed(phone, begin, stop)
        for phone, begin, stop in zip(spoken, cuts, cuts[1:], strict=False)
    ]


def _best(spoken: Sequence[Phone], first: int, last: int, heard: Heard) -> list[int]:
    """Find the ends of sounds, in steps, that cost least: unlike what is heard, or unlike their usual length."""
    count = last - first
    loud, high = heard.loud[first:last], heard.high[first:last]
    usual = np.array([phone.long for phone in spoken])
    usual = usual / usual.sum() * count
    costs = np.full((len(spoken) + 1, count + 1), np.inf)
    came = np.zeros((len(spoken) + 1, count + 1), int)
    costs[0, 0] = 0.0
    for number, phone in enumerate(spoken):
        unlike = (loud - phone.loud) ** 2 + 0.7 * (high - phone.high) ** 2
        sums = np.concatenate([[0.0], np.cumsum(unlike)])
        for stop in range(number + 1, count + 1):
            begins = np.arange(number, stop)
            length = np.log((stop - begins) / usual[number])
            cost = costs[number, begins] + sums[stop] - sums[begins] + STEADY * length**2
            best = int(np.argmin(cost))
            costs[number + 1, stop], came[number + 1, stop] = cost[best], begins[best]
    return _traced(came, count)


def _traced(came: Floats, count: int) -> list[int]:
    ends, stop = [count], count
    for number in range(len(came) - 1, 1, -1):
        stop = int(came[number, stop])
        ends.append(stop)
    return ends[::-1]
