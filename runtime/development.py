"""A development tenant with credits, a token and an API key."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import jwt

from db.ids import new_id
from db.session import Database
from domain.identity import Identity, Role
from domain.tiers import Tier
from domain.values import Value
from jobs.keys import ApiKey, hash_key, keep_key, make_key
from ledger.book import Book

TENANT: Final = "development"
CREDITS: Final = 1_000_000
LIFETIME: Final = timedelta(days=30)
KEY_NAME: Final = "development"


class Credentials(Value):
    """What a developer calls with."""

    token: str
    api_key: str


async def provision(environment: Mapping[str, str], *, home: Path) -> Credentials:
    """Make the development tenant, once; its API key is kept in the home folder."""
    database = Database(environment["DATABASE__URL"], pool_size=2)
    try:
        await endow(database, TENANT, Tier.ENTERPRISE, op_id="development-credits", amount=CREDITS)
        token = mint(
            environment["AUTH__DEVELOPMENT_SECRET"],
            tenant=TENANT,
            tier=Tier.ENTERPRISE,
            roles=(Role.ADMIN,),
        )
        return Credentials(token=token, api_key=await _api_key(database, home / "credentials.json"))
    finally:
        await database.close()


async def endow(database: Database, tenant: str, tier: Tier, *, op_id: str, amount: int) -> None:
    """Create or update a tenant and give it credits; a repeat with the same id gives them once."""
    await database.call("SELECT studio.enrol(:tenant, :tier)", tenant=tenant, tier=tier.value)
    if amount:
        await Book(database).grant(tenant, op_id, amount, reason="development")


def mint(
    secret: str, *, tenant: str, tier: Tier, roles: tuple[Role, ...] = (), operator: bool = False
) -> str:
    """Make a development token (HS256)."""
    now = datetime.now(UTC)
    claims = {
        "sub": f"{tenant}-developer", "tenantId": tenant, "planTier": tier.value, "operator": operator,
        "roles": [role.value for role in roles], "iat": now, "exp": now + LIFETIME,
    }  # fmt: skip
    return jwt.encode(claims, secret, algorithm="HS256")


async def worker_is_there(environment: Mapping[str, str]) -> bool:
    """Tell whether a worker has said what it can do since the stack began."""
    database = Database(environment["DATABASE__URL"], pool_size=2)
    try:
        return bool(
            await database.value(
                "SELECT count(*) FROM studio.capability WHERE seen_at > now() - interval '20 seconds'"
            )
        )
    finally:
        await database.close()


async def _api_key(database: Database, path: Path) -> str:
    if path.exists():
        return str(json.loads(path.read_text())["apiKey"])
    secret = make_key()
    identity = Identity(tenant_id=TENANT, user_id=f"{TENANT}-developer", tier=Tier.ENTERPRISE)
    key = ApiKey(
        id=new_id("key"),
        name=KEY_NAME,
        prefix=secret[:8],
        roles=(Role.ADMIN.value,),
        created_at=datetime.now(UTC),
    )
    await keep_key(database, identity, key, hash_key(secret))
    path.touch(mode=0o600)
    path.write_text(json.dumps({"apiKey": secret}))
    return secret
