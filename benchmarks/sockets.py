"""What many sockets on one API process cost: its memory, and how soon an event reaches those who follow."""

import asyncio
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import text
from websockets.asyncio.client import ClientConnection, connect

from db.session import Database

SOCKETS = 2_000
CROWD = 500
OPENED_AT_ONCE = 20
EVENTS_A_SECOND = 40
SECONDS = 10
MOVE = text("UPDATE studio.job SET version = version + 1 WHERE tenant_id = :tenant AND id = :job")
Rows = list[tuple[str, str, str]]


@dataclass
class Watched:
    """A waiting job, whose tenant's sockets hear of it."""

    tenant: str
    token: dict[str, str]
    job_id: str
    sockets: list[ClientConnection] = field(default_factory=list)


async def measured(
    url: str, database: str, jobs: Sequence[Watched], rss: Callable[[], int]
) -> Rows:
    """Open the sockets, a crowd of them at the first job; move the jobs, and time what is heard."""
    idle, late = rss(), list[float]()
    counts = [CROWD, *[(SOCKETS - CROWD) // (len(jobs) - 1)] * (len(jobs) - 1)]
    began = time.perf_counter()
    for job, count in zip(jobs, counts, strict=True):
        await _open(url, job, count)
    opening = time.perf_counter() - began
    opened, listeners = rss(), []
    for job in jobs:
        listeners += [asyncio.create_task(_listen(socket, late)) for socket in job.sockets]
    moving = Database(database, pool_size=2)
    for number in range(EVENTS_A_SECOND * SECONDS):
        await _move(moving, jobs[1 + number % (len(jobs) - 1)])
        await asyncio.sleep(1 / EVENTS_A_SECOND)
    ordinary, most = sorted(late), rss()
    late.clear()
    for _ in range(SECONDS):
        await _move(moving, jobs[0])
        await asyncio.sleep(1)
    await moving.close()
    crowded = sorted(late)
    for listener in listeners:
        listener.cancel()
    await asyncio.gather(*(socket.close() for job in jobs for socket in job.sockets))
    total = sum(counts)
    return [
        (f"{total:,} sockets open", f"API RSS {opened} MB, most {most} MB, idle {idle} MB; in {opening:.0f} s", "≤ 400 MB"),
        (f"event to subscriber, {EVENTS_A_SECOND} a second", _times(ordinary), "≤ 150 ms p95"),
        (f"one event to {CROWD} sockets", _times(crowded), "≤ 150 ms p95"),
    ]  # fmt: skip


async def _open(url: str, job: Watched, count: int) -> None:
    limit = asyncio.Semaphore(OPENED_AT_ONCE)

    async def one() -> None:
        async with limit:
            socket = await connect(
                f"{url.replace('http', 'ws')}/studio/v1/ws",
                additional_headers=job.token, compression=None, proxy=None, ping_interval=None,
            )  # fmt: skip
            await socket.send('{"action":"subscribe"}')
            assert json.loads(await socket.recv())["data"]["id"] == job.job_id
            job.sockets.append(socket)

    await asyncio.gather(*(one() for _ in range(count)))


async def _listen(socket: ClientConnection, late: list[float]) -> None:
    while True:
        told = await socket.recv()
        now = time.time()
        assert isinstance(told, str)
        _, _, after = told.partition('"time":"')
        late.append((now - datetime.fromisoformat(after[:24]).timestamp()) * 1_000)


async def _move(database: Database, job: Watched) -> None:
    async with database.begin(job.tenant) as connection:
        await connection.execute(MOVE, {"tenant": job.tenant, "job": job.job_id})


def _times(late: list[float]) -> str:
    p50, p95 = late[len(late) // 2], late[int(len(late) * 0.95)]
    return f"p50 {p50:.0f} ms, p95 {p95:.0f} ms, most {late[-1]:.0f} ms; {len(late):,} heard"
