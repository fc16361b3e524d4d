"""A film made small to be looked at: grey frames, a few a second, and the times of its cuts."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from media.film import Clip
from media.merge import seen
from media.run import Command, Input
from media.stretch import Stretch

LONG_SIDE_PX: Final = 320
CUT: Final = 9.0
"""ffmpeg's measure of a change of scene, of 100."""
CUT_TIME: Final = re.compile(r"lavfi\.scd\.time=(-?[\d.]+)")
FRAMES: Final = "frames.grey"
CUTS: Final = "cuts.txt"


@dataclass(frozen=True, slots=True)
class Small:
    """How a film is made small: pixels, frames a second; of a part of it, or of all. Seconds."""

    width: int
    height: int
    fps: float
    start: float = 0.0
    seconds: float | None = None


def smaller(clip: Clip, *, fps: float, start: float = 0.0, seconds: float | None = None) -> Small:
    """Fit a film's picture into a small square."""
    found = seen(clip)
    share = LONG_SIDE_PX / max(found.width, found.height)
    width, height = (max(16, round(side * share / 2) * 2) for side in (found.width, found.height))
    return Small(width, height, fps, start, seconds)


def watch(folder: Path, clip: Clip, small: Small) -> Command:
    """Write the frames, one byte a pixel, and the times of the cuts, into files of ours."""
    part = Stretch(clip, small.start, small.seconds or clip.seconds, threads=2)
    words = (
        f"-{name}" if place == 0 else str(value)
        for name, value in part.options.items()
        for place in (0, 1)
    )
    options = (*words, "-an", "-sn", "-dn")
    cut = f"trim=start={small.start:.6f},setpts={part.cut}," if part.cut else ""
    chain = (
        f"{cut}scale={small.width}:{small.height}:flags=fast_bilinear,"
        f"scdet=threshold={CUT}:sc_pass=0,metadata=mode=print:key=lavfi.scd.time:file={CUTS},"
        f"fps={small.fps:g}:start_time=0,format=gray"
    )
    return Command(
        folder=folder,
        inputs=(Input(clip.name, options),),
        arguments=("-map", "0:v:0", "-vf", chain, "-f", "rawvideo", FRAMES),
        duration_seconds=small.seconds or clip.seconds,
    )


def cuts(folder: Path) -> tuple[float, ...]:
    """Read the times of the cuts, in seconds from the beginning of what was watched."""
    path = folder / CUTS
    found = CUT_TIME.findall(path.read_text()) if path.exists() else []
    return tuple(sorted({float(at) for at in found if float(at) > 0}))
