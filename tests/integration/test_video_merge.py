"""Films of several clips through the public API: what is delivered, what is refused, and where it is pointed to."""

from base64 import b64encode
from pathlib import Path
from typing import Any

import pytest

from domain.tiers import Tier
from media.loudness import Level, loudness, measure
from media.probe import details
from media.run import run
from tests.frames import distance, film_of
from tests.house import Caller, House
from tests.integration.test_local_engines import fetch
from tests.integration.test_pipelines import ended, submitted
from tests.unit.test_merge import BLUE, GREEN, RED, plain, run_ffmpeg, tone

PATH = "/videos/merge"

pytestmark = pytest.mark.timeout(120)


async def uploaded(caller: Caller, path: Path) -> str:
    response = await caller.http.post("/uploads", content=path.read_bytes())
    return str(response.json()["data"]["id"])


async def test_clips_become_one_film(house: House, tmp_path: Path) -> None:
    caller = await house.caller(credits=50)
    one = await uploaded(caller, tmp_path / plain(tmp_path, "one", RED, *tone(2)))
    two = await uploaded(caller, tmp_path / plain(tmp_path, "two", BLUE, look="s=90x160:r=25:d=2"))
    await run_ffmpeg(tmp_path, "-f", "lavfi", "-i", "sine=f=900:d=2", "-f", "mp3", "music")
    clips = [
        {"videoUrl": one, "start": 0.5},
        {"videoUrl": two},
        {"videoUrl": one, "end": 1.5},
    ]
    body = {
        "clips": clips, "transition": "crossfade", "transitionDuration": 0.5, "aspectRatio": "16:9",
        "audioUrl": await uploaded(caller, tmp_path / "music"),
    }  # fmt: skip
    job = await caller.finished(PATH, body)
    assert job["status"] == "completed", job["error"]
    assert (job["creditsCharged"], await caller.wallet()) == (50, (0, 0))
    assert job["params"]["clips"][0] == {"videoUrl": one, "start": 0.5, "end": None}
    video, thumbnail, preview = job["outputs"]
    assert (video["role"], video["mimeType"]) == ("video", "video/mp4")
    assert preview["role"] == "preview"
    assert (thumbnail["role"], thumbnail["mimeType"]) == ("thumbnail", "image/jpeg")
    assert (video["width"], video["height"], video["durationSeconds"]) == (160, 90, 4.0)
    assert video["metadata"]["music"] == "ducked under the clips' sound"
    path = await fetch(video, tmp_path / "film.mp4")
    film = film_of(path)
    assert len(film.colours) == 120
    assert distance(film.colours[10], RED) <= 10
    assert distance(film.colours[110], RED) <= 10
    assert film.colours[60][2] > film.colours[60][0]
    assert path.read_bytes().index(b"moov") < path.read_bytes().index(b"mdat")
    reached = loudness(await run(measure(tmp_path, Level("film.mp4"))))
    assert reached
    assert -16 <= reached <= -14


async def test_webm_and_inline_clips_are_taken(house: House, tmp_path: Path) -> None:
    caller = await house.caller()
    small = tmp_path / plain(tmp_path, "one", GREEN, look="s=160x90:r=24:d=1")
    inline = f"data:video/mp4;base64,{b64(small)}"
    job = await caller.finished(
        PATH, {"clips": [{"videoUrl": inline}] * 2, "outputFormat": "webm", "transition": "fade"}
    )
    assert job["status"] == "completed", job["error"]
    assert all(clip["videoUrl"].startswith("asset_") for clip in job["params"]["clips"])
    path = await fetch(job["outputs"][0], tmp_path / "film.webm")
    found = await details(path)
    picture = found.first("video")
    assert picture
    assert (found.mime_type, picture.codec, found.first("audio")) == ("video/webm", "VP9", None)
    assert len(film_of(path).colours) == 48


def b64(path: Path) -> str:
    return b64encode(path.read_bytes()).decode()


