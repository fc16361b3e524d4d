"""Webhooks of a tenant: its endpoints, what they were sent, and what is to be sent again."""

from datetime import UTC, datetime
from typing import Annotated, Final, Literal, Self

from fastapi import APIRouter, Depends, Path, Query, Request
from fastapi.responses import JSONResponse, Response
from pydantic import Field, StringConstraints, model_validator

from api.body import read_json
from api.context import Caller, Has
from api.documents import body, page, problems, takes
from api.replays import once
from api.replies import decode_cursor, listed, read, reply, stamp
from api.services import Services
from api.webhook_answers import DeliveryShown, Redelivered, WebhookShown
from api.webhook_urls import require_reachable
from domain.errors import Conflict, Forbidden
from domain.identity import Identity, Role
from domain.requests import WebhookUrl
from domain.values import Edge, Json, Text
from domain.webhooks import DeliveryState, EventType
from events.deliveries import Deliveries, Delivery
from events.endpoints import Change, Endpoint
from events.vault import Secrets

routes = APIRouter(tags=["webhooks"])
BEYOND: Final = {"x-studio-section": "webhooks", "x-studio-set": "beyond"}


WebhookId = Annotated[str, Path(alias="webhookId", pattern=r"^whe_[0-9a-z]{26}$")]
DeliveryId = Annotated[str, Path(alias="deliveryId", pattern=r"^whd_[0-9a-z]{26}$")]
Subscribed = Literal[
    "studio.render-job.created.v1", "studio.render-job.completed.v1", "studio.render-job.failed.v1",
    "studio.template.created.v1", "studio.template.updated.v1", "studio.voice-model.created.v1",
    "studio.voice-model.ready.v1",
]  # fmt: skip
Subscription = Annotated[tuple[Subscribed, ...], Field(max_length=16)]
Description = Annotated[Text, StringConstraints(max_length=256)]


class NewWebhook(Edge):
    """An endpoint to make. No `events`: all of them."""

    url: WebhookUrl
    events: Subscription = ()
    description: Description = ""


class WebhookChange(Edge):
    """What is to be different. `enabled` also resumes one that was paused or disabled."""

    url: WebhookUrl | None = None
    events: Subscription | None = None
    description: Description | None = None
    status: Literal["enabled", "disabled"] | None = None


class Span(Edge):
    """What is to be sent again: what was owed from `since` on, and before `until`, and became `status`."""

    since: datetime
    until: datetime | None = None
    status: Literal["failed", "delivered", "all"] = "failed"

    @model_validator(mode="after")
    def _has_zones(self) -> Self:
        if self.since.tzinfo is None or (self.until is not None and self.until.tzinfo is None):
            raise ValueError("times have an offset, such as Z")
        return self


STATES: Final[dict[str, list[DeliveryState]]] = {
    "failed": ["failed", "dropped"],
    "delivered": ["delivered"],
    "all": ["pending", "failed", "dropped", "delivered"],
}


async def admin(identity: Caller) -> Identity:
    """Let only an admin of the tenant in. Raises Forbidden."""
    if not identity.has(Role.ADMIN):
        raise Forbidden("Webhooks need role admin.")
    return identity


Admin = Annotated[Identity, Depends(admin)]


@routes.post(
    "/webhooks",
    openapi_extra={**BEYOND, **takes(NewWebhook)},
    status_code=201,
    responses={201: body(WebhookShown), **problems("ERR_CONFLICT")},
)
async def create_webhook(request: Request, has: Has, identity: Admin) -> JSONResponse:
    """Make an endpoint for the tenant's events. The secret is in this answer and nowhere else."""
    raw = await read_json(request)
    wanted = read(NewWebhook, raw)
    await require_reachable(has, wanted.url, "/url")
    events = tuple(EventType(each) for each in wanted.events)

    async def make() -> Json:
        made, secrets = await has.resources.endpoints.create(
            identity, wanted.url, events, wanted.description
        )
        return _shown(made, secrets)

    return await once(request, has, identity, body=raw, act=make, status=201, shown_once="secret")


@routes.get("/webhooks", openapi_extra=BEYOND, responses={200: page(WebhookShown)})
async def list_webhooks(request: Request, has: Has, identity: Admin) -> JSONResponse:
    """List the tenant's endpoints, without their secrets."""
    found = await has.resources.endpoints.all(identity.tenant_id)
    return listed(request, [_shown(each) for each in found], None)


@routes.get("/webhooks/{webhookId}", openapi_extra=BEYOND, responses={200: body(WebhookShown)})
async def get_webhook(
    request: Request, webhook_id: WebhookId, has: Has, identity: Admin
) -> JSONResponse:
    """Read an endpoint: where it points, how it is doing, and its public key."""
    return reply(request, _shown(await has.resources.endpoints.get(identity.tenant_id, webhook_id)))


@routes.patch(
    "/webhooks/{webhookId}",
    openapi_extra={**BEYOND, **takes(WebhookChange)},
    responses={200: body(WebhookShown), **problems("ERR_CONFLICT")},
)
async def update_webhook(
    request: Request, webhook_id: WebhookId, has: Has, identity: Admin
) -> JSONResponse:
    """Change an endpoint, disable it, or resume it; a field that is left out, or null, stays as it is."""
    wanted = read(WebhookChange, await read_json(request))
    endpoints = has.resources.endpoints
    await endpoints.get(identity.tenant_id, webhook_id)
    if wanted.url is not None:
        await require_reachable(has, wanted.url, "/url")
    change = Change.model_validate(wanted.model_dump())
    return reply(request, _shown(await endpoints.change(identity.tenant_id, webhook_id, change)))


