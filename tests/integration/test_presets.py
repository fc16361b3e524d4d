"""Presets: what ships is right, what a tenant saves is checked, and both run as pipelines."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from db.ids import new_id
from domain.graph_check import checked
from domain.pipelines import PipelineRequest
from runtime.catalog import job_types
from runtime.numbers import load
from runtime.presets import offered, shipped
from tests.faces import photo
from tests.house import House
from tests.integration.test_avatar_animation import uploaded
from tests.integration.test_local_engines import fetch
from tests.integration.test_pipelines import balanced, ended, job_of
from tests.talking import decoded

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


async def test_a_text_and_a_description_become_a_person_who_says_it_with_captions(
    house: House, tmp_path: Path
) -> None:
    caller = await house.caller(credits=5 + 150 + 1_000 + 100)
    params = {
        "text": "Mama baut ein Haus.",
        "description": "an old man with a grey beard",
        "style": "cartoon",
        "voiceId": "espeak-de",
        "subtitles": True,
    }
    path = "/pipelines/presets/avatar-speech"
    plan = await caller.http.post(f"{path}?dryRun=true", json={"params": params})
    assert plan.json()["data"]["price"]["max"] == 1_255
    answer = await caller.http.post(path, json={"params": params})
    assert answer.status_code == 202, answer.text
    pipeline = await ended(caller, answer.json()["data"]["pipelineId"])
    assert pipeline["status"] == "completed", pipeline["error"]
    assert [step["id"] for step in pipeline["steps"]] == [
        "speech",
        "avatar",
        "talking",
        "subtitled",
    ]
    assert (await caller.wallet()) == (0, 0)
    speech, avatar, talking, subtitled = [
        await caller.job(job_of(pipeline, step["id"])["jobId"]) for step in pipeline["steps"]
    ]
    model_id = avatar["outputs"][0]["metadata"]["avatarModelId"]
    assert talking["params"]["avatarModelId"] == model_id
    assert talking["outputs"][0]["metadata"]["lips"] == "from the words"
    assert avatar["outputs"][0]["metadata"]["style"] == "cartoon"
    plain = decoded(await fetch(talking["outputs"][0], tmp_path / "talking.mp4"))
    burned = decoded(await fetch(subtitled["outputs"][0], tmp_path / "subtitled.mp4"))
    assert abs(len(plain.frames) / 25 - speech["outputs"][0]["durationSeconds"]) <= 1 / 25
    assert burned.samples.std() == pytest.approx(plain.samples.std(), rel=0.1)
    middle = len(plain.frames) // 2
    written = np.abs(burned.frames[middle].astype(int) - plain.frames[middle]).max(2) > 60
    rows = np.flatnonzero(written.any(1))
    assert written.sum() > 200
    assert rows.min() > 110, "the words are below the face"
    assert await balanced(house, caller)


async def test_a_photo_becomes_a_person_who_says_a_text_and_a_bad_one_stops_the_rest(
    house: House,
) -> None:
    caller = await house.caller(credits=1_155)
    path, text = "/pipelines/presets/avatar-speech", "Mama baut ein Haus."
    nobody = await uploaded(caller, photo())
    body = {"params": {"text": text, "voiceId": "espeak-de", "photo": nobody}}
    answer = await caller.http.post(path, json=body)
    pipeline = await ended(caller, answer.json()["data"]["pipelineId"])
    assert (pipeline["status"], pipeline["error"]["code"]) == ("failed", "ERR_MEDIA_INVALID")
    left, held = await caller.wallet()
    assert (left >= 1_150, held) == (True, 0), "no more than the speech is paid for"
    somebody = await uploaded(caller, photo((0.5, 0.5, 0.3)))
    body = {"params": {"text": text, "voiceId": "espeak-de", "photo": somebody}}
    answer = await caller.http.post(f"{path}?dryRun=true", json=body)
    assert answer.status_code == 200, answer.text
    steps = answer.json()["data"]["order"]
    assert steps == [["speech", "avatar"], ["talking"]]
    assert await balanced(house, caller)
