"""Models as vendors send them: a ball with a picture, standing on a plate of one colour."""

import json
import struct
from io import BytesIO
from typing import Any

import numpy as np
from PIL import Image

RED, GREEN, PLATE = (210, 40, 40), (40, 190, 60), (30, 60, 220)


def glb(**document: Any) -> bytes:
    """Make the model; `document` replaces parts of its description."""
    ball, uvs, net = _ball()
    picture = BytesIO()
    half = Image.new("RGB", (64, 32), RED)
    half.paste(GREEN, (0, 0, 64, 16))
    half.save(picture, "PNG")
    mixed = np.column_stack([ball, uvs]).astype("<f4")  # a stride: places and pictures side by side
    plate = np.array([[-2, 0, -2], [2, 0, -2], [2, 0, 2], [-2, 0, 2]], "<f4")
    blocks = [
        mixed.tobytes(), net.astype("<u2").tobytes(), plate.tobytes(),
        np.array([0, 2, 1, 0, 3, 2], "<u1").tobytes(), picture.getvalue(),
    ]  # fmt: skip
    binary, views = b"", []
    for block in blocks:
        binary += b"\0" * (-len(binary) % 4)
        views.append({"buffer": 0, "byteOffset": len(binary), "byteLength": len(block)})
        binary += block
    views[0]["byteStride"] = 20
    told = {
        "asset": {"version": "2.0"}, "scene": 0, "scenes": [{"nodes": [0]}],
        "nodes": [
            {"children": [1, 2], "scale": [10, 10, 10]}, {"mesh": 0, "translation": [0, 1, 0]}, {"mesh": 1},
        ],
        "meshes": [
            {"primitives": [{"attributes": {"POSITION": 0, "TEXCOORD_0": 1}, "indices": 2, "material": 0}]},
            {"primitives": [{"attributes": {"POSITION": 3}, "indices": 4, "material": 1}]},
        ],
        "materials": [
            {"pbrMetallicRoughness": {"baseColorTexture": {"index": 0}}},
            {"pbrMetallicRoughness": {"baseColorFactor": [*((c / 255) ** 2.2 for c in PLATE), 1]}},
        ],
        "textures": [{"source": 0}], "images": [{"bufferView": 4, "mimeType": "image/png"}],
        "accessors": [
            {"bufferView": 0, "componentType": 5126, "count": len(ball), "type": "VEC3"},
            {"bufferView": 0, "byteOffset": 12, "componentType": 5126, "count": len(ball), "type": "VEC2"},
            {"bufferView": 1, "componentType": 5123, "count": net.size, "type": "SCALAR"},
            {"bufferView": 2, "componentType": 5126, "count": 4, "type": "VEC3"},
            {"bufferView": 3, "componentType": 5121, "count": 6, "type": "SCALAR"},
        ],
        "bufferViews": views, "buffers": [{"byteLength": len(binary)}], **document,
    }  # fmt: skip
    text = json.dumps(told).encode()
    text += b" " * (-len(text) % 4)
    binary += b"\0" * (-len(binary) % 4)
    return (
        struct.pack("<4sII", b"glTF", 2, 28 + len(text) + len(binary))
        + struct.pack("<I4s", len(text), b"JSON") + text + struct.pack("<I4s", len(binary), b"BIN\0") + binary
    )  # fmt: skip


def _ball() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Give a ball's places, its places in the picture (green above, red below), and its triangles."""
    angle, height = np.meshgrid(
        np.linspace(-np.pi, np.pi, 33), np.linspace(np.pi / 2, -np.pi / 2, 17)
    )
    places = np.stack(
        [np.cos(height) * np.sin(angle), np.sin(height), np.cos(height) * np.cos(angle)], -1
    )
    uvs = np.stack([(angle + np.pi) / (2 * np.pi), 0.5 - height / np.pi], -1)
    row, column = np.meshgrid(np.arange(16), np.arange(32), indexing="ij")
    a = (row * 33 + column).ravel()
    net = np.concatenate([np.stack([a, a + 33, a + 1], 1), np.stack([a + 1, a + 33, a + 34], 1)])
    return places.reshape(-1, 3), uvs.reshape(-1, 2), net
