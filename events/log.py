"""The job log: one row a version, read in order with nothing lost."""

from typing import Final

from sqlalchemy import text

from db.session import Database
from domain.jobs import TERMINAL
from domain.values import Json, Value

PAGE: Final = 100


class Event(Value):
    """A version of a job, and the job as it was then."""

    version: int
    snapshot: Json

    @property
    def is_last(self) -> bool:
        """Tell whether the job had ended."""
        return self.snapshot["status"] in TERMINAL


async def after(database: Database, tenant_id: str, job_id: str, version: int) -> list[Event]:
    """Read what came after a version, oldest first."""
    async with database.begin(tenant_id) as connection:
        found = await connection.execute(
            text(
                "SELECT version, snapshot FROM studio.event WHERE tenant_id = :tenant"
                " AND job_id = :job AND version > :version ORDER BY version LIMIT :page"
            ),
            {"tenant": tenant_id, "job": job_id, "version": version, "page": PAGE},
        )
        return [Event(version=row[0], snapshot=row[1]) for row in found.all()]
