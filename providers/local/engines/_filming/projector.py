"""Frames made a film, by an ffmpeg that is confined as every other one is."""

import subprocess
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import imageio_ffmpeg
import numpy as np
from numpy.typing import NDArray

from media.run import FORMATS, SAFE, Limits, leash
from providers.local.engines._protocol import Refusal

Pixels = NDArray[np.uint8]

FORCED: Final = ("-protocol_whitelist", "file,pipe")
SOUND_HZ: Final = 48_000
QUIET: Final = 0.5
FADE_SECONDS: Final = 0.8
LOOK: Final = (
    "scale=flags=lanczos+accurate_rnd+full_chroma_int:in_range=pc:out_color_matrix=bt709:out_range=tv",
    "format=yuv420p",
    "setparams=colorspace=bt709:color_primaries=bt709:color_trc=bt709",
)
CODED: Final = (
    "-vf", ",".join(LOOK), "-c:v", "libx264", "-preset", "veryfast", "-crf", "18", "-profile:v", "high",
    "-movflags", "+faststart",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Film:
    """What is to be written: pixels, frames a second, frames. `sound`: a WAV file to lay under it."""

    width: int
    height: int
    fps: int
    frames: int
    sound: Path | None = None


class Projector:
    """Takes frames in order, as they are drawn; leaving the context ends the film."""

    def __init__(self, path: Path, film: Film) -> None:
        self.path = path
        self.film = film

    def __enter__(self) -> Self:
        self.process = subprocess.Popen(  # noqa: S603 - our own words
            self._line(), stdin=subprocess.PIPE, stdout=subprocess.DEVNULL
        )
        return self

    def show(self, frame: Pixels) -> None:
        """Add a frame of blue, green and red."""
        assert self.process.stdin
        try:
            self.process.stdin.write(np.ascontiguousarray(frame).data)
        except BrokenPipeError as error:
            raise Refusal("unavailable", "The film could not be written.") from error

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is not None:
            self.process.kill()
        assert self.process.stdin
        self.process.stdin.close()
        if self.process.wait() and kind is None:
            raise Refusal("unavailable", "The film could not be written.")

    def _line(self) -> list[str]:
        film = self.film
        heard: list[str] = []
        if film.sound:
            samples = film.frames * SOUND_HZ // film.fps
            steps = f"aresample={SOUND_HZ},volume={QUIET},{_fades(film)},apad,atrim=end_sample={samples}"
            heard = [
                *FORCED, "-format_whitelist", FORMATS, "-i", f"file:{film.sound}", "-map", "0:v:0", "-map", "1:a:0",
                "-af", steps, "-c:a", "aac", "-b:a", "160k",
            ]  # fmt: skip
        return [
            *leash(Limits()), imageio_ffmpeg.get_ffmpeg_exe(), *SAFE, *FORCED,
            "-f", "rawvideo", "-pix_fmt", "bgr24", "-s", f"{film.width}x{film.height}", "-r", str(film.fps),
            "-i", "pipe:0", *heard, *CODED, "-frames:v", str(film.frames), "-f", "mp4", str(self.path),
        ]  # fmt: skip


def _fades(film: Film) -> str:
    """Let the sound come and go."""
    seconds = film.frames / film.fps
    fade = min(FADE_SECONDS, seconds / 3)
    return f"afade=t=in:d={fade:.3f},afade=t=out:st={seconds - fade:.3f}:d={fade:.3f}"
