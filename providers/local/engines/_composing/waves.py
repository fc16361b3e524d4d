"""What instruments are made of: single cycles without aliasing, envelopes, noise, plucked strings. 48 kHz."""

from collections.abc import Callable
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.signal import butter, sosfilt

RATE_HZ: Final = 48_000
TABLE: Final = 4_096
HARMONICS_MAX: Final = 200
TOP_HZ: Final = 16_000.0
"""Nothing is made above: mp3 does not carry it, and folding back begins at 24 kHz."""

Samples = NDArray[np.float32]
Series = Callable[[NDArray[np.float64]], NDArray[np.float64]]
"""How loud each harmonic is, by its number."""


def saw(number: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give a saw's harmonics."""
    return 1 / number


def square(number: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give a square's harmonics."""
    return (number % 2) / number


def reed(number: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give the harmonics of a wooden pipe."""
    return np.where(number % 2 == 1, 1 / number**1.4, 0.25 / number**1.4)


def hollow(number: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give the harmonics of a soft triangle."""
    return (number % 2) / number**2 + 0.08 / number**2


def drawbars(number: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give an organ's harmonics."""
    levels = {1: 1.0, 2: 0.8, 3: 0.6, 4: 0.35, 6: 0.25, 8: 0.2}
    return np.array([levels.get(int(one), 0.0) for one in number])


@lru_cache(maxsize=4_096)
def cycle(series: Series, hertz: float, cutoff_hz: float, steep: float = 2.0) -> Samples:
    """Build one cycle of a tone whose harmonics fall off above a cutoff and end below the top."""
    count = int(min(max(TOP_HZ / hertz, 1), HARMONICS_MAX))
    number = np.arange(1, count + 1, dtype=float)
    levels = series(number) / np.sqrt(1 + (number * hertz / cutoff_hz) ** (2 * steep))
    spectrum = np.zeros(TABLE // 2 + 1, complex)
    spectrum[1 : count + 1] = -0.5j * levels * TABLE
    table = np.fft.irfft(spectrum, TABLE)
    return np.append(table, table[0]).astype(np.float32)


def played(table: Samples, hertz: float | Samples, count: int, start: float = 0.0) -> Samples:
    """Run through a cycle at a frequency, which may change with each sample; `start` is a phase 0–1."""
    turns = (
        np.cumsum(hertz.astype(np.float64) / RATE_HZ)[:count]
        if isinstance(hertz, np.ndarray)
        else np.arange(count) * (hertz / RATE_HZ)
    )
    place = ((turns + start) % 1.0) * TABLE
    left = place.astype(np.int32)
    share = (place - left).astype(np.float32)
    found: Samples = table[left] * (1 - share) + table[left + 1] * share
    return found


def single(sound: object) -> Samples:
    """Give samples of single precision."""
    return np.asarray(sound, dtype=np.float32)


def swell(seconds: float, *, attack: float, release: float, sustain: float = 1.0) -> Samples:
    """Rise, stay for `seconds`, and die away: the release comes on top."""
    held, rise, fall = (max(round(one * RATE_HZ), 1) for one in (seconds, attack, release))
    rise = min(rise, held)
    shape = np.empty(held + fall, np.float32)
    shape[:rise] = np.sin(np.linspace(0, np.pi / 2, rise)) ** 2
    shape[rise:held] = sustain + (1 - sustain) * np.exp(-np.arange(held - rise) / (0.4 * RATE_HZ))
    end = np.linspace(1, 0, fall)
    shape[held:] = shape[held - 1] * end * end
    return shape


def fading(seconds: float, half_seconds: float, *, attack: float = 0.002) -> Samples:
    """Rise at once and lose half of itself again and again; ends in silence."""
    time = np.arange(max(round(seconds * RATE_HZ), 8)) / RATE_HZ
    shape = np.minimum(time / attack, 1) * np.exp2(-time / half_seconds)
    return eased(shape.astype(np.float32))


def eased(sound: Samples, seconds: float = 0.02) -> Samples:
    """Take the click from a sound's end."""
    count = min(round(seconds * RATE_HZ), sound.shape[-1])
    sound = sound.copy()
    sound[..., sound.shape[-1] - count :] *= np.linspace(1, 0, count, dtype=np.float32)
    return sound


def filtered(sound: Samples, kind: str, *hertz: float, order: int = 2) -> Samples:
    """Keep a band of frequencies."""
    edges = [min(max(one, 10.0), RATE_HZ / 2 - 500) for one in hertz]
    sections = butter(
        order, edges if len(edges) > 1 else edges[0], kind, fs=RATE_HZ, output="sos"
    ).astype(np.float32)
    found: Samples = sosfilt(sections, sound, axis=-1).astype(np.float32)
    return found


def noise(rng: np.random.Generator, seconds: float) -> Samples:
    """Give white noise."""
    return rng.standard_normal(max(round(seconds * RATE_HZ), 8)).astype(np.float32)


def sines(
    partials: list[tuple[float, float, float]], seconds: float, *, attack: float = 0.001
) -> Samples:
    """Sum what rings: hertz, loudness and the seconds in which it halves."""
    time = np.arange(max(round(seconds * RATE_HZ), 8), dtype=np.float32) / np.float32(RATE_HZ)
    whole = np.zeros(len(time), np.float32)
    for hertz, loud, half in partials:
        if hertz > TOP_HZ or loud <= 0:
            continue
        count = min(len(time), int(half * 11 * RATE_HZ) + 8)
        part = time[:count]
        whole[:count] += (
            np.float32(loud)
            * np.sin(np.float32(2 * np.pi * hertz) * part)
            * np.exp2(part * np.float32(-1 / half))
        )
    whole *= np.minimum(time / np.float32(attack), 1)
    return eased(whole)


def string(
    rng: np.random.Generator, hertz: float, seconds: float, *, bright: float, half_seconds: float
) -> Samples:
    """Pluck a string (Karplus and Strong): a burst that goes round and loses its highs. `bright` 0–1."""
    period = max(int(RATE_HZ / hertz), 4)
    burst = rng.uniform(-1, 1, period).astype(np.float32)
    burst -= burst.mean()
    share = 0.25 + 0.7 * bright
    for place in range(1, period):  # a soft finger or a hard pick
        burst[place] = share * burst[place] + (1 - share) * burst[place - 1]
    rounds = int(seconds * RATE_HZ / period) + 2
    whole = np.empty((rounds, period), np.float32)
    kept = np.float32(0.5 ** (period / RATE_HZ / half_seconds))
    blend = np.float32(0.5 + 0.45 * bright)
    for turn in range(rounds):
        whole[turn] = burst
        burst = kept * (blend * burst + (1 - blend) * np.roll(burst, 1))
    count = round(seconds * RATE_HZ)
    # A period is a whole number of samples and the averaging delays it: played back faster, it is in tune.
    pace = hertz * (period + 1 - float(blend)) / RATE_HZ
    places = np.arange(count) * pace
    flat = whole.ravel()
    places = places[places < len(flat) - 1]
    return eased(np.interp(places, np.arange(len(flat)), flat).astype(np.float32))
