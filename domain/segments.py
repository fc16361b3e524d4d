"""A long film in segments: where it is cut, and where each frame belongs."""

from collections.abc import Sequence
from typing import Final

from pydantic import Field

from domain.assets import Blob
from domain.values import Row, Value

LAST_SHARE: Final = 0.5
"""Of a segment's length: an end that is shorter stays with the segment before it."""


class Segmenting(Row):
    """When a film is worked on in segments. Seconds; `at_once` of one job, `count_max` of one film."""

    from_seconds: float = Field(gt=0)
    seconds: float = Field(gt=0)
    at_once: int = Field(ge=1)
    count_max: int = Field(ge=2, le=200)


class Grid(Value):
    """The step, in seconds, that the times of a film's frames are counted in."""

    numerator: int
    denominator: int

    def __str__(self) -> str:
        return f"{self.numerator}/{self.denominator}"

    @property
    def seconds(self) -> float:
        """Give the step in seconds."""
        return self.numerator / self.denominator


class Window(Value):
    """A segment's place on its film's grid, and in the piece of the source that it is made of.

    `shift_us`, in microseconds, brings the piece's own times to the film's, which begins at nought. Frames from `first`
    up to, and without, `last` belong to the segment, and are shown from `zero` on; filters see them from `filtered` on.
    """

    grid: Grid
    shift_us: int
    filtered: int
    first: int
    zero: int
    last: int | None = None


class Segment(Value):
    """A piece of a source in storage, the window that it is for, how many frames are in that, and how long it is."""

    number: int
    piece: Blob
    window: Window
    frames: int
    seconds: float


def borders(keys: Sequence[float], *, seconds: float, wanted: Segmenting) -> list[int]:
    """Choose the key frames at which segments begin, the first one always, by their numbers.

    `keys`: when each is shown, rising; `seconds`: when the film ends.
    """
    length = max(wanted.seconds, seconds / wanted.count_max)
    chosen = [0]
    for number, at in enumerate(keys):
        if at - keys[chosen[-1]] >= length and seconds - at >= length * LAST_SHARE:
            chosen.append(number)
    return chosen
