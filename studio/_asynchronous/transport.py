"""Sends requests, and sends again what may be sent twice: reads, and writes that carry an Idempotency-Key."""

from types import TracebackType
from typing import Any, Final, Self
from urllib.parse import quote
from uuid import uuid4

import httpx
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception, stop_after_attempt
from tenacity.wait import wait_random_exponential

from studio.problems import StudioProblem

BASE: Final = "/studio/v1"
TRIES: Final = 6
WAIT_SECONDS_MAX: Final = 60.0
TIMEOUT: Final = httpx.Timeout(90, connect=10)
PASSING: Final = frozenset({429, 500, 502, 503, 504})
IN_FLIGHT: Final = "ERR_IDEMPOTENCY_IN_FLIGHT"
REPEATABLE: Final = frozenset({"GET", "HEAD", "PUT", "DELETE"})
BACKOFF: Final = wait_random_exponential(multiplier=0.5, max=20)


class AsyncTransport:
    """One caller's connections to one server."""

    def __init__(
        self,
        url: str,
        api_key: str,
        *,
        tries: int = TRIES,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        headers = {"Authorization": f"Bearer {api_key}"} if api_key else {}
        self.http = httpx.AsyncClient(
            base_url=url.rstrip("/") + BASE, headers=headers, timeout=TIMEOUT, transport=transport
        )
        self.files = httpx.AsyncClient(timeout=TIMEOUT, transport=transport, follow_redirects=True)
        self.tries = tries

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close all connections."""
        await self.http.aclose()
        await self.files.aclose()

    async def send(
        self, method: str, path: str, *, key: str | None = None, **request: Any
    ) -> httpx.Response:
        """Send a request until it is answered for good. Raises StudioProblem, httpx.TransportError.

        A POST gets an Idempotency-Key of its own unless one is given: all its tries are one request to the server.
        `content_of` gives the body anew for each try.
        """
        headers, content_of = dict(request.pop("headers", {})), request.pop("content_of", None)
        if method == "POST":
            headers["Idempotency-Key"] = key or str(uuid4())
        can_repeat = method in REPEATABLE or method == "POST"
        async for attempt in AsyncRetrying(
            stop=stop_after_attempt(self.tries if can_repeat else 1),
            retry=retry_if_exception(_passes), wait=_wait, reraise=True,
        ):  # fmt: skip
            with attempt:
                if content_of:
                    request["content"] = content_of()
                response = await self.http.request(method, path, headers=headers, **request)
                if not response.is_success:
                    raise StudioProblem.of(response)
                return response
        raise AssertionError("either answered or raised")


def place(value: str) -> str:
    """Write a value for a path."""
    return quote(value, safe="")


def _passes(error: BaseException) -> bool:
    if isinstance(error, StudioProblem):
        after = error.retry_after_seconds or 0
        return (error.status in PASSING or error.code == IN_FLIGHT) and after <= WAIT_SECONDS_MAX
    return isinstance(error, httpx.TransportError)


def _wait(state: RetryCallState) -> float:
    """Wait as long as the server said, or longer each time, by chance."""
    error = state.outcome.exception() if state.outcome else None
    told = error.retry_after_seconds if isinstance(error, StudioProblem) else None
    return told if told is not None else BACKOFF(state)
