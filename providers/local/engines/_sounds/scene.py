"""The stretch of time that a sound fills, and the parts it is made of. Whatever loops runs in a circle from the start."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.signal import lfilter

Floats = NDArray[np.float64]

RATE_HZ: Final = 48_000


@dataclass(frozen=True, slots=True)
class Scene:
    """`intensity` 0–1: how much of it; `pace`: how fast against the usual."""

    length: int
    loop: bool
    chance: np.random.Generator
    intensity: float = 0.6
    pace: float = 1.0
    words: frozenset[str] = field(default_factory=frozenset)

    @property
    def seconds(self) -> float:
        """Give its length."""
        return self.length / RATE_HZ

    def silence(self) -> Floats:
        """Begin with nothing, in stereo."""
        return np.zeros((self.length, 2))

    def says(self, *words: str) -> bool:
        """Tell whether one of these words was in the prompt."""
        return bool(self.words & set(words))

    def noise(self, points: Sequence[tuple[float, float]], *, wide: float = 1.0) -> Floats:
        """Make noise with a spectrum through points of (Hz, dB), in a circle; `wide` 0–1: how unlike left and right are."""
        hz = np.fft.rfftfreq(self.length, 1 / RATE_HZ)
        at, levels = zip(*points, strict=True)
        shape = 10 ** (np.interp(np.log10(hz + 1), np.log10(np.array(at) + 1), levels) / 20)
        shape[0] = 0
        both, left, right = (self._shaped(shape) for _ in range(3))
        share = np.sqrt(1 - wide)
        sides = [share * both + np.sqrt(wide) * side for side in (left, right)]
        return np.stack(sides, axis=1)

    def _shaped(self, shape: Floats) -> Floats:
        phases = np.exp(2j * np.pi * self.chance.random(len(shape)))
        made = np.fft.irfft(shape * phases, self.length)
        return np.asarray(made / (np.sqrt(np.mean(made**2)) + 1e-12))

    def drift(self, hz: float) -> Floats:
        """Make a slow random curve with a mean of 0 and a deviation of 1, in a circle, that changes some `hz` a second."""
        count = max(round(hz * self.seconds), 1)
        found = np.zeros(self.length)
        turn = 2 * np.pi * np.arange(self.length) / self.length
        for number in range(1, count + 1):
            found += self.chance.normal() * np.cos(number * turn + 2 * np.pi * self.chance.random())
        return found / (found.std() + 1e-12)

    def times(self, rate_hz: float, *, jitter: float = 1.0) -> list[int]:
        """Place events: evenly at jitter 0, by chance at 1. At least one."""
        count = max(round(rate_hz * self.seconds), 1)
        if jitter >= 1:
            return sorted(int(at) for at in self.chance.integers(0, self.length, count))
        step = self.length / count
        first = 0.0 if self.loop else min(0.08 * RATE_HZ, step * 0.2)
        moved = self.chance.normal(0, jitter * step, count)
        return [max(int(first + n * step + moved[n]), 0) for n in range(count)]

    def put(self, target: Floats, clip: Floats, at: int, *, pan: float = 0.0, gain: float = 1.0) -> None:
        """Add a mono clip at a place, around the end where the scene loops. `pan` −1 left to 1 right."""
        angle = (pan + 1) * np.pi / 4
        sides = np.array([np.cos(angle), np.sin(angle)]) * gain * np.sqrt(2)
        start = at % self.length if self.loop else at
        if start < 0:  # it began before we listen
            clip, start = clip[-start:], 0
        while len(clip) and start < self.length:
            piece = clip[: self.length - start]
            target[start : start + len(piece)] += piece[:, None] * sides
            clip, start = clip[len(piece) :], 0
            if not self.loop:
                return

    def cycles(self, hz: Floats) -> Floats:
        """Give the phase of an oscillator that follows a curve of Hz; a whole number of turns where the scene loops."""
        turns = np.cumsum(hz) / RATE_HZ
        if self.loop:
            turns *= max(round(turns[-1]), 1) / turns[-1]
        return 2 * np.pi * turns


def curve(seconds: float) -> Floats:
    """Give the times of a clip's samples, in seconds."""
    return np.arange(max(round(seconds * RATE_HZ), 1)) / RATE_HZ


def ring(
    partials: Sequence[tuple[float, float, float]], seconds: float, *, attack: float = 0.001
) -> Floats:
    """Let something ring: partials of (Hz, gain, seconds to fall by 60 dB)."""
    at = curve(seconds)
    found = np.zeros(len(at))
    for hz, gain, fall in partials:
        if hz < RATE_HZ / 2.2:
            found += gain * np.sin(2 * np.pi * hz * at) * np.exp(-6.9 * at / fall)
    return found * np.minimum(at / attack, 1) * _end(len(at))


def burst(scene: Scene, seconds: float, *, low: float, high: float, fall: float) -> Floats:
    """Make a burst of noise between two frequencies that falls by 60 dB in `fall` seconds."""
    at = curve(seconds)
    found = band(scene.chance.normal(0, 1, len(at)), low, high)
    return found * np.exp(-6.9 * at / fall) * np.minimum(at / 0.001, 1) * _end(len(at))


def band(sound: Floats, low: float, high: float) -> Floats:
    """Keep what is between two frequencies, softly."""
    kept = sound
    for hz, keeps_low in ((high, True), (low, False)):
        if 20 < hz < RATE_HZ / 2.2:
            pole = float(np.exp(-2 * np.pi * hz / RATE_HZ))
            for _ in range(2):
                smooth = np.asarray(lfilter([1 - pole], [1, -pole], kept))
                kept = smooth if keeps_low else kept - smooth
    return kept


def glide(start_hz: float, end_hz: float, seconds: float, *, bend: float = 1.0) -> Floats:
    """Make a tone that glides from one pitch to another; `bend` above 1: late."""
    at = curve(seconds)
    hz = start_hz * (end_hz / start_hz) ** ((at / seconds) ** bend)
    return np.asarray(np.sin(2 * np.pi * np.cumsum(hz) / RATE_HZ))


def swell(length: int, *, rise: float, fall: float) -> Floats:
    """Give an envelope that rises and falls in shares of its length."""
    at = np.arange(length) / max(length - 1, 1)
    up, down = np.clip(at / max(rise, 1e-6), 0, 1), np.clip((1 - at) / max(fall, 1e-6), 0, 1)
    return np.asarray(np.sin(np.pi / 2 * up) ** 2 * np.sin(np.pi / 2 * down) ** 2)


def _end(length: int) -> Floats:
    """Close a clip without a click."""
    tail = min(length, 240)
    found = np.ones(length)
    found[length - tail :] = np.linspace(1, 0, tail)
    return found
