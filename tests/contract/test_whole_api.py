"""The whole API as tenants of three tiers: each operation's success, its main refusals, and who sees what is whose."""

import hmac
import json
import re
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
import pytest_asyncio

from domain.identity import Role
from domain.tiers import Tier
from tests.belongings import Belongings, belongings, voice
from tests.contract.operations import (
    ADMIN,
    ANYONE,
    ELSEWHERE,
    KNOCK,
    MEMBER,
    OPERATIONS,
    OPERATOR,
    Operation,
)
from tests.contract.test_job_types import ME, TYPES, Desk
from tests.contract.visits import (
    BASE,
    NOWHERE,
    PREFIXES,
    Document,
    Told,
    asked,
    filled,
    refusal,
    rested,
)
from tests.house import House
from tests.integration.test_avatar_animation import avatar
from tests.receiver import Receiver, receiving

pytestmark = [pytest.mark.timeout(180), pytest.mark.xdist_group("chain")]
SAME = "the same"
TIERS = (Tier.FREE, Tier.PRO, Tier.PROMAX)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def document(house: House) -> Document:
    async with httpx.AsyncClient(trust_env=False) as http:
        return Document((await http.get(f"{house.url}/openapi.json")).json())


@pytest_asyncio.fixture(loop_scope="session")
async def anyone(house: House) -> AsyncIterator[httpx.AsyncClient]:
    """Call without a token, from an address whose requests nobody else has used up."""
    transport = httpx.AsyncHTTPTransport(local_address="127.0.0.7")
    base = f"{house.url}{BASE}"
    async with httpx.AsyncClient(transport=transport, base_url=base, timeout=60) as http:
        yield http


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def receiver() -> AsyncIterator[Receiver]:
    async with receiving() as running:
        yield running


@dataclass
class Visit:
    """One tenant's calls."""

    house: House
    document: Document
    has: Belongings
    anyone: httpx.AsyncClient

    def speaker(self, row: Operation) -> httpx.AsyncClient:
        tenant, tier = self.has.caller.tenant, self.has.tier
        if row.by == OPERATOR:
            return self.house.as_tenant(tenant, tier=tier, operator=True).http
        is_open = row.by == ANYONE and not (row.private and "{" in row.path)
        return self.anyone if is_open else self.has.caller.http

    async def call(
        self,
        row: Operation,
        body: Any = None,
        *,
        of: Mapping[str, str] | None = None,
        key: str = "",
    ) -> httpx.Response:
        """Send a row's request, about the caller's own things."""
        return await asked(self.speaker(row), row, self.has, body, of=of, key=key)


async def test_every_operation_of_the_document_has_its_row(document: Document) -> None:
    job_types = {f"POST {kind.path}" for kind in TYPES.values()}
    rows = {row.name for row in OPERATIONS} | job_types | set(ELSEWHERE)
    documented = {name for name, _ in document.operations()}
    assert documented | set(ELSEWHERE) == rows
    assert len(OPERATIONS) == len({row.name for row in OPERATIONS})


async def test_without_a_token_nothing_but_what_is_public_answers(
    document: Document, anyone: httpx.AsyncClient
) -> None:
    """Before anything else is looked at: neither ids nor bodies are right here."""
    public = {row.name for row in OPERATIONS if row.by == ANYONE} | set(ELSEWHERE)
    for name, operation in document.operations():
        method, _, path = name.partition(" ")
        ways = operation.get("security", [{}])
        is_open = {} in ways or all("bearer" not in way for way in ways)
        assert (name in public) == is_open, name
        if is_open:
            continue
        answer = await anyone.request(method, re.sub(r"\{\w+\}", "Nonsense!", path))
        assert refusal(answer) == (401, "ERR_UNAUTHORIZED"), name
        assert answer.headers["www-authenticate"] == "Bearer"
        document.requires(name, answer)
    for row in OPERATIONS:  # a token that is none does not make its bearer anyone
        if row.by == ANYONE and not row.query and row.private:
            forged = {"Authorization": "Bearer nothing"}
            path = row.path.format(templateId=f"tmpl_{NOWHERE}")
            assert refusal(await anyone.get(path, headers=forged)) == (401, "ERR_UNAUTHORIZED")


async def test_what_is_not_valid_is_pointed_at(house: House, document: Document) -> None:
    tenant = (await house.caller(tier=Tier.ENTERPRISE, roles=(Role.ADMIN,))).tenant
    callers = {
        by: house.as_tenant(
            tenant, tier=Tier.ENTERPRISE, roles=(Role.ADMIN,), operator=by == OPERATOR
        )
        for by in (MEMBER, OPERATOR)
    }
    rows = {row.name: row for row in OPERATIONS}
    for name, operation in document.operations():
        row = rows.get(name)
        http = callers[OPERATOR if row and row.by == OPERATOR else MEMBER].http
        for wrong in wrongs(name, operation):
            answer = await http.request(wrong.method, wrong.path, params=wrong.query, **wrong.sent)
            assert refusal(answer) == (400, "ERR_VALIDATION"), (wrong, answer.text)
            document.requires(name, answer)
            pointers = [error["pointer"] for error in answer.json().get("errors", ())]
            assert wrong.pointer in (None, *pointers), (wrong, answer.text)


