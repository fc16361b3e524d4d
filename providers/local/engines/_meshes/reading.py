"""A textured model of somebody else's, as a head that our renderer draws: its colours, no bones, no expressions."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from domain.values import Json
from providers.local.engines._head.model import Floats, Head, Indices, Part
from providers.local.engines._meshes.container import Container, Unreadable
from providers.local.engines._meshes.texture import Sheet

TRIANGLES: Final = 4
DEPTH_MAX: Final = 64
NODES_MAX: Final = 10_000
FACES_MAX: Final = 2_000_000
HIGH_M, WIDE_M, MIDDLE_Y_M = 0.33, 0.25, -0.022
"""The room that a portrait has for it, in metres, turn as it may; and what height is in its middle."""
FAR_BELOW: Final = (0.0, -10.0, 0.0)
"""A pivot that all of it is above: it turns as one thing."""
WALL: Final = (186, 194, 202)
BROKEN: Final = (KeyError, IndexError, TypeError, ValueError, OverflowError)

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Piece:
    """A primitive, where it stands in the scene, and the colour of its material: a picture, or one colour."""

    positions: Floats
    uvs: Floats
    triangles: Indices
    material: int | None


def head_in(path: Path) -> Head:
    """Read a model. Raises Unreadable."""
    try:
        file = Container(path)
        with np.errstate(all="ignore"):  # what is nowhere is found afterwards
            pieces = list(_pieces(file))
        if not pieces or sum(len(piece.triangles) for piece in pieces) > FACES_MAX:
            raise Unreadable("it has no triangles, or too many")
        sheet = Sheet([_coloured(file, each) for each in {p.material: None for p in pieces}])
    except BROKEN as error:
        raise Unreadable("the model is broken") from error
    places = {material: at for at, material in enumerate({p.material: None for p in pieces})}
    fitted = _fitted([piece.positions for piece in pieces])
    parts = tuple(
        _part(f"piece {number}", piece, where, sheet.uvs(places[piece.material], piece.uvs))
        for number, (piece, where) in enumerate(zip(pieces, fitted, strict=True))
    )
    return Head(parts, sheet.pixels, FAR_BELOW, (0.0, 0.0, 0.0), "realistic", WALL)


def _pieces(file: Container) -> Iterator[Piece]:
    document = file.document
    scene = document["scenes"][document.get("scene", 0)]
    left = [(node, np.eye(4), 0) for node in scene["nodes"]]
    seen = 0
    while left:
        number, above, depth = left.pop()
        seen += 1
        if depth > DEPTH_MAX or seen > NODES_MAX:
            raise Unreadable("its nodes go round in circles")
        node = document["nodes"][number]
        where = above @ _placed(node)
        left += [(child, where, depth + 1) for child in node.get("children", [])]
        if "mesh" in node:
            for primitive in document["meshes"][node["mesh"]]["primitives"]:
                if primitive.get("mode", TRIANGLES) == TRIANGLES:
                    yield _piece(file, primitive, where)


def _placed(node: Json) -> Matrix:
    """Give where a node stands: its matrix, or its scale, turn and place."""
    if "matrix" in node:
        return np.array(node["matrix"], float).reshape(4, 4).T
    x, y, z, w = node.get("rotation", (0, 0, 0, 1))
    turned = np.array(
        [
            [1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w)],
            [2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w)],
            [2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y)],
        ]
    )
    found = np.eye(4)
    found[:3, :3] = turned * np.array(node.get("scale", (1, 1, 1)), float)
    found[:3, 3] = node.get("translation", (0, 0, 0))
    return found


def _piece(file: Container, primitive: Json, where: Matrix) -> Piece:
    held = primitive["attributes"]
    still = file.array(held["POSITION"]).astype(float)
    positions = still @ where[:3, :3].T + where[:3, 3]
    if not np.isfinite(positions).all() or positions.shape[1] != 3:
        raise Unreadable("a corner is nowhere")
    if "indices" in primitive:
        order = file.array(primitive["indices"]).ravel().astype(np.uint32)
    else:
        order = np.arange(len(positions), dtype=np.uint32)
    triangles = order[: len(order) // 3 * 3].reshape(-1, 3)
    if not len(triangles) or triangles.max() >= len(positions):
        raise Unreadable("a triangle has a corner that is not there")
    if np.linalg.det(where[:3, :3]) < 0:  # mirrored: its outside is inside
        triangles = triangles[:, ::-1]
    name = held.get("TEXCOORD_0")
    uvs = np.zeros((len(positions), 2)) if name is None else file.array(name)
    if uvs.shape != (len(positions), 2):
        raise Unreadable("corners without a place in the picture")
    material = primitive.get("material")
    return Piece(
        positions.astype(np.float32), uvs.astype(np.float32), np.ascontiguousarray(triangles),
        None if material is None else int(material),
    )  # fmt: skip


def _coloured(file: Container, material: int | None) -> Image.Image:
    """Give the picture of a material's colour, or one colour."""
    told = {} if material is None else file.document["materials"][material]
    made = told.get("pbrMetallicRoughness", {})
    factor = np.clip(np.array(made.get("baseColorFactor", (1, 1, 1, 1)), float)[:3], 0, 1)
    tint = np.round(factor ** (1 / 2.2) * 255).astype(int)
    if "baseColorTexture" not in made:
        return Image.new("RGB", (8, 8), tuple(tint.tolist()))
    texture = file.document["textures"][made["baseColorTexture"]["index"]]
    webp = texture.get("extensions", {}).get("EXT_texture_webp", {})
    image = file.document["images"][texture.get("source", webp.get("source"))]
    try:
        with Image.open(
            io.BytesIO(file.raw(image["bufferView"])), formats=("PNG", "JPEG", "WEBP")
        ) as found:
            pixels = np.asarray(found.convert("RGB"), np.float32)
    except (OSError, Image.DecompressionBombError) as error:
        raise Unreadable("its picture can't be decoded") from error
    return Image.fromarray((pixels * (tint / 255)).astype(np.uint8))


def _fitted(pieces: list[Floats]) -> list[Floats]:
    """Bring what stands in the scene into the room of a portrait."""
    everything = np.concatenate(pieces)
    low, high = everything.min(0), everything.max(0)
    middle = (low + high) / 2
    round_about = float(np.hypot(*(everything - middle)[:, ::2].T).max()) * 2
    zoom = min(HIGH_M / max(high[1] - low[1], 1e-9), WIDE_M / max(round_about, 1e-9))
    return [((p - middle) * zoom + (0, MIDDLE_Y_M, 0)).astype(np.float32) for p in pieces]


def _part(name: str, piece: Piece, positions: Floats, uvs: Floats) -> Part:
    corners = positions[piece.triangles]
    faces = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    normals: NDArray[Any] = np.zeros_like(positions)
    for corner in range(3):
        np.add.at(normals, piece.triangles[:, corner], faces)
    normals /= np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-12)
    return Part(
        name=name, positions=positions, normals=normals, uvs=uvs, triangles=piece.triangles,
        jaw=np.zeros(len(positions), np.float32),
    )  # fmt: skip
