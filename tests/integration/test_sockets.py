"""Jobs followed over a socket: order, resume, slow readers, tokens, origins, tenants, limits."""

import asyncio
import json
import socket as sockets
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
import psycopg
import pytest
import pytest_asyncio
from fastapi import FastAPI
from sqlalchemy import event
from starlette.websockets import WebSocket, WebSocketDisconnect
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.typing import Origin, Subprotocol

from api.app import create
from api.following import MISTAKES_MAX, Following
from api.services import Services
from domain.errors import Unauthorized
from domain.identity import Identity, Role
from domain.tiers import Tier
from tests.house import Caller, House, serving

IMAGES = "/images/generate"
SMALL = {"width": 256, "height": 256}
FOREVER = {"prompt": "forever turning", "routing": {"only": ["slowvendor"]}, **SMALL}
Told = dict[str, Any]


@dataclass
class Further:
    """Another API of the house, whose services a test may look at."""

    url: str
    app: FastAPI

    @property
    def services(self) -> Services:
        found: Services = self.app.state.services
        return found


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def further(house: House) -> AsyncIterator[Further]:
    app = create(house.settings)
    async with serving(app) as url:
        yield Further(url, app)


@asynccontextmanager
async def opened(url: str, token: str | None, **options: Any) -> AsyncIterator[ClientConnection]:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    address = f"{url.replace('http', 'ws')}/studio/v1/ws"
    async with connect(
        address, additional_headers=headers, compression=None, proxy=None, **options
    ) as socket:
        yield socket


async def anew(url: str, caller: Caller) -> ClientConnection:
    """Open a socket that lives as long as its server."""
    headers = {"Authorization": f"Bearer {caller.token}"}
    address = f"{url.replace('http', 'ws')}/studio/v1/ws"
    return await connect(address, additional_headers=headers, compression=None, proxy=None)


@asynccontextmanager
async def following(house: House, caller: Caller, **asked: Any) -> AsyncIterator[ClientConnection]:
    """Open a socket and subscribe."""
    async with opened(house.url, caller.token) as socket:
        await say(socket, "subscribe", **asked)
        yield socket


async def say(socket: ClientConnection, action: str, **more: Any) -> None:
    await socket.send(json.dumps({"action": action, **more}))


async def hear(socket: ClientConnection) -> Told:
    async with asyncio.timeout(30):
        told: Told = json.loads(await socket.recv())
    return told


async def until_ended(socket: ClientConnection, job_id: str) -> list[Told]:
    """Hear frames up to the job's end."""
    told = [await hear(socket)]
    while (told[-1]["data"]["id"], told[-1]["event"]) not in (
        (job_id, "job.completed"),
        (job_id, "job.failed"),
    ):
        told.append(await hear(socket))
    return told


async def closed(socket: ClientConnection) -> tuple[int, list[Told]]:
    """Hear all until the server closes; gives the code."""
    told = []
    async with asyncio.timeout(30):
        try:
            while True:
                told.append(json.loads(await socket.recv()))
        except ConnectionClosed as end:
            return end.rcvd.code if end.rcvd else 1006, told


async def refused(house: House, token: str | None, **options: Any) -> tuple[int, str]:
    """Open a socket that the server closes; gives the close code and the error's."""
    async with opened(house.url, token, **options) as socket:
        code, told = await closed(socket)
    return code, told[-1]["data"]["code"]


def versions(told: list[Told], job_id: str) -> list[int]:
    return [frame["data"]["version"] for frame in told if frame["data"]["id"] == job_id]


def token_of(house: House, tenant: str, user: str = "someone", *, seconds: float = 600) -> str:
    secret = house.settings.auth.development_secret
    assert secret
    now = datetime.now(UTC)
    claims = {
        "sub": user, "tenantId": tenant, "planTier": "pro",
        "iat": now, "exp": now + timedelta(seconds=seconds),
    }  # fmt: skip
    return jwt.encode(claims, secret.get_secret_value(), algorithm="HS256")


