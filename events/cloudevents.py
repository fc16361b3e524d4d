"""The body of an event out: CloudEvents 1.0, structured mode, JSON."""

import json
from datetime import UTC, datetime
from typing import Final

from domain.values import Json
from events.outbox import OutEvent

SPEC_VERSION: Final = "1.0"


def envelope(event: OutEvent, tenant_id: str, *, source: str, data: Json) -> str:
    """Write a body. `source` is this installation's address, `id` also the header `webhook-id`."""
    told = {
        "specversion": SPEC_VERSION,
        "id": event.id,
        "source": source,
        "type": event.type.value,
        "subject": tenant_id,
        "time": event.at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "datacontenttype": "application/json",
        "data": {"tenantId": tenant_id, **data},
    }
    return json.dumps(told, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def job_data(event: OutEvent, job: Json) -> Json:
    """Give the fields of a job's event around the job as every door shows it. `durationMs` is its working time."""
    outputs = job["outputs"]
    return {
        **event.data,
        "jobId": job["id"],
        "type": job["type"],
        "provider": job["provider"],
        "outputUrl": outputs[0]["url"] if outputs else None,
        "durationMs": _milliseconds(job["startedAt"], job["completedAt"]),
        "creditsUsed": job["creditsCharged"],
        "job": job,
    }


def _milliseconds(begin: str | None, end: str | None) -> int | None:
    if begin is None or end is None:
        return None
    return round(
        (datetime.fromisoformat(end) - datetime.fromisoformat(begin)).total_seconds() * 1_000
    )
