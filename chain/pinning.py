"""Files kept on IPFS: added to a node (https://docs.ipfs.tech/reference/kubo/rpc/#api-v0-add), and pinned by a service.

The service speaks the IPFS Pinning Service API 1.0 (https://ipfs.github.io/pinning-services-api-spec/); it fetches what
it pins from the network, where the node has it. Adding and pinning again change nothing.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import httpx
from pydantic import SecretStr

from domain.errors import ChainAway, ChainNotConfigured
from domain.values import Json

POLL_SECONDS: Final = 2.0
ADDED_SECONDS_MAX: Final = 600.0
LIKE_OURS: Final = {
    "cid-version": "1", "raw-leaves": "true", "chunker": "size-262144", "hash": "sha2-256", "pin": "true",
    "trickle": "false", "max-file-links": "174",
}  # fmt: skip
"""The options under which a node names a file as we do; it ignores those that its version does not know."""


@dataclass(frozen=True, slots=True)
class Pinning:
    """An IPFS node, and perhaps a service that keeps what the node has. Addresses and tokens are told in no error."""

    client: httpx.AsyncClient
    node_url: str
    authorization: SecretStr | None = field(default=None, repr=False)
    service_url: str | None = None
    service_token: SecretStr | None = field(default=None, repr=False)
    poll_seconds: float = POLL_SECONDS

    async def keep(self, path: Path, cid: str) -> None:
        """Add a file, and wait until it is pinned. Raises ChainAway, ChainNotConfigured for another name than ours."""
        added = await self._add(path)
        if added != cid:
            raise ChainNotConfigured(f"The IPFS node names the file {added!r}, and it is {cid!r}.")
        if self.service_url:
            await self._pin(cid)

    async def _add(self, path: Path) -> str:
        with path.open("rb") as file:
            answer = await self._exchange(
                "POST", f"{self.node_url.rstrip('/')}/api/v0/add", params=LIKE_OURS, files={"file": (path.name, file)},
                headers={"Authorization": self.authorization.get_secret_value()} if self.authorization else {},
            )  # fmt: skip
        match answer:
            case {"Hash": str(cid)}:
                return cid
        raise ChainAway("The IPFS node gave an answer that is none.")

    async def _pin(self, cid: str) -> None:
        root = f"{self.service_url or ''}".rstrip("/")
        token = self.service_token.get_secret_value() if self.service_token else ""
        headers = {"Authorization": f"Bearer {token}"}
        found = await self._exchange(
            "GET", f"{root}/pins", headers=headers,
            params={"cid": cid, "status": "queued,pinning,pinned"},
        )  # fmt: skip
        match found:
            case {"results": [dict(status), *_]}:
                pass
            case _:
                status = await self._exchange(
                    "POST", f"{root}/pins", headers=headers, body={"cid": cid}
                )
        while True:
            match status:
                case {"status": "pinned"}:
                    return
                case {"status": "queued" | "pinning", "requestid": str(request)}:
                    await asyncio.sleep(self.poll_seconds)
                    status = await self._exchange("GET", f"{root}/pins/{request}", headers=headers)
                case {"status": "failed"}:
                    raise ChainAway("The pinning service could not pin the file.")
                case _:
                    raise ChainAway("The pinning service gave an answer that is none.")

    async def _exchange(
        self, method: str, url: str, *, headers: Mapping[str, str], params: Mapping[str, str] | None = None,
        files: Mapping[str, object] | None = None, body: Json = None,
    ) -> Json:  # fmt: skip
        try:
            answer = await self.client.request(
                method, url, headers=dict(headers), params=params, files=files, json=body,  # type: ignore[arg-type] # its own types of files are private
                timeout=httpx.Timeout(30, read=ADDED_SECONDS_MAX),
            )  # fmt: skip
            if answer.is_success:
                return answer.json()
            code = answer.status_code
        except (httpx.HTTPError, httpx.InvalidURL, ValueError):
            raise ChainAway("IPFS does not answer.", retry_after_seconds=2) from None
        if code in (httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN):
            raise ChainNotConfigured("IPFS does not know our token.")
        raise ChainAway(f"IPFS refuses (status {code}).", retry_after_seconds=5)
