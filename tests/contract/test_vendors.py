"""One contract over every adapter: what each trouble means, from each vendor's own form of it, and what is paid for it."""

import asyncio
import importlib
import pkgutil
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

import tests.vendors
from domain.assets import Blob, Facts
from domain.errors import ProviderFailure, ProviderMisconfigured
from domain.phrases import Phrase, Phrases
from domain.tasks import (
    Ability,
    BackgroundRemovalTask,
    DubbingTask,
    ImageEditTask,
    ImageTask,
    ImageUpscaleTask,
    LipSyncTask,
    ModelTask,
    MusicTask,
    PortraitTask,
    SoundTask,
    SpeechTask,
    Task,
    TranscriptionTask,
    TranslationTask,
    VideoTask,
    VoiceCloneTask,
    blobs_of,
)
from media.picture import check
from media.probe import probe
from providers._base import Finished, Knock, Made, Offer, Provider, Submission, Ticket
from providers._http import Http
from runtime.catalog import adapters
from tests.house import serving
from tests.vendors import _fake
from tests.vendors._fake import KEY, LATE, MEANINGS, Fake, Trouble

ADAPTERS = {name: kind for name, kind in adapters().items() if kind.needs_key}
FAKES: dict[str, type[Fake]] = {
    module.FAKE.name: module.FAKE
    for info in pkgutil.iter_modules(tests.vendors.__path__)
    if hasattr(module := importlib.import_module(f"tests.vendors.{info.name}"), "FAKE")
}
OFFERS = [
    pytest.param(name, offer, id=f"{name}-{offer.ability}")
    for name, kind in ADAPTERS.items()
    for offer in kind.offers
]
TROUBLED = [
    pytest.param(name, offer, trouble, id=f"{name}-{offer.ability}-{trouble}")
    for name, kind in ADAPTERS.items()
    for offer in kind.offers
    for trouble in sorted(FAKES[name].troubles if name in FAKES else ())
]
POLLS_MAX = 20


def blob(folder: Path, data: bytes, kind: str) -> tuple[Blob, Path]:
    """A file as the activity hands it over."""
    path = folder / f"{len(data)}-{kind.replace('/', '-')}"
    path.write_bytes(data)
    digest = f"{len(data):064x}"
    return Blob(sha256=digest, size_bytes=len(data), facts=Facts(mime_type=kind)), path


def ask(offer: Offer, folder: Path) -> Submission:
    """A task of an ability, with real files."""
    image, image_path = blob(folder, _fake.picture(), "image/png")
    audio, audio_path = blob(folder, _fake.sound(), "audio/wav")
    video, video_path = blob(folder, _fake.video(), "video/mp4")
    spoken = Phrases(
        phrases=(
            Phrase(text="Good morning.", start=0, end=1),
            Phrase(text="How are you?", start=1, end=3),
        )
    )
    text = spoken.model_dump_json().encode()
    phrases, phrases_path = blob(folder, text, "application/json")
    seconds = offer.seconds[0] if offer.seconds else 5
    tasks: dict[Ability, Task] = {
        Ability.IMAGE: ImageTask(prompt="a barn", width=1024, height=768, seed=1),
        Ability.IMAGE_EDIT: ImageEditTask(image=image, prompt="at night", strength=0.6, seed=1),
        Ability.BACKGROUND_REMOVAL: BackgroundRemovalTask(image=image),
        Ability.IMAGE_UPSCALE: ImageUpscaleTask(image=image, scale=4),
        Ability.VIDEO: VideoTask(prompt="a boat sails", seconds=seconds, seed=1),
        Ability.LIP_SYNC: LipSyncTask(video=video, audio=audio),
        Ability.TALKING_PORTRAIT: PortraitTask(image=image, audio=audio),
        Ability.MODEL_3D: ModelTask(prompt="a fox", image=image),
        Ability.SPEECH: SpeechTask(text="Hello there.", language="en-US"),
        Ability.VOICE_CLONE: VoiceCloneTask(name="Ada", samples=(audio,), language="en"),
        Ability.SOUND_EFFECT: SoundTask(prompt="rain on a roof", seconds=seconds),
        Ability.MUSIC: MusicTask(prompt="calm piano", seconds=max(seconds, 15)),
        Ability.TRANSCRIPTION: TranscriptionTask(audio=audio),
        Ability.TRANSLATION: TranslationTask(phrases=phrases, count=2, source="en", target="de"),
        Ability.DUBBING: DubbingTask(video=video, speech=audio, seconds=1, target="de"),
    }
    paths = {phrases.sha256: phrases_path} | {
        image.sha256: image_path,
        audio.sha256: audio_path,
        video.sha256: video_path,
    }
    task = tasks[offer.ability]
    return Submission(
        key="job_x.1.0.0", model=offer.model, task=task, scratch=folder,
        files={each.sha256: paths[each.sha256] for each in blobs_of(task)},
    )  # fmt: skip


