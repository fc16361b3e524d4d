"""Pipelines as clients meet them: one graph, one place, a hold a job; the end adds up however it comes."""

import json
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from temporalio.client import WorkflowExecutionStatus, WorkflowFailureError
from temporalio.service import RPCError

from domain.tiers import Tier
from ledger.audit import audit
from tests.house import TERMINAL, Caller, House

SMALL = {"width": 256, "height": 256}
FOREVER = {"prompt": "forever piped", "routing": {"only": ["slowvendor"]}, **SMALL}
TIMED = "1\n00:00:00,000 --> 00:00:02,000\nSome words.\n"
REFUSED = {"prompt": "never piped [fault:400]", "provider": "dalle3", **SMALL}
SPOKEN = {"text": "A sentence to be seen and heard.", "provider": "local"}

Step = dict[str, Any]


def image(name: str, prompt: str = "a picture", **more: Any) -> Step:
    return {"id": name, "type": "image-generation", "params": {"prompt": prompt, **SMALL}, **more}


def speech(name: str, text: str = "One sentence.", **more: Any) -> Step:
    return {"id": name, "type": "text-to-speech", "params": {"text": text}, **more}


def captioned() -> list[Step]:
    """A film and a speech side by side, and the film with the speech's words burned in."""
    return [
        {"id": "film", "type": "video-generation", "params": {"prompt": "the sea", "duration": 5}},
        speech("speech"),
        {
            "id": "captions",
            "type": "video-subtitles",
            "params": {
                "videoUrl": {"$ref": "film.outputs[role=video]"},
                "transcript": {"$ref": "speech.outputs[role=timings].url"},
            },
        },
    ]


async def submitted(caller: Caller, steps: list[Step], **more: Any) -> str:
    answer = await caller.submit("/pipelines", {"name": "tested", "steps": steps, **more})
    assert answer.status_code == 202, answer.text
    return str(answer.json()["data"]["pipelineId"])


async def shown(caller: Caller, pipeline_id: str) -> dict[str, Any]:
    answer = await caller.http.get(f"/pipelines/{pipeline_id}")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()["data"]
    return found


async def until(
    caller: Caller, pipeline_id: str, is_it: Callable[[dict[str, Any]], bool], *, after: int = 0
) -> dict[str, Any]:
    """Follow a pipeline's events after a version until one shows what is waited for."""
    url, headers = f"/pipelines/{pipeline_id}/events", {"Last-Event-ID": str(after)}
    async with caller.http.stream("GET", url, headers=headers) as response:
        async for line in response.aiter_lines():
            if line.startswith("data: ") and is_it(found := json.loads(line[6:])):
                told: dict[str, Any] = found
                return told
    raise AssertionError(await shown(caller, pipeline_id))


async def ended(caller: Caller, pipeline_id: str, *, after: int = 0) -> dict[str, Any]:
    await until(caller, pipeline_id, lambda found: found["status"] in TERMINAL, after=after)
    return await shown(caller, pipeline_id)


def statuses(pipeline: dict[str, Any]) -> dict[str, str]:
    return {step["id"]: step["status"] for step in pipeline["steps"]}


def job_of(pipeline: dict[str, Any], step: str, item: int = 0) -> dict[str, Any]:
    found: dict[str, Any] = next(s for s in pipeline["steps"] if s["id"] == step)["jobs"][item]
    return found


async def balanced(house: House, caller: Caller) -> bool:
    """Tell whether the book is sound, and the tenant holds nothing."""
    found = await audit(house.resources.system)
    mine = [each for each in found.problems if each.tenant_id == caller.tenant]
    assert mine == []
    return found.entries_sum == 0 and (await caller.wallet())[1] == 0


async def test_three_steps_run_end_to_end(house: House) -> None:
    caller = await house.caller(credits=205)
    pipeline_id = await submitted(caller, captioned())
    pipeline = await ended(caller, pipeline_id)
    assert statuses(pipeline) == dict.fromkeys(("film", "speech", "captions"), "completed"), (
        pipeline
    )
    assert (pipeline["status"], pipeline["progress"]) == ("completed", 100)
    assert (pipeline["creditsReserved"], pipeline["creditsCharged"]) == (205, 205)
    assert [output["role"] for output in pipeline["outputs"]] == ["video", "captions", "captions"]
    assert await caller.wallet() == (0, 0)
    assert await balanced(house, caller)
    job = await caller.job(job_of(pipeline, "captions")["jobId"])
    film = job_of(pipeline, "film")
    assert job["params"]["videoUrl"] == film["outputs"][0]["id"]
    assert (job["pipelineId"], job["pipelineStep"], job["run"]) == (pipeline_id, "captions", 1)


