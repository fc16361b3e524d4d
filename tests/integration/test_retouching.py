"""Jobs on a picture, through the whole house: what comes in is made plain, what comes out is what was asked for."""

import base64
import io
from typing import Any

import httpx
import numpy as np
import pytest
from PIL import Image

from domain.tiers import Tier
from tests.house import Caller, House
from tests.integration.test_pipelines import ended, job_of, statuses, submitted
from tests.pictures import overlap, plain, saved, scene, subject
from tests.vendors.allround import Manner

LOCAL = {"routing": {"only": ["local"]}}

pytestmark = [pytest.mark.timeout(240), pytest.mark.xdist_group("retouching")]


def inline(data: bytes, kind: str = "image/png") -> str:
    return f"data:{kind};base64,{base64.b64encode(data).decode()}"


async def upload(caller: Caller, data: bytes) -> str:
    answer = await caller.http.post("/uploads", content=data)
    assert answer.status_code in (200, 201), answer.text
    return str(answer.json()["data"]["id"])


async def done(caller: Caller, path: str, body: dict[str, Any]) -> dict[str, Any]:
    job = await caller.finished(path, body)
    assert job["status"] == "completed", job["error"]
    return job


async def picture_of(output: dict[str, Any]) -> Image.Image:
    """The output's picture; its facts are what the file is."""
    async with httpx.AsyncClient(timeout=60) as http:
        data = (await http.get(output["url"])).content
    picture = Image.open(io.BytesIO(data))
    picture.load()
    assert picture.size == (output["width"], output["height"])
    assert Image.MIME[str(picture.format)] == output["mimeType"]
    assert len(data) == output["bytes"]
    assert output["metadata"]["size"] == f"{picture.width}x{picture.height}"
    return picture


