"""Films of clips: joined without a jump, one size and rate, cut to the frame; and the picture that a clip ends with."""

import wave
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any, Final

import ffmpeg

from domain.errors import MediaInvalid
from domain.films import Film
from media.bed import BITRATE, Bed, laid
from media.graph import EXACT, MP4, RATE_HZ, Stills, command, matrix_of, pictured
from media.probe import Details, Stream
from media.run import Command, Input

TAIL_SECONDS: Final = 2.0
"""Decoded at a clip's end to find its last frame."""
FADE_SECONDS: Final = 0.01
DECODERS: Final = 2
"""A film has many inputs, and each one's decoder would take all cores."""


@dataclass(frozen=True, slots=True)
class Clip:
    """A file of the working folder, and what a probe says of it."""

    name: str
    details: Details

    @property
    def picture(self) -> Stream:
        """Give its picture. Raises MediaInvalid."""
        found = self.details.first("video")
        if found is None:
            raise MediaInvalid("A clip has no picture.")
        return found

    @property
    def seconds(self) -> float:
        """Give how long its picture moves."""
        return self.picture.duration_seconds or self.details.duration_seconds

    @property
    def frame_seconds(self) -> float:
        """Give how long one of its frames stands."""
        return 1 / (self.picture.frame_rate or 24.0)

    @property
    def has_sound(self) -> bool:
        """Tell whether it sounds."""
        return self.details.first("audio") is not None

    @property
    def sound(self) -> str:
        """Name the file with its sound: its own, or a silence of its own."""
        return self.name if self.has_sound else f"{self.name}-silence.wav"


@dataclass(frozen=True, slots=True)
class Cut:
    """A clip's place in a film: how much is left out at its beginning, how many frames it fills there."""

    clip: Clip
    skip_seconds: float
    frames: int


@dataclass(frozen=True, slots=True)
class Plan:
    """How clips become a film. `slowed` is 1.02 where all of them last 2 % longer than they were made."""

    film: Film
    cuts: tuple[Cut, ...]
    slowed: float
    spare_seconds: float

    @property
    def as_made(self) -> bool:
        """Tell whether its one clip is the film already, to the frame: it is copied then, and loses nothing."""
        if len(self.cuts) != 1:
            return False
        clip, film = self.cuts[0].clip, self.film
        picture, sound = clip.picture, clip.details.first("audio")
        return (
            (picture.codec, picture.width, picture.height, picture.rotation, picture.pixel_aspect)
            == ("AVC", film.width, film.height, 0, 1)
            and (picture.frames, picture.frame_rate) == (film.frames, film.fps)
            and picture.is_plain
            and picture.has_colours
            and (sound is None or sound.codec == "AAC")
        )

    @property
    def sounds(self) -> bool:
        """Tell whether the film has sound: then it is silent where a clip has none."""
        return any(cut.clip.has_sound for cut in self.cuts)


def planned(clips: Sequence[Clip], film: Film) -> Plan:
    """Lay clips end to end and cut what is over; clips that fall short by a little are slowed.

    A clip after the first begins with the frame that the one before ended with: shown twice it would be a stop.
    """
    skips = [clip.frame_seconds if number else 0.0 for number, clip in enumerate(clips)]
    natural = [clip.seconds - skip for clip, skip in zip(clips, skips, strict=True)]
    slowed = max(1.0, film.seconds / sum(natural))
    ends = [min(round(end * slowed * film.fps), film.frames) for end in accumulate(natural)]
    counts = [end - start for start, end in pairwise([0, *ends[:-1], film.frames])]
    cuts = tuple(
        Cut(clip, skip, count)
        for clip, skip, count in zip(clips, skips, counts, strict=True)
        if count
    )
    return Plan(film, cuts, slowed, max(0.0, sum(natural) - film.seconds))


def join(
    folder: Path, plan: Plan, *, output: str, stills: Stills, bed: Bed | None = None
) -> Command:
    """Write H.264 and AAC in MP4, ready to stream, and the pictures beside it; music is laid under in the same pass."""
    if plan.as_made:
        return _copied(folder, plan, output=output, stills=stills, bed=bed)
    pieces = [piece for cut in plan.cuts for piece in _pieces(cut, plan)]
    if plan.sounds:
        for clip in (cut.clip for cut in plan.cuts if not cut.clip.has_sound):
            write_silence(folder / clip.sound)
    joined = ffmpeg.concat(*pieces, v=1, a=int(plan.sounds)).node
    shown = joined[0].filter_multi_output("split")
    sound = [joined[1]] if plan.sounds else []
    if bed:
        sound = [laid(bed, *sound or (None,), seconds=plan.film.seconds)]
    film = ffmpeg.output(shown[0], *sound, output, **MP4)
    size = plan.film.width, plan.film.height
    pictures = pictured(shown[1], size, plan.film.frames, stills)
    return command(folder, (film, *pictures), seconds=plan.film.seconds)


