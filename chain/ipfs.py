"""A file's name by its content: CIDv1 as `ipfs add --cid-version=1` gives it (https://docs.ipfs.tech/concepts/content-addressing).

SHA-256, chunks of 256 KiB as raw leaves, a balanced UnixFS tree of at most 174 links a node: a file of one chunk is
named by its raw bytes (`bafkrei…`), a larger one by its root (`bafybei…`).
"""

import asyncio
import importlib
from pathlib import Path
from typing import Any, Final

from domain.errors import ChainNotConfigured

READ_BYTES: Final = 1024 * 1024


async def cid_of(path: Path) -> str:
    """Name a file. Raises ChainNotConfigured where the library is not installed."""

    def named() -> str:
        hasher = _library().CidHasher.for_ipfs_v1_raw_leaves()
        with path.open("rb") as file:
            while piece := file.read(READ_BYTES):
                hasher.update(piece)
        return str(hasher.finalize())

    return await asyncio.to_thread(named)


def _library() -> Any:
    try:
        return importlib.import_module("aleph_cid")
    except ImportError:
        raise ChainNotConfigured("Minting is not installed: install the extra `nft`.") from None