@asynccontextmanager
async def vendor(
    name: str, trouble: Trouble | None = None, *, key: str = KEY
) -> AsyncIterator[tuple[Provider, Fake]]:
    """The adapter, talking to a server that speaks its vendor's wire format."""
    kind, fake = ADAPTERS[name], FAKES[name](trouble=trouble)
    async with serving(fake.app()) as url:
        fake.root = url
        async with httpx.AsyncClient(
            base_url=url + fake.prefix, headers=kind.authorization(key), auth=kind.auth(key), trust_env=False, timeout=10
        ) as client:  # fmt: skip
            yield kind(Http(name, client, hosts=kind.hosts)), fake


async def drive(provider: Provider, asked: Submission) -> Finished:
    """Submit, and ask until it is done."""
    answer = await provider.submit(asked)
    for _ in range(POLLS_MAX):
        if isinstance(answer, Finished):
            return answer
        assert isinstance(answer, Ticket)
        ticket = Ticket.model_validate_json(answer.model_dump_json())  # it crosses Temporal
        progress = await provider.poll(ticket)
        if isinstance(progress, Finished):
            return progress
    raise AssertionError("it never finished")


async def delivered(made: Made, folder: Path) -> Path:
    """Bring what was made to a file, as the activity does: a url is fetched without our key."""
    target = folder / "made"
    if made.path:
        return made.path
    if made.data is not None:
        target.write_bytes(made.data)
        return target
    assert made.url
    async with httpx.AsyncClient(trust_env=False) as anyone:
        answer = await anyone.get(made.url)
        assert answer.status_code == 200
        target.write_bytes(answer.content)
    return target


def test_every_adapter_has_a_vendor_to_be_tested_against() -> None:
    assert set(FAKES) == set(ADAPTERS)


@pytest.mark.parametrize(("name", "offer"), OFFERS)
async def test_it_delivers_a_real_file_and_is_paid_once(
    tmp_path: Path, name: str, offer: Offer
) -> None:
    async with vendor(name) as (provider, fake):
        finished = await drive(provider, ask(offer, tmp_path))
        assert finished.model
        assert fake.paid == 1
        match offer.ability:
            case Ability.TRANSCRIPTION | Ability.TRANSLATION:
                assert finished.transcript
                assert [word.text for word in finished.transcript.words]
            case Ability.VOICE_CLONE:
                assert finished.voice
            case Ability.MODEL_3D:
                assert (await delivered(finished.made[0], tmp_path)).read_bytes()[:4] == b"glTF"
            case _:
                role = finished.made[0].role
                path = await delivered(finished.made[0], tmp_path)
                facts = await (check(path) if role == "image" else probe(path))
                assert facts.mime_type.startswith(f"{role}/")


@pytest.mark.parametrize(("name", "offer", "trouble"), TROUBLED)
async def test_each_trouble_has_one_meaning_and_no_second_price(
    tmp_path: Path, name: str, offer: Offer, trouble: Trouble, caplog: pytest.LogCaptureFixture
) -> None:
    async with vendor(name, trouble) as (provider, fake):
        with pytest.raises(ProviderFailure) as caught:
            await drive(provider, ask(offer, tmp_path))
    error = caught.value
    assert type(error) is MEANINGS[trouble], error
    assert fake.paid <= 1
    if trouble in LATE or trouble is Trouble.CUT:
        assert fake.paid == 1
    if trouble is Trouble.THROTTLED and error.retry_after_seconds is not None:
        assert 0 < error.retry_after_seconds <= 300
    said = f"{error!r} {error.detail} {error.__cause__!r} {caplog.text}"
    assert KEY not in said, "no key leaves in an error or a log"


@pytest.mark.parametrize("name", ADAPTERS)
async def test_the_key_is_proven_by_the_cheapest_call(name: str) -> None:
    async with vendor(name) as (provider, fake):
        assert await provider.check()
        assert fake.paid == 0
    async with vendor(name, key="wrong-key") as (provider, _):
        with pytest.raises(ProviderMisconfigured):
            await provider.check()


