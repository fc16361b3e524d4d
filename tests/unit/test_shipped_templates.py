"""The templates that ship: whole, described, priced, and set with their example, with little, with much, in any script."""

import json
from pathlib import Path

import pytest
from PIL import Image

from api.template_schemas import faults_of_data, faults_of_schema
from domain.templates import Category, filled
from domain.values import Json
from jobs.templates import Draft
from media.typesetting import Job, facts_of, typeset
from runtime.templates import FOLDER, PREVIEW, shipped

DRAFTS = {draft.name: draft for draft in shipped()}
SCRIPTS = (
    "مهرجان الموسيقى والضوء في المدينة القديمة",
    "פסטיבל האור והמוזיקה בעיר העתיקה",
    "光と音楽の祭典・旧市街の夜",
    "पुराने शहर में प्रकाश और संगीत का उत्सव",
    "Фестиваль света · Φεστιβάλ φωτός",
)
every = pytest.mark.parametrize("draft", DRAFTS.values(), ids=list(DRAFTS))


def test_there_are_four_and_more_a_category_each_known_by_an_id_of_its_own() -> None:
    found = [draft.category for draft in DRAFTS.values()]
    assert all(found.count(category) >= 4 for category in Category)
    assert len({draft.id for draft in DRAFTS.values()}) == len(DRAFTS)
    assert {draft.price for draft in DRAFTS.values()} > {0}


@every
def test_its_schema_is_one_that_templates_may_have_and_its_example_is_right(draft: Draft) -> None:
    fields, example = draft.design.fields, draft.design.example
    assert [*faults_of_schema(fields)] == []
    assert [*faults_of_data(fields, example)] == []
    assert [*faults_of_data(fields, much(fields))] == []
    assert all("title" in each for each in fields["properties"].values())
    assert any(each.get("format") == "color" for each in fields["properties"].values())


@every
def test_its_picture_is_small_and_can_be_seen(draft: Draft) -> None:
    folder = next(
        path.parent for path in FOLDER.glob("*/template.toml") if draft.id in path.read_text()
    )
    with Image.open(folder / PREVIEW) as picture:
        assert max(picture.size) == 720
        assert len(picture.convert("RGB").getcolors(2**20) or ()) > 20
    assert (folder / PREVIEW).stat().st_size < 100_000


@every
async def test_it_is_set_with_its_example_and_with_the_least(draft: Draft, tmp_path: Path) -> None:
    example = filled(draft.design.fields, draft.design.example)
    made = await typeset(Job(draft.design, example, is_document=True), tmp_path)
    (document,) = made.pages
    assert made.falls_short == ""
    content = document.read_bytes()
    assert facts_of(document).mime_type == "application/pdf"
    assert b"/StructTreeRoot" in content
    assert b"pdfuaid" in content
    assert b"/FontFile" in content
    least = {name: draft.design.example[name] for name in draft.design.fields["required"]}
    for number, some in enumerate((least, much(draft.design.fields))):
        folder = tmp_path / str(number)
        folder.mkdir()
        made = await typeset(Job(draft.design, some, is_document=True), folder)
        assert made.falls_short == ""


@pytest.mark.parametrize("words", SCRIPTS)
async def test_every_script_has_its_letters(words: str, tmp_path: Path) -> None:
    """A letter without a face falls short of the PDF's standard."""
    draft = DRAFTS["Night Signal"]
    data = {"title": words, "date": words[:20], "venue": words}
    made = await typeset(Job(draft.design, data, is_document=True), tmp_path)
    assert made.falls_short == ""


async def test_a_letter_that_no_face_has_is_told_of_and_stops_nothing(tmp_path: Path) -> None:
    draft = DRAFTS["Quote Card"]
    data = {"quote": "𓀀 and more", "author": "A scribe"}
    made = await typeset(Job(draft.design, data, is_document=True), tmp_path)
    assert made.falls_short.startswith("PDF/UA-1")
    assert made.pages


def much(field: Json, name: str = "") -> Json:
    """Fill every field that is no picture and no colour, as far as it goes."""
    match field["type"]:
        case "object":
            return {
                key: much(each, key)
                for key, each in field["properties"].items()
                if "x-asset" not in each and each.get("format") != "color"
            }
        case "array":
            return [much(field["items"], f"{name}{at}") for at in range(min(field["maxItems"], 6))]
        case "string" if "enum" in field:
            return field["enum"][len(name) % len(field["enum"])]
        case "string":
            return ("Donaudampfschifffahrtsgesellschaft and more " * 12)[: field["maxLength"]]
        case _:
            return 12.5


def test_the_schemas_are_plain_json() -> None:
    for path in FOLDER.glob("*/schema.json"):
        assert json.loads(path.read_text())["$schema"].endswith("2020-12/schema")
