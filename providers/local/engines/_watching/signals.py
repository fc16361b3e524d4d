"""A film as a few signals, twice a second: loudness, speech, movement, cuts, faces, darkness."""

import wave
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import cv2
import numpy as np

from domain.tasks import Word
from providers.local.engines._watching.frames import Reel, Signal, change, faces

BIN_SECONDS: Final = 0.5
FACES_EACH_SECONDS: Final = 1.0
QUIET_DB: Final = -55.0
SILENT_BELOW_DB: Final = 22.0
"""Under the loud parts: what is quieter is a pause."""
DARK_SHADES: Final = 24.0
FLAT_SHADES: Final = 7.0


@dataclass(frozen=True)
class Signals:
    """One value a bin: `loudness` in dB, `motion` in shades, `cuts` counted, the others as shares from 0 to 1."""

    loudness: Signal
    silence: Signal
    speech: Signal
    motion: Signal
    cuts: Signal
    faces: Signal
    dark: Signal
    sounds: bool

    @property
    def count(self) -> int:
        """Count the bins."""
        return len(self.motion)


def signals(
    reel: Reel,
    *,
    sound: Path | None,
    words: Sequence[Word],
    cuts: Sequence[float],
    report: Callable[[float], None],
) -> Signals:
    """Look and listen to all of a film."""
    count = max(1, round(reel.seconds / BIN_SECONDS))
    loudness, silence = heard(sound, count)
    motion, dark = _seen(reel, count, cuts)
    report(0.3)
    return Signals(
        loudness=loudness,
        silence=np.zeros(count, np.float32) if silence is None else silence,
        speech=_covered(words, count),
        motion=motion,
        cuts=_counted(cuts, count),
        faces=_faces(reel, count, lambda done: report(0.3 + 0.6 * done)),
        dark=dark,
        sounds=silence is not None,
    )


def heard(sound: Path | None, count: int) -> tuple[Signal, Signal | None]:
    """Give how loud each bin is, and which are silent; None where nothing is to be heard at all."""
    loudness = _loudness(sound, count)
    top = float(np.percentile(loudness, 90))
    if sound is None or top <= QUIET_DB:
        return loudness, None
    quiet = np.maximum(QUIET_DB, top - SILENT_BELOW_DB)
    return loudness, (loudness < quiet).astype(np.float32)


def _loudness(sound: Path | None, count: int) -> Signal:
    """Give the level of each bin in dB below full scale."""
    levels = np.full(count, -90.0, np.float32)
    if sound is None:
        return levels
    with wave.open(str(sound), "rb") as file:
        samples = round(file.getframerate() * BIN_SECONDS)
        for number in range(count):
            heard = np.frombuffer(file.readframes(samples), "<i2").astype(np.float32) / 32_768
            if len(heard):
                levels[number] = 10 * np.log10(float(np.mean(heard**2)) + 1e-9)
    return levels


def _seen(reel: Reel, count: int, cuts: Sequence[float]) -> tuple[Signal, Signal]:
    """Give movement without the cuts, and what is dark or shows nothing."""
    moved, dark, seen = (np.zeros(count, np.float32) for _ in range(3))
    cut = {round(at * reel.fps) for at in cuts}
    for number in range(len(reel)):
        place = min(count - 1, int(number / reel.fps / BIN_SECONDS))
        frame = reel.frames[number]
        small = frame[::4, ::4]
        seen[place] += 1
        dark[place] += small.mean() < DARK_SHADES or small.std() < FLAT_SHADES
        if number and not cut & {number - 1, number, number + 1}:
            moved[place] += change(frame, reel.frames[number - 1])
    seen = np.maximum(seen, 1)
    return moved / seen, dark / seen


def _faces(reel: Reel, count: int, report: Callable[[float], None]) -> Signal:
    """Give the size of the faces in each bin: nought where there are none, one where one fills the frame."""
    step = max(1, round(FACES_EACH_SECONDS * reel.fps))
    places, sizes = [], []
    for number in range(0, len(reel), step):
        found = faces(reel.frames[number])
        places.append(number / reel.fps / BIN_SECONDS)
        sizes.append(min(1.0, sum(face.size for face in found) * 3))
        report(number / len(reel))
    if not places:
        return np.zeros(count, np.float32)
    return np.interp(np.arange(count), places, sizes).astype(np.float32)


def _covered(words: Sequence[Word], count: int) -> Signal:
    """Give the share of each bin in which somebody speaks."""
    covered = np.zeros(count, np.float32)
    for word in words:
        first, last = word.start / BIN_SECONDS, word.end / BIN_SECONDS
        for place in range(max(0, int(first)), min(count, int(np.ceil(last)))):
            covered[place] += max(0.0, min(last, place + 1) - max(first, place))
    return np.minimum(covered, 1.0)


def _counted(cuts: Sequence[float], count: int) -> Signal:
    counted = np.zeros(count, np.float32)
    for at in cuts:
        if 0 <= at / BIN_SECONDS < count:
            counted[int(at / BIN_SECONDS)] += 1
    return counted


def threads(count: int) -> None:
    """Take no more threads than were granted."""
    cv2.setNumThreads(count)
