"""The guided filter: one plane made to follow the edges of another picture's colours, at any size."""

from typing import Final

import numpy as np

from providers.local.engines._retouching.canvas import Plane, boxed, plane, resized, within

COARSE_SIDE_MAX: Final = 1_280
"""The filter's coefficients are smooth: they are found on a smaller picture, and spread."""


def followed(guide: Plane, values: Plane, *, radius_share: float, smooth: float) -> Plane:
    """Give `values` as the best linear function of the guide's colours, window by window.

    `radius_share` of the longer side; `smooth`: variances of the guide below it are no edges.
    """
    size = guide.shape[1], guide.shape[0]
    coarse = within(size, COARSE_SIDE_MAX)
    radius = max(1, round(radius_share * max(coarse)))
    slopes, offset = _coefficients(resized(guide, coarse), resized(values, coarse), radius, smooth)
    return plane(
        (resized(slopes, size) * guide).sum(axis=2, dtype=np.float32) + resized(offset, size)
    )


def _coefficients(guide: Plane, values: Plane, radius: int, smooth: float) -> tuple[Plane, Plane]:
    mean, level = boxed(guide, radius), boxed(values, radius)
    shared = boxed(guide * values[..., None], radius) - mean * level[..., None]
    spread = np.empty((*values.shape, 3, 3), np.float32)
    for row in range(3):
        for column in range(row, 3):
            both = boxed(plane(guide[..., row] * guide[..., column]), radius)
            spread[..., row, column] = both - mean[..., row] * mean[..., column]
            spread[..., column, row] = spread[..., row, column]
    spread += smooth * np.eye(3, dtype=np.float32)
    slopes = plane(np.linalg.solve(spread, shared[..., None])[..., 0])
    offset = plane(level - (slopes * mean).sum(axis=2))
    return boxed(slopes, radius), boxed(offset, radius)
