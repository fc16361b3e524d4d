"""Cancel, delete, list, streams, idempotency and limits, as clients meet them."""

import asyncio
import json
from collections.abc import Sequence

import httpx
import pytest
from temporalio.client import WorkflowExecutionStatus, WorkflowFailureError

from domain.identity import Role
from domain.tiers import Tier
from tests.house import House

IMAGES = "/images/generate"
FOREVER = {
    "prompt": "forever turning",
    "routing": {"only": ["slowvendor"]},
    "width": 256,
    "height": 256,
}


async def test_a_cancel_is_final_at_once_and_gives_the_credits_back(house: House) -> None:
    caller = await house.caller(credits=10)
    job_id = await caller.accepted(IMAGES, FOREVER)
    await caller.until(job_id, "generating", field="phase")
    answer = await caller.http.post(f"/jobs/{job_id}/cancel")
    assert answer.json()["data"] == {"id": job_id, "status": "cancelled", "creditsRefunded": 10}
    assert await caller.wallet() == (10, 0)
    assert (await caller.job(job_id))["status"] == "cancelled"


async def test_a_cancel_ends_the_step_that_was_under_way(house: House) -> None:
    caller = await house.caller()
    job_id = await caller.accepted(
        IMAGES, {"prompt": "a wide sea", "provider": "local", "width": 2048, "height": 2048}
    )
    await caller.until(job_id, "submitting", field="phase")
    await caller.http.post(f"/jobs/{job_id}/cancel")
    states = {step["name"]: step["state"] for step in (await caller.job(job_id))["steps"]}
    assert states == {"moderate": "done", "reserve": "done", "submit": "cancelled"}


async def test_the_vendor_and_the_workflow_are_told_of_a_cancel(house: House) -> None:
    caller = await house.caller()
    job_id = await caller.accepted(IMAGES, FOREVER)
    await caller.until(job_id, "generating", field="phase")
    await caller.http.post(f"/jobs/{job_id}/cancel")
    handle = house.client.get_workflow_handle(job_id)
    with pytest.raises(WorkflowFailureError):
        await handle.result()
    assert (await handle.describe()).status is WorkflowExecutionStatus.CANCELED
    job = await caller.job(job_id)
    assert job["attempts"][0]["vendorCancel"] == "confirmed"
    assert f"{job_id}.1.0.0" in house.slow.ledger.cancelled


async def test_a_cancel_may_be_repeated_and_comes_too_late_for_a_finished_job(house: House) -> None:
    caller = await house.caller()
    job_id = await caller.accepted(IMAGES, FOREVER)
    first = await caller.http.post(f"/jobs/{job_id}/cancel")
    second = await caller.http.post(f"/jobs/{job_id}/cancel")
    assert first.json()["data"] == second.json()["data"]
    done = await caller.finished(IMAGES, {"prompt": "done", "width": 256, "height": 256})
    late = await caller.http.post(f"/jobs/{done['id']}/cancel")
    assert (late.status_code, late.json()["code"]) == (409, "ERR_CONFLICT")


async def test_cancels_at_any_moment_leave_one_ending_and_the_right_money(house: House) -> None:
    caller = await house.caller(tier=Tier.ENTERPRISE, credits=400)
    jobs = [
        await caller.accepted(IMAGES, {"prompt": f"moment {n}", "width": 256, "height": 256})
        for n in range(40)
    ]

    async def cancel_later(number: int, job_id: str) -> int:
        for _ in range(number % 20):
            await caller.job(job_id)  # so many reads later
        return (await caller.http.post(f"/jobs/{job_id}/cancel")).status_code

    answers = await asyncio.gather(*(cancel_later(n, job_id) for n, job_id in enumerate(jobs)))
    ended = [await caller.ended(job_id) for job_id in jobs]
    assert {job["status"] for job in ended} <= {"completed", "cancelled"}
    for job, status in zip(ended, answers, strict=True):
        assert (job["status"] == "cancelled") == (status == 200)
        assert job["creditsCharged"] == (10 if job["status"] == "completed" else 0)
    charged = sum(job["creditsCharged"] for job in ended)
    assert await caller.wallet() == (400 - charged, 0)


