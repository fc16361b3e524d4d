"""Many pipelines at once, and one as large as one may be."""

import asyncio
import json
import time
from statistics import mean
from typing import Any

import pytest
from temporalio.api.enums.v1 import EventType

from domain.tiers import Tier
from ledger.audit import audit
from tests.house import TERMINAL, Caller, House

SMALL = {"width": 256, "height": 256}
EVENTS_WARNED = 4_096
"""Where Temporal suggests to continue as new."""


def image(name: str, *needs: str) -> dict[str, Any]:
    params = {"prompt": f"many {name}", **SMALL}
    return {"id": name, "type": "image-generation", "params": params, "needs": list(needs)}


async def _submitted(caller: Caller, steps: list[dict[str, Any]]) -> str:
    answer = await caller.submit("/pipelines", {"name": "many", "steps": steps})
    assert answer.status_code == 202, answer.text
    return str(answer.json()["data"]["pipelineId"])


async def _ended(caller: Caller, pipeline_id: str) -> dict[str, Any]:
    url = f"/pipelines/{pipeline_id}/events"
    async with caller.http.stream("GET", url, timeout=300) as response:
        async for line in response.aiter_lines():
            if line.startswith("data: ") and json.loads(line[6:])["status"] in TERMINAL:
                break
    found: dict[str, Any] = (await caller.http.get(f"/pipelines/{pipeline_id}")).json()["data"]
    return found


@pytest.mark.faults
@pytest.mark.timeout(600)
async def test_fifty_pipelines_of_two_tenants_starve_neither(house: House) -> None:
    big = await house.caller(tier=Tier.ENTERPRISE, credits=1_200)
    small = await house.caller(tier=Tier.ENTERPRISE, credits=1_000)
    steps = [image("one"), image("two"), image("three", "one", "two")]
    first = [await _submitted(big, steps) for _ in range(40)]
    second = [await _submitted(small, steps) for _ in range(10)]
    found = await asyncio.gather(
        *(_ended(big, each) for each in first), *(_ended(small, each) for each in second)
    )
    assert {each["status"] for each in found} == {"completed"}
    order = [each["id"] for each in sorted(found, key=lambda each: each["completedAt"])]
    places = {name: [order.index(each) for each in ids] for name, ids in (("big", first), ("small", second))}  # fmt: skip
    print(f"\nmean place at the end: big {mean(places['big'])}, small {mean(places['small'])} (last {max(places['small'])})")  # fmt: skip
    assert mean(places["small"]) < mean(places["big"]), (
        "the few that came last did not wait for all"
    )
    await _keyed(house, small, second[0])
    report = await audit(house.resources.system)
    assert [p for p in report.problems if p.tenant_id in (big.tenant, small.tenant)] == []
    assert (await big.wallet(), await small.wallet()) == ((0, 0), (700, 0))


async def _keyed(house: House, caller: Caller, pipeline_id: str) -> None:
    """See that the fairness key is in force for the whole and for its jobs."""
    found = (await caller.http.get(f"/pipelines/{pipeline_id}")).json()["data"]
    for workflow_id in (pipeline_id, found["steps"][0]["jobs"][0]["jobId"]):
        history = await house.client.get_workflow_handle(workflow_id).fetch_history()
        started = history.events[0].workflow_execution_started_event_attributes
        assert started.priority.fairness_key == caller.tenant


@pytest.mark.faults
@pytest.mark.timeout(600)
async def test_a_hundred_steps_with_fan_out_stay_within_the_history(house: House) -> None:
    caller = await house.caller(tier=Tier.ENTERPRISE, credits=1_000)
    fan = [f"s{n}" for n in range(98)]
    steps = [image("first"), *(image(name, "first") for name in fan), image("last", *fan)]
    began = time.monotonic()
    pipeline = await _ended(caller, pipeline_id := await _submitted(caller, steps))
    assert (pipeline["status"], pipeline["creditsCharged"]) == ("completed", 1_000)
    history = await house.client.get_workflow_handle(pipeline_id).fetch_history()
    size = sum(event.ByteSize() for event in history.events)
    kinds = [EventType.Name(event.event_type) for event in history.events]
    tasks = kinds.count("EVENT_TYPE_WORKFLOW_TASK_COMPLETED")
    print(
        f"\n{len(kinds)} events, {size} bytes, {tasks} workflow tasks, {time.monotonic() - began:.1f} s"
    )
    assert len(kinds) < EVENTS_WARNED / 2
    assert size < 2 * 1024 * 1024
