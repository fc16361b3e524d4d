"""Avatars, through the whole house: of a description or a photo, shown, animated, listed and deleted."""

from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from db.ids import new_id
from domain.errors import NotFound
from domain.tiers import Tier
from jobs.models import Models
from media.model import check as check_model
from media.probe import details
from providers.local.engines._head import glb
from tests.faces import photo
from tests.house import Caller, House
from tests.integration.test_avatar_animation import tone, uploaded
from tests.integration.test_local_engines import fetch
from tests.vendors.sculptor import RENDERED, Sculptor

GENERATE, ANIMATE = "/avatars/generate", "/avatars/animate"
PRICE = 150
ONE = (0.5, 0.5, 0.3)
ADA: dict[str, Any] = {
    "sourceType": "description",
    "sourceData": "a friendly woman with black hair, in a blue sweater",
}
SOLD: dict[str, Any] = {"routing": {"only": ["sculptor"]}}
PICTURED = {**ADA, "sourceData": "a pictured woman", **SOLD}
"""A vendor's, which is there at once."""
UNSEEN = {**ADA, "sourceData": "an empty, pictured place", **SOLD}
"""A vendor's with its own picture, of which there is nothing to draw."""

pytestmark = [pytest.mark.timeout(300), pytest.mark.xdist_group("avatars")]


async def test_a_description_becomes_an_avatar_with_its_files(house: House, tmp_path: Path) -> None:
    caller = await house.caller(credits=PRICE)
    job = await caller.finished(GENERATE, {**ADA, "style": "cartoon"})
    assert job["status"] == "completed", job["error"]
    assert (job["provider"], job["creditsCharged"]) == ("local", PRICE)
    model, portrait, preview = job["outputs"]
    assert [each["role"] for each in job["outputs"]] == ["model", "portrait", "preview"]
    assert model["mimeType"] == "model/gltf-binary"
    path = await fetch(model, tmp_path / "model.glb")
    await check_model(path)
    head = glb.read(path)
    assert head.style == "cartoon"
    assert "viseme_aa" in {name for part in head.parts for name in part.morphs}
    with Image.open(await fetch(portrait, tmp_path / "portrait.png")) as image:
        assert (image.format, image.size) == ("PNG", (1_024, 1_024))
    shown = await details(await fetch(preview, tmp_path / "preview.mp4"))
    assert preview["mimeType"] == "video/mp4"
    assert 2 <= shown.duration_seconds <= 6
    assert (await caller.wallet()) == (0, 0)


@pytest.mark.faults
async def test_a_photo_becomes_an_avatar_and_its_files_have_urls(
    house: House, tmp_path: Path
) -> None:
    caller = await house.caller(tier=Tier.PRO, credits=400)
    asset = await uploaded(caller, photo(ONE))
    job = await caller.finished(GENERATE, {"sourceType": "photo", "sourceData": asset})
    assert job["status"] == "completed", job["error"]
    assert (job["creditsCharged"], job["outputs"][0]["metadata"]["style"]) == (PRICE, "realistic")
    avatar_id = job["outputs"][0]["metadata"]["avatarModelId"]
    shown = (await caller.http.get(f"/avatars/{avatar_id}")).json()["data"]
    assert (shown["status"], shown["style"], shown["jobId"]) == ("ready", "realistic", job["id"])
    assert [shown[role]["id"] for role in ("model", "portrait", "preview")] == [
        output["id"] for output in job["outputs"]
    ]
    with Image.open(await fetch(shown["portrait"], tmp_path / "portrait.png")) as image:
        assert image.size == (1_024, 1_024)
    assert (await fetch(shown["model"], tmp_path / "model.glb")).read_bytes()[:4] == b"glTF"


@pytest.mark.parametrize(
    ("picture", "says"),
    [
        pytest.param(photo(), "No face", id="nobody"),
        pytest.param(photo((0.3, 0.5, 0.16), (0.75, 0.5, 0.16)), "2 faces", id="two people"),
        pytest.param(photo((0.5, 0.5, 0.07)), "pixels wide", id="too small"),
        pytest.param(photo(ONE, blur=9), "blurred", id="blurred"),
    ],
)
async def test_a_photo_that_shows_nobody_clearly_is_refused_and_refunded(
    house: House, picture: bytes, says: str
) -> None:
    caller = await house.caller(credits=PRICE)
    ask = {"sourceType": "photo", "sourceData": await uploaded(caller, picture)}
    job = await caller.finished(GENERATE, ask)
    error = job["error"]
    assert (job["status"], error["code"], error["pointer"]) == (
        "failed",
        "ERR_MEDIA_INVALID",
        "/sourceData",
    )
    assert says in error["message"]
    assert (error["retryable"], job["outputs"]) == (False, [])
    assert (await caller.wallet()) == (PRICE, 0)
    assert [attempt for attempt in job["attempts"] if attempt["provider"]] == [], "nobody was asked"
    assert (await caller.http.get("/avatars", params={"status": "ready"})).json()["data"] == []
    (left,) = (await caller.http.get("/avatars")).json()["data"]
    assert (left["status"], left["model"], left["portrait"]) == ("failed", None, None)


