"""What an endpoint's events are signed with: made once, shown once, and kept sealed."""

import base64
import secrets
from collections.abc import Sequence
from hashlib import sha256
from typing import Final, Self

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from domain.errors import Internal
from domain.values import Value

SECRET_PREFIX: Final = "whsec_"  # noqa: S105 - says what follows
PUBLIC_PREFIX: Final = "whpk_"
SECRET_BYTES: Final = 32


class Secrets(Value):
    """A shared secret, and the seed of an Ed25519 key in hexadecimal."""

    shared: str
    seed: str

    @classmethod
    def make(cls) -> Self:
        """Make new ones."""
        return cls(
            shared=SECRET_PREFIX + _base64(secrets.token_bytes(SECRET_BYTES)),
            seed=secrets.token_hex(SECRET_BYTES),
        )

    @property
    def private_key(self) -> Ed25519PrivateKey:
        """Give the key that signs."""
        return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(self.seed))

    @property
    def public_key(self) -> str:
        """Give the key that anybody may check a signature with, as Standard Webhooks writes it."""
        return PUBLIC_PREFIX + _base64(self.private_key.public_key().public_bytes_raw())


class Vault:
    """Seals with the first key and opens with all (Fernet: AES-128-CBC and HMAC-SHA256)."""

    def __init__(self, keys: Sequence[str]) -> None:
        self.box = MultiFernet([Fernet(_derived(key)) for key in keys])

    def seal(self, made: Secrets) -> str:
        """Encrypt secrets for the database."""
        return self.box.encrypt(made.model_dump_json().encode()).decode()

    def open(self, sealed: str) -> Secrets:
        """Decrypt secrets. Raises Internal when none of the keys fits."""
        try:
            return Secrets.model_validate_json(self.box.decrypt(sealed.encode()))
        except InvalidToken as error:
            raise Internal("A webhook's secret was sealed with a key that is gone.") from error


def _derived(key: str) -> bytes:
    """Make a key of its own for this purpose: a setting's key has many."""
    return base64.urlsafe_b64encode(sha256(f"webhooks {key}".encode()).digest())


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()
