"""Where a clip may begin and end without cutting into a sentence, or showing a frame of another scene."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from domain.captions import SENTENCE_END
from domain.moments import SHORTEST
from domain.tasks import Word
from providers.local.engines._watching.frames import Signal
from providers.local.engines._watching.signals import BIN_SECONDS
from providers.local.engines._watching.windows import Window

REACH_SECONDS: Final = 3.0
PAUSE_SECONDS: Final = 0.6
BEFORE_SECONDS: Final = 0.15
AFTER_SECONDS: Final = 0.3
FLASH_SECONDS: Final = 0.35
NEAR: Final = 0.25
"""A border a second away is as good as one of a lower rank by this."""
SENTENCE: Final = "a sentence"
SCENE: Final = "a scene"
PAUSE: Final = "a pause"
RANK: Final = {SENTENCE: 1.0, SCENE: 0.7, PAUSE: 0.5}
BEGINS: Final = {
    SENTENCE: "begins with a sentence",
    SCENE: "begins with a scene",
    PAUSE: "begins after a pause",
}
ENDS: Final = {
    SENTENCE: "ends with a sentence",
    SCENE: "ends with a scene",
    PAUSE: "ends in a pause",
}


@dataclass(frozen=True, slots=True)
class Border:
    """A time in seconds, and what begins or ends there."""

    at: float
    what: str


class Borders:
    """All places of a film where clips may begin, and where they may end. `silence`: None where there is no sound."""

    def __init__(
        self, silence: Signal | None, words: Sequence[Word], cuts: Sequence[float]
    ) -> None:
        self.words = words
        self.cuts = sorted(cuts)
        self.starts = [*_sentence_starts(words), *self._scenes(), *_pauses(silence, ends=True)]
        self.ends = [*_sentence_ends(words), *self._scenes(), *_pauses(silence, ends=False)]

    def snapped(self, window: Window, *, floor: float, ceiling: float) -> Window:
        """Move a window's ends to borders, between a floor and a ceiling; never longer than it was."""
        length = window.end - window.start
        start, began = self._start(window.start, floor, ceiling - length * SHORTEST)
        end, ended = self.end(start, length, ceiling)
        start, end = self._unflashed(start, end)
        told = [BEGINS[began]] if began else []
        told += [ENDS[ended]] if ended else []
        return Window(start, end, window.score, (*window.why, *told))

    def _start(self, wanted: float, floor: float, latest: float) -> tuple[float, str | None]:
        near = [
            border
            for border in self.starts
            if abs(border.at - wanted) <= REACH_SECONDS and floor <= border.at <= latest
        ]
        if not near:
            return max(floor, wanted), None
        chosen = max(near, key=lambda border: RANK[border.what] - NEAR * abs(border.at - wanted))
        return chosen.at, chosen.what

    def end(self, start: float, length: float, ceiling: float) -> tuple[float, str | None]:
        """Choose where a clip ends that begins at `start` and is no longer than `length`, and say what ends there."""
        last = min(start + length, ceiling)
        near = [border for border in self.ends if start + length * SHORTEST <= border.at <= last]
        if not near:
            return last, None
        chosen = max(near, key=lambda border: RANK[border.what] - NEAR / 2 * (last - border.at))
        return chosen.at, chosen.what

    def _scenes(self) -> Iterator[Border]:
        """Give the cuts at which nobody is in the middle of a word."""
        for at in self.cuts:
            if not any(word.start < at - 0.05 and word.end > at + 0.05 for word in self.words):
                yield Border(at, SCENE)

    def _unflashed(self, start: float, end: float) -> tuple[float, float]:
        """Leave out the last frames of the scene before, and the first ones of the scene after."""
        for at in self.cuts:
            if 0 < at - start < FLASH_SECONDS and not self._speaks(start, at):
                start = at
            if 0 < end - at < FLASH_SECONDS and not self._speaks(at, end):
                end = at
        return start, end

    def _speaks(self, start: float, end: float) -> bool:
        return any(word.start < end and word.end > start for word in self.words)


def _sentence_starts(words: Sequence[Word]) -> Iterator[Border]:
    for before, word in zip([None, *words], words, strict=False):
        if (
            before is None
            or SENTENCE_END.search(before.text)
            or word.start - before.end > PAUSE_SECONDS
        ):
            earliest = before.end if before else 0.0
            yield Border(max(earliest, word.start - BEFORE_SECONDS, 0.0), SENTENCE)


def _sentence_ends(words: Sequence[Word]) -> Iterator[Border]:
    for word, after in zip(words, [*words[1:], None], strict=False):
        if (
            after is None
            or SENTENCE_END.search(word.text)
            or after.start - word.end > PAUSE_SECONDS
        ):
            latest = after.start if after else word.end + AFTER_SECONDS
            yield Border(min(latest, word.end + AFTER_SECONDS), SENTENCE)


def _pauses(silence: Signal | None, *, ends: bool) -> Iterator[Border]:
    """Give the times at which sound sets in after a silence, or a silence begins."""
    if silence is None:
        return
    steps = np.diff(silence)
    for place in np.flatnonzero(steps < 0 if ends else steps > 0):
        yield Border((int(place) + 1) * BIN_SECONDS, PAUSE)
