"""GraphQL without a server: the schema is current and whole, and documents are weighed before they run."""

import re

import pytest
from fastapi import Request
from graphql import GraphQLError
from pydantic import BaseModel
from pydantic.alias_generators import to_camel

from api import answers
from api.graph import _shown
from api.graph_bounds import ALIASES_MAX, DEPTH_MAX, require_bounds
from api.graph_schema import FILE, build, text
from domain import errors, jobs
from domain.errors import NotFound, ValidationFailed


def test_the_schema_file_is_current() -> None:
    assert FILE.read_text() == text()


@pytest.mark.parametrize(
    ("name", "model"),
    [
        ("Job", jobs.Job),
        ("OutputFile", jobs.OutputFile),
        ("Attempt", jobs.Attempt),
        ("Step", jobs.Step),
        ("Queue", jobs.Queue),
        ("JobError", errors.JobError),
        ("Usage", answers.Usage),
        ("Template", answers.TemplateListed),
    ],
)
def test_a_type_shows_what_rest_shows(name: str, model: type[BaseModel]) -> None:
    found = build(introspection=True)._schema.type_map[name].fields
    assert list(found) == [to_camel(field) for field in model.model_fields]


def test_a_schema_that_tells_nothing_suggests_nothing() -> None:
    found = build(introspection=False).execute_sync("{ studioJob(id: 1) { stats } }")
    assert found.errors
    assert "Did you mean" not in found.errors[0].message
    hidden = build(introspection=False).execute_sync("{ __schema { types { name } } }")
    assert hidden.errors


def deep(levels: int) -> str:
    return "{ studioJob(id: 1) " + "{ a " * levels + "}" * levels + " }"


@pytest.mark.parametrize(
    ("query", "variables", "said"),
    [
        pytest.param("{", {}, "cannot be read", id="no document"),
        pytest.param("", {}, "cannot be read", id="empty"),
        pytest.param("{ a }" + " " * 20_000, {}, "characters", id="long"),
        pytest.param("{ " + "a " * 1_001 + "}", {}, "token", id="tokens"),
        pytest.param("{ a" + "(x: [" * 600, {}, "cannot be read", id="deep values"),
        pytest.param(deep(DEPTH_MAX), {}, "nested", id="deep"),
        pytest.param("{ " + " ".join(f"a{n}: studioUsage {{ tier }}" for n in range(ALIASES_MAX + 1)) + " }", {}, "aliases", id="aliases"),
        pytest.param("{ " + "studioJobs(first: 100) { edges { node { outputs { " + "id " * 90 + "} } } } }", {}, "costs", id="cost"),
        pytest.param("query($n: Int) { studioJobs(first: $n) { edges { node { outputs { " + "id " * 90 + "} } } } }", {"n": 100}, "costs", id="cost by variable"),
        pytest.param("query($n: Int = 100) { studioJobs(first: $n) { edges { node { outputs { " + "id " * 90 + "} } } } }", {}, "costs", id="cost unknown"),
        pytest.param("query { studioJobs { ...f0 } }" + "".join(f" fragment f{n} on T {{ ...f{n + 1} ...f{n + 1} }}" for n in range(40)) + " fragment f40 on T { id }", {}, "costs", id="fragments that double"),
    ],
)  # fmt: skip
def test_a_document_that_asks_for_too_much_is_refused(
    query: str, variables: dict[str, int], said: str
) -> None:
    with pytest.raises(ValidationFailed, match=re.compile(said, re.IGNORECASE)):
        require_bounds(query, variables)


def test_a_whole_page_and_the_usual_introspection_are_within_bounds() -> None:
    fields = (
        "id type status outputs { id url } attempts { no provider } steps { name } error { code }"
    )
    require_bounds(f"{{ studioJobs(first: 100) {{ edges {{ node {{ {fields} }} }} }} }}", {})
    inner = "ofType { kind " * 8 + "}" * 8
    require_bounds("{ __schema { types { fields { type { kind " + inner + " } } } } }", {})
    require_bounds("{ ...a } fragment a on Query { ...b } fragment b on Query { ...a }", {})


def test_an_error_tells_its_name_and_never_how_we_are_built() -> None:
    request = Request({"type": "http", "headers": [], "state": {"request_id": "req_1"}})
    ours = _shown(request, GraphQLError("x", original_error=NotFound("There is no job.")))
    assert (ours["message"], ours["extensions"]["code"]) == ("There is no job.", "ERR_NOT_FOUND")
    theirs = _shown(request, GraphQLError("secret", original_error=RuntimeError("secret")))
    assert theirs["extensions"]["code"] == "ERR_INTERNAL"
    assert "secret" not in str(theirs)
