"""One picture for all parts of a head: who has which piece of it, and how colours are laid on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from providers.local.engines._head.reals import Reals

Colour = tuple[int, int, int]
Picture = Reals
"""Height × width × 3, 0 to 255."""


INSIDE: Final = 0.004
"""How far from a piece's edges its coordinates begin, so that nothing of a neighbour shows."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A rectangle of the atlas, in parts of its sides."""

    left: float
    top: float
    width: float
    height: float

    def uvs(self, across: Reals, down: Reals) -> Reals:
        """Place coordinates from 0 to 1 into the piece, a little off its edges."""
        across, down = (INSIDE + np.clip(part, 0, 1) * (1 - 2 * INSIDE) for part in (across, down))
        return np.stack(
            [self.left + across * self.width, self.top + down * self.height], -1
        ).astype(np.float32)

    def pixels(self, side: int) -> tuple[slice, slice]:
        """Give the piece of an atlas of so many pixels."""
        top, left = round(self.top * side), round(self.left * side)
        bottom, right = (
            round((self.top + self.height) * side),
            round((self.left + self.width) * side),
        )
        return slice(top, bottom), slice(left, right)


FACE: Final = Piece(0.0, 0.0, 1.0, 0.62)
EYE: Final = Piece(0.0, 0.62, 0.19, 0.19)
EAR: Final = Piece(0.0, 0.81, 0.19, 0.19)
HAIR: Final = Piece(0.19, 0.62, 0.31, 0.38)
CLOTHES: Final = Piece(0.50, 0.62, 0.38, 0.38)
TEETH: Final = Piece(0.88, 0.62, 0.12, 0.08)
TONGUE: Final = Piece(0.88, 0.70, 0.12, 0.06)
DARK: Final = Piece(0.88, 0.76, 0.06, 0.06)
LASH: Final = Piece(0.94, 0.76, 0.06, 0.06)
FRAME: Final = Piece(0.88, 0.82, 0.06, 0.06)
COLLAR: Final = Piece(0.88, 0.88, 0.12, 0.12)
BROW: Final = Piece(0.94, 0.82, 0.06, 0.06)


class Atlas:
    """A square picture that parts paint their pieces of."""

    def __init__(self, side: int) -> None:
        self.side = side
        self.picture = np.full((side, side, 3), 127, np.float32)

    def size(self, piece: Piece) -> tuple[int, int]:
        """Give a piece's height and width in pixels."""
        rows, columns = piece.pixels(self.side)
        return rows.stop - rows.start, columns.stop - columns.start

    def paint(self, piece: Piece, picture: Picture | Colour) -> None:
        """Lay a picture, or one colour, on a piece."""
        self.picture[piece.pixels(self.side)] = picture

    def of(self, piece: Piece) -> Picture:
        """Give what is painted on a piece."""
        return self.picture[piece.pixels(self.side)]

    def finished(self) -> NDArray[np.uint8]:
        """Give the atlas as RGBA."""
        opaque = np.full((self.side, self.side, 1), 255, np.uint8)
        return np.concatenate(
            [np.clip(self.picture + 0.5, 0, 255).astype(np.uint8), opaque], axis=2
        )


def mixed(under: Picture, over: Sequence[float] | Picture, much: Reals) -> Picture:
    """Lay a colour over a picture, as much as is said for each pixel."""
    share = np.clip(much, 0, 1)[..., None].astype(np.float32)
    return np.asarray(under * (1 - share) + np.asarray(over, np.float32) * share, np.float32)


def lit(colour: Sequence[float], by: float) -> tuple[float, float, float]:
    """Give a colour made lighter (above 1) or darker."""
    red, green, blue = (min(255.0, part * by) for part in colour)
    return red, green, blue


def toward(
    one: Sequence[float], other: Sequence[float], share: float
) -> tuple[float, float, float]:
    """Give the colour between two."""
    red, green, blue = (a * (1 - share) + b * share for a, b in zip(one, other, strict=True))
    return red, green, blue


class Grain:
    """Noise over places in space, the same wherever the picture's seams are."""

    def __init__(self, seed: int) -> None:
        self.chance = np.random.default_rng(seed)

    def at(self, places: Reals, size_mm: float, waves: int = 20) -> Reals:
        """Give noise of about unit spread, whose features are so large; it is worked out more coarsely than shown."""
        step = 4 if size_mm > 4 else 2
        coarse = places[::step, ::step]
        directions = self.chance.normal(size=(waves, 3))
        directions *= (2.4 / size_mm) / np.linalg.norm(directions, axis=1, keepdims=True)
        directions *= self.chance.uniform(0.6, 1.6, (waves, 1))
        starts = self.chance.uniform(0, 2 * np.pi, waves)
        found = np.zeros(coarse.shape[:-1], np.float32)
        for direction, start in zip(directions.astype(np.float32), starts, strict=True):
            found += np.sin(coarse @ direction + np.float32(start))
        found *= np.float32((2 / waves) ** 0.5)
        return np.asarray(
            cv2.resize(found, places.shape[1::-1], interpolation=cv2.INTER_LINEAR), np.float32
        )

    def fine(self, size: tuple[int, ...], blur_px: float) -> Reals:
        """Give noise over pixels, of unit spread."""
        noise = self.chance.normal(size=size).astype(np.float32)
        if blur_px > 0:
            noise = np.asarray(cv2.GaussianBlur(noise, (0, 0), blur_px), np.float32)
        return np.asarray(noise / max(float(noise.std()), 1e-6), np.float32)


def spread(values: Reals, height: int, width: int) -> Reals:
    """Give a grid's values at each pixel of a picture that the grid's corners bound."""
    rows, columns = values.shape[:2]
    across, down = (
        (((np.arange(pixels, dtype=np.float32) + 0.5) / pixels) - INSIDE)
        / (1 - 2 * INSIDE)
        * (count - 1)
        for pixels, count in ((width, columns), (height, rows))
    )
    at_x, at_y = np.meshgrid(across, down)
    return np.asarray(
        cv2.remap(
            values.astype(np.float32), at_x, at_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
        ),
        np.float32,
    )
