"""A repeat with the same Idempotency-Key gets the first answer, whatever the operation."""

import asyncio

import httpx

from domain.identity import Role
from tests.house import House

PICTURE = {"prompt": "a replayed barn", "width": 256, "height": 256}


def keyed(key: str) -> dict[str, str]:
    return {"Idempotency-Key": key}


def same(first: httpx.Response, second: httpx.Response) -> bool:
    return (
        second.headers.get("idempotent-replayed") == "true"
        and second.status_code == first.status_code
        and second.json()["data"] == first.json()["data"]
    )


async def test_a_repeated_retry_runs_once_and_answers_twice(house: House) -> None:
    caller = await house.caller()
    job = await caller.finished(
        "/images/generate", {**PICTURE, "prompt": "[fault:400] replayed", "allowFallback": False}
    )
    assert job["status"] == "failed"
    first = await caller.http.post(f"/jobs/{job['id']}/retry", headers=keyed("again"))
    second = await caller.http.post(f"/jobs/{job['id']}/retry", headers=keyed("again"))
    assert first.status_code == 200, first.text
    assert same(first, second)
    other = await caller.http.post(
        f"/jobs/{job['id']}/retry", json={"provider": "openai"}, headers=keyed("again")
    )
    assert (other.status_code, other.json()["code"]) == (422, "ERR_IDEMPOTENCY_MISMATCH")
    await caller.ended(job["id"])
    unkeyed = await caller.http.post(f"/jobs/{job['id']}/retry")
    assert unkeyed.status_code == 200, "a refused or finished run may be retried under no key"


async def test_a_refused_act_keeps_no_key(house: House) -> None:
    caller = await house.caller()
    job = await caller.finished("/images/generate", PICTURE)
    for _ in range(2):
        refused = await caller.http.post(f"/jobs/{job['id']}/retry", headers=keyed("no"))
        assert refused.status_code == 409
        assert "idempotent-replayed" not in refused.headers


async def test_keys_made_at_the_same_moment_are_one_and_its_secret_is_shown_once(
    house: House,
) -> None:
    caller = await house.caller(roles=(Role.ADMIN,))
    answers = await asyncio.gather(
        *(
            caller.http.post("/api-keys", json={"name": "racing"}, headers=keyed("key"))
            for _ in range(12)
        )
    )
    made = [a for a in answers if a.status_code == 201 and "secret" in a.json()["data"]]
    assert len(made) == 1
    assert {a.status_code for a in answers} <= {201, 409}
    replayed = await caller.http.post("/api-keys", json={"name": "racing"}, headers=keyed("key"))
    assert replayed.headers["idempotent-replayed"] == "true"
    assert "secret" not in replayed.json()["data"]
    assert len((await caller.http.get("/api-keys")).json()["data"]) == 1


async def test_a_top_up_is_given_once_and_written_down_once(house: House) -> None:
    operator = await house.caller(credits=5, operator=True)
    body = {"amount": 100, "reason": "a good customer"}
    answers = [
        await operator.http.post("/wallet/credits", json=body, headers=keyed("gift"))
        for _ in range(3)
    ]
    assert [a.json()["data"]["available"] for a in answers] == [105, 105, 105]
    count = await house.resources.system.value(
        "SELECT count(*) FROM studio.audit_log WHERE tenant_id = :tenant", tenant=operator.tenant
    )
    assert count == 1
