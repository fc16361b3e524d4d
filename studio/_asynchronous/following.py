"""Follows a job or a pipeline by its event stream, over broken connections; asks where no stream gets through."""

import asyncio
import time
from collections.abc import AsyncIterator
from typing import Any, Final

import httpx
from httpx_sse import EventSource, SSEError

from studio._asynchronous.transport import AsyncTransport
from studio.problems import StudioProblem

TERMINAL: Final = frozenset({"completed", "failed", "cancelled"})
STREAMS_MAX: Final = 3
"""That end without a word, one after another, until the resource is asked for instead."""
PAUSE_SECONDS: Final = 0.5
ASK_SECONDS: Final = 2.0
SILENCE_SECONDS: Final = 45.0
"""Without a keep-alive (one each 15 s) a stream is broken."""


class AsyncBound:
    """A response whose text ends with TimeoutError at a moment of the clock; keep-alives are text too."""

    def __init__(self, response: httpx.Response, until: float | None) -> None:
        self.response, self.until = response, until
        self.headers = response.headers

    async def aiter_text(self) -> AsyncIterator[str]:
        """Give the text in pieces."""
        async for piece in self.response.aiter_text():
            in_time(self.until)
            yield piece


async def followed(
    transport: AsyncTransport, path: str, *, until: float | None = None
) -> AsyncIterator[dict[str, Any]]:
    """Give each version of a resource's newest run once, in order, to its end. `until`: on the monotonic clock.

    Raises TimeoutError, StudioProblem.
    """
    first = (await transport.send("GET", path)).json()["data"]
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
            async for found in news:
                if found["version"] < seen or found["run"] < run:
                    continue
                seen = found["version"]
                yield found
                if found["status"] in TERMINAL:
                    return
        except (httpx.TransportError, SSEError):
            pass
        silent = 0 if seen > before and silent < STREAMS_MAX else silent + 1
        await asyncio.sleep(PAUSE_SECONDS if silent < STREAMS_MAX else ASK_SECONDS)


def in_time(until: float | None) -> None:
    """Raise TimeoutError after a moment of the monotonic clock."""
    if until is not None and time.monotonic() > until:
        raise TimeoutError("it was not over in time; it goes on: wait again, or cancel it")


async def _streamed(
    transport: AsyncTransport, path: str, seen: int, until: float | None
) -> AsyncIterator[dict[str, Any]]:
    headers = {"Accept": "text/event-stream", "Cache-Control": "no-store"}
    if seen:
        headers["Last-Event-ID"] = str(seen)
    silence = httpx.Timeout(SILENCE_SECONDS, connect=10)
    async with transport.http.stream(
        "GET", f"{path}/events", headers=headers, timeout=silence
    ) as response:
        if not response.is_success:
            await response.aread()
            problem = StudioProblem.of(response)
            if response.status_code in (401, 403, 404):
                raise problem
            raise SSEError(str(problem))
        bound: Any = AsyncBound(response, until)
        async for event in EventSource(bound).aiter_sse():
            yield event.json()


async def _asked(transport: AsyncTransport, path: str) -> AsyncIterator[dict[str, Any]]:
    yield (await transport.send("GET", path)).json()["data"]
