"""How providers did lately, measured on real attempts."""

from db.session import Database
from domain.values import Value


class Measured(Value):
    """The last hour of a provider's ability."""

    attempts: int
    error_rate: float
    latency_seconds: float | None


async def measured(database: Database) -> dict[tuple[str, str], Measured]:
    """Read the last hour, over all tenants (the system role sees them)."""
    rows = await database.call(
        "SELECT provider, ability, count(*), avg((state IN ('failed', 'refused', 'unknown'))::int),"
        " percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM ended_at - started_at))"
        "  FILTER (WHERE state = 'finished')"
        " FROM studio.attempt WHERE started_at > now() - interval '1 hour' GROUP BY provider, ability"
    )
    return {
        (row[0], row[1]): Measured(
            attempts=row[2],
            error_rate=round(float(row[3]), 4),
            latency_seconds=None if row[4] is None else round(float(row[4]), 3),
        )
        for row in rows
    }
