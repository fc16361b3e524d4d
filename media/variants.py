"""Variants of one picture or film for several frames: one decode, one graph, an encode each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import ffmpeg

from domain.framing import Window
from media.burn import FONT_CACHE
from media.cutting import Camera, Cut, decoded, framed, heard_at
from media.film import Clip
from media.fonts import configuration
from media.graph import EXACT, MP4, command, matrix_of, toned
from media.loudness import Level
from media.merge import BLURRED, DIM, seen
from media.run import FONTS_FILE, Command
from media.stretch import Stretch

PICTURE_QUALITY: Final = {
    "f": "image2",
    "frames:v": 1,
    "update": 1,
    "vcodec": "png",
    "compression_level": 1,
}
SOUND_BITRATE: Final = 160_000
ROOM: Final = 0.92
"""Of a file's limit: the rest is for the container, and for what the encoder overshoots."""
BITRATE_MIN: Final = 50_000
LONGEST_STILL_SECONDS: Final = 2.0
STILL_FRAMES: Final = 50


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture's variant: what is shown of it, on how many pixels, with which script of words.

    `smears`: what the picture does not fill continues its edges, which are plain; else it is its own blur.
    """

    name: str
    window: Window
    size: tuple[int, int]
    smears: bool = False
    script: str | None = None


@dataclass(frozen=True, slots=True)
class Filmed:
    """A film's variant: a cut of it, the camera's path where the frame is smaller, sound, words, and bits a second."""

    name: str
    cut: Cut
    camera: Camera | None = None
    level: Level | None = None
    script: str | None = None
    bitrate_max: int = 25_000_000


def draw(folder: Path, source: str, size: tuple[int, int], variants: Sequence[Drawn]) -> Command:
    """Write the variants of an upright picture of a size in pixels, as PNG by their names."""
    _fonts(folder)
    split = _split(ffmpeg.input(source).video.filter("format", "rgb24"), len(variants))
    outputs = []
    for stream, variant in zip(split, variants, strict=True):
        shown = _shown(stream, size, variant).filter("setsar", 1)
        if variant.script:
            shown = shown.filter("ass", _script(folder, variant.name, variant.script))
        outputs.append(
            ffmpeg.output(shown.filter("format", "rgb24"), variant.name, **PICTURE_QUALITY)
        )
    return command(folder, outputs, seconds=1.0)


def film(folder: Path, variants: Sequence[Filmed]) -> Command:
    """Write the variants of a film as H.264 and AAC in MP4, by their names."""
    _fonts(folder)
    longest = max(variants, key=lambda variant: variant.cut.frames).cut
    split = _split(decoded(longest), len(variants))
    sounds = _sounds(variants)
    outputs = []
    for stream, variant in zip(split, variants, strict=True):
        shown = framed(folder, stream, variant.cut, variant.camera)
        if variant.script:
            script = _script(folder, variant.name, variant.script)
            shown = shown.filter("ass", script).filter("format", "yuv420p")
        heard = [sounds[_sounding(variant)].pop()] if variant.level else []
        outputs.append(ffmpeg.output(shown, *heard, variant.name, **_coded(variant)))
    return command(folder, outputs, seconds=longest.seconds)


def alike(variants: Sequence[Filmed]) -> dict[str, Filmed]:
    """Give for each variant's name the first that is the same in all but its name: that one is written."""
    first: dict[Any, Filmed] = {}
    for variant in variants:
        first.setdefault(_looks(variant), variant)
    return {variant.name: first[_looks(variant)] for variant in variants}


def _looks(variant: Filmed) -> tuple[Any, ...]:
    camera = variant.camera
    path = camera and (camera.shots, camera.fps, camera.axis)
    return variant.cut, path, variant.level, variant.script, variant.bitrate_max


