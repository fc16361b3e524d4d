"""Playing a score: every tone sounded once and placed wherever it comes again; four stems, one after the other."""

from collections.abc import Callable, Iterator
from typing import Final

import numpy as np

from providers.local.engines._composing import mixing
from providers.local.engines._composing.drums import DRUMS
from providers.local.engines._composing.orchestra import INSTRUMENTS
from providers.local.engines._composing.score import Note, Part, Score, Stem
from providers.local.engines._composing.style import Style
from providers.local.engines._composing.waves import RATE_HZ, Samples, filtered

LEVELS: Final = 4
LENGTHS: Final = 8
"""Loudnesses that a tone is sounded in, and parts of a beat that its length is rounded to."""
TAKES: Final = 3
CLEAR_HZ: Final = {"drums": 28.0, "bass": 28.0, "harmony": 110.0, "lead": 170.0}
"""Each stem leaves what is below to those that need it."""


class Stage:
    """Where a score is played: so many samples; beat 0 may lie before the first one."""

    def __init__(self, score: Score, style: Style, seed: int, *, seconds: float, start: float) -> None:  # fmt: skip
        self.score = score
        self.style = style
        self.seed = seed
        self.count = round(seconds * RATE_HZ)
        self.start = start
        self.beat = 60 / score.bpm
        self.room = mixing.room(np.random.default_rng([seed, 7]), score.room_seconds)
        self.tones: dict[tuple[str, int, int, int], Samples] = {}
        self.strokes: dict[tuple[str, int, int], Samples] = {}

    def stems(self, report: Callable[[float], None]) -> Iterator[tuple[Stem, Samples]]:
        """Play stem by stem; each is let go before the next."""
        for number, stem in enumerate(("drums", "bass", "harmony", "lead")):
            parts = [part for part in self.score.parts if part.stem == stem]
            if stem == "drums":
                yield "drums", self._drums()
            else:
                yield stem, self._together(parts, stem)  # type: ignore[misc, arg-type]
            report((number + 1) / 4)

    def _drums(self) -> Samples:
        dry = np.zeros((2, self.count), np.float32)
        for number, stroke in enumerate(self.score.strokes):
            level = DRUMS[stroke.drum][2]
            take = self._stroke(stroke.drum, stroke.loud, number % TAKES)
            self._place(dry, take, self._time(stroke.at), np.float32(level * stroke.loud**1.5))
        dry *= mixing.gain(self.style.drums_db - 4)
        wet = mixing.convolved(filtered(dry, "highpass", 200), self.room)
        dry += wet * np.float32(self.style.drums_space)
        return mixing.aired(dry)

    def _together(self, parts: list[Part], stem: Stem) -> Samples:
        whole = np.zeros((2, self.count), np.float32)
        sent = np.zeros((2, self.count), np.float32)
        for part in parts:
            sound = self._part(part)
            if part.echo:
                sound += mixing.echoed(sound, self.beat * 0.75) * np.float32(part.echo)
            whole += sound
            sound *= np.float32(part.space)
            sent += sound
            del sound
        wet = mixing.convolved(sent, self.room)
        wet *= np.float32(0.9)
        del sent
        whole += wet
        clear = filtered(whole, "highpass", CLEAR_HZ[stem])
        return clear if stem == "bass" else mixing.aired(clear)

    def _part(self, part: Part) -> Samples:
        self.tones.clear()
        sound = np.zeros((2, self.count), np.float32)
        straight = bool(part.drive)
        for note in part.notes:
            tone = self._tone(part.instrument, note)
            placed = tone if straight or part.pan == 0 else mixing.panned(tone, part.pan)
            self._place(sound, placed, self._time(note.at), np.float32(0.35 + 0.65 * note.loud))
        if part.drive:
            sound = mixing.panned(mixing.amplified(sound, part.drive), part.pan)
        if part.duck:
            kicks = [self._time(beat) for beat in self.score.kicks]
            sound = mixing.ducked(sound, kicks, part.duck)
        sound *= mixing.gain(part.gain_db)
        return sound

    def _tone(self, instrument: str, note: Note) -> Samples:
        level = min(int(note.loud * LEVELS), LEVELS - 1)
        length = max(round(note.beats * LENGTHS), 1)
        key = (instrument, note.pitch, length, level)
        if key not in self.tones:
            rng = np.random.default_rng([self.seed, note.pitch, length, level])
            hertz = 440 * 2 ** ((note.pitch - 69) / 12)
            seconds = length / LENGTHS * self.beat
            made = INSTRUMENTS[instrument](rng, hertz, seconds, (level + 0.5) / LEVELS)
            self.tones[key] = made.astype(np.float32)
        return self.tones[key]

    def _stroke(self, drum: str, loud: float, take: int) -> Samples:
        level = min(int(loud * LEVELS), LEVELS - 1)
        key = (drum, level, take)
        if key not in self.strokes:
            make, pan, _ = DRUMS[drum]
            rng = np.random.default_rng([self.seed, level, take, len(drum)])
            made = make(rng, (level + 0.5) / LEVELS).astype(np.float32)
            self.strokes[key] = mixing.panned(made, pan)
        return self.strokes[key]

    def _place(self, whole: Samples, sound: Samples, at: float, level: np.float32) -> None:
        """Add a sound at a time; what lies outside is cut."""
        start = round(at * RATE_HZ)
        skipped = max(-start, 0)
        end = min(start + sound.shape[-1], whole.shape[1])
        if end > start + skipped and end > 0:
            whole[:, start + skipped : end] += sound[..., skipped : end - start] * level

    def _time(self, beat: float) -> float:
        return self.start + beat * self.beat
