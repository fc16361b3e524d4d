"""From a brief to a score: sections, chords, and a line for every layer of the genre."""

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np

from domain.music import BPM, MusicalKey, tempo_of
from providers.local.engines._composing import lines, melody
from providers.local.engines._composing.brief import MINOR, Asked, Brief
from providers.local.engines._composing.form import planned
from providers.local.engines._composing.harmony import (
    RAISED,
    Harmony,
    chord,
    mode_of,
    size_of,
)
from providers.local.engines._composing.harmony import lines as progressions
from providers.local.engines._composing.melody import Motif
from providers.local.engines._composing.score import (
    BEATS,
    Note,
    Part,
    Score,
    Section,
    Stem,
    Stroke,
)
from providers.local.engines._composing.style import Layer, Style
from providers.local.engines._composing.styles import STYLES

Rng = np.random.Generator
TAIL_SECONDS: Final = (2.6, 3.4)
"""How long the last chord rings: at least, and where it is best."""
STEM_OF: Final[dict[str, Stem]] = {
    "pad": "harmony", "comp": "harmony", "strum": "harmony", "arp": "harmony", "bass": "bass", "lead": "lead",
    "counter": "lead", "sparkle": "lead",
}  # fmt: skip
FINAL_BEATS: Final = 4.0
KICKS: Final = frozenset({"kick", "deep_kick", "rock_kick", "soft_kick"})


def bars_of(bpm: float, seconds: float) -> int:
    """Count the bars that fit before the last chord."""
    return max(int((seconds - TAIL_SECONDS[0]) * bpm / 60 / BEATS), 1)


def settled(bpm: float, seconds: float, *, near: int = 3) -> float:
    """Choose the speed, near one, at which the last chord has the best time to ring."""

    def waste(one: float) -> float:
        tail = seconds - bars_of(one, seconds) * BEATS * 60 / one
        return abs(tail - TAIL_SECONDS[1]) + 0.1 * abs(one - bpm)

    low, high = BPM[tempo_of(bpm)]
    near_by = [bpm + n for n in range(-near, near + 1) if low <= bpm + n <= high]
    return min(near_by or [bpm], key=waste)


def compose(wanted: Brief, asked: Asked) -> Score:
    """Write a piece that lasts so many seconds."""
    rng = np.random.default_rng([asked.seed, 2])
    style = STYLES[wanted.genre]
    bar_seconds = BEATS * 60 / wanted.bpm
    lead_in = bar_seconds - asked.phase_seconds % bar_seconds if asked.goes_on else 0.0
    bars = bars_of(wanted.bpm, asked.seconds + lead_in)
    sections = planned(bars, wanted.mood, goes_on=asked.goes_on)
    harmony = _harmony(rng, wanted, sections)
    theme = {False: _motif(rng, style, wanted)}
    theme[True] = _motif(rng, style, wanted)
    parts = [
        part for layer in style.layers for part in _parts(rng, layer, style, harmony, sections, theme)
    ]  # fmt: skip
    strokes = _strokes(rng, style, sections)
    return Score(
        bpm=wanted.bpm,
        key=MusicalKey(tonic=wanted.tonic, scale="minor" if harmony.mode in MINOR else "major"),
        mode=harmony.mode,
        sections=sections,
        parts=parts,
        strokes=strokes,
        room_seconds=style.room_seconds,
        kicks=[stroke.at for stroke in strokes if stroke.drum in KICKS and stroke.loud > 0.6],
    )


