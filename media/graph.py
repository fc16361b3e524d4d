"""What filter graphs share: exact colours, a small picture of the whole, and how films are written."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import ffmpeg

from media.probe import Stream
from media.run import Command, Input

RATE_HZ: Final = 48_000
"""Samples for each frame are a whole number at 24, 25, 30, 50 and 60 frames a second."""
HD_HEIGHT_PX: Final = 720
WHITE_NITS: Final = 203
"""Of paper in a film of a high dynamic range (ITU-R BT.2408)."""
THUMBNAIL_SIDE_PX: Final = 640
STRIP_FRAMES: Final = 8
STRIP_SIDE_PX: Final = 160
EXACT: Final = "lanczos+accurate_rnd+full_chroma_int+full_chroma_inp"
"""Without the words after the first a change of colour coding darkens by a shade, and again with every clip."""
JPEG: Final = {
    "vcodec": "mjpeg", "qmin": 1, "q:v": 2, "frames:v": 1, "f": "image2", "update": 1, "map_metadata": -1,
}  # fmt: skip
CLEAN: Final = {"pix_fmt": "yuv420p", "map_metadata": -1, "map_chapters": -1}
MP4: Final = {
    "vcodec": "libx264", "preset": "veryfast", "crf": 19, "profile:v": "high", "acodec": "aac",
    "audio_bitrate": "160k", "f": "mp4", "movflags": "+faststart", **CLEAN,
}  # fmt: skip
"""H.264 and AAC in MP4, ready to stream."""
WEBM: Final = {
    "vcodec": "libvpx-vp9", "deadline": "realtime", "cpu-used": 7, "row-mt": 1, "crf": 33, "b:v": 0,
    "acodec": "libopus", "audio_bitrate": "128k", "f": "webm", **CLEAN,
}  # fmt: skip
"""VP9 and Opus in WebM."""
SOUND: Final = {"acodec": "pcm_f32le", "f": "wav", "map_metadata": -1}
"""Sound between two passes: nothing is cut off at full scale."""


def command(folder: Path, outputs: Sequence[Any], *, seconds: float) -> Command:
    """Make the command of a graph; the options of its inputs stand before them."""
    compiled = ffmpeg.merge_outputs(*outputs).get_args()
    start = compiled.index("-filter_complex") if "-filter_complex" in compiled else None
    inputs: list[Input] = []
    options: list[str] = []
    place = 0
    while place < len(compiled) and place != start:
        word, value = compiled[place : place + 2]
        if word == "-i":
            inputs.append(Input(value, tuple(options)))
            options = []
        elif start is None and compiled[place] == "-map":
            break
        else:
            options += [word, value]
        place += 2
    return Command(
        folder=folder,
        inputs=tuple(inputs),
        arguments=tuple(compiled[place:]),
        duration_seconds=seconds,
    )


class Clock(NamedTuple):
    """When a film's picture begins and how long it is, in seconds, and in frames."""

    begins: float
    seconds: float
    frames: int


class Stills(NamedTuple):
    """The pictures beside a film, by the names of their files: one of its middle, and a strip of all of it."""

    thumbnail: str = "thumbnail.jpg"
    preview: str = "preview.jpg"


def toned(stream: Any, picture: Stream) -> Any:
    """Bring a high dynamic range to what every screen shows: what is brighter than white is rolled off."""
    if not picture.is_bright:
        return stream
    return (
        stream.filter("zscale", t="linear", npl=WHITE_NITS)
        .filter("format", "gbrpf32le")
        .filter("zscale", p="bt709")
        .filter("tonemap", tonemap="mobius", desat=2)
        .filter("zscale", t="bt709", m="bt709", r="tv")
        .filter("format", "yuv420p")
    )


def matrix_of(picture: Stream) -> str:
    """Name the colours of a clip as players take them: untold, they go by its size."""
    if picture.has_colours:
        return "auto"
    return "bt709" if min(picture.width or 0, picture.height or 0) >= HD_HEIGHT_PX else "bt601"


def pictured(stream: Any, size: tuple[int, int], frames: int, stills: Stills) -> list[Any]:
    """Write one frame of the middle, and a strip of a few from beginning to end; both JPEG."""
    split = stream.filter_multi_output("split")
    thumbnail = ffmpeg.output(small(split[0], size, frame=frames // 2), stills.thumbnail, **JPEG)
    count = min(STRIP_FRAMES, frames)
    each = split[1].filter("select", f"not(mod(n,{max(1, frames // count)}))")
    strip = _shown(each, size, STRIP_SIDE_PX).filter("tile", f"{count}x1")
    return [thumbnail, ffmpeg.output(strip, stills.preview, **JPEG)]


def glimpsed(
    folder: Path, film: str, clock: Clock, size: tuple[int, int], stills: Stills
) -> Command:
    """Write the pictures beside a film that is made already: only what is near to them is decoded."""
    count = min(STRIP_FRAMES, clock.frames)

    def frame_at(share: float) -> Any:
        # Half a frame before its time: a seek to the time itself may be rounded past it.
        at = int(clock.frames * share) - 0.5
        start = max(0.0, clock.begins + clock.seconds * at / clock.frames)
        return ffmpeg.input(film, ss=f"{start:.6f}", threads=1)["v:0"]

    middle = small(frame_at(0.5), size, frame=0)
    each = [
        _shown(frame_at(number / count).filter("trim", end_frame=1), size, STRIP_SIDE_PX).filter(
            "setpts", "PTS-STARTPTS"
        )
        for number in range(count)
    ]
    strip = ffmpeg.filter(each, "hstack", inputs=count) if count > 1 else each[0]
    outputs = [
        ffmpeg.output(middle, stills.thumbnail, **JPEG),
        ffmpeg.output(strip, stills.preview, **JPEG),
    ]
    return command(folder, outputs, seconds=clock.seconds)


def small(stream: Any, size: tuple[int, int], *, frame: int) -> Any:
    """Take one frame as a small picture."""
    return _shown(
        stream.filter("trim", start_frame=frame, end_frame=frame + 1), size, THUMBNAIL_SIDE_PX
    )


def _shown(stream: Any, size: tuple[int, int], side_px: int) -> Any:
    share = side_px / max(size)
    width, height = (max(2, round(side * share / 2) * 2) for side in size)
    return stream.filter(
        "scale", width, height, in_color_matrix="bt709", out_color_matrix="bt601", out_range="pc"
    ).filter("format", "yuv420p")
