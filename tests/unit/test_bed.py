"""Music under a film: exactly as long, at its level alone and below the film's own sound, the picture untouched."""

import hashlib
import subprocess
from pathlib import Path

import pytest

from domain.films import Film
from media import bed, effects, music, speech
from media.film import Clip, join, planned
from media.graph import Stills
from media.probe import details
from media.run import run
from tests.frames import FFMPEG
from tests.unit.test_film import make

FILM = Film(width=160, height=90, fps=24, seconds=5)
COLOURS = (
    "-vf", "setparams=colorspace=bt709:color_primaries=bt709:color_trc=bt709",
    "-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709",
)  # fmt: skip
PICTURE = "testsrc2=s=160x90:r=24:d=5"
NOISE = "anoisesrc=c=pink:r=48000:a={}:d={}"


def sound(volume: float) -> tuple[str, ...]:
    return (
        "-f",
        "lavfi",
        "-i",
        f"sine=f=300:r=48000:d=5,volume={volume}",
        "-c:a",
        "aac",
        "-t",
        "5",
    )


async def loudness(folder: Path, name: str) -> float:
    found = speech.loudness(await run(music.measure(folder, name)))
    assert found is not None
    return found


async def scored(folder: Path, names: list[str], *, own: float | None) -> Path:
    """Join clips with music of other levels and lengths than are wanted."""
    subprocess.run(
        [FFMPEG, "-v", "error", "-y", "-f", "lavfi", "-i", NOISE.format(0.2, 5), str(folder / "music.flac")], check=True
    )  # fmt: skip
    laid = bed.Bed("music.flac", bed.level(own) - await loudness(folder, "music.flac"))
    clips = [Clip(name, await details(folder / name)) for name in names]
    plan = planned(clips, FILM)
    await run(join(folder, plan, output="film.mp4", stills=Stills("small.jpg"), bed=laid))
    return folder / "film.mp4"


def picture_of(path: Path) -> str:
    """Hash a film's coded picture."""
    stream = subprocess.run(
        [FFMPEG, "-v", "error", "-i", str(path), "-map", "0:v", "-c", "copy", "-f", "h264", "-"],
        check=True, capture_output=True,
    ).stdout  # fmt: skip
    return hashlib.sha256(stream).hexdigest()


@pytest.mark.parametrize("clips", [1, 2])
async def test_alone_it_is_as_loud_as_platforms_play_and_as_long_as_the_film(
    tmp_path: Path, clips: int
) -> None:
    names = [make(tmp_path, f"clip{n}", PICTURE, *COLOURS) for n in range(clips)]
    path = await scored(tmp_path, names, own=None)
    found = await details(path)
    heard = found.first("audio")
    assert heard
    assert (found.duration_seconds, heard.codec, heard.sample_rate) == (5.0, "AAC", 48_000)
    said = await run(music.measure(tmp_path, path.name))
    assert speech.loudness(said) == pytest.approx(-14, abs=1)
    assert (effects.peak(said) or 0) <= -1
    if clips == 1:
        assert picture_of(path) == picture_of(tmp_path / names[0]), "it is not encoded again"


async def test_under_the_films_own_sound_it_is_lower(tmp_path: Path) -> None:
    name = make(tmp_path, "clip", PICTURE, *sound(2), *COLOURS)
    own = await loudness(tmp_path, name)
    path = await scored(tmp_path, [name], own=own)
    assert await loudness(tmp_path, path.name) == pytest.approx(own, abs=1.5)
    assert picture_of(path) == picture_of(tmp_path / name)


@pytest.mark.parametrize(
    ("own", "level"), [(None, -14), (-60, -14), (-10, -20), (-16, -24), (-40, -30)]
)
def test_its_level_goes_by_what_the_film_sounds_like(own: float | None, level: float) -> None:
    assert bed.level(own) == level