@dataclass(frozen=True)
class Wrong:
    """A request that is wrong in one place."""

    method: str
    path: str
    query: Told
    sent: Told
    pointer: str | None


def wrongs(name: str, operation: Told) -> Iterator[Wrong]:
    """Make requests that are wrong by what the document says of the operation."""
    method, _, path = name.partition(" ")
    if name in ELSEWHERE or path.startswith("/hooks"):
        return
    parameters = [p for p in operation["parameters"] if p["in"] != "header"]
    named = {
        p["name"]: _fitting(p["name"], p["schema"].get("pattern") or "")
        for p in parameters
        if p["in"] == "path"
    }
    bound = {p["name"] for p in parameters if p["in"] == "path" and "pattern" in p["schema"]}
    good = filled(path, named)
    required = {p["name"]: "1" for p in parameters if p["in"] == "query" and p.get("required")}
    json_body = "application/json" in operation.get("requestBody", {}).get("content", {})
    sent: Told = {"json": {}} if json_body else {}
    if not name.endswith("/render"):
        for each in bound:
            bad = filled(path, {**named, each: "Nonsense!"})
            yield Wrong(method, bad, required, sent, f"/path/{each}")
    for p in parameters:
        if p["in"] == "query" and p["name"] in ("limit", "status", "days", "dryRun", "expires"):
            query = {**required, p["name"]: "nonsense"}
            yield Wrong(method, good, query, sent, f"/query/{p['name']}")
        if p["name"] == "cursor" and not named:
            yield Wrong(method, good, {"cursor": "nonsense"}, sent, "/cursor")
    if json_body and "octet" not in json.dumps(operation["requestBody"]):
        yield Wrong(method, good, {}, {"json": {"unheardOf": 1}}, "/unheardOf")
        yield Wrong(method, good, {}, {"content": b'{"a": ', "headers": {"Content-Type": "application/json"}}, None)  # fmt: skip


PLAIN = {"voiceId": "en_ann", "ext": "png", "provider": "tripo", "name": "a.json", "token": "x"}


def _fitting(name: str, pattern: str) -> str:
    """Give a value that is well formed, and names nothing."""
    found = PREFIXES[name] + NOWHERE if name in PREFIXES else PLAIN[name]
    return found if re.search(pattern, found) else found.replace(".", "-")


async def test_who_lacks_the_role_is_forbidden(house: House, document: Document) -> None:
    caller = await house.caller(tier=Tier.ENTERPRISE)
    caller.http.headers["x-request-id"] = "req-of-the-test"
    nothing = Belongings(caller, Tier.ENTERPRISE)
    nothing.ids = {name: f"{prefix}{NOWHERE}" for name, prefix in PREFIXES.items()}
    nothing.ids |= {"receiver": "https://example.com", "provider": "tripo"}
    nothing.ids["ownTemplate"] = nothing.ids["templateId"]
    for row in OPERATIONS:
        if row.by in (ADMIN, OPERATOR):
            answer = await asked(caller.http, row, nothing)
            assert refusal(answer) == (403, "ERR_FORBIDDEN"), (row.name, answer.text)
            assert answer.json()["requestId"] == "req-of-the-test"
            document.requires(row.name, answer)
    other = (await house.caller()).tenant
    answer = await caller.http.get("/jobs", headers={"x-tenant-id": other})
    assert refusal(answer) == (403, "ERR_FORBIDDEN")


@pytest.mark.parametrize(
    "tier", [Tier.FREE, pytest.param(Tier.PRO, marks=pytest.mark.faults), Tier.PROMAX]
)
async def test_every_operation_serves_its_tenant_once_for_one_key(
    house: House,
    document: Document,
    anyone: httpx.AsyncClient,
    receiver: Receiver,
    tmp_path: Path,
    tier: Tier,
) -> None:
    visit = Visit(house, document, await belongings(house, tier, receiver, tmp_path), anyone)
    await _hooked(visit)
    with house.halts.watching(visit.has.caller.tenant):  # no run moves money meanwhile
        await _too_late(visit)
        for row in OPERATIONS:
            await rested(house, visit.has.caller)
            if TIERS.index(row.tier) > TIERS.index(tier):
                await _beyond(visit, row)
            else:
                await _served(visit, row)
        await _left(visit)


async def _hooked(visit: Visit) -> None:
    """Let a vendor that can prove itself have something to tell."""
    callbacks = visit.house.resources.callbacks
    call = f"{visit.has.ids['jobId']}.1.0.0"
    visit.has.ids["knocker"] = "bfl"
    visit.has.ids["token"] = callbacks.url("bfl", call).rsplit("/", 1)[-1]
    secret = callbacks.secret("bfl", call).encode()
    signature = hmac.new(secret, KNOCK, "sha256").hexdigest()
    visit.anyone.headers["X-BFL-Signature"] = f"sha256={signature}"


