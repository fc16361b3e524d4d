"""One vendor's HTTP: a client with its address and key, and failures of the wire given their meaning."""

import asyncio
import math
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Final

import httpx

from domain.errors import (
    ProviderCreditsExhausted,
    ProviderDown,
    ProviderFailure,
    ProviderMalformed,
    ProviderMisconfigured,
    ProviderOutcomeUnknown,
    ProviderRejected,
    ProviderThrottled,
)
from domain.values import Json

REPLY_BYTES_MAX: Final = 128 * 1024 * 1024
REPLY_TEXT_LENGTH_MAX: Final = 10_000
POOL_SECONDS_MAX: Final = 10.0
SHAPE_LENGTH_MAX: Final = 200
RETRY_AFTER_SECONDS_MAX: Final = 300.0
NEVER_LEFT: Final = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
)
MEANINGS: Final[Mapping[int, type[ProviderFailure]]] = {
    **dict.fromkeys((400, 413, 415, 422), ProviderRejected),
    **dict.fromkeys((401, 403), ProviderMisconfigured),
    402: ProviderCreditsExhausted,
    429: ProviderThrottled,
    # The vendor, or the proxy before it, says that nothing was taken on.
    **dict.fromkeys((408, 500, 503, 521, 522, 523, 525, 526, 529), ProviderDown),
}
"""What a status means where the vendor's own code says no more."""
UNSURE: Final = frozenset({502, 504, 520, 524})
"""A proxy took the request to the vendor, and has no answer of it."""
BROKEN: Final = 500
"""Said in the vendor's own form it is the vendor's word that the call failed; without, it may be anybody's."""

Classify = Callable[[str, int, Json], None]
"""Takes provider, status and the decoded body, or its text where it is no JSON.

Raises the `ProviderFailure` that the vendor's own code means; where it raises nothing, the status decides.
"""


class Http:
    """Sends a request once. What never left is `ProviderDown`; what may have arrived is unknown."""

    def __init__(
        self,
        provider: str,
        client: httpx.AsyncClient,
        *,
        hosts: tuple[str, ...] = (),
        reply_bytes_max: int = REPLY_BYTES_MAX,
    ) -> None:
        self.provider = provider
        self.client = client
        self.hosts = hosts
        self.reply_bytes_max = reply_bytes_max

    async def send(
        self, method: str, path: str, *, classify: Classify, paid: bool = False, **request: Any
    ) -> httpx.Response:
        """Send and return a 2xx reply.

        `paid`: a reply lost after the request may have left is `ProviderOutcomeUnknown`; for other
        calls it is `ProviderDown`. A url is followed to the vendor's own origin only: our key goes with it.
        """
        self._stay_home(path)
        lost = ProviderOutcomeUnknown if paid else ProviderDown
        try:
            response = await self._bounded(method, path, request)
        except NEVER_LEFT as error:
            raise ProviderDown(self.provider, f"no connection: {type(error).__name__}") from error
        except httpx.LocalProtocolError:
            # The cause quotes the header that cannot be sent, and that may be the key.
            raise ProviderMisconfigured(
                self.provider, "the request cannot be sent: look for stray characters in the key"
            ) from None
        except httpx.DecodingError as error:
            raise ProviderMalformed(self.provider, "the reply cannot be decompressed") from error
        except (httpx.TransportError, TimeoutError) as error:
            raise lost(self.provider, f"the answer was lost: {type(error).__name__}") from error
        if not response.is_success:
            self._refuse(response, classify, lost, asked=method == "GET")
        return response

    def json_of(self, response: httpx.Response) -> Json:
        """Decode a reply's JSON. Raises ProviderMalformed."""
        try:
            return response.json()
        except (ValueError, RecursionError) as error:
            raise ProviderMalformed(self.provider, "the reply is no JSON") from error

    def malformed(self, reply: Json) -> ProviderMalformed:
        """Make the failure of a reply that fits nothing: it tells the shape, never the values."""
        return ProviderMalformed(self.provider, f"unknown reply {shape(reply)}")

    def _stay_home(self, path: str) -> None:
        try:
            url = httpx.URL(path)
        except httpx.InvalidURL as error:
            raise ProviderMalformed(self.provider, "the vendor names a url that is none") from error
        if not url.is_absolute_url or _origin(url) == _origin(self.client.base_url):
            return
        theirs = any(url.host == host or url.host.endswith(f".{host}") for host in self.hosts)
        if url.scheme != "https" or not theirs or url.port is not None or url.userinfo:
            raise ProviderMalformed(self.provider, "the vendor names a url that is not its own")

    async def _bounded(self, method: str, path: str, request: dict[str, Any]) -> httpx.Response:
        """Read a reply of bounded size in bounded time.

        The time for the whole answer begins after a connection's own: what runs out before it is
        a connection that failed, what runs out after it is an answer that was lost.
        """
        limits = _limits(self.client.timeout)
        async with (
            asyncio.timeout(_seconds_max(limits)),
            self.client.stream(method, path, timeout=limits, **request) as response,
        ):
            body = bytearray()
            async for piece in response.aiter_bytes():
                body += piece
                if len(body) > self.reply_bytes_max:
                    raise ProviderMalformed(self.provider, "the reply is too large")
        return httpx.Response(response.status_code, headers=_plain(response), content=bytes(body))

    def _refuse(
        self,
        response: httpx.Response,
        classify: Classify,
        lost: type[ProviderFailure],
        *,
        asked: bool,
    ) -> None:
        """Raise what a reply means: by the vendor's own code first, then by its status."""
        try:
            body = response.json()
        except (ValueError, RecursionError):
            body = response.text[:REPLY_TEXT_LENGTH_MAX]
        try:
            classify(self.provider, response.status_code, body)
            raise self._by_status(response.status_code, body, lost, asked=asked)
        except ProviderFailure as error:
            if error.retryable and error.retry_after_seconds is None:
                error.retry_after_seconds = retry_after(response.headers.get("retry-after"))
            raise

    def _by_status(
        self, status: int, body: Json, lost: type[ProviderFailure], *, asked: bool
    ) -> ProviderFailure:
        unsure = status in UNSURE or (status == BROKEN and not isinstance(body, dict))
        kind = lost if unsure else MEANINGS.get(status)
        if kind is None or (
            asked and kind is ProviderRejected
        ):  # a question has no input to reject
            return ProviderMalformed(
                self.provider, f"unknown reply, status {status}: {shape(body)}"
            )
        return kind(self.provider, f"status {status}")


def retry_after(header: str | None) -> float | None:
    """Read Retry-After, as seconds or a date (RFC 9110 10.2.3)."""
    if not header:
        return None
    try:
        seconds = float(header)
    except ValueError:
        try:
            seconds = (parsedate_to_datetime(header) - datetime.now(UTC)).total_seconds()
        except (ValueError, TypeError, OverflowError):
            return None
    if math.isnan(seconds):
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


def _limits(own: httpx.Timeout) -> httpx.Timeout:
    pool = POOL_SECONDS_MAX if own.pool is None else min(own.pool, POOL_SECONDS_MAX)
    return httpx.Timeout(connect=own.connect, read=own.read, write=own.write, pool=pool)


def _seconds_max(limits: httpx.Timeout) -> float | None:
    """Add up a call's phases: a place in the pool, TCP and TLS, and then the client's own time."""
    if limits.read is None or limits.connect is None or limits.pool is None:
        return None
    return limits.pool + 2 * limits.connect + limits.read


def _origin(url: httpx.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port
