"""A stretch of a file, decoded alone: what is before it is skipped where the file has an index, else left out."""

from dataclasses import dataclass
from typing import Any, Final

import ffmpeg

from media.film import Clip

SLACK_SECONDS: Final = 0.5
"""Decoded beyond a stretch's end: frames of some sources come late."""
INDEXED: Final = frozenset({"video/mp4", "video/quicktime", "video/x-matroska", "video/webm"})
"""In others a seek may land where nothing can be decoded until the next whole picture, or never."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Seconds of a clip from a start; `threads` decode it."""

    clip: Clip
    start: float
    seconds: float
    threads: int = 1

    @property
    def is_sought(self) -> bool:
        """Tell whether what is before it is skipped."""
        return self.start > 0 and self.clip.details.mime_type in INDEXED

    @property
    def options(self) -> dict[str, str | int]:
        """Give the options of the input."""
        length = self.seconds + SLACK_SECONDS
        if self.is_sought:
            return {"threads": self.threads, "ss": f"{self.start:.6f}", "t": f"{length:.6f}"}
        return {"threads": self.threads, "t": f"{self.start + length:.6f}"}

    @property
    def cut(self) -> str:
        """Give the expression that puts its beginning at nought; empty, where it is there."""
        return f"PTS-{self.start:.6f}/TB" if self.start and not self.is_sought else ""

    def video(self) -> Any:
        """Show it, from nought on."""
        stream = ffmpeg.input(self.clip.name, **self.options).video
        if self.cut:
            stream = stream.filter("trim", start=f"{self.start:.6f}").filter("setpts", self.cut)
        return stream

    def audio(self) -> Any:
        """Sound it, from nought on."""
        stream = ffmpeg.input(self.clip.name, **self.options).audio
        if self.cut:
            stream = stream.filter("atrim", start=f"{self.start:.6f}").filter("asetpts", self.cut)
        return stream
