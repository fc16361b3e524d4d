"""Wake-ups: one LISTEN connection a process, however many watch."""

import asyncio
import contextlib
from collections import defaultdict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Final

import psycopg
import structlog

CHANNEL: Final = "studio"
RECONNECT_SECONDS: Final = 1.0

log = structlog.get_logger(__name__)

Heard = Callable[[str, str, str], None]
"""Takes the tenant, the job and its status."""


class Hub:
    """Hears every committed version and wakes those who watch its job. It carries no data: they read."""

    def __init__(self, url: str, heard: Heard | None = None) -> None:
        self.url = url
        self.heard = heard
        self._watchers: dict[str, set[asyncio.Event]] = defaultdict(set)

    async def run(self) -> None:
        """Listen until cancelled; after a break everyone is woken, for they may have missed something."""
        while True:
            try:
                await self._listen()
            except psycopg.Error as error:
                log.warning("listener_lost", error=type(error).__name__)
            self.wake_all()
            await asyncio.sleep(RECONNECT_SECONDS)

    @asynccontextmanager
    async def watching(self, job_id: str) -> AsyncIterator[asyncio.Event]:
        """Give a bell that rings at each new version of a job."""
        bell = asyncio.Event()
        self._watchers[job_id].add(bell)
        try:
            yield bell
        finally:
            self._watchers[job_id].discard(bell)
            if not self._watchers[job_id]:
                del self._watchers[job_id]

    def wake_all(self) -> None:
        """Ring every bell."""
        for bells in self._watchers.values():
            for bell in bells:
                bell.set()

    async def _listen(self) -> None:
        async with await psycopg.AsyncConnection.connect(self.url, autocommit=True) as connection:
            await connection.execute(f"LISTEN {CHANNEL}")
            async for notice in connection.notifies():
                self._ring(notice.payload)

    def _ring(self, payload: str) -> None:
        tenant_id, job_id, _, status = payload.split(" ")
        for bell in self._watchers.get(job_id, ()):
            bell.set()
        if self.heard:
            self.heard(tenant_id, job_id, status)


async def rung(bell: asyncio.Event, *, seconds: float) -> bool:
    """Wait for a bell for so long, and silence it; False when it did not ring."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await bell.wait()
    was_set = bell.is_set()
    bell.clear()
    return was_set