async def test_what_is_no_photo_or_no_description_is_pointed_at_before_anything_is_held(
    house: House,
) -> None:
    caller = await house.caller()
    sound = await uploaded(caller, tone(1.0))
    described = {"sourceType": "description", "sourceData": ADA["sourceData"]}
    wrong: list[dict[str, Any]] = [
        {"sourceType": "photo", "sourceData": "a friendly woman"},
        {"sourceType": "photo", "sourceData": sound},
        {"sourceType": "photo", "sourceData": new_id("asset")},
        {"sourceType": "photo", "sourceData": "http://example.com/a.png"},
        {"sourceType": "photo", "sourceData": "data:image/png;base64,AAAA"},
        {**described, "sourceData": "x" * 1_001},
        {**described, "sourceData": "  "},
        {**described, "sourceData": sound},
        {**described, "sourceData": "https://example.com/a.png"},
        {**described, "sourceData": "a\0b"},
        {"sourceType": "description"},
    ]
    for body in wrong:
        answer = await caller.submit(GENERATE, body)
        told = (answer.status_code, answer.json()["errors"][0]["pointer"])
        assert told == (400, "/sourceData"), body
    for body, pointer in (
        ({**ADA, "sourceType": "song"}, "/sourceType"),
        ({**ADA, "style": "x"}, "/style"),
    ):
        answer = await caller.submit(GENERATE, body)
        assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, pointer)
    refused = await caller.submit(GENERATE, {**ADA, "sourceData": "a nude child"})
    assert (refused.status_code, refused.json()["code"]) == (400, "ERR_INVALID_PROMPT")
    assert (await caller.http.get("/jobs")).json()["data"] == []
    assert (await caller.wallet()) == (1_000, 0)


async def test_tiers_bound_who_makes_avatars_and_how_fine_and_a_dry_run_makes_none(
    house: House,
) -> None:
    caller = await house.caller()
    free = house.as_tenant(caller.tenant, tier=Tier.FREE)
    for refused in (
        await free.submit(GENERATE, ADA),
        await caller.submit(GENERATE, {**ADA, "quality": "ultra"}),
    ):
        assert (refused.status_code, refused.json()["code"]) == (403, "ERR_TIER_REQUIRED")
    plan = await caller.http.post(GENERATE, params={"dryRun": "true"}, json=ADA)
    assert plan.status_code == 200, plan.text
    assert plan.json()["data"]["price"]["max"] == PRICE
    assert (await caller.http.get("/avatars")).json()["data"] == []
    poor = await house.caller(credits=PRICE - 1)
    assert (await poor.submit(GENERATE, ADA)).status_code == 402


async def test_a_description_that_reads_like_an_asset_of_a_pipelines_is_refused(
    house: House,
) -> None:
    caller = await house.caller()
    steps = [
        {"id": "picture", "type": "image-generation", "params": {"prompt": "a face"}},
        {
            "id": "avatar",
            "type": "avatar-generation",
            "params": {
                "sourceType": "description",
                "sourceData": {"$ref": "picture.outputs[role=image]"},
            },
        },
    ]
    answer = await caller.http.post("/pipelines", json={"name": "x", "steps": steps})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["pointer"] == "/steps/1/params/sourceData"


