"""Files made small enough for a page: pictures and films to look at, waves and spectra to see sounds by."""

import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import imageio_ffmpeg
from PIL import Image

FFMPEG: Final = imageio_ffmpeg.get_ffmpeg_exe()
SIDE_PX: Final = 560
TEXT_BYTES_MAX: Final = 700
VALUE_LENGTH_MAX: Final = 120


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A file as it is shown: what it is, the files of the page that show it, and a line about it."""

    kind: str  # image, video, audio, text or file
    files: tuple[str, ...]
    told: str
    text: str = ""


def exhibit(source: Path, kind: str, told: str, folder: Path, name: str) -> Exhibit:
    """Make a file fit for the page; `kind` is its top-level media type."""
    if kind == "image":
        return Exhibit("image", (_picture(source, folder / f"{name}.webp"),), told)
    if kind == "video":
        return Exhibit("video", (_film(source, folder / f"{name}.mp4"),), told)
    if kind == "audio":
        wave = _drawn(source, folder / f"{name}-wave.png", "showwavespic=s=560x70:colors=#3f6fb5")
        spectrum = _drawn(
            source,
            folder / f"{name}-spectrum.jpg",
            "showspectrumpic=s=512x128:legend=0:scale=log:fscale=log",
        )
        return Exhibit("audio", (_sound(source, folder / f"{name}.mp3"), wave, spectrum), told)
    if source.suffix in (".json", ".srt", ".vtt", ".txt"):
        text = source.read_text("utf-8", errors="replace")[:TEXT_BYTES_MAX]
        return Exhibit("text", (), told, text)
    return Exhibit("file", (), told)


def told_of(output: dict[str, Any]) -> str:
    """Say an output's facts in a line."""
    parts = [output["role"], output["mimeType"], f"{output['bytes'] / 1000:,.0f} kB"]
    if output.get("width"):
        parts.append(f"{output['width']} × {output['height']}")
    if output.get("durationSeconds"):
        parts.append(f"{output['durationSeconds']:.2f} s")
    shown = {
        name: value
        for name, value in (output.get("metadata") or {}).items()
        if len(str(value)) <= VALUE_LENGTH_MAX
    }
    return ", ".join(parts) + (
        " · " + ", ".join(f"{name} {value}" for name, value in shown.items()) if shown else ""
    )


def _picture(source: Path, target: Path) -> str:
    with Image.open(source) as picture:
        picture.thumbnail((SIDE_PX, SIDE_PX), Image.Resampling.LANCZOS)
        picture.save(target, "WEBP", quality=78)
    return target.name


def _film(source: Path, target: Path) -> str:
    _ffmpeg(
        "-i", source, "-t", "12", "-vf", f"scale='if(gt(iw,ih),{SIDE_PX},-2)':'if(gt(iw,ih),-2,{SIDE_PX})',fps=25",
        "-c:v", "libx264", "-preset", "slow", "-crf", "30", "-pix_fmt", "yuv420p", "-c:a", "aac", "-b:a", "64k",
        "-movflags", "+faststart", target,
    )  # fmt: skip
    return target.name


def _sound(source: Path, target: Path) -> str:
    _ffmpeg("-i", source, "-t", "30", "-c:a", "libmp3lame", "-b:a", "64k", target)
    return target.name


def _drawn(source: Path, target: Path, how: str) -> str:
    _ffmpeg(
        "-i",
        source,
        "-filter_complex",
        f"[0:a]aformat=channel_layouts=mono,{how}",
        "-frames:v",
        "1",
        target,
    )
    return target.name


def _ffmpeg(*words: object) -> None:
    line = [FFMPEG, "-nostdin", "-v", "error", "-y", *(str(word) for word in words)]
    subprocess.run(line, check=True)
