"""Ids that sort by time: a prefix that says what it names, and a UUIDv7 in lower-case base 32."""

from typing import Final, Literal

import uuid_utils

Prefix = Literal[
    "job", "asset", "evt", "req", "key", "pipe", "tmpl", "vm", "av", "mint", "whe", "whd"
]
ALPHABET: Final = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's: sorts as the number does
DIGITS: Final = 26


def new_id(prefix: Prefix) -> str:
    """Make an id such as `job_01k9…`."""
    number = uuid_utils.uuid7().int
    digits = [ALPHABET[(number >> (5 * place)) & 31] for place in reversed(range(DIGITS))]
    return f"{prefix}_{''.join(digits)}"
