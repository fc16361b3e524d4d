"""Still pictures come in bounded and go out clean."""

import io
import struct
import zlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, PngImagePlugin

from domain.errors import MediaInvalid
from media.picture import check, fit


def saved(picture: Image.Image, kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, kind, **options)  # type: ignore[arg-type]  # Pillow types no options
    return buffer.getvalue()


def scene(width: int, height: int, mode: str = "RGB") -> Image.Image:
    """A picture whose corners differ: red, green / blue, white."""
    corners = Image.new("RGB", (2, 2))
    corners.putdata([(255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)])
    return corners.resize((width, height), Image.Resampling.NEAREST).convert(mode)


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(
        ">I", zlib.crc32(kind + content)
    )  # fmt: skip


def png(width: int, height: int, *chunks: bytes) -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(chunks) + chunk(b"IEND", b"")


def tiny_webp(width: int, height: int) -> bytes:
    """A lossless WebP of one colour: a few bytes, however many pixels."""
    fields = [(0x2F, 8), (width - 1, 14), (height - 1, 14), (0, 4), (0, 3), *[(1, 4)] * 5]
    bits = "".join(format(value, f"0{size}b")[::-1] for value, size in fields)
    body = bytes(int(bits[at : at + 8][::-1], 2) for at in range(0, len(bits), 8))
    padded = body + b"\0" * (len(body) % 2)
    riff = b"WEBPVP8L" + struct.pack("<I", len(body)) + padded
    return b"RIFF" + struct.pack("<I", len(riff)) + riff


def tiny_gif(width: int, height: int, frames: int) -> bytes:
    screen = struct.pack("<HHBBB", width, height, 0x80, 0, 0)
    frame = b"," + struct.pack("<HHHHB", 0, 0, 1, 1, 0) + b"\x02\x02\x44\x01\x00"
    return b"GIF89a" + screen + b"\0\0\0\xff\xff\xff" + frame * frames + b";"


def located(width: int, height: int, orientation: int) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "A camera"
    exif.get_ifd(0x8825)[2] = (52.0, 31.0, 12.0)
    return saved(scene(width, height), "JPEG", exif=exif, quality=95, comment=b"home")


@pytest.mark.parametrize(
    ("content", "mime_type"),
    [
        pytest.param(saved(scene(64, 48), "PNG"), "image/png", id="png"),
        pytest.param(saved(scene(64, 48), "JPEG"), "image/jpeg", id="jpeg"),
        pytest.param(saved(scene(64, 48, "CMYK"), "JPEG"), "image/jpeg", id="cmyk"),
        pytest.param(
            saved(scene(64, 48), "MPO", save_all=True, append_images=[scene(64, 48)]),
            "image/jpeg",
            id="a-camera-with-two-pictures",
        ),
        pytest.param(saved(scene(64, 48), "WEBP"), "image/webp", id="webp"),
        pytest.param(saved(scene(64, 48), "GIF"), "image/gif", id="gif"),
        pytest.param(tiny_gif(64, 48, 30), "image/gif", id="animation"),
        pytest.param(tiny_webp(64, 48), "image/webp", id="one-colour"),
    ],
)
async def test_a_picture_is_known_by_its_content(
    tmp_path: Path, content: bytes, mime_type: str
) -> None:
    source = tmp_path / "named.txt"
    source.write_bytes(content)
    facts = await check(source)
    assert (facts.mime_type, facts.width, facts.height) == (mime_type, 64, 48)


HUGE_ANIMATION = tiny_gif(64, 64, 20_000)
ZIPPED = zlib.compress(b"\0" * 80_000_000)
GOOD = {kind: saved(scene(300, 200), kind) for kind in ("PNG", "JPEG", "WEBP", "GIF")}


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(tiny_webp(16_000, 16_000), id="webp-of-256-megapixels"),
        pytest.param(tiny_webp(9_000, 9_000), id="webp-under-the-reader's-own-limit"),
        pytest.param(png(65_000, 65_000), id="png-header-only"),
        pytest.param(png(16_385, 1), id="png-too-wide"),
        pytest.param(png(12_000, 12_000, chunk(b"IDAT", ZIPPED)), id="png-between-the-limits"),
        pytest.param(tiny_gif(16_000, 16_000, 1_000), id="gif-of-many-huge-frames"),
        pytest.param(HUGE_ANIMATION, id="gif-of-many-tiny-frames"),
        pytest.param(tiny_gif(6_000, 6_000, 100), id="gif-of-pixels-times-frames"),
        pytest.param(b"these are only words", id="text"),
        pytest.param(b"", id="nothing"),
        pytest.param(b"<svg xmlns='http://www.w3.org/2000/svg'/>", id="svg"),
        pytest.param(saved(scene(8, 8), "TIFF"), id="tiff"),
        pytest.param(saved(scene(8, 8), "EPS"), id="postscript"),
        pytest.param(png(0, 0), id="no-pixels"),
        pytest.param(png(40, 40), id="no-data"),
    ],
)
async def test_a_bomb_or_a_stranger_is_refused(tmp_path: Path, content: bytes) -> None:
    source = tmp_path / "picture.png"
    source.write_bytes(content)
    with pytest.raises(MediaInvalid):
        await check(source)
    with pytest.raises(MediaInvalid):
        await fit(source, tmp_path / "out.png", width=64, height=64)
    assert not (tmp_path / "out.png").exists()


