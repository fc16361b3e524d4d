"""One vendor's HTTP: a client with its address and key, and failures of the wire given their meaning."""

from collections.abc import Callable
from typing import Any

import httpx

from domain.errors import ProviderDown, ProviderMalformed, ProviderOutcomeUnknown

Classify = Callable[[httpx.Response], None]
"""Raises the `ProviderFailure` that a reply outside 2xx stands for."""


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
            response = await self.client.request(method, path, **request)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            raise ProviderDown(self.provider, f"no connection: {type(error).__name__}") from error
        except httpx.TransportError as error:
            lost = ProviderOutcomeUnknown if paid else ProviderDown
            raise lost(self.provider, f"the answer was lost: {type(error).__name__}") from error
        if not response.is_success:
            classify(response)
            raise ProviderMalformed(self.provider, f"unknown reply with status {response.status_code}")
        return response
