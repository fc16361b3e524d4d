"""A short fault run: every part of the stack is killed once while jobs go through it."""

from pathlib import Path

import pytest

from tests.faults.harness import cycles


@pytest.mark.timeout(240)
async def test_kills_lose_no_job_and_pay_for_none_twice(tmp_path: Path) -> None:
    report = await cycles(tmp_path, seed=7, count=4, jobs_a_cycle=3)
    print(report.line())
    assert report.paid_twice == {}
    assert (report.ledger_sum, report.problems, report.open_holds, report.without_file) == (
        0,
        [],
        0,
        0,
    )
    assert sum(report.statuses.values()) == len(report.accepted) == 12
