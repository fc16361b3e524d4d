"""The job log: one row a version, read in order with nothing lost."""

from db.session import Database
from domain.jobs import TERMINAL
from domain.values import Json, Value

PAGE: int = 100


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
        rows = await connection.exec_driver_sql(
            "SELECT version, snapshot FROM studio.event"
            " WHERE tenant_id = %s AND job_id = %s AND version > %s ORDER BY version LIMIT %s",
            (tenant_id, job_id, version, PAGE),
        )
        return [Event(version=row[0], snapshot=row[1]) for row in rows]
