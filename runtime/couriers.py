"""Wakes the workflow of each endpoint that is owed an event."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

import structlog
from temporalio.client import Client
from temporalio.service import RPCError

from domain.errors import StudioError
from domain.webhooks import WebhookKey
from events.bells import Bells
from events.outbox import Outbox
from runtime.temporal import wake_webhook

CHANNEL: Final = "studio_webhook"
TURN_SECONDS: Final = 5.0
SPACING_SECONDS: Final = 0.05
"""Events of one moment are one signal."""
LEFT_BEHIND_SECONDS: Final = 10.0
SIGNALS_AT_ONCE: Final = 16

log = structlog.get_logger(__name__)


class Couriers(Bells):
    """Woken by the transaction that owes something; its own turn finds what nobody was woken for.

    Any process may do it, and repeat it: a workflow that is there looks once more, one that is not is started.
    """

    def __init__(self, client: Client, outbox: Outbox, url: str) -> None:
        super().__init__(url, CHANNEL)
        self.client = client
        self.outbox = outbox
        self._owed: set[WebhookKey] = set()
        self._bell = asyncio.Event()
        self._slots = asyncio.Semaphore(SIGNALS_AT_ONCE)

    def heard(self, payload: str) -> None:
        """Take `tenant webhook`."""
        tenant_id, _, webhook_id = payload.rpartition(" ")
        self._owed.add(WebhookKey(tenant_id=tenant_id, id=webhook_id))
        self._bell.set()

    async def run(self) -> None:
        """Listen and wake until cancelled."""
        await asyncio.gather(
            super().run(), self._turns(self._wake_who_rang), self._turns(self._wake_left_behind)
        )

    async def _turns(self, turn: Callable[[], Awaitable[None]]) -> None:
        """Take turns. What fails in one is found by a later one."""
        while True:
            try:
                await turn()
            except (StudioError, RPCError) as error:
                log.warning("couriers_turn_failed", error=type(error).__name__)
                await asyncio.sleep(SPACING_SECONDS)
            except Exception:
                log.exception("couriers_turn_broken")  # the next turn may do better than none
                await asyncio.sleep(TURN_SECONDS)

    async def _wake_who_rang(self) -> None:
        await self._bell.wait()
        await asyncio.sleep(SPACING_SECONDS)
        self._bell.clear()
        owed, self._owed = self._owed, set()
        await self._wake_all(owed)

    async def _wake_left_behind(self) -> None:
        await asyncio.sleep(TURN_SECONDS)
        await self._wake_all(set(await self.outbox.left_behind(seconds=LEFT_BEHIND_SECONDS)))

    async def _wake_all(self, keys: set[WebhookKey]) -> None:
        await asyncio.gather(*(self._wake(key) for key in keys))

    async def _wake(self, key: WebhookKey) -> None:
        async with self._slots:
            await wake_webhook(self.client, key)
