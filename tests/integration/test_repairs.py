"""What operators rely on: the sweep, the circuit, Temporal away, what the UI shows."""

from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import text
from temporalio.api.common.v1 import WorkflowExecution
from temporalio.api.workflowservice.v1 import DeleteWorkflowExecutionRequest
from temporalio.client import WorkflowExecutionStatus, WorkflowFailureError, WorkflowHandle
from temporalio.service import RPCError

from db.capabilities import Circuits
from domain.errors import ProviderCreditsExhausted, ProviderDown
from domain.tasks import Ability
from domain.tiers import Tier
from jobs.sweeps import Sweeps
from runtime.embedded.stack import Stack
from runtime.inquiry import Inquiry
from tests import house as houses
from tests.house import House

IMAGES = "/images/generate"
FOREVER = {
    "prompt": "forever swept",
    "routing": {"only": ["slowvendor"]},
    "width": 256,
    "height": 256,
}

PAINTED = {"prompt": "a wide sea", "provider": "local", "width": 2048, "height": 2048}


async def test_a_terminated_workflow_reconciles_and_is_refunded_when_its_time_is_up(
    house: House,
) -> None:
    caller = await house.caller(credits=10)
    job_id = await caller.accepted(IMAGES, {**FOREVER, "deadlineSeconds": 3})
    await caller.until(job_id, "generating", field="phase")
    await house.client.get_workflow_handle(job_id).terminate(reason="an operator's hand slipped")
    sweep = house.resources.sweep
    await sweep.once(old_seconds=0)
    assert (await caller.job(job_id))["phase"] == "reconciling", "a vendor may have been paid"
    assert await caller.wallet() == (0, 10)
    job = await caller.job(job_id)
    while job["status"] == "processing":  # each round is a database's and a server's answer away
        await sweep.once(old_seconds=0)
        job = await caller.job(job_id)
    assert (job["status"], job["error"]["code"]) == ("failed", "ERR_JOB_TIMEOUT")
    assert await caller.wallet() == (10, 0)


async def test_a_run_whose_workflow_is_gone_is_started_again(house: House) -> None:
    caller = await house.caller(credits=10)
    job_id = await caller.accepted(IMAGES, PAINTED)
    await caller.until(job_id, "submitting", field="phase")
    await _delete(house, job_id)
    await house.resources.sweep.once(old_seconds=0)
    job = await caller.ended(job_id)
    assert (job["status"], job["run"], job["error"]) == ("completed", 1, None)
    assert await caller.wallet() == (0, 0)


async def test_a_run_whose_workflow_is_gone_is_refunded_when_its_time_is_up(house: House) -> None:
    caller = await house.caller(credits=10)
    job_id = await caller.accepted(IMAGES, {**PAINTED, "deadlineSeconds": 1})
    await caller.until(job_id, "submitting", field="phase")
    await _delete(house, job_id)
    job = await caller.job(job_id)
    while job["status"] == "processing":  # each round is a database's and a server's answer away
        await house.resources.sweep.once(old_seconds=0)
        job = await caller.job(job_id)
    assert (job["status"], job["error"]["code"]) == ("failed", "ERR_JOB_TIMEOUT")
    assert await caller.wallet() == (10, 0)


async def test_a_workflow_whose_row_is_over_is_ended(house: House) -> None:
    caller = await house.caller()
    job_id = await caller.accepted(IMAGES, FOREVER)
    await caller.until(job_id, "generating", field="phase")
    await caller.http.post(f"/jobs/{job_id}/cancel")
    await house.resources.sweep.once(old_seconds=0)
    handle = house.client.get_workflow_handle(job_id)
    await _closed_history(handle)
    assert (await handle.describe()).status is WorkflowExecutionStatus.CANCELED


async def test_operators_see_the_job_in_temporal(house: House) -> None:
    caller = await house.caller()
    job = await caller.finished(IMAGES, {"prompt": "seen", "width": 256, "height": 256})
    found = await house.client.get_workflow_handle(job["id"]).describe()
    assert found.workflow_type == "image-generation"
    assert "1 × 256×256, 10 credits, run 1" in str(await found.static_summary())
    attributes = found.typed_search_attributes
    shown = {pair.key.name: pair.value for pair in attributes}
    assert (shown["StudioJob"], shown["StudioTenant"], shown["StudioCredits"]) == (
        job["id"],
        caller.tenant,
        10,
    )


