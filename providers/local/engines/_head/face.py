"""The skin of head and neck as a grid: slits for eyes and mouth, dense where a face moves. Millimetres."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from providers.local.engines._head.reals import Reals
from providers.local.engines._head.relief import Relief
from providers.local.engines._head.shape import Shape
from providers.local.engines._head.surface import EYE_ROW, LAST_ROW, MOUTH_ROW, Surface

ROWS: Final = (3, 4, 8, 8, 11, 8, 15, 13, 11, 6, 4, 3, 4, 3, 3, 3, 2)
"""Into how many rows each part of the net is cut, from the crown down."""
COLUMN_MM: Final = 2.0
BEHIND: Final = ((3.0, 9), (4.0, 5), (5.0, 5))
"""Columns from the cheek to the ear, from there to behind it, and to the back."""
RIM: Final = 2
"""Rows that a slit's edge goes on inward, at each side of it."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Half a face, the left one (x from 0 up): points, where they are by row of the net, and its slits."""

    points: Reals  # r × c × 3
    rows: Reals  # r × c
    columns: Reals
    base: Reals  # z without the lids
    eye: tuple[int, int]  # the rows of the upper and the lower edge
    mouth: tuple[int, int]
    eye_columns: tuple[int, int]
    mouth_column: int

    def mirrored(self, half: Reals) -> Reals:
        """Give a whole field of values from half of one: the same on both sides."""
        return np.concatenate([half[:, :0:-1], half], axis=1)

    @property
    def whole(self) -> Reals:
        """Give all points."""
        found = self.mirrored(self.points)
        found[:, : len(self.columns) - 1, 0] *= -1
        return found


def grid(shape: Shape) -> Grid:
    """Lay out the grid of a head."""
    relief = Relief(shape)
    columns, inner, outer, corner = _columns(shape)
    surface = Surface(shape, columns)
    rows, eye, mouth = _rows()
    still = np.repeat(np.array(rows)[:, None], len(columns), axis=1)
    bare = surface.at(_warped(surface, relief, still, (eye, mouth)))
    lower_lip = np.zeros(still.shape, bool)
    lower_lip[mouth[1] - RIM :] = True
    points = bare.copy()
    front = _smooth(bare[..., 2], 4, 40) * _smooth(-still, -11.8, -10.6)
    points[..., 2] += front * relief.at(bare[..., 0], bare[..., 1], lower_lip)
    base = points[..., 2].copy()
    near = (still > 3.4) & (still < 6.6) & (bare[..., 2] > 25)
    lifted = relief.over_ball(points[..., 0], points[..., 1], base)
    points[..., 2] = np.where(near, lifted, base)
    made = Grid(points, still, columns, base, eye, mouth, (inner, outer), corner)
    _fold(made, shape, relief)
    _rims(made, relief)
    return made


def _columns(shape: Shape) -> tuple[Reals, int, int, int]:
    """Give the columns, and which go through the corners of eyes and mouth."""
    fine = np.linspace(0, 2.2, 441)
    bare = Surface(shape, fine).at(np.repeat([[float(EYE_ROW)], [float(MOUTH_ROW)]], 441, axis=1))
    marks = {
        "inner": np.interp(shape.eyes.inner, bare[0, :, 0], fine),
        "outer": np.interp(shape.eyes.outer, bare[0, :, 0], fine),
        "corner": np.interp(shape.mouth.half, bare[1, :, 0], fine),
    }
    stops = sorted([*((at, name) for name, at in marks.items()), (2.0, "cheek")])
    columns, found = [0.0], {}
    for at, name in stops:
        wide = np.interp(at, fine, bare[0, :, 0]) - np.interp(columns[-1], fine, bare[0, :, 0])
        count = max(1, round(wide / COLUMN_MM))
        columns += np.linspace(columns[-1], at, count + 1)[1:].tolist()
        found[name] = len(columns) - 1
    for at, count in BEHIND:
        columns += np.linspace(columns[-1], at, count + 1)[1:].tolist()
    return np.array(columns), found["inner"], found["outer"], found["corner"]


def _rows() -> tuple[list[float], tuple[int, int], tuple[int, int]]:
    """Give the rows, those of a slit more than once, and the edges of both slits."""
    rows, edges = [0.0], []
    for number, count in enumerate(ROWS):
        rows += [number + step / count for step in range(1, count + 1)]
        if number + 1 in (EYE_ROW, MOUTH_ROW):
            edges.append((len(rows) - 1, len(rows) + 2 * RIM))
            rows += [float(number + 1)] * (2 * RIM + 1)
    assert rows[-1] == LAST_ROW, "the rows cover the net"
    return rows, edges[0], edges[1]


