"""A film as small grey frames in a file, of which a few are in memory at a time; and the faces in them."""

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.uint8]
Signal = NDArray[np.float32]

FACE_SIDE: Final = 0.055
"""Of the longer side: smaller faces are a crowd's."""
NEIGHBOURS: Final = 6
PADDED: Final = 8


@dataclass(frozen=True, slots=True)
class Frames:
    """Grey pictures of one size, one after the other in a file; one is read when it is looked at."""

    file: int
    count: int
    width: int
    height: int

    def __len__(self) -> int:
        return self.count

    def __getitem__(self, number: int) -> Grey:
        size = self.width * self.height
        data = os.pread(self.file, size, number * size)
        return np.frombuffer(data, np.uint8).reshape(self.height, self.width)


@dataclass(frozen=True)
class Reel:
    """Frames in order, `fps` a second."""

    frames: Frames
    fps: float

    @classmethod
    def opened(cls, path: Path, *, width: int, height: int, fps: float) -> "Reel":
        """Open a file of frames. It stays open: the process does one piece of work."""
        count = path.stat().st_size // (width * height)
        return cls(Frames(os.open(path, os.O_RDONLY), count, width, height), fps)

    def __len__(self) -> int:
        return len(self.frames)

    @property
    def seconds(self) -> float:
        """Give how long it runs."""
        return len(self) / self.fps


@dataclass(frozen=True, slots=True)
class Face:
    """A face in a frame: its middle and its side, as shares of the frame's width and height."""

    x: float
    y: float
    size: float


@cache
def _classifier(name: str) -> cv2.CascadeClassifier:
    return cv2.CascadeClassifier(str(Path(cv2.__file__).parent / "data" / name))


def faces(frame: Grey) -> list[Face]:
    """Find faces that look at us, or past us."""
    height, width = frame.shape
    side = max(PADDED, round(FACE_SIDE * max(width, height)))
    whole = np.ascontiguousarray(frame)
    found = _found(whole, "haarcascade_frontalface_default.xml", side)
    if not found:
        found = _found(whole, "haarcascade_profileface.xml", side)
    return [
        Face((x + w / 2) / width, (y + h / 2) / height, max(w / width, h / height))
        for x, y, w, h in found
    ]


def _found(frame: Grey, name: str, side: int) -> list[tuple[int, int, int, int]]:
    boxes = _classifier(name).detectMultiScale(
        frame, scaleFactor=1.12, minNeighbors=NEIGHBOURS, minSize=(side, side)
    )
    return [(int(x), int(y), int(w), int(h)) for x, y, w, h in boxes]


def change(one: Grey, other: Grey) -> float:
    """Give the mean difference of two frames, every second pixel of every second line, in shades."""
    return float(cv2.absdiff(one[::2, ::2], other[::2, ::2]).mean())
