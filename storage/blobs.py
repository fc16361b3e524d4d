"""What storage is to everyone else: bytes by hash, kept apart by tenant."""

import asyncio
import re
from collections.abc import AsyncIterator
from hashlib import file_digest
from pathlib import Path
from typing import Final, Protocol

from domain.errors import NotFound
from domain.values import Value

CHUNK_BYTES: Final = 256 * 1024
TENANT: Final = re.compile(r"[A-Za-z0-9_.:-]{1,64}")
SHA256: Final = re.compile(r"[0-9a-f]{64}")


class Stored(Value):
    """A blob that is safe in storage."""

    sha256: str
    size_bytes: int


class Blobs(Protocol):
    """Storage. Every write may be repeated; a read of what is not there is NotFound."""

    async def put(self, tenant_id: str, path: Path) -> Stored:
        """Keep a file under its hash."""
        ...

    async def put_bytes(self, tenant_id: str, data: bytes) -> Stored:
        """Keep a few bytes under their hash."""
        ...

    async def fetch(self, tenant_id: str, sha256: str, target: Path) -> None:
        """Bring a blob to a path; its hash is checked."""
        ...

    def open(
        self, tenant_id: str, sha256: str, *, start: int = 0, end: int | None = None
    ) -> AsyncIterator[bytes]:
        """Stream a blob's bytes from `start` up to, and without, `end`."""
        ...

    async def size(self, tenant_id: str, sha256: str) -> int:
        """Give a blob's size in bytes."""
        ...

    async def delete(self, tenant_id: str, sha256: str) -> None:
        """Remove a blob; one that is gone stays gone."""
        ...

    async def free_fraction(self) -> float | None:
        """Tell how much of the disk is free, where that means anything."""
        ...

    async def ready(self) -> bool:
        """Tell whether a write would work."""
        ...


def key_of(tenant_id: str, sha256: str) -> str:
    """Name a blob. Raises NotFound for what can be no name."""
    if not TENANT.fullmatch(tenant_id) or tenant_id in (".", "..") or not SHA256.fullmatch(sha256):
        raise NotFound("There is no such file.")
    return f"{tenant_id}/{sha256[:2]}/{sha256}"


async def hash_of(path: Path) -> str:
    """Hash a file in a thread."""

    def digest() -> str:
        with path.open("rb") as file:
            return file_digest(file, "sha256").hexdigest()

    return await asyncio.to_thread(digest)
