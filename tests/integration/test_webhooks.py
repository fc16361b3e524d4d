"""Events out: signed as the standard has it, sent once a change, again until they arrive, and to nobody else."""

import asyncio
import base64
import json
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import pytest_asyncio
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from fastapi import Response
from standardwebhooks.webhooks import WebhookVerificationError

from api.webhook_document import TemplateEventData
from domain.identity import Role
from domain.webhooks import EventType
from events.outbox import emit
from jobs.models import Draft, Made, Models
from jobs.runs import RunKey
from tests.house import Caller, House
from tests.integration.test_command_line import studio
from tests.integration.test_templates import BADGE
from tests.receiver import Event, Receiver, receiving

IMAGES = "/images/generate"
SMALL = {"prompt": "a told lake", "width": 256, "height": 256}
CREATED, COMPLETED, FAILED = (
    f"studio.render-job.{word}.v1" for word in ("created", "completed", "failed")
)


@pytest_asyncio.fixture(loop_scope="session")
async def receiver() -> AsyncIterator[Receiver]:
    async with receiving() as running:
        yield running


async def admin_of(house: House) -> Caller:
    return await house.caller(roles=(Role.ADMIN,))


async def endpoint(caller: Caller, url: str, *events: str) -> dict[str, Any]:
    answer = await caller.http.post("/webhooks", json={"url": url, "events": list(events)})
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()["data"]
    return made


async def shown(caller: Caller, webhook_id: str) -> dict[str, Any]:
    found: dict[str, Any] = (await caller.http.get(f"/webhooks/{webhook_id}")).json()["data"]
    return found


async def log_of(caller: Caller, webhook_id: str, **narrowed: str) -> list[dict[str, Any]]:
    answer = await caller.http.get(f"/webhooks/{webhook_id}/deliveries", params=narrowed)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["data"]
    return found


async def logged(
    caller: Caller, webhook_id: str, is_it: Callable[[list[dict[str, Any]]], bool]
) -> list[dict[str, Any]]:
    """Wait until the log is as wanted: a try is written down after its answer."""
    async with asyncio.timeout(60):
        while True:
            found = await log_of(caller, webhook_id)
            if is_it(found):
                return found
            await asyncio.sleep(0.1)


def all_are(*statuses: str) -> Callable[[list[dict[str, Any]]], bool]:
    return lambda log: bool(log) and {each["status"] for each in log} <= set(statuses)


def read(event: Event) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(event.body)
    return found


async def test_a_jobs_events_are_cloud_events_that_the_standards_library_verifies(
    house: House, receiver: Receiver
) -> None:
    caller = await admin_of(house)
    made = await endpoint(caller, f"{receiver.url}/all")
    job = await caller.finished(IMAGES, {**SMALL, "metadata": {"order": "7"}})
    first, second = await receiver.got(2)
    created, completed = first.verified(made["secret"]), second.verified(made["secret"])
    assert [created["type"], completed["type"]] == [CREATED, COMPLETED]
    for event, body in ((first, created), (second, completed)):
        assert event.headers["content-type"] == "application/cloudevents+json"
        assert (body["specversion"], body["subject"], body["id"]) == (
            "1.0",
            caller.tenant,
            event.id,
        )
        assert body["source"] == house.settings.api.public_url
        assert body["id"].startswith("evt_")
        assert datetime.fromisoformat(body["time"]) <= datetime.now(UTC)
    data = completed["data"]
    assert (data["tenantId"], data["jobId"], data["type"]) == (
        caller.tenant,
        job["id"],
        "image-generation",
    )
    assert (data["provider"], data["creditsUsed"]) == (job["provider"], job["creditsCharged"])
    assert data["userId"] == f"{caller.tenant}-developer"
    assert data["durationMs"] > 0
    assert data["job"] == {**job, "outputs": data["job"]["outputs"]}
    content = await caller.http.get(data["outputUrl"], headers={"Authorization": ""})
    assert len(content.content) == job["outputs"][0]["bytes"]
    assert created["data"]["outputUrl"] is None
    assert created["data"]["job"]["status"] == "queued"


