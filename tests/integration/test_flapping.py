"""Vendors that flap: the short fault run, and circuits that two workers agree on."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from activities._calls import Calls
from activities.values import Call, PartResult
from db.capabilities import Capability, Circuits
from db.ids import new_id
from domain.errors import (
    ProviderCreditsExhausted,
    ProviderDown,
    ProviderFailure,
    ProviderMalformed,
    ProviderRests,
    ProviderUnavailable,
)
from domain.requests import Wish
from domain.routing import Offered, Route, Rules
from domain.tasks import Ability, ImageTask
from domain.tiers import Tier
from jobs.routes import Router
from jobs.runs import CallKey, RunKey
from runtime import resources
from tests.faults.flapping import run
from tests.house import House

IMAGES = "/images/generate"
FOREVER = {
    "prompt": "forever waiting",
    "routing": {"only": ["slowvendor"]},
    "width": 256,
    "height": 256,
}
SEEN_SECONDS_MAX = 5.0
QUEUE = "studio-providers"
FAILURES = 3
CALLERS = 20
PLACES = 2
"""A free tenant's jobs past these wait, open and without a worker."""


@pytest.mark.faults
@pytest.mark.timeout(240)
async def test_a_worker_killed_between_accept_and_save_costs_no_second_call(tmp_path: Path) -> None:
    report = await run(tmp_path, seed=11, count=60, moments=["window"], pace=0.4, cancelled_share=0)
    print(report.line())
    assert report.faults() == {}
    assert len(report.caught) == 1
    assert report.answers_lost == report.caught, "the kill fell between accept and save"
    assert sum(report.statuses.values()) == 60


@pytest.mark.parametrize("error", [ProviderDown, ProviderMalformed, ProviderCreditsExhausted])
async def test_a_circuit_that_one_worker_opens_is_seen_by_the_other(
    house: House, error: type[ProviderFailure]
) -> None:
    async with flaky(house) as (first, second, calls):
        assert not await first.shuns(calls[0])
        assert not await second.shuns(calls[0]), "it remembers that all is well"
        await opened_by(first, calls, error)
        assert await tried([second], calls[:CALLERS]) == [], "a call is held back at once"
        async with asyncio.timeout(SEEN_SECONDS_MAX):
            await until_shunned(second, calls[0], is_shunned=True)


async def test_after_its_rest_one_call_of_all_workers_tries_and_success_is_for_all(
    house: House,
) -> None:
    async with flaky(house) as (first, second, calls):
        await opened_by(first, calls, ProviderDown)
        await until_shunned(second, calls[0], is_shunned=True)
        await rested(house, calls[0])
        [(probing, probe)] = await tried([first, second], calls[:CALLERS])
        others = [call for call in calls[:CALLERS] if call != probe]
        assert await tried([first, second], others) == [], "while it tries, the others wait"
        made = PartResult(part=0, provider=probe.route.provider, model=probe.route.model)
        await probing.calls.finished(probe, made, step="submit", usage=None)
        assert len(await tried([first, second], others)) == len(others)
        async with asyncio.timeout(SEEN_SECONDS_MAX):
            await until_shunned(first, probe, is_shunned=False)
            await until_shunned(second, probe, is_shunned=False)


async def test_a_try_that_fails_opens_the_circuit_again_for_all(house: House) -> None:
    async with flaky(house) as (first, second, calls):
        await opened_by(first, calls, ProviderDown)
        for _ in range(3):
            await rested(house, calls[0])
            [(probing, probe)] = await tried([first, second], calls[:CALLERS])
            await probing.calls.refused(probe, ProviderDown(probe.route.provider, "still down"))
            assert await tried([first, second], calls[:CALLERS]) == []


async def test_a_try_that_nobody_ends_is_followed_by_the_next(house: House) -> None:
    async with flaky(house) as (first, second, calls):
        await opened_by(second, calls, ProviderDown)
        await rested(house, calls[0])
        [(_, lost)] = await tried([first, second], calls[:CALLERS])
        await rested(house, calls[0])
        [(_, probe)] = await tried(
            [first, second], [call for call in calls[:CALLERS] if call != lost]
        )
        assert probe != lost


