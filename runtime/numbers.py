"""The settings file's rows: prices, tiers, time targets and routes."""

import tomllib
from pathlib import Path
from typing import Final

from pydantic import Field

from domain.tasks import Ability
from domain.tiers import Tier, TierLimits
from domain.values import Value

SHIPPED: Final = Path(__file__).parent / "numbers.toml"


class JobRow(Value):
    """A job type's numbers. Credits and seconds."""

    price: dict[str, int]
    target_seconds: int
    target_per_source_second: float = 0


class CircuitRow(Value):
    """When a provider's ability is left alone, and for how long."""

    failures: int = Field(ge=1)
    cooldown_seconds: float
    credits_cooldown_seconds: float


class RetryRow(Value):
    """How often one route is tried."""

    tries: int = Field(ge=1, le=10)


class Numbers(Value):
    """All rows."""

    tiers: dict[Tier, TierLimits]
    jobs: dict[str, JobRow]
    routes: dict[Ability, tuple[str, ...]]
    circuit: CircuitRow
    retry: RetryRow

    def places(self) -> dict[str, int]:
        """Give each tier's jobs at once."""
        return {tier.value: limits.jobs_at_once for tier, limits in self.tiers.items()}


def load(path: Path | None) -> Numbers:
    """Read the operator's file, or the one we ship. Raises OSError, ValueError for a bad row."""
    numbers = Numbers.model_validate(tomllib.loads((path or SHIPPED).read_text()))
    if missing := set(Tier) - set(numbers.tiers):
        raise ValueError(f"no row for tiers {sorted(missing)}")
    return numbers
