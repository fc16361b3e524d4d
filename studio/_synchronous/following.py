"""Follows a job or a pipeline by its event stream, over broken connections; asks where no stream gets through."""

import time
from collections.abc import Iterator
from typing import Any, Final

import httpx
from httpx_sse import EventSource, SSEError

from studio._synchronous.transport import Transport
from studio.problems import StudioProblem

TERMINAL: Final = frozenset({"completed", "failed", "cancelled"})
STREAMS_MAX: Final = 3
"""That end without a word, one after another, until the resource is asked for instead."""
PAUSE_SECONDS: Final = 0.5
ASK_SECONDS: Final = 2.0
SILENCE_SECONDS: Final = 45.0
"""Without a keep-alive (one each 15 s) a stream is broken."""


class Bound:
    """A response whose text ends with TimeoutError at a moment of the clock; keep-alives are text too."""

    def __init__(self, response: httpx.Response, until: float | None) -> None:
        self.response, self.until = response, until
        self.headers = response.headers

    def iter_text(self) -> Iterator[str]:
        """Give the text in pieces."""
        for piece in self.response.iter_text():
            in_time(self.until)
            yield piece


def followed(
    transport: Transport, path: str, *, until: float | None = None
) -> Iterator[dict[str, Any]]:
    """Give each version of a resource's newest run once, in order, to its end. `until`: on the monotonic clock.

    Raises TimeoutError, StudioProblem.
    """
    first = (transport.send("GET", path)).json()["data"]
    run, seen, silent = first["run"], 0, 0
    while True:
        in_time(until)
        before = seen
        news = (
            _streamed(transport, path, seen, until)
            if silent < STREAMS_MAX
            else _asked(transport, path)
        )
        try:
            for found in news:
                if found["version"] < seen or found["run"] < run:
                    continue
                seen = found["version"]
                yield found
                if found["status"] in TERMINAL:
                    return
        except (httpx.TransportError, SSEError):
            pass
        silent = 0 if seen > before and silent < STREAMS_MAX else silent + 1
        time.sleep(PAUSE_SECONDS if silent < STREAMS_MAX else ASK_SECONDS)


def in_time(until: float | None) -> None:
    """Raise TimeoutError after a moment of the monotonic clock."""
    if until is not None and time.monotonic() > until:
        raise TimeoutError("it was not over in time; it goes on: wait again, or cancel it")


def _streamed(
    transport: Transport, path: str, seen: int, until: float | None
) -> Iterator[dict[str, Any]]:
    headers = {"Accept": "text/event-stream", "Cache-Control": "no-store"}
    if seen:
        headers["Last-Event-ID"] = str(seen)
    silence = httpx.Timeout(SILENCE_SECONDS, connect=10)
    with transport.http.stream(
        "GET", f"{path}/events", headers=headers, timeout=silence
    ) as response:
        if not response.is_success:
            response.read()
            problem = StudioProblem.of(response)
            if response.status_code in (401, 403, 404):
                raise problem
            raise SSEError(str(problem))
        bound: Any = Bound(response, until)
        for event in EventSource(bound).iter_sse():
            yield event.json()


def _asked(transport: Transport, path: str) -> Iterator[dict[str, Any]]:
    yield (transport.send("GET", path)).json()["data"]