def still(folder: Path, clip: Clip, output: str) -> Command:
    """Write the frame that shows best what the middle of a film is like, upright and with square pixels, as PNG."""
    found = seen(clip)
    start = max(0.0, clip.seconds / 2 - LONGEST_STILL_SECONDS / 2)
    stretch = Stretch(clip, start, min(LONGEST_STILL_SECONDS, clip.seconds - start), threads=2)
    shown = (
        toned(stretch.video(), clip.picture)
        .filter("thumbnail", STILL_FRAMES)
        .filter(
            "scale", round(found.width), round(found.height), flags=EXACT,
            in_color_matrix=matrix_of(clip.picture),
        )
        .filter("format", "rgb24")
    )  # fmt: skip
    return command(folder, [ffmpeg.output(shown, output, **PICTURE_QUALITY)], seconds=1.0)


def _coded(variant: Filmed) -> Mapping[str, Any]:
    """Bound what is written, so that it stays within its platform's limits; a key frame every two seconds."""
    bits = max(round((variant.bitrate_max - SOUND_BITRATE) * ROOM), BITRATE_MIN)
    return {
        **MP4, "maxrate": bits, "bufsize": bits, "g": variant.cut.fps * 2, "flags": "+cgop", "ar": 48_000,
    }  # fmt: skip


def _sounds(variants: Sequence[Filmed]) -> dict[tuple[Level | None, int], list[Any]]:
    """Give the sound of each length and level as often as there are variants with it."""
    alike = [_sounding(variant) for variant in variants if variant.level]
    return {
        (level, frames): _split(
            heard_at(level, next(one.cut for one in variants if _sounding(one) == (level, frames))),
            alike.count((level, frames)),
            "asplit",
        )
        for level, frames in dict.fromkeys(alike)
        if level
    }


def _sounding(variant: Filmed) -> tuple[Level | None, int]:
    return variant.level, variant.cut.frames


def _split(stream: Any, count: int, kind: str = "split") -> list[Any]:
    if count == 1:
        return [stream]
    split = stream.filter_multi_output(kind, count)
    return [split[number] for number in range(count)]


def _shown(stream: Any, size: tuple[int, int], variant: Drawn) -> Any:
    """Cut a picture's window out and bring it into the frame: as it, or in the middle of what continues it."""
    left, top, width, height = _pixels(variant.window, size)
    cut = stream.filter("crop", w=width, h=height, x=left, y=top, exact=1)
    if variant.window.fills:
        return cut.filter("scale", *variant.size, flags=EXACT)
    wide, high = variant.size
    zoom = min(wide / width, high / height)
    inner = tuple(
        max(2, min(side, round(own * zoom)))
        for side, own in zip(variant.size, (width, height), strict=True)
    )
    if variant.smears:
        x, y = (wide - inner[0]) // 2, (high - inner[1]) // 2
        return (
            cut.filter("scale", *inner, flags=EXACT)
            .filter("pad", wide, high, x, y)
            .filter(
                "fillborders", left=x, right=wide - inner[0] - x, top=y, bottom=high - inner[1] - y,
                mode="smear",
            )
        )  # fmt: skip
    split = cut.filter_multi_output("split")
    low = tuple(max(8, side // BLURRED // 2 * 2) for side in variant.size)
    behind = (
        split[1]
        .filter("crop", w=f"min(iw,ih*{wide}/{high})", h=f"min(ih,iw*{high}/{wide})")
        .filter("scale", *low, flags="area")
        .filter("gblur", sigma=2.2)
        .filter("lutrgb", r=f"val*{DIM}", g=f"val*{DIM}", b=f"val*{DIM}")
        .filter("scale", wide, high, flags="bicubic")
        .filter("setsar", 1)
    )
    fit = split[0].filter("scale", *inner, flags=EXACT).filter("setsar", 1)
    return ffmpeg.overlay(behind, fit, x="(W-w)/2", y="(H-h)/2", format="rgb")


def _pixels(window: Window, size: tuple[int, int]) -> tuple[int, int, int, int]:
    width, height = size
    left, top = round(window.left * width), round(window.top * height)
    return (
        left, top, max(1, round(window.right * width) - left), max(1, round(window.bottom * height) - top),
    )  # fmt: skip


def _fonts(folder: Path) -> None:
    (folder / FONTS_FILE).write_text(configuration(FONT_CACHE))


def _script(folder: Path, name: str, script: str) -> str:
    """Write a script of captions under a name of ours."""
    path = folder / f"{Path(name).stem}.ass"
    path.write_text(script)
    return path.name
