"""A worker dies in the middle of a pipeline: it ends once, and each step is paid once."""

import asyncio
import json
import os
import signal
from collections import Counter
from pathlib import Path
from typing import Any

import httpx
import pytest

from db.session import Database
from ledger.audit import audit
from runtime.embedded.stack import Stack
from tests.faults.harness import vendor

SMALL = {"width": 256, "height": 256}
TERMINAL = ("completed", "failed", "cancelled")


def step(name: str, *needs: str) -> dict[str, Any]:
    params = {"prompt": f"killed {name}", **SMALL}
    return {"id": name, "type": "image-generation", "params": params, "needs": list(needs)}


CHAIN = [step("one"), step("two", "one"), step("three", "two")]


@pytest.mark.timeout(240)
async def test_a_pipeline_outlives_its_worker_and_pays_each_step_once(tmp_path: Path) -> None:
    journal = tmp_path / "vendor.jsonl"
    async with vendor(journal) as vendor_url:
        environment = {
            "PROVIDERS__OPENAI__API_KEY": "test-key",
            "PROVIDERS__OPENAI__BASE_URL": vendor_url,
            "WORKER__GRACE_SECONDS": "1",
        }
        async with (
            Stack(tmp_path / "home", environment=environment) as stack,
            httpx.AsyncClient(
                base_url=f"{stack.ready.api}/studio/v1", timeout=10, trust_env=False,
                headers={"Authorization": f"Bearer {stack.ready.token}"},
            ) as client,
        ):  # fmt: skip
            # One dies as its first call is out, one in the second step, one between steps.
            for status, place in (("processing", 0), ("processing", 1), ("completed", 1)):
                await _outlived(stack, client, status=status, place=place)
            await _sound(stack)
    calls = Counter(json.loads(line)["key"] for line in journal.read_text().splitlines())
    assert (len(calls), set(calls.values())) == (9, {1})


async def _outlived(stack: Stack, client: httpx.AsyncClient, *, status: str, place: int) -> None:
    answer = await client.post("/pipelines", json={"name": "killed", "steps": CHAIN})
    assert answer.status_code == 202, answer.text
    pipeline_id = answer.json()["data"]["pipelineId"]
    async with asyncio.timeout(60):
        while (await _read(client, pipeline_id))["steps"][place]["status"] != status:
            await asyncio.sleep(0.02)
    worker = next(child for child in stack.children if child.name == "worker")
    assert worker.process
    os.kill(worker.process.pid, signal.SIGKILL)
    async with asyncio.timeout(90):
        while (found := await _read(client, pipeline_id))["status"] not in TERMINAL:
            await asyncio.sleep(0.2)
    assert (found["status"], found["creditsCharged"]) == ("completed", 30), found["error"]


async def _read(client: httpx.AsyncClient, pipeline_id: str) -> dict[str, Any]:
    found: dict[str, Any] = (await client.get(f"/pipelines/{pipeline_id}")).json()["data"]
    return found


async def _sound(stack: Stack) -> None:
    database = Database(stack.environment["DATABASE__SYSTEM_URL"], pool_size=2)
    found = await audit(database)
    held = await database.value("SELECT coalesce(sum(held), 0) FROM studio.balance")
    await database.close()
    assert (found.entries_sum, list(found.problems), int(held)) == (0, [], 0)
