"""What operators have switched off: shared by all processes, seen by all within seconds."""

import time
from datetime import datetime
from typing import Final

from db.session import Database
from domain.values import Value

FRESH_SECONDS: Final = 2.0


class Switched(Value):
    """A provider's ability (`*`: all) that an operator switched off, and why."""

    provider: str
    ability: str
    actor: str
    reason: str
    at: datetime


class Switches:
    """Reads at most every two seconds; a change is seen by its own process at once."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self._found: tuple[Switched, ...] = ()
        self._read_at = -FRESH_SECONDS

    async def off(self) -> tuple[Switched, ...]:
        """Give what is switched off."""
        if time.monotonic() - self._read_at > FRESH_SECONDS:
            rows = await self.database.call(
                "SELECT provider, ability, actor, reason, at FROM studio.provider_switch"
                " ORDER BY provider, ability"
            )
            self._found = tuple(
                Switched(provider=row[0], ability=row[1], actor=row[2], reason=row[3], at=row[4])
                for row in rows
            )
            self._read_at = time.monotonic()
        return self._found

    async def turn(
        self, provider: str, ability: str, *, off: bool, by: tuple[str, str], reason: str
    ) -> bool:
        """Take a provider's ability out of use, or back into it; answers whether that changed anything.

        `by` is the operator's tenant and name. A repeat keeps the newest reason; each is in the audit log.
        """
        changed = await self.database.value(
            "SELECT studio.switch_provider(:tenant, :actor, :provider, :ability, :off, :reason)",
            tenant=by[0], actor=by[1], provider=provider, ability=ability, off=off, reason=reason,
        )  # fmt: skip
        self._read_at = -FRESH_SECONDS
        return bool(changed)
