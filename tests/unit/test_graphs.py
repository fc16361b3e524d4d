"""Wrong graphs: each fault is found before anything is held, with a pointer to its step and parameter."""

import json
from collections.abc import Callable
from itertools import count
from typing import Any

import pytest
from pydantic import ValidationError

from api.problems import invalid_body
from domain.conditions import holds, status_of
from domain.errors import ValidationFailed
from domain.graph_check import Checked, Prefix, checked
from domain.graphs import Graph
from domain.pipelines import PipelineRequest, PipelineStep, When
from domain.references import Results, found, parse
from domain.retries import unfinished
from runtime.catalog import job_types
from runtime.numbers import load

TYPES = job_types(load(None))
Step = dict[str, Any]


def stand_ins() -> Callable[[Prefix], str]:
    numbers = count()
    return lambda prefix: f"{prefix}_{next(numbers):026d}"


def check(steps: list[Any], **more: Any) -> Checked:
    body = json.dumps({"name": "checked", "steps": steps, **more})
    try:
        wanted = PipelineRequest.model_validate_json(body)
    except ValidationError as error:
        raise invalid_body(error) from error
    return checked(wanted, TYPES, stand_ins())


def film(name: str = "film", **more: Any) -> Step:
    return {"id": name, "type": "video-generation", "params": {"prompt": "the sea"}, **more}


def speech(name: str = "speech", **more: Any) -> Step:
    return {"id": name, "type": "text-to-speech", "params": {"text": "Hello."}, **more}


def image(name: str = "image", **more: Any) -> Step:
    return {"id": name, "type": "image-generation", "params": {"prompt": "the sea"}, **more}


def captions(
    video: Any, *, name: str = "captions", transcript: Any = "Hello.", **more: Any
) -> Step:
    params = {"videoUrl": video, "transcript": transcript}
    return {"id": name, "type": "video-subtitles", "params": params, **more}


def ref(text: Any) -> dict[str, Any]:
    return {"$ref": text}


FILM = ref("film.outputs[role=video]")
FILMS = {"$ref": "film.outputs[role=video]", "max": 2}

