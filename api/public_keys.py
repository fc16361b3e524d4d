"""The public keys by which vendors sign their webhooks."""

import asyncio
import time
from typing import Final

import httpx
import structlog

from domain.values import Json

KEY_SET_SECONDS: Final = 86_400.0
REFETCH_SECONDS: Final = 60.0

log = structlog.get_logger(__name__)


class PublicKeys:
    """Vendors' key sets (RFC 7517), kept for a day; one that did not fit is read again, at most once a minute."""

    def __init__(self) -> None:
        self._found: dict[str, tuple[float, Json]] = {}
        self._turn = asyncio.Lock()

    async def of(self, url: str, *, anew: bool = False) -> Json:
        """Give a vendor's keys; None while they cannot be read."""
        async with self._turn:
            read_at, keys = self._found.get(url, (-KEY_SET_SECONDS, None))
            age = time.monotonic() - read_at
            if age > KEY_SET_SECONDS or (age > REFETCH_SECONDS and (anew or keys is None)):
                keys = await _fetched(url) or keys
                self._found[url] = time.monotonic(), keys
        return keys


async def _fetched(url: str) -> Json:
    try:
        async with httpx.AsyncClient(timeout=5) as client:
            return (await client.get(url)).raise_for_status().json()
    except (httpx.HTTPError, ValueError) as error:
        log.warning("vendor_keys_not_read", url=url, error=type(error).__name__)
        return None
