"""Talking portraits: the sound that one speaks, what is behind it, and the picture that stands for it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from media.run import Command, Input

SOUND_HZ: Final = 48_000
THUMBNAIL_SIDE_PX: Final = 640
ALPHA_DECODERS: Final = {"VP9": ("-c:v", "libvpx-vp9"), "VP8": ("-c:v", "libvpx")}
"""ffmpeg's own decoders of these leave the alpha out."""
COVER_SIDE_PX: Final = 64
BT709: Final = "setparams=colorspace=bt709:color_primaries=bt709:color_trc=bt709"


@dataclass(frozen=True, slots=True)
class Clip:
    """A video of the working folder."""

    name: str
    codec: str
    width: int
    height: int
    fps: float
    seconds: float


def speech(folder: Path, source: str, output: str, *, seconds: float) -> Command:
    """Write a recording as WAV of exactly so many seconds: cut, or silent at its end."""
    chain = f"aresample={SOUND_HZ}:async=1:first_pts=0,apad,atrim=end_sample={round(seconds * SOUND_HZ)}"
    return Command(
        folder=folder,
        inputs=(Input(source),),
        arguments=(
            "-map", "0:a:0", "-vn", "-sn", "-dn", "-map_metadata", "-1", "-af", chain, "-ac", "1",
            "-c:a", "pcm_s16le", "-f", "wav", output,
        ),
        duration_seconds=seconds,
    )  # fmt: skip


def decoder(codec: str) -> tuple[str, ...]:
    """Give the options before an input whose alpha is wanted."""
    return ALPHA_DECODERS.get(codec, ())


def cover(folder: Path, clip: Clip, output: str) -> Command:
    """Write how much of a video's first frame is covered: one byte a pixel, small."""
    side = COVER_SIDE_PX
    return Command(
        folder=folder,
        inputs=(Input(clip.name, decoder(clip.codec)),),
        arguments=(
            "-map", "0:v:0", "-frames:v", "1", "-vf", f"format=yuva444p,alphaextract,scale={side}:{side}:flags=area",
            "-pix_fmt", "gray", "-f", "rawvideo", output,
        ),
    )  # fmt: skip


def composed(folder: Path, clip: Clip, wall: str, output: str) -> Command:
    """Lay a video that one can see through over a picture of its own size; its sound stays."""
    graph = (
        f"[1:v]loop=loop=-1:size=1,setpts=N/({clip.fps:g}*TB),fps={clip.fps:g}[wall];"
        f"[wall][0:v]overlay=shortest=1:format=auto,scale=out_color_matrix=bt709:out_range=tv,format=yuv420p,{BT709}[v]"
    )
    return Command(
        folder=folder,
        inputs=(Input(clip.name, decoder(clip.codec)), Input(wall)),
        arguments=(
            "-filter_complex", graph, "-map", "[v]", "-map", "0:a:0?", "-map_metadata", "-1",
            "-c:v", "libx264", "-preset", "veryfast", "-crf", "19", "-c:a", "aac", "-b:a", "160k",
            "-movflags", "+faststart", "-f", "mp4", output,
        ),
        duration_seconds=clip.seconds,
    )  # fmt: skip


def still(folder: Path, clip: Clip, output: str) -> Command:
    """Write the frame at a third, small: PNG keeps what one can see through."""
    side = THUMBNAIL_SIDE_PX
    fit = f"scale=w={side}:h={side}:force_original_aspect_ratio=decrease:force_divisible_by=2"
    kind = (
        ("-c:v", "png", "-pix_fmt", "rgba")
        if output.endswith(".png")
        else ("-c:v", "mjpeg", "-q:v", "3")
    )
    full = "" if output.endswith(".png") else ":out_range=pc"
    return Command(
        folder=folder,
        inputs=(Input(clip.name, ("-ss", f"{clip.seconds / 3:.3f}", *decoder(clip.codec))),),
        arguments=(
            "-map", "0:v:0", "-frames:v", "1", "-map_metadata", "-1", "-vf", f"{fit}{full}", *kind,
            "-f", "image2", "-update", "1", output,
        ),
    )  # fmt: skip
