"""The examples of `docs/jobs/`, as a reader would send them: curl itself, the program, and the pipeline out of its file."""

import ast
import asyncio
import inspect
import json
import re
import sys
from operator import attrgetter
from pathlib import Path
from typing import Any

import pytest
import yaml

from domain.tiers import Tier
from jobs.models import Draft, Made, Models
from jobs.runs import RunKey
from manual import errors_page, job_pages
from manual.examples import AVATAR, BODIES, FILES, FILM, MADE, MASK, PICTURE, SPEECH, VOICE
from providers.local.voices import preview
from runtime.catalog import job_types
from runtime.numbers import load
from studio import Studio
from tests.contract.test_job_types import ME, ON_A_CHAIN, Desk
from tests.corpus import ffmpeg
from tests.house import House
from tests.integration.test_pipelines import ended
from tests.samples import spoken

NAMES = sorted(job_types(load(None)))
TRIED = [pytest.param(name, marks=ON_A_CHAIN.get(name, ())) for name in NAMES]
BLOCK = re.compile(r"```(\w+)\n(.*?)```", re.DOTALL)
STANDS_FOR = {
    PICTURE: "@picture", MASK: "@mask", FILM: "@film", SPEECH: "@speech", MADE: "@made", VOICE: "@voice", AVATAR: ME,
}  # fmt: skip


class Reader(Desk):
    """Somebody with a page before them, and with files of their own."""

    async def blocks(self, name: str) -> dict[str, str]:
        """Give a page's examples by language, with what is the reader's own in its places."""
        text = (job_pages.FOLDER / f"{name}.md").read_text()
        for shown, own in STANDS_FOR.items():
            if shown in text:
                text = text.replace(shown, await self.filled(own))
        return dict(BLOCK.findall(text))

    async def shell(self, line: str) -> dict[str, Any]:
        """Run a line with the variables that the pages ask for."""
        process = await asyncio.create_subprocess_exec(
            "bash", "-euc", line, stdout=asyncio.subprocess.PIPE,
            env=self.environment(),
        )  # fmt: skip
        said, _ = await process.communicate()
        found: dict[str, Any] = json.loads(said)
        return found

    async def program(self, text: str) -> list[Path]:
        """Run a program in a folder with the files that it names; give the files that it fetched."""
        for url in FILES:
            name = url.rpartition("/")[2]
            if name in text:
                (self.folder / name).write_bytes(getattr(self, name.partition(".")[0])())
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-c", text, cwd=self.folder, env=self.environment()
        )
        assert await process.wait() == 0
        return [path for path in (self.folder / "out").rglob("*") if path.is_file()]

    def environment(self) -> dict[str, str]:
        """Give the variables that the pages ask for."""
        found = {"STUDIO_URL": self.house.url, "STUDIO_API_KEY": self.caller.token}
        return {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(job_pages.FOLDER.parents[1]), **found}

    async def _made(self, name: str) -> str:
        return await self.voice() if name == "@voice" else await super()._made(name)

    async def voice(self) -> str:
        """Have a voice that is ready, without the minute of speech that it takes."""
        models = Models(self.house.resources.app)
        job_id = await self.caller.accepted(
            "/images/generate", {"prompt": "a voice", "width": 256, "height": 256}
        )
        key = RunKey(tenant_id=self.caller.tenant, job_id=job_id, run=1)
        model_id = await models.begin(key, Draft(kind="voice", name="Ann", language="en"))
        await models.made(key, Made(provider="elevenlabs", vendor_ref="v1", account="ours"))
        await self.caller.ended(job_id)
        return model_id


class Performer(Reader):
    """A reader whose film lasts and has somebody who speaks Spanish in it; their voice is really cloned."""

    minute: Path | None = None

    async def prepared(self, name: str) -> None:
        """Speak for a minute, where a voice is made of it."""
        if name in ("voice-clone", "custom-speech"):
            self.minute = await spoken(self.folder, "espeak-en-us", times=3)

    def film(self) -> bytes:
        path = self.folder / "film.mp4"
        ffmpeg(
            "-f", "lavfi", "-i", "testsrc2=s=160x90:r=10:d=20", "-stream_loop", 4, "-i", preview("ef_dora"),
            "-t", 20, "-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "aac", path,
        )  # fmt: skip
        return path.read_bytes()

    def speech(self) -> bytes:
        return self.minute.read_bytes() if self.minute else super().speech()

    async def voice(self) -> str:
        body = {**BODIES["voice-clone"], "audioSamples": [await self.filled("@speech")]}
        job = await self.caller.finished("/audio/clone-voice", body)
        assert job["status"] == "completed", job["error"]
        return str(job["outputs"][-1]["metadata"]["voiceModelId"])


