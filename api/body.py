"""A request's body: bounded before it is read, and strict JSON when it is."""

import asyncio
import json
import math
from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from domain.errors import (
    FieldError,
    PayloadTooLarge,
    StudioError,
    UnsupportedMedia,
    ValidationFailed,
)
from domain.values import BREAKS, Json

JSON_BYTES_MAX: Final = 16 * 1024 * 1024
DEPTH_MAX: Final = 32
DIGITS_MAX: Final = 40
BODY_SECONDS_MAX: Final = 15.0
HEAD_BYTES_MAX: Final = 32 * 1024
HEADERS_MAX: Final = 100

Problem = Callable[[Scope, StudioError], Response]


async def read_json(request: Request) -> Json:
    """Read a body as JSON. Raises UnsupportedMedia, PayloadTooLarge, ValidationFailed."""
    kind, _, parameters = request.headers.get("content-type", "").partition(";")
    if kind.strip().lower() != "application/json":
        raise UnsupportedMedia("The body must be application/json.")
    if "charset" in parameters.lower() and "utf-8" not in parameters.lower():
        raise UnsupportedMedia("The body must be UTF-8.")
    return parse(await request.body())


def parse(body: bytes) -> Json:
    """Parse strict JSON: UTF-8, no duplicate keys, no NaN, bounded depth and numbers, plain text."""
    try:
        text = body.decode("utf-8")
        value = json.loads(
            text,
            object_pairs_hook=_unique,
            parse_constant=_no_constant,
            parse_int=_int,
            parse_float=_float,
        )
    except UnicodeDecodeError as error:
        raise ValidationFailed("The body is not UTF-8.") from error
    except (json.JSONDecodeError, RecursionError) as error:
        raise ValidationFailed("The body is not JSON.") from error
    _require_plain(value, "", 0)
    return value


class Bounds:
    """The outermost layer: what is too large or too slow ends here, before anyone reads it."""

    def __init__(self, app: ASGIApp, *, problem: Problem, larger: Mapping[str, int]) -> None:
        self.app = app
        self.problem = problem
        self.larger = larger

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        try:
            limit = self._limit(scope)
        except StudioError as error:
            await self.problem(scope, error)(scope, receive, send)
            return
        counted = _Counted(receive, limit, None if limit > JSON_BYTES_MAX else BODY_SECONDS_MAX)
        try:
            await self.app(scope, counted, send)
        except StudioError as error:
            await self.problem(scope, error)(scope, receive, send)

    def _limit(self, scope: Scope) -> int:
        headers = scope["headers"]
        if len(headers) > HEADERS_MAX or sum(len(k) + len(v) for k, v in headers) > HEAD_BYTES_MAX:
            raise PayloadTooLarge("The request's headers are too large.")
        if "\0" in scope["path"]:
            raise ValidationFailed("The path has characters that no path has.")
        limit = next(
            (n for prefix, n in self.larger.items() if scope["path"].startswith(prefix)),
            JSON_BYTES_MAX,
        )
        told = dict(headers).get(b"content-length", b"0")
        if told.isdigit() and int(told) > limit:
            raise PayloadTooLarge(f"The body is larger than {limit} bytes.")
        return limit


class _Counted:
    """Counts what is received; raises PayloadTooLarge past the limit."""

    def __init__(self, receive: Receive, limit: int, seconds_max: float | None) -> None:
        self.receive = receive
        self.limit = limit
        self.seconds_left = seconds_max
        self.done = False

    async def __call__(self) -> Message:
        message = await self._next()
        if message["type"] == "http.request":
            self.limit -= len(message.get("body", b""))
            self.done = not message.get("more_body", False)
            if self.limit < 0:
                raise PayloadTooLarge("The body is too large.")
        return message

    def _next(self) -> Awaitable[Message]:
        return self.receive() if self.done or self.seconds_left is None else self._soon()

    async def _soon(self) -> Message:
        loop = asyncio.get_running_loop()
        began = loop.time()
        try:
            async with asyncio.timeout(self.seconds_left):
                return await self.receive()
        except TimeoutError as error:
            raise ValidationFailed("The body took too long to arrive.") from error
        finally:
            assert self.seconds_left is not None
            self.seconds_left = max(self.seconds_left - (loop.time() - began), 0.001)


def _unique(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValidationFailed("An object in the body has a key twice.")
    return found


def _no_constant(name: str) -> Json:
    raise ValidationFailed(f"{name} is no JSON number.")


def _int(text: str) -> int:
    if len(text) > DIGITS_MAX:
        raise ValidationFailed("A number in the body is too large.")
    return int(text)


def _float(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValidationFailed("A number in the body is too large.")
    return number


def _require_plain(value: Json, pointer: str, depth: int) -> None:
    if depth > DEPTH_MAX:
        raise ValidationFailed(f"The body is nested deeper than {DEPTH_MAX}.")
    match value:
        case str():
            if any((c < " " and c not in BREAKS) or "\ud800" <= c <= "\udfff" for c in value):
                raise _unsafe(pointer)
        case list():
            for place, item in enumerate(value):
                _require_plain(item, f"{pointer}/{place}", depth + 1)
        case dict():
            for key, item in value.items():
                _require_plain(key, pointer, depth)
                _require_plain(item, f"{pointer}/{key}", depth + 1)


def _unsafe(pointer: str) -> ValidationFailed:
    error = FieldError(
        pointer=pointer, code="text_unsafe", detail="Control characters are not allowed."
    )
    return ValidationFailed("A text has characters that are not allowed.", errors=(error,))
