"""What cases take in that no job has made: worn pictures, a small film, a match, recordings; all made of what came before."""

import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import imageio_ffmpeg
import numpy as np
from PIL import Image, ImageDraw, ImageEnhance

File = Callable[[str, str], Path]
"""Give the file of a case, by its name and the output's role."""

FFMPEG: Final = imageio_ffmpeg.get_ffmpeg_exe()
PEAK_SECONDS: Final = (30, 44)
MATCH_SECONDS: Final = 60


def _dull(of: File, target: Path) -> None:
    picture = Image.open(of("lake", "image")).convert("RGB")
    dim = ImageEnhance.Contrast(ImageEnhance.Color(picture).enhance(0.5)).enhance(0.45)
    noise = np.random.default_rng(1).normal(0, 7, (*dim.size[::-1], 3))
    Image.fromarray(np.clip(np.asarray(dim) * 0.8 + noise, 0, 255).astype(np.uint8)).save(
        target, quality=90
    )


def _grey(of: File, target: Path) -> None:
    Image.open(of("lake", "image")).convert("L").save(target, quality=92)


def _small(of: File, target: Path) -> None:
    Image.open(of("lake", "image")).resize((400, 250), Image.Resampling.LANCZOS).save(target)


def _holes(size: tuple[int, int]) -> Image.Image:
    mask = Image.new("L", size)
    pen = ImageDraw.Draw(mask)
    width, height = size
    pen.ellipse((width * 0.15, height * 0.55, width * 0.33, height * 0.80), fill=255)
    pen.line((width * 0.45, height * 0.2, width * 0.9, height * 0.7), fill=255, width=18)
    return mask


def _mask(of: File, target: Path) -> None:
    _holes(Image.open(of("lake", "image")).size).save(target)


def _scratched(of: File, target: Path) -> None:
    picture = Image.open(of("lake", "image")).convert("RGB")
    picture.paste((250, 250, 250), mask=_holes(picture.size))
    picture.save(target)


def _tiny(of: File, target: Path) -> None:
    _ffmpeg("-i", of("film", "video"), "-t", "3", "-vf", "scale=320:180", "-an", target)


def _match(of: File, target: Path) -> None:
    """Film a quiet field; from the half minute on there is a goal: quick cuts, colour, a crowd."""
    start, end = PEAK_SECONDS
    _ffmpeg(
        "-loop", "1", "-i", of("lake", "image"), "-f", "lavfi", "-i", f"testsrc2=s=640x400:r=12:d={MATCH_SECONDS}",
        "-f", "lavfi", "-i", f"anoisesrc=a=0.9:c=pink:d={MATCH_SECONDS}",
        "-filter_complex",
        f"[0:v]scale=640:400,fps=12[calm];[calm][1:v]overlay=enable='between(t,{start},{end})*gt(mod(t,2),1)'[v];"
        f"[2:a]volume='if(between(t,{start},{end}),0.9,0.02)':eval=frame[a]",
        "-map", "[v]", "-map", "[a]", "-t", MATCH_SECONDS, "-pix_fmt", "yuv420p", target,
    )  # fmt: skip


def _samples(of: File, target: Path) -> None:
    _ffmpeg("-stream_loop", "5", "-i", of("story", "audio"), "-t", "66", "-ac", "1", target)


def _spanish(of: File, target: Path) -> None:
    _ffmpeg(
        "-loop", "1", "-i", of("lake", "image"), "-i", of("spanish", "audio"), "-shortest", "-vf", "scale=640:400,fps=12",
        "-pix_fmt", "yuv420p", target,
    )  # fmt: skip


MAKERS: Final[Mapping[str, Callable[[File, Path], None]]] = {
    "dull.jpg": _dull, "grey.jpg": _grey, "small.png": _small, "mask.png": _mask, "scratched.png": _scratched,
    "tiny.mp4": _tiny, "match.mp4": _match, "samples.wav": _samples, "spanish.mp4": _spanish,
}  # fmt: skip


def _ffmpeg(*words: object) -> None:
    line = [FFMPEG, "-nostdin", "-v", "error", "-y", *(str(word) for word in words)]
    subprocess.run(line, check=True)