def _copied(folder: Path, plan: Plan, *, output: str, stills: Stills, bed: Bed | None) -> Command:
    film, source = plan.film, ffmpeg.input(plan.cuts[0].clip.name, threads=DECODERS)
    heard = [source["a:0"]] if plan.sounds else []
    sound = {"c:a": "copy"}
    if bed:
        heard = [laid(bed, *heard or (None,), seconds=film.seconds)]
        sound = {"c:a": "aac", "b:a": BITRATE}
    kept = {"c:v": "copy", "f": "mp4", "movflags": "+faststart", "map_metadata": -1, **sound}
    whole = ffmpeg.output(source["v:0"], *heard, output, **kept)
    size = film.width, film.height
    pictures = pictured(source["v:0"], size, film.frames, stills)
    return command(folder, (whole, *pictures), seconds=film.seconds)


def last_frame(folder: Path, clip: Clip, output: str) -> Command:
    """Write the picture that a clip ends with, as JPEG: vendors take no large PNG."""
    picture = clip.picture
    colours = f"in_color_matrix={matrix_of(picture)}:out_color_matrix=bt601:out_range=pc"
    scale = f"scale=flags={EXACT}:{colours},format=yuv444p"
    start = max(clip.seconds - TAIL_SECONDS, 0.0)
    return Command(
        folder=folder,
        inputs=(Input(clip.name, ("-ss", f"{start:.3f}")),),
        # Each frame overwrites the one before.
        arguments=(
            "-map", "0:v:0", "-map_metadata", "-1", "-vf", scale, "-fps_mode", "passthrough",
            "-c:v", "mjpeg", "-qmin", "1", "-q:v", "1", "-f", "image2", "-update", "1", output,
        ),
    )  # fmt: skip


def _pieces(cut: Cut, plan: Plan) -> list[Any]:
    picture = _picture(ffmpeg.input(cut.clip.name, threads=DECODERS).video, cut, plan)
    if not plan.sounds:
        return [picture]
    return [picture, _sound(ffmpeg.input(cut.clip.sound, threads=DECODERS).audio, cut, plan)]


def _picture(stream: Any, cut: Cut, plan: Plan) -> Any:
    """Fill the film's frame from the middle of the clip's, and exactly its frames."""
    film = plan.film
    if cut.skip_seconds:
        stream = stream.filter("trim", start_frame=1)
    return (
        stream.filter("setpts", f"(PTS-STARTPTS)*{plan.slowed:.6f}")
        .filter(
            "crop",
            w=f"min(iw,ih*{film.width}/{film.height}/sar)",
            h=f"min(ih,iw*sar*{film.height}/{film.width})",
        )
        .filter(
            "scale", film.width, film.height, flags=EXACT, in_color_matrix=matrix_of(cut.clip.picture),
            out_color_matrix="bt709", out_range="tv",
        )
        .filter("setsar", 1)
        .filter("setparams", colorspace="bt709", color_primaries="bt709", color_trc="bt709")
        .filter("format", "yuv420p")
        .filter("fps", film.fps)
        .filter("tpad", stop_mode="clone", stop=-1)
        .filter("trim", end_frame=cut.frames)
    )  # fmt: skip


def _sound(stream: Any, cut: Cut, plan: Plan) -> Any:
    """Last exactly as long as the picture; no click where clips meet."""
    seconds = cut.frames / plan.film.fps
    stream = (
        stream.filter("aresample", RATE_HZ, **{"async": 1, "first_pts": 0})
        .filter("aformat", sample_fmts="fltp", sample_rates=RATE_HZ, channel_layouts="stereo")
        .filter("atrim", start=f"{cut.skip_seconds:.6f}")
        .filter("asetpts", "PTS-STARTPTS")
    )
    if plan.slowed > 1:
        stream = stream.filter("atempo", f"{1 / plan.slowed:.6f}")
    stream = stream.filter("apad").filter("atrim", end_sample=round(seconds * RATE_HZ))
    if cut is not plan.cuts[0]:
        stream = stream.filter("afade", type="in", duration=FADE_SECONDS)
    if cut is not plan.cuts[-1]:
        start = max(seconds - FADE_SECONDS, 0.0)
        stream = stream.filter(
            "afade", type="out", start_time=f"{start:.6f}", duration=FADE_SECONDS
        )
    return stream


def write_silence(path: Path) -> None:
    """Write a moment of it; the graph makes it last."""
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, RATE_HZ, 0, "NONE", ""))
        file.writeframes(bytes(RATE_HZ // 5))
