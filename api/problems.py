"""Errors to problem+json (RFC 9457): the only place."""

import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import Final

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import ValidationError
from starlette.exceptions import HTTPException

from domain.errors import (
    FieldError,
    Forbidden,
    Internal,
    MethodNotAllowed,
    NotFound,
    PayloadTooLarge,
    StudioError,
    Unauthorized,
    UnsupportedMedia,
    ValidationFailed,
)
from domain.values import Json
from runtime import telemetry

MEDIA_TYPE: Final = "application/problem+json"
BY_STATUS: Final[Mapping[int, type[StudioError]]] = {
    400: ValidationFailed, 401: Unauthorized, 403: Forbidden, 404: NotFound, 405: MethodNotAllowed,
    413: PayloadTooLarge, 415: UnsupportedMedia, 422: ValidationFailed,
}  # fmt: skip

log = structlog.get_logger(__name__)


def problem(error: StudioError, request_id: str, instance: str, **more: Json) -> JSONResponse:
    """Make the answer that an error is."""
    telemetry.REFUSED.labels(error.code).inc()
    body: dict[str, Json] = {
        "type": f"urn:studio:error:{error.code.removeprefix('ERR_').lower().replace('_', '-')}",
        "title": error.title,
        "status": error.status,
        "detail": error.detail,
        "instance": instance,
        "code": error.code,
        "requestId": request_id,
        "retryable": error.retryable,
        **more,
    }
    if error.errors:
        body["errors"] = [each.model_dump() for each in error.errors]
    headers = {}
    if error.retry_after_seconds or error.status == HTTPStatus.SERVICE_UNAVAILABLE:
        headers["Retry-After"] = str(max(1, round(error.retry_after_seconds or 5)))
    if error.status == HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = "Bearer"
    return JSONResponse(body, error.status, headers, MEDIA_TYPE)


def install(app: FastAPI) -> None:
    """Let every error of the application, ours or the framework's, leave as a problem."""

    @app.exception_handler(StudioError)
    async def ours(request: Request, error: StudioError) -> JSONResponse:
        if isinstance(error, Internal):
            log.error("internal_error", detail=error.detail, exc_info=error)
            error = Internal("Something went wrong on our side.")
        return _answer(request, error)

    @app.exception_handler(RequestValidationError)
    async def framework_validation(request: Request, error: RequestValidationError) -> JSONResponse:
        return _answer(request, invalid(error.errors(), root=""))

    @app.exception_handler(HTTPException)
    async def framework(request: Request, error: HTTPException) -> JSONResponse:
        kind = BY_STATUS.get(error.status_code, Internal)
        detail = {
            404: "There is nothing at this path.",
            405: "This path does not take this method.",
        }
        answer = _answer(request, kind(detail.get(error.status_code, kind.title)))
        answer.headers.update(error.headers or {})
        return answer

    @app.exception_handler(Exception)
    async def defect(request: Request, error: Exception) -> JSONResponse:
        log.error("defect", error=type(error).__name__, exc_info=error)
        return _answer(request, Internal("Something went wrong on our side."))


def invalid(found: object, *, root: str = "") -> ValidationFailed:
    """Tell what is wrong with a request: pointers and codes, never the input."""
    assert isinstance(found, list | tuple)
    errors = tuple(_field(each, root) for each in found[:20])
    return ValidationFailed("The request has fields that are not valid.", errors=errors)


def invalid_body(error: ValidationError) -> ValidationFailed:
    """Tell what pydantic found wrong with a body."""
    return invalid(error.errors(include_url=False, include_input=False, include_context=False))


def _field(found: Mapping[str, Json], root: str) -> FieldError:
    path = [
        str(part).replace("~", "~0").replace("/", "~1") for part in found["loc"] if part != "body"
    ]
    pointer = "/".join([root, *path]) if path or root else ""
    said = re.sub(r"[^\x20-\x7e]", "?", str(found["msg"]))[:200]
    return FieldError(pointer=pointer if pointer.startswith("/") or not pointer else f"/{pointer}",
                      code=str(found["type"]), detail=said)  # fmt: skip


def _answer(request: Request, error: StudioError) -> JSONResponse:
    return problem(error, getattr(request.state, "request_id", ""), request.url.path)
