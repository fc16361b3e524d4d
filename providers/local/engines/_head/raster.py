"""Which triangle each sample of a picture shows: four samples a pixel, the nearest wins."""

from math import ceil, floor
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from providers.local.engines._head.compiled import compiled, inlined
from providers.local.engines._head.model import Floats, Indices

SAMPLES = 2
"""Along each side of a pixel."""
NOTHING = -1
EDGE = 1e-4
"""Samples this near to an edge are inside: neighbours leave no gap."""
FLAT = 1e-9

Numbers = NDArray[np.int32]


class Canvas(NamedTuple):
    """The samples of a picture: how near they are (one over metres), and which triangle they show."""

    near: Floats
    shows: Numbers


class Camera(NamedTuple):
    """A camera on the z axis that looks at the head. `middle` is what stands in the centre, in metres."""

    distance: float
    scale: float  # samples a metre, at the origin
    middle_x: float
    middle_y: float
    width: int  # in samples
    height: int


class Box(NamedTuple):
    """A part of the canvas, in samples; the ends are not in it."""

    left: int
    top: int
    right: int
    bottom: int


@compiled
def projected(moved: Floats, camera: Camera) -> Floats:
    """Give vertices as samples right, samples down, and nearness."""
    found = np.empty((len(moved), 3), np.float32)
    for at in range(len(moved)):
        near = np.float32(1.0) / max(camera.distance - moved[at, 2], 0.05)
        zoom = camera.distance * near * camera.scale
        found[at, 0] = camera.width * 0.5 + (moved[at, 0] - camera.middle_x) * zoom
        found[at, 1] = camera.height * 0.5 - (moved[at, 1] - camera.middle_y) * zoom
        found[at, 2] = near
    return found


@compiled
def bounds(points: Floats, camera: Camera) -> Box:
    """Give the part of the canvas that the points touch, whole pixels with a margin of one."""
    left, top, right, bottom = 1e9, 1e9, -1e9, -1e9
    for at in range(len(points)):
        left, right = min(left, points[at, 0]), max(right, points[at, 0])
        top, bottom = min(top, points[at, 1]), max(bottom, points[at, 1])
    step = 2 * SAMPLES
    return Box(
        max(0, int(left) // step * step - step),
        max(0, int(top) // step * step - step),
        min(camera.width, int(right) // step * step + 2 * step),
        min(camera.height, int(bottom) // step * step + 2 * step),
    )


@compiled
def drawn(points: Floats, triangles: Indices, canvas: Canvas, box: Box) -> None:
    """Write each front-facing triangle's number where it is nearest."""
    canvas.near[box.top : box.bottom, box.left : box.right] = 0.0
    canvas.shows[box.top : box.bottom, box.left : box.right] = NOTHING
    for number in range(len(triangles)):
        a, b, c = triangles[number]
        area = _area(points, a, b, c)
        if area > 1e-6:
            _fill(points, (a, b, c), number, canvas, box, 1.0 / area)


@inlined
def _area(points: Floats, a: int, b: int, c: int) -> float:
    """Give twice the area, above nothing where the corners run counter-clockwise to the eye."""
    twice: float = (points[c, 0] - points[a, 0]) * (points[b, 1] - points[a, 1]) - (
        points[b, 0] - points[a, 0]
    ) * (points[c, 1] - points[a, 1])
    return twice


@inlined
def _fill(
    points: Floats,
    corners: tuple[int, int, int],
    number: int,
    canvas: Canvas,
    box: Box,
    share: float,
) -> None:
    a, b, c = corners
    ax, ay, bx, by, cx, cy = (
        points[a, 0], points[a, 1], points[b, 0], points[b, 1], points[c, 0], points[c, 1],
    )  # fmt: skip
    top = max(box.top, ceil(min(ay, by, cy) - 0.5))
    bottom = min(box.bottom, floor(max(ay, by, cy) - 0.5) + 1)
    left = max(box.left, ceil(min(ax, bx, cx) - 0.5))
    right = min(box.right, floor(max(ax, bx, cx) - 0.5) + 1)
    # Shares of b and c as planes over the screen: what they are at the first sample, and what a step changes.
    b_right, b_down = (cy - ay) * -share, (cx - ax) * share
    c_right, c_down = (by - ay) * share, (bx - ax) * -share
    x, y = left + 0.5 - ax, top + 0.5 - ay
    b_row, c_row = b_right * x + b_down * y, c_right * x + c_down * y
    a_near, b_near, c_near = points[a, 2], points[b, 2], points[c, 2]
    near_right = b_right * (b_near - a_near) + c_right * (c_near - a_near)
    near_down = b_down * (b_near - a_near) + c_down * (c_near - a_near)
    near_row = a_near + b_row * (b_near - a_near) + c_row * (c_near - a_near)
    a_right, a_down, a_row = -b_right - c_right, -b_down - c_down, 1.0 - b_row - c_row
    a_step, b_step, c_step = _inverse(a_right), _inverse(b_right), _inverse(c_right)
    for row in range(top, bottom):
        # Inside, all three shares are above nothing: each edge bounds the row's samples from one side.
        first, last = 0.0, right - left - 1.0
        first, last = _within(a_row, a_step, first, last)
        first, last = _within(b_row, b_step, first, last)
        first, last = _within(c_row, c_step, first, last)
        start, end = ceil(first - EDGE), floor(last + EDGE)
        near = near_row + near_right * start
        for column in range(left + start, left + end + 1):
            if near > canvas.near[row, column]:
                canvas.near[row, column] = near
                canvas.shows[row, column] = number
            near += near_right
        a_row += a_down
        b_row += b_down
        c_row += c_down
        near_row += near_down


@inlined
def _inverse(right: float) -> float:
    """Give how many samples a share takes to change by one; nothing where it does not change along a row."""
    return 1.0 / right if abs(right) > FLAT else 0.0


@inlined
def _within(share: float, step: float, first: float, last: float) -> tuple[float, float]:
    """Narrow the samples of a row to those where a share, which takes `step` samples to grow by one, is not below 0."""
    if step > 0.0:
        return max(first, -share * step), last
    if step < 0.0:
        return first, min(last, -share * step)
    if share < -EDGE:
        return 1.0, 0.0
    return first, last
