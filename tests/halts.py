"""Runs that stand still where a test says: between two of their writes, inside the step that made the first."""

import asyncio
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import Any

from jobs.runs import Became, CallKey, End, Intent, RunKey, Runs


class Moment(StrEnum):
    """After a phase was written; SETTLING is before the end is written, SETTLED after, and SUBMITTING the first such write."""

    MODERATING = "moderating"
    RESERVING = "reserving"
    SUBMITTING = "submitting"
    POST_PROCESSING = "post-processing"
    UPLOADING = "uploading"
    SETTLING = "settling"
    SETTLED = "settled"


class Stand:
    """Where a run stands still, whether it has come there, and whether it may go on."""

    def __init__(self) -> None:
        self.at: Moment | None = None
        self.told = asyncio.Event()
        self.reached = asyncio.Event()
        self.released = asyncio.Event()

    def go(self) -> None:
        """Let the run go on, past every moment."""
        self.told.set()
        self.released.set()


class Halts(Runs):
    """The writes as they are. A watched tenant's runs wait after their first one until they are told where to stand."""

    def __init__(self, runs: Runs) -> None:
        super().__init__(runs.database)
        self._watched: dict[str, defaultdict[str, Stand]] = {}

    @contextmanager
    def watching(self, tenant_id: str) -> Iterator[defaultdict[str, Stand]]:
        """Watch a tenant; gives where its runs stand, by job id. In the end all go on."""
        stands = self._watched[tenant_id] = defaultdict(Stand)
        try:
            yield stands
        finally:
            del self._watched[tenant_id]
            for stand in stands.values():
                stand.go()

    async def note(self, key: RunKey, **told: Any) -> float:
        answer = await super().note(key, **told)
        if phase := told.get("phase"):
            await self._pass(key, phase)
        return answer

    async def reserve(self, key: RunKey) -> float:
        answer = await super().reserve(key)
        await self._pass(key, Moment.RESERVING)
        return answer

    async def intend(self, call: CallKey, **facts: Any) -> Intent:
        answer = await super().intend(call, **facts)
        await self._pass(call.run, Moment.SUBMITTING)
        return answer

    async def finish(self, key: RunKey, end: End) -> Became:
        await self._pass(key, Moment.SETTLING)
        became = await super().finish(key, end)
        await self._pass(key, Moment.SETTLED)
        return became

    async def _pass(self, key: RunKey, moment: str) -> None:
        if key.tenant_id not in self._watched:
            return
        stand = self._watched[key.tenant_id][key.job_id]
        await stand.told.wait()
        if stand.at == moment:
            stand.reached.set()
            await stand.released.wait()
