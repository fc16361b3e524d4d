"""Phrases: what is said in one breath, whole enough to be put into another language, and when it sounds."""

from collections.abc import Iterable, Sequence
from typing import Final

from domain.captions import SENTENCE_END, Cue, joined
from domain.lines import CLAUSE, columns
from domain.tasks import Word
from domain.values import Value

PHRASE_SECONDS_MAX: Final = 15.0
PHRASE_COLUMNS_MAX: Final = 220
"""Sentences that go on for longer are parted at a clause: what is translated keeps its place in time."""
PAUSE_SECONDS: Final = 1.2
CLAUSE_COLUMNS_MIN: Final = 60
SAME: Final = (
    frozenset({"no", "nb", "nn"}),
    frozenset({"zh", "cmn", "yue"}),
    frozenset({"he", "iw"}),
    frozenset({"jv", "jw"}),
    frozenset({"fil", "tl"}),
    frozenset({"bs", "hr", "sh", "sr"}),
)
"""Tags of one language, or of ones that nobody translates between."""


class Phrase(Value):
    """What is said from `start` to `end`, in seconds."""

    text: str
    start: float
    end: float


class Phrases(Value):
    """Phrases in order, and the language that they are in (BCP 47), where it is known."""

    language: str | None = None
    phrases: tuple[Phrase, ...]


def phrased(words: Iterable[Word]) -> tuple[Phrase, ...]:
    """Group words by sentence and pause; a long sentence is parted, at a clause where it has one."""
    groups: list[list[Word]] = [[]]
    for word in words:
        if groups[-1] and _ends(groups[-1], word):
            groups.append([])
        groups[-1].append(word)
    return tuple(
        Phrase(text=joined(group), start=group[0].start, end=max(group[-1].end, group[0].start))
        for group in groups
        if group
    )


def of_cues(cues: Iterable[Cue]) -> tuple[Phrase, ...]:
    """Take captions that have times of their own as they are."""
    return tuple(
        Phrase(text=" ".join(cue.lines), start=cue.start, end=cue.end) for cue in cues if cue.text
    )


def spread(spoken: Sequence[str], start: float, end: float) -> tuple[Word, ...]:
    """Share a stretch of time between words, by their length. Seconds."""
    total = sum(len(word) + 1 for word in spoken)
    words, done = [], 0
    for word in spoken:
        begins = start + (end - start) * done / total
        done += len(word) + 1
        ends = start + (end - start) * done / total
        words.append(Word(text=word, start=round(begins, 3), end=round(ends, 3)))
    return tuple(words)


def is_same(one: str, other: str) -> bool:
    """Tell whether two tags name one language, in whatever region."""
    first, second = (tag.split("-", maxsplit=1)[0].lower() for tag in (one, other))
    return first == second or any({first, second} <= same for same in SAME)


def _ends(group: Sequence[Word], following: Word) -> bool:
    last = group[-1]
    if SENTENCE_END.search(last.text) or following.start - last.end > PAUSE_SECONDS:
        return True
    text = joined(group)
    long = following.end - group[0].start > PHRASE_SECONDS_MAX
    wide = columns(text) + columns(following.text) > PHRASE_COLUMNS_MAX
    if long or wide:
        return True
    half = (
        columns(text) > PHRASE_COLUMNS_MAX / 2 or last.end - group[0].start > PHRASE_SECONDS_MAX / 2
    )
    return half and columns(text) > CLAUSE_COLUMNS_MIN and CLAUSE.search(last.text) is not None
