"""A film made larger: less noise, then more pixels, then crisper edges and smoother skies; its sound as it is."""

from pathlib import Path
from typing import Any, Final

import ffmpeg

from domain.errors import MediaInvalid
from domain.films import SIDE_ENLARGED_MAX
from domain.segments import Segment
from media.film import Clip
from media.graph import EXACT, MP4, Stills, command, matrix_of, pictured, toned
from media.merge import seen
from media.run import Command
from media.segments import closed, opened, timed, written

DENOISED: Final = {"luma_spatial": 4, "chroma_spatial": 3, "luma_tmp": 8, "chroma_tmp": 6}
"""What coding leaves behind would be enlarged too."""
CRISP: Final = {2: (5, 0.7), 4: (9, 1.0)}
"""By scale, the width in pixels of what is sharpened, and how much: edges that were one pixel wide are two, or four."""
SMOOTH: Final = {"strength": 1.1, "radius": 16}
CRF: Final = 20
SIDE_MIN: Final = 2


def enlarged_size(clip: Clip, scale: int) -> tuple[int, int]:
    """Give the size that a film gets, upright and with square pixels. Raises MediaInvalid beyond the bound."""
    found = seen(clip)
    width, height = (
        max(SIDE_MIN, round(side * scale / 2) * 2) for side in (found.width, found.height)
    )
    if max(width, height) > SIDE_ENLARGED_MAX:
        raise MediaInvalid(too_large(width, height))
    return width, height


def too_large(width: int, height: int) -> str:
    """Say that a film would become too large."""
    return f"It would have {width} × {height} pixels; at most {SIDE_ENLARGED_MAX} a side are made."


def enlarge(
    folder: Path, clip: Clip, scale: int, *, enhanced: bool, output: str, stills: Stills
) -> Command:
    """Write the film and the pictures beside it. All frames stay, at their times."""
    size = enlarged_size(clip, scale)
    source = ffmpeg.input(clip.name, threads=2)
    shown = _larger(source["v:0"], clip, size, scale if enhanced else 0).filter_multi_output(
        "split"
    )
    sound = clip.details.first("audio")
    heard: list[Any] = [source["a:0"]] if sound else []
    written = {**MP4, "crf": CRF, "fps_mode": "passthrough"}
    if sound and sound.codec == "AAC":
        written["acodec"] = "copy"
        del written["audio_bitrate"]
    film = ffmpeg.output(shown[0], *heard, output, **written)
    frames = clip.picture.frames or max(1, int(clip.seconds / clip.frame_seconds))
    pictures = pictured(shown[1], size, frames, stills)
    return command(folder, (film, *pictures), seconds=clip.seconds)


def enlarge_segment(
    folder: Path, clip: Clip, scale: int, *, enhanced: bool, segment: Segment, output: str
) -> Command:
    """Write a segment of the film. The clip's name is the piece's, what is said of it is said of the whole."""
    size = enlarged_size(clip, scale)
    window = segment.window
    source = opened(ffmpeg.input(clip.name, threads=2)["v:0"], window)
    shown = closed(_larger(source, clip, size, scale if enhanced else 0), window)
    film = ffmpeg.output(shown, output, **written(window, crf=CRF))
    return timed(command(folder, [film], seconds=segment.seconds))


def _larger(stream: Any, clip: Clip, size: tuple[int, int], crisp: int) -> Any:
    stream = toned(stream, clip.picture)
    if crisp:
        stream = stream.filter("hqdn3d", **DENOISED)
    stream = stream.filter(
        "scale", *size, flags=EXACT, in_color_matrix=matrix_of(clip.picture), out_color_matrix="bt709", out_range="tv",
    )  # fmt: skip
    stream = stream.filter("format", "yuv420p")
    if crisp:
        side, amount = CRISP[crisp]
        stream = stream.filter("unsharp", side, side, amount).filter("gradfun", **SMOOTH)
    return stream.filter("setsar", 1).filter(
        "setparams", colorspace="bt709", color_primaries="bt709", color_trc="bt709"
    )