@dataclass(frozen=True)
class Worker:
    """What a worker process has of its own: its pools, its memory of circuits, its router."""

    circuits: Circuits
    router: Router
    calls: Calls

    async def shuns(self, call: Call) -> bool:
        """Tell whether a new job would pass the call's provider by."""
        try:
            await self.router.plan(Ability.IMAGE, Wish(only=(call.route.provider,)))
        except ProviderUnavailable:
            return True
        return False

    async def begins(self, call: Call) -> bool:
        """Begin a call; False where the provider rests."""
        try:
            intent = await self.calls.intend(call, "an-account")
        except ProviderRests:
            return False
        assert intent.go
        return True


@asynccontextmanager
async def flaky(house: House) -> AsyncIterator[tuple[Worker, Worker, list[Call]]]:
    """Two sets of resources over one database, as two processes have; jobs that wait; a vendor of their own."""
    route = Route(
        provider=f"flaky-{new_id('evt')[-12:]}", model="m", queue=QUEUE, paid=True, findable=False
    )
    offer = Offered(ability=Ability.IMAGE, **route.model_dump(exclude={"cost", "why", "suspect"}))
    caller = await house.caller(tier=Tier.FREE)
    jobs = [await caller.accepted(IMAGES, FOREVER) for _ in range(PLACES + CALLERS + FAILURES)]
    async with (
        resources.opened(house.settings, client=house.client) as first,
        resources.opened(house.settings, client=house.client) as second,
    ):
        await first.capabilities.publish(route.provider, [QUEUE], Capability(offers=(offer,)))
        calls = [call_of(caller.tenant, job_id, route) for job_id in jobs[PLACES:]]
        yield worker(first), worker(second), calls
        await first.capabilities.withdraw(route.provider)
    for job_id in reversed(jobs):
        await caller.http.post(f"/jobs/{job_id}/cancel")


def worker(own: resources.Resources) -> Worker:
    circuits = Circuits(
        own.app, failures=FAILURES, cooldown_seconds=60, credits_cooldown_seconds=600
    )
    router = Router(
        own.capabilities, circuits, own.switches, system=own.system, routes={}, rules=Rules()
    )
    return Worker(circuits, router, Calls(own.runs, circuits, own.switches, limits={}))


def call_of(tenant: str, job_id: str, route: Route) -> Call:
    key = CallKey(run=RunKey(tenant_id=tenant, job_id=job_id, run=1), part=0, route=0)
    return Call(
        key=key, route=route, task=ImageTask(prompt="a barn", width=256, height=256, seed=1)
    )


async def opened_by(own: Worker, calls: Sequence[Call], error: type[ProviderFailure]) -> None:
    """Let calls fail through one worker until the circuit opens."""
    for call in calls[CALLERS:]:
        if await own.begins(call):
            failure = error(call.route.provider, "as ordered")
            if failure.retryable:
                await own.calls.refused(call, failure)
            else:
                await own.calls.failed(call, failure, step="submit")


async def rested(house: House, call: Call) -> None:
    """Let a rest be over."""
    await house.resources.system.call(
        "UPDATE studio.circuit SET open_until = now() - interval '1 second' WHERE provider = :name",
        name=call.route.provider,
    )


async def tried(own: Sequence[Worker], calls: Sequence[Call]) -> list[tuple[Worker, Call]]:
    """Begin all calls at once, through the workers in turn; answers those that were let through."""
    pairs = [(own[number % len(own)], call) for number, call in enumerate(calls)]
    begun = await asyncio.gather(*(each.begins(call) for each, call in pairs))
    return [pair for pair, is_begun in zip(pairs, begun, strict=True) if is_begun]


async def until_shunned(own: Worker, call: Call, *, is_shunned: bool) -> None:
    """Ask a worker until it knows: each round is a database's answer away."""
    while await own.shuns(call) is not is_shunned:
        await own.circuits.database.value("SELECT 1")
