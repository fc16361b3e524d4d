"""How clips are put together: what stands between them, the size and rate that they get, to the frame."""

from collections.abc import Sequence
from typing import Annotated, Final, Literal

from pydantic import Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from domain.errors import MediaInvalid
from domain.requests import VideoUrl
from domain.tasks import Aspect
from domain.values import Edge, Value

Transition = Literal["none", "fade", "crossfade"]

RATES: Final = (24, 25, 30, 50, 60)
LONG_SIDE_MAX: Final = 1_920
SHORT_SIDE_MAX: Final = 1_080
SIDE_MIN: Final = 64
STRETCH_SECONDS_MIN: Final = 0.1
END_SLACK_SECONDS: Final = 0.25
"""Players round a film's length, and so do callers."""
RATIOS: Final[dict[Aspect, float]] = {"16:9": 16 / 9, "9:16": 9 / 16, "1:1": 1.0}


Seconds = Annotated[float, Field(ge=0, le=14_400)]


class MergeClip(Edge):
    """A clip, and the part of it that is wanted. Seconds."""

    video_url: VideoUrl
    start: Seconds = 0.0
    end: Seconds | None = Field(default=None, description="default: the clip's end")

    @field_validator("end")
    @classmethod
    def _after_the_start(cls, end: float | None, given: ValidationInfo) -> float | None:
        start = given.data.get("start", 0.0)
        if end is not None and end - start < STRETCH_SECONDS_MIN:
            raise PydanticCustomError("clip_empty", "The end must come after the start.")
        return end


class Seen(Value):
    """What a clip shows: its size upright with square pixels, its frames a second, its seconds."""

    width: float
    height: float
    rate: float
    seconds: float


class Stretch(Value):
    """A part of a clip; no `end`: to its end. Seconds."""

    start: float = 0.0
    end: float | None = None


class Joint(Value):
    """What stands between two clips. Seconds."""

    transition: Transition = "none"
    seconds: float = 0.0


class Whole(Value):
    """The film: pixels, frames a second, the frames of each clip, and those in which two are seen at once."""

    width: int
    height: int
    fps: int
    counts: tuple[int, ...]
    overlap: int

    @property
    def frames(self) -> int:
        """Count its frames."""
        return sum(self.counts) - self.overlap * (len(self.counts) - 1)

    @property
    def seconds(self) -> float:
        """Give its length."""
        return self.frames / self.fps


def whole(
    clips: Sequence[Seen], stretches: Sequence[Stretch], joint: Joint, aspect: Aspect | None
) -> Whole:
    """Lay out a film of clips. Raises MediaInvalid where a stretch is not in its clip, or too short for its joints."""
    fps = rate_of([clip.rate for clip in clips])
    width, height = size_of(clips, aspect)
    counts = tuple(
        round(_seconds(number, clip, stretch) * fps)
        for number, (clip, stretch) in enumerate(zip(clips, stretches, strict=True), 1)
    )
    joined = 0 if joint.transition == "none" else round(joint.seconds * fps)
    for number, count in enumerate(counts, 1):
        needed = joined * (1 if number in (1, len(counts)) else 2)
        if count <= needed:
            raise MediaInvalid(
                f"Clip {number} lasts {count / fps:.2f} s: too short for its transitions of {joint.seconds:g} s."
            )
    overlap = joined if joint.transition == "crossfade" else 0
    return Whole(width=width, height=height, fps=fps, counts=counts, overlap=overlap)


def _seconds(number: int, clip: Seen, stretch: Stretch) -> float:
    end = clip.seconds if stretch.end is None else stretch.end
    if end > clip.seconds + END_SLACK_SECONDS or stretch.start >= clip.seconds:
        raise MediaInvalid(
            f"Clip {number} lasts {clip.seconds:.2f} s; its part from {stretch.start:g} s to {end:g} s is not in it."
        )
    seconds = min(end, clip.seconds) - stretch.start
    if seconds < STRETCH_SECONDS_MIN:
        raise MediaInvalid(f"Clip {number} lasts {seconds:.2f} s: that is too short to be seen.")
    return seconds


def rate_of(rates: Sequence[float]) -> int:
    """Choose frames a second: those of the smoothest clip, as far as there is such a rate."""
    wanted = max(rates)
    return min(RATES, key=lambda rate: (abs(rate - wanted), rate))


def size_of(clips: Sequence[Seen], aspect: Aspect | None) -> tuple[int, int]:
    """Choose a size in pixels: of the ratio asked for and as high as the largest clip, or that of the first clip."""
    first = clips[0]
    if aspect is None:
        width, height = first.width, first.height
    else:
        ratio = RATIOS[aspect]
        short = min(SHORT_SIDE_MAX, max(min(clip.width, clip.height) for clip in clips))
        width, height = short * max(ratio, 1), short / min(ratio, 1)
    share = min(1.0, LONG_SIDE_MAX / max(width, height))
    return _even(width * share), _even(height * share)


def _even(side: float) -> int:
    return max(SIDE_MIN, round(side / 2) * 2)
