"""A guarded download: pinned address, every redirect checked again, bytes and time counted."""

import asyncio
import ssl
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Final

import httpx

from domain.errors import SourceFetchFailed
from domain.values import Value
from net.address import Gate, Target

REDIRECTS_MAX: Final = 3
CONNECT_SECONDS: Final = 10.0
STALL_SECONDS: Final = 30.0
REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})


class Download(Value):
    """A file that was fetched."""

    content_type: str
    size_bytes: int
    sha256: str


class Fetcher:
    """Fetches what the gate admits. No proxy, no cookie, no credential, no content encoding."""

    def __init__(self, gate: Gate, *, verify: ssl.SSLContext | bool = True) -> None:
        self.gate = gate
        self.client = httpx.AsyncClient(
            verify=verify,
            trust_env=False,
            follow_redirects=False,
            timeout=httpx.Timeout(STALL_SECONDS, connect=CONNECT_SECONDS),
            headers={"Accept-Encoding": "identity", "User-Agent": "studio-fetch/1"},
        )

    async def close(self) -> None:
        await self.client.aclose()

    async def download(
        self,
        url: str,
        target: Path,
        *,
        size_bytes_max: int,
        seconds_max: float,
        report: Callable[[float], None] | None = None,
    ) -> Download:
        """Fetch a url into a file. Raises SourceFetchFailed, and leaves no part of the file."""
        try:
            async with asyncio.timeout(seconds_max):
                return await self._walk(url, target, size_bytes_max, report)
        except TimeoutError as error:
            target.unlink(missing_ok=True)
            raise SourceFetchFailed("The source took too long.") from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            target.unlink(missing_ok=True)
            raise SourceFetchFailed("The source could not be read.") from error
        except BaseException:
            target.unlink(missing_ok=True)
            raise

    async def _walk(
        self, url: str, target: Path, size_bytes_max: int, report: Callable[[float], None] | None
    ) -> Download:
        for _ in range(REDIRECTS_MAX + 1):
            admitted = await self.gate.admit(url)
            named = httpx.URL(admitted.url).netloc.decode()
            async with self.client.stream(
                "GET",
                _pinned(admitted),
                headers={"Host": named},
                extensions={"sni_hostname": admitted.host},
            ) as response:
                self.client.cookies.clear()
                if response.status_code not in REDIRECTS:
                    return await _receive(response, target, size_bytes_max, report)
                location = response.headers.get("location", "")
            url = str(httpx.URL(admitted.url).join(location))
        raise SourceFetchFailed(f"The source redirects more than {REDIRECTS_MAX} times.")


def _pinned(target: Target) -> httpx.URL:
    return httpx.URL(target.url).copy_with(host=target.address)


async def _receive(
    response: httpx.Response,
    target: Path,
    size_bytes_max: int,
    report: Callable[[float], None] | None,
) -> Download:
    if response.status_code != httpx.codes.OK:
        raise SourceFetchFailed(f"The source answered with status {response.status_code}.")
    if response.headers.get("content-encoding", "identity") != "identity":
        raise SourceFetchFailed("The source sent a content encoding that was not asked for.")
    announced = int(response.headers.get("content-length") or 0)
    if announced > size_bytes_max:
        raise SourceFetchFailed(f"The source is larger than {size_bytes_max} bytes.")
    digest, size_bytes = sha256(), 0
    with target.open("wb") as file:
        async for piece in response.aiter_raw():
            size_bytes += len(piece)
            if size_bytes > size_bytes_max:
                raise SourceFetchFailed(f"The source is larger than {size_bytes_max} bytes.")
            digest.update(piece)
            await asyncio.to_thread(file.write, piece)
            if report and announced:
                report(size_bytes / announced)
    if size_bytes == 0:
        raise SourceFetchFailed("The source is empty.")
    return Download(
        content_type=response.headers.get("content-type", ""),
        size_bytes=size_bytes,
        sha256=digest.hexdigest(),
    )
