"""Everything a scene needs to be painted: its size, its chance, its colours, its brief."""

from dataclasses import dataclass
from functools import cached_property

from providers.local.engines._painting.brief import Brief
from providers.local.engines._painting.colour import Palette
from providers.local.engines._painting.noise import Dice, Noise


@dataclass(frozen=True)
class Easel:
    """`detail` counts the octaves of noise beyond the least; there are more things, too."""

    width: int
    height: int
    detail: int
    dice: Dice
    palette: Palette
    brief: Brief

    @property
    def side(self) -> int:
        """The measure of all lengths that must look alike in tall and wide pictures."""
        return min(self.width, self.height)

    @cached_property
    def noise(self) -> Noise:
        return Noise(self.dice("noise"))

    def has(self, *details: str) -> bool:
        return not self.brief.details.isdisjoint(details)