async def _too_late(visit: Visit) -> None:
    """Ask for what the state of things does not allow."""
    has = visit.has
    has.ids["usedAsset"] = has.ids["assetId"]
    await rested(visit.house, has.caller)
    user = await has.caller.accepted("/images/upscale", {"imageUrl": has.ids["assetId"], "scale": 2})  # fmt: skip
    for row in OPERATIONS:
        if row.late:
            answer = await visit.call(row, of=row.late, key="late")
            assert refusal(answer) == (409, "ERR_CONFLICT"), (row.name, answer.text)
            visit.document.requires(row.name, answer)
    row = next(row for row in OPERATIONS if row.name == "POST /pipelines/presets")
    taken = await visit.call(row, {**row.body, "name": "avatar-speech"})
    assert refusal(taken) == (409, "ERR_CONFLICT")
    assert (await has.caller.http.post(f"/jobs/{user}/cancel")).status_code == 200


async def _beyond(visit: Visit, row: Operation) -> None:
    """A tier that does not have it: it may not be made, and what was never made is not there."""
    ids = {"ownTemplate": f"tmpl_{NOWHERE}", "mintId": f"mint_{NOWHERE}", "mintFile": "a.json"}
    visit.has.ids = ids | visit.has.ids
    visit.has.queries.setdefault("preview", {"version": "1"})
    answer = await visit.call(row)
    wanted = (403, "ERR_TIER_REQUIRED") if row.method == "POST" else (404, "ERR_NOT_FOUND")
    assert refusal(answer) == wanted, (row.name, answer.text)
    visit.document.requires(row.name, answer)


async def _served(visit: Visit, row: Operation) -> None:
    """Call, and where it is a POST call again with the same key: the same answer, and done once."""
    first = await visit.call(row, key=SAME if row.method == "POST" else "")
    assert first.status_code == row.status, (row.name, first.text)
    visit.document.requires(row.name, first)
    if row.name.startswith("POST /hooks"):
        assert refusal(await visit.call(row)) == (409, "ERR_CONFLICT")
    elif row.method == "POST":
        await _repeated(visit, row, first)


async def _repeated(visit: Visit, row: Operation, first: httpx.Response) -> None:
    before = await visit.has.caller.wallet()
    again = await visit.call(row, key=SAME)
    assert (again.status_code, again.headers.get("idempotent-replayed")) == (row.status, "true"), (
        row.name
    )
    data = first.json()["data"]
    assert (row.once in data) == bool(row.once)
    data.pop(row.once, None)
    assert again.json()["data"] == data, row.name
    assert await visit.has.caller.wallet() == before, row.name
    if row.other is not None:
        mismatch = await visit.call(row, row.other, key=SAME)
        assert refusal(mismatch) == (422, "ERR_IDEMPOTENCY_MISMATCH"), (row.name, mismatch.text)
        visit.document.requires(row.name, mismatch)


async def _left(visit: Visit) -> None:
    """Stop what still runs; all that is held comes back."""
    http = visit.has.caller.http
    for kind in ("pipelines", "jobs"):
        for each in (await http.get(f"/{kind}", params={"limit": 100})).json()["data"]:
            if each["status"] in ("queued", "processing") and not each.get("pipelineId"):
                await http.post(f"/{kind}/{each['id']}/cancel")
    assert (await visit.has.caller.wallet())[1] == 0


async def test_a_key_holds_once_what_the_contract_says(
    house: House, document: Document, tmp_path: Path
) -> None:
    """For every job type: what a dry run tells, by the prices that its own tests hold it to. The runs stand still."""
    caller = await house.caller(tier=Tier.PROMAX, credits=50_000)
    desk = Desk(house, caller, tmp_path)
    desk.known = {
        ME: await avatar(house, caller, tmp_path),
        "@voice": await voice(house, caller, tmp_path),
        "@made": await desk.made(),
    }
    with house.halts.watching(caller.tenant):
        for name, kind in sorted(TYPES.items()):
            body, price = await desk.filled(kind.body), kind.prices[0][1]
            first, again, other = [
                await caller.submit(kind.address, {**body, **more}, idempotency_key=name)
                for more in ({}, {}, {"tags": ["x"]})
            ]
            assert (first.status_code, again.status_code) == (202, 202), (name, first.text)
            assert first.json()["data"]["creditsReserved"] == price
            assert await caller.wallet() == (50_000 - price, price), name
            assert again.json()["data"] == first.json()["data"], name
            assert again.headers["idempotent-replayed"] == "true"
            assert refusal(other) == (422, "ERR_IDEMPOTENCY_MISMATCH"), name
            for answer in (first, again, other):
                document.requires(f"POST {kind.path}", answer)
            gone = await caller.http.post(f"/jobs/{first.json()['data']['jobId']}/cancel")
            assert gone.json()["data"]["creditsRefunded"] == price
    assert await caller.wallet() == (50_000, 0)
