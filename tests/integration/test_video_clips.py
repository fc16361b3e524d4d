"""Clips of a long video through the public API: the best span found, framed, levelled; paid by what is delivered."""

from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from media.loudness import Level, loudness, measure
from media.probe import details
from media.run import run
from tests.frames import film_of
from tests.house import House
from tests.integration.test_local_engines import fetch
from tests.integration.test_video_merge import uploaded
from tests.samples import spoken
from tests.shows import background, draw_face, filmed, match

PATH = "/videos/clips"
DEAF = {"routing": {"only": ["nobody"]}}
"""Nobody recognises speech: what is seen and how loud it is must do."""

pytestmark = pytest.mark.timeout(180)


async def test_the_best_span_becomes_an_upright_clip(house: House, tmp_path: Path) -> None:
    caller = await house.caller(credits=250)
    film = await uploaded(caller, match(tmp_path / "match.mp4", seconds=50, goal=(26, 38)))
    body = {"videoUrl": film, "targetDuration": 15, "platform": "tiktok", **DEAF}
    job = await caller.finished(PATH, body)
    assert job["status"] == "completed", job["error"]
    assert (job["creditsCharged"], await caller.wallet()) == (250, (0, 0))
    video, thumbnail = job["outputs"]
    told = video["metadata"]
    assert float(told["start"]) <= 26.5
    assert float(told["end"]) >= 37.5
    assert "louder than the rest" in told["why"]
    assert 0 < float(told["score"]) <= 1
    assert (told["platform"], video["mimeType"]) == ("tiktok", "video/mp4")
    assert (video["width"], video["height"]) == (720, 1280)
    assert (thumbnail["role"], thumbnail["mimeType"]) == ("thumbnail", "image/jpeg")
    path = await fetch(video, tmp_path / "clip.mp4")
    found = await details(path)
    picture = found.first("video")
    assert picture
    assert found.duration_seconds == video["durationSeconds"] <= 15
    assert len(film_of(path).colours) == round(found.duration_seconds * (picture.frame_rate or 0))
    reached = loudness(await run(measure(tmp_path, Level("clip.mp4"))))
    assert reached
    assert -16 <= reached <= -14


async def test_clips_come_with_captions_and_those_that_there_is_no_room_for_are_not_paid(
    house: House, tmp_path: Path
) -> None:
    caller = await house.caller(credits=750)
    speech = await spoken(tmp_path / "speech", "espeak-en-us")
    seconds = (await details(speech)).duration_seconds

    def frame(at: float) -> Any:
        shown = background(160, 90)
        draw_face(shown, 60 + at % 5, 45, 20)
        return shown

    film = filmed(tmp_path / "talk.mp4", frame, seconds=seconds, sound=("-i", str(speech)))
    asset = await uploaded(caller, film)
    body = {
        "videoUrl": asset,
        "targetDuration": 15,
        "numberOfClips": 3,
        "routing": {"only": ["local"]},
    }
    job = await caller.finished(PATH, body)
    assert job["status"] == "completed", job["error"]
    delivered = sum(output["role"] == "video" for output in job["outputs"])
    assert delivered == seconds // 15 or delivered == -(-seconds // 15)
    assert delivered < 3
    assert (job["creditsCharged"], job["creditsRefunded"]) == (
        250 * delivered,
        750 - 250 * delivered,
    )
    assert [o["role"] for o in job["outputs"]] == [
        *["video"] * delivered, *["thumbnail"] * delivered, *["captions"] * delivered,
    ]  # fmt: skip
    video, captions = job["outputs"][0], job["outputs"][-1]
    assert (video["width"], video["height"]) == (160, 90)
    assert "sentence" in video["metadata"]["why"]
    told = (await caller.http.get(captions["url"])).text
    assert told.startswith("WEBVTT")
    assert "-->" in told
    with Image.open(await fetch(job["outputs"][delivered], tmp_path / "small.jpg")) as small:
        assert small.size == (640, 360)


async def test_a_video_that_is_too_short_fails_and_costs_nothing(
    house: House, tmp_path: Path
) -> None:
    caller = await house.caller(credits=250)
    film = await uploaded(caller, match(tmp_path / "match.mp4", seconds=6, goal=(2, 4)))
    job = await caller.finished(PATH, {"videoUrl": film, "targetDuration": 15, **DEAF})
    assert (job["status"], job["error"]["code"]) == ("failed", "ERR_MEDIA_INVALID")
    assert "too short for a clip of 15 s" in job["error"]["message"]
    assert await caller.wallet() == (250, 0)


@pytest.mark.parametrize(
    ("field", "value"),
    [("targetDuration", 14), ("targetDuration", 61), ("platform", "vine"), ("numberOfClips", 6), ("videoUrl", "x")],
)  # fmt: skip
async def test_a_wrong_wish_is_pointed_at(house: House, field: str, value: object) -> None:
    caller = await house.caller()
    body = {"videoUrl": "https://example.com/film.mp4", "targetDuration": 20, field: value}
    answer = await caller.submit(PATH, body)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, f"/{field}")


async def test_clips_are_priced_each(house: House) -> None:
    caller = await house.caller(credits=1)
    params = {"videoUrl": "https://example.com/film.mp4", "targetDuration": 20, "numberOfClips": 3}
    answer = await caller.http.post("/estimates", json={"type": "video-clips", "params": params})
    assert answer.json()["data"]["price"]["max"] == 750
