"""The guarded way out: every spelling of a local address, every redirect, every bomb."""

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from domain.errors import PayloadTooLarge, SourceFetchFailed
from net import data_uri
from net.address import Gate, require_public
from net.fetch import Fetcher

LOCAL = [
    "127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "168.63.129.16", "0.0.0.0",
    "192.0.0.8", "192.88.99.1", "198.18.0.1", "203.0.113.5", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1",
    "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "fec0::1", "ff02::1", "64:ff9b::7f00:1", "64:ff9b:1::7f00:1",
    "::ffff:127.0.0.1", "::127.0.0.1", "::ffff:0:127.0.0.1", "2002:7f00:1::", "2001:0:0:0:0:0:0:1", "2001:db8::1",
    "3fff::1", "5f00::1",
]  # fmt: skip
SPELLINGS = [
    "https://2130706433/", "https://0x7f000001/", "https://0177.0.0.1/", "https://127.1/", "https://0/", "https://[::1]/",
    "https://[::ffff:127.0.0.1]/", "https://localhost/", "https://localhost./",
]  # fmt: skip
UNREADABLE = [
    "http://example.com/", "https://a:b@example.com/", "https://example.com:444/", "https://example.com\\@127.0.0.1/",
    "https:127.0.0.1/", "https://１２７.0.0.1/", "https://①②⑦.⓪.⓪.①/", "https://exa\tmple.com/", "https:///a",
    "https://example.com/" + "a" * 3_000, "ftp://example.com/", "//example.com/", "",
]  # fmt: skip
Answer = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@pytest.mark.parametrize("address", LOCAL)
def test_an_address_that_is_not_public_is_refused(address: str) -> None:
    with pytest.raises(SourceFetchFailed):
        require_public(address)


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "1.1.1.1", "2606:2800:220:1:248:1893:25c8:1946"]
)
def test_a_public_address_is_let_through(address: str) -> None:
    require_public(address)


@pytest.mark.parametrize("url", SPELLINGS)
async def test_a_local_address_in_any_spelling_is_refused(url: str) -> None:
    with pytest.raises(SourceFetchFailed):
        await Gate().admit(url)


@pytest.mark.parametrize("url", UNREADABLE)
def test_a_url_outside_our_grammar_is_refused(url: str) -> None:
    with pytest.raises(SourceFetchFailed):
        Gate().parse(url)


async def test_one_bad_answer_of_the_resolver_is_enough() -> None:
    async def resolve(host: str, port: int) -> list[str]:
        return ["93.184.216.34", "127.0.0.1"]

    with pytest.raises(SourceFetchFailed):
        await Gate(resolve).admit("https://example.com/")


async def test_a_name_is_resolved_once_and_its_address_pinned() -> None:
    asked: list[str] = []

    async def resolve(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["93.184.216.34"] if len(asked) == 1 else ["127.0.0.1"]

    target = await Gate(resolve).admit("https://rebinding.example/")
    assert (target.address, asked) == ("93.184.216.34", ["rebinding.example"])


async def test_a_good_source_arrives_whole(tmp_path: Path) -> None:
    async with (
        serving(_reply(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello")) as url,
        fetching(url) as fetcher,
    ):
        got = await fetcher.download(url, tmp_path / "f", size_bytes_max=10, seconds_max=5)
    assert ((tmp_path / "f").read_bytes(), got.size_bytes) == (b"hello", 5)


@pytest.mark.parametrize(
    "reply",
    [
        pytest.param(
            b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:9/x\r\nContent-Length: 0\r\n\r\n",
            id="redirect-to-local",
        ),
        pytest.param(
            b"HTTP/1.1 302 Found\r\nLocation: /again\r\nContent-Length: 0\r\n\r\n",
            id="redirects-for-ever",
        ),
        pytest.param(b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n", id="redirect-to-nowhere"),
        pytest.param(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nshort", id="cut-short"),
        pytest.param(
            b"HTTP/1.1 200 OK\r\nContent-Length: 9999999\r\n\r\n", id="announced-too-large"
        ),
        pytest.param(b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 2_000, id="too-large"),
        pytest.param(
            b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc",
            id="encoded",
        ),
        pytest.param(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", id="empty"),
        pytest.param(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", id="missing"),
        pytest.param(b"nonsense\r\n\r\n", id="no-http"),
    ],
)
async def test_a_bad_source_fails_and_leaves_no_file(tmp_path: Path, reply: bytes) -> None:
    async with serving(_reply(reply)) as url, fetching(url) as fetcher:
        with pytest.raises(SourceFetchFailed):
            await fetcher.download(url, tmp_path / "f", size_bytes_max=1_000, seconds_max=5)
    assert list(tmp_path.iterdir()) == []


async def test_a_source_that_drips_is_cut_off(tmp_path: Path) -> None:
    async def drip(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        while not writer.is_closing():
            writer.write(b"x")
            await writer.drain()
            await asyncio.sleep(0.02)

    async with serving(drip) as url, fetching(url) as fetcher:
        with pytest.raises(SourceFetchFailed, match="too long"):
            await fetcher.download(url, tmp_path / "f", size_bytes_max=10**9, seconds_max=0.3)
    assert list(tmp_path.iterdir()) == []


async def test_a_proxy_of_the_environment_is_not_used(tmp_path: Path) -> None:
    os.environ["HTTP_PROXY"] = "http://127.0.0.1:1"
    try:
        async with (
            serving(_reply(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")) as url,
            fetching(url) as fetcher,
        ):
            await fetcher.download(url, tmp_path / "f", size_bytes_max=10, seconds_max=5)
    finally:
        del os.environ["HTTP_PROXY"]
    assert (tmp_path / "f").read_bytes() == b"ok"


def test_a_data_uri_is_decoded_within_its_bound() -> None:
    assert data_uri.decode("data:text/plain;base64,aGk=") == b"hi"
    assert data_uri.decode("data:,a%20b") == b"a b"
    for bad in ("data:nothing", "data:;base64,!!!", "text"):
        with pytest.raises(SourceFetchFailed):
            data_uri.decode(bad)
    with pytest.raises(PayloadTooLarge):
        data_uri.decode("data:," + "x" * (11 * 1024 * 1024))


@asynccontextmanager
async def serving(answer: Answer) -> AsyncIterator[str]:
    """Serve one answer on loopback, as a canary or a bad host."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await answer(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(talk, "127.0.0.1", 0)
    yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    server.close()
    await server.wait_closed()


@asynccontextmanager
async def fetching(url: str) -> AsyncIterator[Fetcher]:
    """Fetch with one local origin allowed, as an operator may allow."""
    fetcher = Fetcher(Gate(allowed_origins=frozenset({url})))
    yield fetcher
    await fetcher.close()


def _reply(data: bytes) -> Answer:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(data)
        await writer.drain()

    return answer
