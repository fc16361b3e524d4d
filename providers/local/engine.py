"""The host's side of the engine protocol: run one engine, in a process of its own, once."""

import asyncio
import json
import os
import pkgutil
import shutil
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from domain.errors import (
    Internal,
    ProviderDown,
    ProviderFailure,
    ProviderMalformed,
    ProviderRejected,
)
from domain.values import Json
from providers.local import engines
from providers.local.engines import _protocol

NAME: Final = "local"
LINE_BYTES_MAX: Final = 16 * 2**20
STDERR_BYTES_MAX: Final = 8 * 2**10
CPU_SECONDS_MAX: Final = 4 * 3600

KEPT: Final = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "PYTHONDONTWRITEBYTECODE", "PYTHONHOME")
"""The variables an engine inherits: none of them is a secret."""
THREAD_COUNTS: Final = (_protocol.THREADS, "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
FAILURES: Final[Mapping[str, type[ProviderFailure]]] = {
    kind.code: kind for kind in (ProviderRejected, ProviderDown, ProviderMalformed)
}

OUT_OF_TURN: Final = "The engine said something that is no message."

Report = Callable[[float], None]


async def call(
    engine: str, request: Json, *, report: Report, threads: int, memory_bytes_max: int | None
) -> Json:
    """Ask an engine for one result. Cancelling kills it, with all that it started."""
    if engine not in names():
        raise Internal(f"no local engine is called {engine!r}")
    return await converse(
        _command(engine),
        request,
        report=report,
        environment=environment(threads, memory_bytes_max),
    )


def names() -> frozenset[str]:
    """List the engines there are: the public modules of `providers.local.engines`."""
    found = pkgutil.iter_modules(engines.__path__)
    return frozenset(module.name for module in found if not module.name.startswith("_"))


def environment(threads: int, memory_bytes_max: int | None) -> dict[str, str]:
    """Build all that an engine sees of our environment, with its limits."""
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    limits = {_protocol.CPU_SECONDS_MAX: str(CPU_SECONDS_MAX)}
    if memory_bytes_max is not None:
        limits[_protocol.MEMORY_BYTES_MAX] = str(memory_bytes_max)
    return {
        **kept,
        **limits,
        **dict.fromkeys(THREAD_COUNTS, str(max(1, threads))),
        "PYTHONPATH": str(Path(__file__).resolve().parents[2]),
        "PYTHONUTF8": "1",
    }


async def converse(
    command: Sequence[str], request: Json, *, report: Report, environment: Mapping[str, str]
) -> Json:
    """Start a program that speaks the protocol, hear it out, and return its result."""
    process = await _start(command, {**environment, _protocol.LIFELINE: "stdin"})
    try:
        answer, noise, _ = await asyncio.gather(
            _listen(process, report), _tail(process), _tell(process, request),
            return_exceptions=True,
        )  # fmt: skip
    except BaseException:
        _kill(process)
        raise
    finally:
        await _reap(process)
    return _result(answer, exit_code=process.returncode, noise=noise)


def _command(engine: str) -> tuple[str, ...]:
    # Where there is no setpriv, the open stdin alone tells the engine that the host is gone.
    setpriv = shutil.which("setpriv")
    leash = (setpriv, "--pdeathsig", "KILL", "--") if setpriv else ()
    return (*leash, sys.executable, "-P", "-m", f"{engines.__name__}.{engine}")


async def _start(command: Sequence[str], environment: Mapping[str, str]) -> Process:
    try:
        return await asyncio.create_subprocess_exec(
            *command,
            stdin=PIPE,
            stdout=PIPE,
            stderr=PIPE,
            limit=LINE_BYTES_MAX,
            start_new_session=True,
            env=environment,
        )
    except OSError as error:
        raise ProviderDown(NAME, "The engine could not be started.") from error


async def _tell(process: Process, request: Json) -> None:
    """Send the request, and leave stdin open: its closing means that nobody waits any more."""
    assert process.stdin is not None
    with suppress(ConnectionError):  # it died early: its exit code says more
        process.stdin.write(json.dumps(request).encode() + b"\n")
        await process.stdin.drain()


async def _listen(process: Process, report: Report) -> Json:
    """Pass progress on, return the last message. Nonsense ends the engine at once."""
    assert process.stdout is not None
    message: Json = None
    try:
        async for line in process.stdout:
            message = _message(line)
            if "progress" in message:
                report(float(message["progress"]))
    except BaseException:
        _kill(process)
        raise
    return message


def _message(line: bytes) -> Json:
    try:
        said = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ProviderMalformed(NAME, OUT_OF_TURN) from error
    match said:
        case {"progress": int() | float()} as message:
            return message
        case {"result": dict()} | {"error": {"code": str(), "detail": str()}} as message:
            return message
        case _:
            raise ProviderMalformed(NAME, OUT_OF_TURN)


async def _tail(process: Process) -> str:
    """Read all that the engine logs, and keep its end."""
    assert process.stderr is not None
    kept = b""
    while chunk := await process.stderr.read(STDERR_BYTES_MAX):
        kept = (kept + chunk)[-STDERR_BYTES_MAX:]
    return kept.decode("utf-8", "replace")


def _kill(process: Process) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


async def _reap(process: Process) -> None:
    assert process.stdin is not None
    process.stdin.close()
    await process.wait()


def _result(answer: Json, *, exit_code: int | None, noise: object) -> Json:
    failure: ProviderFailure
    match answer:
        case ProviderFailure():
            failure = answer
        case ValueError():  # from the stream: a line beyond all bounds
            failure = ProviderMalformed(NAME, OUT_OF_TURN)
        case BaseException():
            raise answer
        case {"result": dict() as result} if exit_code == 0:
            return result
        case {"error": {"code": str(code), "detail": str(detail)}} if exit_code == 0:
            failure = FAILURES.get(code, ProviderMalformed)(NAME, detail)
        case _:
            failure = ProviderMalformed(NAME, f"The engine stopped without a result ({exit_code}).")
    failure.add_note(f"engine stderr: {noise}")
    raise failure
