"""Where hair grows on a head."""

from typing import Final

import numpy as np

from providers.local.engines._head.reals import Reals
from providers.local.engines._head.shape import Shape

MIDDLE_MM: Final = -12.0
"""The skull's axis, from which angles are told."""
HAIRLINE: Final = (
    (0, 73), (18, 75), (32, 72), (46, 60), (56, 44), (63, 28), (70, 10), (76, -8), (82, -17), (88, -16), (93, 12),
    (104, 24), (114, 16), (122, -14), (134, -46), (150, -58), (180, -62),
)  # fmt: skip
"""The lowest place of hair, by the angle around the head."""
SOFT_MM: Final = 5.0


def hairline(angle: Reals, shape: Shape) -> Reals:
    """Give the height of the hair's edge at an angle in degrees; the crown takes it along."""
    angles, heights = np.array(HAIRLINE, float).T
    found = np.interp(np.abs(angle), angles, heights)
    return np.asarray(found + shape.crown * np.clip(found / 80, 0, 1), np.float32)


def angle_of(x: Reals, z: Reals) -> Reals:
    """Give the angle around the head, in degrees: 0 is the front, 180 the back."""
    return np.asarray(np.degrees(np.arctan2(np.abs(x), z - MIDDLE_MM)), np.float32)


def hairiness(x: Reals, y: Reals, z: Reals, shape: Shape) -> Reals:
    """Give how much hair grows at places, 0 to 1."""
    edge = hairline(angle_of(x, z), shape)
    part = np.clip((y - edge) / (2 * SOFT_MM) + 0.5, 0, 1)
    return np.asarray(part * part * (3 - 2 * part), np.float32)
