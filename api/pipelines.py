"""The operations on pipelines: submit, get, list, cancel, retry, tickets, and the event stream."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import JSONResponse, Response, StreamingResponse

from api import answers
from api.auth import TICKET_SECONDS
from api.body import read_json
from api.context import Caller, Has, caller, public
from api.documents import (
    AGAIN,
    DRY_RUN_ANSWER,
    SUBMITTING,
    body,
    page,
    problems,
    stream,
    takes,
)
from api.jobs import KEEP_ALIVE_SECONDS, Limit, Token, last_seen
from api.pipeline_answers import Pipeline, PipelinePlan, PipelineSubmitted
from api.pipeline_submission import PipelineSubmission
from api.present_pipeline import news_after, shown_pipeline
from api.replays import once
from api.replies import decode_cursor, listed, reply
from api.services import Services
from api.submission import Accepted
from db.ids import new_id
from domain.errors import Conflict, Forbidden, NotFound
from domain.identity import Identity, Role
from domain.jobs import TERMINAL, JobStatus
from domain.pipelines import PipelineRequest
from domain.retries import unfinished
from domain.values import Json
from events.bells import rung
from jobs.pipeline_reading import PipelineFilter, PipelineRow, get_pipeline, pipelines_page
from jobs.pipelines import cancel_pipeline, retry_pipeline

POLL_HINT_SECONDS: Final = 2
PROGRESS_SECONDS: Final = 0.25
PIPELINES: Final = {"x-studio-section": "pipelines", "x-studio-set": "beyond"}
PipelineId = Annotated[str, Path(alias="pipelineId", pattern=r"^pipe_[0-9a-z]{26}$")]
DryRun = Annotated[bool, Query(alias="dryRun", description=DRY_RUN_ANSWER)]

routes = APIRouter(tags=["pipelines"])


def accepted_pipeline() -> dict[int | str, dict[str, Any]]:
    """Document the answers of a submit."""
    return {
        200: {"description": "The dry run's plan", **body(PipelinePlan)},
        202: {"description": "Accepted", **body(PipelineSubmitted)},
        **problems(*SUBMITTING),
    }


@routes.post(
    "/pipelines",
    status_code=202,
    openapi_extra={**PIPELINES, **takes(PipelineRequest)},
    responses=accepted_pipeline(),
)
async def submit_pipeline(
    request: Request,
    has: Has,
    identity: Caller,
    dry_run: DryRun = False,  # noqa: FBT002 - a query parameter
) -> Response:
    """Run several jobs as one graph: all are held for, or none."""
    raw = await read_json(request)
    submission = PipelineSubmission(has, identity)
    if dry_run:
        return reply(request, await submission.plan(raw))
    return accepted(request, await submission.accept(request, raw))


def accepted(request: Request, done: Accepted) -> JSONResponse:
    """Answer a pipeline that was accepted."""
    answer = reply(
        request, done.body, status=202,
        location=done.body["links"]["self"], retry_after=str(POLL_HINT_SECONDS),
    )  # fmt: skip
    if done.replayed:
        answer.headers["Idempotent-Replayed"] = "true"
    return answer


async def own_pipeline(has: Services, identity: Identity, pipeline_id: str) -> PipelineRow:
    """Read a pipeline that the caller may see. Raises NotFound."""
    row = await get_pipeline(has.resources.app, identity.tenant_id, pipeline_id)
    if row.user_id != identity.user_id and not (identity.has(Role.ADMIN) or identity.operator):
        raise NotFound(f"There is no pipeline {pipeline_id!r}.")
    return row


@routes.get(
    "/pipelines/{pipelineId}",
    name="get_pipeline",
    openapi_extra=PIPELINES,
    responses={200: body(Pipeline), 304: {"description": "Not changed"}},
)
async def read_pipeline(
    request: Request, pipeline_id: PipelineId, has: Has, identity: Caller
) -> Response:
    """Read a pipeline with its steps and their jobs."""
    row = await own_pipeline(has, identity, pipeline_id)
    tag = f'"{row.version}-{has.signer.window(datetime.now(UTC))}"'
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers={"ETag": tag})
    return reply(request, shown_pipeline(has, row), etag=tag, cache_control="private, no-cache")


@routes.get("/pipelines", openapi_extra=PIPELINES, responses={200: page(Pipeline)})
async def list_pipelines(
    request: Request,
    has: Has,
    identity: Caller,
    status: JobStatus | None = None,
    tag: Annotated[
        str | None, Query(min_length=1, max_length=64, pattern=r"^[^\x00-\x1f\x7f]+$")
    ] = None,
    scope: Literal["own", "tenant"] = "own",
    limit: Limit = 20,
    cursor: Token = None,
) -> JSONResponse:
    """List pipelines, newest first."""
    if scope == "tenant" and not (identity.has(Role.ADMIN) or identity.operator):
        raise Forbidden("scope=tenant needs role admin.")
    narrowed = PipelineFilter(
        user_id=None if scope == "tenant" else identity.user_id,
        status=status,
        tag=tag,
        before=decode_cursor(request, cursor),
    )
    rows, following = await pipelines_page(
        has.resources.app, identity.tenant_id, narrowed, limit=limit
    )
    return listed(request, [shown_pipeline(has, row) for row in rows], following)


@routes.post(
    "/pipelines/{pipelineId}/cancel",
    name="cancel_pipeline",
    openapi_extra=PIPELINES,
    responses={200: body(answers.Cancelled), **problems("ERR_CONFLICT")},
)
async def stop_pipeline(
    request: Request, pipeline_id: PipelineId, has: Has, identity: Caller
) -> JSONResponse:
    """Cancel a pipeline at once and for good; what was not delivered is given back with the answer."""
    await own_pipeline(has, identity, pipeline_id)

    async def end() -> Json:
        refunded = await cancel_pipeline(has.resources.app, identity.tenant_id, pipeline_id)
        has.resources.relay.wake_to_cancel()
        return {"id": pipeline_id, "status": "cancelled", "creditsRefunded": refunded}

    return await once(request, has, identity, body=None, act=end)


@routes.post(
    "/pipelines/{pipelineId}/retry",
    name="retry_pipeline",
    openapi_extra=PIPELINES,
    responses={200: body(answers.Requeued), **problems(*AGAIN)},
)
async def resume_pipeline(
    request: Request, pipeline_id: PipelineId, has: Has, identity: Caller
) -> JSONResponse:
    """Run what is unfinished of a failed pipeline; what is done is kept, and not paid again."""
    await own_pipeline(has, identity, pipeline_id)

    async def again() -> Json:
        row = await own_pipeline(has, identity, pipeline_id)
        if row.snapshot["status"] != "failed":
            raise Conflict("Only a failed pipeline can be retried.")
        items: dict[str, list[Json]] = {}
        for item in row.snapshot["items"]:
            items.setdefault(item["step"], []).append(item)
        named = [
            {"step": step, "item": item, "jobId": new_id("job")}
            for step, item in unfinished(row.steps, items)
        ]
        done = await retry_pipeline(
            has.resources.app, identity.tenant_id, pipeline_id,
            version=row.snapshot["version"], items=named,
            jobs_per_month=has.resources.numbers.tiers[identity.tier].jobs_per_month,
        )  # fmt: skip
        has.resources.relay.wake(identity.tenant_id)
        return {"id": pipeline_id, "status": "queued", "creditsReserved": done.reserved}

    return await once(request, has, identity, body=None, act=again)


@routes.post(
    "/pipelines/{pipelineId}/tickets",
    openapi_extra=PIPELINES,
    status_code=201,
    responses={201: body(answers.Ticket)},
)
async def create_pipeline_ticket(
    request: Request, pipeline_id: PipelineId, has: Has, identity: Caller
) -> JSONResponse:
    """Give a 60 s ticket for this pipeline's event stream: a browser's EventSource sends no header."""
    await own_pipeline(has, identity, pipeline_id)

    async def issue() -> Json:
        expires_at = datetime.now(UTC) + timedelta(seconds=TICKET_SECONDS)
        ticket = has.tickets.issue(pipeline_id, identity, expires_at)
        return {"ticket": ticket, "expiresInSeconds": TICKET_SECONDS}

    return await once(request, has, identity, body=None, act=issue, status=201)


@routes.get(
    "/pipelines/{pipelineId}/events",
    openapi_extra=PIPELINES,
    response_class=StreamingResponse,
    responses={
        200: stream(Pipeline, "pipeline"),
        204: {"description": "The pipeline is over and its last event was seen: do not reconnect"},
    },
)
async def follow_pipeline(
    request: Request, pipeline_id: PipelineId, has: Has, ticket: Token = None
) -> Response:
    """Follow a pipeline: its snapshot at each version, and between them how its jobs go on (without an id)."""
    if ticket is None:
        identity = await caller(request, has)
        await own_pipeline(has, identity, pipeline_id)
        tenant_id = identity.tenant_id
    else:
        await public(request, has)
        tenant_id = has.tickets.check(ticket, pipeline_id, datetime.now(UTC))["tenantId"]
    seen = last_seen(request)
    now = (await get_pipeline(has.resources.app, tenant_id, pipeline_id)).snapshot
    if now["status"] in TERMINAL and seen >= now["version"]:
        return Response(status_code=204)
    return StreamingResponse(
        _stream(has, tenant_id, pipeline_id, seen),
        media_type="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


async def _stream(
    has: Services, tenant_id: str, pipeline_id: str, version: int
) -> AsyncIterator[str]:
    async with has.hub.watching(pipeline_id) as bell:
        moved = ""
        while not has.closing:
            news = await news_after(has, tenant_id, pipeline_id, version)
            for frame in news.frames:
                version = frame.version
                yield frame.as_server_event()
            if news.frames and news.frames[-1].is_last:
                return
            if not news.frames and news.moved != moved:
                yield news.now.as_passing_event()
                await asyncio.sleep(
                    PROGRESS_SECONDS
                )  # many jobs move at once: what they ring is told together
            moved = news.moved
            while not news.frames and not await rung(bell, seconds=KEEP_ALIVE_SECONDS):
                yield ": keep-alive\n\n"
        yield "retry: 1000\n\n"
