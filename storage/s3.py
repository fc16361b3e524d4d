"""Blobs in any S3-compatible store."""

from collections.abc import AsyncIterator
from hashlib import sha256 as sha256_of
from pathlib import Path

from obstore.exceptions import NotFoundError
from obstore.store import S3Store

from domain.errors import Internal, NotFound
from storage.blobs import CHUNK_BYTES, Stored, hash_of, key_of


class S3Blobs:
    """A bucket. Large files go up in parts."""

    def __init__(self, store: S3Store) -> None:
        self.store = store

    async def put(self, tenant_id: str, path: Path) -> Stored:
        digest = await hash_of(path)
        key, size_bytes = key_of(tenant_id, digest), path.stat().st_size
        if not await self._has(key, size_bytes):
            await self.store.put_async(key, path)
        return Stored(sha256=digest, size_bytes=size_bytes)

    async def put_bytes(self, tenant_id: str, data: bytes) -> Stored:
        digest = sha256_of(data).hexdigest()
        await self.store.put_async(key_of(tenant_id, digest), data)
        return Stored(sha256=digest, size_bytes=len(data))

    async def fetch(self, tenant_id: str, sha256: str, target: Path) -> None:
        with target.open("wb") as file:
            async for piece in self.open(tenant_id, sha256):
                file.write(piece)
        if await hash_of(target) != sha256:
            raise Internal("A blob in storage is damaged.")

    async def open(
        self, tenant_id: str, sha256: str, *, start: int = 0, end: int | None = None
    ) -> AsyncIterator[bytes]:
        key = key_of(tenant_id, sha256)
        stop = await self.size(tenant_id, sha256) if end is None else end
        if start >= stop:
            return
        result = await self.store.get_async(key, options={"range": (start, stop)})
        async for piece in result.stream(min_chunk_size=CHUNK_BYTES):
            yield bytes(piece)

    async def size(self, tenant_id: str, sha256: str) -> int:
        try:
            return int((await self.store.head_async(key_of(tenant_id, sha256)))["size"])
        except (NotFoundError, FileNotFoundError) as error:
            raise NotFound("There is no such file.") from error

    async def delete(self, tenant_id: str, sha256: str) -> None:
        await self.store.delete_async(key_of(tenant_id, sha256))

    async def free_fraction(self) -> float | None:
        return None

    async def ready(self) -> bool:
        try:
            await self.store.list(prefix="ready/").collect_async()
        except Exception:  # noqa: BLE001 - whatever the store says, it is not ready
            return False
        return True

    async def _has(self, key: str, size_bytes: int) -> bool:
        try:
            return int((await self.store.head_async(key))["size"]) == size_bytes
        except (NotFoundError, FileNotFoundError):
            return False