async def test_the_public_key_alone_verifies_too(house: House, receiver: Receiver) -> None:
    caller = await admin_of(house)
    made = await endpoint(caller, receiver.url)
    sent = await caller.http.post(f"/webhooks/{made['id']}/test")
    assert sent.status_code == 202, sent.text
    (event,) = await receiver.got(1)
    key = Ed25519PublicKey.from_public_bytes(
        base64.b64decode(made["publicKey"].removeprefix("whpk_"))
    )
    (signature,) = [
        part[4:] for part in event.headers["webhook-signature"].split() if part.startswith("v1a,")
    ]
    content = f"{event.id}.{event.headers['webhook-timestamp']}.".encode() + event.body
    key.verify(base64.b64decode(signature), content)
    assert read(event)["type"] == "studio.webhook.test.v1"
    assert read(event)["id"] == sent.json()["data"]["eventId"]


async def test_a_failed_and_a_cancelled_job_are_told_once_each(
    house: House, receiver: Receiver
) -> None:
    caller = await admin_of(house)
    await endpoint(caller, receiver.url, FAILED)
    failed = await caller.finished(
        IMAGES,
        {**SMALL, "prompt": "told [fault:400]", "allowFallback": False, "provider": "dalle3"},
    )
    slow = await caller.accepted(
        IMAGES, {**SMALL, "prompt": "forever", "routing": {"only": ["slowvendor"]}}
    )
    await caller.http.post(f"/jobs/{slow}/cancel")
    events = await receiver.got(2)
    told = {read(event)["data"]["jobId"]: read(event) for event in events}
    assert {body["type"] for body in told.values()} == {FAILED}
    assert told[failed["id"]]["data"]["job"]["error"]["code"] == failed["error"]["code"]
    assert told[slow]["data"]["job"]["status"] == "cancelled"
    assert told[slow]["data"]["creditsUsed"] == 0


async def test_voice_models_and_templates_are_told_of(house: House, receiver: Receiver) -> None:
    caller = await admin_of(house)
    kinds = [kind.value for kind in EventType if "voice" in kind or "template" in kind]
    await endpoint(caller, receiver.url, *kinds)
    model, job = await a_voice_of_a_job(house, caller)
    template = (await caller.submit("/templates", BADGE)).json()["data"]["id"]
    changed = await caller.http.patch(f"/templates/{template}", json={"name": "Pass"})
    assert changed.status_code == 200, changed.text
    with suppress(ZeroDivisionError):
        async with house.resources.app.begin(caller.tenant) as connection:
            await emit(connection, caller.tenant, EventType.TEMPLATE_CREATED, "tmpl_2", {})
            raise ZeroDivisionError
    told = {body["type"]: body for body in map(read, await receiver.got(4))}
    assert sorted(told) == sorted(kinds)
    ready = told["studio.voice-model.ready.v1"]["data"]
    assert (ready["voiceModelId"], ready["jobId"], ready["status"]) == (model, job, "ready")
    about = TemplateEventData.model_validate_json(
        json.dumps(told["studio.template.updated.v1"]["data"])
    )
    assert (about.template_id, about.version, about.name) == (template, 2, "Pass")


async def a_voice_of_a_job(house: House, caller: Caller) -> tuple[str, str]:
    """Have a job make a voice, without training one."""
    body = {**SMALL, "prompt": "forever told", "routing": {"only": ["slowvendor"]}}
    job = await caller.accepted(IMAGES, body)
    await caller.until(job, "generating", field="phase")
    run = RunKey(tenant_id=caller.tenant, job_id=job, run=1)
    models = Models(house.resources.app)
    for _ in range(2):
        model = await models.begin(run, Draft(kind="voice", name="Told", language="en"))
    await models.made(run, Made(provider="elevenlabs", vendor_ref="v1"))
    tasks = house.slow.ledger.prompts
    for key in [key for key in tasks if key.startswith(job)]:
        tasks[key] = tasks[key].model_copy(update={"prompt": "done"})
    assert (await caller.ended(job))["status"] == "completed"
    return model, job


