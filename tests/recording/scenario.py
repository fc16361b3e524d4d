"""A day of a tenant's in which everything that the API can do is done once."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
from websockets.asyncio.client import connect

from db.ids import new_id
from domain.values import Json
from runtime.catalog import job_types
from tests.house import House
from tests.receiver import Receiver, receiving
from tests.recording.bodies import (
    BADGE,
    BODIES,
    FILM,
    MADE,
    PICTURE,
    PIPELINE,
    PRESET,
    QUERIES,
    SPEECH,
    TEMPLATE,
)
from tests.recording.cast import LONG, SMALL, Cast, cast, data
from tests.recording.recorder import Recorder
from tests.recording.refusals import refusals

IMAGES = "/images/generate"
CATALOGUE = (
    "/audio/voices",
    "/audio/languages",
    "/music/genres",
    "/providers/health",
    "/social/platforms",
)
HEARD = "luma"
"""A vendor whose webhooks prove nothing, and only wake who follows."""
SHUT = {"task": "video", "reason": "The vendor has an incident."}


async def recorded(house: House, folder: Path) -> Json:
    """Do all of it; gives what was asked and answered."""
    recorder = Recorder(house)
    await recorder.learn()
    all_of_it = await cast(recorder, folder)
    async with receiving() as receiver:
        endpoint = await _endpoint(all_of_it, receiver)
        await _files(all_of_it)
        await _types(all_of_it)
        await _jobs(all_of_it)
        await _failures(all_of_it)
        await _pipelines(all_of_it)
        await _models(all_of_it)
        await _templates(all_of_it)
        await _mint(all_of_it)
        await _catalogue(all_of_it)
        await _money(all_of_it)
        await _operators(all_of_it)
        await _questions(all_of_it)
        await _socket(all_of_it)
        await _webhooks(all_of_it, receiver, endpoint)
    await refusals(all_of_it)
    return {
        "operations": recorder.operations, "errors": recorder.errors, "events": recorder.events,
        "queries": recorder.queries,
    }  # fmt: skip


async def _endpoint(cast: Cast, receiver: Receiver) -> str:
    body = {"url": f"{receiver.url}/hook", "description": "the shop's back office"}
    made = await cast.recorder.ask(cast.admin, "POST", "/webhooks", body=body)
    return str(data(made)["id"])


async def _files(cast: Cast) -> None:
    ask, me = cast.recorder.ask, cast.admin
    placed = await ask(me, "POST", "/uploads", name="presigned", body={"name": "portrait.png"})
    async with httpx.AsyncClient(trust_env=False) as anyone:
        put = await anyone.put(data(placed)["uploadUrl"], content=cast._file("@picture"))
    assert put.status_code == 201, put.text
    cast.recorder.operations["putUpload"] = {"answers": {"201": {"answer": put.json()}}}
    asset = data(placed)["id"]
    await ask(me, "GET", f"/assets/{asset}")
    await ask(me, "DELETE", f"/assets/{asset}")
    for name in (PICTURE, FILM, SPEECH, "@mask"):
        await cast.filled(name)


async def _types(cast: Cast) -> None:
    """Plan a job of each type, and submit it; all are cancelled, for others tell how they go on."""
    kinds = job_types(cast.house.resources.numbers)
    for name, kind in sorted(kinds.items()):
        body = await cast.filled(BODIES[name])
        path = kind.path.format(templateId=TEMPLATE)
        ask = cast.recorder.ask
        await ask(cast.admin, "POST", path, name="planned", body=body, params={"dryRun": "true"})
        made = await ask(cast.admin, "POST", path, name="accepted", body=body)
        cancelled = await ask(cast.admin, "POST", f"/jobs/{data(made)['jobId']}/cancel")
        assert data(cancelled)["status"] == "cancelled"


async def _jobs(cast: Cast) -> None:
    ask, me = cast.recorder.ask, cast.admin
    waits = {"Prefer": "wait=60"}
    done = data(await ask(me, "POST", IMAGES, name="waited", body=SMALL, headers=waits))
    assert done["status"] == "completed", done
    path = f"/jobs/{done['id']}"
    await ask(me, "GET", path)
    await ask(me, "GET", "/jobs", params={"limit": 2, "status": "completed"})
    await ask(me, "POST", f"{path}/tickets")
    await ask(
        me,
        "GET",
        f"{path}/events",
        name="stream",
        headers={"Last-Event-ID": str(done["version"] - 1)},
    )
    body = {"type": "image-generation", "params": SMALL}
    await ask(me, "POST", "/estimates", body=body)
    await ask(me, "DELETE", path)


async def _failures(cast: Cast) -> None:
    body = {"imageUrl": f"{cast.house.shelf.url}/missing.png", "scale": 2}
    job = await cast.admin.finished("/images/upscale", body)
    assert job["status"] == "failed", job
    await cast.recorder.ask(cast.admin, "POST", f"/jobs/{job['id']}/retry", body={})
    await cast.admin.ended(job["id"])


async def _pipelines(cast: Cast) -> None:
    ask, me = cast.recorder.ask, cast.admin
    await ask(me, "POST", "/pipelines", name="planned", body=PIPELINE, params={"dryRun": "true"})
    made = data(await ask(me, "POST", "/pipelines", name="accepted", body=PIPELINE))
    path = f"/pipelines/{made['pipelineId']}"
    await ask(me, "GET", path)
    await ask(me, "GET", "/pipelines", params={"limit": 1})
    await ask(me, "POST", f"{path}/tickets")
    await ask(me, "POST", f"{path}/cancel")
    ended = data((await me.http.get(path)).json())
    last = {"Last-Event-ID": str(ended["version"] - 1)}
    await ask(me, "GET", f"{path}/events", name="stream", headers=last)
    failing = {"name": "fails", "steps": [{"id": "one", "type": "image-upscale", "params": {
        "imageUrl": f"{cast.house.shelf.url}/missing.png"}}]}  # fmt: skip
    again = data((await me.submit("/pipelines", failing)).json())["pipelineId"]
    assert (await _pipeline_ended(cast, again))["status"] == "failed"
    await ask(me, "POST", f"/pipelines/{again}/retry")
    await _pipeline_ended(cast, again)
    await _presets(cast)


async def _presets(cast: Cast) -> None:
    ask, me = cast.recorder.ask, cast.admin
    await ask(me, "POST", "/pipelines/presets", body=PRESET)
    await ask(me, "GET", "/pipelines/presets")
    path, body = f"/pipelines/presets/{PRESET['name']}", {"params": {"thing": "a harbour"}}
    await ask(me, "POST", path, name="planned", body=body, params={"dryRun": "true"})
    made = data(await ask(me, "POST", path, name="accepted", body=body))
    await me.http.post(f"/pipelines/{made['pipelineId']}/cancel")
    await ask(me, "DELETE", path)


async def _pipeline_ended(cast: Cast, pipeline_id: str) -> Json:
    """Follow a pipeline's events to the end."""
    path = f"/pipelines/{pipeline_id}"
    now = data((await cast.admin.http.get(path)).json())
    if now["status"] in ("queued", "processing"):
        seen = {"Last-Event-ID": str(now["version"])}
        async with cast.admin.http.stream("GET", f"{path}/events", headers=seen) as stream:
            async for _ in stream.aiter_lines():
                pass
    return data((await cast.admin.http.get(path)).json())


