"""Hearing music: its beat and where it falls, its key, how loud and how bright it is. Own onset and chroma code."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from scipy.ndimage import uniform_filter1d
from scipy.signal import resample_poly

from domain.music import MusicalKey
from providers.local.engines._composing.mastering import loudness
from providers.local.engines._composing.waves import RATE_HZ, Samples

RATE: Final = RATE_HZ // 2
HOP: Final = 240
FRAME: Final = 1_024
FRAMES_A_SECOND: Final = RATE / HOP
LOW_HZ: Final = (30, 90, 180)
BANDS_HZ: Final = (30, 120, 250, 500, 1_000, 2_000, 4_000, 8_000, 11_900)
LOW_BPM, HIGH_BPM = 55.0, 170.0
USUAL_BPM: Final = 102.0
OCTAVES: Final = 0.9
LAST_SECONDS: Final = 16.0
"""How far from the usual speed, in doublings, it is as often met."""
OVERTONES: Final = ((3, 0.5), (5, 0.4), (6, 0.4), (7, 0.3))
MAJOR: Final = (5, 0.5, 3.6, 0.5, 4.4, 4, 0.5, 4.6, 0.5, 3.7, 0.5, 3.3)
MINOR: Final = (5, 0.5, 3.5, 4.4, 0.5, 4, 0.5, 4.6, 3.4, 0.9, 3.2, 0.9)
"""How well each tone fits a key: those of the scale, the tonic's triad most."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What is heard.

    `beat_seconds` and `bar_seconds`: when a beat falls and when a bar begins, from the beginning; `steady` and `clear`,
    0–1: how sure the beat and the key are.
    """

    bpm: float
    beat_seconds: float
    bar_seconds: float
    steady: float
    key: MusicalKey
    clear: float
    lufs: float
    bright_hz: float


def listen(sound: Samples) -> Heard:
    """Hear a stereo sound of 48 kHz."""
    mono = resample_poly(sound.mean(axis=0), 1, 2).astype(np.float32)
    power = _power(mono)
    flux = onsets(power)
    bpm, steady = speed(flux)
    # A beat that is a hair too slow is far off after a minute: where it falls is heard at the end.
    last = max(len(flux) - int(LAST_SECONDS * FRAMES_A_SECOND), 0)
    beat = last / FRAMES_A_SECOND + phase(flux[last:], bpm)
    low = onsets(power, LOW_HZ)
    tones = chroma(mono)
    key, clear = key_of(tones)
    hertz = np.fft.rfftfreq(FRAME, 1 / RATE)
    spectrum = power.mean(axis=0)
    return Heard(
        bpm=bpm,
        beat_seconds=beat,
        bar_seconds=bar(flux, low, bpm, beat),
        steady=steady,
        key=key,
        clear=clear,
        lufs=loudness(sound),
        bright_hz=float((spectrum * hertz).sum() / max(float(spectrum.sum()), 1e-9)),
    )


def _power(mono: Samples) -> Samples:
    padded = np.pad(mono, (FRAME // 2, FRAME))
    frames = np.lib.stride_tricks.sliding_window_view(padded, FRAME)[::HOP]
    taper = np.hanning(FRAME).astype(np.float32)
    found: Samples = np.square(np.abs(np.fft.rfft(frames * taper, axis=1))).astype(np.float32)
    return found


def onsets(power: Samples, bands_hz: tuple[int, ...] = BANDS_HZ) -> Samples:
    """Give how much begins at each moment: the rise of each band's level, the bass counted double."""
    hertz = np.fft.rfftfreq(FRAME, 1 / RATE)
    whole = np.zeros(len(power), np.float32)
    for number, (low, high) in enumerate(pairwise(bands_hz)):
        band = power[:, (hertz >= low) & (hertz < high)].sum(axis=1)
        level = np.log10(band + band.max(initial=0) * 1e-4 + 1e-9)
        rise = np.maximum(level - np.roll(level, 3), 0)
        rise[:3] = 0
        whole += rise * (2.0 if number < 2 else 1.0)
    whole -= uniform_filter1d(whole, int(FRAMES_A_SECOND))
    return np.maximum(whole, 0)


