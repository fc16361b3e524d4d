"""What the operations on webhooks answer with, as clients' generated models have it."""

from datetime import datetime
from typing import Literal

from domain.values import Edge


class WebhookShown(Edge):
    """An endpoint. `secret` is in the answer that makes or changes it, and nowhere else; `publicKey` checks `v1a`.

    The one of scope `job` stands for the addresses that jobs name (`webhookUrl`), and has no url.
    """

    id: str
    scope: Literal["tenant", "job"]
    url: str | None
    description: str
    events: list[str]
    status: Literal["enabled", "disabled", "paused"]
    reason: Literal["owner", "gone", "failing", "secret_lost"] | None
    since: datetime
    failures: int
    failing_since: datetime | None
    public_key: str
    previous_public_key: str | None
    previous_until: datetime | None
    created_at: datetime
    secret: str | None = None


class DeliveryTry(Edge):
    """How a try went. `status` is what was answered, `error` why nothing was, `response` the answer's first 2 kB."""

    no: int
    at: datetime
    status: int | None
    error: str | None
    duration_ms: int
    response: str


class DeliveryShown(Edge):
    """One event owed to one endpoint. `eventId` is its `webhook-id` at every try; `about` is what it tells of."""

    id: str
    webhook_id: str
    event_id: str
    type: str
    about: str
    url: str | None
    status: Literal["pending", "delivered", "failed", "dropped"]
    reason: Literal["exhausted", "gone", "job_deleted"] | None
    tries: list[DeliveryTry]
    created_at: datetime
    ended_at: datetime | None
    next_at: datetime | None


class Redelivered(Edge):
    """How many events are sent again."""

    count: int
