"""The recogniser's judgement, without its model: which language is spoken in a long recording."""

import numpy as np
import pytest

from providers.local.engines._listening.spectrogram import RATE_HZ, WINDOW_SAMPLES, Samples
from providers.local.engines._listening.whisper import VOTES_MAX, Whisper


class Guesses:
    """Stands for the model: a window's first sample says which language it sounds like, and how sure."""

    def __init__(self) -> None:
        self.asked = 0

    def detect_language(self, window: Samples) -> list[list[tuple[str, float]]]:
        self.asked += 1
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


def recording(marks: str) -> Samples:
    """Windows of noise that comes and goes like syllables, `+` or `-` at their beginning; `_` is silence."""
    rng = np.random.default_rng(1)
    syllables = np.repeat(rng.random(WINDOW_SAMPLES // 1_600) ** 2, 1_600)
    windows = []
    for mark in marks:
        noise = rng.standard_normal(WINDOW_SAMPLES) * 0.1 * syllables * (mark != "_")
        noise[0] = {"+": 1.0, "-": -1.0, "_": 0.0}[mark]
        windows.append(noise.astype(np.float32))
    return np.concatenate(windows)


@pytest.mark.parametrize(("marks", "language"), [("-", "pt"), ("+", "es"), ("-++", "es"), ("_-++__-+", "es"), ("---", "pt")])  # fmt: skip
def test_windows_from_all_over_vote_for_the_language(marks: str, language: str) -> None:
    model = Deaf()
    assert model.language_of(recording(marks)) == language
    assert model.model.asked <= VOTES_MAX


def test_a_short_recording_is_asked_once() -> None:
    model = Deaf()
    model.language_of(recording("+")[: 3 * RATE_HZ])
    assert model.model.asked == 1
