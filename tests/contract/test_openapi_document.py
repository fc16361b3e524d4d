"""The OpenAPI document is whole: counted, worded, with examples that are real, every error, and a file that is current."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from api.openapi import __main__ as file
from api.openapi._examples import recorded
from tests.house import House
from tests.recording.scenario import recorded as record
from tests.recording.stable import Stable, shape

SECTIONS = {"image": 7, "video": 7, "audio": 8, "music": 3, "avatar": 4, "enterprise": 14}
SETS = {"seed": 21, "core": 14, "ext": 8}
QUERIES = {"studioJob", "studioJobs", "studioTemplates", "studioUsage"}
EVENTS = {"job.progress", "job.completed", "job.failed"}
VERBS = {
    "cancel", "correct", "create", "delete", "disable", "enable", "follow", "get", "give", "list", "put", "query", "receive",
    "redeliver", "retry", "rotate", "run", "send", "submit", "update",
}  # fmt: skip
WITHOUT_BODY = {"204", "304", "206", "416"}
Document = dict[str, Any]


@cache
def written() -> Document:
    found: Document = json.loads(file.FILE.read_text())
    return found


def operations() -> Iterator[tuple[str, Document]]:
    for path, found in written()["paths"].items():
        for method, operation in found.items():
            yield f"{method.upper()} {path}", operation


def everything() -> list[Any]:
    return [pytest.param(operation, id=name) for name, operation in operations()]


def of_the_contract() -> list[Document]:
    return [each for _, each in operations() if each["x-studio-set"] in SETS]


def test_the_file_is_what_the_server_says() -> None:
    assert file.FILE.read_text() == file.text(), "python -m api.openapi"


def test_the_document_is_valid() -> None:
    found = [error.message for error in OpenAPIV31SpecValidator(written()).iter_errors()]
    assert found == []


def test_the_contract_is_counted() -> None:
    found = of_the_contract()
    assert Counter(each["x-studio-section"] for each in found) == SECTIONS
    assert Counter(each["x-studio-set"] for each in found) == SETS
    assert sum(SECTIONS.values()) == sum(SETS.values()) == 43


def test_the_queries_and_the_sockets_events_are_told() -> None:
    queries, socket = written()["x-studio-queries"], written()["x-studio-events"]
    assert set(queries) == QUERIES
    assert set(socket["events"]) == EVENTS
    assert all(each["example"] for each in (*queries.values(), *socket["events"].values()))


def test_every_operation_is_named_once() -> None:
    names = Counter(operation["operationId"] for _, operation in operations())
    assert names.most_common(1)[0][1] == 1


@pytest.mark.parametrize("operation", everything())
def test_an_operation_says_what_it_does_in_words(operation: Document) -> None:
    name = operation["operationId"]
    assert re.split("(?=[A-Z])", name)[0] in VERBS
    assert 5 < len(operation["summary"]) <= 100
    assert operation["description"].endswith((".", ")"))
    assert operation["x-studio-set"] in (*SETS, "beyond")
    assert operation["x-studio-section"]
    known = {tag["name"] for tag in written()["tags"]}
    assert set(operation["tags"]) <= known
    told = [each.get("description") for each in operation["parameters"] if "$ref" not in each]
    assert all(told), f"a parameter of {name} is not explained"


@pytest.mark.parametrize("operation", everything())
def test_an_operation_shows_what_is_asked_and_answered_and_every_error(operation: Document) -> None:
    for content in operation.get("requestBody", {}).get("content", {}).items():
        assert content[0] != "application/json" or content[1]["examples"], "no request"
    for status, answer in operation["responses"].items():
        if "$ref" in answer:
            codes = answer["$ref"].rpartition("/")[2].split(".")
            assert set(codes) <= set(written()["components"]["examples"])
        elif status < "400" and status not in WITHOUT_BODY:
            for kind, content in answer["content"].items():
                is_text = kind in ("application/json", "text/event-stream")
                assert not is_text or content["examples"], f"no example of {status}"
    if "bearer" in str(operation["security"]):
        assert {"401", "403"} <= set(operation["responses"])


def test_every_error_there_is_has_an_example_of_its_own() -> None:
    examples = written()["components"]["examples"]
    for code, told in written()["x-studio-errors"].items():
        problem = examples[code]["value"]
        assert (problem["code"], problem["status"], problem["title"]) == (
            code,
            told["status"],
            told["title"],
        )


@cache
def registry() -> Registry[Any]:
    """Hold values to what the document says, and to no more: an answer's schemas are open for clients alone."""
    closed = deepcopy(written())
    for name, schema in closed["components"]["schemas"].items():
        if "properties" in schema and name != "CloudEvent":
            schema.setdefault("additionalProperties", False)
    resource = Resource.from_contents(closed, default_specification=DRAFT202012)
    return Registry().with_resource("urn:document", resource)