def speed(flux: Samples) -> tuple[float, float]:
    """Find the beats a minute by autocorrelation: a beat comes again after one, two, three and four of itself."""
    centred = flux - flux.mean()
    size = 2 ** int(np.ceil(np.log2(2 * len(centred))))
    spectrum = np.fft.rfft(centred, size)
    same = np.fft.irfft(spectrum * np.conj(spectrum), size)[: len(centred)]
    same /= np.maximum(np.arange(len(same), 0, -1), len(same) // 8)
    same /= max(float(same[0]), 1e-9)
    candidates = np.arange(LOW_BPM, HIGH_BPM, 0.25)
    scores = np.array([_comb(same, 60 * FRAMES_A_SECOND / bpm) for bpm in candidates])
    found = float(candidates[int(np.argmax(scores * _usual(candidates, 2.0)))])
    # Twice and half the beat are beats as well: which of them is meant, custom says.
    alike = np.array([one for one in (found / 2, found, found * 2) if LOW_BPM <= one < HIGH_BPM])
    best = [float(scores[np.abs(candidates - one) < 1.5].max()) for one in alike]
    chosen = int(np.argmax(best * _usual(alike, OCTAVES)))
    return _refined(same, float(alike[chosen])), float(np.clip(best[chosen], 0, 1))


def _usual(bpm: np.ndarray, octaves: float) -> np.ndarray:
    return np.asarray(np.exp(-0.5 * (np.log2(bpm / USUAL_BPM) / octaves) ** 2))


def _comb(same: np.ndarray, lag: float) -> float:
    weights = (0.7, 1.0, 0.5, 0.9)
    places = [lag * number for number in range(1, 5)]
    known = [(w, p) for w, p in zip(weights, places, strict=True) if p < len(same) - 2]
    if not known:
        return 0.0
    values = [w * float(np.interp(p, np.arange(len(same)), same)) for w, p in known]
    return sum(values) / sum(w for w, _ in known)


def _refined(same: np.ndarray, bpm: float) -> float:
    """Measure more exactly on beats that lie far apart."""
    lag = 60 * FRAMES_A_SECOND / bpm
    for times in (2, 4, 8, 16):
        place = lag * times
        reach = max(int(lag / 6), 2)
        low, high = int(place) - reach, int(place) + reach + 1
        if low < 2 or high >= len(same) * 0.8:
            break
        at = low + int(np.argmax(same[low:high]))
        before, here, after = same[at - 1 : at + 2]
        curve = before - 2 * here + after
        shift = 0.5 * (before - after) / curve if curve < 0 else 0.0
        lag = (at + float(np.clip(shift, -0.5, 0.5))) / times
    return 60 * FRAMES_A_SECOND / lag


def phase(flux: Samples, bpm: float) -> float:
    """Find when the beats fall: the shift of an even grid under which most begins. Seconds."""
    period = 60 * FRAMES_A_SECOND / bpm
    count = int(len(flux) / period)
    shifts = np.arange(0, period, 0.5)
    smooth = uniform_filter1d(flux, 3)
    grid = np.arange(max(count, 1)) * period
    totals = [
        np.interp(grid + shift, np.arange(len(smooth)), smooth, right=0.0).sum() for shift in shifts
    ]
    return float(shifts[int(np.argmax(totals))] / FRAMES_A_SECOND)


def bar(flux: Samples, low: Samples, bpm: float, beat_seconds: float) -> float:
    """Find when a bar begins: the one beat of four on which most begins, above all in the bass."""
    period = 60 * FRAMES_A_SECOND / bpm
    strong = uniform_filter1d(flux + 2 * low, 5)
    totals = []
    for shift in range(4):
        places = np.arange(beat_seconds * FRAMES_A_SECOND + shift * period, len(flux), 4 * period)
        totals.append(float(np.interp(places, np.arange(len(strong)), strong).mean()))
    return beat_seconds + int(np.argmax(totals)) * 60 / bpm


def chroma(mono: Samples) -> np.ndarray:
    """Give how much there is of each of the twelve tones, from C on; they sum to one."""
    low = resample_poly(mono, 1, 2).astype(np.float32)
    frame = 8_192
    frames = np.lib.stride_tricks.sliding_window_view(np.pad(low, (0, frame)), frame)[:: frame // 2]
    levels = np.abs(np.fft.rfft(frames * np.hanning(frame).astype(np.float32), axis=1))
    is_peak = np.zeros(levels.shape, bool)
    inner = levels[:, 1:-1]
    is_peak[:, 1:-1] = (inner > levels[:, :-2]) & (inner > levels[:, 2:])
    clear = _without_overtones(np.sqrt(levels) * is_peak)
    hertz = np.fft.rfftfreq(frame, 2 / RATE)
    inside = (hertz > 60) & (hertz < 2_200)
    tones = 12 * np.log2(hertz[inside] / 440) + 69
    near = np.exp(-0.5 * ((tones - np.round(tones)) / 0.18) ** 2)
    weights = (clear[:, inside] * near).sum(axis=0)
    found = np.bincount(np.round(tones).astype(int) % 12, weights, 12)
    total = float(found.sum())
    return found / total if total else np.full(12, 1 / 12)


def _without_overtones(levels: np.ndarray) -> np.ndarray:
    """Take from each peak what a tone beneath it explains: its third, fifth, sixth and seventh harmonic."""
    bins = np.arange(levels.shape[1])
    left = levels.copy()
    for number, share in OVERTONES:
        source = np.round(bins / number).astype(int)
        beneath = np.maximum.reduce(
            [levels[:, np.clip(source + one, 0, len(bins) - 1)] for one in (-1, 0, 1)]
        )
        left -= share * beneath * (bins >= number * 4)
    return np.asarray(np.maximum(left, 0))


def key_of(tones: np.ndarray) -> tuple[MusicalKey, float]:
    """Find the key that the tones fit best, and how much better than the next one that is no relative."""
    fits: list[tuple[float, int, str]] = []
    for scale, profile in (("major", MAJOR), ("minor", MINOR)):
        fits += [
            (float(np.corrcoef(np.roll(profile, tonic), tones)[0, 1]), tonic, scale)
            for tonic in range(12)
        ]
    fits.sort(reverse=True)
    best, tonic, scale = fits[0]
    key = MusicalKey.model_validate({"tonic": tonic, "scale": scale})
    return key, best
