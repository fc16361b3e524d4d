"""Sound effects made whole: cut or filled to the sample, true peaks below the ceiling, 48 kHz stereo."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from media.run import Command, Input

RATE_HZ: Final = 48_000
PEAK_DBTP: Final = -1.0
FADE_SECONDS: Final = 0.01
NEAR_SECONDS: Final = 0.01
TRUE_PEAK: Final = re.compile(r"Peak:\s+(-?\d+(?:\.\d+)?) dBFS")
ENCODER: Final = ("-c:a", "pcm_s16le", "-ar", str(RATE_HZ), "-ac", "2", "-f", "wav")


@dataclass(frozen=True, slots=True)
class Whole:
    """What a sound is to become: its seconds, from how many; its true peak as it is, in dBTP."""

    seconds: float
    source_seconds: float
    loop: bool
    peak_db: float | None

    @property
    def samples(self) -> int:
        """Give the length in samples."""
        return round(self.seconds * RATE_HZ)

    def composed(self) -> dict[str, str]:
        """Say what was done to the length; nothing, where it was right."""
        off = self.source_seconds - self.seconds
        if abs(off) <= NEAR_SECONDS:
            return {}
        return {
            "length": f"{'cut from' if off > 0 else 'filled up from'} {self.source_seconds:g} s"
        }


def measure(folder: Path, source: str) -> Command:
    """Measure the true peak (ITU-R BS.1770); the figure is in what ffmpeg says."""
    chain = "ebur128=peak=true:framelog=quiet"
    return Command(
        folder=folder,
        inputs=(Input(source),),
        arguments=("-loglevel", "info", "-af", chain, "-f", "null", "-"),
    )


def peak(said: str) -> float | None:
    """Read the true peak in dBTP; None where there is none, as in silence."""
    found = TRUE_PEAK.findall(said)
    return float(found[-1]) if found else None


def finish(folder: Path, source: str, output: str, whole: Whole) -> Command:
    """Fit a sound. What is cut short fades out; a loop is left as it is, so that its ends still meet."""
    steps = [f"aformat=sample_rates={RATE_HZ}:channel_layouts=stereo"]
    if whole.peak_db is not None and whole.peak_db > PEAK_DBTP:
        steps.append(f"volume={PEAK_DBTP - whole.peak_db - 0.1:.2f}dB")
    steps += [f"apad=whole_len={whole.samples}", f"atrim=end_sample={whole.samples}"]
    if not whole.loop and whole.source_seconds - whole.seconds > NEAR_SECONDS:
        start = max(whole.seconds - FADE_SECONDS, 0)
        steps.append(f"afade=type=out:start_time={start:.3f}:duration={FADE_SECONDS}")
    return Command(
        folder=folder,
        inputs=(Input(source),),
        arguments=("-af", ",".join(steps), "-map_metadata", "-1", *ENCODER, output),
        duration_seconds=whole.seconds,
    )
