"""Prices and plans before anything is held."""

from typing import Annotated, Any, Final, Self

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from pydantic import StringConstraints, model_validator

from api import answers
from api.body import read_json
from api.context import Caller, Has
from api.documents import PLANNING, either, problems, takes
from api.pipeline_answers import PipelinePlan
from api.pipeline_submission import PipelineSubmission, at
from api.replays import once
from api.replies import read
from api.services import Services
from api.submission import Submission
from api.submit import planned
from domain.errors import FieldError, ValidationFailed
from domain.values import Edge, Json
from workflows._job import JobType

routes = APIRouter(tags=["estimates"])
BEYOND: Final = {"x-studio-section": "jobs", "x-studio-set": "beyond"}


class EstimateRequest(Edge):
    """A job that may be submitted: its type, and the body it would have. Or a whole pipeline."""

    type: Annotated[str, StringConstraints(min_length=1, max_length=64)] | None = None
    params: dict[str, Any] | None = None
    pipeline: dict[str, Any] | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        alone = self.type is not None and self.params is not None
        if alone == (self.pipeline is not None) or (self.type is None) != (self.params is None):
            raise ValueError("give type and params of a job, or a pipeline")
        return self


@routes.post(
    "/estimates",
    openapi_extra={**BEYOND, **takes(EstimateRequest)},
    responses={200: either(answers.Plan, PipelinePlan), **problems(*PLANNING)},
)
async def create_estimate(request: Request, has: Has, identity: Caller) -> JSONResponse:
    """Give price, time and provider plan of a job or a pipeline; nothing is stored or held."""
    raw = await read_json(request)
    wanted = read(EstimateRequest, raw)

    async def tell() -> Json:
        if wanted.pipeline is not None:
            with at("/pipeline"):
                return await PipelineSubmission(has, identity).plan(wanted.pipeline)
        job = _known(has, wanted.type or "")
        return planned(await Submission(has, identity, job).plan(wanted.params), job)

    return await once(request, has, identity, body=raw, act=tell)


def _known(has: Services, name: str) -> JobType:
    job = has.resources.jobs.get(name)
    if job is None:
        known = ", ".join(sorted(has.resources.jobs))
        field = FieldError(pointer="/type", code="unknown_type", detail=f"One of: {known}.")
        raise ValidationFailed("There is no such job type.", errors=(field,))
    return job
