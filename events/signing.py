"""The headers of a signed event: Standard Webhooks 1.0, `v1` (HMAC-SHA256) and `v1a` (Ed25519).

https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
"""

import base64
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from standardwebhooks.webhooks import Webhook

from events.vault import Secrets

MEDIA_TYPE: Final = "application/cloudevents+json"


def headers(event_id: str, at: datetime, body: str, signers: Sequence[Secrets]) -> dict[str, str]:
    """Sign a body as of a time (aware). While secrets are being changed, the old ones sign as well."""
    stamp = str(int(at.timestamp()))
    shared = [Webhook(each.shared).sign(event_id, at, body) for each in signers]
    public = [_asymmetric(each, f"{event_id}.{stamp}.{body}") for each in signers]
    return {
        "Content-Type": MEDIA_TYPE,
        "webhook-id": event_id,
        "webhook-timestamp": stamp,
        "webhook-signature": " ".join([*shared, *public]),
    }


def _asymmetric(signer: Secrets, content: str) -> str:
    return "v1a," + base64.b64encode(signer.private_key.sign(content.encode())).decode()
