"""Media as it should not be, and as it rarely is: each file made by a few lines, with what has to come of it."""

import struct
import subprocess
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import imageio_ffmpeg
import numpy as np
from PIL import Image

FFMPEG = imageio_ffmpeg.get_ffmpeg_exe()
Kind = Literal["image", "video", "audio"]


@dataclass(frozen=True)
class Odd:
    """A file: how it is made, what it is given as, and whether something right comes of it (`size`, `seconds`)."""

    name: str
    kind: Kind
    make: Callable[[Path], None]
    good: bool = False
    size: tuple[int, int] | None = None
    seconds: float | None = None


def video(
    path: Path, *words: object, size: str = "160x90", rate: object = 25, seconds: float = 1.0
) -> None:
    """Write a small test film with sound."""
    ffmpeg(
        "-f", "lavfi", "-i", f"testsrc2=s={size}:r={rate}:d={seconds}", "-f", "lavfi", "-i", f"sine=d={seconds}",
        *(words or ("-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "aac")), path,
    )  # fmt: skip


def sound(path: Path, *words: object, seconds: float = 1.0) -> None:
    """Write a tone."""
    ffmpeg("-f", "lavfi", "-i", f"sine=f=440:d={seconds}", *words, path)


def ffmpeg(*words: object) -> None:
    """Run ffmpeg on words of ours."""
    line = [FFMPEG, "-nostdin", "-v", "error", "-y", *(str(word) for word in words)]
    subprocess.run(line, check=True)


def picture(mode: str = "RGB", size: tuple[int, int] = (64, 48)) -> Image.Image:
    """Give a picture that is not one colour."""
    wide, high = size
    ramp = 40 + np.add.outer(np.arange(high), np.arange(wide)) * 215 // (wide + high)
    return Image.fromarray(ramp.astype(np.uint8)).convert(mode)


def saved(
    name: str, mode: str = "RGB", size: tuple[int, int] = (64, 48), **how: object
) -> Callable[[Path], None]:
    """Give a maker of a picture in a mode and a format."""
    return lambda path: picture(mode, size).save(path, name, **how)


def cut(whole: Callable[[Path], None], share: float) -> Callable[[Path], None]:
    """Give a maker of a file's beginning."""

    def make(path: Path) -> None:
        whole(path)
        data = path.read_bytes()
        path.write_bytes(data[: int(len(data) * share)])

    return make


def flipped(whole: Callable[[Path], None], mark: bytes, by: bytes) -> Callable[[Path], None]:
    """Give a maker of a file some bytes of which are others."""

    def make(path: Path) -> None:
        whole(path)
        data = path.read_bytes()
        assert mark in data, mark
        path.write_bytes(data.replace(mark, by, 1))

    return make


def bytes_of(data: bytes) -> Callable[[Path], None]:
    """Give a maker of just these bytes."""
    return lambda path: path.write_bytes(data) and None


def png(width: int, height: int, depth: int = 8, colour: int = 2, data: bytes = b"") -> bytes:
    """Give a PNG that says this of itself, whatever is in it."""

    def chunk(kind: bytes, inside: bytes) -> bytes:
        return (
            struct.pack(">I", len(inside))
            + kind
            + inside
            + struct.pack(">I", zlib.crc32(kind + inside))
        )

    head = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(data))
        + chunk(b"IEND", b"")
    )


