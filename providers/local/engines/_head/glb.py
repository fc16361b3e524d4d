"""A head as a GLB file (glTF 2.0): skinned to neck, head and jaw, with its morph targets by name; and back."""

import io
import json
import struct
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from domain.values import Json
from providers.local.engines._head.model import Floats, Head, Part

MAGIC: Final = b"glTF"
JSON_CHUNK, BINARY_CHUNK = 0x4E4F534A, 0x004E4942
BYTES_MAX: Final = 64 * 2**20
FLOAT, UINT, USHORT, UBYTE = 5126, 5125, 5123, 5121
KINDS: Final = {FLOAT: np.float32, UINT: np.uint32, USHORT: np.uint16, UBYTE: np.uint8}
WIDTHS: Final = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4, "MAT4": 16}
VERTICES, INDICES = 34962, 34963
JOINTS: Final = ("Neck", "Head", "Jaw")
NECK, HEAD, JAW = 0, 1, 2
TURNS_FROM: Final = (-0.075, 0.015)
"""From where to where, off the neck's pivot in metres, what is above turns more and more with the head."""
NOTHING: Final = 1e-4


def write(head: Head, path: Path) -> None:
    """Write a head."""
    _Writer(head).save(path)


def read(path: Path) -> Head:
    """Read a head that `write` wrote. Raises ValueError for any other file."""
    document, binary = _chunks(path)
    try:
        ours = document["asset"]["extras"]["studio"]
        views = _Views(document, binary)
        jaws = [document["nodes"][joint]["name"] for joint in document["skins"][0]["joints"]]
        parts = tuple(
            _part(views, mesh, primitive, jaws.index("Jaw"))
            for mesh in document["meshes"]
            for primitive in mesh["primitives"]
        )
        image = Image.open(io.BytesIO(views.raw(document["images"][0]["bufferView"])))
        return Head(
            parts=parts,
            texture=np.array(image.convert("RGBA"), np.uint8),
            neck=_three(ours["neck"]),
            hinge=_three(ours["hinge"]),
            style=str(ours["style"]),
            background=tuple(int(value) for value in ours["background"]),  # type: ignore[arg-type]
        )
    except (KeyError, IndexError, TypeError, struct.error, OSError) as error:
        raise ValueError("the file is no head of ours") from error


def _three(values: Json) -> tuple[float, float, float]:
    x, y, z = (float(value) for value in values)
    return x, y, z


def _chunks(path: Path) -> tuple[Json, bytes]:
    data = path.read_bytes() if path.stat().st_size <= BYTES_MAX else b""
    if data[:4] != MAGIC or len(data) < 20:
        raise ValueError("the file is no GLB")
    length, kind = struct.unpack_from("<II", data, 12)
    if kind != JSON_CHUNK or length > len(data) - 28:
        raise ValueError("the GLB is cut short")
    return json.loads(data[20 : 20 + length]), data[20 + length + 8 :]


class _Views:
    """The arrays of a file."""

    def __init__(self, document: Json, binary: bytes) -> None:
        self.document = document
        self.binary = binary

    def raw(self, view: int) -> bytes:
        told = self.document["bufferViews"][view]
        start = told.get("byteOffset", 0)
        return self.binary[start : start + told["byteLength"]]

    def array(self, accessor: int) -> NDArray[Any]:
        """Give an accessor's values, a row an element. Raises ValueError for a file that lacks them."""
        told = self.document["accessors"][accessor]
        width, kind = WIDTHS[told["type"]], KINDS[told["componentType"]]
        found = np.frombuffer(
            self.raw(told["bufferView"]), kind, told["count"] * width, told.get("byteOffset", 0)
        )
        return found.reshape(-1, width).copy()


def _part(views: _Views, mesh: Json, primitive: Json, jaw: int) -> Part:
    names, held = mesh.get("extras", {}).get("targetNames", []), primitive["attributes"]
    positions = views.array(held["POSITION"]).astype(np.float32)
    triangles = views.array(primitive["indices"]).reshape(-1, 3).astype(np.uint32)
    if len(triangles) and triangles.max() >= len(positions):
        raise ValueError("a triangle has a corner that is not there")
    shares = np.where(views.array(held["JOINTS_0"]) == jaw, views.array(held["WEIGHTS_0"]), 0.0)
    offsets = [views.array(target["POSITION"]) for target in primitive.get("targets", [])]
    return Part(
        name=str(primitive.get("extras", {}).get("name") or mesh["name"]),
        positions=positions,
        normals=views.array(held["NORMAL"]).astype(np.float32),
        uvs=views.array(held["TEXCOORD_0"]).astype(np.float32),
        triangles=triangles,
        jaw=shares.sum(1).astype(np.float32),
        morphs={
            name: offset.astype(np.float32)
            for name, offset in zip(names, offsets, strict=False)
            if offset.any()
        },
    )


