"""The delivery log: what an endpoint was sent, how each try went, and what is to be sent again."""

from datetime import datetime
from typing import Final

from sqlalchemy import text

from db.session import Database
from domain.errors import Conflict, NotFound
from domain.values import Json, Value
from domain.webhooks import DeliveryReason, DeliveryState, EventType

COLUMNS: Final = (
    "d.id, d.webhook_id, d.event_id, e.type, d.about, d.url, d.state, d.reason, d.log, d.created_at, d.ended_at,"
    " CASE WHEN d.state = 'pending' THEN d.next_at END"
)
AGAIN_MAX: Final = 10_000
"""So many are sent again by one call."""
TEST_TEXT: Final = "This event is a test: nothing has happened."


class Delivery(Value):
    """One event owed to one endpoint. `url` where a job has named it."""

    id: str
    webhook_id: str
    event_id: str
    type: EventType
    about: str
    url: str | None
    state: DeliveryState
    reason: DeliveryReason | None
    log: Json
    created_at: datetime
    ended_at: datetime | None
    next_at: datetime | None


class Deliveries:
    """Reads the log of a tenant, and asks for deliveries anew."""

    def __init__(self, database: Database) -> None:
        self.database = database

    async def page(
        self,
        tenant_id: str,
        webhook_id: str,
        *,
        state: DeliveryState | None,
        before: tuple[datetime, str] | None,
        limit: int,
    ) -> tuple[list[Delivery], tuple[datetime, str] | None]:
        """Read a page, newest first, and where the next one begins; None when there is none."""
        where, values = ["d.webhook_id = :webhook"], dict[str, object](webhook=webhook_id)
        if state:
            where.append("d.state = :state")
            values["state"] = state
        if before:
            where.append("(d.created_at, d.id) < (:before_at, :before_id)")
            values |= {"before_at": before[0], "before_id": before[1]}
        found = await self._rows(tenant_id, " AND ".join(where), {**values, "limit": limit + 1})
        last = found[limit - 1] if len(found) > limit else None
        return found[:limit], (last.created_at, last.id) if last else None

    async def get(self, tenant_id: str, delivery_id: str) -> Delivery:
        """Read a delivery. Raises NotFound, also for another tenant's."""
        found = await self._rows(tenant_id, "d.id = :id", {"id": delivery_id, "limit": 1})
        if not found:
            raise NotFound(f"There is no delivery {delivery_id!r}.")
        return found[0]

    async def again(self, tenant_id: str, delivery_id: str) -> Delivery:
        """Send an event again under the same id. Raises NotFound; Conflict when what it told was deleted."""
        found = await self.get(tenant_id, delivery_id)
        count = await self._again(
            tenant_id, found.webhook_id, delivery_id, ["pending", "delivered", "failed", "dropped"]
        )
        if not count:
            raise Conflict("What this event told was deleted with its job.")
        return await self.get(tenant_id, delivery_id)

    async def again_between(
        self,
        tenant_id: str,
        webhook_id: str,
        states: list[DeliveryState],
        since: datetime,
        until: datetime | None,
    ) -> int:
        """Send again what an endpoint was owed between two times; answers how many events."""
        return await self._again(tenant_id, webhook_id, None, states, since, until)

    async def test(self, tenant_id: str, webhook_id: str) -> Delivery:
        """Owe an endpoint an event that says nothing, whatever types it wants."""
        values = {"tenant": tenant_id, "webhook": webhook_id, "text": TEST_TEXT}
        async with self.database.begin(tenant_id) as connection:
            made = await connection.scalar(TEST, {**values, "type": EventType.TEST.value})
            await connection.execute(ROUSE, values)
        return await self.get(tenant_id, str(made))

    async def _again(
        self,
        tenant_id: str,
        webhook_id: str,
        delivery_id: str | None,
        states: list[DeliveryState],
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> int:
        return int(
            await self.database.value(
                "SELECT studio.webhook_again(:tenant, :webhook, CAST(:delivery AS text), CAST(:states AS text[]),"
                " CAST(:since AS timestamptz), CAST(:until AS timestamptz), :limit)",
                tenant=tenant_id,
                webhook=webhook_id,
                delivery=delivery_id,
                states=states,
                since=since,
                until=until,
                limit=AGAIN_MAX,
            )
        )

    async def _rows(self, tenant_id: str, where: str, values: dict[str, object]) -> list[Delivery]:
        statement = text(
            f"SELECT {COLUMNS} FROM studio.webhook_delivery d JOIN studio.webhook_event e"  # noqa: S608 - constants
            " ON e.tenant_id = d.tenant_id AND e.id = d.event_id"
            f" WHERE d.tenant_id = :tenant AND {where} ORDER BY d.created_at DESC, d.id DESC LIMIT :limit"
        )
        async with self.database.begin(tenant_id) as connection:
            rows = (await connection.execute(statement, {**values, "tenant": tenant_id})).all()
        names = Delivery.model_fields
        return [Delivery.model_validate(dict(zip(names, row, strict=True))) for row in rows]


ROUSE: Final = text("SELECT studio.webhook_roused(:tenant, :webhook)")
TEST: Final = text(
    "WITH made AS (INSERT INTO studio.webhook_event (tenant_id, id, type, about, data)"
    " VALUES (:tenant, studio.new_id('evt'), :type, :webhook, jsonb_build_object("
    "  'webhookId', CAST(:webhook AS text), 'message', CAST(:text AS text))) RETURNING id, about)"
    " INSERT INTO studio.webhook_delivery (tenant_id, id, webhook_id, event_id, about)"
    " SELECT :tenant, studio.new_id('whd'), :webhook, id, about FROM made RETURNING id"
)
