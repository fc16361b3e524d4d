"""Films made larger by ffmpeg, and measured: their price goes by their length."""

from pathlib import Path
from typing import Final, Literal

from temporalio import activity

from activities._ingest import Ingest
from activities._stage import scratch, stage
from activities.errors import reported
from activities.pictures import Made
from activities.values import Span
from domain.assets import Blob, Output
from domain.values import Value
from jobs.runs import RunKey, Runs
from media import enlarge as recipe
from media.film import Clip
from media.picture import check
from media.probe import details, probe
from media.run import Limits, run

ENLARGED: Final = Span(low=12, high=92)
FILM: Final = "video.mp4"
THUMBNAIL: Final = "thumbnail.jpg"
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
                    folder, clip, ask.scale, enhanced=ask.enhanced, names=(FILM, THUMBNAIL)
                )
                await run(command, limits=LIMITS, report=report)
                return Made(outputs=await self._outputs(ask, clip, folder))

    async def _outputs(self, ask: Larger, clip: Clip, folder: Path) -> tuple[Output, ...]:
        whole, small = folder / FILM, folder / THUMBNAIL
        picture = clip.picture
        told = {
            "engine": "ffmpeg",
            "method": "resampled (lanczos)"
            + (", denoised, sharpened, debanded" if ask.enhanced else ""),
            "size": f"{ask.scale} times {picture.width}x{picture.height}",
        }
        video = await self.ingest.store(ask.key, whole, await probe(whole))
        thumbnail = await self.ingest.store(ask.key, small, await check(small))
        return (
            Output(blob=video, role="video", name=FILM, metadata=told),
            Output(blob=thumbnail, role="thumbnail", name=THUMBNAIL, metadata=told),
        )