def turned(pixels: np.ndarray) -> bytes:  # type: ignore[type-arg]
    """A photograph lying on its side, as cameras keep them, that tells where it was taken."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[2] = (52.0, 31.0, 12.0)
    return saved(np.rot90(pixels), "JPEG", exif=exif, quality=95)


async def test_a_cut_out_that_stays_opaque_ends_the_job_at_once(house: House) -> None:
    caller = await house.caller()
    picture = await upload(caller, saved(plain(64, 48)))
    with house.halts.watching(caller.tenant) as stands:
        job_id = await caller.accepted(
            "/images/remove-background", {"imageUrl": picture, "routing": {"only": ["allround"]}}
        )
        house.allround.manners[job_id] = Manner.OPAQUE
        stands[job_id].go()
        job = await caller.ended(job_id)
    assert (job["status"], job["error"]["code"]) == ("failed", "ERR_PROVIDER_ERROR")
    assert [(s["name"], s["state"]) for s in job["steps"]][-2:] == [
        ("post-process", "failed"), ("settle", "done"),
    ]  # fmt: skip
    assert [s["name"] for s in job["steps"]].count("post-process") == 1
    assert await caller.wallet() == (1_000, 0)


@pytest.mark.parametrize("kind", ["png", "webp"])
async def test_a_subject_is_cut_out_in_the_format_that_was_asked(house: House, kind: str) -> None:
    caller = await house.caller(credits=10)
    pixels, where = subject(plain(320, 240))
    body = {"imageUrl": inline(turned(pixels), "image/jpeg"), "outputFormat": kind, **LOCAL}
    job = await done(caller, "/images/remove-background", body)
    assert (job["creditsCharged"], job["provider"]) == (10, "local")
    (output,) = job["outputs"]
    assert (output["role"], output["metadata"]["engine"]) == ("image", "contour-cut")
    made = await picture_of(output)
    assert (made.format, made.mode) == (kind.upper(), "RGBA")
    assert not made.getexif()
    assert overlap(np.asarray(made)[..., 3] > 127, where) > 0.9
    assert job["params"]["imageUrl"].startswith("asset_")


async def test_what_cannot_be_worked_on_is_pointed_at_before_anything_is_held(house: House) -> None:
    caller = await house.caller(credits=10)
    tiny = await upload(caller, saved(plain(12, 12)))
    for source in (tiny, inline(saved(plain(5_000, 20)))):
        answer = await caller.submit("/images/remove-background", {"imageUrl": source})
        assert answer.status_code == 400
        error = answer.json()["errors"][0]
        assert (error["pointer"], error["code"]) == ("/imageUrl", "picture_size")
    answer = await caller.submit("/images/remove-background", {"imageUrl": inline(b"no picture")})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "/imageUrl")
    assert await caller.wallet() == (10, 0)


async def test_an_animation_stands_still_at_its_first_frame(house: House) -> None:
    caller = await house.caller(credits=10)
    pixels, where = subject(plain(160, 120))
    file = io.BytesIO()
    frames = [Image.fromarray(frame) for frame in (pixels, scene(160, 120))]
    frames[0].save(file, "GIF", save_all=True, append_images=frames[1:])
    job = await done(
        caller,
        "/images/remove-background",
        {"imageUrl": inline(file.getvalue(), "image/gif"), **LOCAL},
    )
    made = np.asarray(await picture_of(job["outputs"][0]))
    assert overlap(made[..., 3] > 127, where) > 0.85


async def test_a_dry_run_prices_and_stores_nothing(house: House) -> None:
    caller = await house.caller(credits=0)
    answer = await caller.http.post(
        "/images/remove-background?dryRun=true", json={"imageUrl": inline(saved(plain(64, 48)))}
    )
    assert answer.status_code == 200, answer.text
    plan = answer.json()["data"]
    assert plan["price"]["expected"] == 10
    assert plan["providers"]["background-removal"][0]["provider"] == "local"


async def test_a_picture_becomes_larger_to_the_pixel_and_says_how(house: House) -> None:
    caller = await house.caller(credits=50)
    body = {"imageUrl": inline(saved(scene(90, 70))), "scale": 2, "enhanceDetails": False, **LOCAL}
    job = await done(caller, "/images/upscale", body)
    assert job["creditsCharged"] == 50
    (output,) = job["outputs"]
    assert (await picture_of(output)).size == (180, 140)
    assert output["metadata"]["resampled"] == "by 2, nothing added"
    assert job["params"]["scale"] == 2


@pytest.mark.parametrize(
    ("change", "pointer"),
    [({"scale": 3}, "/scale"), ({"enhanceDetails": "yes"}, "/enhanceDetails"), ({}, "/imageUrl")],
)
async def test_what_would_become_too_large_is_pointed_at(
    house: House, change: dict[str, Any], pointer: str
) -> None:
    caller = await house.caller()
    body = {"imageUrl": inline(saved(plain(2_100, 20))), **change}
    answer = await caller.submit("/images/upscale", body)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["pointer"] == pointer


async def test_a_picture_is_transformed_and_keeps_its_size(house: House) -> None:
    caller = await house.caller(credits=50)
    source = await upload(caller, saved(scene(150, 110)))
    body = {"imageUrl": source, "transformation": "filter", **LOCAL}
    job = await done(caller, "/images/transform", body)
    assert (job["creditsCharged"], job["params"]["strength"]) == (25, 0.7)
    (output,) = job["outputs"]
    assert (await picture_of(output)).size == (150, 110)
    assert output["metadata"]["look"]
    style = {"transformation": "style-transfer", "styleReference": inline(saved(scene(90, 90, 3)))}
    job = await done(caller, "/images/transform", {"imageUrl": source, **style, **LOCAL})
    assert job["outputs"][0]["metadata"]["operation"] == "style-transfer"


async def test_a_vendor_transforms_and_is_told_in_words(house: House) -> None:
    caller = await house.caller(credits=25)
    body = {"imageUrl": inline(saved(scene(150, 110, 9))), "transformation": "enhance"}
    job = await done(caller, "/images/transform", body)
    assert job["provider"] == "openai"
    (output,) = job["outputs"]
    assert (await picture_of(output)).size == (150, 110)
    assert output["metadata"]["resampled"].startswith("from ")
    assert house.paid("Enhance the photograph")


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"transformation": "style-transfer"}, "/styleReference"),
        ({"styleReference": inline(saved(plain(40, 40)))}, "/styleReference"),
        ({"transformation": "paint"}, "/transformation"),
        ({"strength": 1.2}, "/strength"),
        ({"prompt": "x"}, "/prompt"),
    ],
)
async def test_a_wrong_transformation_is_pointed_at(
    house: House, change: dict[str, Any], pointer: str
) -> None:
    caller = await house.caller()
    body = {"imageUrl": inline(saved(plain(40, 40))), "transformation": "filter", **change}
    answer = await caller.submit("/images/transform", body)
    assert answer.status_code == 400
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]
    assert await caller.wallet() == (1_000, 0)


async def test_variations_are_delivered_and_priced_by_their_number(house: House) -> None:
    caller = await house.caller(credits=100)
    body = {"imageUrl": inline(saved(scene(120, 90))), "variants": 2, "quality": "high", **LOCAL}
    job = await done(caller, "/images/variations", body)
    assert job["creditsCharged"] == 50
    pictures = [await picture_of(output) for output in job["outputs"]]
    assert [picture.size for picture in pictures] == [(120, 90), (120, 90)]
    assert pictures[0].tobytes() != pictures[1].tobytes()
    assert len({output["metadata"]["seed"] for output in job["outputs"]}) == 2
    free = await house.caller(tier=Tier.FREE)
    assert (await free.submit("/images/variations", body)).json()["code"] == "ERR_TIER_REQUIRED"


@pytest.mark.parametrize("who", ["local", None], ids=["here", "at a vendor"])
async def test_what_a_mask_does_not_show_stays_to_the_bit(house: House, who: str | None) -> None:
    caller = await house.caller(credits=25)
    pixels = subject(scene(130, 100, 6))[0]
    mask = np.zeros((50, 65), np.uint8)
    mask[20:30, 15:40] = 255
    body = {
        "imageUrl": inline(saved(pixels)), "maskUrl": inline(saved(mask)), "prompt": "an empty meadow",
        "provider": who,
    }  # fmt: skip
    job = await done(caller, "/images/inpaint", body)
    assert (job["creditsCharged"], job["provider"]) == (25, who or "openai")
    made = np.asarray((await picture_of(job["outputs"][0])).convert("RGB"))
    large = np.asarray(Image.fromarray(mask).resize((130, 100), Image.Resampling.BILINEAR))
    assert (made[large == 0] == pixels[large == 0]).all()
    assert (made[large == 255] != pixels[large == 255]).any()


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"maskUrl": inline(saved(np.zeros((40, 90), np.uint8)))}, "/maskUrl"),
        ({"maskUrl": None}, "/maskUrl"),
        ({"prompt": " "}, "/prompt"),
        ({"provider": "nobody"}, "/provider"),
        ({"strength": -0.1}, "/strength"),
    ],
)
async def test_a_wrong_inpainting_is_pointed_at(
    house: House, change: dict[str, Any], pointer: str
) -> None:
    caller = await house.caller()
    source, mask = inline(saved(plain(60, 40))), inline(saved(np.zeros((20, 30), np.uint8)))
    answer = await caller.submit(
        "/images/inpaint", {"imageUrl": source, "maskUrl": mask, "prompt": "a tree", **change}
    )
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["pointer"] == pointer


@pytest.mark.parametrize(
    ("sides", "size"),
    [
        ({"left": 20, "up": 10}, (110, 70)),
        ({"aspectRatio": "16:9"}, (107, 60)),
    ],
)
async def test_a_picture_goes_on_beyond_its_edges(
    house: House, sides: dict[str, Any], size: tuple[int, int]
) -> None:
    caller = await house.caller(credits=25)
    pixels = scene(90, 60)
    job = await done(
        caller, "/images/outpaint", {"imageUrl": inline(saved(pixels)), **sides, **LOCAL}
    )
    assert job["creditsCharged"] == 25
    made = np.asarray((await picture_of(job["outputs"][0])).convert("RGB"))
    assert (made.shape[1], made.shape[0]) == size
    left, up = (20, 10) if "left" in sides else ((size[0] - 90) // 2, (size[1] - 60) // 2)
    assert (made[up : up + 60, left : left + 90] == pixels).all()


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({}, "/left"),
        ({"right": 2_001}, "/right"),
        ({"right": 10, "aspectRatio": "1:1"}, "/aspectRatio"),
        ({"aspectRatio": "3:2"}, "/aspectRatio"),
        ({"aspectRatio": "9:1"}, "/aspectRatio"),
        ({"aspectRatio": "wide"}, "/aspectRatio"),
        ({"up": 2_000, "down": 1_999, "imageUrl": inline(saved(plain(20, 100)))}, "/up"),
    ],
)
async def test_a_wrong_extension_is_pointed_at(
    house: House, change: dict[str, Any], pointer: str
) -> None:
    caller = await house.caller()
    answer = await caller.submit(
        "/images/outpaint", {"imageUrl": inline(saved(plain(60, 40))), **change}
    )
    assert answer.status_code == 400
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]


async def test_a_picture_that_was_painted_here_is_painted_again(house: House) -> None:
    caller = await house.caller(credits=100)
    body = {"prompt": "a calm sea at sunset", "width": 256, "height": 300, "provider": "local"}
    painting = (await done(caller, "/images/generate", body))["outputs"][0]
    more = {"imageUrl": painting["url"], "variants": 2, **LOCAL}
    job = await done(caller, "/images/variations", more)
    told = [output["metadata"] for output in job["outputs"]]
    assert all("repainted" in each for each in told)
    pictures = [(await picture_of(output)).tobytes() for output in job["outputs"]]
    assert (
        len({*pictures, (await picture_of(painting | {"metadata": {"size": "256x300"}})).tobytes()})
        == 3
    )


async def test_pictures_pass_from_step_to_step_and_are_looked_at_once_they_are_there(
    house: House,
) -> None:
    caller = await house.caller(credits=200)
    painted = {"prompt": "green hills", "width": 320, "height": 256, "provider": "local"}
    image = {"imageUrl": {"$ref": "painting.outputs[0]"}}
    steps = [
        {"id": "painting", "type": "image-generation", "params": painted},
        {"id": "larger", "type": "image-upscale", "params": {**image, "scale": 2}},
        {"id": "wider", "type": "image-outpaint", "params": {**image, "aspectRatio": "5:4"}},
    ]
    pipeline = await ended(caller, await submitted(caller, steps, onFailure="continue"))
    assert statuses(pipeline)["larger"] == "completed", pipeline
    assert statuses(pipeline)["wider"] == "failed"
    error = (await caller.job(job_of(pipeline, "wider")["jobId"]))["error"]
    assert error["code"] == "ERR_MEDIA_INVALID"
    assert "has this ratio already" in error["message"]
    assert (await caller.wallet()) == (200 - 10 - 50, 0)
