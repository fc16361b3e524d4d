"""Speech in a recording: which frames sound, which are voiced, how high, how fast, over how much noise."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray
from scipy.ndimage import binary_closing, binary_opening, uniform_filter1d
from scipy.signal import find_peaks

from providers.local.engines._voices.speaker import RATE_HZ

Floats = NDArray[np.float32]
Flags = NDArray[np.bool_]

STEP: Final = 160
FRAME: Final = 640
"""40 ms: two periods of the lowest voice."""
PITCH_HZ: Final = (60.0, 450.0)
VOICED: Final = 0.55
"""Of a frame's power that comes back a period later."""
FLOOR_DB: Final = -90.0
ABOVE_NOISE_DB: Final = 9.0
BELOW_SPEECH_DB: Final = 30.0
CHUNK: Final = 4_000
SYLLABLE_SECONDS_MIN: Final = 0.1
SYLLABLE_DB_MIN: Final = 2.0


@dataclass(frozen=True, slots=True)
class Heard:
    """What a recording holds, one entry each 10 ms. Decibels are below full scale; pitch is 0 where there is none."""

    levels_db: Floats
    active: Flags
    pitch_hz: Floats

    @property
    def speech_seconds(self) -> float:
        """Give how long it speaks."""
        return float(self.active.sum()) * STEP / RATE_HZ

    @property
    def voiced_share(self) -> float:
        """Give the share of what sounds that has a pitch."""
        sounding = max(int(self.active.sum()), 1)
        return float((self.active & (self.pitch_hz > 0)).sum()) / sounding

    @property
    def median_pitch_hz(self) -> float | None:
        """Give the height of the voice."""
        voiced = self.pitch_hz[self.active & (self.pitch_hz > 0)]
        return float(np.median(voiced)) if len(voiced) else None

    @property
    def liveliness_db(self) -> float:
        """Give how much the level moves while it sounds: speech does, tones and noise do not."""
        return float(self.levels_db[self.active].std()) if self.active.any() else 0.0

    @property
    def noise_ratio_db(self) -> float:
        """Estimate how far the speech stands above what is heard in its pauses."""
        if not self.active.any():
            return 0.0
        quiet = self.levels_db[~self.active]
        floor = np.median(quiet) if len(quiet) > 20 else np.percentile(self.levels_db, 2)
        return float(_power_mean(self.levels_db[self.active]) - floor)

    @property
    def syllables_a_second(self) -> float:
        """Estimate the rate of speaking: peaks of loudness while it speaks."""
        smooth = uniform_filter1d(self.levels_db.astype(np.float64), 7)
        peaks, _ = find_peaks(
            smooth,
            prominence=SYLLABLE_DB_MIN,
            distance=round(SYLLABLE_SECONDS_MIN * RATE_HZ / STEP),
        )
        voiced = sum(bool(self.active[at] and self.pitch_hz[at] > 0) for at in peaks)
        return voiced / max(self.speech_seconds, 0.1)


def hear(sound: Floats) -> Heard:
    """Listen to a mono recording at 16 kHz."""
    padded = np.pad(sound, (0, max(FRAME - len(sound), 0)))
    frames = sliding_window_view(padded, FRAME)[::STEP]
    levels = np.empty(len(frames), np.float32)
    pitch = np.empty(len(frames), np.float32)
    for start in range(0, len(frames), CHUNK):
        part = frames[start : start + CHUNK].astype(np.float32)
        levels[start : start + CHUNK] = 10 * np.log10(np.mean(np.square(part), axis=1) + 1e-9)
        pitch[start : start + CHUNK] = _pitches(part)
    return Heard(levels_db=levels, active=_active(levels), pitch_hz=pitch)


def spoken(sound: Floats, heard: Heard) -> Floats:
    """Keep what sounds, pauses cut out."""
    kept = np.repeat(heard.active, STEP)
    return sound[: len(kept)][kept[: len(sound)]]


def _active(levels: Floats) -> Flags:
    """Find the frames that sound: above the noise, and not far below the speech; clicks and tiny gaps do not count."""
    loud, noise = np.percentile(levels, 95), np.percentile(levels, 5)
    if loud < -60 or loud - noise < 3:
        return np.full(len(levels), loud >= -60)
    edge = max(min(noise + ABOVE_NOISE_DB, loud - 6), loud - BELOW_SPEECH_DB)
    found = binary_opening(levels > edge, np.ones(4))
    closed: Flags = binary_closing(found, np.ones(25)) | found
    return closed


def _pitches(frames: Floats) -> Floats:
    """Give each frame's pitch by its autocorrelation; 0 where it has none."""
    shaped = frames - frames.mean(axis=1, keepdims=True)
    spectrum = np.fft.rfft(shaped, 2 * FRAME, axis=1)
    similar = np.fft.irfft(np.abs(spectrum) ** 2, axis=1)[:, :FRAME]
    # Less and less of a frame overlaps itself as it is moved: that is made good.
    similar = similar / (np.maximum(similar[:, :1], 1e-9) * (1 - np.arange(FRAME) / FRAME))
    low, high = round(RATE_HZ / PITCH_HZ[1]), round(RATE_HZ / PITCH_HZ[0])
    window = similar[:, low:high]
    best = window.max(axis=1)
    # The first period that is nearly as good: multiples of it fit as well.
    first = np.argmax(window >= 0.9 * best[:, None], axis=1)
    rising = np.take_along_axis(window, np.minimum(first + 1, high - low - 1)[:, None], 1)[:, 0]
    while (up := rising > np.take_along_axis(window, first[:, None], 1)[:, 0]).any():
        first = np.where(up, np.minimum(first + 1, high - low - 1), first)
        following = np.take_along_axis(window, np.minimum(first + 1, high - low - 1)[:, None], 1)[
            :, 0
        ]
        rising = np.where(up, following, -1)
    found: Floats = np.where(best > VOICED, RATE_HZ / (first + low), 0).astype(np.float32)
    return found


def _power_mean(levels: Floats) -> float:
    return float(10 * np.log10(np.mean(10 ** (levels.astype(np.float64) / 10))))
