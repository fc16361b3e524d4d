"""Jobs through vendors that flap, on workers that are killed."""

import asyncio
import json
import os
import random
import re
import signal
import sys
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Literal, TextIO

import httpx

from db.session import Database
from runtime.embedded.children import Child
from runtime.embedded.stack import ROOT, Stack
from runtime.numbers import SHIPPED
from tests.faults.account import VENDORS, Asked, Books, Report, account, name_of

AT_ONCE = 100
"""As many as the tier runs."""
DEADLINE_SECONDS = 240
CANCELLED_SHARE = 0.04
CANCELLED_SECONDS_MAX = 8.0
WINDOW_SECONDS_MAX = 20.0
CALLS_BETWEEN = 10
"""Calls, at most, that are let go before one is caught."""
QUIET_SECONDS_MAX = 30.0
ENDED_BETWEEN = 10
"""Jobs that end between two kills, where they do within that time."""
ROUTES = '[routes.image]\nrows = [{ provider = "openai" }, { provider = "bfl" }, { provider = "replicate" }]\n[routes.image-edit]'
QUICK = {"cooldown_seconds = 60": "cooldown_seconds = 3", "credits_cooldown_seconds = 900": "credits_cooldown_seconds = 4",
         "unknown_seconds = 60": "unknown_seconds = 2"}  # fmt: skip
Moment = Literal["window", "random"]


class Run:
    """One stack with two workers, three vendors, and someone who kills."""

    def __init__(
        self,
        stack: Stack,
        second: Child,
        report: Report,
        *,
        journal: Path,
        client: httpx.AsyncClient,
        system: Database,
    ) -> None:
        self.stack = stack
        self.workers = [next(each for each in stack.children if each.name == "worker"), second]
        self.report = report
        self.journal = journal
        self.client = client
        self.system = system
        self.places = asyncio.Semaphore(AT_ONCE)

    async def submit_all(self, jobs: list[Asked]) -> None:
        """Submit jobs as places become free, and see every one to its end."""
        watch = asyncio.create_task(self._watch(len(jobs)))
        cancels = []
        for job in jobs:
            await self.places.acquire()
            await self._submit(job)
            self.report.jobs.append(job)
            if job.cancel_after is not None:
                cancels.append(asyncio.create_task(self._cancel(job)))
        await asyncio.gather(*cancels)
        await watch

    async def kill(self, moment: Moment, chance: random.Random) -> None:
        """Kill one worker, at once or in the moment between a call's acceptance and its answer."""
        if moment == "random":
            self._kill(chance.choice(self.workers))
        elif caught := await self._caught(chance.randrange(CALLS_BETWEEN)):
            call, worker = caught
            self._kill(worker)
            self.report.caught.append(call)
        else:
            return
        self.report.kills[moment] += 1

    def _kill(self, worker: Child) -> None:
        assert worker.process
        with suppress(ProcessLookupError):  # still dead from the last time
            os.kill(worker.process.pid, signal.SIGKILL)

    async def _caught(self, others: int) -> tuple[str, Child] | None:
        """Wait for a call that a vendor has just accepted, after some others; tells whose it is."""
        with self.journal.open() as file, suppress(TimeoutError):
            file.seek(0, os.SEEK_END)
            async with asyncio.timeout(WINDOW_SECONDS_MAX):
                while True:
                    entry = json.loads(await _line(file))
                    others -= 1
                    for worker in self.workers if others < 0 else ():
                        if worker.process and owns(worker.process.pid, entry["port"]):
                            return name_of(entry), worker
        return None

    async def _submit(self, job: Asked) -> None:
        body = {
            "prompt": job.prompt, "variants": job.variants, "width": 256, "height": 256,
            "deadlineSeconds": DEADLINE_SECONDS, "routing": {"prefer": job.prefer},
        }  # fmt: skip
        headers = {"Idempotency-Key": f"{self.report.seed} {job.prompt}"}
        while True:
            answer = await self.client.post("/images/generate", json=body, headers=headers)
            if answer.status_code == 202:
                job.job_id = answer.json()["data"]["jobId"]
                return
            # Every vendor rests, or too much waits.
            assert answer.status_code in (429, 503), (answer.status_code, answer.text)
            await asyncio.sleep(0.5)

    async def _cancel(self, job: Asked) -> None:
        await asyncio.sleep(job.cancel_after or 0.0)
        answer = await self.client.post(f"/jobs/{job.job_id}/cancel")
        assert answer.status_code in (200, 409), answer.text

    async def _watch(self, count: int) -> None:
        """Free a place for every job that has ended, until all have; a job that never does is lost."""
        last = time.monotonic()
        while len(self.report.ended) < count and time.monotonic() - last < DEADLINE_SECONDS + 60:
            rows = await self.system.call(
                "SELECT id FROM studio.job WHERE status IN ('completed', 'failed', 'cancelled')"
            )
            for job_id in {row[0] for row in rows} - self.report.ended:
                self.report.ended.add(job_id)
                self.places.release()
                last = time.monotonic()
            await asyncio.sleep(0.3)


