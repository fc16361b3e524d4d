"""Films made larger, by what comes out: pixels, frames, sound, and how near they are to what they were made from."""

import subprocess
from pathlib import Path

import numpy as np
import pytest
from temporalio.exceptions import ApplicationError

from domain.assets import Blob, Facts
from domain.errors import MediaInvalid
from domain.pricing import started_tens
from media.enlarge import enlarge, enlarged_size
from media.film import Clip
from media.graph import Stills
from media.probe import Details, Stream, details
from media.run import run
from tests.frames import FFMPEG, Grey, distance, film_of, frames_of
from tests.unit.test_film import make
from tests.unit.test_merge import RED, plain, run_ffmpeg, tone
from workflows.video_upscale import measured


async def enlarged(path: Path, scale: int, *, enhanced: bool) -> Path:
    clip = Clip(path.name, await details(path))
    await run(
        enlarge(path.parent, clip, scale, enhanced=enhanced, output="large.mp4", stills=Stills())
    )
    return path.parent / "large.mp4"


def likeness(one: list[Grey], other: list[Grey]) -> float:
    """Give the peak signal-to-noise ratio in dB."""
    error = np.mean([(a.astype(float) - b) ** 2 for a, b in zip(one, other, strict=True)])
    return float(10 * np.log10(255**2 / error))


def crispness(frames: list[Grey]) -> float:
    return float(
        np.mean(
            [np.abs(np.diff(frame.astype(float), axis=1)).max(axis=1).mean() for frame in frames]
        )
    )


@pytest.mark.parametrize("enhanced", [True, False])
async def test_every_frame_and_the_sound_stay(tmp_path: Path, enhanced: bool) -> None:
    name = make(tmp_path, "one", "testsrc2=s=160x90:r=25:d=1.2", *tone(1.2))
    before = await details(tmp_path / name)
    found = await details(await enlarged(tmp_path / name, 4, enhanced=enhanced))
    picture, sound = found.first("video"), found.first("audio")
    assert picture
    assert sound
    assert (picture.width, picture.height, picture.frame_rate, picture.codec) == (
        640,
        360,
        25,
        "AVC",
    )
    assert len(film_of(tmp_path / "large.mp4").colours) == 30
    assert found.duration_seconds == pytest.approx(before.duration_seconds, abs=0.03)
    assert packets(tmp_path / "large.mp4") == packets(tmp_path / name), "AAC is not coded again"
    whole = (tmp_path / "large.mp4").read_bytes()
    assert whole.index(b"moov") < whole.index(b"mdat")


def packets(path: Path) -> str:
    return subprocess.run(
        [FFMPEG, "-v", "error", "-i", str(path), "-map", "0:a", "-c", "copy", "-f", "md5", "-"],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip


async def test_it_is_near_to_what_it_was_made_from_and_crisper_where_asked(tmp_path: Path) -> None:
    scene = "testsrc2=s=320x180:r=10:d=0.5,format=gray,gblur=sigma=0.8"
    make(tmp_path, "whole", scene)
    make(tmp_path, "small", f"{scene},scale=160:90:flags=area")
    whole = frames_of(tmp_path / "whole", 320, 180)
    plain_ = frames_of(await enlarged(tmp_path / "small", 2, enhanced=False), 320, 180)
    nearest = [
        np.kron(frame, np.ones((2, 2), np.uint8))
        for frame in frames_of(tmp_path / "small", 160, 90)
    ]
    assert likeness(whole, plain_) > likeness(whole, nearest) + 0.5
    crisp = frames_of(await enlarged(tmp_path / "small", 2, enhanced=True), 320, 180)
    assert likeness(whole, crisp) > likeness(whole, plain_) - 1.5
    assert crispness(crisp) > crispness(plain_)


async def test_noise_is_not_enlarged(tmp_path: Path) -> None:
    make(tmp_path, "noisy", "color=gray:s=160x90:r=12:d=1,noise=alls=7:allf=t")
    plain_ = frames_of(await enlarged(tmp_path / "noisy", 2, enhanced=False), 320, 180)
    clean = frames_of(await enlarged(tmp_path / "noisy", 2, enhanced=True), 320, 180)
    assert np.mean([frame.std() for frame in clean]) < 0.85 * np.mean(
        [frame.std() for frame in plain_]
    )


async def test_colours_stay(tmp_path: Path) -> None:
    name = plain(tmp_path, "one", RED, look="s=160x90:r=10:d=0.5")
    film = film_of(await enlarged(tmp_path / name, 4, enhanced=True))
    assert distance(film.colours[2], RED) <= 4


async def test_what_lies_is_put_upright(tmp_path: Path) -> None:
    make(tmp_path, "turned", "testsrc2=s=96x160:r=10:d=0.5")
    await run_ffmpeg(
        tmp_path, "-display_rotation", "90", "-i", "turned", "-c", "copy", "-f", "mp4", "lying"
    )
    found = (await details(await enlarged(tmp_path / "lying", 2, enhanced=False))).first("video")
    assert found
    assert (found.width, found.height, found.rotation) == (320, 192, 0)


@pytest.mark.parametrize(
    ("size", "scale", "fits"),
    [((1024, 576), 4, True), ((1920, 1080), 2, True), ((2050, 100), 2, False)],
)
def test_a_film_has_a_largest_size(size: tuple[int, int], scale: int, fits: bool) -> None:
    clip = Clip("x", Details("video/mp4", 1, (Stream("video", "AVC", 1, *size, 30.0),)))
    if fits:
        assert enlarged_size(clip, scale) == (size[0] * scale, size[1] * scale)
    else:
        with pytest.raises(MediaInvalid, match="at most 4096"):
            enlarged_size(clip, scale)


@pytest.mark.parametrize(
    ("seconds", "tens"), [(0.2, 1), (10, 1), (10.0004, 1), (10.04, 2), (600, 60)]
)
def test_started_tens_are_counted(seconds: float, tens: int) -> None:
    assert started_tens(seconds) == tens


@pytest.mark.parametrize(
    ("held", "found", "counted"),
    [(25, 11.2, (2, 3)), (10, 10.3, (1, 1)), (None, 12, (2, 2)), (10, 11, None)],
)
def test_a_source_is_charged_by_measure_and_refused_where_it_is_longer_than_held_for(
    held: float | None, found: float, counted: tuple[int, int] | None
) -> None:
    blob = Blob(
        sha256="0", size_bytes=1, facts=Facts(mime_type="video/mp4", duration_seconds=found)
    )
    if counted:
        assert measured(blob, held) == counted
    else:
        with pytest.raises(ApplicationError, match="longer than the 10 s"):
            measured(blob, held)
