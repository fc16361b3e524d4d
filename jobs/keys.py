"""API keys, as rows."""

import secrets
import string
from datetime import datetime
from hashlib import sha256 as sha256_of
from typing import Final

from sqlalchemy import text

from db.session import Database
from domain.errors import NotFound
from domain.identity import Identity, Role
from domain.tiers import Tier
from domain.values import Value

KEY_ALPHABET: Final = string.ascii_letters + string.digits
KEY_LENGTH: Final = 43


class ApiKey(Value):
    """A key without its secret."""

    id: str
    name: str
    prefix: str
    roles: tuple[str, ...]
    created_at: datetime


async def keep_key(database: Database, identity: Identity, key: ApiKey, sha256: str) -> None:
    """Write a new key of its maker."""
    async with database.begin(identity.tenant_id) as connection:
        await connection.execute(
            text(
                "INSERT INTO studio.api_key (tenant_id, id, user_id, name, prefix, sha256, roles, created_at)"
                " VALUES (:tenant, :id, :user, :name, :prefix, :sha256, :roles, :created_at)"
            ),
            {
                "tenant": identity.tenant_id, "id": key.id, "user": identity.user_id, "name": key.name,
                "prefix": key.prefix, "sha256": sha256, "roles": list(key.roles), "created_at": key.created_at,
            },
        )  # fmt: skip


async def list_keys(database: Database, tenant_id: str) -> list[ApiKey]:
    """Read a tenant's keys, newest first."""
    async with database.begin(tenant_id) as connection:
        rows = await connection.execute(
            text(
                "SELECT id, name, prefix, roles, created_at FROM studio.api_key WHERE tenant_id = :tenant"
                " AND revoked_at IS NULL ORDER BY created_at DESC LIMIT 100"
            ),
            {"tenant": tenant_id},
        )
        return [
            ApiKey(id=row[0], name=row[1], prefix=row[2], roles=tuple(row[3]), created_at=row[4])
            for row in rows
        ]


async def revoke_key(database: Database, tenant_id: str, key_id: str) -> None:
    """End a key at once. Raises NotFound."""
    async with database.begin(tenant_id) as connection:
        found = await connection.execute(
            text(
                "UPDATE studio.api_key SET revoked_at = now() WHERE tenant_id = :tenant AND id = :id"
                " AND revoked_at IS NULL RETURNING id"
            ),
            {"tenant": tenant_id, "id": key_id},
        )
        if found.first() is None:
            raise NotFound(f"There is no key {key_id!r}.")


async def find_key(database: Database, sha256: str) -> Identity | None:
    """Find a live key's identity by its hash (the system role sees every tenant)."""
    rows = await database.call(
        "SELECT k.tenant_id, k.user_id, k.roles, t.tier FROM studio.api_key k"
        " JOIN studio.tenant t ON t.id = k.tenant_id WHERE k.sha256 = :sha256 AND k.revoked_at IS NULL",
        sha256=sha256,
    )
    if not rows:
        return None
    tenant_id, user_id, roles, tier = rows[0]
    return Identity(
        tenant_id=tenant_id, user_id=user_id, tier=Tier(tier), proof="api_key",
        roles=frozenset({Role.MEMBER, *(Role(role) for role in roles)}),
    )  # fmt: skip


def make_key() -> str:
    """Make an API key. It is shown once and kept as its hash."""
    return "sk_" + "".join(secrets.choice(KEY_ALPHABET) for _ in range(KEY_LENGTH))


def hash_key(key: str) -> str:
    """Hash an API key: 256 random bits need no salt."""
    return sha256_of(key.encode()).hexdigest()
