"""The mix of library voices that sounds most like given speech, with pitch and rate: it resembles, and is no clone."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from providers.local.engines._speaking.kokoro import Kokoro, Timbre, mixed
from providers.local.engines._speaking.phonemes import Phrase
from providers.local.engines._voices.hearing import hear, spoken
from providers.local.engines._voices.library import Library, to_ear
from providers.local.engines._voices.speaker import Speaker, unit

Floats = NDArray[np.float32]

VOICES_MAX: Final = 6
WEIGHT_MIN: Final = 0.03
FREE_STEPS: Final = 300
PITCH_MIN: Final = 0.85
PITCH_MAX: Final = 1.18
RATE_MIN: Final = 0.8
RATE_MAX: Final = 1.25
PITCH_WEIGHT: Final = 0.25
"""What an octave beside the target's pitch counts, in likeness."""
PITCH_SPREAD: Final = 0.05
WEIGHT_SPREAD: Final = 0.25
COOLING: Final = 0.9
SEED: Final = 1


@dataclass(frozen=True, slots=True)
class Target:
    """What is to be matched: the speaker's vector, pitch and rate."""

    vector: Floats
    pitch_hz: float
    syllables_a_second: float


@dataclass(frozen=True, slots=True)
class Fit:
    """A mix: weights that sum to one. `likeness` is its speech's cosine to the target, `nearest` the best voice's."""

    mix: dict[str, float]
    pitch: float
    rate: float
    likeness: float
    nearest: float
    nearest_voice: str


@dataclass(frozen=True, slots=True)
class _Point:
    weights: Floats
    pitch: float


@dataclass(frozen=True, slots=True)
class _Sounded:
    point: _Point
    likeness: float
    score: float
    pitch_hz: float
    syllables_a_second: float


class Fitter:
    """Tries mixes by ear: each is spoken, and heard by the encoder."""

    def __init__(self, model: Kokoro, speaker: Speaker, library: Library) -> None:
        self.model = model
        self.speaker = speaker
        self.library = library

    def fit(
        self,
        target: Target,
        phrases: list[Phrase],
        *,
        rounds: int,
        report: Callable[[float], None],
    ) -> Fit:
        """Begin with the nearest voices' mix in the encoder's space, then improve it on real speech."""
        order = np.argsort(-(self.library.vectors @ target.vector))[:VOICES_MAX]
        names = [self.library.names[place] for place in order]
        guess = _free_mix(self.library.vectors[order], target.vector)
        told = 0

        def sound(point: _Point) -> _Sounded:
            nonlocal told
            told += 1
            report(told / (rounds + 4))
            return self._sound(point, names, target, phrases)

        singles = [sound(_Point(np.eye(len(names), dtype=np.float32)[n], 1.0)) for n in (0, 1)]
        single = max(singles, key=lambda each: each.likeness)
        best = max((*singles, sound(_Point(guess, 1.0))), key=lambda each: each.score)
        pitch = _clipped(target.pitch_hz / best.pitch_hz, PITCH_MIN, PITCH_MAX)
        best = max(best, sound(_Point(best.point.weights, pitch)), key=lambda each: each.score)
        chance = np.random.default_rng(SEED)
        for turn in range(rounds):
            spread = COOLING**turn
            moved = best.point.weights + chance.normal(0, WEIGHT_SPREAD * spread, len(names))
            shifted = best.point.pitch * float(np.exp(chance.normal(0, PITCH_SPREAD * spread)))
            point = _Point(_simplex(moved), _clipped(shifted, PITCH_MIN, PITCH_MAX))
            best = max(best, sound(point), key=lambda each: each.score)
        return _fit_of(names, best, single, target)

    def _sound(
        self, point: _Point, names: list[str], target: Target, phrases: list[Phrase]
    ) -> _Sounded:
        mix = {n: float(w) for n, w in zip(names, point.weights, strict=True) if w > 0}
        timbre = Timbre(mixed(mix), pitch=point.pitch)
        said = self.model.speak(
            phrases, timbre, speed=1.0, emotion="neutral", report=lambda _: None
        )
        sound = to_ear(said.samples)
        heard = hear(sound)
        likeness = float(self.speaker.of(spoken(sound, heard)) @ target.vector)
        pitch_hz = heard.median_pitch_hz or target.pitch_hz
        beside = abs(float(np.log2(pitch_hz / target.pitch_hz)))
        return _Sounded(
            point, likeness, likeness - PITCH_WEIGHT * beside, pitch_hz, heard.syllables_a_second
        )


def _fit_of(names: list[str], best: _Sounded, single: _Sounded, target: Target) -> Fit:
    kept = np.where(best.point.weights >= WEIGHT_MIN, best.point.weights, 0)
    kept = kept / kept.sum()
    rate = target.syllables_a_second / max(best.syllables_a_second, 0.1)
    return Fit(
        mix={name: round(float(w), 4) for name, w in zip(names, kept, strict=True) if w > 0},
        pitch=round(best.point.pitch, 4),
        rate=round(_clipped(rate, RATE_MIN, RATE_MAX), 3),
        likeness=round(best.likeness, 4),
        nearest=round(single.likeness, 4),
        nearest_voice=names[int(np.argmax(single.point.weights))],
    )


def _free_mix(vectors: Floats, target: Floats) -> Floats:
    """Find the convex mix of vectors that points nearest to a target, by projected steps: no speech is needed."""
    weights = np.full(len(vectors), 1 / len(vectors), np.float32)
    for _ in range(FREE_STEPS):
        sum_ = weights @ vectors
        length = float(np.linalg.norm(sum_))
        slope = (vectors @ target) / length - (vectors @ sum_) * float(sum_ @ target) / length**3
        weights = _simplex(weights + 0.5 * slope)
    assert abs(float(np.linalg.norm(unit(weights @ vectors))) - 1) < 0.01
    return weights


def _simplex(weights: NDArray[np.floating[Any]]) -> Floats:
    """Give the nearest weights that are not negative and sum to one."""
    ordered = np.sort(weights)[::-1]
    over = (np.cumsum(ordered) - 1) / np.arange(1, len(weights) + 1)
    edge = over[np.flatnonzero(ordered > over)[-1]]
    projected: Floats = np.maximum(weights - edge, 0).astype(np.float32)
    return projected


def _clipped(value: float, low: float, high: float) -> float:
    return min(max(value, low), high)