async def test_avatars_are_listed_by_page_kept_apart_and_deleted_with_their_files(
    house: House, tmp_path: Path
) -> None:
    caller, stranger = await house.caller(), await house.caller()
    source = await uploaded(caller, photo(ONE))
    bodies = (UNSEEN, {"sourceType": "photo", "sourceData": source, **SOLD})
    jobs = [await caller.finished(GENERATE, body) for body in bodies]
    ids = [job["outputs"][0]["metadata"]["avatarModelId"] for job in jobs]
    first = (await caller.http.get("/avatars", params={"limit": 1, "status": "ready"})).json()
    assert [avatar["id"] for avatar in first["data"]] == [ids[1]]
    following = {"limit": 1, "status": "ready", "cursor": first["page"]["nextCursor"]}
    second = (await caller.http.get("/avatars", params=following)).json()
    assert [avatar["id"] for avatar in second["data"]] == [ids[0]]
    assert second["page"]["hasMore"] is False

    path = f"/avatars/{ids[1]}"
    for method in ("GET", "DELETE"):
        assert (await stranger.http.request(method, path)).status_code == 404
    assert (await stranger.http.get("/avatars")).json()["data"] == []
    ask = {"avatarModelId": ids[1], "audioUrl": await uploaded(stranger, tone(1.0))}
    assert (await stranger.submit(ANIMATE, ask)).status_code == 400

    kept, gone_with = [
        {file["sha256"] for file in (shown["portrait"], shown["model"], shown["preview"]) if file}
        for shown in [
            (await Models(house.resources.app).get(caller.tenant, each, "avatar")).traits
            for each in ids
        ]
    ]
    hashes = gone_with - kept
    assert hashes
    assert (await caller.http.delete(path)).status_code == 204
    for gone in (path, f"/assets/{source}", f"/assets/{jobs[1]['outputs'][1]['id']}"):
        assert (await caller.http.get(gone)).status_code == 404
    assert (await caller.http.delete(path)).status_code == 404
    for sha256 in hashes:
        with pytest.raises(NotFound):
            await house.resources.blobs.size(caller.tenant, sha256)
    gone = await caller.submit(ANIMATE, {**ask, "audioUrl": await uploaded(caller, tone(1.0))})
    assert (gone.status_code, gone.json()["errors"][0]["pointer"]) == (400, "/avatarModelId")
    await fetch(
        (await caller.http.get(f"/avatars/{ids[0]}")).json()["data"]["model"], tmp_path / "still"
    )


async def portrayed(caller: Caller, body: dict[str, Any], path: Path) -> Image.Image:
    """Have a vendor make an avatar; gives its portrait."""
    job = await caller.finished(GENERATE, {**body, **SOLD})
    assert job["status"] == "completed", job["error"]
    assert [output["role"] for output in job["outputs"]] == ["model", "portrait", "preview"]
    with Image.open(await fetch(job["outputs"][1], path)) as image:
        assert image.size == (1_024, 1_024)
        return image.convert("RGB")


@pytest.mark.faults
async def test_a_vendors_model_has_its_own_picture_else_one_drawn_here(
    house: House, tmp_path: Path
) -> None:
    caller = await house.caller(credits=2 * PRICE)
    path = tmp_path / "portrait.png"
    rendered = await portrayed(caller, PICTURED, path)
    assert (rendered.getpixel((512, 512)), rendered.getpixel((512, 20))) == (
        RENDERED,
        (255, 255, 255),
    )
    drawn = await portrayed(caller, {**ADA, "sourceData": "a torn man"}, path)
    assert len(drawn.getcolors(1 << 20) or []) > 100


async def test_a_vendors_model_of_a_photo_has_the_photo_and_one_that_shows_nothing_has_none(
    house: House, tmp_path: Path
) -> None:
    caller = await house.caller(credits=2 * PRICE)
    source = await uploaded(caller, photo((0.4, 0.45, 0.2)))
    ask = {"sourceType": "photo", "sourceData": source}
    taken = await portrayed(caller, ask, tmp_path / "portrait.png")
    blue, green, red = (taken.getpixel((512, 500))[band] for band in (2, 1, 0))
    assert red > green > blue, "skin is in its middle"
    asked = Sculptor.asked[-1]
    assert asked.image
    assert (asked.prompt, asked.style, asked.image.facts.mime_type) == (
        "",
        "realistic",
        "image/jpeg",
    )

    bare = await caller.finished(GENERATE, {**ADA, "sourceData": "an empty room", **SOLD})
    assert (bare["status"], bare["error"]["code"]) == ("failed", "ERR_PROVIDER_ERROR")
    assert (await caller.wallet()) == (PRICE, 0)
    job = await caller.finished(GENERATE, UNSEEN)
    assert [output["role"] for output in job["outputs"]] == ["model", "portrait"]
    avatar_id = job["outputs"][0]["metadata"]["avatarModelId"]
    assert (await caller.http.get(f"/avatars/{avatar_id}")).json()["data"]["preview"] is None


async def test_a_cancelled_job_leaves_no_avatar(house: House) -> None:
    caller = await house.caller(credits=PRICE)
    job_id = await caller.accepted(GENERATE, ADA)
    await caller.seen(job_id, lambda job: bool(job["attempts"]))
    assert (await caller.http.post(f"/jobs/{job_id}/cancel")).status_code == 200
    assert (await caller.wallet()) == (PRICE, 0)
    avatars = (await caller.http.get("/avatars")).json()["data"]
    assert [avatar["status"] for avatar in avatars] == ["failed"]
