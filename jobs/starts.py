"""Which runs wait for their workflow to start, and which cancelled ones for it to close."""

from datetime import datetime

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


COLUMNS = "tenant_id, id, run, type, tier, params, options, priority, price, created_at"


class Starts:
    """The relay's view of every tenant, as the system role."""

    def __init__(self, database: Database) -> None:
        self.database = database

    async def waiting_tenants(self) -> list[str]:
        """Name the tenants whose jobs wait for a place, longest waiting first."""
        rows = await self.database.call(
            "SELECT tenant_id FROM studio.job WHERE status = 'queued' AND claimed_at IS NULL"
            " GROUP BY tenant_id ORDER BY min(queued_at) LIMIT 1000"
        )
        return [row[0] for row in rows]

    async def claim(
        self, tenant_id: str, places: dict[str, int], *, limit: int = 50
    ) -> list[Start]:
        """Take places for a tenant's oldest waiting jobs, as many as its tier still allows."""
        rows = await self.database.call(
            f"SELECT {COLUMNS} FROM studio.claim(:tenant, CAST(:places AS jsonb), :limit)",  # noqa: S608 - a constant
            tenant=tenant_id, places=jsonb(places), limit=limit,
        )  # fmt: skip
        return [_start(row) for row in rows]

    async def left_behind(self, *, seconds: float) -> list[Start]:
        """Find claimed runs whose start nobody confirmed: their process died, or the sweep gave them back."""
        rows = await self.database.call(
            f"SELECT {COLUMNS} FROM studio.job WHERE claimed_at < now() - make_interval(secs => :seconds)"  # noqa: S608 - a constant
            " AND relayed_at IS NULL AND status IN ('queued', 'processing') ORDER BY claimed_at LIMIT 200",
            seconds=seconds,
        )
        return [_start(row) for row in rows]

    async def relayed(self, key: RunKey) -> None:
        """Note that the run's workflow was started."""
        await self.database.call(
            "UPDATE studio.job SET relayed_at = now()"
            " WHERE tenant_id = :tenant AND id = :job AND run = :run AND relayed_at IS NULL",
            tenant=key.tenant_id, job=key.job_id, run=key.run,
        )  # fmt: skip

    async def to_cancel(self) -> list[RunKey]:
        """Find cancelled runs whose workflow may still be open."""
        rows = await self.database.call(
            "SELECT tenant_id, id, run FROM studio.job WHERE status = 'cancelled'"
            " AND claimed_at IS NOT NULL AND closed_at IS NULL ORDER BY completed_at LIMIT 200"
        )
        return [RunKey(tenant_id=row[0], job_id=row[1], run=row[2]) for row in rows]

    async def closed(self, key: RunKey) -> None:
        """Note that a cancelled run's workflow has closed, or never was and will not be."""
        await self.database.call(
            "UPDATE studio.job SET closed_at = now() WHERE tenant_id = :tenant AND id = :job AND run = :run"
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
