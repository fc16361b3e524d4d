"""Voices of one's own, through the whole house: cloned at a vendor, heard, used by nobody else, and forgotten."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest
import pytest_asyncio

from domain.errors import NotFound
from domain.tiers import Tier
from domain.values import Json
from jobs.models import Models
from jobs.voices import VendorVoices
from media.probe import probe
from media.run import run
from media.speech import loudness, measure
from runtime.forgetting import Forgetting
from tests.contract.test_lifecycles import BY_HEART
from tests.house import Caller, House
from tests.integration.test_pipelines import balanced, ended, job_of, submitted
from tests.samples import samples_of, spoken, written

CLONE, SPEAK = "/audio/clone-voice", "/audio/generate-speech"
CONSENT = {
    "subject": "Ann Example", "statement": "You may clone my voice.", "recordedAt": "2026-05-01T10:00:00Z",
}  # fmt: skip
VENDOR = {"routing": {"only": ["elevenlabs"]}}

pytestmark = [pytest.mark.timeout(300), pytest.mark.xdist_group("voices")]


@pytest.fixture(scope="session")
def _folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("voices")


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def sample(_folder: Path) -> AsyncIterator[Path]:
    """A minute of one speaker."""
    path = await spoken(_folder / "one", "espeak-en-us", times=3)
    assert 60 < len(samples_of(path)) / 22_050 < 300
    yield path


@pytest.fixture
def fit_samples(monkeypatch: pytest.MonkeyPatch) -> None:
    """Say at once that samples are fit, where a test is about something else: judging them takes long."""

    async def call(engine: str, request: Json, **how: object) -> Json:
        return BY_HEART[engine]

    monkeypatch.setattr("activities.voices.call", call)


async def upload(caller: Caller, path: Path) -> str:
    answer = await caller.http.post("/uploads", content=path.read_bytes())
    assert answer.status_code in (200, 201), answer.text
    return str(answer.json()["data"]["id"])


def body(*samples: str, **more: Any) -> dict[str, Any]:
    return {"name": "Ann", "audioSamples": list(samples), "language": "en", **more}


async def cloned(caller: Caller, sample: Path, **more: Any) -> dict[str, Any]:
    job = await caller.finished(
        CLONE, body(await upload(caller, sample), consent=CONSENT, **VENDOR, **more)
    )
    assert job["status"] == "completed", job["error"]
    return job


async def model_of(caller: Caller, job: dict[str, Any]) -> dict[str, Any]:
    model_id = job["outputs"][-1]["metadata"]["voiceModelId"]
    found: dict[str, Any] = (await caller.http.get(f"/voice-models/{model_id}")).json()["data"]
    return found


def forgetting(house: House) -> Forgetting:
    return Forgetting(VendorVoices(house.resources.system), house.providers)


async def test_a_voice_is_cloned_at_a_vendor_and_heard(
    house: House, sample: Path, tmp_path: Path
) -> None:
    caller = await house.caller()
    job = await cloned(caller, sample)
    assert job["creditsCharged"] == 200
    assert [output["role"] for output in job["outputs"]] == ["audio", "report"]
    preview, report = job["outputs"]
    async with httpx.AsyncClient() as http:
        (tmp_path / "preview").write_bytes((await http.get(preview["url"])).content)
        told = (await http.get(report["url"])).json()
    assert (await probe(tmp_path / "preview")).mime_type == "audio/mpeg"
    assert told["fit"]
    assert told["samples"][0]["problems"] == []
    model = await model_of(caller, job)
    assert (model["status"], model["provider"], model["likeness"]) == (
        "ready",
        "elevenlabs",
        "clone",
    )
    assert (model["consent"]["subject"], model["name"], model["jobId"]) == (
        "Ann Example",
        "Ann",
        job["id"],
    )
    assert model["report"]["samples"] == told["samples"]
    assert [a["provider"] for a in job["attempts"]] == ["elevenlabs", "elevenlabs"]


async def test_speech_in_a_voice_is_by_its_holder_and_in_no_other_voice(
    house: House, sample: Path
) -> None:
    caller = await house.caller()
    model = await model_of(caller, await cloned(caller, sample))
    before = len(house.voices.spoken)
    job = await caller.finished(
        SPEAK, {"text": "One. [pause 1s] Two.", "voiceModelId": model["id"], "speed": 1.5}
    )
    assert job["status"] == "completed", job["error"]
    assert job["creditsCharged"] == 15
    spoke = house.voices.spoken[before:]
    assert len(spoke) == 2
    assert set(spoke) == {house.voices.clones[0]}
    assert [output["role"] for output in job["outputs"]] == ["audio", "timings", "captions"]
    house.voices.clones = ()
    lost = await caller.finished(SPEAK, {"text": "Hello.", "voiceModelId": model["id"]})
    assert (lost["status"], lost["creditsCharged"]) == ("failed", 0)
    assert {attempt["provider"] for attempt in lost["attempts"]} == {"elevenlabs"}


async def test_bad_samples_are_named_with_what_is_wrong(
    house: House, sample: Path, tmp_path: Path
) -> None:
    caller = await house.caller()
    noise = np.random.default_rng(1).normal(0, 0.1, 22_050 * 8).astype(np.float32)
    clipped = np.clip(samples_of(sample)[: 22_050 * 9] * 30, -0.95, 0.95)
    paths = [
        sample,
        written(tmp_path / "noise.wav", noise),
        written(tmp_path / "hard.wav", clipped),
    ]
    before = house.voices.made
    job = await caller.finished(
        CLONE, body(*[await upload(caller, path) for path in paths], **VENDOR)
    )
    assert (job["status"], job["error"]["code"]) == ("failed", "ERR_MEDIA_INVALID")
    assert "Sample 2: no speech is heard in it." in job["error"]["message"]
    assert "Sample 3: it is clipped" in job["error"]["message"]
    assert "Sample 1" not in job["error"]["message"]
    assert (await caller.wallet()) == (1_000, 0)
    assert house.voices.made == before, "nobody was paid"
    models = (await caller.http.get("/voice-models", params={"status": "failed"})).json()["data"]
    assert [len(model["report"]["samples"]) for model in models] == [3]


async def test_samples_that_are_too_short_or_no_sound_are_refused(
    house: House, sample: Path, tmp_path: Path
) -> None:
    caller = await house.caller()
    short = written(tmp_path / "short.wav", samples_of(sample)[: 22_050 * 20])
    job = await caller.finished(CLONE, body(await upload(caller, short)))
    assert job["error"]["message"].startswith("The samples last 20 seconds together; at least 60")
    text = await caller.http.post("/uploads", content=b"hello, I am a text")
    refused = await caller.submit(CLONE, body(text.json()["data"]["id"]))
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (400, "/audioSamples/0")


async def test_cloning_needs_a_tier_and_a_language_that_is_spoken(house: House) -> None:
    free, caller = await house.caller(tier=Tier.FREE), await house.caller()
    url = "https://example.com/a.mp3"
    refused = await free.submit(CLONE, body(url))
    assert (refused.status_code, refused.json()["code"]) == (403, "ERR_TIER_REQUIRED")
    unknown = await caller.submit(CLONE, {**body(url), "language": "tlh"})
    assert (unknown.status_code, unknown.json()["errors"][0]["pointer"]) == (400, "/language")
    languages = (await caller.http.get("/audio/languages")).json()["data"]
    clones = {each["language"] for each in languages if each["supports"]["clone"]}
    assert {"en-US", "es", "fr", "it", "pt-BR", "de"} <= clones
    assert "sw" not in clones


async def test_the_voices_of_the_library_can_be_heard_before_they_are_chosen(
    house: House, tmp_path: Path
) -> None:
    caller = await house.caller()
    listed = await caller.http.get("/audio/voices", params={"language": "en-GB", "limit": 100})
    voices = {voice["id"]: voice for voice in listed.json()["data"]}
    assert {"bf_emma", "espeak-en-gb"} <= set(voices)
    assert voices["espeak-en-gb"]["previewUrl"] is None
    async with httpx.AsyncClient() as http:
        url = voices["bf_emma"]["previewUrl"]
        heard = await http.get(url)
        assert (heard.status_code, heard.headers["content-type"]) == (200, "audio/ogg")
        assert (await http.get(url.replace("bf_emma", "bf_lily"))).status_code == 403
        assert (await http.get(url.split("?")[0])).status_code == 400
    (tmp_path / "preview").write_bytes(heard.content)
    assert 2 < ((await probe(tmp_path / "preview")).duration_seconds or 0) < 12


async def test_consent_is_required_where_the_operator_says_so(house: House) -> None:
    caller = await house.caller()
    url = "https://example.com/a.mp3"
    dry = {"dryRun": "true"}
    assert (await caller.http.post(CLONE, params=dry, json=body(url))).status_code == 200
    house.settings.voices.consent_required = True
    try:
        refused = await caller.http.post(CLONE, params=dry, json=body(url))
        assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (400, "/consent")
        given = await caller.http.post(CLONE, params=dry, json=body(url, consent=CONSENT))
        assert given.status_code == 200, given.text
    finally:
        house.settings.voices.consent_required = False
    later = {**CONSENT, "recordedAt": "2126-01-01T00:00:00Z"}
    early = await caller.http.post(CLONE, params=dry, json=body(url, consent=later))
    assert early.json()["errors"][0]["pointer"] == "/consent/recordedAt"


@pytest.mark.usefixtures("fit_samples")
async def test_a_deleted_voice_is_purged_here_and_at_the_vendor(house: House, sample: Path) -> None:
    caller, stranger = await house.caller(), await house.caller()
    asset = await upload(caller, sample)
    job = await caller.finished(CLONE, body(asset, **VENDOR))
    model = await model_of(caller, job)
    row = await Models(house.resources.app).get(caller.tenant, model["id"], "voice")
    kept = await house.resources.system.call(
        "SELECT unnest(blobs) FROM studio.model WHERE id = :id", id=model["id"]
    )
    voice = str(row.vendor_ref).removeprefix("elevenlabs-")
    assert voice in house.voices.clones
    assert (await stranger.http.delete(f"/voice-models/{model['id']}")).status_code == 404
    await forgetting(house).once(pause_seconds=0)
    assert voice in house.voices.clones, "a voice in use stays"

    assert (await caller.http.delete(f"/voice-models/{model['id']}")).status_code == 204
    assert (await caller.http.get(f"/voice-models/{model['id']}")).status_code == 404
    assert (await caller.http.delete(f"/voice-models/{model['id']}")).status_code == 404
    assert (await caller.http.get(f"/assets/{asset}")).status_code == 404
    for (sha256,) in kept:
        with pytest.raises(NotFound):
            await house.resources.blobs.size(caller.tenant, sha256)
    gone = await caller.submit(SPEAK, {"text": "Hello.", "voiceModelId": model["id"]})
    assert (gone.status_code, gone.json()["errors"][0]["pointer"]) == (400, "/voiceModelId")

    house.voices.deaf = True
    await forgetting(house).once(pause_seconds=0)
    assert voice in house.voices.clones
    house.voices.deaf = False
    await forgetting(house).once(pause_seconds=0)
    assert voice not in house.voices.clones
    purged = await house.resources.system.value(
        "SELECT purged_at IS NOT NULL FROM studio.model WHERE id = :id", id=model["id"]
    )
    assert purged


@pytest.mark.usefixtures("fit_samples")
async def test_a_voice_that_was_made_for_nobody_is_forgotten(house: House, sample: Path) -> None:
    caller = await house.caller()
    before = set(house.voices.clones)
    house.voices.awake.clear()
    try:
        job_id = await caller.accepted(CLONE, body(await upload(caller, sample), **VENDOR))
        await caller.seen(job_id, lambda job: len(job["attempts"]) == 2)
        (made,) = set(house.voices.clones) - before
        await caller.http.post(f"/jobs/{job_id}/cancel")
    finally:
        house.voices.awake.set()
    assert (await caller.ended(job_id))["status"] == "cancelled"
    async with asyncio.timeout(60):
        while made in house.voices.clones:
            await forgetting(house).once(pause_seconds=0)
    listed = (await caller.http.get("/voice-models")).json()["data"]
    assert [model["status"] for model in listed] == ["failed"]


@pytest.mark.usefixtures("fit_samples")
async def test_models_are_listed_by_page_and_status(house: House, sample: Path) -> None:
    caller = await house.caller()
    ids = [(await model_of(caller, await cloned(caller, sample)))["id"] for _ in range(2)]
    first = (await caller.http.get("/voice-models", params={"limit": 1, "status": "ready"})).json()
    assert [model["id"] for model in first["data"]] == [ids[1]]
    following = {"limit": 1, "status": "ready", "cursor": first["page"]["nextCursor"]}
    second = (await caller.http.get("/voice-models", params=following)).json()
    assert ([model["id"] for model in second["data"]], second["page"]["hasMore"]) == (
        [ids[0]],
        False,
    )
    colleague = house.as_tenant(caller.tenant)
    assert len((await colleague.http.get("/voice-models")).json()["data"]) == 2


@pytest.mark.faults
async def test_without_a_vendor_a_mix_resembles_the_samples_and_says_so(
    house: House, sample: Path, tmp_path: Path
) -> None:
    caller = await house.caller()
    job = await caller.finished(
        CLONE, body(await upload(caller, sample), routing={"only": ["local"]})
    )
    assert job["status"] == "completed", job["error"]
    model = await model_of(caller, job)
    assert (model["provider"], model["likeness"]) == ("local", "resembles")
    assert job["outputs"][0]["metadata"]["voice"].startswith("mix: ")
    said = await caller.finished(
        SPEAK, {"text": "Good morning, dear listeners of the valley.", "voiceModelId": model["id"]}
    )
    assert said["status"] == "completed", said["error"]
    audio = said["outputs"][0]
    assert audio["metadata"]["likeness"] == "resembles its samples; it is no clone of them"
    async with httpx.AsyncClient() as http:
        (tmp_path / "speech").write_bytes((await http.get(audio["url"])).content)
    assert abs((loudness(await run(measure(tmp_path, "speech"))) or 0) + 16) <= 1


@pytest.mark.usefixtures("fit_samples")
async def test_a_pipeline_speaks_in_a_voice_that_it_has_just_cloned(
    house: House, sample: Path
) -> None:
    caller = await house.caller()
    steps = [
        {
            "id": "clone",
            "type": "voice-clone",
            "params": body(await upload(caller, sample), consent=CONSENT, **VENDOR),
        },
        {
            "id": "speech",
            "type": "custom-speech",
            "params": {"text": "It is my voice.", "voiceModelId": {"$ref": "clone.model"}},
        },
    ]
    pipeline = await ended(caller, await submitted(caller, steps))
    assert pipeline["status"] == "completed", pipeline["error"]
    job = await caller.job(job_of(pipeline, "speech")["jobId"])
    assert job["params"]["voiceModelId"].startswith("vm_")
    assert [attempt["provider"] for attempt in job["attempts"]] == ["elevenlabs"]
    assert await balanced(house, caller)
