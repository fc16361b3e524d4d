"""A clip cut out of a film: one decode and one encode; upright where it is wanted, following the subject."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Final, Literal

import ffmpeg

from media.film import Clip
from media.graph import EXACT, JPEG, MP4, RATE_HZ, SOUND, command, matrix_of, small, toned
from media.loudness import Level, levelled
from media.merge import fitted, seen
from media.run import Command
from media.stretch import Stretch

FADE_IN_SECONDS: Final = 0.02
FADE_OUT_SECONDS: Final = 0.2

Axis = Literal["x", "y"]
"""Along which a smaller frame moves in a film's."""


@dataclass(frozen=True, slots=True)
class Shot:
    """Where the camera's middle is in one scene, as shares of the film's side, from sample number `first` on."""

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

    @property
    def inside(self) -> tuple["Axis", float]:
        """Give the way that the clip's frame moves in the film's, and how much of that side it takes."""
        return ("x", self.share) if self.share <= 1 else ("y", 1 / self.share)


@dataclass(frozen=True, slots=True)
class Camera:
    """A path for a frame that is smaller than the film; `fps`: of its samples. `name`: of it among several."""

    shots: tuple[Shot, ...]
    fps: float
    axis: Axis = "x"
    name: str = "camera"

    def edges(self, cut: Cut, side: int, inside: int) -> Iterator[int]:
        """Give the left or upper edge for every frame of a cut, in pixels of a film whose side has so many."""
        borders = [round(shot.start * cut.fps) for shot in self.shots]
        for (begin, end), shot in zip(
            pairwise([*borders[:1], *borders[1:], cut.frames]), self.shots, strict=True
        ):
            for number in range(begin, min(end, cut.frames)):
                at = number / cut.fps * self.fps - shot.first
                middle = _between(shot.middles, at)
                yield min(max(round(middle * side - inside / 2), 0), side - inside)


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
    shown = framed(folder, decoded(cut), cut, camera).filter_multi_output("split")
    heard = [heard_at(level, cut)] if level else []
    film = ffmpeg.output(shown[0], *heard, names[0], **MP4)
    still = ffmpeg.output(small(shown[1], cut.size, frame=cut.frames // 2), names[1], **JPEG)
    return command(folder, (film, still), seconds=cut.seconds)


def decoded(cut: Cut) -> Any:
    """Show the stretch of the film that a cut is of, in its frames a second and in colours that every screen has."""
    stream = _stretch(cut).video().filter("fps", cut.fps, start_time=0)
    return toned(stream, cut.clip.picture)


def framed(folder: Path, stream: Any, cut: Cut, camera: Camera | None) -> Any:
    """Bring what was decoded to a cut's size and to exactly its frames, along the camera's path or whole."""
    moved = _moved(folder, stream, cut, camera) if camera else fitted(stream, cut.clip, cut.size)
    return (
        moved.filter("setsar", 1)
        .filter("setparams", colorspace="bt709", color_primaries="bt709", color_trc="bt709")
        .filter("format", "yuv420p")
        .filter("tpad", stop_mode="clone", stop=-1)
        .filter("trim", end_frame=cut.frames)
    )


def heard_at(level: Level, cut: Cut) -> Any:
    """Sound a cut at its loudness, as long as its picture."""
    return levelled(level).filter("atrim", end_sample=round(cut.seconds * RATE_HZ))


def _stretch(cut: Cut) -> Stretch:
    return Stretch(cut.clip, cut.start, cut.seconds, threads=2)


def _moved(folder: Path, stream: Any, cut: Cut, camera: Camera) -> Any:
    """Cut the frame out along the camera's path; ffmpeg is told of every move."""
    found = seen(cut.clip)
    width, height = round(found.width), round(found.height)
    if cut.clip.picture.pixel_aspect != 1:
        stream = stream.filter("scale", width, height).filter("setsar", 1)
    side = width if camera.axis == "x" else height
    inside = min(side, max(2, round(side * cut.inside[1] / 2) * 2))
    edges = list(camera.edges(cut, side, inside))
    place = {"x": 0, "y": 0} | {camera.axis: edges[0] if edges else 0}
    size = (inside, height) if camera.axis == "x" else (width, inside)
    told, crop = f"{camera.name}.txt", f"crop@{camera.name}"
    (folder / told).write_text(_told(edges, cut.fps, f"{crop} {camera.axis}"))
    return (
        stream.filter("sendcmd", f=told)
        .filter(crop, w=size[0], h=size[1], **place, exact=1)
        .filter(
            "scale", *cut.size, flags=EXACT, in_color_matrix=matrix_of(cut.clip.picture),
            out_color_matrix="bt709", out_range="tv",
        )
    )  # fmt: skip


def _told(edges: Sequence[int], fps: int, order: str) -> str:
    """Write a line for each frame at which the camera is elsewhere than before."""
    lines, before = [], None
    for number, edge in enumerate(edges):
        if edge != before:
            lines.append(f"{max(0.0, (number - 0.5) / fps):.6f} {order} {edge};")
            before = edge
    return "\n".join(lines)


def _between(values: Sequence[float], at: float) -> float:
    at = min(max(at, 0.0), len(values) - 1.0)
    low = int(at)
    high = min(low + 1, len(values) - 1)
    return values[low] + (values[high] - values[low]) * (at - low)
