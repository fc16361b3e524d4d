"""Camera moves over a still picture: where the frame begins, where it ends, and how it gets there."""

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np

from domain.tasks import Motion
from providers.local.engines._filming.depth import salient
from providers.local.engines._projector import Pixels
from providers.local.engines._watching.frames import Face, faces

ZOOM_MIN: Final = 1.10
ZOOM_A_SECOND: Final = 0.018
ZOOM_MAX: Final = 1.38
PAN_ZOOM: Final = 1.12
PAN_A_SECOND: Final = 0.09
"""Of the frame's own side: faster is hard to watch."""
LONG: Final = 1.25
"""A picture whose shape is so far from the film's is panned over."""
SMALL_SIDE: Final = 320


@dataclass(frozen=True, slots=True)
class View:
    """A frame within a picture: its middle as shares of the picture's sides, and how much it is magnified."""

    x: float
    y: float
    zoom: float


@dataclass(frozen=True, slots=True)
class Move:
    """From one view to another. `rest` is how much it slows down at both ends: 1 is to a stop."""

    name: str
    start: View
    end: View
    rest: float = 0.85

    def at(self, share: float) -> View:
        """Give the view when a share of the time is over: it sets out and comes to rest gently."""
        eased = share - np.sin(2 * np.pi * share) / (2 * np.pi) * self.rest
        mixed = [
            float(a + (b - a) * eased)
            for a, b in ((self.start.x, self.end.x), (self.start.y, self.end.y))
        ]
        # Steps of the same ratio look like a steady zoom.
        zoom = float(self.start.zoom * (self.end.zoom / self.start.zoom) ** eased)
        return View(mixed[0], mixed[1], zoom)


def chosen(picture: Pixels, motion: Motion, *, ratio: float, seconds: float, seed: int) -> Move:
    """Choose a move of a kind for a film of a ratio (width by height)."""
    height, width = picture.shape[:2]
    shape = width / height / ratio
    rng = np.random.default_rng(seed)
    if motion == "auto":
        long = max(shape, 1 / shape) >= LONG
        motion = "pan" if long else "zoom-in" if rng.random() < 0.65 else "zoom-out"
    if motion == "pan":
        return _pan(shape, seconds, forward=bool(rng.random() < 0.5))
    zoom = min(ZOOM_MAX, ZOOM_MIN + ZOOM_A_SECOND * seconds)
    x, y = _focus(picture)
    near = _inside(View(x, y, zoom), shape)
    # The wide view stands where the near one looks, as far as the picture goes.
    wide = _inside(View(x, y, 1.0), shape)
    if motion == "zoom-in":
        return Move("zoom-in", wide, near)
    return Move("zoom-out", near, wide)


def _pan(shape: float, seconds: float, *, forward: bool) -> Move:
    """Go along the side of which there is more to see than the frame holds."""
    zoom = 1.0 if max(shape, 1 / shape) >= 1.08 else PAN_ZOOM
    along_x = shape >= 1
    half_x, half_y = _half(zoom, shape)
    half = half_x if along_x else half_y
    way = min(1 - 2 * half, PAN_A_SECOND * seconds * 2 * half)
    ends = 0.5 - way / 2, 0.5 + way / 2
    if not forward:
        ends = ends[1], ends[0]
    views = [View(at, 0.5, zoom) if along_x else View(0.5, at, zoom) for at in ends]
    return Move("pan", views[0], views[1])


def _half(zoom: float, shape: float) -> tuple[float, float]:
    """Give half the frame's sides, as shares of the picture's."""
    return 0.5 / zoom / max(shape, 1), 0.5 / zoom * min(shape, 1)


def _inside(view: View, shape: float) -> View:
    half_x, half_y = _half(view.zoom, shape)
    return View(
        min(max(view.x, half_x), 1 - half_x), min(max(view.y, half_y), 1 - half_y), view.zoom
    )


def _focus(picture: Pixels) -> tuple[float, float]:
    """Give where the eye goes: to the largest face, else to what stands out, a little towards the middle."""
    height, width = picture.shape[:2]
    share = SMALL_SIDE / max(height, width)
    size = max(8, round(width * share)), max(8, round(height * share))
    grey = cv2.cvtColor(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), cv2.COLOR_BGR2GRAY)
    found: list[Face] = faces(np.asarray(grey, np.uint8))
    if found:
        largest = max(found, key=lambda face: face.size)
        return largest.x, largest.y
    drawn = cv2.GaussianBlur(salient(grey.astype(np.float32)), (0, 0), SMALL_SIDE * 0.06)
    y, x = np.unravel_index(int(drawn.argmax()), drawn.shape)
    return 0.5 + 0.7 * (float(x) / size[0] - 0.5), 0.5 + 0.7 * (float(y) / size[1] - 0.5)
