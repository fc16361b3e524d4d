"""The long fault run: `make test-faults`, with SEED and CYCLES from the environment."""

import os
import random
from pathlib import Path

import pytest

from tests.faults.harness import cycles


@pytest.mark.faults
@pytest.mark.timeout(3_600)
async def test_nothing_is_lost_or_paid_twice_over_many_kills(tmp_path: Path) -> None:
    seed = int(os.environ.get("SEED", random.SystemRandom().randrange(10_000)))
    report = await cycles(
        tmp_path, seed=seed, count=int(os.environ.get("CYCLES", "40")), jobs_a_cycle=4
    )
    print(f"\n{report.line()}")
    assert report.paid_twice == {}
    assert (report.ledger_sum, report.problems, report.open_holds, report.without_file) == (
        0,
        [],
        0,
        0,
    )
    assert sum(report.statuses.values()) == len(report.accepted) == report.cycles * 4
