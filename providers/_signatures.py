"""How vendors sign their webhooks, as far as it is the same for several."""

import hmac
from hashlib import sha256
from typing import Final

TOLERANCE_SECONDS: Final = 300.0
"""How old a signature may be: after that it is a replay."""


def signs(secret: str, message: bytes, signature: str) -> bool:
    """Tell whether a hex HMAC-SHA256 (RFC 2104) is a message's; nothing is signed by an empty secret."""
    wanted = hmac.new(secret.encode(), message, sha256).hexdigest()
    return bool(secret) and hmac.compare_digest(wanted.encode(), signature.lower().encode())


def is_fresh(timestamp: str, now: float, *, tolerance_seconds: float = TOLERANCE_SECONDS) -> bool:
    """Tell whether a time in unix seconds is about now."""
    try:
        return abs(now - float(timestamp)) <= tolerance_seconds
    except ValueError:
        return False


def fields_of(header: str) -> dict[str, str]:
    """Read a header of the form `t=1,v1=abc`."""
    return dict(part.strip().split("=", 1) for part in header.split(",") if "=" in part)
