"""What can be told from the sound of speech alone: when it is loud, when it hisses, which vowel it may be."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter1d, maximum_filter1d

from providers.local.engines._head.model import Floats

RATE_HZ: Final = 16_000
STEP: Final = 160
STEP_SECONDS: Final = STEP / RATE_HZ
WINDOW: Final = 400
BINS: Final = 512
HISS_HZ: Final = 3_000
FLOOR_DB: Final = 38.0
"""Below its loud moments speech is taken for silence."""
PAUSE_SECONDS: Final = 0.12
OPENS_SECONDS: Final = 0.05
SOUND_MIN: Final = 1e-4


@dataclass(frozen=True, slots=True)
class Heard:
    """A recording every ten milliseconds: loudness 0 to 1, hiss 0 to 1, two formants in hertz, whether it speaks."""

    loud: Floats
    high: Floats
    first_hz: Floats
    second_hz: Floats
    speaks: NDArray[np.bool_]

    def at(self, seconds: float) -> int:
        """Give the step at a time."""
        return int(np.clip(round(seconds / STEP_SECONDS), 0, len(self.loud)))


def heard(samples: Floats) -> Heard:
    """Listen to mono samples at 16 kHz."""
    spectra = _spectra(samples)
    hertz = np.asarray(np.arange(BINS // 2 + 1) * (RATE_HZ / BINS), np.float64)
    power = spectra[:, hertz > 70]
    hertz = hertz[hertz > 70]
    total = power.sum(1) + 1e-12
    decibels = 10 * np.log10(total)
    top = float(np.percentile(decibels, 96)) if len(decibels) else 0.0
    loud = np.clip(1 + (decibels - top) / FLOOR_DB, 0, 1)
    if not len(samples) or float(np.abs(samples).max()) < SOUND_MIN:
        loud = np.zeros_like(loud)
    high = np.clip(power[:, hertz > HISS_HZ].sum(1) / total * 1.6, 0, 1)
    loud, high = (np.asarray(gaussian_filter1d(each, 1.0), np.float32) for each in (loud, high))
    return Heard(
        loud,
        high,
        _centre(power, hertz, 200, 1_000),
        _centre(power, hertz, 900, 3_000),
        _speaks(loud),
    )


def _spectra(samples: Floats) -> NDArray[np.float64]:
    padded = np.concatenate([np.zeros(WINDOW // 2), samples, np.zeros(WINDOW)]).astype(np.float64)
    frames = np.lib.stride_tricks.sliding_window_view(padded, WINDOW)[::STEP]
    frames = frames[: len(samples) // STEP + 1] * np.hanning(WINDOW)
    found: NDArray[np.float64] = np.abs(np.fft.rfft(frames, BINS)) ** 2
    return found


def _centre(power: NDArray[np.float64], hertz: NDArray[np.float64], low: int, high: int) -> Floats:
    """Give where the energy of a band lies: near a formant's place."""
    band = (hertz >= low) & (hertz <= high)
    # Voices fall by some decibels an octave: without that the centre tells nothing of the mouth.
    share = power[:, band] * hertz[band] ** 0.6
    centre = (share @ hertz[band]) / (share.sum(1) + 1e-12)
    return np.asarray(gaussian_filter1d(centre, 2.0), np.float32)


def _speaks(loud: Floats) -> NDArray[np.bool_]:
    """Tell speech from pauses: the closure of a p or a t is none."""
    steps = round(PAUSE_SECONDS / STEP_SECONDS)
    near: NDArray[np.bool_] = maximum_filter1d(loud, steps) > 0.3
    return near
