"""Send events out: what is due at one endpoint, signed, and each answer written down."""

import asyncio
import random
from contextlib import suppress
from datetime import UTC, datetime
from typing import Final
from weakref import WeakValueDictionary

import structlog
from temporalio import activity

from activities.errors import reported
from domain.errors import Internal
from domain.values import Json, Value
from domain.webhooks import WebhookKey, delay_seconds, outcome_of, rest_seconds
from events.cloudevents import envelope, job_data
from events.outbox import Outbox, OutEvent, Owed
from events.signing import headers
from events.vault import Secrets, Vault
from jobs.presenting import Presenter
from net.post import Answer, Poster

AT_ONCE: Final = 4
"""Requests at once to one endpoint: what does not answer holds up its own job's events only."""
AT_ONCE_A_TENANT: Final = 32
ROUND_SECONDS: Final = 20.0
"""How long one endpoint may go on before others have a turn."""
BEAT_SECONDS: Final = 5.0

log = structlog.get_logger(__name__)


class Round(Value):
    """What is left after a round. `waits_seconds` until something is due; None: nothing is owed."""

    waits_seconds: float | None = None


class Webhooks:
    """At least once: a delivery is taken before it is sent, ended after the answer; a crash between sends it again."""

    def __init__(self, outbox: Outbox, vault: Vault, poster: Poster, presenter: Presenter) -> None:
        self.outbox = outbox
        self.vault = vault
        self.poster = poster
        self.presenter = presenter
        self._places: WeakValueDictionary[str, asyncio.Semaphore] = WeakValueDictionary()

    @activity.defn(name="webhooks.deliver")
    async def deliver(self, key: WebhookKey) -> Round:
        """Send what is due, several at once, for a while. A repeat finds what is not done yet."""
        with reported():
            beat = asyncio.create_task(_beat())
            try:
                until = asyncio.get_running_loop().time() + ROUND_SECONDS
                places = self._places.setdefault(key.tenant_id, asyncio.Semaphore(AT_ONCE_A_TENANT))
                lines = [self._line(key, until, places) for _ in range(AT_ONCE)]
                for failed in await asyncio.gather(*lines, return_exceptions=True):
                    if failed is not None:
                        raise failed
            finally:
                beat.cancel()
                await asyncio.gather(beat, return_exceptions=True)
            return Round(waits_seconds=await self.outbox.waits_seconds(key))

    async def _line(self, key: WebhookKey, until: float, places: asyncio.Semaphore) -> None:
        """Send one after the other while there is time, each in one of the tenant's places."""
        loop = asyncio.get_running_loop()
        while loop.time() < until and not activity.is_worker_shutdown():
            with suppress(TimeoutError):
                async with asyncio.timeout_at(until):
                    await places.acquire()
                try:
                    owed = await self.outbox.due(key)
                    if owed is None:
                        return
                    await self._send(key, owed)
                finally:
                    places.release()

    async def _send(self, key: WebhookKey, owed: Owed) -> None:
        try:
            signers = [self.vault.open(sealed) for sealed in owed.sealed]
        except Internal:
            log.exception("webhook_secret_lost", tenant_id=key.tenant_id, webhook_id=key.id)
            await self.outbox.pause(key, "secret_lost")
            return
        answer, at = await self._post(key, owed, signers)
        outcome = outcome_of(answer.status)
        became = await self.outbox.answered(
            key, owed, outcome, entry=_entry(answer, at, owed),
            next_seconds=delay_seconds(
                owed.tries, chance=random.random(), retry_after_seconds=answer.retry_after_seconds,  # noqa: S311 - spreads load
            ),
            rest_seconds=rest_seconds(answer.status, answer.retry_after_seconds),
        )  # fmt: skip
        log.info(
            "webhook_sent", tenant_id=key.tenant_id, webhook_id=key.id, event_id=owed.event.id,
            type=owed.event.type, status=answer.status, error=answer.error, became=became,
        )  # fmt: skip

    async def _post(
        self, key: WebhookKey, owed: Owed, signers: list[Secrets]
    ) -> tuple[Answer, datetime]:
        data = self._data(owed.event)
        body = envelope(owed.event, key.tenant_id, source=self.presenter.root, data=data)
        at = datetime.now(UTC)
        signed = headers(owed.event.id, at, body, signers)
        return await self.poster.post(owed.url, body.encode(), signed), at

    def _data(self, event: OutEvent) -> Json:
        if event.snapshot is None:
            return event.data
        return job_data(event, self.presenter.shown(event.snapshot))


def _entry(answer: Answer, at: datetime, owed: Owed) -> Json:
    """Tell how a try went, for the log."""
    return {
        "no": owed.no,
        "at": at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "status": answer.status,
        "error": answer.error,
        "durationMs": round(answer.seconds * 1_000),
        "response": answer.excerpt,
    }


async def _beat() -> None:
    while True:
        activity.heartbeat()
        await asyncio.sleep(BEAT_SECONDS)
