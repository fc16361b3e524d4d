"""Jobs as they are read: one, a page, and what is known of waiting and durations."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from sqlalchemy import text

from db.session import Database
from domain.errors import NotFound
from domain.values import Json, Value

PLACE_COUNTED_MAX: Final = 1_000
OPEN_MAX: Final = 1_000
NEWEST: Final = 100


class JobRow(Value):
    """A job's snapshot with what is not part of it."""

    snapshot: Json
    user_id: str
    waiting: bool
    relayed: bool
    price: int
    queued_at: datetime
    waits_for: str | None
    created_at: datetime

    @property
    def place(self) -> tuple[datetime, str]:
        """Name where the job stands in a list."""
        return self.created_at, self.snapshot["id"]


class JobFilter(Value):
    """What a list of jobs is narrowed to. `before` is the (created, id) of the last one seen."""

    user_id: str | None = None
    status: str | None = None
    type: str | None = None
    tag: str | None = None
    created_after: datetime | None = None
    created_before: datetime | None = None
    before: tuple[datetime, str] | None = None


class Kind(Value):
    """What makes jobs alike in time. The price, in credits, stands for size: it grows with what is asked for."""

    type: str
    provider: str | None = None
    price: int | None = None

    def of_any_price(self) -> "Kind":
        """Leave the size out."""
        return self.model_copy(update={"price": None})

    def of_any_provider(self) -> "Kind":
        """Leave all out but the type."""
        return Kind(type=self.type)


ROW: Final = (
    "studio.snapshot(job), user_id, status = 'queued' AND claimed_at IS NULL,"
    " relayed_at IS NOT NULL, price, queued_at, waits_for, created_at"
)
OF_USER: Final = (
    "SELECT id, created_at FROM studio.job"
    " WHERE tenant_id = :tenant AND user_id = :user_id AND deleted_at IS NULL"
)
NEWEST_FIRST: Final = "ORDER BY created_at DESC, id DESC"
CURRENT: Final = (
    f"SELECT id FROM (({OF_USER} AND status IN ('queued', 'processing') {NEWEST_FIRST} LIMIT :open)"  # noqa: S608 - constants
    f" UNION ({OF_USER} {NEWEST_FIRST} LIMIT :newest)) AS found ORDER BY created_at, id"
)
NAMED: Final = "tenant_id = :tenant AND id = ANY (:jobs) AND deleted_at IS NULL"
CONDITIONS: Final = {
    "user_id": "user_id = :user_id",
    "status": "status = CAST(:status AS studio.job_status)",
    "type": "type = :type",
    "tag": ":tag = ANY (tags)",
    "created_after": "created_at >= :created_after",
    "created_before": "created_at < :created_before",
}


async def get(database: Database, tenant_id: str, job_id: str) -> JobRow:
    """Read a job. Raises NotFound, also for another tenant's."""
    found = await get_all(database, tenant_id, [job_id])
    if not found:
        raise NotFound(f"There is no job {job_id!r}.")
    return found[0]


async def get_all(database: Database, tenant_id: str, job_ids: Iterable[str]) -> list[JobRow]:
    """Read the tenant's jobs of these ids; what is none of them is left out."""
    async with database.begin(tenant_id) as connection:
        found = await connection.execute(
            text(f"SELECT {ROW} FROM studio.job AS job WHERE {NAMED}"),  # noqa: S608 - constants
            {"tenant": tenant_id, "jobs": [*job_ids]},
        )  # fmt: skip
        return [_row(row) for row in found.all()]


