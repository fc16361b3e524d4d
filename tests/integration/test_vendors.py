"""What operators and vendors do to running jobs: switches, limits, knocks, costs."""

import asyncio
import hmac
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest

from domain.tasks import Ability
from domain.tiers import Tier
from events.bells import Bells, rung
from tests.house import Caller, House

IMAGES = "/images/generate"
SMALL = {"width": 256, "height": 256}
KNOCK = json.dumps({"id": "t1", "status": "Ready"}).encode()


def only(vendor: str, prompt: str) -> dict[str, object]:
    """Ask one vendor alone."""
    return {"prompt": prompt, "routing": {"only": [vendor]}, **SMALL}


def operator(house: House) -> Caller:
    """Somebody who runs the place."""
    return house.as_tenant("operators", tier=Tier.ENTERPRISE, operator=True)


async def test_a_vendor_is_switched_off_and_on_without_a_deploy(house: House) -> None:
    caller, chief = await house.caller(), operator(house)
    reason = {"reason": "its pictures are green"}
    off = await chief.http.post("/providers/slowvendor/disable", json={"task": "image", **reason})
    assert off.json()["data"] == {
        "provider": "slowvendor", "task": "image", "enabled": False, "changed": True,
    }  # fmt: skip
    try:
        refused = await caller.submit(IMAGES, only("slowvendor", "while it is off"))
        assert (refused.status_code, refused.json()["code"]) == (503, "ERR_PROVIDER_UNAVAILABLE")
        plan = await caller.http.post(IMAGES, params={"dryRun": "true"}, json={"prompt": "dry"})
        assert [r["provider"] for r in plan.json()["data"]["providers"]["image"]] == ["openai"]
    finally:
        on = await chief.http.post("/providers/slowvendor/enable", json={"task": "image", **reason})
    assert on.json()["data"]["changed"]
    job = await caller.finished(IMAGES, only("slowvendor", "on again"))
    assert job["status"] == "completed"


async def test_only_an_operator_switches_a_vendor_and_only_one_that_is(house: House) -> None:
    caller, chief = await house.caller(), operator(house)
    body = {"reason": "because I can"}
    assert (await caller.http.post("/providers/openai/disable", json=body)).status_code == 403
    unknown = await chief.http.post("/providers/nobody/disable", json=body)
    assert (unknown.status_code, unknown.json()["code"]) == (404, "ERR_NOT_FOUND")
    bad = await chief.http.post("/providers/openai/disable", json={"task": "cooking", **body})
    assert (bad.status_code, bad.json()["errors"][0]["pointer"]) == (400, "/task")


async def test_a_call_waits_for_its_place_at_the_vendor_and_says_so(house: House) -> None:
    caller = await house.caller()
    first = await caller.accepted(IMAGES, only("narrowvendor", "forever first"))
    await caller.until(first, "generating", field="phase")
    second = await caller.accepted(IMAGES, only("narrowvendor", "second in line"))
    async with asyncio.timeout(20):
        while (await caller.job(second))["queue"] != {"cause": "provider_limit"}:
            pass
    assert house.slow.ledger.of("second in line") == []
    await caller.http.post(f"/jobs/{first}/cancel")
    job = await caller.ended(second)
    assert (job["status"], job["queue"]) == ("completed", None)
    assert len(house.slow.ledger.of("second in line")) == 1


async def test_a_knock_wakes_the_follower_of_its_call(house: House) -> None:
    caller = await house.caller()
    job_id = await caller.accepted(IMAGES, only("patientvendor", "woken up"))
    await caller.until(job_id, "generating", field="phase")
    key = f"{job_id}.1.0.0"
    async with asyncio.timeout(20):
        while not house.slow.ledger.polls.get(key):
            await caller.job(job_id)
    heard = await house.resources.app.value(
        "SELECT studio.knock(:digest, :subject)", digest=f"woken {job_id}", subject=key
    )
    assert heard
    assert (await caller.ended(job_id))["status"] == "completed"
    assert house.slow.ledger.polls[key] == 2


