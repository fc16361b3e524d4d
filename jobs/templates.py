"""Templates in the database: those of everybody, a tenant's own, and the versions of each."""

from base64 import b64encode
from datetime import datetime
from hashlib import sha256
from typing import Any, Final

from sqlalchemy import Row, text

from db.session import Database, jsonb
from domain.errors import NotFound
from domain.templates import Category, Design
from domain.values import Json, Value

COLUMNS: Final = (
    "t.tenant_id, t.id, v.version, t.name, t.category, v.price, t.is_featured, v.digest, v.preview IS NOT NULL,"
    " t.created_at, v.created_at"
)
FROM: Final = "studio.template t JOIN studio.template_version v ON v.template_id = t.id"
SEEN: Final = "t.tenant_id IN ('', :tenant)"
"""Row security says it too, and binds whoever forgets it."""

Place = tuple[datetime, str]
"""When the last one seen was made, and its id."""


class Template(Value):
    """A template as lists show it, in one of its versions. `tenant_id` is empty for those of everybody."""

    tenant_id: str
    id: str
    version: int
    name: str
    category: Category
    price: int
    is_featured: bool
    digest: str
    has_preview: bool
    created_at: datetime
    updated_at: datetime


class Draft(Value):
    """A template about to be written down. `preview` is a WebP picture."""

    id: str
    name: str
    category: Category
    price: int = 0
    is_featured: bool = False
    created_at: datetime | None = None
    design: Design
    preview: bytes | None = None

    def told(self) -> Json:
        """Give what the database writes down; the digest is of all of it."""
        shown = self.model_dump(
            mode="json", exclude={"preview", "design", "is_featured", "created_at"}
        )
        told = {
            **shown, "isFeatured": self.is_featured, "createdAt": self.created_at and self.created_at.isoformat(),
            "body": self.design.model_dump(mode="json"),
            "preview": self.preview and b64encode(self.preview).decode(),
        }  # fmt: skip
        return {**told, "digest": sha256(jsonb(told).encode()).hexdigest()}


class Templates:
    """Reads for everyone, with a tenant's own or without; writes for who may."""

    def __init__(self, database: Database) -> None:
        self.database = database

    async def page(
        self,
        tenant_id: str | None,
        *,
        category: Category | None = None,
        before: Place | None = None,
        limit: int,
    ) -> tuple[list[Template], Place | None]:
        """Read a page, newest first, and where the next one begins; None when there is none."""
        where, values = ["t.retired_at IS NULL", "v.version = t.version"], dict[str, object]()
        if category:
            where.append("t.category = :category")
            values["category"] = category.value
        if before:
            where.append("(t.created_at, t.id) < (:before_at, :before_id)")
            values |= {"before_at": before[0], "before_id": before[1]}
        order = "ORDER BY t.created_at DESC, t.id DESC LIMIT :limit"
        found = await self._rows(
            tenant_id, f"{' AND '.join(where)} {order}", {**values, "limit": limit + 1}
        )
        shown = [_template(row) for row in found[:limit]]
        return shown, (shown[-1].created_at, shown[-1].id) if len(found) > limit else None

    async def get(self, tenant_id: str | None, template_id: str) -> Template:
        """Read a template as it is now. Raises NotFound, also for another tenant's."""
        where = "t.retired_at IS NULL AND t.id = :id AND v.version = t.version"
        found = await self._rows(tenant_id, where, {"id": template_id})
        if not found:
            raise NotFound(f"There is no template {template_id!r}.")
        return _template(found[0])

    async def design(
        self, tenant_id: str | None, template_id: str, version: int | None = None
    ) -> tuple[Template, Design]:
        """Read a template with all that it is, as it is now or as a version was. Raises NotFound."""
        where = "t.id = :id AND v.version = " + (":version" if version else "t.version")
        found = await self._rows(
            tenant_id, where, {"id": template_id, **({"version": version} if version else {})}, more=", v.body"
        )  # fmt: skip
        if not found:
            raise NotFound(f"There is no template {template_id!r}{_of(version)}.")
        return _template(found[0]), Design.model_validate(found[0][-1])

    async def preview(self, template_id: str, version: int) -> tuple[str, bytes]:
        """Read a version's preview, a WebP picture, and whose it is; needs the system role. Raises NotFound."""
        rows = await self.database.call(
            "SELECT tenant_id, preview FROM studio.template_version"
            " WHERE template_id = :id AND version = :version AND preview IS NOT NULL",
            id=template_id, version=version,
        )  # fmt: skip
        if not rows:
            raise NotFound("There is no such preview.")
        return rows[0][0], bytes(rows[0][1])

    async def make(self, tenant_id: str, user_id: str, draft: Draft) -> None:
        """Write down a tenant's template. Raises Conflict when it has too many."""
        await self._write("template_make", tenant_id, user_id, draft.told())

    async def change(self, tenant_id: str, user_id: str, draft: Draft, *, seen: int) -> None:
        """Write down the version after the one seen. Raises NotFound, and Conflict when another came first."""
        await self._write("template_change", tenant_id, user_id, {**draft.told(), "seen": seen})

    async def ship(self, drafts: list[Draft]) -> None:
        """Bring the templates of everybody to what ships; needs the system role. Safe to repeat."""
        told = [draft.told() for draft in drafts]
        await self.database.call(
            "SELECT studio.template_ship(CAST(:told AS jsonb))", told=jsonb(told)
        )

    async def _write(self, function: str, tenant_id: str, user_id: str, told: Json) -> None:
        await self.database.call(
            f"SELECT studio.{function}(:tenant, :user_id, CAST(:told AS jsonb))",
            tenant=tenant_id, user_id=user_id, told=jsonb(told),
        )  # fmt: skip

    async def _rows(
        self, tenant_id: str | None, where: str, values: dict[str, object], *, more: str = ""
    ) -> list[Row[*tuple[Any, ...]]]:
        statement = text(f"SELECT {COLUMNS}{more} FROM {FROM} WHERE {SEEN} AND {where}")  # noqa: S608 - constants
        async with self.database.begin(tenant_id or "") as connection:
            return list(
                (await connection.execute(statement, {**values, "tenant": tenant_id or ""})).all()
            )


def _template(row: Row[*tuple[Any, ...]]) -> Template:
    return Template.model_validate(dict(zip(Template.model_fields, row, strict=False)))


def _of(version: int | None) -> str:
    return f" of version {version}" if version else ""
