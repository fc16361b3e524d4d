"""Endpoints of a tenant, as rows: where its events go, and how they are doing there."""

from datetime import datetime
from typing import Final, Literal

from sqlalchemy import text

from db.ids import new_id
from db.session import Database
from domain.errors import Conflict, NotFound
from domain.identity import Identity
from domain.values import Value
from domain.webhooks import ENDPOINTS_MAX, EndpointStatus, EventType, Reason, Scope
from events.vault import Secrets, Vault

OVERLAP_HOURS: Final = 24
COLUMNS: Final = (
    "id, scope, url, description, events, status, reason, since, public_key, old_public_key, old_until, failures,"
    " failing_since, created_at"
)
OF_JOBS: Final = "For addresses that jobs name (webhookUrl)."


class Endpoint(Value):
    """An endpoint without its secrets. `url` is None for the one that stands for the addresses of jobs."""

    id: str
    scope: Scope
    url: str | None
    description: str
    events: tuple[EventType, ...]
    status: EndpointStatus
    reason: Reason | None
    since: datetime
    public_key: str
    old_public_key: str | None
    old_until: datetime | None
    failures: int
    failing_since: datetime | None
    created_at: datetime


class Change(Value):
    """What is to be different at an endpoint; None stays as it is."""

    url: str | None = None
    description: str | None = None
    events: tuple[EventType, ...] | None = None
    status: Literal["enabled", "disabled"] | None = None


class Endpoints:
    """The writes of a tenant's admins; what is sent reads the rows anew each time."""

    def __init__(self, database: Database, vault: Vault) -> None:
        self.database = database
        self.vault = vault

    async def create(
        self, identity: Identity, url: str, events: tuple[EventType, ...], description: str
    ) -> tuple[Endpoint, Secrets]:
        """Make an endpoint with secrets of its own. Raises Conflict when the tenant has as many as it may."""
        named = {"tenant": identity.tenant_id}
        async with self.database.begin(identity.tenant_id) as connection:
            await connection.execute(ONE_AT_A_TIME, named)
            if (await connection.scalar(COUNT, named) or 0) >= ENDPOINTS_MAX:
                raise Conflict(f"A tenant has at most {ENDPOINTS_MAX} endpoints.")
            row, made = self._new(identity, "tenant", description)
            await connection.execute(INSERT, {**row, "url": url, "events": list(events)})
        return await self.get(identity.tenant_id, row["id"]), made

    async def for_jobs(self, identity: Identity) -> Endpoint:
        """Give the endpoint that stands for the addresses of jobs; it comes into being when it is first asked for.

        Its secrets are nobody's until an admin changes them, and is shown the new ones.
        """
        named = {"tenant": identity.tenant_id}
        async with self.database.begin(identity.tenant_id) as connection:
            found = await connection.scalar(OF_JOBS_ID, named)
            if found is None:
                row, _ = self._new(identity, "job", OF_JOBS)
                await connection.execute(INSERT, {**row, "url": None, "events": []})
                found = await connection.scalar(OF_JOBS_ID, named)
        return await self.get(identity.tenant_id, str(found))

    def _new(
        self, identity: Identity, scope: Scope, description: str
    ) -> tuple[dict[str, str], Secrets]:
        made = Secrets.make()
        row = {
            "tenant": identity.tenant_id, "id": new_id("whe"), "user": identity.user_id, "scope": scope,
            "description": description, "sealed": self.vault.seal(made), "public_key": made.public_key,
        }  # fmt: skip
        return row, made

    async def get(self, tenant_id: str, endpoint_id: str) -> Endpoint:
        """Read an endpoint. Raises NotFound, also for another tenant's."""
        found = await self._rows(tenant_id, "AND id = :id", id=endpoint_id)
        if not found:
            raise NotFound(f"There is no webhook {endpoint_id!r}.")
        return found[0]

    async def all(self, tenant_id: str) -> list[Endpoint]:
        """Read a tenant's endpoints, newest first: there are few."""
        return await self._rows(tenant_id, "")

    async def change(self, tenant_id: str, endpoint_id: str, change: Change) -> Endpoint:
        """Change an endpoint. One that is enabled again gets what it is owed, at once. Raises NotFound, Conflict."""
        before = await self.get(tenant_id, endpoint_id)
        if before.scope == "job" and change.url is not None:
            raise Conflict("This endpoint stands for the addresses of jobs: it has no url.")
        told = {"tenant": tenant_id, "id": endpoint_id, **change.model_dump(mode="json")}
        async with self.database.begin(tenant_id) as connection:
            if change.status == "enabled" and before.status != "enabled":
                await connection.execute(HURRY, told)
            await connection.execute(CHANGE, told)
            if change.status not in (None, before.status):
                await connection.execute(STATUS, told)
        return await self.get(tenant_id, endpoint_id)

    async def rotate(self, tenant_id: str, endpoint_id: str) -> tuple[Endpoint, Secrets]:
        """Give an endpoint new secrets; the ones before sign as well for a day. Raises NotFound."""
        made = Secrets.make()
        told = {
            "tenant": tenant_id, "id": endpoint_id, "sealed": self.vault.seal(made),
            "public_key": made.public_key, "hours": OVERLAP_HOURS,
        }  # fmt: skip
        async with self.database.begin(tenant_id) as connection:
            await connection.execute(ROTATE, told)
        return await self.get(tenant_id, endpoint_id), made

    async def remove(self, tenant_id: str, endpoint_id: str) -> None:
        """Delete an endpoint with what it is owed and its log. Raises NotFound, Conflict."""
        found = await self.get(tenant_id, endpoint_id)
        if found.scope == "job":
            raise Conflict("Jobs need this endpoint for the addresses they name: disable it.")
        named = {"tenant": tenant_id, "id": endpoint_id}
        async with self.database.begin(tenant_id) as connection:
            await connection.execute(REMOVE_OWED, named)
            await connection.execute(REMOVE, named)

    async def _rows(self, tenant_id: str, where: str, **values: str) -> list[Endpoint]:
        statement = text(
            f"SELECT {COLUMNS} FROM studio.webhook WHERE tenant_id = :tenant {where}"  # noqa: S608 - constants
            " ORDER BY created_at DESC, id DESC"
        )
        async with self.database.begin(tenant_id) as connection:
            rows = (await connection.execute(statement, {"tenant": tenant_id, **values})).all()
        names = COLUMNS.split(", ")
        return [Endpoint.model_validate(dict(zip(names, row, strict=True))) for row in rows]


