"""Patches that look alike: for each place the place elsewhere that resembles it, found by chance and passed on."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from providers.local.engines._retouching.canvas import Mask, Plane, plane

PATCH_PX: Final = 7
HALF_PX: Final = PATCH_PX // 2
FEATURES_MAX: Final = 28
"""What a patch is told by: its main components, found among a sample of the patches that may be taken."""
SAMPLE_MAX: Final = 6_000
ROWS_AT_ONCE: Final = 40_000

Places = NDArray[np.int32]
"""n × 2: row and column of a patch's middle."""


@dataclass(frozen=True, slots=True)
class Patches:
    """The patches of a picture, each told by a few numbers."""

    basis: Plane
    middle: Plane

    @classmethod
    def of(cls, picture: Plane, places: Places) -> "Patches":
        """Learn what tells the patches at these places apart."""
        sample = places[:: max(1, len(places) // SAMPLE_MAX)]
        known = windows(picture, sample)
        middle = plane(known.mean(axis=0))
        _, vectors = np.linalg.eigh((known - middle).T @ (known - middle))
        return cls(plane(vectors[:, -FEATURES_MAX:]), middle)

    def told(self, picture: Plane, places: Places, *, height: float = 0.0) -> Plane:
        """Give the features of the patches at places; `height`: how much it counts how high up they are."""
        parts = [
            (windows(picture, places[at : at + ROWS_AT_ONCE]) - self.middle) @ self.basis
            for at in range(0, len(places), ROWS_AT_ONCE)
        ]
        high = places[:, :1] * (height / picture.shape[0])
        return plane(np.concatenate([np.concatenate(parts), high], axis=1))


def windows(picture: Plane, places: Places) -> Plane:
    """Give the patches round places as rows of numbers; beyond its edges the picture is mirrored."""
    padded = np.pad(picture, ((HALF_PX, HALF_PX), (HALF_PX, HALF_PX), (0, 0)), mode="reflect")
    view = np.lib.stride_tricks.sliding_window_view(padded, (PATCH_PX, PATCH_PX), axis=(0, 1))
    return plane(view[places[:, 0], places[:, 1]].reshape(len(places), -1))


class Search:
    """For each wanted place the best place found so far. `allowed` marks the patches that may be taken."""

    def __init__(self, wanted: Mask, allowed: Mask, found: Plane, rng: np.random.Generator) -> None:
        """`found`: height × width × features, of every patch where `allowed` is, be that another picture."""
        self.shape = wanted.shape
        self.ground = allowed.shape
        self.places: Places = np.argwhere(wanted).astype(np.int32)
        self.sources: Places = np.argwhere(allowed).astype(np.int32)
        self.allowed = allowed
        self.found = found
        self.rng = rng
        self.number = np.full(wanted.shape, -1, np.int32)
        self.number[wanted] = np.arange(len(self.places))
        self.best: Places = self.sources[rng.integers(0, len(self.sources), len(self.places))]
        self.cost = np.full(len(self.places), np.inf, np.float32)

    def begin(self, best: Places) -> None:
        """Begin with what is known from elsewhere, where that may be taken."""
        best = np.clip(best, 0, np.array(self.ground) - 1).astype(np.int32)
        fits = self.allowed[best[:, 0], best[:, 1]]
        self.best[fits] = best[fits]

    def run(self, features: Plane, turns: int) -> None:
        """Look for better ones: what suits a neighbour may suit its neighbour, and chance does the rest."""
        self.cost[:] = np.inf
        self._try(features, self.best)
        for _ in range(turns):
            for step in ((0, 1), (1, 0), (0, -1), (-1, 0), (0, 4), (4, 0), (0, -4), (-4, 0)):
                self._try(features, self._from_neighbour(step))
            for candidates in self._by_chance():
                self._try(features, candidates)

    def voted(self, source: Plane, trust: Plane | float = 1.0) -> Plane:
        """Give each wanted pixel the mean of what the patches over it would put there; those that fit count more."""
        level = float(np.percentile(self.cost, 75)) + 1e-6
        weight = plane(np.exp(-self.cost / (2 * level)) * trust)[:, None]
        edge = (HALF_PX, HALF_PX)
        padded = np.pad(source, (edge, edge, (0, 0)), mode="reflect")
        given = padded.reshape(-1, source.shape[2])
        height, width = (side + 2 * HALF_PX for side in self.shape)
        total = np.zeros((height * width, source.shape[2]), np.float32)
        counted = np.zeros((height * width, 1), np.float32)
        to = (self.places[:, 0] + HALF_PX) * width + self.places[:, 1] + HALF_PX
        taken = (self.best[:, 0] + HALF_PX) * padded.shape[1] + self.best[:, 1] + HALF_PX
        steps = range(-HALF_PX, HALF_PX + 1)
        for down, right in ((down, right) for down in steps for right in steps):
            # In one step no place is met twice: plain adding does.
            at = to + (down * width + right)
            total[at] += weight * given.take(taken + (down * padded.shape[1] + right), axis=0)
            counted[at] += weight
        mean = (total / np.maximum(counted, 1e-12)).reshape(height, width, -1)
        return plane(mean[HALF_PX:-HALF_PX, HALF_PX:-HALF_PX])

    def _from_neighbour(self, step: tuple[int, int]) -> Places:
        at = self.places - np.array(step, np.int32)
        at = np.clip(at, 0, np.array(self.shape) - 1)
        number = self.number[at[:, 0], at[:, 1]]
        moved = self.best[number] + np.array(step, np.int32)
        return np.where((number >= 0)[:, None], moved, self.best).astype(np.int32)

    def _by_chance(self) -> Iterator[Places]:
        count = len(self.places)
        yield self.sources[self.rng.integers(0, len(self.sources), count)]
        reach = max(self.ground) // 2
        while reach >= 1:
            jump = self.rng.integers(-reach, reach + 1, (count, 2)).astype(np.int32)
            yield self.best + jump
            reach //= 3

    def _try(self, features: Plane, candidates: Places) -> None:
        rows, columns = candidates[:, 0], candidates[:, 1]
        height, width = self.ground
        inside = (rows >= 0) & (columns >= 0) & (rows < height) & (columns < width)
        rows, columns = np.clip(rows, 0, height - 1), np.clip(columns, 0, width - 1)
        fits = np.flatnonzero(inside & self.allowed[rows, columns])
        if not len(fits):
            return
        off = self.found[rows[fits], columns[fits]] - features[fits]
        cost = np.einsum("ij,ij->i", off, off)
        better = fits[cost < self.cost[fits]]
        self.cost[better] = cost[cost < self.cost[fits]]
        self.best[better] = candidates[better]
