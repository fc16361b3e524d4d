"""Photos are judged by the faces in them; heads are shown as they are, and models that lack what is needed refused."""

from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from PIL import Image

from domain.avatars import FACE_PX_MIN, FaceSeen, avatar_of, fault
from media.picture import flatten, square
from providers.local.engines import avatars, faces
from providers.local.engines._protocol import Refusal
from providers.local.engines._showing import showing
from tests.faces import photo
from tests.heads import simple_head


def seen(folder: Path, data: bytes) -> list[FaceSeen]:
    path = folder / "photo.png"
    path.write_bytes(data)
    found = faces.work({"file": str(path)}, lambda _: None)["faces"]
    return [FaceSeen.model_validate(face) for face in found]


def test_a_face_is_found_where_it_is_at_its_size(tmp_path: Path) -> None:
    (face,) = seen(tmp_path, photo((0.4, 0.45, 0.2)))
    middle = face.left + face.side / 2, face.top + face.side / 2
    assert middle == pytest.approx((0.4 * 640, 0.47 * 640), abs=20)
    assert 0.25 * 640 < face.side < 0.5 * 640
    assert fault([face]) is None


@pytest.mark.parametrize("blur", [3, 6, 9])
def test_the_blur_of_a_face_is_that_of_the_photo_at_any_size(tmp_path: Path, blur: int) -> None:
    (small,) = seen(tmp_path, photo((0.5, 0.5, 0.3), blur=blur))
    (large,) = seen(tmp_path, photo((0.5, 0.5, 0.3), side=1_280, blur=2 * blur))
    assert large.blur == pytest.approx(small.blur, rel=0.2)


def test_a_photo_of_nothing_is_no_face_and_a_file_that_is_none_is_refused(tmp_path: Path) -> None:
    stripes = np.tile(np.array([[40, 200], [220, 90]], np.uint8), (90, 90))
    encoded = cv2.imencode(".png", cv2.resize(stripes, (720, 720)))[1].tobytes()
    assert seen(tmp_path, encoded) == []
    with pytest.raises(Refusal):
        seen(tmp_path, b"no picture")


def face(side: int, blur: float = 2.0) -> FaceSeen:
    return FaceSeen(left=10, top=10, side=side, blur=blur)


@pytest.mark.parametrize(
    ("found", "word"),
    [
        ([], "No face"),
        ([face(300), face(200)], "2 faces"),
        ([face(300), face(200), face(180)], "3 faces"),
        ([face(FACE_PX_MIN - 1)], "pixels wide"),
        ([face(300, blur=5.1)], "blurred"),
    ],
)
def test_what_is_wrong_with_a_photo_is_said(found: list[FaceSeen], word: str) -> None:
    assert word in (fault(found) or "")


def test_somebody_far_behind_is_no_second_person() -> None:
    assert fault([face(400), face(100)]) is None


async def test_a_photo_is_brought_upright_on_white_and_its_square_cut_out(tmp_path: Path) -> None:
    turned = Image.new("RGB", (300, 200), "red")
    exif = Image.Exif()
    exif[0x0112] = 6
    turned.save(tmp_path / "turned.jpg", exif=exif)
    facts = await flatten(tmp_path / "turned.jpg", tmp_path / "flat.jpg", side_max=150)
    assert (facts.mime_type, facts.width, facts.height) == ("image/jpeg", 100, 150)
    with Image.open(tmp_path / "flat.jpg") as flat:
        assert (flat.size, dict(flat.getexif())) == ((100, 150), {})
    hollow = Image.new("RGBA", (200, 100), (0, 0, 0, 0))
    hollow.paste((0, 0, 255, 255), (100, 0, 200, 100))
    hollow.save(tmp_path / "hollow.png")
    await square(tmp_path / "hollow.png", tmp_path / "cut.png", side=64, of=(50, 0, 100))
    with Image.open(tmp_path / "cut.png") as cut:
        assert (cut.mode, cut.size) == ("RGB", (64, 64))
        assert (cut.getpixel((8, 32)), cut.getpixel((56, 32))) == ((255, 255, 255), (0, 0, 255))


def test_a_head_is_shown_looking_at_one_and_then_alive(tmp_path: Path) -> None:
    head = simple_head()
    showing.portrait(head, tmp_path)
    with Image.open(tmp_path / showing.PORTRAIT) as portrait:
        assert portrait.size == (1_024, 1_024)
        left, right = (
            np.asarray(portrait)[:, half].std() for half in (slice(512), slice(512, None))
        )
    assert left == pytest.approx(right, rel=0.15), "it looks straight ahead"
    showing.preview(head, tmp_path, showing.alive, lambda _: None)
    frames = _frames(tmp_path / showing.PREVIEW)
    assert len(frames) == showing.FPS * showing.SECONDS
    assert np.abs(frames[0].astype(int) - frames[len(frames) // 4]).mean() > 2, "it turns"


def _frames(path: Path) -> list[np.ndarray]:
    film = cv2.VideoCapture(str(path))
    frames = []
    while (read := film.read())[0]:
        frames.append(cv2.resize(np.asarray(read[1], np.uint8), (80, 80)))
    film.release()
    return frames


@pytest.mark.parametrize(
    "wrong",
    [{"style": "oil"}, {"seed": None}, {"brief": ""}, {"photo": 5}, {"quality": "best"}, {"more": 1}],
)  # fmt: skip
def test_a_request_that_the_maker_does_not_know_is_refused(
    tmp_path: Path, wrong: dict[str, Any]
) -> None:
    good = {"brief": "a man", "photo": None, "style": "3d", "seed": 1, "quality": "standard"}
    with pytest.raises(Refusal) as refused:
        avatars.work({**good, **wrong, "folder": str(tmp_path)}, lambda _: None)
    assert next(iter(wrong)) in refused.value.detail


def test_traits_of_something_else_are_no_avatars() -> None:
    assert avatar_of({"mix": {"af_heart": 1.0}}) is None
