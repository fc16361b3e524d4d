"""Larger videos through the public API: made, measured, and charged by the started ten seconds."""

from pathlib import Path

import pytest
from temporalio.client import WorkflowFailureError

from tests.frames import film_of
from tests.house import TERMINAL, House
from tests.integration.test_local_engines import fetch
from tests.integration.test_video_merge import b64, uploaded
from tests.unit.test_film import make
from tests.unit.test_merge import tone

PATH = "/videos/upscale"

pytestmark = pytest.mark.timeout(120)


async def test_a_video_is_made_larger_and_paid_by_its_length(house: House, tmp_path: Path) -> None:
    caller = await house.caller(credits=200)
    make(tmp_path, "one", "testsrc2=s=96x54:r=12:d=11", *tone(11))
    asset = await uploaded(caller, tmp_path / "one")
    job = await caller.finished(PATH, {"videoUrl": asset, "scale": 4})
    assert job["status"] == "completed", job["error"]
    assert (job["creditsReserved"], job["creditsCharged"], await caller.wallet()) == (
        200,
        200,
        (0, 0),
    )
    video, thumbnail, preview = job["outputs"]
    assert (video["width"], video["height"], video["mimeType"]) == (384, 216, "video/mp4")
    assert video["metadata"]["method"] == "resampled (lanczos), denoised, sharpened, debanded"
    assert preview["role"] == "preview"
    assert (thumbnail["role"], thumbnail["mimeType"]) == ("thumbnail", "image/jpeg")
    assert len(film_of(await fetch(video, tmp_path / "large.mp4")).colours) == 132


async def test_a_long_video_is_made_in_segments_that_nobody_notices(
    house: House, tmp_path: Path
) -> None:
    caller = await house.caller(credits=200)
    make(tmp_path, "long", "testsrc2=s=64x36:r=25:d=18", *tone(18), "-g", "25")
    asset = await uploaded(caller, tmp_path / "long")
    job_id = await caller.accepted(PATH, {"videoUrl": asset})
    told: list[int] = []
    await caller.seen(job_id, lambda job: told.append(job["progress"]) or job["status"] in TERMINAL)
    job = await caller.job(job_id)
    assert job["status"] == "completed", job["error"]
    assert job["creditsCharged"] == 200
    video, thumbnail, preview = job["outputs"]
    assert (video["width"], video["metadata"]["segments"]) == (128, "4")
    assert (thumbnail["width"], preview["height"]) == (640, 90)
    assert len(film_of(await fetch(video, tmp_path / "large.mp4")).colours) == 450
    parts = [step for step in job["steps"] if "part" in step]
    assert sorted((step["part"], step["state"]) for step in parts) == [
        (n, "done") for n in range(4)
    ]
    assert told == sorted(told)
    assert len({percent for percent in told if 16 < percent < 86}) >= 3, "each segment counts"
    assert await at_once(house, job_id) == 2, "as many as one job may have, and no more"


async def at_once(house: House, job_id: str) -> int:
    """Give the largest number of segments that were under way together."""
    begun: set[int] = set()
    most = 0
    async for event in house.client.get_workflow_handle(job_id).fetch_history_events():
        scheduled = event.activity_task_scheduled_event_attributes
        if scheduled.activity_type.name == "enlarging.enlarge_segment":
            begun.add(event.event_id)
            most = max(most, len(begun))
        begun.discard(event.activity_task_completed_event_attributes.scheduled_event_id)
    return most


async def test_what_is_not_ours_is_held_for_by_what_is_said_and_charged_by_measure(
    house: House, tmp_path: Path
) -> None:
    caller = await house.caller(credits=500)
    make(tmp_path, "one", "testsrc2=s=96x54:r=12:d=2")
    body = {"videoUrl": "https://example.com/film.mp4", "sourceSeconds": 41}
    answer = await caller.http.post(PATH, params={"dryRun": "true"}, json=body)
    assert answer.json()["data"]["price"]["max"] == 500
    del body["sourceSeconds"]
    unsaid = await caller.http.post(PATH, params={"dryRun": "true"}, json=body)
    assert unsaid.json()["data"]["price"]["max"] == 30 * 60 // 10 * 100
    inline = f"data:video/mp4;base64,{b64(tmp_path / 'one')}"
    job = await caller.finished(PATH, {"videoUrl": inline, "enhanceDetails": False})
    assert job["status"] == "completed", job["error"]
    assert (job["creditsReserved"], job["creditsCharged"]) == (100, 100)
    assert await caller.wallet() == (400, 0)


async def test_a_side_beyond_the_bound_is_refused_before_anything_is_held(
    house: House, tmp_path: Path
) -> None:
    caller = await house.caller()
    make(tmp_path, "wide", "color=gray:s=1100x64:r=5:d=0.4")
    asset = await uploaded(caller, tmp_path / "wide")
    answer = await caller.submit(PATH, {"videoUrl": asset, "scale": 4})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "/scale")
    assert await caller.wallet() == (1_000, 0)


async def test_a_cancel_stops_the_encoder_and_refunds(house: House, tmp_path: Path) -> None:
    caller = await house.caller(credits=400)
    make(tmp_path, "long", "testsrc2=s=480x270:r=30:d=40")
    asset = await uploaded(caller, tmp_path / "long")
    job_id = await caller.accepted(PATH, {"videoUrl": asset, "scale": 4})
    await caller.until(job_id, "post-processing", field="phase")
    await caller.http.post(f"/jobs/{job_id}/cancel")
    job = await caller.ended(job_id)
    assert (job["status"], job["creditsRefunded"]) == ("cancelled", 400)
    with pytest.raises(WorkflowFailureError):
        await house.client.get_workflow_handle(job_id).result()
    assert await caller.wallet() == (400, 0)


@pytest.mark.parametrize(
    ("field", "value"), [("scale", 3), ("enhanceDetails", "no"), ("videoUrl", "")]
)
async def test_a_wrong_wish_is_pointed_at(house: House, field: str, value: object) -> None:
    caller = await house.caller()
    answer = await caller.submit(PATH, {"videoUrl": "https://example.com/a.mp4", field: value})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, f"/{field}")
