"""Heads as they are built: whole, moving, each style another; from words and from photos."""

import json
import struct
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from providers.local.engines._head import building, glb
from providers.local.engines._head.atlas import DARK, EYE, TEETH, TONGUE, Piece
from providers.local.engines._head.brief import traits_of
from providers.local.engines._head.model import EXPRESSIONS, VISEMES, Head, Part
from providers.local.engines._head.photo import FaceRefused, face_on
from providers.local.engines._head.render import Renderer
from providers.local.engines._head.traits import STYLES

WOMAN = "a young woman with long red hair, green eyes, freckles and a teal sweater"
MAN = "a bald elderly man with a white beard and round glasses, in a navy suit"
SIDE = 320


@pytest.fixture(scope="module")
def woman() -> Head:
    return building.head_of(WOMAN, None, "realistic", 3)


def signalled(head: Head, *pieces: Piece) -> Head:
    """Give a head some of whose pieces are of a colour that nobody has."""
    texture = head.texture.copy()
    for piece in pieces:
        texture[piece.pixels(len(texture))] = (0, 255, 0, 255)
    return replace(head, texture=texture)


def seen(renderer: Renderer, weights: dict[str, float]) -> int:
    """Count the pixels that show that colour."""
    frame = renderer.frame(weights).astype(int)
    return int((frame[..., 1] > 2 * frame[..., [0, 2]].max(-1) + 20).sum())


def part_of(head: Head, name: str) -> Part:
    return next(part for part in head.parts if part.name == name)


def shown(head: Head) -> np.ndarray:
    """Draw a head over its own background."""
    frame = Renderer(head, SIDE, SIDE).frame({}).astype(float)
    cover = frame[..., 3:] / 255
    return np.asarray(frame[..., :3] * cover + np.array(head.background) * (1 - cover))


SEEN = [
    style if style in ("realistic", "anime") else pytest.param(style, marks=pytest.mark.faults)
    for style in STYLES
]
"""The furthest apart; the others take as long."""


@pytest.mark.parametrize("style", SEEN)
@pytest.mark.parametrize("brief", [WOMAN, MAN])
def test_every_part_of_a_head_is_sound(brief: str, style: str) -> None:
    head = building.head_of(brief, None, style, 5)
    for part in head.parts:
        count = len(part.positions)
        assert np.isfinite(part.positions).all(), part.name
        assert part.triangles.max() < count
        assert len(np.unique(part.triangles)) == count or part.name == "head", part.name
        assert np.allclose(np.linalg.norm(part.normals, axis=1), 1, atol=1e-3), part.name
        assert ((part.uvs >= 0) & (part.uvs <= 1)).all(), part.name
        assert ((part.jaw >= 0) & (part.jaw <= 1)).all(), part.name
        for name, moved in part.morphs.items():
            assert moved.shape == part.positions.shape
            assert np.abs(moved).max() < 0.05, (part.name, name)
    tall = np.ptp(part_of(head, "head").positions[:, 1])
    assert 0.30 < tall < 0.45


def test_a_head_has_all_mouth_shapes_and_expressions(woman: Head) -> None:
    named = {name for part in woman.parts for name in part.morphs}
    assert {*VISEMES[1:], *EXPRESSIONS} <= named
    assert woman.parts[0].name == "head"


def test_lips_meet_at_rest_and_part_for_open_sounds(woman: Head) -> None:
    renderer = Renderer(signalled(woman, DARK, TEETH, TONGUE), SIDE, SIDE)
    assert seen(renderer, {}) == 0
    assert seen(renderer, {"viseme_PP": 1.0}) == 0
    opened = {name: seen(renderer, {name: 1.0}) for name in ("viseme_aa", "viseme_O", "viseme_E")}
    assert min(opened.values()) > 40, opened
    assert opened["viseme_aa"] == max(opened.values())


@pytest.mark.parametrize("style", SEEN)
def test_lids_cover_the_eyes_in_a_blink(style: str) -> None:
    renderer = Renderer(signalled(building.head_of(WOMAN, None, style, 3), EYE), SIDE, SIDE)
    opened = seen(renderer, {})
    assert opened > 80
    assert seen(renderer, {"eyeBlinkLeft": 1.0, "eyeBlinkRight": 1.0}) < opened / 40


def test_a_blink_moves_one_side_only(woman: Head) -> None:
    head = part_of(woman, "head")
    left, right = head.morphs["eyeBlinkLeft"], head.morphs["eyeBlinkRight"]
    assert np.abs(left[head.positions[:, 0] < -0.002]).max() == 0
    assert np.abs(right[head.positions[:, 0] > 0.002]).max() == 0


@pytest.mark.faults
def test_styles_look_different() -> None:
    pictures = [shown(building.head_of(WOMAN, None, style, 3)) for style in STYLES]
    for number, one in enumerate(pictures):
        for other in pictures[number + 1 :]:
            assert np.abs(one - other)[40:280, 80:240].mean() > 12


@pytest.mark.faults
def test_a_seed_makes_the_same_person_and_another_seed_another() -> None:
    one, again, other = (building.head_of("somebody", None, "3d", seed) for seed in (7, 7, 8))
    assert np.array_equal(one.texture, again.texture)
    assert all(
        np.array_equal(a.positions, b.positions)
        for a, b in zip(one.parts, again.parts, strict=True)
    )
    assert np.abs(shown(one) - shown(other)).mean() > 4


