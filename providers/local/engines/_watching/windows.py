"""Which stretches of a film are its best: every window scored, the best ones that do not overlap, and why they are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from providers.local.engines._watching.frames import Signal
from providers.local.engines._watching.signals import BIN_SECONDS, Signals

WEIGHTS: Final = {
    "loudness": 1.0,
    "peaks": 0.5,
    "speech": 0.9,
    "motion": 0.6,
    "cuts": 0.25,
    "faces": 0.5,
    "silence": -2.0,
    "dark": -2.5,
}
SAID: Final = {
    "loudness": "louder than the rest",
    "peaks": "loud moments stand out",
    "speech": "more is said than elsewhere",
    "motion": "more movement than elsewhere",
    "cuts": "many scene changes",
    "faces": "faces are close",
    "silence": "hardly a pause",
    "dark": "nothing dark or empty",
}
TOLD_FROM: Final = 0.18
"""What adds less than this to a window's score is no reason."""
TOLD_MAX: Final = 4
SPREAD_MIN: Final = {
    "loudness": 1.5,
    "peaks": 1.5,
    "motion": 0.6,
    "cuts": 0.15,
    "faces": 0.08,
    "speech": 0.08,
}
"""Signals that vary less than this over a film say nothing about its parts."""


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of a film, from and to in seconds, how good it is from 0 to 1, and why."""

    start: float
    end: float
    score: float
    why: tuple[str, ...]


def best(found: Signals, *, seconds: float, whole_seconds: float, count: int) -> list[Window]:
    """Choose up to `count` windows of a length, best first, none of which overlaps another."""
    length = max(1, min(found.count, int(seconds / BIN_SECONDS)))
    parts = {name: WEIGHTS[name] * part for name, part in _parts(found, length)}
    total = np.sum(list(parts.values()), axis=0)
    spread = float(total.std()) or 1.0
    chosen: list[Window] = []
    for at in sorted(_places(total, length, count), key=lambda place: -total[place]):
        start = at * BIN_SECONDS
        score = 1 / (1 + float(np.exp(-(total[at] - total.mean()) / spread)))
        why = _why({name: float(part[at] - part.mean()) for name, part in parts.items()})
        chosen.append(Window(start, min(start + seconds, whole_seconds), score, why))
    return chosen


def _places(total: Signal, length: int, count: int) -> list[int]:
    """Choose places `length` apart: the best one first, as long as that leaves room for the others."""
    chosen: list[int] = []
    free = np.ones(len(total), dtype=bool)
    while len(chosen) < count and free.any():
        at = int(np.argmax(np.where(free, total, -np.inf)))
        chosen.append(at)
        free[max(0, at - length + 1) : at + length] = False
    room = min(count, (len(total) - 1) // length + 1)
    return chosen if len(chosen) == room else _apart(total, length, room)


def _apart(total: Signal, length: int, count: int) -> list[int]:
    """Choose so many places, `length` apart, whose sum is the highest there is."""
    places, number = len(total), count
    sums = np.full((number + 1, places + length), -np.inf)
    sums[0] = 0.0
    for left in range(1, number + 1):
        for at in range(places - 1, -1, -1):
            taken = total[at] + sums[left - 1, at + length]
            sums[left, at] = max(sums[left, at + 1], taken)
    chosen, at = [], 0
    while number:
        if sums[number, at] > sums[number, at + 1]:
            chosen.append(at)
            number -= 1
            at += length
        else:
            at += 1
    return chosen


def _parts(found: Signals, length: int) -> Iterator[tuple[str, Signal]]:
    """Give each signal's mean over every window, in spreads of that signal over the film."""
    if found.sounds:
        yield "loudness", _mean(_even("loudness", found.loudness), length)
        yield "peaks", _high(_even("peaks", found.loudness), length)
        yield "silence", _mean(found.silence, length)
    if found.speech.any():
        yield "speech", _mean(_even("speech", found.speech), length)
    yield "motion", _mean(_even("motion", found.motion), length)
    yield "cuts", _mean(_even("cuts", found.cuts), length)
    yield "faces", _mean(_even("faces", found.faces), length)
    yield "dark", _mean(found.dark, length)


def _even(name: str, signal: Signal) -> Signal:
    """Bring a signal to its middle and spread; no value is further than three spreads away."""
    middle = np.median(signal)
    spread = max(float(np.percentile(np.abs(signal - middle), 80)), SPREAD_MIN[name])
    return np.asarray(np.clip((signal - middle) / spread, -3, 3), np.float32)


def _mean(signal: Signal, length: int) -> Signal:
    total = np.concatenate([[0.0], np.cumsum(signal, dtype=np.float64)])
    return np.asarray((total[length:] - total[:-length]) / length, np.float32)


def _high(signal: Signal, length: int) -> Signal:
    views = np.lib.stride_tricks.sliding_window_view(signal, length)
    return np.asarray(np.percentile(views, 90, axis=1), np.float32)


def _why(gains: dict[str, float]) -> tuple[str, ...]:
    ranked: Sequence[tuple[str, float]] = sorted(gains.items(), key=lambda item: -item[1])
    told = [SAID[name] for name, gain in ranked if gain >= TOLD_FROM][:TOLD_MAX]
    return tuple(told) or ("no part of it stands out",)
