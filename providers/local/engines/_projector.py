"""Frames made a film, by an ffmpeg that is confined as every other one is."""

import subprocess
from collections.abc import Sequence
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
"""Samples for each frame are a whole number at 24, 25, 30 and 60 frames a second."""
SAID_LENGTH: Final = 500


class Projector:
    """Takes frames in order, as they are drawn; leaving the context ends the film.

    `frames`: the options of what comes through the pipe; `written`: of what is made of it. `sound`: a file to hear.
    """

    def __init__(
        self, path: Path, frames: Sequence[str], written: Sequence[str], sound: Path | None = None
    ) -> None:
        heard = ("-format_whitelist", FORMATS, "-i", f"file:{sound}") if sound else ()
        self.line = [
            *leash(Limits()), imageio_ffmpeg.get_ffmpeg_exe(), *SAFE,
            *FORCED, "-f", "rawvideo", *frames, "-i", "pipe:0",
            *((*FORCED, *heard) if sound else ()), *written, str(path),
        ]  # fmt: skip
        self.path = path
        self.log = path.with_suffix(".log")

    def __enter__(self) -> Self:
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(  # noqa: S603 - our own words
                self.line, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=log
            )
        return self

    def show(self, frame: Pixels) -> None:
        """Add a frame. Raises Refusal where ffmpeg stopped."""
        assert self.process.stdin
        try:
            self.process.stdin.write(np.ascontiguousarray(frame).data)
        except BrokenPipeError as error:
            raise self._stopped() from error

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
            raise self._stopped()

    def _stopped(self) -> Refusal:
        said = self.log.read_text(errors="replace")[-SAID_LENGTH:]
        return Refusal("unavailable", f"The film could not be written: {said}")
