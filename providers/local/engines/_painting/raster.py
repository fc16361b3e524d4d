"""Pixels as arrays: red, green and blue from 0 to 1, and what is done to all of them at once."""

from typing import Any

import cv2
import numpy as np
import skia
from numpy.typing import NDArray

Field = NDArray[np.float32]
"""One number a pixel (height × width), or three (height × width × 3)."""


def as_field(values: Any) -> Field:
    return np.asarray(values, dtype=np.float32)


def blur(field: Field, radius_px: float) -> Field:
    """Blur softly. A wide blur works on a smaller picture: nobody can see the difference."""
    if radius_px < 0.3:
        return field
    shrink = int(min(radius_px / 3.0, 16))
    if shrink < 2:
        return as_field(cv2.GaussianBlur(field, (0, 0), radius_px))
    height, width = field.shape[:2]
    small = resize(field, max(width // shrink, 2), max(height // shrink, 2))
    return resize(as_field(cv2.GaussianBlur(small, (0, 0), radius_px / shrink)), width, height)


def resize(field: Field, width: int, height: int) -> Field:
    shrinks = width * height < field.shape[0] * field.shape[1]
    return as_field(
        cv2.resize(
            field, (width, height), interpolation=cv2.INTER_AREA if shrinks else cv2.INTER_CUBIC
        )
    )


def sample(field: Field, x: Field, y: Field, *, wrap: bool = False, smooth: bool = False) -> Field:
    """Look the field up at fractional places; `smooth` where few of its points fill the picture."""
    if wrap:
        height, width = field.shape[:2]
        x, y = x - width * np.floor(x / width), y - height * np.floor(y / height)
    between = cv2.INTER_CUBIC if smooth else cv2.INTER_LINEAR
    border = cv2.BORDER_WRAP if wrap else cv2.BORDER_REPLICATE
    return as_field(cv2.remap(field, as_field(x), as_field(y), between, borderMode=border))


def smoothstep(low: float, high: float, field: Field) -> Field:
    t = np.clip((field - low) / (high - low), 0.0, 1.0)
    return as_field(t * t * (3.0 - 2.0 * t))


def mix(below: Field, above: Field, share: Field | float) -> Field:
    """Lay `above` over `below`. A share a pixel applies to its three colours."""
    weight = as_field(share)
    if weight.ndim == 2:
        weight = weight[..., None]
    return as_field(below + (above - below) * weight)


def lighten(below: Field, light: Field) -> Field:
    """Add light that can never burn out."""
    return as_field(1.0 - (1.0 - np.clip(below, 0.0, 1.0)) * (1.0 - np.clip(light, 0.0, 1.0)))


def luminance(image: Field) -> Field:
    return as_field(image @ np.array([0.299, 0.587, 0.114], np.float32))


def axes(width: int, height: int) -> tuple[Field, Field]:
    """The x of each column and the y of each row, in pixels, ready to broadcast."""
    x = np.arange(width, dtype=np.float32)[None, :] + 0.5
    y = np.arange(height, dtype=np.float32)[:, None] + 0.5
    return x, y


class Layer:
    """A sheet of glass to draw shapes on, laid over the picture afterwards."""

    def __init__(self, width: int, height: int) -> None:
        self._pixels = np.zeros((height, width, 4), np.uint8)
        shape = skia.ImageInfo.Make(
            width, height, skia.kRGBA_8888_ColorType, skia.kPremul_AlphaType
        )
        self._surface = skia.Surface.MakeRasterDirect(shape, self._pixels, width * 4)
        self.canvas: Any = self._surface.getCanvas()

    def pixels(self) -> tuple[Field, Field]:
        """The colours, already weighted, and how much they cover."""
        whole = as_field(self._pixels) / np.float32(255.0)
        return as_field(whole[..., :3]), as_field(whole[..., 3])

    def over(self, image: Field, *, blur_px: float = 0.0) -> Field:
        colours, cover = self.pixels()
        if blur_px:
            colours, cover = blur(colours, blur_px), blur(cover, blur_px)
        return as_field(image * (1.0 - cover[..., None]) + colours)

    def glow(self, image: Field, *, blur_px: float = 0.0, strength: float = 1.0) -> Field:
        """Add what was drawn as light."""
        colours, _ = self.pixels()
        return lighten(image, blur(colours, blur_px) * np.float32(strength))


def paint(colour: Field, alpha: float = 1.0, **options: Any) -> Any:
    """A brush of this colour."""
    red, green, blue = (float(part) for part in np.clip(colour, 0.0, 1.0))
    return skia.Paint(
        Color4f=skia.Color4f(red, green, blue, float(np.clip(alpha, 0.0, 1.0))),
        AntiAlias=True,
        **options,
    )


def stroke(colour: Field, width_px: float, *, alpha: float = 1.0) -> Any:
    """A round pen of this colour."""
    return paint(
        colour,
        alpha,
        StrokeWidth=float(width_px),
        Style=skia.Paint.kStroke_Style,
        StrokeCap=skia.Paint.kRound_Cap,
        StrokeJoin=skia.Paint.kRound_Join,
    )


def outline(points: NDArray[Any], *, close: bool = True) -> Any:
    """A path through these points."""
    path = skia.Path()
    path.addPoly([skia.Point(float(x), float(y)) for x, y in points], close)
    return path
