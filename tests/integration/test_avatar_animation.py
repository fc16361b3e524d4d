"""Avatars speak: a head of ours, a recording, and a film of exactly what was asked for."""

import wave
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from db.ids import new_id
from domain.assets import Blob, Facts
from domain.avatars import Avatar
from domain.tiers import Tier
from jobs.models import Draft, Made, Models
from jobs.runs import RunKey
from media.probe import details
from providers.local.engines._head import glb
from tests.heads import simple_head
from tests.house import Caller, House
from tests.integration.test_local_engines import fetch
from tests.talking import decoded, lag

PATH = "/avatars/animate"
SPEECH = "/audio/text-to-speech"
SOUND_EFFECTS = "/audio/sound-effects"
PRICE = 1_000


def tone(seconds: float) -> bytes:
    """Make a recording."""
    times = np.arange(round(seconds * 16_000)) / 16_000
    samples = 0.3 * np.sin(2 * np.pi * 150 * times) * (np.sin(2 * np.pi * 1.5 * times) > 0)
    file = BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setparams((1, 2, 16_000, 0, "NONE", ""))
        sound.writeframes((samples * 32_767).astype("<i2").tobytes())
    return file.getvalue()


async def uploaded(caller: Caller, data: bytes) -> str:
    answer = await caller.http.post("/uploads", content=data)
    assert answer.status_code in (200, 201), answer.text
    return str(answer.json()["data"]["id"])


async def avatar(house: House, caller: Caller, folder: Path, *, with_head: bool = True) -> str:
    """Give the caller an avatar that is ready: made by a job that is over."""
    leases, models = house.resources.leases, Models(house.resources.app)
    job_id = await caller.accepted(
        "/images/generate", {"prompt": "forever avatar", "routing": {"only": ["slowvendor"]}}
    )
    await caller.until(job_id, "generating", field="phase")
    key = RunKey(tenant_id=caller.tenant, job_id=job_id, run=1)
    glb.write(simple_head(), folder / "head.glb")
    Image.new("RGB", (512, 512), "teal").save(folder / "portrait.png")

    async def kept(name: str, facts: Facts) -> Blob:
        stored = await leases.put(caller.tenant, folder / name, holder=key.workflow_id)
        return Blob(sha256=stored.sha256, size_bytes=stored.size_bytes, facts=facts)

    portrait = await kept("portrait.png", Facts(mime_type="image/png", width=512, height=512))
    head = await kept("head.glb", Facts(mime_type="model/gltf-binary")) if with_head else None
    made = Avatar(portrait=portrait, model=head)
    model_id = await models.begin(key, Draft(kind="avatar", name="Ada", style="realistic"))
    await models.made(
        key,
        Made(
            provider="local",
            traits=made.model_dump(mode="json"),
            blobs=tuple(blob.sha256 for blob in (portrait, head) if blob),
        ),
    )
    await house.resources.app.call(
        "SELECT studio.finish(:tenant, :job, 1, CAST(:end AS jsonb))", tenant=key.tenant_id, job=key.job_id,
        end='{"status": "completed", "charge": 0, "outputs": [], "error": null}',
    )  # fmt: skip
    return model_id


async def test_an_avatar_says_speech_of_ours_by_its_words(house: House, tmp_path: Path) -> None:
    caller = await house.caller(credits=PRICE + 100)
    model_id = await avatar(house, caller, tmp_path)
    spoken = await caller.finished(
        SPEECH, {"text": "Mama baut am Abend ein Haus aus Papier.", "voiceId": "espeak-de"}
    )
    sound = spoken["outputs"][0]
    before, _ = await caller.wallet()
    job = await caller.finished(PATH, {"avatarModelId": model_id, "audioUrl": sound["url"]})
    assert job["status"] == "completed", job["error"]
    assert (job["provider"], job["creditsCharged"]) == ("local", PRICE)
    assert (await caller.wallet())[0] == before - PRICE
    video, thumbnail = job["outputs"]
    assert [video["role"], video["mimeType"]] == ["video", "video/mp4"]
    assert [video["width"], video["height"]] == [1_280, 720]
    assert thumbnail["role"] == "thumbnail"
    assert thumbnail["mimeType"] == "image/jpeg"
    assert video["metadata"]["lips"] == "from the words"
    path = await fetch(video, tmp_path / "video.mp4")
    found = await details(path)
    assert found.first("audio").codec == "AAC"  # type: ignore[union-attr]
    assert found.first("video").frame_rate == 25  # type: ignore[union-attr]
    film = decoded(path)
    assert abs(len(film.frames) / 25 - sound["durationSeconds"]) <= 1 / 25
    late, together = lag(film)
    assert abs(late) <= 0.04
    assert together > 0.4


