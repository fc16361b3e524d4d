"""The whole house in one process for tests: real PostgreSQL, real Temporal, a real HTTP server, vendors of our own."""

import asyncio
import json
import re
import socket
from collections.abc import AsyncIterator, Callable, Container
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

import httpx
import uvicorn
from temporalio.client import Client

from api.app import create
from api.server import Server, configured
from db.ids import new_id
from domain.identity import Role
from domain.tiers import Tier
from events.bells import Bells
from events.hub import Hub
from providers._base import Provider
from providers._http import Http
from providers.local import Local
from providers.openai import OpenAI
from runtime import resources, temporal
from runtime.development import endow, mint
from runtime.embedded.stack import Stack
from runtime.numbers import SHIPPED
from runtime.presence import Presence
from runtime.settings import FetchSettings, Settings
from runtime.workers import workers
from tests.halts import Halts
from tests.vendors import openai as fake
from tests.vendors.allround import Allround
from tests.vendors.filmer import Filmer, OneShot, SecondUnit, Till
from tests.vendors.sculptor import Sculptor
from tests.vendors.shelf import Shelf
from tests.vendors.slow import Narrow, Patient, Slow
from tests.vendors.voicer import Voicer, Voices

TERMINAL = ("completed", "failed", "cancelled")
FIRST = {
    "image": ("openai", "slowvendor"),
    "video": ("filmer", "secondunit"),
    "speech": ("openai", "elevenlabs"),
    "voice-clone": ("elevenlabs", "heygen"),
    "model-3d": ("local", "sculptor"),
}
"""The vendors of ours that stand in for all others."""
SEGMENTS = """[segments]
from_seconds = 14
seconds = 4
at_once = 2
count_max = 60
"""
"""Films of a few seconds are long."""
QUEUES = ("studio", "studio-providers", "studio-media", "studio-webhooks")


