"""What is another tenant's is not there: by no operation, no source, no signed url, no query and no socket."""

import json
from collections.abc import AsyncIterator, Iterable, Mapping
from pathlib import Path
from typing import Any

import httpx
import pytest
import pytest_asyncio

from domain.identity import Role
from domain.tiers import Tier
from tests.belongings import Belongings, belongings
from tests.contract.operations import OPERATIONS, OPERATOR
from tests.contract.test_job_types import ME, TYPES, Desk
from tests.contract.visits import BASE, NOWHERE, asked, nobodys, refusal, rested
from tests.house import Caller, House
from tests.integration.test_avatar_animation import uploaded
from tests.integration.test_sockets import following, hear, say
from tests.integration.test_templates import png
from tests.receiver import receiving

pytestmark = [pytest.mark.timeout(180), pytest.mark.xdist_group("chain")]
TIERS = (Tier.FREE, Tier.PRO, Tier.PROMAX)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def owner(
    house: House, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Belongings]:
    """Who has one of each; nothing of it is changed by these tests, and they see that it is not."""
    async with receiving() as receiver:
        yield await belongings(house, Tier.PROMAX, receiver, tmp_path_factory.mktemp("owner"))


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def others(house: House) -> list[Caller]:
    """Admins of other tenants, one a tier, with credits for everything."""
    return [await house.caller(tier=tier, credits=50_000, roles=(Role.ADMIN,)) for tier in TIERS]


@pytest_asyncio.fixture(loop_scope="session")
async def strangers(house: House, others: list[Caller]) -> list[Caller]:
    for each in others:
        await rested(house, each)
    return others


MOVING = (
    "/jobs/{jobId}/events",
    "/pipelines/{pipelineId}/events",
    "/webhooks/{webhookId}/deliveries",
    "/providers/health",
)
"""What moves by itself."""


async def seen(owner: Belongings) -> dict[str, Any]:
    """Read all that is there."""
    told = {}
    for row in OPERATIONS:
        if row.method == "GET" and row.private and row.by != OPERATOR and row.path not in MOVING:
            answer = await asked(owner.caller.http, row, owner)
            assert answer.status_code == 200, (row.name, answer.text)
            told[row.name] = answer.json()["data"]
    return told


async def test_no_operation_finds_what_is_anothers(
    house: House, owner: Belongings, strangers: list[Caller]
) -> None:
    """And each answers as it does where there is nothing at all."""
    before = await seen(owner)
    nothing = Belongings(owner.caller, owner.tier, nobodys(owner.ids), owner.queries)
    nothing.ids["preset"] = "nobodys-poster"
    for stranger, tier in zip(strangers, TIERS, strict=True):
        operator = house.as_tenant(stranger.tenant, tier=tier, operator=True)
        for row in OPERATIONS:
            named = "{" in row.path or "@jobId" in str(row.body)
            if not (row.private and named):
                continue
            http = operator.http if row.by == OPERATOR else stranger.http
            theirs = await asked(http, row, owner)
            assert refusal(theirs) == (404, "ERR_NOT_FOUND"), (row.name, tier, theirs.text)
            if tier is Tier.FREE:
                nobodys_own = await asked(http, row, nothing)
                assert refusal(nobodys_own) == refusal(theirs), row.name
                assert nobodys_own.json()["title"] == theirs.json()["title"]
    after = await seen(owner)
    assert after.keys() == before.keys()
    for name, told in before.items():
        assert _lasting(after[name]) == _lasting(told), name


def _lasting(told: Any) -> Any:
    """Leave out what is made anew at each reading, and how far what runs has come."""
    passing = (
        "urlExpiresAt", "url", "previewImageUrl", "estimatedCompletionTime", "queue", "progress", "phase", "version",
        "steps", "provider", "startedAt", "attempts",
    )  # fmt: skip
    match told:
        case dict():
            return {name: _lasting(part) for name, part in told.items() if name not in passing}
        case list():
            return [_lasting(part) for part in told]
    return told


async def test_no_list_tells_of_what_is_anothers(
    owner: Belongings, strangers: list[Caller]
) -> None:
    private = {value for name, value in owner.ids.items() if name not in PUBLIC}
    assert len(private) > 15
    for stranger in strangers:
        for row in OPERATIONS:
            if row.method == "GET" and "{" not in row.path and row.by != OPERATOR:
                answer = await stranger.http.get(row.path)
                assert answer.status_code == 200, row.name
                assert [each for each in private if each in answer.text] == [], row.name


PUBLIC = ("voiceId", "templateId", "provider", "ext", "receiver", "mintFile")


async def test_no_job_takes_what_is_anothers(
    house: House, owner: Belongings, strangers: list[Caller], tmp_path: Path
) -> None:
    """Neither by its id nor by the url that its owner was given: each as if it were not there."""
    desk = Desk(house, owner.caller, tmp_path)
    desk.known = {
        ME: owner.ids["avatarModelId"], "@voice": owner.ids["voiceModelId"], "@made": owner.ids["madeAsset"],
    }  # fmt: skip
    taken = 0
    for kind in TYPES.values():
        body = await desk.filled(kind.body)
        if body == kind.body:
            continue
        taken += 1
        dry = await owner.caller.http.post(kind.address, params={"dryRun": "true"}, json=body)
        assert dry.status_code == 200, (kind.path, dry.text)
        urls = await _urls(owner.caller, desk.known.values())
        for theirs in (body, _replaced(body, urls)):
            nobody = _replaced(theirs, nobodys({each: each for each in desk.known.values()}))
            assert nobody != theirs
            first, *others = [await each.submit(kind.path, theirs) for each in strangers]
            unknown = await strangers[0].submit(kind.path, nobody)
            for each in (first, *others, unknown):
                assert refusal(each) == (400, "ERR_VALIDATION"), (kind.path, each.text)
                assert _faults(each) == _faults(first), kind.path
    assert taken >= 15
    for stranger in strangers:
        assert await stranger.wallet() == (50_000, 0)


