"""Variants for social platforms through the public API: their sizes, subjects, loudness, lengths; paid by platform."""

from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from media.loudness import Level, loudness, measure
from media.probe import details
from media.run import run
from providers.local.engines._watching.frames import faces
from tests.frames import frames_of
from tests.house import House
from tests.integration.test_local_engines import fetch
from tests.integration.test_video_merge import uploaded
from tests.shows import background, draw_face, filmed

PATH = "/social/variants"
ALL = ["instagram", "tiktok", "twitter", "linkedin"]

pytestmark = pytest.mark.timeout(180)


async def test_a_picture_comes_out_in_every_format_with_its_face_in_sight(
    house: House, tmp_path: Path
) -> None:
    caller = await house.caller(credits=100)
    shown = background(960, 540)
    draw_face(shown, 160, 250, 110)
    path = tmp_path / "picture.png"
    Image.fromarray(shown).convert("RGB").save(path)
    body = {"sourceUrl": await uploaded(caller, path), "platforms": ALL, "includeText": True, "text": "Tonight at 8"}  # fmt: skip
    job = await caller.finished(PATH, body)
    assert job["status"] == "completed", job["error"]
    assert (job["creditsCharged"], await caller.wallet()) == (100, (0, 0))
    made = {f"{o['metadata']['platform']} {o['metadata']['format']}": o for o in job["outputs"]}
    assert {name: (each["width"], each["height"]) for name, each in made.items()} == {
        "instagram feed": (1080, 566), "instagram story": (1080, 1920), "tiktok feed": (1080, 1920),
        "twitter feed": (1600, 900), "twitter header": (1500, 500), "linkedin feed": (1200, 628),
        "linkedin header": (1584, 396),
    }  # fmt: skip
    assert {each["role"] for each in made.values()} == {"image"}
    for name, each in made.items():
        assert each["mimeType"] == "image/jpeg"
        with Image.open(await fetch(each, tmp_path / f"{name}.jpg")) as file:
            grey = np.asarray(file.convert("L"), np.uint8)
        assert faces(np.ascontiguousarray(cv2.resize(grey, None, fx=0.4, fy=0.4))), name
    tall = np.asarray(Image.open(tmp_path / "instagram story.jpg").convert("L"))
    assert tall[-384:].max() < 235, "the platform's own signs are there"
    assert tall[1920 // 2 : -384].max() > 245


async def test_a_film_that_is_too_short_for_a_platform_is_delivered_and_paid_for_the_others(
    house: House, tmp_path: Path
) -> None:
    caller = await house.caller(credits=100)
    calm = background(160, 90)

    def frame(_: float) -> np.ndarray:
        shown = calm.copy()
        draw_face(shown, 60, 45, 20)
        return shown

    tone = ("-f", "lavfi", "-i", "sine=f=300:d=2:sample_rate=48000,volume=0.05")
    film = filmed(tmp_path / "film.mp4", frame, seconds=2, sound=tone)
    body = {"sourceUrl": await uploaded(caller, film), "platforms": ["tiktok", "twitter", "linkedin"]}  # fmt: skip
    job = await caller.finished(PATH, body)
    assert job["status"] == "completed", job["error"]
    assert (job["creditsCharged"], job["creditsRefunded"]) == (33, 67)
    video, header, report = job["outputs"]
    assert (video["width"], video["height"], video["mimeType"]) == (1280, 720, "video/mp4")
    assert video["metadata"]["format"] == "feed"
    assert (header["role"], header["width"], header["height"]) == ("image", 1500, 500)
    refused = (await caller.http.get(report["url"])).json()
    assert [each["platform"] for each in refused] == ["tiktok", "linkedin"]
    assert "of 3 s at least" in refused[0]["reasons"][0]
    await fetch(video, tmp_path / "feed.mp4")
    reached = loudness(await run(measure(tmp_path, Level("feed.mp4"))))
    assert reached
    assert -15 <= reached <= -13
    found = await details(tmp_path / "feed.mp4")
    picture = found.first("video")
    assert picture
    assert (picture.codec, picture.frame_rate) == ("AVC", 24)
    assert found.duration_seconds == pytest.approx(2, abs=0.05)
    assert all(faces(np.ascontiguousarray(each)) for each in frames_of(tmp_path / "feed.mp4", 320, 180)[::12])  # fmt: skip


async def test_what_no_platform_takes_or_nobody_says_fails_and_costs_nothing(
    house: House, tmp_path: Path
) -> None:
    caller = await house.caller(credits=100)
    calm = background(64, 36)
    film = await uploaded(caller, filmed(tmp_path / "film.mp4", lambda _: calm, seconds=1))
    picture = tmp_path / "picture.png"
    Image.new("RGB", (64, 64), "teal").save(picture)
    still = await uploaded(caller, picture)
    asks = (
        ({"sourceUrl": film, "platforms": ["tiktok"]}, None, "tiktok feed: the video lasts 1.00 s"),
        ({"sourceUrl": film, "platforms": ["twitter"], "includeText": True}, "/text", "no sound"),
        ({"sourceUrl": still, "platforms": ["twitter"], "includeText": True}, "/text", "in a picture"),
    )  # fmt: skip
    for body, pointer, said in asks:
        job = await caller.finished(PATH, body)
        assert (job["status"], job["error"]["code"]) == ("failed", "ERR_MEDIA_INVALID")
        assert job["error"].get("pointer") == pointer
        assert said in job["error"]["message"]
    assert await caller.wallet() == (100, 0)


async def test_platforms_are_told_with_their_sources(house: House) -> None:
    caller = await house.caller()
    answer = await caller.http.get("/social/platforms")
    assert answer.status_code == 200
    found = answer.json()["data"]
    assert [each["name"] for each in found] == ALL
    reel = next(each for each in found[0]["formats"] if each["name"] == "reel")
    assert reel["video"]["secondsMax"] == 90
    assert reel["safeArea"]["bottom"] == 0.35
    assert reel["source"].startswith("https://www.facebook.com/")
    assert (await caller.http.get("/social/platforms", headers={"Authorization": ""})).status_code == 401  # fmt: skip
