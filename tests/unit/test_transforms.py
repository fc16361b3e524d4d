"""What the retouching engine makes of a picture: clearer, coloured, in a look, in another one's style; as far as asked."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from providers.local.engines import retouches
from providers.local.engines._protocol import Refusal
from providers.local.engines._retouching import canvas, enhancing, looks
from providers.local.engines._retouching.palettes import recoloured
from tests.pictures import Pixels, likeness_db, opened, plain, saved, scene, subject, written


def retouched(
    folder: Path, operation: str, source: Pixels, reference: Pixels | None = None, **more: Any
) -> tuple[Pixels, dict[str, str]]:
    request = {
        "operation": operation, "file": str(written(folder / "source.png", source)), "folder": str(folder), "seed": 5,
        **more,
    }  # fmt: skip
    if reference is not None:
        request["reference"] = str(written(folder / "reference.png", reference))
    answer = retouches.work(request, lambda _: None)
    return opened(folder / answer["file"]), answer["metadata"]


def away(one: Pixels, other: Pixels) -> float:
    return float(np.abs(one.astype(float) - other.astype(float)).mean())


PICTURE = subject(scene(120, 90))[0]
REFERENCE = np.asarray(scene(100, 80, seed=4) * np.array([0.4, 0.6, 1.0]), np.uint8)
WAYS = ("style-transfer", "filter", "enhance", "colorize")


@pytest.mark.parametrize("way", WAYS)
def test_more_strength_goes_further_and_none_goes_nowhere(tmp_path: Path, way: str) -> None:
    source = PICTURE
    if way == "colorize":
        source = np.repeat(source.mean(axis=2, keepdims=True), 3, axis=2).astype(np.uint8)
    reference = REFERENCE if way == "style-transfer" else None
    steps = [
        away(retouched(tmp_path, way, source, reference, strength=strength)[0], source)
        for strength in (0.0, 0.35, 0.7, 1.0)
    ]
    assert steps[0] == 0
    assert steps == sorted(steps)
    assert steps[3] > steps[2] > steps[1] > 0.5


@pytest.mark.parametrize("way", WAYS)
def test_the_same_seed_gives_the_same_pixels(tmp_path: Path, way: str) -> None:
    reference = REFERENCE if way == "style-transfer" else None
    one, other = (retouched(tmp_path, way, PICTURE, reference)[0] for _ in range(2))
    assert (one == other).all()
    assert one.shape == PICTURE.shape


def test_a_style_has_the_reference_s_colours_and_the_picture_s_shapes(tmp_path: Path) -> None:
    made, told = retouched(tmp_path, "style-transfer", PICTURE, REFERENCE)
    assert told["engine"] == "retoucher"
    means = [pixels.reshape(-1, 3).mean(axis=0) for pixels in (made, REFERENCE, PICTURE)]
    assert np.abs(means[0] - means[1]).max() < 15 < np.abs(means[2] - means[1]).max()
    light, was = (pixels.mean(axis=2).ravel() for pixels in (made, PICTURE))
    assert np.corrcoef(light, was)[0, 1] > 0.7


def test_the_whole_of_the_colours_is_moved() -> None:
    made = recoloured(canvas.colours_of(PICTURE), canvas.colours_of(REFERENCE), seed=1)
    for share in (5, 25, 50, 75, 95):
        got, wanted = (
            np.percentile(pixels.reshape(-1, 3), share, axis=0)
            for pixels in (made, canvas.colours_of(REFERENCE))
        )
        assert np.abs(got - wanted).max() < 0.09


def test_a_style_needs_a_reference(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="reference"):
        retouched(tmp_path, "style-transfer", PICTURE)


def test_enhancing_takes_noise_a_cast_and_dullness_away(tmp_path: Path) -> None:
    clean = subject(plain(200, 150))[0]
    rng = np.random.default_rng(1)
    dull = clean * np.array([0.62, 0.55, 0.42]) + 18 + rng.normal(0, 7, clean.shape)
    poor = np.clip(dull, 0, 255).astype(np.uint8)
    made, _ = retouched(tmp_path, "enhance", poor)
    assert likeness_db(made, clean) > likeness_db(poor, clean) + 2
    before, after = (enhancing.noise_of(canvas.colours_of(pixels)) for pixels in (poor, made))
    assert after < before
    wall = [pixels[:20].reshape(-1, 3).mean(axis=0) for pixels in (poor, made)]
    assert np.ptp(wall[1]) < np.ptp(wall[0]), "the wall is greyer"
    assert made.std() > poor.std(), "it has more contrast"


def test_a_grey_landscape_gets_a_blue_sky_and_is_called_a_tint(tmp_path: Path) -> None:
    height, width = 120, 160
    rng = np.random.default_rng(2)
    grey = np.full((height, width), 190.0) - np.linspace(0, 20, height)[:, None]
    grey[60:] = 70 + 40 * rng.standard_normal((60, width))
    source = np.repeat(np.clip(grey, 0, 255).astype(np.uint8)[..., None], 3, axis=2)
    made, told = retouched(tmp_path, "colorize", source)
    assert "tint" in told["colours"]
    assert "sky" in told["tinted"]
    sky, ground = made[5:40].reshape(-1, 3).mean(axis=0), made[80:].reshape(-1, 3).mean(axis=0)
    assert sky[2] > sky[0] + 15
    assert ground[1] > ground[2]
    assert away(made.mean(axis=2).astype(np.uint8), source[..., 0]) < 12, "its light is its own"


@pytest.mark.parametrize("name", looks.LOOKS)
def test_every_look_keeps_the_picture_and_its_black_and_white(name: str) -> None:
    ramp = np.repeat(np.linspace(0, 1, 64, dtype=np.float32)[None, :, None], 3, axis=2).repeat(
        40, 0
    )
    made = looks.looked(ramp, name, seed=1)
    light = made.mean(axis=(0, 2))
    assert light[-8:].mean() > 0.72
    assert light[:4].mean() < 0.2
    assert np.corrcoef(light, ramp[0, :, 0])[0, 1] > 0.97


def test_what_is_transparent_stays_so(tmp_path: Path) -> None:
    shown = np.dstack([PICTURE, np.full(PICTURE.shape[:2], 120, np.uint8)])
    made, _ = retouched(tmp_path, "filter", shown)
    assert (made[..., 3] == 120).all()


def test_an_order_outside_the_bounds_is_rejected(tmp_path: Path) -> None:
    (tmp_path / "x.png").write_bytes(saved(PICTURE))
    request = {"operation": "paint", "file": str(tmp_path / "x.png"), "folder": "x", "seed": 1}
    with pytest.raises(Refusal, match="operation"):
        retouches.work(request, lambda _: None)
