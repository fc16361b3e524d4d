"""The operations on jobs: get, list, cancel, retry, delete, tickets, and the event stream."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Annotated, Final, Literal

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import JSONResponse, Response, StreamingResponse
from pydantic import StringConstraints

from api import answers
from api.auth import TICKET_SECONDS
from api.body import read_json
from api.context import Caller, Has, caller, public
from api.documents import AGAIN, body, page, problems, stream, takes
from api.present import BASE, etag, frames_after, resource, resources
from api.replays import once
from api.replies import decode_cursor, listed, read, reply
from api.services import Services
from domain.errors import Conflict, Forbidden, NotFound, ProviderUnavailable
from domain.identity import Identity, Role
from domain.jobs import TERMINAL, Job, JobStatus
from domain.values import Edge, Json
from events.bells import rung
from events.log import PAGE
from jobs.control import cancel, retry
from jobs.reading import JobFilter, JobRow, erase, get
from jobs.reading import page as read_page

KEEP_ALIVE_SECONDS: Final = 15.0
VERSION_MAX: Final = 2**31 - 1
VERSION_DIGITS_MAX: Final = 11

routes = APIRouter(tags=["jobs"])

JobId = Annotated[str, Path(alias="jobId", pattern=r"^job_[0-9a-z]{26}$")]
Limit = Annotated[int, Query(ge=1, le=100)]
Token = Annotated[str | None, Query(max_length=512)]
SEED: Final = {"x-studio-section": "enterprise", "x-studio-set": "seed"}
BEYOND: Final = {"x-studio-section": "jobs", "x-studio-set": "beyond"}


class RetryRequest(Edge):
    """How to run a failed job again."""

    provider: Annotated[str, StringConstraints(min_length=1, max_length=64)] | None = None


async def own(has: Services, identity: Identity, job_id: str) -> JobRow:
    """Read a job that the caller may see. Raises NotFound."""
    row = await get(has.resources.app, identity.tenant_id, job_id)
    if row.user_id != identity.user_id and not (identity.has(Role.ADMIN) or identity.operator):
        raise NotFound(f"There is no job {job_id!r}.")
    return row


@routes.get(
    "/jobs/{jobId}",
    openapi_extra=SEED,
    responses={200: body(Job), 304: {"description": "Not changed"}},
)
async def get_job(request: Request, job_id: JobId, has: Has, identity: Caller) -> Response:
    """Read a job. Cheap; with `If-None-Match` cheaper still."""
    row = await own(has, identity, job_id)
    tag = etag(has, row.snapshot)
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers={"ETag": tag})
    return reply(
        request,
        await resource(has, identity.tenant_id, row),
        etag=tag,
        cache_control="private, no-cache",
    )


@routes.get(
    "/jobs",
    openapi_extra=SEED,
    responses={200: page(Job)},
)
async def list_jobs(
    request: Request,
    has: Has,
    identity: Caller,
    status: JobStatus | None = None,
    type: Annotated[str | None, Query(max_length=64, pattern=r"^[a-z0-9-]+$")] = None,  # noqa: A002 - the contract's name
    tag: Annotated[
        str | None, Query(min_length=1, max_length=64, pattern=r"^[^\x00-\x1f\x7f]+$")
    ] = None,
    created_after: Annotated[datetime | None, Query(alias="createdAfter")] = None,
    created_before: Annotated[datetime | None, Query(alias="createdBefore")] = None,
    scope: Annotated[
        Literal["own", "tenant"],
        Query(description="`tenant`: all of the tenant's; needs role admin"),
    ] = "own",
    limit: Limit = 20,
    cursor: Token = None,
) -> JSONResponse:
    """List jobs, newest first."""
    if scope == "tenant" and not (identity.has(Role.ADMIN) or identity.operator):
        raise Forbidden("scope=tenant needs role admin.")
    narrowed = JobFilter(
        user_id=None if scope == "tenant" else identity.user_id, status=status, type=type, tag=tag,
        created_after=_utc(created_after), created_before=_utc(created_before),
        before=decode_cursor(request, cursor),
    )  # fmt: skip
    rows, following = await read_page(has.resources.app, identity.tenant_id, narrowed, limit=limit)
    return listed(request, await resources(has, identity.tenant_id, rows), following)


@routes.post(
    "/jobs/{jobId}/cancel",
    openapi_extra=SEED,
    responses={200: body(answers.Cancelled), **problems("ERR_CONFLICT")},
)
async def cancel_job(request: Request, job_id: JobId, has: Has, identity: Caller) -> JSONResponse:
    """Cancel a job at once and for good; the credits are back with the answer."""
    await own(has, identity, job_id)

    async def end() -> Json:
        done = await cancel(has.resources.app, identity.tenant_id, job_id)
        has.resources.relay.wake_to_cancel()
        return {"id": job_id, "status": "cancelled", "creditsRefunded": done.refunded}

    return await once(request, has, identity, body=None, act=end)


@routes.post(
    "/jobs/{jobId}/retry",
    openapi_extra={**SEED, **takes(RetryRequest, required=False)},
    responses={200: body(answers.Requeued), **problems(*AGAIN, "ERR_PROVIDER_UNAVAILABLE")},
)
async def retry_job(request: Request, job_id: JobId, has: Has, identity: Caller) -> JSONResponse:
    """Run a failed job again, with a new hold."""
    ask = await _retry_request(request)
    await own(has, identity, job_id)

    async def again() -> Json:
        row = await own(has, identity, job_id)
        if pipeline := row.snapshot.get("pipelineId"):
            raise Conflict(
                f"The job is a step of a pipeline, which tries it again: POST {BASE}/pipelines/{pipeline}/retry"
            )
        if row.snapshot["status"] != "failed":
            raise Conflict("Only a failed job can be retried.")
        if ask.provider:
            await _require_provider(has, ask.provider)
        done = await retry(
            has.resources.app,
            identity.tenant_id,
            job_id,
            options={"provider": ask.provider} if ask.provider else {},
            jobs_per_month=has.resources.numbers.tiers[identity.tier].jobs_per_month,
        )
        has.resources.relay.wake(identity.tenant_id)
        return {"id": job_id, "status": "queued", "creditsReserved": done.reserved}

    return await once(request, has, identity, body=ask.model_dump(), act=again)


@routes.delete(
    "/jobs/{jobId}", openapi_extra=BEYOND, status_code=204, responses=problems("ERR_CONFLICT")
)
async def delete_job(job_id: JobId, has: Has, identity: Caller) -> Response:
    """Purge a finished job's params and outputs; the money's record stays."""
    row = await own(has, identity, job_id)
    if row.snapshot["status"] not in TERMINAL:
        raise Conflict("Only a finished job can be deleted; cancel it first.")
    hashes = await erase(has.resources.app, identity.tenant_id, job_id)
    await has.resources.leases.remove(identity.tenant_id, hashes)
    return Response(status_code=204)


@routes.post(
    "/jobs/{jobId}/tickets",
    openapi_extra=BEYOND,
    status_code=201,
    responses={201: body(answers.Ticket)},
)
async def create_job_ticket(
    request: Request, job_id: JobId, has: Has, identity: Caller
) -> JSONResponse:
    """Give a 60 s ticket for this job's event stream: a browser's EventSource sends no header."""
    await own(has, identity, job_id)

    async def issue() -> Json:
        expires_at = datetime.now(UTC) + timedelta(seconds=TICKET_SECONDS)
        ticket = has.tickets.issue(job_id, identity, expires_at)
        return {"ticket": ticket, "expiresInSeconds": TICKET_SECONDS}

    return await once(request, has, identity, body=None, act=issue, status=201)


@routes.get(
    "/jobs/{jobId}/events",
    openapi_extra=BEYOND,
    response_class=StreamingResponse,
    responses={
        200: stream(Job, "job"),
        204: {"description": "The job is over and its last event was seen: do not reconnect"},
    },
)
async def follow_job(request: Request, job_id: JobId, has: Has, ticket: Token = None) -> Response:
    """Follow a job: its snapshot at each version; `Last-Event-ID` resumes with nothing lost."""
    tenant_id = await _follower(request, has, job_id, ticket)
    seen = last_seen(request)
    now = (await get(has.resources.app, tenant_id, job_id)).snapshot
    if now["status"] in TERMINAL and seen >= now["version"]:
        return Response(status_code=204)  # what an EventSource takes for the end
    return StreamingResponse(
        _stream(has, tenant_id, job_id, seen),
        media_type="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


async def _stream(has: Services, tenant_id: str, job_id: str, version: int) -> AsyncIterator[str]:
    async with has.hub.watching(job_id) as bell:
        while not has.closing:
            frames = await frames_after(has, tenant_id, job_id, version)
            for frame in frames:
                version = frame.version
                yield frame.as_server_event()
            if frames and frames[-1].is_last:
                return
            while len(frames) < PAGE and not await rung(bell, seconds=KEEP_ALIVE_SECONDS):
                yield ": keep-alive\n\n"
        yield "retry: 1000\n\n"


def last_seen(request: Request) -> int:
    """Read the version that a stream's client has seen."""
    told = request.headers.get("last-event-id", "0")
    return (
        min(int(told), VERSION_MAX)
        if told.isascii() and told.isdigit() and len(told) <= VERSION_DIGITS_MAX
        else 0
    )


async def _follower(request: Request, has: Services, job_id: str, ticket: str | None) -> str:
    if ticket is None:
        identity = await caller(request, has)
        await own(has, identity, job_id)
        return identity.tenant_id
    await public(request, has)
    return has.tickets.check(ticket, job_id, datetime.now(UTC))["tenantId"]


async def _retry_request(request: Request) -> RetryRequest:
    if not await request.body():
        return RetryRequest()
    return read(RetryRequest, await read_json(request))


async def _require_provider(has: Services, provider: str) -> None:
    known = await has.resources.capabilities.known()
    if not any(provider in (offer.provider, *offer.aliases) for offer in known.offers):
        raise ProviderUnavailable(
            f"Provider {provider!r} is not configured.", retry_after_seconds=60
        )


def _utc(moment: datetime | None) -> datetime | None:
    return moment.replace(tzinfo=UTC) if moment and moment.tzinfo is None else moment
