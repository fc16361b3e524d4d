"""A paid call, whatever happens around it: made once, never forgotten, followed or stopped."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any

import pytest
from sqlalchemy import text
from temporalio.exceptions import ApplicationError
from temporalio.testing import ActivityEnvironment

from activities.generation import Generation
from activities.values import Call, Following, PartResult, Submitted
from domain.errors import (
    ProviderCreditsExhausted,
    ProviderMalformed,
    ProviderMisconfigured,
    ProviderModerated,
    Unavailable,
)
from domain.routing import Route
from domain.tasks import ImageTask
from events.bells import Bells
from jobs.runs import CallKey, RunKey, Runs, Verdict
from jobs.sweeps import Sweeps
from providers._base import Provider, Ticket
from providers._http import Http
from runtime.inquiry import Inquiry
from runtime.workers import activities
from tests.house import Caller, House
from tests.vendors.gate import DEAD, DONE, WORKING, Gate

FOREVER = {
    "prompt": "forever open",
    "routing": {"only": ["slowvendor"]},
    "width": 256,
    "height": 256,
}


class Blinking(Runs):
    """The database goes away at the moment of a verdict, and comes back."""

    blinks = 3

    async def conclude(self, call: CallKey, *, state: str, **facts: Any) -> Verdict:
        if self.blinks:
            self.blinks -= 1
            raise Unavailable("The database is away.")
        return await super().conclude(call, state=state, **facts)


@dataclass
class Bench:
    """A run that stays open, and workers that make its calls."""

    house: House
    caller: Caller
    job_id: str
    gate: Gate

    def worker(
        self, *, runs: Runs | None = None, providers: dict[str, Provider] | None = None
    ) -> Generation:
        """Make the activities of one worker process."""
        resources = replace(self.house.resources, runs=runs or self.house.resources.runs)
        offered = {"gatevendor": self.gate} if providers is None else providers
        built = activities(resources, offered, Bells("unused"), find_seconds=0.2)
        found = built["studio-providers"][0].__self__
        assert isinstance(found, Generation)
        return found

    def call(self, part: int = 7) -> Call:
        """Name a call of the run."""
        run = RunKey(tenant_id=self.caller.tenant, job_id=self.job_id, run=1)
        route = Route(
            provider="gatevendor",
            model="gate-1",
            queue="studio-providers",
            paid=True,
            findable=True,
        )
        task = ImageTask(prompt="x", width=64, height=64, seed=1)
        return Call(
            key=CallKey(run=run, part=part, route=0), route=route, task=task, unknown_seconds=0.2
        )

    async def row(self, part: int = 7) -> dict[str, Any]:
        """Read a call's attempt, as the client sees it."""
        job = await self.caller.job(self.job_id)
        return next(a for a in job["attempts"] if a["part"] == part)


async def run(activity: Any, value: Any) -> Any:
    """Run an activity as a worker does."""
    return await ActivityEnvironment().run(activity, value)


async def code_of(activity: Any, value: Any) -> str | None:
    """Run an activity that must fail for good; answers its code."""
    with pytest.raises(ApplicationError) as caught:
        await run(activity, value)
    return caught.value.type


@asynccontextmanager
async def opened(house: House, *answers: Any) -> AsyncIterator[Bench]:
    caller = await house.caller()
    job_id = await caller.accepted("/images/generate", FOREVER)
    await caller.until(job_id, "generating", field="phase")
    yield Bench(house, caller, job_id, Gate(Http("gatevendor", None), answers=answers))  # type: ignore[arg-type] # nothing is sent
    await caller.http.post(f"/jobs/{job_id}/cancel")


async def test_a_receipt_outlives_a_database_that_is_away(house: House) -> None:
    async with opened(house) as bench:
        worker = bench.worker(runs=Blinking(house.resources.app))
        submitted: Submitted = await run(worker.submit, bench.call())
        assert submitted.ticket
        assert (await bench.row())["vendorJobId"] == submitted.ticket.id
        assert len(bench.gate.taken) == 1