ONE_AT_A_TIME: Final = text(
    "SELECT pg_advisory_xact_lock(hashtextextended('webhooks ' || :tenant, 0))"
)
COUNT: Final = text(
    "SELECT count(*) FROM studio.webhook WHERE tenant_id = :tenant AND scope = 'tenant'"
)
OF_JOBS_ID: Final = text(
    "SELECT id FROM studio.webhook WHERE tenant_id = :tenant AND scope = 'job'"
)
INSERT: Final = text(
    "INSERT INTO studio.webhook (tenant_id, id, user_id, scope, url, description, events, sealed, public_key)"
    " VALUES (:tenant, :id, :user, :scope, :url, :description, :events, :sealed, :public_key) ON CONFLICT DO NOTHING"
)
CHANGE: Final = text(
    "UPDATE studio.webhook SET url = coalesce(:url, url), description = coalesce(:description, description),"
    " events = coalesce(CAST(:events AS text[]), events) WHERE tenant_id = :tenant AND id = :id"
)
STATUS: Final = text(
    "UPDATE studio.webhook SET status = :status, since = now(), failures = 0, failing_since = NULL,"
    " rests_until = NULL, reason = CASE WHEN :status = 'disabled' THEN 'owner' END"
    " WHERE tenant_id = :tenant AND id = :id"
)
HURRY: Final = text(
    "UPDATE studio.webhook_delivery SET next_at = now(), tries_before = tries"
    " WHERE tenant_id = :tenant AND webhook_id = :id AND state = 'pending'"
)
ROTATE: Final = text(
    "UPDATE studio.webhook SET old_sealed = sealed, old_public_key = public_key,"
    " old_until = now() + make_interval(hours => :hours), sealed = :sealed, public_key = :public_key"
    " WHERE tenant_id = :tenant AND id = :id"
)
REMOVE_OWED: Final = text(
    "DELETE FROM studio.webhook_delivery WHERE tenant_id = :tenant AND webhook_id = :id"
)
REMOVE: Final = text("DELETE FROM studio.webhook WHERE tenant_id = :tenant AND id = :id")
