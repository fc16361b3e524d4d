"""Recorded histories of endpoints replay: a changed plot that would break what is owed fails here.

`RECORD=1 pytest tests/workflows` records them anew.
"""

import os
from pathlib import Path

import pytest
from fastapi import Response
from temporalio.client import WorkflowHistory
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.worker import Replayer, UnsandboxedWorkflowRunner

from domain.identity import Role
from tests.house import House
from tests.receiver import Event, receiving
from workflows.webhooks import WebhookWorkflow

HISTORIES = Path(__file__).parent / "histories"
NAMES = ("webhook-sent", "webhook-again")


@pytest.mark.parametrize("name", NAMES)
async def test_a_recorded_history_of_an_endpoint_replays(name: str) -> None:
    history = WorkflowHistory.from_json(name, (HISTORIES / f"{name}.json").read_text())
    replayer = Replayer(
        workflows=[WebhookWorkflow],
        data_converter=pydantic_data_converter,
        workflow_runner=UnsandboxedWorkflowRunner(),
    )
    result = await replayer.replay_workflow(history, raise_on_replay_failure=False)
    assert result.replay_failure is None


@pytest.mark.skipif("RECORD" not in os.environ, reason="records; the tests above replay")
@pytest.mark.parametrize("name", NAMES)
async def test_record_an_endpoint(house: House, name: str) -> None:
    caller = await house.caller(roles=(Role.ADMIN,))
    async with receiving() as receiver:

        def answer(event: Event) -> Response:
            return Response(
                status_code=500 if name.endswith("again") and not receiver.events else 200
            )

        receiver.answer = answer
        made = (await caller.http.post("/webhooks", json={"url": receiver.url})).json()["data"]
        await caller.http.post(f"/webhooks/{made['id']}/test")
        await receiver.got(2 if name.endswith("again") else 1)
        handle = house.client.get_workflow_handle(made["id"])
        await handle.result()
        (HISTORIES / f"{name}.json").write_text((await handle.fetch_history()).to_json())
