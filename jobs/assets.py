"""Assets: the files that a tenant can name."""

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
