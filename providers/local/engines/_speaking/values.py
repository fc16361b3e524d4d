"""What a voice gives back: samples, and when each stretch of the text sounds."""

import re
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from domain.values import Json

WRITTEN: Final = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Span:
    """The text from `position` on sounds from `start` to `end`, in seconds."""

    position: int
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Spoken:
    """Mono samples from −1 to 1, and their spans in order."""

    samples: NDArray[np.float32]
    rate_hz: int
    spans: list[Span]

    @property
    def seconds(self) -> float:
        """Give the length."""
        return len(self.samples) / self.rate_hz


def written_words(text: str, spoken: Spoken) -> list[Json]:
    """Give each written word the time of its spans; a word that nothing sounded for shares its neighbour's end."""
    words: list[Json] = []
    clock = 0.0
    for match in WRITTEN.finditer(text):
        mine = [span for span in spoken.spans if match.start() <= span.position < match.end()]
        start = max(min((span.start for span in mine), default=clock), clock)
        end = min(max((span.end for span in mine), default=start), spoken.seconds)
        clock = max(start, end)
        if any(c.isalnum() for c in match.group()):
            words.append(
                {"text": match.group(), "start": round(start, 3), "end": round(max(start, end), 3)}
            )
    return words