async def test_all_jobs_of_the_user_come_in_order_first_as_they_stand_then_live(
    house: House,
) -> None:
    caller = await house.caller()
    done = await caller.finished(IMAGES, {"prompt": "before", **SMALL})
    open_ = await caller.accepted(IMAGES, FOREVER)
    waiting = await caller.until(open_, "generating", field="phase")
    async with following(house, caller) as socket:
        first, second = await hear(socket), await hear(socket)
        assert (first["event"], second["event"]) == ("job.completed", "job.progress")
        assert first["id"] == f"evt_{done['id'][4:]}.{done['version']}"
        assert first["data"]["outputs"] == done["outputs"]
        assert first["data"].keys() == done.keys()
        assert first["time"] >= first["data"]["completedAt"]
        assert second["data"]["version"] >= waiting["version"]
        live = await caller.accepted(IMAGES, {"prompt": "live", **SMALL})
        told = await until_ended(socket, live)
        await caller.http.post(f"/jobs/{open_}/cancel")
        assert (await until_ended(socket, open_))[-1]["data"]["status"] == "cancelled"
    seen = versions(told, live)
    assert seen == list(range(1, len(seen) + 1))
    assert told[-1]["event"] == "job.completed"
    assert {told["data"]["id"] for told in told} <= {live, open_}


async def test_who_says_nothing_follows_all_until_it_names_jobs(house: House) -> None:
    caller = await house.caller()
    done = await caller.finished(IMAGES, {"prompt": "unasked", **SMALL})
    async with opened(house.url, caller.token) as socket:
        assert (await hear(socket))["data"]["id"] == done["id"]
        await say(socket, "subscribe", jobIds=[])
        await caller.finished(IMAGES, {"prompt": "not named", **SMALL})
        await say(socket, "subscribe", jobIds=[done["id"]])
        assert (await hear(socket))["data"]["id"] == done["id"]


async def test_named_jobs_are_followed_alone_and_can_be_left(house: House) -> None:
    caller = await house.caller()
    named, other = [await caller.accepted(IMAGES, FOREVER) for _ in range(2)]
    async with following(house, caller, jobIds=[named]) as socket:
        assert (await hear(socket))["data"]["id"] == named
        await caller.http.post(f"/jobs/{other}/cancel")
        await caller.http.post(f"/jobs/{named}/cancel")
        assert {f["data"]["id"] for f in await until_ended(socket, named)} == {named}
        third, fourth = [await caller.accepted(IMAGES, FOREVER) for _ in range(2)]
        await say(socket, "subscribe", jobIds=[third])
        await hear(socket)
        await say(socket, "unsubscribe", jobIds=[third])
        await say(socket, "subscribe", jobIds=[fourth])
        while (await hear(socket))["data"]["id"] != fourth:
            pass
        for job_id in (third, fourth):
            await caller.http.post(f"/jobs/{job_id}/cancel")
        assert {f["data"]["id"] for f in await until_ended(socket, fourth)} == {fourth}


async def test_nothing_is_lost_or_told_twice_over_a_restart_of_the_api(house: House) -> None:
    """By socket and by event stream: both resume from what they have seen of the same log."""
    caller = await house.caller()
    told: list[Told] = []
    app = create(house.settings)
    async with serving(app) as url:
        socket = await anew(url, caller)
        job_id = await caller.accepted(IMAGES, FOREVER)
        await say(socket, "subscribe", jobIds=[job_id], since={job_id: 0})
        while not told or told[-1]["data"]["phase"] != "generating":
            told.append(await hear(socket))
        streaming = asyncio.create_task(stream(caller, url, job_id, 0))
        while job_id not in app.state.services.hub._waiting:
            await asyncio.sleep(0)
        ending = asyncio.create_task(closed(socket))
    code, more = await ending
    told += more
    streamed = await streaming
    assert code == 1012
    await caller.http.post(f"/jobs/{job_id}/cancel")
    async with serving(create(house.settings)) as url, opened(url, caller.token) as socket:
        await say(socket, "subscribe", since={job_id: told[-1]["data"]["version"]})
        told += await until_ended(socket, job_id)
        streamed += await stream(caller, url, job_id, streamed[-1])
        await say(socket, "subscribe")
        later = await caller.accepted(IMAGES, {"prompt": "later", **SMALL})
        after = await until_ended(socket, later)
    seen = versions(told, job_id)
    assert seen == streamed == list(range(1, len(seen) + 1))
    assert told[-1]["data"]["status"] == "cancelled"
    assert {frame["data"]["id"] for frame in after} == {later}


async def stream(caller: Caller, url: str, job_id: str, seen: int) -> list[int]:
    """Read a job's event stream to its end; gives the versions."""
    headers = {"Last-Event-ID": str(seen)}
    address = f"{url}/studio/v1/jobs/{job_id}/events"
    async with caller.http.stream("GET", address, headers=headers) as answer:
        return [int(line[4:]) async for line in answer.aiter_lines() if line.startswith("id: ")]


