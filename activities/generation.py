"""A paid call and its end: intent first, then the request, then its verdict, each committed before the next."""

import asyncio
from collections.abc import Coroutine, Mapping
from pathlib import Path
from typing import Any, Final, TypeVar

import structlog
from temporalio import activity

from activities._ingest import Ingest
from activities._stage import Report, beating, scratch
from activities.errors import failure, reported
from activities.values import Call, Following, PartResult, RouteAsk, Routes, Submitted
from db.capabilities import Circuits
from domain.errors import (
    ProviderCreditsExhausted,
    ProviderDown,
    ProviderFailure,
    ProviderMalformed,
    ProviderMisconfigured,
    ProviderOutcomeUnknown,
)
from jobs.routes import Router
from jobs.runs import Intent, Runs, Verdict
from providers._base import Finished, Provider, Queued, Running, Submission, Ticket

FIND_SECONDS: Final = 30.0
"""How long a findable vendor may take to know a call, before it never arrived."""
POLL_SECONDS: Final = 2.0
AT_FAULT: Final = (ProviderDown, ProviderMalformed, ProviderCreditsExhausted, ProviderMisconfigured)
"""Failures that are the vendor's or our account's, not the input's."""

log = structlog.get_logger(__name__)


class Generation:
    """Hands tasks to providers. What was paid for is never posted again."""

    def __init__(
        self,
        runs: Runs,
        router: Router,
        providers: Mapping[str, Provider],
        *,
        ingest: Ingest,
        circuits: Circuits,
        scratch_root: Path,
        poll_seconds: float = POLL_SECONDS,
        find_seconds: float = FIND_SECONDS,
    ) -> None:
        self.runs = runs
        self.router = router
        self.providers = providers
        self.ingest = ingest
        self.circuits = circuits
        self.scratch_root = scratch_root
        self.poll_seconds = poll_seconds
        self.find_seconds = find_seconds

    @activity.defn(name="generation.route")
    async def route(self, ask: RouteAsk) -> Routes:
        """Order the routes; reads only."""
        with reported():
            return Routes(
                routes=await self.router.plan(ask.ability, ask.wish), tries=self.router.tries
            )

    @activity.defn(name="generation.submit")
    async def submit(self, call: Call) -> Submitted:
        """Make the call once. A repeat finds the receipt or the result, or asks, and never posts again."""
        with reported():
            intent = await self.runs.intend(
                call.key,
                step="submit",
                provider=call.route.provider,
                ability=call.task.ability,
                model=call.route.model,
                paid=call.route.paid,
                fallbackReason=call.fallback_reason,
            )
            if not intent.go:
                return await self._known(call, intent)
            async with beating(self.runs, call.key.run, call.span) as report:
                return await (to_the_end if call.route.paid else plainly)(
                    self._post(call, intent, report)
                )

    @activity.defn(name="generation.follow")
    async def follow(self, following: Following) -> PartResult:
        """Ask until the vendor is done; a lost worker costs one poll."""
        call = following.call
        with reported():
            provider = self.providers[call.route.provider]
            await self.runs.note(
                call.key.run, phase="generating", begin="follow", part=call.key.part
            )
            async with beating(self.runs, call.key.run, call.span) as report:
                try:
                    finished = await self._poll(provider, following.ticket, report)
                    result = await self.ingest.keep(call, finished)
                except ProviderFailure as error:
                    if error.retryable:
                        raise
                    await self._failed(call, error, step="follow")
                    raise failure(error, final=True) from error
            await self._finished(call, result, step="follow")
            return result

    @activity.defn(name="generation.reconcile")
    async def reconcile(self, call: Call) -> Ticket | None:
        """Ask a vendor what became of a call whose answer was lost; None: it never arrived."""
        with reported():
            provider = self.providers[call.route.provider]
            async with (
                beating(self.runs, call.key.run, call.span),
                asyncio.timeout(None) as patience,
            ):
                patience.reschedule(asyncio.get_running_loop().time() + self.find_seconds)
                ticket = await self._find(provider, str(call.key), patience)
            if ticket is None:
                await self._conclude(call, "failed", step="submit", errorCode="never_arrived")
            else:
                await self._accept(call, ticket)
            return ticket

    @activity.defn(name="generation.withdraw")
    async def withdraw(self, following: Following) -> None:
        """Tell the vendor to stop; best effort, and the row says whether it confirmed."""
        with reported():
            await self._stop(following.call, following.ticket)

    async def _stop(self, call: Call, ticket: Ticket) -> None:
        try:
            confirmed = await self.providers[call.route.provider].cancel(ticket)
        except ProviderFailure:
            confirmed = False
        told = "confirmed" if confirmed else "unconfirmed"
        await self._conclude(
            call, "failed", step="follow", errorCode="cancelled", vendorCancel=told
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
                await self._conclude(
                    call, "unknown", step="submit", phase="reconciling", errorCode=lost.code
                )
                raise lost

    async def _post(self, call: Call, intent: Intent, report: Report) -> Submitted:
        provider = self.providers[call.route.provider]
        try:
            async with scratch(self.scratch_root) as folder:
                files = await self.ingest.localise(call.key.run.tenant_id, call.task, folder)
                answer = await provider.submit(
                    Submission(
                        key=str(call.key),
                        model=call.route.model,
                        task=call.task,
                        scratch=folder,
                        files=files,
                        report=report,
                    )
                )
                if isinstance(answer, Ticket):
                    await self._accept(call, answer)
                    return Submitted(ticket=answer)
                result = await self.ingest.keep(call, answer)
        except ProviderFailure as error:
            raise await self._refused(call, intent, error) from error
        await self._finished(call, result, step="submit")
        return Submitted(result=result)

    async def _refused(self, call: Call, intent: Intent, error: ProviderFailure) -> Exception:
        if isinstance(error, ProviderOutcomeUnknown):
            await self._conclude(
                call, "unknown", step="submit", phase="reconciling", errorCode=error.code
            )
            return failure(error, final=True)
        if not error.retryable:
            await self._failed(call, error, step="submit")
            return failure(error, final=True)
        await self._conclude(call, "refused", step="submit", errorCode=error.code)
        await self._count(call, error)
        return failure(error, final=intent.tries >= call.tries)

    async def _poll(self, provider: Provider, ticket: Ticket, report: Report) -> Finished:
        while True:
            match await provider.poll(ticket):
                case Finished() as finished:
                    return finished
                case Running(fraction=float() as fraction):
                    report(fraction)
                case Running() | Queued():
                    pass
            await asyncio.sleep(self.poll_seconds)

    async def _find(self, provider: Provider, key: str, patience: asyncio.Timeout) -> Ticket | None:
        loop = asyncio.get_running_loop()
        while True:
            try:
                if ticket := await provider.find(key):
                    return ticket
            except ProviderDown:
                # A vendor that is away has not said no: only its answers count down its time.
                patience.reschedule(loop.time() + self.find_seconds)
            if (deadline := patience.when()) and loop.time() + self.poll_seconds >= deadline:
                return None
            await asyncio.sleep(self.poll_seconds)

    async def _accept(self, call: Call, ticket: Ticket) -> None:
        told = ticket.model_dump(mode="json")
        verdict = await self._conclude(
            call, "accepted", step="submit", ticket=told, phase="generating"
        )
        if verdict == "over":  # ended while the vendor took it on: nobody will follow it
            await self._stop(call, ticket)

    async def _finished(self, call: Call, result: PartResult, *, step: str) -> None:
        told = result.model_dump(mode="json", exclude_none=True)
        await self._conclude(call, "finished", step=step, result=told, model=result.model)
        if call.route.suspect:
            await self.circuits.succeeded(call.route.provider, call.task.ability)

    async def _failed(self, call: Call, error: ProviderFailure, *, step: str) -> None:
        await self._conclude(call, "failed", step=step, errorCode=error.code)
        await self._count(call, error)

    async def _count(self, call: Call, error: ProviderFailure) -> None:
        """Count against the circuit what is the vendor's fault, not the input's."""
        if isinstance(error, AT_FAULT):
            await self.circuits.failed(call.route.provider, call.task.ability, error)

    async def _conclude(self, call: Call, state: str, **facts: object) -> Verdict:
        verdict = await self.runs.conclude(call.key, state=state, **facts)
        log.info(
            "call_concluded",
            **call.key.run.model_dump(),
            call=str(call.key),
            provider=call.route.provider,
            model=call.route.model,
            state=state,
            error_code=facts.get("errorCode"),
            verdict=verdict,
        )
        return verdict


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
