"""Who signed a webhook: ED25519 (RFC 8032) over its headers and the hash of its body. https://fal.ai/docs/model-apis/webhooks"""

from base64 import urlsafe_b64decode
from collections.abc import Iterator
from hashlib import sha256
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from domain.values import Json
from providers._base import Knock
from providers._signatures import is_fresh

KEYS_URL: Final = "https://rest.fal.ai/.well-known/jwks.json"
SIGNED: Final = ("x-fal-webhook-request-id", "x-fal-webhook-user-id", "x-fal-webhook-timestamp")
"""The headers that are signed, in this order; the last is the time."""
SIGNATURE: Final = "x-fal-webhook-signature"


def is_signed(knock: Knock) -> bool:
    """Tell whether one of the vendor's keys signed a webhook just now."""
    signed = [knock.headers.get(name, "") for name in SIGNED]
    message = "\n".join([*signed, sha256(knock.body).hexdigest()]).encode()
    try:
        signature = bytes.fromhex(knock.headers.get(SIGNATURE, ""))
    except ValueError:
        return False
    fresh = all(signed) and is_fresh(signed[-1], knock.now)
    return fresh and any(_verifies(key, signature, message) for key in _keys(knock.keys))


def _verifies(key: Ed25519PublicKey, signature: bytes, message: bytes) -> bool:
    try:
        key.verify(signature, message)
    except InvalidSignature:
        return False
    return True


def _keys(document: Json) -> Iterator[Ed25519PublicKey]:
    """Read the keys of a JWKS document (RFC 8037) that are of this kind."""
    found = document.get("keys") if isinstance(document, dict) else None
    for key in found if isinstance(found, list) else ():
        match key:
            case {"kty": "OKP", "crv": "Ed25519", "x": str(encoded)}:
                try:
                    yield Ed25519PublicKey.from_public_bytes(
                        urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4))
                    )
                except ValueError:
                    continue