async def test_one_read_serves_all_who_follow_a_job(house: House, further: Further) -> None:
    caller = await house.caller(tier=Tier.ENTERPRISE)
    reads: list[str] = []
    job_id = await caller.accepted(IMAGES, FOREVER)
    await caller.until(job_id, "generating", field="phase")
    listening = []
    for _ in range(15):
        socket = await anew(further.url, caller)
        await say(socket, "subscribe", jobIds=[job_id])
        await hear(socket)
        listening.append(asyncio.create_task(until_ended(socket, job_id)))
    streams = [asyncio.create_task(stream(caller, further.url, job_id, 0)) for _ in range(15)]
    while len(further.services.hub._waiting.get(job_id, ())) < 15:
        await asyncio.sleep(0)
    with counted(further, reads):
        await caller.http.post(f"/jobs/{job_id}/cancel")
        heard = await asyncio.gather(*listening)
        seen = await asyncio.gather(*streams)
    assert all(told[-1]["data"]["status"] == "cancelled" for told in heard)
    assert len({told[-1]["id"] for told in heard}) == 1
    assert {told[-1] for told in seen} == {heard[0][-1]["data"]["version"]}
    assert 0 < len([read for read in reads if "studio.event" in read]) <= 10


@contextmanager
def counted(further: Further, statements: list[str]) -> Iterator[None]:
    """Collect the statements that the API sends."""
    engine = further.services.resources.app.engine.sync_engine

    def take(*told: Any) -> None:
        statements.append(told[2])

    event.listen(engine, "before_cursor_execute", take)
    yield
    event.remove(engine, "before_cursor_execute", take)


class Gate:
    """A client that takes nothing while its gate is closed. In the place of a socket."""

    def __init__(self) -> None:
        self.open = asyncio.Event()
        self.messages: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.told: list[Told] = []
        self.headers: dict[str, str] = {}
        self.client = None
        self.state = type("State", (), {})()

    async def send_text(self, text: str) -> None:
        self.told.append(json.loads(text))
        await self.open.wait()

    async def receive(self) -> dict[str, Any]:
        return await self.messages.get()


async def test_a_slow_reader_is_spared_progress_and_never_an_end(
    house: House, further: Further
) -> None:
    caller, gate = await house.caller(), Gate()
    job_id = await caller.accepted(IMAGES, FOREVER)
    gate.messages.put_nowait(subscribed(job_id))
    live = asyncio.create_task(watching(further, caller, gate).live())
    while not gate.told:
        await asyncio.sleep(0)
    await caller.until(job_id, "generating", field="phase")
    await caller.http.post(f"/jobs/{job_id}/cancel")
    done = await caller.finished(IMAGES, {"prompt": "meanwhile", **SMALL})
    gate.open.set()
    while gate.told[-1]["event"] != "job.failed":
        await asyncio.sleep(0)
    gate.messages.put_nowait({"type": "websocket.disconnect", "code": 1000})
    with pytest.raises(WebSocketDisconnect):
        await live
    seen = versions(gate.told, job_id)
    assert seen == sorted(set(seen))
    assert len(seen) < seen[-1] - seen[0] + 1
    assert done["id"] not in {frame["data"]["id"] for frame in gate.told}


async def test_an_ended_job_that_runs_again_meanwhile_is_told_of_both(
    house: House, further: Further
) -> None:
    caller, gate = await house.caller(), Gate()
    words = {"prompt": "refused [fault:400x9]", "provider": "dalle3", "allowFallback": False}
    first = await caller.finished(IMAGES, words)
    assert first["status"] == "failed", first
    await caller.http.post(f"/jobs/{first['id']}/retry")
    await caller.ended(first["id"])
    gate.messages.put_nowait(subscribed(first["id"], since=1))
    gate.open.set()
    slow = watching(further, caller, gate)
    slow._is_busy = True
    live = asyncio.create_task(slow.live())
    while sum(frame["event"] == "job.failed" for frame in gate.told) < 2:
        await asyncio.sleep(0)
    live.cancel()
    await asyncio.gather(live, return_exceptions=True)
    assert [frame["data"]["run"] for frame in gate.told] == [1, 2]


def watching(further: Further, caller: Caller, gate: Gate, **options: Any) -> Following:
    me = Identity(tenant_id=caller.tenant, user_id=f"{caller.tenant}-developer", tier=Tier.PRO)
    socket: WebSocket = gate  # type: ignore[assignment]
    return Following(
        further.services, me, socket, authorization=f"Bearer {caller.token}", **options
    )