class _Writer:
    """A file as it grows: its document, and the bytes beside it."""

    def __init__(self, head: Head) -> None:
        self.binary = bytearray()
        self.document: dict[str, Any] = {
            "asset": {
                "version": "2.0",
                "generator": "Studio",
                "extras": {
                    "studio": {
                        "style": head.style, "background": list(head.background), "neck": list(head.neck),
                        "hinge": list(head.hinge),
                    }
                },
            },
            "scene": 0, "scenes": [{"nodes": [0, *range(4, 4 + len(head.parts))]}], "bufferViews": [], "accessors": [],
            "materials": [{
                "name": head.style, "doubleSided": False,
                "pbrMetallicRoughness": {
                    "baseColorTexture": {"index": 0}, "metallicFactor": 0.0, "roughnessFactor": 0.7,
                },
            }],
            "textures": [{"source": 0, "sampler": 0}],
            "samplers": [{"magFilter": 9729, "minFilter": 9987, "wrapS": 33071, "wrapT": 33071}],
        }  # fmt: skip
        self.neck_height = head.neck[1]
        self._bones(head)
        self.document["meshes"] = [self._mesh(part) for part in head.parts]
        self.document["nodes"] += [
            {"name": part.name, "mesh": number, "skin": 0} for number, part in enumerate(head.parts)
        ]
        self.document["images"] = [{"bufferView": self._texture(head), "mimeType": "image/png"}]

    def save(self, path: Path) -> None:
        """Write the file."""
        self.document["buffers"] = [{"byteLength": len(self.binary)}]
        text = json.dumps(self.document, separators=(",", ":")).encode()
        text += b" " * (-len(text) % 4)
        binary = bytes(self.binary) + b"\0" * (-len(self.binary) % 4)
        self.document["buffers"][0]["byteLength"] = len(self.binary)
        path.write_bytes(
            struct.pack("<4sII", MAGIC, 2, 12 + 8 + len(text) + 8 + len(binary))
            + struct.pack("<II", len(text), JSON_CHUNK) + text
            + struct.pack("<II", len(binary), BINARY_CHUNK) + binary
        )  # fmt: skip

    def _bones(self, head: Head) -> None:
        neck, hinge = np.array(head.neck), np.array(head.hinge)
        self.document["nodes"] = [
            {"name": "Avatar", "children": [1]},
            {"name": "Neck", "translation": neck.tolist(), "children": [2]},
            {"name": "Head", "children": [3]},
            {"name": "Jaw", "translation": (hinge - neck).tolist()},
        ]
        binds = np.tile(np.eye(4, dtype=np.float32), (3, 1, 1))
        for number, pivot in enumerate((neck, neck, hinge)):
            binds[number, 3, :3] = -pivot  # column by column, as glTF has it
        matrices = self._accessor(binds.reshape(3, 16), "MAT4")
        self.document["skins"] = [
            {"name": "head", "skeleton": 1, "joints": [1, 2, 3], "inverseBindMatrices": matrices}
        ]

    def _mesh(self, part: Part) -> Json:
        joints = np.tile(np.array((NECK, HEAD, JAW, 0), np.uint8), (len(part.positions), 1))
        weights = np.zeros((len(part.positions), 4), np.float32)
        low, high = (self.neck_height + far for far in TURNS_FROM)
        turns = np.clip((part.positions[:, 1] - low) / (high - low), 0, 1) * (1 - part.jaw)
        weights[:, 0], weights[:, 1], weights[:, 2] = 1 - part.jaw - turns, turns, part.jaw
        weights[weights < NOTHING] = 0
        weights /= weights.sum(1, keepdims=True)
        joints[weights == 0] = 0
        names = list(part.morphs)
        primitive: dict[str, Any] = {
            "attributes": {
                "POSITION": self._accessor(part.positions, "VEC3", VERTICES, bounded=True),
                "NORMAL": self._accessor(part.normals, "VEC3", VERTICES),
                "TEXCOORD_0": self._accessor(part.uvs, "VEC2", VERTICES),
                "JOINTS_0": self._accessor(joints, "VEC4", VERTICES),
                "WEIGHTS_0": self._accessor(weights, "VEC4", VERTICES),
            },
            "indices": self._accessor(part.triangles.reshape(-1, 1), "SCALAR", INDICES),
            "material": 0,
        }
        if not names:
            return {"name": part.name, "primitives": [primitive]}
        primitive["targets"] = [
            {"POSITION": self._accessor(part.morphs[name], "VEC3", VERTICES, bounded=True)}
            for name in names
        ]
        return {
            "name": part.name, "primitives": [primitive], "weights": [0.0] * len(names),
            "extras": {"targetNames": names},
        }  # fmt: skip

    def _texture(self, head: Head) -> int:
        file = io.BytesIO()
        Image.fromarray(head.texture).save(file, "PNG", optimize=True)
        return self._view(file.getvalue())

    def _accessor(
        self,
        values: Floats | NDArray[Any],
        shape: str,
        target: int | None = None,
        *,
        bounded: bool = False,
    ) -> int:
        kind = next(number for number, dtype in KINDS.items() if dtype == values.dtype)
        told: dict[str, Any] = {
            "bufferView": self._view(np.ascontiguousarray(values).tobytes(), target),
            "componentType": kind, "count": len(values), "type": shape,
        }  # fmt: skip
        if bounded:
            told |= {"min": values.min(0).tolist(), "max": values.max(0).tolist()}
        self.document["accessors"].append(told)
        return len(self.document["accessors"]) - 1

    def _view(self, data: bytes, target: int | None = None) -> int:
        self.binary += b"\0" * (-len(self.binary) % 4)
        told = {"buffer": 0, "byteOffset": len(self.binary), "byteLength": len(data)}
        self.document["bufferViews"].append(told | ({"target": target} if target else {}))
        self.binary += data
        return len(self.document["bufferViews"]) - 1
