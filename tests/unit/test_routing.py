"""Which provider serves: the caller's word, the operator's order, and no stand-in unasked."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from domain.errors import ProviderUnavailable
from domain.requests import Wish
from domain.routing import (
    Circuit,
    Needs,
    Offered,
    Route,
    RouteList,
    RouteRow,
    State,
    plan,
)
from domain.tasks import Ability, Quality

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def offer(name: str, ability: Ability = Ability.IMAGE, **more: object) -> Offered:
    return Offered.model_validate(
        {
            "provider": name,
            "ability": ability,
            "model": "m",
            "paid": True,
            "findable": False,
            "queue": "q",
            **more,
        }
    )


EVERY = [
    offer("second"),
    offer("first", aliases=("one",)),
    offer("local"),
    offer("unlisted"),
    offer("first", Ability.SPEECH),
]
LISTED = RouteList(rows=(RouteRow(provider="first"), RouteRow(provider="second")))


def routes(
    wish: Wish | None = None,
    *,
    offers: Sequence[Offered] = EVERY,
    listed: RouteList = LISTED,
    state: State | None = None,
    needs: Needs | None = None,
) -> tuple[Route, ...]:
    return plan(
        Ability.IMAGE, wish or Wish(), offers=offers, listed=listed, state=state or State(), now=NOW, needs=needs
    )  # fmt: skip


def names(wish: Wish | None = None, **more: Any) -> list[str]:
    return [route.provider for route in routes(wish, **more)]


def resting(provider: str, ability: str = "image", *, seconds: float = 9) -> State:
    until = NOW + timedelta(seconds=seconds)
    circuit = Circuit(provider=provider, ability=ability, failures=5, open_until=until)
    return State(circuits={(provider, ability): circuit})


@pytest.mark.parametrize(
    ("wish", "expected"),
    [
        (Wish(), ["first", "second"]),
        (Wish(allow_fallback=False), ["first"]),
        (Wish(provider="second"), ["second", "first"]),
        (Wish(provider="second", prefer=("first",)), ["second", "first"]),
        (Wish(provider="one", allow_fallback=False), ["first"]),
        (Wish(provider="local"), ["local", "first", "second"]),
        (Wish(prefer=("second",)), ["second", "first"]),
        (Wish(exclude=("first",)), ["second"]),
        (Wish(exclude=("first",), allow_fallback=False), ["second"]),
        (Wish(only=("local",)), ["local"]),
        (Wish(only=("unlisted",)), ["unlisted"]),
        (Wish(prefer=("unlisted",)), ["unlisted", "first", "second"]),
        (Wish(exclude=("one",)), ["second"]),
        (Wish(only=("one",)), ["first"]),
    ],
)
def test_the_order_is_the_callers_then_the_operators(wish: Wish, expected: list[str]) -> None:
    assert names(wish) == expected


def test_local_serves_alone_only_while_no_vendor_is_configured() -> None:
    assert names(offers=[offer("local")]) == ["local"]
    assert "local" not in names()


@pytest.mark.parametrize(
    "wish", [Wish(provider="absent"), Wish(only=("absent",)), Wish(exclude=("first", "second"))]
)
def test_nobody_left_is_unavailable(wish: Wish) -> None:
    with pytest.raises(ProviderUnavailable):
        names(wish)


def test_an_open_circuit_is_left_alone_until_its_time() -> None:
    assert names(state=resting("first")) == ["second"]
    assert names(state=resting("first", seconds=0)) == ["first", "second"]
    assert routes(state=resting("first", seconds=0))[0].suspect
    with pytest.raises(ProviderUnavailable, match="resting"):
        names(Wish(provider="first", allow_fallback=False), state=resting("first"))


def test_an_account_that_rests_takes_out_all_that_the_vendor_does() -> None:
    assert names(state=resting("first", "*")) == ["second"]
    assert names(state=resting("first", "speech")) == ["first", "second"]


@pytest.mark.parametrize("ability", ["image", "*"])
def test_what_an_operator_switched_off_is_left_alone(ability: str) -> None:
    off = State(switched_off=frozenset({("first", ability)}))
    assert names(state=off) == ["second"]
    with pytest.raises(ProviderUnavailable, match="switched off"):
        names(Wish(provider="first", allow_fallback=False), state=off)


def test_the_cheapest_for_what_is_asked_comes_first() -> None:
    rows = (
        RouteRow(provider="first", cost=1, cost_per_second=0.5),
        RouteRow(provider="second", cost=3),
        RouteRow(provider="unlisted"),
    )
    listed = RouteList(policy="cheapest", rows=rows)
    assert names(listed=listed, needs=Needs(seconds=2)) == ["first", "second", "unlisted"]
    assert names(listed=listed, needs=Needs(seconds=10)) == ["second", "first", "unlisted"]
    best = routes(listed=listed, needs=Needs(seconds=10))[0]
    assert (best.why, best.cost) == ("cheapest", 3)


def test_the_fastest_lately_comes_first_and_the_rows_say_until_it_was_measured() -> None:
    rows = (RouteRow(provider="first", seconds=5), RouteRow(provider="second", seconds=9))
    listed = RouteList(policy="fastest", rows=rows)
    assert names(listed=listed) == ["first", "second"]
    measured = State(latencies={("second", "image"): 1.5})
    assert names(listed=listed, state=measured) == ["second", "first"]


def test_a_row_serves_only_what_it_may_be_asked_for() -> None:
    rows = (
        RouteRow(provider="first", model="fine", qualities=(Quality.ULTRA,)),
        RouteRow(provider="first", model="m"),
        RouteRow(provider="second", seconds_max=5),
    )
    offers = [offer("first"), offer("first", model="fine"), offer("second")]

    def models(needs: Needs) -> list[str]:
        found = routes(offers=offers, listed=RouteList(rows=rows), needs=needs)
        return [route.model for route in found]

    assert models(Needs(quality=Quality.ULTRA)) == ["fine", "m", "m"]
    assert models(Needs(quality=Quality.HIGH, seconds=6)) == ["m"]


def test_a_models_own_name_asks_for_that_very_model() -> None:
    offers = [offer("first"), offer("first", model="other", aliases=("nick",))]
    assert [r.model for r in routes(Wish(provider="nick"), offers=offers)] == ["other", "m"]


def test_a_route_says_how_it_came_to_its_place() -> None:
    found = routes(Wish(provider="second", prefer=("unlisted",)))
    assert [route.why for route in found] == ["named in the request", "listed"]
    assert routes(Wish(prefer=("unlisted",)))[0].why == "asked for"
    assert routes(offers=[offer("local")])[0].why == "no vendor is configured"
