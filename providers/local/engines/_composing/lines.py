"""The accompaniment: pads, struck and plucked chords, broken chords, basses, drums."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from providers.local.engines._composing.harmony import Harmony, voiced
from providers.local.engines._composing.melody import rhythm
from providers.local.engines._composing.score import BEATS, STEPS, Note, Section, Stroke
from providers.local.engines._composing.style import Beat, Layer, Style

Rng = np.random.Generator
LEVELS: Final = {"X": 0.95, "x": 0.72, "o": 0.42}
STRUM_BEATS: Final = 0.022
DEGREES: Final = {"1": 0, "3": 1, "5": 2, "8": 0}
ACCENTS: Final = (0.08, -0.06, 0.03, -0.06)


class Voicing:
    """The chords of a layer, bar by bar: each is placed near the one before."""

    def __init__(self, harmony: Harmony, low: int, high: int) -> None:
        self.bars: list[tuple[int, ...]] = []
        last: tuple[int, ...] = ()
        for chord in harmony.chords:
            tones = [tone + harmony.tonic for tone in chord.tones]
            last = voiced(tones, last, low=low, high=high)
            self.bars.append(last)


def pad(section: Section, voices: Voicing) -> list[Note]:
    """Hold each chord; a tone that the next bar shares is not struck again."""
    notes: list[Note] = []
    held: dict[int, tuple[int, int]] = {}
    for bar in range(section.start, section.end + 1):
        now = set(voices.bars[bar]) if bar < section.end else set()
        for pitch, (begun, _) in list(held.items()):
            if pitch not in now or bar - begun >= 2:
                notes.append(Note(begun * BEATS, (bar - begun) * BEATS, pitch, _held(section)))
                del held[pitch]
        for pitch in now - held.keys():
            held[pitch] = (bar, 0)
    return sorted(notes, key=lambda note: (note.at, note.pitch))


def _held(section: Section) -> float:
    return 0.35 + 0.45 * section.energy


def comp(rng: Rng, section: Section, voices: Voicing, layer: Layer) -> list[Note]:
    """Strike the chords in a rhythm; a strum lets one string follow the other."""
    choices = [rhythm(one) for one in layer.pattern.split("/")]
    late = STRUM_BEATS if layer.kind == "strum" else 0.0
    notes = []
    for bar in range(section.start, section.end):
        shape = choices[bar % len(choices)]
        for number, (at, long) in enumerate(shape):
            chord = voices.bars[bar]
            down = number % 2 == 0
            order = chord if down else chord[::-1]
            loud = 0.62 + ACCENTS[number % 4] + 0.2 * (section.energy - 0.5) + (0.06 if down else 0)
            for place, pitch in enumerate(order):
                begin = bar * BEATS + at + place * late
                notes.append(Note(begin, long * 0.92, pitch, float(loud + rng.normal(0, 0.03))))
    return notes


def power(section: Section, harmony: Harmony, layer: Layer) -> list[Note]:
    """Strike roots with their fifths: under distortion a third would growl."""
    notes = []
    for bar in range(section.start, section.end):
        chord = harmony.chords[bar]
        root = _in_range(harmony.tonic + chord.root, layer.low)
        for at, long in rhythm(layer.pattern):
            loud = 0.75 if at % 1 == 0 else 0.6
            beat = bar * BEATS + at
            notes += [Note(beat, long * 0.97, pitch, loud) for pitch in (root, root + 7, root + 12)]
    return notes


def broken(section: Section, voices: Voicing, layer: Layer) -> list[Note]:
    """Break the chords by a pattern of the voices' numbers; numbers past the last are an octave higher."""
    notes = []
    for bar in range(section.start, section.end):
        chord = voices.bars[bar]
        for step, mark in enumerate(layer.pattern):
            if mark == ".":
                continue
            octave, voice = divmod(int(mark), len(chord))
            pitch = chord[voice] + 12 * octave
            loud = 0.55 + ACCENTS[step // 2 % 4] + 0.2 * (section.energy - 0.5)
            notes.append(Note(bar * BEATS + step / 4, _until(layer.pattern, step), pitch, loud))
    return notes


def _until(pattern: str, step: int) -> float:
    after = next((n for n in range(step + 1, len(pattern)) if pattern[n] != "."), len(pattern))
    return (after - step) / 4


def bass(rng: Rng, section: Section, harmony: Harmony, layer: Layer) -> list[Note]:
    """Play the chords' roots and fifths, or walk."""
    if layer.pattern == "walk":
        return _walking(rng, section, harmony, layer)
    notes = []
    for bar in range(section.start, section.end):
        chord = harmony.chords[bar]
        root = _in_range(harmony.tonic + chord.root, layer.low)
        marks = [mark for mark in layer.pattern if mark not in ".-"]
        for mark, (at, long) in zip(marks, rhythm(layer.pattern), strict=True):
            above = chord.tones[DEGREES[mark]] - chord.root + (12 if mark == "8" else 0)
            loud = 0.75 if at % 2 == 0 else 0.62
            notes.append(Note(bar * BEATS + at, long * 0.96, root + above, loud))
    return notes


def _walking(rng: Rng, section: Section, harmony: Harmony, layer: Layer) -> list[Note]:
    """Step through each chord by quarters, and lead into the next one by a neighbour."""
    notes = []
    for bar in range(section.start, section.end):
        chord, following = harmony.chords[bar], harmony.chords[bar + 1]
        root = _in_range(harmony.tonic + chord.root, layer.low)
        goal = _in_range(harmony.tonic + following.root, layer.low)
        tones = [chord.tones[n] - chord.root for n in (1, 2)]
        if rng.random() < 0.4:
            tones.reverse()
        near = goal + (1 if goal < root else -1)
        if (near - harmony.tonic) % 12 not in harmony.scale:
            near = goal + (2 if goal < root else -2)
        for beat, pitch in enumerate((root, root + tones[0], root + tones[1], near)):
            loud = 0.75 if beat % 2 == 0 else 0.66
            notes.append(Note(bar * BEATS + beat, 0.9, pitch, loud))
    return notes


def _in_range(pitch: int, low: int) -> int:
    return low + (pitch - low) % 12


def drums(rng: Rng, section: Section, style: Style, *, fills: bool) -> list[Stroke]:
    """Play the groove of a section, a fill at its end, a cymbal at its beginning."""
    lines = [beat for beat in style.groove if beat.enter <= section.energy < beat.leave]
    strokes: list[Stroke] = []
    for bar in range(section.start, section.end):
        filled = fills and bar == section.end - 1 and section.energy > 0.45 and section.bars > 1
        for beat in lines:
            strokes += _strokes(rng, bar, beat, until=8 if filled and style.fill else STEPS)
        if filled:
            for beat in style.fill:
                strokes += _strokes(rng, bar, beat, until=STEPS)
    if style.opening and section.energy >= 0.75 and lines:
        strokes.append(Stroke(section.start * BEATS, style.opening, 0.7))
    return strokes


def _strokes(rng: Rng, bar: int, beat: Beat, *, until: int) -> list[Stroke]:
    length = len(beat.pattern)
    offset = (bar * STEPS) % length if length > STEPS else 0
    found = []
    for step in range(min(until, STEPS)):
        mark = beat.pattern[(offset + step) % length]
        if mark in LEVELS:
            loud = float(np.clip(LEVELS[mark] + rng.normal(0, 0.035), 0.1, 1.0))
            found.append(Stroke(bar * BEATS + step / 4, beat.drum, loud))
    return found


def feel(beat: float, style: Style) -> float:
    """Give where a beat's place sounds: what is off the beat comes late where the music swings."""
    unit = 1.0 if style.swung == "eighths" else 0.5
    whole, part = divmod(beat, unit)
    half = unit / 2
    late = style.swing * unit / 6
    if part < half:
        return whole * unit + part / half * (half + late)
    return whole * unit + half + late + (part - half) / half * (half - late)


def shaken(rng: Rng, count: int, style: Style) -> Sequence[float]:
    """Give how many seconds each tone is early or late."""
    return [float(x) for x in np.clip(rng.normal(0, 1, count), -2, 2) * style.loose / 1_000]
