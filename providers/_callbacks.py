"""Where a vendor knocks when a call is done: a url that nobody can guess, bound to the call."""

import hmac
from collections.abc import Mapping
from hashlib import sha256
from typing import Final

import jwt

from domain.values import Value
from providers._base import Proof

AUDIENCE: Final = "hook"
ACCOUNT: Final = "account"
"""What stands for the call in the url of a webhook that a vendor has for our whole account."""
PATH: Final = "/studio/v1/hooks"


class Callback(Value):
    """A call's own url, and a secret for vendors that sign with one they are given."""

    url: str
    secret: str


class Callbacks:
    """Makes and reads the urls. Vendors reach a public https address only: without one there are none."""

    def __init__(self, key: str, *, public_url: str, proofs: Mapping[str, Proof]) -> None:
        """`proofs` names the vendors whose webhooks can be proven here."""
        self.key = sha256(f"hooks {key}".encode()).hexdigest()
        self.public_url = public_url.rstrip("/")
        self.proofs = proofs

    def of(self, provider: str, call: str) -> Callback | None:
        """Give a call's callback, where the vendor can and may knock."""
        if provider not in self.proofs or not self.public_url.startswith("https://"):
            return None
        return Callback(url=self.url(provider, call), secret=self.secret(provider, call))

    def url(self, provider: str, call: str = ACCOUNT) -> str:
        """Give the url of a call, or of the whole account."""
        claims = {"sub": call, "for": provider, "aud": AUDIENCE}
        token = jwt.encode(claims, self.key, algorithm="HS256")
        return f"{self.public_url}{PATH}/{provider}/{token}"

    def call_of(self, provider: str, token: str) -> str | None:
        """Read which call a url was made for; None for one that we did not make."""
        try:
            claims = jwt.decode(
                token, self.key, algorithms=["HS256"], audience=AUDIENCE,
                options={"require": ["sub", "aud"]},
            )  # fmt: skip
        except jwt.PyJWTError:
            return None
        return str(claims["sub"]) if claims.get("for") == provider else None

    def secret(self, provider: str, call: str) -> str:
        """Give a call's own secret."""
        return hmac.new(self.key.encode(), f"{provider} {call}".encode(), sha256).hexdigest()
