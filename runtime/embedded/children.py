"""Child processes that die with us, also when we are killed."""

import asyncio
import contextlib
import os
import shutil
import signal
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import structlog

STOP_SECONDS: Final = 20.0
RESTART_SECONDS_MAX: Final = 10.0

log = structlog.get_logger(__name__)


@dataclass(slots=True)
class Child:
    """A program, how to stop it, and its log. `leash` is the signal it gets when we die; `inherited` are sockets."""

    name: str
    command: Sequence[str]
    log_path: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    stop_signal: signal.Signals = signal.SIGTERM
    leash: str = "KILL"
    inherited: tuple[int, ...] = ()
    process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        """Start it in a session of its own, so that Ctrl-C reaches us alone."""
        with self.log_path.open("ab") as output:
            self.process = await asyncio.create_subprocess_exec(
                *self._leashed(),
                env=dict(self.environment) or None,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
                pass_fds=self.inherited,
            )

    async def stop(self) -> None:
        """Ask it to stop, and kill it when it does not."""
        process = self.process
        if process is None or process.returncode is not None:
            return
        with contextlib.suppress(ProcessLookupError):
            process.send_signal(self.stop_signal)
        try:
            async with asyncio.timeout(STOP_SECONDS):
                await process.wait()
        except TimeoutError:
            log.warning("child_killed", child=self.name)
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            await process.wait()

    async def keep(self) -> None:
        """Start it again whenever it ends; give it longer each time it ends at once."""
        wait = 0.2
        while True:
            assert self.process
            began = asyncio.get_running_loop().time()
            code = await self.process.wait()
            lived = asyncio.get_running_loop().time() - began
            wait = 0.2 if lived > RESTART_SECONDS_MAX else min(wait * 2, RESTART_SECONDS_MAX)
            log.warning("child_ended", child=self.name, code=code, again_in_seconds=round(wait, 1))
            await asyncio.sleep(wait)
            await self.start()

    def tail(self) -> str:
        """Give the end of its log."""
        with contextlib.suppress(OSError):
            return self.log_path.read_text(errors="replace")[-2_000:]
        return ""

    def _leashed(self) -> tuple[str, ...]:
        setpriv = shutil.which("setpriv")
        if setpriv is None:
            return tuple(self.command)
        if self.command[0] == setpriv:  # it changes its user, and a change of user cuts the leash
            return (setpriv, "--pdeathsig", self.leash, *self.command[1:])
        return (setpriv, "--pdeathsig", self.leash, *self.command)
