"""Asset urls that open without a token, for a while: HMAC-SHA256 over id and expiry (RFC 2104)."""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Final

from domain.errors import Forbidden

SIGNATURE_LENGTH: Final = 43


@dataclass(frozen=True, slots=True)
class SignedUrl:
    """A path with its query, and when it stops working."""

    path: str
    expires_at: datetime


class UrlSigner:
    """Signs with the first key and accepts all. Expiries are rounded up to a window, so urls stay equal in it."""

    def __init__(self, keys: Sequence[str], *, lifetime_seconds: int, window_seconds: int) -> None:
        if not keys or any(len(key) < 32 for key in keys):  # noqa: PLR2004 - said in the message
            raise ValueError("a signing key has at least 32 characters")
        self.keys = tuple(key.encode() for key in keys)
        self.lifetime_seconds = lifetime_seconds
        self.window_seconds = window_seconds

    def window(self, now: datetime) -> int:
        """Number the window that all urls of this moment share."""
        return int(now.timestamp()) // self.window_seconds

    def sign(self, asset_id: str, extension: str, now: datetime) -> SignedUrl:
        """Make the url of an asset's content."""
        return self.signed(f"/studio/v1/assets/{asset_id}/content.{extension}", asset_id, now)

    def signed(self, path: str, name: str, now: datetime) -> SignedUrl:
        """Make the url of something that is known by a name of its own."""
        expires = (self.window(now) + 1) * self.window_seconds + self.lifetime_seconds
        signature = self._signature(self.keys[0], name, expires)
        return SignedUrl(
            f"{path}?expires={expires}&signature={signature}", datetime.fromtimestamp(expires, UTC)
        )

    def check(self, asset_id: str, expires: int, signature: str, now: datetime) -> None:
        """Raises Forbidden for a signature that is not ours or has run out."""
        known = any(
            hmac.compare_digest(
                self._signature(key, asset_id, expires).encode(), signature.encode()
            )
            for key in self.keys
        )
        if not known:
            raise Forbidden("The url's signature is not valid.")
        if now.timestamp() >= expires:
            raise Forbidden("The url has expired; read the job or the asset again for a new one.")

    def _signature(self, key: bytes, asset_id: str, expires: int) -> str:
        return hmac.new(key, f"{asset_id}\n{expires}".encode(), sha256).hexdigest()[
            :SIGNATURE_LENGTH
        ]
