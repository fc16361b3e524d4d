"""The last touch: tone, glue, loudness by ITU-R BS.1770, peaks between the samples below a ceiling."""

from typing import Final

import numpy as np
from scipy.ndimage import maximum_filter1d, uniform_filter1d
from scipy.signal import lfilter, resample_poly, sosfilt

from providers.local.engines._composing.waves import RATE_HZ, Samples, single

LOUDNESS_LUFS: Final = -14.0
CEILING_DBTP: Final = -1.6
"""Some room is left for what an encoder adds."""
NEAR_LU: Final = 0.1
TURNS_MAX: Final = 4
CHUNK: Final = 10 * RATE_HZ
FADE_SECONDS: Final = 1.6
SHELF: Final = (
    (1.53512485958697, -2.69169618940638, 1.19839281085285),
    (1.0, -1.69065929318241, 0.73248077421585),
)
PASS: Final = ((1.0, -2.0, 1.0), (1.0, -1.99004745483398, 0.99007225036621))
"""BS.1770's two filters at 48 kHz."""
GATE_LUFS: Final = -70.0
RELATIVE_LU: Final = 10.0


def loudness(sound: Samples) -> float:
    """Measure the integrated loudness in LUFS; −70 for silence."""
    powers = _powers(sound)
    loud = powers[_lufs(powers) > GATE_LUFS]
    if not len(loud):
        return GATE_LUFS
    kept = loud[_lufs(loud) > _lufs(loud.mean()) - RELATIVE_LU]
    return float(_lufs(kept.mean()))


def _powers(sound: Samples) -> np.ndarray:
    """Give the weighted power of blocks of 400 ms, four of which begin in that time."""
    sections = np.array([[*SHELF[0], *SHELF[1]], [*PASS[0], *PASS[1]]])
    step = RATE_HZ // 10
    state = np.zeros((2, 2, 2))
    sums = []
    for start in range(0, sound.shape[1], CHUNK):
        heard, state = sosfilt(sections, sound[:, start : start + CHUNK], axis=1, zi=state)
        usable = heard.shape[1] // step * step
        squares = np.square(heard[:, :usable]).reshape(2, -1, step).sum(axis=2)
        sums.append(squares.sum(axis=0))
    steps = np.concatenate(sums)
    if len(steps) < 4:
        return np.array([steps.sum() / max(sound.shape[1], 1)])
    return np.asarray(np.convolve(steps, np.ones(4), "valid") / (4 * step))


def _lufs(power: np.ndarray) -> np.ndarray:
    return np.asarray(-0.691 + 10 * np.log10(np.maximum(power, 1e-12)))


def peaks(sound: Samples) -> Samples:
    """Give how high each sample's neighbourhood reaches, between the samples too."""
    found = np.empty(sound.shape[1], np.float32)
    edge = 64
    for start in range(0, sound.shape[1], CHUNK):
        low, high = max(start - edge, 0), min(start + CHUNK + edge, sound.shape[1])
        over = np.abs(resample_poly(sound[:, low:high], 4, 1, axis=1)).max(axis=0)
        each = over.reshape(-1, 4).max(axis=1)
        found[start : min(start + CHUNK, sound.shape[1])] = each[start - low :][:CHUNK][
            : min(CHUNK, sound.shape[1] - start)
        ]
    return single(maximum_filter1d(found, 3))


def true_peak(sound: Samples) -> float:
    """Measure the true peak in dBTP."""
    return float(20 * np.log10(max(float(peaks(sound).max(initial=0)), 1e-9)))


def glue(sound: Samples, *, ratio: float = 2.2, over_db: float = 3.0) -> Samples:
    """Find the gain of a slow compressor on the whole: what is louder than usual steps back a little."""
    hop = 240
    count = sound.shape[1] // hop + 1
    padded = np.zeros((2, count * hop), np.float32)
    padded[:, : sound.shape[1]] = sound
    levels = np.sqrt(np.square(padded).mean(axis=0).reshape(count, hop).mean(axis=1)) + 1e-6
    levels = lfilter([0.06], [1, -0.94], levels) + 1e-6
    usual = np.percentile(levels, 85) * 10 ** (-over_db / 20)
    reduce = np.minimum((levels / usual) ** (1 / ratio - 1), 1.0)
    places = np.arange(sound.shape[1]) / hop
    found: Samples = np.interp(places, np.arange(count), reduce).astype(np.float32)
    return found


def limiting(reach: Samples, factor: float) -> Samples:
    """Find the gain that keeps peaks below the ceiling: it looks ahead, and comes back softly."""
    ceiling = 10 ** (CEILING_DBTP / 20)
    needed = np.minimum(ceiling / np.maximum(reach * np.float32(factor), 1e-9), 1.0)
    span = int(0.004 * RATE_HZ) | 1
    held = 1 - maximum_filter1d(1 - needed, 2 * span + 1)
    long = int(0.06 * RATE_HZ) | 1
    slow = 1 - maximum_filter1d(1 - held, long)
    # The slow one comes back late; where it is smoothed over more than it was widened, the quick one holds the peak.
    smooth = np.minimum(uniform_filter1d(slow, long), uniform_filter1d(held, span))
    found: Samples = smooth.astype(np.float32)
    return found


def master(whole: Samples) -> Samples:
    """Give the gain of each sample that makes a mix −14 LUFS with its true peaks below the ceiling."""
    glued = glue(whole)
    mixed = whole * glued
    reach = peaks(mixed)
    measured = loudness(mixed)
    if measured <= GATE_LUFS:
        return glued
    level = 10 ** ((LOUDNESS_LUFS - measured) / 20)
    held = limiting(reach, level)
    for _ in range(TURNS_MAX):
        reached = loudness(mixed * (held * np.float32(level)))
        if abs(reached - LOUDNESS_LUFS) <= NEAR_LU:
            break
        level *= 10 ** ((LOUDNESS_LUFS - reached) / 20)
        held = limiting(reach, level)
    return glued * held * np.float32(level)


def ended(count: int) -> Samples:
    """Give the fade that brings a piece to silence at its end, and lets it begin without a click."""
    shape = np.ones(count, np.float32)
    fade = min(int(FADE_SECONDS * RATE_HZ), count)
    shape[count - fade :] = np.cos(np.linspace(0, np.pi / 2, fade)) ** 2
    rise = min(int(0.004 * RATE_HZ), count)
    shape[:rise] *= np.linspace(0, 1, rise)
    return shape
