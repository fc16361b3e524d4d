"""A paid call and its end: intent first, then the request, then its verdict, each committed before the next."""

import asyncio
import random
from collections.abc import Coroutine, Mapping
from pathlib import Path
from typing import Any, Final, TypeVar

from temporalio import activity

from activities._calls import Calls
from activities._ingest import Ingest
from activities._receipts import receipt, redeem
from activities._stage import Report, beating, scratch
from activities.errors import failure, reported
from activities.values import Call, Following, PartResult, RouteAsk, Routes, Submitted
from domain.errors import (
    ProviderDown,
    ProviderFailure,
    ProviderMalformed,
    ProviderOutcomeUnknown,
    ProviderSwitchedOff,
    SourceFetchFailed,
)
from events.bells import Bells, rung
from jobs.routes import Router
from jobs.runs import Intent, Runs
from providers._base import Finished, Provider, Queued, Running, Submission, Ticket
from providers._callbacks import Callbacks

FIND_SECONDS: Final = 30.0
"""How long a findable vendor may take to know a call, before it never arrived."""
FETCH_TRIES: Final = 6
"""How often a finished result is fetched before it counts as not delivered."""
JITTER: Final = 0.2
"""Of the time between two questions, so that followers do not ask in step."""


class Generation:
    """Hands tasks to providers. What was paid for is never posted again."""

    def __init__(
        self,
        runs: Runs,
        router: Router,
        providers: Mapping[str, Provider],
        *,
        calls: Calls,
        ingest: Ingest,
        bells: Bells,
        callbacks: Callbacks,
        scratch_root: Path,
        find_seconds: float = FIND_SECONDS,
    ) -> None:
        self.runs = runs
        self.router = router
        self.providers = providers
        self.calls = calls
        self.ingest = ingest
        self.bells = bells
        self.callbacks = callbacks
        self.scratch_root = scratch_root
        self.find_seconds = find_seconds

    @activity.defn(name="generation.route")
    async def route(self, ask: RouteAsk) -> Routes:
        """Order the routes; reads only."""
        with reported():
            routes = await self.router.plan(ask.ability, ask.wish, ask.needs)
            return Routes(routes=routes, **self.router.rules.model_dump())

    @activity.defn(name="generation.submit")
    async def submit(self, call: Call) -> Submitted:
        """Make the call once. A repeat finds the receipt or the result, or asks, and never posts again."""
        with reported():
            async with beating(self.runs, call.key.run, call.span) as report:
                await self.calls.require_on(call)
                provider = self._configured(call)
                intent = await self.calls.intend(call)
                if not intent.go:
                    return await self._known(call, intent)
                return await (to_the_end if call.route.paid else plainly)(
                    self._post(call, provider, intent, report)
                )

    @activity.defn(name="generation.follow")
    async def follow(self, following: Following) -> PartResult:
        """Ask until the vendor is done; a lost worker costs one poll."""
        call = following.call
        with reported():
            await self.runs.note(
                call.key.run, phase="generating", begin="follow", part=call.key.part
            )
            async with beating(self.runs, call.key.run, call.span) as report:
                try:
                    return await self._followed(call, following.ticket, report)
                except ProviderFailure as error:
                    if error.retryable:
                        raise
                    await self._gave_up(call, following.ticket, error)
                    raise failure(error, final=True) from error

    @activity.defn(name="generation.reconcile")
    async def reconcile(self, call: Call) -> Ticket | None:
        """Ask a vendor what became of a call whose answer was lost; None: it never arrived."""
        with reported():
            provider = self._holder(call, None)
            async with (
                beating(self.runs, call.key.run, call.span),
                asyncio.timeout(None) as patience,
            ):
                patience.reschedule(asyncio.get_running_loop().time() + self.find_seconds)
                ticket = await self._find(provider, str(call.key), patience)
            if ticket is None:
                await self.calls.never_arrived(call)
                return None
            return await self._accept(call, provider, ticket)

    @activity.defn(name="generation.withdraw")
    async def withdraw(self, following: Following) -> None:
        """Tell the vendor to stop; best effort, and the row says whether it confirmed."""
        with reported():
            confirmed = await self._stop(following.call, following.ticket)
            await self.calls.withdrawn(following.call, confirmed=confirmed)

    async def _post(
        self, call: Call, provider: Provider, intent: Intent, report: Report
    ) -> Submitted:
        try:
            async with scratch(self.scratch_root) as folder:
                files = await self.ingest.localise(call.key.run.tenant_id, call.task, folder)
                answer = await provider.submit(self._submission(call, folder, files, report))
                ticket = (
                    answer
                    if isinstance(answer, Ticket)
                    else receipt(provider.name, str(call.key), answer)
                )
                if ticket:
                    return Submitted(ticket=await self._accept(call, provider, ticket))
                assert isinstance(answer, Finished)
                result = await self._kept(call, answer, tries=1)
        except ProviderFailure as error:
            raise await self._refused(call, intent, error) from error
        await self.calls.finished(call, result, step="submit", usage=answer.usage)
        return Submitted(result=result)

    def _submission(
        self, call: Call, folder: Path, files: Mapping[str, Path], report: Report
    ) -> Submission:
        callback = self.callbacks.of(call.route.provider, str(call.key))
        return Submission(
            key=str(call.key),
            model=call.route.model,
            task=call.task,
            scratch=folder,
            files=files,
            report=report,
            callback_url=callback.url if callback else None,
            callback_secret=callback.secret if callback else "",
        )

    async def _known(self, call: Call, intent: Intent) -> Submitted:
        match intent.state:
            case "accepted":
                return Submitted(ticket=Ticket.model_validate(intent.ticket))
            case "finished":
                return Submitted(result=PartResult.model_validate(intent.result))
            case "failed":
                raise ProviderMalformed(call.route.provider, "this call failed before")
            case _:  # intended by one who died, or unknown since
                lost = ProviderOutcomeUnknown(call.route.provider, "the answer was lost")
                await self.calls.unknown(call, lost)
                raise lost

    async def _refused(self, call: Call, intent: Intent, error: ProviderFailure) -> Exception:
        if isinstance(error, ProviderOutcomeUnknown):
            await self.calls.unknown(call, error)
            return failure(error, final=True)
        if not error.retryable:
            await self.calls.failed(call, error, step="submit")
            return failure(error, final=True)
        await self.calls.refused(call, error)
        return failure(error, final=intent.tries >= call.tries)

    async def _accept(self, call: Call, provider: Provider, ticket: Ticket) -> Ticket:
        """Keep the receipt, with the account that it is good for."""
        kept = ticket.model_copy(update={"account": provider.account})
        if await self.calls.accepted(call, kept) == "over":
            # Ended while the vendor took it on: nobody will follow it.
            await self.calls.withdrawn(call, confirmed=await self._stop(call, kept))
        return kept

    async def _followed(self, call: Call, ticket: Ticket, report: Report) -> PartResult:
        finished = redeem(ticket) or await self._poll(
            self._holder(call, ticket), call, ticket, report
        )
        result = await self._kept(call, finished, tries=FETCH_TRIES)
        await self.calls.finished(call, result, step="follow", usage=finished.usage)
        return result

    async def _kept(self, call: Call, finished: Finished, *, tries: int) -> PartResult:
        """Bring what was made into storage. A link that does not open is tried again, for it was paid for."""
        try:
            return await self.ingest.keep(call, finished)
        except SourceFetchFailed as error:
            kind = ProviderMalformed if activity.info().attempt >= tries else ProviderDown
            raise kind(
                call.route.provider, f"what it made cannot be fetched: {error.detail}"
            ) from error

    async def _poll(
        self, provider: Provider, call: Call, ticket: Ticket, report: Report
    ) -> Finished:
        """Ask as often as the vendor wants to be asked, and when it knocks."""
        names = (str(call.key), f"{provider.name} {ticket.id}")
        cause: str | None = None
        async with self.bells.watching(*names) as bell:
            while True:
                match await provider.poll(ticket):
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
                await rung(bell, seconds=_pause(provider))

    async def _gave_up(self, call: Call, ticket: Ticket, error: ProviderFailure) -> None:
        """End a call that was taken on. A vendor that is not understood may still be at it: it is told to stop."""
        told = {}
        if isinstance(error, ProviderMalformed) and redeem(ticket) is None:
            confirmed = await self._stop(call, ticket)
            told["vendorCancel"] = "confirmed" if confirmed else "unconfirmed"
        await self.calls.failed(call, error, step="follow", **told)

    async def _stop(self, call: Call, ticket: Ticket) -> bool:
        if redeem(ticket):
            return False  # it is done: there is nothing to stop
        try:
            return await self._holder(call, ticket).cancel(ticket)
        except ProviderFailure:
            return False

    async def _find(self, provider: Provider, key: str, patience: asyncio.Timeout) -> Ticket | None:
        loop = asyncio.get_running_loop()
        while True:
            try:
                if ticket := await provider.find(key):
                    return ticket
            except ProviderDown:
                # A vendor that is away has not said no: only its answers count down its time.
                patience.reschedule(loop.time() + self.find_seconds)
            pause = _pause(provider)
            if (deadline := patience.when()) and loop.time() + pause >= deadline:
                return None
            await asyncio.sleep(pause)

    def _configured(self, call: Call) -> Provider:
        """Find the provider for a new call. Raises ProviderSwitchedOff where this worker has no key of it."""
        provider = self.providers.get(call.route.provider)
        if provider is None:
            raise ProviderSwitchedOff("This worker has no key of the provider.")
        return provider

    def _holder(self, call: Call, ticket: Ticket | None) -> Provider:
        """Find the provider by the account that took the call on: a worker with another one leaves it to its like."""
        provider = self.providers.get(call.route.provider)
        if provider is None or (ticket and ticket.account not in ("", provider.account)):
            raise ProviderDown(
                call.route.provider, "this worker has another account than the call's"
            )
        return provider


def _pause(provider: Provider) -> float:
    return provider.poll_seconds * random.uniform(1, 1 + JITTER)  # noqa: S311 - no secret


T = TypeVar("T")


async def to_the_end(work: Coroutine[Any, Any, T]) -> T:
    """Finish a paid call even when we are cancelled: its receipt is worth more than a quick end."""
    task = asyncio.create_task(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        return await task


async def plainly(work: Coroutine[Any, Any, T]) -> T:
    """Stop at once when cancelled: nothing is lost."""
    return await work