async def test_a_failed_step_cancels_the_rest_and_is_refunded(house: House) -> None:
    caller = await house.caller(credits=40)
    steps = [
        {"id": "bad", "type": "image-generation", "params": REFUSED, "allowFallback": False},
        {"id": "long", "type": "image-generation", "params": FOREVER},
        image("later", needs=["bad"]),
        image("done", needs=[]),
    ]
    pipeline = await ended(caller, await submitted(caller, steps))
    assert pipeline["status"] == "failed"
    assert (pipeline["error"]["code"], pipeline["error"]["step"]) == ("ERR_PROVIDER_ERROR", "bad")
    told = statuses(pipeline)
    assert (told["bad"], told["long"], told["later"]) == ("failed", "cancelled", "skipped")
    assert pipeline["creditsCharged"] + pipeline["creditsRefunded"] == 40
    assert (await caller.wallet())[0] == 40 - pipeline["creditsCharged"]
    assert await balanced(house, caller)


async def test_steps_that_do_not_depend_on_a_failure_go_on(house: House) -> None:
    caller = await house.caller(credits=50)
    steps = [
        {"id": "bad", "type": "image-generation", "params": REFUSED, "allowFallback": False},
        image("after", needs=["bad"]),
        image("later", needs=["after"]),
        image("apart"),
        image("instead", when={"step": "bad", "status": "failed"}),
    ]
    pipeline = await ended(caller, await submitted(caller, steps, onFailure="continue"))
    assert statuses(pipeline) == {
        "bad": "failed", "after": "skipped", "later": "skipped", "apart": "completed", "instead": "completed",
    }  # fmt: skip
    assert pipeline["status"] == "failed", "a step of it failed"
    assert (pipeline["creditsCharged"], pipeline["creditsRefunded"]) == (20, 30)
    assert await caller.wallet() == (30, 0)
    assert await balanced(house, caller)


async def test_a_step_whose_condition_does_not_hold_is_skipped_and_refunded(house: House) -> None:
    caller = await house.caller(credits=100)
    steps = [
        speech("speech"),
        image(
            "long", when={"$ref": "speech.outputs[role=audio].durationSeconds", "greaterThan": 60}
        ),
        image("short", when={"$ref": "speech.outputs[0].durationSeconds", "lessThan": 60}),
        image("there", when={"$ref": "speech.outputs[role=timings]", "exists": True}),
        image("never", when={"step": "speech", "status": "skipped"}),
    ]
    pipeline = await ended(caller, await submitted(caller, steps))
    assert statuses(pipeline) == {
        "speech": "completed", "long": "skipped", "short": "completed", "there": "completed", "never": "skipped",
    }  # fmt: skip
    assert pipeline["status"] == "completed"
    assert job_of(pipeline, "long")["reason"] == "condition"
    assert await caller.wallet() == (75, 0)
    assert await balanced(house, caller)


async def test_for_each_runs_a_job_an_item_and_gives_back_what_was_not_needed(house: House) -> None:
    caller = await house.caller(credits=1_000)
    steps = [
        {
            "id": "films",
            "type": "video-generation",
            "forEach": [{"what": "the sea"}, {"what": "a wood"}],
            "params": {"prompt": {"$ref": "item.what"}, "duration": 5},
        },
        {
            "id": "captions",
            "type": "video-subtitles",
            "forEach": {"$ref": "films.outputs[role=video]", "max": 3},
            "params": {"videoUrl": {"$ref": "item"}, "transcript": TIMED},
        },
    ]
    pipeline = await ended(caller, await submitted(caller, steps))
    assert pipeline["status"] == "completed", pipeline
    assert [job["status"] for job in pipeline["steps"][1]["jobs"]] == ["completed", "completed", "skipped"]  # fmt: skip
    assert job_of(pipeline, "captions", 2)["reason"] == "no_item"
    prompts = [(await caller.job(job_of(pipeline, "films", n)["jobId"]))["params"]["prompt"] for n in (0, 1)]  # fmt: skip
    assert prompts == ["the sea", "a wood"]
    assert (pipeline["creditsReserved"], pipeline["creditsCharged"]) == (500, 400)
    assert await caller.wallet() == (600, 0)
    assert await balanced(house, caller)