async def test_a_job_names_an_address_of_its_own_and_signs_with_the_tenants_secret(
    house: House, receiver: Receiver
) -> None:
    caller = await admin_of(house)
    named = {**SMALL, "webhookUrl": f"{receiver.url}/mine"}
    job = await caller.finished(IMAGES, named)
    await caller.finished(IMAGES, SMALL)
    first = await receiver.got(2, "/mine")
    assert [read(event)["type"] for event in first] == [CREATED, COMPLETED]
    assert {read(event)["data"]["jobId"] for event in first} == {job["id"]}
    assert "webhookUrl" not in job["params"]
    (mine,) = (await caller.http.get("/webhooks")).json()["data"]
    assert (mine["scope"], mine["url"]) == ("job", None)
    secret = (await caller.http.post(f"/webhooks/{mine['id']}/rotate")).json()["data"]["secret"]
    pipeline = {
        "name": "told", "webhookUrl": f"{receiver.url}/graph",
        "steps": [{"id": "a", "type": "image-generation", "params": SMALL}],
    }  # fmt: skip
    accepted = await caller.http.post("/pipelines", json=pipeline)
    assert accepted.status_code == 202, accepted.text
    told = [event.verified(secret) for event in await receiver.got(2, "/graph")]
    assert [body["type"] for body in told] == [CREATED, COMPLETED]
    assert told[0]["data"]["job"]["pipelineId"] == accepted.json()["data"]["pipelineId"]
    assert len(receiver.events) == 4


async def test_an_event_that_was_refused_comes_again_under_its_id_and_in_its_jobs_order(
    house: House, receiver: Receiver
) -> None:
    caller = await admin_of(house)
    made = await endpoint(caller, receiver.url, CREATED, COMPLETED)
    await caller.finished(IMAGES, {**SMALL, "webhookUrl": "http://127.0.0.1:9/nobody"})
    await receiver.got(2)
    seen: list[str] = []

    def once_refused(event: Event) -> Response:
        first = event.id not in seen and read(event)["type"] == CREATED
        seen.append(event.id)
        return Response("not\x00 yet", 500) if first else Response("now")

    receiver.answer = once_refused
    job = await caller.finished(IMAGES, SMALL)
    again = [read(event) for event in await receiver.got(5)][2:]
    assert [body["type"] for body in again] == [CREATED, CREATED, COMPLETED]
    assert again[0]["id"] == again[1]["id"]
    found = await logged(caller, made["id"], all_are("delivered"))
    (of_it,) = [each for each in found if each["about"] == job["id"] and each["type"] == CREATED]
    assert [(each["status"], each["response"]) for each in of_it["tries"]] == [
        (500, "not\ufffd yet"), (200, "now"),
    ]  # fmt: skip
    of_jobs = next(
        each
        for each in (await caller.http.get("/webhooks")).json()["data"]
        if each["scope"] == "job"
    )
    waiting = await logged(caller, of_jobs["id"], lambda log: len(log[-1]["tries"]) > 0)
    assert [(each["type"], bool(each["tries"])) for each in waiting] == [
        (COMPLETED, False),
        (CREATED, True),
    ]
    assert waiting[-1]["tries"][0]["error"] == "no connection"


async def test_an_endpoint_that_is_gone_is_disabled_and_comes_back_when_it_is_enabled(
    house: House, receiver: Receiver
) -> None:
    caller = await admin_of(house)
    made = await endpoint(caller, receiver.url, COMPLETED)
    receiver.answer = lambda event: Response(status_code=410)
    await caller.finished(IMAGES, SMALL)
    (lost,) = await logged(caller, made["id"], all_are("failed"))
    assert lost["reason"] == "gone"
    found = await shown(caller, made["id"])
    assert (found["status"], found["reason"]) == ("disabled", "gone")
    await caller.finished(IMAGES, SMALL)
    refused = await caller.http.post(f"/webhooks/deliveries/{lost['id']}/redeliver")
    assert (refused.status_code, refused.json()["code"]) == (409, "ERR_CONFLICT")
    receiver.answer = lambda event: Response()
    back = await caller.http.patch(f"/webhooks/{made['id']}", json={"status": "enabled"})
    assert (back.json()["data"]["status"], back.json()["data"]["reason"]) == ("enabled", None)
    again = await caller.http.post(f"/webhooks/deliveries/{lost['id']}/redeliver")
    assert again.status_code == 202, again.text
    events = await receiver.got(2)
    assert [event.id for event in events] == [lost["eventId"]] * 2, (
        "a disabled endpoint is owed nothing new"
    )