@dataclass
class Caller:
    """A tenant's user, and what they may do."""

    tenant: str
    http: httpx.AsyncClient
    token: str

    async def submit(self, path: str, body: dict[str, Any], **headers: str) -> httpx.Response:
        """Send a job."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return await self.http.post(path, json=body, headers=named)

    async def accepted(self, path: str, body: dict[str, Any]) -> str:
        """Submit a job that must be accepted; answers its id."""
        response = await self.submit(path, body)
        assert response.status_code == 202, response.text
        return str(response.json()["data"]["jobId"])

    async def job(self, job_id: str) -> dict[str, Any]:
        """Read a job."""
        response = await self.http.get(f"/jobs/{job_id}")
        assert response.status_code == 200, response.text
        found: dict[str, Any] = response.json()["data"]
        return found

    async def until(
        self, job_id: str, *wanted: str, field: str = "status", after: int = 0
    ) -> dict[str, Any]:
        """Follow a job's events after a version until a field has one of the values."""
        return await self.seen(job_id, lambda job: job[field] in wanted, after=after)

    async def seen(
        self, job_id: str, is_it: Callable[[dict[str, Any]], bool], *, after: int = 0
    ) -> dict[str, Any]:
        """Follow a job's events after a version until one shows what is waited for."""
        headers = {"Last-Event-ID": str(after)}
        async with self.http.stream("GET", f"/jobs/{job_id}/events", headers=headers) as response:
            async for line in response.aiter_lines():
                if line.startswith("data: ") and is_it(job := json.loads(line[6:])):
                    found: dict[str, Any] = job
                    return found
        raise AssertionError(f"{job_id} never showed it: {await self.job(job_id)}")

    async def ended(self, job_id: str) -> dict[str, Any]:
        """Wait for a job's end."""
        job = await self.job(job_id)
        if job["status"] not in TERMINAL:
            await self.until(job_id, *TERMINAL, after=job["version"])
        return await self.job(job_id)

    async def finished(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """Submit, and wait for the end."""
        return await self.ended(await self.accepted(path, body))

    async def wallet(self) -> tuple[int, int]:
        """Read what is available and what is held."""
        data = (await self.http.get("/wallet")).json()["data"]
        return data["available"], data["held"]


@dataclass
class House:
    """What the tests share: each test has tenants of its own."""

    url: str
    stack: Stack
    settings: Settings
    resources: resources.Resources
    client: Client
    vendor: fake.Vendor
    slow: Slow
    films: Till
    voices: Voices
    allround: Allround
    shelf: Shelf
    halts: Halts
    providers: dict[str, Provider]
    callers: list[httpx.AsyncClient] = field(default_factory=list)

    async def caller(
        self,
        *,
        tier: Tier = Tier.PRO,
        credits: int = 1_000,
        roles: tuple[Role, ...] = (),
        operator: bool = False,
    ) -> Caller:
        """Make a tenant with credits, and someone who calls for it."""
        tenant = f"t-{new_id('evt')[-12:]}"
        await endow(self.resources.app, tenant, tier, op_id="start", amount=credits)
        return self.as_tenant(tenant, tier=tier, roles=roles, operator=operator)

    def as_tenant(
        self,
        tenant: str,
        *,
        tier: Tier = Tier.PRO,
        roles: tuple[Role, ...] = (),
        operator: bool = False,
    ) -> Caller:
        """Call for a tenant."""
        secret = self.settings.auth.development_secret
        assert secret
        token = mint(
            secret.get_secret_value(), tenant=tenant, tier=tier, roles=roles, operator=operator
        )
        http = httpx.AsyncClient(
            base_url=f"{self.url}/studio/v1",
            headers={"Authorization": f"Bearer {token}"},
            timeout=60,
            trust_env=False,
        )
        self.callers.append(http)
        return Caller(tenant, http, token)

    def paid(self, word: str) -> list[str | None]:
        """Give the keys of the paid calls at the first vendor whose text has a word."""
        return [call["key"] for call in self.vendor.calls if word in call["text"]]


@asynccontextmanager
async def opened(
    stack: Stack, folder: Path, *, only: Container[str] | None = None
) -> AsyncIterator[House]:
    """Open API, workers and vendors around a stack; of the vendors `only` these serve, if any are named."""
    settings = settings_of(stack, folder)
    client = await temporal.connect(settings.temporal)
    vendor, voices, shelf = fake.Vendor(), Voices(), Shelf()
    async with (
        serving(shelf.app()) as shelf.url,
        serving(create(_fetching_from(shelf, settings))) as url,
        serving(fake.create(vendor)) as vendor_url,
        serving(voices.app()) as voices_url,
        resources.opened(settings, client=client) as opened_resources,
    ):
        settings.api.public_url = url
        halts = Halts(opened_resources.runs)
        shared = replace(opened_resources, runs=halts)
        async with (
            httpx.AsyncClient(
                base_url=vendor_url,
                headers={"Authorization": "Bearer test-key"},
                timeout=httpx.Timeout(20),
                trust_env=False,
            ) as wire,
            httpx.AsyncClient(
                base_url=voices_url,
                headers=Voicer.authorization("test-key"),
                timeout=httpx.Timeout(20),
                trust_env=False,
            ) as voice_wire,
        ):
            slow, allround = Slow(Http("slowvendor", wire)), Allround(Http("allround", wire))
            providers: dict[str, Provider] = {
                "openai": OpenAI(Http("openai", wire)),
                "slowvendor": slow,
                "narrowvendor": Narrow(Http("narrowvendor", wire)),
                "patientvendor": Patient(Http("patientvendor", wire)),
                "filmer": Filmer(Http("filmer", wire)),
                "oneshot": OneShot(Http("oneshot", wire)),
                "secondunit": SecondUnit(Http("secondunit", wire)),
                "sculptor": Sculptor(Http("sculptor", wire)),
                "allround": allround,
                "elevenlabs": Voicer(Http("elevenlabs", voice_wire), account="ours"),
                "local": Local(Http("local", wire)),
            }
            serving_here = {
                name: each for name, each in providers.items() if only is None or name in only
            }
            async with working(client, shared, serving_here):
                house = House(
                    url,
                    stack,
                    settings,
                    shared,
                    client,
                    vendor,
                    slow,
                    Filmer.till,
                    voices,
                    allround,
                    shelf,
                    halts,
                    providers,
                )
                yield house
                for caller in house.callers:
                    await caller.aclose()


@asynccontextmanager
async def working(
    client: Client, shared: resources.Resources, providers: dict[str, Provider]
) -> AsyncIterator[None]:
    """Run workers, relay and presence as a worker process does."""
    presence = Presence(shared.capabilities, providers, QUEUES)
    await presence.announce()
    hub = Hub(shared.settings.database.system_url.get_secret_value(), shared.relay.heard)
    bells = Bells(shared.settings.database.system_url.get_secret_value())
    running = workers(client, shared, providers, QUEUES, bells=bells, find_seconds=0.3)
    loops = [
        asyncio.create_task(loop)
        for loop in (
            shared.relay.run(),
            presence.run(),
            hub.run(),
            bells.run(),
            shared.couriers.run(),
        )
    ]
    async with contextmanagers(running):
        yield
        for loop in loops:
            loop.cancel()
        await asyncio.gather(*loops, return_exceptions=True)


@asynccontextmanager
async def contextmanagers(running: list[Any]) -> AsyncIterator[None]:
    """Enter workers together, and leave them together."""
    for worker in running:
        await worker.__aenter__()
    try:
        yield
    finally:
        await asyncio.gather(*(worker.__aexit__(None, None, None) for worker in running))


@asynccontextmanager
async def serving(app: Any, *, port: int = 0) -> AsyncIterator[str]:
    """Serve an application on a port, or a free one."""
    config = configured(
        app,
        host="127.0.0.1",
        port=port,
        log_level="error",
        log_config=None,
        timeout_graceful_shutdown=2,
    )
    server = Prompt(app, config)
    bound = config.bind_socket()
    task = asyncio.create_task(server.serve(sockets=[bound]))
    try:
        while not server.started:
            assert not task.done(), task
            await asyncio.sleep(0.002)
        yield f"http://127.0.0.1:{bound.getsockname()[1]}"
    finally:
        server.asked_to_stop.set()
        await task


TURNS: Final = 10
"""Of the event loop, in which a server sees that its clients have hung up."""


class Prompt(Server):
    """A server that stops when it is told to: the usual one looks ten times a second, thousands of times in a run,
    and waits for a tenth of one although all its clients have hung up.
    """

    def __init__(self, app: Any, config: uvicorn.Config) -> None:
        super().__init__(app, config)
        self.asked_to_stop = asyncio.Event()

    async def main_loop(self) -> None:
        await self.on_tick(0)
        await self.asked_to_stop.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for _ in range(TURNS):
            if self.server_state.connections:
                await asyncio.sleep(0)
        if self.server_state.connections or self.server_state.tasks:
            await super().shutdown(sockets)
            return
        for server in self.servers:
            server.close()
        for each in sockets or ():
            each.close()
        await self.lifespan.shutdown()


def _fetching_from(shelf: Shelf, settings: Settings) -> Settings:
    settings.fetch = FetchSettings(allowed_origins=(shelf.url,))
    return settings


def settings_of(stack: Stack, folder: Path) -> Settings:
    """Read a stack's environment as a process would, with vendors first and circuits that stay closed."""
    numbers = folder / "numbers.toml"
    text = SHIPPED.read_text()
    for ability, (first, second) in FIRST.items():
        rows = f'[routes.{ability}]\nrows = [{{ provider = "{first}" }}, {{ provider = "{second}" }}]\n['
        text = re.sub(rf"(?s)\[routes\.{ability}\].*?\n\[", rows, text)
    text = text.replace("failures = 5 ", "failures = 100000 ")
    text = text.replace("unknown_seconds = 60", "unknown_seconds = 3")
    text = re.sub(r"(?s)\n\[segments\].*", f"\n{SEGMENTS}", text)
    numbers.write_text(f"{text}\n[vendors.narrowvendor]\nat_once = 1\n")
    nested: dict[str, Any] = {}
    for name, value in {**stack.environment, "NUMBERS_FILE": str(numbers)}.items():
        place = nested
        *path, last = name.lower().split("__")
        for part in path:
            place = place.setdefault(part, {})
        place[last] = value
    known = {name: nested[name] for name in Settings.model_fields if name in nested}
    return Settings(**known)