def _faults(answer: httpx.Response) -> list[tuple[str, str]]:
    return [(error["pointer"], error["code"]) for error in answer.json()["errors"]]


async def _urls(caller: Caller, ids: Iterable[str]) -> dict[str, str]:
    """Give the signed urls of assets."""
    assets = [each for each in ids if each.startswith("asset_")]
    return {
        each: (await caller.http.get(f"/assets/{each}")).json()["data"]["url"] for each in assets
    }


def _replaced(body: Any, names: Mapping[str, str]) -> Any:
    text = json.dumps(body)
    for old, new in names.items():
        text = text.replace(old, new)
    return json.loads(text)


async def test_no_template_of_anothers_is_rendered(
    owner: Belongings, strangers: list[Caller]
) -> None:
    template = owner.ids["ownTemplate"]
    dry = {"dryRun": "true"}
    own = await owner.caller.http.post(f"/templates/{template}/render", params=dry, json={"data": {"name": "Ada"}})  # fmt: skip
    assert own.status_code == 200, own.text
    for stranger in strangers:
        told = [
            await stranger.submit(f"/templates/{each}/render", {"data": {"name": "Ada"}})
            for each in (template, f"tmpl_{NOWHERE}")
        ]
        assert refusal(told[0]) == refusal(told[1])
        assert told[0].status_code in (400, 404)


async def test_a_signed_url_opens_what_it_was_given_for_alone(
    house: House, owner: Belongings, strangers: list[Caller]
) -> None:
    """Urls and tickets open without a token; with another id in them they open nothing."""
    stranger = strangers[-1]
    content, mine = owner.queries["content"], await uploaded(stranger, png())
    picture = f"/assets/{owner.ids['assetId']}/content.png"
    ticket = (await owner.caller.http.post(f"/jobs/{owner.ids['openJob']}/tickets")).json()["data"]
    async with httpx.AsyncClient(base_url=f"{house.url}{BASE}", trust_env=False) as anyone:
        assert (await anyone.get(picture, params=content)).status_code == 200
        for path, query in (
            (f"/assets/{mine}/content.png", content),
            (f"/assets/{owner.ids['madeAsset']}/content.png", content),
            (picture, {**content, "expires": str(int(content["expires"]) + 1)}),
            (f"/templates/{owner.ids['ownTemplate']}/preview.webp", {"version": "1"}),
            (f"/templates/{owner.ids['ownTemplate']}/preview.webp", owner.queries["preview"] | {"signature": "00"}),
            (f"/audio/voices/{owner.ids['voiceId']}/preview.ogg", content),
        ):  # fmt: skip
            assert refusal(await anyone.get(path, params=query)) == (403, "ERR_FORBIDDEN"), path
        for path in (f"/jobs/{owner.ids['jobId']}/events", f"/pipelines/{owner.ids['openPipeline']}/events"):  # fmt: skip
            answer = await anyone.get(path, params={"ticket": ticket["ticket"]})
            assert refusal(answer) == (401, "ERR_UNAUTHORIZED"), path
        put = await anyone.put(f"/uploads/{mine}", params=owner.queries["upload"], content=png())
        assert refusal(put) == (401, "ERR_UNAUTHORIZED")
    foreign = await stranger.http.get("/jobs", headers={"x-tenant-id": owner.caller.tenant})
    assert refusal(foreign) == (403, "ERR_FORBIDDEN")


QUERY = """query($id: ID!) {
    studioJob(id: $id) { id outputs { url } }
    studioJobs(first: 100) { edges { node { id } } }
    studioTemplates(first: 100) { edges { node { id } } }
}"""


async def test_no_query_shows_what_is_anothers(owner: Belongings, strangers: list[Caller]) -> None:
    for stranger in strangers:
        for job_id in (owner.ids["jobId"], f"job_{NOWHERE}"):
            asked_for = {"query": QUERY, "variables": {"id": job_id}}
            answer = (await stranger.http.post("/graphql", json=asked_for)).json()
            (error,) = answer["errors"]
            assert (error["extensions"]["code"], error["path"]) == ("ERR_NOT_FOUND", ["studioJob"])
            assert (answer["data"]["studioJob"], answer["data"]["studioJobs"]["edges"]) == (
                None,
                [],
            )
            assert owner.ids["ownTemplate"] not in str(answer["data"]["studioTemplates"])
            assert owner.ids["templateId"] in str(answer["data"]["studioTemplates"])


async def test_no_socket_tells_of_what_is_anothers(
    house: House, owner: Belongings, strangers: list[Caller]
) -> None:
    open_ = owner.ids["openJob"]
    for stranger in strangers:
        async with following(house, stranger, since={open_: 0}) as socket:
            error = (await hear(socket))["data"]
            assert error["code"] == "ERR_NOT_FOUND"
            assert [each["pointer"] for each in error["errors"]] == [f"/since/{open_}"]
            await say(socket, "subscribe")
            again = await owner.caller.http.post(f"/jobs/{owner.ids['failedJob']}/retry")
            assert again.status_code == 200, again.text
            await owner.caller.ended(owner.ids["failedJob"])
            mine = await stranger.finished("/images/generate", SEEN)
            told = [await hear(socket)]
            while told[-1]["event"] != "job.completed":
                told.append(await hear(socket))
            assert {each["data"]["id"] for each in told} == {mine["id"]}


SEEN = {"prompt": "seen by its owner", "width": 256, "height": 256}
