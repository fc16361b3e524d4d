"""Files on their way: read in pieces, and written so that a file is there only when it is whole."""

import hashlib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Final

import httpx

from studio import models
from studio.problems import DamagedDownload

PIECE_BYTES: Final = 1024 * 1024
TRIES: Final = 3


async def pieces(path: Path) -> AsyncIterator[bytes]:
    """Read a file."""
    with path.open("rb") as file:
        while piece := file.read(PIECE_BYTES):
            yield piece


async def fetched(
    client: httpx.AsyncClient, file: models.OutputFile | models.AssetShown, target: Path
) -> Path:
    """Fetch a file to a place. Raises DamagedDownload, httpx.HTTPError."""
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(f"{target.name}.part")
    try:
        for left in reversed(range(TRIES)):
            try:
                if await _received(client, file.url, partial) == file.sha256:
                    return partial.replace(target)
            except httpx.TransportError:
                if not left:
                    raise
        raise DamagedDownload(f"{file.id} is not what its hash says")
    finally:
        partial.unlink(missing_ok=True)


async def _received(client: httpx.AsyncClient, url: str, partial: Path) -> str:
    """Write a response's body; gives its SHA-256 in hexadecimal."""
    digest = hashlib.sha256()
    async with client.stream("GET", url) as response:
        response.raise_for_status()
        with partial.open("wb") as file:
            async for piece in response.aiter_bytes():
                digest.update(piece)
                file.write(piece)
    return digest.hexdigest()
