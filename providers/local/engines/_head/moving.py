"""What a head does besides speaking: it blinks, sways, nods to what it stresses, breathes, and looks about."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.ndimage import gaussian_filter1d

from providers.local.engines._head.model import Floats
from providers.local.engines._head.speaking import Clock, Speech

BLINK_SECONDS: Final = 0.15
BLINK_SHUTS: Final = 0.4
"""The part of a blink in which the lid falls; it rises more slowly."""
BLINKS_APART: Final = (2.0, 6.0)
BREATH_SECONDS: Final = 4.2
BREATH_METRES: Final = 0.0011
SWAY: Final = (0.050, 0.022, 0.018)
"""Radians of yaw, pitch and roll, as a rule."""
NOD: Final = 0.030
NOD_SECONDS: Final = 0.30
NODS: Final = 0.45
"""The part of stresses that are nodded to; some more raise the brows."""
BROWS: Final = 0.35
SMILE: Final = 0.10
GAZE: Final = (0.075, 0.035)
GAZES_APART: Final = (0.7, 2.6)
EASES_SECONDS: Final = 0.4
"""The head begins and ends as it was made."""


@dataclass(frozen=True, slots=True)
class Motion:
    """A head's weights by name, its turns (yaw, pitch, roll) and shifts (metres), frame by frame."""

    weights: Mapping[str, Floats]
    turns: Floats
    shifts: Floats


def moved(speech: Speech, clock: Clock, seed: int) -> Motion:
    """Move a head to its speech. The same seed moves it the same."""
    rng = np.random.default_rng(seed)
    blink = _blinks(clock, rng)
    turns = _sway(clock, rng, speech)
    nods, brows = _emphasis(clock, rng, speech)
    turns[:, 1] += nods
    turns *= _eased(clock)[:, None]
    across, down = _gaze(clock, rng)
    breath = np.sin(2 * np.pi * clock.times / BREATH_SECONDS + rng.uniform(0, 6.28))
    shifts = np.zeros((clock.frames, 3), np.float32)
    shifts[:, 1] = breath * BREATH_METRES
    weights = {
        "eyeBlinkLeft": blink,
        "eyeBlinkRight": blink,
        "browInnerUp": np.asarray(brows, np.float32),
        "mouthSmile": np.asarray(SMILE * (1 - 0.6 * np.clip(speech.open, 0, 1)), np.float32),
        "gazeAcross": across,
        "gazeDown": down,
    }
    return Motion(weights, turns, shifts)


def _blinks(clock: Clock, rng: np.random.Generator) -> Floats:
    """Shut the eyes now and then; at least one frame sees them shut."""
    found = np.zeros(clock.frames, np.float32)
    at = rng.uniform(0.8, BLINKS_APART[1] / 2)
    while at < clock.frames / clock.fps:
        since = (clock.times - at) / BLINK_SECONDS
        falls, rises = since / BLINK_SHUTS, (1 - since) / (1 - BLINK_SHUTS)
        shut = np.clip(np.minimum(falls, rises), 0, 1)
        middle = int((at + BLINK_SECONDS * BLINK_SHUTS) * clock.fps)
        if middle < clock.frames:
            shut[middle] = 1.0
        found = np.maximum(found, np.sin(shut * np.pi / 2)).astype(np.float32)
        at += BLINK_SECONDS + rng.uniform(*BLINKS_APART)
    return found


def _sway(clock: Clock, rng: np.random.Generator, speech: Speech) -> Floats:
    """Drift slowly, a little more while speaking."""
    noise = rng.normal(size=(clock.frames + 8 * clock.fps, 3))
    slow = gaussian_filter1d(noise, 0.55 * clock.fps, axis=0)
    slower = gaussian_filter1d(noise[::-1], 1.3 * clock.fps, axis=0)
    both = slow / slow.std(0) * 0.45 + slower / slower.std(0) * 0.75
    middle = both[4 * clock.fps :][: clock.frames]
    lively = gaussian_filter1d(speech.loud, 0.4 * clock.fps) if clock.frames else speech.loud
    return np.asarray(middle * np.array(SWAY) * (0.55 + 0.75 * lively[:, None]), np.float32)


def _emphasis(clock: Clock, rng: np.random.Generator, speech: Speech) -> tuple[Floats, Floats]:
    """Nod down, and raise the brows, where a syllable is stressed."""
    nods, brows = np.zeros(clock.frames), np.zeros(clock.frames)
    last = -1.0
    for stress in speech.stresses:
        chance, size = rng.uniform(), rng.uniform(0.5, 1.0)
        if stress - last < 0.5 or chance > NODS + 0.2:
            continue
        last = stress
        pulse = np.exp(-(((clock.times - stress) / (NOD_SECONDS / 2)) ** 2))
        if chance < NODS:
            nods += NOD * size * pulse
        if chance < 0.2 or chance > NODS:
            brows += BROWS * size * np.exp(-(((clock.times - stress - 0.05) / 0.22) ** 2))
    return np.asarray(nods, np.float32), np.asarray(np.clip(brows, 0, 1), np.float32)


def _gaze(clock: Clock, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """Look at the viewer mostly, beside him at times; eyes jump, they do not drift."""
    across, down = np.zeros(clock.frames), np.zeros(clock.frames)
    at = 0.0
    while at < clock.frames / clock.fps:
        away = rng.uniform() < 0.35
        x, y = (rng.normal(0, GAZE[0]), rng.normal(0, GAZE[1])) if away else (0.0, 0.0)
        from_here = clock.times >= at
        across[from_here], down[from_here] = x, y
        at += rng.uniform(*GAZES_APART) * (0.6 if away else 1.0)
    return (
        np.asarray(np.clip(across, -0.2, 0.2), np.float32),
        np.asarray(np.clip(down, -0.1, 0.1), np.float32),
    )


def _eased(clock: Clock) -> Floats:
    end = clock.frames / clock.fps
    edge = np.minimum(clock.times, end - clock.times) / EASES_SECONDS
    soft = np.clip(edge, 0, 1)
    return np.asarray(soft * soft * (3 - 2 * soft), np.float32)
