"""Several pictures as one: our renderer draws with a single texture."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from providers.local.engines._head.model import Floats

SIDE_MAX: Final = 2_048
MARGIN_PX: Final = 8
"""Around each picture, its edge goes on: smaller copies of the whole mix neighbours."""


class Sheet:
    """Pictures one below the other, and where each of them is."""

    def __init__(self, pictures: Sequence[Image.Image]) -> None:
        """Lay pictures out; the larger ones are made smaller."""
        shrunk = [_shrunk(picture) for picture in pictures]
        width = max(each.shape[1] for each in shrunk) + 2 * MARGIN_PX
        height = sum(each.shape[0] + 2 * MARGIN_PX for each in shrunk)
        self.pixels: NDArray[np.uint8] = np.full((height, width, 4), 255, np.uint8)
        self.places: list[tuple[int, int, int]] = []
        top = 0
        for each in shrunk:
            rows, columns = each.shape[:2]
            framed = np.pad(each, ((MARGIN_PX, MARGIN_PX), (MARGIN_PX, MARGIN_PX), (0, 0)), "edge")
            self.pixels[top : top + rows + 2 * MARGIN_PX, : columns + 2 * MARGIN_PX, :3] = framed
            self.places.append((top + MARGIN_PX, columns, rows))
            top += rows + 2 * MARGIN_PX

    def uvs(self, picture: int, uvs: Floats) -> Floats:
        """Give places in a picture as places in the whole; a picture repeats beyond its edges."""
        inside = np.where((uvs < 0) | (uvs > 1), np.mod(uvs, 1.0), uvs)
        top, columns, rows = self.places[picture]
        height, width = self.pixels.shape[:2]
        across = (MARGIN_PX + inside[:, 0] * columns) / width
        down = (top + inside[:, 1] * rows) / height
        return np.column_stack([across, down]).astype(np.float32)


def _shrunk(picture: Image.Image) -> NDArray[np.uint8]:
    small = picture.copy()
    small.thumbnail((SIDE_MAX, SIDE_MAX))
    return np.asarray(small, np.uint8)
