"""Films in segments, by what comes out: every frame once, at its time, no seam to be seen, the sound untouched."""

import subprocess
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.segments import Segment, Segmenting, borders
from media import segments, timeline
from media.enlarge import enlarge, enlarge_segment
from media.film import Clip
from media.graph import Clock, Stills, glimpsed
from media.picture import check
from media.probe import details
from media.run import run
from tests.frames import FFMPEG, frames_of
from tests.unit.test_enlarge import packets
from tests.unit.test_film import make
from tests.unit.test_merge import run_ffmpeg, tone

SCENE = "testsrc2=s=64x36:r={}:d=5,noise=alls=6:allf=t:all_seed=3"
OPEN = ("-x264-params", "open-gop=1:keyint=20:min-keyint=20:scenecut=0:bframes=3")
SEAMLESS = 3.6
"""Bels of likeness (PSNR) that every frame has, at a seam or not: two encodings of noise differ as much anywhere."""
WANTED = Segmenting(from_seconds=1, seconds=1.5, at_once=2, count_max=60)


async def in_segments(folder: Path, name: str, wanted: Segmenting = WANTED) -> tuple[Path, int]:
    """Enlarge a film twice in segments; answers it and the number of segments."""
    clip = Clip(name, await details(folder / name))
    await run(timeline.packets(folder, name))
    line = timeline.read(folder)
    assert line
    begins = 0.0
    if clip.has_sound:
        await run(timeline.beginnings(folder, name))
        begins = timeline.begins(folder)
    cuts = segments.cuts(line, wanted)
    await run(segments.split(folder, name, cuts))
    made = []
    for number, cut in enumerate(cuts):
        made.append(f"segment-{number}.mp4")
        segment = Segment.model_construct(
            number=number, window=cut.window, frames=cut.frames, seconds=cut.seconds
        )
        piece = Clip(cut.name, clip.details)
        await run(
            enlarge_segment(folder, piece, 2, enhanced=True, segment=segment, output=made[-1])
        )
        assert len(times(folder / made[-1])) == cut.frames
    windows = tuple(cut.window for cut in cuts)
    sound = clip.details.first("audio")
    whole = segments.Whole(tuple(made), windows, begins, clip.seconds, name, sound)
    await run(segments.join(folder, whole, "joined.mp4"))
    return folder / "joined.mp4", len(cuts)


async def in_one(folder: Path, name: str) -> Path:
    clip = Clip(name, await details(folder / name))
    await run(enlarge(folder, clip, 2, enhanced=True, output="one.mp4", stills=Stills()))
    return folder / "one.mp4"


def times(path: Path, kind: str = "v", place: int = 2) -> list[float]:
    """Give when each packet is shown, rising, or (`place` 1) decoded, as they come; in milliseconds."""
    said = subprocess.run(
        [FFMPEG, "-v", "error", "-copyts", "-i", str(path), "-map", f"0:{kind}:0", "-c", "copy", "-f", "framecrc", "-"],
        capture_output=True, text=True, check=True,
    ).stdout.splitlines()  # fmt: skip
    tick = next(Fraction(line.split(":")[1].strip()) for line in said if line.startswith("#tb 0:"))
    found = [int(line.split(",")[place]) * tick for line in said if not line.startswith("#")]
    return [float(at * 1_000) for at in (sorted(found) if place == 2 else found)]


@pytest.mark.parametrize(
    ("container", "rate", "codec"),
    [("mp4", "30000/1001", OPEN), ("matroska", "25", OPEN), ("mpegts", "30", OPEN)],
)
async def test_the_joined_film_is_the_film_in_one_piece(
    tmp_path: Path, container: str, rate: str, codec: tuple[str, ...]
) -> None:
    make(tmp_path, "made", SCENE.format(rate), *tone(5), *codec)
    await run_ffmpeg(tmp_path, "-i", "made", "-c", "copy", "-f", container, "source")
    joined, count = await in_segments(tmp_path, "source")
    one = await in_one(tmp_path, "source")
    assert count >= 3
    frame = 1_000 / float(Fraction(rate))
    assert times(joined) == pytest.approx(times(one), abs=frame / 2)
    steps = np.diff(times(joined))
    assert steps == pytest.approx(np.full(len(steps), frame), abs=0.05)
    assert (np.diff(times(joined, place=1)) > 0).all()
    assert packets(joined) == packets(one)
    assert times(joined, "a")[0] == pytest.approx(times(one, "a")[0], abs=1)
    assert (await details(joined)).duration_seconds == pytest.approx(
        (await details(one)).duration_seconds, abs=frame / 1_000
    )
    shown, known = frames_of(joined, 128, 72), frames_of(one, 128, 72)
    errors = [np.mean((a.astype(float) - b) ** 2) for a, b in zip(shown, known, strict=True)]
    assert max(errors) < 255**2 / 10**SEAMLESS
    whole = joined.read_bytes()
    assert whole.index(b"moov") < whole.index(b"mdat")


