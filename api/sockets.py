"""The socket `/studio/v1/ws`: who may open it, and how it is closed. See docs/events.md."""

import asyncio
import contextlib
import time
from typing import Final, assert_never
from urllib.parse import urlsplit

import structlog
from fastapi import APIRouter, WebSocket
from starlette.websockets import WebSocketDisconnect

from api.context import Has, proven
from api.following import Following, TooManyMistakes, TooSlow
from api.problems import problem
from api.server import GIVE_UP, GiveUp
from api.services import Services
from api.socket_messages import error_message
from db.ids import new_id
from domain.errors import (
    ConcurrencyLimited,
    Forbidden,
    RateLimited,
    StudioError,
    Unauthorized,
    Unavailable,
)
from runtime import telemetry

PROTOCOL: Final = "bearer"
GOING_AWAY: Final = 1012
BROKEN: Final = 1011
MISTAKEN: Final = 1008
TRY_LATER: Final = 1013
SLOW: Final = 4408
LEFT: Final = "the client left"
CLOSE_SECONDS: Final = 2.0
REFUSED: Final = 4000
"""Plus the status that the same refusal has over HTTP: 4401, 4403, 4429."""

log = structlog.get_logger(__name__)
routes = APIRouter(tags=["jobs"])


@routes.websocket("/ws")
async def follow(socket: WebSocket, has: Has) -> None:
    """Let a client follow its jobs."""
    began, request_id = time.monotonic(), new_id("req")
    structlog.contextvars.bind_contextvars(request_id=request_id)
    if not is_welcome(socket.headers.get("origin"), has):
        error = Forbidden("Pages of this origin may not open sockets here.")
        await socket.send_denial_response(problem(error, request_id, socket.url.path))
        return
    offered = socket.scope["subprotocols"]
    await socket.accept(PROTOCOL if PROTOCOL in offered else None)
    code, reason = await _served(socket, has, offered)
    await _close(socket, code, reason)
    telemetry.SOCKETS_CLOSED.labels(code).inc()
    log.info("socket_closed", code=code, seconds=round(time.monotonic() - began, 1))
    structlog.contextvars.clear_contextvars()


def is_welcome(origin: str | None, has: Services) -> bool:
    """Tell whether a page of this origin may open a socket; who is no browser names none."""
    settings = has.resources.settings.api
    own = urlsplit(settings.public_url)
    return (
        origin is None
        or "*" in settings.cors_origins
        or origin in (*settings.cors_origins, f"{own.scheme}://{own.netloc}")
    )


async def _served(socket: WebSocket, has: Services, offered: list[str]) -> tuple[int, str]:
    """Serve until the end; gives the code to close with, and why."""
    try:
        await _follow(socket, has, offered)
    except (WebSocketDisconnect, TooSlow, TooManyMistakes) as end:
        return _ending(end)
    except (Unauthorized, Forbidden, RateLimited, ConcurrencyLimited, Unavailable) as error:
        telemetry.REFUSED.labels(error.code).inc()
        await _tell(socket, error)
        code = TRY_LATER if isinstance(error, Unavailable) else REFUSED + error.status
        return code, error.code
    except Exception:
        log.exception("socket_broken")
        return BROKEN, "something went wrong on our side"
    return GOING_AWAY, "the server restarts: reconnect, with since"


def _ending(end: WebSocketDisconnect | TooSlow | TooManyMistakes) -> tuple[int, str]:
    match end:
        case TooSlow():
            return SLOW, "the client reads too slowly: reconnect, with since"
        case TooManyMistakes():
            return MISTAKEN, "too many messages that were not valid"
        case WebSocketDisconnect(code=code):
            return code, LEFT
        case _:
            assert_never(end)


async def _follow(socket: WebSocket, has: Services, offered: list[str]) -> None:
    authorization = socket.headers.get("authorization")
    if authorization is None and len(offered) > 1 and offered[0] == PROTOCOL:
        authorization = f"Bearer {offered[1]}"
    identity = await proven(socket, has, authorization)
    limits = has.resources.numbers.tiers[identity.tier]
    following = Following(has, identity, socket, authorization=authorization)
    with (
        has.places.taken(identity.tenant_id, limits.sockets_at_once),
        telemetry.SOCKETS.track_inprogress(),
    ):
        await following.live()


async def _tell(socket: WebSocket, error: StudioError) -> None:
    with contextlib.suppress(WebSocketDisconnect, TimeoutError):
        async with asyncio.timeout(CLOSE_SECONDS):
            await socket.send_text(error_message(error))


async def _close(socket: WebSocket, code: int, reason: str) -> None:
    """Close, and do not wait long for who does not read."""
    if reason == LEFT:
        return
    try:
        async with asyncio.timeout(0 if code == SLOW else CLOSE_SECONDS):
            await socket.close(code, reason)
    except WebSocketDisconnect:
        return
    except TimeoutError:
        give_up: GiveUp | None = getattr(socket.state, GIVE_UP, None)
        if give_up:
            give_up(code, reason)
