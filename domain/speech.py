"""Long texts in pieces that can be spoken one by one, with the pauses that are written into them."""

import re
from typing import Annotated, Final

from pydantic import AfterValidator, StringConstraints
from pydantic_core import PydanticCustomError

from domain.values import Text, Value

SENTENCE: Final = re.compile(r"(?<=[.!?…])[\"'”’)\]]*\s+|(?<=[。！？؟।॥])\s*|\n+")
CLAUSE: Final = re.compile(r"(?<=[,;:—–，；：、،])\s*")
SPACE: Final = re.compile(r"\s+")
MARK: Final = re.compile(
    r"""<break\s+time=["'](?P<ssml>\d{1,6}(?:\.\d{1,3})?)\s*(?P<ssml_unit>ms|s)["']\s*/?>"""
    r"""|\[pause\s+(?P<plain>\d{1,6}(?:\.\d{1,3})?)\s*(?P<plain_unit>ms|s)\]""",
    re.IGNORECASE,
)
"""A pause: as SSML writes it, or `[pause 0.5s]`."""
MEANT: Final = re.compile(r"</?break\b", re.IGNORECASE)
"""Nobody wants this read out."""
MARKS_MAX: Final = 30
PAUSE_SECONDS_MAX: Final = 10.0


class Piece(Value):
    """A stretch to speak at once. `pause_seconds`: how long it is silent afterwards; None: a breath."""

    text: str
    pause_seconds: float | None = None


class Script(Value):
    """A text as it is to be spoken; it may begin with a silence."""

    pieces: tuple[Piece, ...]
    lead_seconds: float = 0.0


def script(text: str, *, length_max: int) -> Script:
    """Split a text at its pauses, and what stands between them into pieces."""
    pieces: list[Piece] = []
    lead, start = 0.0, 0
    for mark in MARK.finditer(text):
        pieces += _pieces(text[start : mark.start()], length_max)
        start = mark.end()
        if pieces:
            waited = pieces[-1].pause_seconds or 0.0
            pieces[-1] = Piece(
                text=pieces[-1].text, pause_seconds=round(waited + _seconds(mark), 3)
            )
        else:
            lead = round(lead + _seconds(mark), 3)
    pieces += _pieces(text[start:], length_max)
    return Script(pieces=tuple(pieces), lead_seconds=lead)


def plain(text: str) -> str:
    """Give a text without its pauses."""
    return MARK.sub(" ", text) if MARK.search(text) else text


def _pieces(text: str, length_max: int) -> list[Piece]:
    return [Piece(text=chunk) for chunk in chunks(text, length_max=length_max)]


def _seconds(mark: re.Match[str]) -> float:
    amount, unit = mark["ssml"] or mark["plain"], mark["ssml_unit"] or mark["plain_unit"]
    return float(amount) / (1_000 if unit.lower() == "ms" else 1)


def _well_paused(text: str) -> str:
    marks = list(MARK.finditer(text))
    if len(marks) > MARKS_MAX:
        raise PydanticCustomError("pauses", f"A text has at most {MARKS_MAX} pauses.")
    if any(_seconds(mark) > PAUSE_SECONDS_MAX for mark in marks):
        raise PydanticCustomError("pauses", f"A pause lasts at most {PAUSE_SECONDS_MAX:g} seconds.")
    if MEANT.search(plain(text)):
        raise PydanticCustomError(
            "pauses", 'A pause is written <break time="500ms"/> or [pause 0.5s].'
        )
    if not plain(text).strip():
        raise PydanticCustomError("pauses", "The text has nothing to speak.")
    return text


SpokenText = Annotated[
    Text,
    StringConstraints(min_length=1, max_length=5_000, pattern=r"\S"),
    AfterValidator(_well_paused),
]
"""What is asked to be spoken."""


def chunks(text: str, *, length_max: int) -> tuple[str, ...]:
    """Split a text at sentence ends, then clauses, then spaces; a word is cut only if it is too long itself.

    Nothing but white space is lost.
    """
    pieces = _split(text.strip(), length_max, (SENTENCE, CLAUSE, SPACE))
    joined: list[str] = []
    for piece in pieces:
        if joined and len(joined[-1]) + 1 + len(piece) <= length_max:
            joined[-1] = f"{joined[-1]} {piece}"
        else:
            joined.append(piece)
    return tuple(joined)


def _split(text: str, length_max: int, borders: tuple[re.Pattern[str], ...]) -> list[str]:
    if len(text) <= length_max:
        return [text] if text else []
    if not borders:
        return [text[n : n + length_max] for n in range(0, len(text), length_max)]
    parts: list[str] = []
    start = 0
    for match in borders[0].finditer(text):
        parts.append(text[start : match.end()].strip())
        start = match.end()
    parts.append(text[start:].strip())
    return [piece for part in parts if part for piece in _split(part, length_max, borders[1:])]
