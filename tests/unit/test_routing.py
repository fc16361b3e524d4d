"""Which provider serves: the caller's word, the operator's order, and no stand-in unasked."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.errors import ProviderUnavailable
from domain.requests import Wish
from domain.routing import Circuit, Offered, plan
from domain.tasks import Ability

NOW = datetime(2026, 1, 1, tzinfo=UTC)
ORDER = ("first", "second")


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


def names(wish: Wish, offers: list[Offered] = EVERY, *circuits: Circuit) -> list[str]:
    known = {(circuit.provider, circuit.ability.value): circuit for circuit in circuits}
    return [
        r.provider
        for r in plan(Ability.IMAGE, wish, offers=offers, circuits=known, order=ORDER, now=NOW)
    ]


@pytest.mark.parametrize(
    ("wish", "expected"),
    [
        (Wish(), ["first", "second"]),
        (Wish(allow_fallback=False), ["first"]),
        (Wish(provider="second"), ["second", "first"]),
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
    assert names(Wish(), [offer("local")]) == ["local"]
    assert "local" not in names(Wish())


@pytest.mark.parametrize(
    "wish", [Wish(provider="absent"), Wish(only=("absent",)), Wish(exclude=("first", "second"))]
)
def test_nobody_left_is_unavailable(wish: Wish) -> None:
    with pytest.raises(ProviderUnavailable):
        names(wish)


def test_an_open_circuit_is_left_alone_until_its_time() -> None:
    resting = Circuit(
        provider="first", ability=Ability.IMAGE, failures=5, open_until=NOW + timedelta(seconds=9)
    )
    rested = resting.model_copy(update={"open_until": NOW})
    assert names(Wish(), EVERY, resting) == ["second"]
    assert names(Wish(), EVERY, rested) == ["first", "second"]
    with pytest.raises(ProviderUnavailable, match="resting"):
        names(Wish(provider="first", allow_fallback=False), EVERY, resting)
