"""GraphQL beside REST: the same jobs, cursors, rights and refusals, in a bounded number of reads."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import event

from api.app import create
from domain.tiers import Tier
from tests.house import Caller, House, serving

IMAGES = "/images/generate"
SMALL = {"width": 256, "height": 256}
FOREVER = {"prompt": "forever turning", "routing": {"only": ["slowvendor"]}, **SMALL}
WHOLE = """
    id type progress run params provider creditsReserved creditsCharged creditsRefunded metadata tags version
    createdAt startedAt completedAt estimatedCompletionTime pipelineId pipelineStep pipelineItem links
    outputs { id role part name url urlExpiresAt mimeType bytes sha256 width height durationSeconds metadata }
    error { code category message retryable step attempt pointer }
    attempts { no run part provider model startedAt endedAt outcome errorCode vendorJobId vendorCancel fallbackReason }
    steps { name part state startedAt endedAt }
    queue { cause position }
"""
PAGE = """query($first: Int, $after: String, $status: JobStatus) {
    studioJobs(first: $first, after: $after, status: $status) {
        edges { cursor node { id queue { position } outputs { id url } } } pageInfo { hasNextPage endCursor }
    }
}"""


async def asked(
    caller: Caller | httpx.AsyncClient, query: str, **variables: Any
) -> tuple[int, dict[str, Any]]:
    http = caller.http if isinstance(caller, Caller) else caller
    answer = await http.post("/graphql", json={"query": query, "variables": variables})
    return answer.status_code, answer.json()


async def data(caller: Caller, query: str, **variables: Any) -> Any:
    status, told = await asked(caller, query, **variables)
    assert (status, told.get("errors")) == (200, None), told
    return told["data"]


def code(told: dict[str, Any]) -> str:
    found: str = told["errors"][0]["extensions"]["code"]
    return found


@contextmanager
def counted(app: FastAPI, statements: list[str]) -> Iterator[None]:
    engine = app.state.services.resources.app.engine.sync_engine

    def take(*told: Any) -> None:
        statements.append(told[2])

    event.listen(engine, "before_cursor_execute", take)
    yield
    event.remove(engine, "before_cursor_execute", take)


async def test_a_job_is_what_rest_shows(house: House) -> None:
    caller = await house.caller()
    job = await caller.finished(IMAGES, {"prompt": "graphed", "tags": ["a"], **SMALL})
    query = f"query($id: ID!) {{ studioJob(id: $id) {{ status phase {WHOLE} }} }}"
    found = (await data(caller, query, id=job["id"]))["studioJob"]
    assert found.pop("status") == job.pop("status").upper() == "COMPLETED"
    assert found.pop("phase") == job.pop("phase").upper()
    for name in ("attempts", "steps"):
        full = dict.fromkeys(found[name][0])
        job[name] = [full | each for each in job[name]]
    assert found["outputs"][0].pop("durationSeconds") is None
    assert found == job | {"outputs": [{**found["outputs"][0], **job["outputs"][0]}]}
    usage = "{ studioUsage { month tier creditsCharged jobs { accepted limit } jobsAtOnce { running limit } requestsPerMinute } }"
    rest = (await caller.http.get("/usage")).json()["data"]
    assert (await data(caller, usage))["studioUsage"] == rest


async def test_pages_go_on_with_the_cursors_of_rest_and_back(house: House) -> None:
    caller = await house.caller(tier=Tier.ENTERPRISE)
    jobs = [await caller.accepted(IMAGES, FOREVER) for _ in range(5)]
    for job_id in jobs[:4]:
        await caller.http.post(f"/jobs/{job_id}/cancel")
    wanted = jobs[:4][::-1]
    first = (await data(caller, PAGE, first=2, status="CANCELLED"))["studioJobs"]
    assert [edge["node"]["id"] for edge in first["edges"]] == wanted[:2]
    assert first["pageInfo"] == {"hasNextPage": True, "endCursor": first["edges"][1]["cursor"]}
    params = {"status": "cancelled", "limit": 1, "cursor": first["pageInfo"]["endCursor"]}
    rest = (await caller.http.get("/jobs", params=params)).json()
    assert [job["id"] for job in rest["data"]] == wanted[2:3]
    after = rest["page"]["nextCursor"]
    last = (await data(caller, PAGE, first=2, status="CANCELLED", after=after))["studioJobs"]
    assert [edge["node"]["id"] for edge in last["edges"]] == wanted[3:]
    assert last["pageInfo"]["hasNextPage"] is False
    for wrong in (
        {"after": after},
        {"after": "x"},
        {"after": "x" * 600},
        {"first": 0},
        {"first": 101},
    ):
        status, told = await asked(caller, PAGE, **wrong)
        assert (status, code(told), told["data"]) == (200, "ERR_VALIDATION", {"studioJobs": None})
    await caller.http.post(f"/jobs/{jobs[4]}/cancel")


@pytest.mark.parametrize("size", [14, pytest.param(100, marks=pytest.mark.faults)])
async def test_a_page_of_jobs_is_as_many_statements_as_one_job(house: House, size: int) -> None:
    """Over both doors: who calls is counted, the page is read, and who waits is placed, once for all."""
    caller, app = await house.caller(tier=Tier.PRO), create(house.settings)
    done = await caller.finished(IMAGES, {"prompt": "read", **SMALL})
    jobs = [await caller.accepted(IMAGES, FOREVER) for _ in range(size - 1)]
    named = "{" + " ".join(f'j{n}: studioJob(id: "{job}") {{ id queue {{ position }} }}' for n, job in enumerate(jobs[-8:])) + "}"  # fmt: skip
    reads: dict[str, list[str]] = {"one": [], "page": [], "named": [], "rest one": [], "rest": []}
    async with serving(app) as url:
        http = httpx.AsyncClient(base_url=f"{url}/studio/v1", headers=caller.http.headers)
        house.callers.append(http)
        await asked(http, PAGE)
        with counted(app, reads["one"]):
            await asked(http, PAGE, first=1)
        with counted(app, reads["page"]):
            _, told = await asked(http, PAGE, first=100)
        with counted(app, reads["named"]):
            _, by_name = await asked(http, named)
        with counted(app, reads["rest one"]):
            await http.get("/jobs", params={"limit": 1})
        with counted(app, reads["rest"]):
            rest = (await http.get("/jobs", params={"limit": 100})).json()["data"]
    edges = told["data"]["studioJobs"]["edges"]
    assert [edge["node"]["id"] for edge in edges] == [*jobs[::-1], done["id"]]
    assert [job["id"] for job in rest] == [edge["node"]["id"] for edge in edges]
    assert edges[-1]["node"]["outputs"]
    places = [edge["node"]["queue"]["position"] for edge in edges[: size - 11]]
    assert (
        places
        == list(range(size - 11, 0, -1))
        == [job["queue"]["position"] for job in rest[: size - 11]]
    )
    assert by_name["data"]["j7"]["queue"]["position"] == size - 11
    assert {name: len(told) for name, told in reads.items()} == STATEMENTS
    await asyncio.gather(*(caller.http.post(f"/jobs/{job_id}/cancel") for job_id in jobs))


STATEMENTS = {"one": 5, "page": 5, "named": 5, "rest one": 5, "rest": 5}
"""One counts the request, two read the page and the places, each after one that names the tenant to the database."""


async def test_others_jobs_are_not_there_and_templates_are_everybodys(house: House) -> None:
    owner, stranger = await house.caller(), await house.caller()
    job = await owner.finished(IMAGES, {"prompt": "not yours", **SMALL})
    query = f'{{ studioJob(id: "{job["id"]}") {{ id }} studioUsage {{ tier }} studioJobs {{ edges {{ cursor }} }} }}'
    status, told = await asked(stranger, query)
    assert (status, code(told)) == (200, "ERR_NOT_FOUND")
    assert told["data"]["studioJob"] is None
    assert told["data"]["studioJobs"]["edges"] == []
    assert told["errors"][0]["path"] == ["studioJob"]
    forged = {"x-tenant-id": owner.tenant}
    answer = await stranger.http.post("/graphql", json={"query": query}, headers=forged)
    assert (answer.status_code, code(answer.json())) == (403, "ERR_FORBIDDEN")
    listed = "{ studioTemplates(first: 3) { edges { node { id name category previewImageUrl price isFeatured } } pageInfo { endCursor } } studioUsage { tier } }"
    async with httpx.AsyncClient(base_url=f"{house.url}/studio/v1", trust_env=False) as anyone:
        rest = (await anyone.get("/templates", params={"limit": 3})).json()
        status, told = await asked(anyone, listed)
        assert (status, code(told), told["data"]["studioUsage"]) == (200, "ERR_UNAUTHORIZED", None)
        shown = [edge["node"] for edge in told["data"]["studioTemplates"]["edges"]]
        assert [node["id"] for node in shown] == [each["id"] for each in rest["data"]]
        anyone.headers["Authorization"] = "Bearer nothing"
        answer = await anyone.post("/graphql", json={"query": listed})
        assert (answer.status_code, code(answer.json())) == (401, "ERR_UNAUTHORIZED")
        assert answer.headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        pytest.param([{"query": "{ studioUsage { tier } }"}], 400, id="a batch"),
        pytest.param({"query": "mutation { cancel }"}, 400, id="a mutation"),
        pytest.param({"query": "{ nothing }"}, 400, id="no such field"),
        pytest.param({"query": "{ studioJobs(status: DONE) { edges { cursor } } }"}, 400, id="no such status"),
        pytest.param({"query": "{ a: studioUsage { tier } "}, 400, id="no document"),
        pytest.param({"query": "{ ...a } fragment a on Query { ...a }"}, 400, id="a circle"),
        pytest.param({"query": "query a { studioUsage { tier } } query b { studioUsage { tier } }"}, 400, id="which one"),
        pytest.param({"query": '{ __type(name: "Job") { fields { type { fields { type { fields { type { fields { name } } } } } } } } }'}, 400, id="introspection without end"),
        pytest.param({"query": "{ studioUsage { tier } }", "more": 1}, 400, id="an unknown field"),
        pytest.param({"query": "{ studioUsage { tier } }", "operationName": "b"}, 400, id="no such operation"),
        pytest.param({"query": "subscription { job }"}, 400, id="a subscription"),
        pytest.param({"query": 7}, 400, id="no text"),
        pytest.param({}, 400, id="nothing"),
    ],
)  # fmt: skip
async def test_what_cannot_be_answered_is_refused_by_name(
    house: House, body: Any, status: int
) -> None:
    caller = house.as_tenant("t-refused")
    answer = await caller.http.post("/graphql", json=body)
    assert (answer.status_code, code(answer.json())) == (status, "ERR_VALIDATION"), answer.text
    assert answer.json()["errors"][0]["extensions"]["requestId"] == answer.headers["x-request-id"]


async def test_queries_are_posted_as_json_and_the_page_is_there_by_setting(house: House) -> None:
    caller = house.as_tenant("t-posted")
    for answer in (
        await caller.http.get("/graphql", params={"query": "{ studioUsage { tier } }"}),
        await caller.http.get("/graphql"),
    ):
        assert (answer.status_code, code(answer.json())) == (405, "ERR_METHOD_NOT_ALLOWED")
    form = await caller.http.post("/graphql", data={"query": "{ studioUsage { tier } }"})
    assert (form.status_code, code(form.json())) == (415, "ERR_UNSUPPORTED_MEDIA")
    told = {"graphiql": True, "graphql_introspection": False}
    api = house.settings.api.model_copy(update=told)
    async with serving(create(house.settings.model_copy(update={"api": api}))) as url:
        page = await caller.http.get(f"{url}/studio/v1/graphql")
        assert (page.status_code, page.headers["content-type"][:9]) == (200, "text/html")
        query = {"query": "{ __schema { types { name } } }"}
        hidden = await caller.http.post(f"{url}/studio/v1/graphql", json=query)
        assert (hidden.status_code, code(hidden.json())) == (400, "ERR_VALIDATION")
    assert "studioJobs" in str(await data(caller, "{ __schema { queryType { fields { name } } } }"))
