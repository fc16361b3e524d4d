"""Dubbing: sentences in time, and speech laid over a film whose picture and background stay."""

import subprocess
from datetime import UTC, datetime
from pathlib import Path

import imageio_ffmpeg
import numpy as np
import pytest
import soundfile

from domain.errors import ProviderUnavailable
from domain.requests import Wish
from domain.routing import Needs, Offered, RouteList, State, base_of, plan
from domain.tasks import Ability
from media import dubbing
from media.probe import details
from media.run import run
from providers.local.engines._dubbing.placing import (
    RATE_MAX,
    RATE_MIN,
    Sentence,
    placed,
    sentences,
)
from providers.local.engines._dubbing.track import Track
from tests.pieces import RATE_HZ, Sound, decoded
from tests.samples import samples_of

FFMPEG = imageio_ffmpeg.get_ffmpeg_exe()
NOW = datetime(2026, 1, 1, tzinfo=UTC)


def said(*times: tuple[float, float]) -> list[Sentence]:
    return [Sentence("Something.", start, end) for start, end in times]


@pytest.mark.parametrize(
    "lengths", [[1.0, 1.0, 1.0], [2.6, 2.6, 2.6], [0.5, 4.0, 1.0], [2.9, 2.9, 2.9]]
)
def test_sentences_begin_in_time_and_never_overlap(lengths: list[float]) -> None:
    original = said((0.5, 2.4), (3.0, 5.2), (6.5, 9.0))
    places = placed(original, lengths, 10.0)
    ends = [
        place.start + length / place.rate for place, length in zip(places, lengths, strict=True)
    ]
    assert all(RATE_MIN <= place.rate <= RATE_MAX for place in places)
    assert all(end <= following.start for end, following in zip(ends, places[1:], strict=False))
    assert ends[-1] <= 10.0


def test_a_sentence_with_time_is_not_hurried() -> None:
    (only,) = placed(said((1.0, 4.0)), [2.0], 8.0)
    assert only.start == 1.0
    assert only.rate == RATE_MIN


def test_a_sentence_without_time_takes_of_the_silence_before() -> None:
    (first, second) = placed(said((0.2, 1.0), (4.0, 5.0)), [0.8, 3.0], 5.2)
    assert second.start < 4.0
    assert second.start >= first.start + 0.8
    assert second.start + 3.0 / second.rate <= 5.2


def test_phrases_become_sentences() -> None:
    phrases = [
        Sentence("We go to", 0, 1), Sentence("the sea.", 1.1, 2), Sentence("It is far", 2.1, 3), Sentence("and", 5, 6),
    ]  # fmt: skip
    assert [one.text for one in sentences(phrases)] == ["We go to the sea.", "It is far", "and"]


@pytest.mark.parametrize(
    ("source", "target", "ok"),
    [("es", "en", True), ("es-MX", "en-US", True), (None, "en", True), ("de", "en", False), ("es", "de", False), (None, "de", False)],
)  # fmt: skip
def test_a_pair_of_languages_has_somebody_or_is_refused(
    source: str | None, target: str, ok: bool
) -> None:
    offer = Offered(
        provider="local", ability=Ability.DUBBING, model="m", paid=False, findable=False, queue="q",
        translates=("es>en", "fr>en"),
    )  # fmt: skip
    needs = Needs(source_language=source, target_language=target)

    def routes() -> object:
        return plan(
            Ability.DUBBING, Wish(), offers=[offer], listed=RouteList(), state=State(), now=NOW, needs=needs
        )  # fmt: skip

    if ok:
        assert routes()
        return
    with pytest.raises(ProviderUnavailable, match=base_of(target)):
        routes()


