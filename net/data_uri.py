"""`data:` URIs (RFC 2397)."""

import base64
import binascii
from typing import Final
from urllib.parse import unquote_to_bytes

from domain.errors import PayloadTooLarge, SourceFetchFailed

DECODED_BYTES_MAX: Final = 10 * 1024 * 1024


def decode(uri: str) -> bytes:
    """Give the bytes. Raises SourceFetchFailed, PayloadTooLarge."""
    head, comma, body = uri.partition(",")
    if not comma or not head.lower().startswith("data:"):
        raise SourceFetchFailed("The data URI has no data.")
    if len(body) > DECODED_BYTES_MAX * 3:
        raise PayloadTooLarge(f"A data URI holds at most {DECODED_BYTES_MAX} bytes.")
    try:
        data = (
            base64.b64decode(body, validate=True)
            if head.endswith(";base64")
            else unquote_to_bytes(body)
        )
    except (binascii.Error, ValueError) as error:
        raise SourceFetchFailed("The data URI is not valid base64.") from error
    if len(data) > DECODED_BYTES_MAX:
        raise PayloadTooLarge(f"A data URI holds at most {DECODED_BYTES_MAX} bytes.")
    return data
