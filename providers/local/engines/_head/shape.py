"""What makes one head differ from another, as numbers; millimetres where a name does not say otherwise."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Eyes:
    """Where the eyes are, how wide they open, and the balls behind them."""

    apart: float = 31.0
    height: float = 0.6
    inner: float = 16.6
    outer: float = 45.4
    rise: float = 1.6
    """How much higher the outer corner lies."""
    upper: float = 6.0
    lower: float = 4.5
    ball: tuple[float, float, float] = (15.8, 13.6, 12.6)
    front: float = 75.6
    iris: float = 5.9
    lid: float = 1.25
    hood: float = 1.0
    """How deep the fold above the lid is."""


@dataclass(frozen=True, slots=True)
class Nose:
    """The nose: its length below the eyes, how far it stands out, its bridge and its wings."""

    length: float = 1.0
    out: float = 1.0
    bridge: float = 1.0
    tip: float = 1.0
    wings: float = 1.0
    up: float = 0.0


@dataclass(frozen=True, slots=True)
class Mouth:
    """The mouth: half its width, the thickness of both lips, how far they stand out."""

    half: float = 25.0
    height: float = -68.0
    upper: float = 7.2
    lower: float = 9.2
    out: float = 1.0
    bow: float = 1.0
    curl: float = 0.6
    """How much the corners rise at rest."""


@dataclass(frozen=True, slots=True)
class Shape:
    """The whole head. Factors are 1 and shifts 0 where it is like most."""

    eyes: Eyes = Eyes()
    nose: Nose = Nose()
    mouth: Mouth = Mouth()
    width: float = 1.0
    cheek: float = 1.0
    jaw: float = 1.0
    chin: float = 0.0
    chin_width: float = 1.0
    lower_face: float = 1.0
    crown: float = 0.0
    flat: float = 0.0
    """How much of the face's depth is taken away, 0 to 1."""
    brow: float = 1.0
    hollow: float = 1.0
    neck: float = 1.0
    shoulders: float = 1.0
    ears: float = 1.0


AVERAGE: Final = Shape()