async def test_the_event_stream_carries_every_version_and_ends(house: House) -> None:
    caller = await house.caller()
    job_id = await caller.accepted(IMAGES, {"prompt": "streamed", "width": 256, "height": 256})
    await caller.ended(job_id)
    events = await _events(caller.http, job_id)
    versions = [event["version"] for event in events]
    assert versions == list(range(1, len(versions) + 1))
    assert events[-1]["status"] == "completed"


async def test_a_stream_resumes_after_the_last_event_that_was_seen(house: House) -> None:
    caller = await house.caller()
    job = await caller.finished(IMAGES, {"prompt": "resumed", "width": 256, "height": 256})
    events = await _events(caller.http, job["id"], last=str(job["version"] - 2))
    assert [event["version"] for event in events] == [job["version"] - 1, job["version"]]


async def test_a_stream_that_has_nothing_more_tells_a_browser_to_stay_away(house: House) -> None:
    caller = await house.caller()
    job = await caller.finished(IMAGES, {"prompt": "seen", "width": 256, "height": 256})
    headers = {"Last-Event-ID": str(job["version"])}
    answer = await caller.http.get(f"/jobs/{job['id']}/events", headers=headers)
    assert (answer.status_code, answer.content) == (204, b"")


async def test_a_ticket_opens_one_stream_without_a_token(house: House) -> None:
    caller = await house.caller()
    job = await caller.finished(IMAGES, {"prompt": "ticketed", "width": 256, "height": 256})
    other = await caller.finished(IMAGES, {"prompt": "not ticketed", "width": 256, "height": 256})
    ticket = (await caller.http.post(f"/jobs/{job['id']}/tickets")).json()["data"]["ticket"]
    async with httpx.AsyncClient(base_url=f"{house.url}/studio/v1") as browser:
        assert await _events(browser, job["id"], ticket=ticket)
        assert (
            await browser.get(f"/jobs/{other['id']}/events", params={"ticket": ticket})
        ).status_code == 401
        assert (
            await browser.get(f"/jobs/{job['id']}", headers={"Authorization": f"Bearer {ticket}"})
        ).status_code == 401


