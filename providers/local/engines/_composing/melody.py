"""Tunes: a motif of two bars, said again and changed, that rests on the chords' tones."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from providers.local.engines._composing.harmony import Harmony
from providers.local.engines._composing.score import BEATS, Note, Section

Rng = np.random.Generator
MOVES: Final = np.array([-3, -2, -1, 0, 1, 2, 3])
LIKELY: Final = np.array([0.05, 0.14, 0.3, 0.08, 0.28, 0.11, 0.04])
ANSWERS: Final = ("same", "raised", "same", "closed")
"""What becomes of the motif in the four times that eight bars have room for it."""


@dataclass(frozen=True, slots=True)
class Motif:
    """Where its tones begin and how long they are, in beats of two bars; and their steps from the first."""

    places: Sequence[tuple[float, float]]
    steps: Sequence[int]


def rhythm(pattern: str) -> list[tuple[float, float]]:
    """Read a bar: `x` strikes, `-` holds, `.` rests. Beats."""
    found: list[tuple[float, float]] = []
    for number, mark in enumerate(pattern):
        at = number / 4
        if mark not in ".-":
            found.append((at, 0.25))
        elif mark == "-" and found:
            found[-1] = (found[-1][0], at + 0.25 - found[-1][0])
    return found


def motif(rng: Rng, rhythms: str, *, calm: bool) -> Motif:
    """Invent two bars: one rhythm, then another or its beginning again."""
    choices = rhythms.split("/")
    first = choices[int(rng.integers(len(choices)))]
    second = choices[int(rng.integers(len(choices)))] if rng.random() < 0.6 else first
    places = rhythm(first) + [(at + BEATS, long) for at, long in rhythm(second)]
    if calm:
        places = [one for number, one in enumerate(places) if one[0] % 1 == 0 or number % 3 == 0]
    steps, place = [0], 0
    for _ in places[1:]:
        move = int(rng.choice(MOVES, p=LIKELY / LIKELY.sum()))
        if abs(place + move) > 5:  # what goes far comes back
            move = -move
        place += move
        steps.append(place)
    return Motif(tuple(places), tuple(steps))


def tune(
    rng: Rng, harmony: Harmony, section: Section, theme: Motif, *, low: int, high: int
) -> list[Note]:
    """Say the motif through a section, two bars at a time."""
    notes: list[Note] = []
    for turn, bar in enumerate(range(section.start, section.end, 2)):
        way = ANSWERS[turn % len(ANSWERS)]
        last = bar + 2 >= section.end
        said = _said(harmony, bar, theme, "closed" if last and turn else way, low=low, high=high)
        end = section.end * BEATS
        notes += [note for note in said if note.at < end - 0.01]
    if section.energy > 0.9:
        notes = [_varied(rng, note) for note in notes]
    return notes


def _said(harmony: Harmony, bar: int, theme: Motif, way: str, *, low: int, high: int) -> list[Note]:
    """Set the motif on the chords: what falls on a beat, or is long, is a tone of the chord."""
    ladder = [p for p in range(low, high + 1) if (p - harmony.tonic) % 12 in harmony.scale]
    middle = harmony.nearest((low + high) // 2 - 2, bar * BEATS)
    root = min(range(len(ladder)), key=lambda n: abs(ladder[n] - middle))
    lift = 2 if way == "raised" else 0
    notes = []
    for number, ((at, long), step) in enumerate(zip(theme.places, theme.steps, strict=True)):
        place = min(max(root + step + lift, 0), len(ladder) - 1)
        beat = bar * BEATS + at
        closing = way == "closed" and number == len(theme.places) - 1
        pitch = ladder[place]
        if at % 1 == 0 or long >= 0.75 or closing:
            pitch = min(max(harmony.nearest(pitch, beat), low - 3), high + 3)
        strong = 0.78 if at % 2 == 0 else 0.66 if at % 1 == 0 else 0.56
        notes.append(Note(beat, long * 0.95, pitch, strong))
    return notes


def _varied(rng: Rng, note: Note) -> Note:
    louder = min(note.loud + 0.12, 1.0)
    return Note(note.at, note.beats, note.pitch + (12 if rng.random() < 0.06 else 0), louder)


def counter(harmony: Harmony, section: Section, *, low: int, high: int) -> list[Note]:
    """Answer with long tones that move by step, half a bar late."""
    notes, pitch = [], (low + high) // 2
    for bar in range(section.start, section.end):
        beat = bar * BEATS + 1.0
        pitch = harmony.nearest(pitch + (2 if bar % 2 else -1), beat)
        pitch = pitch - 12 if pitch > high else pitch + 12 if pitch < low else pitch
        notes.append(Note(beat, 2.9, pitch, 0.55))
    return notes


def sparkle(rng: Rng, harmony: Harmony, section: Section, *, low: int, high: int) -> list[Note]:
    """Strew a few high tones of the chord."""
    notes = []
    for bar in range(section.start, section.end):
        for place in (0.0, 1.5, 2.5, 3.5):
            if rng.random() < 0.34:
                beat = bar * BEATS + place
                pitch = harmony.nearest(int(rng.integers(low + 6, high - 5)), beat)
                notes.append(Note(beat, 1.0, pitch, float(rng.uniform(0.35, 0.65))))
    return notes
