"""What is played: notes and strokes in beats, by part; and the plan that they follow."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from domain.music import BEATS_A_BAR, MusicalKey

Stem = Literal["drums", "bass", "harmony", "lead"]
STEMS: Final[tuple[Stem, ...]] = ("drums", "bass", "harmony", "lead")
BEATS: Final = BEATS_A_BAR
"""A bar's; a beat has four steps."""
STEPS: Final = 16


@dataclass(frozen=True, slots=True)
class Note:
    """A tone: where it begins and how long it is held, in beats; MIDI pitch; loudness 0–1."""

    at: float
    beats: float
    pitch: int
    loud: float


@dataclass(frozen=True, slots=True)
class Stroke:
    """A drum's stroke."""

    at: float
    drum: str
    loud: float


@dataclass(frozen=True, slots=True)
class Part:
    """What one instrument plays, where it stands (−1 left, 1 right), and how it is treated.

    `gain_db`; `space`: its share in the room; `echo`: its share in the echo; `drive`: how hard its amplifier is driven;
    `duck` 0–1: how far it steps back under the kick.
    """

    instrument: str
    stem: Stem
    notes: Sequence[Note]
    gain_db: float = 0.0
    pan: float = 0.0
    space: float = 0.2
    echo: float = 0.0
    drive: float = 0.0
    duck: float = 0.0


@dataclass(frozen=True, slots=True)
class Section:
    """Some bars with one purpose; `energy` 0–1 says how much goes on in them."""

    name: str
    start: int
    bars: int
    energy: float

    @property
    def end(self) -> int:
        """Give the bar after the last one."""
        return self.start + self.bars


@dataclass(frozen=True, slots=True)
class Score:
    """A piece. It ends on its last bar's beginning, and rings on."""

    bpm: float
    key: MusicalKey
    mode: str
    sections: Sequence[Section]
    parts: Sequence[Part]
    strokes: Sequence[Stroke]
    room_seconds: float
    kicks: Sequence[float] = field(default=())

    @property
    def bars(self) -> int:
        """Count the bars before the last chord."""
        return self.sections[-1].end
