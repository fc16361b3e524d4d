"""Videos through the public API: clips bought one after the other, joined to the pixel and to the frame."""

from pathlib import Path
from typing import Any

import httpx
import pytest
from temporalio.client import WorkflowFailureError

from domain.tiers import Tier
from media.music import measure
from media.probe import Details, details
from media.run import run
from media.speech import loudness
from tests.frames import Film, distance, film_of
from tests.house import Caller, House
from tests.vendors.filmer import PALETTE

VIDEOS = "/videos/generate"
JUMP_MAX = 12
"""Of a channel between two frames: fading and encoding make less, an unchained clip a hundred more."""

pytestmark = pytest.mark.timeout(240)


async def fetch(output: dict[str, Any], target: Path) -> Path:
    async with httpx.AsyncClient(timeout=60) as client:
        target.write_bytes((await client.get(output["url"])).content)
    return target


async def filmed(caller: Caller, folder: Path, **body: Any) -> tuple[dict[str, Any], Details, Film]:
    """Order a video, and look at all of its frames."""
    job = await caller.finished(VIDEOS, body)
    assert job["status"] == "completed", job["error"]
    path = await fetch(job["outputs"][0], folder / "film.mp4")
    return job, await details(path), film_of(path)


def follows_the_second(job: dict[str, Any]) -> bool:
    return any((step["name"], step.get("part")) == ("follow", 1) for step in job["steps"])


async def test_a_long_video_is_one_film_of_chained_clips(house: House, tmp_path: Path) -> None:
    caller = await house.caller(tier=Tier.PROMAX)
    job, found, film = await filmed(caller, tmp_path, prompt="a chain of three", duration=22)
    bought = house.films.of("a chain of three")
    assert [clip.task.seconds for clip in bought] == [10, 10, 5]
    assert [clip.key for clip in bought] == [f"{job['id']}.1.{part}.0" for part in range(3)]
    assert (found.duration_seconds, len(film.colours)) == (22.0, 660)
    assert film.jump_max <= JUMP_MAX
    assert film.is_near(0, PALETTE[0])
    for part in (1, 2):
        # A clip was begun with what the film shows at the end of the one before, not with a colour of its own.
        assert distance(bought[part].begins, PALETTE[part]) <= 6
        assert film.is_near(part * 10 * 30, PALETTE[part])
    assert bought[0].task.first is None
    assert len({clip.task.seed for clip in bought}) == 3


async def test_a_film_of_a_vendor_has_music_of_ours(house: House, tmp_path: Path) -> None:
    caller = await house.caller()
    body = {"prompt": "a silent lake", "duration": 5, "music": {"genre": "ambient", "mood": "calm"}}
    price = (await caller.http.post(VIDEOS, params={"dryRun": "true"}, json=body)).json()["data"]
    assert [plan["provider"] for plan in price["providers"]["music"]] == ["local"]
    job, found, film = await filmed(caller, tmp_path, **body)
    heard = found.first("audio")
    assert heard
    assert (found.duration_seconds, len(film.colours), job["creditsCharged"]) == (5.0, 150, 100)
    told = job["outputs"][0]["metadata"]
    assert (told["musicBy"], told["musicGenre"]) == ("studio-composer", "ambient")
    assert "free of others' rights" in told["musicLicence"]
    level = loudness(await run(measure(tmp_path, "film.mp4")))
    assert level == pytest.approx(-14, abs=1)
    assert [attempt["provider"] for attempt in job["attempts"]] == ["local", "filmer"]


@pytest.mark.parametrize(
    ("quality", "aspect", "fps", "size"),
    [
        ("standard", "16:9", 60, (1280, 720)),
        ("standard", "1:1", 30, (720, 720)),
        ("high", "9:16", 24, (1080, 1920)),
    ],
)
async def test_a_video_has_exactly_the_size_rate_and_length_that_was_asked(
    house: House, tmp_path: Path, quality: str, aspect: str, fps: int, size: tuple[int, int]
) -> None:
    caller = await house.caller()
    job, found, film = await filmed(
        caller, tmp_path, prompt="to the pixel", duration=6, fps=fps, quality=quality, aspectRatio=aspect,
    )  # fmt: skip
    picture = found.first("video")
    assert picture
    assert ((picture.width, picture.height), picture.frame_rate, picture.codec) == (
        size,
        fps,
        "AVC",
    )
    assert (found.duration_seconds, len(film.colours), found.first("audio")) == (6.0, 6 * fps, None)
    video, thumbnail, preview = job["outputs"]
    assert (video["width"], video["height"], video["durationSeconds"]) == (*size, 6.0)
    assert (video["role"], video["mimeType"]) == ("video", "video/mp4")
    assert (thumbnail["role"], thumbnail["mimeType"]) == ("thumbnail", "image/jpeg")
    assert max(thumbnail["width"], thumbnail["height"]) == 640
    assert (preview["role"], preview["mimeType"]) == ("preview", "image/jpeg")
    assert preview["width"] / preview["height"] == pytest.approx(8 * size[0] / size[1], rel=0.03)
    assert thumbnail["width"] / thumbnail["height"] == pytest.approx(size[0] / size[1], rel=0.01)