@pytest.mark.parametrize("kind", GOOD)
@pytest.mark.parametrize("part", [0.02, 0.3, 0.6, 0.9])
async def test_half_a_picture_is_refused(tmp_path: Path, kind: str, part: float) -> None:
    source = tmp_path / "half"
    source.write_bytes(GOOD[kind][: int(len(GOOD[kind]) * part)])
    with pytest.raises(MediaInvalid):
        await check(source)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    kind=st.sampled_from(sorted(GOOD)),
    at=st.floats(0, 1, exclude_max=True),
    byte=st.integers(0, 255),
)
@pytest.mark.filterwarnings("ignore::UserWarning")  # Pillow warns of oddities that it can read
async def test_a_damaged_picture_is_read_or_refused_and_never_a_crash(
    tmp_path: Path, kind: str, at: float, byte: int
) -> None:
    content = bytearray(GOOD[kind])
    content[int(at * len(content))] = byte
    source = tmp_path / "damaged"
    source.write_bytes(content)
    try:
        await fit(source, tmp_path / "out.png", width=16, height=16)
    except MediaInvalid:
        return
    assert Image.open(tmp_path / "out.png").size == (16, 16)


@pytest.mark.parametrize("size", [(512, 512), (256, 640), (1024, 300), (64, 48)])
@pytest.mark.parametrize("mode", ["RGB", "L", "P", "RGBA", "CMYK", "LA", "1"])
async def test_a_picture_fits_to_the_pixel(
    tmp_path: Path, size: tuple[int, int], mode: str
) -> None:
    source, output = tmp_path / "in", tmp_path / "out.png"
    kind = "JPEG" if mode == "CMYK" else "PNG"
    source.write_bytes(saved(scene(64, 48, mode), kind))
    await fit(source, output, width=size[0], height=size[1])
    with Image.open(output) as picture:
        assert (picture.format, picture.size) == ("PNG", size)
        assert picture.mode in {"RGB", "RGBA"}


async def test_the_middle_stays_in_the_middle(tmp_path: Path) -> None:
    source, output = tmp_path / "in", tmp_path / "out.png"
    source.write_bytes(saved(scene(400, 200), "PNG"))
    await fit(source, output, width=100, height=100)
    with Image.open(output) as picture:
        assert picture.getpixel((2, 2)) == (255, 0, 0)
        assert picture.getpixel((97, 2)) == (0, 255, 0)
        assert picture.getpixel((2, 97)) == (0, 0, 255)
        assert picture.getpixel((97, 97)) == (255, 255, 255)


async def test_a_turned_photograph_stands_upright_and_forgets_where_it_was(tmp_path: Path) -> None:
    source, output = tmp_path / "in", tmp_path / "out.png"
    source.write_bytes(located(80, 40, orientation=6))
    facts = await check(source)
    assert (facts.width, facts.height) == (40, 80)
    await fit(source, output, width=40, height=80)
    with Image.open(output) as picture:
        assert isinstance(picture, PngImagePlugin.PngImageFile)
        red, _, blue = picture.getpixel((37, 2))  # type: ignore[misc]  # three bands
        assert red > 200 > blue, "what lay at the left is at the top"
        assert not picture.getexif()
        assert not picture.text
    written = output.read_bytes()
    assert not any(word in written for word in (b"eXIf", b"A camera", b"home", b"tEXt", b"iCCP"))


async def test_colours_of_another_profile_become_srgb(tmp_path: Path) -> None:
    source, output = tmp_path / "in", tmp_path / "out.png"
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = srgb.replace(b"rXYZ", b"????").replace(b"gXYZ", b"rXYZ").replace(b"????", b"gXYZ")
    source.write_bytes(saved(scene(16, 16), "PNG", icc_profile=swapped))
    await fit(source, output, width=16, height=16)
    with Image.open(output) as picture:
        assert "icc_profile" not in picture.info
        red, green, _ = picture.getpixel((1, 1))  # type: ignore[misc]  # three bands
        assert (red < 5, green > 250) == (True, True), "there the first number means green"


async def test_a_profile_that_is_nonsense_is_left_out(tmp_path: Path) -> None:
    source, output = tmp_path / "in", tmp_path / "out.png"
    source.write_bytes(saved(scene(16, 16), "JPEG", icc_profile=b"nonsense" * 20))
    await fit(source, output, width=16, height=16)
    with Image.open(output) as picture:
        assert picture.size == (16, 16)


async def test_sixteen_bits_of_grey_keep_their_light(tmp_path: Path) -> None:
    source, output = tmp_path / "in", tmp_path / "out.png"
    source.write_bytes(saved(Image.new("I;16", (8, 8), 0x8000), "PNG"))
    await fit(source, output, width=8, height=8)
    with Image.open(output) as picture:
        assert picture.getpixel((4, 4)) == (128, 128, 128)


async def test_transparency_is_kept(tmp_path: Path) -> None:
    source, output = tmp_path / "in", tmp_path / "out.png"
    source.write_bytes(saved(Image.new("RGBA", (10, 10), (9, 8, 7, 0)), "PNG"))
    await fit(source, output, width=20, height=20)
    with Image.open(output) as picture:
        assert picture.mode == "RGBA"
        assert picture.getchannel("A").getextrema() == (0, 0)


async def test_a_file_that_is_not_there_is_no_matter_of_the_client(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        await check(tmp_path / "nothing.png")
