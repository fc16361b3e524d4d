"""Who calls."""

from datetime import datetime
from enum import StrEnum
from typing import Literal

from domain.tiers import Tier
from domain.values import Value


class Role(StrEnum):
    MEMBER = "member"
    ORGANIZER = "organizer"
    ADMIN = "admin"


class Identity(Value):
    """A caller whose token or key was proven. `operator` runs the installation, and is no tenant's role.

    `expires_at`: of a token; a key lasts until it is revoked.
    """

    tenant_id: str
    user_id: str
    email: str | None = None
    tier: Tier
    roles: frozenset[Role] = frozenset({Role.MEMBER})
    operator: bool = False
    proof: Literal["jwt", "api_key"] = "jwt"
    expires_at: datetime | None = None

    def has(self, role: Role) -> bool:
        """Tell whether the caller has a role; an admin has every one."""
        return role in self.roles or Role.ADMIN in self.roles