async def test_a_duration_cuts_and_transparent_is(house: House, tmp_path: Path) -> None:
    caller = await house.caller(credits=PRICE)
    model_id = await avatar(house, caller, tmp_path)
    asset = await uploaded(caller, tone(6.5))
    cut = await caller.finished(
        PATH,
        {
            "avatarModelId": model_id,
            "audioUrl": asset,
            "duration": 5,
            "backgroundType": "transparent",
            "aspectRatio": "1:1",
        },
    )
    assert cut["status"] == "completed", cut["error"]
    video, thumbnail = cut["outputs"]
    assert [video["mimeType"], thumbnail["mimeType"]] == ["video/webm", "image/png"]
    path = await fetch(video, tmp_path / "video.webm")
    film = decoded(path, size=(180, 180))
    assert len(film.frames) == 125
    assert film.frames[..., 3].min() == 0
    assert film.frames[..., 3].max() == 255
    with Image.open(await fetch(thumbnail, tmp_path / "thumbnail.png")) as still:
        assert still.mode == "RGBA"
        assert still.getextrema()[3] == (0, 255)


@pytest.mark.faults
async def test_a_longer_duration_goes_on_in_silence_before_its_colour(
    house: House, tmp_path: Path
) -> None:
    caller = await house.caller(credits=PRICE)
    ask = {
        "avatarModelId": await avatar(house, caller, tmp_path),
        "audioUrl": await uploaded(caller, tone(6.5)),
    }
    longer = await caller.finished(PATH, {**ask, "duration": 8.5, "background": "#103050"})
    assert longer["status"] == "completed", longer["error"]
    film = decoded(await fetch(longer["outputs"][0], tmp_path / "longer.mp4"))
    assert len(film.frames) == 213
    assert film.mouth[172:].max() < 0.0001
    assert np.abs(np.diff(film.frames[172:].astype(int), axis=0)).sum() > 0, "it goes on moving"
    assert film.frames[100, 4, 4, :3].tolist() == pytest.approx([0x10, 0x30, 0x50], abs=6)


async def test_a_picture_is_behind_and_wrong_ones_are_pointed_at(
    house: House, tmp_path: Path
) -> None:
    caller = await house.caller(credits=2 * PRICE)
    model_id = await avatar(house, caller, tmp_path)
    asset, file = await uploaded(caller, tone(1.5)), BytesIO()
    Image.new("RGB", (600, 400), (180, 60, 20)).save(file, "PNG")
    wall = await uploaded(caller, file.getvalue())
    ask = {"avatarModelId": model_id, "audioUrl": asset, "backgroundType": "image"}
    job = await caller.finished(PATH, {**ask, "background": wall})
    assert job["status"] == "completed", job["error"]
    film = decoded(await fetch(job["outputs"][0], tmp_path / "video.mp4"))
    assert len(film.frames) == 38
    assert film.frames[20, 4, 4, :3].tolist() == pytest.approx([180, 60, 20], abs=8)
    wrong: list[tuple[dict[str, Any], str]] = [
        ({}, "/background"),
        ({"background": "#102030"}, "/background"),
        ({"background": asset}, "/background"),
        ({"background": wall, "backgroundType": "transparent"}, "/background"),
        ({"background": wall, "backgroundType": "solid-color"}, "/background"),
        ({"background": "#12345", "backgroundType": "solid-color"}, "/background"),
        ({"background": wall, "duration": 4}, "/duration"),
        ({"background": wall, "duration": 61}, "/duration"),
        ({"background": wall, "audioUrl": wall}, "/audioUrl"),
        ({"background": wall, "avatarModelId": new_id("av")}, "/avatarModelId"),
        ({"background": wall, "avatarModelId": new_id("vm")}, "/avatarModelId"),
    ]
    for change, pointer in wrong:
        answer = await caller.submit(PATH, {**ask, **change})
        assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, pointer), change


async def test_a_tier_without_avatars_has_none_and_lengths_are_bounded(
    house: House, tmp_path: Path
) -> None:
    caller = await house.caller(credits=PRICE)
    model_id = await avatar(house, caller, tmp_path)
    short = await uploaded(caller, tone(0.6))
    ask = {"avatarModelId": model_id, "audioUrl": short}
    poor = house.as_tenant(caller.tenant, tier=Tier.FREE)
    refused = await poor.submit(PATH, ask)
    assert (refused.status_code, refused.json()["code"]) == (403, "ERR_TIER_REQUIRED")
    refused = await caller.submit(PATH, {**ask, "duration": 31})
    assert (refused.status_code, refused.json()["code"]) == (403, "ERR_TIER_REQUIRED")
    job = await caller.finished(PATH, ask)
    assert (job["status"], job["error"]["code"]) == ("failed", "ERR_MEDIA_INVALID")
    long = await caller.finished(PATH, {**ask, "audioUrl": await uploaded(caller, tone(31))})
    assert (long["status"], long["error"]["code"]) == ("failed", "ERR_MEDIA_INVALID")
    assert (await caller.wallet()) == (PRICE, 0)


async def test_an_avatar_without_a_head_of_ours_is_refused_by_who_draws(
    house: House, tmp_path: Path
) -> None:
    caller = await house.caller(credits=PRICE)
    model_id = await avatar(house, caller, tmp_path, with_head=False)
    asset = await uploaded(caller, tone(1.5))
    job = await caller.finished(PATH, {"avatarModelId": model_id, "audioUrl": asset})
    assert (job["status"], job["error"]["code"]) == ("failed", "ERR_PROVIDER_ERROR")
    assert (await caller.wallet()) == (PRICE, 0)
