"""What the routes work with: the process's resources and a few small things built on them."""

import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from api.auth import Authenticator, Tickets
from api.places import Places
from api.public_keys import PublicKeys
from db.session import Database
from domain.errors import Unavailable
from domain.identity import Identity
from domain.tiers import Tier
from events.followers import Followers
from events.frames import Frame, News
from events.hub import Hub
from events.shared import Shared
from jobs.reading import Kind, durations
from ledger.book import Book
from runtime.resources import Resources
from storage.signing import UrlSigner

ENROLLED_SECONDS: Final = 60.0
MEASURED_SECONDS: Final = 30.0
TENANTS_MAX: Final = 10_000


class Tenants:
    """A tenant's row is the truth of its tier; a token that is valid creates or updates it."""

    def __init__(self, app: Database) -> None:
        self.app = app
        self._known: dict[tuple[str, str], float] = {}

    async def enrol(self, identity: Identity) -> None:
        """Write what the token says, at most once a minute."""
        if identity.proof != "jwt" or identity.operator:
            return
        key = (identity.tenant_id, identity.tier.value)
        if time.monotonic() - self._known.get(key, -ENROLLED_SECONDS) < ENROLLED_SECONDS:
            return
        await self.app.call("SELECT studio.enrol(:tenant, :tier)", tenant=key[0], tier=key[1])
        if len(self._known) > TENANTS_MAX:
            self._known.clear()
        self._known[key] = time.monotonic()

    async def of(self, identity: Identity) -> Identity:
        """Give an API key's or an operator's caller the tier of its tenant's row."""
        if identity.proof == "jwt" and not identity.operator:
            return identity
        async with self.app.begin(identity.tenant_id) as connection:
            found = await connection.exec_driver_sql(
                "SELECT tier FROM studio.tenant WHERE id = %s", (identity.tenant_id,)
            )
            row = found.first()
        return identity.model_copy(update={"tier": Tier(row[0])}) if row else identity


class Forecast:
    """When a job will be done, from the measured durations of its type."""

    def __init__(self, system: Database, targets: dict[str, int]) -> None:
        self.system = system
        self.targets = targets
        self._medians: dict[Kind, float] = {}
        self._read_at = -MEASURED_SECONDS

    async def seconds(self, kind: Kind) -> float:
        """Give the median of recent jobs of this type, provider and price, or of as much of it as has been measured.

        A tenth of the target until anything was.
        """
        if time.monotonic() - self._read_at > MEASURED_SECONDS:
            self._read_at = time.monotonic()
            self._medians = await durations(self.system)
        for known in (kind, kind.of_any_price(), kind.of_any_provider()):
            if known in self._medians:
                return self._medians[known]
        return self.targets.get(kind.type, 600) / 10

    async def completion(self, kind: Kind, start: datetime, *, ahead: int = 0) -> datetime:
        """Give the time at which a job that starts now, behind so many others, should be done."""
        return start + timedelta(seconds=await self.seconds(kind) * (1 + ahead))


@dataclass(slots=True)
class Services:
    """Built once for the application."""

    resources: Resources
    authenticator: Authenticator
    tickets: Tickets
    signer: UrlSigner
    hub: Hub
    followers: Followers
    tenants: Tenants
    forecast: Forecast
    book: Book
    public_keys: PublicKeys
    places: Places
    frames: Shared[list[Frame]] = field(default_factory=Shared)
    pipelines: Shared[News] = field(default_factory=Shared)
    closing: bool = field(default=False)

    def close(self) -> None:
        """Let streams say goodbye."""
        self.closing = True
        self.hub.wake_all()


async def require_space(has: Services) -> None:
    """Take nothing on while the storage is nearly full. Raises Unavailable."""
    free = await has.resources.blobs.free_fraction()
    if free is not None and free < has.resources.settings.storage.free_fraction_min:
        raise Unavailable("The storage is nearly full.", retry_after_seconds=60)
