"""Presets: what ships is right, what a tenant saves is checked, and both run as pipelines."""

from typing import Any

import pytest

from db.ids import new_id
from domain.graph_check import checked
from domain.pipelines import PipelineRequest
from runtime.catalog import job_types
from runtime.numbers import load
from runtime.presets import offered, shipped
from tests.house import House
from tests.integration.test_pipelines import ended

TYPES = job_types(load(None))
OWN: dict[str, Any] = {
    "name": "spoken-poster",
    "summary": "A poster, and its title spoken.",
    "parameters": {
        "type": "object",
        "required": ["title"],
        "properties": {
            "title": {"type": "string", "minLength": 1, "maxLength": 40},
            "look": {"type": "string", "default": "plain"},
            "voice": {"type": "boolean"},
        },
    },
    "example": {"title": "Hello"},
    "steps": [
        {
            "id": "poster",
            "type": "image-generation",
            "params": {"prompt": {"$text": "{title}, {look}"}, "width": 256, "height": 256},
        },
        {
            "id": "speech",
            "type": "text-to-speech",
            "onlyWith": "voice",
            "params": {"text": {"$param": "title"}},
        },
    ],
}


@pytest.mark.parametrize("name", shipped())
def test_a_preset_that_is_offered_is_right_with_its_example(name: str) -> None:
    preset = shipped()[name]
    assert list(preset.faults()) == []
    wanted = PipelineRequest.model_validate(preset.pipeline(preset.example), strict=False)
    assert wanted.steps
    if name in offered(shipped(), TYPES):
        checked(wanted, TYPES, new_id)


async def test_a_preset_is_offered_only_if_its_types_are_there(house: House) -> None:
    caller = await house.caller()
    listed = (await caller.http.get("/pipelines/presets")).json()["data"]
    assert {each["name"] for each in listed} == set(offered(shipped(), TYPES))
    for name in shipped().keys() - {each["name"] for each in listed}:
        answer = await caller.http.post(f"/pipelines/presets/{name}", json={"params": {}})
        assert answer.status_code == 404


async def test_a_tenant_saves_runs_and_deletes_its_own(house: House) -> None:
    caller, other = await house.caller(credits=100), await house.caller()
    assert (await caller.http.post("/pipelines/presets", json=OWN)).status_code == 201
    listed = (await caller.http.get("/pipelines/presets")).json()["data"]
    assert [each["name"] for each in listed if each["own"]] == ["spoken-poster"]
    path = "/pipelines/presets/spoken-poster"
    assert (await other.http.post(path, json={"params": {"title": "x"}})).status_code == 404
    plan = await caller.http.post(
        f"{path}?dryRun=true", json={"params": {"title": "A day", "voice": True}}
    )
    assert plan.json()["data"]["price"]["max"] == 15
    answer = await caller.http.post(path, json={"params": {"title": "A day"}, "tags": ["own"]})
    assert answer.status_code == 202, answer.text
    pipeline = await ended(caller, answer.json()["data"]["pipelineId"])
    assert (pipeline["status"], pipeline["tags"]) == ("completed", ["own"])
    assert [step["id"] for step in pipeline["steps"]] == ["poster"]
    assert pipeline["steps"][0]["params"]["prompt"] == "A day, plain"
    assert (await caller.http.delete(path)).status_code == 204
    assert (await caller.http.delete(path)).status_code == 404


@pytest.mark.parametrize(
    ("params", "pointer", "code"),
    [
        ({}, "/params/title", "missing"),
        ({"title": 5}, "/params/title", "string_type"),
        ({"title": ""}, "/params/title", "length"),
        ({"title": "x", "voice": "yes"}, "/params/voice", "boolean_type"),
        ({"title": "x", "mood": "y"}, "/params/mood", "extra_forbidden"),
    ],
)
async def test_wrong_parameters_are_pointed_to(
    house: House, params: dict[str, Any], pointer: str, code: str
) -> None:
    caller = await house.caller()
    await caller.http.post("/pipelines/presets", json=OWN)
    answer = await caller.http.post("/pipelines/presets/spoken-poster", json={"params": params})
    assert answer.status_code == 400
    assert (pointer, code) in [(e["pointer"], e["code"]) for e in answer.json()["errors"]]


async def test_a_preset_that_is_wrong_is_not_saved(house: House) -> None:
    caller = await house.caller()
    hole = {**OWN, "steps": [{**OWN["steps"][0], "onlyWith": "nobody"}]}
    cycle = {**OWN, "steps": [{**OWN["steps"][0], "needs": ["poster"]}]}
    named = {**OWN, "name": "avatar-speech"}
    for body, status in ((hole, 400), (cycle, 400), (named, 409)):
        assert (await caller.http.post("/pipelines/presets", json=body)).status_code == status