@pytest.mark.parametrize(
    ("brief", "expected"),
    [
        ("an elderly man with a white beard and round glasses", {"age": 72, "beard": "full", "glasses": "round", "feminine": 0.0}),
        ("A 35-year-old woman in a navy suit with a black bob", {"age": 35, "cut": "bob", "garment": "suit", "cloth": (40, 54, 92), "feminine": 1.0}),
        ("teenage girl, blonde ponytail, pink hoodie", {"age": 16, "cut": "ponytail", "garment": "hoodie", "hair": (206, 164, 98)}),
        ("a black businessman with a short beard", {"beard": "short", "garment": "suit", "skin": (134, 90, 64)}),
        ("woman in her forties with hazel eyes, no makeup", {"age": 45, "eyes": (128, 104, 62), "makeup": 0.0}),
        ("clean-shaven guy with curly hair", {"beard": "none", "cut": "curly"}),
    ],
)  # fmt: skip
def test_a_description_is_read(brief: str, expected: dict[str, object]) -> None:
    for seed in range(3):
        traits = traits_of(brief, seed)
        assert {name: getattr(traits, name) for name in expected} == expected


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200), st.integers(0, 2**32 - 1))
def test_any_text_describes_somebody(brief: str, seed: int) -> None:
    traits = traits_of(brief, seed)
    assert 6 <= traits.age <= 90
    assert traits == traits_of(brief, seed)


def test_a_model_is_read_back_as_it_was_written(woman: Head, tmp_path: Path) -> None:
    path = tmp_path / "model.glb"
    glb.write(woman, path)
    again = glb.read(path)
    assert [part.name for part in again.parts] == [part.name for part in woman.parts]
    assert np.array_equal(again.texture, woman.texture)
    for one, other in zip(woman.parts, again.parts, strict=True):
        assert np.array_equal(one.positions, other.positions)
        assert np.allclose(one.jaw, other.jaw, atol=1e-3)
        assert set(one.morphs) == set(other.morphs)


def test_a_model_keeps_the_rules_of_gltf(woman: Head, tmp_path: Path) -> None:
    """Khronos glTF 2.0, sections 3.6–3.7: bounds, alignment, weights that add up, and mesh nodes at the root."""
    path = tmp_path / "model.glb"
    glb.write(woman, path)
    data = path.read_bytes()
    magic, version, length = struct.unpack_from("<4sII", data)
    assert (magic, version, length) == (b"glTF", 2, len(data))
    size = struct.unpack_from("<I", data, 12)[0]
    document, binary = json.loads(data[20 : 20 + size]), data[28 + size :]
    assert document["buffers"] == [{"byteLength": pytest.approx(len(binary), abs=3)}]

    def values(number: int) -> np.ndarray:
        told = document["accessors"][number]
        view = document["bufferViews"][told["bufferView"]]
        assert view["byteOffset"] % 4 == 0
        wide = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4, "MAT4": 16}[told["type"]]
        kind = {5126: "<f4", 5125: "<u4", 5121: "u1"}[told["componentType"]]
        found = np.frombuffer(binary, kind, told["count"] * wide, view["byteOffset"])
        assert found.nbytes == view["byteLength"]
        return found.reshape(-1, wide)

    roots = document["scenes"][0]["nodes"]
    for mesh_number, mesh in enumerate(document["meshes"]):
        primitive = mesh["primitives"][0]
        node = next(
            n for n, told in enumerate(document["nodes"]) if told.get("mesh") == mesh_number
        )
        assert node in roots
        names, weights = primitive["attributes"], values(primitive["attributes"]["WEIGHTS_0"])
        positions = document["accessors"][names["POSITION"]]
        assert positions["min"] == values(names["POSITION"]).min(0).tolist()
        assert np.allclose(weights.sum(1), 1, atol=1e-5)
        assert (values(names["JOINTS_0"])[weights == 0] == 0).all()
        assert values(primitive["indices"]).max() < positions["count"]
        assert len(primitive.get("targets", [])) == len(mesh.get("weights", []))


def photo_of(head: Head, side: int = 700) -> np.ndarray:
    """Draw a head before a wall, as on a photo (RGB)."""
    frame = Renderer(head, side, side).frame({"mouthSmile": 0.3}).astype(float)
    cover = frame[..., 3:] / 255
    wall = np.linspace(150, 205, side)[None, :, None] * np.ones((side, side, 3))
    return np.asarray(frame[..., :3] * cover + wall * (1 - cover), np.uint8)


def test_an_avatar_takes_after_its_photo(woman: Head, tmp_path: Path) -> None:
    person = building.head_of(
        "a man with short blonde hair, clean-shaven, pale skin", None, "realistic", 2
    )
    picture = photo_of(person)
    face = face_on(picture)
    assert face.apart_px == pytest.approx(108, rel=0.25)
    assert 0.9 < face.mouth_down < 1.35
    path = tmp_path / "photo.png"
    cv2.imwrite(str(path), picture[..., ::-1])
    likeness = building.head_of(None, path, "realistic", 1)
    like, unlike = (
        np.abs(shown(likeness) - shown(each))[90:220, 110:210].mean() for each in (person, woman)
    )
    assert like < unlike


def test_a_picture_without_a_face_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "wall.png"
    cv2.imwrite(str(path), np.full((400, 400, 3), 180, np.uint8))
    with pytest.raises(FaceRefused, match="no face"):
        building.head_of(None, path, "realistic", 1)
    path.write_bytes(b"not a picture")
    with pytest.raises(FaceRefused, match="decoded"):
        building.head_of(None, path, "realistic", 1)
