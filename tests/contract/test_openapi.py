"""The OpenAPI document, held against the server by a fuzzer: no 500, no undocumented status."""

import asyncio
import os
import sys
from pathlib import Path

import pytest

from domain.identity import Role
from domain.tiers import Tier
from tests.house import House

# No operation documents a 500, so one would be an undocumented status; a 503 is an honest answer.
CHECKS = "status_code_conformance,content_type_conformance,response_schema_conformance"


@pytest.mark.timeout(5_400)
async def test_the_fuzzer_finds_no_surprise(house: House, tmp_path: Path) -> None:
    caller = await house.caller(tier=Tier.ENTERPRISE, credits=60, roles=(Role.ADMIN,))
    examples = os.environ.get("FUZZ_EXAMPLES", "12")
    phases = os.environ.get("FUZZ_PHASES", "fuzzing")
    process = await asyncio.create_subprocess_exec(
        str(Path(sys.executable).parent / "schemathesis"), "run", f"{house.url}/openapi.json",
        "--header", f"Authorization: Bearer {caller.token}", "--header", f"X-Tenant-Id: {caller.tenant}",
        "--header", "Prefer: respond-async", "--checks", CHECKS, "--max-examples", examples,
        "--phases", phases, "--seed", "7", "--request-timeout", "20", "--exclude-path-regex", "/events$",
        "--no-color", "--suppress-health-check", "all", "--workers", "1",
        cwd=tmp_path, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    said, _ = await process.communicate()
    assert process.returncode == 0, said.decode()[:9_000]
