"""A still picture under a moving camera: each frame drawn between the pixels, near parts moving more than far ones."""

from typing import Final

import cv2
import numpy as np

from providers.local.engines._filming.depth import guessed
from providers.local.engines._filming.moves import Move, View
from providers.local.engines._projector import Pixels

NEAR: Final = 0.05
"""How much more than the rest the nearest parts are magnified, and how much less the farthest."""
SHIFT: Final = 0.022
"""Of the frame's width: how far near parts drift against far ones in a pan."""


class Still:
    """A picture made ready for a move: as large as its closest view needs, and as deep as it seems."""

    def __init__(self, picture: Pixels, move: Move, size: tuple[int, int]) -> None:
        self.move = move
        self.width, self.height = size
        height, width = picture.shape[:2]
        shape = width / height / (self.width / self.height)
        self.closest = max(move.start.zoom, move.end.zoom)
        self.pan = abs(move.end.x - move.start.x) + abs(move.end.y - move.start.y)
        # One pixel of the ready picture is one of the film's where the camera is closest.
        across = self.width * self.closest * max(shape, 1)
        scale = across / width
        way = cv2.INTER_AREA if scale < 1 else cv2.INTER_LANCZOS4
        ready = cv2.resize(picture, (round(across), round(height * scale)), interpolation=way)
        self.picture = np.asarray(ready, np.uint8)
        self.depth = guessed(self.picture) - np.float32(0.5)
        columns = np.arange(self.width, dtype=np.float32) - (self.width - 1) / 2
        rows = np.arange(self.height, dtype=np.float32) - (self.height - 1) / 2
        self.columns, self.rows = columns[None, :], rows[:, None]

    def frame(self, share: float) -> Pixels:
        """Draw the frame that is seen when a share of the move is over."""
        view = self.move.at(share)
        step = self.closest / view.zoom
        height, width = self.picture.shape[:2]
        x, y = view.x * width - 0.5, view.y * height - 0.5
        near = self._depth_at(x, y, step)
        grown = step * (1 - NEAR * (self._closeness(view) - 0.5) * 2 * near)
        across, down = self._drift(share)
        map_x = x + self.columns * grown + across * near
        map_y = y + self.rows * grown + down * near
        # Places of a 32nd of a pixel are drawn three times as fast as floats, and no eye sees the difference.
        whole, rest = cv2.convertMaps(map_x, map_y, cv2.CV_16SC2)
        drawn = cv2.remap(
            self.picture, whole, rest, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT_101
        )
        return np.asarray(drawn, np.uint8)

    def _depth_at(
        self, x: float, y: float, step: float
    ) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
        """Look up how near each pixel of the frame is."""
        tall, wide = self.depth.shape
        height, width = self.picture.shape[:2]
        to_x, to_y = wide / width, tall / height
        left, top = x + float(self.columns[0, 0]) * step, y + float(self.rows[0, 0]) * step
        matrix = np.array(
            [
                [step * to_x, 0, (left + 0.5) * to_x - 0.5],
                [0, step * to_y, (top + 0.5) * to_y - 0.5],
            ],
            np.float32,
        )
        found = cv2.warpAffine(
            self.depth, matrix, (self.width, self.height), flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
            borderMode=cv2.BORDER_REPLICATE,
        )  # fmt: skip
        return np.asarray(found, np.float32)

    def _closeness(self, view: View) -> float:
        """Give 0 for the widest view of the move and 1 for the closest; a half, where none is closer."""
        low = min(self.move.start.zoom, self.move.end.zoom)
        if self.closest - low < 1e-6:
            return 0.5
        return (view.zoom - low) / (self.closest - low)

    def _drift(self, share: float) -> tuple[float, float]:
        """Give how far near parts are moved against far ones along a pan."""
        if self.move.name != "pan" or self.pan < 1e-6:
            return 0.0, 0.0
        view, middle = self.move.at(share), self.move.at(0.5)
        way = 2 * SHIFT * self.width / self.pan
        return (view.x - middle.x) * way, (view.y - middle.y) * way
