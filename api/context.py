"""What every request carries: its id, its time, its caller, its rate."""

import re
import time
from collections.abc import Awaitable, Callable
from typing import Annotated, Final

import structlog
from fastapi import Depends, Request, Response
from fastapi.requests import HTTPConnection
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.services import Services
from db.ids import new_id
from domain.errors import Forbidden, RateLimited, Unauthorized
from domain.identity import Identity
from runtime import telemetry

REQUEST_ID: Final = re.compile(r"[A-Za-z0-9_.:-]{1,128}")
TRACEPARENT: Final = re.compile(
    r"[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}.*"
)
"""W3C Trace Context, level 1: version, trace id, parent id, flags."""
ANONYMOUS_PER_MINUTE: Final = 300

log = structlog.get_logger(__name__)


class Tracing:
    """Gives each request an id, measures it, and puts both into log and answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        told = request.headers.get("x-request-id", "")
        request_id = told if REQUEST_ID.fullmatch(told) else new_id("req")
        request.state.request_id = request_id
        structlog.contextvars.bind_contextvars(request_id=request_id)
        if trace := TRACEPARENT.fullmatch(request.headers.get("traceparent", "")):
            structlog.contextvars.bind_contextvars(trace_id=trace.group(1))
        began, status = time.perf_counter(), 500

        async def tell(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                headers["X-Request-Id"] = request_id
                for name, value in getattr(request.state, "headers", {}).items():
                    headers.setdefault(name, value)
            await send(message)

        try:
            await self.app(scope, receive, tell)
        finally:
            route = getattr(scope.get("route"), "path", "unmatched")
            seconds = time.perf_counter() - began
            telemetry.REQUESTS.labels(scope["method"], route, status).inc()
            telemetry.LATENCY.labels(scope["method"], route).observe(seconds)
            log.info(
                "request",
                method=scope["method"],
                route=route,
                status=status,
                milliseconds=round(seconds * 1_000, 1),
            )
            structlog.contextvars.clear_contextvars()


async def services(connection: HTTPConnection) -> Services:
    """Give the application's services. Async, or each request would wait for a thread."""
    found: Services = connection.app.state.services
    return found


Has = Annotated[Services, Depends(services)]


async def caller(request: Request, has: Has) -> Identity:
    """Prove who calls, and count the request against the tenant's rate."""
    return await proven(request, has, request.headers.get("authorization"))


async def proven(connection: HTTPConnection, has: Services, authorization: str | None) -> Identity:
    """Prove who calls by what they show, and count it. Raises Unauthorized, Forbidden, RateLimited."""
    try:
        identity = await has.authenticator.identify(
            authorization, connection.headers.get("x-tenant-id")
        )
    except Unauthorized:
        await public(connection, has)  # who guesses tokens is counted by address
        raise
    await has.tenants.enrol(identity)
    identity = await has.tenants.of(identity)
    await counted(connection, has, identity)
    structlog.contextvars.bind_contextvars(tenant_id=identity.tenant_id)
    return identity


async def counted(connection: HTTPConnection, has: Services, identity: Identity) -> None:
    """Count one request against the tenant's rate. Raises RateLimited."""
    per_minute = has.resources.numbers.tiers[identity.tier].requests_per_minute
    await throttle(connection, has, f"tenant {identity.tenant_id}", per_minute)


async def public(connection: HTTPConnection, has: Has) -> None:
    """Count a request without a token against its address."""
    host = connection.client.host if connection.client else "unknown"
    await throttle(connection, has, f"address {host}", ANONYMOUS_PER_MINUTE)


async def visitor(request: Request, has: Has) -> Identity | None:
    """Prove who calls where somebody says so; who says nothing may come in as well."""
    if "authorization" in request.headers:
        return await caller(request, has)
    await public(request, has)
    return None


async def throttle(connection: HTTPConnection, has: Services, key: str, per_minute: int) -> None:
    """Count one request. Raises RateLimited."""
    answer = await has.resources.app.value(
        "SELECT studio.throttle(:key, :rate)", key=key, rate=per_minute
    )
    reset = max(1, round(float(answer["reset"])))
    connection.state.headers = {
        "RateLimit-Policy": f'"requests";q={per_minute};w=60',
        "RateLimit": f'"requests";r={int(answer["left"])};t={reset}',
    }
    if answer["wait"] > 0:
        raise RateLimited("Too many requests.", retry_after_seconds=float(answer["wait"]))


Caller = Annotated[Identity, Depends(caller)]
Visitor = Annotated[Identity | None, Depends(visitor)]


async def operator(identity: Caller) -> Identity:
    """Let only an operator in. Raises Forbidden."""
    if not identity.operator:
        raise Forbidden("Only an operator may do this.")
    return identity


Operator = Annotated[Identity, Depends(operator)]
Next = Callable[[Request], Awaitable[Response]]
