"""Events that Studio sends: believed only when their signature is right (Standard Webhooks 1.0)."""

from collections.abc import Mapping

from standardwebhooks.webhooks import Webhook

from studio import models


def verify_webhook(body: str | bytes, headers: Mapping[str, str], secret: str) -> models.CloudEvent:
    """Verify a delivery's raw body against an endpoint's secret `whsec_…`, and give its event.

    Raises standardwebhooks.webhooks.WebhookVerificationError for what we did not send, or sent long ago.
    """
    headers = {name.lower(): value for name, value in headers.items()}
    Webhook(secret).verify(body, headers)
    return models.CloudEvent.model_validate_json(body)
