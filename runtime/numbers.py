"""The settings file's rows: prices, tiers, time targets and routes."""

import tomllib
from pathlib import Path
from typing import Final

from pydantic import Field

from domain.routing import RouteList, Rules, VendorLimits
from domain.segments import Segmenting
from domain.tasks import Ability
from domain.tiers import Tier, TierLimits
from domain.values import Row

SHIPPED: Final = Path(__file__).parent / "numbers.toml"


class JobRow(Row):
    """A job type's numbers. Credits and seconds."""

    price: dict[str, int]
    target_seconds: int
    target_per_source_second: float = 0


class CircuitRow(Row):
    """When a provider's ability is left alone, and for how long."""

    failures: int = Field(ge=1)
    cooldown_seconds: float
    credits_cooldown_seconds: float


class RoutingRow(Row):
    """How far a job goes from vendor to vendor."""

    moderated_falls_back: bool = False
    unknown_seconds: float = Field(default=60, ge=0)


class RetryRow(Row):
    """How often a vendor that took nothing on is asked."""

    tries: int = Field(ge=1, le=10)


class Numbers(Row):
    """All rows."""

    tiers: dict[Tier, TierLimits]
    jobs: dict[str, JobRow]
    routes: dict[Ability, RouteList]
    vendors: dict[str, VendorLimits] = {}
    routing: RoutingRow = RoutingRow()
    circuit: CircuitRow
    retry: RetryRow
    segments: Segmenting | None = None

    @property
    def rules(self) -> Rules:
        """Give what a workflow has to know of routing."""
        return Rules(tries=self.retry.tries, **self.routing.model_dump())

    def places(self) -> dict[str, int]:
        """Give each tier's jobs at once."""
        return {tier.value: limits.jobs_at_once for tier, limits in self.tiers.items()}


def load(path: Path | None) -> Numbers:
    """Read the operator's file, or the one we ship. Raises OSError, ValueError for a bad row."""
    numbers = Numbers.model_validate(tomllib.loads((path or SHIPPED).read_text()))
    if missing := set(Tier) - set(numbers.tiers):
        raise ValueError(f"no row for tiers {sorted(missing)}")
    return numbers
