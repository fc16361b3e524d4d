"""A process dies in the middle of a pipeline: it ends once, and each step is paid once."""

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import httpx
import pytest

from runtime.embedded.stack import Stack
from tests.faults.harness import VICTIMS, vendor
from tests.faults.pipelines import outlived, paid, sound

MOMENTS = (("processing", 0), ("processing", 1), ("completed", 1))
"""As its first call is out, in the second step, and between steps."""


@pytest.mark.timeout(240)
async def test_a_pipeline_outlives_its_worker_and_pays_each_step_once(tmp_path: Path) -> None:
    await _killed(tmp_path, [("worker", *MOMENTS[1])])


@pytest.mark.faults
@pytest.mark.timeout(1_200)
async def test_a_pipeline_outlives_every_process_and_pays_each_step_once(tmp_path: Path) -> None:
    await _killed(tmp_path, [(victim, *moment) for victim in VICTIMS for moment in MOMENTS])


async def _killed(folder: Path, kills: Sequence[tuple[str, str, int]]) -> None:
    journal = folder / "vendor.jsonl"
    async with vendor(journal) as vendor_url:
        environment = {
            "PROVIDERS__OPENAI__API_KEY": "test-key",
            "PROVIDERS__OPENAI__BASE_URL": vendor_url,
            "WORKER__GRACE_SECONDS": "1",
        }
        async with (
            Stack(folder / "home", environment=environment) as stack,
            httpx.AsyncClient(
                base_url=f"{stack.ready.api}/studio/v1", timeout=10, trust_env=False,
                headers={"Authorization": f"Bearer {stack.ready.token}"},
            ) as client,
        ):  # fmt: skip
            ended = [
                await outlived(stack, client, victim, status=status, place=place)
                for victim, status, place in kills
            ]
            await sound(stack)
    calls = Counter(json.loads(line)["key"] for line in journal.read_text().splitlines())
    for pipeline in ended:
        paid(pipeline, calls)
    assert set(calls.values()) == {1}