def faults(pointer: list[str], value: Any) -> list[str]:
    escaped = "/".join(part.replace("~", "~0").replace("/", "~1") for part in pointer)
    reference = {"$ref": f"urn:document#/{escaped}"}
    validator = Draft202012Validator(reference, registry=registry())
    return [error.message[:300] for error in validator.iter_errors(value)]


def examples() -> Iterator[tuple[list[str], Any]]:
    """Give every example with where its schema stands."""
    for name, operation in operations():
        method, path = name.split(" ", 1)
        here = ["paths", path, method.lower()]
        places = {"requestBody": operation.get("requestBody", {})}
        places |= {f"responses {status}": part for status, part in operation["responses"].items()}
        for place, part in places.items():
            yield from _shown(part, [*here, *place.split(" ")])
    for name, hook in written()["webhooks"].items():
        yield from _shown(hook["post"]["requestBody"], ["webhooks", name, "post", "requestBody"])
    for example in written()["components"]["examples"].values():
        yield ["components", "schemas", "Problem"], example["value"]
    for event in written()["x-studio-events"]["events"].values():
        yield ["components", "schemas", "SocketFrame"], event["example"]


def _shown(part: Document, here: list[str]) -> Iterator[tuple[list[str], Any]]:
    for kind, content in part.get("content", {}).items():
        for example in content.get("examples", {}).values():
            yield [*here, "content", kind, "schema"], example["value"]


def test_every_example_is_valid() -> None:
    checked = [(pointer, faults(pointer, value)) for pointer, value in examples()]
    assert len(checked) > 150
    assert [(pointer, told) for pointer, told in checked if told] == []


@pytest.mark.faults
@pytest.mark.timeout(600)
async def test_the_stack_answers_in_the_recorded_shapes(house: House, tmp_path: Path) -> None:
    now, then = await record(house, tmp_path), recorded()
    stable = Stable()
    for part, values in now.items():
        assert sorted(values) == sorted(then[part]), f"python -m tests.recording: {part}"
        for name, value in values.items():
            assert differences(shape(stable.rewritten(value)), shape(then[part][name]), name) == []


def differences(one: Any, other: Any, place: str) -> list[str]:
    """Say where two shapes differ; what is null, or an empty list, in one of them may be anything in the other."""
    if one in (None, []) or other in (None, []):
        return []
    if isinstance(one, dict) and isinstance(other, dict):
        free = FREE.search(place)
        names = sorted(set(one) & set(other) if free else set(one) | set(other))
        return [
            told
            for name in names
            for told in differences(
                one.get(name, MISSED), other.get(name, MISSED), f"{place}.{name}"
            )
        ]
    if isinstance(one, list) and isinstance(other, list):
        return differences(one[0], other[0], f"{place}[]")
    return [] if one == other else [f"{place}: {one} ≠ {other}"]


MISSED = "nothing"
FREE = re.compile(r"\.(metadata|params|providers|steps\[\])(\.|\[|$)|outputs\[\]$|attempts\[\]$")
"""Where names depend on who served."""
