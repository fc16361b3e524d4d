"""How soon an event reaches its receiver: alone, and beside tenants whose receivers never answer."""

import asyncio
import json
import statistics
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from db.ids import new_id
from db.session import Database
from domain.identity import Identity
from domain.tiers import Tier
from domain.webhooks import EventType
from events.endpoints import Endpoints
from events.outbox import emit
from events.vault import Vault
from runtime.embedded.stack import Stack

DEAD_TENANTS, DEAD_ENDPOINTS, DEAD_EVENTS = 10, 20, 20
EVENTS = 200
SPACING_SECONDS = 0.03
Rows = list[tuple[str, str, str]]


@dataclass
class Listener:
    """A server that takes events at once, or at `/dead` never; it keeps when each came."""

    came: dict[int, float] = field(default_factory=dict)
    hanging: int = 0
    most_hanging: int = 0
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        if head.startswith("POST /dead"):
            self.hanging += 1
            self.most_hanging = max(self.hanging, self.most_hanging)
            while await reader.read(65_536):
                pass
            self.hanging -= 1
        else:
            size = int(head.lower().partition("content-length:")[2].split("\r\n")[0])
            number = json.loads(await reader.readexactly(size))["data"]["number"]
            self.came.setdefault(number, time.perf_counter())
            self.changed.set()
            writer.write(b"HTTP/1.1 204 No Content\r\n\r\n")
        writer.close()


async def measured(stack: Stack) -> Rows:
    """Measure on a stack whose worker runs."""
    app = Database(stack.environment["DATABASE__URL"], pool_size=8)
    endpoints = Endpoints(app, Vault([stack.environment["STORAGE__SIGNING_KEY"]]))
    listener = Listener()
    try:
        async with _listening(listener) as url:
            await _endpoint(endpoints, "quick", f"{url}/quick")
            alone = await _latencies(app, listener, first=0)
            for number in range(DEAD_TENANTS):
                await _dead(app, endpoints, f"dead-{number}", f"{url}/dead")
            onset = await _latencies(app, listener, first=EVENTS)
            await _all_known_dead(stack)
            beside = await _latencies(app, listener, first=2 * EVENTS)
    finally:
        await app.close()
    dead = f"{DEAD_TENANTS} tenants × {DEAD_ENDPOINTS} dead endpoints × {DEAD_EVENTS} events"
    return [
        ("event to its receiver, alone", _told(alone), ""),
        ("the same as dead receivers begin", f"{_told(onset)}; {dead}", ""),
        ("the same beside dead receivers", f"{_told(beside)}, × {_p(beside, 50) / _p(alone, 50):.2f}", "p50 ≤ × 2"),
        ("requests that hang, at most", str(listener.most_hanging), f"≤ {DEAD_TENANTS * 32}"),
    ]  # fmt: skip


async def _all_known_dead(stack: Stack) -> None:
    """Wait until every dead endpoint has failed so often that it rests between tries."""
    database = Database(stack.environment["DATABASE__SYSTEM_URL"], pool_size=2)
    async with asyncio.timeout(180):
        while await database.value(
            "SELECT EXISTS (SELECT FROM studio.webhook WHERE tenant_id <> 'quick' AND failures < 3)"
        ):
            await asyncio.sleep(0.2)
    await database.close()


async def _latencies(app: Database, listener: Listener, *, first: int) -> list[float]:
    """Write events one after the other, and give the milliseconds until each came."""
    sent = {}
    for number in range(first, first + EVENTS):
        await _emit(app, "quick", {"number": number})
        sent[number] = time.perf_counter()
        await asyncio.sleep(SPACING_SECONDS)
    async with asyncio.timeout(120):
        while not sent.keys() <= listener.came.keys():
            listener.changed.clear()
            await listener.changed.wait()
    return sorted(max(0.0, listener.came[number] - at) * 1_000 for number, at in sent.items())


async def _dead(app: Database, endpoints: Endpoints, tenant: str, url: str) -> None:
    for _ in range(DEAD_ENDPOINTS):
        await _endpoint(endpoints, tenant, url)
    for number in range(DEAD_EVENTS):
        await _emit(app, tenant, {"number": number})


async def _emit(app: Database, tenant: str, data: dict[str, int]) -> None:
    async with app.begin(tenant) as connection:
        await emit(connection, tenant, EventType.TEMPLATE_UPDATED, new_id("tmpl"), data)


async def _endpoint(endpoints: Endpoints, tenant: str, url: str) -> None:
    identity = Identity(tenant_id=tenant, user_id="bench", tier=Tier.PRO)
    await endpoints.create(identity, url, (), "")


@asynccontextmanager
async def _listening(listener: Listener) -> AsyncIterator[str]:
    server = await asyncio.start_server(listener.serve, "127.0.0.1", 0)
    yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    server.close()


def _p(values: list[float], percent: int) -> float:
    return statistics.quantiles(values, n=100)[percent - 1]


def _told(values: list[float]) -> str:
    return f"p50 {_p(values, 50):.0f} ms, p95 {_p(values, 95):.0f} ms"
