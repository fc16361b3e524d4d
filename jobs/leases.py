"""Blobs on their way in and out: leased before they are written, removed when nobody names them."""

from collections.abc import Iterable
from hashlib import sha256 as sha256_of
from pathlib import Path
from typing import Final

from sqlalchemy import text

from db.session import Database
from storage.blobs import Blobs, Stored, hash_of

LEASE_SECONDS: Final = 6 * 3_600.0
"""Longer than any run: within it, what was put has been named or is waste."""
ORPHAN_HOURS: Final = 24
ROUND_MAX: Final = 1_000


class Leases:
    """Puts blobs so that a removal at the same moment cannot take them away.

    `holder` is who will name the blob: a run's workflow id, or an asset's own.
    """

    def __init__(self, database: Database, blobs: Blobs) -> None:
        self.database = database
        self.blobs = blobs

    async def put(self, tenant_id: str, path: Path, *, holder: str) -> Stored:
        """Keep a file under its hash. Its lease is committed before storage is asked whether it is there."""
        await self._lease(tenant_id, await hash_of(path), holder)
        return await self.blobs.put(tenant_id, path)

    async def put_bytes(self, tenant_id: str, data: bytes, *, holder: str) -> Stored:
        """Keep a few bytes under their hash."""
        await self._lease(tenant_id, sha256_of(data).hexdigest(), holder)
        return await self.blobs.put_bytes(tenant_id, data)

    async def remove(
        self,
        tenant_id: str,
        hashes: Iterable[str],
        *,
        lease_seconds: float = LEASE_SECONDS,
    ) -> None:
        """Remove those blobs that nobody names and that nobody has put lately; the sweep comes for the rest."""
        for sha256 in hashes:
            async with self.database.begin(tenant_id) as connection:
                if await connection.scalar(
                    text("SELECT studio.may_remove(:tenant, :sha256, :seconds)"),
                    {
                        "tenant": tenant_id,
                        "sha256": sha256,
                        "seconds": lease_seconds,
                    },
                ):
                    await self.blobs.delete(tenant_id, sha256)

    async def _lease(self, tenant_id: str, sha256: str, holder: str) -> None:
        await self.database.call(
            "SELECT studio.lease(:tenant, :sha256, :holder)",
            tenant=tenant_id, sha256=sha256, holder=holder,
        )  # fmt: skip


async def waste(
    system: Database, *, lease_seconds: float = LEASE_SECONDS, orphan_hours: int = ORPHAN_HOURS
) -> list[tuple[str, str]]:
    """Give (tenant, hash) of blobs whose lease is old, and of sources that no job has read for a day."""
    orphans = await system.call("SELECT * FROM studio.forget_orphans(:hours)", hours=orphan_hours)
    old = await system.call(
        "SELECT tenant_id, sha256 FROM studio.lease WHERE at < now() - make_interval(secs => :seconds)"
        " ORDER BY at LIMIT :most",
        seconds=lease_seconds, most=ROUND_MAX,
    )  # fmt: skip
    return [(row[0], row[1]) for row in (*orphans, *old)]
