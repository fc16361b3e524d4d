"""The OpenAPI document's recurring parts: answers, problems, and what they look like."""

from typing import Any, Final

from pydantic import BaseModel

from domain.errors import StudioError, by_code
from domain.jobs import Job
from domain.values import Edge

DRY_RUN_ANSWER: Final = "validate, moderate, price and plan; run and hold nothing (answers 200)"


class Meta(Edge):
    """What an answer tells of itself."""

    request_id: str


class Page(Edge):
    """Where a list goes on."""

    next_cursor: str | None
    has_more: bool


class Submitted(Edge):
    """A job that was accepted."""

    job_id: str
    status: str
    credits_reserved: int
    estimated_completion_time: str
    links: dict[str, str]


class FieldProblem(Edge):
    """One thing wrong with a request."""

    pointer: str
    code: str
    detail: str


class Problem(Edge):
    """An error, as RFC 9457 has it."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    code: str
    request_id: str
    retryable: bool
    errors: list[FieldProblem] = []


COMMON: Final = (
    "ERR_VALIDATION", "ERR_UNAUTHORIZED", "ERR_FORBIDDEN", "ERR_NOT_FOUND", "ERR_CONFLICT", "ERR_PAYLOAD_TOO_LARGE",
    "ERR_UNSUPPORTED_MEDIA", "ERR_RATE_LIMITED", "ERR_UNAVAILABLE",
)  # fmt: skip
SUBMITTING: Final = (
    *COMMON, "ERR_INSUFFICIENT_CREDITS", "ERR_IDEMPOTENCY_MISMATCH", "ERR_PROVIDER_ERROR", "ERR_JOB_TIMEOUT",
)  # fmt: skip

Answers = dict[int | str, dict[str, Any]]


def problems(codes: tuple[str, ...] = COMMON) -> Answers:
    """Document the errors that an operation may answer with."""
    kinds: dict[int, list[type[StudioError]]] = {}
    for kind in map(by_code, codes):
        kinds.setdefault(kind.status, []).append(kind)
    schema = {"schema": {"$ref": "#/components/schemas/Problem"}}
    return {
        status: {
            "description": ", ".join(k.code for k in found),
            "content": {"application/problem+json": schema},
        }
        for status, found in sorted(kinds.items())
    }


def accepted_answers() -> Answers:
    """Document the answers of a submit."""
    return {
        200: {
            "description": "The dry run's plan, or with `Prefer: wait` the finished job",
            **body(Job),
        },
        202: {
            "description": "Accepted",
            **body(Submitted),
            "headers": {
                "Location": {"schema": {"type": "string"}, "description": "the job"},
                "Retry-After": {
                    "schema": {"type": "string"},
                    "description": "seconds to the first look",
                },
            },
        },
        **problems(SUBMITTING),
    }


def body(model: type[BaseModel]) -> dict[str, Any]:
    """Document an answer's envelope around a model."""
    data = {"$ref": f"#/components/schemas/{model.__name__}"}
    return _content({"data": data if model is not Job else {"type": "object"}})


def page(item: dict[str, Any]) -> dict[str, Any]:
    """Document a list's envelope."""
    listed = {"type": "array", "items": item}
    return _content({"data": listed, "page": {"$ref": "#/components/schemas/Page"}})


def _content(properties: dict[str, Any]) -> dict[str, Any]:
    meta = {"$ref": "#/components/schemas/Meta"}
    schema = {
        "type": "object",
        "required": [*properties, "meta"],
        "properties": {**properties, "meta": meta},
    }
    return {"content": {"application/json": {"schema": schema}}}


def components() -> dict[str, Any]:
    """Give the schemas that the document refers to."""
    found: dict[str, Any] = {}
    for model in (Meta, Page, Submitted, Problem, Job):
        schema = model.model_json_schema(ref_template="#/components/schemas/{model}", by_alias=True)
        found |= schema.pop("$defs", {})
        found[model.__name__] = schema
    return found
