"""Music under a film: as long as it, at a level of its own where it is alone, lower where the film sounds itself."""

from dataclasses import dataclass
from typing import Any, Final

import ffmpeg

from media.graph import RATE_HZ
from media.music import LIMIT_DB, LOUDNESS_LUFS

UNDER_LUFS: Final = -20.0
BELOW_LU: Final = 8.0
UNDER_LUFS_MIN: Final = -30.0
"""Under a film's own sound: so much below it, within these bounds."""
HEARD_LUFS_MIN: Final = -50.0
"""A sound that is softer is none."""
BITRATE: Final = "192k"


@dataclass(frozen=True, slots=True)
class Bed:
    """A file of the working folder with the music, and by how many decibels it is turned up or down."""

    name: str
    gain_db: float


def level(own_lufs: float | None) -> float:
    """Give the loudness of the music in LUFS, by that of the film's own sound; None: it has none."""
    if own_lufs is None or own_lufs < HEARD_LUFS_MIN:
        return LOUDNESS_LUFS
    return min(max(own_lufs - BELOW_LU, UNDER_LUFS_MIN), UNDER_LUFS)


def laid(bed: Bed, sound: Any | None, *, seconds: float) -> Any:
    """Lay the music under a film's sound, or where it has none; exactly so long, peaks below the ceiling."""
    count = round(seconds * RATE_HZ)
    music = (
        _shaped(ffmpeg.input(bed.name).audio)
        .filter("volume", f"{bed.gain_db:.2f}dB")
        .filter("apad", whole_len=count)
        .filter("atrim", end_sample=count)
    )
    if sound is not None:
        both = (_shaped(sound).filter("apad", whole_len=count), music)
        music = ffmpeg.filter(both, "amix", inputs=2, duration="shortest", normalize=0)
    return (
        music.filter("aresample", RATE_HZ * 4)
        .filter("alimiter", limit=f"{10 ** (LIMIT_DB / 20):.4f}", attack=4, release=80, level=0, latency=1)
        .filter("aresample", RATE_HZ)
        .filter("atrim", end_sample=count)
    )  # fmt: skip


def _shaped(sound: Any) -> Any:
    return sound.filter("aresample", RATE_HZ).filter(
        "aformat", sample_fmts="fltp", channel_layouts="stereo"
    )
