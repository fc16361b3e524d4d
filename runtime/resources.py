"""What a process holds open, as one async context manager a kind of process."""

import tempfile
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

import httpx
from obstore.store import S3Store
from temporalio.client import Client

from chain.networks import Networks
from db.capabilities import Capabilities, Circuits
from db.session import Database
from db.switches import Switches
from domain.social import Platforms
from events.endpoints import Endpoints
from events.outbox import Outbox
from events.vault import Vault
from jobs.leases import Leases
from jobs.routes import Router
from jobs.runs import Runs
from jobs.starts import Starts
from jobs.sweeps import Sweeps
from moderation.policy import Policy
from net.address import Gate
from net.fetch import Fetcher
from net.post import Poster
from providers._base import Proof, Provider
from providers._callbacks import Callbacks
from providers._http import Http
from runtime import chains, platforms, temporal
from runtime.catalog import adapters, job_types
from runtime.couriers import Couriers
from runtime.numbers import Numbers, load
from runtime.relay import Relay
from runtime.settings import ProviderSettings, Settings
from runtime.sweep import Sweep
from storage.blobs import Blobs
from storage.local import LocalBlobs
from storage.s3 import S3Blobs
from workflows._job import JobType

ACCOUNT_LENGTH: Final = 12


@dataclass(frozen=True, slots=True)
class Resources:
    """Everything that API and workers share."""

    settings: Settings
    numbers: Numbers
    jobs: dict[str, JobType]
    platforms: Platforms
    app: Database
    system: Database
    client: Client
    blobs: Blobs
    leases: Leases
    fetcher: Fetcher
    policy: Policy
    runs: Runs
    starts: Starts
    capabilities: Capabilities
    circuits: Circuits
    switches: Switches
    router: Router
    callbacks: Callbacks
    networks: Networks
    relay: Relay
    sweep: Sweep
    poster: Poster
    vault: Vault
    endpoints: Endpoints
    couriers: Couriers


@asynccontextmanager
async def opened(settings: Settings, *, client: Client | None = None) -> AsyncIterator[Resources]:
    """Open what a process needs; refuses database roles that row security does not bind."""
    async with AsyncExitStack() as stack:
        app = Database(
            settings.database.url.get_secret_value(), pool_size=settings.database.pool_size
        )
        stack.push_async_callback(app.close)
        system = Database(settings.database.system_url.get_secret_value(), pool_size=5)
        stack.push_async_callback(system.close)
        await app.require_ordinary_role()
        await system.require_ordinary_role()
        fetcher = Fetcher(Gate(allowed_origins=frozenset(settings.fetch.allowed_origins)))
        stack.push_async_callback(fetcher.close)
        poster = Poster(webhook_gate(settings))
        stack.push_async_callback(poster.close)
        client = client or await temporal.connect(settings.temporal, lazy=True)
        networks = await stack.enter_async_context(chains.networks(settings))
        yield _resources(
            settings, app, system, client=client, fetcher=fetcher, poster=poster, networks=networks
        )


def _resources(
    settings: Settings,
    app: Database,
    system: Database,
    *,
    client: Client,
    fetcher: Fetcher,
    poster: Poster,
    networks: Networks,
) -> Resources:
    numbers = load(settings.numbers_file)
    jobs = job_types(numbers)
    runs, starts = Runs(app), Starts(system)
    blobs = storage(settings)
    leases = Leases(app, blobs)
    capabilities = Capabilities(app)
    circuits = Circuits(app, **numbers.circuit.model_dump())
    switches = Switches(app)
    vault = Vault(settings.storage.signing_key.get_secret_value().split(","))
    return Resources(
        settings=settings,
        numbers=numbers,
        jobs=jobs,
        platforms=platforms.load(),
        app=app,
        system=system,
        client=client,
        blobs=blobs,
        leases=leases,
        fetcher=fetcher,
        policy=Policy.load(settings.moderation.rules),
        runs=runs,
        starts=starts,
        capabilities=capabilities,
        circuits=circuits,
        switches=switches,
        router=Router(
            capabilities,
            circuits,
            switches,
            system=system,
            routes=numbers.routes,
            rules=numbers.rules,
        ),
        callbacks=Callbacks(
            settings.storage.signing_key.get_secret_value(),
            public_url=settings.api.public_url,
            proofs=proofs(settings),
        ),
        networks=networks,
        relay=Relay(client, starts, jobs, numbers),
        sweep=Sweep(client, Sweeps(system), runs, leases),
        poster=poster,
        vault=vault,
        endpoints=Endpoints(app, vault),
        couriers=Couriers(client, Outbox(system), settings.database.system_url.get_secret_value()),
    )


