"""Measures everything in one run on one machine, and prints ours beside the floors and the goals."""

import asyncio
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx
from temporalio.client import Client

from benchmarks import engines, media, pipelines, sockets, templates, webhooks
from db.session import Database
from domain.tiers import Tier
from runtime.development import endow, mint
from runtime.embedded.stack import ROOT, Stack, _free_port

BODY = {"prompt": "a measured lake", "width": 256, "height": 256}
Rows = list[tuple[str, str, str]]


async def main() -> None:
    """Run all, print a table."""
    folder = Path(tempfile.mkdtemp(prefix="studio-bench-"))
    try:
        _print(_ready(folder / "ready"))
        _print(await media.measured(folder / "media"))
        _print(await engines.measured(folder / "engines"))
        _print(await templates.measured(folder / "templates"))
        async with Stack(folder / "home", with_processes=False) as stack:
            async with _process("-m", "cli.main", "api", environment=stack.environment) as api:
                url = f"http://127.0.0.1:{stack.environment['API__PORT']}"
                await _answers(f"{url}/health/ready")
                _print(await _submits(stack, url, api))
                _print(await _sockets(stack, url, api))
                _print(await _throughput(stack, url))
            async with _worker(stack):
                _print(await webhooks.measured(stack))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _print(rows: Rows) -> None:
    for name, value, goal in rows:
        print(f"{name:<38} {value:<72} {goal}", flush=True)


