"""Which provider serves an ability, best first."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from domain.errors import ProviderUnavailable
from domain.requests import Wish
from domain.tasks import Ability
from domain.values import Value

LOCAL = "local"


class Offered(Value):
    """An ability that some live worker can really serve."""

    provider: str
    ability: Ability
    model: str
    paid: bool
    findable: bool
    queue: str
    text_length_max: int | None = None
    aliases: tuple[str, ...] = ()


class Circuit(Value):
    """The breaker of a provider's ability. Open until `open_until`; then one probe may pass."""

    provider: str
    ability: Ability
    failures: int = 0
    open_until: datetime | None = None
    reason: str = ""

    def is_open(self, now: datetime) -> bool:
        """Tell whether the provider is left alone now."""
        return self.open_until is not None and now < self.open_until


class Route(Value):
    """One way to get a task done. `suspect`: its circuit has counted failures."""

    provider: str
    model: str
    queue: str
    paid: bool
    findable: bool
    text_length_max: int | None = None
    suspect: bool = False


def plan(
    ability: Ability,
    wish: Wish,
    *,
    offers: Sequence[Offered],
    circuits: Mapping[tuple[str, str], Circuit],
    order: Sequence[str],
    now: datetime,
) -> tuple[Route, ...]:
    """Order the routes for a task.

    A provider that is named comes first, and alone without `allow_fallback`. `local` is the
    automatic choice only while no vendor in the order is configured. Raises ProviderUnavailable.
    """
    here = {offer.provider: offer for offer in offers if offer.ability is ability}
    wish = _by_own_names(wish, here)
    names = _named(wish, here, order) if wish.provider else _automatic(wish, here, order)
    names = [
        name for name in names if name not in wish.exclude and (not wish.only or name in wish.only)
    ]
    names.sort(
        key=lambda name: wish.prefer.index(name) if name in wish.prefer else len(wish.prefer)
    )
    names = names if wish.allow_fallback else names[:1]
    closed = [name for name in names if not circuits.get((name, ability), _CLOSED).is_open(now)]
    if not names:
        raise ProviderUnavailable(
            f"No configured provider offers {ability.value}.", retry_after_seconds=60
        )
    if not closed:
        raise ProviderUnavailable(
            f"Every provider of {ability.value} is resting after failures.", retry_after_seconds=30
        )
    return tuple(_route(here[name], circuits.get((name, ability))) for name in closed)


_CLOSED = Circuit(provider="", ability=Ability.IMAGE)


def _by_own_names(wish: Wish, here: Mapping[str, Offered]) -> Wish:
    """Put a provider's own name where the caller used an alias."""
    names = {alias: offer.provider for offer in here.values() for alias in offer.aliases}
    return wish.model_copy(
        update={
            "provider": names.get(wish.provider, wish.provider) if wish.provider else None,
            **{
                field: tuple(names.get(name, name) for name in getattr(wish, field))
                for field in ("prefer", "exclude", "only")
            },
        }
    )


def _named(wish: Wish, here: Mapping[str, Offered], order: Sequence[str]) -> list[str]:
    first = wish.provider
    if first is None or first not in here:
        raise ProviderUnavailable(f"Provider {first!r} is not configured.", retry_after_seconds=60)
    return [first, *(name for name in order if name in here and name != first)]


def _automatic(wish: Wish, here: Mapping[str, Offered], order: Sequence[str]) -> list[str]:
    """Vendors in the operator's order, then those the caller asks for; `local` where there is none."""
    names = [name for name in dict.fromkeys((*order, *wish.prefer, *wish.only)) if name in here]
    stands_in = not any(name != LOCAL for name in names)
    return [*names, LOCAL] if stands_in and LOCAL in here and LOCAL not in names else names


def _route(offer: Offered, circuit: Circuit | None) -> Route:
    return Route(
        provider=offer.provider,
        model=offer.model,
        queue=offer.queue,
        paid=offer.paid,
        findable=offer.findable,
        text_length_max=offer.text_length_max,
        suspect=bool(circuit and circuit.failures),
    )
