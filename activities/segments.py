"""A long film cut into pieces, one a segment: workers then share it, and a lost one costs a segment."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from temporalio import activity

from activities._ingest import Ingest
from activities._stage import Report, scratch, stage
from activities.errors import reported
from activities.values import Span
from domain.assets import Blob, Facts
from domain.errors import MediaInvalid
from domain.segments import Segment, Segmenting
from domain.values import Value
from jobs.runs import RunKey, Runs
from media import segments as recipe
from media import timeline
from media.film import Clip
from media.probe import Details, details
from media.run import run

SPLIT: Final = Span(low=12, high=16)
SOURCE: Final = "source"
PIECE_TYPE: Final = "video/x-matroska"


class SplitAsk(Value):
    """A film to be worked on in segments."""

    key: RunKey
    video: Blob
    wanted: Segmenting


class Split(Value):
    """A film in segments; what a probe says of it whole, and when its first frame is shown, in seconds.

    No segments: it is better worked on in one piece.
    """

    video: Blob
    details: Details
    begins: float = 0.0
    segments: tuple[Segment, ...] = ()


async def gathered(
    ingest: Ingest, key: RunKey, split: Split, made: Sequence[Blob], folder: Path
) -> recipe.Whole:
    """Bring a film's segments, and the film itself for its sound, into a folder."""
    sound = split.details.first("audio")
    if sound:
        await ingest.fetch(key.tenant_id, split.video, folder / SOURCE)
    names = [f"segment-{number}.mp4" for number in range(len(made))]
    for name, blob in zip(names, made, strict=True):
        await ingest.fetch(key.tenant_id, blob, folder / name)
    return recipe.Whole(
        names=tuple(names),
        windows=tuple(segment.window for segment in split.segments),
        begins=split.begins,
        seconds=split.details.duration_seconds,
        source=SOURCE,
        sound=sound,
    )


class Segments:
    """Reads and writes storage by hash: a repeat writes the same blobs."""

    def __init__(self, runs: Runs, ingest: Ingest, scratch_root: Path) -> None:
        self.runs = runs
        self.ingest = ingest
        self.scratch_root = scratch_root

    @activity.defn(name="segments.split")
    async def split(self, ask: SplitAsk) -> Split:
        """Cut a film into pieces between key frames, where it has them and none of it would be lost."""
        with reported():
            async with (
                stage(
                    self.runs, ask.key, "post-process", phase="post-processing", span=SPLIT
                ) as report,
                scratch(self.scratch_root) as folder,
            ):
                path = await self.ingest.fetch(ask.key.tenant_id, ask.video, folder / SOURCE)
                clip = Clip(SOURCE, await details(path))
                whole = Split(video=ask.video, details=clip.details)
                if clip.picture.codec not in recipe.CUTTABLE:
                    return whole
                try:
                    return await self._split(ask, whole, folder, report)
                except MediaInvalid:
                    # What only the cutting stumbles over is no fault of the film's: in one piece it may do.
                    return whole

    async def _split(self, ask: SplitAsk, whole: Split, folder: Path, report: Report) -> Split:
        await run(timeline.packets(folder, SOURCE))
        report(0.3)
        line = await asyncio.to_thread(timeline.read, folder)
        cuts = recipe.cuts(line, ask.wanted) if line else []
        if len(cuts) < 2:  # noqa: PLR2004 - one segment is the whole
            return whole
        begins = 0.0
        if whole.details.first("audio"):
            await run(timeline.beginnings(folder, SOURCE))
            begins = timeline.begins(folder)
        await run(recipe.split(folder, SOURCE, cuts))
        report(0.6)
        segments = []
        for number, cut in enumerate(cuts):
            piece = await self.ingest.store(ask.key, folder / cut.name, Facts(mime_type=PIECE_TYPE))
            segments.append(
                Segment(
                    number=number,
                    piece=piece,
                    window=cut.window,
                    frames=cut.frames,
                    seconds=cut.seconds,
                )
            )
            report(0.6 + 0.4 * (number + 1) / len(cuts))
        return whole.model_copy(update={"segments": tuple(segments), "begins": begins})