async def _models(cast: Cast) -> None:
    ask, me = cast.recorder.ask, cast.admin
    voice, avatar = await cast.filled("@voice"), await cast.filled("@avatar")
    for kind, model_id in (("voice-models", voice), ("avatars", avatar)):
        await ask(me, "GET", f"/{kind}", params={"status": "ready"})
        await ask(me, "GET", f"/{kind}/{model_id}")
        await ask(me, "DELETE", f"/{kind}/{model_id}")


async def _templates(cast: Cast) -> None:
    ask, me = cast.recorder.ask, cast.admin
    made = data(await ask(me, "POST", "/templates", body=BADGE))
    path = f"/templates/{made['id']}"
    await ask(me, "PATCH", path, body={"name": "Pass", "ppi": 96})
    await ask(me, "GET", "/templates", params={"category": "social-media"})
    await ask(me, "GET", f"/templates/{TEMPLATE}")


async def _mint(cast: Cast) -> None:
    body = await cast.filled({"assetUrl": MADE, "metadata": {"name": "A lighthouse"}})
    job = await cast.admin.finished("/nft/mint", body)
    assert job["status"] == "completed", job["error"]
    await cast.recorder.ask(cast.admin, "GET", f"/nft/mints/{job['id'].replace('job_', 'mint_')}")


