"""The one way ffmpeg runs: confined, bounded, and dead when its worker is."""

import asyncio
import contextlib
import os
import resource
import shutil
import signal
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import imageio_ffmpeg
import structlog

from domain.errors import MediaInvalid

FONTS_FILE: Final = "fonts.conf"
STDERR_BYTES_MAX: Final = 64 * 1024
FORMATS: Final = (
    "mov,matroska,avi,mpegts,flv,ogg,wav,mp3,flac,aac,aiff,png_pipe,jpeg_pipe,webp_pipe,gif"
)
"""No playlist and no script among them: those name other files."""
SAFE: Final = ("-nostdin", "-hide_banner", "-loglevel", "error", "-y", "-max_alloc", "268435456")

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Input:
    """A file of the command's own folder. `options` stand before its `-i`; `formats` may be opened, in it and by it."""

    name: str
    options: tuple[str, ...] = ()
    formats: str = FORMATS


@dataclass(frozen=True, slots=True)
class Command:
    """What to run: inputs, then filters and outputs as arguments.

    `folder` is the private working folder; every name in the command is a file of ours inside it.
    `duration_seconds` is how much comes out, for progress.
    """

    folder: Path
    inputs: tuple[Input, ...]
    arguments: tuple[str, ...]
    duration_seconds: float | None = None

    def line(self) -> tuple[str, ...]:
        """Give the arguments of ffmpeg, each input confined to files and known containers."""
        opened = [
            part
            for source in self.inputs
            for part in (
                "-protocol_whitelist", "file,pipe", "-format_whitelist", source.formats,
                *source.options, "-i", f"file:{source.name}",
            )
        ]  # fmt: skip
        return (*SAFE, "-progress", "pipe:1", *opened, *self.arguments)


@dataclass(frozen=True, slots=True)
class Limits:
    """What one run may take: as much as a film of two hours needs. A job's own time is shorter."""

    wall_seconds: float = 4 * 3_600.0
    cpu_seconds: int = 8 * 3_600
    memory_bytes: int = 4 * 1024**3
    output_bytes: int = 4 * 1024**3


async def run(
    command: Command, *, limits: Limits | None = None, report: Callable[[float], None] | None = None
) -> str:
    """Run ffmpeg to its end; answers the tail of what it said.

    Raises MediaInvalid when it fails or outgrows its limits. What it said goes to the log, never
    to a client. Exit code 0 is not success: the caller probes what came out.
    """
    bounds = limits or Limits()
    process = await asyncio.create_subprocess_exec(
        *leash(bounds), imageio_ffmpeg.get_ffmpeg_exe(), *command.line(),
        cwd=command.folder, env=_environment(command.folder),
        stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        start_new_session=True,
    )  # fmt: skip
    assert process.stdout
    assert process.stderr
    try:
        async with asyncio.timeout(bounds.wall_seconds):
            said, _ = await asyncio.gather(
                _tail(process.stderr), _watch(process.stdout, command.duration_seconds, report)
            )
            code = await process.wait()
    except TimeoutError as error:
        raise MediaInvalid("The media took too long to work on.") from error
    finally:
        await kill(process)
    if code != 0:
        log.warning("ffmpeg_failed", code=code, said=said[-2_000:])
        raise MediaInvalid("The media could not be decoded or encoded.")
    return said


def leash(limits: Limits) -> tuple[str, ...]:
    """Bind a child to our life and to its limits, where util-linux is there to do it."""
    words: list[str] = []
    if setpriv := shutil.which("setpriv"):
        words += [setpriv, "--pdeathsig", "KILL"]
    if prlimit := shutil.which("prlimit"):
        words += [
            prlimit, f"--as={_ours(resource.RLIMIT_AS, limits.memory_bytes)}",
            f"--cpu={_ours(resource.RLIMIT_CPU, limits.cpu_seconds)}",
            f"--fsize={_ours(resource.RLIMIT_FSIZE, limits.output_bytes)}", "--core=0",
        ]  # fmt: skip
    return tuple(words)


def _ours(kind: int, wanted: int) -> int:
    """Bound a limit by our own: an engine, which has limits itself, cannot give a child more."""
    _, hard = resource.getrlimit(kind)
    return wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)


def _environment(folder: Path) -> dict[str, str]:
    """Nothing of ours but the path; the fonts of the folder's own configuration, where it has one."""
    # By its whole path: fontconfig looks for any other in its own folders, and quietly goes on without.
    own = (folder / FONTS_FILE).absolute()
    fonts = {"FONTCONFIG_FILE": str(own)} if own.exists() else {}
    return {"PATH": os.environ.get("PATH", ""), "LANG": "C.UTF-8", **fonts}


async def kill(process: asyncio.subprocess.Process) -> None:
    """End a child and all that it started."""
    if process.returncode is None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        await process.wait()


async def _tail(stream: asyncio.StreamReader) -> str:
    kept = b""
    while piece := await stream.read(8_192):
        kept = (kept + piece)[-STDERR_BYTES_MAX:]
    return kept.decode(errors="replace")


async def _watch(
    stream: asyncio.StreamReader,
    duration_seconds: float | None,
    report: Callable[[float], None] | None,
) -> None:
    while line := await stream.readline():
        name, _, value = line.decode(errors="replace").strip().partition("=")
        if report and duration_seconds and name == "out_time_us" and value.isdigit():
            report(min(int(value) / 1e6 / duration_seconds, 1.0))