async def test_a_known_receipt_is_given_though_the_vendor_is_switched_off_or_its_key_gone(
    house: House,
) -> None:
    async with opened(house) as bench:
        first = await run(bench.worker().submit, bench.call())
        turn = house.resources.switches.turn
        await turn("gatevendor", "*", off=True, by=("operators", "me"), reason="it fails")
        try:
            assert await run(bench.worker().submit, bench.call()) == first
            assert await code_of(bench.worker().submit, bench.call(8)) == "switched_off"
        finally:
            await turn("gatevendor", "*", off=False, by=("operators", "me"), reason="it works")
        assert await run(bench.worker(providers={}).submit, bench.call()) == first
        assert len(bench.gate.taken) == 1


async def test_a_repeat_while_the_call_is_still_out_waits_for_its_answer(house: House) -> None:
    async with opened(house) as bench:
        bench.gate.opened.clear()
        worker = bench.worker()
        first = asyncio.create_task(run(worker.submit, bench.call()))
        await bench.gate.arrived.wait()
        second = asyncio.create_task(run(worker.submit, bench.call()))
        bench.gate.opened.set()
        assert await first == await second
        assert len(bench.gate.taken) == 1


async def test_an_answer_that_comes_before_the_call_is_written_off_is_followed(
    house: House,
) -> None:
    async with opened(house) as bench:
        bench.gate.opened.clear()
        first = asyncio.create_task(run(bench.worker().submit, bench.call()))
        await bench.gate.arrived.wait()
        other = bench.worker()
        assert await code_of(other.submit, bench.call()) == "unknown_outcome"
        assert (await bench.row())["outcome"] == "unknown"
        bench.gate.opened.set()
        await first
        ticket = await run(other.write_off, bench.call())
        assert isinstance(ticket, Ticket)
        result = await run(other.follow, Following(call=bench.call(), ticket=ticket))
        assert isinstance(result, PartResult)
        assert len(bench.gate.taken) == 1


async def test_an_answer_that_comes_after_the_call_was_written_off_is_stopped_and_counted(
    house: House,
) -> None:
    async with opened(house) as bench:
        bench.gate.opened.clear()
        first = asyncio.create_task(run(bench.worker().submit, bench.call()))
        await bench.gate.arrived.wait()
        other = bench.worker()
        assert await code_of(other.submit, bench.call()) == "unknown_outcome"
        assert await run(other.write_off, bench.call()) is None
        bench.gate.opened.set()
        await first
        assert bench.gate.stopped == [f"gate-{bench.call().key}"]
        row = await bench.row()
        assert (row["outcome"], row["errorCode"], row["vendorCancel"]) == (
            "failed",
            "spent",
            "confirmed",
        )


async def test_a_doubtful_answer_is_asked_for_again_and_opens_no_circuit(house: House) -> None:
    doubts = (
        ProviderMisconfigured("gatevendor", "status 403"), ProviderMalformed("gatevendor", "a page"),
        ProviderCreditsExhausted("gatevendor", "status 402"), WORKING,
    )  # fmt: skip
    async with opened(house, *doubts, DONE) as bench:
        ticket = (await run(bench.worker().submit, bench.call())).ticket
        await run(bench.worker().follow, Following(call=bench.call(), ticket=ticket))
        assert (await bench.row())["outcome"] == "finished"
        assert not any(name == "gatevendor" for name, _ in await house.resources.circuits.state())


async def test_an_answer_that_stays_outside_the_contract_ends_the_call_and_stops_the_vendor(
    house: House,
) -> None:
    async with opened(house, *[ProviderMalformed("gatevendor", "?")] * 20) as bench:
        ticket = (await run(bench.worker().submit, bench.call())).ticket
        following = Following(call=bench.call(), ticket=ticket)
        assert await code_of(bench.worker().follow, following) == "malformed"
        assert bench.gate.stopped == [ticket.id]
        assert (await bench.row())["vendorCancel"] == "confirmed"
        await house.resources.circuits.succeeded("gatevendor", bench.call().task.ability)


async def test_a_link_that_does_not_open_is_asked_for_anew(house: House) -> None:
    async with opened(house, DEAD, DEAD, DONE) as bench:
        ticket = (await run(bench.worker().submit, bench.call())).ticket
        result = await run(bench.worker().follow, Following(call=bench.call(), ticket=ticket))
        assert result.files


