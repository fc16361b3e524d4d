"""Films made larger by ffmpeg, and measured: their price goes by their length."""

from pathlib import Path
from typing import Final, Literal

from temporalio import activity

from activities._beside import STILLS, with_stills
from activities._ingest import Ingest
from activities._stage import scratch, stage
from activities.errors import reported
from activities.pictures import Made
from activities.values import Span
from domain.assets import Blob
from domain.values import Value
from jobs.runs import RunKey, Runs
from media import enlarge as recipe
from media.film import Clip
from media.probe import details
from media.run import Limits, run

ENLARGED: Final = Span(low=12, high=92)
FILM: Final = "video.mp4"
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
                    folder, clip, ask.scale, enhanced=ask.enhanced, output=FILM, stills=STILLS
                )
                await run(command, limits=LIMITS, report=report)
                told = _told(ask, clip)
                return Made(outputs=await with_stills(self.ingest, ask.key, folder / FILM, told))


def _told(ask: Larger, clip: Clip) -> dict[str, str]:
    method = "resampled (lanczos)" + (", denoised, sharpened, debanded" if ask.enhanced else "")
    size = f"{ask.scale} times {clip.picture.width}x{clip.picture.height}"
    return {"engine": "ffmpeg", "method": method, "size": size}