async def test_a_signed_webhook_rings_once(house: House) -> None:
    url, secret = house.resources.callbacks.url("bfl", "job_x.1.0.0"), ""
    secret = house.resources.callbacks.secret("bfl", "job_x.1.0.0")
    signed = {"X-BFL-Signature": f"sha256={hmac.new(secret.encode(), KNOCK, 'sha256').hexdigest()}"}
    async with listening(house) as (bells, http), bells.watching("job_x.1.0.0") as bell:
        path = url[url.index("/studio/v1") :]
        first = await http.post(path, content=KNOCK, headers=signed)
        assert (first.status_code, first.json()["data"]) == (200, {"heard": True})
        assert await rung(bell, seconds=10)
        again = await http.post(path, content=KNOCK, headers=signed)
        assert (again.status_code, again.json()["code"]) == (409, "ERR_CONFLICT")


async def test_a_webhook_that_is_not_its_vendors_is_refused(house: House) -> None:
    url = house.resources.callbacks.url("bfl", "job_y.1.0.0")
    path = url[url.index("/studio/v1") :]
    async with listening(house) as (bells, http), bells.watching("job_y.1.0.0") as bell:
        unsigned = await http.post(path, content=KNOCK)
        assert (unsigned.status_code, unsigned.json()["code"]) == (401, "ERR_UNAUTHORIZED")
        forged = await http.post(path, content=KNOCK, headers={"X-BFL-Signature": "sha256=00"})
        assert forged.status_code == 401
        for elsewhere in (path.replace("/bfl/", "/fal/"), path + "x", "/studio/v1/hooks/openai/t"):
            assert (await http.post(elsewhere, content=KNOCK)).status_code == 404
        assert not bell.is_set()


async def test_an_operator_sees_what_vendors_cost_and_bring(house: House) -> None:
    caller = await house.caller()
    assert (await caller.finished(IMAGES, only("slowvendor", "counted")))["status"] == "completed"
    assert (await caller.http.get("/providers/costs")).status_code == 403
    rows = (await operator(house).http.get("/providers/costs", params={"days": 1})).json()["data"]
    row = next(r for r in rows if r["provider"] == "slowvendor" and r["unit"] == "credits")
    assert (row["type"], row["model"]) == ("image-generation", "slow-1")
    assert row["used"] >= 3 * row["finished"] >= 3, "late results that nobody wanted cost as well"
    assert row["used"] % 3 == 0
    assert row["revenue"] >= 10


async def test_a_dry_run_says_why_each_vendor_is_where_it_is(house: House) -> None:
    caller = await house.caller()
    body = {"prompt": "why", "routing": {"prefer": ["narrowvendor"]}}
    plan = await caller.http.post(IMAGES, params={"dryRun": "true"}, json=body)
    told = [(r["provider"], r["why"]) for r in plan.json()["data"]["providers"]["image"]]
    assert told == [
        ("narrowvendor", "asked for"), ("openai", "listed"), ("slowvendor", "listed"),
    ]  # fmt: skip


async def test_no_key_is_in_a_history_a_row_or_a_log(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    caller = await house.caller()
    for prompt in ("keyless", "keyless [fault:401]", "keyless [fault:insufficient_quota]"):
        body = {"prompt": prompt, "provider": "dalle3", "allowFallback": False, **SMALL}
        job = await caller.finished(IMAGES, body)
        history = await house.client.get_workflow_handle(job["id"]).fetch_history()
        raw = b"".join(event.SerializeToString() for event in history.events)
        assert b"keyless" in raw, "payloads are read as they are"
        assert b"test-key" not in raw
        assert "test-key" not in json.dumps(job)
        await house.resources.circuits.succeeded("openai", Ability.IMAGE)
    rows = await house.resources.system.call("SELECT to_jsonb(a)::text FROM studio.attempt a")
    assert rows
    assert not any("test-key" in row[0] for row in rows)
    assert "test-key" not in caplog.text


@asynccontextmanager
async def listening(house: House) -> AsyncIterator[tuple[Bells, httpx.AsyncClient]]:
    """Bells as a worker has them, and somebody without a token."""
    bells = Bells(house.settings.database.system_url.get_secret_value())
    task = asyncio.create_task(bells.run())
    async with (
        bells.watching("hello") as bell,
        httpx.AsyncClient(base_url=house.url, trust_env=False) as http,
    ):
        while not await rung(bell, seconds=0.2):
            await house.resources.app.call("SELECT pg_notify('studio_knock', 'hello')")
        yield bells, http
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
