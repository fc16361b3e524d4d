"""The whole stack in one home folder: started in order, watched, and stopped without a trace."""

import asyncio
import contextlib
import fcntl
import json
import os
import secrets
import shutil
import socket
import sys
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import IO, Final, Self

import httpx
import structlog

from db.migrate import upgrade
from domain.errors import Conflict, Internal
from domain.values import Value
from runtime import templates
from runtime.development import provision, worker_is_there
from runtime.embedded.children import Child
from runtime.embedded.postgres import Postgres
from runtime.embedded.temporal import Temporal

ROOT: Final = Path(__file__).resolve().parent.parent.parent
READY_SECONDS: Final = 60.0
ROLES: Final = ("postgres", "studio_owner", "studio_app", "studio_system", "development", "signing")
GRACE_SECONDS: Final = "2"
"""Who presses Ctrl-C waits for it; what was cut short goes on at the next start."""
PASSED_ON: Final = (
    "PROVIDERS__", "MODERATION__", "LOG__", "WEIGHTS__", "FETCH__", "WORKER__", "API__CORS",
    "STORAGE__URL", "NUMBERS_FILE",
)  # fmt: skip

log = structlog.get_logger(__name__)


class Ready(Value):
    """Where everything is."""

    api: str
    ui: str
    temporal: str
    database: str
    token: str
    api_key: str


