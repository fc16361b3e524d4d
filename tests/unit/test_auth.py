"""Who calls: forged, stale and foreign tokens are 401 and nothing else."""

import base64
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from hypothesis import given
from hypothesis import strategies as st

from api.auth import Authenticator, KeySet, Tickets
from domain.errors import Forbidden, Unauthorized
from domain.identity import Identity, Role
from domain.tiers import Tier
from jobs.keys import hash_key, make_key
from runtime.development import mint

SECRET = "s" * 40
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
NOW = datetime.now(UTC)
GOOD = {
    "sub": "u",
    "tenantId": "t",
    "planTier": "pro",
    "roles": ["admin", "unknown"],
    "iat": NOW,
    "exp": NOW + timedelta(hours=1),
}


class Keys(KeySet):
    """A key set that needs no network."""

    async def find(self, kid: str) -> jwt.PyJWK:
        if kid != "k1":
            raise Unauthorized("unknown key")
        return jwt.PyJWK(
            {
                **json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key())),
                "kid": "k1",
                "alg": "RS256",
            }
        )


async def nobody(digest: str) -> Identity | None:
    return None


def development() -> Authenticator:
    return Authenticator(nobody, development_secret=SECRET)


def production() -> Authenticator:
    return Authenticator(
        nobody, development_secret=None, key_set=Keys("https://issuer.test/keys"), issuer="issuer", audience="studio",
        operator_issuers=("issuer",),
    )  # fmt: skip


async def test_a_good_development_token_names_tenant_tier_and_roles() -> None:
    found = await development().identify(f"Bearer {jwt.encode(GOOD, SECRET)}", None)
    assert (found.tenant_id, found.tier, found.roles, found.operator) == (
        "t", Tier.PRO, frozenset({Role.MEMBER, Role.ADMIN}), False,
    )  # fmt: skip


@pytest.mark.parametrize(
    "change",
    [
        {"exp": None}, {"exp": NOW - timedelta(hours=1)}, {"exp": str(int(NOW.timestamp()) + 99)}, {"exp": 1e12}, {"exp": "Infinity"},
        {"sub": None}, {"sub": ""}, {"sub": "a\0b"}, {"tenantId": None}, {"tenantId": "a/b"}, {"tenantId": "x" * 65}, {"tenantId": 7},
        {"planTier": "gold"}, {"roles": "admin"}, {"iat": None}, {"nbf": NOW + timedelta(hours=1)}, {"aud": "stream"},
    ],
)  # fmt: skip
async def test_a_token_with_a_bad_claim_is_refused(change: dict[str, Any]) -> None:
    claims = {name: value for name, value in {**GOOD, **change}.items() if value is not None}
    with pytest.raises(Unauthorized):
        await development().identify(f"Bearer {jwt.encode(claims, SECRET)}", None)


@pytest.mark.parametrize("algorithm", ["none", "None", "NONE", "nOnE"])
async def test_an_unsigned_token_is_refused(algorithm: str) -> None:
    parts = [{"alg": algorithm, "typ": "JWT"}, {**GOOD, "iat": 1, "exp": 9_999_999_999}]
    token = (
        ".".join(
            base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=")
            for part in parts
        )
        + "."
    )
    for authenticator in (development(), production()):
        with pytest.raises(Unauthorized):
            await authenticator.identify(f"Bearer {token}", None)


async def test_the_public_key_is_no_secret() -> None:
    public = jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key())
    token = jwt.encode(
        {**GOOD, "iss": "issuer", "aud": "studio"}, public[:64], headers={"kid": "k1"}
    )
    with pytest.raises(Unauthorized):
        await production().identify(f"Bearer {token}", None)


async def test_an_issuers_token_needs_its_issuer_and_audience() -> None:
    claims = {**GOOD, "iss": "issuer", "aud": "studio"}
    found = await production().identify(
        f"Bearer {jwt.encode(claims, KEY, 'RS256', {'kid': 'k1'})}", "other"
    )
    assert (found.tenant_id, found.operator) == ("other", True)
    for wrong in ({"iss": "else"}, {"aud": "else"}):
        with pytest.raises(Unauthorized):
            await production().identify(
                f"Bearer {jwt.encode({**claims, **wrong}, KEY, 'RS256', {'kid': 'k1'})}", None
            )


async def test_another_tenant_may_be_named_by_an_operator_alone() -> None:
    with pytest.raises(Forbidden):
        await development().identify(f"Bearer {jwt.encode(GOOD, SECRET)}", "other")
    token = mint(SECRET, tenant="ops", tier=Tier.FREE, operator=True)
    assert (await development().identify(f"Bearer {token}", "other")).tenant_id == "other"


@given(st.text(max_size=200))
async def test_no_text_is_anything_but_unauthorized(text: str) -> None:
    with pytest.raises(Unauthorized):
        await development().identify(f"Bearer {text}", None)


def test_a_short_development_secret_does_not_start() -> None:
    with pytest.raises(ValueError, match="32"):
        Authenticator(nobody, development_secret="short")


def test_a_ticket_opens_its_own_stream_for_a_minute() -> None:
    tickets = Tickets(SECRET)
    who = Identity(tenant_id="t", user_id="u", tier=Tier.FREE)
    ticket = tickets.issue("job_1", who, NOW + timedelta(seconds=60))
    assert tickets.check(ticket, "job_1", NOW)["tenantId"] == "t"
    for job, moment in (("job_2", NOW), ("job_1", NOW + timedelta(seconds=61))):
        with pytest.raises(Unauthorized):
            tickets.check(ticket, job, moment)


def test_api_keys_are_long_random_and_kept_as_hashes() -> None:
    keys = {make_key() for _ in range(50)}
    assert len(keys) == 50
    assert all(key.startswith("sk_") and len(key) > 40 and key not in hash_key(key) for key in keys)
