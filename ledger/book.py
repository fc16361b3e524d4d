"""What of the book is done and read outside a job's life: grants, corrections, balances, statements."""

from datetime import datetime

from sqlalchemy import text

from db.session import Database
from domain.values import Json, Value


class Balance(Value):
    """A tenant's credits: spendable, and promised to running jobs."""

    wallet: int = 0
    held: int = 0


class Entry(Value):
    """One operation of the statement. Deltas in credits."""

    id: str
    kind: str
    hold_id: str | None
    wallet_delta: int
    held_delta: int
    revenue_delta: int
    reason: str
    at: datetime


class Book:
    """Every change is one operation with an id: a repeat finds it."""

    def __init__(self, database: Database) -> None:
        self.database = database

    async def grant(self, tenant_id: str, op_id: str, amount: int, *, reason: str = "") -> None:
        """Give a tenant credits. Raises Conflict when the id was another operation's."""
        await self.database.call(
            "SELECT studio.grant_credits(:tenant, :id, :amount, :reason)",
            tenant=tenant_id, id=op_id, amount=amount, reason=reason,
        )  # fmt: skip

    async def correct(
        self, tenant_id: str, op_id: str, hold_id: str, amount: int, *, reason: str
    ) -> None:
        """Give back part of a settled charge. Raises NotFound, ValidationFailed above the charge."""
        await self.database.call(
            "SELECT studio.correct(:tenant, :id, :hold, :amount, :reason)",
            tenant=tenant_id, id=op_id, hold=hold_id, amount=amount, reason=reason,
        )  # fmt: skip

    async def balance(self, tenant_id: str) -> Balance:
        """Read a tenant's balance."""
        async with self.database.begin(tenant_id) as connection:
            found = await connection.execute(
                text("SELECT wallet, held FROM studio.balance WHERE tenant_id = :tenant"),
                {"tenant": tenant_id},
            )
            row = found.first()
        return Balance(wallet=row[0], held=row[1]) if row else Balance()

    async def statement(
        self, tenant_id: str, *, limit: int, before: tuple[datetime, str] | None
    ) -> tuple[list[Entry], tuple[datetime, str] | None]:
        """Read a page of the statement, newest first, and where the next begins."""
        where = " AND (at, id) < (:at, :id)" if before else ""
        values: dict[str, Json] = {"tenant": tenant_id, "limit": limit + 1}
        if before:
            values |= {"at": before[0], "id": before[1]}
        async with self.database.begin(tenant_id) as connection:
            found = await connection.execute(
                text(
                    "SELECT id, kind::text, hold_id, wallet_delta, held_delta, revenue_delta, reason, at"  # noqa: S608 - a constant
                    f" FROM studio.op WHERE tenant_id = :tenant{where} ORDER BY at DESC, id DESC LIMIT :limit"
                ),
                values,
            )
            rows = found.all()
        entries = [Entry.model_validate(dict(row._mapping)) for row in rows[:limit]]
        more = len(rows) > limit
        return entries, (entries[-1].at, entries[-1].id) if more else None
