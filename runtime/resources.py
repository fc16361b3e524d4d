"""What a process holds open, as one async context manager a kind of process."""

import tempfile
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
from obstore.store import S3Store
from temporalio.client import Client

from db.capabilities import Capabilities, Circuits
from db.session import Database
from jobs.leases import Leases
from jobs.routes import Router
from jobs.runs import Runs
from jobs.starts import Starts
from jobs.sweeps import Sweeps
from moderation.policy import Policy
from net.address import Gate
from net.fetch import Fetcher
from providers._base import Provider
from providers._http import Http
from runtime import temporal
from runtime.catalog import adapters, job_types
from runtime.numbers import Numbers, load
from runtime.relay import Relay
from runtime.settings import Settings
from runtime.sweep import Sweep
from storage.blobs import Blobs
from storage.local import LocalBlobs
from storage.s3 import S3Blobs
from workflows._job import JobType


@dataclass(frozen=True, slots=True)
class Resources:
    """Everything that API and workers share."""

    settings: Settings
    numbers: Numbers
    jobs: dict[str, JobType]
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
    router: Router
    relay: Relay
    sweep: Sweep


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
        client = client or await temporal.connect(settings.temporal, lazy=True)
        yield _resources(settings, app, system, client=client, fetcher=fetcher)


def _resources(
    settings: Settings, app: Database, system: Database, *, client: Client, fetcher: Fetcher
) -> Resources:
    numbers = load(settings.numbers_file)
    jobs = job_types(numbers)
    runs, starts = Runs(app), Starts(system)
    blobs = storage(settings)
    leases = Leases(app, blobs)
    capabilities = Capabilities(app)
    circuits = Circuits(app, **numbers.circuit.model_dump())
    return Resources(
        settings=settings,
        numbers=numbers,
        jobs=jobs,
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
        router=Router(
            capabilities,
            circuits,
            order={ability.value: names for ability, names in numbers.routes.items()},
            tries=numbers.retry.tries,
        ),
        relay=Relay(client, starts, jobs, numbers),
        sweep=Sweep(client, Sweeps(system), runs, leases),
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
    """Build the adapters that can serve: those with a key, and those that need none."""
    async with AsyncExitStack() as stack:
        built: dict[str, Provider] = {}
        for name, adapter in adapters().items():
            setting = settings.providers.get(name)
            key = setting.api_key.get_secret_value() if setting and setting.api_key else None
            if adapter.needs_key and not key:
                continue
            client = httpx.AsyncClient(
                base_url=(setting and setting.base_url) or adapter.base_url,
                headers=adapter.authorization(key) if key else {},
                auth=adapter.auth(key) if key else None,
                timeout=httpx.Timeout(setting.timeout_seconds if setting else 180.0, connect=10.0),
                limits=httpx.Limits(max_connections=1_000),
            )
            await stack.enter_async_context(client)
            built[name] = adapter(
                Http(name, client, hosts=adapter.hosts), folder=settings.weights.folder
            )
        yield built


def scratch_root(settings: Settings) -> Path:
    """Give the folder for scratch files."""
    root = settings.worker.scratch or Path(tempfile.gettempdir())
    root.mkdir(parents=True, exist_ok=True)
    return root
