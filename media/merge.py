"""Clips put together: each fitted into one frame, one graph, one encode; their sound mixed before, and levelled."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

import ffmpeg

from domain.merges import Joint, Seen, Whole
from domain.merges import Stretch as Wanted
from media.film import Clip, write_silence
from media.graph import (
    EXACT,
    MP4,
    RATE_HZ,
    SOUND,
    WEBM,
    Stills,
    command,
    matrix_of,
    pictured,
    toned,
)
from media.loudness import Level, levelled
from media.run import Command
from media.stretch import Stretch

Container = Literal["mp4", "webm"]

CLICK_SECONDS: Final = 0.01
SAME_SHAPE: Final = 0.01
"""Shapes that differ by less are cropped; others stand before their own blurred picture."""
BLURRED: Final = 12
DIM: Final = 0.62
MUSIC_FADE_SECONDS: Final = 1.0
MUSIC_DB: Final = -4.0
DUCKING: Final = {
    "threshold": 0.02, "ratio": 8, "attack": 30, "release": 500, "makeup": 1, "knee": 4,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """A clip's stretch in the film."""

    clip: Clip
    stretch: Wanted
    frames: int


@dataclass(frozen=True, slots=True)
class Plan:
    """A film of parts. `music` is the file that is laid under them."""

    whole: Whole
    joint: Joint
    parts: tuple[Part, ...]
    music: str | None = None

    @property
    def sounds(self) -> bool:
        """Tell whether the film has sound."""
        return self.speaks or self.music is not None

    @property
    def speaks(self) -> bool:
        """Tell whether any clip has sound."""
        return any(part.clip.has_sound for part in self.parts)


def seen(clip: Clip) -> Seen:
    """Say what a clip shows, upright and with square pixels. Raises MediaInvalid for one without a picture."""
    picture = clip.picture
    width, height = (picture.width or 0) * picture.pixel_aspect, float(picture.height or 0)
    if picture.rotation in (90, 270):
        width, height = height, width
    return Seen(width=width, height=height, rate=picture.frame_rate or 30.0, seconds=clip.seconds)


def mix(folder: Path, plan: Plan, output: str) -> Command:
    """Write the film's sound, as long as its picture to the sample: WAV of floats."""
    for clip in (part.clip for part in plan.parts if plan.speaks and not part.clip.has_sound):
        write_silence(folder / clip.sound)
    sounds = [_sound(part, plan) for part in plan.parts] if plan.speaks else []
    total = round(plan.whole.seconds * RATE_HZ)
    if not sounds:
        sound = _music(plan, total)
    else:
        sound = _joined_sound(sounds, plan)
        if plan.music:
            split = sound.filter_multi_output("asplit")
            bed = ffmpeg.filter([_music(plan, total), split[1]], "sidechaincompress", **DUCKING)
            sound = ffmpeg.filter([split[0], bed], "amix", inputs=2, normalize=0, duration="first")
    whole = sound.filter("apad").filter("atrim", end_sample=total)
    return command(folder, [ffmpeg.output(whole, output, **SOUND)], seconds=plan.whole.seconds)


def merge(folder: Path, plan: Plan, *, sound: Level | None, output: str, stills: Stills) -> Command:
    """Write the film, and the pictures beside it. `sound`: the mixed file, and the gain that it needs."""
    whole = plan.whole
    shown = _joined_picture([_picture(part, plan) for part in plan.parts], plan)
    split = shown.filter_multi_output("split")
    heard = []
    if sound:
        total = round(whole.seconds * RATE_HZ)
        heard = [levelled(sound).filter("atrim", end_sample=total)]
    written = WEBM if output.endswith(".webm") else MP4
    film = ffmpeg.output(split[0], *heard, output, **written)
    size = whole.width, whole.height
    pictures = pictured(split[1], size, whole.frames, stills)
    return command(folder, (film, *pictures), seconds=whole.seconds)


def _stretch(part: Part, fps: int) -> Stretch:
    return Stretch(part.clip, part.stretch.start, part.frames / fps)


def _picture(part: Part, plan: Plan) -> Any:
    """Show a stretch in the film's frame, and exactly its frames."""
    whole = plan.whole
    stream = _stretch(part, whole.fps).video().filter("fps", whole.fps, start_time=0)
    stream = fitted(toned(stream, part.clip.picture), part.clip, (whole.width, whole.height))
    stream = (
        stream.filter("setsar", 1)
        .filter("setparams", colorspace="bt709", color_primaries="bt709", color_trc="bt709")
        .filter("format", "yuv420p")
        .filter("tpad", stop_mode="clone", stop=-1)
        .filter("trim", end_frame=part.frames)
    )
    if plan.joint.transition != "fade":
        return stream
    half = max(1, round(plan.joint.seconds * whole.fps / 2))
    if part is not plan.parts[0]:
        stream = stream.filter("fade", type="in", start_frame=0, nb_frames=half)
    if part is not plan.parts[-1]:
        stream = stream.filter("fade", type="out", start_frame=part.frames - half, nb_frames=half)
    return stream


