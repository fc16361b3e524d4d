"""Who calls: bearer tokens, API keys, and tickets for one stream."""

import asyncio
import string
import time
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import Annotated, Any, Final

import httpx
import jwt
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from domain.errors import Forbidden, Unauthorized
from domain.identity import Identity, Role
from domain.tiers import Tier
from domain.values import Text
from jobs.keys import hash_key

TOKEN_LENGTH_MAX: Final = 8_192
SECRET_LENGTH_MIN: Final = 32
KEY_ALPHABET: Final = string.ascii_letters + string.digits
TICKET_SECONDS: Final = 60
AUDIENCE: Final = "ticket"
KEY_SET_SECONDS: Final = 600.0
REFETCH_SECONDS: Final = 60.0
ASYMMETRIC: Final = {"RSA": "RS256", "EC": "ES256"}
TENANT_PATTERN: Final = r"^[A-Za-z0-9_.:-]{1,64}$"

FindKey = Callable[[str], Awaitable[Identity | None]]
"""Finds an API key's identity by the key's SHA-256."""


class Claims(BaseModel):
    """What a token must say."""

    model_config = ConfigDict(strict=True, extra="ignore", frozen=True)

    sub: Annotated[Text, StringConstraints(min_length=1, max_length=255)]
    tenant_id: Annotated[str, Field(alias="tenantId", pattern=TENANT_PATTERN)]
    email: Annotated[Text, StringConstraints(max_length=320)] | None = None
    roles: list[str] = Field(default=[], max_length=32)
    plan_tier: str = Field(default="free", alias="planTier")
    operator: bool = False
    iat: int = Field(ge=0)
    exp: int = Field(ge=0)