async def test_a_video_tells_who_made_it_and_what_was_composed(
    house: House, tmp_path: Path
) -> None:
    caller = await house.caller(tier=Tier.PROMAX)
    job, _, _ = await filmed(caller, tmp_path, prompt="composed", duration=12)
    assert job["outputs"][0]["metadata"] == {
        "provider": "filmer",
        "model": "reel-1",
        "clips": "2",
        "size": "by ffmpeg from 96x54",
        "fps": "by ffmpeg from 24",
        "length": "cut by 2.96 s",
    }
    assert [(a["provider"], a["part"], a["outcome"]) for a in job["attempts"]] == [
        ("filmer", 0, "finished"), ("filmer", 1, "finished"),
    ]  # fmt: skip
    assert {step["state"] for step in job["steps"]} == {"done"}


async def test_one_failed_clip_goes_to_the_next_vendor_and_the_chain_goes_on_from_there(
    house: House, tmp_path: Path
) -> None:
    caller = await house.caller(tier=Tier.PROMAX)
    job, found, film = await filmed(caller, tmp_path, prompt="torn breaks-2", duration=26, fps=24)
    assert [(a["provider"], a["part"], a["outcome"]) for a in job["attempts"]] == [
        ("filmer", 0, "finished"), ("filmer", 1, "failed"), ("secondunit", 1, "finished"), ("secondunit", 2, "finished"),
    ]  # fmt: skip
    bought = house.films.of("torn breaks-2")
    assert [clip.task.seconds for clip in bought] == [10, 10, 8, 8]
    assert bought[1].begins == bought[2].begins
    assert (found.duration_seconds, len(film.colours)) == (26.0, 624)
    assert film.jump_max <= JUMP_MAX
    assert job["outputs"][0]["metadata"]["provider"] == "filmer, secondunit"
    assert job["creditsCharged"] == 300


async def test_a_vendor_whose_clips_cannot_go_on_makes_short_films_only(house: House) -> None:
    caller = await house.caller(tier=Tier.PROMAX)
    prefer = {"routing": {"prefer": ["oneshot"]}}
    short = await caller.finished(VIDEOS, {"prompt": "in one go", "duration": 8, **prefer})
    assert [a["provider"] for a in short["attempts"]] == ["oneshot"]
    long = await caller.finished(VIDEOS, {"prompt": "goes on", "duration": 12, **prefer})
    assert {a["provider"] for a in long["attempts"]} == {"filmer"}
    alone = {"routing": {"only": ["oneshot"]}}
    never = await caller.finished(VIDEOS, {"prompt": "never bought", "duration": 12, **alone})
    assert (never["status"], house.films.of("never bought")) == ("failed", [])


async def test_sound_of_some_clips_is_silence_in_the_others(house: House, tmp_path: Path) -> None:
    caller = await house.caller(tier=Tier.PROMAX)
    _, found, film = await filmed(caller, tmp_path, prompt="heard refuses-2", duration=18)
    sound = found.first("audio")
    assert sound
    assert (sound.codec, sound.duration_seconds) == ("AAC", 18.0)
    assert film.loudness(0.5, 9.5) < -70
    assert film.loudness(10.5, 17.5) > -40


async def test_a_clip_that_is_too_short_is_bought_elsewhere(house: House, tmp_path: Path) -> None:
    caller = await house.caller()
    job, found, _ = await filmed(caller, tmp_path, prompt="brief", duration=5)
    assert found.duration_seconds == 5.0
    assert [clip.task.seconds for clip in house.films.of("brief")] == [5, 8]
    assert job["outputs"][0]["metadata"]["provider"] == "secondunit"


async def test_a_film_that_cannot_be_finished_is_not_paid_for(house: House) -> None:
    caller = await house.caller(tier=Tier.PROMAX)
    job = await caller.finished(
        VIDEOS, {"prompt": "unfinished everywhere breaks-2", "duration": 20}
    )
    assert (job["status"], job["error"]["code"]) == ("failed", "ERR_PROVIDER_ERROR")
    assert (job["creditsCharged"], job["creditsRefunded"], job["outputs"]) == (0, 200, [])
    assert len(house.films.of("unfinished")) == 3
    assert await caller.wallet() == (1_000, 0)


