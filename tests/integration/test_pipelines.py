"""Pipelines as clients meet them: one graph, one place, a hold a job; the end adds up however it comes."""

from collections.abc import Callable
from typing import Any

from ledger.audit import audit
from tests.house import TERMINAL, Caller, House

SMALL = {"width": 256, "height": 256}
FOREVER = {"prompt": "forever piped", "routing": {"only": ["slowvendor"]}, **SMALL}
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
    caller: Caller, pipeline_id: str, is_it: Callable[[dict[str, Any]], bool]
) -> dict[str, Any]:
    """Follow a pipeline's events until one shows what is waited for."""
    import json

    url = f"/pipelines/{pipeline_id}/events"
    async with caller.http.stream("GET", url) as response:
        async for line in response.aiter_lines():
            if line.startswith("data: ") and is_it(found := json.loads(line[6:])):
                told: dict[str, Any] = found
                return told
    raise AssertionError(await shown(caller, pipeline_id))


async def ended(caller: Caller, pipeline_id: str) -> dict[str, Any]:
    await until(caller, pipeline_id, lambda found: found["status"] in TERMINAL)
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
    assert statuses(pipeline) == dict.fromkeys(("film", "speech", "captions"), "completed"), pipeline
    assert (pipeline["status"], pipeline["progress"]) == ("completed", 100)
    assert (pipeline["creditsReserved"], pipeline["creditsCharged"]) == (205, 205)
    assert [output["role"] for output in pipeline["outputs"]] == ["video", "captions", "captions"]
    assert await caller.wallet() == (0, 0)
    assert await balanced(house, caller)
    job = await caller.job(job_of(pipeline, "captions")["jobId"])
    film = job_of(pipeline, "film")
    assert job["params"]["videoUrl"] == film["outputs"][0]["id"]
    assert (job["pipelineId"], job["pipelineStep"], job["run"]) == (pipeline_id, "captions", 1)
