"""What a genre is made of: its layers and grooves, as patterns of sixteen steps a bar."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Kind = Literal["pad", "comp", "strum", "arp", "bass", "lead", "counter", "sparkle"]


@dataclass(frozen=True, slots=True)
class Layer:
    """One instrument's line. It plays where a section's energy lies between `enter` and `leave`.

    `pattern` by kind: comp, strum `x` strikes, `-` holds; arp: the chord's voices by number; bass: 1 3 5 8 by the
    chord's tones, or `walk`. `low` and `high` are MIDI pitches.
    """

    kind: Kind
    instrument: str
    gain_db: float
    low: int
    high: int
    pattern: str = ""
    enter: float = 0.0
    leave: float = 1.01
    pan: float = 0.0
    space: float = 0.2
    echo: float = 0.0
    drive: float = 0.0
    duck: float = 0.0


@dataclass(frozen=True, slots=True)
class Beat:
    """One drum's line: `X` strong, `x` usual, `o` soft."""

    drum: str
    pattern: str
    enter: float = 0.0
    leave: float = 1.01


@dataclass(frozen=True, slots=True)
class Style:
    """A genre's sound.

    `home`: its own speed; `tune`: rhythms of a bar that its motifs are made of; `swing` 0–1: how far the second eighth
    (or sixteenth) is late; `loose`: milliseconds; `opening`: the cymbal on the first beat of what is loud.
    """

    home: tuple[int, int]
    tune: str
    layers: Sequence[Layer]
    groove: Sequence[Beat]
    fill: Sequence[Beat] = ()
    swing: float = 0.0
    swung: Literal["eighths", "sixteenths"] = "eighths"
    loose: float = 4.0
    room_seconds: float = 1.4
    drums_db: float = 0.0
    drums_space: float = 0.08
    opening: str = "crash"
