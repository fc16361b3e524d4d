"""What is done to a picture before and after it is retouched: made plain, masked, cut out, laid over its source."""

import asyncio
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PIL import Image, ImageOps

from domain.errors import ProviderError
from domain.pictures import Margins
from domain.requests import Size
from media.picture import PNG_EFFORT, upright

PNG_PIXELS_MAX: Final = 4_000_000
"""A photograph with more of them goes on as JPEG: vendors take no PNG so large."""
JPEG_QUALITY: Final = 95
WEBP_QUALITY: Final = 92
OPAQUE: Final = 255
BLUR: Final = 24
"""How many times smaller a picture is made, so that it is only a blur when it is large again."""
CUT_SHARE_MIN: Final = 0.001
"""A subject has a background: less than this share of transparency is none."""


async def clean(source: Path, output: Path) -> Path:
    """Write a picture upright, in sRGB, with no metadata; give the path with its ending."""
    return await asyncio.to_thread(_clean, source, output)


async def mask(source: Path, output: Path, size: Size) -> Path:
    """Write a mask as a grey PNG of exactly that size: white where the picture is to change."""
    return await asyncio.to_thread(_mask, source, output, size)


async def extend(source: Path, output: Path, mask: Path, margins: Margins) -> None:
    """Write a picture on a larger sheet, and a mask that is white where the sheet shows; both as PNG."""
    await asyncio.to_thread(_extend, source, output, mask, margins)


@dataclass(frozen=True, slots=True)
class Kept:
    """A picture, and the mask that shows in white what of it may change."""

    source: Path
    mask: Path


async def fit(source: Path, output: Path, size: Size, kept: Kept | None = None) -> None:
    """Write exactly that size as a PNG, scaled to cover and cropped; over what is kept, within its mask alone."""
    await asyncio.to_thread(_fit, source, output, size, kept)


async def cut_out(source: Path, output: Path, size: Size) -> None:
    """Write a cut-out subject with its alpha, as large as its picture. Raises ProviderError for an opaque one."""
    await asyncio.to_thread(_cut_out, source, output, size)


def _clean(source: Path, output: Path) -> Path:
    picture, was = upright(source)
    lossy = was == "image/jpeg" and picture.mode == "RGB"
    if lossy and picture.width * picture.height > PNG_PIXELS_MAX:
        target = output.with_suffix(".jpg")
        picture.save(target, "JPEG", quality=JPEG_QUALITY, subsampling=0)
    else:
        target = output.with_suffix(".png")
        picture.save(target, "PNG", compress_level=PNG_EFFORT)
    return target


def _mask(source: Path, output: Path, size: Size) -> Path:
    picture, _ = upright(source)
    if picture.mode == "RGBA":  # what is transparent is not white, whatever its colour
        picture = Image.alpha_composite(Image.new("RGBA", picture.size, "black"), picture)
    grey = picture.convert("L")
    if grey.size != size:
        grey = grey.resize(size, Image.Resampling.BILINEAR)
    grey.save(output, "PNG", compress_level=PNG_EFFORT)
    return output


def _extend(source: Path, output: Path, mask: Path, margins: Margins) -> None:
    picture, _ = upright(source)
    size, corner = margins.extended(picture.size), (margins.left, margins.up)
    # A blurred likeness of the picture lies on the sheet: those who fill it look at what they fill.
    small = ImageOps.fit(
        picture, (max(1, size[0] // BLUR), max(1, size[1] // BLUR)), Image.Resampling.BOX
    )
    sheet = small.resize(size, Image.Resampling.BICUBIC)
    sheet.paste(picture, corner)
    sheet.save(output, "PNG", compress_level=PNG_EFFORT)
    shape = Image.new("L", size, 255)
    shape.paste(0, (*corner, corner[0] + picture.width, corner[1] + picture.height))
    shape.save(mask, "PNG", compress_level=PNG_EFFORT)


def _fit(source: Path, output: Path, size: Size, kept: Kept | None) -> None:
    picture, _ = upright(source)
    if picture.size != size:
        picture = ImageOps.fit(picture, size, Image.Resampling.LANCZOS)
    if kept:
        below, _ = upright(kept.source)
        shape, _ = upright(kept.mask)
        # A mode that both have: what is kept keeps its transparency, too.
        mode = "RGBA" if "RGBA" in (picture.mode, below.mode) else "RGB"
        picture = Image.composite(picture.convert(mode), below.convert(mode), shape.convert("L"))
    picture.save(output, "PNG", compress_level=PNG_EFFORT)


def _cut_out(source: Path, output: Path, size: Size) -> None:
    picture, _ = upright(source)
    if picture.mode != "RGBA" or _transparency(picture) < CUT_SHARE_MIN:
        raise ProviderError("The provider found no background to remove.")
    if picture.size != size:
        picture = picture.resize(size, Image.Resampling.LANCZOS)
    if output.suffix == ".webp":
        picture.save(output, "WEBP", quality=WEBP_QUALITY, method=4)
    else:
        picture.save(output, "PNG", compress_level=PNG_EFFORT)


def _transparency(picture: Image.Image) -> float:
    counts = picture.getchannel("A").histogram()
    seen = sum(level * count for level, count in enumerate(counts))
    return 1 - seen / (OPAQUE * picture.width * picture.height)
