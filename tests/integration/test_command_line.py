"""The command line and the client, as people use them."""

import asyncio
import json
import sys
from pathlib import Path

import pytest

from studio import Studio
from tests.house import House

IMAGES = "/images/generate"


async def studio(*words: str) -> tuple[int | None, str, str]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "cli.main", *words,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    out, err = await process.communicate()
    return process.returncode, out.decode(), err.decode()


@pytest.mark.parametrize("verb", ["token", "audit"])
async def test_a_stack_that_is_stopped_is_said_in_a_line(tmp_path: Path, verb: str) -> None:
    (tmp_path / "ports.json").write_text(json.dumps({"postgres": 9}))
    (tmp_path / "secrets.json").write_text(
        json.dumps({"studio_app": "a", "studio_system": "b", "development": "c" * 32})
    )
    code, out, err = await studio(verb, "--home", str(tmp_path))
    assert (code, out, len(err.splitlines())) == (1, "", 1), err


async def test_an_unknown_job_type_is_said_in_a_line(house: House) -> None:
    caller = await house.caller()
    code, _, err = await studio(
        "submit", "no-such-thing", "a=b", "--url", house.url, "--token", caller.token
    )
    assert code == 1
    assert err == "ERR_NOT_FOUND: The server has no job type 'no-such-thing'.\n"


async def test_the_table_of_jobs_is_whole_in_a_narrow_window(house: House) -> None:
    caller = await house.caller()
    job = await caller.finished(IMAGES, {"prompt": "x", "width": 256, "height": 256})
    _, out, _ = await studio("jobs", "--url", house.url, "--token", caller.token)
    assert [job["id"], "image-generation", "completed", "100", "10"] == out.splitlines()[1].split()[
        :5
    ]


async def test_a_job_is_submitted_watched_and_its_files_are_fetched(
    house: House, tmp_path: Path
) -> None:
    caller = await house.caller()
    there = ("--url", house.url, "--token", caller.token)
    words = ("submit", "image-generation", "prompt=a lake", "width=256", "height=256")
    code, out, err = await studio(*words, *there)
    job_id, *told = out.split()
    assert (code, told) == (0, ["queued,", "10", "credits", "reserved"]), err
    code, out, err = await studio("watch", job_id, "--out", str(tmp_path), *there)
    assert (code, out.splitlines()[0]) == (0, f"{job_id} completed, 10 credits"), err
    assert Path(out.splitlines()[1].strip()).stat().st_size


async def test_a_watch_follows_the_newest_run(house: House) -> None:
    caller = await house.caller()
    body = {"prompt": "fails [fault:400]", "provider": "dalle3", "allowFallback": False}
    job = await caller.finished(IMAGES, body)
    await caller.http.post(f"/jobs/{job['id']}/retry")

    def watched() -> list[int]:
        with Studio(house.url, caller.token) as client:
            return [each.run for each in client.jobs.resume(job["id"]).events()]

    assert set(await asyncio.to_thread(watched)) == {2}
