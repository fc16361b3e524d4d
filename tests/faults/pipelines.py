"""Kills a part of a running stack while a pipeline of three steps goes through it, and sees it to its end."""

import asyncio
import os
import signal
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
) -> None:
    """Kill a process as the step at a place is in a state, and wait for the pipeline's end."""
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
    if found["status"] == "failed" and UNKNOWN in found["error"]["message"]:
        # The one thing that no restart can know: whether a call that was out as its caller died was answered.
        assert found["creditsCharged"] < PRICE
        return
    assert (found["status"], found["creditsCharged"]) == ("completed", PRICE), found["error"]


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
