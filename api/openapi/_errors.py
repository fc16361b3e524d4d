"""Every error that an operation may answer with: declared by it, or of its kind; each with an example."""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any, Final

from api.documents import DECLARED, WAITED_FOR
from domain.errors import StudioError, by_code

ALWAYS: Final = ("ERR_RATE_LIMITED", "ERR_UNAVAILABLE")
WITH_TOKEN: Final = ("ERR_UNAUTHORIZED", "ERR_FORBIDDEN")
WITH_BODY: Final = ("ERR_PAYLOAD_TOO_LARGE",)
REPLAYED: Final = ("ERR_IDEMPOTENCY_IN_FLIGHT", "ERR_IDEMPOTENCY_MISMATCH")
WAITS: Final = ("ERR_RATE_LIMITED", "ERR_CONCURRENCY_LIMITED", "ERR_IDEMPOTENCY_IN_FLIGHT")
PROBLEM: Final = "application/problem+json"
Operation = dict[str, Any]


def complete(operation: Operation, *, path: str, is_counted: bool) -> None:
    """Write an operation's errors in the place of those it declared."""
    answers = operation["responses"]
    declared = {code for answer in answers.values() for code in answer.pop(DECLARED, ())}
    for status in [s for s, answer in answers.items() if s >= "400" and "content" not in answer]:
        if any(by_code(code).status == int(status) for code in declared):
            del answers[status]
    if "HTTPValidationError" in str(answers.get("422")):
        del answers["422"]  # the framework's own: ours is a 400
    codes = sorted(declared | (set(_usual(operation, path)) if is_counted else set()))
    by_status: dict[int, list[str]] = {}
    for code in codes:
        by_status.setdefault(by_code(code).status, []).append(code)
    for status, found in sorted(by_status.items()):
        answers[str(status)] = {"$ref": f"#/components/responses/{'.'.join(found)}"}


def responses(names: set[str]) -> dict[str, Any]:
    """Give the answers that operations refer to, by the codes that make up their names."""
    return {name: _whole([by_code(code) for code in name.split(".")]) for name in sorted(names)}


def told() -> dict[str, Any]:
    """Tell of every error there is, by its code."""
    kinds = sorted({kind.code: kind for kind in _kinds(StudioError)}.items())
    return {
        code: {
            "status": kind.status, "title": kind.title, "category": kind.category,
            "retryable": kind.retryable,
        }
        for code, kind in kinds
    }  # fmt: skip


def _kinds(kind: type[StudioError]) -> Iterator[type[StudioError]]:
    for child in kind.__subclasses__():
        if child.code.startswith("ERR_") and "code" in vars(child):
            yield child
        yield from _kinds(child)


def _usual(operation: Operation, path: str) -> Iterator[str]:
    yield from ALWAYS
    content = operation.get("requestBody", {}).get("content", {})
    if any(scheme.get("bearer") == [] for scheme in operation["security"]):
        yield from WITH_TOKEN
    if content:
        yield from WITH_BODY
    if list(content) == ["application/json"]:
        yield "ERR_UNSUPPORTED_MEDIA"
    named = [
        each for each in operation.get("parameters", []) if each.get("in") in ("path", "query")
    ]
    if content or named:
        yield "ERR_VALIDATION"
    if "{" in path:
        yield "ERR_NOT_FOUND"
    if any(each.get("$ref", "").endswith("/IdempotencyKey") for each in operation["parameters"]):
        yield from REPLAYED
        yield "ERR_VALIDATION"


def _whole(kinds: list[type[StudioError]]) -> dict[str, Any]:
    return {
        "description": "; ".join(f"`{kind.code}`: {kind.title}" for kind in kinds),
        "headers": {
            name: {"$ref": f"#/components/headers/{name}"}
            for name in sorted({name for kind in kinds for name in _headers_of(kind)})
        },
        "content": {
            PROBLEM: {
                "schema": {"$ref": "#/components/schemas/Problem"},
                "examples": {k.code: {"$ref": f"#/components/examples/{k.code}"} for k in kinds},
            }
        },
    }


def _headers_of(kind: type[StudioError]) -> Iterator[str]:
    if kind.status == HTTPStatus.SERVICE_UNAVAILABLE or kind.code in WAITS:
        yield "Retry-After"
    if kind.status == HTTPStatus.UNAUTHORIZED:
        yield "WWW-Authenticate"
    if kind.code in WAITED_FOR:
        yield "Preference-Applied"