def webhook_gate(settings: Settings) -> Gate:
    """Say where events may be sent."""
    return Gate(
        allowed_origins=frozenset(settings.webhooks.allowed_origins),
        loopback=settings.webhooks.loopback,
    )


def storage(settings: Settings) -> Blobs:
    """Open the blobs that the settings name."""
    if settings.storage.kind == "local":
        settings.storage.root.mkdir(parents=True, exist_ok=True)
        return LocalBlobs(settings.storage.root.resolve())
    s3 = settings.storage.s3
    return S3Blobs(
        S3Store(
            s3.bucket,
            endpoint=s3.endpoint,
            region=s3.region,
            access_key_id=s3.access_key_id.get_secret_value() if s3.access_key_id else None,
            secret_access_key=s3.secret_access_key.get_secret_value()
            if s3.secret_access_key
            else None,
            client_options={"allow_http": True},
        )
    )


@asynccontextmanager
async def providers(settings: Settings) -> AsyncIterator[dict[str, Provider]]:
    """Build the adapters that can serve: those with a key and an address, and those that need none."""
    async with AsyncExitStack() as stack:
        yield {
            name: await stack.enter_async_context(provider(adapter, settings))
            for name, adapter in adapters().items()
            if not missing(adapter, settings)
        }


@asynccontextmanager
async def provider(adapter: type[Provider], settings: Settings) -> AsyncIterator[Provider]:
    """Build one adapter, with a client of its own."""
    setting = settings.providers.get(adapter.name, ProviderSettings())
    key = setting.api_key.get_secret_value() if setting.api_key else None
    address = setting.base_url or adapter.base_url
    async with httpx.AsyncClient(
        base_url=address,
        headers=adapter.authorization(key) if key else {},
        auth=adapter.auth(key) if key else None,
        timeout=httpx.Timeout(setting.timeout_seconds, connect=10.0),
        limits=httpx.Limits(max_connections=1_000),
    ) as client:
        yield adapter(
            Http(adapter.name, client, hosts=adapter.hosts),
            folder=settings.weights.folder,
            account=sha256(f"{address} {key}".encode()).hexdigest()[:ACCOUNT_LENGTH],
        )


def missing(adapter: type[Provider], settings: Settings) -> tuple[str, ...]:
    """Name the variables without which a vendor cannot serve; none where it can, or needs none."""
    setting = settings.providers.get(adapter.name, ProviderSettings())
    needed = {"API_KEY": setting.api_key, "BASE_URL": setting.base_url or adapter.base_url}
    return tuple(
        f"PROVIDERS__{adapter.name.upper()}__{name}"
        for name, value in needed.items()
        if adapter.needs_key and not value
    )


def proofs(settings: Settings) -> dict[str, Proof]:
    """Name the vendors whose webhooks can be proven: those that sign by the account need its secret."""
    return {
        name: adapter.proof
        for name, adapter in adapters().items()
        if adapter.proof
        and (
            adapter.proof != "account"
            or settings.providers.get(name, ProviderSettings()).webhook_secret
        )
    }


def scratch_root(settings: Settings) -> Path:
    """Give the folder for scratch files."""
    root = settings.worker.scratch or Path(tempfile.gettempdir())
    root.mkdir(parents=True, exist_ok=True)
    return root
