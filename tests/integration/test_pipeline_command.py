"""Pipelines from the command line and from Python, as people use them."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
import yaml

from studio import Pipeline, Studio, models
from tests.house import House
from tests.integration.test_command_line import studio
from tests.integration.test_pipelines import FOREVER, captioned, image, shown, submitted

BROKEN = {"name": "broken", "steps": [{"id": "a", "type": "image-generation", "needs": ["b"]}]}


def written(tmp_path: Path, body: dict[str, Any]) -> str:
    path = tmp_path / "hello.yaml"
    path.write_text(yaml.safe_dump(body))
    return str(path)


async def test_a_file_is_run_drawn_and_its_files_are_fetched(house: House, tmp_path: Path) -> None:
    caller = await house.caller(credits=205)
    there = ("--url", house.url, "--token", caller.token)
    file = written(tmp_path, {"steps": captioned()})
    code, out, _ = await studio("pipeline", "run", file, "--plan", *there)
    assert code == 0
    assert out.splitlines()[0].startswith("205 credits (at most 205)")
    assert out.splitlines()[1:] == ["1. film, speech", "2. captions"]
    code, out, err = await studio(
        "pipeline", "run", file, "--watch", "--out", str(tmp_path / "out"), *there
    )
    assert code == 0, err
    assert "✔ hello  completed  100%" in err
    assert "└─▶ ✔ captions" in err
    files = [Path(line.strip()) for line in out.splitlines()]
    assert {path.suffix for path in files} == {".mp4", ".srt", ".vtt"}
    assert all(path.stat().st_size for path in files)
    _, out, _ = await studio("pipeline", "list", *there)
    assert out.splitlines()[1].split()[1:] == ["hello", "completed", "100", "205"]


async def test_a_wrong_file_is_told_with_its_faults(house: House, tmp_path: Path) -> None:
    caller = await house.caller()
    there = ("--url", house.url, "--token", caller.token)
    code, _, err = await studio("pipeline", "run", written(tmp_path, BROKEN), *there)
    assert code == 1
    assert "  /steps/0/needs/0: No step is called 'b': a." in err.splitlines()


async def test_a_pipeline_is_shown_and_cancelled(house: House) -> None:
    caller = await house.caller(credits=100)
    there = ("--url", house.url, "--token", caller.token)
    steps = [
        {"id": "long", "type": "image-generation", "params": FOREVER},
        image("last", needs=["long"]),
    ]
    pipeline_id = await submitted(caller, steps)
    _, out, _ = await studio("pipeline", "show", pipeline_id, *there)
    assert "after long" in out
    code, out, _ = await studio("pipeline", "cancel", pipeline_id, *there)
    assert (code, out) == (0, f"{pipeline_id} cancelled, 20 credits refunded\n")
    code, _, err = await studio("pipeline", "retry", pipeline_id, *there)
    assert (code, err) == (1, "ERR_CONFLICT: Only a failed pipeline can be retried.\n")


async def test_the_builder_plans_and_runs(house: House) -> None:
    caller = await house.caller(credits=100)
    p = Pipeline("built")
    first = p.image_generation(prompt="one", width=256, height=256)
    p.image_generation(prompt="two", width=256, height=256, needs=[first])

    def built() -> tuple[models.PipelinePlan, models.Pipeline, list[int]]:
        seen: list[int] = []
        with Studio(house.url, caller.token) as client:
            plan = p.plan(client)
            return plan, p.run(client, lambda told: seen.append(told.progress)), seen

    plan, done, seen = await asyncio.to_thread(built)
    assert plan.price.max == done.credits_charged == 20
    assert (done.status, seen[-1]) == ("completed", 100)
    assert seen == sorted(seen)
    assert (await shown(caller, done.id))["name"] == "built"


@pytest.mark.parametrize("name", ["nobody", "missing.yaml"])
async def test_what_is_no_file_and_no_preset_is_said(house: House, name: str) -> None:
    caller = await house.caller()
    code, out, err = await studio(
        "pipeline", "run", name, "--url", house.url, "--token", caller.token
    )
    assert code != 0
    assert out == ""
    assert name in err
