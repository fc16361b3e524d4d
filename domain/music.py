"""What music can be asked to be: genres, moods and tempos, and the key that a piece stands in."""

import re
from enum import StrEnum
from typing import Final, Literal

from domain.values import Edge, Value


class Genre(StrEnum):
    AMBIENT = "ambient"
    CINEMATIC = "cinematic"
    CLASSICAL = "classical"
    ELECTRONIC = "electronic"
    FOLK = "folk"
    FUNK = "funk"
    HIP_HOP = "hip-hop"
    JAZZ = "jazz"
    LO_FI = "lo-fi"
    ORCHESTRAL = "orchestral"
    POP = "pop"
    ROCK = "rock"


class Mood(StrEnum):
    CALM = "calm"
    DARK = "dark"
    DRAMATIC = "dramatic"
    ENERGETIC = "energetic"
    HAPPY = "happy"
    MYSTERIOUS = "mysterious"
    ROMANTIC = "romantic"
    SAD = "sad"
    UPLIFTING = "uplifting"


class Tempo(StrEnum):
    SLOW = "slow"
    MEDIUM = "medium"
    FAST = "fast"


BPM: Final[dict[Tempo, tuple[int, int]]] = {
    Tempo.SLOW: (60, 84),
    Tempo.MEDIUM: (85, 119),
    Tempo.FAST: (120, 160),
}
"""Beats a minute, from and to."""
GENRES: Final[dict[Genre, str]] = {
    Genre.AMBIENT: "Slow pads, bells and a soft pulse",
    Genre.CINEMATIC: "Taiko drums, low brass and strings that build",
    Genre.CLASSICAL: "Solo piano with a chamber of strings",
    Genre.ELECTRONIC: "Four on the floor, saw chords that duck under the kick",
    Genre.FOLK: "Plucked guitars, a flute and hand drums",
    Genre.FUNK: "Syncopated bass, clipped guitar and organ",
    Genre.HIP_HOP: "Heavy drums, deep bass and an electric piano",
    Genre.JAZZ: "Swing with a walking bass, piano and vibraphone",
    Genre.LO_FI: "Dusty drums and an electric piano, unhurried",
    Genre.ORCHESTRAL: "Strings, horns, harp and timpani",
    Genre.POP: "Bright synths, piano and a steady beat",
    Genre.ROCK: "Distorted guitars, bass and drums",
}
MOODS: Final[dict[Mood, str]] = {
    Mood.CALM: "Sparse and soft, in major",
    Mood.DARK: "Low and heavy, in a dark minor",
    Mood.DRAMATIC: "Minor with strong cadences, building up",
    Mood.ENERGETIC: "Dense and driving",
    Mood.HAPPY: "Bright and light-footed, in major",
    Mood.MYSTERIOUS: "Dorian, with open chords",
    Mood.ROMANTIC: "Warm sevenths, in major",
    Mood.SAD: "Slow to rise, in minor",
    Mood.UPLIFTING: "Major, rising towards the end",
}

TONICS: Final = ("C", "C#", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B")
"""The twelve, by semitones above C."""
KEY: Final = re.compile(
    r"\b([A-G])\s?(#|♯|b|♭|sharp\b|flat\b)?(?:\s+|-)(major|minor)\b", re.IGNORECASE
)
SPEED: Final = re.compile(r"\b(\d{2,3})\s*(?:bpm|beats per minute)\b", re.IGNORECASE)
BEATS_A_BAR: Final = 4
STEPS: Final = {"c": 0, "d": 2, "e": 4, "f": 5, "g": 7, "a": 9, "b": 11}
SHARP: Final = frozenset({"#", "♯", "sharp"})


class MusicalKey(Value):
    """A tonic in semitones above C, and whether it is major or minor."""

    tonic: int
    scale: Literal["major", "minor"]

    @property
    def name(self) -> str:
        """Say it as musicians do."""
        return f"{TONICS[self.tonic]} {self.scale}"


class MusicBed(Edge):
    """Music under a film: what is not named is read from the film's prompt, or chosen."""

    genre: Genre | None = None
    mood: Mood | None = None
    tempo: Tempo | None = None


class HeardMusic(Value):
    """What is known of music that another piece is to go on from, at its end. Seconds are its own.

    `bpm` None: no beat was found. `bar_seconds`: when one of its bars begins. `bright_hz`: the middle of its spectrum.
    """

    bpm: float | None = None
    bar_seconds: float = 0.0
    key: MusicalKey | None = None
    lufs: float
    bright_hz: float
    seconds: float
    genre: Genre | None = None
    mood: Mood | None = None
    seed: int | None = None

    def phase_at(self, seconds: float) -> float:
        """Give how long after a moment the next bar begins."""
        if self.bpm is None:
            return 0.0
        return (self.bar_seconds - seconds) % (BEATS_A_BAR * 60 / self.bpm)


def told_of(prompt: str, genre: Genre | None, mood: Mood | None, tempo: Tempo | None) -> str:
    """Say in words all that is asked of a piece, for those who read nothing else."""
    named = [one.value for one in (genre, mood) if one]
    paced = [f"{tempo.value} tempo"] if tempo else []
    return ", ".join(filter(None, (prompt, *named, *paced)))


def key_named(text: str) -> MusicalKey | None:
    """Find a key that a text names, as in `D minor`."""
    found = KEY.search(text)
    if found is None:
        return None
    letter, mark, scale = (part.lower() if part else "" for part in found.groups())
    bent = 0 if not mark else 1 if mark in SHARP else -1
    return MusicalKey(
        tonic=(STEPS[letter] + bent) % 12, scale="major" if scale == "major" else "minor"
    )


def bpm_named(text: str) -> int | None:
    """Find a speed that a text names in beats a minute, within what music has."""
    found = SPEED.search(text)
    low, high = BPM[Tempo.SLOW][0], BPM[Tempo.FAST][1]
    return min(max(int(found.group(1)), low), high) if found else None


def tempo_of(bpm: float) -> Tempo:
    """Give the tempo that a speed belongs to."""
    return next((tempo for tempo, (_, high) in BPM.items() if bpm < high + 1), Tempo.FAST)