def turned(path: Path) -> None:
    """Write a picture that is to be turned by a quarter."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x8825] = {1: "N", 2: (52.0, 30.0, 0.0)}
    picture().save(path, "JPEG", exif=exif)


def animated(path: Path) -> None:
    """Write a GIF of three frames."""
    frames = [Image.new("RGB", (40, 30), colour) for colour in ("red", "green", "blue")]
    frames[0].save(path, "GIF", save_all=True, append_images=frames[1:], duration=100)


def sixteen(path: Path) -> None:
    """Write a grey PNG of sixteen bits."""
    Image.fromarray(np.linspace(0, 65_535, 64 * 48).reshape(48, 64).astype(np.uint16)).save(
        path, "PNG"
    )


def subtitles_only(path: Path) -> None:
    """Write a Matroska file with nothing but subtitles."""
    words = path.with_suffix(".srt")
    words.write_text("1\n00:00:00,000 --> 00:00:01,000\nHello\n")
    ffmpeg("-i", words, "-c:s", "srt", "-f", "matroska", path)


def varying(path: Path) -> None:
    """Write a film whose frames are not evenly apart."""
    ffmpeg(
        "-f", "lavfi", "-i", "testsrc2=s=160x90:r=30:d=2", "-vf", "select='if(lt(t,1),1,not(mod(n,5)))'",
        "-fps_mode", "vfr", "-c:v", "libx264", "-pix_fmt", "yuv420p", "-f", "mp4", path,
    )  # fmt: skip


def rotated(path: Path) -> None:
    """Write a film that is to be turned by a quarter."""
    straight = path.with_name("straight.mp4")
    video(straight)
    ffmpeg("-display_rotation", "90", "-i", straight, "-c", "copy", "-f", "mp4", path)


def no_moov(path: Path) -> None:
    """Write an MP4 whose index is lost."""
    video(path, "-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "aac", "-f", "mp4")
    data = path.read_bytes()
    path.write_bytes(data.replace(b"moov", b"free"))


def html_in(whole: Callable[[Path], None], *, before: bool) -> Callable[[Path], None]:
    """Give a maker of a file that is a page as well."""
    page = b"<html><script>alert(1)</script></html>"

    def make(path: Path) -> None:
        whole(path)
        data = path.read_bytes()
        path.write_bytes(page + data if before else data + page)

    return make


MP4 = ("-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "aac", "-f", "mp4")
PLAIN = lambda path: video(path, *MP4)  # noqa: E731 - a maker like the others
WAV = lambda path: sound(path, "-f", "wav")  # noqa: E731
JPEG, PNG = saved("JPEG"), saved("PNG")

PICTURES = (
    Odd("jpeg", "image", JPEG, good=True, size=(64, 48)),
    Odd("png-rgba", "image", saved("PNG", "RGBA"), good=True, size=(64, 48)),
    Odd("png-grey", "image", saved("PNG", "L"), good=True, size=(64, 48)),
    Odd("png-grey-alpha", "image", saved("PNG", "LA"), good=True, size=(64, 48)),
    Odd("png-palette", "image", saved("PNG", "P"), good=True, size=(64, 48)),
    Odd("png-one-bit", "image", saved("PNG", "1"), good=True, size=(64, 48)),
    Odd("png-sixteen-bits", "image", sixteen, good=True, size=(64, 48)),
    Odd("webp-lossless", "image", saved("WEBP", "RGBA", lossless=True), good=True, size=(64, 48)),
    Odd("jpeg-cmyk", "image", saved("JPEG", "CMYK"), good=True, size=(64, 48)),
    Odd("jpeg-progressive", "image", saved("JPEG", progressive=True), good=True, size=(64, 48)),
    Odd("jpeg-turned-with-a-place", "image", turned, good=True, size=(48, 64)),
    Odd("gif-animated", "image", animated, good=True, size=(40, 30)),
    Odd("one-pixel", "image", saved("PNG", size=(1, 1)), good=True, size=(1, 1)),
    Odd("a-line", "image", saved("PNG", size=(900, 1)), good=True, size=(900, 1)),
    Odd("png-called-jpg", "image", PNG, good=True, size=(64, 48)),
    Odd("jpeg-with-a-page-behind", "image", html_in(JPEG, before=False), good=True, size=(64, 48)),
    Odd("empty-picture", "image", bytes_of(b"")),
    Odd("one-byte", "image", bytes_of(b"\x89")),
    Odd("text-called-png", "image", bytes_of(b"this is no picture")),
    Odd("page-before-a-jpeg", "image", html_in(JPEG, before=True)),
    Odd("half-a-jpeg", "image", cut(JPEG, 0.5)),
    Odd("half-a-png", "image", cut(PNG, 0.5)),
    Odd("a-header-of-a-png", "image", cut(PNG, 0.1)),
    Odd("huge-by-its-header", "image", bytes_of(png(60_000, 60_000))),
    Odd("no-width", "image", bytes_of(png(0, 10))),
    Odd("a-bomb", "image", bytes_of(png(30_000, 20_000, data=b"\0" * 5_000_000))),
    Odd("a-wrong-depth", "image", bytes_of(png(8, 8, depth=7))),
    Odd("a-broken-checksum", "image", flipped(PNG, b"IHDR", b"IHDX")),
    Odd("svg", "image", bytes_of(b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')),
    Odd("pdf-called-png", "image", bytes_of(b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF")),
    Odd("film-given-as-a-picture", "image", PLAIN),
    Odd("tiff", "image", saved("TIFF")),
    Odd("icon", "image", saved("ICO", size=(32, 32))),
)  # fmt: skip
FILMS = (
    Odd("mp4", "video", PLAIN, good=True, size=(320, 180), seconds=1),
    Odd("webm", "video", lambda p: video(p, "-c:v", "libvpx-vp9", "-deadline", "realtime", "-c:a", "libopus", "-f", "webm"), good=True, size=(320, 180), seconds=1),
    Odd("mkv-hevc", "video", lambda p: video(p, "-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=error", "-c:a", "flac", "-f", "matroska"), good=True, size=(320, 180), seconds=1),
    Odd("avi-mpeg4", "video", lambda p: video(p, "-c:v", "mpeg4", "-c:a", "mp3", "-f", "avi"), good=True, size=(320, 180), seconds=1),
    Odd("transport-stream", "video", lambda p: video(p, "-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "aac", "-f", "mpegts"), good=True, size=(320, 180), seconds=1),
    Odd("quicktime-prores", "video", lambda p: video(p, "-c:v", "prores_ks", "-c:a", "pcm_s16le", "-f", "mov"), good=True, size=(320, 180), seconds=1),
    Odd("odd-rate", "video", lambda p: video(p, *MP4, rate="24000/1001"), good=True, size=(320, 180), seconds=1),
    Odd("one-frame-a-second", "video", lambda p: video(p, *MP4, rate=1, seconds=2), good=True, size=(320, 180), seconds=2),
    Odd("hundred-and-twenty-frames", "video", lambda p: video(p, *MP4, rate=120), good=True, size=(320, 180), seconds=1),
    Odd("odd-sides", "video", lambda p: video(p, "-c:v", "libx264", "-pix_fmt", "yuv444p", "-c:a", "aac", "-f", "mp4", size="161x91"), good=True, size=(320, 180), seconds=1),
    Odd("ten-bits-of-light", "video", lambda p: video(p, "-c:v", "libx265", "-preset", "ultrafast", "-pix_fmt", "yuv420p10le", "-x265-params", "log-level=error", "-color_primaries", "bt2020", "-color_trc", "smpte2084", "-colorspace", "bt2020nc", "-c:a", "aac", "-f", "mp4"), good=True, size=(320, 180), seconds=1),
    Odd("wide-pixels", "video", lambda p: video(p, "-vf", "setsar=4/3", *MP4), good=True, size=(426, 180), seconds=1),
    Odd("variable-rate", "video", varying, good=True, size=(320, 180), seconds=2),
    Odd("rotated", "video", rotated, good=True, size=(180, 320), seconds=1),
    Odd("interlaced", "video", lambda p: video(p, "-vf", "tinterlace=interleave_top", "-flags", "+ildct+ilme", *MP4, size="160x96", rate=50), good=True, size=(320, 192), seconds=1),
    Odd("silent", "video", lambda p: video(p, "-map", "0:v", "-c:v", "libx264", "-pix_fmt", "yuv420p", "-f", "mp4"), good=True, size=(320, 180), seconds=1),
    Odd("six-channels", "video", lambda p: video(p, "-c:v", "libx264", "-pix_fmt", "yuv420p", "-ac", "6", "-c:a", "aac", "-f", "mp4"), good=True, size=(320, 180), seconds=1),
    Odd("two-sounds", "video", lambda p: video(p, "-map", "0:v", "-map", "1:a", "-map", "1:a", *MP4), good=True, size=(320, 180), seconds=1),
    Odd("mp4-called-mov", "video", PLAIN, good=True, size=(320, 180), seconds=1),
    Odd("page-behind-an-mp4", "video", html_in(PLAIN, before=False), good=True, size=(320, 180), seconds=1),
    Odd("index-at-the-end-cut-off", "video", cut(PLAIN, 0.6)),
    Odd("index-lost", "video", no_moov),
    Odd("empty-film", "video", bytes_of(b"")),
    Odd("text-called-mp4", "video", bytes_of(b"this is no film" * 40)),
    Odd("playlist", "video", bytes_of(b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n")),
    Odd("list-of-files", "video", bytes_of(b"ffconcat version 1.0\nfile /etc/passwd\n")),
    Odd("subtitles-only", "video", subtitles_only),
    Odd("sound-given-as-a-film", "video", WAV),
    Odd("picture-given-as-a-film", "video", JPEG),
    Odd("page-before-an-mp4", "video", html_in(PLAIN, before=True)),
    Odd("a-zip", "video", bytes_of(b"PK\x03\x04" + b"\0" * 200)),
    Odd("a-program", "video", bytes_of(b"\x7fELF" + b"\x02" * 400)),
)  # fmt: skip
SOUNDS = (
    Odd("wav", "audio", WAV, good=True, seconds=1),
    Odd("mp3", "audio", lambda p: sound(p, "-c:a", "libmp3lame", "-f", "mp3"), good=True, seconds=1),
    Odd("opus", "audio", lambda p: sound(p, "-c:a", "libopus", "-f", "ogg"), good=True, seconds=1),
    Odd("flac", "audio", lambda p: sound(p, "-f", "flac"), good=True, seconds=1),
    Odd("aac", "audio", lambda p: sound(p, "-c:a", "aac", "-f", "adts"), good=True, seconds=1),
    Odd("m4a", "audio", lambda p: sound(p, "-c:a", "aac", "-f", "ipod"), good=True, seconds=1),
    Odd("wav-of-floats", "audio", lambda p: sound(p, "-c:a", "pcm_f32le", "-f", "wav"), good=True, seconds=1),
    Odd("eight-kilohertz", "audio", lambda p: sound(p, "-ar", "8000", "-f", "wav"), good=True, seconds=1),
    Odd("hundred-and-ninety-two-kilohertz", "audio", lambda p: sound(p, "-ar", "192000", "-f", "wav"), good=True, seconds=1),
    Odd("mono-in-six", "audio", lambda p: sound(p, "-ac", "6", "-f", "wav"), good=True, seconds=1),
    Odd("mp3-with-a-cover", "audio", lambda p: sound(p, "-c:a", "libmp3lame", "-metadata", "title=" + "x" * 4_000, "-f", "mp3"), good=True, seconds=1),
    Odd("sound-of-a-film", "audio", PLAIN, good=True, seconds=1),
    Odd("empty-sound", "audio", bytes_of(b"")),
    Odd("a-header-of-a-wav", "audio", cut(WAV, 0.0005)),
    Odd("text-called-mp3", "audio", bytes_of(b"no sound at all, just words " * 30)),
    Odd("silent-film-given-as-sound", "audio", lambda p: video(p, "-map", "0:v", "-c:v", "libx264", "-pix_fmt", "yuv420p", "-f", "mp4")),
    Odd("midi", "audio", bytes_of(b"MThd\0\0\0\x06\0\0\0\x01\0\x60MTrk\0\0\0\x04\0\xff\x2f\0")),
    Odd("picture-given-as-sound", "audio", PNG),
)  # fmt: skip
CORPUS = (*PICTURES, *FILMS, *SOUNDS)
