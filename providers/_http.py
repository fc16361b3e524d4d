"""One vendor's HTTP: a client with its address and key, and failures of the wire given their meaning."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Final

import httpx

from domain.errors import (
    ProviderDown,
    ProviderMalformed,
    ProviderMisconfigured,
    ProviderOutcomeUnknown,
    ProviderThrottled,
)
from domain.values import Json

REPLY_BYTES_MAX: Final = 128 * 1024 * 1024
SHAPE_LENGTH_MAX: Final = 200
RETRY_AFTER_SECONDS_MAX: Final = 300.0

Classify = Callable[[str, int, Json], None]
"""Takes provider, status and decoded body; raises the `ProviderFailure` that the vendor's own code means."""


class Http:
    """Sends a request once. What never left is `ProviderDown`; what may have arrived is unknown."""

    def __init__(self, provider: str, client: httpx.AsyncClient) -> None:
        self.provider = provider
        self.client = client

    async def send(
        self, method: str, path: str, *, classify: Classify, paid: bool = False, **request: Any
    ) -> httpx.Response:
        """Send and return a 2xx reply.

        `paid`: a reply lost after the request may have left is `ProviderOutcomeUnknown`; for other
        calls it is `ProviderDown`.
        """
        try:
            return await self._bounded(method, path, classify, request)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            raise ProviderDown(self.provider, f"no connection: {type(error).__name__}") from error
        except (httpx.TransportError, TimeoutError) as error:
            lost = ProviderOutcomeUnknown if paid else ProviderDown
            raise lost(self.provider, f"the answer was lost: {type(error).__name__}") from error

    def json_of(self, response: httpx.Response) -> Json:
        """Decode a reply's JSON. Raises ProviderMalformed."""
        try:
            return response.json()
        except ValueError as error:
            raise ProviderMalformed(self.provider, "the reply is no JSON") from error

    def malformed(self, reply: Json) -> ProviderMalformed:
        """Make the failure of a reply that fits nothing: it tells the shape, never the values."""
        return ProviderMalformed(self.provider, f"unknown reply {shape(reply)}")

    async def _bounded(
        self, method: str, path: str, classify: Classify, request: dict[str, Any]
    ) -> httpx.Response:
        """Read a reply of bounded size in bounded time; the client's own timeout is a read's."""
        seconds = self.client.timeout.read
        async with (
            asyncio.timeout(seconds),
            self.client.stream(method, path, **request) as response,
        ):
            body = bytearray()
            async for piece in response.aiter_bytes():
                body += piece
                if len(body) > REPLY_BYTES_MAX:
                    raise ProviderMalformed(self.provider, "the reply is too large")
        whole = httpx.Response(response.status_code, headers=_plain(response), content=bytes(body))
        if not whole.is_success:
            self._refuse(whole, classify)
        return whole

    def _refuse(self, response: httpx.Response, classify: Classify) -> None:
        """Raise what a reply means: by the vendor's own code first, then by its status."""
        try:
            body = response.json()
        except ValueError:
            body = None
        classify(self.provider, response.status_code, body)
        match response.status_code:
            case 429:
                wait = retry_after(response.headers.get("retry-after"))
                raise ProviderThrottled(
                    self.provider, "too many requests", retry_after_seconds=wait
                )
            case 401 | 403:
                raise ProviderMisconfigured(self.provider, f"status {response.status_code}")
            case 500 | 502 | 503 | 529:
                wait = retry_after(response.headers.get("retry-after"))
                raise ProviderDown(
                    self.provider, f"status {response.status_code}", retry_after_seconds=wait
                )
            case status:
                raise ProviderMalformed(
                    self.provider, f"unknown reply, status {status}: {shape(body)}"
                )


def retry_after(header: str | None) -> float | None:
    """Read Retry-After, as seconds or a date (RFC 9110 10.2.3)."""
    if not header:
        return None
    try:
        seconds = float(header)
    except ValueError:
        try:
            seconds = (parsedate_to_datetime(header) - datetime.now(UTC)).total_seconds()
        except (ValueError, TypeError):
            return None
    return min(max(seconds, 0.0), RETRY_AFTER_SECONDS_MAX) or None


def shape(value: Json, *, depth: int = 3) -> str:
    """Describe JSON by keys and types alone."""
    match value:
        case dict() if depth:
            parts = [
                f"{key}: {shape(item, depth=depth - 1)}" for key, item in list(value.items())[:12]
            ]
            return f"{{{', '.join(parts)}}}"[:SHAPE_LENGTH_MAX]
        case list() if depth:
            return f"[{shape(value[0], depth=depth - 1) if value else ''}] × {len(value)}"
        case _:
            return type(value).__name__


def _plain(response: httpx.Response) -> dict[str, str]:
    """Keep headers but those of the encoding, which is undone."""
    dropped = ("content-encoding", "content-length", "transfer-encoding")
    return {name: value for name, value in response.headers.items() if name not in dropped}
