"""Pictures brought to life through the public API: by our own camera, and by vendors that film on from them."""

from pathlib import Path

import pytest
from PIL import Image

from domain.tiers import Tier
from media.probe import details
from tests.frames import film_of
from tests.house import House
from tests.integration.test_films import JUMP_MAX
from tests.integration.test_local_engines import fetch
from tests.integration.test_video_merge import uploaded
from tests.shows import background, filmed

PATH = "/videos/image-to-video"
LOCAL = {"provider": "local"}

pytestmark = pytest.mark.timeout(180)


def drawn(path: Path, size: tuple[int, int], colour: tuple[int, int, int]) -> Path:
    """Draw a square on a plain ground."""
    picture = Image.new("RGB", size, colour)
    picture.paste(
        (250, 250, 250),
        (size[0] // 2 - 30, size[1] // 2 - 30, size[0] // 2 + 30, size[1] // 2 + 30),
    )
    picture.save(path)
    return path


async def test_our_own_camera_moves_over_a_picture(house: House, tmp_path: Path) -> None:
    caller = await house.caller(credits=100)
    picture = await uploaded(caller, drawn(tmp_path / "tall.png", (300, 520), (40, 90, 160)))
    job = await caller.finished(
        PATH, {"imageUrl": picture, "motion": "zoom-in", "fps": 24, **LOCAL}
    )
    assert job["status"] == "completed", job["error"]
    assert (job["creditsCharged"], job["provider"], await caller.wallet()) == (100, "local", (0, 0))
    video, thumbnail, preview = job["outputs"]
    assert (video["role"], video["mimeType"], video["durationSeconds"]) == (
        "video",
        "video/mp4",
        5.0,
    )
    assert (video["width"], video["height"]) == (720, 1280)
    assert preview["role"] == "preview"
    assert (thumbnail["role"], thumbnail["width"], thumbnail["height"]) == ("thumbnail", 360, 640)
    told = video["metadata"]
    assert (told["engine"], told["motion"], told["provider"]) == (
        "still-camera",
        "zoom-in",
        "local",
    )
    path = await fetch(video, tmp_path / "film.mp4")
    film = film_of(path)
    assert len(film.colours) == 120
    assert film.jump_max <= 3
    assert film.colours[-1][0] > film.colours[0][0], "the square grows"
    found = await details(path)
    picture_ = found.first("video")
    assert picture_
    assert (picture_.frame_rate, found.first("audio")) == (24, None)


async def test_a_vendor_begins_with_the_picture_and_is_told_how_to_move(
    house: House, tmp_path: Path
) -> None:
    caller = await house.caller(tier=Tier.PROMAX)
    begins = (90, 140, 60)
    Image.new("RGB", (320, 180), begins).save(tmp_path / "plain.png")
    picture = await uploaded(caller, tmp_path / "plain.png")
    job = await caller.finished(
        PATH,
        {"imageUrl": picture, "prompt": "begun with a picture", "duration": 16, "motion": "pan"},
    )
    assert job["status"] == "completed", job["error"]
    first, second = house.films.of("begun with a picture")
    assert max(abs(a - b) for a, b in zip(first.begins, begins, strict=True)) <= 3
    assert first.task.prompt == "begun with a picture The camera pans slowly and steadily."
    assert first.task.aspect == "16:9"
    assert second.task.first is not None
    film = film_of(await fetch(job["outputs"][0], tmp_path / "film.mp4"))
    assert len(film.colours) == 480
    assert film.jump_max <= JUMP_MAX
    assert film.is_near(0, begins)
    assert job["creditsCharged"] == 200


async def test_a_vendor_whose_clips_begin_with_no_picture_is_not_asked(
    house: House, tmp_path: Path
) -> None:
    caller = await house.caller()
    picture = await uploaded(caller, drawn(tmp_path / "p.png", (128, 72), (9, 9, 9)))
    body = {"imageUrl": picture, "prompt": "never begun", "routing": {"only": ["oneshot"]}}
    job = await caller.finished(PATH, body)
    assert (job["status"], house.films.of("never begun")) == ("failed", [])
    assert await caller.wallet() == (1_000, 0)


async def test_a_picture_that_is_too_small_fails_and_costs_nothing(
    house: House, tmp_path: Path
) -> None:
    caller = await house.caller(credits=100)
    Image.new("RGB", (63, 200)).save(tmp_path / "small.png")
    picture = await uploaded(caller, tmp_path / "small.png")
    job = await caller.finished(PATH, {"imageUrl": picture, **LOCAL})
    assert (job["status"], job["error"]["code"]) == ("failed", "ERR_MEDIA_INVALID")
    assert await caller.wallet() == (100, 0)


@pytest.mark.parametrize(
    ("field", "value", "code", "pointer"),
    [
        ("motion", "spin", 400, "/motion"),
        ("duration", 4, 400, "/duration"),
        ("fps", 25, 400, "/fps"),
        ("aspectRatio", "4:3", 400, "/aspectRatio"),
        ("imageUrl", None, 400, "/imageUrl"),
        ("duration", 31, 403, None),
        ("quality", "ultra", 403, None),
    ],
)
async def test_what_a_video_cannot_be_is_refused(
    house: House, field: str, value: object, code: int, pointer: str | None
) -> None:
    caller = await house.caller()
    body = {"imageUrl": "https://example.com/picture.png", field: value}
    answer = await caller.submit(PATH, body)
    assert answer.status_code == code, answer.text
    if pointer:
        assert answer.json()["errors"][0]["pointer"] == pointer


async def test_a_video_is_no_picture(house: House, tmp_path: Path) -> None:
    caller = await house.caller()
    film = filmed(tmp_path / "film.mp4", lambda _: background(64, 64), seconds=1)
    answer = await caller.submit(PATH, {"imageUrl": await uploaded(caller, film)})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "/imageUrl")
