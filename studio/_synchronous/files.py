"""Files on their way: read in pieces, and written so that a file is there only when it is whole."""

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import httpx

from studio import models
from studio._synchronous.transport import Transport, place
from studio.problems import DamagedDownload

PIECE_BYTES: Final = 1024 * 1024
TRIES: Final = 3
FRESH: Final = timedelta(seconds=60)
"""How long a url has to go on."""
File = models.OutputFile | models.AssetShown


def pieces(path: Path) -> Iterator[bytes]:
    """Read a file."""
    with path.open("rb") as file:
        while piece := file.read(PIECE_BYTES):
            yield piece


def uploaded(
    transport: Transport, path: Path, *, name: str | None = None, key: str | None = None
) -> models.AssetShown:
    """Upload a file. Raises StudioProblem."""
    response = transport.send(
        "POST", "/uploads", key=key, params={"name": name or path.name}, content_of=lambda: pieces(path),
        headers={"Content-Type": "application/octet-stream", "Content-Length": str(path.stat().st_size)},
    )  # fmt: skip
    return models.AssetShown.model_validate(response.json()["data"])


def downloaded(transport: Transport, file: File, folder: Path) -> Path:
    """Fetch a file into a folder. Raises DamagedDownload, StudioProblem, httpx.HTTPError."""
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{file.id}-{Path(file.name).name}"
    partial = target.with_name(f"{target.name}.part")
    url = _fresh(transport, file)
    try:
        for left in reversed(range(TRIES)):
            try:
                if _received(transport.files, url, partial) == file.sha256:
                    return partial.replace(target)
            except httpx.TransportError:
                if not left:
                    raise
        raise DamagedDownload(f"{file.id} is not what its hash says")
    finally:
        partial.unlink(missing_ok=True)


def _fresh(transport: Transport, file: File) -> str:
    """Give a file's url, asked for anew where it has expired."""
    if datetime.now(UTC) + FRESH < file.url_expires_at:
        return file.url
    answer = transport.send("GET", f"/assets/{place(file.id)}")
    return models.AssetShown.model_validate(answer.json()["data"]).url


def _received(client: httpx.Client, url: str, partial: Path) -> str:
    """Write a response's body; gives its SHA-256 in hexadecimal."""
    digest = hashlib.sha256()
    with client.stream("GET", url) as response:
        response.raise_for_status()
        with partial.open("wb") as file:
            for piece in response.iter_bytes():
                digest.update(piece)
                file.write(piece)
    return digest.hexdigest()
