"""The bare surface of a head and its neck: a net of points, spanned smoothly. Millimetres."""

from typing import Final

import numpy as np
from scipy.interpolate import CubicSpline

from providers.local.engines._head.reals import Reals
from providers.local.engines._head.shape import Shape

AZIMUTHS: Final = (0.0, 24.0, 48.0, 88.0, 130.0, 180.0)
LATITUDES: Final = (118.0, 90.0, 62.0, 38.0, 17.0)
"""Of the skull's first rows; the one before the crown lies beyond it, so that the crown is round."""
SKULL: Final = ((0.0, 27.0, -12.0), (77.0, 90.0, 98.5))

EYE_ROW, NOSE_ROW, MOUTH_ROW, JAW_ROW, NECK_ROW = 5, 7, 8, 11, 15
LAST_ROW: Final = 17

LOWER: Final = (
    ((0, 22, 87.5), (31, 23, 84), (56, 20, 62.5), (75.5, 20, -12), (59, 22, -75), (0, 22, -110)),
    ((0, 1, 82.5), (31, 1, 77.5), (55.5, -1, 60), (74, 0, -10), (57, 4, -71), (0, 4, -107)),
    ((0, -20, 84), (31, -20, 79.5), (58.5, -19, 55), (73.5, -21, -8), (55, -14, -65), (0, -14, -98)),
    ((0, -46, 86.5), (31, -46, 78), (56.5, -42, 48), (71, -42, -6), (53, -32, -58), (0, -32, -86)),
    ((0, -68, 87), (29, -67, 76.5), (51.5, -63, 43), (68, -60, -7), (52, -48, -54), (0, -50, -74)),
    ((0, -88, 83.5), (26, -87, 72), (45, -82, 41), (63.5, -75, -9), (51, -62, -51), (0, -65, -66)),
    ((0, -105, 84.5), (21.5, -104, 71), (37.5, -98, 40), (58, -86, -8), (50, -74, -50), (0, -78, -62)),
    ((0, -117.5, 77), (17.5, -116, 64.5), (31, -109, 36), (53, -95, -10), (49.5, -86, -48), (0, -90, -60)),
    ((0, -120, 56), (14.5, -119.5, 46), (27.5, -115.5, 23), (47.5, -105, -14), (48.5, -98, -46), (0, -102, -59)),
    ((0, -126, 32), (18, -125, 27), (35, -123, 15), (49.5, -119, -17), (46, -114, -46), (0, -116, -59)),
    ((0, -150, 24), (20, -149, 20), (38, -147, 8), (52, -144, -21), (47, -140, -48), (0, -141, -60)),
    ((0, -178, 24), (23, -176, 22), (45, -172, 9), (62, -167, -23), (54, -163, -52), (0, -161, -65)),
    ((0, -204, 38), (42, -202, 36), (84, -196, 14), (112, -188, -26), (92, -180, -62), (0, -178, -78)),
    ((0, -250, 56), (60, -250, 54), (112, -246, 24), (140, -238, -26), (112, -232, -76), (0, -230, -92)),
)  # fmt: skip
"""Rows from the brows down to the chest, at each azimuth: brows, eyes, the nose's middle and base, the mouth, the
fold under it, the chin, the jaw's edge, its underside, and the neck."""


