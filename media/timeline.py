"""When a film's frames are shown and where decoding can begin: read from its packets, none of them decoded."""

from array import array
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from domain.segments import Grid
from media.run import Command, Input

PACKETS: Final = "packets.txt"
BEGINNINGS: Final = "beginnings.txt"
INTERLEAVED_SECONDS: Final = 5
"""Picture and sound that belong together stand nearer to each other in a file."""
MILLISECOND: Final = Fraction(1, 1_000)
"""The precision of times in Matroska."""
KEY: Final = 0x1
DROPPED: Final = 0x4
"""ffmpeg's flag of a packet that is decoded and not shown."""
NO_TIME: Final = -(2**63)

Times = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Timeline:
    """Times in ticks of so many seconds. `shown`: of all frames, rising; `keys`: when each is decoded, and shown."""

    tick: Fraction
    shown: Times
    keys: tuple[tuple[int, int], ...]

    def at(self, time: int) -> Fraction:
        """Give a time in seconds from the first frame on."""
        return (time - int(self.shown[0])) * self.tick

    @property
    def seconds(self) -> float:
        """Give the time from the first frame to the last."""
        return float(self.at(int(self.shown[-1])))

    def frame(self) -> Fraction | None:
        """Give a frame's length in seconds where all have the same, as far as a tick can tell."""
        if not self.seconds:
            return None
        whole = round((len(self.shown) - 1) / self.seconds)
        times = (self.shown - self.shown[0]) * float(self.tick)
        near = float(max(self.tick, MILLISECOND))
        for rate in (Fraction(whole), Fraction(whole * 1_000, 1_001)):
            if rate and np.abs(times - np.arange(len(times)) / float(rate)).max() <= near:
                return 1 / rate
        return None

    def grid(self) -> Grid:
        """Give the step that its times are counted in: a frame, or a millisecond where their length differs."""
        step = self.frame() or MILLISECOND
        return Grid(numerator=step.numerator, denominator=step.denominator)


def packets(folder: Path, source: str) -> Command:
    """List the packets of a film's picture. Its first frame is at nought."""
    return Command(
        folder=folder,
        inputs=(Input(source),),
        arguments=("-map", "0:v:0", "-c", "copy", "-f", "framecrc", PACKETS),
    )


def beginnings(folder: Path, source: str) -> Command:
    """List the first packets of picture and sound together: by these ffmpeg tells where a file of both begins."""
    return Command(
        folder=folder,
        inputs=(Input(source),),
        arguments=(
            "-map", "0:v:0", "-map", "0:a:0", "-c", "copy", "-frames:v", "1", "-t", str(INTERLEAVED_SECONDS),
            "-f", "framecrc", BEGINNINGS,
        ),
    )  # fmt: skip


def begins(folder: Path) -> float:
    """Read when the first frame is shown, in seconds from the beginning of the file."""
    tick = Fraction(0)
    for line in (folder / BEGINNINGS).read_text().splitlines():
        tick = Fraction(line.split(":")[1].strip()) if line.startswith("#tb 0:") else tick
        if line.startswith("0,"):
            return float(_packet(line)[1] * tick)
    return 0.0


def read(folder: Path) -> Timeline | None:
    """Read the list; None for a film that cannot be cut between packets without a loss."""
    shown, keys = array("q"), []
    tick = Fraction(0)
    with (folder / PACKETS).open() as lines:
        for line in lines:
            if line.startswith("#"):
                tick = Fraction(line.split(":")[1].strip()) if line.startswith("#tb 0:") else tick
                continue
            decoded_at, shown_at, flags = _packet(line)
            if flags & DROPPED or NO_TIME in (decoded_at, shown_at):
                return None
            if flags & KEY:
                keys.append((decoded_at, shown_at))
            shown.append(shown_at)
    return _checked(tick, np.sort(np.frombuffer(shown, np.int64)), tuple(keys))


def _packet(line: str) -> tuple[int, int, int]:
    """Give when a packet is decoded and shown, and its flags; ffmpeg names them where they are not a key's alone."""
    _, decoded, shown, _, _, _, *more = line.split(",")
    told = next((word.strip() for word in more if word.strip().startswith("F=")), None)
    return int(decoded), int(shown), int(told.removeprefix("F="), 0) if told else KEY


def _checked(tick: Fraction, shown: Times, keys: tuple[tuple[int, int], ...]) -> Timeline | None:
    """Frames that share a time, that come before the first key frame or out of order: none of it is cut."""
    if tick.numerator != 1 or not keys or shown[0] != keys[0][1] or (np.diff(shown) <= 0).any():
        return None
    rising = all(one[0] < other[0] and one[1] < other[1] for one, other in pairwise(keys))
    return Timeline(tick, shown, keys) if rising else None
