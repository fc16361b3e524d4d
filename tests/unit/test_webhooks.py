"""When events are sent again, how they are signed, how secrets are kept, and a POST that is guarded."""

import asyncio
import base64
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from cryptography.exceptions import InvalidSignature
from standardwebhooks.webhooks import Webhook

from domain.errors import Internal, SourceFetchFailed
from domain.webhooks import DELAYS_SECONDS, delay_seconds, outcome_of, rest_seconds
from events.signing import headers
from events.vault import Secrets, Vault
from net.address import Gate
from net.post import Answer, Poster

Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


def test_ten_tries_are_spread_over_three_days() -> None:
    planned = [delay_seconds(n, chance=0, retry_after_seconds=None) for n in range(1, 11)]
    assert planned == [*DELAYS_SECONDS, None]
    assert 3 <= sum(DELAYS_SECONDS) / 86_400 <= 3.5


def test_a_delay_is_jittered_and_heeds_what_the_receiver_asks_for() -> None:
    assert delay_seconds(2, chance=1, retry_after_seconds=None) == pytest.approx(360)
    assert delay_seconds(1, chance=0, retry_after_seconds=90) == 90
    assert delay_seconds(4, chance=0, retry_after_seconds=90) == 7_200
    assert delay_seconds(1, chance=0, retry_after_seconds=1e9) == 86_400
    assert delay_seconds(10, chance=0, retry_after_seconds=5) is None


@pytest.mark.parametrize(
    ("status", "outcome"),
    [(200, "delivered"), (299, "delivered"), (410, "gone"), (301, "refused"), (404, "refused"), (None, "refused")],
)  # fmt: skip
def test_only_2xx_is_a_delivery(status: int | None, outcome: str) -> None:
    assert outcome_of(status) == outcome


def test_a_receiver_rests_only_if_it_says_that_it_is_busy_and_how_long() -> None:
    assert rest_seconds(429, 60) == 60
    assert rest_seconds(503, 1e9) == 86_400
    assert rest_seconds(429, None) is None
    assert rest_seconds(500, 60) is None


def test_old_and_new_secrets_sign_the_same_body_in_both_ways() -> None:
    new, old = Secrets.make(), Secrets.make()
    at, body = datetime.now(UTC), '{"data": "\u00fc"}'
    signed = headers("evt_1", at, body, [new, old])
    for secret in (new.shared, old.shared):
        assert Webhook(secret).verify(body, signed) == {"data": "\u00fc"}
    public = [part[4:] for part in signed["webhook-signature"].split() if part.startswith("v1a,")]
    content = f"evt_1.{int(at.timestamp())}.{body}".encode()
    for each, signature in zip((new, old), public, strict=True):
        assert each.public_key.startswith("whpk_")
        key = each.private_key.public_key()
        key.verify(base64.b64decode(signature), content)
        with pytest.raises(InvalidSignature):
            key.verify(base64.b64decode(signature), content + b" ")


def test_a_sealed_secret_opens_with_any_of_the_keys_and_with_no_other() -> None:
    first, second = "k" * 32, "l" * 32
    made = Secrets.make()
    sealed = Vault([first]).seal(made)
    assert made.shared not in sealed
    assert Vault([second, first]).open(sealed) == made
    with pytest.raises(Internal):
        Vault([second]).open(sealed)
    assert len(base64.b64decode(made.shared.removeprefix("whsec_"))) == 32


async def posted(serve: Serve, *, seconds_max: float = 5) -> Answer:
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    poster = Poster(Gate(loopback=True))
    async with server:
        found = await poster.post(f"http://127.0.0.1:{port}/", b"{}", {}, seconds_max=seconds_max)
        await poster.close()
    return found


def answering(head: str, body: bytes = b"", *, hold: bool = False) -> Serve:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(f"HTTP/1.1 {head}\r\n\r\n".encode() + body)
        if hold:
            await reader.read()
        writer.close()
        await writer.wait_closed()

    return serve


async def test_an_answers_beginning_is_kept_and_the_rest_is_not_waited_for() -> None:
    found = await posted(
        answering("200 OK\r\nContent-Length: 999999", b"\x1b[31m" + b"x" * 9_000, hold=True)
    )
    assert (found.status, found.error) == (200, None)
    assert found.excerpt.startswith("\ufffd[31mxxx")
    assert len(found.excerpt) == 2_048


@pytest.mark.parametrize(
    ("head", "status", "least", "most"),
    [
        ("503 Busy\r\nRetry-After: 120", 503, 120, 120),
        ("429 Busy\r\nRetry-After: in an hour", 429, 3_500, 3_600),
    ],
    ids=["seconds", "date"],
)
async def test_retry_after_is_read(head: str, status: int, least: float, most: float) -> None:
    in_an_hour = format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True)
    found = await posted(
        answering(f"{head.replace('in an hour', in_an_hour)}\r\nContent-Length: 0")
    )
    assert found.status == status
    assert least <= found.retry_after_seconds <= most


async def test_a_redirect_is_not_followed() -> None:
    found = await posted(
        answering("307 Elsewhere\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: 0")
    )
    assert (found.status, found.retry_after_seconds) == (307, None)


async def test_silence_and_noise_are_answers_too() -> None:
    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()

    assert (await posted(silent, seconds_max=0.2)).error == "timeout"
    assert (await posted(answering("what?"))).error == "the connection broke off"


async def test_what_is_local_is_not_posted_to() -> None:
    poster = Poster(Gate())
    found = await poster.post("https://127.0.0.1/", b"", {})
    assert (found.status, found.error) == (None, "The url does not lead to the public internet.")
    await poster.close()


async def test_loopback_for_development_is_this_machine_by_name_only() -> None:
    gate = Gate(loopback=True)
    assert (await gate.admit("http://localhost:3000/hook")).port == 3_000
    for url in ("http://127.0.0.2:3000/", "http://10.0.0.1/", "http://example.com/"):
        with pytest.raises(SourceFetchFailed):
            await gate.admit(url)
