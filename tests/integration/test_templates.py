"""The catalogue of templates over HTTP: who sees what, what is cached, who may add to it."""

import asyncio
import io
from base64 import b64encode

import httpx
import pytest
from PIL import Image
from sqlalchemy.exc import DBAPIError

from db.ids import new_id
from domain.identity import Role
from domain.tiers import Tier
from jobs.templates import Templates
from runtime.templates import shipped
from tests.house import TERMINAL, House

SHIPPED = {draft.id: draft for draft in shipped()}


def anyone(house: House) -> httpx.AsyncClient:
    """Call without a token."""
    return httpx.AsyncClient(base_url=f"{house.url}/studio/v1", timeout=60, trust_env=False)


async def test_everyone_reads_the_catalogue_page_by_page_and_by_category(house: House) -> None:
    async with anyone(house) as http:
        seen, cursor = [], None
        while True:
            told = {"limit": 5, **({"cursor": cursor} if cursor else {})}
            body = (await http.get("/templates", params=told)).json()
            seen += body["data"]
            cursor = body["page"]["nextCursor"]
            if cursor is None:
                break
        assert {each["id"] for each in seen} == set(SHIPPED)
        assert len(seen) == len(SHIPPED)
        listed = {"id", "name", "category", "previewImageUrl", "price", "isFeatured"}
        assert all(set(each) == listed for each in seen)
        decks = (await http.get("/templates", params={"category": "presentations"})).json()["data"]
        assert {each["category"] for each in decks} <= {"presentations"}
        refused = await http.get("/templates", params={"category": "menus"})
        assert refused.status_code == 400
        assert refused.json()["errors"][0]["pointer"] == "/query/category"
        other = await http.get(
            "/templates", params={"limit": 5, "category": "presentations", "cursor": "x"}
        )
        assert other.status_code == 400


async def test_one_template_has_its_schema_and_is_known_again_by_its_etag(house: House) -> None:
    template_id, draft = next(iter(SHIPPED.items()))
    async with anyone(house) as http:
        answer = await http.get(f"/templates/{template_id}")
        shown = answer.json()["data"]
        assert shown["schema"] == draft.design.fields
        assert shown["exampleData"] == draft.design.example
        assert shown["source"] is None
        assert answer.headers["cache-control"].startswith("public")
        for path in ("/templates", f"/templates/{template_id}"):
            first = await http.get(path)
            again = await http.get(path, headers={"If-None-Match": first.headers["etag"]})
            assert (again.status_code, again.content) == (304, b"")
        assert (await http.get("/templates/tmpl_00000000000000000000000000")).status_code == 404
        assert (await http.get("/templates/nonsense")).status_code == 400
        bad = await http.get("/templates", headers={"Authorization": "Bearer nonsense"})
        assert bad.status_code == 401


NIGHT = "tmpl_01kb01s3m0e8v4t9q2w7x5y012"
LESSON = "tmpl_01kb01s3m0e8v4t9q2w7x5y002"
BADGE = {
    "name": "Badge",
    "category": "event-posters",
    "source": '#import "/kit.typ": *\n#set page(width: 200pt, height: 100pt)\n#set document(title: data.name)\n'
    '#data.name\n#if field("logo") != none { photo(data.logo, height: 40pt) }',
    "schema": {
        "type": "object",
        "additionalProperties": False,
        "required": ["name"],
        "properties": {
            "name": {"type": "string", "title": "Name", "maxLength": 40},
            "logo": {"type": "string", "title": "Logo", "x-asset": "image"},
            "tone": {"type": "string", "format": "color", "default": "#336699"},
        },
    },
    "exampleData": {"name": "Ada"},
}


def png() -> bytes:
    """Make a small picture, a part of it transparent."""
    file = io.BytesIO()
    Image.linear_gradient("L").convert("RGBA").rotate(30, expand=True).save(file, "PNG")
    return file.getvalue()


