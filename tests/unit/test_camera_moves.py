"""Films of stills, frame by frame: counted, steady, and moved the way that was asked."""

import subprocess
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from PIL import Image

from domain.films import Film, nearest_aspect
from media.film import Clip, join, planned
from media.graph import Stills
from media.picture import check, flatten
from media.probe import details
from media.run import run
from providers.local.engine import call
from providers.local.engines._filming.film import Film as Reel
from providers.local.engines._filming.moves import View, chosen
from providers.local.engines._filming.shots import spans
from tests.frames import FFMPEG, Grey, film_of, frames_of


def picture(path: Path, *, size: tuple[int, int] = (480, 270)) -> Path:
    """Draw a white disc and four dots on grey, softly."""
    width, height = size
    drawn = np.full((height, width, 3), 70, np.uint8)
    cv2.circle(drawn, (width // 2, height // 2), 24, (255, 255, 255), -1, cv2.LINE_AA)
    for x in (0.2, 0.8):
        for y in (0.25, 0.75):
            cv2.circle(
                drawn, (round(x * width), round(y * height)), 7, (255, 255, 255), -1, cv2.LINE_AA
            )
    cv2.imwrite(str(path), cv2.GaussianBlur(drawn, (0, 0), 1))
    return path


async def filmed(folder: Path, **more: Any) -> tuple[list[Grey], dict[str, str]]:
    request = {
        "picture": str(picture(folder / "picture.png")), "width": 320, "height": 180, "fps": 24, "seconds": 2.0,
        "seed": 1, "folder": str(folder), **more,
    }  # fmt: skip
    answer = await call("films", request, report=lambda _: None, threads=1, memory_bytes_max=None)
    return frames_of(folder / "film.mp4", request["width"], request["height"]), answer["metadata"]


def disc(frame: Grey) -> tuple[float, float]:
    """Give the middle and the width of the largest bright part."""
    _, _, stats, centres = cv2.connectedComponentsWithStats((frame > 160).astype(np.uint8))
    largest = 1 + int(stats[1:, cv2.CC_STAT_AREA].argmax())
    return float(centres[largest][0]), float(np.sqrt(stats[largest, cv2.CC_STAT_AREA]))


@pytest.mark.parametrize(("motion", "grows"), [("zoom-in", True), ("zoom-out", False)])
async def test_a_zoom_goes_one_way_without_a_jerk(tmp_path: Path, motion: str, grows: bool) -> None:
    frames, told = await filmed(tmp_path, motion=motion)
    assert (len(frames), told["motion"]) == (48, motion)
    widths = [disc(frame)[1] for frame in frames]
    if not grows:
        widths.reverse()
    assert widths[-1] / widths[0] > 1.07
    steps = np.diff(widths)
    assert steps.min() > -0.25
    assert steps.max() < 0.5


async def test_a_pan_moves_by_less_than_a_pixel_where_it_is_slow(tmp_path: Path) -> None:
    frames, told = await filmed(tmp_path, motion="pan")
    assert told["motion"] == "pan"
    places = np.array([disc(frame)[0] for frame in frames])
    steps = np.diff(places if places[-1] > places[0] else -places)
    assert abs(places[-1] - places[0]) > 15
    assert steps.min() > -0.1
    assert 0 < steps[:6].mean() < 0.35 < steps[20:28].mean()
    assert np.abs(np.diff(steps)).max() < 0.6


async def test_a_wide_picture_is_panned_by_itself_and_nothing_outside_it_is_shown(
    tmp_path: Path,
) -> None:
    wide = picture(tmp_path / "wide.png", size=(900, 270))
    frames, told = await filmed(tmp_path, picture=str(wide), width=180, height=320, seconds=1)
    assert told["motion"] == "pan"
    assert min(int(frame.min()) for frame in frames) > 50


@pytest.mark.parametrize("fps", [24, 30, 60])
async def test_every_rate_has_its_frames(tmp_path: Path, fps: int) -> None:
    frames, _ = await filmed(tmp_path, fps=fps, seconds=1, width=160, height=90)
    picture_ = (await details(tmp_path / "film.mp4")).first("video")
    assert picture_
    assert (len(frames), picture_.frame_rate, picture_.codec) == (fps, fps, "AVC")


async def test_shots_of_a_prompt_dissolve_and_the_place_is_heard(tmp_path: Path) -> None:
    frames, told = await filmed(
        tmp_path,
        picture=None,
        prompt="waves of the ocean",
        width=256,
        height=144,
        seconds=9,
        fps=24,
    )
    assert (len(frames), told["shots"], told["sounds"]) == (216, "2", "waves")
    moved = [np.abs(a.astype(int) - b).mean() for a, b in zip(frames, frames[1:], strict=False)]
    assert np.abs(np.diff(moved)).max() < 3, "no cut between two shots"
    assert np.abs(frames[0].astype(int) - frames[-1]).mean() > 8
    found = await details(tmp_path / "film.mp4")
    sound = found.first("audio")
    assert sound
    assert (found.duration_seconds, sound.codec, sound.sample_rate) == (9.0, "AAC", 48_000)
    assert film_of(tmp_path / "film.mp4").loudness(2, 7) > -40


@pytest.mark.parametrize(("seconds", "fps"), [(5, 24), (13, 30), (60, 60)])
def test_shots_share_a_film_without_a_gap(seconds: int, fps: int) -> None:
    places = spans(Reel(64, 36, fps, seconds * fps))
    assert (places[0].first, places[-1].end) == (0, seconds * fps)
    for one, other in zip(places, places[1:], strict=False):
        assert one.first < other.first < one.end <= other.end


@pytest.mark.parametrize("motion", ["pan", "zoom-in", "zoom-out", "auto"])
@pytest.mark.parametrize("size", [(480, 270), (900, 200), (200, 600), (300, 300)])
@pytest.mark.parametrize("ratio", [16 / 9, 9 / 16, 1.0])
def test_no_view_leaves_the_picture(motion: Any, size: tuple[int, int], ratio: float) -> None:
    width, height = size
    shape = width / height / ratio
    drawn = np.zeros((height, width, 3), np.uint8)
    move = chosen(drawn, motion, ratio=ratio, seconds=12, seed=3)
    for view in (move.start, move.at(0.3), move.at(0.77), move.end):
        assert isinstance(view, View)
        half_x, half_y = 0.5 / view.zoom / max(shape, 1), 0.5 / view.zoom * min(shape, 1)
        assert half_x - 1e-6 <= view.x <= 1 - half_x + 1e-6
        assert half_y - 1e-6 <= view.y <= 1 - half_y + 1e-6


async def test_a_clip_that_is_the_film_already_is_copied(tmp_path: Path) -> None:
    await filmed(tmp_path, seconds=2, fps=30)
    clip = Clip("film.mp4", await details(tmp_path / "film.mp4"))
    plan = planned([clip], Film(width=320, height=180, fps=30, seconds=2))
    assert plan.as_made
    await run(join(tmp_path, plan, output="whole.mp4", stills=Stills("small.jpg")))
    assert hashes(tmp_path / "whole.mp4") == hashes(tmp_path / "film.mp4")
    assert (await check(tmp_path / "small.jpg")).width == 640
    assert not planned([clip], Film(width=320, height=180, fps=24, seconds=2)).as_made
    assert not planned([clip, clip], Film(width=320, height=180, fps=30, seconds=3)).as_made


def hashes(path: Path) -> str:
    """Give the packets of a film's picture."""
    return subprocess.run(
        [FFMPEG, "-v", "error", "-i", str(path), "-map", "0:v", "-c", "copy", "-f", "md5", "-"],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip


async def test_a_picture_that_begins_a_film_is_upright_opaque_and_bounded(tmp_path: Path) -> None:
    lying = Image.new("RGB", (400, 200), (10, 200, 30))
    exif = Image.Exif()
    exif[0x0112] = 6
    lying.save(tmp_path / "lying.jpg", exif=exif)
    await flatten(tmp_path / "lying.jpg", tmp_path / "first.jpg", side_max=2_560)
    facts = await check(tmp_path / "first.jpg")
    assert (facts.width, facts.height, facts.mime_type) == (200, 400, "image/jpeg")
    Image.new("RGBA", (3_000, 300), (0, 0, 0, 0)).save(tmp_path / "clear.png")
    await flatten(tmp_path / "clear.png", tmp_path / "first.jpg", side_max=2_560)
    with Image.open(tmp_path / "first.jpg") as first:
        assert (first.size, first.getpixel((5, 5)), dict(first.getexif())) == (
            (2560, 256),
            (255, 255, 255),
            {},
        )


@pytest.mark.parametrize(
    ("size", "aspect"),
    [
        ((4, 3), "16:9"),
        ((6, 5), "1:1"),
        ((3, 2), "16:9"),
        ((1920, 1080), "16:9"),
        ((9, 20), "9:16"),
        ((5, 5), "1:1"),
    ],
)
def test_a_picture_is_filmed_in_the_nearest_ratio(size: tuple[int, int], aspect: str) -> None:
    assert nearest_aspect(*size) == aspect