async def test_a_pipeline_that_the_wallet_does_not_cover_holds_nothing(house: House) -> None:
    caller = await house.caller(credits=204)
    answer = await caller.submit("/pipelines", {"name": "poor", "steps": captioned()})
    assert answer.json()["code"] == "ERR_INSUFFICIENT_CREDITS"
    assert await caller.wallet() == (204, 0)
    assert (await caller.http.get("/pipelines")).json()["data"] == []
    over = await caller.submit(
        "/pipelines", {"name": "poor", "steps": captioned(), "maxCredits": 200}
    )
    assert over.json()["code"] == "ERR_INSUFFICIENT_CREDITS"


async def test_a_key_gives_the_first_answer_again(house: House) -> None:
    caller = await house.caller(credits=100)
    body = {"name": "keyed", "steps": [image("one")]}
    first = await caller.submit("/pipelines", body, Idempotency_Key="k-1")
    second = await caller.submit("/pipelines", body, Idempotency_Key="k-1")
    other = await caller.submit("/pipelines", {**body, "name": "x"}, Idempotency_Key="k-1")
    assert first.json()["data"] == second.json()["data"]
    assert second.headers["Idempotent-Replayed"] == "true"
    assert other.status_code == 422
    await ended(caller, first.json()["data"]["pipelineId"])
    assert await caller.wallet() == (90, 0)


@pytest.mark.parametrize("phase", ["at once", "running", "between"])
async def test_a_cancel_is_final_at_once_and_adds_up(house: House, phase: str) -> None:
    caller = await house.caller(credits=100)
    steps = [
        image("first"),
        {"id": "long", "type": "image-generation", "params": FOREVER, "needs": ["first"]},
        image("last", needs=["long"]),
    ]
    pipeline_id = await submitted(caller, steps)
    if phase != "at once":
        # A stream tells what moved together: a short step may be done when it is first seen to move.
        seen = ("processing", "completed") if phase == "running" else ("completed",)
        await until(caller, pipeline_id, lambda p: statuses(p)["first"] in seen)
    answer = (await caller.http.post(f"/pipelines/{pipeline_id}/cancel")).json()["data"]
    pipeline = await shown(caller, pipeline_id)
    assert (answer["status"], pipeline["status"]) == ("cancelled", "cancelled")
    charged = pipeline["creditsCharged"]
    assert answer["creditsRefunded"] == pipeline["creditsRefunded"] == 30 - charged
    assert charged == (10 if phase == "between" else charged)
    assert await caller.wallet() == (100 - charged, 0)
    assert await balanced(house, caller)
    again = await caller.http.post(f"/pipelines/{pipeline_id}/cancel")
    assert again.json()["data"] == answer
    with suppress(WorkflowFailureError, RPCError):
        await house.client.get_workflow_handle(pipeline_id).result()
    assert await caller.wallet() == (100 - charged, 0), "what Temporal cleans up costs nothing"
    assert await balanced(house, caller)


async def test_a_cancelled_pipeline_closes_its_workflows_and_tells_the_vendor(house: House) -> None:
    caller = await house.caller(credits=100)
    steps = [{"id": "long", "type": "image-generation", "params": FOREVER}]
    pipeline_id = await submitted(caller, steps)
    job_id = await _following(caller, pipeline_id, "long")
    await caller.http.post(f"/pipelines/{pipeline_id}/cancel")
    handle = house.client.get_workflow_handle(pipeline_id)
    with pytest.raises(WorkflowFailureError):
        await handle.result()
    assert (await handle.describe()).status is WorkflowExecutionStatus.CANCELED
    child = await house.client.get_workflow_handle(job_id).describe()
    assert child.status is WorkflowExecutionStatus.CANCELED
    assert (await caller.job(job_id))["attempts"][0]["vendorCancel"] == "confirmed"
    assert f"{job_id}.1.0.0" in house.slow.ledger.cancelled