def subscribed(job_id: str, since: int | None = None) -> dict[str, Any]:
    body: Told = {"action": "subscribe", "jobIds": [job_id]}
    if since is not None:
        body["since"] = {job_id: since}
    return {"type": "websocket.receive", "text": json.dumps(body)}


async def test_who_takes_nothing_is_closed_and_is_told_so_when_it_reads_again(
    house: House,
) -> None:
    caller = await house.caller(tier=Tier.ENTERPRISE)
    words = {f"k{n}": "x" * 400 for n in range(16)}
    job = await caller.finished(IMAGES, {"prompt": "large", "metadata": words, **SMALL})
    api = house.settings.api.model_copy(update={"slow_seconds": 0.3})
    app = create(house.settings.model_copy(update={"api": api}))
    async with serving(app) as url:
        address = url.removeprefix("http://").split(":")
        small = sockets.socket()
        small.setsockopt(sockets.SOL_SOCKET, sockets.SO_RCVBUF, 8_192)
        small.connect((address[0], int(address[1])))
        async with opened(url, caller.token, sock=small, max_queue=1) as socket:
            for _ in range(120):
                await say(socket, "subscribe", since={job["id"]: 0})
            for is_over in (False, True):
                while bool(app.state.services.places._taken) is is_over:
                    await asyncio.sleep(0)
            code, told = await closed(socket)
    assert code == 4408
    assert versions(told, job["id"])[: job["version"]] == list(range(1, job["version"] + 1))


async def test_notices_that_were_lost_lose_no_version(house: House, further: Further) -> None:
    caller = await house.caller()
    superuser = house.stack.postgres.url("postgres", password=house.stack.secrets["postgres"])
    async with opened(further.url, caller.token) as every, opened(further.url, caller.token) as one:
        job_id = await caller.accepted(IMAGES, FOREVER)
        await say(every, "subscribe")
        await say(one, "subscribe", jobIds=[job_id])
        await hear(every)
        await hear(one)
        async with await psycopg.AsyncConnection.connect(superuser, autocommit=True) as database:
            cut = await database.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query = 'LISTEN studio'"
            )
            assert await cut.fetchall()
        await caller.http.post(f"/jobs/{job_id}/cancel")
        done = await caller.finished(IMAGES, {"prompt": "unheard", **SMALL})
        for socket in (one, every):
            assert (await until_ended(socket, job_id))[-1]["data"]["status"] == "cancelled"
        await until_ended(every, done["id"])


async def test_a_browser_shows_its_token_as_a_protocol(house: House) -> None:
    caller = await house.caller()
    offered = [Subprotocol("bearer"), Subprotocol(caller.token)]
    own = Origin(house.url)
    async with opened(house.url, None, subprotocols=offered, origin=own) as socket:
        assert socket.subprotocol == "bearer"
        done = await caller.finished(IMAGES, {"prompt": "browsed", **SMALL})
        await say(socket, "subscribe", jobIds=[done["id"]])
        assert (await hear(socket))["data"]["id"] == done["id"]
    with pytest.raises(InvalidStatus) as denied:
        async with opened(house.url, caller.token, origin=Origin("https://elsewhere.example")):
            raise AssertionError
    answer = denied.value.response
    assert answer.status_code == 403
    assert json.loads(answer.body or b"")["code"] == "ERR_FORBIDDEN"
    api = house.settings.api.model_copy(update={"cors_origins": ("https://elsewhere.example",)})
    async with (
        serving(create(house.settings.model_copy(update={"api": api}))) as url,
        opened(url, caller.token, origin=Origin("https://elsewhere.example")) as socket,
    ):
        assert (await hear(socket))["data"]["id"] == done["id"]


async def test_a_token_that_is_not_good_closes_the_socket(house: House) -> None:
    caller, stale = await house.caller(), token_of(house, "t-stale", seconds=-60)
    assert await refused(house, None) == (4401, "ERR_UNAUTHORIZED")
    assert await refused(house, stale) == (4401, "ERR_UNAUTHORIZED")
    assert await refused(house, "sk_nothing") == (4401, "ERR_UNAUTHORIZED")
    address = f"{house.url.replace('http', 'ws')}/studio/v1/ws?token={caller.token}"
    async with connect(address, proxy=None) as socket:
        assert (await closed(socket))[0] == 4401
    async with connect(
        address, proxy=None,
        additional_headers={"Authorization": f"Bearer {caller.token}", "x-tenant-id": "another"},
    ) as socket:  # fmt: skip
        assert (await closed(socket))[0] == 4403


