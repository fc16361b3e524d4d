"""The picture engine paints what was asked, exactly so large; the same seed, the same pixels."""

import itertools
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from domain.errors import ProviderRejected
from domain.values import Json
from providers.local import engine
from providers.local.engines import pictures
from providers.local.engines._painting import lettering
from providers.local.engines._painting.brief import understand
from providers.local.engines._painting.composition import SCENES, Order, painted
from providers.local.engines._painting.typefaces import runs
from providers.local.engines._protocol import Refusal

STYLES = (None, "realistic", "artistic", "anime", "3d-render")


def request(folder: Path, **changes: object) -> Json:
    asked: Json = {
        "prompt": "A mountain lake at sunset", "width": 320, "height": 256, "quality": "standard",
        "style": None, "seed": 7, "folder": str(folder),
    }  # fmt: skip
    return asked | changes


def quiet(fraction: float) -> None:
    """Take progress and forget it."""


def paint(prompt: str, **changes: Any) -> np.ndarray[Any, np.dtype[np.uint8]]:
    asked: dict[str, Any] = {
        "width": 256, "height": 256, "quality": "standard", "style": None, "seed": 1,
    }  # fmt: skip
    return painted(Order(prompt=prompt, **asked | changes), quiet).pixels


def distance(one: np.ndarray[Any, Any], other: np.ndarray[Any, Any]) -> float:
    return float(np.abs(one.astype(float) - other.astype(float)).mean())


async def test_a_picture_comes_out_of_a_process_of_its_own(tmp_path: Path) -> None:
    seen: list[float] = []
    result = await engine.call(
        "pictures", request(tmp_path), report=seen.append, threads=1, memory_bytes_max=3 * 2**30
    )
    with Image.open(tmp_path / result["file"]) as picture:
        picture.load()
        assert (picture.format, picture.size, picture.mode) == ("PNG", (320, 256), "RGB")
    assert result["metadata"] == {
        "engine": "procedural-painter",
        "seed": "7",
        "scene": "mountain",
        "palette": "sunset/ember",
    }
    assert seen == sorted(seen)
    assert seen


@pytest.mark.parametrize(
    "changes",
    [
        {"width": 255}, {"height": 2049}, {"width": 512.0}, {"prompt": ""}, {"quality": "best"},
        {"style": "cubist"}, {"seed": "7"}, {"extra": 1},
    ],
    ids=str,
)  # fmt: skip
def test_an_order_outside_the_bounds_is_rejected_and_not_echoed(
    tmp_path: Path, changes: dict[str, object]
) -> None:
    with pytest.raises(Refusal, match=next(iter(changes))) as caught:
        pictures.work(request(tmp_path, **changes), quiet)
    assert caught.value.code == "rejected_input"
    assert "cubist" not in caught.value.detail
    assert not list(tmp_path.iterdir())


async def test_a_rejection_reaches_the_host(tmp_path: Path) -> None:
    with pytest.raises(ProviderRejected, match="width"):
        await engine.call(
            "pictures", request(tmp_path, width=1), report=quiet, threads=1, memory_bytes_max=None
        )


