"""What every sound is made of: noise, filters, envelopes, and strokes placed in time. Mono, 48 kHz, within ±1."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray
from scipy.signal import butter, sosfilt

RATE_HZ: Final = 48_000

Samples = NDArray[np.float64]
Band = Literal["lowpass", "highpass", "bandpass"]


@dataclass(frozen=True, slots=True)
class Scene:
    """How a sound is to be: its length, how much of it there is (0–1, 0.5 is usual), how fast (1 is usual)."""

    rng: np.random.Generator
    seconds: float
    force: float = 0.5
    pace: float = 1.0

    @property
    def count(self) -> int:
        """Give the length in samples."""
        return round(self.seconds * RATE_HZ)


Sound = Callable[[Scene], Samples]


def clock(seconds: float) -> Samples:
    """Give the time of each sample."""
    return np.arange(round(seconds * RATE_HZ)) / RATE_HZ


def noise(scene: Scene, count: int | None = None) -> Samples:
    """Give white noise."""
    made: Samples = scene.rng.standard_normal(scene.count if count is None else count)
    return made


def band(samples: Samples, kind: Band, *hertz: float, order: int = 2) -> Samples:
    """Keep a band of frequencies."""
    edges = [min(max(one, 5.0), RATE_HZ / 2 - 100) for one in hertz]
    wanted = edges if kind == "bandpass" else edges[0]
    made: Samples = sosfilt(butter(order, wanted, kind, fs=RATE_HZ, output="sos"), samples)
    return made


def drift(scene: Scene, hertz: float, low: float, high: float) -> Samples:
    """Give a slow random course between two values, changing about so many times a second."""
    points = max(4, round(scene.seconds * hertz) + 3)
    course = scene.rng.random(points)
    places = np.linspace(0, points - 1, scene.count)
    left = np.minimum(places.astype(int), points - 2)
    share = places - left
    smooth = share * share * (3 - 2 * share)
    made: Samples = low + (high - low) * (course[left] * (1 - smooth) + course[left + 1] * smooth)
    return made


def decay(seconds: float, half_seconds: float, *, attack_seconds: float = 0.002) -> Samples:
    """Give an envelope that rises at once and loses half of itself again and again."""
    t = clock(seconds)
    rise = np.minimum(t / attack_seconds, 1.0)
    return rise * np.exp2(-t / half_seconds)


def tone(hertz: float | Samples, seconds: float) -> Samples:
    """Give a sine; its frequency may change with each sample."""
    course = np.broadcast_to(np.asarray(hertz, float), (round(seconds * RATE_HZ),))
    return np.sin(2 * np.pi * np.cumsum(course) / RATE_HZ)


def ringing(partials: tuple[tuple[float, float, float], ...], seconds: float) -> Samples:
    """Sum what rings: frequency, loudness and the seconds in which it halves."""
    rings = [loud * tone(hertz, seconds) * decay(seconds, half) for hertz, loud, half in partials]
    made: Samples = np.sum(rings, axis=0)
    return made


def strewn(scene: Scene, stroke: Callable[[int], Samples], times: Samples) -> Samples:
    """Place strokes at times, in seconds; what would sound past the end is cut."""
    whole = np.zeros(scene.count)
    for number, at in enumerate(times):
        start = round(float(at) * RATE_HZ)
        if start < 0 or start >= scene.count:
            continue
        made = stroke(number)[: scene.count - start]
        whole[start : start + len(made)] += made
    return whole


def chance_times(scene: Scene, a_second: float) -> Samples:
    """Give moments that come by chance, so many a second."""
    count = scene.rng.poisson(max(a_second * scene.seconds, 0.0))
    return np.sort(scene.rng.random(count) * scene.seconds)


def beat_times(scene: Scene, spacing_seconds: float, *, looseness: float = 0.04) -> Samples:
    """Give moments that come evenly, but for a human's looseness."""
    spacing = spacing_seconds / scene.pace
    times = np.arange(min(0.08, scene.seconds / 4), scene.seconds, spacing)
    return times + scene.rng.normal(0, looseness * spacing, len(times))


def levelled(samples: Samples, peak: float = 1.0) -> Samples:
    """Bring the highest peak to a value; silence stays silence."""
    top = float(np.max(np.abs(samples), initial=0.0))
    return samples * (peak / top) if top > 0 else samples
