"""Shots after each other, one dissolving into the next; each is made ready only when it is about to be seen."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np

from providers.local.engines._filming.film import Film
from providers.local.engines._filming.still import Still
from providers.local.engines._projector import Pixels

SHOT_SECONDS: Final = 5.5
SHOTS_MAX: Final = 12
DISSOLVE_SECONDS: Final = 0.8


@dataclass(frozen=True, slots=True)
class Span:
    """The frames of a film in which a shot is seen: `first` up to, not with, `end`."""

    first: int
    end: int


def spans(film: Film) -> list[Span]:
    """Divide a film among its shots; two of them share the frames of a dissolve."""
    count = min(SHOTS_MAX, max(1, round(film.frames / film.fps / SHOT_SECONDS)))
    over = round(DISSOLVE_SECONDS * film.fps) if count > 1 else 0
    starts = [round(number * (film.frames - over) / count) for number in range(count)]
    ends = [*(start + over for start in starts[1:]), film.frames]
    return [Span(first, end) for first, end in zip(starts, ends, strict=True)]


def shown(film: Film, ready: Callable[[int, float], Still]) -> Iterator[Pixels]:
    """Draw every frame of a film. `ready` makes a shot by its number, for so many seconds."""
    places = spans(film)
    current, following = _made(places, 0, film, ready), None
    for number in range(len(places)):
        after = places[number + 1] if number + 1 < len(places) else None
        begin = places[number - 1].end if number else 0
        for frame in range(begin, after.first if after else film.frames):
            yield _frame(current, places[number], frame)
        if after is None:
            return
        following = _made(places, number + 1, film, ready)
        for frame in range(after.first, places[number].end):
            share = (frame - after.first + 1) / (places[number].end - after.first + 1)
            yield _mixed(
                _frame(current, places[number], frame), _frame(following, after, frame), share
            )
        current = following


def _made(
    places: list[Span], number: int, film: Film, ready: Callable[[int, float], Still]
) -> Still:
    return ready(number, (places[number].end - places[number].first) / film.fps)


def _frame(still: Still, place: Span, frame: int) -> Pixels:
    return still.frame((frame - place.first) / max(place.end - place.first - 1, 1))


def _mixed(one: Pixels, other: Pixels, share: float) -> Pixels:
    eased = share * share * (3 - 2 * share)
    return np.asarray(cv2.addWeighted(one, 1 - eased, other, eased, 0), np.uint8)
