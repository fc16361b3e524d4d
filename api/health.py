"""Whether the process lives, and whether it can serve."""

import asyncio
from datetime import timedelta
from typing import Any, Final, Literal

from fastapi import APIRouter
from fastapi.responses import JSONResponse
from temporalio.service import RPCError

from api.context import Has
from api.documents import bare
from api.services import Services
from domain.errors import StudioError
from domain.values import Edge

routes = APIRouter(tags=["health"])
BEYOND: Final = {"x-studio-section": "health", "x-studio-set": "beyond"}
CHECK_SECONDS = 2.0


class Live(Edge):
    """The process runs."""

    status: Literal["live"]


class Checks(Edge):
    """What answers."""

    database: bool
    storage: bool
    temporal: bool


class Ready(Edge):
    """Whether this server can serve. Degraded: jobs are accepted, and wait for Temporal."""

    status: Literal["ready", "degraded", "unavailable"]
    checks: Checks


@routes.get("/health/live", openapi_extra=BEYOND, responses={200: bare(Live, "It does")})
async def get_liveness() -> JSONResponse:
    """Answer while the process runs."""
    return JSONResponse({"status": "live"})


@routes.get(
    "/health/ready", openapi_extra=BEYOND,
    responses={200: bare(Ready, "It can"), 503: bare(Ready, "PostgreSQL or storage is away")},
)  # fmt: skip
async def get_readiness(has: Has) -> JSONResponse:
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
