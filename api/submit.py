"""One `POST` a job type, made from what is discovered."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from inspect import cleandoc
from typing import Annotated, Final

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse, Response
from pydantic.alias_generators import to_pascal

from api.body import read_json
from api.context import Caller, Has
from api.documents import DRY_RUN_ANSWER, accepted_answers
from api.present import resource
from api.problems import problem
from api.replies import reply
from api.services import Services
from api.submission import Accepted, Plan, Submission
from domain.errors import FieldError, ProviderError, ValidationFailed, by_code
from domain.identity import Identity
from domain.jobs import TERMINAL
from domain.values import Json
from events.bells import rung
from jobs.reading import get
from workflows._job import JobType

WAIT: Final = re.compile(r"wait(?:=(\d{1,3}))?")
WAIT_SECONDS_MAX: Final = 60
IN_PATH: Final = re.compile(r"\{(\w+)\}")
ANSWERED: Final = (
    "Answers with the job's id at once; `GET /jobs/{jobId}` tells how it goes on. With `Prefer: wait=N` it answers "
    "with the finished job, if that is soon enough, and with `?dryRun=true` with price and plan."
)
POLL_HINT_SECONDS: Final = 2
REREAD_SECONDS: Final = 5.0

Handler = Callable[..., Awaitable[Response]]


def router(jobs: dict[str, JobType]) -> APIRouter:
    """Make the routes of all job types."""
    routes = APIRouter()
    for job in jobs.values():
        routes.add_api_route(
            job.path,
            _submit(job),
            methods=["POST"],
            status_code=202,
            name=job.name,
            operation_id=f"submit{to_pascal(job.name.replace('-', '_'))}",
            summary=job.summary,
            description=f"{cleandoc(job.request.__doc__ or '')}\n\n{ANSWERED}",
            tags=[job.section],
            responses=accepted_answers(),
            openapi_extra={
                "x-studio-section": job.section,
                "x-studio-set": job.listed,
                "x-studio-job-type": job.name,
                **_asked(job),
            },
        )
    return routes


def _asked(job: JobType) -> Json:
    """Document a job's body; what its path says needs not be said in it again."""
    schema = job.request.model_json_schema(ref_template="#/components/schemas/{model}")
    named = IN_PATH.findall(job.path)
    schema["required"] = [name for name in schema.get("required", []) if name not in named]
    parameters = [
        {"name": name, "in": "path", "required": True, "schema": schema["properties"].pop(name)}
        for name in named
    ]
    asked = {"required": True, "content": {"application/json": {"schema": schema}}}
    return {"requestBody": asked, **({"parameters": parameters} if parameters else {})}


def with_path(request: Request, body: Json) -> Json:
    """Put what the path says into the body. Raises ValidationFailed where the body says something else."""
    if not request.path_params or not isinstance(body, dict):
        return body
    for name, value in request.path_params.items():
        if body.get(name, value) != value:
            error = FieldError(
                pointer=f"/{name}", code="not_of_path", detail="The path names another one."
            )
            raise ValidationFailed("Path and body differ.", errors=(error,))
    return {**body, **request.path_params}


def _submit(job: JobType) -> Handler:
    async def submit(
        request: Request,
        has: Has,
        identity: Caller,
        dry_run: Annotated[bool, Query(alias="dryRun", description=DRY_RUN_ANSWER)] = False,  # noqa: FBT002 - a query parameter
    ) -> Response:
        body = with_path(request, await read_json(request))
        submission = Submission(has, identity, job)
        if dry_run:
            return reply(request, planned(await submission.plan(body), job))
        accepted = await submission.accept(request, body)
        seconds = _wait_seconds(request)
        if seconds is None:
            return _accepted(request, accepted)
        return await _waited(request, has, identity, accepted=accepted, seconds=seconds)

    return submit


def planned(plan: Plan, job: JobType) -> Json:
    """Show what a job would do."""
    return {
        "type": job.name,
        "params": plan.params,
        "price": {"min": 0, "expected": plan.price, "max": plan.price},
        "estimatedSeconds": {"min": round(plan.seconds / 2, 1), "max": round(plan.seconds * 2, 1)},
        "providers": {
            ability: [
                {"provider": route.provider, "model": route.model, "why": route.why}
                for route in routes
            ]
            for ability, routes in plan.routes.items()
        },
        **({"network": plan.network} if plan.network else {}),
    }


def _accepted(request: Request, accepted: Accepted, *, applied: str | None = None) -> JSONResponse:
    location = accepted.body["links"]["self"]
    answer = reply(
        request, accepted.body, status=202, location=location, retry_after=str(POLL_HINT_SECONDS)
    )
    if accepted.replayed:
        answer.headers["Idempotent-Replayed"] = "true"
    if applied:
        answer.headers["Preference-Applied"] = applied
    return answer


def _wait_seconds(request: Request) -> int | None:
    """Read `Prefer: wait=N` (RFC 7240); what is not understood is ignored, as it has it."""
    for preference in request.headers.get("prefer", "").split(","):
        if match := WAIT.fullmatch(preference.strip().lower()):
            return min(int(match.group(1) or WAIT_SECONDS_MAX), WAIT_SECONDS_MAX)
    return None


async def _waited(
    request: Request, has: Services, identity: Identity, *, accepted: Accepted, seconds: int
) -> Response:
    """Hold the answer until the job ends or the time is up; who hangs up cancels nothing."""
    applied = f"wait={seconds}"
    job = await ended(has, identity.tenant_id, accepted.job_id, seconds)
    if job is None:
        return _accepted(request, accepted, applied=applied)
    answer: Response
    if job["status"] == "failed":
        kind = by_code(job["error"]["code"])
        error = (kind if kind.code.startswith("ERR_") else ProviderError)(job["error"]["message"])
        answer = problem(error, request.state.request_id, request.url.path, jobId=accepted.job_id)
    else:
        answer = reply(request, job)
    answer.headers["Preference-Applied"] = applied
    if accepted.replayed:
        answer.headers["Idempotent-Replayed"] = "true"
    return answer


async def ended(has: Services, tenant_id: str, job_id: str, seconds: float) -> Json | None:
    """Wait until a job ends; None when the time is up first."""
    loop = asyncio.get_running_loop()
    until = loop.time() + seconds
    async with has.hub.watching(job_id) as bell:
        while True:
            row = await get(has.resources.app, tenant_id, job_id)
            if row.snapshot["status"] in TERMINAL:
                return await resource(has, tenant_id, row)
            left = until - loop.time()
            if left <= 0 or has.closing:
                return None
            await rung(bell, seconds=min(left, REREAD_SECONDS))
