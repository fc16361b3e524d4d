"""What a film must be, and what it is made of: sizes, frames, the lengths that vendors sell."""

from collections.abc import Sequence
from typing import Final

from domain.tasks import Aspect, Quality
from domain.values import Value

NEAR_SECONDS: Final = 0.25
"""A clip this much shorter than what is missing still covers it: vendors are not exact to a frame."""

SIDE_ENLARGED_MAX: Final = 4_096
"""Of a film that is made larger, in pixels."""

_SIDES: Final = {
    Quality.STANDARD: (1_280, 720),
    Quality.HIGH: (1_920, 1_080),
    Quality.ULTRA: (1_920, 1_080),
}
"""The long and the short side in pixels."""


class Film(Value):
    """A film to the pixel and to the frame."""

    width: int
    height: int
    fps: int
    seconds: int

    @property
    def frames(self) -> int:
        """Count its frames."""
        return self.seconds * self.fps


def size_of(quality: Quality, aspect: Aspect) -> tuple[int, int]:
    """Give a film's width and height in pixels."""
    long, short = _SIDES[quality]
    sizes: dict[Aspect, tuple[int, int]] = {
        "16:9": (long, short),
        "9:16": (short, long),
        "1:1": (short, short),
    }
    return sizes[aspect]


def nearest_aspect(width: float, height: float) -> Aspect:
    """Give the ratio that a picture is nearest to."""
    shape = width / height
    ratios: dict[Aspect, float] = {"16:9": 16 / 9, "9:16": 9 / 16, "1:1": 1.0}
    return min(ratios, key=lambda aspect: max(ratios[aspect] / shape, shape / ratios[aspect]))


def clip_seconds(missing: float, sold: Sequence[float]) -> float:
    """Choose a clip's length: the shortest on sale that covers what is missing, else the longest."""
    if not sold:
        return missing
    return min((length for length in sold if length >= missing - NEAR_SECONDS), default=max(sold))
