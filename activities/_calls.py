"""A call's row from intent to verdict, its place among the vendor's calls, and what its end says of the vendor."""

import asyncio
import random
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from typing import Any, Final, TypeVar

import structlog
from prometheus_client import Counter
from tenacity import (
    AsyncRetrying,
    retry_if_exception_type,
    stop_after_delay,
    wait_random_exponential,
)

from activities.values import Call, PartResult
from db.capabilities import Circuits
from db.switches import Switches
from domain.errors import (
    ProviderBusy,
    ProviderCreditsExhausted,
    ProviderDown,
    ProviderFailure,
    ProviderMalformed,
    ProviderMisconfigured,
    ProviderModerated,
    ProviderRejected,
    ProviderSwitchedOff,
    Unavailable,
)
from domain.routing import EVERY_ABILITY, VendorLimits
from jobs.runs import Intent, Runs, Verdict
from jobs.voices import VendorVoices
from providers._base import Ticket, Usage

PLACE_SECONDS: Final = 3_600.0
"""How long a call may keep its place at a vendor when nobody says that it ended."""
TURN_SECONDS_MIN: Final = 0.5
TURN_SECONDS_MAX: Final = 5.0
ASKING_AT_ONCE: Final = 4
"""How many of a process's calls ask for a place at once: the others leave the database to those that have one."""
PERSIST_SECONDS: Final = 600.0
AT_FAULT: Final = (ProviderDown, ProviderMalformed, ProviderCreditsExhausted, ProviderMisconfigured)
"""Failures that are the vendor's or our account's, not the input's."""
ANSWERED: Final = (ProviderRejected, ProviderModerated)
"""Failures that show a vendor at work."""
FREE: Final = VendorLimits()

CONCLUDED: Final = Counter(
    "studio_provider_calls_concluded", "Calls to providers by what became of them",
    ["provider", "ability", "state", "code"],
)  # fmt: skip
"""`code="malformed"` is a vendor that left its contract, `unknown_outcome` money that may be spent."""

log = structlog.get_logger(__name__)


