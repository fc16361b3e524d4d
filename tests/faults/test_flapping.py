"""The long run through vendors that flap: `make test-faults`, with SEED and JOBS from the environment."""

import os
import random
from itertools import chain, repeat
from pathlib import Path

import pytest

from tests.faults.flapping import Moment, run

ROUND: tuple[Moment, ...] = ("window", "random", "window")


@pytest.mark.faults
@pytest.mark.timeout(3_600)
async def test_vendors_that_flap_are_paid_once_and_lose_no_job(tmp_path: Path) -> None:
    seed = int(os.environ.get("SEED", random.SystemRandom().randrange(10_000)))
    count = int(os.environ.get("JOBS", "1000"))
    moments = list(chain.from_iterable(repeat(ROUND, max(count // 10, 1))))
    report = await run(tmp_path, seed=seed, count=count, moments=moments)
    print(f"\n{report.line()}")
    assert report.faults() == {}
    assert report.answers_lost or count < 100
    assert sum(report.statuses.values()) == count