async def test_a_failed_job_is_a_failed_workflow_with_its_code(house: House) -> None:
    caller = await house.caller()
    body = {"prompt": "fails [fault:400]", "provider": "dalle3", "allowFallback": False}
    job = await caller.finished(IMAGES, body)
    handle = house.client.get_workflow_handle(job["id"])
    history = await _closed_history(handle)
    assert "ERR_PROVIDER_ERROR" in history
    assert (await handle.describe()).status is WorkflowExecutionStatus.FAILED


async def test_a_circuit_opens_after_failures_and_at_once_for_an_empty_account(
    house: House,
) -> None:
    circuits = Circuits(
        house.resources.app, failures=3, cooldown_seconds=60, credits_cooldown_seconds=600
    )
    for _ in range(2):
        await circuits.failed("flaky", Ability.IMAGE, ProviderDown("flaky", "down"))
    assert (await circuits.state())["flaky", "image"].open_until is None
    await circuits.failed("flaky", Ability.IMAGE, ProviderDown("flaky", "down"))
    assert (await circuits.state())["flaky", "image"].open_until is not None
    await circuits.failed("empty", Ability.IMAGE, ProviderCreditsExhausted("empty", "empty"))
    assert (await circuits.state())["empty", "*"].reason == "vendor_credits_exhausted"
    await circuits.succeeded("flaky", Ability.IMAGE)
    assert ("flaky", "image") not in await circuits.state()
    await circuits.succeeded("empty", Ability.IMAGE)


async def test_providers_health_names_configured_and_missing_ones(house: House) -> None:
    caller = await house.caller()
    health = (await caller.http.get("/providers/health")).json()["data"]
    status = {(item["provider"], item["kind"]): item["status"] for item in health}
    assert status["openai", "image"] in ("healthy", "degraded")
    assert status["local", "speech"] == "healthy"


async def test_the_api_answers_while_temporal_is_away_and_the_jobs_run_after(
    tmp_path: Path,
) -> None:
    async with (
        Stack(tmp_path / "home", with_processes=False) as stack,
        houses.opened(stack, tmp_path) as opened,
    ):
        caller = await opened.caller(tier=Tier.ENTERPRISE)
        await stack.temporal.child.stop()
        async with httpx.AsyncClient() as anyone:
            ready = await anyone.get(f"{opened.url}/health/ready", timeout=10)
        assert (ready.status_code, ready.json()["status"]) == (200, "degraded")
        job_id = await caller.accepted(IMAGES, {"prompt": "later", "width": 256, "height": 256})
        assert (await caller.job(job_id))["status"] == "queued"
        job = await caller.ended(job_id)  # the stack's watcher has started it again
        assert job["status"] == "completed"


async def test_a_new_start_removes_what_killed_processes_left(tmp_path: Path) -> None:
    left = tmp_path / "home" / "scratch" / "studio-left"
    left.mkdir(parents=True)
    async with Stack(tmp_path / "home", with_processes=False):
        assert not left.exists()


async def _delete(house: House, workflow_id: str) -> None:
    """Take a workflow away as if the server had never had it."""
    handle = house.client.get_workflow_handle(workflow_id)
    await house.client.workflow_service.delete_workflow_execution(
        DeleteWorkflowExecutionRequest(
            namespace=house.client.namespace, workflow_execution=WorkflowExecution(workflow_id=workflow_id)
        )
    )  # fmt: skip
    with suppress(RPCError):
        while await handle.describe():
            pass


async def _closed_history(handle: WorkflowHandle[Any, Any]) -> str:
    with suppress(WorkflowFailureError):
        await handle.result()
    return (await handle.fetch_history()).to_json()


async def test_a_lost_call_is_asked_about_after_its_job_is_over(house: House) -> None:
    caller = await house.caller()
    body = {"prompt": "lost for good", "routing": {"only": ["slowvendor"]}, "width": 256}
    job = await caller.finished(IMAGES, body)
    async with house.resources.app.begin(caller.tenant) as connection:
        await connection.execute(
            text("UPDATE studio.attempt SET state = 'unknown' WHERE job_id = :job"),
            {"job": job["id"]},
        )
    sweeps = Sweeps(house.resources.system)
    await Inquiry(sweeps, house.resources.runs, {"slowvendor": house.slow}).once()
    after = await caller.job(job["id"])
    assert (after["attempts"][0]["outcome"], after["attempts"][0]["errorCode"]) == (
        "failed", "spent",
    )  # fmt: skip
    assert (after["status"], after["creditsCharged"]) == ("completed", 10)
