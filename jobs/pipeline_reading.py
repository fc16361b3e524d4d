"""Pipelines as they are read: one, a page, and a tenant's own presets."""

from datetime import datetime
from typing import Final

from sqlalchemy import text

from db.session import Database, jsonb
from domain.errors import NotFound
from domain.values import Json, Value

ROW: Final = (
    "studio.snapshot(pipeline), user_id, steps, status = 'queued' AND claimed_at IS NULL,"
    " (SELECT coalesce(jsonb_object_agg(job.id, job.outputs), '{}') FROM studio.job"
    "  WHERE job.tenant_id = pipeline.tenant_id AND job.pipeline_id = pipeline.id AND job.status = 'completed'),"
    " created_at, id"
)


class PipelineRow(Value):
    """A pipeline's snapshot with what is not part of it: its graph, and its jobs' outputs."""

    snapshot: Json
    user_id: str
    steps: Json
    waiting: bool
    outputs: dict[str, Json]

    @property
    def version(self) -> str:
        """Name what is shown: the pipeline's version, and how often its jobs have moved."""
        moved = sum(item["version"] for item in self.snapshot["items"])
        return f"{self.snapshot['version']}.{moved}"


class PipelineFilter(Value):
    """What a list of pipelines is narrowed to. `before` is the (created, id) of the last one seen."""

    user_id: str | None = None
    status: str | None = None
    tag: str | None = None
    before: tuple[datetime, str] | None = None


CONDITIONS: Final = {
    "user_id": "user_id = :user_id",
    "status": "status = CAST(:status AS studio.job_status)",
    "tag": ":tag = ANY (tags)",
}


async def get_pipeline(database: Database, tenant_id: str, pipeline_id: str) -> PipelineRow:
    """Read a pipeline. Raises NotFound, also for another tenant's."""
    async with database.begin(tenant_id) as connection:
        found = await connection.execute(
            text(f"SELECT {ROW} FROM studio.pipeline WHERE tenant_id = :tenant AND id = :id"),  # noqa: S608 - a constant
            {"tenant": tenant_id, "id": pipeline_id},
        )
        row = found.first()
    if row is None:
        raise NotFound(f"There is no pipeline {pipeline_id!r}.")
    return _row(row)


async def pipelines_page(
    database: Database, tenant_id: str, narrowed: PipelineFilter, *, limit: int
) -> tuple[list[PipelineRow], tuple[datetime, str] | None]:
    """Read a page, newest first, and where the next one begins; None when there is none."""
    values = narrowed.model_dump(exclude_none=True, exclude={"before"})
    where = ["tenant_id = :tenant", *(CONDITIONS[name] for name in values)]
    if narrowed.before:
        where.append("(created_at, id) < (:before_at, :before_id)")
        values |= {"before_at": narrowed.before[0], "before_id": narrowed.before[1]}
    statement = (
        f"SELECT {ROW} FROM studio.pipeline WHERE {' AND '.join(where)}"  # noqa: S608 - constants
        " ORDER BY created_at DESC, id DESC LIMIT :limit"
    )
    async with database.begin(tenant_id) as connection:
        told = {**values, "tenant": tenant_id, "limit": limit + 1}
        rows = (await connection.execute(text(statement), told)).all()
    last = rows[limit - 1] if len(rows) > limit else None
    return [_row(row) for row in rows[:limit]], (last[-2], last[-1]) if last else None


async def save_preset(
    database: Database, tenant_id: str, user_id: str, *, name: str, body: Json
) -> None:
    """Keep a tenant's preset; one of the same name is replaced."""
    async with database.begin(tenant_id) as connection:
        await connection.execute(
            text(
                "INSERT INTO studio.pipeline_preset (tenant_id, name, user_id, body)"
                " VALUES (:tenant, :name, :user_id, CAST(:body AS jsonb))"
                " ON CONFLICT (tenant_id, name) DO UPDATE SET user_id = EXCLUDED.user_id, body = EXCLUDED.body"
            ),
            {"tenant": tenant_id, "name": name, "user_id": user_id, "body": jsonb(body)},
        )


async def presets_of(database: Database, tenant_id: str) -> dict[str, Json]:
    """Read a tenant's own presets by name."""
    async with database.begin(tenant_id) as connection:
        rows = await connection.execute(
            text("SELECT name, body FROM studio.pipeline_preset WHERE tenant_id = :tenant ORDER BY name LIMIT 200"),
            {"tenant": tenant_id},
        )  # fmt: skip
        return {row[0]: row[1] for row in rows.all()}


async def delete_preset(database: Database, tenant_id: str, name: str) -> None:
    """Forget a tenant's preset. Raises NotFound."""
    async with database.begin(tenant_id) as connection:
        gone = await connection.execute(
            text("DELETE FROM studio.pipeline_preset WHERE tenant_id = :tenant AND name = :name"),
            {"tenant": tenant_id, "name": name},
        )
    if gone.rowcount == 0:
        raise NotFound(f"There is no preset {name!r} of yours.")


def _row(row: Json) -> PipelineRow:
    return PipelineRow(
        snapshot=row[0], user_id=row[1], steps=row[2], waiting=row[3], outputs=row[4]
    )