async def test_a_token_that_runs_out_closes_the_open_socket(house: House) -> None:
    token = token_of(house, "t-short", seconds=1.5)
    async with opened(house.url, token) as socket:
        code, told = await closed(socket)
    assert (code, [f["data"]["code"] for f in told]) == (4401, ["ERR_UNAUTHORIZED"])


async def test_a_key_that_is_revoked_closes_the_open_socket(house: House, further: Further) -> None:
    caller, gate = await house.caller(roles=(Role.ADMIN,)), Gate()
    made = (await caller.http.post("/api-keys", json={"name": "watch"})).json()["data"]
    open_ = watching(further, caller, gate, proof_seconds=0.02)
    open_.authorization = f"Bearer {made['secret']}"
    gate.messages.put_nowait({"type": "websocket.receive", "text": "{}"})
    gate.open.set()
    live = asyncio.create_task(open_.live())
    while not gate.told:
        await asyncio.sleep(0)
    await caller.http.delete(f"/api-keys/{made['id']}")
    with pytest.raises(Unauthorized):
        await live


async def test_jobs_of_others_are_not_there(house: House) -> None:
    owner, stranger = await house.caller(), await house.caller()
    job_id = await owner.accepted(IMAGES, FOREVER)
    nowhere = f"job_{'0' * 26}"
    colleague, boss = (
        token_of(house, owner.tenant),
        house.as_tenant(owner.tenant, roles=(Role.ADMIN,)),
    )
    for token in (stranger.token, colleague):
        async with opened(house.url, token) as socket:
            await say(socket, "subscribe", jobIds=[job_id, nowhere], since={job_id: 0})
            told = await hear(socket)
            await say(socket, "subscribe")
            await say(socket, "subscribe", jobIds=["x"])
            wrong = await hear(socket)
            await owner.http.post(f"/jobs/{job_id}/cancel")
            await say(socket, "subscribe", jobIds=["x"])
            assert (await hear(socket))["event"] == wrong["event"] == "error"
        assert (told["event"], told["data"]["code"]) == ("error", "ERR_NOT_FOUND")
        assert [e["pointer"] for e in told["data"]["errors"]] == ["/jobIds/0", "/jobIds/1"]
    async with following(house, boss, jobIds=[job_id]) as socket:
        assert (await hear(socket))["data"]["status"] == "cancelled"


async def test_what_is_not_understood_is_answered_and_too_much_of_it_ends_the_socket(
    house: House,
) -> None:
    caller = await house.caller()
    done = await caller.finished(IMAGES, {"prompt": "understood", **SMALL})
    async with opened(house.url, caller.token) as socket:
        await socket.send(b"bytes")
        await socket.send("no json")
        await say(socket, "publish")
        codes = {(await hear(socket))["data"]["code"] for _ in range(3)}
        assert codes == {"ERR_VALIDATION"}
        await say(socket, "subscribe", jobIds=[done["id"]])
        assert (await hear(socket))["data"]["id"] == done["id"]
        for _ in range(MISTAKES_MAX + 1):
            await socket.send("{}")
        code, told = await closed(socket)
        assert (code, len(told)) == (1008, MISTAKES_MAX)
    async with opened(house.url, caller.token) as socket:
        await socket.send(json.dumps({"action": "x" * 70_000}))
        assert (await closed(socket))[0] == 1009


async def test_a_tenant_opens_as_many_sockets_as_its_tier_allows(house: House) -> None:
    caller = await house.caller(tier=Tier.FREE)
    limit = house.resources.numbers.tiers[Tier.FREE].sockets_at_once
    done = await caller.finished(IMAGES, {"prompt": "counted", **SMALL})
    async with (
        opened(house.url, caller.token) as first,
        opened(house.url, caller.token) as second,
    ):
        more = [await anew(house.url, caller) for _ in range(limit - 2)]
        for socket in (first, second, *more):
            await say(socket, "subscribe", jobIds=[done["id"]])
            await hear(socket)
        assert await refused(house, caller.token) == (4429, "ERR_CONCURRENCY_LIMITED")
        for socket in more:
            await socket.close()
    async with following(house, caller, jobIds=[done["id"]]) as socket:
        assert (await hear(socket))["event"] == "job.completed"
