"""Recorded histories of each outcome replay: a changed plot that would break running jobs fails here.

`RECORD=1 pytest tests/workflows` records them anew.
"""

import os
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from temporalio.api.enums.v1 import EventType
from temporalio.client import WorkflowFailureError, WorkflowHistory
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.worker import Replayer, UnsandboxedWorkflowRunner

from domain.tiers import Tier
from runtime.catalog import job_types
from runtime.numbers import load
from tests.contract.test_lifecycles import Bench, Trial
from tests.faces import photo
from tests.house import Caller, House
from tests.integration.test_avatar_animation import tone, uploaded
from tests.samples import spoken
from tests.shows import match
from tests.unit.test_film import make
from tests.vendors.allround import Manner

HISTORIES = Path(__file__).parent / "histories"
SMALL = {"width": 256, "height": 256}
IMAGES, SPEECH, VIDEOS = "/images/generate", "/audio/text-to-speech", "/videos/generate"
OUTCOMES: dict[str, tuple[str, dict[str, Any], str]] = {
    "completed": (IMAGES, {"prompt": "recorded", **SMALL}, "completed"),
    "followed": (
        IMAGES,
        {"prompt": "recorded slowly", "routing": {"only": ["slowvendor"]}, **SMALL},
        "completed",
    ),
    "variants": (IMAGES, {"prompt": "recorded thrice", "variants": 3, **SMALL}, "completed"),
    "fallback": (IMAGES, {"prompt": "recorded late [fault:400]", **SMALL}, "completed"),
    "reconciled": (
        IMAGES,
        {"prompt": "recorded lost", "routing": {"only": ["slowvendor"]}, **SMALL},
        "completed",
    ),
    "failed": (
        IMAGES,
        {"prompt": "never [fault:400]", "allowFallback": False, "provider": "dalle3"},
        "failed",
    ),
    "moderated": (IMAGES, {"prompt": "a forbidden record", **SMALL}, "failed"),
    "timed-out": (
        IMAGES,
        {"prompt": "forever", "routing": {"only": ["slowvendor"]}, "deadlineSeconds": 2},
        "failed",
    ),
    "unknown": (
        IMAGES,
        {"prompt": "gone [fault:cut]", "provider": "dalle3", "deadlineSeconds": 3},
        "failed",
    ),
    "cancelled": (
        IMAGES,
        {"prompt": "forever cancelled", "routing": {"only": ["slowvendor"]}},
        "cancelled",
    ),
    "speech": (SPEECH, {"text": "One sentence. " * 100}, "completed"),
    "film": (VIDEOS, {"prompt": "recorded breaks-2", "duration": 16}, "completed"),
}
VOICES = ("voice", "voice-speech", "voice-refused")
AVATARS = ("avatar", "avatar-of-a-vendor", "avatar-refused", "avatar-speaks")
FILMS = ("merged", "clips", "still", "uncut", "segmented")
OLDER = ("enlarged",)
"""Of runs that were started before there were segments."""
BOUGHT: dict[str, tuple[str, Manner, str]] = {
    "transformed": ("image-transform", Manner.WORKS, "completed"),
    "cut-out": ("background-removal", Manner.WORKS, "completed"),
    "picture-enlarged": ("image-upscale", Manner.WORKS, "completed"),
    "inpainted": ("image-inpaint", Manner.WORKS, "completed"),
    "varied": ("image-variations", Manner.WORKS, "completed"),
    "outpainted": ("image-outpaint", Manner.WORKS, "completed"),
    "music": ("music-generation", Manner.WORKS, "completed"),
    "music-extended": ("music-extension", Manner.WORKS, "completed"),
    "translated": ("video-translate", Manner.WORKS, "completed"),
    "sounding": ("sound-effects", Manner.WORKS, "completed"),
    "inpaint-failed": ("image-inpaint", Manner.GIVES_UP, "failed"),
    "cut-out-opaque": ("background-removal", Manner.OPAQUE, "failed"),
    "translate-reconciled": ("video-translate", Manner.LOST, "completed"),
    "posted": ("social-variants", Manner.WORKS, "completed"),
    "posted-unheard": ("social-variants", Manner.GIVES_UP, "failed"),
    "music-cancelled": ("music-generation", Manner.WORKING, "cancelled"),
}
HESITANT = "hesitant"
"""A step of milliseconds that took too long, and was taken again outside its workflow task."""