async def test_a_cancel_stops_the_chain_and_tells_the_vendor(house: House) -> None:
    caller = await house.caller(tier=Tier.PROMAX)
    job_id = await caller.accepted(VIDEOS, {"prompt": "halted forever-2", "duration": 30})
    await caller.seen(job_id, follows_the_second)
    await caller.http.post(f"/jobs/{job_id}/cancel")
    job = await caller.ended(job_id)
    assert (job["status"], job["creditsRefunded"]) == ("cancelled", 300)
    assert await caller.wallet() == (1_000, 0)
    with pytest.raises(WorkflowFailureError):
        await house.client.get_workflow_handle(job_id).result()
    first, second = (await caller.job(job_id))["attempts"]
    assert (first["outcome"], second["vendorCancel"]) == ("finished", "confirmed")
    assert f"{job_id}.1.1.0" in house.films.cancelled
    assert len(house.films.of("halted")) == 2


async def test_progress_rises_clip_by_clip(house: House) -> None:
    caller = await house.caller(tier=Tier.PROMAX)
    job_id = await caller.accepted(VIDEOS, {"prompt": "risen forever-2", "duration": 30})
    job = await caller.seen(job_id, follows_the_second)
    assert 30 <= job["progress"] <= 60
    await caller.http.post(f"/jobs/{job_id}/cancel")
    await caller.ended(job_id)


@pytest.mark.parametrize(
    ("tier", "seconds_max"), [(Tier.FREE, 10), (Tier.PRO, 30), (Tier.PROMAX, 60)]
)
async def test_a_tier_has_a_longest_video(house: House, tier: Tier, seconds_max: int) -> None:
    caller = await house.caller(tier=tier, credits=1)
    ask = {"prompt": "priced", "duration": seconds_max}
    fits = await caller.http.post(VIDEOS, params={"dryRun": "true"}, json=ask)
    assert fits.status_code == 200, fits.text
    if seconds_max == 60:
        return
    refused = await caller.submit(VIDEOS, {**ask, "duration": seconds_max + 1})
    assert (refused.status_code, refused.json()["code"]) == (403, "ERR_TIER_REQUIRED")
    assert "video_seconds_max" in refused.json()["detail"]
    assert str(seconds_max) in refused.json()["detail"]


async def test_a_video_is_priced_by_started_ten_seconds(house: House) -> None:
    caller = await house.caller(tier=Tier.PROMAX)
    for duration, quality, price in (
        (5, "standard", 100), (10, "standard", 100), (11, "high", 500), (60, "ultra", 3_000),
    ):  # fmt: skip
        body = {
            "type": "video-generation",
            "params": {"prompt": "priced", "duration": duration, "quality": quality},
        }
        answer = (await caller.http.post("/estimates", json=body)).json()["data"]
        assert answer["price"]["max"] == price


async def test_without_a_vendor_a_video_is_refused_before_anything_is_held(house: House) -> None:
    caller = await house.caller()
    for unserved in ({"provider": "kling"}, {"routing": {"exclude": ["filmer", "secondunit"]}}):
        response = await caller.submit(VIDEOS, {"prompt": "nobody", **unserved})
        assert (response.status_code, response.json()["code"]) == (503, "ERR_PROVIDER_UNAVAILABLE")
    assert await caller.wallet() == (1_000, 0)
    assert house.films.of("nobody") == []


@pytest.mark.parametrize(
    ("field", "value"),
    [("duration", 4), ("duration", 61), ("duration", 7.5), ("fps", 25), ("aspectRatio", "4:3"), ("prompt", ""), ("prompt", "x" * 1_001)],
)  # fmt: skip
async def test_what_a_video_cannot_be_is_refused(house: House, field: str, value: Any) -> None:
    caller = await house.caller()
    response = await caller.submit(VIDEOS, {"prompt": "bounded", field: value})
    assert (response.status_code, response.json()["code"]) == (400, "ERR_VALIDATION")
    assert response.json()["errors"][0]["pointer"] == f"/{field}"


async def test_without_a_vendor_our_own_camera_films_what_is_painted(
    house: House, tmp_path: Path
) -> None:
    caller = await house.caller()
    job, found, film = await filmed(
        caller, tmp_path, prompt="gentle waves on a beach", duration=5, fps=24, aspectRatio="1:1", provider="local",
    )  # fmt: skip
    picture, sound = found.first("video"), found.first("audio")
    assert picture
    assert sound
    assert ((picture.width, picture.height), picture.frame_rate) == ((720, 720), 24)
    assert (len(film.colours), found.duration_seconds) == (120, 5.0)
    told = job["outputs"][0]["metadata"]
    assert (told["engine"], told["sounds"], told["provider"]) == ("still-camera", "waves", "local")
    assert "fps" not in told, "it was made at the rate that was asked"
    assert film.jump_max <= JUMP_MAX
    assert job["creditsCharged"] == 100