def _ready(home: Path) -> Rows:
    """Time `studio dev` to its ready line: a new home, then a used one."""
    times = []
    for _ in range(2):
        began = time.perf_counter()
        process = subprocess.Popen(
            [str(Path(sys.executable).parent / "studio"), "dev", "--home", str(home), "--json",
             "--api-port", "0", "--temporal-port", "0", "--ui-port", "0"],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        assert process.stdout
        process.stdout.readline()
        times.append(time.perf_counter() - began)
        if len(times) == 2:
            worker = _find(str(home), "worker.py")
            time.sleep(2)
            idle = _rss(worker)
        process.terminate()
        process.communicate()
    return [
        ("studio dev to ready, new home", f"{times[0]:.1f} s", "≤ 8 s"),
        ("studio dev to ready, again", f"{times[1]:.1f} s", ""),
        ("worker RSS, idle", f"{idle} MB", "≤ 350 MB"),
    ]


async def _submits(stack: Stack, url: str, api: subprocess.Popen[bytes]) -> Rows:
    rows: Rows = [("API RSS, idle", f"{_rss(api.pid)} MB", "≤ 200 MB")]
    port = _free_port()
    owner = stack.environment["DATABASE__OWNER_URL"]
    async with _process("-m", "benchmarks.floors", "post", owner, str(port)):
        floor_url = f"http://127.0.0.1:{port}"
        await _answers(f"{floor_url}/openapi.json")
        backlogged = await _tenant(stack, "backlogged", Tier.ENTERPRISE)
        alone = await _tenant(stack, "alone", Tier.ENTERPRISE)
        async with httpx.AsyncClient(base_url=floor_url, timeout=60, trust_env=False) as client:
            await _latency(client, "/floor", {}, clients=8, count=200)
            floor = {
                n: await _latency(client, "/floor", {}, clients=n, count=count)
                for n, count in ((1, 300), (32, 1200))
            }
        async with httpx.AsyncClient(
            base_url=f"{url}/studio/v1", timeout=60, trust_env=False
        ) as client:
            path = "/images/generate"
            async with _worker(stack):
                await _latency(client, path, alone, clients=8, count=60)
                await _drained(stack)
            # The capability of the worker that left is still fresh: jobs are accepted and wait.
            ours = {
                n: await _latency(client, path, alone, clients=n, count=count)
                for n, count in ((1, 150), (32, 400))
            }
            await _latency(client, path, backlogged, clients=16, count=1_000)
            behind = await _latency(client, path, backlogged, clients=1, count=150)
        for number, goal in ((1, "≤ × 4"), (32, "≤ × 3")):
            p50, p95 = ours[number]
            ratio = p50 / floor[number][0]
            rows.append((
                f"submit p50, {number} clients",
                f"{p50:.1f} ms (p95 {p95:.1f}), floor {floor[number][0]:.1f} (p95 {floor[number][1]:.1f}), × {ratio:.2f}",
                goal,
            ))  # fmt: skip
        rows.append(
            (
                "submit p50 behind 1,000 waiting",
                f"{behind[0]:.1f} ms, × {behind[0] / ours[1][0]:.2f}",
                "≤ × 1.5",
            )
        )
    return rows


async def _sockets(stack: Stack, url: str, api: subprocess.Popen[bytes]) -> Rows:
    async with _worker(stack):
        pass  # its capability is fresh for a while: jobs are accepted and wait
    watched = []
    async with httpx.AsyncClient(base_url=f"{url}/studio/v1", trust_env=False) as client:
        for number in range(41):
            token = await _tenant(stack, f"watching-{number}", Tier.ENTERPRISE)
            answer = await client.post("/images/generate", json=BODY, headers=token)
            job_id = answer.json()["data"]["jobId"]
            watched.append(sockets.Watched(f"watching-{number}", token, job_id))
    database = stack.environment["DATABASE__URL"]
    return await sockets.measured(url, database, watched, lambda: _rss(api.pid))


async def _throughput(stack: Stack, url: str) -> Rows:
    """Time jobs through an instant provider, beside the bare workflow on the same server."""
    rows: Rows = []
    async with (
        _worker(stack),
        httpx.AsyncClient(base_url=f"{url}/studio/v1", timeout=60, trust_env=False) as client,
    ):
        await _drained(stack)  # the jobs that waited
        token = await _tenant(stack, "throughput", Tier.ENTERPRISE)
        solo = [await _one(client, token) for _ in range(20)]
        overhead = statistics.median(solo)
        rates = []
        for _ in range(2):
            began = time.perf_counter()
            await _many(client, token, 200)
            await _drained(stack)
            rates.append(200 / (time.perf_counter() - began))
        rows.append(("overhead of one job, p50", f"{overhead:.0f} ms", "≤ 300 ms"))
        rows += await _histories(stack, client, token)
        rows += await _reads(client, token)
        rows += await pipelines.measured(client, token)
    floor = await _temporal_floor(stack.environment["TEMPORAL__ADDRESS"])
    rate = statistics.median(rates)
    rows.append(
        ("jobs a second", f"{rate:.1f}, bare Temporal {floor:.1f}, × {rate / floor:.2f}", "≥ × 0.6")
    )
    return rows


async def _temporal_floor(address: str) -> float:
    client = await Client.connect(address)
    async with _process("-m", "benchmarks.floors", "work", address, wait=True):
        limit = asyncio.Semaphore(50)

        async def one(name: str) -> None:
            async with limit:
                await client.execute_workflow("floor", name, id=name, task_queue="floor")

        await asyncio.gather(*(one(f"warm-{n}") for n in range(20)))
        rates = []
        for turn in range(2):
            began = time.perf_counter()
            await asyncio.gather(*(one(f"floor-{turn}-{n}") for n in range(200)))
            rates.append(200 / (time.perf_counter() - began))
    return statistics.median(rates)


async def _histories(stack: Stack, client: httpx.AsyncClient, token: dict[str, str]) -> Rows:
    rows: Rows = []
    connection = await Client.connect(stack.environment["TEMPORAL__ADDRESS"])
    for name, routing, goal in (
        ("without follow", "openai", "≤ 32, ≤ 12 kB"),
        ("with follow", "followed", "≤ 40, ≤ 12 kB"),
    ):
        body = {**BODY, "routing": {"only": [routing]}}
        job = await _finished(client, token, body)
        found = await connection.get_workflow_handle(job["id"]).describe()
        size = found.raw_description.workflow_execution_info.history_size_bytes
        rows.append(
            (
                f"history of an image job, {name}",
                f"{found.history_length} events, {size / 1000:.1f} kB",
                goal,
            )
        )
    return rows


async def _reads(client: httpx.AsyncClient, token: dict[str, str]) -> Rows:
    job = await _finished(client, token, BODY)
    path, rows = f"/jobs/{job['id']}", []
    tag = (await client.get(path, headers=token)).headers["etag"]
    for name, headers in (
        ("GET a second", token),
        ("GET 304 a second", {**token, "If-None-Match": tag}),
    ):
        began = time.perf_counter()
        await _spread(
            lambda headers=headers: client.get(path, headers=headers), clients=16, count=800
        )
        rows.append((name, f"{800 / (time.perf_counter() - began):.0f}", ""))
    return rows


async def _one(client: httpx.AsyncClient, token: dict[str, str]) -> float:
    job = await _finished(client, token, BODY)
    return (
        datetime.fromisoformat(job["completedAt"]) - datetime.fromisoformat(job["createdAt"])
    ).total_seconds() * 1_000


async def _finished(
    client: httpx.AsyncClient, token: dict[str, str], body: dict[str, Any]
) -> dict[str, Any]:
    answer = await client.post(
        "/images/generate", json=body, headers={**token, "Prefer": "wait=30"}
    )
    assert answer.status_code == 200, answer.text
    job: dict[str, Any] = answer.json()["data"]
    return job


async def _many(client: httpx.AsyncClient, token: dict[str, str], count: int) -> None:
    await _spread(
        lambda: client.post("/images/generate", json=BODY, headers=token), clients=16, count=count
    )


async def _latency(
    client: httpx.AsyncClient, path: str, token: dict[str, str], *, clients: int, count: int
) -> tuple[float, float]:
    """Give p50 and p95 in milliseconds."""
    times: list[float] = []

    async def timed() -> httpx.Response:
        began = time.perf_counter()
        answer = await client.post(path, json=BODY, headers=token)
        times.append((time.perf_counter() - began) * 1_000)
        assert answer.status_code == 202, answer.text
        return answer

    await _spread(timed, clients=clients, count=count)
    ordered = sorted(times)
    return statistics.median(ordered), ordered[int(len(ordered) * 0.95)]


async def _spread(
    call: Callable[[], Awaitable[httpx.Response]], *, clients: int, count: int
) -> None:
    async def one() -> None:
        for _ in range(count // clients):
            await call()

    await asyncio.gather(*(one() for _ in range(clients)))


async def _drained(stack: Stack) -> None:
    """Wait until no job is open."""
    database = Database(stack.environment["DATABASE__SYSTEM_URL"], pool_size=2)
    while await database.value(
        "SELECT EXISTS (SELECT FROM studio.job WHERE status IN ('queued', 'processing'))"
    ):
        await asyncio.sleep(0.05)
    await database.close()


async def _tenant(stack: Stack, name: str, tier: Tier) -> dict[str, str]:
    database = Database(stack.environment["DATABASE__URL"], pool_size=2)
    await endow(database, name, tier, op_id="bench", amount=10_000_000)
    await database.close()
    return {
        "Authorization": f"Bearer {mint(stack.environment['AUTH__DEVELOPMENT_SECRET'], tenant=name, tier=tier)}"
    }


@asynccontextmanager
async def _worker(stack: Stack) -> AsyncIterator[None]:
    numbers = stack.home / "numbers.toml"
    shipped = (ROOT / "runtime" / "numbers.toml").read_text()
    numbers.write_text(shipped.replace('image = ["openai"]', 'image = ["openai", "followed"]'))
    environment = {**stack.environment, "NUMBERS_FILE": str(numbers), "WORKER__MEDIA_SLOTS": "4"}
    async with _process("-m", "benchmarks.instant", environment=environment, wait=True):
        await asyncio.sleep(2.5)  # every process sees the capability within two seconds
        yield


@asynccontextmanager
async def _process(
    *words: str, environment: dict[str, str] | None = None, wait: bool = False
) -> AsyncIterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        [sys.executable, *words], cwd=ROOT, env=environment or {**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE if wait else subprocess.DEVNULL, stderr=None if "DEBUG" in os.environ else subprocess.DEVNULL,
    )  # fmt: skip
    try:
        if wait:
            assert process.stdout
            assert (await asyncio.to_thread(process.stdout.readline)).strip() == b"ready"
        yield process
    finally:
        process.terminate()
        await asyncio.to_thread(process.wait)


async def _answers(url: str) -> None:
    async with httpx.AsyncClient(trust_env=False) as client:
        for _ in range(400):
            try:
                if (await client.get(url)).status_code == 200:
                    return
            except httpx.TransportError:
                pass
            await asyncio.sleep(0.05)
    raise TimeoutError(url)


def _find(*words: str) -> int:
    """Find the process whose parent works in a home and whose command has a word."""
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                command = (entry / "cmdline").read_text()
                if words[1] in command and words[0] in (entry / "environ").read_text():
                    return int(entry.name)
            except OSError:
                continue
    raise LookupError(words)


def _rss(pid: int) -> int:
    line = next(
        line
        for line in Path(f"/proc/{pid}/status").read_text().splitlines()
        if line.startswith("VmRSS")
    )
    return int(line.split()[1]) // 1024


if __name__ == "__main__":
    asyncio.run(main())
    sys.stdout.write(json.dumps({"cores": os.cpu_count()}) + "\n")