PAGES = ("set", "not-set")
MINTS = ("minted",)


@pytest.mark.parametrize(
    "name", [*OUTCOMES, *VOICES, *AVATARS, *FILMS, *OLDER, *BOUGHT, HESITANT, *PAGES, *MINTS]
)
async def test_a_recorded_history_replays(name: str) -> None:
    history = WorkflowHistory.from_json(name, (HISTORIES / f"{name}.json").read_text())
    replayer = Replayer(
        workflows=[job.workflow for job in job_types(load(None)).values()],
        data_converter=pydantic_data_converter,
        workflow_runner=UnsandboxedWorkflowRunner(),
    )
    result = await replayer.replay_workflow(history, raise_on_replay_failure=False)
    assert result.replay_failure is None


@pytest.mark.skipif("RECORD" not in os.environ, reason="records; the tests above replay")
@pytest.mark.parametrize("name", OUTCOMES)
async def test_record(house: House, name: str) -> None:
    path, body, status = OUTCOMES[name]
    caller = await house.caller()
    job_id = await caller.accepted(path, body)
    job = await _ended(caller, job_id, cancel=status == "cancelled")
    assert job["status"] == status, job
    await _kept(house, name, job_id)


@pytest.mark.skipif("RECORD" not in os.environ, reason="records; the tests above replay")
async def test_record_voices(house: House, tmp_path: Path) -> None:
    caller = await house.caller()
    sample = (await spoken(tmp_path, "espeak-en-us", times=3)).read_bytes()
    asset = (await caller.http.post("/uploads", content=sample)).json()["data"]["id"]
    body = {
        "name": "Recorded", "audioSamples": [asset], "language": "en", "routing": {"only": ["elevenlabs"]},
    }  # fmt: skip
    cloned = await caller.finished("/audio/clone-voice", body)
    assert cloned["status"] == "completed", cloned
    model_id = cloned["outputs"][0]["metadata"]["voiceModelId"]
    said = await caller.finished(
        "/audio/generate-speech", {"text": "One. [pause 1s] Two.", "voiceModelId": model_id}
    )
    assert said["status"] == "completed", said
    refused = await caller.finished("/audio/clone-voice", {**body, "audioSamples": [asset] * 10})
    assert refused["error"]["code"] == "ERR_MEDIA_INVALID", refused
    for name, job in zip(VOICES, (cloned, said, refused), strict=True):
        await _kept(house, name, job["id"])


@pytest.mark.skipif("RECORD" not in os.environ, reason="records; the tests above replay")
async def test_record_avatars(house: House) -> None:
    caller = await house.caller(credits=2_000)
    described = {"sourceType": "description", "sourceData": "a recorded man"}
    made = await caller.finished("/avatars/generate", described)
    sold = {**described, "routing": {"only": ["sculptor"]}}
    bought = await caller.finished("/avatars/generate", sold)
    nobody = await uploaded(caller, photo())
    refused = await caller.finished(
        "/avatars/generate", {"sourceType": "photo", "sourceData": nobody}
    )
    assert refused["error"]["pointer"] == "/sourceData", refused
    said = await caller.finished(
        "/avatars/animate",
        {
            "avatarModelId": made["outputs"][0]["metadata"]["avatarModelId"],
            "audioUrl": await uploaded(caller, tone(1.0)),
        },
    )
    for job in (made, bought, said):
        assert job["status"] == "completed", job
    for name, job in zip(AVATARS, (made, bought, refused, said), strict=True):
        await _kept(house, name, job["id"])


@pytest.mark.skipif("RECORD" not in os.environ, reason="records; the tests above replay")
async def test_record_films(house: House, tmp_path: Path) -> None:
    caller = await house.caller()
    film = match(tmp_path / "match.mp4", seconds=20, goal=(4, 12)).read_bytes()
    asset = (await caller.http.post("/uploads", content=film)).json()["data"]["id"]
    make(tmp_path, "long", "testsrc2=s=64x36:r=25:d=18", "-g", "25")
    film = (tmp_path / "long").read_bytes()
    long = (await caller.http.post("/uploads", content=film)).json()["data"]["id"]
    Image.new("RGB", (128, 72), "teal").save(tmp_path / "picture.png")
    picture = (tmp_path / "picture.png").read_bytes()
    begins = (await caller.http.post("/uploads", content=picture)).json()["data"]["id"]
    # One clip that there is room for, of two.
    asks: tuple[tuple[str, dict[str, Any]], ...] = (
        ("/videos/merge", {"clips": [{"videoUrl": asset, "end": 2}] * 2, "transition": "fade"}),
        ("/videos/clips", {"videoUrl": asset, "targetDuration": 15, "numberOfClips": 2}),
        (
            "/videos/image-to-video",
            {"imageUrl": begins, "prompt": "recorded still", "duration": 12},
        ),
        ("/videos/upscale", {"videoUrl": asset}),
        ("/videos/upscale", {"videoUrl": long}),
    )
    for name, (path, body) in zip(FILMS, asks, strict=True):
        job = await caller.finished(path, body)
        assert job["status"] == "completed", job
        await _kept(house, name, job["id"])


