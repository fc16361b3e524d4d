"""How much light reaches each vertex of a head: of the whole sky, and of the key light with its soft shadow."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from providers.local.engines._head.model import Floats
from providers.local.engines._head.posing import Pose, Skin, normals, posed
from providers.local.engines._head.raster import Box, Canvas, drawn
from providers.local.engines._head.shading import KEY

SIDE: Final = 320
MARGIN: Final = 0.004
"""Metres within which a vertex does not shade itself."""
DIRECTIONS: Final = 40
KEY_DIRECTIONS: Final = 8
KEY_SPREAD: Final = 0.16
SKY_MIN: Final = 0.12
KEY_MIN: Final = 0.10


def light(skin: Skin, opened: Pose, still: Floats) -> Floats:
    """Give each vertex its share of sky and of key light, the mouth half open: n × 2."""
    both = [_arrives(skin, moved) for moved in (still, posed(skin, opened))]
    found: Floats = (0.35 * np.minimum(*both) + 0.65 * np.maximum(*both)).astype(np.float32)
    return found


def _arrives(skin: Skin, moved: Floats) -> Floats:
    faces = normals(moved, skin.triangles, skin.weld) + skin.bends
    sky, most = np.zeros(len(moved)), np.zeros(len(moved))
    for direction in _sphere(DIRECTIONS):
        weight = np.maximum(faces @ direction, 0.0) * (0.7 + 0.3 * direction[1])
        sky += weight * _seen(skin, moved, direction)
        most += weight
    key = np.zeros(len(moved))
    for direction in _around(np.array(KEY), KEY_DIRECTIONS):
        key += _seen(skin, moved, direction)
    sky = np.maximum(sky / np.maximum(most, 1e-6), SKY_MIN) ** 0.8
    key = np.maximum(key / KEY_DIRECTIONS, KEY_MIN)
    found: Floats = np.column_stack([sky, key]).astype(np.float32)
    return found


def _seen(skin: Skin, moved: Floats, direction: NDArray[np.float64]) -> NDArray[np.float64]:
    """Tell which vertices the light of a direction reaches, 0 or 1, softened at the edges of shadows."""
    side = np.cross([0.0, 1.0, 0.0], direction)
    side = side / max(float(np.linalg.norm(side)), 1e-6)
    up = np.cross(direction, side)
    flat = moved @ np.stack([side, up, direction], axis=1)
    low, high = flat.min(0), flat.max(0)
    zoom = (SIDE - 4) / max(float((high - low)[:2].max()), 1e-6)
    points = np.empty_like(moved)
    points[:, 0] = 2 + (flat[:, 0] - low[0]) * zoom
    points[:, 1] = 2 + (high[1] - flat[:, 1]) * zoom
    points[:, 2] = 1.0 + flat[:, 2] - low[2]
    canvas = Canvas(np.zeros((SIDE, SIDE), np.float32), np.zeros((SIDE, SIDE), np.int32))
    drawn(points, skin.triangles, canvas, Box(0, 0, SIDE, SIDE))
    columns, rows = points[:, 0].astype(int), points[:, 1].astype(int)
    reached = np.zeros(len(moved))
    for down, right in ((0, 0), (-1, 0), (1, 0), (0, -1), (0, 1)):
        depth = canvas.near[
            np.clip(rows + down, 0, SIDE - 1), np.clip(columns + right, 0, SIDE - 1)
        ]
        reached += depth <= points[:, 2] + MARGIN
    return reached / 5


def _sphere(count: int) -> NDArray[np.float64]:
    """Spread directions evenly (Fibonacci)."""
    at = np.arange(count) + 0.5
    height, angle = 1 - 2 * at / count, np.pi * (1 + 5**0.5) * at
    flat = np.sqrt(1 - height**2)
    return np.column_stack([np.cos(angle) * flat, height, np.sin(angle) * flat])


def _around(middle: NDArray[np.float64], count: int) -> NDArray[np.float64]:
    angle = 2 * np.pi * np.arange(count) / count
    radius = KEY_SPREAD * np.sqrt((np.arange(count) + 0.5) / count)
    side = np.cross([0.0, 1.0, 0.0], middle)
    side, up = side / np.linalg.norm(side), np.cross(middle, side)
    spread = middle + np.outer(np.cos(angle) * radius, side) + np.outer(np.sin(angle) * radius, up)
    found: NDArray[np.float64] = spread / np.linalg.norm(spread, axis=1, keepdims=True)
    return found
