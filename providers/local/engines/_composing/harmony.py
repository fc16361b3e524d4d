"""Chords: a mode by mood, a progression a section, voices that move as little as they can."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from domain.music import Genre, Mood

Rng = np.random.Generator

MODES: Final[dict[str, tuple[int, ...]]] = {
    "major": (0, 2, 4, 5, 7, 9, 11),
    "lydian": (0, 2, 4, 6, 7, 9, 11),
    "mixolydian": (0, 2, 4, 5, 7, 9, 10),
    "dorian": (0, 2, 3, 5, 7, 9, 10),
    "minor": (0, 2, 3, 5, 7, 8, 10),
    "phrygian": (0, 1, 3, 5, 7, 8, 10),
}
OF_MOOD: Final[dict[Mood, tuple[str, ...]]] = {
    Mood.CALM: ("major", "lydian"),
    Mood.DARK: ("minor", "phrygian"),
    Mood.DRAMATIC: ("minor",),
    Mood.ENERGETIC: ("minor", "mixolydian", "dorian"),
    Mood.HAPPY: ("major",),
    Mood.MYSTERIOUS: ("dorian", "minor"),
    Mood.ROMANTIC: ("major",),
    Mood.SAD: ("minor",),
    Mood.UPLIFTING: ("major",),
}
RAISED: Final = 10
"""Marks a fifth degree with a leading tone: 14 is the dominant of a minor key."""
PROGRESSIONS: Final[dict[str, tuple[tuple[int, ...], ...]]] = {
    "major": ((0, 4, 5, 3), (0, 5, 3, 4), (5, 3, 0, 4), (0, 3, 5, 4), (0, 2, 3, 4), (3, 0, 4, 5)),
    "lydian": ((0, 1, 0, 1), (0, 4, 1, 0), (0, 1, 5, 4)),
    "mixolydian": ((0, 6, 3, 0), (0, 3, 6, 3), (0, 6, 3, 4)),
    "dorian": ((0, 3, 0, 6), (0, 2, 3, 0), (0, 6, 3, 0), (0, 4, 3, 0)),
    "minor": ((0, 5, 2, 6), (0, 3, 5, 6), (0, 5, 3, 14), (0, 2, 6, 3), (5, 6, 0, 0), (0, 6, 5, 6)),
    "phrygian": ((0, 1, 0, 6), (0, 1, 6, 0), (0, 5, 1, 0)),
}
"""Degrees, a bar each, that lead back to their beginning."""
JAZZ: Final[dict[str, tuple[tuple[int, ...], ...]]] = {
    "major": ((1, 4, 0, 5), (0, 5, 1, 4), (2, 5, 1, 4)),
    "minor": ((0, 3, 5, 14), (3, 6, 2, 5), (0, 5, 1, 14)),
    "dorian": ((0, 3, 0, 3), (0, 1, 2, 3), (1, 4, 0, 3)),
}
SEVENTHS: Final = frozenset({Genre.JAZZ, Genre.LO_FI, Genre.FUNK})


@dataclass(frozen=True, slots=True)
class Chord:
    """A root and its tones, in semitones above the tonic."""

    root: int
    tones: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Harmony:
    """The chords of a piece: one a bar, the last one closes it."""

    tonic: int
    mode: str
    chords: Sequence[Chord]

    @property
    def scale(self) -> tuple[int, ...]:
        """Give the mode's seven semitones."""
        return MODES[self.mode]

    def at(self, beat: float) -> Chord:
        """Give the chord that sounds at a beat."""
        return self.chords[min(max(int(beat // 4), 0), len(self.chords) - 1)]

    def is_tone(self, pitch: int, beat: float) -> bool:
        """Tell whether a pitch belongs to the chord at a beat."""
        tones = {tone % 12 for tone in self.at(beat).tones}
        return (pitch - self.tonic) % 12 in tones

    def nearest(self, pitch: int, beat: float) -> int:
        """Give the chord's tone that lies nearest to a pitch."""
        return min(
            (p for p in range(pitch - 6, pitch + 7) if self.is_tone(p, beat)),
            key=lambda p: (abs(p - pitch), p),
        )


def mode_of(rng: Rng, mood: Mood, genre: Genre) -> str:
    """Choose a mode that has the mood."""
    choice = OF_MOOD[mood]
    if genre is Genre.JAZZ:
        return "major" if choice[0] in ("major", "lydian") else str(rng.choice(["dorian", "minor"]))
    if genre is Genre.CLASSICAL and choice[0] == "major":
        return "major"
    return str(rng.choice(choice))


def chord(mode: str, degree: int, size: int) -> Chord:
    """Stack thirds of the mode on a degree."""
    scale = MODES[mode]
    place = degree % RAISED
    steps = [place + 2 * number for number in range(size)]
    tones = [scale[step % 7] + 12 * (step // 7) for step in steps]
    if degree >= RAISED:
        tones[1] = tones[0] + 4
    return Chord(root=tones[0], tones=tuple(tones))


def lines(rng: Rng, mode: str, genre: Genre) -> dict[str, tuple[int, ...]]:
    """Choose the progression of each kind of section: they differ, and all are of one mode."""
    table = JAZZ.get(mode) if genre is Genre.JAZZ else None
    found = table or PROGRESSIONS[mode]
    order = rng.permutation(len(found))
    first, second = found[order[0]], found[order[1 % len(found)]]
    third = found[order[2 % len(found)]]
    return {
        "intro": first, "theme": first, "variation": first, "lift": second, "climax": second, "break": third,
        "outro": first,
    }  # fmt: skip


def size_of(genre: Genre, mood: Mood) -> int:
    """Say how many tones its chords have."""
    return 4 if genre in SEVENTHS or mood is Mood.ROMANTIC else 3


def voiced(tones: Sequence[int], last: Sequence[int], *, low: int, high: int) -> tuple[int, ...]:
    """Place a chord's tones in a range so that the voices move least from where they were."""
    classes = [tone % 12 for tone in tones]
    best: tuple[float, tuple[int, ...]] | None = None
    for start in range(low, low + 12):
        voices: list[int] = []
        pitch = start
        left = list(classes)
        while left:
            if pitch % 12 in left:
                voices.append(pitch)
                left.remove(pitch % 12)
            pitch += 1
        if voices[-1] > high:
            continue
        cost = _moved(voices, last) + 0.15 * abs(np.mean(voices) - (low + high) / 2)
        if best is None or cost < best[0]:
            best = (float(cost), tuple(voices))
    assert best, "a range that holds no chord"
    return best[1]


def _moved(voices: Sequence[int], last: Sequence[int]) -> float:
    return sum(min(abs(one - other) for other in last) for one in voices) if last else 0.0
