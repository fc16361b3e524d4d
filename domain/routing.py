"""Which provider serves an ability, best first, and why."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from pydantic import Field

from domain.errors import ProviderUnavailable
from domain.requests import JobRequest, Wish
from domain.tasks import Ability, Operation, Quality
from domain.values import Row, Value

LOCAL: Final = "local"
EVERY_ABILITY: Final = "*"
NAMED: Final = "named in the request"
LAST: Final = float("inf")
"""Where an unknown cost or time stands."""

Policy = Literal["order", "cheapest", "fastest"]


class Offered(Value):
    """An ability that some live worker can really serve. `seconds`: the lengths that one call can make."""

    provider: str
    ability: Ability
    model: str
    paid: bool
    findable: bool
    queue: str
    text_length_max: int | None = None
    aliases: tuple[str, ...] = ()
    seconds: tuple[float, ...] = ()
    continues: bool = True
    serves: tuple[Operation, ...] = ()
    translates: tuple[str, ...] = ()

    def does(self, ability: Ability, operation: Operation | None) -> bool:
        """Tell whether it is this ability, and does what is asked of it."""
        return self.ability is ability and (
            operation is None or not self.serves or operation in self.serves
        )

    def speaks_for(self, source: str | None, target: str) -> bool:
        """Tell whether what is said in one language can be said in another: of pairs as `es>en`, or `*>en`.

        A language that is not told may be any of those that it knows.
        """
        pairs = [pair.split(">") for pair in self.translates]
        return any(
            to == base_of(target) and (source is None or of in ("*", base_of(source)))
            for of, to in pairs
        )


class RouteRow(Row):
    """One row of an operator's list. Without a model, the provider's first for the ability.

    `cost` a call and `cost_per_second` of what is made, in the operator's own unit; `seconds`: what a call takes until
    it has been measured; `qualities` and `seconds_max`: what it may be asked for.
    """

    provider: str
    model: str | None = None
    cost: float | None = None
    cost_per_second: float | None = None
    seconds: float | None = None
    qualities: tuple[Quality, ...] = ()
    seconds_max: float | None = None

    def is_for(self, offer: Offered) -> bool:
        """Tell whether an offer is what this row names."""
        return offer.provider == self.provider and self.model in (None, offer.model)

    def cost_of(self, needs: "Needs") -> float | None:
        """Give what a call for this should cost the operator; None where the row does not say."""
        if self.cost is None and self.cost_per_second is None:
            return None
        return (self.cost or 0.0) + (self.cost_per_second or 0.0) * (needs.seconds or 0.0)


class RouteList(Row):
    """An ability's rows, and how they are ordered."""

    policy: Policy = "order"
    rows: tuple[RouteRow, ...] = ()


class VendorLimits(Row):
    """How much of a vendor's account is used, over all workers; None: as much as there is."""

    at_once: int | None = Field(default=None, ge=1)
    per_minute: int | None = Field(default=None, ge=1)


class Rules(Value):
    """How far a job goes from vendor to vendor. `tries`: of one vendor, for errors that are safe to repeat.

    `unknown_seconds`: how long a paid call's lost answer is waited for, before it is written off as possibly spent.
    `moderated_falls_back`: what one vendor's policy refuses may be asked of the next.
    """

    tries: int = 3
    unknown_seconds: float = 60.0
    moderated_falls_back: bool = False


class Needs(Value):
    """What a request asks of a route: a quality, a length in seconds, what is to be done, a language from and to."""

    quality: Quality | None = None
    seconds: float | None = None
    operation: Operation | None = None
    source_language: str | None = None
    target_language: str | None = None

    @classmethod
    def of(cls, request: JobRequest, ability: Ability) -> "Needs":
        """Read out of a request what it needs of an ability."""
        return cls(
            quality=getattr(request, "quality", None),
            seconds=getattr(request, "duration", None),
            operation=request.operation(),
            source_language=getattr(request, "source_language", None),
            target_language=request.target_of(ability),
        )

    @property
    def languages(self) -> str:
        """Say from which language to which; nothing, where it is no matter of languages."""
        if self.target_language is None:
            return ""
        of = f" from {self.source_language!r}" if self.source_language else ""
        return f"{of} to {self.target_language!r}"


class Circuit(Value):
    """What is known of a provider's ability (`*`: of our account there) that failed lately."""

    provider: str
    ability: str
    failures: int = 0
    open_until: datetime | None = None
    reason: str = ""

    def is_open(self, now: datetime) -> bool:
        """Tell whether the provider is left alone."""
        return self.open_until is not None and self.open_until > now


class Route(Value):
    """One way to get a task done. `suspect`: its circuit has counted failures. `why`: how it came to its place."""

    provider: str
    model: str
    queue: str
    paid: bool
    findable: bool
    text_length_max: int | None = None
    seconds: tuple[float, ...] = ()
    continues: bool = True
    cost: float | None = None
    why: str = ""
    suspect: bool = False


class State(Value):
    """What is shared of the vendors: open circuits, those an operator switched off, seconds measured lately."""

    circuits: Mapping[tuple[str, str], Circuit] = {}
    switched_off: frozenset[tuple[str, str]] = frozenset()
    latencies: Mapping[tuple[str, str], float] = {}

    def rests(self, provider: str, ability: Ability, now: datetime) -> bool:
        """Tell whether a provider's ability is left alone now."""
        return self.is_off(provider, ability) or any(
            circuit.is_open(now) for circuit in self._circuits(provider, ability)
        )

    def is_off(self, provider: str, ability: Ability) -> bool:
        """Tell whether an operator switched it off."""
        return bool(_keys(provider, ability) & self.switched_off)

    def is_suspect(self, provider: str, ability: Ability) -> bool:
        """Tell whether failures were counted of it."""
        return any(circuit.failures for circuit in self._circuits(provider, ability))

    def _circuits(self, provider: str, ability: Ability) -> list[Circuit]:
        return [self.circuits[key] for key in _keys(provider, ability) if key in self.circuits]