async def test_a_folder_that_is_not_there_is_a_failure_of_ours(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as caught:
        pictures.work(request(tmp_path / "nowhere"), quiet)
    assert caught.value.code == "unavailable"


@pytest.mark.parametrize(("width", "height"), [(256, 640), (640, 256), (333, 401)])
@pytest.mark.parametrize("quality", ["standard", "high", "ultra"])
def test_every_size_comes_out_to_the_pixel(width: int, height: int, quality: str) -> None:
    pixels = paint("misty forest", width=width, height=height, quality=quality)
    assert pixels.shape == (height, width, 3)


@pytest.mark.parametrize("style", STYLES)
def test_the_same_order_gives_the_same_pixels(style: str | None) -> None:
    first, again = (paint("ocean at dawn", style=style) for _ in range(2))
    assert zlib.crc32(first.tobytes()) == zlib.crc32(again.tobytes())


def test_another_seed_gives_another_picture_of_the_same_thing() -> None:
    assert distance(paint("city at night", seed=1), paint("city at night", seed=2)) > 4


def test_styles_differ_to_the_eye() -> None:
    made = [paint("flower garden", style=style, width=384, height=384) for style in STYLES[1:]]
    gaps = [distance(one, other) for one, other in itertools.combinations(made, 2)]
    assert min(gaps) > 5


PROMPTS = {
    "mountain": "mountain landscape", "hills": "green hills", "sea": "sea", "desert": "dunes",
    "forest": "forest", "city": "city skyline", "stage": "concert crowd", "space": "nebula planet",
    "flowers": "flowers", "celebration": "birthday party", "network": "technology startup",
    "flow": "wishes", "liquid": "marble", "studio": "photo studio",
}  # fmt: skip


def test_every_scene_has_a_prompt_here() -> None:
    assert PROMPTS.keys() == SCENES.keys()


@pytest.mark.parametrize("scene", PROMPTS)
def test_every_scene_is_found_and_has_light_and_dark_and_colour(scene: str) -> None:
    assert understand(PROMPTS[scene]).scene == scene
    pixels = paint(PROMPTS[scene]).astype(float)
    tone = pixels.mean(axis=2)
    low, high = np.percentile(tone, [2, 98])
    assert high - low > 45, "a picture has contrast"
    assert 8 < tone.mean() < 235, "it is neither black nor white"
    assert (pixels.max(axis=2) - pixels.min(axis=2)).mean() > 5, "it has colour"


@pytest.mark.parametrize(
    "prompt",
    [
        "spiral galaxy", "northern lights over a snowy lake", "stormy sea in the rain",
        "tropical beach with palm trees", "new year fireworks", "autumn park with maple trees",
        "christmas forest, snowing", "meadow in the valley at dawn", "flock of birds over the sea",
    ],
)  # fmt: skip
def test_details_change_the_picture(prompt: str) -> None:
    assert paint(prompt).std() > 8


@pytest.mark.parametrize(
    ("prompt", "channel"), [("abstract red", 0), ("abstract green", 1), ("abstract blue", 2)]
)
def test_a_colour_that_is_named_is_there(prompt: str, channel: int) -> None:
    means = paint(prompt).reshape(-1, 3).mean(axis=0)
    assert int(np.argmax(means)) == channel


def test_black_and_white_has_no_colour() -> None:
    pixels = paint("black and white forest").astype(int)
    assert (pixels.max(axis=2) - pixels.min(axis=2)).max() <= 1


def test_night_is_darker_than_day() -> None:
    assert paint("mountain at night").mean() < paint("mountain on a sunny day").mean() - 40


def test_mountains_have_no_vertical_streaks() -> None:
    """Columns of a photograph differ hardly more than its rows do."""
    pixels = paint("mountain landscape", width=512, height=512, seed=3).astype(float).mean(axis=2)
    faces = pixels[180:300]
    sideways = np.abs(np.diff(faces, axis=1)).mean()
    downwards = np.abs(np.diff(faces, axis=0)).mean()
    assert sideways < 2.0 * downwards


@pytest.mark.parametrize(
    ("prompt", "words"),
    [
        ('poster "Blue Note"', "Blue Note"),
        ("poster “Blue Note”", "Blue Note"),
        ("affiche «Été à Paris»", "Été à Paris"),
        ("Plakat „Sommerfest“", "Sommerfest"),
        ("ポスター「夏祭り」", "夏祭り"),
        ('sign "' + "word " * 30 + '"', ("word " * 30).strip()),
        ('5" screen', None),
        ('nothing ""', None),
        ('only " "', None),
    ],
)
def test_words_in_quotation_marks_are_to_be_set(prompt: str, words: str | None) -> None:
    assert understand(prompt).lettering == words


def test_words_are_set_into_the_picture_and_do_not_steer_it() -> None:
    plain, titled = paint("calm liquid"), paint('calm liquid "MOUNTAIN CITY"')
    assert understand('calm liquid "MOUNTAIN CITY"').scene == "liquid"
    assert (np.abs(plain.astype(int) - titled.astype(int)).max(axis=2) > 60).mean() > 0.01


@pytest.mark.parametrize("text", ["日本語 テスト", "عربي", "💐💐", "a" * 80, "a b " * 20, "\u200b"])
def test_no_script_makes_lettering_fail(text: str) -> None:
    assert paint(f'flow "{text}"').shape == (256, 256, 3)


@pytest.mark.parametrize(
    "text", ["Été", "Привет", "Ελλάδα", "東京の夜", "مرحبا", "नमस्ते", "ไทย", "한국어", "שלום"]
)
def test_every_script_has_a_typeface_that_comes_with_us(text: str) -> None:
    found = runs(text)
    assert found
    assert "".join(part for part, _ in found) == text
    assert len(found) == 1, "one script, one typeface"


@pytest.mark.parametrize(
    ("words", "aspect", "lines"),
    [
        ("Midnight Blue", 0.75, ["Midnight", "Blue"]),
        ("Höhenrausch und Weitblick", 0.125, ["Höhenrausch", "und", "Weitblick"]),
        ("Endless Summer Nights", 8.0, ["Endless Summer Nights"]),
        ("山と湖の静かな朝", 0.5, ["山と湖の静", "かな朝"]),
    ],
)
def test_lines_break_between_words_and_anywhere_in_scripts_without_spaces(
    words: str, aspect: float, lines: list[str]
) -> None:
    assert lettering._lines(words, aspect) == lines


def test_a_line_that_begins_at_the_right_has_its_typefaces_in_the_order_in_which_they_are_seen() -> (
    None
):
    parts = runs("مرحبا 東京")
    assert parts
    assert [text.strip() for text, _ in parts] == ["東京", "مرحبا"]


@pytest.mark.parametrize(
    ("prompt", "named"),
    [
        ("a portrait of an old fisherman", True),
        ("eine Frau am Meer", True),
        ("a personal computer", False),
        ("a portrait of a cat", False),
        ("two women in a crowd", False),
        ('a poster "a man"', False),
    ],
)
def test_one_person_who_is_named_is_understood(prompt: str, named: bool) -> None:
    assert understand(prompt).person is named


def test_somebody_whom_the_prompt_names_stands_in_a_studio_where_it_names_no_place() -> None:
    shown = painted(Order("an old fisherman", 288, 384, "standard", None, 3, people=True), quiet)
    alone = painted(Order("an old fisherman", 288, 384, "standard", None, 3), quiet)
    assert (shown.scene, alone.scene) == ("studio", "flow")
    face = shown.pixels[150:230, 110:180].reshape(-1, 3).astype(int)
    assert (face[:, 0] > face[:, 2] + 10).mean() > 0.6, "skin"
    wall = shown.pixels[:60, :60].astype(int)
    assert wall.std(axis=(0, 1)).max() < 25


def test_a_thing_that_the_prompt_names_stands_on_a_table() -> None:
    bare, laid = paint("photo studio", width=320), paint("a red vase, photo studio", width=320)
    assert understand("a bottle of perfume on a wooden table").scene == "studio"
    red = (laid[..., 0] > 120) & (laid[..., 1] < 90)
    assert 0.02 < red.mean() < 0.35
    rows, columns = np.nonzero(red)
    assert abs(columns.mean() - 160) < 40
    assert rows.max() > 256 * 0.7 > rows.min()
    assert distance(bare[-40:], laid[-40:]) > 10, "the table"


def test_further_quoted_words_stand_small_below_the_first() -> None:
    brief = understand('poster "Jazz" in a club "Friday" "8 pm"')
    assert (brief.lettering, brief.under) == ("Jazz", ("Friday", "8 pm"))
    rows = lettering._rows([brief.lettering], brief.under)
    assert rows
    assert [row.scale for row in rows] == [1.0, 0.4, 0.4]


@pytest.mark.parametrize(("width", "height"), [(2048, 256), (256, 2048)])
def test_the_most_extreme_shapes_are_painted_to_the_pixel(width: int, height: int) -> None:
    pixels = paint('autumn forest "OPEN"', width=width, height=height)
    assert pixels.shape == (height, width, 3)
    assert pixels.std() > 15


def test_without_any_font_words_are_set_all_the_same() -> None:
    mask = lettering._set_plainly(["Hello", "World"], width=400, tall=200)
    assert mask.shape == (200, 400)
    assert 0.02 < mask.mean() < 0.6


@settings(max_examples=60, deadline=None)
@given(prompt=st.text(max_size=200))
def test_any_prompt_is_understood(prompt: str) -> None:
    assert understand(prompt).scene in SCENES


@settings(max_examples=12, deadline=None)
@given(
    prompt=st.sampled_from(sorted(PROMPTS.values())),
    style=st.sampled_from(STYLES),
    seed=st.integers(0, 2**63 - 1),
    size=st.tuples(st.integers(256, 400), st.integers(256, 400)),
)
def test_any_order_is_painted_to_the_pixel(
    prompt: str, style: str | None, seed: int, size: tuple[int, int]
) -> None:
    pixels = paint(prompt, style=style, seed=seed, width=size[0], height=size[1])
    assert pixels.shape == (size[1], size[0], 3)
