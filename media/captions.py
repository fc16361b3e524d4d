"""A transcript as callers give it: SRT, WebVTT, our own timings, or plain text."""

import html
import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from pydantic import ValidationError
from rapidfuzz.distance import LCSseq

from domain.captions import Cue
from domain.errors import MediaInvalid
from domain.lines import parted
from domain.phrases import spread
from domain.tasks import Transcript, Word

TEXT_LENGTH_MAX: Final = 500_000
CUES_MAX: Final = 5_000
WORDS_MAX: Final = 20_000
ARROW: Final = re.compile(
    r"^\s*(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})\s*-->\s*(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})"
)
TAG: Final = re.compile(r"<[^<>]{0,200}>|\{\\[^{}]{0,200}\}")

Given = tuple[Cue, ...] | Transcript | str


def read(text: str) -> Given:
    """Tell what was given: cues, timed words, or plain text. Raises MediaInvalid."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if len(text) > TEXT_LENGTH_MAX:
        raise MediaInvalid(f"A transcript has at most {TEXT_LENGTH_MAX} characters.")
    if text.lstrip().startswith("{"):
        return _timings(text)
    if "-->" in text:
        return _cues(text)
    if not text.split():
        raise MediaInvalid("The transcript is empty.")
    return text


def align(text: str, heard: Transcript | None, *, duration_seconds: float) -> Transcript:
    """Give the words of a known text their times, from what was heard where the two agree.

    Words that were not heard share the time between their neighbours; with nothing heard all are
    spread over the whole length.
    """
    spoken = parted(text)[:WORDS_MAX]
    times: list[tuple[float, float] | None] = [None] * len(spoken)
    words = heard.words if heard else ()
    told, said = [_bare(word) for word in spoken], [_bare(word.text) for word in words]
    for block in LCSseq.opcodes(told, said):
        if block.tag == "equal":
            for offset in range(block.src_end - block.src_start):
                word = words[block.dest_start + offset]
                times[block.src_start + offset] = (word.start, word.end)
    return Transcript(
        language=heard.language if heard else None,
        words=_filled(spoken, times, duration_seconds),
        source="aligned" if any(times) else "estimated",
    )


def estimate(text: str, *, start: float, end: float) -> tuple[Word, ...]:
    """Spread a text's words over a stretch, by their length."""
    return _filled(text.split(), [None] * len(text.split()), end - start, offset=start)


def _filled(
    spoken: Sequence[str],
    times: list[tuple[float, float] | None],
    duration_seconds: float,
    offset: float = 0.0,
) -> tuple[Word, ...]:
    words: list[Word] = []
    place = 0
    while place < len(spoken):
        known = times[place]
        if known:
            words.append(Word(text=spoken[place], start=known[0], end=known[1]))
            place += 1
            continue
        stop = next((n for n in range(place, len(spoken)) if times[n]), len(spoken))
        start = words[-1].end if words else offset
        after = times[stop] if stop < len(spoken) else None
        end = max(after[0] if after else offset + duration_seconds, start)
        words += spread(spoken[place:stop], start, end)
        place = stop
    return tuple(words)


def _bare(word: str) -> str:
    folded = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in folded if c.isalnum()) or word


def _timings(text: str) -> Transcript:
    try:
        found = Transcript.model_validate_json(text)
    except ValidationError as error:
        raise MediaInvalid("The transcript is JSON, but no timings of ours.") from error
    ordered = all(a.start <= b.start for a, b in zip(found.words, found.words[1:], strict=False))
    if (
        not found.words
        or not ordered
        or len(found.words) > WORDS_MAX
        or any(w.end < w.start for w in found.words)
    ):
        raise MediaInvalid("The transcript's times are not in order.")
    return found


def _cues(text: str) -> tuple[Cue, ...]:
    cues: list[Cue] = []
    for block in re.split(r"\n[ \t]*\n", text):
        lines = block.split("\n")
        place = next((n for n, line in enumerate(lines) if ARROW.match(line)), None)
        if place is None:
            continue
        start, end = _times(lines[place])
        shown = tuple(html.unescape(TAG.sub("", line)).strip() for line in lines[place + 1 :])
        shown = tuple(line for line in shown if line)
        if shown and end > start:
            cues.append(Cue(start=start, end=end, lines=shown))
    if not cues or len(cues) > CUES_MAX:
        raise MediaInvalid(f"The transcript has no cues that show, or more than {CUES_MAX}.")
    return tuple(cues)


def _times(line: str) -> tuple[float, float]:
    match = ARROW.match(line)
    assert match
    numbers = [int(group or 0) for group in match.groups()]
    milli = [int((match.group(place) or "0").ljust(3, "0")) for place in (4, 8)]
    first, second = (
        numbers[half] * 3_600
        + numbers[half + 1] * 60
        + numbers[half + 2]
        + milli[half // 4] / 1_000
        for half in (0, 4)
    )
    return first, second