class Stack:
    """PostgreSQL, Temporal, API and worker. State lives in the home folder: a restart goes on where it stopped."""

    def __init__(
        self,
        home: Path,
        *,
        api_port: int = 0,
        temporal_port: int = 0,
        ui_port: int = 0,
        with_processes: bool = True,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self.home = home.resolve()
        self.asked = {"api": api_port, "temporal": temporal_port, "ui": ui_port, "postgres": 0}
        self.with_processes = with_processes
        self.extra = dict(environment or {})
        self.ready: Ready
        self.children: list[Child] = []
        self._watchers: list[asyncio.Task[None]] = []
        self._lock: IO[str] | None = None

    async def __aenter__(self) -> Self:
        try:
            await self.start()
        except BaseException:
            await self.stop()
            raise
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.stop()

    async def start(self) -> None:
        """Bring everything up, as much as possible at once. Raises Conflict when the home is in use."""
        (self.home / "logs").mkdir(parents=True, exist_ok=True)
        self._take_home()
        self._clear_scratch()
        self.secrets = self._secrets()
        ports = self._ports()
        self.postgres = Postgres(self.home, ports["postgres"], self.secrets["postgres"])
        self.temporal = Temporal(self.home, ports["temporal"], ports["ui"])
        self.environment = self._environment(ports)
        self.children = [self.postgres.child, self.temporal.child]
        _, (token, api_key) = await asyncio.gather(self.temporal.start(), self._database())
        if self.with_processes:
            await self._processes(ports)
        self._watchers = [asyncio.create_task(child.keep()) for child in self.children]
        self.ready = Ready(
            api=f"http://127.0.0.1:{ports['api']}",
            ui=f"http://127.0.0.1:{ports['ui']}",
            temporal=f"127.0.0.1:{ports['temporal']}",
            database=self.environment["DATABASE__URL"],
            token=token,
            api_key=api_key,
        )

    async def stop(self) -> None:
        """Stop everything, those that depend first."""
        for watcher in self._watchers:
            watcher.cancel()
        await asyncio.gather(*self._watchers, return_exceptions=True)
        ours, theirs = self.children[2:], self.children[:2]
        for group in (ours, theirs):
            await asyncio.gather(*(child.stop() for child in group))
        if self._lock:
            self._lock.close()

    async def _database(self) -> tuple[str, str]:
        await self.postgres.start()
        await self.postgres.prepare(self.secrets["studio_owner"])
        await upgrade(
            self.environment["DATABASE__OWNER_URL"],
            app_url=self.environment["DATABASE__URL"],
            system_url=self.environment["DATABASE__SYSTEM_URL"],
        )
        await templates.seed(self.environment["DATABASE__SYSTEM_URL"])
        credentials = await provision(self.environment, home=self.home)
        return credentials.token, credentials.api_key

    async def _processes(self, ports: Mapping[str, int]) -> None:
        logs = self.home / "logs"
        api = Child(
            "api", (sys.executable, "-m", "cli.main", "api"), logs / "api.log", self.environment
        )
        worker = Child(
            "worker",
            (sys.executable, str(ROOT / "worker.py")),
            logs / "worker.log",
            self.environment,
        )
        self.children += [api, worker]
        await asyncio.gather(api.start(), worker.start())
        await self._wait_for_api(f"http://127.0.0.1:{ports['api']}", api, worker)

    async def _wait_for_api(self, url: str, api: Child, worker: Child) -> None:
        """Wait until the API answers, and a worker has said what it can do."""
        async with asyncio.timeout(READY_SECONDS), httpx.AsyncClient(trust_env=False) as client:
            while True:
                for child in (api, worker):
                    if child.process and child.process.returncode is not None:
                        raise Internal(f"The {child.name} did not start: {child.tail()}")
                with contextlib.suppress(httpx.TransportError):
                    if (await client.get(f"{url}/health/ready")).status_code == httpx.codes.OK:
                        break
                await asyncio.sleep(0.05)
            while not await worker_is_there(self.environment):  # noqa: ASYNC110 - another process says so
                await asyncio.sleep(0.05)

    def _take_home(self) -> None:
        self._lock = (self.home / "lock").open("w")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise Conflict(
                f"Another stack uses {str(self.home)!r}: stop it, or name another --home."
            ) from error

    def _clear_scratch(self) -> None:
        """Remove what killed processes left; the home is ours alone."""
        scratch = self.home / "scratch"
        scratch.mkdir(exist_ok=True)
        for left in scratch.glob("studio-*"):
            shutil.rmtree(left, ignore_errors=True)

    def _secrets(self) -> dict[str, str]:
        path = self.home / "secrets.json"
        known: dict[str, str] = json.loads(path.read_text()) if path.exists() else {}
        if missing := [role for role in ROLES if role not in known]:
            known |= {role: secrets.token_hex(32) for role in missing}
            path.touch(mode=0o600)
            path.write_text(json.dumps(known))
        return known

    def _ports(self) -> dict[str, int]:
        """Use the ports that were asked for, else those of last time while they are free."""
        path = self.home / "ports.json"
        last: dict[str, int] = json.loads(path.read_text()) if path.exists() else {}
        ports = {
            name: asked or (last[name] if _is_free(last.get(name, 0)) else _free_port())
            for name, asked in self.asked.items()
        }
        path.write_text(json.dumps(ports))
        return ports

    def _environment(self, ports: Mapping[str, int]) -> dict[str, str]:
        passed = {name: value for name, value in os.environ.items() if name.startswith(PASSED_ON)}
        plain = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        public = f"http://127.0.0.1:{ports['api']}"
        return {
            "WORKER__GRACE_SECONDS": GRACE_SECONDS, **plain, **passed,
            "PYTHONPATH": str(ROOT), "TMPDIR": str(self.home / "scratch"),
            "DATABASE__URL": self._url("studio_app"),
            "DATABASE__SYSTEM_URL": self._url("studio_system"),
            "DATABASE__OWNER_URL": self._url("studio_owner"),
            "TEMPORAL__ADDRESS": f"127.0.0.1:{ports['temporal']}",
            "TEMPORAL__NAMESPACE": "default",
            "TEMPORAL__UI_URL": f"http://127.0.0.1:{ports['ui']}",
            "STORAGE__KIND": "local",
            "STORAGE__ROOT": str(self.home / "blobs"),
            "STORAGE__SIGNING_KEY": self.secrets["signing"],
            "API__HOST": "127.0.0.1",
            "API__PORT": str(ports["api"]),
            "API__PUBLIC_URL": public,
            "AUTH__DEVELOPMENT_SECRET": self.secrets["development"],
            **self.extra,
        }  # fmt: skip

    def _url(self, role: str) -> str:
        return self.postgres.url(role, password=self.secrets[role])


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _is_free(port: int) -> bool:
    if not port:
        return False
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True