async def test_a_part_that_is_not_in_its_clip_fails_and_costs_nothing(
    house: House, tmp_path: Path
) -> None:
    caller = await house.caller(credits=50)
    one = await uploaded(caller, tmp_path / plain(tmp_path, "one", RED))
    job = await caller.finished(PATH, {"clips": [{"videoUrl": one}, {"videoUrl": one, "start": 7}]})
    assert (job["status"], job["error"]["code"]) == ("failed", "ERR_MEDIA_INVALID")
    assert job["error"]["message"].startswith("Clip 2 lasts 2.00 s")
    assert (job["creditsCharged"], await caller.wallet()) == (0, (50, 0))


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"clips": []}, "/clips"),
        ({"clips": [{"videoUrl": "https://example.com/a.mp4"}] * 21}, "/clips"),
        ({"clips": [{"videoUrl": "https://example.com/a.mp4", "start": 3, "end": 2}] * 2}, "/clips/0/end"),
        ({"clips": [{"videoUrl": "https://example.com/a.mp4"}, {"videoUrl": "ftp://x"}]}, "/clips/1/videoUrl"),
        ({"clips": [{"videoUrl": "https://example.com/a.mp4"}, {"start": 1}]}, "/clips/1/videoUrl"),
        ({"transition": "wipe"}, "/transition"),
        ({"transitionDuration": 6}, "/transitionDuration"),
        ({"outputFormat": "gif"}, "/outputFormat"),
    ],
)  # fmt: skip
async def test_a_wrong_wish_is_pointed_at(
    house: House, change: dict[str, Any], pointer: str
) -> None:
    caller = await house.caller(credits=50)
    body = {"clips": [{"videoUrl": "https://example.com/a.mp4"}] * 2, **change}
    answer = await caller.submit(PATH, body)
    assert answer.status_code == 400, answer.text
    assert answer.json()["errors"][0]["pointer"] == pointer
    assert await caller.wallet() == (50, 0)


async def test_another_tenants_clip_is_not_found(house: House, tmp_path: Path) -> None:
    owner, other = await house.caller(), await house.caller()
    theirs = await uploaded(owner, tmp_path / plain(tmp_path, "one", RED))
    answer = await other.submit(PATH, {"clips": [{"videoUrl": theirs}] * 2})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["pointer"] == "/clips/0/videoUrl"


async def test_a_dry_run_prices_and_stores_nothing(house: House) -> None:
    caller = await house.caller(credits=1)
    body = {"clips": [{"videoUrl": "https://example.com/a.mp4"}] * 2}
    answer = await caller.http.post(PATH, params={"dryRun": "true"}, json=body)
    assert answer.status_code == 200, answer.text
    assert answer.json()["data"]["price"]["max"] == 50


async def test_steps_of_a_pipeline_become_one_film(house: House, tmp_path: Path) -> None:
    """References stand inside a list of clips, and what is enlarged is held for by what is said of its length."""
    caller = await house.caller(tier=Tier.PROMAX, credits=1_000)
    steps = [
        {"id": "one", "type": "video-generation", "params": {"prompt": "the first shot", "duration": 5}},
        {"id": "two", "type": "video-generation", "params": {"prompt": "the second shot", "duration": 5}},
        {
            "id": "whole",
            "type": "video-merge",
            "params": {
                "clips": [
                    {"videoUrl": {"$ref": "one.outputs[role=video]"}, "end": 0.2},
                    {"videoUrl": {"$ref": "two.outputs[0]"}, "start": 4.8},
                ],
            },
        },
        {
            "id": "large",
            "type": "video-upscale",
            "params": {"videoUrl": {"$ref": "whole.outputs[role=video]"}, "sourceSeconds": 25},
        },
    ]  # fmt: skip
    pipeline = await ended(caller, await submitted(caller, steps))
    assert pipeline["status"] == "completed", pipeline["error"]
    assert await caller.wallet() == (650, 0)
