"""Still pictures: bounded before they are decoded, fitted to the pixel, written clean."""

import asyncio
import io
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from domain.assets import Facts
from domain.errors import MediaInvalid

PIXELS_MAX: Final = 40_000_000
SIDE_MAX: Final = 16_384
FRAMES_MAX: Final = 1_000
FRAME_PIXELS_MAX: Final = 1_000_000_000
FILE_BYTES_MAX: Final = 100 * 2**20
MIME_TYPES: Final = {
    "PNG": "image/png",
    "JPEG": "image/jpeg",
    "MPO": "image/jpeg",  # a JPEG with more of them behind it, as many cameras write
    "WEBP": "image/webp",
    "GIF": "image/gif",
}
FORMATS: Final = ("PNG", "JPEG", "WEBP", "GIF")
ORIENTATION: Final = 0x0112
TURNED: Final = frozenset({5, 6, 7, 8})
PNG_EFFORT: Final = 3
"""zlib's level. Grain does not compress: 6 takes twice as long and saves 2 %."""

JPEG_QUALITY: Final = 95
QUALITIES: Final = (93, 88, 82, 75, 65, 50)
"""The best first; where there is no room for it, the next."""
FULL_COLOUR_QUALITY: Final = 82
WHITE: Final = (255, 255, 255)

DAMAGE: Final = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    IndexError,
    OverflowError,
    MemoryError,
    struct.error,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,  # raised only where warnings are errors; our bound is lower
)
"""What Pillow's readers raise on broken or hostile files."""


async def check(source: Path) -> Facts:
    """Read the header, then decode within bounds, and say what it is, as seen upright."""
    return await asyncio.to_thread(_check, source)


async def fit(source: Path, output: Path, *, width: int, height: int) -> None:
    """Write exactly `width` × `height` pixels as an sRGB PNG: scaled to cover, cropped centrally.

    The orientation tag is obeyed; location and all other metadata are left behind.
    """
    await asyncio.to_thread(_fit, source, output, (width, height))


async def flatten(source: Path, output: Path, *, side_max: int) -> Facts:
    """Write a JPEG as seen upright, in sRGB, on white, with no side above `side_max`, and nothing else in it."""
    return await asyncio.to_thread(_flatten, source, output, side_max)


async def lighten(source: Path, stem: Path, *, side_max: int) -> Path:
    """Write a picture upright, in sRGB, with no side above `side_max`: a PNG where it is transparent, else a JPEG."""
    return await asyncio.to_thread(_lighten, source, stem, side_max)


async def compress(source: Path, output: Path, *, bytes_max: int) -> Facts:
    """Write a JPEG as good as fits into so many bytes, or the worst that is still looked at."""
    return await asyncio.to_thread(_compress, source, output, bytes_max)


async def preview(source: Path, *, side_max: int) -> bytes:
    """Give a small WebP of a picture."""
    return await asyncio.to_thread(_preview, source, side_max)


async def placeholder(output: Path) -> None:
    """Write a picture that stands where one will be: grey, brighter in the middle."""
    await asyncio.to_thread(_placeholder, output)


async def square(
    source: Path, output: Path, *, side: int, of: tuple[int, int, int] | None = None
) -> Facts:
    """Write a square PNG of `side` pixels, on white: all of a picture, or a square of it (left, top, side)."""
    return await asyncio.to_thread(_square, source, output, side, of)


def upright(source: Path) -> tuple[Image.Image, str]:
    """Read a picture's first frame upright, in sRGB, as RGB or RGBA, with no metadata; and its media type."""
    with _opened(source) as picture:
        kind = MIME_TYPES[str(picture.format)]
        pixels = _in_srgb(ImageOps.exif_transpose(picture))
        pixels.load()
    pixels.info.clear()
    return pixels, kind


def _check(source: Path) -> Facts:
    with _opened(source) as picture:
        turned = picture.getexif().get(ORIENTATION) in TURNED
        picture.load()
        width, height = picture.size[::-1] if turned else picture.size
        return Facts(mime_type=MIME_TYPES[str(picture.format)], width=width, height=height)


def _fit(source: Path, output: Path, size: tuple[int, int]) -> None:
    pixels, _ = upright(source)
    if pixels.size != size:
        pixels = ImageOps.fit(pixels, size, Image.Resampling.LANCZOS)
    pixels.save(output, "PNG", compress_level=PNG_EFFORT)


def _flatten(source: Path, output: Path, side_max: int) -> Facts:
    with _opened(source) as picture:
        pixels = _on_white(_in_srgb(ImageOps.exif_transpose(picture)))
    pixels.thumbnail((side_max, side_max), Image.Resampling.LANCZOS)
    pixels.save(output, "JPEG", quality=JPEG_QUALITY, subsampling=0)
    return Facts(mime_type="image/jpeg", width=pixels.width, height=pixels.height)


