"""Every adapter gives each bad reply its one meaning, whatever vendor it speaks to."""

import wave
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest

from domain.assets import Blob, Facts
from domain.errors import (
    ProviderCreditsExhausted,
    ProviderDown,
    ProviderFailure,
    ProviderMalformed,
    ProviderMisconfigured,
    ProviderModerated,
    ProviderOutcomeUnknown,
    ProviderRejected,
    ProviderThrottled,
)
from domain.tasks import Ability, ImageTask, SpeechTask, Task, TranscriptionTask
from providers._base import Finished, Provider, Submission
from providers._http import Http, retry_after, shape
from runtime.catalog import adapters
from tests.house import serving
from tests.vendors import openai as fake

VENDORS = {name: kind for name, kind in adapters().items() if kind.needs_key}
OFFERS = [(name, offer.ability) for name, kind in VENDORS.items() for offer in kind.offers]
SECRET = "very-secret-key"
REPLIES = [
    pytest.param(429, {}, ProviderThrottled, id="throttled"),
    pytest.param(500, {}, ProviderDown, id="broken"),
    pytest.param(502, "<html>", ProviderDown, id="gateway"),
    pytest.param(503, {}, ProviderDown, id="overloaded"),
    pytest.param(401, {}, ProviderMisconfigured, id="bad-key"),
    pytest.param(403, {}, ProviderMisconfigured, id="forbidden"),
    pytest.param(418, {}, ProviderMalformed, id="outside-its-contract"),
    pytest.param(200, {}, ProviderMalformed, id="empty"),
    pytest.param(200, {"data": [], "words": 7}, ProviderMalformed, id="without-a-result"),
    pytest.param(200, "<html>", ProviderMalformed, id="no-json"),
]


def ask(ability: Ability, folder: Path) -> Submission:
    """A task of an ability, as the activity hands it over."""
    sound = folder / "speech.wav"
    with wave.open(str(sound), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16_000)
        file.writeframes(bytes(3_200))
    blob = Blob(sha256="0" * 64, size_bytes=1, facts=Facts(mime_type="audio/wav"))
    tasks: dict[Ability, Task] = {
        Ability.IMAGE: ImageTask(prompt="a barn", width=256, height=300, seed=1),
        Ability.SPEECH: SpeechTask(text="Hello."),
        Ability.TRANSCRIPTION: TranscriptionTask(audio=blob),
    }
    return Submission(
        key="job.1.0.0", model="m", task=tasks[ability], scratch=folder, files={blob.sha256: sound}
    )


@asynccontextmanager
async def adapter(name: str, status: int, body: object) -> AsyncIterator[Provider]:
    """The adapter, talking to a vendor that always says this."""

    def say(request: httpx.Request) -> httpx.Response:
        return (
            httpx.Response(status, text=body)
            if isinstance(body, str)
            else httpx.Response(status, json=body)
        )

    kind = VENDORS[name]
    async with httpx.AsyncClient(
        transport=httpx.MockTransport(say),
        base_url=kind.base_url,
        headers=kind.authorization(SECRET),
    ) as client:
        yield kind(Http(name, client))


@pytest.mark.parametrize(("name", "ability"), OFFERS)
@pytest.mark.parametrize(("status", "body", "error"), REPLIES)
async def test_a_bad_reply_has_one_meaning(
    tmp_path: Path,
    name: str,
    ability: Ability,
    status: int,
    body: object,
    error: type[ProviderFailure],
) -> None:
    async with adapter(name, status, body) as provider:
        with pytest.raises(error) as caught:
            await provider.submit(ask(ability, tmp_path))
    assert SECRET not in f"{caught.value!r} {caught.value.detail} {caught.value.__cause__!r}"


@pytest.mark.parametrize("name", VENDORS)
def test_an_adapter_is_well_formed(name: str) -> None:
    kind = VENDORS[name]
    assert kind.name == name
    assert kind.base_url.startswith("https://")
    assert kind.offers
    assert all(offer.model for offer in kind.offers)


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ("insufficient_quota", ProviderCreditsExhausted), ("moderation", ProviderModerated), ("400", ProviderRejected),
        ("429", ProviderThrottled), ("cut", ProviderOutcomeUnknown), ("html", ProviderMalformed), ("empty", ProviderMalformed),
    ],
)  # fmt: skip
async def test_openais_own_codes_are_understood(
    tmp_path: Path, fault: str, error: type[ProviderFailure]
) -> None:
    vendor = fake.Vendor(faults=[{"path": "*", "times": 1, "kind": fault}])
    async with openai(vendor) as provider:
        with pytest.raises(error) as caught:
            await provider.submit(ask(Ability.IMAGE, tmp_path))
    if error is ProviderThrottled:
        assert caught.value.retry_after_seconds == 1


@pytest.mark.parametrize("ability", [Ability.IMAGE, Ability.SPEECH, Ability.TRANSCRIPTION])
async def test_openai_delivers_and_is_paid_once(tmp_path: Path, ability: Ability) -> None:
    vendor = fake.Vendor()
    async with openai(vendor) as provider:
        finished = await provider.submit(ask(ability, tmp_path))
    assert isinstance(finished, Finished)
    assert bool(finished.made) == (ability is not Ability.TRANSCRIPTION)
    assert [call["key"] for call in vendor.calls] == ["job.1.0.0"]


async def test_a_vendor_that_cannot_be_reached_took_nothing(tmp_path: Path) -> None:
    async with httpx.AsyncClient(base_url="http://127.0.0.1:1", trust_env=False) as client:
        with pytest.raises(ProviderDown):
            await VENDORS["openai"](Http("openai", client)).submit(ask(Ability.IMAGE, tmp_path))


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("3", 3.0), (None, None), ("soon", None), ("-5", None), ("99999", 300.0)],
)
def test_retry_after_is_read_in_bounds(header: str | None, seconds: float | None) -> None:
    assert retry_after(header) == seconds


def test_a_shape_tells_keys_and_types_and_no_value() -> None:
    assert shape({"a": [{"secret": "x"}], "n": 1}) == "{a: [{secret: str}] × 1, n: int}"


@asynccontextmanager
async def openai(vendor: fake.Vendor) -> AsyncIterator[Provider]:
    """The adapter, talking to a server that speaks its wire format."""
    async with (
        serving(fake.create(vendor), probe_path="/_state") as url,
        httpx.AsyncClient(
            base_url=url, headers={"Authorization": "Bearer test-key"}, trust_env=False
        ) as client,
    ):
        yield VENDORS["openai"](Http("openai", client))
