"""Facts of a file, read without decoding it; what is not media is refused."""

import asyncio
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pymediainfo import MediaInfo

from domain.assets import Facts
from domain.errors import MediaInvalid

SIZE_BYTES_MAX: Final = 2 * 1024**3
STREAMS_MAX: Final = 16
SIDE_MAX: Final = 8_192
DURATION_SECONDS_MAX: Final = 4 * 3_600.0

CONTAINERS: Final = {
    "MPEG-4": "mp4", "QuickTime": "quicktime", "Matroska": "x-matroska", "WebM": "webm", "AVI": "x-msvideo",
    "MPEG-TS": "mp2t", "Flash Video": "x-flv", "Wave": "wav", "MPEG Audio": "mpeg", "FLAC": "flac",
    "Ogg": "ogg", "ADTS": "aac", "AIFF": "aiff",
}  # fmt: skip
"""The containers we open, by mediainfo's name, and the subtype each stands for."""


BRIGHT: Final = frozenset({"HLG", "PQ"})
"""Transfer characteristics of a high dynamic range, by mediainfo's name."""


@dataclass(frozen=True, slots=True)
class Stream:
    """One video or audio stream. Pixels, hertz, seconds. `has_colours`: it says how its colours are coded;
    `is_plain`: as every player decodes them (4:2:0, eight bits);
    `is_bright`: of a high dynamic range.

    `pixel_aspect`: how much wider than high a pixel is shown.
    """

    kind: str
    codec: str
    duration_seconds: float | None = None
    width: int | None = None
    height: int | None = None
    frame_rate: float | None = None
    frames: int | None = None
    rotation: int = 0
    pixel_aspect: float = 1.0
    has_colours: bool = False
    is_plain: bool = False
    is_bright: bool = False
    sample_rate: int | None = None
    channels: int | None = None

    @property
    def counted_seconds(self) -> float:
        """Give the length by its frames, where nothing else tells it, as in bare AAC; 0 where they are not known."""
        return self.frames / self.frame_rate if self.frames and self.frame_rate else 0.0


@dataclass(frozen=True, slots=True)
class Details:
    """A file's container and streams."""

    mime_type: str
    duration_seconds: float
    streams: tuple[Stream, ...]

    def first(self, kind: str) -> Stream | None:
        """Give the first stream of a kind."""
        return next((stream for stream in self.streams if stream.kind == kind), None)


async def probe(path: Path) -> Facts:
    """Give a sound's or a video's facts. Raises MediaInvalid."""
    found = await details(path)
    picture = found.first("video")
    return Facts(
        mime_type=found.mime_type,
        width=picture.width if picture else None,
        height=picture.height if picture else None,
        duration_seconds=round(found.duration_seconds, 3),
    )


async def details(path: Path) -> Details:
    """Give a file's streams. Raises MediaInvalid for what is no sound or video that plays."""
    size_bytes = path.stat().st_size
    if not 0 < size_bytes <= SIZE_BYTES_MAX:
        raise MediaInvalid("The file is empty or larger than 2 GB.")
    # The one blocking spot: mediainfo reads headers only.
    info = await asyncio.to_thread(MediaInfo.parse, path, parse_speed=0.5)
    tracks = [track.to_data() for track in info.tracks]
    general: dict[str, Any] = next((t for t in tracks if t["track_type"] == "General"), {})
    subtype = CONTAINERS.get(str(general.get("format", "")))
    streams = tuple(_stream(track) for track in tracks if track["track_type"] in ("Video", "Audio"))
    if subtype is None or not streams:
        raise MediaInvalid("The file is no sound or video of a kind that we read.")
    return _checked(general, subtype, streams)


def _checked(general: dict[str, Any], subtype: str, streams: tuple[Stream, ...]) -> Details:
    told = _number(general.get("duration"))
    seconds = (
        told or max(stream.duration_seconds or stream.counted_seconds for stream in streams) * 1_000
    )
    video = [stream for stream in streams if stream.kind == "video"]
    if len(streams) > STREAMS_MAX:
        raise MediaInvalid(f"The file has more than {STREAMS_MAX} streams.")
    if not 0 < seconds / 1_000 <= DURATION_SECONDS_MAX:
        raise MediaInvalid("The file has no length, or is longer than four hours.")
    for stream in video:
        if not (0 < (stream.width or 0) <= SIDE_MAX and 0 < (stream.height or 0) <= SIDE_MAX):
            raise MediaInvalid(f"A side of the video is not between 1 and {SIDE_MAX} pixels.")
    return Details(
        mime_type=f"{'video' if video else 'audio'}/{subtype}",
        duration_seconds=seconds / 1_000,
        streams=streams,
    )


def _stream(track: dict[str, Any]) -> Stream:
    milliseconds = _number(track.get("duration"))
    return Stream(
        kind=str(track["track_type"]).lower(),
        codec=str(track.get("format", "")),
        duration_seconds=milliseconds / 1_000 if milliseconds else None,
        width=_whole(track.get("width")),
        height=_whole(track.get("height")),
        frame_rate=_number(track.get("frame_rate")),
        frames=_whole(track.get("frame_count")),
        pixel_aspect=_number(track.get("pixel_aspect_ratio")) or 1.0,
        rotation=round(_number(track.get("rotation")) or 0) % 360,
        is_plain=track.get("chroma_subsampling") == "4:2:0" and str(track.get("bit_depth")) == "8",
        is_bright=track.get("transfer_characteristics") in BRIGHT,
        has_colours="matrix_coefficients" in track,
        sample_rate=_whole(track.get("sampling_rate")),
        channels=_whole(track.get("channel_s")),
    )


def _number(value: object) -> float | None:
    try:
        return float(str(value))
    except ValueError:
        return None


def _whole(value: object) -> int | None:
    number = _number(value)
    return None if number is None else round(number)
