"""A picture as numbers: read from a file, written to one, brought to other sizes."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from providers.local.engines._protocol import Refusal

PNG_EFFORT: Final = 3
OPAQUE: Final = 255
COLOURS: Final = 3
WIDE_PX: Final = 8.0
CARRIED_MIN: Final = 0.02

Pixels = NDArray[np.uint8]
Plane = NDArray[np.float32]
"""Height × width, or height × width × colours; 0–1, or L*a*b* as OpenCV has it for floats."""
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Canvas:
    """Colours (height × width × 3, red first), and how much of each pixel is seen where not all of it is."""

    pixels: Pixels
    alpha: Pixels | None = None

    @property
    def size(self) -> tuple[int, int]:
        """Give width and height."""
        return self.pixels.shape[1], self.pixels.shape[0]


def read(path: str) -> Canvas:
    """Read a picture of 8 bits. Raises Refusal."""
    found = cv2.imread(path, cv2.IMREAD_UNCHANGED)
    if found is None or found.dtype != np.uint8:
        raise Refusal("rejected_input", "The picture cannot be read.")
    if found.ndim < COLOURS:
        return Canvas(_bytes(cv2.cvtColor(found, cv2.COLOR_GRAY2RGB)))
    if found.shape[2] == COLOURS:
        return Canvas(_bytes(cv2.cvtColor(found, cv2.COLOR_BGR2RGB)))
    alpha = _bytes(found[..., 3])
    pixels = _bytes(cv2.cvtColor(found, cv2.COLOR_BGRA2RGB))
    return Canvas(pixels, None if bool((alpha == OPAQUE).all()) else alpha)


def read_mask(path: str, size: tuple[int, int]) -> Plane:
    """Read a mask, 0–1, as large as its picture. Raises Refusal."""
    found = cv2.imread(path, cv2.IMREAD_GRAYSCALE)
    if found is None or (found.shape[1], found.shape[0]) != size:
        raise Refusal(
            "rejected_input", "The mask cannot be read, or is not as large as its picture."
        )
    return plane(plane(found) / OPAQUE)


def write(canvas: Canvas, folder: str, name: str) -> None:
    """Write a picture as a PNG. Raises Refusal."""
    shown = cv2.cvtColor(canvas.pixels, cv2.COLOR_RGB2BGR)
    if canvas.alpha is not None:
        shown = np.dstack([shown, canvas.alpha])
    if not cv2.imwrite(str(Path(folder) / name), shown, [cv2.IMWRITE_PNG_COMPRESSION, PNG_EFFORT]):
        raise Refusal("unavailable", "The picture could not be written.")


def plane(values: NDArray[np.generic]) -> Plane:
    """Give numbers as 32-bit floats."""
    return np.ascontiguousarray(values, np.float32)


def pixels_of(colours: Plane) -> Pixels:
    """Give colours of 0–1 as bytes, rounded."""
    return (np.clip(colours, 0, 1) * OPAQUE + 0.5).astype(np.uint8)


def colours_of(pixels: Pixels) -> Plane:
    """Give bytes as colours of 0–1."""
    return plane(plane(pixels) / OPAQUE)


def lab_of(colours: Plane) -> Plane:
    """Give colours of 0–1 as L* 0–100, a*, b*."""
    return plane(cv2.cvtColor(colours, cv2.COLOR_RGB2Lab))


def rgb_of(lab: Plane) -> Plane:
    """Give L*a*b* as colours of 0–1."""
    return plane(cv2.cvtColor(lab, cv2.COLOR_Lab2RGB))


def resized(values: Plane, size: tuple[int, int]) -> Plane:
    """Bring to a width and height: averaged where it becomes smaller, interpolated where it grows."""
    if (values.shape[1], values.shape[0]) == size:
        return values
    shrinks = size[0] * size[1] < values.shape[0] * values.shape[1]
    return plane(
        cv2.resize(values, size, interpolation=cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR)
    )


def within(size: tuple[int, int], side_max: int) -> tuple[int, int]:
    """Give the size of the same shape whose longer side is no longer."""
    scale = min(1.0, side_max / max(size))
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def softened(values: Plane, radius_px: float) -> Plane:
    """Blur by a Gaussian of this standard deviation; a wide one is found on a smaller picture, and looks the same."""
    if radius_px <= 0:
        return values
    if radius_px > WIDE_PX:
        size = values.shape[1], values.shape[0]
        shrunk = within(size, round(max(size) * WIDE_PX / radius_px / 2))
        narrow = resized(values, shrunk)
        return resized(softened(narrow, radius_px * shrunk[0] / size[0]), size)
    return plane(cv2.GaussianBlur(values, (0, 0), radius_px, borderType=cv2.BORDER_REFLECT))


def spread(colours: Plane, known: Mask, radius_px: float) -> Plane:
    """Carry the colours that are known on to where they are not, from the nearest."""
    found = colours.copy()
    missing = ~known
    for reach in (0.5, 1, 2, 4, 8, 16):
        if not missing.any():
            break
        weight = softened(plane(known), reach * radius_px)
        carried = softened(plane(colours * known[..., None]), reach * radius_px)
        here = missing & (weight > CARRIED_MIN)
        found[here] = carried[here] / weight[here][:, None]
        missing &= ~here
    return found


def boxed(values: Plane, radius_px: int) -> Plane:
    """Average over squares of 2 r + 1 pixels a side."""
    side = 2 * radius_px + 1
    return plane(cv2.blur(values, (side, side), borderType=cv2.BORDER_REFLECT))


def _bytes(values: object) -> Pixels:
    return np.ascontiguousarray(values, np.uint8)
