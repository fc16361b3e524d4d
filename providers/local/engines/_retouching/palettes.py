"""The colours of one picture given to another: all of them moved together, as little as may be."""

from typing import Final

import numpy as np
from scipy.ndimage import gaussian_filter, map_coordinates

from providers.local.engines._retouching.canvas import (
    Plane,
    lab_of,
    plane,
    resized,
    rgb_of,
    within,
)

THUMBNAIL_SIDE_MAX: Final = 192
SLICES: Final = 24
CELLS: Final = 25
LOW: Final = np.array([0, -100, -100], np.float32)
HIGH: Final = np.array([100, 100, 100], np.float32)
"""The box of L*a*b* that colours are moved in, and how finely it is cut."""


def recoloured(colours: Plane, reference: Plane, *, seed: int) -> Plane:
    """Give the picture the reference's colours: each moves where the whole of them must go (sliced transport)."""
    own, wanted = _thumbnail(colours), _thumbnail(reference)
    moved = _transported(own, wanted, np.random.default_rng(seed))
    shifts = _table(own, moved - own)
    lab = lab_of(colours)
    return plane(np.clip(rgb_of(plane(lab + _looked_up(shifts, lab))), 0, 1))


def _thumbnail(colours: Plane) -> Plane:
    size = within((colours.shape[1], colours.shape[0]), THUMBNAIL_SIDE_MAX)
    return lab_of(resized(colours, size)).reshape(-1, 3)


def _transported(points: Plane, wanted: Plane, rng: np.random.Generator) -> Plane:
    """Sort both along one direction after another, and move each point to the place of its rank."""
    moved = points.copy()
    ranks = np.linspace(0, 1, len(points), dtype=np.float32)
    goals = np.linspace(0, 1, len(wanted), dtype=np.float32)
    for _ in range(SLICES):
        axes, _ = np.linalg.qr(rng.normal(size=(3, 3)))
        shift = np.zeros_like(moved)
        for axis in axes.astype(np.float32):
            along = moved @ axis
            order = np.argsort(along, kind="stable")
            goal = np.interp(ranks, goals, np.sort(wanted @ axis)).astype(np.float32)
            shift[order] += (goal - along[order])[:, None] * axis
        moved += 0.8 * shift
    return moved


def _table(points: Plane, shifts: Plane) -> Plane:
    """Tell for every colour where it moves: as its neighbours do, smoothly."""
    at = np.clip(np.round((points - LOW) / (HIGH - LOW) * (CELLS - 1)).astype(int), 0, CELLS - 1)
    total = np.zeros((CELLS, CELLS, CELLS, 4), np.float32)
    np.add.at(total, tuple(at.T), np.concatenate([shifts, np.ones((len(shifts), 1))], axis=1))
    table = np.zeros((CELLS, CELLS, CELLS, 3), np.float32)
    known = np.zeros((CELLS, CELLS, CELLS, 1), np.bool_)
    for reach in (1.0, 2.0, 4.0, 8.0):
        near = gaussian_filter(total, (reach, reach, reach, 0))
        here = (near[..., 3:] > 0.02) & ~known
        table = np.where(here, near[..., :3] / np.maximum(near[..., 3:], 1e-9), table)
        known |= here
    return plane(table)


def _looked_up(table: Plane, lab: Plane) -> Plane:
    at = ((lab - LOW) / (HIGH - LOW) * (CELLS - 1)).reshape(-1, 3).T
    found = [map_coordinates(table[..., band], at, order=1, mode="nearest") for band in range(3)]
    return plane(np.stack(found, axis=1).reshape(lab.shape))