def fitted(stream: Any, clip: Clip, size: tuple[int, int]) -> Any:
    """Scale a clip into a frame: whole, and before its own blurred picture where the shapes differ."""
    width, height = size
    found = seen(clip)
    colours = {
        "flags": EXACT, "in_color_matrix": matrix_of(clip.picture), "out_color_matrix": "bt709", "out_range": "tv",
    }  # fmt: skip
    if abs(found.width / found.height / (width / height) - 1) <= SAME_SHAPE:
        return stream.filter("scale", width, height, **colours)
    split = stream.filter_multi_output("split")
    fit = split[0].filter(
        "scale",
        w=f"max(2,trunc(min({width},{height}*iw*sar/ih)/2+0.5)*2)",
        h=f"max(2,trunc(min({height},{width}*ih/(iw*sar))/2+0.5)*2)",
        **colours,
    )
    low = tuple(max(8, side // BLURRED // 2 * 2) for side in size)
    behind = (
        split[1]
        .filter("crop", w=f"min(iw,ih*{width}/{height}/sar)", h=f"min(ih,iw*sar*{height}/{width})")
        .filter("scale", *low, **{**colours, "flags": "area"})
        .filter("gblur", sigma=2.2)
        .filter("lutyuv", y=f"(val-16)*{DIM}+16")
        .filter("scale", width, height, flags="bicubic")
        .filter("setsar", 1)
    )
    return ffmpeg.overlay(behind, fit.filter("setsar", 1), x="(W-w)/2", y="(H-h)/2", shortest=1)


def _joined_picture(pictures: Sequence[Any], plan: Plan) -> Any:
    whole = plan.whole
    if not whole.overlap:
        return ffmpeg.concat(*pictures, v=1, a=0)
    shown, frames = pictures[0], plan.parts[0].frames
    for part, picture in zip(plan.parts[1:], pictures[1:], strict=True):
        shown = ffmpeg.filter(
            [shown, picture], "xfade", transition="fade",
            duration=f"{whole.overlap / whole.fps:.6f}", offset=f"{(frames - whole.overlap) / whole.fps:.6f}",
        )  # fmt: skip
        frames += part.frames - whole.overlap
    return shown


def _sound(part: Part, plan: Plan) -> Any:
    """Sound exactly as long as the picture, or be silent as long."""
    count = round(part.frames / plan.whole.fps * RATE_HZ)
    layout = {"sample_fmts": "fltp", "sample_rates": RATE_HZ, "channel_layouts": "stereo"}
    if not part.clip.has_sound:
        silence = ffmpeg.input(part.clip.sound).audio.filter("aformat", **layout)
        return silence.filter("apad").filter("atrim", end_sample=count)
    stream = (
        _stretch(part, plan.whole.fps)
        .audio()
        .filter("aresample", RATE_HZ, **{"async": 1, "first_pts": 0})
        .filter("aformat", **layout)
        .filter("apad")
        .filter("atrim", end_sample=count)
    )
    if plan.joint.transition == "crossfade":
        return stream
    slow = plan.joint.seconds / 2 if plan.joint.transition == "fade" else CLICK_SECONDS
    if part is not plan.parts[0]:
        stream = stream.filter("afade", type="in", duration=slow)
    if part is not plan.parts[-1]:
        start = max(count / RATE_HZ - slow, 0.0)
        stream = stream.filter("afade", type="out", start_time=f"{start:.6f}", duration=slow)
    return stream


def _joined_sound(sounds: Sequence[Any], plan: Plan) -> Any:
    if not plan.whole.overlap:
        return ffmpeg.concat(*sounds, v=0, a=1)
    heard = sounds[0]
    over = round(plan.whole.overlap / plan.whole.fps * RATE_HZ)
    for sound in sounds[1:]:
        heard = ffmpeg.filter([heard, sound], "acrossfade", nb_samples=over, c1="qsin", c2="qsin")
    return heard


def _music(plan: Plan, total: int) -> Any:
    """Lay music from the beginning; it fades out with the film, and is silent where it is shorter."""
    assert plan.music, "there is no music to lay"
    end = total / RATE_HZ
    fade = min(MUSIC_FADE_SECONDS, end / 2)
    quieter = f"{MUSIC_DB}dB" if plan.speaks else "0dB"
    return (
        ffmpeg.input(plan.music, t=f"{end:.6f}")
        .audio.filter("aresample", RATE_HZ, **{"async": 1, "first_pts": 0})
        .filter("aformat", sample_fmts="fltp", sample_rates=RATE_HZ, channel_layouts="stereo")
        .filter("volume", quieter)
        .filter("apad")
        .filter("atrim", end_sample=total)
        .filter("afade", type="out", start_time=f"{end - fade:.6f}", duration=f"{fade:.6f}")
    )