@routes.delete(
    "/webhooks/{webhookId}",
    openapi_extra=BEYOND,
    status_code=204,
    responses=problems("ERR_CONFLICT"),
)
async def delete_webhook(webhook_id: WebhookId, has: Has, identity: Admin) -> Response:
    """Delete an endpoint with all that it is owed, and its log."""
    await has.resources.endpoints.remove(identity.tenant_id, webhook_id)
    return Response(status_code=204)


@routes.post(
    "/webhooks/{webhookId}/rotate",
    openapi_extra=BEYOND,
    responses={200: body(WebhookShown)},
)
async def rotate_webhook_secret(
    request: Request, webhook_id: WebhookId, has: Has, identity: Admin
) -> JSONResponse:
    """Give an endpoint a new secret and key pair. For 24 hours events are signed with both, old and new."""

    async def change() -> Json:
        return _shown(*await has.resources.endpoints.rotate(identity.tenant_id, webhook_id))

    return await once(request, has, identity, body=None, act=change, shown_once="secret")


@routes.post(
    "/webhooks/{webhookId}/test",
    openapi_extra=BEYOND,
    status_code=202,
    responses={202: body(DeliveryShown), **problems("ERR_CONFLICT")},
)
async def send_webhook_test(
    request: Request, webhook_id: WebhookId, has: Has, identity: Admin
) -> JSONResponse:
    """Send an event that says nothing, of type `studio.webhook.test.v1`."""
    await _require_sending(has, identity, webhook_id, needs_url=True)

    async def send() -> Json:
        return _logged(await deliveries_of(has).test(identity.tenant_id, webhook_id))

    return await once(request, has, identity, body=None, act=send, status=202)


@routes.get(
    "/webhooks/{webhookId}/deliveries",
    openapi_extra=BEYOND,
    responses={200: page(DeliveryShown)},
)
async def list_webhook_deliveries(
    request: Request,
    webhook_id: WebhookId,
    has: Has,
    identity: Admin,
    status: DeliveryState | None = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
    cursor: Annotated[str | None, Query(max_length=512)] = None,
) -> JSONResponse:
    """Read an endpoint's delivery log, newest first: each event, and how each try went."""
    await has.resources.endpoints.get(identity.tenant_id, webhook_id)
    found, following = await deliveries_of(has).page(
        identity.tenant_id, webhook_id, state=status, before=decode_cursor(request, cursor), limit=limit,
    )  # fmt: skip
    return listed(request, [_logged(each) for each in found], following)


@routes.post(
    "/webhooks/deliveries/{deliveryId}/redeliver",
    openapi_extra=BEYOND,
    status_code=202,
    responses={202: body(DeliveryShown), **problems("ERR_CONFLICT")},
)
async def redeliver_webhook_event(
    request: Request, delivery_id: DeliveryId, has: Has, identity: Admin
) -> JSONResponse:
    """Send an event again at once, under the same `webhook-id`. One that is on its way is only hurried."""
    found = await deliveries_of(has).get(identity.tenant_id, delivery_id)
    await _require_sending(has, identity, found.webhook_id)

    async def send() -> Json:
        return _logged(await deliveries_of(has).again(identity.tenant_id, delivery_id))

    return await once(request, has, identity, body=None, act=send, status=202)


@routes.post(
    "/webhooks/{webhookId}/redeliver",
    openapi_extra={**BEYOND, **takes(Span)},
    status_code=202,
    responses={202: body(Redelivered), **problems("ERR_CONFLICT")},
)
async def redeliver_webhook_events(
    request: Request, webhook_id: WebhookId, has: Has, identity: Admin
) -> JSONResponse:
    """Send again what an endpoint was owed in a span of time, up to 10,000 events, oldest first."""
    raw = await read_json(request)
    span = read(Span, raw)
    await _require_sending(has, identity, webhook_id)

    async def send() -> Json:
        count = await deliveries_of(has).again_between(
            identity.tenant_id, webhook_id, STATES[span.status], span.since, span.until
        )
        return {"count": count}

    return await once(request, has, identity, body=raw, act=send, status=202)


async def _require_sending(
    has: Services, identity: Identity, webhook_id: str, *, needs_url: bool = False
) -> None:
    """Refuse to send where nothing is sent now. Raises NotFound, Conflict."""
    found = await has.resources.endpoints.get(identity.tenant_id, webhook_id)
    if found.status != "enabled":
        raise Conflict(f"The webhook is {found.status}: enable it first (PATCH).")
    if needs_url and found.url is None:
        raise Conflict("This endpoint stands for the addresses of jobs: it has none to test.")


def deliveries_of(has: Services) -> Deliveries:
    """Give the delivery log."""
    return Deliveries(has.resources.app)


def _shown(found: Endpoint, secrets: Secrets | None = None) -> Json:
    overlaps = found.old_until is not None and found.old_until > datetime.now(UTC)
    told = {
        "id": found.id, "scope": found.scope, "url": found.url, "description": found.description,
        "events": list(found.events), "status": found.status, "reason": found.reason, "since": stamp(found.since),
        "failures": found.failures, "failingSince": found.failing_since and stamp(found.failing_since),
        "publicKey": found.public_key,
        "previousPublicKey": found.old_public_key if overlaps else None,
        "previousUntil": stamp(found.old_until) if found.old_until and overlaps else None,
        "createdAt": stamp(found.created_at),
    }  # fmt: skip
    return {**told, "secret": secrets.shared} if secrets else told


def _logged(found: Delivery) -> Json:
    return {
        "id": found.id, "webhookId": found.webhook_id, "eventId": found.event_id, "type": found.type.value,
        "about": found.about, "url": found.url, "status": found.state, "reason": found.reason, "tries": found.log,
        "createdAt": stamp(found.created_at), "endedAt": found.ended_at and stamp(found.ended_at),
        "nextAt": found.next_at and stamp(found.next_at),
    }  # fmt: skip