def _lighten(source: Path, stem: Path, side_max: int) -> Path:
    pixels, _ = upright(source)
    pixels.thumbnail((side_max, side_max), Image.Resampling.LANCZOS)
    if pixels.mode == "RGBA":
        pixels.save(made := stem.with_suffix(".png"), "PNG", compress_level=PNG_EFFORT)
    else:
        pixels.save(made := stem.with_suffix(".jpg"), "JPEG", quality=JPEG_QUALITY)
    return made


def _compress(source: Path, output: Path, bytes_max: int) -> Facts:
    pixels = _on_white(upright(source)[0])
    for quality in QUALITIES:
        sampling = 0 if quality >= FULL_COLOUR_QUALITY else 2
        pixels.save(output, "JPEG", quality=quality, subsampling=sampling, optimize=True)
        if output.stat().st_size <= bytes_max:
            break
    return Facts(mime_type="image/jpeg", width=pixels.width, height=pixels.height)


def _preview(source: Path, side_max: int) -> bytes:
    pixels, _ = upright(source)
    pixels.thumbnail((side_max, side_max), Image.Resampling.LANCZOS)
    made = io.BytesIO()
    _on_white(pixels).save(made, "WEBP", quality=82, method=6)
    return made.getvalue()


def _placeholder(output: Path) -> None:
    grey = Image.radial_gradient("L").point(lambda level: 190 - level // 3)
    grey.convert("RGB").resize((800, 800)).save(output, "PNG")


def _square(source: Path, output: Path, side: int, of: tuple[int, int, int] | None) -> Facts:
    with _opened(source) as picture:
        pixels = _on_white(_in_srgb(ImageOps.exif_transpose(picture)))
    if of:
        left, top, wide = of
        pixels = pixels.crop((left, top, left + wide, top + wide))
    padded = ImageOps.pad(pixels, (side, side), Image.Resampling.LANCZOS, color=WHITE)
    padded.save(output, "PNG", compress_level=PNG_EFFORT)
    return Facts(mime_type="image/png", width=side, height=side)


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode != "RGBA":
        flat = picture.convert("RGB")
    else:
        flat = Image.new("RGB", picture.size, WHITE)
        flat.paste(picture, mask=picture.getchannel("A"))
    flat.info.clear()
    return flat


@contextmanager
def _opened(source: Path) -> Iterator[Image.Image]:
    """Open within bounds. Whatever a reader stumbles over inside is `MediaInvalid`."""
    if source.stat().st_size > FILE_BYTES_MAX:
        raise MediaInvalid(f"The picture is larger than {FILE_BYTES_MAX} bytes.")
    with source.open("rb") as file:
        try:
            with Image.open(file, formats=FORMATS) as picture:
                _bound(picture)
                yield picture
        except UnidentifiedImageError as error:
            raise MediaInvalid("The file is no PNG, JPEG, WebP or GIF picture.") from error
        except DAMAGE as error:
            raise MediaInvalid("The picture is damaged or too large.") from error


def _bound(picture: Image.Image) -> None:
    pixels = picture.width * picture.height
    if max(picture.size) > SIDE_MAX or pixels > PIXELS_MAX:
        raise MediaInvalid(
            f"The picture has {picture.width} × {picture.height} pixels;"
            f" at most {PIXELS_MAX // 1_000_000} megapixels and {SIDE_MAX} a side are read."
        )
    frames = int(getattr(picture, "n_frames", 1))
    if frames > FRAMES_MAX or frames * pixels > FRAME_PIXELS_MAX:
        raise MediaInvalid(f"The animation has too many frames: {frames}.")


def _in_srgb(picture: Image.Image) -> Image.Image:
    if picture.mode.startswith("I"):  # 16 bits of grey
        return picture.convert("I").point(lambda level: level / 256).convert("L").convert("RGB")
    profile = picture.info.get("icc_profile")
    mode = "RGBA" if picture.has_transparency_data else "RGB"
    if profile and picture.mode in {"RGB", "RGBA", "CMYK", "L"}:
        return _translated(picture, profile, mode)
    return picture.convert(mode)


def _translated(picture: Image.Image, profile: bytes, mode: str) -> Image.Image:
    try:
        translated = ImageCms.profileToProfile(
            picture, io.BytesIO(profile), ImageCms.createProfile("sRGB"), outputMode=mode
        )
    except ImageCms.PyCMSError:  # a profile that fits not: the pixels are taken as sRGB
        return picture.convert(mode)
    assert translated is not None, "only a translation in place returns nothing"
    return translated
