"""`Idempotency-Key` on the operations that admit no job: the act once, its answer as often as it is asked for."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from hashlib import sha256
from typing import Final

from fastapi import Request
from fastapi.responses import JSONResponse
from sqlalchemy import text

from api.replies import reply
from api.services import Services
from db.session import jsonb
from domain.errors import ValidationFailed
from domain.identity import Identity
from domain.values import Json
from jobs.admission import Replay

KEY_LENGTH_MAX: Final = 255
AT_ONCE: Final = asyncio.Semaphore(4)
"""Each holds a connection while its act takes another: fewer than the pool has, so that none waits for itself."""


def replay_of(request: Request, body: Json) -> Replay | None:
    """Read the Idempotency-Key, and fingerprint what it stands for. Raises ValidationFailed."""
    key = request.headers.get("idempotency-key")
    if key is None:
        return None
    if not 0 < len(key) <= KEY_LENGTH_MAX or not key.isprintable():
        raise ValidationFailed(
            f"An Idempotency-Key has 1 to {KEY_LENGTH_MAX} printable characters."
        )
    said = json.dumps([request.url.query, body], sort_keys=True)
    return Replay(
        route=f"{request.method} {request.url.path}",
        key=key,
        fingerprint=sha256(said.encode()).hexdigest(),
    )


async def once(
    request: Request,
    has: Services,
    identity: Identity,
    *,
    body: Json,
    act: Callable[[], Awaitable[Json]],
    status: int = 200,
    shown_once: str | None = None,
) -> JSONResponse:
    """Act and answer; with a key that was used before, give the first answer again.

    The key is taken for as long as this transaction lasts, so a process that dies leaves none in flight; an act
    that is refused keeps none. `shown_once` names a field that no replay has. Raises IdempotencyMismatch, InFlight.
    """
    replay = replay_of(request, body)
    if replay is None:
        return reply(request, await act(), status=status)
    keyed = {"tenant": identity.tenant_id, **replay.model_dump()}
    async with AT_ONCE, has.resources.app.begin(identity.tenant_id) as connection:
        first = await connection.scalar(RECALL, keyed)
        if first is not None:
            answer = reply(request, first, status=status)
            answer.headers["Idempotent-Replayed"] = "true"
            return answer
        data = await act()
        kept = {name: value for name, value in data.items() if name != shown_once}
        await connection.execute(KEEP, {**keyed, "status": status, "body": jsonb(kept)})
    return reply(request, data, status=status)


RECALL: Final = text("SELECT body FROM studio.recall(:tenant, :route, :key, :fingerprint)")
KEEP: Final = text(
    "SELECT studio.keep(:tenant, :route, :key, :fingerprint, :status, CAST(:body AS jsonb))"
)
