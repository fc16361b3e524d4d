"""Which runs, of jobs and of pipelines, wait for their workflow to start, and which cancelled ones for it to close."""

from datetime import datetime
from typing import Final

from db.session import Database, jsonb
from domain.values import Json, Value
from jobs.runs import RunKey


class Start(Value):
    """A run that has its place: all that its workflow needs to begin."""

    key: RunKey
    type: str
    tier: str
    params: Json
    options: Json
    priority: int
    price: int
    created_at: datetime


COLUMNS: Final = "tenant_id, id, run, type, tier, params, options, priority, price, created_at"
PIPELINE: Final = "pipeline"
"""The type of a run that is a pipeline's."""


def table_of(key: RunKey) -> str:
    """Name the table that has a run's row."""
    return "studio.pipeline" if key.job_id.startswith("pipe_") else "studio.job"


class Starts:
    """The relay's view of every tenant, as the system role."""

    def __init__(self, database: Database) -> None:
        self.database = database

    async def waiting_tenants(self) -> list[str]:
        """Name the tenants whose jobs wait for a place, longest waiting first."""
        rows = await self.database.call(
            "SELECT tenant_id FROM (SELECT tenant_id, queued_at FROM studio.job"
            "  WHERE status = 'queued' AND claimed_at IS NULL AND pipeline_id IS NULL"
            " UNION ALL SELECT tenant_id, queued_at FROM studio.pipeline"
            "  WHERE status = 'queued' AND claimed_at IS NULL) AS waiting"
            " GROUP BY tenant_id ORDER BY min(queued_at) LIMIT 1000"
        )
        return [row[0] for row in rows]

    async def claim(
        self, tenant_id: str, places: dict[str, int], *, limit: int = 50
    ) -> list[Start]:
        """Take places for a tenant's oldest waiting jobs and pipelines, as many as its tier still allows."""
        rows = await self.database.call(
            f"SELECT {COLUMNS} FROM studio.claim(:tenant, CAST(:places AS jsonb), :limit)",  # noqa: S608 - a constant
            tenant=tenant_id, places=jsonb(places), limit=limit,
        )  # fmt: skip
        return [_start(row) for row in rows]

    async def left_behind(self, *, seconds: float) -> list[Start]:
        """Find claimed runs whose start nobody confirmed: their process died, or the sweep gave them back."""
        left = (
            "claimed_at < now() - make_interval(secs => :seconds) AND relayed_at IS NULL"
            " AND status IN ('queued', 'processing')"
        )
        rows = await self.database.call(
            f"(SELECT due.* FROM studio.job, LATERAL studio.start_of(job) AS due WHERE {left} AND pipeline_id IS NULL"  # noqa: S608 - constants
            f" ORDER BY claimed_at LIMIT 200) UNION ALL (SELECT due.* FROM studio.pipeline,"
            f" LATERAL studio.start_of(pipeline) AS due WHERE {left} ORDER BY claimed_at LIMIT 200)",
            seconds=seconds,
        )
        return [_start(row) for row in rows]

    async def relayed(self, key: RunKey) -> None:
        """Note that the run's workflow was started."""
        await self.database.call(
            f"UPDATE {table_of(key)} SET relayed_at = now()"  # noqa: S608 - constants
            " WHERE tenant_id = :tenant AND id = :job AND run = :run AND relayed_at IS NULL",
            tenant=key.tenant_id, job=key.job_id, run=key.run,
        )  # fmt: skip

    async def to_cancel(self) -> list[RunKey]:
        """Find cancelled runs whose workflow may still be open. A cancelled pipeline tells its jobs itself."""
        rows = await self.database.call(
            "(SELECT tenant_id, id, run FROM studio.job WHERE status = 'cancelled'"
            " AND claimed_at IS NOT NULL AND closed_at IS NULL AND NOT EXISTS (SELECT FROM studio.pipeline p"
            "  WHERE p.tenant_id = job.tenant_id AND p.id = job.pipeline_id AND p.status = 'cancelled'"
            "  AND p.closed_at IS NULL)"
            " ORDER BY completed_at LIMIT 200) UNION ALL"
            " (SELECT tenant_id, id, run FROM studio.pipeline WHERE status = 'cancelled'"
            " AND claimed_at IS NOT NULL AND closed_at IS NULL ORDER BY completed_at LIMIT 200)"
        )
        return [RunKey(tenant_id=row[0], job_id=row[1], run=row[2]) for row in rows]

    async def closed(self, key: RunKey) -> None:
        """Note that a cancelled run's workflow has closed, or never was and will not be."""
        await self.database.call(
            f"UPDATE {table_of(key)} SET closed_at = now()"  # noqa: S608 - constants
            " WHERE tenant_id = :tenant AND id = :job AND run = :run"
            " AND (relayed_at IS NOT NULL OR completed_at < now() - interval '1 minute')",
            tenant=key.tenant_id, job=key.job_id, run=key.run,
        )  # fmt: skip


def _start(row: Json) -> Start:
    tenant_id, job_id, run, *rest = row
    names = COLUMNS.split(", ")[3:]
    return Start(
        key=RunKey(tenant_id=tenant_id, job_id=job_id, run=run),
        **dict(zip(names, rest, strict=True)),
    )