async def test_a_receiver_that_asks_for_time_is_left_alone_and_then_told_all(
    house: House, receiver: Receiver
) -> None:
    caller = await admin_of(house)
    made = await endpoint(caller, receiver.url, COMPLETED)
    receiver.answer = lambda event: Response(status_code=429, headers={"Retry-After": "3600"})
    await caller.finished(IMAGES, SMALL)
    (waiting,) = await logged(caller, made["id"], lambda log: bool(log and log[0]["tries"]))
    least = datetime.fromisoformat(waiting["tries"][0]["at"]) + timedelta(seconds=3_600)
    assert datetime.fromisoformat(waiting["nextAt"]) >= least
    job = await caller.finished(IMAGES, SMALL)
    receiver.answer = lambda event: Response(status_code=204)
    for status in ("disabled", "enabled"):
        await caller.http.patch(f"/webhooks/{made['id']}", json={"status": status})
    events = await receiver.got(3)
    assert [event.id for event in events].count(waiting["eventId"]) == 2
    assert (
        read(events[-1])["data"]["jobId"] == job["id"]
        or read(events[-2])["data"]["jobId"] == job["id"]
    )
    await logged(caller, made["id"], all_are("delivered"))


async def test_an_endpoint_that_fails_for_days_is_paused_and_loses_nothing(
    house: House, receiver: Receiver
) -> None:
    caller = await admin_of(house)
    made = await endpoint(caller, receiver.url, COMPLETED)
    receiver.answer = lambda event: Response(status_code=500)
    await caller.finished(IMAGES, SMALL)
    await logged(caller, made["id"], lambda log: bool(log and log[0]["tries"]))
    await house.resources.system.call(
        "UPDATE studio.webhook SET failures = 9, failing_since = now() - interval '73 hours' WHERE id = :id",
        id=made["id"],
    )
    await caller.finished(IMAGES, SMALL)
    async with asyncio.timeout(30):
        while (await shown(caller, made["id"]))["status"] != "paused":
            await asyncio.sleep(0.1)
    paused = await shown(caller, made["id"])
    assert paused["reason"] == "failing"
    assert datetime.fromisoformat(paused["since"]) > datetime.fromisoformat(paused["failingSince"])
    count = len(receiver.events)
    await caller.finished(IMAGES, SMALL)
    assert len(await log_of(caller, made["id"], status="pending")) == 3
    assert len(receiver.events) == count
    receiver.answer = lambda event: Response()
    await caller.http.patch(f"/webhooks/{made['id']}", json={"status": "enabled"})
    await logged(caller, made["id"], all_are("delivered"))
    assert (await shown(caller, made["id"]))["failures"] == 0


async def test_ten_tries_are_all_and_a_span_of_failures_is_sent_again(
    house: House, receiver: Receiver
) -> None:
    caller = await admin_of(house)
    made = await endpoint(caller, receiver.url, COMPLETED)
    receiver.answer = lambda event: Response(status_code=302, headers={"Location": receiver.url})
    began = datetime.now(UTC)
    for _ in range(2):
        await caller.finished(IMAGES, SMALL)
    await logged(caller, made["id"], lambda log: all(each["tries"] for each in log))
    await house.resources.system.call(
        "WITH calm AS (UPDATE studio.webhook SET failures = 0 WHERE id = :id)"
        " UPDATE studio.webhook_delivery SET tries = 9, next_at = now() WHERE webhook_id = :id",
        id=made["id"],
    )
    failed = await logged(caller, made["id"], all_are("failed"))
    assert {each["reason"] for each in failed} == {"exhausted"}
    assert {try_["status"] for each in failed for try_ in each["tries"]} == {302}
    receiver.answer = lambda event: Response()
    path = f"/webhooks/{made['id']}/redeliver"
    none = await caller.http.post(path, json={"since": datetime.now(UTC).isoformat()})
    assert none.json()["data"] == {"count": 0}
    span = {"since": began.isoformat(), "until": datetime.now(UTC).isoformat()}
    headers = {"Idempotency-Key": "once"}
    for _ in range(2):
        sent = await caller.http.post(path, json=span, headers=headers)
        assert (sent.status_code, sent.json()["data"]) == (202, {"count": 2})
    delivered = await logged(caller, made["id"], all_are("delivered"))
    assert {each["eventId"] for each in delivered} == {event.id for event in receiver.events}


