"""Blobs on local disk: written beside their place, flushed, then renamed into it."""

import asyncio
import os
import shutil
import tempfile
import time
from collections.abc import AsyncIterator
from hashlib import sha256 as sha256_of
from pathlib import Path
from typing import Final

from domain.errors import Internal, NotFound
from storage.blobs import CHUNK_BYTES, Stored, hash_of, key_of

FREE_SECONDS: Final = 5.0
"""How long a look at the disk's free space is good for."""


class LocalBlobs:
    """A folder. What has its name there is whole and on disk."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._free = 1.0
        self._measured_at = -FREE_SECONDS

    async def put(self, tenant_id: str, path: Path) -> Stored:
        digest = await hash_of(path)
        await asyncio.to_thread(self._keep, tenant_id, digest, path)
        return Stored(sha256=digest, size_bytes=path.stat().st_size)

    async def put_bytes(self, tenant_id: str, data: bytes) -> Stored:
        digest = sha256_of(data).hexdigest()
        await asyncio.to_thread(self._keep, tenant_id, digest, data)
        return Stored(sha256=digest, size_bytes=len(data))

    async def fetch(self, tenant_id: str, sha256: str, target: Path) -> None:
        source = self._place(tenant_id, sha256)
        try:
            await asyncio.to_thread(shutil.copyfile, source, target)
        except FileNotFoundError as error:
            raise NotFound("There is no such file.") from error
        if await hash_of(target) != sha256:
            raise Internal("A blob in storage is damaged.")

    async def open(
        self, tenant_id: str, sha256: str, *, start: int = 0, end: int | None = None
    ) -> AsyncIterator[bytes]:
        left = (await self.size(tenant_id, sha256) if end is None else end) - start
        file = await asyncio.to_thread(self._place(tenant_id, sha256).open, "rb")
        try:
            await asyncio.to_thread(file.seek, start)
            while left > 0:
                piece = await asyncio.to_thread(file.read, min(CHUNK_BYTES, left))
                if not piece:
                    return
                left -= len(piece)
                yield piece
        finally:
            file.close()

    async def size(self, tenant_id: str, sha256: str) -> int:
        try:
            return self._place(tenant_id, sha256).stat().st_size
        except FileNotFoundError as error:
            raise NotFound("There is no such file.") from error

    async def delete(self, tenant_id: str, sha256: str) -> None:
        await asyncio.to_thread(self._place(tenant_id, sha256).unlink, missing_ok=True)

    async def free_fraction(self) -> float | None:
        if time.monotonic() - self._measured_at > FREE_SECONDS:
            self._measured_at = time.monotonic()
            usage = await asyncio.to_thread(shutil.disk_usage, self.root)
            self._free = usage.free / usage.total
        return self._free

    async def ready(self) -> bool:
        return os.access(self.root, os.W_OK)

    def _place(self, tenant_id: str, sha256: str) -> Path:
        return self.root / key_of(tenant_id, sha256)

    def _keep(self, tenant_id: str, digest: str, source: Path | bytes) -> None:
        place = self._place(tenant_id, digest)
        if place.exists():
            return
        place.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=place.parent, prefix=".part-")
        try:
            with os.fdopen(handle, "wb") as file:
                if isinstance(source, bytes):
                    file.write(source)
                else:
                    with source.open("rb") as origin:
                        shutil.copyfileobj(origin, file)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(place)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        _flush_folder(place.parent)


def _flush_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
