"""A long film in segments: pieces cut out of it without decoding, and what is made of them joined without encoding."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from math import ceil
from pathlib import Path
from typing import Any, Final

import numpy as np

from domain.segments import Segmenting, Window, borders
from media.graph import MP4
from media.probe import Stream
from media.run import Command, Input
from media.timeline import Timeline

CUTTABLE: Final = frozenset({"AVC", "HEVC", "VP9", "AV1"})
"""Codecs whose packets are pictures with times of their own, by mediainfo's name."""
RUN_UP_SECONDS: Final = 0.5
"""What filters see before a segment begins: those that remember earlier frames know then what they would have known."""
LEAD_SECONDS: Final = 10
"""Added to the times in a piece: Matroska has none below nought."""
PIECE: Final = "piece-{}.mkv"
LIST: Final = "segments.txt"
SILENT: Final = {
    name: value for name, value in MP4.items() if name not in ("acodec", "audio_bitrate", "movflags")
}  # fmt: skip
"""How a segment is written: its sound comes with the whole."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A piece to cut out of a source, by when packets are decoded, in its seconds; and the window that it is for."""

    name: str
    start: Fraction | None
    end: Fraction | None
    window: Window
    frames: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Whole:
    """Segments in order, their files and windows; and the source with the `sound` of all, as a probe tells of it.

    `begins`: when the first frame is shown, in seconds of the source; `seconds`: how long it all lasts.
    """

    names: tuple[str, ...]
    windows: tuple[Window, ...]
    begins: float
    seconds: float
    source: str
    sound: Stream | None


def cuts(line: Timeline, wanted: Segmenting) -> list[Cut]:
    """Lay segments along a film. Each piece begins at a key frame before its segment does."""
    shown = [float(line.at(at)) for _, at in line.keys]
    places = borders(shown, seconds=line.seconds, wanted=wanted)
    made = []
    for number, (place, following) in enumerate(pairwise([*places, None])):
        assert place is not None, "only the last segment has none after it"
        from_key = max(bisect_right(shown, shown[place] - RUN_UP_SECONDS, hi=place) - 1, 0)
        # A tick before its time: what is decoded with it or later is in the piece, and nothing else.
        start = line.keys[from_key][0] - 1 if from_key else None
        end = None if following is None else line.keys[following][1]
        made.append(_cut(line, number, (start, line.keys[place][1], end)))
    return made


def _cut(line: Timeline, number: int, times: tuple[int | None, int, int | None]) -> Cut:
    """Make a piece of when it begins to be decoded, when its segment begins to be shown, and when that ends."""
    start, begins, ends = times
    grid = line.grid()
    origin = 0 if start is None else start
    first, last = np.searchsorted(
        line.shown, (begins, line.shown[-1] + 1 if ends is None else ends)
    )
    window = Window(
        grid=grid,
        shift_us=round((line.at(origin) - LEAD_SECONDS) * 1_000_000),
        filtered=_border(line, int(first)) - round(RUN_UP_SECONDS / grid.seconds),
        first=_border(line, int(first)),
        zero=_step(line, begins),
        last=None if ends is None else _border(line, int(last)),
    )
    return Cut(
        name=PIECE.format(number),
        start=None if start is None else start * line.tick,
        end=None if ends is None else ends * line.tick,
        window=window,
        frames=int(last - first),
        seconds=float(line.at(int(line.shown[-1]) if ends is None else ends) - line.at(begins)),
    )


def _step(line: Timeline, time: int) -> int:
    return round(_steps(line, Fraction(time)))


def _border(line: Timeline, number: int) -> int:
    """Give the first step after the middle of two frames: what is rounded on the way stays on its side."""
    if number == 0:
        return -1
    before, after = (int(line.shown[place]) for place in (number - 1, number))
    return ceil(_steps(line, Fraction(before + after, 2)))


def _steps(line: Timeline, time: Fraction) -> Fraction:
    grid = line.grid()
    return (time - int(line.shown[0])) * line.tick * grid.denominator / grid.numerator


def split(folder: Path, source: str, pieces: Sequence[Cut]) -> Command:
    """Write the pieces; nothing is decoded, and the source is read once."""
    words: list[str] = []
    for piece in pieces:
        words += ["-map", "0:v:0", "-c", "copy"]
        words += ["-ss", f"{float(piece.start):.6f}"] if piece.start is not None else []
        words += ["-to", f"{float(piece.end):.6f}"] if piece.end is not None else []
        words += ["-output_ts_offset", str(LEAD_SECONDS), "-f", "matroska", piece.name]
    return Command(folder=folder, inputs=(Input(source),), arguments=tuple(words))


def opened(stream: Any, window: Window) -> Any:
    """Put a piece on its film's clock, and leave out what neither the segment nor its filters need."""
    bounds = {"start_pts": window.filtered} | ({"end_pts": window.last} if window.last else {})
    return (
        stream.filter("settb", "1/1000000")
        .filter("setpts", f"PTS+{window.shift_us}")
        .filter("settb", str(window.grid))
        .filter("trim", **bounds)
    )


def closed(stream: Any, window: Window) -> Any:
    """Keep the segment's own frames; the first one is at nought."""
    return stream.filter("trim", start_pts=window.first).filter(
        "setpts", f"max(PTS-{window.zero},0)"
    )


def written(window: Window, **more: Any) -> dict[str, Any]:
    """Say how a segment is written: its times are the grid's, its sound comes with the whole."""
    return {**SILENT, "fps_mode": "passthrough", "enc_time_base": str(window.grid), **more}


def timed(made: Command) -> Command:
    """Let ffmpeg leave the times in a piece as they are."""
    return replace(made, arguments=("-copyts", *made.arguments))


def join(folder: Path, whole: Whole, output: str) -> Command:
    """Write MP4 of the segments as they are; the sound is the source's, and AAC is kept."""
    (folder / LIST).write_text("".join(_listed(whole)))
    sound = whole.sound
    heard = () if sound is None else ("-map", "1:a:0", *coded(sound))
    return Command(
        folder=folder,
        inputs=(
            Input(LIST, ("-itsoffset", f"{whole.begins:.6f}"), formats="concat,mov"),
            *(() if sound is None else (Input(whole.source),)),
        ),
        arguments=(
            "-map", "0:v:0", "-c:v", "copy", *heard, "-map_metadata", "-1", "-map_chapters", "-1",
            "-movflags", "+faststart", "-f", "mp4", output,
        ),
        duration_seconds=whole.seconds,
    )  # fmt: skip


def coded(sound: Stream) -> tuple[str, ...]:
    """Say how a film's sound is written: AAC as it is."""
    return ("-c:a", "copy") if sound.codec == "AAC" else ("-c:a", "aac", "-b:a", "160k")


def _listed(whole: Whole) -> Iterator[str]:
    yield "ffconcat version 1.0\n"
    # Told from the beginning, and not one by one: what is rounded does not add up.
    at = [round(window.zero * window.grid.seconds * 1_000_000) for window in whole.windows]
    for number, name in enumerate(whole.names):
        yield f"file {name}\ninpoint 0\n"
        if number + 1 < len(at):
            yield f"duration {(at[number + 1] - at[number]) / 1_000_000:.6f}\n"
