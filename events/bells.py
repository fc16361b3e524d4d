"""Bells that ring by name when PostgreSQL notifies: one LISTEN connection a process, however many wait."""

import asyncio
import contextlib
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

import psycopg
import structlog

RECONNECT_SECONDS: Final = 1.0
KNOCKS: Final = "studio_knock"
"""The channel on which a vendor's webhook wakes the call's follower."""
KEEP_ALIVE_SECONDS: Final = 10
"""Who only listens would not notice that the server is gone."""

log = structlog.get_logger(__name__)


class Bells:
    """Hears a channel whose payloads are names. A bell carries no data: who hears it reads."""

    def __init__(self, url: str, channel: str = KNOCKS) -> None:
        self.url = url
        self.channel = channel
        self._waiting: dict[str, set[asyncio.Event]] = defaultdict(set)

    async def run(self) -> None:
        """Listen until cancelled; as it begins, and after a break, all are woken: they may have missed something."""
        while True:
            try:
                await self._listen()
            except psycopg.Error as error:
                log.warning("listener_lost", channel=self.channel, error=type(error).__name__)
            await asyncio.sleep(RECONNECT_SECONDS)

    @asynccontextmanager
    async def watching(self, *names: str) -> AsyncIterator[asyncio.Event]:
        """Give a bell that rings when one of the names is heard."""
        bell = asyncio.Event()
        for name in names:
            self._waiting[name].add(bell)
        try:
            yield bell
        finally:
            for name in names:
                self._waiting[name].discard(bell)
                if not self._waiting[name]:
                    del self._waiting[name]

    def wake_all(self) -> None:
        """Ring every bell."""
        for bells in self._waiting.values():
            for bell in bells:
                bell.set()

    def ring(self, name: str) -> None:
        """Ring the bells of a name."""
        for bell in self._waiting.get(name, ()):
            bell.set()

    def heard(self, payload: str) -> None:
        """Take what was notified."""
        self.ring(payload)

    async def _listen(self) -> None:
        async with await psycopg.AsyncConnection.connect(
            self.url,
            autocommit=True,
            keepalives_idle=KEEP_ALIVE_SECONDS,
            keepalives_interval=KEEP_ALIVE_SECONDS // 2,
            keepalives_count=3,
        ) as connection:
            await connection.execute(f"LISTEN {self.channel}")
            self.wake_all()
            async for notice in connection.notifies():
                self.heard(notice.payload)


async def rung(bell: asyncio.Event, *, seconds: float) -> bool:
    """Wait for a bell for so long, and silence it; False when it did not ring."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await bell.wait()
    was_set = bell.is_set()
    bell.clear()
    return was_set