class KeySet:
    """The identity provider's public keys (RFC 7517), fetched when a new one is named."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._keys: dict[str, jwt.PyJWK] = {}
        self._read_at = -KEY_SET_SECONDS
        self._turn = asyncio.Lock()

    async def find(self, kid: str) -> jwt.PyJWK:
        """Give the key of an id. Raises Unauthorized."""
        async with self._turn:
            age = time.monotonic() - self._read_at
            if age > KEY_SET_SECONDS or (kid not in self._keys and age > REFETCH_SECONDS):
                await self._fetch()
        if kid not in self._keys:
            raise Unauthorized("The token's key is not known.")
        return self._keys[kid]

    async def _fetch(self) -> None:
        self._read_at = time.monotonic()
        try:
            async with httpx.AsyncClient(timeout=5) as client:
                found = jwt.PyJWKSet.from_dict(
                    (await client.get(self.url)).raise_for_status().json()
                )
        except (httpx.HTTPError, jwt.PyJWTError, ValueError) as error:
            raise Unauthorized("The keys to check the token could not be read.") from error
        self._keys = {key.key_id: key for key in found.keys if key.key_id}


class Authenticator:
    """Proves a caller. The algorithm belongs to the key, never to the token."""

    def __init__(
        self,
        find_key: FindKey,
        *,
        development_secret: str | None,
        key_set: KeySet | None = None,
        issuer: str | None = None,
        audience: str | None = None,
        operator_issuers: tuple[str, ...] = (),
    ) -> None:
        if development_secret is not None and len(development_secret) < SECRET_LENGTH_MIN:
            raise ValueError(f"the development secret has at least {SECRET_LENGTH_MIN} characters")
        self.find_key = find_key
        self.development_secret = development_secret
        self.key_set = key_set
        self.issuer = issuer
        self.audience = audience
        self.operator_issuers = operator_issuers

    async def identify(self, authorization: str | None, tenant_header: str | None) -> Identity:
        """Prove who calls. Raises Unauthorized, and Forbidden for another tenant's name."""
        scheme, _, token = (authorization or "").partition(" ")
        if (
            scheme.lower() != "bearer"
            or not token
            or len(token) > TOKEN_LENGTH_MAX
            or not token.isascii()
        ):
            raise Unauthorized("Send Authorization: Bearer with a token or an API key.")
        identity = await (self._by_key(token) if token.startswith("sk_") else self._by_token(token))
        if tenant_header is None or tenant_header == identity.tenant_id:
            return identity
        if not identity.operator or not _is_tenant(tenant_header):
            raise Forbidden("x-tenant-id names another tenant than the token.")
        return identity.model_copy(update={"tenant_id": tenant_header})

    async def _by_key(self, key: str) -> Identity:
        identity = await self.find_key(hash_key(key))
        if identity is None:
            raise Unauthorized("The API key is not valid.")
        return identity

    async def _by_token(self, token: str) -> Identity:
        try:
            claims, operator = await self._proven(token, jwt.get_unverified_header(token))
            tier = Tier.parse(claims.plan_tier)
            expires_at = datetime.fromtimestamp(claims.exp, UTC)
        except (
            jwt.PyJWTError,
            ValidationError,
            ValueError,
            RecursionError,
            OverflowError,
        ) as error:
            raise Unauthorized("The token is not valid.") from error
        return Identity(
            tenant_id=claims.tenant_id,
            user_id=claims.sub,
            email=claims.email,
            tier=tier,
            roles=frozenset({Role.MEMBER, *(role for role in Role if role.value in claims.roles)}),
            operator=operator,
            expires_at=expires_at,
        )

    async def _proven(self, token: str, header: Mapping[str, Any]) -> tuple[Claims, bool]:
        kid = header.get("kid")
        if self.key_set and isinstance(kid, str):
            key = await self.key_set.find(kid)
            algorithm = ASYMMETRIC.get(key.key_type or "", "")
            if not algorithm:
                raise Unauthorized("The token's key is of a kind that is not taken.")
            raw = jwt.decode(
                token, key.key, algorithms=[algorithm], issuer=self.issuer, audience=self.audience,
                options={"require": ["exp", "iat", "sub", "iss", "aud"]},
            )  # fmt: skip
            return Claims.model_validate(raw), raw["iss"] in self.operator_issuers
        if self.development_secret is None:
            raise Unauthorized("The token's key is not known.")
        raw = jwt.decode(
            token, self.development_secret, algorithms=["HS256"],
            options={"require": ["exp", "iat", "sub"], "verify_aud": False},
        )  # fmt: skip
        if "aud" in raw:
            raise Unauthorized("The token is for something else.")
        claims = Claims.model_validate(raw)
        return claims, claims.operator


class Tickets:
    """A ticket opens one job's stream for a minute, or takes one upload, and nothing else: its audience is no API's."""

    def __init__(self, key: str) -> None:
        self.key = sha256(f"tickets {key}".encode()).hexdigest()

    def issue(self, subject: str, identity: Identity, expires_at: datetime, **told: str) -> str:
        """Make a ticket for a job's stream or an upload, by its id."""
        claims = {
            "sub": identity.user_id, "for": subject, "tenantId": identity.tenant_id, "aud": AUDIENCE,
            "exp": expires_at, **told,
        }  # fmt: skip
        return jwt.encode(claims, self.key, algorithm="HS256")

    def check(self, ticket: str, subject: str, now: datetime) -> dict[str, str]:
        """Give what the ticket says: `tenantId`, `sub` and what was told. Raises Unauthorized."""
        try:
            claims: dict[str, Any] = jwt.decode(
                ticket, self.key, algorithms=["HS256"], audience=AUDIENCE,
                options={"require": ["exp", "sub", "aud"], "verify_exp": False},
            )  # fmt: skip
            good = claims["for"] == subject and claims["exp"] > now.timestamp()
        except (jwt.PyJWTError, KeyError, TypeError, ValueError) as error:
            raise Unauthorized("The ticket is not valid.") from error
        if not good:
            raise Unauthorized("The ticket has run out, or is for something else.")
        return claims


def _is_tenant(text: str) -> bool:
    return 0 < len(text) <= 64 and all(c in KEY_ALPHABET + "_.:-" for c in text)  # noqa: PLR2004 - TENANT_PATTERN's
