"""Kills parts of a running stack while jobs go through it, and holds the end against the vendor's own count."""

import asyncio
import json
import os
import random
import signal
import sys
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from db.session import Database
from ledger.audit import audit
from runtime.embedded.stack import ROOT, Stack

TERMINAL = ("completed", "failed", "cancelled")
VICTIMS = ("worker", "api", "temporal", "postgres")


@dataclass
class Report:
    """What a run of cycles found."""

    seed: int
    cycles: int = 0
    kills: Counter[str] = field(default_factory=Counter)
    accepted: list[str] = field(default_factory=list)
    statuses: Counter[str] = field(default_factory=Counter)
    without_file: int = 0
    paid_calls: int = 0
    paid_twice: dict[str, int] = field(default_factory=dict)
    ledger_sum: int = 0
    problems: list[str] = field(default_factory=list)
    open_holds: int = 0

    def line(self) -> str:
        """Say it in one line."""
        return (
            f"seed={self.seed} cycles={self.cycles} kills={dict(self.kills)} jobs={len(self.accepted)}"
            f" statuses={dict(self.statuses)} ledger_sum={self.ledger_sum} problems={self.problems}"
            f" paid_calls={self.paid_calls} double_calls={len(self.paid_twice)} without_file={self.without_file}"
            f" open_holds={self.open_holds} lost={len(self.accepted) - sum(self.statuses.values())}"
        )


async def cycles(folder: Path, *, seed: int, count: int, jobs_a_cycle: int) -> Report:
    """Run cycles of submits and kills, wait for every job, and report."""
    chance = random.Random(seed)
    report = Report(seed)
    journal = folder / "vendor.jsonl"
    async with vendor(journal) as vendor_url:
        environment = {
            "PROVIDERS__OPENAI__API_KEY": "test-key",
            "PROVIDERS__OPENAI__BASE_URL": vendor_url,
            "WORKER__GRACE_SECONDS": "1",
        }
        async with (
            Stack(folder / "home", environment=environment) as stack,
            httpx.AsyncClient(
                base_url=f"{stack.ready.api}/studio/v1", timeout=10, trust_env=False,
                headers={"Authorization": f"Bearer {stack.ready.token}"},
            ) as client,
        ):  # fmt: skip
            for cycle in range(count):
                await _cycle(stack, client, report, chance, cycle=cycle, jobs=jobs_a_cycle)
            await _settle(stack, client, report)
    calls = Counter(json.loads(line)["key"] for line in journal.read_text().splitlines())
    report.paid_calls = sum(calls.values())
    report.paid_twice = {key: times for key, times in calls.items() if times > 1}
    return report


async def _cycle(
    stack: Stack,
    client: httpx.AsyncClient,
    report: Report,
    chance: random.Random,
    *,
    cycle: int,
    jobs: int,
) -> None:
    """Submit, kill something in the middle, and wait until the API answers again."""
    report.cycles += 1
    submits = [
        asyncio.create_task(_submit(client, report, f"{cycle}-{number}")) for number in range(jobs)
    ]
    await asyncio.sleep(chance.uniform(0.05, 1.2))
    victim = chance.choice(VICTIMS) if cycle >= len(VICTIMS) else VICTIMS[cycle]
    report.kills[victim] += 1
    child = next(child for child in stack.children if child.name == victim)
    assert child.process
    with suppress(ProcessLookupError):  # still dead from the last time
        os.kill(child.process.pid, signal.SIGKILL)
    await asyncio.gather(*submits)


async def _submit(client: httpx.AsyncClient, report: Report, name: str) -> None:
    """Submit one job, with the same key until an answer comes."""
    body = {
        "prompt": f"job {name}",
        "width": 256,
        "height": 256,
        "deadlineSeconds": 45,
        "variants": 2,
    }
    headers = {"Idempotency-Key": f"{report.seed}-{name}"}
    while True:
        try:
            answer = await client.post("/images/generate", json=body, headers=headers)
        except httpx.TransportError:
            await asyncio.sleep(0.2)
            continue
        if answer.status_code == 202:
            report.accepted.append(answer.json()["data"]["jobId"])
            return
        assert answer.status_code in (409, 429, 503), (answer.status_code, answer.text)
        await asyncio.sleep(0.2)


async def _settle(stack: Stack, client: httpx.AsyncClient, report: Report) -> None:
    """Wait for every accepted job's end, then audit."""
    for job_id in report.accepted:
        job = await _ended(client, job_id)
        report.statuses[job["status"]] += 1
        if job["status"] == "completed":
            for output in job["outputs"]:
                content = await client.get(output["url"])
                report.without_file += (
                    content.status_code != 200 or len(content.content) != output["bytes"]
                )
    database = Database(stack.environment["DATABASE__SYSTEM_URL"], pool_size=2)
    found = await audit(database)
    report.ledger_sum = found.entries_sum
    report.problems = [f"{p.problem} {p.subject}" for p in found.problems]
    report.open_holds = int(
        await database.value("SELECT coalesce(sum(held), 0) FROM studio.balance")
    )
    await database.close()


async def _ended(client: httpx.AsyncClient, job_id: str) -> dict[str, Any]:
    async with asyncio.timeout(150):
        while True:
            try:
                answer = await client.get(f"/jobs/{job_id}")
                if answer.status_code == 200 and answer.json()["data"]["status"] in TERMINAL:
                    found: dict[str, Any] = answer.json()["data"]
                    return found
            except httpx.TransportError:
                pass
            await asyncio.sleep(0.3)


@asynccontextmanager
async def vendor(journal: Path) -> AsyncIterator[str]:
    """Run the vendor as a process of its own: it is never killed, and it counts."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.vendors.openai", "--journal", str(journal), "--latency", "0.3",
        cwd=ROOT, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout
    try:
        port = int(await process.stdout.readline())
        yield f"http://127.0.0.1:{port}"
    finally:
        process.kill()
        await process.communicate()
