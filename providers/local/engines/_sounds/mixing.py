"""Layers made one: near or far, in a room or none, and below the peak that players can take."""

from typing import Final

import numpy as np
from scipy.signal import resample_poly

from providers.local.engines._sounds.scene import RATE_HZ, Floats, band

PEAK_DBTP: Final = -2.0
"""A decibel below what is promised: encoders add to peaks."""
RELATIVE: Final = (1.0, 0.75, 0.6, 0.5)
FADE_IN: Final = 96
FADE_OUT: Final = 2_400
FAR_LOW_PASS_HZ: Final = 900.0


def together(layers: list[Floats]) -> Floats:
    """Add layers, the foremost loudest, whatever each came out at."""
    found = np.zeros_like(layers[0])
    for gain, layer in zip(RELATIVE, layers, strict=False):
        found += gain * layer / (np.quantile(np.abs(layer), 0.999) + 1e-9)
    return found


def away(sound: Floats, distance: float) -> Floats:
    """Take off the brightness that air takes, for a share of 0 to 1."""
    dull = np.stack([band(side, 0, FAR_LOW_PASS_HZ) for side in sound.T], axis=1)
    mixed: Floats = (1 - distance) * sound + distance * dull
    return mixed


def in_space(sound: Floats, seconds: float, chance: np.random.Generator, *, loop: bool) -> Floats:
    """Let a room of so many seconds answer; in a loop its tail goes on from the end into the beginning."""
    length = round(seconds * RATE_HZ)
    fall = np.exp(-6.9 * np.arange(length) / length)[:, None]
    answer = chance.normal(0, 1, (length, 2)) * fall
    answer = np.stack([band(side, 120, 5_500) for side in answer.T], axis=1)
    answer /= np.sqrt((answer**2).sum(axis=0))
    if loop:
        folded = np.zeros((-(-length // len(sound)) * len(sound), 2))
        folded[:length] = answer
        answer, size = folded.reshape(-1, len(sound), 2).sum(axis=0), len(sound)
    else:
        size = len(sound) + length
    wet = np.fft.irfft(np.fft.rfft(sound, size, axis=0) * np.fft.rfft(answer, size, axis=0), size, axis=0)
    return np.asarray(sound + 0.5 * wet[: len(sound)])


def finished(sound: Floats, *, loop: bool) -> Floats:
    """Take off the offset, close the ends unless they meet, and set the true peak."""
    found = sound - sound.mean(axis=0)
    if not loop:
        found[:FADE_IN] *= np.linspace(0, 1, FADE_IN)[:, None]
        tail = min(FADE_OUT, len(found))
        found[-tail:] *= np.linspace(1, 0, tail)[:, None]
    scaled: Floats = found * 10 ** (PEAK_DBTP / 20) / max(true_peak(found, loop=loop), 1e-9)
    return scaled


def true_peak(sound: Floats, *, loop: bool = False) -> float:
    """Give the peak between samples as well, as ITU-R BS.1770 finds it: at four times the rate."""
    around = np.concatenate([sound[-64:], sound, sound[:64]]) if loop else sound
    return float(np.abs(resample_poly(around, 4, 1, axis=0)).max(initial=0))