class Calls:
    """Writes of calls: each may be repeated, and a verdict stands."""

    def __init__(
        self,
        runs: Runs,
        circuits: Circuits,
        switches: Switches,
        *,
        limits: Mapping[str, VendorLimits],
    ) -> None:
        self.runs = runs
        self.circuits = circuits
        self.switches = switches
        self.limits = limits
        self.voices = VendorVoices(runs.database)
        self._asking = asyncio.Semaphore(ASKING_AT_ONCE)

    async def require_on(self, call: Call) -> None:
        """Ask whether an operator took the provider out of use. Raises ProviderSwitchedOff."""
        ours = (call.task.ability.value, EVERY_ABILITY)
        for off in await self.switches.off():
            if off.provider == call.route.provider and off.ability in ours:
                raise ProviderSwitchedOff("An operator switched the provider off.")

    async def known(self, call: Call) -> Intent | None:
        """Read what is known of a call that was made; None where it may be made, or made again."""
        found = await self.runs.known(call.key)
        open_still = found and found.state == "intended" and not call.route.paid
        return None if found is None or found.state == "refused" or open_still else found

    async def intend(self, call: Call, account: str) -> Intent:
        """Commit the intent, once the account bears one more call. Raises ProviderRests, ProviderSwitchedOff."""
        turn = TURN_SECONDS_MIN
        while True:
            await self.require_on(call)
            try:
                async with self._asking:
                    return await self._intend(call, account)
            except ProviderBusy:
                await self.runs.wait_for(call.key.run, "provider_limit")
                await asyncio.sleep(turn * random.uniform(1, 2))  # noqa: S311 - no secret
                turn = min(turn * 1.5, TURN_SECONDS_MAX)

    async def accepted(self, call: Call, ticket: Ticket) -> Verdict:
        """Write down the vendor's receipt."""
        told = ticket.model_dump(mode="json")
        return await persistently(
            lambda: self._conclude(call, "accepted", step="submit", ticket=told, phase="generating")
        )

    async def finished(
        self, call: Call, result: PartResult, *, step: str, usage: Usage | None
    ) -> None:
        """Write down what was made, and what the vendor charged."""
        voice = result.voice
        if (
            voice
        ):  # before the call is over: whatever happens next, the vendor will be told to forget it
            await persistently(lambda: self.voices.made(call.key, voice))
        told = result.model_dump(mode="json", exclude_none=True)
        charged = usage and usage.model_dump(mode="json")
        await persistently(
            lambda: self._conclude(
                call, "finished", step=step, result=told, model=result.model, usage=charged
            )
        )
        await self._answered(call)

    async def failed(self, call: Call, error: ProviderFailure, *, step: str, **facts: Any) -> None:
        """Write down that the vendor will not, or could not."""
        await persistently(
            lambda: self._conclude(call, "failed", step=step, errorCode=error.code, **facts)
        )
        await self._judge(call, error)

    async def refused(self, call: Call, error: ProviderFailure) -> None:
        """Write down that the vendor certainly took nothing on: the call may be made again."""
        await self._conclude(call, "refused", step="submit", errorCode=error.code)
        await self._judge(call, error)

    async def unknown(self, call: Call, error: ProviderFailure) -> Verdict:
        """Write down that nobody knows, unless somebody does."""
        return await persistently(
            lambda: self._conclude(
                call, "unknown", step="submit", phase="reconciling", errorCode=error.code
            )
        )

    async def lost(self, call: Call, error: ProviderFailure) -> None:
        """Write down that the vendor lost its answer, and count it: a vendor that does so often is left alone."""
        await self.unknown(call, error)
        with suppress(Unavailable):
            await self.circuits.failed(call.route.provider, call.task.ability, error)

    async def write_off(self, call: Call, code: str) -> Intent | None:
        """Wait no longer for a lost answer, unless it came meanwhile; answers what is known then."""
        known = await self.runs.write_off(call.key, code)
        CONCLUDED.labels(call.route.provider, call.task.ability.value, "written_off", code).inc()
        log.warning("call_written_off", call=str(call.key), provider=call.route.provider, code=code)
        return known

    async def withdrawn(self, call: Call, *, confirmed: bool) -> None:
        """Write down that we want it no more, and whether the vendor stopped."""
        told = "confirmed" if confirmed else "unconfirmed"
        await self._conclude(
            call, "failed", step="follow", errorCode="cancelled", vendorCancel=told
        )

    async def _intend(self, call: Call, account: str) -> Intent:
        limits = self.limits.get(call.route.provider, FREE)
        return await self.runs.intend(
            call.key,
            step="submit",
            provider=call.route.provider,
            ability=call.task.ability,
            model=call.route.model,
            paid=call.route.paid,
            cost=call.route.cost,
            account=account,
            fallbackReason=call.fallback_reason,
            atOnce=limits.at_once,
            perMinute=limits.per_minute,
            placeSeconds=PLACE_SECONDS,
            probeSeconds=self.circuits.cooldown_seconds,
        )

    async def _judge(self, call: Call, error: ProviderFailure) -> None:
        """Count against the circuit what is the vendor's fault, not the input's. The verdict stands without it."""
        provider, ability = call.route.provider, call.task.ability
        if isinstance(error, ANSWERED):
            await self._answered(call)
        if not isinstance(error, AT_FAULT):
            return
        with suppress(Unavailable):
            await self.circuits.failed(provider, ability, error)
        if isinstance(error, ProviderCreditsExhausted | ProviderMisconfigured):
            log.error(
                "vendor_needs_the_operator", provider=provider, ability=ability, code=error.code
            )
        if isinstance(error, ProviderMalformed):
            log.warning(
                "vendor_left_its_contract", provider=provider, ability=ability, shape=error.detail
            )

    async def _answered(self, call: Call) -> None:
        """Close the circuit of a vendor that works."""
        provider, key = call.route.provider, call.key
        with suppress(Unavailable):
            state = await self.circuits.state()
            if call.route.suspect or any(
                (provider, ability) in state for ability in (call.task.ability.value, EVERY_ABILITY)
            ):
                await self.circuits.answered(
                    (key.run.tenant_id, key.run.job_id, key.run.run, key.part, key.route)
                )

    async def _conclude(self, call: Call, state: str, **facts: Any) -> Verdict:
        verdict = await self.runs.conclude(call.key, state=state, **facts)
        code = facts.get("errorCode")
        CONCLUDED.labels(call.route.provider, call.task.ability.value, state, code or "").inc()
        log.info(
            "call_concluded",
            **call.key.run.model_dump(),
            call=str(call.key),
            provider=call.route.provider,
            model=call.route.model,
            state=state,
            error_code=code,
            verdict=verdict,
        )
        return verdict


T = TypeVar("T")


async def persistently(write: Callable[[], Awaitable[T]]) -> T:
    """Write down what a vendor was paid for: while the database is away, nobody else has it."""

    async def once() -> T:
        return await write()

    trying = AsyncRetrying(
        retry=retry_if_exception_type(Unavailable),
        wait=wait_random_exponential(multiplier=0.2, max=5),
        stop=stop_after_delay(PERSIST_SECONDS),
        reraise=True,
    )
    return await trying(once)