async def _catalogue(cast: Cast) -> None:
    ask, me = cast.recorder.ask, cast.admin
    for path in CATALOGUE:
        if cast.recorder.knows("GET", f"/studio/v1{path}"):
            await ask(me, "GET", path)
    for path in ("/health/live", "/health/ready"):
        await ask(me, "GET", f"{cast.house.url}{path}")
    named = await ask(me, "POST", "/api-keys", body={"name": "the shop"})
    await ask(me, "GET", "/api-keys")
    await ask(me, "DELETE", f"/api-keys/{data(named)['id']}")


async def _money(cast: Cast) -> None:
    ask, me, operator = cast.recorder.ask, cast.admin, cast.operator
    job = await me.finished(IMAGES, SMALL)
    gift = {"amount": 500, "reason": "the yearly bonus"}
    await ask(operator, "POST", "/wallet/credits", body=gift)
    wrong = {"jobId": job["id"], "amount": 5, "reason": "one picture was too dark"}
    await ask(operator, "POST", "/wallet/corrections", body=wrong)
    for path in ("/wallet", "/wallet/entries", "/usage"):
        await ask(me, "GET", path)


async def _operators(cast: Cast) -> None:
    ask, operator = cast.recorder.ask, cast.operator
    await ask(operator, "GET", "/providers/costs", params={"days": 7})
    await ask(operator, "POST", f"/providers/{HEARD}/disable", body=SHUT)
    await ask(
        operator,
        "POST",
        f"/providers/{HEARD}/enable",
        body={**SHUT, "reason": "The incident is over."},
    )
    url = httpx.URL(cast.house.resources.callbacks.url(HEARD, new_id("job")))
    await ask(operator, "POST", f"{cast.house.url}{url.path}", content=b"{}")
    cast.recorder.operations["receiveProviderWebhook"].pop("request", None)


async def _questions(cast: Cast) -> None:
    job = await cast.admin.finished(IMAGES, SMALL)
    for name, query in QUERIES.items():
        body = {"query": query % job["id"] if "%s" in query else query}
        told = await cast.recorder.ask(cast.admin, "POST", "/graphql", name=name, body=body)
        assert "errors" not in told, told
        cast.recorder.queries[name] = {"query": body["query"], "answer": told}


async def _socket(cast: Cast) -> None:
    """Hear each of the socket's events, and what it says of a mistake."""
    events = cast.recorder.events
    headers = {"Authorization": f"Bearer {cast.admin.token}"}
    address = f"{cast.house.url.replace('http', 'ws')}/studio/v1/ws"
    async with connect(address, additional_headers=headers, compression=None, proxy=None) as socket:
        await socket.send(json.dumps({"action": "dance"}))
        jobs = [
            await cast.admin.accepted(IMAGES, SMALL),
            await cast.admin.accepted("/music/generate", LONG),
        ]
        await socket.send(json.dumps({"action": "subscribe", "jobIds": jobs}))
        await cast.admin.http.post(f"/jobs/{jobs[1]}/cancel")
        while not {"error", "job.progress", "job.completed", "job.failed"} <= set(events):
            frame = json.loads(await socket.recv())
            events[frame["event"]] = frame


async def _webhooks(cast: Cast, receiver: Receiver, endpoint: str) -> None:
    ask, me = cast.recorder.ask, cast.admin
    path = f"/webhooks/{endpoint}"
    sent = data(await ask(me, "POST", f"{path}/test"))
    wanted = set((await _described(cast)).keys())
    told = await receiver.until(lambda events: wanted <= {_type(event.body) for event in events})
    for event in told:
        cast.recorder.events.setdefault(_type(event.body), json.loads(event.body))
    await ask(me, "GET", "/webhooks")
    await ask(me, "GET", path)
    await ask(me, "PATCH", path, body={"events": ["studio.render-job.completed.v1"]})
    await ask(me, "POST", f"{path}/rotate")
    await ask(me, "GET", f"{path}/deliveries", params={"limit": 2, "status": "delivered"})
    await ask(me, "POST", f"/webhooks/deliveries/{sent['id']}/redeliver")
    since = datetime.now(UTC).replace(hour=0).isoformat().replace("+00:00", "Z")
    await ask(me, "POST", f"{path}/redeliver", body={"since": since, "status": "failed"})
    await ask(me, "DELETE", path)


async def _described(cast: Cast) -> dict[str, Any]:
    async with httpx.AsyncClient(trust_env=False) as anyone:
        document: dict[str, Any] = (await anyone.get(f"{cast.house.url}/openapi.json")).json()
    found: dict[str, Any] = document["webhooks"]
    return found


def _type(body: bytes) -> str:
    return str(json.loads(body)["type"])