async def test_an_unchanged_job_is_304(house: House) -> None:
    caller = await house.caller()
    job = await caller.finished(IMAGES, {"prompt": "unchanged", "width": 256, "height": 256})
    tag = (await caller.http.get(f"/jobs/{job['id']}")).headers["etag"]
    again = await caller.http.get(f"/jobs/{job['id']}", headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")


async def test_waiting_answers_with_the_finished_job(house: House) -> None:
    caller = await house.caller()
    answer = await caller.submit(
        IMAGES, {"prompt": "waited for", "width": 256, "height": 256}, prefer="wait=30"
    )
    assert (answer.status_code, answer.headers["preference-applied"]) == (200, "wait=30")
    assert answer.json()["data"]["status"] == "completed"


async def test_waiting_for_a_job_that_fails_answers_with_its_problem(house: House) -> None:
    caller = await house.caller()
    body = {"prompt": "waits [fault:500]", "provider": "dalle3", "allowFallback": False}
    answer = await caller.submit(IMAGES, body, prefer="wait=30")
    assert (answer.status_code, answer.json()["code"]) == (502, "ERR_PROVIDER_ERROR")
    assert answer.json()["jobId"].startswith("job_")


async def test_the_same_key_and_body_get_the_first_answer_again(house: House) -> None:
    caller = await house.caller(credits=100)
    body = {"prompt": "once", "width": 256, "height": 256}
    first = await caller.submit(IMAGES, body, idempotency_key="k1")
    second = await caller.submit(IMAGES, body, idempotency_key="k1", prefer="wait=1")
    assert second.headers["idempotent-replayed"] == "true"
    assert first.json()["data"]["jobId"] == second.json()["data"].get(
        "jobId", second.json()["data"].get("id")
    )
    other = await caller.submit(IMAGES, {**body, "prompt": "twice"}, idempotency_key="k1")
    assert (other.status_code, other.json()["code"]) == (422, "ERR_IDEMPOTENCY_MISMATCH")
    await caller.ended(first.json()["data"]["jobId"])
    assert await caller.wallet() == (90, 0)


async def test_racing_submits_with_one_key_make_one_job(house: House) -> None:
    caller = await house.caller(credits=1_000)
    body = {"prompt": "raced", "width": 256, "height": 256}
    answers = await asyncio.gather(
        *(caller.submit(IMAGES, body, idempotency_key="race") for _ in range(20))
    )
    assert {answer.status_code for answer in answers} <= {202, 409}
    jobs = {answer.json()["data"]["jobId"] for answer in answers if answer.status_code == 202}
    assert len(jobs) == 1
    assert all(
        a.json()["code"] == "ERR_IDEMPOTENCY_IN_FLIGHT" for a in answers if a.status_code == 409
    )


async def test_a_rejected_request_frees_its_key(house: House) -> None:
    caller = await house.caller(credits=5)
    body = {"prompt": "too dear", "width": 256, "height": 256}
    poor = await caller.submit(IMAGES, body, idempotency_key="again")
    assert (poor.status_code, poor.json()["code"]) == (402, "ERR_INSUFFICIENT_CREDITS")
    await house.resources.app.call("SELECT studio.grant_credits(:t, 'more', 100)", t=caller.tenant)
    assert (await caller.submit(IMAGES, body, idempotency_key="again")).status_code == 202


async def test_one_wallet_is_never_overdrawn(house: House) -> None:
    caller = await house.caller(tier=Tier.ENTERPRISE, credits=100)
    answers = await asyncio.gather(
        *(caller.submit(IMAGES, {**FOREVER, "prompt": f"forever {n}"}) for n in range(30))
    )
    assert sorted({answer.status_code for answer in answers}) == [202, 402]
    assert sum(answer.status_code == 202 for answer in answers) == 10
    assert await caller.wallet() == (0, 100)
    await asyncio.gather(
        *(
            caller.http.post(f"/jobs/{a.json()['data']['jobId']}/cancel")
            for a in answers
            if a.status_code == 202
        )
    )
    assert await caller.wallet() == (100, 0)


async def test_a_tenants_jobs_past_its_places_wait_in_order(house: House) -> None:
    caller = await house.caller(tier=Tier.FREE)
    jobs = [await caller.accepted(IMAGES, FOREVER) for _ in range(4)]
    for job_id in jobs[:2]:
        await caller.until(job_id, "generating", field="phase")
    waiting = await caller.job(jobs[3])
    assert (waiting["status"], waiting["queue"]) == (
        "queued",
        {"cause": "tenant_limit", "position": 2},
    )
    await caller.http.post(f"/jobs/{jobs[0]}/cancel")
    await caller.until(jobs[2], "generating", field="phase")
    assert (await caller.job(jobs[3]))["status"] == "queued"
    for job_id in jobs[1:]:
        await caller.http.post(f"/jobs/{job_id}/cancel")


async def test_the_months_jobs_are_counted_and_given_back(house: House) -> None:
    caller = await house.caller(tier=Tier.FREE, credits=10_000)
    jobs = [await caller.submit(IMAGES, FOREVER) for _ in range(42)]
    refused = [answer for answer in jobs if answer.status_code != 202]
    assert {(a.status_code, a.json()["code"]) for a in refused} <= {
        (429, "ERR_CONCURRENCY_LIMITED")
    }
    usage = (await caller.http.get("/usage")).json()["data"]
    assert usage["jobs"]["accepted"] == len(jobs) - len(refused)
    for answer in jobs:
        if answer.status_code == 202:
            await caller.http.post(f"/jobs/{answer.json()['data']['jobId']}/cancel")
    assert (await caller.http.get("/usage")).json()["data"]["jobs"]["accepted"] == 0


async def test_another_tenants_job_is_not_there(house: House) -> None:
    owner, stranger = await house.caller(), await house.caller()
    job_id = await owner.accepted(IMAGES, FOREVER)
    for method, path in (
        ("GET", ""),
        ("POST", "/cancel"),
        ("GET", "/events"),
        ("POST", "/retry"),
        ("DELETE", ""),
    ):
        answer = await stranger.http.request(method, f"/jobs/{job_id}{path}")
        assert (answer.status_code, answer.json()["code"]) == (404, "ERR_NOT_FOUND")
    forged = await stranger.http.get(f"/jobs/{job_id}", headers={"x-tenant-id": owner.tenant})
    assert forged.status_code == 403
    await owner.http.post(f"/jobs/{job_id}/cancel")


async def test_lists_go_on_where_they_stopped(house: House) -> None:
    caller = await house.caller(tier=Tier.ENTERPRISE)
    jobs = [await caller.accepted(IMAGES, {**FOREVER, "tags": ["listed"]}) for _ in range(5)]
    seen: list[str] = []
    params: dict[str, str | int] = {"limit": 2, "tag": "listed"}
    while True:
        page = (await caller.http.get("/jobs", params=params)).json()
        seen += [job["id"] for job in page["data"]]
        if not page["page"]["hasMore"]:
            break
        params["cursor"] = page["page"]["nextCursor"]
    assert seen == jobs[::-1]
    stolen = await caller.http.get("/jobs", params={"cursor": params["cursor"], "tag": "other"})
    assert stolen.status_code == 400
    for job_id in jobs:
        await caller.http.post(f"/jobs/{job_id}/cancel")


async def test_deleting_a_job_purges_its_files_and_keeps_the_money(house: House) -> None:
    caller = await house.caller(credits=100)
    job = await caller.finished(IMAGES, {"prompt": "deleted", "width": 256, "height": 256})
    assert (await caller.http.delete(f"/jobs/{job['id']}")).status_code == 204
    assert (await caller.http.get(f"/jobs/{job['id']}")).status_code == 404
    assert (await caller.http.get(job["outputs"][0]["url"])).status_code == 404
    entries = (await caller.http.get("/wallet/entries")).json()["data"]
    assert sum(entry["charged"] for entry in entries) == 10


async def test_a_dry_run_says_all_and_does_nothing(house: House) -> None:
    caller = await house.caller(credits=100)
    answer = await caller.http.post(
        IMAGES, params={"dryRun": "true"}, json={"prompt": "dry", "variants": 3}
    )
    plan = answer.json()["data"]
    assert (answer.status_code, plan["price"]["expected"]) == (200, 30)
    assert [route["provider"] for route in plan["providers"]["image"]] == ["openai", "slowvendor"]
    assert (await caller.http.get("/jobs")).json()["data"] == []
    assert await caller.wallet() == (100, 0)


async def test_an_operator_tops_up_and_corrects(house: House) -> None:
    caller = await house.caller(credits=10)
    job = await caller.finished(IMAGES, {"prompt": "corrected", "width": 256, "height": 256})
    operator = house.as_tenant("operators", tier=Tier.ENTERPRISE, operator=True)
    named = {"x-tenant-id": caller.tenant, "Idempotency-Key": "c1"}
    body = {"jobId": job["id"], "amount": 4, "reason": "the picture was blurred"}
    for _ in range(2):
        assert (
            await operator.http.post("/wallet/corrections", json=body, headers=named)
        ).status_code == 201
    assert await caller.wallet() == (4, 0)
    greedy = {**named, "Idempotency-Key": "c2"}
    assert (
        await operator.http.post("/wallet/corrections", json={**body, "amount": 7}, headers=greedy)
    ).status_code == 400
    top_up = {"amount": 50, "reason": "a present"}
    assert (
        await operator.http.post("/wallet/credits", json=top_up, headers=named)
    ).status_code == 201
    assert (await caller.http.post("/wallet/credits", json=top_up)).status_code == 403
    assert await caller.wallet() == (54, 0)


async def test_an_api_key_acts_as_its_maker_until_it_is_revoked(house: House) -> None:
    caller = await house.caller(roles=(Role.ADMIN,))
    made = (await caller.http.post("/api-keys", json={"name": "ci"})).json()["data"]
    async with httpx.AsyncClient(
        base_url=f"{house.url}/studio/v1", headers={"Authorization": f"Bearer {made['secret']}"}
    ) as keyed:
        assert (await keyed.get("/wallet")).json()["data"]["available"] == 1_000
        listed = (await caller.http.get("/api-keys")).json()["data"]
        assert [key["id"] for key in listed] == [made["id"]]
        assert "secret" not in listed[0]
        assert (await caller.http.delete(f"/api-keys/{made['id']}")).status_code == 204
        assert (await keyed.get("/wallet")).status_code == 401


async def _events(
    http: httpx.AsyncClient, job_id: str, *, last: str | None = None, ticket: str | None = None
) -> Sequence[dict[str, object]]:
    headers = {"Last-Event-ID": last} if last else {}
    params = {"ticket": ticket} if ticket else {}
    async with http.stream(
        "GET", f"/jobs/{job_id}/events", headers=headers, params=params
    ) as response:
        assert response.status_code == 200
        return [
            json.loads(line[6:])
            async for line in response.aiter_lines()
            if line.startswith("data: ")
        ]