async def test_the_cancel_of_a_step_counts_as_its_failure(house: House) -> None:
    caller = await house.caller(credits=100)
    steps = [
        {"id": "long", "type": "image-generation", "params": FOREVER},
        image("last", needs=["long"]),
    ]
    pipeline_id = await submitted(caller, steps)
    job_id = await _following(caller, pipeline_id, "long")
    assert (await caller.http.post(f"/jobs/{job_id}/cancel")).status_code == 200
    pipeline = await ended(caller, pipeline_id)
    assert (pipeline["status"], pipeline["error"]["step"]) == ("failed", "long")
    assert statuses(pipeline) == {"long": "cancelled", "last": "skipped"}
    assert await caller.wallet() == (100, 0)
    assert await balanced(house, caller)


async def test_a_retry_keeps_what_is_done_and_pays_only_for_the_rest(house: House) -> None:
    caller = await house.caller(credits=100)
    mends = {"prompt": f"mends {caller.tenant}", "routing": {"only": ["slowvendor"]}, **SMALL}
    steps = [
        image("first", f"piped once {caller.tenant}"),
        {"id": "bad", "type": "image-generation", "params": mends, "needs": ["first"]},
        image("last", needs=["bad"]),
        image("skipped", when={"step": "first", "status": "skipped"}),
    ]
    pipeline_id = await submitted(caller, steps)
    pipeline = await ended(caller, pipeline_id)
    assert (pipeline["status"], pipeline["error"]["code"]) == ("failed", "ERR_PROVIDER_ERROR")
    assert await caller.wallet() == (90, 0)
    failed = job_of(pipeline, "bad")["jobId"]
    refused = await caller.http.post(f"/jobs/{failed}/retry")
    assert refused.status_code == 409
    assert f"/pipelines/{pipeline_id}/retry" in refused.json()["detail"]
    house.slow.ledger.released.add(mends["prompt"])
    answer = await caller.http.post(f"/pipelines/{pipeline_id}/retry")
    assert answer.json()["data"] == {"id": pipeline_id, "status": "queued", "creditsReserved": 20}
    assert (await caller.http.post(f"/pipelines/{pipeline_id}/retry")).status_code == 409
    second = await ended(caller, pipeline_id, after=pipeline["version"])
    assert (second["status"], second["run"], second["creditsCharged"]) == ("completed", 2, 30)
    assert job_of(second, "first")["jobId"] == job_of(pipeline, "first")["jobId"]
    assert job_of(second, "bad")["jobId"] != failed, "what is tried again is a new job"
    assert len(house.paid(f"piped once {caller.tenant}")) == 1
    assert await caller.wallet() == (70, 0)
    assert await balanced(house, caller)


async def test_a_retry_that_the_wallet_does_not_cover_changes_nothing(house: House) -> None:
    caller = await house.caller(credits=10)
    steps = [{"id": "bad", "type": "image-generation", "params": REFUSED, "allowFallback": False}]
    pipeline_id = await submitted(caller, steps)
    before = await ended(caller, pipeline_id)
    assert (await caller.submit("/images/generate", {**FOREVER})).status_code == 202
    answer = await caller.http.post(f"/pipelines/{pipeline_id}/retry")
    assert answer.status_code == 402
    assert (await shown(caller, pipeline_id))["version"] == before["version"]


async def _following(caller: Caller, pipeline_id: str, step: str) -> str:
    """Wait until a step's job is at its vendor; answers the job's id."""
    found = await until(caller, pipeline_id, lambda p: job_of(p, step)["jobId"] is not None)
    job_id = str(job_of(found, step)["jobId"])
    await caller.until(job_id, "generating", field="phase")
    return job_id


async def test_a_dry_run_tells_the_plan_and_holds_nothing(house: House) -> None:
    caller = await house.caller(credits=10)
    answer = await caller.http.post(
        "/pipelines?dryRun=true", json={"name": "dry", "steps": captioned()}
    )
    plan = answer.json()["data"]
    assert plan["order"] == [["film", "speech"], ["captions"]]
    assert plan["price"] == {"min": 0, "expected": 205, "max": 205}
    assert plan["steps"][0]["providers"]["video"][0]["provider"] == "filmer"
    assert await caller.wallet() == (10, 0)
    told = await caller.http.post(
        "/estimates", json={"pipeline": {"name": "dry", "steps": captioned()}}
    )
    assert told.json()["data"]["price"] == plan["price"]


