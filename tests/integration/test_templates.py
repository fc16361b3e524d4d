"""The catalogue of templates over HTTP: who sees what, what is cached, who may add to it."""

from pathlib import Path

import httpx

from runtime.templates import shipped
from tests.house import House

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
RENDER = f"/templates/{NIGHT}/render"


async def test_a_template_becomes_pictures_and_a_document(house: House, tmp_path: Path) -> None:
    caller = await house.caller()
    data = SHIPPED[NIGHT].design.example
    png = await caller.finished(RENDER, {"data": data})
    assert png["status"] == "completed", png["error"]
    assert (png["creditsCharged"], png["params"]["version"]) == (5, 1)
    assert png["params"]["data"]["accent"] == "#ff4d6d"
    assert png["outputs"][0]["mimeType"] == "image/png"
    pdf = await caller.finished(RENDER, {"data": data, "outputFormat": "pdf"})
    (document,) = pdf["outputs"]
    assert (document["mimeType"], document["role"]) == ("application/pdf", "document")
    content = (await caller.http.get(document["url"])).content
    assert content.startswith(b"%PDF-")
    assert b"/Image" not in content
