"""What is owed to whom: written with what changed, taken by who sends, and ended by an answer."""

from datetime import datetime
from typing import Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from db.session import Database, jsonb
from domain.values import Json, Value
from domain.webhooks import (
    PAUSE_FAILURES,
    PAUSE_SECONDS,
    REST_FAILURES,
    RESTS_SECONDS,
    DeliveryState,
    EventType,
    Outcome,
    Reason,
    WebhookKey,
)

LEASE_SECONDS: Final = 30.0
"""How long a delivery is left to who took it; longer than any try."""


class OutEvent(Value):
    """What happened. `snapshot` is the job as it was then, where it is about one."""

    id: str
    type: EventType
    at: datetime
    data: Json
    snapshot: Json


class Owed(Value):
    """A delivery that is due. `no` numbers its tries, `tries` those since it was last asked for.

    `sealed` are the secrets that sign, newest first.
    """

    id: str
    url: str
    no: int
    tries: int
    event: OutEvent
    sealed: tuple[str, ...]


async def emit(
    connection: AsyncConnection, tenant_id: str, kind: EventType, about: str, data: Json
) -> str | None:
    """Write an event in the caller's transaction: it goes out if that commits, and is nothing if it does not.

    `about` is the id of what changed: receivers get the events of one thing in order. `data` are the event's fields in
    camelCase, without secrets and signed urls; the tenant's id is added. Answers the event's id; None: nobody wants it.
    """
    made: str | None = await connection.scalar(
        text("SELECT studio.emit(:tenant, :type, :about, CAST(:data AS jsonb))"),
        {"tenant": tenant_id, "type": kind.value, "about": about, "data": jsonb(data)},
    )
    return made


class Outbox:
    """Every write may be repeated."""

    def __init__(self, database: Database) -> None:
        self.database = database

    async def due(self, key: WebhookKey) -> Owed | None:
        """Take what is due next; it is ours for a while."""
        told = await self.database.value(
            "SELECT studio.webhook_due(:tenant, :webhook, :lease, :failures)",
            tenant=key.tenant_id, webhook=key.id, lease=LEASE_SECONDS, failures=REST_FAILURES,
        )  # fmt: skip
        return None if told is None else Owed.model_validate(told)

    async def waits_seconds(self, key: WebhookKey) -> float | None:
        """Tell when something will be due; None: nothing will, unless it happens."""
        seconds = await self.database.value(
            "SELECT studio.webhook_waits(:tenant, :webhook)",
            tenant=key.tenant_id, webhook=key.id,
        )  # fmt: skip
        return None if seconds is None else max(0.0, float(seconds))

    async def answered(
        self,
        key: WebhookKey,
        owed: Owed,
        outcome: Outcome,
        *,
        entry: Json,
        next_seconds: float | None,
        rest_seconds: float | None,
    ) -> DeliveryState | None:
        """Write down how a try went; answers what became of the delivery. None: another try has taken its place."""
        told = {
            "outcome": outcome, "entry": entry, "nextSeconds": next_seconds, "restSeconds": rest_seconds,
            "restFailures": REST_FAILURES, "restsSeconds": RESTS_SECONDS,
            "pauseSeconds": PAUSE_SECONDS, "pauseFailures": PAUSE_FAILURES,
        }  # fmt: skip
        state: DeliveryState | None = await self.database.value(
            "SELECT studio.webhook_answered(:tenant, :delivery, :no, CAST(:told AS jsonb))",
            tenant=key.tenant_id, delivery=owed.id, no=owed.no, told=jsonb(told),
        )  # fmt: skip
        return state

    async def pause(self, key: WebhookKey, reason: Reason) -> None:
        """Send nothing more to an endpoint until its owner has seen to it; what is owed stays owed."""
        async with self.database.begin(key.tenant_id) as connection:
            await connection.execute(
                text(
                    "UPDATE studio.webhook SET status = 'paused', reason = :reason, since = now()"
                    " WHERE tenant_id = :tenant AND id = :id AND status = 'enabled'"
                ),
                {"tenant": key.tenant_id, "id": key.id, "reason": reason},
            )

    async def left_behind(self, *, seconds: float) -> list[WebhookKey]:
        """Find endpoints with something that was due so long ago and that nobody is at (system role)."""
        rows = await self.database.call(
            "SELECT DISTINCT d.tenant_id, d.webhook_id FROM studio.webhook_delivery d"
            " JOIN studio.webhook w ON w.tenant_id = d.tenant_id AND w.id = d.webhook_id"
            " WHERE d.state = 'pending' AND d.next_at < now() - make_interval(secs => :seconds)"
            " AND coalesce(d.leased_until, '-infinity') < now() AND w.status = 'enabled'"
            " AND coalesce(w.rests_until, '-infinity') < now() LIMIT 1000",
            seconds=seconds,
        )
        return [WebhookKey(tenant_id=row[0], id=row[1]) for row in rows]
