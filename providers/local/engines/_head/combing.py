"""Hair combed over a head: paths from the scalp that follow a direction and stay outside the skin. Millimetres."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.spatial import KDTree

from providers.local.engines._head.face import Grid, triangles
from providers.local.engines._head.forms import normals
from providers.local.engines._head.reals import Reals
from providers.local.engines._head.scalp import hairiness
from providers.local.engines._head.shape import Shape

Way = Callable[[Reals, float], Reals]
"""Where hair at some points (n × 3) wants to go, at a part of its length."""
REACH_MM = 14.0
PLACES = 9_000


@dataclass(frozen=True, slots=True)
class Comb:
    """How locks lie: how long each is, how far off the skin at root and tip, and where they want to go."""

    way: Way
    lengths: Reals
    lift: Reals  # n × 2
    steps: int = 9


class Scalp:
    """A head as hair sees it: where it grows, and what it lies on."""

    def __init__(self, grid: Grid, shape: Shape) -> None:
        self.shape = shape
        self.points = grid.whole.reshape(-1, 3)
        self.triangles = triangles(grid)
        self.normals = normals(self.points, self.triangles)
        self.tree = KDTree(self.points)
        x, y, z = self.points.T
        self.grown = hairiness(x, y, z, shape)

    def roots(self, count: int, apart_mm: float, chance: np.random.Generator) -> Reals:
        """Choose places where locks begin, not too near to each other."""
        there = self._places(chance)
        order = chance.permutation(len(there))
        kept: list[Reals] = []
        taken = np.zeros(len(there), bool)
        tree = KDTree(there)
        for at in order:
            if taken[at]:
                continue
            kept.append(there[at])
            taken[tree.query_ball_point(there[at], apart_mm)] = True
            if len(kept) == count:
                break
        return np.array(kept)

    def _places(self, chance: np.random.Generator) -> Reals:
        """Give places all over the scalp, as many on each square millimetre."""
        corners = self.points[self.triangles[(self.grown[self.triangles] > 0.55).all(axis=1)]]
        area = np.linalg.norm(
            np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]), axis=1
        )
        chosen = corners[chance.choice(len(corners), PLACES, p=area / area.sum())]
        one, other = np.sort(chance.uniform(size=(2, PLACES, 1)), axis=0)
        found: Reals = (
            chosen[:, 0] * one + chosen[:, 1] * (other - one) + chosen[:, 2] * (1 - other)
        )
        return found

    def below(self, places: Reals) -> tuple[Reals, Reals]:
        """Give how far places are off the skin, and which way that is."""
        _, at = self.tree.query(places)
        away = self.normals[at]
        return np.einsum("ij,ij->i", places - self.points[at], away), away

    def combed(self, roots: Reals, comb: Comb) -> tuple[Reals, Reals]:
        """Give the paths of locks (n × steps × 3), and what is outward along them."""
        here = roots.copy()
        paths, outs = [], []
        for step in range(comb.steps):
            part = step / (comb.steps - 1)
            lift = comb.lift[:, 0] * (1 - part) + comb.lift[:, 1] * part
            lift = lift * min(0.25 + part * 3.0, 1)
            off, away = self.below(here)
            here = here + away * np.maximum(lift - off, 0)[:, None]
            paths.append(here)
            outs.append(away)
            way = comb.way(here, part)
            way = way / np.maximum(np.linalg.norm(way, axis=1, keepdims=True), 1e-9)
            inward = np.einsum("ij,ij->i", way, away)
            near = np.clip(1 - (off - lift) / REACH_MM, 0, 1)
            way = way - (near * np.minimum(inward, 0.15))[:, None] * away
            here = here + way * (comb.lengths / (comb.steps - 1))[:, None]
        return np.stack(paths, 1), np.stack(outs, 1)
