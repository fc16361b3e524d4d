"""The client as people use it: the quick start as it is written, and jobs taken up by another client."""

import asyncio
import re
from pathlib import Path
from typing import Any

import pytest

from studio import AsyncStudio, JobCancelled, Studio, StudioProblem
from tests.house import House

ROOT = Path(__file__).parents[2]
BLOCK = re.compile(r"^```python\n(.*?)^```", re.DOTALL | re.MULTILINE)


async def test_the_quick_start_runs_as_it_is_written(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    caller = await house.caller(credits=1_000)
    monkeypatch.setenv("STUDIO_URL", house.url)
    monkeypatch.setenv("STUDIO_API_KEY", caller.token)
    monkeypatch.chdir(tmp_path)
    blocks = BLOCK.findall((ROOT / "docs/quickstart.md").read_text())
    lines: list[str] = []
    names: dict[str, Any] = {"print": lambda *words: lines.append(" ".join(map(str, words)))}

    def run() -> None:
        for block in blocks:
            exec(compile(block, "quickstart.md", "exec"), names)

    await asyncio.to_thread(run)
    assert lines[0] == "1000 credits"
    assert "completed 10 credits" in lines
    assert "400 ERR_VALIDATION ['/prompt', '/width']" in lines
    assert lines[-2:] == ["completed ['completed', 'completed']", "completed"]
    assert [path.suffix for path in (tmp_path / "outputs").iterdir()] == [".png"]


async def test_a_job_is_cancelled_by_another_client_while_one_waits(house: House) -> None:
    caller, stranger = await house.caller(), await house.caller()
    forever = {"prompt": "forever client", "routing": {"only": ["slowvendor"]}}
    async with (
        AsyncStudio(house.url, caller.token) as one,
        AsyncStudio(house.url, caller.token) as two,
    ):
        handle = await one.submit("image-generation", forever)
        waiting = asyncio.create_task(handle.wait())
        await caller.until(handle.id, "generating", field="phase")
        assert (await two.jobs.resume(handle.id).cancel()).credits_refunded == 10
        with pytest.raises(JobCancelled):
            await waiting
        async with AsyncStudio(house.url, stranger.token) as other:
            with pytest.raises(StudioProblem) as caught:
                await other.jobs.resume(handle.id).wait()
    assert caught.value.code == "ERR_NOT_FOUND"


async def test_every_answer_without_a_body_of_ours_is_read(house: House) -> None:
    """Reads all that can be read without knowing an id: the models fit what the server says."""
    caller = await house.caller()

    def read() -> list[str]:
        with Studio(house.url, caller.token) as client:
            for pages in (
                client.jobs.list(), client.pipelines.list(), client.audio.list_voices(limit=5), client.templates.list(),
                client.voice_models.list(), client.avatars.list(), client.wallet.list_entries(),
            ):  # fmt: skip
                for _, _ in zip(range(7), pages, strict=False):
                    pass
            for listed in (
                client.audio.list_languages(), client.pipelines.list_presets(), client.providers.list_health(),
            ):  # fmt: skip
                assert listed
            client.music.list_genres(), client.wallet.get(), client.usage.get()
            answer = client.graphql.query(query="{ studioUsage { tier } }")
            return [template.id for template in client.templates.list()] + [str(answer.data)]

    found = await asyncio.to_thread(read)
    assert len(found) == 13
    assert "studioUsage" in found[-1]
