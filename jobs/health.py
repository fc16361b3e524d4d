"""How providers did lately, and what they cost, measured on real attempts."""

from datetime import datetime

from db.session import Database
from domain.values import Value


class Measured(Value):
    """The last hour of a provider's ability."""

    attempts: int
    error_rate: float
    latency_seconds: float | None
    last_error: str | None = None


class Account(Value):
    """What a provider's model cost for a job type, against what the jobs brought.

    `cost` by the operator's rows, `used` by the vendor's own telling, in its `unit`; `revenue` in credits.
    """

    type: str
    provider: str
    model: str
    unit: str | None
    calls: int
    finished: int
    unknown: int
    cost: float | None
    used: float | None
    revenue: float


async def measured(database: Database) -> dict[tuple[str, str], Measured]:
    """Read the last hour, over all tenants (the system role sees them)."""
    rows = await database.call(
        "SELECT provider, ability, count(*), avg((state IN ('failed', 'refused', 'unknown'))::int),"
        " percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM ended_at - started_at))"
        "  FILTER (WHERE state = 'finished'),"
        " (array_agg(error_code ORDER BY started_at DESC) FILTER (WHERE error_code IS NOT NULL))[1]"
        " FROM studio.attempt WHERE started_at > now() - interval '1 hour' GROUP BY provider, ability"
    )
    return {
        (row[0], row[1]): Measured(
            attempts=row[2],
            error_rate=round(float(row[3]), 4),
            latency_seconds=None if row[4] is None else round(float(row[4]), 3),
            last_error=row[5],
        )
        for row in rows
    }


async def accounts(database: Database, since: datetime) -> list[Account]:
    """Read cost against revenue since then, over all tenants (as the system role)."""
    rows = await database.call(
        "SELECT type, provider, model, unit, calls, finished, unknown, cost, used, revenue"
        " FROM studio.vendor_account(:since) ORDER BY 1, 2, 3, 4",
        since=since,
    )
    return [Account(**dict(zip(Account.model_fields, row, strict=True))) for row in rows]