def film(folder: Path, *, channels: int) -> None:
    """Make a film of 4 s: speech-like noise in the middle, a low and a wide tone around it."""
    time = np.arange(4 * RATE_HZ) / RATE_HZ
    rng = np.random.default_rng(1)
    voice = 0.2 * np.sin(2 * np.pi * 700 * time) * (rng.random(len(time)) * 0.2 + 0.9)
    low, wide = 0.08 * np.sin(2 * np.pi * 80 * time), 0.1 * np.sin(2 * np.pi * 1_500 * time)
    left, right = voice + low + wide, voice + low - wide
    sound = np.stack([left, right] if channels == 2 else [left])
    soundfile.write(str(folder / "sound.wav"), sound.T, RATE_HZ)
    subprocess.run(
        [FFMPEG, "-v", "error", "-f", "lavfi", "-i", "testsrc2=s=160x90:r=25:d=4", "-i", str(folder / "sound.wav"),
         "-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "aac", "-b:a", "192k", str(folder / "film.mp4")],
        check=True,
    )  # fmt: skip
    words = np.zeros(3 * RATE_HZ)
    words[RATE_HZ : 2 * RATE_HZ] = 0.5 * np.sin(2 * np.pi * 300 * time[:RATE_HZ])
    soundfile.write(str(folder / "speech.wav"), words, RATE_HZ)


async def dubbed(folder: Path, *, channels: int = 2, keep: bool = True) -> Sound:
    film(folder, channels=channels)
    found = await details(folder / "film.mp4")
    dub = dubbing.Dub("film.mp4", "speech.wav", found, keep)
    await run(dubbing.mix(folder, dub, "out.mp4"))
    return await decoded(folder / "out.mp4")


def level(sound: Sound, hertz: float, start: float, end: float) -> float:
    """Give how loud a frequency is in a stretch, in dB, in the louder of both ears."""
    piece = sound[:, round(start * RATE_HZ) : round(end * RATE_HZ)]
    spectrum = np.abs(np.fft.rfft(piece * np.hanning(piece.shape[1]), axis=1))
    place = round(hertz * piece.shape[1] / RATE_HZ)
    near = spectrum[:, place - 3 : place + 4].max() / piece.shape[1]
    return float(20 * np.log10(near + 1e-9))


async def test_what_is_in_the_middle_steps_back_and_what_is_around_it_stays(tmp_path: Path) -> None:
    sound = await dubbed(tmp_path)
    quiet, spoken = (0.1, 0.9), (1.3, 1.9)
    assert level(sound, 1_500, *quiet) > level(sound, 700, *quiet) + 4, "the voice was the louder"
    assert level(sound, 80, *quiet) > level(sound, 700, *quiet) - 3
    assert level(sound, 300, *spoken) > level(sound, 700, *spoken) + 15, "the new voice is clear"
    assert level(sound, 1_500, *spoken) < level(sound, 1_500, *quiet) - 4, "all steps back under it"


async def test_a_mono_recording_steps_back_as_a_whole(tmp_path: Path) -> None:
    sound = await dubbed(tmp_path, channels=1)
    assert level(sound, 300, 1.3, 1.9) > level(sound, 700, 1.3, 1.9) + 12


async def test_without_background_only_the_speech_is_heard(tmp_path: Path) -> None:
    sound = await dubbed(tmp_path, keep=False)
    assert level(sound, 300, 1.3, 1.9) > level(sound, 1_500, 1.3, 1.9) + 40
    assert abs(sound.shape[1] / RATE_HZ - 4) < 0.05


async def test_the_picture_is_the_very_same(tmp_path: Path) -> None:
    await dubbed(tmp_path)
    first, second = (_picture(tmp_path / name) for name in ("film.mp4", "out.mp4"))
    assert first == second


def _picture(path: Path) -> str:
    return subprocess.run(
        [FFMPEG, "-v", "error", "-i", str(path), "-map", "0:v", "-c", "copy", "-f", "md5", "-"],
        check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip


def test_what_is_said_is_laid_over_silence_as_it_is_written(tmp_path: Path) -> None:
    with Track(tmp_path / "track.wav", 1_000, 3) as track:
        track.lay(500, np.full(1_000, 0.25, np.float32))
        track.lay(1_200, np.full(600, 0.5, np.float32))  # a little over the one before
        track.lay(2_900, np.full(500, 0.25, np.float32))  # past the end
    found = samples_of(tmp_path / "track.wav")
    levels = {
        at: round(float(found[at]), 2)
        for at in (499, 500, 1_199, 1_200, 1_499, 1_500, 1_799, 1_800, 2_900)
    }
    assert levels == {
        499: 0,
        500: 0.25,
        1_199: 0.25,
        1_200: 0.75,
        1_499: 0.75,
        1_500: 0.5,
        1_799: 0.5,
        1_800: 0,
        2_900: 0.25,
    }
    assert len(found) == 3_000
