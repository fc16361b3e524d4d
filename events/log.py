"""The job log: one row a version, read in order with nothing lost."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from sqlalchemy import text

from db.session import Database
from domain.jobs import TERMINAL
from domain.values import Json, Value

PAGE: Final = 100


class Event(Value):
    """A version of a job, and the job as it was then."""

    job_id: str
    version: int
    snapshot: Json
    at: datetime

    @property
    def is_last(self) -> bool:
        """Tell whether the job had ended."""
        return self.snapshot["status"] in TERMINAL


async def after(database: Database, tenant_id: str, job_id: str, version: int) -> list[Event]:
    """Read what came after a version, oldest first."""
    async with database.begin(tenant_id) as connection:
        found = await connection.execute(
            text(
                "SELECT job_id, version, snapshot, at FROM studio.event WHERE tenant_id = :tenant"
                " AND job_id = :job AND version > :version ORDER BY version LIMIT :page"
            ),
            {"tenant": tenant_id, "job": job_id, "version": version, "page": PAGE},
        )
        return [_event(row) for row in found.all()]


async def latest(database: Database, tenant_id: str, seen: Mapping[str, int]) -> list[Event]:
    """Read the newest version of each job where it is not the one that was seen; in the order of the jobs."""
    async with database.begin(tenant_id) as connection:
        found = await connection.execute(
            text(
                "SELECT e.job_id, e.version, e.snapshot, e.at"
                " FROM unnest(CAST(:jobs AS text[]), CAST(:versions AS int[]))"
                "  WITH ORDINALITY AS s(job_id, version, place)"
                " CROSS JOIN LATERAL (SELECT * FROM studio.event WHERE tenant_id = :tenant"
                "  AND job_id = s.job_id AND version > s.version ORDER BY version DESC LIMIT 1) AS e ORDER BY s.place"
            ),
            {"tenant": tenant_id, "jobs": [*seen], "versions": [*seen.values()]},
        )
        return [_event(row) for row in found.all()]


def _event(row: Json) -> Event:
    return Event(job_id=row[0], version=row[1], snapshot=row[2], at=row[3])
