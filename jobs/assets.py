"""Assets: the files that a tenant can name."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import text

from db.session import Database
from domain.assets import Blob, Facts
from domain.errors import NotFound
from domain.values import Json, Value

COLUMNS = (
    "tenant_id, id, origin, role, name, sha256, size_bytes, mime_type, width, height,"
    " duration_seconds, created_at"
)


class Asset(Value):
    """A file with an id. Bytes, pixels, seconds."""

    tenant_id: str
    id: str
    origin: str
    role: str
    name: str
    sha256: str
    size_bytes: int
    mime_type: str
    width: int | None = None
    height: int | None = None
    duration_seconds: float | None = None
    created_at: datetime

    @property
    def blob(self) -> Blob:
        """Give its bytes by reference."""
        facts = Facts(
            mime_type=self.mime_type,
            width=self.width,
            height=self.height,
            duration_seconds=self.duration_seconds,
        )
        return Blob(sha256=self.sha256, size_bytes=self.size_bytes, facts=facts)


async def keep(database: Database, asset: Asset, user_id: str) -> None:
    """Write an asset; a repeat changes nothing."""
    async with database.begin(asset.tenant_id) as connection:
        await connection.execute(
            text(
                f"INSERT INTO studio.asset ({COLUMNS}, user_id) VALUES"  # noqa: S608 - a constant
                " (:tenant_id, :id, :origin, :role, :name, :sha256, :size_bytes, :mime_type,"
                " :width, :height, :duration_seconds, :created_at, :user_id)"
                " ON CONFLICT DO NOTHING"
            ),
            {**asset.model_dump(), "user_id": user_id},
        )


async def find(database: Database, tenant_id: str, asset_id: str) -> Asset:
    """Read an asset of a tenant. Raises NotFound."""
    async with database.begin(tenant_id) as connection:
        found = await connection.execute(
            text(f"SELECT {COLUMNS} FROM studio.asset WHERE tenant_id = :tenant AND id = :id AND deleted_at IS NULL"),  # noqa: S608 - a constant
            {"tenant": tenant_id, "id": asset_id},
        )  # fmt: skip
        row = found.first()
    if row is None:
        raise NotFound(f"There is no asset {asset_id!r}.")
    return _asset(row)


async def beside(database: Database, tenant_id: str, asset_id: str, role: str) -> Asset | None:
    """Read the file of a role that came out of the same job as an output; None where there is none."""
    async with database.begin(tenant_id) as connection:
        found = await connection.execute(
            text(
                f"SELECT {COLUMNS} FROM studio.asset WHERE tenant_id = :tenant AND role = :role"  # noqa: S608 - a constant
                " AND deleted_at IS NULL AND origin = 'output' AND (job_id, part) = ("
                "  SELECT job_id, part FROM studio.asset WHERE tenant_id = :tenant AND id = :id AND origin = 'output')"
                " ORDER BY created_at DESC LIMIT 1"
            ),
            {"tenant": tenant_id, "id": asset_id, "role": role},
        )
        row = found.first()
    return _asset(row) if row else None


async def made_by(
    database: Database, tenant_id: str, job_ids: Sequence[str]
) -> dict[tuple[str, str], Asset]:
    """Read what jobs made and nobody deleted, by job and role; of several, the newest."""
    async with database.begin(tenant_id) as connection:
        rows = await connection.execute(
            text(
                f"SELECT job_id, {COLUMNS} FROM studio.asset WHERE tenant_id = :tenant AND job_id = ANY(:jobs)"  # noqa: S608 - a constant
                " AND origin = 'output' AND deleted_at IS NULL ORDER BY created_at, id"
            ),
            {"tenant": tenant_id, "jobs": list(job_ids)},
        )
        found = [(str(row[0]), _asset(row[1:])) for row in rows]
    return {(job_id, asset.role): asset for job_id, asset in found}


async def told(database: Database, tenant_id: str, asset_id: str) -> dict[str, str]:
    """Read what was said of an asset when it was made; nothing of one that was not made here, or is gone."""
    async with database.begin(tenant_id) as connection:
        found = await connection.scalar(
            text(
                "SELECT metadata FROM studio.asset"
                " WHERE tenant_id = :tenant AND id = :id AND deleted_at IS NULL"
            ),
            {"tenant": tenant_id, "id": asset_id},
        )
    return {str(name): str(value) for name, value in (found or {}).items()}


async def exists(database: Database, tenant_id: str, asset_id: str) -> bool:
    """Tell whether an id was used, also by an asset that was deleted since."""
    async with database.begin(tenant_id) as connection:
        return bool(
            await connection.scalar(
                text(
                    "SELECT EXISTS (SELECT FROM studio.asset WHERE tenant_id = :tenant AND id = :id)"
                ),
                {"tenant": tenant_id, "id": asset_id},
            )
        )


class Origin(Value):
    """Of what job an asset is an output: its type, what was asked, and what is told of the output."""

    type: str
    params: Json
    metadata: dict[str, str]


async def origin_of(database: Database, tenant_id: str, asset_id: str) -> Origin | None:
    """Find the job that made an asset; None: no job did, or it was purged."""
    async with database.begin(tenant_id) as connection:
        found = await connection.execute(
            text(
                "SELECT job.type, job.params, asset.metadata FROM studio.asset JOIN studio.job"
                " ON job.tenant_id = asset.tenant_id AND job.id = asset.job_id AND job.deleted_at IS NULL"
                " WHERE asset.tenant_id = :tenant AND asset.id = :id AND asset.deleted_at IS NULL"
            ),
            {"tenant": tenant_id, "id": asset_id},
        )
        row = found.first()
    return Origin(type=row[0], params=row[1], metadata=row[2]) if row and row[1] else None


async def find_signed(database: Database, asset_id: str) -> Asset:
    """Read an asset whose signed url was proven, whoever's it is (the system role sees it). Raises NotFound."""
    rows = await database.call(
        f"SELECT {COLUMNS} FROM studio.asset WHERE id = :id AND deleted_at IS NULL",  # noqa: S608 - a constant
        id=asset_id,
    )
    if not rows:
        raise NotFound("There is no such file.")
    return _asset(rows[0])


async def forget(database: Database, tenant_id: str, asset_id: str) -> str:
    """Delete an asset; answers its hash. Raises NotFound, and Conflict while a job that is not over uses it."""
    return str(
        await database.value("SELECT studio.forget(:tenant, :id)", tenant=tenant_id, id=asset_id)
    )


def _asset(row: Json) -> Asset:
    return Asset.model_validate(dict(zip(COLUMNS.split(", "), row, strict=True)))