async def test_a_rotated_secret_signs_beside_the_old_one(house: House, receiver: Receiver) -> None:
    caller = await admin_of(house)
    made = await endpoint(caller, receiver.url)
    path = f"/webhooks/{made['id']}"
    turned = (await caller.http.post(f"{path}/rotate", headers={"Idempotency-Key": "r"})).json()[
        "data"
    ]
    replayed = (await caller.http.post(f"{path}/rotate", headers={"Idempotency-Key": "r"})).json()[
        "data"
    ]
    assert "secret" not in replayed
    assert turned["secret"] != made["secret"]
    assert (turned["previousPublicKey"], turned["publicKey"] != made["publicKey"]) == (
        made["publicKey"],
        True,
    )
    await caller.http.post(f"{path}/test")
    (event,) = await receiver.got(1)
    assert event.verified(made["secret"]) == event.verified(turned["secret"])
    assert [part.split(",")[0] for part in event.headers["webhook-signature"].split()] == [
        "v1",
        "v1",
        "v1a",
        "v1a",
    ]
    await house.resources.system.call(
        "UPDATE studio.webhook SET old_until = now() WHERE id = :id", id=made["id"]
    )
    await caller.http.post(f"{path}/test")
    last = (await receiver.got(2))[-1]
    last.verified(turned["secret"])
    with pytest.raises(WebhookVerificationError):
        last.verified(made["secret"])
    assert "secret" not in (await shown(caller, made["id"]))
    kept = await house.resources.system.value(
        "SELECT to_jsonb(w)::text FROM studio.webhook w WHERE id = :id", id=made["id"]
    )
    assert turned["secret"].removeprefix("whsec_") not in kept
    history = await house.client.get_workflow_handle(made["id"]).fetch_history()
    assert "whsec" not in history.to_json()
    assert event.id not in history.to_json(), "what is owed stays in the database"


async def test_what_is_deleted_with_its_job_is_told_no_more(
    house: House, receiver: Receiver
) -> None:
    caller = await admin_of(house)
    made = await endpoint(caller, receiver.url, COMPLETED)
    receiver.answer = lambda event: Response(status_code=500)
    job = await caller.finished(IMAGES, SMALL)
    await logged(caller, made["id"], lambda log: bool(log and log[0]["tries"]))
    assert (await caller.http.delete(f"/jobs/{job['id']}")).status_code == 204
    (dropped,) = await log_of(caller, made["id"])
    assert (dropped["status"], dropped["reason"]) == ("dropped", "job_deleted")
    again = await caller.http.post(f"/webhooks/deliveries/{dropped['id']}/redeliver")
    assert again.status_code == 409
    assert (await caller.http.delete(f"/webhooks/{made['id']}")).status_code == 204
    assert (await caller.http.get(f"/webhooks/{made['id']}")).status_code == 404


async def test_a_dead_workflow_is_found_and_started_again(house: House, receiver: Receiver) -> None:
    caller = await admin_of(house)
    made = await endpoint(caller, receiver.url, COMPLETED)
    receiver.answer = lambda event: Response(status_code=500)
    await caller.finished(IMAGES, SMALL)
    await logged(caller, made["id"], lambda log: bool(log and log[0]["tries"]))
    await house.client.get_workflow_handle(made["id"]).terminate()
    receiver.answer = lambda event: Response()
    for change in (
        "state = 'failed', next_at = now() - interval '1 minute'",
        "state = 'pending'",
    ):  # rings no bell
        await house.resources.system.call(
            f"UPDATE studio.webhook_delivery SET {change} WHERE webhook_id = :id", id=made["id"]
        )
    await logged(caller, made["id"], all_are("delivered"))
    assert [event.id for event in receiver.events] == [receiver.events[0].id] * 2


OPERATIONS = [
    ("GET", ""), ("PATCH", ""), ("DELETE", ""), ("POST", "/rotate"), ("POST", "/test"), ("GET", "/deliveries"),
    ("POST", "/redeliver"),
]  # fmt: skip