async def page(
    database: Database, tenant_id: str, narrowed: JobFilter, *, limit: int
) -> tuple[list[JobRow], tuple[datetime, str] | None]:
    """Read a page, newest first, and where the next one begins; None when there is none."""
    values = narrowed.model_dump(exclude_none=True, exclude={"before"})
    where = ["tenant_id = :tenant", "deleted_at IS NULL", *(CONDITIONS[name] for name in values)]
    if narrowed.before:
        where.append("(created_at, id) < (:before_at, :before_id)")
        values |= {"before_at": narrowed.before[0], "before_id": narrowed.before[1]}
    statement = (
        f"SELECT {ROW} FROM studio.job AS job WHERE {' AND '.join(where)}"  # noqa: S608 - constants
        " ORDER BY created_at DESC, id DESC LIMIT :limit"
    )
    async with database.begin(tenant_id) as connection:
        rows = (
            await connection.execute(
                text(statement), {**values, "tenant": tenant_id, "limit": limit + 1}
            )
        ).all()
    shown = [_row(row) for row in rows[:limit]]
    return shown, shown[-1].place if len(rows) > limit else None


async def standing(
    database: Database, tenant_id: str, job_ids: Iterable[str]
) -> dict[str, tuple[str, int]]:
    """Give whose jobs these are, and the version each is at; what is no job of the tenant is left out."""
    async with database.begin(tenant_id) as connection:
        rows = await connection.execute(
            text(
                "SELECT id, user_id, version FROM studio.job"
                " WHERE tenant_id = :tenant AND id = ANY (:jobs) AND deleted_at IS NULL"
            ),
            {"tenant": tenant_id, "jobs": [*job_ids]},
        )
        return {row[0]: (row[1], row[2]) for row in rows.all()}


async def owners(database: Database, tenant_id: str, job_ids: Iterable[str]) -> dict[str, str]:
    """Give whose jobs these are; what is no job of the tenant is left out."""
    found = await standing(database, tenant_id, job_ids)
    return {job_id: user_id for job_id, (user_id, _) in found.items()}


async def current(database: Database, tenant_id: str, user_id: str) -> list[str]:
    """Name a user's jobs that are not over and the newest that are, oldest first."""
    async with database.begin(tenant_id) as connection:
        rows = await connection.execute(
            text(CURRENT),
            {"tenant": tenant_id, "user_id": user_id, "open": OPEN_MAX, "newest": NEWEST},
        )
        return [row[0] for row in rows.all()]


async def places(
    database: Database, tenant_id: str, queued_at: Iterable[datetime]
) -> dict[datetime, int]:
    """Give the place in line of those that began to wait then, up to a thousand; all in one read."""
    asked = [*queued_at]
    if not asked:
        return {}
    async with database.begin(tenant_id) as connection:
        rows = await connection.execute(
            text(
                "SELECT asked.at, (SELECT count(*) FROM (SELECT FROM studio.job WHERE tenant_id = :tenant"
                "  AND status = 'queued' AND claimed_at IS NULL AND queued_at < asked.at LIMIT :most) AS ahead)"
                " FROM unnest(CAST(:at AS timestamptz[])) AS asked(at)"
            ),
            {"tenant": tenant_id, "at": asked, "most": PLACE_COUNTED_MAX},
        )
        return {row[0]: row[1] + 1 for row in rows.all()}


async def erase(database: Database, tenant_id: str, job_id: str) -> list[str]:
    """Purge a finished job's params and outputs; answers the hashes of its files. Keeps the money's record.

    Raises NotFound.
    """
    rows = await database.call("SELECT studio.erase(:tenant, :job)", tenant=tenant_id, job=job_id)
    return [row[0] for row in rows]


async def durations(database: Database) -> dict[Kind, float]:
    """Give the median seconds of recent jobs, by type, provider and price, over all tenants (as the system role)."""
    rows = await database.call(
        "SELECT type, provider, price,"
        " percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM completed_at - started_at))"
        " FROM (SELECT type, provider, price, started_at, completed_at FROM studio.job WHERE status = 'completed'"
        "  ORDER BY completed_at DESC LIMIT 2000) AS recent"
        " GROUP BY GROUPING SETS ((type, provider, price), (type, provider), (type))"
    )
    return {Kind(type=row[0], provider=row[1], price=row[2]): float(row[3]) for row in rows}


def _row(row: Json) -> JobRow:
    return JobRow(
        snapshot=row[0],
        user_id=row[1],
        waiting=row[2],
        relayed=row[3],
        price=row[4],
        queued_at=row[5],
        waits_for=row[6],
        created_at=row[7],
    )
