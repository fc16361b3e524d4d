"""Bodies that come in, and the envelopes of success that go out: data, meta, page."""

import base64
import binascii
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Final, TypeVar

from fastapi import Request
from fastapi.responses import JSONResponse
from pydantic import ValidationError

from api.problems import invalid_body
from domain.errors import FieldError, ValidationFailed
from domain.values import Edge, Json

Cursor = tuple[datetime, str]
CURSOR_LENGTH_MAX: Final = 512
E = TypeVar("E", bound=Edge)


def reply(request: Request, data: Json, *, status: int = 200, **headers: str) -> JSONResponse:
    """Answer `{"data": …, "meta": {"requestId": …}}`; header names take `_` for `-`."""
    named = {name.replace("_", "-").title(): value for name, value in headers.items()}
    return JSONResponse(
        {"data": data, "meta": {"requestId": request.state.request_id}}, status, named
    )


def listed(request: Request, items: list[Json], following: Cursor | None) -> JSONResponse:
    """Answer a page of a list, with the link to the next one."""
    cursor = following and encode_cursor(following, narrowed(request))
    body = {
        "data": items,
        "page": {"nextCursor": cursor, "hasMore": cursor is not None},
        "meta": {"requestId": request.state.request_id},
    }
    link = (
        {"Link": f'<{request.url.include_query_params(cursor=cursor)}>; rel="next"'}
        if cursor
        else {}
    )
    return JSONResponse(body, headers=link)


def narrowed(request: Request) -> str:
    """Fingerprint a list's filter as its query has it."""
    return fingerprint(
        (k, v) for k, v in request.query_params.multi_items() if k not in ("cursor", "limit")
    )


def fingerprint(pairs: Iterable[tuple[str, str]]) -> str:
    """Fingerprint a list's filter: a cursor is good for that filter only."""
    return sha256(json.dumps(sorted(pairs)).encode()).hexdigest()[:12]


def encode_cursor(following: Cursor, filter_print: str) -> str:
    """Make an opaque cursor."""
    text = json.dumps([following[0].isoformat(), following[1], filter_print])
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def decode_cursor(request: Request, cursor: str | None) -> Cursor | None:
    """Read a cursor that a list of this request gave. Raises ValidationFailed."""
    return None if cursor is None else opened_cursor(cursor, narrowed(request))


def opened_cursor(cursor: str, of_filter: str, pointer: str = "/cursor") -> Cursor:
    """Read a cursor of ours that was given for a filter. Raises ValidationFailed."""
    try:
        at, last, filter_print = json.loads(
            base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        )
        moment = datetime.fromisoformat(at)
        good = filter_print == of_filter and isinstance(last, str) and moment.tzinfo is not None
    except (ValueError, TypeError, binascii.Error, UnicodeDecodeError, RecursionError):
        good = False
    if not good or "\0" in last:
        error = FieldError(
            pointer=pointer, code="cursor", detail="The cursor is not one of this list's."
        )
        raise ValidationFailed("The cursor is not valid.", errors=(error,))
    return moment, last


def read(model: type[E], raw: Any) -> E:
    """Validate a body. Raises ValidationFailed with pointers."""
    try:
        return model.model_validate_json(json.dumps(raw))
    except ValidationError as error:
        raise invalid_body(error) from error


def stamp(moment: datetime) -> str:
    """Write a time as RFC 3339 UTC with milliseconds and `Z`."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
