"""What stands behind a head: nothing, a colour, or a picture; and how the head is laid over it."""

from pathlib import Path
from typing import Final

import cv2
import numpy as np

from providers.local.engines._head.compiled import compiled
from providers.local.engines._head.raster import Box
from providers.local.engines._head.shading import Pixels

FALLS_OFF: Final = 0.22
"""How much darker a colour is in the corners than behind the head."""
BLEEDS_PX: Final = 6
"""How far a head's edge colours go on where nothing is seen: video keeps a colour for four pixels."""


def plain(width: int, height: int, colour: tuple[int, int, int]) -> Pixels:
    """Give a wall of one colour."""
    return np.full((height, width, 3), colour, np.uint8)


def studio(width: int, height: int, colour: tuple[int, int, int]) -> Pixels:
    """Give a wall of a colour under a soft light."""
    down, across = np.mgrid[0:height, 0:width].astype(np.float32)
    far = np.hypot((across / width - 0.5) * width / height, down / height - 0.42)
    light = (1.06 - FALLS_OFF * np.clip(far / 0.9, 0, 1) ** 2)[..., None]
    grain = np.random.default_rng(1).uniform(-0.5, 0.5, (height, width, 1))  # no bands of colour
    return np.asarray(np.clip(np.array(colour) * light + grain + 0.5, 0, 255), np.uint8)


def picture(path: Path, width: int, height: int) -> Pixels:
    """Read a picture and fill the frame with its middle. Raises ValueError for what is none."""
    data = np.fromfile(path, np.uint8)
    found = cv2.imdecode(data, cv2.IMREAD_COLOR) if len(data) else None
    if found is None:
        raise ValueError(path.name)
    rows, columns = found.shape[:2]
    zoom = max(width / columns, height / rows)
    size = (max(width, round(columns * zoom)), max(height, round(rows * zoom)))
    way = cv2.INTER_AREA if zoom < 1 else cv2.INTER_CUBIC
    large = cv2.resize(found, size, interpolation=way)
    left, top = (size[0] - width) // 2, (size[1] - height) // 2
    return np.ascontiguousarray(large[top : top + height, left : left + width, ::-1])


def laid_over(head: Pixels, box: Box, behind: Pixels) -> Pixels:
    """Give a frame of the head over what stands behind it."""
    frame = behind.copy()
    _blend(head, box, frame)
    return frame


def bled(head: Pixels, box: Box) -> Pixels:
    """Give the head with its edge colours going on around it, where it is not seen."""
    frame = head.copy()
    _bleed(frame, box, BLEEDS_PX)
    return frame


@compiled
def _blend(head: Pixels, box: Box, frame: Pixels) -> None:
    for row in range(box.top, box.bottom):
        for column in range(box.left, box.right):
            alpha = np.int32(head[row, column, 3])
            if alpha == 255:
                for channel in range(3):
                    frame[row, column, channel] = head[row, column, channel]
            elif alpha > 0:
                for channel in range(3):
                    under = np.int32(frame[row, column, channel]) * (255 - alpha)
                    over = np.int32(head[row, column, channel]) * alpha
                    frame[row, column, channel] = np.uint8((under + over + 127) // 255)


@compiled
def _bleed(frame: Pixels, box: Box, reach: int) -> None:
    for row in range(box.top, box.bottom):
        _bleed_line(frame[row, box.left : box.right], reach)
    for column in range(max(box.left - reach, 0), min(box.right + reach, frame.shape[1])):
        _bleed_line(frame[:, column], reach)


@compiled
def _bleed_line(line: Pixels, reach: int) -> None:
    """Carry colours on along a line, both ways. Colour without cover is black only where nothing was carried."""
    for step in (1, -1):
        left, at = 0, 0 if step > 0 else len(line) - 1
        for _ in range(len(line)):
            if line[at, 3] > 0:
                left = reach
            elif left > 0 and line[at, 0] == 0 and line[at, 1] == 0 and line[at, 2] == 0:
                for channel in range(3):
                    line[at, channel] = line[at - step, channel]
                left -= 1
            at += step
