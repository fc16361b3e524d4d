"""The OpenAPI document's recurring parts: answers, problems, and what they look like."""

from typing import Any, Final

from pydantic import BaseModel

from api.answers import Plan
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
    *COMMON, "ERR_INSUFFICIENT_CREDITS", "ERR_PROVIDER_ERROR", "ERR_JOB_TIMEOUT",
)  # fmt: skip
REPLAYED: Final = ("ERR_CONFLICT", "ERR_IDEMPOTENCY_IN_FLIGHT", "ERR_IDEMPOTENCY_MISMATCH")
"""What an `Idempotency-Key` may be answered with, beside the first answer."""
IDEMPOTENCY_KEY: Final = {
    "name": "Idempotency-Key", "in": "header", "required": False,
    "description": "A repeat within 24 h with the same key and body gets the first answer, and does nothing again.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"},
}  # fmt: skip

MODELS: Final[set[type[BaseModel]]] = {Meta, Page, Problem}
"""Whatever an operation documents is added here, and written into the document."""

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
            **either(Plan, Job),
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


def body(model: type[BaseModel], *, many: bool = False) -> dict[str, Any]:
    """Document an answer's envelope around a model, or around a whole list of it."""
    shown = _shown(model)
    return _content({"data": {"type": "array", "items": shown} if many else shown})


def either(*models: type[BaseModel]) -> dict[str, Any]:
    """Document an answer's envelope around one of several models."""
    return _content({"data": {"anyOf": [_shown(model) for model in models]}})


def page(model: type[BaseModel]) -> dict[str, Any]:
    """Document the envelope of one page of a list."""
    listed = {"type": "array", "items": _shown(model)}
    return _content({"data": listed, "page": {"$ref": "#/components/schemas/Page"}})


def _shown(model: type[BaseModel]) -> dict[str, Any]:
    MODELS.add(model)
    return {"$ref": f"#/components/schemas/{model.__name__}"}


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
    for model in sorted(MODELS, key=lambda model: model.__name__):
        schema = model.model_json_schema(ref_template="#/components/schemas/{model}", by_alias=True)
        found |= schema.pop("$defs", {})
        found[model.__name__] = schema
    return found
