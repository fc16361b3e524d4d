"""Sentences in time: each begins where it was said, fits before the next one, and is never hurried past bearing."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

RATE_MIN: Final = 0.8
RATE_MAX: Final = 1.35
BREATH_SECONDS: Final = 0.08
PAUSE_SECONDS: Final = 0.8
SENTENCE_SECONDS_MAX: Final = 12.0
SENTENCE_END: Final = re.compile(r"[.!?…][\"'”’)]*$")


@dataclass(frozen=True, slots=True)
class Sentence:
    """What is said, and when it was said in the original, in seconds."""

    text: str
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Place:
    """When a sentence begins, and how much faster than by itself it is spoken."""

    start: float
    rate: float


def sentences(phrases: Sequence[Sentence]) -> list[Sentence]:
    """Join phrases to sentences: to a full stop, a pause, or a length that is enough."""
    found: list[Sentence] = []
    for phrase in phrases:
        last = found[-1] if found else None
        goes_on = (
            last is not None
            and not SENTENCE_END.search(last.text)
            and phrase.start - last.end < PAUSE_SECONDS
            and phrase.end - last.start < SENTENCE_SECONDS_MAX
        )
        if last is not None and goes_on:
            found[-1] = Sentence(f"{last.text} {phrase.text}", last.start, phrase.end)
        else:
            found.append(phrase)
    return found


def placed(said: Sequence[Sentence], lengths: Sequence[float], seconds: float) -> list[Place]:
    """Place sentences of such lengths (at their own pace) within a recording.

    What has time takes it, down to four fifths of its pace; what has too little is hurried, begins earlier where
    there is silence before it, and at last pushes the next one on.
    """
    places: list[Place] = []
    free = 0.0
    for number, (sentence, length) in enumerate(zip(said, lengths, strict=True)):
        following = said[number + 1].start if number + 1 < len(said) else seconds
        start = max(sentence.start, free)
        room = max(following - BREATH_SECONDS - start, 0.01)
        if length / RATE_MAX > room:
            # Even hurried it is too long: it takes of the silence before.
            start = max(free, start - (length / RATE_MAX - room))
            room = max(following - BREATH_SECONDS - start, 0.01)
        wanted = length / max(sentence.end - sentence.start, 0.01)
        rate = max(length / room, min(max(wanted, RATE_MIN), 1.0))
        rate = min(max(rate, RATE_MIN), RATE_MAX)
        places.append(Place(round(start, 3), round(rate, 3)))
        free = start + length / rate + BREATH_SECONDS
    return _drawn_back(places, lengths, seconds)


def _drawn_back(places: list[Place], lengths: Sequence[float], seconds: float) -> list[Place]:
    """Move the last sentences back where they would sound past the end: those before make room."""
    latest = seconds
    kept = list(places)
    for number in range(len(kept) - 1, -1, -1):
        place, length = kept[number], lengths[number]
        if place.start + length / place.rate > latest:
            rate = RATE_MAX
            kept[number] = Place(round(max(latest - length / rate, 0.0), 3), rate)
        latest = kept[number].start - BREATH_SECONDS
        if (
            number
            and kept[number - 1].start + lengths[number - 1] / kept[number - 1].rate <= latest
        ):
            break
    return kept
