"""A job's snapshot as it is sent: signed urls, links, queue and the estimated time are made now."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from api.replies import stamp
from api.services import Services
from domain.jobs import TERMINAL
from domain.values import Json
from events.frames import Frame
from events.log import Event, after
from jobs.presenting import PATH, Presenter
from jobs.reading import JobRow, Kind, places

BASE: Final = PATH


def shown(has: Services, snapshot: Json) -> Json:
    """Add urls and links to a snapshot, by the public name of this server."""
    return presenter(has).shown(snapshot)


def presenter(has: Services) -> Presenter:
    """Give who shows jobs."""
    return Presenter(has.signer, has.resources.settings.api.public_url)


async def resource(has: Services, tenant_id: str, row: JobRow) -> Json:
    """Show a job as it stands: why it waits, and when it should be done."""
    return (await resources(has, tenant_id, [row]))[0]


async def resources(has: Services, tenant_id: str, rows: Sequence[JobRow]) -> list[Json]:
    """Show jobs as they stand. How many stand before those that wait is read once for all."""
    waiting = [row.queued_at for row in rows if row.waiting]
    ahead = await places(has.resources.app, tenant_id, waiting)
    return [
        await _standing(has, row, ahead.get(row.queued_at, 1) if row.waiting else 0) for row in rows
    ]


async def _standing(has: Services, row: JobRow, ahead: int) -> Json:
    job = shown(has, row.snapshot)
    if job["status"] in TERMINAL:
        return job
    if row.waiting:
        job["queue"] = {"cause": "tenant_limit", "position": ahead}
    elif job["status"] == "queued":
        job["queue"] = {"cause": "worker_capacity"}
    elif row.waits_for:
        job["queue"] = {"cause": row.waits_for}
    elif job["attempts"] and job["attempts"][-1].get("errorCode") == "rate_limited":
        job["queue"] = {"cause": "provider_limit"}
    begun = datetime.fromisoformat(job["startedAt"] or job["createdAt"])
    job["estimatedCompletionTime"] = stamp(
        await has.forecast.completion(
            Kind(type=job["type"], provider=job["provider"], price=row.price), begun, ahead=ahead
        )
    )
    return job


def frame(has: Services, event: Event) -> Frame:
    """Write out a job as it was at one version."""
    return Frame(
        subject="job",
        id=event.job_id,
        version=event.version,
        status=event.snapshot["status"],
        at=stamp(event.at),
        data=json.dumps(shown(has, event.snapshot), separators=(",", ":")),
    )


async def frames_after(has: Services, tenant_id: str, job_id: str, version: int) -> list[Frame]:
    """Read what came after a version of a job, up to a page; read and written once for all who follow it."""

    async def read() -> list[Frame]:
        events = await after(has.resources.app, tenant_id, job_id, version)
        return [frame(has, event) for event in events]

    return await has.frames.read((tenant_id, job_id, version), read)


def etag(has: Services, snapshot: Json) -> str:
    """Name a version, and the window in which its urls stay equal."""
    return f'"{snapshot["version"]}-{has.signer.window(datetime.now(UTC))}"'


def signed_outputs(has: Services, outputs: list[Json], now: datetime) -> list[Json]:
    """Give outputs with their urls."""
    return presenter(has).outputs(outputs, now)
