"""The sound engine: exact lengths, clean peaks, loops without a seam, the same words the same sound."""

import wave
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from providers.local.engines import sounds
from providers.local.engines._sounding.brief import SOUNDS, brief
from providers.local.engines._sounding.stage import RATE_HZ

QUIETEST_RMS = 0.01


@pytest.mark.parametrize("name", [*SOUNDS, "unheard-of"])
@pytest.mark.parametrize("seconds", [0.5, 3.3])
def test_every_sound_has_its_length_and_stays_below_full_scale(
    name: str, seconds: float, tmp_path: Path
) -> None:
    heard, _ = sounded(tmp_path, name, seconds=seconds)
    assert heard.shape == (round(seconds * RATE_HZ), 2)
    assert np.max(np.abs(heard)) <= 10 ** (-1.4 / 20)
    assert np.sqrt(np.mean(heard**2)) > QUIETEST_RMS
    assert np.max(np.abs(np.mean(heard, axis=0))) < 0.01, "no constant push"


@pytest.mark.parametrize("name", ["rain", "waves", "engine", "hum", "footsteps", "birds"])
def test_a_loop_meets_its_beginning(name: str, tmp_path: Path) -> None:
    heard, _ = sounded(tmp_path, name, seconds=4, loop=True)
    mono = heard.mean(axis=1)
    twice = np.concatenate([mono, mono])
    steps = np.abs(np.diff(twice))
    assert steps[len(mono) - 1] <= np.max(steps[: len(mono) - 1]), "the seam is no click"


def test_the_same_words_are_the_same_sound_and_others_are_not(tmp_path: Path) -> None:
    first, _ = sounded(tmp_path, "heavy rain on a roof")
    again, _ = sounded(tmp_path, "heavy rain on a roof")
    other, _ = sounded(tmp_path, "heavy rain on a tent")
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


def test_words_choose_layers_force_and_pace() -> None:
    wanted = brief("Heavy rain and distant thunder, fast footsteps")
    assert [name for name, _ in wanted.layers] == ["rain", "thunder", "footsteps"]
    assert wanted.far
    assert wanted.pace > 1
    assert brief("heavy rain").force > brief("rain").force > brief("light rain").force


def test_sounds_differ_where_an_ear_would_say_so(tmp_path: Path) -> None:
    centres = {name: centre(sounded(tmp_path, name)[0]) for name in ("heartbeat", "rain", "chime")}
    assert centres["heartbeat"] < 200 < centres["chime"] < centres["rain"]
    knocks, _ = sounded(tmp_path, "knock on a door", seconds=1.5)
    assert onsets(knocks) == 3


def test_words_that_name_no_sound_are_said_to(tmp_path: Path) -> None:
    _, told = sounded(tmp_path, "purple elephants")
    assert told["sounds"] == "texture"
    assert "no word" in told["note"]
    assert "note" not in sounded(tmp_path, "wind")[1]


def sounded(
    folder: Path, prompt: str, *, seconds: float = 3, loop: bool = False
) -> tuple[NDArray[np.float64], dict[str, str]]:
    """Run the engine here; answers samples within ±1, and what it says of them."""
    asked = {"prompt": prompt, "seconds": seconds, "loop": loop, "folder": str(folder)}
    answer = sounds.work(asked, lambda _: None)
    with wave.open(str(folder / answer["file"])) as file:
        assert (file.getframerate(), file.getnchannels()) == (RATE_HZ, 2)
        raw = file.readframes(file.getnframes())
    return np.frombuffer(raw, "<i2").reshape(-1, 2) / 32_768, answer["metadata"]


def centre(heard: NDArray[np.float64]) -> float:
    """Give the middle of a sound's spectrum in hertz."""
    power = np.abs(np.fft.rfft(heard.mean(axis=1))) ** 2
    return float(np.sum(np.fft.rfftfreq(len(heard), 1 / RATE_HZ) * power) / np.sum(power))


def onsets(heard: NDArray[np.float64]) -> int:
    """Count the strokes of a sound."""
    frames = np.abs(heard.mean(axis=1))[: len(heard) // 480 * 480].reshape(-1, 480).max(axis=1)
    loud = frames > 0.3 * frames.max()
    return int(np.sum(loud[1:] & ~loud[:-1])) + int(loud[0])
