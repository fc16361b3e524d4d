"""Models of a tenant, made by its jobs to be used by others: voices and avatars."""

from datetime import datetime
from typing import Final, Literal

from sqlalchemy import text

from db.ids import new_id
from db.session import Database, jsonb
from domain.errors import NotFound
from domain.values import Json, Value
from jobs.runs import RunKey

Kind = Literal["voice", "avatar"]
Status = Literal["training", "ready", "failed"]
PREFIXES: Final[dict[Kind, Literal["vm", "av"]]] = {"voice": "vm", "avatar": "av"}
NOUNS: Final[dict[Kind, str]] = {"voice": "voice model", "avatar": "avatar"}
COLUMNS: Final = (
    "id, kind, user_id, job_id, name, status, language, style, consent, provider, vendor_ref, account, traits, report,"
    " created_at, ready_at"
)


class Draft(Value):
    """A model about to be made."""

    kind: Kind
    name: str
    language: str | None = None
    style: str | None = None
    consent: Json = None


class Made(Value):
    """What a model became: who holds it, by what name and in which account; what it takes to use it; files it keeps.

    Without a provider there is nothing to use, but a report that says why.
    """

    provider: str | None = None
    vendor_ref: str | None = None
    account: str | None = None
    traits: Json = {}
    report: Json = None
    blobs: tuple[str, ...] = ()


class Model(Value):
    """A model as it is read."""

    id: str
    kind: Kind
    user_id: str
    job_id: str
    name: str
    status: Status
    language: str | None
    style: str | None
    consent: Json
    provider: str | None
    vendor_ref: str | None
    account: str | None
    traits: Json
    report: Json
    created_at: datetime
    ready_at: datetime | None


class Models:
    """Reads for everyone; writes for the run that makes one."""

    def __init__(self, database: Database) -> None:
        self.database = database

    async def begin(self, key: RunKey, draft: Draft) -> str:
        """Begin the job's model; a repeat, or a later run, finds the same one. Raises RunIsOver."""
        told = {"id": new_id(PREFIXES[draft.kind]), **draft.model_dump(mode="json")}
        return str(await self._write("model_begun", key, told))

    async def made(self, key: RunKey, made: Made) -> None:
        """Write down what it became: it is ready in the transaction that completes its job. Raises RunIsOver."""
        told = {
            "vendorRef": made.vendor_ref,
            **made.model_dump(mode="json", exclude={"vendor_ref"}),
        }
        await self._write("model_made", key, told)

    async def get(self, tenant_id: str, model_id: str, kind: Kind) -> Model:
        """Read a model. Raises NotFound, also for another tenant's."""
        found = await self._rows(
            tenant_id, "kind = :kind AND id = :id", {"kind": kind, "id": model_id}, limit=1
        )
        if not found:
            raise NotFound(f"There is no {NOUNS[kind]} {model_id!r}.")
        return found[0]

    async def page(
        self,
        tenant_id: str,
        kind: Kind,
        *,
        status: Status | None = None,
        before: tuple[datetime, str] | None = None,
        limit: int,
    ) -> tuple[list[Model], tuple[datetime, str] | None]:
        """Read a page, newest first, and where the next one begins; None when there is none."""
        where, values = ["kind = :kind"], dict[str, object](kind=kind)
        if status:
            where.append("status = :status")
            values["status"] = status
        if before:
            where.append("(created_at, id) < (:before_at, :before_id)")
            values |= {"before_at": before[0], "before_id": before[1]}
        found = await self._rows(tenant_id, " AND ".join(where), values, limit=limit + 1)
        last = found[limit - 1] if len(found) > limit else None
        return found[:limit], (last.created_at, last.id) if last else None

    async def erase(self, tenant_id: str, model_id: str) -> list[str]:
        """Delete a model; answers the hashes of the files that it kept. Raises NotFound, and Conflict in training."""
        rows = await self.database.call(
            "SELECT studio.model_erased(:tenant, :id)", tenant=tenant_id, id=model_id
        )
        return [row[0] for row in rows]

    async def _write(self, function: str, key: RunKey, told: Json) -> object:
        return await self.database.value(
            f"SELECT studio.{function}(:tenant, :job, :run, CAST(:told AS jsonb))",
            tenant=key.tenant_id, job=key.job_id, run=key.run, told=jsonb(told),
        )  # fmt: skip

    async def _rows(
        self, tenant_id: str, where: str, values: dict[str, object], *, limit: int
    ) -> list[Model]:
        statement = text(
            f"SELECT {COLUMNS} FROM studio.model WHERE tenant_id = :tenant AND deleted_at IS NULL AND {where}"  # noqa: S608 - constants
            " ORDER BY created_at DESC, id DESC LIMIT :limit"
        )
        async with self.database.begin(tenant_id) as connection:
            rows = (
                await connection.execute(statement, {**values, "tenant": tenant_id, "limit": limit})
            ).all()
        return [
            Model.model_validate(dict(zip(COLUMNS.split(", "), row, strict=True))) for row in rows
        ]
