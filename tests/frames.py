"""What a film shows and sounds like, frame by frame, as a player decodes it."""

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

import imageio_ffmpeg
import numpy as np
from numpy.typing import NDArray

FFMPEG = imageio_ffmpeg.get_ffmpeg_exe()
Colour = tuple[int, int, int]
Grey = NDArray[np.uint8]


@dataclass
class Film:
    """A decoded film: the mean colour of every frame."""

    path: Path
    colours: list[Colour]

    @property
    def jump_max(self) -> int:
        """Give the largest change of a channel between two frames."""
        pairs = zip(self.colours, self.colours[1:], strict=False)
        return max(distance(one, next_one) for one, next_one in pairs)

    def is_near(self, frame: int, colour: Colour) -> bool:
        """Tell whether a frame looks like a colour, as far as two encodings let it."""
        return distance(self.colours[frame], colour) <= 8

    def loudness(self, start: float, end: float) -> float:
        """Give the mean volume of a stretch in dB."""
        said = subprocess.run(
            [FFMPEG, "-hide_banner", "-ss", str(start), "-to", str(end), "-i", str(self.path),
             "-af", "volumedetect", "-vn", "-f", "null", "-"],
            capture_output=True, text=True, check=True,
        ).stderr  # fmt: skip
        found = re.search(r"mean_volume: (\S+) dB", said)
        assert found, said
        return float(found[1])


def film_of(path: Path) -> Film:
    """Decode all frames."""
    pixels = subprocess.run(
        [FFMPEG, "-v", "error", "-i", str(path), "-vf", "scale=1:1:flags=area,format=rgb24",
         "-fps_mode", "passthrough", "-f", "rawvideo", "-"],
        capture_output=True, check=True,
    ).stdout  # fmt: skip
    colours = [(pixels[at], pixels[at + 1], pixels[at + 2]) for at in range(0, len(pixels), 3)]
    return Film(path, colours)


def frames_of(path: Path, width: int, height: int) -> list[Grey]:
    """Decode all frames in grey."""
    pixels = subprocess.run(
        [FFMPEG, "-v", "error", "-i", str(path), "-vf", f"scale={width}:{height},format=gray",
         "-fps_mode", "passthrough", "-f", "rawvideo", "-"],
        capture_output=True, check=True,
    ).stdout  # fmt: skip
    return list(np.frombuffer(pixels, np.uint8).reshape(-1, height, width))


def distance(one: Colour, other: Colour) -> int:
    """Give the largest difference of a channel."""
    return max(abs(a - b) for a, b in zip(one, other, strict=True))
