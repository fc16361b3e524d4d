"""Long texts in pieces that can be spoken one by one."""

import re
from typing import Final

SENTENCE: Final = re.compile(r"(?<=[.!?…])[\"'”’)\]]*\s+|(?<=[。！？؟।॥])\s*|\n+")
CLAUSE: Final = re.compile(r"(?<=[,;:—–，；：、،])\s*")
SPACE: Final = re.compile(r"\s+")


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
