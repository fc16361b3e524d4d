"""Media that is broken, odd or something else: each ends in the right refusal, or in a right output."""

from pathlib import Path

import pytest
from PIL import Image

from domain.errors import MediaInvalid
from media import enlarge, speech
from media.film import Clip
from media.graph import Stills
from media.picture import check, flatten
from media.probe import details, probe
from media.run import run
from tests.corpus import CORPUS, FILMS, PICTURES, SOUNDS, Odd

REFUSED = (MediaInvalid,)


def named(odd: Odd) -> str:
    return odd.name


def test_the_corpus_is_as_large_as_it_has_to_be() -> None:
    names = [odd.name for odd in CORPUS]
    assert len(set(names)) == len(names) >= 60
    assert sum(not odd.good for odd in CORPUS) >= 25


@pytest.mark.parametrize("odd", PICTURES, ids=named)
async def test_a_picture_is_read_upright_or_refused(odd: Odd, tmp_path: Path) -> None:
    source, output = tmp_path / "source", tmp_path / "output.jpg"
    odd.make(source)
    if not odd.good:
        with pytest.raises(REFUSED):
            await check(source)
        return
    facts = await check(source)
    assert (facts.width, facts.height) == odd.size
    await flatten(source, output, side_max=4_096)
    with Image.open(output) as picture:
        assert (picture.size, picture.mode, picture.getexif()) == (odd.size, "RGB", {})
        assert picture.getextrema() != ((0, 0),) * 3


@pytest.mark.parametrize("odd", FILMS, ids=named)
async def test_a_film_is_made_a_plain_one_or_refused(odd: Odd, tmp_path: Path) -> None:
    odd.make(tmp_path / "source")
    if not odd.good:
        with pytest.raises(REFUSED):
            await _film(tmp_path)
        return
    await _film(tmp_path)
    found = await details(tmp_path / "video.mp4")
    shown = found.first("video")
    assert shown is not None
    assert (shown.width, shown.height, shown.codec, shown.rotation) == (*(odd.size or ()), "AVC", 0)
    assert found.duration_seconds == pytest.approx(odd.seconds, abs=0.25)
    await check(tmp_path / "thumbnail.jpg")


async def _film(folder: Path) -> None:
    """Do what a job does that takes a film in: find its facts, then decode and encode all of it."""
    facts = await probe(folder / "source")
    if not facts.mime_type.startswith("video/"):
        raise MediaInvalid("It is no film.")
    clip = Clip("source", await details(folder / "source"))
    await run(enlarge.enlarge(folder, clip, 2, enhanced=False, output="video.mp4", stills=Stills()))


@pytest.mark.parametrize("odd", SOUNDS, ids=named)
async def test_a_sound_is_heard_or_refused(odd: Odd, tmp_path: Path) -> None:
    odd.make(tmp_path / "source")
    if not odd.good:
        with pytest.raises(REFUSED):
            await _heard(tmp_path)
        return
    found = await details(tmp_path / "source")
    assert found.duration_seconds == pytest.approx(odd.seconds, abs=0.15)
    assert await _heard(tmp_path) > -60


async def _heard(folder: Path) -> float:
    found = await details(folder / "source")
    if found.first("audio") is None:
        raise MediaInvalid("It has no sound.")
    said = await run(speech.measure(folder, "source"))
    measured = speech.loudness(said)
    if measured is None:
        raise MediaInvalid("It can't be heard.")
    return measured
