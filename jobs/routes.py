"""Which provider would serve a task now: the pure plan over what is shared in the database."""

import time
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

from db.capabilities import Capabilities, Circuits
from db.session import Database
from db.switches import Switches
from domain.requests import Wish
from domain.routing import Needs, Route, RouteList, Rules, State, plan
from domain.tasks import Ability
from jobs.health import measured

MEASURED_SECONDS: Final = 30.0


class Router:
    """The same answer at admission, in a dry run and in a workflow."""

    def __init__(
        self,
        capabilities: Capabilities,
        circuits: Circuits,
        switches: Switches,
        *,
        system: Database,
        routes: Mapping[Ability, RouteList],
        rules: Rules,
    ) -> None:
        self.capabilities = capabilities
        self.circuits = circuits
        self.switches = switches
        self.system = system
        self.routes = routes
        self.rules = rules
        self._latencies: dict[tuple[str, str], float] = {}
        self._measured_at = -MEASURED_SECONDS

    async def plan(
        self, ability: Ability, wish: Wish, needs: Needs | None = None
    ) -> tuple[Route, ...]:
        """Order the routes for an ability, best first. Raises ProviderUnavailable."""
        known = await self.capabilities.known()
        listed = self.routes.get(ability, RouteList())
        off = await self.switches.off()
        state = State(
            circuits=await self.circuits.state(),
            switched_off=frozenset((one.provider, one.ability) for one in off),
            latencies=await self._measured() if listed.policy == "fastest" else {},
        )
        return plan(
            ability, wish, offers=known.offers, listed=listed, state=state, now=datetime.now(UTC), needs=needs
        )  # fmt: skip

    async def _measured(self) -> dict[tuple[str, str], float]:
        if time.monotonic() - self._measured_at > MEASURED_SECONDS:
            self._measured_at = time.monotonic()
            self._latencies = {
                key: found.latency_seconds
                for key, found in (await measured(self.system)).items()
                if found.latency_seconds is not None
            }
        return self._latencies
