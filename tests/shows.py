"""Films for tests of what is seen: a face that walks, a span that is more exciting than the rest."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np

from tests.frames import FFMPEG, Grey


def draw_face(frame: Grey, x: float, y: float, radius: float) -> None:
    """Draw a face that detectors take for one."""

    def oval(dx: float, dy: float, wide: float, high: float, shade: int, *, arc: int = 360) -> None:
        middle = (round(x + dx * radius), round(y + dy * radius))
        axes = (max(1, round(wide * radius)), max(1, round(high * radius)))
        begin = 180 if arc == 180 else 0
        cv2.ellipse(frame, middle, axes, 0, begin, begin + arc, shade, -1, cv2.LINE_AA)

    oval(0, 0, 0.78, 1, 170)
    oval(0, -0.62, 0.8, 0.5, 40, arc=180)
    for side in (-1, 1):
        oval(side * 0.33, -0.14, 0.24, 0.15, 120)
        oval(side * 0.33, -0.12, 0.16, 0.09, 235)
        oval(side * 0.33, -0.12, 0.085, 0.085, 25)
        oval(side * 0.33, -0.34, 0.22, 0.08, 50)
    oval(0, 0.25, 0.13, 0.06, 120)
    oval(0, 0.52, 0.28, 0.1, 90)


def background(width: int, height: int, seed: int = 1) -> Grey:
    """Give a soft grey that shows nothing."""
    noise = np.random.default_rng(seed).integers(60, 120, (height, width)).astype(np.uint8)
    return np.asarray(cv2.GaussianBlur(noise, (0, 0), 6), np.uint8)


def filmed(
    path: Path,
    frame: Callable[[float], Grey],
    *,
    seconds: float,
    fps: int = 12,
    sound: tuple[str, ...] = (),
) -> Path:
    """Write a film of grey frames; `sound`: inputs of ffmpeg."""
    first = frame(0)
    height, width = first.shape
    pixels = b"".join(frame(number / fps).tobytes() for number in range(round(seconds * fps)))
    subprocess.run(
        [FFMPEG, "-v", "error", "-y", "-f", "rawvideo", "-pix_fmt", "gray", "-s", f"{width}x{height}", "-r", str(fps),
         "-i", "-", *sound, "-c:v", "libx264", "-preset", "ultrafast", "-crf", "20", "-pix_fmt", "yuv420p",
         "-c:a", "aac", "-shortest", "-f", "mp4", str(path)],
        input=pixels, check=True,
    )  # fmt: skip
    return path


def match(
    path: Path, *, seconds: float, goal: tuple[float, float], size: tuple[int, int] = (160, 90)
) -> Path:
    """Film a match in which nothing happens, but for one span: the crowd roars, and all run."""
    width, height = size
    calm = background(width, height)

    def frame(at: float) -> Grey:
        shown = calm.copy()
        running = goal[0] <= at < goal[1]
        for player in range(4):
            pace = (3.0 + player) * at if running else 0.0
            x = width * (0.2 + 0.2 * player + 0.15 * np.sin(pace))
            cv2.circle(
                shown, (round(x), round(height * (0.3 + 0.12 * player))), height // 14, 230, -1
            )
        return shown

    low, high = goal
    roar = f"volume='if(between(t,{low},{high}),1,0.05)':eval=frame"
    crowd = f"anoisesrc=c=pink:a=0.4:r=16000:d={seconds},{roar}"
    return filmed(path, frame, seconds=seconds, sound=("-f", "lavfi", "-i", crowd))
