"""Kills a part of a running stack while a pipeline of three steps goes through it, and sees it to its end."""

import asyncio
import os
import signal
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import httpx

from db.session import Database
from ledger.audit import audit
from runtime.embedded.stack import Stack

TERMINAL = ("completed", "failed", "cancelled")
SMALL = {"width": 256, "height": 256}
PRICE = 30
UNKNOWN = "unknown_outcome"


def step(name: str, *needs: str) -> dict[str, Any]:
    """Give a step that paints a small picture."""
    params = {"prompt": f"killed {name}", **SMALL}
    return {"id": name, "type": "image-generation", "params": params, "needs": list(needs)}


CHAIN = [step("one"), step("two", "one"), step("three", "two")]


async def outlived(
    stack: Stack, client: httpx.AsyncClient, victim: str, *, status: str, place: int
) -> dict[str, Any]:
    """Kill a process as the step at a place is in a state, and give the pipeline as it ended.

    It completes. Only a worker that dies with a call out leaves what no restart can know: whether it was answered.
    """
    answer = await client.post("/pipelines", json={"name": "killed", "steps": CHAIN})
    assert answer.status_code == 202, answer.text
    pipeline_id = answer.json()["data"]["pipelineId"]
    async with asyncio.timeout(60):
        while (await _read(client, pipeline_id))["steps"][place]["status"] != status:
            await asyncio.sleep(0.02)
    child = next(child for child in stack.children if child.name == victim)
    assert child.process
    os.kill(child.process.pid, signal.SIGKILL)
    async with asyncio.timeout(120):
        while (found := await _read(client, pipeline_id)).get("status") not in TERMINAL:
            await asyncio.sleep(0.2)
    if victim == "worker" and found["status"] == "failed":
        assert UNKNOWN in found["error"]["message"], found["error"]
    else:
        assert (found["status"], found["creditsCharged"]) == ("completed", PRICE), found["error"]
    return found


def paid(pipeline: Mapping[str, Any], calls: Mapping[str, int]) -> None:
    """Hold a pipeline's charges against the vendor's own count: a step that completed was paid for once, no other at all.

    The step whose call was out as its worker died was asked for once at most.
    """
    done = 0
    for step in pipeline["steps"]:
        asked = [
            times
            for job in step["jobs"]
            for key, times in calls.items()
            if key.startswith(f"{job['jobId']}.")
        ]
        if step["status"] == "completed":
            assert asked == [1], (step, asked)
            done += 1
        else:
            assert asked == [] or (step["status"] == "failed" and asked == [1]), (step, asked)
    assert pipeline["creditsCharged"] == done * PRICE // len(CHAIN)


async def sound(stack: Stack) -> None:
    """See that the ledger adds up and nothing is held."""
    database = Database(stack.environment["DATABASE__SYSTEM_URL"], pool_size=2)
    found = await audit(database)
    held = await database.value("SELECT coalesce(sum(held), 0) FROM studio.balance")
    await database.close()
    assert (found.entries_sum, list(found.problems), int(held)) == (0, [], 0)


async def _read(client: httpx.AsyncClient, pipeline_id: str) -> dict[str, Any]:
    """Read a pipeline; nothing while what answers is down."""
    with suppress(httpx.TransportError):
        answer = await client.get(f"/pipelines/{pipeline_id}")
        if answer.status_code == 200:
            found: dict[str, Any] = answer.json()["data"]
            return found
        assert answer.status_code == 503, answer.text
    return {"steps": [{"status": None}] * len(CHAIN)}
