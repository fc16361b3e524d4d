"""What operators rely on when a pipeline's workflow is gone, was ended, or one of its jobs was."""

import asyncio
from contextlib import suppress
from typing import Any

from temporalio.api.common.v1 import WorkflowExecution
from temporalio.api.workflowservice.v1 import DeleteWorkflowExecutionRequest
from temporalio.client import WorkflowExecutionStatus, WorkflowFailureError
from temporalio.service import RPCError

from tests.house import Caller, House
from tests.integration.test_pipelines import (
    FOREVER,
    balanced,
    ended,
    image,
    job_of,
    shown,
    statuses,
    submitted,
    until,
)

LONG = {"id": "long", "type": "image-generation", "params": FOREVER}


async def _under_way(caller: Caller, steps: list[dict[str, Any]]) -> tuple[str, str]:
    """Submit, and wait until the step `long` is at its vendor; answers both ids."""
    pipeline_id = await submitted(caller, steps)
    found = await until(caller, pipeline_id, lambda p: job_of(p, "long")["jobId"] is not None)
    job_id = str(job_of(found, "long")["jobId"])
    await caller.until(job_id, "generating", field="phase")
    return pipeline_id, job_id


async def test_a_pipeline_whose_workflow_was_ended_fails_and_gives_back(house: House) -> None:
    caller = await house.caller(credits=100)
    pipeline_id, job_id = await _under_way(caller, [LONG, image("last", needs=["long"])])
    await house.client.get_workflow_handle(pipeline_id).terminate(reason="a slip of the hand")
    await house.resources.sweep.once(old_seconds=0)
    pipeline = await ended(caller, pipeline_id)
    assert (pipeline["status"], pipeline["error"]["code"]) == ("failed", "ERR_INTERNAL")
    assert statuses(pipeline) == {"long": "cancelled", "last": "skipped"}
    assert await caller.wallet() == (100, 0)
    assert await balanced(house, caller)
    child = house.client.get_workflow_handle(job_id)
    with suppress(WorkflowFailureError):
        await child.result()
    assert (await child.describe()).status is WorkflowExecutionStatus.CANCELED


async def test_a_pipeline_whose_workflow_is_gone_goes_on_where_it_was(house: House) -> None:
    caller = await house.caller(credits=100)
    prompt = f"gone once {caller.tenant}"
    painted = {"prompt": "a wide sea", "provider": "local", "width": 2048, "height": 2048}
    steps = [
        image("first", prompt),
        {"id": "long", "type": "image-generation", "params": painted, "needs": ["first"]},
        image("last", needs=["long"]),
    ]
    pipeline_id = await submitted(caller, steps)
    found = await until(caller, pipeline_id, lambda p: job_of(p, "long")["jobId"] is not None)
    job_id = job_of(found, "long")["jobId"]
    await caller.until(job_id, "submitting", field="phase")
    for workflow_id in (pipeline_id, job_id):
        await _delete(house, workflow_id)
    await house.resources.sweep.once(old_seconds=0)
    pipeline = await ended(caller, pipeline_id)
    assert (pipeline["status"], pipeline["creditsCharged"]) == ("completed", 30), pipeline["error"]
    assert len(house.paid(prompt)) == 1
    assert await balanced(house, caller)


async def test_a_step_whose_workflow_was_ended_fails_and_is_refunded(house: House) -> None:
    caller = await house.caller(credits=100)
    steps = [LONG, image("last", needs=["long"]), image("apart")]
    pipeline_id, job_id = await _under_way(caller, steps)
    await until(caller, pipeline_id, lambda p: statuses(p)["apart"] == "completed")
    await house.client.get_workflow_handle(job_id).terminate(reason="a slip of the hand")
    pipeline = await ended(caller, pipeline_id)
    assert (pipeline["status"], pipeline["error"]["step"]) == ("failed", "long")
    assert statuses(pipeline) == {"long": "failed", "last": "skipped", "apart": "completed"}
    assert await caller.wallet() == (90, 0)
    assert await balanced(house, caller)


async def test_a_pipeline_that_only_temporal_cancelled_is_cancelled(house: House) -> None:
    caller = await house.caller(credits=100)
    pipeline_id, _ = await _under_way(caller, [LONG, image("last", needs=["long"])])
    await house.client.get_workflow_handle(pipeline_id).cancel(reason="an operator")
    pipeline = await ended(caller, pipeline_id)
    assert pipeline["status"] == "cancelled"
    assert await caller.wallet() == (100, 0)
    assert await balanced(house, caller)


async def test_cancels_and_ends_at_the_same_moment_add_up(house: House) -> None:
    caller = await house.caller(credits=300)
    ids = [
        await submitted(caller, [image("a"), image("b"), image("c", needs=["a", "b"])])
        for _ in range(10)
    ]
    for number, pipeline_id in enumerate(ids):
        for _ in range(number):
            await shown(caller, pipeline_id)  # a little later each time
        await caller.http.post(f"/pipelines/{pipeline_id}/cancel")
    found = await asyncio.gather(*(ended(caller, each) for each in ids))
    charged = sum(each["creditsCharged"] for each in found)
    assert charged + sum(each["creditsRefunded"] for each in found) == 300
    assert await caller.wallet() == (300 - charged, 0)
    assert await balanced(house, caller)


async def test_operators_see_the_pipeline_and_its_jobs_in_temporal(house: House) -> None:
    caller = await house.caller()
    pipeline = await ended(caller, await submitted(caller, [image("one")]))
    found = await house.client.get_workflow_handle(pipeline["id"]).describe()
    assert found.workflow_type == "pipeline"
    assert "tested: 1 steps, 1 jobs, 10 credits, run 1" in str(await found.static_summary())
    child = await house.client.get_workflow_handle(job_of(pipeline, "one")["jobId"]).describe()
    assert (child.workflow_type, child.parent_id) == ("image-generation", pipeline["id"])
    shown_ = {pair.key.name: pair.value for pair in child.typed_search_attributes}
    assert (shown_["StudioTenant"], shown_["StudioCredits"]) == (caller.tenant, 10)


async def _delete(house: House, workflow_id: str) -> None:
    await house.client.workflow_service.delete_workflow_execution(
        DeleteWorkflowExecutionRequest(
            namespace=house.client.namespace,
            workflow_execution=WorkflowExecution(workflow_id=workflow_id),
        )
    )
    with suppress(RPCError):
        while True:  # it is gone when it can't be described
            await house.client.get_workflow_handle(workflow_id).describe()
