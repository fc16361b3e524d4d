"""A step under way: its heartbeat, its progress on the row, its scratch folder."""

import asyncio
import shutil
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from temporalio import activity

from activities.values import Share, Span
from domain.errors import RunIsOver, StudioError, Unavailable
from jobs.runs import RunKey, Runs, StepName

BEAT_SECONDS = 1.0

Report = Callable[[float], None]


class _Meter:
    """Holds the latest fraction; the beat reads it once a second."""

    def __init__(self, runs: Runs, key: RunKey, span: Span, share: Share | None) -> None:
        self.runs = runs
        self.key = key
        self.span = span
        self.share = share
        self.told = span.low
        self.fraction = 0.0

    def report(self, fraction: float) -> None:
        self.fraction = max(self.fraction, fraction)

    async def tell(self) -> None:
        """Write what is new: a percent more of the step, or of one's share in it."""
        percent = self.span.at(self.fraction)
        if percent <= self.told:
            return
        self.told = percent
        if self.share:
            await self.runs.share(
                self.key, **self.share.model_dump(), **self.span.model_dump(), done=self.fraction
            )
        else:
            await self.runs.note(self.key, progress=percent)


@asynccontextmanager
async def beating(
    runs: Runs, key: RunKey, span: Span, share: Share | None = None
) -> AsyncIterator[Report]:
    """Beat while the body runs, and write its progress to the row at most once a second."""
    meter = _Meter(runs, key, span, share)

    async def beat() -> None:
        while True:
            activity.heartbeat()
            await asyncio.sleep(BEAT_SECONDS)

    async def tell() -> None:
        while True:
            await asyncio.sleep(BEAT_SECONDS)
            with suppress(StudioError):  # progress is worth no failure
                await meter.tell()

    tasks = [asyncio.create_task(beat()), asyncio.create_task(tell())]
    try:
        yield meter.report
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


@asynccontextmanager
async def stage(
    runs: Runs, key: RunKey, step: StepName, *, phase: str, span: Span, share: Share | None = None
) -> AsyncIterator[Report]:
    """Begin a step on the row, beat through it, and end it. `share`: it is a part of the step, and counts as that."""
    part = share.part if share else None
    await runs.note(key, phase=phase, begin=step, part=part, progress=span.low or None)
    try:
        async with beating(runs, key, span, share) as report:
            yield report
    except Exception:
        with suppress(Unavailable, RunIsOver):
            await runs.note(key, end=step, part=part, state="failed")
        raise
    if share:
        await runs.share(key, **share.model_dump(), **span.model_dump(), done=1)
    await runs.note(key, end=step, part=part, progress=None if share else span.high or None)


@asynccontextmanager
async def scratch(root: Path) -> AsyncIterator[Path]:
    """Give a private folder, removed whatever happens."""
    folder = Path(await asyncio.to_thread(tempfile.mkdtemp, prefix="studio-", dir=root))
    try:
        yield folder
    finally:
        await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)