async def test_a_result_that_is_known_is_not_asked_for_again(house: House) -> None:
    async with opened(house, DONE, ProviderMalformed("gatevendor", "expired")) as bench:
        ticket = (await run(bench.worker().submit, bench.call())).ticket
        following = Following(call=bench.call(), ticket=ticket)
        first = await run(bench.worker().follow, following)
        assert await run(bench.worker().follow, following) == first
        assert len(bench.gate.answers) == 1


async def test_a_verdict_is_the_same_when_it_is_asked_for_again(house: House) -> None:
    async with opened(house) as bench:
        bench.gate.refusal = ProviderModerated("gatevendor", "no")
        assert await code_of(bench.worker().submit, bench.call()) == "moderated"
        bench.gate.refusal = None
        assert await code_of(bench.worker().submit, bench.call()) == "moderated"
        assert bench.gate.taken == []


async def test_a_vendor_that_does_not_tell_has_not_said_no(house: House) -> None:
    async with opened(house) as bench:
        bench.gate.opened.clear()
        first = asyncio.create_task(run(bench.worker().submit, bench.call()))
        await bench.gate.arrived.wait()
        other = bench.worker()
        assert await code_of(other.submit, bench.call()) == "unknown_outcome"
        bench.gate.finding = ProviderMalformed("gatevendor", "a page")
        assert await code_of(other.reconcile, bench.call()) == "unknown_outcome"
        assert (await bench.row())["errorCode"] == "unknown_outcome"
        bench.gate.opened.set()
        await first


async def test_a_call_that_never_arrived_is_said_so_by_the_vendor_alone(house: House) -> None:
    async with opened(house) as bench:
        await house.resources.runs.intend(
            bench.call().key, step="submit", provider="gatevendor", ability="image", model="gate-1", paid=True
        )  # fmt: skip
        assert await code_of(bench.worker().submit, bench.call()) == "unknown_outcome"
        assert await run(bench.worker().reconcile, bench.call()) is None
        assert (await bench.row())["errorCode"] == "never_arrived"


async def test_a_worker_with_another_account_leaves_a_call_to_its_like(house: House) -> None:
    async with opened(house) as bench:
        ticket = (await run(bench.worker().submit, bench.call())).ticket
        stranger = Gate(Http("gatevendor", None))  # type: ignore[arg-type] # nothing is sent
        stranger.account = "theirs"
        following = Following(call=bench.call(), ticket=ticket)
        with pytest.raises(ApplicationError) as caught:
            await run(bench.worker(providers={"gatevendor": stranger}).follow, following)
        assert (caught.value.type, caught.value.non_retryable) == ("unavailable", False)
        assert (await bench.row())["outcome"] == "running"


async def test_an_abandoned_call_that_was_taken_on_is_stopped(house: House) -> None:
    async with opened(house) as bench:
        ticket = (await run(bench.worker().submit, bench.call())).ticket
        await run(bench.worker().abandon, bench.call())
        assert bench.gate.stopped == [ticket.id]
        assert (await bench.row())["vendorCancel"] == "confirmed"


async def test_an_abandoned_call_of_which_nobody_knows_is_counted_as_unknown(house: House) -> None:
    async with opened(house) as bench:
        await house.resources.runs.intend(
            bench.call().key, step="submit", provider="gatevendor", ability="image", model="gate-1", paid=True
        )  # fmt: skip
        await run(bench.worker().abandon, bench.call())
        assert (await bench.row())["outcome"] == "unknown"


async def test_a_call_whose_run_ended_without_it_is_stopped_in_the_end(house: House) -> None:
    async with opened(house) as bench:
        ticket = (await run(bench.worker().submit, bench.call())).ticket
        await bench.caller.http.post(f"/jobs/{bench.job_id}/cancel")
        async with house.resources.app.begin(bench.caller.tenant) as connection:
            await connection.execute(
                text("UPDATE studio.job SET completed_at = now() - interval '1 hour' WHERE id = :job"),
                {"job": bench.job_id},
            )  # fmt: skip
        bench.gate.answers = [WORKING]
        sweeps = Sweeps(house.resources.system)
        await Inquiry(sweeps, house.resources.runs, {"gatevendor": bench.gate}).once()
        assert bench.gate.stopped == [ticket.id]
        row = await bench.row()
        assert (row["errorCode"], row["vendorCancel"]) == ("spent", "confirmed")
