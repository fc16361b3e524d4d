"""Headers that operations take and answer with."""

from typing import Any, Final

STRING: Final = {"type": "string"}
Operation = dict[str, Any]


def _parameter(name: str, description: str, schema: dict[str, Any], example: str) -> dict[str, Any]:
    return {
        "name": name, "in": "header", "required": False, "description": description,
        "schema": schema, "example": example,
    }  # fmt: skip


PARAMETERS: Final = {
    "IdempotencyKey": _parameter(
        "Idempotency-Key",
        "A repeat within 24 h with the same key and body gets the first answer, and does nothing again.",
        {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"},
        "7f4d4c1e-0f5b-4a5e-9d0b-3f1c7a2e6b90",
    ),
    "RequestId": _parameter(
        "X-Request-Id",
        "The request's id: yours, or else one is made. Errors, logs and the answer's header carry it.",
        {"type": "string", "pattern": "^[A-Za-z0-9_.:-]{1,128}$"},
        "checkout-4711",
    ),
    "TenantId": _parameter(
        "X-Tenant-Id",
        "The token's own tenant, or it is refused. An operator's may name any.",
        {"type": "string", "minLength": 1, "maxLength": 128},
        "acme",
    ),
    "Prefer": _parameter(
        "Prefer",
        "`wait=N`: hold the answer until the job ends, N seconds at most, up to 60. Who hangs up cancels nothing.",
        STRING,
        "wait=30",
    ),
    "IfNoneMatch": _parameter(
        "If-None-Match", "An `ETag` that was seen: `304` while it is the same.", STRING, '"7-485012"'
    ),
    "LastEventId": _parameter(
        "Last-Event-ID", "The last version that was seen: the stream goes on after it, with nothing lost.", STRING, "3"
    ),
    "Range": _parameter("Range", "A part of the file, in bytes (RFC 9110).", STRING, "bytes=0-65535"),
}  # fmt: skip
ANSWERED: Final = {
    "X-Request-Id": "the request's id, to name it to support",
    "RateLimit-Policy": 'what is allowed: `"requests";q=` requests in `w=` seconds',
    "RateLimit": "what is left of it: `r=` requests for `t=` seconds",
    "Retry-After": "seconds to wait before the next try, or the first look",
    "WWW-Authenticate": "how to authenticate",
    "Location": "where the new job or pipeline is read",
    "ETag": "names this state: send it as `If-None-Match`",
    "Cache-Control": "who may keep the answer, and for how long",
    "Link": '`rel="next"`: the next page (RFC 8288)',
    "Idempotent-Replayed": "`true`: the first answer again; nothing was done anew",
    "Preference-Applied": "the `Prefer` that was heeded",
    "Accept-Ranges": "`bytes`",
    "Content-Range": "which bytes these are, of how many",
}  # fmt: skip
EVERYWHERE: Final = {"X-Request-Id"}
COUNTED: Final = {"RateLimit-Policy", "RateLimit"}
NO_REPLAYS: Final = ("hooks", "graphql")
"""What follows the base path of `POST`s that take no Idempotency-Key: they are told once, or change nothing."""


def components() -> dict[str, Any]:
    """Give all headers that answers have."""
    return {name: {"description": told, "schema": STRING} for name, told in ANSWERED.items()}


def taken(operation: Operation, *, method: str, area: str, has_token: bool) -> list[str]:
    """Name the header parameters of an operation. `area` is what follows the base path."""
    answers = operation["responses"]
    names = ["RequestId", *(["TenantId"] if has_token else [])]
    if method == "post" and area not in NO_REPLAYS:
        names.append("IdempotencyKey")
    if "x-studio-job-type" in operation:
        names.append("Prefer")
    if "304" in answers:
        names.append("IfNoneMatch")
    if "text/event-stream" in answers.get("200", {}).get("content", {}):
        names.append("LastEventId")
    if "206" in answers:
        names.append("Range")
    return names


def answered(operation: Operation, taken_names: list[str], *, is_counted: bool) -> None:
    """Write the headers of an operation's answers."""
    for status, answer in operation["responses"].items():
        if "$ref" in answer:
            continue
        names = set(COUNTED if is_counted else ())
        if status < "400":
            names |= _of_success(operation, status, taken_names)
        add(answer, names)


def add(answer: dict[str, Any], names: set[str]) -> None:
    """Write headers of an answer, beside its own."""
    found = {name: {"$ref": f"#/components/headers/{name}"} for name in sorted(names | EVERYWHERE)}
    answer["headers"] = {**answer.get("headers", {}), **found}


def _of_success(operation: Operation, status: str, taken_names: list[str]) -> set[str]:
    names: set[str] = set()
    if "IdempotencyKey" in taken_names:
        names.add("Idempotent-Replayed")
    if "IfNoneMatch" in taken_names:
        names |= {"ETag", "Cache-Control"}
    if "Range" in taken_names:
        names |= {"Accept-Ranges", *(["Content-Range"] if status == "206" else [])}
    content = operation["responses"][status].get("content", {})
    if "page" in str(content.get("application/json", {}).get("schema", {}).get("required", [])):
        names.add("Link")
    if "Prefer" in taken_names:
        names.add("Preference-Applied")
    if status == "202" and "Submitted" in str(content):
        names |= {"Location", "Retry-After"}
    return names
