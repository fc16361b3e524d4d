"""What a talking film shows: its frames, how far its mouth is open in each, and how that goes with its sound."""

import subprocess
from dataclasses import dataclass
from pathlib import Path

import imageio_ffmpeg
import numpy as np
from numpy.typing import NDArray

FFMPEG = imageio_ffmpeg.get_ffmpeg_exe()
RATE_HZ = 16_000


@dataclass
class Film:
    """A decoded film: frames (RGBA), samples of its sound, frames a second."""

    frames: NDArray[np.uint8]
    samples: NDArray[np.float32]
    fps: float

    @property
    def mouth(self) -> NDArray[np.float64]:
        """Measure the opening of the simple head's mouth in each frame: its dark pixels beside its lips."""
        red, green, blue = (self.frames[..., channel].astype(int) for channel in range(3))
        dark = (red < 60) & (green < 45) & (blue < 45) & (self.frames[..., 3] > 200)
        height, width = self.frames.shape[1:3]
        near = np.zeros((height, width), bool)
        near[int(height * 0.5) : int(height * 0.72), int(width * 0.40) : int(width * 0.60)] = True
        found: NDArray[np.float64] = (dark & near).sum((1, 2)) / (height * width)
        return found

    @property
    def envelope(self) -> NDArray[np.float64]:
        """Give the loudness of each frame's sound."""
        step = RATE_HZ / self.fps
        starts = [round(number * step) for number in range(len(self.frames) + 1)]
        pieces = [self.samples[a:b].astype(float) for a, b in zip(starts, starts[1:], strict=False)]
        return np.array(
            [np.sqrt((piece**2).mean() + 1e-10) if len(piece) else 0.0 for piece in pieces]
        )


def decoded(path: Path, *, size: tuple[int, int] = (320, 180)) -> Film:
    """Decode a film as a player does, smaller."""
    alpha = ["-c:v", "libvpx-vp9"] if path.suffix == ".webm" else []
    width, height = size
    raw = _ffmpeg(
        *alpha, "-i", path, "-vf", f"scale={width}:{height}:flags=area", "-fps_mode", "passthrough",
        "-f", "rawvideo", "-pix_fmt", "rgba", "-",
    )  # fmt: skip
    sound = _ffmpeg("-i", path, "-ac", "1", "-ar", str(RATE_HZ), "-f", "f32le", "-")
    frames = np.frombuffer(raw, np.uint8).reshape(-1, height, width, 4)
    return Film(frames, np.frombuffer(sound, np.float32), 25.0)


def lag(film: Film, *, longest_seconds: float = 0.3) -> tuple[float, float]:
    """Find by how many seconds the mouth is behind the sound, and how well they then go together (−1 to 1)."""
    step = 0.005
    times = np.arange(0, len(film.frames) / film.fps - step, step)
    own = (np.arange(len(film.frames)) + 0.5) / film.fps
    mouth, sound = (np.interp(times, own, curve) for curve in (film.mouth, film.envelope))
    reach = round(longest_seconds / step)
    found = {}
    for shift in range(-reach, reach + 1):
        late, early = mouth[max(0, shift) : len(mouth) + min(0, shift)], sound[max(0, -shift) :]
        found[shift * step] = float(np.corrcoef(late, early[: len(late)])[0, 1])
    best = max(found, key=lambda shift: found[shift])
    return best, found[best]


def _ffmpeg(*words: object) -> bytes:
    line = [FFMPEG, "-v", "error", *(str(word) for word in words)]
    return subprocess.run(line, check=True, capture_output=True).stdout
