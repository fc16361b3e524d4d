"""Whether the process lives, and whether it can serve."""

import asyncio
from datetime import timedelta
from typing import Any

from fastapi import APIRouter
from fastapi.responses import JSONResponse
from temporalio.service import RPCError

from api.context import Has
from api.services import Services
from domain.errors import StudioError

routes = APIRouter(tags=["health"])
CHECK_SECONDS = 2.0


@routes.get("/health/live")
async def live() -> dict[str, str]:
    """Answer while the process runs."""
    return {"status": "live"}


@routes.get("/health/ready", responses={503: {"description": "PostgreSQL or storage is away"}})
async def ready(has: Has) -> JSONResponse:
    """Tell whether submits and reads work: PostgreSQL and storage. Without Temporal jobs wait: degraded."""
    database, storage, temporal = await asyncio.gather(
        _database(has), has.resources.blobs.ready(), _temporal(has)
    )
    can_serve = database and storage
    body: dict[str, Any] = {
        "status": "ready" if can_serve and temporal else "degraded" if can_serve else "unavailable",
        "checks": {"database": database, "storage": storage, "temporal": temporal},
    }
    return JSONResponse(body, 200 if can_serve else 503)


async def _database(has: Services) -> bool:
    try:
        async with asyncio.timeout(CHECK_SECONDS):
            return bool(await has.resources.app.value("SELECT 1"))
    except (StudioError, TimeoutError):
        return False


async def _temporal(has: Services) -> bool:
    try:
        return await has.resources.client.service_client.check_health(
            timeout=timedelta(seconds=CHECK_SECONDS)
        )
    except (RPCError, RuntimeError):
        return False
