"""The events that go out, as the OpenAPI document's `webhooks` describe them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, Literal

from pydantic import BaseModel

from api.documents import MODELS
from domain.jobs import Job
from domain.templates import Category
from domain.values import Edge, Json
from domain.webhooks import EventType
from events.signing import MEDIA_TYPE


class JobEventData(Edge):
    """A job, as it was then. `outputUrl` is its first output's, signed when sent; `creditsUsed` what was charged."""

    tenant_id: str
    user_id: str
    job_id: str
    type: str
    provider: str | None
    output_url: str | None
    duration_ms: int | None
    credits_used: int
    job: Job


class VoiceModelEventData(Edge):
    """A voice that is being made, or can be spoken with."""

    tenant_id: str
    user_id: str
    voice_model_id: str
    job_id: str
    status: Literal["training", "ready"]
    language: str | None
    provider: str | None


class TemplateEventData(Edge):
    """A tenant's own template. `version`: the one that was made."""

    tenant_id: str
    user_id: str
    template_id: str
    version: int
    name: str
    category: Category


class TestEventData(Edge):
    """What `POST /webhooks/{webhookId}/test` sends."""

    tenant_id: str
    webhook_id: str
    message: str


DATA: Final[dict[EventType, tuple[type[BaseModel], str]]] = {
    EventType.JOB_CREATED: (JobEventData, "A job was accepted"),
    EventType.JOB_COMPLETED: (JobEventData, "A job is done, and paid for"),
    EventType.JOB_FAILED: (JobEventData, "A job failed or was cancelled: `job.status` tells"),
    EventType.TEMPLATE_CREATED: (TemplateEventData, "A template was made"),
    EventType.TEMPLATE_UPDATED: (TemplateEventData, "A template has a new version"),
    EventType.VOICE_MODEL_CREATED: (VoiceModelEventData, "A voice is being made"),
    EventType.VOICE_MODEL_READY: (VoiceModelEventData, "A voice can be spoken with"),
    EventType.TEST: (TestEventData, "A test: nothing has happened"),
}
HEADERS: Final = {
    "webhook-id": "the event's id, the same at every try: do once what it asks for",
    "webhook-timestamp": "when this try was signed, in seconds since 1970",
    "webhook-signature": "`v1,` HMAC-SHA256 and `v1a,` Ed25519, apart by spaces; two of each while a secret is changed",
}
ANSWERS: Final = {
    "2XX": {"description": "Taken: it is not sent again"},
    "410": {"description": "Nobody is there any more: the endpoint is disabled"},
    "default": {"description": "Sent again, ten times over three days; `Retry-After` is heeded"},
}


class CloudEvent(Edge):
    """What all events share: CloudEvents 1.0, structured mode. `subject` is the tenant."""

    specversion: Literal["1.0"]
    id: str
    source: str
    type: str
    subject: str
    time: datetime
    datacontenttype: Literal["application/json"]


def webhooks(sent: Mapping[str, Json]) -> dict[str, Any]:
    """Describe every event by its type. `sent`: examples, by type."""
    return {kind.value: {"post": _operation(kind, sent.get(kind.value))} for kind in EventType}


def _operation(kind: EventType, sent: Json) -> dict[str, Any]:
    model, summary = DATA[kind]
    examples = {"examples": {"sent": {"value": sent}}} if sent else {}
    MODELS.update({CloudEvent, model})
    body = {
        "allOf": [
            {"$ref": "#/components/schemas/CloudEvent"},
            {
                "type": "object",
                "required": ["data"],
                "properties": {
                    "type": {"const": kind.value},
                    "data": {"$ref": f"#/components/schemas/{model.__name__}"},
                },
            },
        ]
    }
    return {
        "operationId": kind.value,
        "summary": summary,
        "tags": ["webhooks"],
        "parameters": [
            {
                "name": name, "in": "header", "required": True, "description": told,
                "schema": {"type": "string"},
            }
            for name, told in HEADERS.items()
        ],
        "requestBody": {"required": True, "content": {MEDIA_TYPE: {"schema": body, **examples}}},
        "responses": ANSWERS,
    }  # fmt: skip
