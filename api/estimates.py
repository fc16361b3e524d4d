"""Prices and plans before anything is held."""

from typing import Annotated, Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from pydantic import StringConstraints

from api import answers
from api.body import read_json
from api.context import Caller, Has
from api.documents import body, problems
from api.replays import once
from api.replies import read
from api.submission import Submission
from api.submit import planned
from domain.errors import FieldError, ValidationFailed
from domain.values import Edge, Json

routes = APIRouter(tags=["estimates"], responses=problems())


class EstimateRequest(Edge):
    """A job that may be submitted: its type, and the body it would have."""

    type: Annotated[str, StringConstraints(min_length=1, max_length=64)]
    params: dict[str, Any]


@routes.post(
    "/estimates",
    openapi_extra={"x-studio-section": "jobs", "x-studio-set": "beyond"},
    responses={200: body(answers.Plan)},
)
async def estimate(request: Request, has: Has, identity: Caller) -> JSONResponse:
    """Give price, time and provider plan of a job; nothing is stored or held."""
    raw = await read_json(request)
    wanted = read(EstimateRequest, raw)
    job = has.resources.jobs.get(wanted.type)
    if job is None:
        known = ", ".join(sorted(has.resources.jobs))
        field = FieldError(pointer="/type", code="unknown_type", detail=f"One of: {known}.")
        raise ValidationFailed("There is no such job type.", errors=(field,))

    async def tell() -> Json:
        return planned(await Submission(has, identity, job).plan(wanted.params), job)

    return await once(request, has, identity, body=raw, act=tell)
