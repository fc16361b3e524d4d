"""A picture made larger: resampled, held to what it was made from, its edges drawn as fine as the new size allows."""

from collections.abc import Callable, Iterator
from typing import Final

import cv2
import numpy as np

from providers.local.engines._retouching.canvas import (
    OPAQUE,
    Canvas,
    Plane,
    colours_of,
    pixels_of,
    plane,
    softened,
    spread,
)

TURNS: Final = 6
SHARP_TURNS: Final = 4
PULL: Final = 0.9
EDGE: Final = 0.04
"""The step of light, 0–1 a pixel, from which an edge is drawn fine and no noise."""
SHARPENING: Final = 0.10
BAND_PIXELS_MAX: Final = 3_000_000
REACH_PX: Final = 24
"""Of the source: farther off, nothing tells on a pixel."""

Report = Callable[[float], None]


def enlarged(canvas: Canvas, scale: int, *, enhance: bool, report: Report) -> Canvas:
    """Give the picture `scale` times as wide and high. Shrunk again, it is what it was."""
    width, height = canvas.size
    colours = colours_of(canvas.pixels)
    alpha = None if canvas.alpha is None else plane(plane(canvas.alpha) / OPAQUE)
    if alpha is not None:
        colours = spread(colours, alpha >= 1, 2.0)  # what is half seen has half another's colour
    made = np.empty((height * scale, width * scale, 3), np.uint8)
    for top, bottom in _bands(canvas.size, scale):
        above, below = max(0, top - REACH_PX), min(height, bottom + REACH_PX)
        band = _band(plane(colours[above:below]), scale, enhance=enhance)
        within = slice((top - above) * scale, (bottom - above) * scale)
        made[top * scale : bottom * scale] = pixels_of(plane(band[within]))
        report(0.1 + 0.8 * bottom / height)
    if alpha is None:
        return Canvas(made)
    cover = plane(np.clip(_stretched(alpha, (width * scale, height * scale)), 0, 1))
    return Canvas(made, (cover * OPAQUE + 0.5).astype(np.uint8))


def _bands(size: tuple[int, int], scale: int) -> Iterator[tuple[int, int]]:
    """Part the rows so that little is made at once: the memory is a band's, whatever the picture's size."""
    width, height = size
    rows = max(REACH_PX, BAND_PIXELS_MAX // (width * scale * scale))
    for top in range(0, height, rows):
        yield top, min(height, top + rows)


def _band(colours: Plane, scale: int, *, enhance: bool) -> Plane:
    light = plane(cv2.cvtColor(colours, cv2.COLOR_RGB2YCrCb))
    size = colours.shape[1] * scale, colours.shape[0] * scale
    tint = [_stretched(plane(light[..., band]), size) for band in (1, 2)]
    fine = _light(plane(light[..., 0]), scale, enhance=enhance)
    return plane(cv2.cvtColor(np.dstack([fine, *tint]), cv2.COLOR_YCrCb2RGB))


def _light(source: Plane, scale: int, *, enhance: bool) -> Plane:
    """Enlarge by two, again and again, each time held to the source."""
    made, grown = source, 1
    while grown < scale:
        grown *= 2
        made = _stretched(made, (made.shape[1] * 2, made.shape[0] * 2))
        low, high = _bounds(source, made.shape)
        for turn in range(TURNS):
            if enhance and turn < SHARP_TURNS:
                made = _finer(made)
            made = plane(np.clip(_held(made, source), low, high))
    return made


def _held(made: Plane, source: Plane) -> Plane:
    """Put back what is lost when the picture is shrunk again (iterative back-projection)."""
    size = source.shape[1], source.shape[0]
    lost = source - plane(cv2.resize(made, size, interpolation=cv2.INTER_AREA))
    return plane(made + PULL * _stretched(plane(lost), (made.shape[1], made.shape[0])))


def _bounds(source: Plane, shape: tuple[int, ...]) -> tuple[Plane, Plane]:
    """Give how dark and how light it may become: little more than what is near, so no edge has a halo."""
    square = np.ones((3, 3), np.uint8)
    low, high = cv2.erode(source, square), cv2.dilate(source, square)
    slack = 0.12 * (high - low) + 0.004
    size = shape[1], shape[0]
    low = cv2.resize(low - slack, size, interpolation=cv2.INTER_LINEAR)
    high = cv2.resize(high + slack, size, interpolation=cv2.INTER_LINEAR)
    return plane(np.clip(low, 0, 1)), plane(np.clip(high, 0, 1))


def _finer(light: Plane) -> Plane:
    """Steepen what is an edge across it, and leave what is noise (a shock filter, weighed by how sure the edge is)."""
    calm = softened(light, 1.0)
    right = plane(cv2.Sobel(calm, cv2.CV_32F, 1, 0, scale=0.125))
    down = plane(cv2.Sobel(calm, cv2.CV_32F, 0, 1, scale=0.125))
    step = np.sqrt(right**2 + down**2) + np.float32(1e-6)
    across_right, across_down = right / step, down / step
    twice = (
        across_right**2 * cv2.Sobel(calm, cv2.CV_32F, 2, 0, scale=0.25)
        + 2 * across_right * across_down * cv2.Sobel(calm, cv2.CV_32F, 1, 1, scale=0.25)
        + across_down**2 * cv2.Sobel(calm, cv2.CV_32F, 0, 2, scale=0.25)
    )
    sure = step**2 / (step**2 + np.float32(EDGE) ** 2)
    bent = twice / (np.abs(twice) + np.float32(0.01))
    return plane(light - SHARPENING * sure * step * bent)


def _stretched(values: Plane, size: tuple[int, int]) -> Plane:
    return plane(cv2.resize(values, size, interpolation=cv2.INTER_LANCZOS4))
