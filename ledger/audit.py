"""The audit: everything recomputed from the entries, and jobs held against the book."""

from db.session import Database
from domain.values import Value


class Problem(Value):
    """Something that must not be."""

    problem: str
    tenant_id: str
    subject: str | None = None


class Audit(Value):
    """What was looked at, and what was found."""

    operations: int
    jobs: int
    entries_sum: int
    problems: tuple[Problem, ...]


async def audit(database: Database) -> Audit:
    """Recompute the whole book (as the system role, which sees every tenant)."""
    problems = await database.call(
        "SELECT problem, tenant_id, subject FROM studio.ledger_audit"
        " UNION ALL SELECT problem, tenant_id, subject FROM studio.job_audit"
        " UNION ALL SELECT problem, tenant_id, subject FROM studio.pipeline_audit"
    )
    sums = await database.call(
        "SELECT count(*), coalesce(sum(wallet_delta + held_delta + revenue_delta + issued_delta), 0) FROM studio.op"
    )
    jobs = await database.value("SELECT count(*) FROM studio.job")
    return Audit(
        operations=sums[0][0],
        jobs=int(jobs or 0),
        entries_sum=int(sums[0][1]),
        problems=tuple(Problem(problem=p[0], tenant_id=p[1], subject=p[2]) for p in problems),
    )
