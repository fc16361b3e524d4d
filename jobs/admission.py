"""Admission: key, quota, job, event and hold in one transaction, or nothing at all."""

from db.session import Database, jsonb
from domain.values import Json, Value


class Replay(Value):
    """Where an `Idempotency-Key` was used, and a fingerprint of the request."""

    route: str
    key: str
    fingerprint: str


class Admission(Value):
    """A job about to be accepted. `price` in credits; `answer` is the body of the 202."""

    tenant_id: str
    user_id: str
    tier: str
    id: str
    type: str
    params: Json
    options: Json
    priority: int
    price: int
    target_seconds: int
    deadline_seconds: float | None
    metadata: dict[str, str]
    tags: tuple[str, ...]
    jobs_per_month: int | None
    waiting_max: int
    sources: tuple[str, ...]
    replay: Replay | None
    answer: Json


async def admit(database: Database, ask: Admission) -> Json | None:
    """Accept the job; answers None, or the first answer if this key was used before.

    Raises IdempotencyInFlight, IdempotencyMismatch, QuotaExceeded, ConcurrencyLimited and
    InsufficientCredits, each with nothing left behind.
    """
    told = {
        "id": ask.id,
        "userId": ask.user_id,
        "tier": ask.tier,
        "type": ask.type,
        "params": ask.params,
        "options": ask.options,
        "priority": ask.priority,
        "price": ask.price,
        "targetSeconds": ask.target_seconds,
        "deadlineSeconds": ask.deadline_seconds,
        "metadata": ask.metadata,
        "tags": ask.tags,
        "jobsPerMonth": ask.jobs_per_month,
        "waitingMax": ask.waiting_max,
        "sources": ask.sources,
        "answer": ask.answer,
        **(ask.replay.model_dump() if ask.replay else {}),
    }
    return await database.value(
        "SELECT studio.admit(:tenant, CAST(:ask AS jsonb))", tenant=ask.tenant_id, ask=jsonb(told)
    )


async def recall(database: Database, tenant_id: str, replay: Replay) -> Json | None:
    """Find the first answer to a key, if there is one."""
    return await database.value(
        "SELECT body FROM studio.recall(:tenant, :route, :key, :fingerprint)",
        tenant=tenant_id, route=replay.route, key=replay.key, fingerprint=replay.fingerprint,
    )  # fmt: skip
