"""A pipeline's snapshot as it is sent: its steps in one word each, progress by expected time, money summed up."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Final

from api.pipeline_submission import links
from api.present import BASE, signed_outputs
from api.replies import stamp
from api.services import Services
from domain.conditions import OVER, status_of
from domain.jobs import TERMINAL
from domain.values import Json
from events.frames import Frame, News
from events.log import after
from jobs.pipeline_reading import PipelineRow, get_pipeline

INNER: Final = ("before", "after", "jobs")
"""What a stored step has for the workflow alone."""
NEARLY: Final = 99


def shown_pipeline(has: Services, row: PipelineRow, snapshot: Json | None = None) -> Json:
    """Show a pipeline, as it stands or as it was in a snapshot."""
    told = snapshot or row.snapshot
    now = datetime.now(UTC)
    items: dict[str, list[Json]] = {}
    for item in told["items"]:
        items.setdefault(item["step"], []).append(item)
    steps = [_step(has, step, items[step["id"]], row.outputs, now) for step in row.steps]
    over = told["status"] in TERMINAL
    return {
        "id": told["id"],
        "name": told["name"],
        "status": told["status"],
        "progress": progress(told["items"], completed=told["status"] == "completed"),
        "run": told["run"],
        "onFailure": told["onFailure"],
        "steps": steps,
        "creditsReserved": sum(item["reserved"] for item in told["items"]),
        "creditsCharged": sum(item["charged"] for item in told["items"]),
        "creditsRefunded": sum(item["refunded"] for item in told["items"]),
        "outputs": [output for name in _last(row.steps) for output in _made(steps, name)],
        "error": told["error"],
        "queue": {"cause": "tenant_limit"} if row.waiting and not over else None,
        "metadata": told["metadata"],
        "tags": told["tags"],
        "version": told["version"],
        "createdAt": told["createdAt"],
        "startedAt": told["startedAt"],
        "completedAt": told["completedAt"],
        "estimatedCompletionTime": None if over else stamp(_completion(row.steps, items, now)),
        "links": links(has, told["id"]),
    }


async def news_after(has: Services, tenant_id: str, pipeline_id: str, version: int) -> News:
    """Read what came after a version of a pipeline, and how it stands; once for all who follow it."""

    async def read() -> News:
        events = await after(has.resources.app, tenant_id, pipeline_id, version)
        row = await get_pipeline(has.resources.app, tenant_id, pipeline_id)
        now = datetime.now(UTC)
        return News(
            frames=[_frame(has, row, event.snapshot, event.at) for event in events],
            now=_frame(has, row, row.snapshot, now),
            moved=row.version,
        )

    return await has.pipelines.read((tenant_id, pipeline_id, version), read)


def _frame(has: Services, row: PipelineRow, snapshot: Json, at: datetime) -> Frame:
    return Frame(
        subject="pipeline",
        id=snapshot["id"],
        version=snapshot["version"],
        status=snapshot["status"],
        at=stamp(at),
        data=json.dumps(shown_pipeline(has, row, snapshot), separators=(",", ":")),
    )


def progress(items: list[Json], *, completed: bool) -> int:
    """Give the progress of the whole, each job weighted by the time that jobs like it take."""
    if completed:
        return 100
    whole = sum(item["seconds"] for item in items) or 1.0
    done = sum(
        item["seconds"] * (100 if item["status"] in OVER else item["progress"]) for item in items
    )
    return min(int(done / whole), NEARLY)


def _step(
    has: Services, step: Json, items: list[Json], outputs: Mapping[str, Json], now: datetime
) -> Json:
    asked = {name: value for name, value in step.items() if name not in INNER}
    status = status_of(item["status"] for item in items)
    return {
        **asked,
        "needs": step["before"],
        "status": status,
        "progress": 100 if status == "completed" else progress(items, completed=False),
        "jobs": [_job(has, item, outputs, now) for item in items],
    }


def _job(has: Services, item: Json, outputs: Mapping[str, Json], now: datetime) -> Json:
    root = has.resources.settings.api.public_url.rstrip("/")
    job_id = item["jobId"]
    made = outputs.get(job_id, []) if item["status"] == "completed" else []
    return {
        "item": item["item"],
        "jobId": job_id,
        "status": item["status"],
        "reason": item["reason"],
        "progress": item["progress"],
        "creditsReserved": item["reserved"],
        "creditsCharged": item["charged"],
        "creditsRefunded": item["refunded"],
        "error": item["error"],
        "outputs": signed_outputs(has, made, now),
        "links": {"self": f"{root}{BASE}/jobs/{job_id}"} if job_id else {},
    }


def _last(steps: Json) -> list[str]:
    awaited = {name for step in steps for name in step["after"]}
    return [step["id"] for step in steps if step["id"] not in awaited]


def _made(steps: list[Json], name: str) -> list[Json]:
    step = next(step for step in steps if step["id"] == name)
    return [output for job in step["jobs"] for output in job["outputs"]]


def _completion(steps: Json, items: Mapping[str, list[Json]], now: datetime) -> datetime:
    """Tell when the longest way that is left should be done."""
    left = {
        name: max(
            (
                item["seconds"] * (1 - item["progress"] / 100)
                for item in found
                if item["status"] not in OVER
            ),
            default=0.0,
        )
        for name, found in items.items()
    }
    ends: dict[str, float] = {}
    waiting = list(steps)
    while waiting:
        step = next(each for each in waiting if all(name in ends for name in each["after"]))
        waiting.remove(step)
        ends[step["id"]] = max((ends[n] for n in step["after"]), default=0.0) + left[step["id"]]
    return now + timedelta(seconds=max(ends.values()))