@pytest.fixture
async def performer(house: House, tmp_path: Path) -> Performer:
    return Performer(house, await house.caller(tier=Tier.ENTERPRISE, credits=50_000), tmp_path)


@pytest.fixture
async def reader(house: House, tmp_path: Path) -> Reader:
    return Reader(house, await house.caller(tier=Tier.ENTERPRISE, credits=50_000), tmp_path)


def test_the_pages_are_what_the_code_says() -> None:
    found = {path.name: path.read_text() for path in job_pages.FOLDER.glob("*.md")}
    assert found == job_pages.pages(), "python -m manual"
    assert errors_page.PAGE.read_text() == errors_page.page(), "python -m manual"


def test_a_reader_is_told_what_to_do_about_each_error_and_about_no_other() -> None:
    assert {kind.code for kind in errors_page.public()} == set(errors_page.TO_DO)


@pytest.mark.parametrize("name", TRIED)
async def test_what_a_page_shows_is_taken(reader: Reader, name: str) -> None:
    blocks = await reader.blocks(name)
    planned = await reader.shell(re.sub(r'(/v1/[^"]*)"', r'\1?dryRun=true"', blocks["sh"], count=1))
    assert planned["data"]["type"] == name, planned
    graph = yaml.safe_load(blocks["yaml"])
    answer = await reader.caller.http.post("/pipelines", params={"dryRun": "true"}, json=graph)
    assert answer.status_code == 200, answer.text


@pytest.mark.parametrize("name", NAMES)
def test_a_program_calls_what_the_client_has(name: str) -> None:
    text = (job_pages.FOLDER / f"{name}.md").read_text()
    tree = ast.parse(dict(BLOCK.findall(text))["python"])
    call = next(
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "job"
    )
    assert isinstance(call, ast.Call)
    with Studio("http://127.0.0.1", "sk_none") as client:
        method = attrgetter(ast.unparse(call.func).removeprefix("client."))(client)
    inspect.signature(method).bind(
        *call.args, **{each.arg: each for each in call.keywords if each.arg}
    )


async def test_the_program_of_a_page_fetches_its_files(reader: Reader) -> None:
    blocks = await reader.blocks("image-upscale")
    assert await reader.program(blocks["python"])


@pytest.mark.faults
@pytest.mark.timeout(600)
@pytest.mark.parametrize("name", TRIED)
async def test_every_program_fetches_its_files(performer: Performer, name: str) -> None:
    await performer.prepared(name)
    blocks = await performer.blocks(name)
    assert await performer.program(blocks["python"])


async def test_the_pipelines_of_their_page_are_taken(reader: Reader) -> None:
    text = (job_pages.FOLDER.parent / "pipelines.md").read_text()
    graphs = [yaml.safe_load(block) for kind, block in BLOCK.findall(text) if kind == "yaml"]
    assert graphs
    for graph in graphs:
        answer = await reader.caller.http.post("/pipelines", params={"dryRun": "true"}, json=graph)
        assert answer.status_code == 200, answer.text


def test_the_program_of_their_page_writes_what_the_file_beside_it_says() -> None:
    text = (job_pages.FOLDER.parent / "pipelines.md").read_text()
    program = next(block for kind, block in BLOCK.findall(text) if kind == "python")
    known: dict[str, Any] = {}
    exec(program.replace("print(p.body())", "body = p.body()"), known)
    assert [step["type"] for step in known["body"]["steps"]] == [
        "image-generation",
        "image-upscale",
    ]


@pytest.mark.faults
@pytest.mark.timeout(600)
@pytest.mark.parametrize("name", TRIED)
async def test_what_a_page_shows_comes_out(performer: Performer, name: str) -> None:
    await performer.prepared(name)
    blocks = await performer.blocks(name)
    accepted = await performer.shell(blocks["sh"])
    job = await performer.caller.ended(accepted["data"]["jobId"])
    assert job["status"] == "completed", job["error"]
    assert job["outputs"]
    graph = yaml.safe_load(blocks["yaml"])
    answer = await performer.caller.submit("/pipelines", graph)
    pipeline = await ended(performer.caller, answer.json()["data"]["pipelineId"])
    assert pipeline["status"] == "completed", (pipeline["error"], pipeline["steps"])
