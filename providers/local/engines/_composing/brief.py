"""What is to be composed: what the caller named, what the prompt's words say, and what follows from the rest."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, TypeVar

import numpy as np

from domain.music import (
    BPM,
    Genre,
    Mood,
    MusicalKey,
    Tempo,
    bpm_named,
    key_named,
    tempo_of,
)
from providers.local.engines._composing.styles import STYLES

GENRE_WORDS: Final[Mapping[Genre, str]] = {
    Genre.AMBIENT: "ambient meditation meditative drone spa sleep relaxation soundscape yoga",
    Genre.CINEMATIC: "cinematic trailer epic film movie score soundtrack blockbuster taiko",
    Genre.CLASSICAL: "classical sonata nocturne baroque chamber piano waltz etude",
    Genre.ELECTRONIC: "electronic edm house techno trance synth synthwave dance club electro",
    Genre.FOLK: "folk acoustic country banjo campfire guitar indie celtic americana",
    Genre.FUNK: "funk funky groove disco soul slap",
    Genre.HIP_HOP: "hiphop hip-hop rap trap boom bap beat beats",
    Genre.JAZZ: "jazz jazzy swing bebop bossa lounge saxophone vibraphone",
    Genre.LO_FI: "lofi lo-fi chillhop study chill dusty",
    Genre.ORCHESTRAL: "orchestral orchestra symphonic symphony strings violins harp timpani",
    Genre.POP: "pop catchy radio chart corporate advert commercial promo",
    Genre.ROCK: "rock metal punk grunge guitars riff band",
}
MOOD_WORDS: Final[Mapping[Mood, str]] = {
    Mood.CALM: "calm calming relaxing relaxed peaceful gentle soft quiet serene soothing tranquil meditative",
    Mood.DARK: "dark sinister ominous horror scary evil gloomy menacing",
    Mood.DRAMATIC: "dramatic epic intense powerful tension tense battle heroic trailer",
    Mood.ENERGETIC: "energetic driving powerful fast workout sport party dance upbeat action",
    Mood.HAPPY: "happy joyful cheerful fun playful bright sunny birthday celebration",
    Mood.MYSTERIOUS: "mysterious mystery strange secret space eerie curious",
    Mood.ROMANTIC: "romantic love tender warm wedding intimate",
    Mood.SAD: "sad melancholic melancholy sorrow nostalgic lonely grief rain rainy",
    Mood.UPLIFTING: "uplifting inspiring inspirational hopeful motivational positive triumphant optimistic",
}
TEMPO_WORDS: Final[Mapping[Tempo, str]] = {
    Tempo.SLOW: "slow slowly adagio largo ballad lento",
    Tempo.MEDIUM: "moderate andante midtempo",
    Tempo.FAST: "fast quick rapid presto allegro uptempo",
}
USUAL: Final[Mapping[Genre, Mood]] = {
    Genre.AMBIENT: Mood.CALM, Genre.CINEMATIC: Mood.DRAMATIC, Genre.CLASSICAL: Mood.ROMANTIC,
    Genre.ELECTRONIC: Mood.ENERGETIC, Genre.FOLK: Mood.HAPPY, Genre.FUNK: Mood.ENERGETIC,
    Genre.HIP_HOP: Mood.MYSTERIOUS,
    Genre.JAZZ: Mood.HAPPY, Genre.LO_FI: Mood.CALM, Genre.ORCHESTRAL: Mood.UPLIFTING, Genre.POP: Mood.UPLIFTING,
    Genre.ROCK: Mood.ENERGETIC,
}  # fmt: skip
FITTING: Final[Mapping[Mood, Genre]] = {
    Mood.CALM: Genre.AMBIENT, Mood.DARK: Genre.CINEMATIC, Mood.DRAMATIC: Genre.CINEMATIC,
    Mood.ENERGETIC: Genre.ELECTRONIC,
    Mood.HAPPY: Genre.POP, Mood.MYSTERIOUS: Genre.AMBIENT, Mood.ROMANTIC: Genre.CLASSICAL, Mood.SAD: Genre.CLASSICAL,
    Mood.UPLIFTING: Genre.POP,
}  # fmt: skip
HASTE: Final[Mapping[Mood, float]] = {
    Mood.ENERGETIC: 1.03, Mood.HAPPY: 1.02, Mood.CALM: 0.93, Mood.SAD: 0.92, Mood.ROMANTIC: 0.96,
}  # fmt: skip
T = TypeVar("T", Genre, Mood, Tempo)
MINOR: Final = frozenset({"minor", "dorian", "phrygian"})


@dataclass(frozen=True, slots=True)
class Asked:
    """What the caller named; the prompt says the rest.

    `phase_seconds`: when the next bar of the music that it goes on from begins.
    """

    prompt: str
    seconds: float
    seed: int
    genre: Genre | None = None
    mood: Mood | None = None
    tempo: Tempo | None = None
    bpm: float | None = None
    key: MusicalKey | None = None
    goes_on: bool = False
    phase_seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Brief:
    """What is composed. `scale` None: the mood chooses. `chosen` names what nobody asked for; `paced`: its speed is
    somebody's wish, to the beat."""

    genre: Genre
    mood: Mood
    bpm: float
    tonic: int
    scale: str | None
    chosen: tuple[str, ...]
    paced: bool = False


def brief(asked: Asked) -> Brief:
    """Read what was asked."""
    rng = np.random.default_rng([asked.seed, 1])
    words = re.findall(r"[a-z]+(?:-[a-z]+)?", asked.prompt.lower())
    genre = asked.genre or _named(words, GENRE_WORDS)
    mood = asked.mood or _named(words, MOOD_WORDS)
    chosen = tuple(name for name, one in (("genre", genre), ("mood", mood)) if one is None)
    genre = genre or (FITTING[mood] if mood else Genre.POP)
    mood = mood or USUAL[genre]
    key = asked.key or key_named(asked.prompt)
    named = asked.bpm or _told(asked, words)
    bpm = named or _speed(rng, asked.tempo or _named(words, TEMPO_WORDS), genre, mood)
    tonic = key.tonic if key else int(rng.integers(12))
    scale = key.scale if key else None
    return Brief(genre, mood, bpm, tonic, scale, chosen, paced=named is not None)


def _named(words: list[str], table: Mapping[T, str]) -> T | None:
    """Find what the words name most often; the earlier word decides between equals."""
    found = {
        one: [place for place, word in enumerate(words) if word in names.split()]
        for one, names in table.items()
    }
    best = [(-len(places), places[0], one) for one, places in found.items() if places]
    return min(best, key=lambda each: each[:2])[2] if best else None


def _told(asked: Asked, words: list[str]) -> float | None:
    """Give the beats a minute that the prompt names, unless they are not of the tempo that is asked for."""
    tempo = asked.tempo or _named(words, TEMPO_WORDS)
    told = bpm_named(asked.prompt)
    return float(told) if told and tempo in (None, tempo_of(told)) else None


def _speed(rng: np.random.Generator, tempo: Tempo | None, genre: Genre, mood: Mood) -> float:
    """Choose whole beats a minute."""
    low, high = STYLES[genre].home
    own = float(rng.integers(low, high + 1))
    if tempo is None:
        return float(round(min(max(own * HASTE.get(mood, 1.0), 60), 160)))
    bottom, top = BPM[tempo]
    if bottom <= own <= top:
        return own
    near = bottom + 6 if own < bottom else top - 6
    return float(near + int(rng.integers(-5, 6)))


def with_bpm(wanted: Brief, bpm: float) -> Brief:
    """Give the brief at another speed."""
    return replace(wanted, bpm=bpm)
