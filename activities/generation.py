"""A paid call and its end: intent first, then the request, then its verdict, each committed before the next."""

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from temporalio import activity

from activities._calls import Calls, persistently
from activities._following import Followers
from activities._ingest import Ingest
from activities._receipts import receipt
from activities._shield import to_the_end
from activities._stage import Report, beating, scratch
from activities.errors import failure, reported
from activities.values import Call, Following, PartResult, RouteAsk, Routes, Submitted
from domain.errors import (
    ProviderDown,
    ProviderFailure,
    ProviderMalformed,
    ProviderOutcomeUnknown,
    ProviderRejected,
    ProviderSwitchedOff,
    SourceFetchFailed,
    by_code,
)
from domain.tasks import blobs_of
from jobs.routes import Router
from jobs.runs import Intent, Runs
from providers._base import Finished, Provider, Submission, Ticket
from providers._callbacks import Callbacks

HOLDER_TRIES: Final = 10
"""How often a call is left to a worker with the account that made it, before any key has to do."""
NEVER_ARRIVED: Final = "never_arrived"


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
        followers: Followers,
        callbacks: Callbacks,
        scratch_root: Path,
    ) -> None:
        self.runs = runs
        self.router = router
        self.providers = providers
        self.calls = calls
        self.ingest = ingest
        self.followers = followers
        self.callbacks = callbacks
        self.scratch_root = scratch_root
        self._under_way: dict[str, asyncio.Task[Submitted]] = {}

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
                if known := await self.calls.known(call):
                    return await self._known(call, known)
                return await self._begin(call, report)

    @activity.defn(name="generation.follow")
    async def follow(self, following: Following) -> PartResult:
        """Ask until the vendor is done; a lost worker costs one poll."""
        call, ticket = following.call, following.ticket
        with reported():
            known = await self.calls.known(call)
            if known and known.state in ("finished", "failed"):
                return self._concluded(call, known)
            await self.runs.note(
                call.key.run, phase="generating", begin="follow", part=call.key.part
            )
            provider = self._holder(call, ticket.account)
            async with beating(self.runs, call.key.run, call.span) as report:
                try:
                    result, usage = await self.followers.follow(call, provider, ticket, report)
                except ProviderFailure as error:
                    if error.retryable:
                        raise
                    await self._gave_up(call, provider, ticket, error)
                    raise failure(error, final=True) from error
            await self.calls.finished(call, result, step="follow", usage=usage)
            return result

    @activity.defn(name="generation.reconcile")
    async def reconcile(self, call: Call) -> Ticket | None:
        """Ask a vendor what became of a call whose answer was lost; None: it never arrived.

        Raises ProviderOutcomeUnknown when the vendor does not tell: the call is written off.
        """
        with reported():
            known = await self.runs.known(call.key)
            provider = self._holder(call, known.account if known else None)
            async with beating(self.runs, call.key.run, call.span):
                try:
                    ticket = await self.followers.find(call, provider)
                except ProviderOutcomeUnknown:
                    if late := await self._written_off(call, ProviderOutcomeUnknown.code):
                        return late
                    raise
            if ticket:
                return await self._accept(call, provider, ticket)
            return await self._written_off(call, NEVER_ARRIVED)

    @activity.defn(name="generation.write_off")
    async def write_off(self, call: Call) -> Ticket | None:
        """Wait no longer for a lost answer; the ticket of one that came meanwhile, by which it is followed."""
        with reported():
            return await self._written_off(call, ProviderOutcomeUnknown.code)

    @activity.defn(name="generation.withdraw")
    async def withdraw(self, following: Following) -> None:
        """Tell the vendor to stop; best effort, and the row says whether it confirmed."""
        call, ticket = following.call, following.ticket
        with reported():
            confirmed = await self.followers.stop(self._holder(call, ticket.account), ticket)
            await self.calls.withdrawn(call, confirmed=confirmed)

    @activity.defn(name="generation.abandon")
    async def abandon(self, call: Call) -> None:
        """Stop what a call may have begun at the vendor; nobody waits for it any more."""
        with reported():
            known = await self.calls.known(call)
            if known and known.state == "accepted":
                ticket = Ticket.model_validate(known.ticket)
                confirmed = await self.followers.stop(self._holder(call, ticket.account), ticket)
                await self.calls.withdrawn(call, confirmed=confirmed)
            elif known and known.state == "intended":
                lost = ProviderOutcomeUnknown(call.route.provider, "the answer was lost")
                await self.calls.unknown(call, lost)

    async def _begin(self, call: Call, report: Report) -> Submitted:
        """Bring the inputs here, take a place at the vendor, and post: from there on nothing ends it but its end."""
        await self.calls.require_on(call)
        provider = self._configured(call)
        async with scratch(self.scratch_root) as folder:
            files = await self.ingest.localise(call.key.run.tenant_id, call.task, folder)
            intent = await self.calls.intend(call, provider.account)
            if not intent.go:
                return await self._known(call, intent)
            asked = self._submission(call, folder, files, report)
            if not call.route.paid:
                return await self._post(call, provider, intent, asked)
            task = asyncio.create_task(self._post(call, provider, intent, asked))
            self._under_way[str(call.key)] = task
            try:
                return await to_the_end(task)
            finally:
                del self._under_way[str(call.key)]

    async def _post(
        self, call: Call, provider: Provider, intent: Intent, asked: Submission
    ) -> Submitted:
        try:
            self._require_small(call, provider)
            answer = await provider.submit(asked)
            if isinstance(answer, Ticket):
                return Submitted(ticket=await self._accept(call, provider, answer))
            if ticket := receipt(provider.name, str(call.key), answer):
                return Submitted(ticket=await self._accept(call, provider, ticket))
            result = await self._kept(call, answer)
        except ProviderFailure as error:
            raise await self._refused(call, intent, error) from error
        await self.calls.finished(call, result, step="submit", usage=answer.usage)
        return Submitted(result=result)

    async def _kept(self, call: Call, answer: Finished) -> PartResult:
        """Bring what is here already into storage, however long that is away."""
        try:
            return await persistently(lambda: self.ingest.keep(call, answer))
        except SourceFetchFailed as error:
            raise ProviderMalformed(call.route.provider, error.detail) from error

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

    async def _known(self, call: Call, known: Intent) -> Submitted:
        match known.state:
            case "accepted":
                return Submitted(ticket=Ticket.model_validate(known.ticket))
            case "finished" | "failed":
                return Submitted(result=self._concluded(call, known))
            case _ if task := self._under_way.get(str(call.key)):
                # Temporal missed a heartbeat: the call itself is still out
                return await to_the_end(task)
            case _:  # intended by one who died, or unknown since
                lost = ProviderOutcomeUnknown(call.route.provider, "the answer was lost")
                if await self.calls.unknown(call, lost) == "stands":
                    late = await self.calls.known(call)
                    if late and late.state not in ("intended", "unknown"):
                        return await self._known(call, late)
                raise lost

    def _concluded(self, call: Call, known: Intent) -> PartResult:
        """Give a call's result again, or raise the verdict that ended it."""
        if known.state == "finished":
            return PartResult.model_validate(known.result)
        kind = by_code(known.error or "")
        if not issubclass(kind, ProviderFailure):
            kind = ProviderMalformed
        raise failure(kind(call.route.provider, "this call failed before"), final=True)

    async def _refused(self, call: Call, intent: Intent, error: ProviderFailure) -> Exception:
        if isinstance(error, ProviderOutcomeUnknown):
            await self.calls.lost(call, error)
            return failure(error, final=True)
        if not error.retryable:
            await self.calls.failed(call, error, step="submit")
            return failure(error, final=True)
        await self.calls.refused(call, error)
        return failure(error, final=intent.tries >= call.tries)

    async def _accept(self, call: Call, provider: Provider, ticket: Ticket) -> Ticket:
        """Keep the receipt, with the account that it is good for. What nobody will follow is stopped."""
        kept = ticket.model_copy(update={"account": provider.account})
        verdict = await self.calls.accepted(call, kept)
        known = await self.runs.known(call.key) if verdict == "stands" else None
        if verdict == "over" or (known and (known.ticket or {}).get("id") != kept.id):
            await self.calls.withdrawn(call, confirmed=await self.followers.stop(provider, kept))
        return kept

    async def _gave_up(
        self, call: Call, provider: Provider, ticket: Ticket, error: ProviderFailure
    ) -> None:
        """End a call that was taken on. A vendor that is not understood may still be at it: it is told to stop."""
        told = {}
        if isinstance(error, ProviderMalformed):
            confirmed = await self.followers.stop(provider, ticket)
            told["vendorCancel"] = "confirmed" if confirmed else "unconfirmed"
        await self.calls.failed(call, error, step="follow", **told)

    async def _written_off(self, call: Call, code: str) -> Ticket | None:
        known = await self.calls.write_off(call, code)
        if known and known.state == "accepted":
            return Ticket.model_validate(known.ticket)
        if known and known.state == "finished":  # whoever follows it finds the result
            return Ticket(provider=call.route.provider, id=str(call.key))
        return None

    def _require_small(self, call: Call, provider: Provider) -> None:
        size = sum(blob.size_bytes for blob in blobs_of(call.task))
        if size > provider.sends_bytes_max:
            raise ProviderRejected(provider.name, f"{size} bytes are more than is sent to it")

    def _configured(self, call: Call) -> Provider:
        """Find the provider for a new call. Raises ProviderSwitchedOff where this worker has no key of it."""
        provider = self.providers.get(call.route.provider)
        if provider is None:
            raise ProviderSwitchedOff("This worker has no key of the provider.")
        return provider

    def _holder(self, call: Call, account: str | None) -> Provider:
        """Find the provider by the account that made the call: a worker with another one leaves it to its like."""
        provider = self.providers.get(call.route.provider)
        alike = provider and account in (None, "", provider.account)
        if provider and (alike or activity.info().attempt > HOLDER_TRIES):
            return provider
        raise ProviderDown(call.route.provider, "this worker has another account than the call's")
