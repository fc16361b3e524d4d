"""Which provider would serve a task now: the pure plan over what is shared in the database."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from db.capabilities import Capabilities, Circuits
from domain.requests import Wish
from domain.routing import Route, plan
from domain.tasks import Ability


class Router:
    """The same answer at admission, in a dry run and in a workflow."""

    def __init__(
        self,
        capabilities: Capabilities,
        circuits: Circuits,
        *,
        order: Mapping[str, Sequence[str]],
        tries: int,
    ) -> None:
        self.capabilities = capabilities
        self.circuits = circuits
        self.order = order
        self.tries = tries

    async def plan(self, ability: Ability, wish: Wish) -> tuple[Route, ...]:
        """Order the routes for an ability, best first. Raises ProviderUnavailable."""
        known = await self.capabilities.known()
        return plan(
            ability,
            wish,
            offers=known.offers,
            circuits=await self.circuits.state(),
            order=self.order.get(ability, ()),
            now=datetime.now(UTC),
        )
