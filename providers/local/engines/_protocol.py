"""The engine's side of the engine protocol: one request in, progress, and one answer out.

stdin carries one line of JSON, the request. stdout carries lines of JSON: any number of
`{"progress": 0.4}` and one last `{"result": {…}}` or `{"error": {"code": …, "detail": …}}`.
Everything else that is printed goes to stderr.
"""

import json
import math
import os
import resource
import signal
import sys
import threading
from collections.abc import Callable
from typing import Final, Literal, TextIO

from domain.values import Json

LIFELINE: Final = "STUDIO_ENGINE_LIFELINE"
THREADS: Final = "OMP_NUM_THREADS"
MEMORY_BYTES_MAX: Final = "STUDIO_ENGINE_MEMORY_BYTES_MAX"
CPU_SECONDS_MAX: Final = "STUDIO_ENGINE_CPU_SECONDS_MAX"

REQUEST_BYTES_MAX: Final = 16 * 2**20
FILE_BYTES_MAX: Final = 4 * 2**30
PROGRESS_STEP_MIN: Final = 0.01

Report = Callable[[float], None]


class Refusal(Exception):
    """The engine cannot do this, and says so: the request is wrong, or something is missing."""

    def __init__(
        self, code: Literal["rejected_input", "unavailable", "malformed"], detail: str
    ) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail


def serve(work: Callable[[Json, Report], Json]) -> None:
    """Do one piece of work for the host. Any exception but a `Refusal` ends the process badly."""
    voice = _private_stdout()
    _limit()
    try:
        result = work(_request(), _reporter(voice))
    except Refusal as refusal:
        _say(voice, {"error": {"code": refusal.code, "detail": refusal.detail}})
    except MemoryError:
        _say(voice, {"error": {"code": "unavailable", "detail": "The engine ran out of memory."}})
    else:
        _say(voice, {"result": result})


def threads() -> int:
    """Read how many threads the host granted: some libraries ignore the variables."""
    return max(1, int(os.environ.get(THREADS, "1")))


def _request() -> Json:
    line = sys.stdin.buffer.readline(REQUEST_BYTES_MAX)
    if LIFELINE in os.environ:
        threading.Thread(target=_die_with_the_host, daemon=True).start()
    try:
        return json.loads(line)
    except ValueError as error:
        raise Refusal("malformed", "The request is no JSON.") from error


def _die_with_the_host() -> None:
    # The host keeps stdin open for as long as it lives and wants the answer. os.read, because a
    # buffered read would hold a lock that the interpreter needs on its way out.
    while os.read(0, 4096):
        pass
    os.killpg(os.getpgrp(), signal.SIGKILL)


def _private_stdout() -> TextIO:
    """Keep stdout for the protocol: what a library prints there goes to stderr instead."""
    sys.stdout.flush()
    voice = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    return voice


def _say(voice: TextIO, message: Json) -> None:
    voice.write(json.dumps(message, ensure_ascii=True, allow_nan=False) + "\n")
    voice.flush()


def _reporter(voice: TextIO) -> Report:
    last = -1.0

    def report(fraction: float) -> None:
        nonlocal last
        if math.isfinite(fraction) and fraction - last >= PROGRESS_STEP_MIN:
            last = min(fraction, 1.0)
            _say(voice, {"progress": round(max(last, 0.0), 3)})

    return report


def _limit() -> None:
    if sys.platform == "linux":  # elsewhere an address space cannot be limited
        _lower(resource.RLIMIT_AS, os.environ.get(MEMORY_BYTES_MAX))
    _lower(resource.RLIMIT_CPU, os.environ.get(CPU_SECONDS_MAX))
    _lower(resource.RLIMIT_FSIZE, FILE_BYTES_MAX)
    _lower(resource.RLIMIT_CORE, 0)


def _lower(limit: int, value: str | int | None) -> None:
    if value is None:
        return
    _, hard = resource.getrlimit(limit)
    least = int(value) if hard == resource.RLIM_INFINITY else min(int(value), hard)
    resource.setrlimit(limit, (least, least))