async def test_steps_side_by_side_are_bounded_by_the_tier(house: House) -> None:
    caller = await house.caller(credits=100, tier=Tier.FREE)
    steps = [{"id": f"s{n}", "type": "image-generation", "params": FOREVER} for n in range(3)]
    pipeline_id = await submitted(caller, steps)
    await until(
        caller, pipeline_id, lambda p: sum(job_of(p, f"s{n}")["jobId"] is not None for n in range(3)) == 2
    )  # fmt: skip
    for name in ("s0", "s1"):
        await _following(caller, pipeline_id, name)
    assert job_of(await shown(caller, pipeline_id), "s2")["jobId"] is None
    usage = (await caller.http.get("/usage")).json()["data"]
    assert usage["jobsAtOnce"] == {"running": 1, "limit": 2}
    assert usage["jobs"]["accepted"] == 1
    await caller.http.post(f"/pipelines/{pipeline_id}/cancel")
    assert (await caller.http.get("/usage")).json()["data"]["jobs"]["accepted"] == 0


async def test_another_tenants_pipeline_is_not_there(house: House) -> None:
    caller, other = await house.caller(), await house.caller()
    pipeline_id = await submitted(caller, [image("one")])
    for path, method in (("", "GET"), ("/cancel", "POST"), ("/retry", "POST"), ("/events", "GET")):
        answer = await other.http.request(method, f"/pipelines/{pipeline_id}{path}")
        assert answer.status_code == 404
    await ended(caller, pipeline_id)


async def test_the_events_of_the_whole_go_up_and_resume(house: House) -> None:
    caller = await house.caller()
    pipeline_id = await submitted(caller, [image("one"), image("two", needs=["one"])])
    await ended(caller, pipeline_id)
    found = await shown(caller, pipeline_id)
    seen = await _events(caller, pipeline_id, 0)
    assert [version for version, _ in seen] == list(range(1, found["version"] + 1))
    progress = [told["progress"] for _, told in seen]
    assert progress == sorted(progress)
    resumed = await _events(caller, pipeline_id, 3)
    assert [version for version, _ in resumed] == [version for version, _ in seen[3:]]
    tag = (await caller.http.get(f"/pipelines/{pipeline_id}")).headers["ETag"]
    same = await caller.http.get(f"/pipelines/{pipeline_id}", headers={"If-None-Match": tag})
    assert same.status_code == 304


async def _events(caller: Caller, pipeline_id: str, after: int) -> list[tuple[int, Any]]:
    headers, found, version = {"Last-Event-ID": str(after)}, [], 0
    url = f"/pipelines/{pipeline_id}/events"
    async with caller.http.stream("GET", url, headers=headers) as response:
        async for line in response.aiter_lines():
            if line.startswith("id: "):
                version = int(line[4:])
            if line.startswith("data: "):
                found.append((version, json.loads(line[6:])))
    return found


async def test_a_deleted_step_takes_its_words_out_of_the_pipeline(house: House) -> None:
    caller = await house.caller(credits=100)
    secret = f"secret {caller.tenant}"
    steps = [image("one", secret), image("two", needs=["one"])]
    pipeline_id = await submitted(caller, steps)
    pipeline = await ended(caller, pipeline_id)
    assert pipeline["status"] == "completed"
    job_id = job_of(pipeline, "one")["jobId"]
    assert (await caller.http.delete(f"/jobs/{job_id}")).status_code == 204
    after = await shown(caller, pipeline_id)
    assert secret not in json.dumps(after)
    assert after["creditsCharged"] == 20, "the money's record stays"
    held = await house.resources.system.value(
        "SELECT count(*) FROM studio.event WHERE job_id = :id AND snapshot::text LIKE :secret",
        id=pipeline_id, secret=f"%{secret}%",
    )  # fmt: skip
    assert held == 0
    assert await balanced(house, caller)


async def test_a_step_is_not_deleted_while_its_pipeline_runs(house: House) -> None:
    caller = await house.caller(credits=100)
    steps = [
        image("one"),
        {"id": "long", "type": "image-generation", "params": FOREVER, "needs": ["one"]},
    ]
    pipeline_id = await submitted(caller, steps)
    found = await until(caller, pipeline_id, lambda p: statuses(p)["long"] == "processing")
    job_id = job_of(found, "one")["jobId"]
    assert (await caller.http.delete(f"/jobs/{job_id}")).status_code == 409
    output = (await caller.job(job_id))["outputs"][0]["id"]
    assert (await caller.http.delete(f"/assets/{output}")).status_code == 409
    await caller.http.post(f"/pipelines/{pipeline_id}/cancel")
    assert (await caller.http.delete(f"/jobs/{job_id}")).status_code == 204
