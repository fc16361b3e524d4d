"""A step under way: its heartbeat, its progress on the row, its scratch folder."""

import asyncio
import shutil
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from temporalio import activity

from activities.values import Span
from domain.errors import RunIsOver, StudioError, Unavailable
from jobs.runs import RunKey, Runs, StepName

BEAT_SECONDS = 1.0

Report = Callable[[float], None]


class _Meter:
    """Holds the latest fraction; the beat reads it once a second."""

    def __init__(self, span: Span) -> None:
        self.span = span
        self.told = span.low
        self.fraction = 0.0

    def report(self, fraction: float) -> None:
        self.fraction = max(self.fraction, fraction)

    def news(self) -> int | None:
        percent = self.span.at(self.fraction)
        if percent <= self.told:
            return None
        self.told = percent
        return percent


@asynccontextmanager
async def beating(runs: Runs, key: RunKey, span: Span) -> AsyncIterator[Report]:
    """Beat while the body runs, and write its progress to the row at most once a second."""
    meter = _Meter(span)

    async def beat() -> None:
        while True:
            activity.heartbeat()
            await asyncio.sleep(BEAT_SECONDS)

    async def tell() -> None:
        while True:
            await asyncio.sleep(BEAT_SECONDS)
            if (percent := meter.news()) is not None:
                with suppress(StudioError):  # progress is worth no failure
                    await runs.note(key, progress=percent)

    tasks = [asyncio.create_task(beat()), asyncio.create_task(tell())]
    try:
        yield meter.report
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


@asynccontextmanager
async def stage(
    runs: Runs, key: RunKey, step: StepName, *, phase: str, span: Span
) -> AsyncIterator[Report]:
    """Begin a step on the row, beat through it, and end it."""
    await runs.note(key, phase=phase, begin=step, progress=span.low or None)
    try:
        async with beating(runs, key, span) as report:
            yield report
    except Exception:
        with suppress(Unavailable, RunIsOver):
            await runs.note(key, end=step, state="failed")
        raise
    await runs.note(key, end=step, progress=span.high or None)


@asynccontextmanager
async def scratch(root: Path) -> AsyncIterator[Path]:
    """Give a private folder, removed whatever happens."""
    folder = Path(await asyncio.to_thread(tempfile.mkdtemp, prefix="studio-", dir=root))
    try:
        yield folder
    finally:
        await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)