async def test_a_template_becomes_a_picture_a_page_or_one_document(house: House) -> None:
    caller = await house.caller(credits=30)
    data = {
        "title": "Salt",
        "goals": ["One"],
        "pages": [{"title": "Sea", "image": f"data:image/png;base64,{b64encode(png()).decode()}"}],
    }
    job = await caller.finished(
        f"/templates/{LESSON}/render", {"data": data, "outputFormat": "jpg"}
    )
    assert job["status"] == "completed", job["error"]
    assert (job["creditsCharged"], job["params"]["version"]) == (5, 1)
    assert job["params"]["data"]["accent"] == "#e07a2f"
    assert job["params"]["data"]["pages"][0]["image"].startswith("asset_")
    assert [(each["mimeType"], each["width"]) for each in job["outputs"]] == [
        ("image/jpeg", 1920)
    ] * 3
    picture = await caller.http.get(job["outputs"][2]["url"])
    assert Image.open(io.BytesIO(picture.content)).size == (1920, 1080)

    job = await caller.finished(
        f"/templates/{LESSON}/render", {"data": data, "outputFormat": "pdf"}
    )
    (document,) = job["outputs"]
    assert (document["mimeType"], document["role"]) == ("application/pdf", "document")
    content = (await caller.http.get(document["url"])).content
    assert content.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in content
    assert await caller.wallet() == (20, 0)


async def test_a_price_of_its_own_comes_on_top_and_nothing_is_held_for_bad_data(
    house: House,
) -> None:
    caller = await house.caller(credits=14)
    marquee = next(draft for draft in SHIPPED.values() if draft.price)
    path = f"/templates/{marquee.id}/render"
    plan = await caller.http.post(
        path, params={"dryRun": "true"}, json={"data": marquee.design.example}
    )
    assert plan.json()["data"]["price"]["max"] == 5 + marquee.price
    refused = await caller.submit(
        path, {"data": {"title": "x" * 500, "hidden": 1, "accent": "red"}}
    )
    assert refused.status_code == 400
    found = {each["pointer"]: each["code"] for each in refused.json()["errors"]}
    assert {"/data/title": "maxLength", "/data/hidden": "extra_forbidden"}.items() <= found.items()
    rude = await caller.submit(
        path, {"data": {**marquee.design.example, "title": "how to build a pipe bomb at home"}}
    )
    assert (rude.status_code, rude.json()["code"]) == (400, "ERR_INVALID_PROMPT")
    gone = await caller.submit("/templates/tmpl_00000000000000000000000000/render", {"data": {}})
    assert gone.status_code == 404
    assert await caller.wallet() == (14, 0)


async def test_a_picture_that_does_not_open_is_pointed_at_and_paid_back(house: House) -> None:
    caller = await house.caller(credits=5)
    data = {"title": "x", "pages": [{"title": "x", "image": "https://nobody.invalid/nothing.png"}]}
    path = f"/templates/{LESSON}/render"
    job = await caller.finished(path, {"data": data})
    assert (job["status"], job["error"]["code"]) == ("failed", "ERR_SOURCE_FETCH_FAILED")
    assert job["error"]["pointer"] == "/data/pages/0/image"
    assert await caller.wallet() == (5, 0)


async def test_a_tenant_makes_changes_and_renders_a_template_of_its_own(house: House) -> None:
    author = await house.caller(roles=(Role.ORGANIZER,), credits=50)
    made = await author.submit("/templates", BADGE, Idempotency_Key="badge")
    assert made.status_code == 201, made.text
    badge = made.json()["data"]
    assert (badge["version"], badge["isOwn"], badge["price"]) == (1, True, 0)
    again = await author.submit("/templates", BADGE, Idempotency_Key="badge")
    assert again.headers["Idempotent-Replayed"] == "true"
    assert again.json()["data"]["id"] == badge["id"]

    path = f"/templates/{badge['id']}"
    first = await author.finished(f"{path}/render", {"data": {"name": "Ada"}})
    changed = await author.http.patch(
        path, json={"source": BADGE["source"] + " again", "name": "Pass"}
    )
    assert changed.status_code == 200, changed.text
    assert (changed.json()["data"]["version"], changed.json()["data"]["name"]) == (2, "Pass")
    second = await author.finished(f"{path}/render", {"data": {"name": "Ada"}})
    before = await author.finished(f"{path}/render", {"data": {"name": "Ada"}, "version": 1})
    assert [job["params"]["version"] for job in (first, second, before)] == [1, 2, 1]
    files = [job["outputs"][0]["sha256"] for job in (first, second, before)]
    assert files[0] == files[2] != files[1]

    listed = (await author.http.get("/templates", params={"limit": 1})).json()["data"]
    assert listed[0]["id"] == badge["id"]
    async with anyone(house) as http:
        signed = changed.json()["data"]["previewImageUrl"]
        preview = await http.get(signed)
        assert preview.headers["content-type"] == "image/webp"
        bare = signed.split("?")[0]
        assert (await http.get(bare, params={"version": 2})).status_code == 403
        assert (await http.get(path)).status_code == 404
    other = await house.caller(roles=(Role.ADMIN,), credits=5)
    assert (await other.http.get(path)).status_code == 404
    assert (await other.http.patch(path, json={"name": "Mine"})).status_code == 404
    assert (await other.submit(f"{path}/render", {"data": {"name": "x"}})).status_code == 404
    assert badge["id"] not in (await other.http.get("/templates")).text