class Surface:
    """Reals of the right or left half by column (an azimuth in stations, 0 to 5) and row (the crown is 0)."""

    def __init__(self, shape: Shape, columns: Reals) -> None:
        net = shaped(_net(), shape)
        there = np.column_stack([net[:, :0:-1] * (-1, 1, 1), net])[:, :-1]
        around = np.concatenate([-np.array(AZIMUTHS)[:0:-1], AZIMUTHS])
        closed = np.concatenate([there, there[:, :1]], axis=1)
        wide = CubicSpline(around, closed, axis=1, bc_type="periodic")
        self.columns = columns
        self.curves = wide(np.interp(columns, range(len(AZIMUTHS)), AZIMUTHS))
        self.rows = CubicSpline(np.arange(-1, len(net) - 1), self.curves, axis=0)

    def at(self, rows: Reals) -> Reals:
        """Give points for rows that may differ from column to column (r × c)."""
        pieces = self.rows.c
        whole = np.clip(np.floor(rows).astype(int) + 1, 0, pieces.shape[1] - 1)
        part = (rows - (whole - 1))[..., None]
        column = np.arange(rows.shape[1])[None, :]
        a, b, c, d = (pieces[power, whole, column] for power in range(4))
        found: Reals = ((a * part + b) * part + c) * part + d
        return found

    def moved(self, rows: Reals, rise: Reals) -> Reals:
        """Give the rows that lie `rise` higher, column by column."""
        wanted = self.at(rows)[..., 1] + rise
        found = rows.copy()
        for _ in range(4):
            here = self.at(found)[..., 1]
            slope = (self.at(found + 0.01)[..., 1] - here) / 0.01
            found = found + np.clip((wanted - here) / np.minimum(slope, -4.0), -0.4, 0.4)
        return found


def _net() -> Reals:
    skull = [_skull(latitude) for latitude in LATITUDES]
    return np.array([*skull, *LOWER], np.float64)


def _skull(latitude: float) -> list[tuple[float, float, float]]:
    """Give a row of the skull; beyond the crown it is the one of the other side."""
    (mx, my, mz), (wide, tall, deep) = SKULL
    up, out = np.sin(np.radians(latitude)), np.cos(np.radians(latitude))
    turn = np.radians(AZIMUTHS)
    return [
        (mx + wide * out * np.sin(at), my + tall * up, mz + deep * out * np.cos(at)) for at in turn
    ]


def shaped(net: Reals, shape: Shape) -> Reals:
    """Give the net of one head: rows first, then stations."""
    made = net.copy()
    row = np.arange(-1.0, len(net) - 1)[:, None]
    face = _between(row, 3.5, 5.0) * (1 - _between(row, 12.0, 14.0))
    low = _between(row, 6.5, 9.0) * (1 - _between(row, 11.5, 13.5))
    chin = _between(row, 8.5, 10.0) * (1 - _between(row, 11.5, 13.0))
    front = np.array([1, 1, 0.55, 0.1, 0, 0])
    made[..., 0] *= 1 + (shape.width - 1) * (1 - _between(row, 12, 14))
    made[..., 0] *= 1 + (shape.cheek - 1) * _bell(row, 6.4, 1.2) * np.array([0, 0.4, 1, 0.4, 0, 0])
    made[..., 0] *= 1 + (shape.jaw - 1) * low * np.array([0, 0.7, 1, 1, 0.5, 0])
    made[..., 0] *= 1 + (shape.chin_width - 1) * chin * np.array([0, 1, 0.8, 0.2, 0, 0])
    made[..., 2] += shape.chin * chin * front
    made[..., 2] -= shape.flat * face * front * np.maximum(made[..., 2] - 74, 0) * 0.7
    made[..., 0] *= 1 + (shape.neck - 1) * _between(row, 11.5, 13.5) * (1 - _between(row, 15, 16.5))
    made[..., 0] *= 1 + (1.34 * shape.shoulders - 1) * _between(row, 14.8, 16.4)
    made[..., 1] += shape.crown * (1 - _between(row, 0.5, 4.0))
    lower = np.minimum(made[..., 1], 0) * (shape.lower_face - 1)
    made[..., 1] += np.where(row > 11.5, lower[12:13], lower)
    return made


def _between(value: Reals, low: float, high: float) -> Reals:
    share = np.clip((value - low) / (high - low), 0, 1)
    found: Reals = share * share * (3 - 2 * share)
    return found


def _bell(value: Reals, middle: float, wide: float) -> Reals:
    found: Reals = np.exp(-(((value - middle) / wide) ** 2))
    return found
