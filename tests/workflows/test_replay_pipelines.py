"""Recorded histories of pipelines replay: a changed plot that would break running ones fails here.

`RECORD=1 pytest tests/workflows` records them anew.
"""

import os
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from temporalio.client import WorkflowFailureError, WorkflowHistory
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.worker import Replayer, UnsandboxedWorkflowRunner

from tests.house import House
from tests.integration.test_pipelines import (
    FOREVER,
    REFUSED,
    captioned,
    ended,
    image,
    job_of,
    speech,
    submitted,
    until,
)
from workflows.pipeline import PipelineWorkflow

HISTORIES = Path(__file__).parent / "histories"
BAD = {"id": "bad", "type": "image-generation", "params": REFUSED, "allowFallback": False}
LONG = {"id": "long", "type": "image-generation", "params": FOREVER}
EACH = {
    "id": "each",
    "type": "image-generation",
    "forEach": ["a", "b"],
    "params": {"prompt": {"$ref": "item"}, "width": 256, "height": 256},
}
OUTCOMES: dict[str, tuple[list[dict[str, Any]], dict[str, Any], str]] = {
    "pipeline-completed": (captioned(), {}, "completed"),
    "pipeline-each": ([EACH, image("after", needs=["each"])], {}, "completed"),
    "pipeline-condition": (
        [speech("speech"), image("not", when={"step": "speech", "status": "skipped"})],
        {},
        "completed",
    ),
    "pipeline-failed": ([BAD, LONG, image("last", needs=["bad"])], {}, "failed"),
    "pipeline-continued": (
        [BAD, image("last", needs=["bad"]), image("apart")],
        {"onFailure": "continue"},
        "failed",
    ),
    "pipeline-cancelled": ([LONG, image("last", needs=["long"])], {}, "cancelled"),
}


@pytest.mark.parametrize("name", OUTCOMES)
async def test_a_recorded_history_of_a_pipeline_replays(name: str) -> None:
    history = WorkflowHistory.from_json(name, (HISTORIES / f"{name}.json").read_text())
    replayer = Replayer(
        workflows=[PipelineWorkflow],
        data_converter=pydantic_data_converter,
        workflow_runner=UnsandboxedWorkflowRunner(),
    )
    result = await replayer.replay_workflow(history, raise_on_replay_failure=False)
    assert result.replay_failure is None


@pytest.mark.skipif("RECORD" not in os.environ, reason="records; the tests above replay")
@pytest.mark.parametrize("name", OUTCOMES)
async def test_record_a_pipeline(house: House, name: str) -> None:
    steps, more, status = OUTCOMES[name]
    caller = await house.caller()
    pipeline_id = await submitted(caller, steps, **more)
    if status == "cancelled":
        found = await until(caller, pipeline_id, lambda p: job_of(p, "long")["jobId"] is not None)
        await caller.until(job_of(found, "long")["jobId"], "generating", field="phase")
        await caller.http.post(f"/pipelines/{pipeline_id}/cancel")
    pipeline = await ended(caller, pipeline_id)
    assert pipeline["status"] == status, pipeline
    handle = house.client.get_workflow_handle(pipeline_id)
    with suppress(WorkflowFailureError):  # the outcome is in the history
        await handle.result()
    HISTORIES.mkdir(exist_ok=True)
    (HISTORIES / f"{name}.json").write_text((await handle.fetch_history()).to_json())