@pytest.mark.parametrize(("name", "offer"), OFFERS)
async def test_a_cancel_reaches_the_vendor_or_says_that_it_did_not(
    tmp_path: Path, name: str, offer: Offer
) -> None:
    async with vendor(name) as (provider, fake):
        answer = await provider.submit(ask(offer, tmp_path))
        if isinstance(answer, Finished):
            return
        confirmed = await provider.cancel(answer)
        assert confirmed == any(work.cancelled for work in fake.works.values())


@pytest.mark.parametrize(("name", "offer"), [p for p in OFFERS if p.values[1].findable])  # type: ignore[attr-defined]
async def test_a_lost_answer_is_found_by_our_key(tmp_path: Path, name: str, offer: Offer) -> None:
    asked = ask(offer, tmp_path)
    async with vendor(name) as (provider, fake):
        assert await provider.find(asked.key) is None
        fake.trouble = Trouble.CUT
        with pytest.raises(ProviderFailure):
            await provider.submit(asked)
        fake.trouble = None
        ticket = await provider.find(asked.key)
        assert ticket is not None
        for _ in range(POLLS_MAX):
            if isinstance(await provider.poll(ticket), Finished):
                break
        assert fake.paid == 1


@pytest.mark.parametrize(("name", "offer"), OFFERS)
async def test_what_the_vendor_refuses_by_its_schema_never_leaves_or_is_rejected(
    tmp_path: Path, name: str, offer: Offer
) -> None:
    """The request of the plainest task is as documented: the fake, which is strict, takes it."""
    async with vendor(name) as (provider, fake):
        await asyncio.wait_for(provider.submit(ask(offer, tmp_path)), 10)
        assert fake.paid == 1


@pytest.mark.parametrize("name", ADAPTERS)
@pytest.mark.parametrize(
    "url", ["https://evil.example/steal", "http://127.0.0.1:9/x", "https://api.x@evil.example/"]
)
async def test_our_key_never_follows_a_url_to_a_stranger(name: str, url: str) -> None:
    kind = ADAPTERS[name]

    def never(request: httpx.Request) -> httpx.Response:
        raise AssertionError(f"a request left for {request.url.host}")

    async with httpx.AsyncClient(
        base_url=kind.base_url or "https://vendor.example", transport=httpx.MockTransport(never)
    ) as client:
        with pytest.raises(ProviderFailure):
            await Http(name, client, hosts=kind.hosts).send("GET", url, classify=lambda *_: None)


WEBHOOKS = [name for name, kind in ADAPTERS.items() if kind.proof]
SECRET = "whsec_c2VjcmV0LXNlY3JldC1zZWNyZXQ="


async def knocked(name: str, folder: Path) -> Knock:
    """A webhook as its vendor sends it now."""
    kind = ADAPTERS[name]
    asked = replace(
        ask(kind.offers[0], folder), callback_url="https://studio.example/hook", callback_secret=SECRET
    )  # fmt: skip
    async with vendor(name) as (provider, fake):
        await provider.submit(asked)
        now = time.time()
        headers, body = fake.knock(next(iter(fake.works.values())), SECRET, now)
        return Knock(headers=headers, body=body, now=now, secret=SECRET, keys=fake.keys())


@pytest.mark.parametrize("name", WEBHOOKS)
async def test_a_webhook_is_the_vendors_own_or_refused(tmp_path: Path, name: str) -> None:
    kind, knock = ADAPTERS[name], await knocked(name, tmp_path)
    assert kind.is_genuine(knock)
    if kind.proof == "none":
        return
    assert not kind.is_genuine(replace(knock, headers={})), "unsigned"
    if kind.proof in ("account", "call"):
        other = "whsec_b3RoZXItb3RoZXItb3RoZXI="
        assert not kind.is_genuine(replace(knock, secret=other)), "signed by somebody else"
        assert not kind.is_genuine(replace(knock, secret="")), "signed by nobody"


@pytest.mark.parametrize("name", [name for name in WEBHOOKS if FAKES[name].signs_body])
async def test_a_webhook_that_was_changed_is_refused(tmp_path: Path, name: str) -> None:
    knock = await knocked(name, tmp_path)
    assert not ADAPTERS[name].is_genuine(replace(knock, body=knock.body + b" "))


@pytest.mark.parametrize("name", [name for name in WEBHOOKS if FAKES[name].signs_time])
async def test_a_webhook_of_yesterday_is_refused(tmp_path: Path, name: str) -> None:
    knock = await knocked(name, tmp_path)
    assert not ADAPTERS[name].is_genuine(replace(knock, now=knock.now + 86_400))
