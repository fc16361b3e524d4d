"""Events out: their types, and when an event that did not arrive is sent again."""

from enum import StrEnum
from typing import Final, Literal

from domain.values import Value


class EventType(StrEnum):
    """What happened. The types are CloudEvents', the version is part of the name."""

    JOB_CREATED = "studio.render-job.created.v1"
    JOB_COMPLETED = "studio.render-job.completed.v1"
    JOB_FAILED = "studio.render-job.failed.v1"
    TEMPLATE_CREATED = "studio.template.created.v1"
    TEMPLATE_UPDATED = "studio.template.updated.v1"
    VOICE_MODEL_CREATED = "studio.voice-model.created.v1"
    VOICE_MODEL_READY = "studio.voice-model.ready.v1"
    TEST = "studio.webhook.test.v1"


Scope = Literal["tenant", "job"]
"""Whose events an endpoint gets: all of the tenant, or those of jobs that named an address."""
EndpointStatus = Literal["enabled", "disabled", "paused"]
Reason = Literal["owner", "gone", "failing", "secret_lost"]
DeliveryState = Literal["pending", "delivered", "failed", "dropped"]
DeliveryReason = Literal["exhausted", "gone", "job_deleted"]
Outcome = Literal["delivered", "gone", "refused"]

ENDPOINTS_MAX: Final = 20
"""Endpoints a tenant may have."""
DELAYS_SECONDS: Final = (5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400)
"""From one try to the next, as Standard Webhooks has it: ten tries over 75 hours."""
JITTER: Final = 0.2
RETRY_AFTER_SECONDS_MAX: Final = 86_400.0
REST_FAILURES: Final = 3
RESTS_SECONDS: Final = (15, 600)
"""An endpoint that fails so often in a row rests between tries, from the least to the most, and gets one at a time."""
PAUSE_SECONDS: Final = 3 * 86_400
PAUSE_FAILURES: Final = len(DELAYS_SECONDS) + 1
"""An endpoint at which so many tries in a row failed, the first of them so long ago, is paused."""
OK: Final = range(200, 300)
GONE: Final = 410
BUSY: Final = frozenset({429, 502, 503, 504})


class WebhookKey(Value):
    """One endpoint of one tenant."""

    tenant_id: str
    id: str


def outcome_of(status: int | None) -> Outcome:
    """Say what an answer means; None: there was none. A redirect is a refusal."""
    if status == GONE:
        return "gone"
    return "delivered" if status in OK else "refused"


def delay_seconds(tries: int, *, chance: float, retry_after_seconds: float | None) -> float | None:
    """Give the time until the next try; None when there is none.

    `chance` is between 0 and 1: endpoints that failed together are not asked together. What the receiver asked for
    (RFC 9110, Retry-After) is the least, up to a day.
    """
    if tries > len(DELAYS_SECONDS):
        return None
    planned = DELAYS_SECONDS[tries - 1] * (1 + JITTER * chance)
    return max(planned, min(retry_after_seconds or 0.0, RETRY_AFTER_SECONDS_MAX))


def rest_seconds(status: int | None, retry_after_seconds: float | None) -> float | None:
    """Give the time for which a receiver wants to be left alone altogether; None when it does not say so."""
    if status not in BUSY or retry_after_seconds is None:
        return None
    return min(retry_after_seconds, RETRY_AFTER_SECONDS_MAX)