async def test_a_tenants_endpoints_are_its_admins_alone(house: House, receiver: Receiver) -> None:
    owner, other = await admin_of(house), await admin_of(house)
    member = house.as_tenant(owner.tenant)
    made = await endpoint(owner, receiver.url)
    await owner.http.post(f"/webhooks/{made['id']}/test")
    (sent,) = await logged(owner, made["id"], all_are("delivered"))
    again = ("POST", f"/webhooks/deliveries/{sent['id']}/redeliver")
    paths = [(method, f"/webhooks/{made['id']}{path}") for method, path in OPERATIONS]
    body = {"since": "2026-01-01T00:00:00Z"}
    for method, path in [*paths, again]:
        told = body if path.endswith("redeliver") and "deliveries" not in path else {}
        theirs = await other.http.request(method, path, json=told)
        assert (theirs.status_code, theirs.json()["code"]) == (404, "ERR_NOT_FOUND"), (method, path)
        refused = await member.http.request(method, path, json=told)
        assert (refused.status_code, refused.json()["code"]) == (403, "ERR_FORBIDDEN"), (
            method,
            path,
        )
    assert (await other.http.get("/webhooks")).json()["data"] == []
    assert len(receiver.events) == 1


@pytest.mark.parametrize(
    "url",
    [
        "http://example.com/hook", "https://10.0.0.8/hook", "https://[fe80::1]/hook", "https://a:b@example.com/",
        "https://169.254.169.254/latest", "https://example.com:8443/", "ftp://example.com", "hook", "https://127.1/",
        "http://192.168.0.1/", "https://unheard-of.invalid/", "https://exämple.com/", "https://a\0b/",
    ],
)  # fmt: skip
async def test_an_address_that_events_may_not_go_to_is_pointed_at(house: House, url: str) -> None:
    caller = await admin_of(house)
    answers = [
        (await caller.http.post("/webhooks", json={"url": url}), "/url"),
        (await caller.submit(IMAGES, {**SMALL, "webhookUrl": url}), "/webhookUrl"),
        (await caller.http.post("/pipelines", json={
            "name": "x", "webhookUrl": url, "steps": [{"id": "a", "type": "image-generation", "params": SMALL}],
        }), "/webhookUrl"),
    ]  # fmt: skip
    for answer, pointer in answers:
        assert (answer.status_code, answer.json()["code"]) == (400, "ERR_VALIDATION"), answer.text
        assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]
    assert await caller.wallet() == (1_000, 0)
    assert (await caller.http.get("/webhooks")).json()["data"] == []


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/url"),
        ({"url": "http://127.0.0.1:9/", "events": ["studio.render-job.started.v1"]}, "/events/0"),
        ({"url": "http://127.0.0.1:9/", "events": "all"}, "/events"),
        ({"url": "http://127.0.0.1:9/", "description": "x" * 257}, "/description"),
        ({"url": "http://127.0.0.1:9/", "secret": "whsec_mine"}, "/secret"),
    ],
)
async def test_what_an_endpoint_cannot_be_is_pointed_at(
    house: House, body: dict[str, Any], pointer: str
) -> None:
    caller = await admin_of(house)
    answer = await caller.http.post("/webhooks", json=body)
    assert (answer.status_code, answer.json()["code"]) == (400, "ERR_VALIDATION")
    assert pointer in [error["pointer"] for error in answer.json()["errors"]]


async def test_a_tenant_has_twenty_endpoints_at_most(house: House) -> None:
    caller = await admin_of(house)
    made = await asyncio.gather(
        *(caller.http.post("/webhooks", json={"url": "http://127.0.0.1:9/"}) for _ in range(21))
    )
    assert sorted(answer.status_code for answer in made) == [201] * 20 + [409]


async def test_the_command_line_adds_an_endpoint_and_tells_how_it_went(
    house: House, receiver: Receiver
) -> None:
    caller = await admin_of(house)
    server = ("--url", house.url, "--token", caller.token)
    code, out, err = await studio("webhooks", "add", receiver.url, "--event", COMPLETED, *server)
    assert (code, err) == (0, "")
    webhook_id, secret = out.split()
    await caller.http.post(f"/webhooks/{webhook_id}/test")
    (event,) = await receiver.got(1)
    assert event.verified(secret)["type"] == "studio.webhook.test.v1"
    await logged(caller, webhook_id, all_are("delivered"))
    _, out, _ = await studio("webhooks", "deliveries", webhook_id, *server)
    line = out.splitlines()[1].split()
    assert line == [event.id, "studio.webhook.test.v1", "delivered", "1", "200"]
