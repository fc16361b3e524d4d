"""Asks vendors what became of calls that nobody waits for any more: money that may be spent gets its verdict."""

import asyncio
from collections.abc import Mapping
from typing import Final

import structlog

from domain.errors import ProviderFailure, StudioError
from jobs.runs import CallKey, Runs
from jobs.sweeps import Sweeps, UnknownCall
from providers._base import Finished, Provider, Ticket

EVERY_SECONDS: Final = 60.0
SPENT: Final = "spent"
"""The vendor did take the call on, and nobody has the result."""

log = structlog.get_logger(__name__)


class Inquiry:
    """Any worker with the vendors' keys may do it: each question may be repeated, and a verdict stands."""

    def __init__(self, sweeps: Sweeps, runs: Runs, providers: Mapping[str, Provider]) -> None:
        self.sweeps = sweeps
        self.runs = runs
        self.providers = providers
        self.kinds = [
            (name, offer.ability.value)
            for name, each in providers.items()
            for offer in each.able
            if offer.findable
        ]

    async def run(self) -> None:
        """Ask once a minute until cancelled."""
        while True:
            await asyncio.sleep(EVERY_SECONDS)
            try:
                await self.once()
            except StudioError as error:
                log.warning("inquiry_failed", error=type(error).__name__)
            except Exception:
                log.exception("inquiry_broken")  # the next round may do better than none

    async def once(self) -> None:
        """Do one round."""
        for call in await self.sweeps.unknown_calls(self.kinds):
            try:
                await self._ask(call)
            except ProviderFailure as error:
                log.info("vendor_does_not_tell", call=str(call.key), code=error.code)
        await self.sweeps.disown()
        for orphan in await self.sweeps.orphans(list(self.providers)):
            ticket = Ticket.model_validate(orphan.ticket)
            provider = self.providers[orphan.provider]
            if ticket.account in ("", provider.account):
                await self._conclude(orphan.key, provider, ticket)

    async def _ask(self, call: UnknownCall) -> None:
        provider = self.providers[call.provider]
        if call.account not in (None, provider.account):
            return  # a worker with that account asks
        ticket = await provider.find(str(call.key))
        if ticket is None and not call.asked_before:
            return  # its list may lag behind: it is asked once more
        await self._conclude(call.key, provider, ticket)

    async def _conclude(self, key: CallKey, provider: Provider, ticket: Ticket | None) -> None:
        facts = {} if ticket is None else await self._of(provider, ticket)
        code = "never_arrived" if ticket is None else SPENT
        await self.runs.conclude(key, state="failed", step="submit", errorCode=code, **facts)
        log.info("verdict_found", call=str(key), provider=provider.name, code=code)

    async def _of(self, provider: Provider, ticket: Ticket) -> dict[str, object]:
        """Tell what the vendor has: it is stopped where it still works, for nobody wants it."""
        told: dict[str, object] = {"ticket": ticket.model_dump(mode="json")}
        try:
            progress = await provider.poll(ticket)
            if isinstance(progress, Finished):
                return {**told, "usage": progress.usage and progress.usage.model_dump(mode="json")}
            confirmed = await provider.cancel(ticket)
        except ProviderFailure:
            return told
        return {**told, "vendorCancel": "confirmed" if confirmed else "unconfirmed"}
