"""Facts of a 3D model: a GLB whose container holds together (Khronos glTF 2.0, section 4)."""

import asyncio
import json
import struct
from pathlib import Path
from typing import Final

from domain.assets import Facts
from domain.errors import MediaInvalid

MIME_TYPE: Final = "model/gltf-binary"
MAGIC: Final = b"glTF"
VERSION: Final = 2
HEADER: Final = struct.Struct("<4sII")
CHUNK: Final = struct.Struct("<I4s")
JSON_CHUNK: Final = b"JSON"
SIZE_BYTES_MAX: Final = 512 * 1024**2
JSON_BYTES_MAX: Final = 64 * 1024**2


async def check(path: Path) -> Facts:
    """Look at a model's container. Raises MediaInvalid."""
    return await asyncio.to_thread(_check, path)


def _check(path: Path) -> Facts:
    size = path.stat().st_size
    if not HEADER.size + CHUNK.size < size <= SIZE_BYTES_MAX:
        raise MediaInvalid(f"A model of {size} bytes is not taken.")
    with path.open("rb") as file:
        magic, version, length = HEADER.unpack(file.read(HEADER.size))
        chunk_length, kind = CHUNK.unpack(file.read(CHUNK.size))
        if (magic, version, length, kind) != (MAGIC, VERSION, size, JSON_CHUNK):
            raise MediaInvalid("The file is no GLB of glTF 2.0.")
        if chunk_length > min(JSON_BYTES_MAX, size):
            raise MediaInvalid("The model's description is too large.")
        try:
            told = json.loads(file.read(chunk_length))
        except (ValueError, RecursionError) as error:
            raise MediaInvalid("The model's description is no JSON.") from error
    match told:
        case {"asset": {"version": str(told_version)}} if told_version.startswith("2."):
            return Facts(mime_type=MIME_TYPE)
        case _:
            raise MediaInvalid("The model does not say that it is glTF 2.0.")
