"""Loudness: measured, and brought to where platforms want it, its true peaks below full scale."""

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import ffmpeg

from media.graph import RATE_HZ, command
from media.run import Command, run

TARGET_LUFS: Final = -15.0
NEAR_LU: Final = 0.4
PEAK_DBFS: Final = -2.0
"""Of samples; between them a peak may be a little higher, and after AAC a little more."""
GAIN_DB_MAX: Final = 40.0
PASSES_MAX: Final = 4
SILENT_LUFS: Final = -69.0
INTEGRATED: Final = re.compile(r"I:\s+(-?\d+(?:\.\d+)?) LUFS")


@dataclass(frozen=True, slots=True)
class Level:
    """A sound in a file, and the gain that it needs."""

    name: str
    gain_db: float = 0.0


def levelled(level: Level) -> Any:
    """Apply the gain; what would go beyond the ceiling is held below it."""
    gain = min(max(level.gain_db, -GAIN_DB_MAX), GAIN_DB_MAX)
    ceiling = 10 ** (PEAK_DBFS / 20)
    return (
        ffmpeg.input(level.name)
        .audio.filter("volume", f"{gain:.2f}dB")
        .filter("alimiter", limit=f"{ceiling:.4f}", attack=4, release=60, level=0)
    )


def measure(folder: Path, level: Level) -> Command:
    """Measure loudness (EBU R 128) once the gain is applied; the figures are in what ffmpeg says."""
    heard = (
        levelled(level)
        .filter("aresample", RATE_HZ)
        .filter("ebur128", peak="none", framelog="quiet")
    )
    nowhere = ffmpeg.output(heard, "-", f="null", loglevel="info")
    return command(folder, [nowhere], seconds=1.0)


def loudness(said: str) -> float | None:
    """Read the integrated loudness in LUFS; None where there is none, as in silence."""
    found = INTEGRATED.findall(said)
    value = float(found[-1]) if found else SILENT_LUFS
    return value if value > SILENT_LUFS else None


async def levelling(folder: Path, source: str, *, target_lufs: float = TARGET_LUFS) -> Level:
    """Find the gain that brings a sound to a loudness: what the limiter takes away is given back."""
    level = Level(source)
    for _ in range(PASSES_MAX):
        reached = loudness(await run(measure(folder, level)))
        if reached is None or abs(target_lufs - reached) <= NEAR_LU:
            break
        level = replace(level, gain_db=level.gain_db + target_lufs - reached)
    return level
