"""A guarded POST: pinned address, no redirect, little of the answer read, all within a time."""

import asyncio
import contextlib
import ssl
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

import httpx

from domain.errors import SourceFetchFailed
from domain.values import Value
from net.address import Gate

SECONDS_MAX: Final = 15.0
CONNECT_SECONDS: Final = 5.0
EXCERPT_BYTES_MAX: Final = 2_048
EXCERPT_SECONDS: Final = 2.0
CONNECTIONS_MAX: Final = 1_000


class Answer(Value):
    """What came back, and its beginning as plain text. `status` is None when nothing did; `error` says why."""

    status: int | None = None
    error: str | None = None
    retry_after_seconds: float | None = None
    excerpt: str = ""
    seconds: float = 0.0


class Poster:
    """Posts to what the gate admits. No proxy, no cookie, no redirect.

    A connection serves one request: two names may share an address, and one's answer is not for the other.
    """

    def __init__(self, gate: Gate, *, verify: ssl.SSLContext | bool = True) -> None:
        self.gate = gate
        self.client = httpx.AsyncClient(
            verify=verify,
            trust_env=False,
            follow_redirects=False,
            timeout=httpx.Timeout(SECONDS_MAX, connect=CONNECT_SECONDS),
            limits=httpx.Limits(max_connections=CONNECTIONS_MAX, max_keepalive_connections=0),
            headers={"Accept-Encoding": "identity", "User-Agent": "studio-webhooks/1"},
        )

    async def close(self) -> None:
        await self.client.aclose()

    async def post(
        self,
        url: str,
        content: bytes,
        headers: Mapping[str, str],
        *,
        seconds_max: float = SECONDS_MAX,
    ) -> Answer:
        """Post, and tell what came back; whatever goes wrong is an answer too."""
        began = time.monotonic()
        try:
            async with asyncio.timeout(seconds_max):
                found = await self._post(url, content, headers)
        except TimeoutError:
            found = Answer(error="timeout")
        except SourceFetchFailed as error:
            found = Answer(error=error.detail)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            found = Answer(error=_named(error))
        return found.model_copy(update={"seconds": round(time.monotonic() - began, 3)})

    async def _post(self, url: str, content: bytes, headers: Mapping[str, str]) -> Answer:
        admitted = await self.gate.admit(url)
        whole = httpx.URL(admitted.url)
        async with self.client.stream(
            "POST",
            whole.copy_with(host=admitted.address),
            content=content,
            headers={**headers, "Host": whole.netloc.decode()},
            extensions={"sni_hostname": admitted.host},
        ) as response:
            self.client.cookies.clear()
            return Answer(
                status=response.status_code,
                retry_after_seconds=_seconds(response.headers.get("retry-after", "")),
                excerpt=await _excerpt(response),
            )


async def _excerpt(response: httpx.Response) -> str:
    """Read the beginning, and no more: the status has said it all, and the rest is dropped with the connection."""
    read = b""
    with contextlib.suppress(TimeoutError, httpx.HTTPError):
        async with asyncio.timeout(EXCERPT_SECONDS):
            async for piece in response.aiter_raw():
                read += piece
                if len(read) >= EXCERPT_BYTES_MAX:
                    break
    text = read[:EXCERPT_BYTES_MAX].decode(errors="replace")
    return "".join(mark if mark.isprintable() or mark in "\n\t" else "\ufffd" for mark in text)


def _seconds(retry_after: str) -> float | None:
    """Read `Retry-After` (RFC 9110): seconds, or a date."""
    if retry_after.isascii() and retry_after.isdigit():
        return float(retry_after[:9])
    try:
        until = parsedate_to_datetime(retry_after)
    except ValueError:
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return max(0.0, (until - datetime.now(UTC)).total_seconds())


def _named(error: Exception) -> str:
    match error:
        case httpx.TimeoutException():
            return "timeout"
        case httpx.ConnectError():
            return "no connection"
        case _:
            return "the connection broke off"
