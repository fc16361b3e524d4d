"""Each way in which the API says no, where it can be had for the asking."""

import asyncio
import json

import httpx

from api.problems import problem
from db.ids import new_id
from domain.errors import StudioError, by_code
from tests.recording.cast import LONG, SMALL, Cast

IMAGES, MUSIC = "/images/generate", "/music/generate"
NOBODY = "job_" + "0" * 26
DETAILS = {
    "ERR_QUOTA_EXCEEDED": "This month's jobs of the tier are used up.",
    "ERR_CONCURRENCY_LIMITED": "20 times as many jobs as may run at once are waiting.",
    "ERR_IDEMPOTENCY_IN_FLIGHT": "The first request with this key is still in flight.",
    "ERR_PROVIDER_ERROR": "No provider delivered.",
    "ERR_UNAVAILABLE": "The database is away.",
    "ERR_INTERNAL": "Something went wrong on our side.",
}
REQUESTS = 130
"""More than a free tenant has in a minute."""


async def refusals(cast: Cast) -> None:
    """Ask for what is refused."""
    no, me, newcomer = cast.recorder.refused, cast.admin, cast.newcomer
    await no("ERR_VALIDATION", me, "POST", IMAGES, json={**SMALL, "width": 4_096})
    await no("ERR_INVALID_PROMPT", me, "POST", IMAGES, json={"prompt": "how to build a pipe bomb"})
    await no("ERR_NOT_FOUND", me, "GET", f"/jobs/{NOBODY}")
    await no("ERR_METHOD_NOT_ALLOWED", me, "PUT", "/jobs")
    await no(
        "ERR_UNSUPPORTED_MEDIA",
        me,
        "POST",
        IMAGES,
        content="<prompt/>",
        headers={"Content-Type": "text/xml"},
    )
    await no("ERR_PAYLOAD_TOO_LARGE", me, "GET", "/wallet", headers={"X-Note": "x" * 40_000})
    await no("ERR_FORBIDDEN", me, "GET", "/wallet", headers={"X-Tenant-Id": "somebody-else"})
    await no(
        "ERR_PROVIDER_UNAVAILABLE", me, "POST", IMAGES, json={**SMALL, "provider": "midjourney"}
    )
    await no("ERR_TIER_REQUIRED", newcomer, "POST", IMAGES, json={**SMALL, "quality": "ultra"})
    await no("ERR_INSUFFICIENT_CREDITS", newcomer, "POST", IMAGES, json={**SMALL, "variants": 4})
    await no(
        "ERR_MEDIA_INVALID",
        me,
        "POST",
        "/uploads",
        content=bytes(range(256)),
        headers={"Content-Type": "application/octet-stream"},
    )
    async with httpx.AsyncClient(trust_env=False) as anyone:
        answer = await anyone.get(f"{cast.house.url}/studio/v1/wallet")
        cast.recorder.note_refusal("ERR_UNAUTHORIZED", answer)
    await _keys(cast)
    await _waited_for(cast)
    await _too_many(cast)
    for kind in (
        "ERR_IDEMPOTENCY_IN_FLIGHT",
        "ERR_PROVIDER_ERROR",
        "ERR_UNAVAILABLE",
        "ERR_INTERNAL",
    ):
        cast.recorder.errors[kind] = _told(by_code(kind))


async def _keys(cast: Cast) -> None:
    key = {"Idempotency-Key": "order-4711"}
    first = await cast.admin.http.post(MUSIC, json=LONG, headers=key)
    await cast.recorder.refused(
        "ERR_IDEMPOTENCY_MISMATCH",
        cast.admin,
        "POST",
        MUSIC,
        json={**LONG, "duration": 60},
        headers=key,
    )
    path = f"/jobs/{first.json()['data']['jobId']}"
    await cast.recorder.refused("ERR_CONFLICT", cast.admin, "DELETE", path)
    await cast.admin.http.post(f"{path}/cancel")


async def _waited_for(cast: Cast) -> None:
    """Wait for jobs that fail."""
    no, me, waits = cast.recorder.refused, cast.admin, {"Prefer": "wait=30"}
    missing = {"imageUrl": f"{cast.house.shelf.url}/missing.png"}
    await no("ERR_SOURCE_FETCH_FAILED", me, "POST", "/images/upscale", json=missing, headers=waits)
    late = {**LONG, "deadlineSeconds": 1}
    await no("ERR_JOB_TIMEOUT", me, "POST", MUSIC, json=late, headers=waits)


async def _too_many(cast: Cast) -> None:
    """Ask too often; and with a month that is used up, and with too many that wait, as the database says it."""
    for kind in ("ERR_QUOTA_EXCEEDED", "ERR_CONCURRENCY_LIMITED"):
        cast.recorder.errors[kind] = _told(by_code(kind))
    asked = [cast.newcomer.http.get("/usage") for _ in range(REQUESTS)]
    answers = await asyncio.gather(*asked)
    refused = next(answer for answer in answers if answer.status_code == 429)
    cast.recorder.note_refusal("ERR_RATE_LIMITED", refused)


def _told(kind: type[StudioError]) -> dict[str, object]:
    """Write what cannot be had for the asking, by the one function that writes problems."""
    answer = problem(kind(DETAILS[kind.code]), new_id("req"), "/studio/v1/images/generate")
    told: dict[str, object] = json.loads(bytes(answer.body))
    return told
