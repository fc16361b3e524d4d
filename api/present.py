"""A job's snapshot as it is sent: signed urls, links, queue and the estimated time are made now."""

from datetime import UTC, datetime
from typing import Final

from api.replies import stamp
from api.services import Services
from domain.jobs import TERMINAL
from domain.values import Json
from events.log import Event
from jobs.presenting import PATH, Presenter
from jobs.reading import JobRow, Kind, place

BASE: Final = PATH


def shown(has: Services, snapshot: Json) -> Json:
    """Add urls and links to a snapshot, by the public name of this server."""
    return presenter(has).shown(snapshot)


def presenter(has: Services) -> Presenter:
    """Give who shows jobs."""
    return Presenter(has.signer, has.resources.settings.api.public_url)


async def resource(has: Services, tenant_id: str, row: JobRow) -> Json:
    """Show a job as it stands: why it waits, and when it should be done."""
    job = shown(has, row.snapshot)
    if job["status"] in TERMINAL:
        return job
    ahead = 0
    if row.waiting:
        ahead = await place(has.resources.app, tenant_id, row.queued_at)
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


def frame(has: Services, event: Event) -> Json:
    """Show a job as it was at one version."""
    return shown(has, event.snapshot)


def etag(has: Services, snapshot: Json) -> str:
    """Name a version, and the window in which its urls stay equal."""
    return f'"{snapshot["version"]}-{has.signer.window(datetime.now(UTC))}"'


def signed_outputs(has: Services, outputs: list[Json], now: datetime) -> list[Json]:
    """Give outputs with their urls."""
    return presenter(has).outputs(outputs, now)
