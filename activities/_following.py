"""Asking a vendor: how it goes, what became of a call, and to stop."""

import asyncio
import random
from functools import partial
from typing import Final

import structlog

from activities._calls import persistently
from activities._ingest import Ingest
from activities._receipts import redeem
from activities._stage import Report
from activities.values import Call, PartResult
from domain.errors import (
    ProviderCreditsExhausted,
    ProviderFailure,
    ProviderMalformed,
    ProviderMisconfigured,
    ProviderOutcomeUnknown,
    SourceFetchFailed,
)
from events.bells import Bells, rung
from jobs.runs import Runs
from providers._base import Finished, Provider, Queued, Running, Ticket, Usage

FIND_SECONDS: Final = 30.0
"""How long a findable vendor may say no, before a call never arrived: its lists may lag behind."""
FIND_CALL_SECONDS: Final = 60.0
JITTER: Final = 0.2
"""Of the time between two questions, so that followers do not ask in step."""
KNOCK_SECONDS: Final = 1.0
"""The least time between two questions, however often a vendor knocks."""
DOUBTFUL: Final = (ProviderMalformed, ProviderMisconfigured, ProviderCreditsExhausted)
"""Answers to a question that say nothing of the work: a page of maintenance, a key that is being changed."""
DOUBTS_MAX: Final = 6
FETCH_TRIES: Final = 6
"""How often a finished result is fetched before it counts as not delivered."""
TURN_SECONDS_MAX: Final = 45.0
"""Doubtful answers and links that do not open are tried longer and longer apart, up to this."""

log = structlog.get_logger(__name__)


class Followers:
    """Reads at the vendor; nothing here costs money."""

    def __init__(
        self, runs: Runs, ingest: Ingest, bells: Bells, *, find_seconds: float = FIND_SECONDS
    ) -> None:
        self.runs = runs
        self.ingest = ingest
        self.bells = bells
        self.find_seconds = find_seconds

    async def follow(
        self, call: Call, provider: Provider, ticket: Ticket, report: Report
    ) -> tuple[PartResult, Usage | None]:
        """Ask until it is done, and bring the result here. A link that does not open is asked for anew."""
        for turn in range(1, FETCH_TRIES + 1):
            finished = redeem(ticket) or await self._poll(call, provider, ticket, report)
            try:
                kept = await persistently(partial(self.ingest.keep, call, finished))
            except SourceFetchFailed as error:
                log.warning("result_not_fetched", call=str(call.key), turn=turn)
                lost = error.detail
                await asyncio.sleep(_longer(provider, turn))
            else:
                return kept, finished.usage
        raise ProviderMalformed(provider.name, f"what it made cannot be fetched: {lost}")

    async def find(self, call: Call, provider: Provider) -> Ticket | None:
        """Ask by our key; None: it never arrived. Raises ProviderOutcomeUnknown when it does not answer for long."""
        clock = asyncio.get_running_loop().time
        heard_at, refused_at = clock(), float("inf")
        while True:
            try:
                async with asyncio.timeout(FIND_CALL_SECONDS):
                    ticket = await provider.find(str(call.key))
            except (ProviderFailure, TimeoutError) as error:
                refused_at = float("inf")  # neither yes nor no
                if clock() - heard_at > call.unknown_seconds:
                    raise ProviderOutcomeUnknown(provider.name, "it does not tell") from error
            else:
                heard_at = clock()
                refused_at = min(refused_at, heard_at)
                if ticket or heard_at - refused_at >= self.find_seconds:
                    return ticket
            await asyncio.sleep(min(_pause(provider), self.find_seconds))

    async def stop(self, provider: Provider, ticket: Ticket) -> bool:
        """Tell the vendor to stop; True when it confirmed."""
        if redeem(ticket):
            return False  # it is done: there is nothing to stop
        try:
            return await provider.cancel(ticket)
        except ProviderFailure:
            return False

    async def _poll(
        self, call: Call, provider: Provider, ticket: Ticket, report: Report
    ) -> Finished:
        """Ask as often as the vendor wants to be asked, and when it knocks."""
        cause: str | None = None
        async with self.bells.watching(str(call.key), f"{provider.name} {ticket.id}") as bell:
            while True:
                match await self._patiently(call, provider, ticket):
                    case Finished() as finished:
                        return finished
                    case Running(fraction):
                        report(fraction or 0.0)
                        waits = None
                    case Queued():
                        waits = "provider_queue"
                if waits != cause:
                    cause = waits
                    await self.runs.wait_for(call.key.run, cause)
                if await rung(bell, seconds=_pause(provider)):
                    await asyncio.sleep(min(KNOCK_SECONDS, provider.poll_seconds / 2))

    async def _patiently(
        self, call: Call, provider: Provider, ticket: Ticket
    ) -> Queued | Running | Finished:
        """Ask once more where an answer is doubtful: one bad page must not buy the work a second time elsewhere."""
        for doubts in range(1, DOUBTS_MAX):
            try:
                return await provider.poll(ticket)
            except DOUBTFUL as error:
                log.warning("doubtful_answer", call=str(call.key), code=error.code, turn=doubts)
                await asyncio.sleep(_longer(provider, doubts))
        return await provider.poll(ticket)


def _longer(provider: Provider, turn: int) -> float:
    return min(provider.poll_seconds * 2.0**turn, TURN_SECONDS_MAX)


def _pause(provider: Provider) -> float:
    return provider.poll_seconds * random.uniform(1, 1 + JITTER)  # noqa: S311 - no secret