WRONG: dict[str, tuple[list[Any], str, str]] = {
    "no steps": ([], "/steps", "too_short"),
    "a step that is a text": (["film"], "/steps/0", "model_type"),
    "no id": ([{"type": "text-to-speech", "params": {"text": "x"}}], "/steps/0/id", "missing"),
    "an id with a dot": ([film("a.b")], "/steps/0/id", "string_pattern_mismatch"),
    "an id that is a number": ([film(7)], "/steps/0/id", "string_type"),  # type: ignore[arg-type]
    "an id twice": ([film(), film()], "/steps/1/id", "duplicate_id"),
    "an id that is reserved": ([film("item")], "/steps/0/id", "reserved_id"),
    "no type": ([{"id": "x", "params": {}}], "/steps/0/type", "missing"),
    "an unknown type": ([{"id": "x", "type": "tea", "params": {}}], "/steps/0/type", "unknown_type"),
    "a field that no step has": ([film(retries=3)], "/steps/0/retries", "extra_forbidden"),
    "params that are a list": ([{**film(), "params": []}], "/steps/0/params", "dict_type"),
    "an unknown param": ([{**film(), "params": {"prompt": "x", "mood": "y"}}], "/steps/0/params/mood", "extra_forbidden"),
    "a param too few": ([{**film(), "params": {}}], "/steps/0/params/prompt", "missing"),
    "a param of the wrong type": ([{**film(), "params": {"prompt": "x", "duration": "5"}}], "/steps/0/params/duration", "int_type"),
    "a param out of range": ([{**film(), "params": {"prompt": "x", "duration": 61}}], "/steps/0/params/duration", "less_than_equal"),
    "the price's limit in params": ([{**film(), "params": {"prompt": "x", "maxCredits": 5}}], "/steps/0/params/maxCredits", "not_a_param"),
    "the job's own pairs in params": ([{**film(), "params": {"prompt": "x", "metadata": {"a": "b"}}}], "/steps/0/params/metadata", "not_a_param"),
    "the fallback in params": ([{**film(), "params": {"prompt": "x", "allowFallback": True}}], "/steps/0/params/allowFallback", "not_a_param"),
    "a deadline of nothing": ([film(deadlineSeconds=0)], "/steps/0/deadlineSeconds", "greater_than_equal"),
    "needs that are not there": ([film(needs=["speech"])], "/steps/0/needs/0", "unknown_step"),
    "needs of itself": ([film(needs=["film"])], "/steps/0/needs/0", "itself"),
    "a circle of two": ([film(needs=["speech"]), speech(needs=["film"])], "/steps/0", "cycle"),
    "a circle of three": ([image(), film(needs=["c"]), speech("b", needs=["film"]), speech("c", needs=["b"])], "/steps/1", "cycle"),
    "a circle by references": ([captions(ref("b.outputs[role=video]"), name="a"), captions(ref("a.outputs[role=video]"), name="b")], "/steps/0", "cycle"),
    "a circle by a condition": ([film(when={"step": "speech", "status": "completed"}), speech(needs=["film"])], "/steps/0", "cycle"),
    "a reference to itself": ([captions(ref("captions.outputs[role=video]"))], "/steps/0/params/videoUrl", "itself"),
    "a reference to nobody": ([captions(ref("nobody.outputs[0]"))], "/steps/0/params/videoUrl", "unknown_step"),
    "a reference without outputs": ([film(), captions(ref("film"))], "/steps/1/params/videoUrl", "bad_reference"),
    "a reference that is a number": ([film(), captions(ref(3))], "/steps/1/params/videoUrl", "bad_reference"),
    "a reference with more to it": ([film(), captions({**FILM, "x": 1})], "/steps/1/params/videoUrl", "bad_reference"),
    "params that are a reference": ([film(), {**image(), "params": FILM}], "/steps/1/params", "bad_reference"),
    "a role that nobody makes": ([film(), captions(ref("film.outputs[role=portrait]"))], "/steps/1/params/videoUrl", "unknown_role"),
    "sound for a picture": ([speech(), captions(ref("speech.outputs[role=audio]"))], "/steps/1/params/videoUrl", "wrong_kind"),
    "a picture for a video": ([film(), captions(ref("film.outputs[1].url"))], "/steps/1/params/videoUrl", "wrong_kind"),
    "a film for words": ([film(), captions(FILM, transcript=FILM)], "/steps/1/params/transcript", "wrong_kind"),
    "a second speech": ([film(), speech(), captions(FILM, transcript=ref("speech.outputs[role=timings][1]"))], "/steps/2/params/transcript", "no_such_output"),
    "an output too far": ([speech(), captions(ref("speech.outputs[3]"))], "/steps/1/params/videoUrl", "no_such_output"),
    "all outputs for one": ([film(), captions(ref("film.outputs"))], "/steps/1/params/videoUrl", "which_output"),
    "a fact for media": ([film(), captions(ref("film.outputs[0].width"))], "/steps/1/params/videoUrl", "not_media"),
    "a fact that no output has": ([film(), captions(ref("film.outputs[0].smell"))], "/steps/1/params/videoUrl", "unknown_field"),
    "an output for a number": ([film(), film("more") | {"params": {"prompt": "x", "duration": ref("film.outputs[0]")}}], "/steps/1/params/duration", "not_for_references"),
    "an output for a prompt": ([speech(), {**image(), "params": {"prompt": ref("speech.outputs[role=timings]")}}], "/steps/1/params/prompt", "not_for_references"),
    "a model of a film": ([film(), captions(ref("film.model"))], "/steps/1/params/videoUrl", "no_model"),
    "an item of nothing": ([captions(ref("item"))], "/steps/0/params/videoUrl", "no_items"),
    "a list of nothing": ([film(forEach=[])], "/steps/0/forEach/items", "too_short"),
    "a list too long": ([film(forEach=["x"] * 51)], "/steps/0/forEach/items", "too_long"),
    "items without a bound": ([film(), captions(ref("item"), forEach=ref("film.outputs[role=video]"))], "/steps/1/forEach", "value_error"),
    "a bound too high": ([film(), captions(ref("item"), forEach={**FILMS, "max": 51})], "/steps/1/forEach/max", "less_than_equal"),
    "items that are one": ([film(), captions(ref("item"), forEach={"$ref": "film.outputs[0]", "max": 2})], "/steps/1/forEach/$ref", "not_a_list"),
    "items of nobody": ([captions(ref("item"), forEach={"$ref": "film.outputs", "max": 2})], "/steps/0/forEach/$ref", "unknown_step"),
    "items of the wrong kind": ([speech(), captions(ref("item"), forEach={"$ref": "speech.outputs[role=audio]", "max": 2})], "/steps/1/params/videoUrl", "wrong_kind"),
    "a field that no item has": ([film(forEach=[{"a": 1}], params={"prompt": ref("item.b")})], "/steps/0/params/prompt", "unknown_field"),
    "an item that does not fit": ([film(forEach=["sea", 5], params={"prompt": ref("item")})], "/steps/0/params/prompt", "string_type"),
    "a field of an output as an item": ([film(), captions(ref("item.name"), forEach=FILMS)], "/steps/1/params/videoUrl", "unknown_field"),
    "a condition of two": ([film(), speech(when={"step": "film", "status": "completed", "exists": True})], "/steps/1/when", "value_error"),
    "a condition of nothing": ([film(), speech(when={"step": "film"})], "/steps/1/when", "value_error"),
    "a condition on nobody": ([speech(when={"step": "film", "status": "completed"})], "/steps/0/when/step", "unknown_step"),
    "a condition that is never": ([film(), speech(when={"step": "film", "status": "failed"})], "/steps/1/when/status", "never"),
    "a status that no step has": ([film(), speech(when={"step": "film", "status": "tired"})], "/steps/1/when/status", "literal_error"),
    "a comparison of no fact": ([film(), speech(when={"$ref": "film.outputs[0]", "lessThan": 3})], "/steps/1/when/$ref", "not_a_fact"),
    "a comparison of a text": ([film(), speech(when={"$ref": "film.outputs[0].mimeType", "lessThan": 3})], "/steps/1/when/$ref", "not_a_number"),
    "a text for a number": ([film(), speech(when={"$ref": "film.outputs[0].width", "equals": "3"})], "/steps/1/when/equals", "wrong_type"),
    "a condition that is no reference": ([film(), speech(when={"$ref": "film[0]", "exists": True})], "/steps/1/when/$ref", "bad_reference"),
    "too many steps": ([speech(f"s{n}") for n in range(101)], "/steps", "too_long"),
    "too many jobs": ([speech(f"s{n}", forEach=["x"] * 50) for n in range(5)], "/steps", "too_many_jobs"),
    "too wide": ([speech(f"s{n}", forEach=["x"] * 50) for n in range(3)], "/steps", "too_wide"),
    "too deep": ([speech("s0"), *(speech(f"s{n}", needs=[f"s{n - 1}"]) for n in range(1, 33))], "/steps/32", "too_deep"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_graph_is_refused_with_a_pointer(name: str) -> None:
    steps, pointer, code = WRONG[name]
    with pytest.raises(ValidationFailed) as refused:
        check(steps)
    assert (pointer, code) in [(error.pointer, error.code) for error in refused.value.errors]


@pytest.mark.parametrize("name", TYPES)
def test_a_job_type_says_what_it_makes(name: str) -> None:
    assert TYPES[name].outputs, "steps of a pipeline refer to it"


def test_every_fault_is_told_at_once() -> None:
    with pytest.raises(ValidationFailed) as refused:
        check([film("item"), speech(needs=["x"]), captions(ref("y.outputs[0]"))])
    assert [error.pointer for error in refused.value.errors] == [
        "/steps/0/id", "/steps/1/needs/0", "/steps/2/params/videoUrl",
    ]  # fmt: skip


def test_a_right_graph_gives_its_order_and_its_jobs() -> None:
    right = check(
        [captions(FILM, transcript=ref("speech.outputs[role=timings]")), film(), speech()]
    )
    assert right.graph.order == ("film", "speech", "captions")
    assert right.graph.needs["captions"] == ("film", "speech")
    assert right.graph.last == ("captions",)
    last = right.drafts[-1]
    assert sorted(last.refs.values()) == ["film.outputs[role=video]", "speech.outputs[role=timings]"]  # fmt: skip
    assert right.graph.longest({"film": 5, "speech": 3, "captions": 2}) == 7


def test_a_hundred_steps_with_fan_out_are_within_the_limits() -> None:
    steps = [film(), *(captions(FILM, name=f"c{n}") for n in range(98))]
    steps.append(image("end", needs=[f"c{n}" for n in range(98)]))
    assert check(steps).graph.levels["end"] == 2


def test_a_condition_is_asked_of_what_was_made() -> None:
    results = {"film": Results(outputs=({"id": "asset_1", "role": "video", "durationSeconds": 5.0},))}  # fmt: skip
    statuses = {"film": "completed", "speech": "cancelled"}

    def ask(**told: Any) -> bool:
        return holds(When.model_validate_json(json.dumps(told)), statuses, results)

    assert ask(step="film", status="completed")
    assert ask(step="speech", status="failed"), "a cancel counts as a failure"
    assert ask(**{"$ref": "film.outputs[role=video]", "exists": True})
    assert ask(**{"$ref": "film.outputs[role=thumbnail]", "exists": False})
    assert ask(**{"$ref": "film.outputs[0].durationSeconds", "greaterThan": 4})
    assert not ask(**{"$ref": "film.outputs[0].durationSeconds", "lessThan": 5})
    assert not ask(**{"$ref": "film.outputs[3].durationSeconds", "lessThan": 9})


def test_a_reference_finds_the_nth_of_a_role() -> None:
    outputs = tuple({"id": f"asset_{n}", "role": role} for n, role in enumerate("aba"))
    assert found(parse("s.outputs[role=a][1].url"), {"s": Results(outputs=outputs)}) == "asset_2"
    with pytest.raises(LookupError):
        found(parse("s.outputs[role=b][1]"), {"s": Results(outputs=outputs)})


@pytest.mark.parametrize(
    ("items", "status"),
    [
        (["queued", "queued"], "queued"),
        (["completed", "queued"], "processing"),
        (["completed", "skipped"], "completed"),
        (["completed", "failed", "cancelled"], "failed"),
        (["cancelled", "skipped"], "cancelled"),
        (["skipped"], "skipped"),
    ],
)
def test_a_step_is_as_its_jobs_are(items: list[str], status: str) -> None:
    assert status_of(items) == status


def test_what_was_left_out_with_nothing_amiss_stays_out_of_a_retry() -> None:
    steps = [
        {"id": "a", "after": []},
        {"id": "b", "after": ["a"]},
        {"id": "c", "after": ["a"]},
        {"id": "d", "after": ["b"]},
    ]
    items = {
        "a": [{"item": 0, "status": "completed", "reason": None}],
        "b": [{"item": 0, "status": "failed", "reason": None}],
        "c": [{"item": 0, "status": "skipped", "reason": "condition"}],
        "d": [{"item": 0, "status": "skipped", "reason": "condition"}],
    }
    assert unfinished(steps, items) == [("b", 0), ("d", 0)]


def test_steps_are_ordered_by_what_they_wait_for() -> None:
    steps = [PipelineStep.model_validate_json(json.dumps(step)) for step in (speech(needs=["film"]), film())]  # fmt: skip
    assert Graph.of(steps).order == ("film", "speech")
