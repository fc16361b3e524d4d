"""Triangles that are never seen, left away: the undersides of locks, and locks under locks."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from providers.local.engines._head.model import Part
from providers.local.engines._head.raster import Camera, Canvas, bounds, drawn, projected

SIDE: Final = 720
"""Samples along each side of a view."""
CAMERA: Final = Camera(1.5, SIDE / 0.50, 0.0, -0.06, SIDE, SIDE)
Views = Sequence[tuple[float, float]]
"""Sides that something is seen from: turns and tilts, in degrees."""
AROUND: Final[Views] = tuple((turn, tilt) for turn in range(0, 360, 30) for tilt in (-32, 0, 32))
FACING: Final[Views] = tuple(
    (turn, tilt) for turn in (-24, -12, 0, 12, 24) for tilt in (-14, 0, 14)
)
"""As a head is seen that speaks to its listeners."""
PRUNED: Final = "hair"


def pruned(parts: Sequence[Part], views: Views = AROUND) -> tuple[Part, ...]:
    """Give the parts without what of their hair is hidden from every side; what touches a seen triangle stays."""
    if not any(part.name.startswith(PRUNED) for part in parts):
        return tuple(parts)
    seen = _seen(parts, views)
    ends = np.cumsum([0, *(len(part.triangles) for part in parts)])
    return tuple(
        _kept(part, seen[start:end]) if part.name.startswith(PRUNED) else part
        for part, (start, end) in zip(parts, pairwise(ends), strict=True)
    )


def _seen(parts: Sequence[Part], views: Views) -> NDArray[np.bool_]:
    """Tell of every triangle whether it is seen from some side."""
    starts = np.cumsum([0, *(len(part.positions) for part in parts)])
    positions = np.concatenate([part.positions for part in parts])
    triangles = np.concatenate(
        [part.triangles + np.uint32(start) for part, start in zip(parts, starts, strict=False)]
    ).astype(np.uint32)
    found = np.zeros(len(triangles) + 1, bool)
    canvas = Canvas(np.zeros((SIDE, SIDE), np.float32), np.full((SIDE, SIDE), -1, np.int32))
    for turn, tilt in views:
        points = projected(_turned(positions, np.radians(turn), np.radians(tilt)), CAMERA)
        drawn(points, triangles, canvas, bounds(points, CAMERA))
        found[np.unique(canvas.shows)] = True
    return found[:-1]


def _turned(positions: NDArray[np.float32], turn: float, tilt: float) -> NDArray[np.float32]:
    across = np.array(
        [[np.cos(turn), 0, np.sin(turn)], [0, 1, 0], [-np.sin(turn), 0, np.cos(turn)]]
    )
    down = np.array([[1, 0, 0], [0, np.cos(tilt), -np.sin(tilt)], [0, np.sin(tilt), np.cos(tilt)]])
    return np.ascontiguousarray(positions @ (down @ across).T, np.float32)


def _kept(part: Part, seen: NDArray[np.bool_]) -> Part:
    touched = np.zeros(len(part.positions), bool)
    touched[part.triangles[seen]] = True
    triangles = part.triangles[touched[part.triangles].any(axis=1)]
    used, order = np.unique(triangles, return_inverse=True)
    return replace(
        part,
        positions=part.positions[used],
        normals=part.normals[used],
        uvs=part.uvs[used],
        triangles=order.reshape(-1, 3).astype(np.uint32),
        jaw=part.jaw[used],
        morphs={name: moved[used] for name, moved in part.morphs.items()},
    )
