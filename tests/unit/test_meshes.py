"""Models that others made are read as far as they can be drawn, and refused where they cannot."""

import struct
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from providers.local.engines._head.render import Renderer
from providers.local.engines._meshes.container import Unreadable
from providers.local.engines._meshes.reading import HIGH_M, WIDE_M, head_in
from tests.meshes import glb


def written(folder: Path, data: bytes) -> Path:
    path = folder / "model.glb"
    path.write_bytes(data)
    return path


def test_a_model_stands_in_the_room_of_a_portrait_in_its_own_colours(tmp_path: Path) -> None:
    head = head_in(written(tmp_path, glb()))
    points = np.concatenate([part.positions for part in head.parts])
    size = points.max(0) - points.min(0)
    assert size[1] <= HIGH_M + 1e-6
    assert np.hypot(points[:, 0], points[:, 2]).max() * 2 <= WIDE_M + 1e-6
    picture = Renderer(head, 200, 200).frame({})
    shown = picture[picture[..., 3] == 255][:, :3].astype(int)
    for first, second, third in ((0, 1, 2), (1, 0, 2), (2, 0, 1)):  # red, green, blue
        many = (shown[:, first] > 1.6 * shown[:, second]) & (
            shown[:, first] > 1.6 * shown[:, third]
        )
        assert many.mean() > 0.02, (first, many.mean())
    column = picture[:, 100]
    green = np.flatnonzero((column[:, 3] == 255) & (column[:, 1] > 1.6 * column[:, 0]))
    red = np.flatnonzero((column[:, 3] == 255) & (column[:, 0] > 1.6 * column[:, 1]))
    assert green.mean() < red.mean(), "its picture is not upside down"


@pytest.mark.parametrize(
    "broken",
    [
        {"extensionsRequired": ["KHR_draco_mesh_compression"]},
        {"scenes": [{"nodes": [7]}]},
        {"nodes": [{"children": [0]}]},
        {"nodes": [{"mesh": 0, "translation": [float("inf"), 0, 0]}]},
        {"nodes": []},
        {"meshes": [{"primitives": [{"attributes": {"POSITION": 0}, "mode": 1}]}] * 2},
        {"accessors": [{"bufferView": 0, "componentType": 5126, "count": 9**9, "type": "VEC3"}] * 5},
        {"accessors": [{"bufferView": 3, "componentType": 5126, "count": 30, "type": "VEC3"}] * 5},
        {"images": [{"bufferView": 2}]},
        {"bufferViews": []},
        {"asset": []},
    ],
)  # fmt: skip
def test_a_model_that_is_broken_or_needs_more_is_refused(
    tmp_path: Path, broken: dict[str, Any]
) -> None:
    data = struct.pack("<4sII", b"glTF", 1, 12) if "asset" in broken else glb(**broken)
    with pytest.raises(Unreadable):
        head_in(written(tmp_path, data))


def test_a_file_that_is_cut_short_is_refused(tmp_path: Path) -> None:
    whole = glb()
    for length in (4, 18, 40, len(whole) // 2, len(whole) - 2_000):
        with pytest.raises(Unreadable):
            head_in(written(tmp_path, whole[:length]))
