"""The OpenAPI document and the GraphQL schema, held against the server by a fuzzer: no 500, no undocumented status."""

import asyncio
import json
import os
import re
import sys
from pathlib import Path
from typing import Any

import pytest

from domain.identity import Role
from domain.tiers import Tier
from tests.belongings import belongings
from tests.house import Caller, House
from tests.receiver import receiving

# No operation documents a 500, so one would be an undocumented status; a 503 is an honest answer.
CHECKS = "status_code_conformance,content_type_conformance,response_schema_conformance"
CASES_MIN = 5_000
IS_LONG = "FUZZ_EXAMPLES" in os.environ
LONG = pytest.mark.skipif(not IS_LONG, reason="make test-faults")
NAMED = ("jobId", "pipelineId", "keyId", "voiceModelId", "avatarModelId", "webhookId", "deliveryId", "templateId")  # fmt: skip

pytestmark = pytest.mark.timeout(5_400)


async def fuzzed(url: str, caller: Caller, folder: Path, **options: str) -> dict[str, Any]:
    """Run the fuzzer, which must find nothing; gives its report. Options take `_` for `-`."""
    given = [part for name, value in options.items() for part in (f"--{name.replace('_', '-')}", value)]  # fmt: skip
    process = await asyncio.create_subprocess_exec(
        str(Path(sys.executable).parent / "schemathesis"), "run", url, "--header", f"Authorization: Bearer {caller.token}",
        "--header", f"X-Tenant-Id: {caller.tenant}", "--header", "Prefer: respond-async",
        "--max-examples", os.environ.get("FUZZ_EXAMPLES", "5"), "--seed", "7", "--request-timeout", "20", "--no-color",
        "--suppress-health-check", "all", "--workers", "1", "--report-json-path", "report.json", *given,
        cwd=folder, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    said, _ = await process.communicate()
    assert process.returncode == 0, said.decode()[:9_000]
    report: dict[str, Any] = json.loads((folder / "report.json").read_text())
    print(
        f"\n{report['operations']['tested']} operations, {report['test_cases']['generated']} cases"
    )
    return report


async def test_the_fuzzer_finds_no_surprise(house: House, tmp_path: Path) -> None:
    caller = await house.caller(tier=Tier.ENTERPRISE, credits=60, roles=(Role.ADMIN,))
    report = await fuzzed(
        f"{house.url}/openapi.json", caller, tmp_path,
        checks=CHECKS, phases=os.environ.get("FUZZ_PHASES", "fuzzing"), exclude_path_regex="/events$",
    )  # fmt: skip
    assert report["operations"]["tested"] == report["operations"]["selected"] > 80
    assert report["test_cases"]["generated"] >= (CASES_MIN if IS_LONG else 1)


@LONG
async def test_the_fuzzer_finds_no_surprise_about_what_there_is(
    house: House, tmp_path: Path
) -> None:
    """Here ids name things of the caller's, so that requests come further than 404."""
    async with receiving() as receiver:
        has = await belongings(house, Tier.PROMAX, receiver, tmp_path / "owned")
        ids = has.ids | {
            "templateId": has.ids["ownTemplate"],
            "pipelineId": has.ids["openPipeline"],
        }
        lines = [f'"path.{name}" = "{ids[name]}"\n' for name in NAMED]
        (tmp_path / "schemathesis.toml").write_text("".join(["[parameters]\n", *lines]))
        report = await fuzzed(
            f"{house.url}/openapi.json", has.caller, tmp_path,
            checks=CHECKS, phases="fuzzing", include_path_regex=r"\{\w+Id\}", exclude_path_regex="/events$",
        )  # fmt: skip
    assert report["test_cases"]["generated"] > 500


@LONG
async def test_the_fuzzer_finds_no_defect_in_a_query(house: House, tmp_path: Path) -> None:
    """A defect in a resolver is an error of a 200, and has a code of its own."""
    caller = await house.caller(tier=Tier.ENTERPRISE, roles=(Role.ADMIN,))
    report = await fuzzed(
        f"{house.url}/studio/v1/graphql", caller, tmp_path,
        checks="content_type_conformance", phases="fuzzing", report_vcr_path="answers.yaml",
    )  # fmt: skip
    assert report["test_cases"]["generated"] >= 100
    answers = (tmp_path / "answers.yaml").read_text()
    assert "studioJobs" in answers
    assert "ERR_INTERNAL" not in answers
    assert {code[0] for code in re.findall(r"code: '(\d+)'", answers)} == {"2", "4"}
