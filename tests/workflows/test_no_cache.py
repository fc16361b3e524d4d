"""With no workflow cache every task is a replay: whatever is not deterministic shows."""

from pathlib import Path

from runtime.embedded.stack import Stack
from tests import house
from tests.integration.test_pipelines import captioned, ended, submitted


async def test_jobs_run_without_a_workflow_cache(tmp_path: Path) -> None:
    environment = {"WORKER__WORKFLOW_CACHE": "0"}
    async with (
        Stack(tmp_path / "home", with_processes=False, environment=environment) as stack,
        house.opened(stack, tmp_path) as opened,
    ):
        assert opened.settings.worker.workflow_cache == 0
        caller = await opened.caller()
        followed = {
            "prompt": "uncached",
            "routing": {"only": ["slowvendor"]},
            "width": 256,
            "height": 256,
        }
        moved_on = {"prompt": "uncached [fault:400]", "variants": 2, "width": 256, "height": 256}
        for body in (followed, moved_on):
            job = await caller.finished("/images/generate", body)
            assert job["status"] == "completed", job["error"]
        pipeline = await ended(caller, await submitted(caller, captioned()))
        assert pipeline["status"] == "completed", pipeline["error"]
