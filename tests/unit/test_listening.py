"""The recogniser's judgement, without its model: which language is spoken in a long recording."""

import numpy as np
import pytest

from providers.local.engines._listening.spectrogram import RATE_HZ, WINDOW_SAMPLES, Samples
from providers.local.engines._listening.whisper import ASKED_MAX, VOTES_MAX, Whisper

MARKS = {"+": 1.0, "-": -1.0, "m": 2.0, "_": 0.0}


class Guesses:
    """Stands for the model: a window's first sample says which language it sounds like, and how sure."""

    def __init__(self) -> None:
        self.asked = 0

    def detect_language(self, window: Samples) -> list[list[tuple[str, float]]]:
        self.asked += 1
        if window[0] == MARKS["m"]:
            return [[("<|en|>", 0.95)]]
        return [
            [("<|es|>", 0.9), ("<|pt|>", 0.1)]
            if window[0] > 0
            else [("<|pt|>", 0.5), ("<|es|>", 0.4)]
        ]


class Deaf(Whisper):
    def __init__(self) -> None:
        self.model = Guesses()

    def _encode(self, window: Samples) -> Samples:
        return window

    def _silence(self, encoded: Samples) -> float:
        return 0.55 if encoded[0] == MARKS["m"] else 0.03


def recording(marks: str) -> Samples:
    """Windows of noise that comes and goes like syllables, `+` or `-` at their beginning; `m` is music, `_` silence."""
    rng = np.random.default_rng(1)
    syllables = np.repeat(rng.random(WINDOW_SAMPLES // 1_600) ** 2, 1_600)
    windows = []
    for mark in marks:
        noise = rng.standard_normal(WINDOW_SAMPLES) * 0.1 * syllables * (mark != "_")
        noise[0] = MARKS[mark]
        windows.append(noise.astype(np.float32))
    return np.concatenate(windows)


@pytest.mark.parametrize("marks", ["-", "+", "-++", "_-++__-+", "---", "-+++++++++"])
def test_windows_from_all_over_vote_for_the_language(marks: str) -> None:
    model = Deaf()
    assert model.language_of(recording(marks)) == ("es" if "+" in marks else "pt")
    assert model.model.asked <= VOTES_MAX


@pytest.mark.parametrize("marks", ["mm+", "+mmmmmmmm", "mmmmmmmmm+", "mmmm-+-mmmm__"])
def test_a_little_speech_outweighs_much_music(marks: str) -> None:
    assert Deaf().language_of(recording(marks)) == "es"


def test_music_alone_is_not_listened_to_for_ever() -> None:
    model = Deaf()
    assert model.language_of(recording("m" * 30)) == "en"
    assert model.model.asked == ASKED_MAX


@pytest.mark.parametrize(("expected", "heard"), [("es", "es"), ("fr", "pt"), (None, "pt")])
def test_a_language_that_is_expected_is_taken_where_there_is_a_doubt(
    expected: str | None, heard: str
) -> None:
    assert Deaf().language_of(recording("-"), expected) == heard


def test_a_short_recording_is_asked_once() -> None:
    model = Deaf()
    model.language_of(recording("+")[: 3 * RATE_HZ])
    assert model.model.asked == 1
