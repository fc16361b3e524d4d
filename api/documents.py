"""The OpenAPI document's recurring parts: answers, problems, and what they look like."""

from typing import Any, Final

from pydantic import BaseModel

from api.answers import Plan
from domain.errors import by_code
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
    job_id: str | None = None
    """The job that failed, where one was waited for."""


PLANNING: Final = (
    "ERR_INVALID_PROMPT",
    "ERR_TIER_REQUIRED",
    "ERR_CONFLICT",
    "ERR_PROVIDER_UNAVAILABLE",
    "ERR_INSUFFICIENT_CREDITS",
)
"""What a job that is not right may be refused with, also when it is only planned."""
AGAIN: Final = (
    "ERR_CONFLICT",
    "ERR_INSUFFICIENT_CREDITS",
    "ERR_QUOTA_EXCEEDED",
    "ERR_CONCURRENCY_LIMITED",
)
"""What a failed one may be refused with that is to run again."""
SUBMITTING: Final = (*PLANNING, "ERR_QUOTA_EXCEEDED", "ERR_CONCURRENCY_LIMITED")
READING: Final = (
    "ERR_VALIDATION", "ERR_UNAUTHORIZED", "ERR_FORBIDDEN", "ERR_PAYLOAD_TOO_LARGE", "ERR_UNSUPPORTED_MEDIA",
    "ERR_RATE_LIMITED", "ERR_UNAVAILABLE",
)  # fmt: skip
"""What a query of GraphQL may be refused with."""
WAITED_FOR: Final = (
    "ERR_SOURCE_FETCH_FAILED",
    "ERR_MEDIA_INVALID",
    "ERR_PROVIDER_ERROR",
    "ERR_JOB_TIMEOUT",
)
"""How a job may have failed that was waited for."""

MODELS: Final[set[type[BaseModel]]] = {Meta, Page, Problem}
"""Whatever an operation documents is added here, and written into the document."""

DECLARED: Final = "x-declared"
"""Where an operation's own errors stand until the document is put together."""
Answers = dict[int | str, dict[str, Any]]


def problems(*codes: str) -> Answers:
    """Document errors of an operation beside those that any like it may answer with."""
    kinds: dict[int, list[str]] = {}
    for code in codes:
        kinds.setdefault(by_code(code).status, []).append(code)
    return {
        status: {"description": ", ".join(found), DECLARED: found}
        for status, found in kinds.items()
    }


def takes(model: type[BaseModel], *, required: bool = True) -> dict[str, Any]:
    """Document a request's body."""
    schema = model.model_json_schema(ref_template="#/components/schemas/{model}")
    return {
        "requestBody": {"required": required, "content": {"application/json": {"schema": schema}}}
    }


def accepted_answers() -> Answers:
    """Document the answers of a submit."""
    return {
        200: {
            "description": "The dry run's plan, or with `Prefer: wait` the finished job",
            **either(Plan, Job),
        },
        202: {"description": "Accepted", **body(Submitted)},
        **problems(*SUBMITTING, *WAITED_FOR),
    }


def file(media_type: str, description: str) -> dict[str, Any]:
    """Document an answer that is a file."""
    schema = {"type": "string", "format": "binary"}
    return {"description": description, "content": {media_type: {"schema": schema}}}


def body(model: type[BaseModel], *, many: bool = False) -> dict[str, Any]:
    """Document an answer's envelope around a model, or around a whole list of it."""
    shown = _shown(model)
    return _content({"data": {"type": "array", "items": shown} if many else shown})


def either(*models: type[BaseModel]) -> dict[str, Any]:
    """Document an answer's envelope around one of several models."""
    return _content({"data": {"anyOf": [_shown(model) for model in models]}})


def stream(model: type[BaseModel], subject: str) -> dict[str, Any]:
    """Document an answer that is an event stream of a model's snapshots."""
    return {
        "description": "Server-sent events: `data` is the snapshot at the version that is the event's `id`; `retry` "
        "says when to connect again, and a comment every 15 s keeps the connection. It ends with the last event.",
        "content": {
            "text/event-stream": {
                "schema": {"type": "string"},
                "x-studio-sse": {
                    "id": {
                        "type": "integer",
                        "description": "the version: resume with `Last-Event-ID`",
                    },
                    "event": [f"{subject}.{word}" for word in ("progress", "completed", "failed")],
                    "data": _shown(model),
                },
            }
        },
    }


def bare(model: type[BaseModel], description: str) -> dict[str, Any]:
    """Document an answer that is a model and nothing around it."""
    return {
        "description": description,
        "content": {"application/json": {"schema": _shown(model)}},
    }


def refused(model: type[BaseModel]) -> Answers:
    """Document refusals that are told in another form than problems, each with its status."""
    kinds: dict[int, list[str]] = {}
    for code in READING:
        kinds.setdefault(by_code(code).status, []).append(code)
    return {status: bare(model, ", ".join(found)) for status, found in kinds.items()}


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
    """Give the schemas of answers. They are open: a client has to bear fields that it does not know yet."""
    found: dict[str, Any] = {}
    for model in sorted(MODELS, key=lambda model: model.__name__):
        schema = model.model_json_schema(ref_template="#/components/schemas/{model}", by_alias=True)
        found |= schema.pop("$defs", {})
        found[model.__name__] = schema
    for schema in found.values():
        if schema.get("additionalProperties") is False:
            del schema["additionalProperties"]
    return found
