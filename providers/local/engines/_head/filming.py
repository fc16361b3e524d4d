"""What a film of a head is: its size, its codecs, the recording under it."""

import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import imageio_ffmpeg
import numpy as np

from media.run import FORMATS, SAFE, Limits, leash
from providers.local.engines._head.listening import RATE_HZ
from providers.local.engines._head.model import Floats
from providers.local.engines._projector import FORCED, SOUND_HZ, Projector

COLOURS: Final = "setparams=colorspace=bt709:color_primaries=bt709:color_trc=bt709"
OPAQUE: Final = (
    "-vf", f"scale=out_color_matrix=bt709:out_range=tv,format=yuv420p,{COLOURS}",
    "-c:v", "libx264", "-preset", "veryfast", "-crf", "19", "-profile:v", "high", "-g", "60",
    "-c:a", "aac", "-b:a", "160k", "-movflags", "+faststart", "-f", "mp4",
)  # fmt: skip
TRANSPARENT: Final = (
    "-vf", f"scale=out_color_matrix=bt709:out_range=tv,format=yuva420p,{COLOURS}",
    "-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "7", "-row-mt", "1", "-crf", "24", "-b:v", "0",
    "-auto-alt-ref", "0", "-g", "60", "-c:a", "libopus", "-b:a", "128k", "-f", "webm",
)  # fmt: skip
"""VP9 keeps alpha beside the picture; its frames are shown as they come, because alpha has no other ones."""


class Unreadable(Exception):
    """The recording could not be decoded."""


@dataclass(frozen=True, slots=True)
class Reel:
    """What a film is: its size, its rate, how many frames, whether one can see through it."""

    width: int
    height: int
    fps: int
    frames: int
    transparent: bool

    @property
    def name(self) -> str:
        """Name its file."""
        return "video.webm" if self.transparent else "video.mp4"


def recorded(path: Path) -> Floats:
    """Decode a recording to mono at the rate that is listened to. Raises Unreadable."""
    line = [
        *leash(Limits()), imageio_ffmpeg.get_ffmpeg_exe(), *SAFE, *FORCED, "-format_whitelist", FORMATS,
        "-i", f"file:{path}", "-map", "0:a:0", "-ac", "1", "-ar", str(RATE_HZ), "-f", "f32le", "pipe:1",
    ]  # fmt: skip
    done = subprocess.run(line, stdin=subprocess.DEVNULL, capture_output=True, check=False)  # noqa: S603 - our own words
    if done.returncode or not done.stdout:
        raise Unreadable(done.stderr.decode(errors="replace")[-500:])
    return np.frombuffer(done.stdout, "<f4").astype(np.float32)


def filming(folder: Path, reel: Reel, sound: Path | None) -> Projector:
    """Give a projector for frames of a head. Without a sound the film is silent."""
    samples = reel.frames * SOUND_HZ // reel.fps
    heard = (
        "-map", "1:a:0", "-ac", "2",
        "-af", f"aresample={SOUND_HZ}:async=1:first_pts=0,apad,atrim=end_sample={samples}",
    )  # fmt: skip
    frames = (
        "-pix_fmt", "rgba" if reel.transparent else "rgb24", "-s", f"{reel.width}x{reel.height}", "-r", str(reel.fps),
    )  # fmt: skip
    written = (
        "-map", "0:v:0", *(heard if sound else ()), "-map_metadata", "-1",
        *(TRANSPARENT if reel.transparent else OPAQUE), "-frames:v", str(reel.frames),
    )  # fmt: skip
    return Projector(folder / reel.name, frames, written, sound)
