"""The moments of a film that are worth a clip of their own, and where clips are shown."""

from typing import Final, Literal

from domain.values import Value

Platform = Literal["instagram", "tiktok", "youtube-shorts"]

SHORTEST: Final = 0.8
"""Of the length that was asked: a clip that ends well may be so much shorter."""
UPRIGHT: Final = 9 / 16
SIDE_HIGH_PX: Final = 1_080
SIDE_LOW_PX: Final = 720


class Moment(Value):
    """A stretch of a film in seconds, how good it is from 0 to 1, and why."""

    start: float
    end: float
    score: float
    why: tuple[str, ...] = ()

    @property
    def seconds(self) -> float:
        """Give its length."""
        return self.end - self.start


def upright_size(height: float) -> tuple[int, int]:
    """Give the size of an upright clip of a film so many pixels high."""
    side = SIDE_HIGH_PX if height >= SIDE_HIGH_PX else SIDE_LOW_PX
    return side, round(side / UPRIGHT)
