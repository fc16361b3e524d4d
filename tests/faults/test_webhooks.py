"""Events out while everything is killed: each arrives, under one id, in its job's order."""

import asyncio
import os
import signal
from collections import defaultdict
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import Response

from runtime.embedded.stack import Stack
from tests.faults.harness import VICTIMS, Report, _ended, _submit, vendor
from tests.receiver import Event, Receiver, receiving

JOBS = 3


def kill(stack: Stack, name: str) -> None:
    """Kill a part; the stack starts it again."""
    child = next(child for child in stack.children if child.name == name)
    if child.process:
        with suppress(ProcessLookupError):
            os.kill(child.process.pid, signal.SIGKILL)


@pytest.mark.faults
@pytest.mark.timeout(600)
async def test_kills_lose_no_event_and_a_lost_record_sends_it_again(tmp_path: Path) -> None:
    async with receiving() as receiver, vendor(tmp_path / "vendor.jsonl") as vendor_url:
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
            made = await client.post("/webhooks", json={"url": receiver.url})
            assert made.status_code == 201, made.text
            secret = made.json()["data"]["secret"]
            await _killed_before_the_record(stack, client, receiver)
            report = Report(seed=11)
            for cycle, victim in enumerate(VICTIMS):
                submits = [
                    asyncio.create_task(_submit(client, report, f"{cycle}-{n}"))
                    for n in range(JOBS)
                ]
                await asyncio.sleep(0.3 + cycle / 4)
                kill(stack, victim)
                await asyncio.gather(*submits)
            for job in report.accepted:
                await _ended(client, job)
            await receiver.until(lambda events: _told(events) >= 2 * (1 + len(report.accepted)))
            jobs = _by_job([event.verified(secret) for event in receiver.events])
            assert set(jobs) >= set(report.accepted)
            for told in jobs.values():
                words = [body["type"].split(".")[2] for body in told.values()]
                assert words in (["created", "completed"], ["created", "failed"])
            repeats = len(receiver.events) - _told(receiver.events)
            print(
                f"\n{len(jobs)} jobs, {_told(receiver.events)} events, {repeats} sent again, none lost"
            )


async def _killed_before_the_record(
    stack: Stack, client: httpx.AsyncClient, receiver: Receiver
) -> None:
    """Kill the worker when the receiver has an event and before its answer is written down."""

    def die_first(event: Event) -> Response:
        if not receiver.events:
            kill(stack, "worker")
        return Response("taken")

    receiver.answer = die_first
    await _submit(client, Report(seed=10), "unrecorded")
    events = await receiver.until(lambda events: _told(events) == 2)
    assert [event.id for event in events].count(events[0].id) >= 2, "the same id comes again"


def _told(events: list[Event]) -> int:
    return len({event.id for event in events})


def _by_job(bodies: list[dict[str, Any]]) -> dict[str, dict[str, dict[str, Any]]]:
    """Group by job and event, in the order in which each first came."""
    jobs: dict[str, dict[str, dict[str, Any]]] = defaultdict(dict)
    for body in bodies:
        jobs[body["data"]["jobId"]].setdefault(body["id"], body)
    return jobs
