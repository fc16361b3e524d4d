"""Films made larger by ffmpeg, and measured: their price goes by their length."""

from pathlib import Path
from typing import Final, Literal

from temporalio import activity

from activities._beside import STILLS, with_stills
from activities._ingest import Ingest
from activities._stage import scratch, stage
from activities.errors import reported
from activities.pictures import Made
from activities.segments import SOURCE, Split, gathered
from activities.values import Share, Span
from domain.assets import Blob
from domain.errors import MediaInvalid
from domain.segments import Segment
from domain.values import Value
from jobs.runs import RunKey, Runs
from media import enlarge as recipe
from media.film import Clip
from media.graph import Clock, glimpsed
from media.probe import Details, details, probe
from media.run import Limits, run
from media.segments import join

ENLARGED: Final = Span(low=12, high=92)
SEGMENTS: Final = Span(low=16, high=86)
JOINED: Final = Span(low=86, high=92)
FILM: Final = "video.mp4"
PIECE: Final = "piece"
LIMITS: Final = Limits(
    wall_seconds=4 * 3_600, cpu_seconds=16 * 3_600, memory_bytes=6 * 1024**3, output_bytes=16 * 1024**3
)  # fmt: skip
"""Sixteen times the pixels take their time; the job's own is shorter."""


class Larger(Value):
    """A film, and how many times as wide and high it is to be. `enhanced`: cleaner and crisper, too."""

    key: RunKey
    video: Blob
    scale: Literal[2, 4]
    enhanced: bool


class LargerSegment(Value):
    """A segment of a film that is to be larger: one `of` so many; `details` are the whole film's."""

    larger: Larger
    segment: Segment
    of: int
    details: Details


class LargerWhole(Value):
    """A film that was made larger in segments: these, in order."""

    larger: Larger
    split: Split
    segments: tuple[Blob, ...]


class Enlarging:
    """Reads and writes storage by hash: a repeat writes the same blobs."""

    def __init__(self, runs: Runs, ingest: Ingest, scratch_root: Path) -> None:
        self.runs = runs
        self.ingest = ingest
        self.scratch_root = scratch_root

    @activity.defn(name="enlarging.enlarge")
    async def enlarge(self, ask: Larger) -> Made:
        """Make a film larger, and a thumbnail. Raises MediaInvalid where it would be too large."""
        with reported():
            async with (
                stage(
                    self.runs, ask.key, "post-process", phase="post-processing", span=ENLARGED
                ) as report,
                scratch(self.scratch_root) as folder,
            ):
                path = await self.ingest.fetch(ask.key.tenant_id, ask.video, folder / "source")
                clip = Clip("source", await details(path))
                command = recipe.enlarge(
                    folder, clip, ask.scale, enhanced=ask.enhanced, output=FILM, stills=STILLS
                )
                await run(command, limits=LIMITS, report=report)
                told = _told(ask, clip)
                return Made(outputs=await with_stills(self.ingest, ask.key, folder / FILM, told))

    @activity.defn(name="enlarging.enlarge_segment")
    async def enlarge_segment(self, ask: LargerSegment) -> Blob:
        """Make a segment larger, without its sound. Raises MediaInvalid where a frame of it is missing."""
        key, segment = ask.larger.key, ask.segment
        with reported():
            async with (
                stage(
                    self.runs, key, "post-process", phase="post-processing", span=SEGMENTS,
                    share=Share(part=segment.number, of=ask.of),
                ) as report,
                scratch(self.scratch_root) as folder,
            ):  # fmt: skip
                await self.ingest.fetch(key.tenant_id, segment.piece, folder / PIECE)
                clip = Clip(PIECE, ask.details)
                command = recipe.enlarge_segment(
                    folder, clip, ask.larger.scale, enhanced=ask.larger.enhanced, segment=segment, output=FILM
                )  # fmt: skip
                await run(command, limits=LIMITS, report=report)
                found = Clip(FILM, await details(folder / FILM))
                if found.picture.frames != segment.frames:
                    raise MediaInvalid(
                        f"A segment has {found.picture.frames} of {segment.frames} frames."
                    )
                return await self.ingest.store(key, folder / FILM, await probe(folder / FILM))

    @activity.defn(name="enlarging.join")
    async def join(self, ask: LargerWhole) -> Made:
        """Join a film's segments as they are, with its sound, and take the pictures beside it."""
        larger, split = ask.larger, ask.split
        with reported():
            async with (
                stage(
                    self.runs, larger.key, "post-process", phase="post-processing", span=JOINED
                ) as report,
                scratch(self.scratch_root) as folder,
            ):
                whole = await gathered(self.ingest, larger.key, split, ask.segments, folder)
                await run(join(folder, whole, FILM), limits=LIMITS, report=report)
                clip = Clip(SOURCE, split.details)
                clock = Clock(split.begins, clip.seconds, sum(one.frames for one in split.segments))
                size = recipe.enlarged_size(clip, larger.scale)
                await run(glimpsed(folder, FILM, clock, size, STILLS))
                told = _told(larger, clip) | {"segments": str(len(ask.segments))}
                return Made(outputs=await with_stills(self.ingest, larger.key, folder / FILM, told))


def _told(ask: Larger, clip: Clip) -> dict[str, str]:
    method = "resampled (lanczos)" + (", denoised, sharpened, debanded" if ask.enhanced else "")
    size = f"{ask.scale} times {clip.picture.width}x{clip.picture.height}"
    return {"engine": "ffmpeg", "method": method, "size": size}