async def run(
    folder: Path,
    *,
    seed: int,
    count: int,
    moments: list[Moment],
    pace: float = 1.0,
    cancelled_share: float = CANCELLED_SHARE,
) -> Report:
    """Send jobs through, kill at the moments (again and again while jobs come), and hold the end to account."""
    report, chance = Report(seed), random.Random(seed)
    jobs = [_job(chance, number, cancelled_share) for number in range(count)]
    began = time.monotonic()
    async with opened(folder, report, pace=pace) as running:
        killing = asyncio.create_task(_kills(running, chance, moments))
        await running.submit_all(jobs)
        killing.cancel()
        await asyncio.gather(killing, return_exceptions=True)
        books = Books(running.journal, running.client, running.system)
        await account(report, books)
    report.seconds = time.monotonic() - began
    return report


async def _kills(running: Run, chance: random.Random, moments: list[Moment]) -> None:
    """Kill again and again, and let some jobs end in between: a worker that never lives proves nothing."""
    for moment in moments:
        await running.kill(moment, chance)
        before = len(running.report.ended)
        await asyncio.sleep(chance.uniform(3, 8))
        with suppress(TimeoutError):
            async with asyncio.timeout(QUIET_SECONDS_MAX):
                while len(running.report.ended) < before + ENDED_BETWEEN:
                    await asyncio.sleep(0.3)


def _job(chance: random.Random, number: int, cancelled_share: float) -> Asked:
    return Asked(
        prompt=f"job {number}",
        variants=chance.choice((1, 1, 2)),
        prefer=tuple(chance.sample(VENDORS, len(VENDORS))),
        cancel_after=chance.uniform(0, CANCELLED_SECONDS_MAX)
        if chance.random() < cancelled_share
        else None,
    )


@asynccontextmanager
async def opened(folder: Path, report: Report, *, pace: float) -> AsyncIterator[Run]:
    """Start vendors, stack and a second worker."""
    journal = folder / "paid.jsonl"
    async with vendors(journal, seed=report.seed, pace=pace) as roots:
        environment = environment_of(roots, folder)
        async with (
            Stack(folder / "home", environment=environment) as stack,
            second_worker(stack) as second,
            httpx.AsyncClient(
                base_url=f"{stack.ready.api}/studio/v1", timeout=30, trust_env=False,
                headers={"Authorization": f"Bearer {stack.ready.token}"},
            ) as client,
        ):  # fmt: skip
            system = Database(stack.environment["DATABASE__SYSTEM_URL"], pool_size=2)
            try:
                yield Run(stack, second, report, journal=journal, client=client, system=system)
            finally:
                await system.close()


@asynccontextmanager
async def vendors(journal: Path, *, seed: int, pace: float) -> AsyncIterator[dict[str, str]]:
    """Run the vendors as a process of their own: it is never killed."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.faults.vendors", "--journal", str(journal), "--seed", str(seed),
        "--pace", str(pace), cwd=ROOT, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout
    try:
        yield json.loads(await process.stdout.readline())
    finally:
        process.kill()
        await process.communicate()


@asynccontextmanager
async def second_worker(stack: Stack) -> AsyncIterator[Child]:
    """Run another worker beside the stack's own, kept alive like it."""
    command = (sys.executable, str(ROOT / "worker.py"))
    log_path = stack.home / "logs" / "worker-2.log"
    child = Child("worker-2", command, log_path, stack.environment)
    await child.start()
    keeping = asyncio.create_task(child.keep())
    try:
        yield child
    finally:
        keeping.cancel()
        await asyncio.gather(keeping, return_exceptions=True)
        await child.stop()


def environment_of(roots: Mapping[str, str], folder: Path) -> dict[str, str]:
    """Point the stack at the vendors, with rests short enough for a test."""
    text = re.sub(r"(?s)\[routes\.image\].*?\[routes\.image-edit\]", ROUTES, SHIPPED.read_text())
    for shipped, quick in QUICK.items():
        assert shipped in text
        text = re.sub(rf"(?m)^{re.escape(shipped)}\b", quick, text)
    numbers = folder / "numbers.toml"
    numbers.write_text(text)
    paths = {"openai": "", "bfl": "", "replicate": "/v1"}
    return {
        **{f"PROVIDERS__{name.upper()}__API_KEY": "test-key" for name in roots},
        **{f"PROVIDERS__{name.upper()}__BASE_URL": root + paths[name] for name, root in roots.items()},
        "FETCH__ALLOWED_ORIGINS": json.dumps(list(roots.values())),
        "NUMBERS_FILE": str(numbers),
        "WORKER__GRACE_SECONDS": "1",
    }  # fmt: skip


async def _line(file: TextIO) -> str:
    """Wait for the next line of a file that another process writes."""
    line = ""
    while not (line := line + file.readline()).endswith("\n"):
        await asyncio.sleep(0.01)
    return line


def owns(pid: int, port: int) -> bool:
    """Tell whether a process holds the connection from a local port."""
    local = f"0100007F:{port:04X}"
    rows = (line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:])
    sockets = {f"socket:[{row[9]}]" for row in rows if row[1] == local}
    with suppress(OSError):
        for descriptor in Path(f"/proc/{pid}/fd").iterdir():
            with suppress(OSError):
                if str(descriptor.readlink()) in sockets:
                    return True
    return False
