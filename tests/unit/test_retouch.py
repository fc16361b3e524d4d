"""A picture is made plain before it is worked on, and what is made of it is exactly what was asked."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from domain.errors import MediaInvalid, ProviderError
from domain.pictures import Margins, overgrown, oversized, unshaped
from media import retouch
from media.picture import check
from tests.pictures import opened, plain, saved, scene
from tests.unit.test_picture import located, tiny_gif, tiny_webp
from tests.unit.test_picture import saved as saved_picture
from tests.unit.test_picture import scene as corners


def file(folder: Path, data: bytes) -> Path:
    path = folder / "source"
    path.write_bytes(data)
    return path


async def test_a_photograph_stands_upright_and_forgets_where_it_was(tmp_path: Path) -> None:
    made = await retouch.clean(file(tmp_path, located(80, 40, orientation=6)), tmp_path / "made")
    facts = await check(made)
    assert (facts.mime_type, facts.width, facts.height) == ("image/png", 40, 80)
    assert b"eXIf" not in made.read_bytes()


@pytest.mark.parametrize(
    ("mode", "kind", "expected"),
    [
        ("CMYK", "JPEG", "RGB"),
        ("LA", "PNG", "RGBA"),
        ("P", "GIF", "RGB"),
        ("1", "PNG", "RGB"),
        ("I;16", "PNG", "RGB"),
    ],
)
async def test_every_way_to_keep_colours_becomes_plain(
    tmp_path: Path, mode: str, kind: str, expected: str
) -> None:
    picture = Image.new(mode, (20, 10), 40_000) if mode == "I;16" else corners(20, 10, mode)
    made = await retouch.clean(file(tmp_path, saved_picture(picture, kind)), tmp_path / "made")
    with Image.open(made) as plainly:
        assert (plainly.mode, plainly.size) == (expected, (20, 10))


async def test_a_large_photograph_stays_small_as_a_file_and_keeps_its_look(tmp_path: Path) -> None:
    pixels = np.asarray(Image.fromarray(scene(250, 180)).resize((2_500, 1_800)))
    made = await retouch.clean(file(tmp_path, saved(pixels, "JPEG", quality=97)), tmp_path / "made")
    assert made.suffix == ".jpg"
    assert (await check(made)).mime_type == "image/jpeg"
    assert np.abs(opened(made).astype(int) - pixels).mean() < 1.5


async def test_an_animation_is_its_first_frame(tmp_path: Path) -> None:
    made = await retouch.clean(file(tmp_path, tiny_gif(64, 48, 30)), tmp_path / "made")
    assert opened(made).shape == (48, 64, 3)


@pytest.mark.parametrize("data", [b"words", tiny_webp(16_000, 16_000)], ids=["words", "bomb"])
async def test_what_is_no_picture_or_a_bomb_is_refused(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(MediaInvalid):
        await retouch.clean(file(tmp_path, data), tmp_path / "made")


async def test_a_mask_is_fitted_and_what_is_transparent_in_it_is_not_white(tmp_path: Path) -> None:
    shown = np.full((10, 20, 4), 255, np.uint8)
    shown[:, :10, 3] = 0
    made = opened(await retouch.mask(file(tmp_path, saved(shown)), tmp_path / "m.png", (40, 20)))
    assert made.shape == (20, 40)
    assert made[:, :18].max() == 0
    assert made[:, 22:].min() == 255


async def test_a_subject_without_a_background_is_no_result(tmp_path: Path) -> None:
    for pixels in (plain(20, 20), np.full((20, 20, 4), 255, np.uint8)):
        with pytest.raises(ProviderError):
            await retouch.cut_out(file(tmp_path, saved(pixels)), tmp_path / "x.png", (20, 20))


async def test_what_is_kept_is_kept_to_the_bit_and_between_there_is_a_blend(tmp_path: Path) -> None:
    source, mask = tmp_path / "below.png", tmp_path / "mask.png"
    below = scene(60, 40)
    levels = np.zeros((40, 60), np.uint8)
    levels[:, 20:40], levels[:, 40:] = 128, 255
    source.write_bytes(saved(below))
    mask.write_bytes(saved(levels))
    made = file(tmp_path, saved(np.full((20, 30, 3), (10, 200, 30), np.uint8)))
    await retouch.fit(made, tmp_path / "out.png", (60, 40), retouch.Kept(source, mask))
    result = opened(tmp_path / "out.png")
    assert (result[:, :20] == below[:, :20]).all()
    assert (result[:, 41:] == (10, 200, 30)).all()
    half = (below[:, 25:35].astype(float) + np.array([10, 200, 30])) / 2
    assert np.abs(result[:, 25:35] - half).max() < 3


async def test_a_sheet_holds_the_picture_and_its_mask_shows_the_rest(tmp_path: Path) -> None:
    pixels = scene(50, 40)
    sheet, mask = tmp_path / "sheet.png", tmp_path / "mask.png"
    margins = Margins(left=10, right=5, up=0, down=20)
    await retouch.extend(file(tmp_path, saved(pixels)), sheet, mask, margins)
    assert opened(sheet).shape == (60, 65, 3)
    assert (opened(sheet)[:40, 10:60] == pixels).all()
    shown = opened(mask)
    assert (shown[:40, 10:60] == 0).all()
    assert (shown[40:] == 255).all()
    assert (shown[:, :10] == 255).all()


@pytest.mark.parametrize(
    ("size", "ratio", "margins"),
    [
        ((120, 90), 16 / 9, Margins(left=20, right=20)),
        ((100, 100), 0.5, Margins(up=50, down=50)),
        ((99, 100), 1.0, Margins(right=1)),
        ((100, 100), 1.0, Margins()),
    ],
)
def test_a_ratio_is_reached_by_the_least_that_is_added(
    size: tuple[int, int], ratio: float, margins: Margins
) -> None:
    assert Margins.to_ratio(size, ratio) == margins
    width, height = margins.extended(size)
    assert abs(width / height - ratio) < 0.01


def test_sizes_out_of_bounds_are_pointed_at() -> None:
    assert not list(oversized("imageUrl", (16, 4_096)))
    assert [fault.pointer for fault in oversized("imageUrl", (15, 30))] == ["/imageUrl"]
    assert not list(overgrown("imageUrl", (2_048, 1_024), 4))
    assert list(overgrown("imageUrl", (2_049, 16), 4))
    assert list(overgrown("imageUrl", (2_000, 2_000), 4)), "too many pixels"
    assert not list(unshaped((50, 34), (150, 101)))
    assert list(unshaped((50, 40), (150, 101)))
    assert not list(unshaped(None, (1, 1)))
