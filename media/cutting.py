"""A clip cut out of a film: one decode and one encode; upright where it is wanted, following the subject."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import ffmpeg

from media.film import Clip
from media.graph import EXACT, JPEG, MP4, RATE_HZ, SOUND, command, matrix_of, small, toned
from media.loudness import Level, levelled
from media.merge import fitted, seen
from media.run import Command
from media.stretch import Stretch

CAMERA: Final = "camera.txt"
FADE_IN_SECONDS: Final = 0.02
FADE_OUT_SECONDS: Final = 0.2


@dataclass(frozen=True, slots=True)
class Shot:
    """Where the camera's middle is in one scene, as shares of the film's width, from sample number `first` on."""

    start: float
    first: int
    middles: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Cut:
    """A stretch of a film that becomes a clip of exactly so many frames, of a size in pixels."""

    clip: Clip
    start: float
    frames: int
    fps: int
    size: tuple[int, int]

    @property
    def seconds(self) -> float:
        """Give how long it lasts."""
        return self.frames / self.fps

    @property
    def share(self) -> float:
        """Give how wide the clip's frame is within the film's, where it is as high."""
        found = seen(self.clip)
        return found.height * self.size[0] / self.size[1] / found.width


@dataclass(frozen=True, slots=True)
class Camera:
    """A path for a frame that is narrower than the film; `fps`: of its samples."""

    shots: tuple[Shot, ...]
    fps: float

    def lefts(self, cut: Cut, width: int, inside: int) -> Iterator[int]:
        """Give the left edge for every frame of a cut, in pixels of a film so many pixels wide."""
        borders = [round(shot.start * cut.fps) for shot in self.shots]
        for (begin, end), shot in zip(
            pairwise([*borders[:1], *borders[1:], cut.frames]), self.shots, strict=True
        ):
            for number in range(begin, min(end, cut.frames)):
                at = number / cut.fps * self.fps - shot.first
                middle = _between(shot.middles, at)
                yield min(max(round(middle * width - inside / 2), 0), width - inside)


def sound(folder: Path, cut: Cut, output: str) -> Command:
    """Write the stretch's sound, as long as its picture to the sample."""
    total = round(cut.seconds * RATE_HZ)
    out = max(cut.seconds - FADE_OUT_SECONDS, 0.0)
    heard = (
        _stretch(cut)
        .audio()
        .filter("aresample", RATE_HZ, **{"async": 1, "first_pts": 0})
        .filter("aformat", sample_fmts="fltp", sample_rates=RATE_HZ, channel_layouts="stereo")
        .filter("apad")
        .filter("atrim", end_sample=total)
        .filter("afade", type="in", duration=FADE_IN_SECONDS)
        .filter("afade", type="out", start_time=f"{out:.6f}", duration=FADE_OUT_SECONDS)
    )
    return command(folder, [ffmpeg.output(heard, output, **SOUND)], seconds=cut.seconds)


def cut_out(
    folder: Path,
    cut: Cut,
    *,
    camera: Camera | None,
    level: Level | None,
    names: tuple[str, str],
) -> Command:
    """Write the clip and a picture from its middle, by their names. No camera: the whole picture is fitted in."""
    stream = _stretch(cut).video().filter("fps", cut.fps, start_time=0)
    stream = toned(stream, cut.clip.picture)
    stream = _framed(folder, stream, cut, camera) if camera else fitted(stream, cut.clip, cut.size)
    shown = (
        stream.filter("setsar", 1)
        .filter("setparams", colorspace="bt709", color_primaries="bt709", color_trc="bt709")
        .filter("format", "yuv420p")
        .filter("tpad", stop_mode="clone", stop=-1)
        .filter("trim", end_frame=cut.frames)
        .filter_multi_output("split")
    )
    heard = []
    if level:
        heard = [levelled(level).filter("atrim", end_sample=round(cut.seconds * RATE_HZ))]
    film = ffmpeg.output(shown[0], *heard, names[0], **MP4)
    still = ffmpeg.output(small(shown[1], cut.size, frame=cut.frames // 2), names[1], **JPEG)
    return command(folder, (film, still), seconds=cut.seconds)


def _stretch(cut: Cut) -> Stretch:
    return Stretch(cut.clip, cut.start, cut.seconds, threads=2)


def _framed(folder: Path, stream: Any, cut: Cut, camera: Camera) -> Any:
    """Cut the frame out along the camera's path; ffmpeg is told of every move."""
    found = seen(cut.clip)
    width, height = round(found.width), round(found.height)
    if cut.clip.picture.pixel_aspect != 1:
        stream = stream.filter("scale", width, height).filter("setsar", 1)
    inside = min(width, max(2, round(width * cut.share / 2) * 2))
    lefts = list(camera.lefts(cut, width, inside))
    (folder / CAMERA).write_text(_told(lefts, cut.fps))
    return (
        stream.filter("sendcmd", f=CAMERA)
        .filter("crop", w=inside, h=height, x=lefts[0] if lefts else 0, y=0, exact=1)
        .filter(
            "scale", *cut.size, flags=EXACT, in_color_matrix=matrix_of(cut.clip.picture),
            out_color_matrix="bt709", out_range="tv",
        )
    )  # fmt: skip


def _told(lefts: Sequence[int], fps: int) -> str:
    """Write a line for each frame at which the camera is elsewhere than before."""
    lines, before = [], None
    for number, left in enumerate(lefts):
        if left != before:
            lines.append(f"{max(0.0, (number - 0.5) / fps):.6f} crop x {left};")
            before = left
    return "\n".join(lines)


def _between(values: Sequence[float], at: float) -> float:
    at = min(max(at, 0.0), len(values) - 1.0)
    low = int(at)
    high = min(low + 1, len(values) - 1)
    return values[low] + (values[high] - values[low]) * (at - low)
