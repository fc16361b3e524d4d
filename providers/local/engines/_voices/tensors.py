"""Reads the tensors of an old PyTorch file as data: the reader can build nothing but arrays."""

import io
import pickle
import struct
from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

HEADERS: Final = 3
"""Magic number, protocol version and the writer's machine stand before the object."""
FLOATS_MAX: Final = 64 * 2**20
STORAGE: Final = "FloatStorage"


class NotPlainTensors(Exception):
    """The file holds something that is no array of floats."""


class _Reader(pickle.Unpickler):
    """Knows three names; whatever else a pickle asks for is refused."""

    def find_class(self, module: str, name: str) -> Any:
        known: Mapping[tuple[str, str], Any] = {
            ("collections", "OrderedDict"): OrderedDict,
            ("torch", STORAGE): STORAGE,
            ("torch._utils", "_rebuild_tensor_v2"): _placed,
        }
        if (module, name) not in known:
            if module == "torch" and name.endswith("Storage"):
                return name  # the optimiser's counters: they are never looked at
            raise NotPlainTensors(f"{module}.{name}")
        return known[module, name]

    def persistent_load(self, pid: Any) -> Any:
        _, kind, key, *_ = pid
        return (kind, key)


def _placed(storage: tuple[str, str], offset: int, shape: tuple[int, ...], *_: Any) -> Any:
    return (*storage, offset, shape)


def read(data: bytes, part: str) -> dict[str, Floats]:
    """Read the named part's tensors. Raises NotPlainTensors."""
    stream = io.BytesIO(data)
    load: Callable[[], Any] = lambda: _Reader(stream).load()  # noqa: E731 - pickles follow each other in one stream
    for _ in range(HEADERS):
        load()
    whole, keys = load(), load()
    wanted = whole[part]
    kinds = {key: kind for kind, key, *_ in wanted.values()}
    stored = {}
    for key in keys:
        (count,) = struct.unpack("<q", stream.read(8))
        if not 0 <= count <= FLOATS_MAX:
            raise NotPlainTensors(f"{count} numbers")
        # Storages stand in the order of their keys: floats are all that this file has.
        stored[key] = np.frombuffer(stream.read(4 * count), np.float32)
    if set(kinds.values()) != {STORAGE}:
        raise NotPlainTensors(f"tensors of {sorted(set(kinds.values()))}")
    return {
        name: stored[key][offset : offset + int(np.prod(shape))].reshape(shape)
        for name, (_, key, offset, shape) in wanted.items()
    }
