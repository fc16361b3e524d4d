"""Every adapter gives each bad reply its one meaning, whatever vendor it speaks to."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from domain.errors import (
    ProviderDown,
    ProviderFailure,
    ProviderMalformed,
    ProviderMisconfigured,
    ProviderOutcomeUnknown,
    ProviderRejected,
    ProviderThrottled,
)
from providers._base import Offer, Provider, Submission, Ticket
from providers._http import Http, retry_after, shape
from tests.contract.test_vendors import ADAPTERS, OFFERS, ask, vendor

SECRET = "very-secret-key"
REPLIES: dict[str, tuple[int, object, type[ProviderFailure]]] = {
    "throttled": (429, {}, ProviderThrottled),
    "broken": (500, {}, ProviderDown),
    "gateway": (502, "<html>", ProviderDown),
    "broken-page": (500, "<html>", ProviderDown),
    "overloaded": (503, {}, ProviderDown),
    "bad-key": (401, {}, ProviderMisconfigured),
    "forbidden": (403, {}, ProviderMisconfigured),
    "outside-its-contract": (418, {}, ProviderMalformed),
    "empty": (200, {}, ProviderMalformed),
    "without-a-result": (200, {"data": [], "words": 7}, ProviderMalformed),
    "no-json": (200, "<html>", ProviderMalformed),
}
UNSURE = frozenset({"gateway", "broken-page"})
ANSWER_AT_ONCE = frozenset(
    {"openai", "ideogram", "stability", "recraft", "removebg", "deepgram", "deepl"}
)
"""Vendors whose first request is the paid one."""
EXCEPTED = {
    "heygen-speech-without-a-result": "a list of voices comes first, and an empty one is no mistake",
}
"""Replies to which a vendor's documentation gives another meaning, and why."""
ELSEWHERE = "https://vendor.example"
"""Where a vendor is that has no address of its own: the operator names theirs."""
PROMPT = f"begin {'word ' * 8_000}end"


@asynccontextmanager
async def adapter(
    name: str, say: Callable[[httpx.Request], httpx.Response], base_url: str = ""
) -> AsyncIterator[Provider]:
    """The adapter, talking to a vendor that answers so."""
    kind = ADAPTERS[name]
    async with httpx.AsyncClient(
        transport=httpx.MockTransport(say), base_url=base_url or kind.base_url or ELSEWHERE,
        headers=kind.authorization(SECRET), auth=kind.auth(SECRET),
    ) as client:  # fmt: skip
        yield kind(Http(name, client, hosts=kind.hosts))


def always(status: int, body: object) -> Callable[[httpx.Request], httpx.Response]:
    """Say the same to everything."""

    def say(_: httpx.Request) -> httpx.Response:
        if isinstance(body, str):
            return httpx.Response(status, text=body)
        return httpx.Response(status, json=body)

    return say


@pytest.mark.parametrize(("name", "offer"), OFFERS)
@pytest.mark.parametrize("reply", REPLIES)
async def test_a_bad_reply_has_one_meaning(
    tmp_path: Path, name: str, offer: Offer, reply: str
) -> None:
    if f"{name}-{offer.ability}-{reply}" in EXCEPTED:
        return
    status, body, error = REPLIES[reply]
    async with adapter(name, always(status, body)) as provider:
        with pytest.raises(ProviderFailure) as caught:
            await provider.submit(ask(offer, tmp_path))
    # A proxy without an answer may have passed a paid call on; what is free, such as an upload, is simply down.
    unsure = {ProviderOutcomeUnknown} if reply in UNSURE else set()
    assert type(caught.value) in {error, *unsure}
    if unsure and name in ANSWER_AT_ONCE:
        assert type(caught.value) is ProviderOutcomeUnknown
    assert SECRET not in f"{caught.value!r} {caught.value.detail} {caught.value.__cause__!r}"


@pytest.mark.parametrize(("name", "offer"), OFFERS)
async def test_a_bad_answer_to_a_question_has_one_meaning(
    tmp_path: Path, name: str, offer: Offer
) -> None:
    async with vendor(name) as (asked, _):
        ticket = await asked.submit(ask(offer, tmp_path))
        url = str(asked.http.client.base_url)
    if not isinstance(ticket, Ticket):
        return
    for reply, (status, body, error) in REPLIES.items():
        async with adapter(name, always(status, body), url) as provider:
            with pytest.raises(ProviderFailure) as caught:
                await provider.poll(ticket)
        assert type(caught.value) is error, reply


@pytest.mark.parametrize(("name", "offer"), OFFERS)
async def test_a_prompt_is_never_cut(tmp_path: Path, name: str, offer: Offer) -> None:
    asked = worded(ask(offer, tmp_path))
    sent = bytearray()

    def hear(request: httpx.Request) -> httpx.Response:
        sent.extend(request.read())
        return httpx.Response(500, json={})

    async with adapter(name, hear) as provider:
        with suppress(ProviderDown, ProviderRejected):
            await provider.submit(asked)
    assert b"begin word" not in sent or b"word end" in sent


@pytest.mark.parametrize("name", ADAPTERS)
async def test_a_vendor_that_cannot_be_reached_took_nothing(tmp_path: Path, name: str) -> None:
    kind = ADAPTERS[name]
    async with httpx.AsyncClient(base_url="http://127.0.0.1:1", trust_env=False) as client:
        with pytest.raises(ProviderDown):
            await kind(Http(name, client)).submit(ask(kind.offers[0], tmp_path))


@pytest.mark.parametrize("name", ADAPTERS)
def test_an_adapter_is_well_formed(name: str) -> None:
    kind = ADAPTERS[name]
    assert kind.name == name
    assert kind.base_url.startswith("https://") or not kind.base_url
    assert kind.offers
    assert all(offer.model for offer in kind.offers)
    assert (kind.proof == "keys") == kind.keys_url.startswith("https://")


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("3", 3.0), (None, None), ("soon", None), ("-5", None), ("99999", 300.0)],
)
def test_retry_after_is_read_in_bounds(header: str | None, seconds: float | None) -> None:
    assert retry_after(header) == seconds


def test_a_shape_tells_keys_and_types_and_no_value() -> None:
    assert shape({"a": [{"secret": "x"}], "n": 1}) == "{a: [{secret: str}] × 1, n: int}"


def worded(asked: Submission) -> Submission:
    """The same task with a prompt longer than most vendors take, where it has one."""
    if "prompt" not in type(asked.task).model_fields:
        return asked
    return replace(asked, task=asked.task.model_copy(update={"prompt": PROMPT}))
