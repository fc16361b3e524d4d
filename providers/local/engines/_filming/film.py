"""What a film of painted or given pictures is: its size, its codec, the sound of the place under it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from providers.local.engines._projector import SOUND_HZ, Projector

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


def projector(path: Path, film: Film) -> Projector:
    """Give a projector for its frames, of blue, green and red."""
    frames = ("-pix_fmt", "bgr24", "-s", f"{film.width}x{film.height}", "-r", str(film.fps))
    heard: tuple[str, ...] = ()
    if film.sound:
        samples = film.frames * SOUND_HZ // film.fps
        steps = (
            f"aresample={SOUND_HZ},volume={QUIET},{_fades(film)},apad,atrim=end_sample={samples}"
        )
        heard = ("-map", "1:a:0", "-af", steps, "-c:a", "aac", "-b:a", "160k")
    written = ("-map", "0:v:0", *heard, *CODED, "-frames:v", str(film.frames), "-f", "mp4")
    return Projector(path, frames, written, film.sound)


def _fades(film: Film) -> str:
    """Let the sound come and go."""
    seconds = film.frames / film.fps
    fade = min(FADE_SECONDS, seconds / 3)
    return f"afade=t=in:d={fade:.3f},afade=t=out:st={seconds - fade:.3f}:d={fade:.3f}"