def _keys(provider: str, ability: Ability) -> frozenset[tuple[str, str]]:
    return frozenset({(provider, ability.value), (provider, EVERY_ABILITY)})


def base_of(tag: str) -> str:
    """Give a tag's language, in whatever region."""
    return tag.split("-", maxsplit=1)[0].lower()


def plan(
    ability: Ability,
    wish: Wish,
    *,
    offers: Sequence[Offered],
    listed: RouteList,
    state: State,
    now: datetime,
    needs: Needs | None = None,
) -> tuple[Route, ...]:
    """Order the routes for a task.

    A provider that is named comes first, and alone without `allow_fallback`. `local` is the automatic choice only
    while no vendor of the list is configured. Raises ProviderUnavailable.
    """
    needs = needs or Needs()
    here = [offer for offer in offers if offer.does(ability, needs.operation)]
    found = _listed(here, listed, state, ability, needs)
    found = _named(wish.provider, here, found) if wish.provider else _automatic(wish, here, found)
    found = [one for one in found if one.allowed(wish) and one.can(needs)]
    found.sort(key=lambda one: (one.why != NAMED, one.preference(wish)))
    found = found if wish.allow_fallback else found[:1]
    if not found:
        raise ProviderUnavailable(
            f"No configured provider offers {(needs.operation or ability).value}{needs.languages}.",
            retry_after_seconds=60,
        )
    ready = [one for one in found if not state.rests(one.offer.provider, ability, now)]
    if not ready:
        raise ProviderUnavailable(
            f"Every provider of {ability.value} is resting after failures, or switched off.",
            retry_after_seconds=30,
        )
    return tuple(one.route(state, needs) for one in ready)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """An offer that may become a route, with the operator's row for it where there is one."""

    offer: Offered
    why: str
    row: RouteRow | None = None

    @property
    def names(self) -> frozenset[str]:
        return frozenset({self.offer.provider, *self.offer.aliases})

    def allowed(self, wish: Wish) -> bool:
        """Tell whether the caller lets it serve."""
        return not self.names & set(wish.exclude) and (
            not wish.only or bool(self.names & set(wish.only))
        )

    def can(self, needs: Needs) -> bool:
        """Tell whether it knows the languages, and the operator's row lets it do what is needed."""
        target = needs.target_language
        if target and not self.offer.speaks_for(needs.source_language, target):
            return False
        if self.row is None:
            return True
        long = self.row.seconds_max is not None and (needs.seconds or 0) > self.row.seconds_max
        poor = self.row.qualities and needs.quality and needs.quality not in self.row.qualities
        return not long and not poor

    def preference(self, wish: Wish) -> int:
        """Give its place in the caller's order."""
        return next(
            (place for place, name in enumerate(wish.prefer) if name in self.names),
            len(wish.prefer),
        )

    def route(self, state: State, needs: Needs) -> Route:
        """Make the route."""
        return Route(
            **self.offer.model_dump(exclude={"ability", "aliases", "serves", "translates"}),
            cost=self.row.cost_of(needs) if self.row else None,
            why=self.why,
            suspect=state.is_suspect(self.offer.provider, self.offer.ability),
        )


def _listed(
    here: Sequence[Offered], listed: RouteList, state: State, ability: Ability, needs: Needs
) -> list[_Candidate]:
    """Match the operator's rows with what is offered, in the order of the policy; equals stay as they were."""

    def cost(row: RouteRow) -> float:
        told = row.cost_of(needs)
        return LAST if told is None else told

    def seconds(row: RouteRow) -> float:
        measured = state.latencies.get((row.provider, ability))
        return next((known for known in (measured, row.seconds) if known is not None), LAST)

    ranks: dict[Policy, tuple[str, Callable[[RouteRow], float]]] = {
        "order": ("listed", lambda _: 0.0),
        "cheapest": ("cheapest", cost),
        "fastest": ("fastest", seconds),
    }
    why, rank = ranks[listed.policy]
    pairs = (
        (row, next((offer for offer in here if row.is_for(offer)), None))
        for row in sorted(listed.rows, key=rank)
    )
    return [_Candidate(offer, why, row) for row, offer in pairs if offer]


def _named(name: str, here: Sequence[Offered], found: list[_Candidate]) -> list[_Candidate]:
    """Put what the caller names first: a provider, or the very model of one."""
    own = [one for one in found if name in one.names]
    if not own:
        first = _of_name(name, here)
        if first is None:
            raise ProviderUnavailable(
                f"Provider {name!r} is not configured, or does not do this.",
                retry_after_seconds=60,
            )
        own = [_Candidate(first, "")]
    named = [_Candidate(one.offer, NAMED, one.row) for one in own]
    return [*named, *(one for one in found if one not in own)]


def _automatic(wish: Wish, here: Sequence[Offered], found: list[_Candidate]) -> list[_Candidate]:
    """Add those that the caller asks for, and `local` where there is no vendor."""
    asked = (_of_name(name, here) for name in (*wish.prefer, *wish.only))
    known = {one.offer for one in found}
    added = [
        _Candidate(offer, "asked for")
        for offer in dict.fromkeys(asked)
        if offer and offer not in known
    ]
    local = _of_name(LOCAL, here)
    served = [*found, *added]
    if local and all(one.offer.provider == LOCAL for one in served):
        return served or [_Candidate(local, "no vendor is configured")]
    return served


def _of_name(name: str, here: Sequence[Offered]) -> Offered | None:
    return next((offer for offer in here if name in (offer.provider, *offer.aliases)), None)
