"""GraphQL: one document in, data and errors out; refusals as REST names them, in `extensions`."""

from http import HTTPStatus
from typing import Any, Final

import structlog
from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response
from graphql import GraphQLError
from pydantic import Field
from strawberry.http.ides import get_graphql_ide_html
from strawberry.types import ExecutionResult

from api.body import read_json
from api.context import Has, visitor
from api.documents import bare, refused, takes
from api.graph_bounds import require_bounds
from api.graph_schema import Context, Schema
from api.replies import read
from api.services import Services
from domain.errors import Internal, MethodNotAllowed, StudioError, ValidationFailed
from domain.values import Edge, Json
from runtime import telemetry

ERRORS_SHOWN: Final = 20

log = structlog.get_logger(__name__)
routes = APIRouter(tags=["graphql"])


class GraphRequest(Edge):
    """What a client sends. `extensions` are the client's own, and change nothing."""

    query: str
    variables: dict[str, Any] | None = None
    operation_name: str | None = Field(default=None, max_length=200)
    extensions: dict[str, Any] | None = None


class GraphMistake(Edge):
    """One thing that went wrong, and where. `extensions` are as REST's problems: code, status, retryable, requestId."""

    message: str
    extensions: dict[str, Any]
    locations: list[dict[str, int]] = []
    path: list[str | int] = []


class GraphAnswer(Edge):
    """What was asked for; null where it, or all, went wrong. `errors` tell why."""

    data: dict[str, Any] | None = None
    errors: list[GraphMistake] = []


@routes.post(
    "/graphql", name="query_graphql",
    openapi_extra={"x-studio-section": "graphql", "x-studio-set": "beyond", **takes(GraphRequest)},
    responses={200: bare(GraphAnswer, "What was asked for"), **refused(GraphAnswer)},
)  # fmt: skip
async def ask(request: Request, has: Has) -> JSONResponse:
    """Answer a query. A request that is refused whole has the status that REST would give."""
    try:
        identity = await visitor(request, has)
        asked = _read(await read_json(request))
        variables = asked.variables or {}
        require_bounds(asked.query, variables, asked.operation_name)
        schema: Schema = request.app.state.graph
        result = await schema.execute(
            asked.query,
            variable_values=variables,
            operation_name=asked.operation_name,
            context_value=Context(request, has, identity),
        )
    except StudioError as error:
        return _refused(request, error)
    return _answer(request, result)


@routes.get("/graphql", include_in_schema=False)
async def explore(request: Request, has: Has) -> Response:
    """Show a page to try queries out, where the settings have it. Queries are sent by POST alone."""
    if not _has_page(has) or "query" in request.query_params:
        answer = _refused(request, MethodNotAllowed("Send queries by POST."))
        answer.headers["Allow"] = "POST"
        return answer
    return HTMLResponse(get_graphql_ide_html("graphiql"))


def _has_page(has: Services) -> bool:
    return has.resources.settings.api.graphiql


def _read(raw: Json) -> GraphRequest:
    if isinstance(raw, list):
        raise ValidationFailed("Send one query at a time.")
    return read(GraphRequest, raw)


def _answer(request: Request, result: ExecutionResult) -> JSONResponse:
    errors = [_shown(request, error) for error in (result.errors or [])[:ERRORS_SHOWN]]
    if result.data is None and all("path" not in error for error in errors):
        return JSONResponse({"errors": errors}, HTTPStatus.BAD_REQUEST)
    return JSONResponse({"data": result.data, **({"errors": errors} if errors else {})})


def _shown(request: Request, error: GraphQLError) -> dict[str, Json]:
    """Tell what was wrong: by our names, and never how we are built."""
    match error.original_error:
        case StudioError() as ours if not isinstance(ours, Internal):
            named: StudioError = ours
        case None:
            named = ValidationFailed(error.message)
        case defect:
            log.error("graphql_defect", error=type(defect).__name__, exc_info=defect)
            named = Internal("Something went wrong on our side.")
    shown: dict[str, Json] = {"message": named.detail, "extensions": _extensions(request, named)}
    if error.locations:
        shown["locations"] = [{"line": at.line, "column": at.column} for at in error.locations]
    if error.path:
        shown["path"] = error.path
    return shown


def _refused(request: Request, error: StudioError) -> JSONResponse:
    body = {"errors": [{"message": error.detail, "extensions": _extensions(request, error)}]}
    headers = {}
    if error.retry_after_seconds:
        headers["Retry-After"] = str(max(1, round(error.retry_after_seconds)))
    if error.status == HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = "Bearer"
    return JSONResponse(body, error.status, headers)


def _extensions(request: Request, error: StudioError) -> dict[str, Json]:
    telemetry.REFUSED.labels(error.code).inc()
    told: dict[str, Json] = {
        "code": error.code, "status": error.status, "title": error.title, "retryable": error.retryable,
        "requestId": request.state.request_id,
    }  # fmt: skip
    if error.errors:
        told["errors"] = [each.model_dump() for each in error.errors]
    return told