def _harmony(rng: Rng, wanted: Brief, sections: Sequence[Section]) -> Harmony:
    mode = wanted.scale or mode_of(rng, wanted.mood, wanted.genre)
    if wanted.scale and wanted.scale == "minor" and rng.random() < 0.2:
        mode = "dorian"
    found = progressions(rng, mode, wanted.genre)
    size = size_of(wanted.genre, wanted.mood)
    degrees: list[int] = []
    for section in sections:
        line = found[section.name]
        stretch = 2 if section.name in ("intro", "break") and section.bars >= 8 else 1
        degrees += [line[bar // stretch % len(line)] for bar in range(section.bars)]
    if len(degrees) > 1 and degrees[-1] % RAISED == 0:
        degrees[-1] = 3 if mode != "phrygian" else 1
    closing = chord(mode, 0, 3)
    return Harmony(
        wanted.tonic, mode, [*(chord(mode, degree, size) for degree in degrees), closing]
    )


def _motif(rng: Rng, style: Style, wanted: Brief) -> Motif:
    return melody.motif(rng, style.tune, calm=wanted.mood.value in ("calm", "sad"))


def _parts(
    rng: Rng, layer: Layer, style: Style, harmony: Harmony, sections: Sequence[Section], theme: dict[bool, Motif]
) -> list[Part]:  # fmt: skip
    voices = lines.Voicing(harmony, layer.low, layer.high)
    notes: list[Note] = []
    for section in sections:
        if layer.enter <= section.energy < layer.leave:
            tune = theme[section.name in ("lift", "climax")]
            notes += _softened(_played(rng, layer, section, harmony, voices, tune), section)
    if (
        notes
        and sections[-1].energy >= layer.enter
        and layer.kind in ("pad", "comp", "strum", "arp", "bass")
    ):
        notes += _last(layer, harmony, voices, at=sections[-1].end * BEATS)
    early = lines.shaken(rng, len(notes), style)
    moved = [
        Note(lines.feel(note.at, style) + late, note.beats, note.pitch, min(max(note.loud, 0.1), 1.0))
        for note, late in zip(notes, early, strict=True)
    ]  # fmt: skip
    if not moved:
        return []
    return [
        Part(
            instrument=layer.instrument, stem=STEM_OF[layer.kind], notes=moved, gain_db=layer.gain_db, pan=layer.pan,
            space=layer.space, echo=layer.echo, drive=layer.drive, duck=layer.duck,
        )
    ]  # fmt: skip


def _softened(notes: list[Note], section: Section) -> list[Note]:
    """Play softer where less goes on."""
    share = 0.62 + 0.38 * section.energy
    return [Note(note.at, note.beats, note.pitch, note.loud * share) for note in notes]


def _played(
    rng: Rng, layer: Layer, section: Section, harmony: Harmony, voices: lines.Voicing, tune: Motif
) -> list[Note]:
    low, high = layer.low, layer.high
    lines_of: dict[str, Callable[[], list[Note]]] = {
        "pad": lambda: lines.pad(section, voices),
        "comp": lambda: lines.comp(rng, section, voices, layer),
        "strum": lambda: lines.comp(rng, section, voices, layer),
        "arp": lambda: lines.broken(section, voices, layer),
        "bass": lambda: lines.bass(rng, section, harmony, layer),
        "lead": lambda: melody.tune(rng, harmony, section, tune, low=low, high=high),
        "counter": lambda: melody.counter(harmony, section, low=low, high=high),
        "sparkle": lambda: melody.sparkle(rng, harmony, section, low=low, high=high),
    }
    if layer.kind == "comp" and layer.drive:
        return lines.power(section, harmony, layer)
    return lines_of[layer.kind]()


def _last(layer: Layer, harmony: Harmony, voices: lines.Voicing, *, at: float) -> list[Note]:
    """Close on the tonic."""
    if layer.kind == "bass":
        return [Note(at, FINAL_BEATS, layer.low + (harmony.tonic - layer.low) % 12, 0.75)]
    if layer.drive:
        root = layer.low + (harmony.tonic - layer.low) % 12
        return [Note(at, FINAL_BEATS, pitch, 0.7) for pitch in (root, root + 7, root + 12)]
    return [Note(at, FINAL_BEATS, pitch, 0.6) for pitch in voices.bars[-1]]


def _strokes(rng: Rng, style: Style, sections: Sequence[Section]) -> list[Stroke]:
    strokes: list[Stroke] = []
    for place, section in enumerate(sections):
        following = sections[place + 1] if place + 1 < len(sections) else None
        rises = following is not None and following.energy > section.energy + 0.1
        share = 0.75 + 0.25 * section.energy
        played = lines.drums(rng, section, style, fills=following is not None)
        strokes += [Stroke(one.at, one.drum, one.loud * share) for one in played]
        if rises and section.bars >= 4 and style.opening == "crash":
            strokes.append(Stroke(section.end * BEATS - 4, "riser", 0.5))
    if strokes and any(beat.enter <= sections[-1].energy for beat in style.groove):
        drum = style.groove[0].drum
        strokes.append(Stroke(sections[-1].end * BEATS, drum, 0.8))
        if style.opening:
            strokes.append(Stroke(sections[-1].end * BEATS, style.opening, 0.55))
    early = lines.shaken(rng, len(strokes), style)
    return [
        Stroke(lines.feel(stroke.at, style) + late * 0.5, stroke.drum, stroke.loud)
        for stroke, late in zip(strokes, early, strict=True)
    ]
