"""A model's container is looked at before it is delivered."""

from pathlib import Path

import pytest

from domain.errors import MediaInvalid
from media.model import check
from tests.vendors._fake import model_3d

GLB = model_3d()


async def test_a_glb_is_one(tmp_path: Path) -> None:
    (tmp_path / "fox.glb").write_bytes(GLB)
    assert (await check(tmp_path / "fox.glb")).mime_type == "model/gltf-binary"


@pytest.mark.parametrize(
    "data",
    [
        b"", b"glTF", b"PNG" + GLB[3:], GLB[:-4], GLB + b"more", GLB[:4] + (1).to_bytes(4, "little") + GLB[8:],
        GLB[:12] + (2**31).to_bytes(4, "little") + GLB[16:], GLB.replace(b'{"asset"', b'["asset"'),
        GLB.replace(b"2.0", b"9.0"),
    ],
    ids=["empty", "short", "magic", "cut", "longer", "version", "chunk", "no-json", "other-gltf"],
)  # fmt: skip
async def test_what_is_no_glb_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "fox.glb").write_bytes(data)
    with pytest.raises(MediaInvalid):
        await check(tmp_path / "fox.glb")
