"""Which language is spoken: decided by the windows of a recording where somebody speaks, however few they are."""

from typing import Any

import numpy as np
import pytest

from providers.local.engines._listening.spectrogram import WINDOW_SAMPLES, Samples
from providers.local.engines._listening.whisper import ASKED_MAX, Whisper


class Listener(Whisper):
    """The recogniser without its model: each window's first sample says what the model would make of it."""

    def __init__(self, hears: list[tuple[float, dict[str, float]]]) -> None:
        self.hears = hears
        self.asked: list[int] = []
        self.model = self  # type: ignore[assignment]

    def _encode(self, window: Samples) -> Any:
        self.asked.append(round(float(window[0])))
        return self.asked[-1]

    def _silence(self, encoded: Any) -> float:
        return self.hears[encoded][0]

    def detect_language(self, encoded: Any) -> list[list[tuple[str, float]]]:
        return [[(f"<|{tag}|>", share) for tag, share in self.hears[encoded][1].items()]]


MUSIC = (0.6, {"en": 0.75, "sn": 0.03})
FRENCH = (0.02, {"fr": 0.99})
UNSURE = (0.1, {"nl": 0.5, "de": 0.4})


def recording(windows: int) -> Samples:
    """A recording whose windows are as uneven as speech, and know their number."""
    sound = np.tile(np.repeat([0.0, 0.5], WINDOW_SAMPLES // 8), (windows, 4)).astype(np.float32)
    sound[:, 0] = np.arange(windows)
    return sound.ravel()


@pytest.mark.parametrize("spoken", [[8], [0], [4, 5]])
def test_a_little_speech_outweighs_much_music(spoken: list[int]) -> None:
    listener = Listener([FRENCH if n in spoken else MUSIC for n in range(9)])
    assert listener.language_of(recording(9)) == "fr"


def test_it_listens_on_until_enough_of_it_is_speech_and_no_longer() -> None:
    listener = Listener([FRENCH] * 200)
    assert (listener.language_of(recording(200)), len(listener.asked)) == ("fr", 5)
    assert (min(listener.asked), max(listener.asked) > 150) == (0, True), "from all over"
    listener = Listener([MUSIC] * 200)
    listener.language_of(recording(200))
    assert len(set(listener.asked)) == len(listener.asked) == ASKED_MAX


@pytest.mark.parametrize(("expected", "heard"), [("de", "de"), ("fr", "nl"), (None, "nl")])
def test_a_language_that_is_expected_is_taken_where_there_is_a_doubt(
    expected: str | None, heard: str
) -> None:
    assert Listener([UNSURE]).language_of(recording(1), expected) == heard
