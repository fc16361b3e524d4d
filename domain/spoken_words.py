"""Which word of a caption sounds: where each stands in the lines, and when it is lit."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from domain.lines import clean
from domain.tasks import Word


@dataclass(frozen=True, slots=True)
class Lit:
    """A stretch of time, in seconds, and the word that is lit in it: its line, from and to which letter; or none."""

    start: float
    end: float
    line: int = -1
    first: int = 0
    last: int = 0


def lit(
    lines: Sequence[str], words: Sequence[Word], *, start: float, end: float
) -> tuple[Lit, ...]:
    """Divide a caption's time by its words; nothing, where the words are not those of the lines."""
    places = list(_places(lines, words))
    if not words or len(places) != len(words):
        return ()
    found = [Lit(start, max(words[0].start, start))]
    for number, (word, (line, first, last)) in enumerate(zip(words, places, strict=True)):
        begins = max(word.start, found[-1].end)
        ends = words[number + 1].start if number + 1 < len(words) else end
        found.append(Lit(min(begins, end), min(max(ends, begins), end), line, first, last))
    return tuple(one for one in found if one.end > one.start)


def _places(lines: Sequence[str], words: Sequence[Word]) -> Iterator[tuple[int, int, int]]:
    """Find the words in the lines, in order; ends early where one is missing."""
    line, place = 0, 0
    for word in words:
        text = clean(word.text)
        while line < len(lines):
            at = place + len(lines[line][place:]) - len(lines[line][place:].lstrip())
            if at < len(lines[line]):
                break
            line, place = line + 1, 0
        else:
            return
        if not text or not lines[line].startswith(text, at):
            return
        place = at + len(text)
        yield line, at, place
