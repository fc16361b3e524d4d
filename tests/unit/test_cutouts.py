"""The cutting engine finds a subject, cuts it out softly, and leaves no background in its colours."""

from pathlib import Path

import numpy as np
import pytest

from providers.local import engine
from providers.local.engines import cutouts
from providers.local.engines._protocol import Refusal
from providers.local.engines._retouching.canvas import plane
from providers.local.engines._retouching.matting import matted
from tests.pictures import opened, overlap, plain, saved, scene, subject, written


def quiet(_: float) -> None:
    """Take progress and forget it."""


def cut(folder: Path, source: bytes) -> np.ndarray:  # type: ignore[type-arg]
    path = folder / "source.png"
    path.write_bytes(source)
    answer = cutouts.work({"file": str(path), "folder": str(folder)}, quiet)
    return opened(folder / answer["file"])


def test_a_subject_is_found_before_a_plain_background_and_keeps_its_colours(tmp_path: Path) -> None:
    picture, where = subject(plain(320, 240))
    made = cut(tmp_path, saved(picture))
    assert made.shape == (240, 320, 4)
    assert overlap(made[..., 3] > 127, where) >= 0.97
    assert made[..., 3][:, :20].max() == 0
    sure = where & (made[..., 3] == 255)
    assert sure.mean() > 0.1
    assert (made[..., :3][sure] == picture[sure]).all()


def test_a_subject_that_fills_the_frame_is_found_whole(tmp_path: Path) -> None:
    y, x = np.mgrid[0:240, 0:320].astype(float)
    away = np.hypot((x - 160) / 1.2, y - 125)
    where = away < 115
    light = np.clip(1.2 - away / 180, 0.4, 1)[..., None]
    picture = np.where(where[..., None], np.array((190, 130, 80)) * light, scene(320, 240))
    made = cut(tmp_path, saved(picture.astype(np.uint8)))
    assert overlap(made[..., 3] > 127, where) >= 0.97


def test_hair_is_seen_through_as_far_as_it_covers() -> None:
    y, x = np.mgrid[0:90, 0:120].astype(np.float32)
    strands = 0.5 + 0.5 * np.sin(x * 0.9)
    truth = np.clip((60 - y) / 30, 0, 1) * strands + np.clip((30 - y) / 4, 0, 1) * (1 - strands)
    truth = plane(np.clip(truth, 0, 1))
    behind = np.stack([0.5 + x / 400, 0.6 + y / 500, 0.7 - x / 500], axis=2)
    colours = plane(truth[..., None] * (0.35, 0.2, 0.1) + (1 - truth[..., None]) * behind)
    open_ = (y > 20) & (y < 70)
    guess = plane(np.where(open_, 0.5, truth > 0.5))
    made = matted(colours, guess, open_)
    assert np.abs(made - truth).mean() < 0.15 * np.abs(guess - truth).mean()


def test_the_edge_of_a_subject_has_its_own_colours_and_not_the_background_s(tmp_path: Path) -> None:
    green = np.full((240, 320, 3), (20, 200, 40), np.uint8)
    picture, where = subject(green)
    soft = np.asarray(
        (0.25 * (np.roll(picture, 1, 0) + 0.0 + np.roll(picture, -1, 0) + np.roll(picture, 1, 1) + np.roll(picture, -1, 1))),
        np.uint8,
    )  # fmt: skip
    made = cut(tmp_path, saved(soft)).astype(int)
    half = (made[..., 3] > 20) & (made[..., 3] < 235)
    assert half.any()
    assert (made[..., 1][half] <= made[..., 0][half] + 25).mean() > 0.9, "no green fringe"
    assert overlap(made[..., 3] > 127, where) > 0.95


def test_what_is_transparent_already_stays_as_it_is(tmp_path: Path) -> None:
    shown = np.zeros((60, 80, 4), np.uint8)
    shown[20:40, 20:60] = (200, 100, 50, 255)
    assert (cut(tmp_path, saved(shown)) == shown).all()


def test_a_picture_of_one_colour_alone_does_not_break_it(tmp_path: Path) -> None:
    assert cut(tmp_path, saved(np.full((50, 40, 3), 90, np.uint8))).shape[2] in (3, 4)


def test_a_file_that_is_no_picture_is_rejected(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as caught:
        cut(tmp_path, b"no picture")
    assert caught.value.code == "rejected_input"


async def test_it_works_in_a_process_of_its_own(tmp_path: Path) -> None:
    picture, _ = subject(plain(120, 90))
    path = written(tmp_path / "source.png", picture)
    answer = await engine.call(
        "cutouts", {"file": str(path), "folder": str(tmp_path)}, report=quiet, threads=1, memory_bytes_max=3 * 2**30
    )  # fmt: skip
    assert answer["metadata"]["engine"] == "contour-cut"
    assert answer["metadata"]["foundBy"] == "a plain background"
    assert opened(tmp_path / answer["file"]).shape == (90, 120, 4)
