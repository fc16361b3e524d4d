"""Where a url really leads: parsed once, resolved once, every answer public."""

import asyncio
import ipaddress
import re
import socket
from collections.abc import Awaitable, Callable
from typing import Final

import httpx

from domain.errors import SourceFetchFailed
from domain.values import Value

URL_LENGTH_MAX: Final = 2_048
FORBIDDEN: Final = re.compile(r"[\x00-\x20\x7f\\]|[^\x00-\x7f]")
RESOLVE_SECONDS: Final = 5.0
LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})
HOST: Final = re.compile(r"[a-z0-9]([a-z0-9._-]{0,251}[a-z0-9])?")
Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], Awaitable[list[str]]]

# Our own table: the standard library's answer differs between patch releases.
CLOSED_V4: Final = tuple(
    ipaddress.IPv4Network(block)
    for block in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "168.63.129.16/32", "169.254.0.0/16",
        "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15",
        "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
    )
)  # fmt: skip
OPEN_V6: Final = ipaddress.IPv6Network("2000::/3")
CLOSED_V6: Final = tuple(
    ipaddress.IPv6Network(block)
    for block in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")
)


class Target(Value):
    """A url that may be fetched: its host, port and the address to connect to."""

    url: str
    host: str
    port: int
    address: str


class Gate:
    """Decides what may be reached. `allowed_origins` are exempt from the address check, for an operator's own hosts;
    with `loopback` so is this machine by name, on any port, for development.
    """

    def __init__(
        self,
        resolve: Resolve | None = None,
        *,
        allowed_origins: frozenset[str] = frozenset(),
        loopback: bool = False,
    ) -> None:
        self.resolve = resolve or system_resolve
        self.allowed_origins = allowed_origins
        self.loopback = loopback

    async def admit(self, text: str) -> Target:
        """Check a url and pin the address it leads to. Raises SourceFetchFailed."""
        url = self.parse(text)
        port = url.port or (443 if url.scheme == "https" else 80)
        try:
            async with asyncio.timeout(RESOLVE_SECONDS):
                addresses = await self.resolve(url.host, port)
        except TimeoutError as error:
            raise SourceFetchFailed("The url's host name does not resolve in time.") from error
        if not addresses:
            raise SourceFetchFailed("The url's host name does not resolve.")
        if not self._is_exempt(url):
            for address in addresses:
                require_public(address)
        return Target(url=str(url), host=url.host, port=port, address=addresses[0])

    def parse(self, text: str) -> httpx.URL:
        """Read a url by our own narrow grammar. Raises SourceFetchFailed."""
        if len(text) > URL_LENGTH_MAX or FORBIDDEN.search(text):
            raise SourceFetchFailed("The url is too long or has characters that no url has.")
        try:
            url = httpx.URL(text)
        except httpx.InvalidURL as error:
            raise SourceFetchFailed("The url can't be read.") from error
        exempt = self._is_exempt(url)
        if url.scheme != "https" and not exempt:
            raise SourceFetchFailed("Only https urls are allowed.")
        if url.userinfo or not text.lower().startswith(f"{url.scheme}://"):
            raise SourceFetchFailed("The url must be https://host/path, without a user.")
        if url.port not in (None, 443) and not exempt:
            raise SourceFetchFailed("Only port 443 is allowed.")
        if not HOST.fullmatch(url.host) and ":" not in url.host:
            raise SourceFetchFailed("The url's host can't be read.")
        return url

    def _is_exempt(self, url: httpx.URL) -> bool:
        if self.loopback and url.scheme in ("http", "https") and url.host in LOOPBACK:
            return True
        return f"{url.scheme}://{url.netloc.decode()}" in self.allowed_origins


def require_public(text: str) -> None:
    """Raises SourceFetchFailed unless the address is one of the public internet's."""
    try:
        address: Address = ipaddress.ip_address(text)
    except ValueError as error:
        raise SourceFetchFailed("The url's address can't be read.") from error
    if not _is_public(address):
        raise SourceFetchFailed("The url does not lead to the public internet.")


def _is_public(address: Address) -> bool:
    if isinstance(address, ipaddress.IPv4Address):
        return not any(address in block for block in CLOSED_V4)
    if address.scope_id or address not in OPEN_V6:
        return False
    return not any(address in block for block in CLOSED_V6)


async def system_resolve(host: str, port: int) -> list[str]:
    """Ask the system's resolver, once."""
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise SourceFetchFailed("The url's host name does not resolve.") from error
    return [str(entry[4][0]) for entry in found]
