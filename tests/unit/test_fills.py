"""What the retouching engine makes anew: a hole filled, a sheet extended, a picture varied; the rest stays to the bit."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from providers.local.engines import retouches
from providers.local.engines._protocol import Refusal
from tests.pictures import Pixels, likeness_db, opened, plain, scene, subject, written


def made(
    folder: Path, operation: str, source: Pixels, mask: Pixels | None = None, **more: Any
) -> tuple[Pixels, dict[str, str]]:
    request = {
        "operation": operation, "file": str(written(folder / "source.png", source)), "folder": str(folder), "seed": 5,
        **more,
    }  # fmt: skip
    if mask is not None:
        request["mask"] = str(written(folder / "mask.png", mask))
    answer = retouches.work(request, lambda _: None)
    return opened(folder / answer["file"]), answer["metadata"]


def stripes(width: int, height: int) -> Pixels:
    """A texture whose continuation is known."""
    y, x = np.mgrid[0:height, 0:width]
    wave = 128 + 90 * np.sin(x / 3.0) * np.cos(y / 5.0)
    return np.clip(np.stack([wave, 0.7 * wave, 255 - wave], axis=2), 0, 255).astype(np.uint8)


def square(width: int, height: int) -> tuple[Pixels, np.ndarray]:  # type: ignore[type-arg]
    mask = np.zeros((height, width), np.uint8)
    mask[height // 3 : height // 3 + 24, width // 3 : width // 3 + 30] = 255
    return mask, mask > 0


def test_a_hole_in_a_texture_is_filled_with_the_texture(tmp_path: Path) -> None:
    truth = stripes(120, 90)
    mask, hole = square(120, 90)
    holed = truth.copy()
    holed[hole] = (255, 0, 255)
    result, told = made(tmp_path, "inpaint", holed, mask, prompt="remove the square")
    assert told["filledWith"] == "what is round it"
    assert (result[~hole] == truth[~hole]).all(), "what the mask does not show stays to the bit"
    assert likeness_db(result[hole], truth[hole]) > 16
    assert abs(result[hole].std() - truth[hole].std()) < 12, "it is texture and no blur"


def test_an_object_goes_and_leaves_no_colour_behind(tmp_path: Path) -> None:
    background = plain(160, 120)
    picture, where = subject(background)
    grown = (
        np.pad(where, 3)[1:-5, 1:-5]
        | where
        | np.roll(where, 3, 0)
        | np.roll(where, 3, 1)
        | np.roll(where, -3, 1)
    )
    result, _ = made(tmp_path, "inpaint", picture, grown.astype(np.uint8) * 255, prompt="nothing")
    assert np.abs(result[where].astype(float) - background[where]).mean() < 8


def test_what_the_painter_can_paint_is_painted_and_joins_its_surroundings(tmp_path: Path) -> None:
    picture = scene(160, 120)
    mask = np.zeros((120, 160), np.uint8)
    mask[30:100, 40:130] = 255
    painted, told = made(tmp_path, "inpaint", picture, mask, prompt="a garden of red roses")
    filled, _ = made(tmp_path, "inpaint", picture, mask, prompt="zzz")
    assert told["filledWith"].startswith("a painted part (flowers)")
    inner = np.zeros(mask.shape, np.bool_)
    inner[50:80, 60:110] = True
    assert np.abs(painted[inner].astype(float) - filled[inner]).mean() > 12
    edge = np.abs(painted[30, 40:130].astype(float) - painted[29, 40:130]).mean()
    assert edge < 14, "no seam"


def test_half_the_strength_goes_half_the_way(tmp_path: Path) -> None:
    picture, (mask, hole) = subject(scene(90, 70))[0], square(90, 70)
    steps = [
        np.abs(made(tmp_path, "inpaint", picture, mask, strength=strength)[0].astype(float) - picture)[hole].mean()
        for strength in (0.0, 0.5, 1.0)
    ]  # fmt: skip
    assert steps[0] == 0 < steps[1] < steps[2]


@pytest.mark.parametrize("level", [0, 255])
def test_a_mask_of_one_colour_alone_does_not_break_it(tmp_path: Path, level: int) -> None:
    picture = plain(40, 30)
    result, _ = made(tmp_path, "inpaint", picture, np.full((30, 40), level, np.uint8), prompt="x")
    assert result.shape == picture.shape
    assert (result == picture).all() == (level == 0)


def test_an_extended_picture_goes_on_without_a_seam_and_keeps_its_middle(tmp_path: Path) -> None:
    truth = stripes(150, 80)
    sheet, mask = truth.copy(), np.zeros((80, 150), np.uint8)
    mask[:, 110:] = 255
    sheet[:, 110:] = 128
    result, _ = made(tmp_path, "outpaint", sheet, mask)
    assert (result[:, :110] == truth[:, :110]).all()
    assert abs(result[:, 114:].std() - truth[:, 114:].std()) < 20
    usual = np.abs(np.diff(truth[:, :110].astype(float), axis=1)).mean()
    seam = np.abs(result[:, 110].astype(float) - result[:, 109]).mean()
    assert seam < 1.6 * usual


def test_a_fill_without_a_mask_is_rejected(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="mask"):
        made(tmp_path, "inpaint", plain(40, 30))
    with pytest.raises(Refusal, match="mask"):
        made(tmp_path, "inpaint", plain(40, 30), np.zeros((20, 20), np.uint8))


def test_variations_differ_by_seed_and_go_farther_with_strength(tmp_path: Path) -> None:
    picture = subject(scene(160, 120))[0]
    one, other, again = (
        made(tmp_path, "variation", picture, seed=s, strength=0.5)[0] for s in (1, 2, 1)
    )
    assert (one == again).all()
    assert likeness_db(one, other) < 30
    steps = [
        likeness_db(made(tmp_path, "variation", picture, strength=s)[0], picture)
        for s in (0.05, 0.3, 1.0)
    ]
    assert steps == sorted(steps, reverse=True)


def test_a_variation_is_never_the_mirror_image(tmp_path: Path) -> None:
    picture = subject(plain(160, 120))[0]
    picture[:, :40] = (30, 60, 160)
    for seed in range(4):
        result, _ = made(tmp_path, "variation", picture, seed=seed, strength=1.0)
        left, right = (result[:, at, 2].astype(float) - result[:, at, 0] for at in (4, 155))
        assert left.mean() > right.mean()


def test_a_variation_goes_where_the_prompt_says(tmp_path: Path) -> None:
    picture = scene(120, 90)
    plainly, moody = (
        made(tmp_path, "variation", picture, strength=0.8, prompt=prompt)[0]
        for prompt in ("", "a city at night")
    )
    assert moody.mean() < plainly.mean() - 15
