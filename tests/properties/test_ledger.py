"""Whatever is granted, held, settled, released and corrected, no credit is made or lost."""

import asyncio
import os
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy.exc import DBAPIError

from db.ids import new_id
from db.session import Database
from domain.errors import Conflict, InsufficientCredits, NotFound, StudioError, ValidationFailed
from ledger.audit import audit
from ledger.book import Book
from runtime.embedded.stack import Stack

AMOUNTS = st.integers(1, 40)
HOLDS = st.sampled_from([f"h{n}" for n in range(6)])


@dataclass
class Held:
    """A hold as the model knows it."""

    amount: int
    ended: bool = False
    charged: int = 0
    corrected: int = 0


@pytest.fixture(scope="session")
def database(stack: Stack) -> Database:
    return Database(stack.environment["DATABASE__URL"], pool_size=8)


@pytest.mark.timeout(3_600)
async def test_the_book_agrees_with_its_model(stack: Stack, database: Database) -> None:
    loop = asyncio.get_running_loop()

    def wait(work: Awaitable[Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(_as_coroutine(work), loop).result(30)

    machine = _machine(database, wait)
    await asyncio.to_thread(
        run_state_machine_as_test,
        machine,
        settings=settings(
            max_examples=int(os.environ.get("LEDGER_EXAMPLES", "40")),
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    system = Database(stack.environment["DATABASE__SYSTEM_URL"], pool_size=2)
    found = await audit(system)
    await system.close()
    assert (found.entries_sum, found.problems) == (0, ())


async def test_racing_holds_never_overdraw_a_wallet(database: Database) -> None:
    tenant = new_id("evt")
    await Book(database).grant(tenant, "start", 100)
    results = await asyncio.gather(
        *(_call(database, "hold", tenant, f"o{n}", f"h{n}", 7) for n in range(40)),
        return_exceptions=True,
    )
    won = [result for result in results if not isinstance(result, BaseException)]
    assert len(won) == 14
    assert all(isinstance(r, InsufficientCredits) for r in results if isinstance(r, BaseException))
    assert (await Book(database).balance(tenant)).wallet == 2


async def test_racing_ends_of_a_hold_have_one_winner(database: Database) -> None:
    tenant = new_id("evt")
    await Book(database).grant(tenant, "start", 1_000)
    for number in range(20):
        hold = f"h{number}"
        await _call(database, "hold", tenant, f"{hold}:begin", hold, 10)
        ends = [_call(database, "settle", tenant, f"{hold}:s{n}", hold, n) for n in range(4)]
        ends += [_call(database, "release", tenant, f"{hold}:r{n}", hold) for n in range(4)]
        results = await asyncio.gather(*ends, return_exceptions=True)
        assert sum(not isinstance(result, BaseException) for result in results) == 1
        assert all(isinstance(r, Conflict) for r in results if isinstance(r, BaseException))
    assert (await Book(database).balance(tenant)).held == 0


async def test_a_release_before_its_hold_leaves_a_tombstone(database: Database) -> None:
    tenant = new_id("evt")
    await Book(database).grant(tenant, "start", 100)
    await _call(database, "release", tenant, "end", "h")
    with pytest.raises(Conflict):
        await _call(database, "hold", tenant, "begin", "h", 10)
    assert (await Book(database).balance(tenant)).wallet == 100


@pytest.mark.parametrize(
    "forged",
    [
        pytest.param("'hold', 'f', -5, 5, 1, -1", id="a-hold-that-pays"),
        pytest.param("'hold', 'f', -5, 6, 0, 0", id="entries-that-do-not-cancel"),
        pytest.param("'settle', 'none', 0, -5, 5, 0", id="an-end-without-a-hold"),
        pytest.param("'grant', NULL, -5, 0, 0, 5", id="a-grant-that-takes"),
    ],
)
async def test_a_forged_entry_is_refused_by_the_database_itself(
    database: Database, forged: str
) -> None:
    tenant = new_id("evt")
    await Book(database).grant(tenant, "start", 100)
    with pytest.raises((DBAPIError, StudioError)):
        await _write(database, tenant, f"INSERT INTO studio.op (tenant_id, id, kind, hold_id, wallet_delta, held_delta,"
                     f" revenue_delta, issued_delta) VALUES ('{tenant}', 'x', {forged})")  # fmt: skip
    assert (await Book(database).balance(tenant)).wallet == 100


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE studio.op SET wallet_delta = 0", "DELETE FROM studio.op", "UPDATE studio.balance SET wallet = 9",
        "DELETE FROM studio.balance", "UPDATE studio.event SET version = 9", "DELETE FROM studio.job",
    ],
)  # fmt: skip
async def test_history_and_balances_are_out_of_the_applications_reach(
    database: Database, statement: str
) -> None:
    with pytest.raises((DBAPIError, StudioError)):
        await _write(database, new_id("evt"), statement)


async def test_one_tenant_sees_nothing_of_another(database: Database) -> None:
    mine, theirs = new_id("evt"), new_id("evt")
    await Book(database).grant(theirs, "start", 100)
    async with database.begin(mine) as connection:
        rows = await connection.exec_driver_sql("SELECT * FROM studio.op")
        assert rows.all() == []


async def _as_coroutine(work: Awaitable[Any]) -> Any:
    return await work


async def _call(database: Database, function: str, *arguments: Any) -> Any:
    names = ", ".join(f":a{n}" for n in range(len(arguments)))
    values = {f"a{n}": value for n, value in enumerate(arguments)}
    return await database.call(f"SELECT studio.{function}({names})", **values)


async def _write(database: Database, tenant: str, statement: str) -> None:
    async with database.begin(tenant) as connection:
        await connection.exec_driver_sql(statement)


def _machine(
    database: Database, wait: Callable[[Awaitable[Any]], Any]
) -> type[RuleBasedStateMachine]:
    class LedgerMachine(RuleBasedStateMachine):
        @initialize()
        def begin(self) -> None:
            self.tenant = new_id("evt")
            self.wallet = 0
            self.count = 0
            self.holds: dict[str, Held] = {}
            self.voided: set[str] = set()

        @rule(amount=AMOUNTS)
        def grant(self, amount: int) -> None:
            wait(Book(database).grant(self.tenant, self.next_id(), amount))
            self.wallet += amount

        @rule(hold=HOLDS, amount=AMOUNTS)
        def hold(self, hold: str, amount: int) -> None:
            taken = hold in self.holds or hold in self.voided
            expected = Conflict if taken else InsufficientCredits if amount > self.wallet else None
            if self.refused("hold", expected, self.next_id(), hold, amount):
                return
            self.wallet -= amount
            self.holds[hold] = Held(amount)

        @rule(hold=HOLDS, charge=AMOUNTS)
        def settle(self, hold: str, charge: int) -> None:
            known = self.holds.get(hold)
            expected: type[StudioError] | None = None
            if known is None:
                expected = Conflict if hold in self.voided else NotFound
            elif charge > known.amount:
                expected = ValidationFailed
            elif known.ended:
                expected = Conflict
            if self.refused("settle", expected, self.next_id(), hold, charge):
                return
            assert known
            self.wallet += known.amount - charge
            known.ended, known.charged = True, charge

        @rule(hold=HOLDS)
        def release(self, hold: str) -> None:
            known = self.holds.get(hold)
            gone = hold in self.voided or (known is not None and known.ended)
            if self.refused("release", Conflict if gone else None, self.next_id(), hold):
                return
            if known is None:
                self.voided.add(hold)
            else:
                self.wallet += known.amount
                known.ended = True

        @rule(hold=HOLDS, amount=AMOUNTS)
        def correct(self, hold: str, amount: int) -> None:
            known = self.holds.get(hold)
            settled = known is not None and known.charged > 0
            expected: type[StudioError] | None = NotFound
            if settled and known:
                expected = ValidationFailed if amount > known.charged - known.corrected else None
            if self.refused("correct", expected, self.next_id(), hold, amount, "a reason"):
                return
            assert known
            known.corrected += amount
            self.wallet += amount

        @invariant()
        def the_balance_is_the_models(self) -> None:
            if not hasattr(self, "tenant"):
                return
            balance = wait(Book(database).balance(self.tenant))
            held = sum(hold.amount for hold in self.holds.values() if not hold.ended)
            assert (balance.wallet, balance.held) == (self.wallet, held)

        def next_id(self) -> str:
            self.count += 1
            return f"op-{self.count}"

        def refused(
            self, function: str, expected: type[StudioError] | None, *arguments: Any
        ) -> bool:
            """Call, and hold the outcome against the model's."""
            if expected is None:
                wait(_call(database, function, self.tenant, *arguments))
                return False
            with pytest.raises(expected):
                wait(_call(database, function, self.tenant, *arguments))
            return True

    return LedgerMachine