@pytest.mark.skipif("RECORD" not in os.environ, reason="records; the tests above replay")
@pytest.mark.parametrize("name", BOUGHT)
async def test_record_bought(house: House, tmp_path: Path, name: str) -> None:
    kind, manner, status = BOUGHT[name]
    caller = await house.caller(tier=Tier.ENTERPRISE)
    trial = Trial(Bench(house, caller, tmp_path), kind)
    body = await trial.body()
    with trial.watched():
        job_id = await trial.begun(body, manner)
        if manner is Manner.LOST:
            house.allround.let_go(job_id)
        job = await _ended(caller, job_id, cancel=status == "cancelled")
    assert job["status"] == status, job
    await _kept(house, name, job_id)


@pytest.mark.skipif("RECORD" not in os.environ, reason="records; the tests above replay")
async def test_record_hesitant(house: House) -> None:
    caller = await house.caller()
    with house.halts.watching(caller.tenant):
        job_id = await caller.accepted(IMAGES, {"prompt": "recorded late", **SMALL})
        handle = house.client.get_workflow_handle(job_id)
        await caller.until(job_id, "moderating", field="phase")
        async for event in handle.fetch_history_events(wait_new_event=True):
            if event.event_type is EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED:
                break
    job = await caller.ended(job_id)
    assert job["status"] == "completed", job
    await _kept(house, HESITANT, job_id)


@pytest.mark.skipif("RECORD" not in os.environ, reason="records; the tests above replay")
async def test_record_pages(house: House, tmp_path: Path) -> None:
    caller = await house.caller()
    Image.new("RGB", (96, 96), "teal").save(tmp_path / "portrait.png")
    face = (
        await caller.http.post("/uploads", content=(tmp_path / "portrait.png").read_bytes())
    ).json()["data"]["id"]
    path, data = (
        "/templates/tmpl_01kb01s3m0e8v4t9q2w7x5y006/render",
        {"quote": "Recorded.", "author": "Me"},
    )
    made = await caller.finished(path, {"data": {**data, "portrait": face}, "outputFormat": "pdf"})
    assert made["status"] == "completed", made
    gone = {**data, "portrait": "https://nobody.invalid/portrait.png"}
    refused = await caller.finished(path, {"data": gone})
    assert refused["error"]["pointer"] == "/data/portrait", refused
    for name, job in zip(PAGES, (made, refused), strict=True):
        await _kept(house, name, job["id"])


@pytest.mark.skipif("RECORD" not in os.environ, reason="records; the tests above replay")
async def test_record_mints(house: House) -> None:
    caller = await house.caller(tier=Tier.PROMAX)
    made = await caller.finished(IMAGES, {"prompt": "recorded", **SMALL})
    body = {"assetUrl": made["outputs"][0]["id"], "metadata": {"name": "Recorded"}}
    minted = await caller.finished("/nft/mint", body)
    assert minted["status"] == "completed", minted
    await _kept(house, *MINTS, minted["id"])


async def _kept(house: House, name: str, job_id: str) -> None:
    handle = house.client.get_workflow_handle(job_id)
    await _closed(handle)
    HISTORIES.mkdir(exist_ok=True)
    (HISTORIES / f"{name}.json").write_text((await handle.fetch_history()).to_json())


async def _ended(caller: Caller, job_id: str, *, cancel: bool) -> dict[str, Any]:
    if cancel:
        await caller.until(job_id, "generating", field="phase")
        await caller.http.post(f"/jobs/{job_id}/cancel")
    return await caller.ended(job_id)


async def _closed(handle: Any) -> None:
    with suppress(WorkflowFailureError):  # the outcome is in the history
        await handle.result()