async def test_who_may_not_write_is_told_so_and_what_is_wrong_is_pointed_at(house: House) -> None:
    member, free = await house.caller(), await house.caller(tier=Tier.FREE, roles=(Role.ADMIN,))
    assert (await member.submit("/templates", BADGE)).json()["code"] == "ERR_FORBIDDEN"
    assert (await free.submit("/templates", BADGE)).json()["code"] == "ERR_TIER_REQUIRED"
    author = await house.caller(roles=(Role.ADMIN,))
    loop = {"$ref": "#"}
    for changes, pointer in (
        ({"name": ""}, "/name"),
        ({"category": "menus"}, "/category"),
        ({"price": 100}, "/price"),
        ({"source": "#let x ="}, "/source"),
        ({"accessible": True, "source": '#import "/kit.typ": *\n#data.name'}, "/accessible"),
        ({"schema": {"type": "array", "items": loop, "maxItems": 1}}, "/schema/type"),
        ({"schema": {**BADGE["schema"], "pattern": "(a+)+$"}}, "/schema/pattern"),
        (
            {"schema": {**BADGE["schema"], "properties": {"name": loop}}},
            "/schema/properties/name/$ref",
        ),
        ({"exampleData": {"name": 1}}, "/exampleData/name"),
        ({"exampleData": {}}, "/exampleData/name"),
    ):
        refused = await author.submit("/templates", {**BADGE, **changes})
        assert refused.status_code == 400, (changes, refused.text)
        assert pointer in [each["pointer"] for each in refused.json()["errors"]], refused.text
    shipped_one = await author.http.patch(f"/templates/{NIGHT}", json={"name": "Ours"})
    assert shipped_one.status_code == 404
    assert (await author.http.get("/templates")).json()["data"][0]["id"] in SHIPPED


async def test_only_one_of_two_changes_at_once_is_the_next_version(house: House) -> None:
    author = await house.caller(roles=(Role.ADMIN,))
    made = (await author.submit("/templates", BADGE)).json()["data"]
    path = f"/templates/{made['id']}"
    answers = await asyncio.gather(
        *(author.http.patch(path, json={"name": name}) for name in ("One", "Two"))
    )
    version = (await author.http.get(path)).json()["data"]["version"]
    won = [answer for answer in answers if answer.status_code == 200]
    assert version == 1 + len(won)
    assert {answer.status_code for answer in answers} <= {200, 409}


async def test_a_poster_takes_its_picture_from_another_step(house: House) -> None:
    caller = await house.caller(credits=50)
    steps = [
        {"id": "scene", "type": "image-generation", "params": {"prompt": "a lake", "width": 256, "height": 256, "provider": "local"}},
        {"id": "poster", "type": "template-render", "params": {"templateId": NIGHT, "data": {
            "title": "Lake", "date": "Today", "venue": "Shore", "image": {"$ref": "scene.outputs[0]"}}}},
    ]  # fmt: skip
    answer = await caller.submit("/pipelines", {"name": "poster", "steps": steps})
    assert answer.status_code == 202, answer.text
    path = f"/pipelines/{answer.json()['data']['pipelineId']}"
    while (pipeline := (await caller.http.get(path)).json()["data"])["status"] not in TERMINAL:
        await asyncio.sleep(0.1)
    assert pipeline["status"] == "completed", pipeline
    wrong = [steps[0], {**steps[1], "params": {"templateId": NIGHT, "data": {
        "title": {"$ref": "scene.outputs[0]"}, "date": "Today", "venue": "Shore"}}}]  # fmt: skip
    refused = await caller.submit("/pipelines", {"name": "poster", "steps": wrong})
    assert refused.status_code == 400
    assert refused.json()["errors"][0]["pointer"] == "/steps/1/params/data/title"


async def test_what_ships_is_brought_to_the_catalogue_once(house: House) -> None:
    templates = Templates(house.resources.system)
    draft = next(iter(SHIPPED.values()))
    before, _ = await templates.design(None, draft.id)
    await templates.ship(shipped())
    after, _ = await templates.design(None, draft.id)
    assert (before.version, before.created_at) == (after.version, after.created_at)
    with pytest.raises(DBAPIError, match="row-level security"):
        await Templates(house.resources.app).ship([draft.model_copy(update={"id": new_id("tmpl")})])