def _warped(
    surface: Surface, relief: Relief, rows: Reals, slits: tuple[tuple[int, int], tuple[int, int]]
) -> Reals:
    """Bend the rows so that lids and lips lie along them."""
    eye, _mouth = slits
    at_eye, at_mouth = (
        surface.at(np.full((1, rows.shape[1]), float(row)))[0] for row in (EYE_ROW, MOUTH_ROW)
    )
    upper, lower = relief.lids(at_eye[:, 0])
    beyond = np.clip(1 - (at_eye[:, 0] - relief.shape.eyes.outer) / 18, 0, 1) * (at_eye[:, 2] > 0)
    above, below = (upper - at_eye[:, 1]) * beyond, (lower - at_eye[:, 1]) * beyond
    index = np.arange(len(rows))[:, None]
    rise = np.where(
        index <= eye[0] + RIM,
        above * _fall(rows - EYE_ROW, 1.35),
        below * _fall(rows - EYE_ROW, 1.2),
    )
    away = np.clip(1 - (at_mouth[:, 0] - relief.shape.mouth.half) / 40, 0, 1) * (at_mouth[:, 2] > 0)
    lips = (relief.line(at_mouth[:, 0]) - at_mouth[:, 1]) * away
    rise = rise + lips * _fall(rows - MOUTH_ROW, 1.5)
    return surface.moved(rows, rise)


def _fold(made: Grid, shape: Shape, relief: Relief) -> None:
    """Press the fold above the upper lid."""
    eyes = shape.eyes
    x, y = made.points[..., 0], made.points[..., 1]
    upper, _ = relief.lids(x)
    part = (x - eyes.inner) / (eyes.outer - eyes.inner)
    reach = np.clip(np.sin(np.pi * np.clip(part * 0.92 + 0.04, 0, 1)), 0, 1) ** 0.5
    above = y - upper - (1.2 + 2.6 * reach)
    within = (made.rows < EYE_ROW) & (made.rows > 3.4)
    made.points[..., 2] -= np.where(
        within, eyes.hood * 0.9 * reach * np.exp(-((above / 1.1) ** 2)), 0
    )


def _rims(made: Grid, relief: Relief) -> None:
    """Turn the edges of the slits inward: lids to the ball, lips to the teeth."""
    points = made.points
    inner, outer = made.eye_columns
    for edge, step in ((made.eye[0], 1), (made.eye[1], -1)):
        for depth in range(1, RIM + 1):
            rim, here = points[edge + step * depth], points[edge]
            rim[:] = here
            span = slice(inner, outer + 1)
            rim[span, 1] = here[span, 1] + 0.55 * step * (depth - 1)
            ball = relief.ball(rim[span, 0], rim[span, 1])
            rim[span, 2] = np.minimum(here[span, 2], ball + (0.15 if depth == 1 else -2.2))
    for edge, step in ((made.mouth[0], 1), (made.mouth[1], -1)):
        for depth in range(1, RIM + 1):
            rim, here = points[edge + step * depth], points[edge]
            rim[:] = here
            span = slice(0, made.mouth_column + 1)
            soft = np.clip((made.mouth_column - np.arange(made.mouth_column + 1)) / 4, 0.15, 1)
            rim[span, 1] = here[span, 1] + step * soft * (0.5 if depth == 1 else 3.0)
            rim[span, 2] = here[span, 2] - soft * (2.2 if depth == 1 else 7.5)


def _fall(rows: Reals, reach: float) -> Reals:
    """Give 1 at a row, falling to 0 within `reach` rows."""
    part = np.clip(1 - np.abs(rows) / reach, 0, 1)
    found: Reals = part * part * (3 - 2 * part)
    return found


def _smooth(value: Reals, low: float, high: float) -> Reals:
    part = np.clip((value - low) / (high - low), 0, 1)
    found: Reals = part * part * (3 - 2 * part)
    return found


def triangles(made: Grid) -> NDArray[np.uint32]:
    """Give the triangles of the whole grid; between a slit's two sides there are none."""
    rows, half = made.rows.shape
    wide = 2 * half - 1
    middle = half - 1
    found = []
    for row in range(rows - 1):
        for column in range(wide - 1):
            reach = max(abs(column - middle), abs(column + 1 - middle))
            first = min(abs(column - middle), abs(column + 1 - middle))
            if not _joined(made, row, first, reach):
                continue
            a, b = row * wide + column, row * wide + column + 1
            c, d = a + wide, b + wide
            if row:
                found.append((a, c, b))
            found.append((b, c, d))
    return np.array(found, np.uint32)


def _joined(made: Grid, row: int, first: int, last: int) -> bool:
    """Tell whether two rows are joined between two columns of a half."""
    for (upper, lower), (start, end) in (
        (made.eye, made.eye_columns),
        (made.mouth, (0, made.mouth_column)),
    ):
        if upper <= row < lower:
            within = start <= first and last <= end
            return within and row != upper + RIM
    return True