async def test_frames_of_different_lengths_keep_their_times(tmp_path: Path) -> None:
    scene = "testsrc2=s=64x36:r=25:d=5,settb=1/1000,setpts='(N*0.04+0.013*mod(N,3))/TB'"
    make(tmp_path, "source", scene, "-g", "20", "-fps_mode", "passthrough", "-enc_time_base", "1/1000")  # fmt: skip
    joined, count = await in_segments(tmp_path, "source")
    assert count >= 3
    assert times(joined) == pytest.approx(times(tmp_path / "source"), abs=1)
    assert (np.diff(times(joined, place=1)) > 0).all()


async def test_a_picture_that_lies_and_begins_late_is_upright_and_in_time(tmp_path: Path) -> None:
    make(tmp_path, "made", SCENE.format("25"), *tone(5), "-g", "25")
    await run_ffmpeg(
        tmp_path, "-itsoffset", "0.6", "-display_rotation", "90", "-i", "made", "-i", "made",
        "-map", "0:v", "-map", "1:a", "-c", "copy", "-f", "mp4", "source",
    )  # fmt: skip
    joined, _ = await in_segments(tmp_path, "source")
    found = (await details(joined)).first("video")
    assert found
    assert (found.width, found.height) == (72, 128)
    assert times(joined)[0] == pytest.approx(600, abs=1)
    assert times(joined, "a")[0] == pytest.approx(times(tmp_path / "source", "a")[0], abs=1)


async def test_the_pictures_beside_a_joined_film_are_taken_from_all_of_it(tmp_path: Path) -> None:
    make(tmp_path, "film.mp4", "color=gray:s=160x90:r=10:d=4,geq=lum='40+5*N':cb=128:cr=128")
    clock = Clock(0.0, 4.0, 40)
    await run(glimpsed(tmp_path, "film.mp4", clock, (160, 90), Stills()))
    thumbnail, strip = (tmp_path / name for name in Stills())
    facts = await check(strip)
    assert (facts.width, facts.height) == (8 * 160, 90)
    shades = frames_of(strip, 1_280, 90)[0].reshape(90, 8, 160).mean(axis=(0, 2))
    assert list(np.diff(shades)) == pytest.approx([29] * 7, abs=3)
    assert frames_of(thumbnail, 160, 90)[0].mean() == pytest.approx(
        frames_of(tmp_path / "film.mp4", 160, 90)[20].mean(), abs=1
    )


@pytest.mark.parametrize(
    "lines",
    [
        "",
        "#tb 0: 1/25\n0, 0, 0, 1, 9, 0x0, F=0x5\n",
        "#tb 0: 1/25\n0, 0, 0, 1, 9, 0x0, F=0x0\n0, 1, 1, 1, 9, 0x0\n",
        "#tb 0: 1/25\n0, 0, -9223372036854775808, 1, 9, 0x0\n",
        "#tb 0: 1/25\n0, 0, 0, 1, 9, 0x0\n0, 1, 0, 1, 9, 0x0, F=0x0\n",
        "#tb 0: 1001/30000\n0, 0, 0, 1, 9, 0x0\n0, 1, 1, 1, 9, 0x0\n",
    ],
    ids=["empty", "dropped", "no key first", "no time", "same time", "odd tick"],
)
def test_a_film_that_would_lose_frames_is_not_cut(tmp_path: Path, lines: str) -> None:
    (tmp_path / timeline.PACKETS).write_text(lines)
    assert timeline.read(tmp_path) is None


@given(
    gaps=st.lists(st.floats(0.04, 400), min_size=1, max_size=200),
    length=st.floats(1, 120),
    most=st.integers(2, 200),
)
def test_segments_are_as_long_as_wanted_and_never_too_many(
    gaps: list[float], length: float, most: int
) -> None:
    keys = [0.0, *np.cumsum(gaps)]
    wanted = Segmenting(from_seconds=1, seconds=length, at_once=1, count_max=most)
    chosen = borders(keys, seconds=keys[-1] + 1, wanted=wanted)
    assert chosen[0] == 0
    assert len(chosen) <= most + 1
    assert all(keys[b] - keys[a] >= length for a, b in zip(chosen, chosen[1:], strict=False))
