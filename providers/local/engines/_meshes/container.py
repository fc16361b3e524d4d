"""A GLB's document and its arrays, bounds kept (Khronos glTF 2.0, sections 3.6 and 4)."""

import json
import struct
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from domain.values import Json

BYTES_MAX: Final = 256 * 2**20
COUNT_MAX: Final = 6_000_000
HEADER: Final = 12
JSON_CHUNK, BINARY_CHUNK = 0x4E4F534A, 0x004E4942
KINDS: Final[dict[int, np.dtype[Any]]] = {
    5120: np.dtype("<i1"), 5121: np.dtype("<u1"), 5122: np.dtype("<i2"), 5123: np.dtype("<u2"),
    5125: np.dtype("<u4"), 5126: np.dtype("<f4"),
}  # fmt: skip
WIDTHS: Final = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4}
TOLD: Final = frozenset({"KHR_texture_transform", "KHR_mesh_quantization", "EXT_texture_webp"})
"""Extensions that a file may require and still be read; those of materials change only how it shines."""


class Unreadable(Exception):
    """The file is no GLB that can be drawn here."""


class Container:
    """A file's document, and the bytes beside it."""

    def __init__(self, path: Path) -> None:
        """Read the file. Raises Unreadable."""
        if path.stat().st_size > BYTES_MAX:
            raise Unreadable(f"larger than {BYTES_MAX} bytes")
        data = path.read_bytes()
        try:
            magic, version, _ = struct.unpack_from("<4sII", data)
            length, kind = struct.unpack_from("<II", data, HEADER)
            self.document: Json = json.loads(data[HEADER + 8 : HEADER + 8 + length])
        except (struct.error, ValueError, RecursionError) as error:
            raise Unreadable("no GLB") from error
        if (magic, version, kind) != (b"glTF", 2, JSON_CHUNK) or not isinstance(
            self.document, dict
        ):
            raise Unreadable("no GLB of glTF 2.0")
        self.binary = data[HEADER + 16 + length :]
        self._require_known()

    def raw(self, view: int) -> bytes:
        """Give the bytes of a buffer view."""
        told = self.document["bufferViews"][view]
        start, length = told.get("byteOffset", 0), told["byteLength"]
        if told.get("buffer", 0) != 0 or start < 0 or start + length > len(self.binary):
            raise Unreadable("a view beyond its buffer")
        return self.binary[start : start + length]

    def array(self, accessor: int) -> NDArray[Any]:
        """Give the values of an accessor, a row an element; normalised ones as fractions."""
        told = self.document["accessors"][accessor]
        kind, width, count = KINDS[told["componentType"]], WIDTHS[told["type"]], told["count"]
        if "sparse" in told or "bufferView" not in told or not 0 < count <= COUNT_MAX:
            raise Unreadable("an accessor without its values")
        data = self.raw(told["bufferView"])[told.get("byteOffset", 0) :]
        row = width * kind.itemsize
        step = self.document["bufferViews"][told["bufferView"]].get("byteStride") or row
        if step < row or step * (count - 1) + row > len(data):
            raise Unreadable("an accessor beyond its view")
        found = np.ndarray((count, width), kind, data, 0, (step, kind.itemsize)).copy()
        if told.get("normalized") and kind.kind in "iu":
            return np.maximum(found / np.iinfo(kind).max, -1.0).astype(np.float32)
        return found

    def _require_known(self) -> None:
        required = self.document.get("extensionsRequired", [])
        unknown = [
            name for name in required if name not in TOLD and not name.startswith("KHR_materials_")
        ]
        if unknown:
            raise Unreadable(f"it needs {', '.join(map(str, unknown))}")
