"""The sounds of a recording whose words nobody knows: guessed from its loudness, its hiss and its formants."""

from dataclasses import replace
from itertools import groupby
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import median_filter

from providers.local.engines._head.listening import STEP_SECONDS, Heard
from providers.local.engines._head.model import Floats
from providers.local.engines._head.phones import PHONES, QUIET, Phone
from providers.local.engines._head.timing import Timed

LETTERS: Final = "_smnaeiou"
"""What is told apart: silence, hiss, closed lips, what is neither open nor closed, and five vowels."""
HISSES: Final = 0.5
CLOSED: Final = 0.30
VOICED: Final = 0.62
STEADY_STEPS: Final = 5
PITCHES: Final = (15, 85)
"""Percentiles of a speaker's own formants that count as low and as high."""


def guessed(heard: Heard) -> list[Timed]:
    """Give sounds in order, with the silences between them."""
    found: list[Timed] = []
    at = 0
    for number, run in groupby(_told(heard).tolist()):
        count = len(list(run))
        phone = _as_loud(LETTERS[number], float(heard.loud[at : at + count].mean()))
        found.append(Timed(phone, at * STEP_SECONDS, (at + count) * STEP_SECONDS))
        at += count
    return [*found, Timed(QUIET, at * STEP_SECONDS, at * STEP_SECONDS + 3_600)]


def _told(heard: Heard) -> NDArray[np.int64]:
    """Give a letter's number a step."""
    voiced = heard.speaks & (heard.loud > VOICED) & (heard.high < HISSES)
    tall, bright = (_ranked(hz, voiced) for hz in (heard.first_hz, heard.second_hz))
    vowels = np.select(
        [tall > 0.62, bright > 0.72, bright > 0.5, tall > 0.4],
        [LETTERS.index("a"), LETTERS.index("i"), LETTERS.index("e"), LETTERS.index("o")],
        LETTERS.index("u"),
    )
    vowels = np.where((vowels == LETTERS.index("i")) & (tall > 0.4), LETTERS.index("e"), vowels)
    told = np.select(
        [~heard.speaks, heard.high > HISSES, heard.loud < CLOSED, ~voiced],
        [LETTERS.index(letter) for letter in "_smn"],
        vowels,
    )
    steady: NDArray[np.int64] = median_filter(told, STEADY_STEPS)
    return steady


def _ranked(hz: Floats, voiced: NDArray[np.bool_]) -> Floats:
    """Put a formant on the speaker's own scale from 0 to 1."""
    if not voiced.any():
        return np.zeros_like(hz)
    low, high = np.percentile(hz[voiced], PITCHES)
    return np.asarray(np.clip((hz - low) / max(float(high - low), 1.0), 0, 1), np.float32)


def _as_loud(letter: str, loud: float) -> Phone:
    if letter == "_":
        return QUIET
    phone = PHONES[letter]
    stressed = letter in "aeo" and loud > 0.9
    return replace(phone, far=phone.far * min(0.45 + 0.6 * loud, 1.0), stressed=stressed)
