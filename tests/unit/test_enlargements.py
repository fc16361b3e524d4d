"""The enlarging engine: nearer to the truth than plain resampling, and the same again when it is shrunk."""

from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from providers.local.engines import enlargements
from tests.pictures import Pixels, likeness_db, opened, plain, saved, scene, subject


def enlarged(folder: Path, source: Pixels, scale: int, *, enhance: bool = True) -> Pixels:
    path = folder / "source.png"
    path.write_bytes(saved(source))
    request = {"file": str(path), "folder": str(folder), "scale": scale, "enhance": enhance}
    return opened(folder / enlargements.work(request, lambda _: None)["file"])


def shrunk(pixels: Pixels, scale: int) -> Pixels:
    size = pixels.shape[1] // scale, pixels.shape[0] // scale
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)


TRUTH = {"scene": scene(256, 192), "subject": subject(plain(256, 192))[0]}


@pytest.mark.parametrize("name", TRUTH)
@pytest.mark.parametrize("scale", [2, 4])
@pytest.mark.parametrize("enhance", [True, False])
def test_it_is_nearer_to_the_truth_than_lanczos(
    tmp_path: Path, name: str, scale: int, enhance: bool
) -> None:
    truth = TRUTH[name]
    small = shrunk(truth, scale)
    made = enlarged(tmp_path, small, scale, enhance=enhance)
    lanczos = np.asarray(Image.fromarray(small).resize((256, 192), Image.Resampling.LANCZOS))
    assert made.shape == truth.shape
    assert likeness_db(made, truth) >= likeness_db(lanczos, truth)


def test_shrunk_again_it_is_what_it_was(tmp_path: Path) -> None:
    small = shrunk(TRUTH["subject"], 4)
    made = enlarged(tmp_path, small, 4)
    assert likeness_db(shrunk(made, 4), small) > 34


def test_transparency_grows_with_it_and_its_edges_have_no_fringe(tmp_path: Path) -> None:
    shown = np.zeros((20, 30, 4), np.uint8)
    shown[5:15, 10:20] = (200, 40, 30, 255)
    made = enlarged(tmp_path, shown, 2)
    assert made.shape == (40, 60, 4)
    half = (made[..., 3] > 40) & (made[..., 3] < 215)
    assert (made[..., 0][half] > 150).all()


def test_a_picture_of_few_pixels_is_no_trouble(tmp_path: Path) -> None:
    assert enlarged(tmp_path, plain(16, 17), 4).shape == (68, 64, 3)
