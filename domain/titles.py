"""A caller's words over a picture or a film: as large as there is room for, inside what stays free."""

from domain.captions import CaptionStyle, Position, Safe, columns_of, em_of
from domain.framing import Box
from domain.lines import clean, columns, is_glued, parted
from domain.values import Value

SIZES = (88, 76, 66, 58, 50, 44, 38, 32, 28, 24, 20, 16)
"""Pixels of a picture 1080 pixels high, the largest first."""
LINE_HEIGHT = 1.4
HIGH_MAX = 0.34
"""Of the picture's height: more would be a page."""


class Title(Value):
    """Lines of words, how they look, where they stand, and the share of the height that they take."""

    lines: tuple[str, ...]
    style: CaptionStyle
    position: Position
    height: float


def title(text: str, size: tuple[int, int], free: Safe, *, avoid: tuple[Box, ...] = ()) -> Title:
    """Set a text for a picture: at its foot, or at its head where less of what to `avoid` is there. Pixels."""
    width, height = size
    for points in SIZES:
        style = CaptionStyle(font_size=points)
        room = columns_of(style, width=width, height=height, free=free)
        lines = tuple(
            line for part in text.splitlines() if part.strip() for line in wrapped(part, room)
        )
        em = em_of(style, width=width, height=height)
        taken = len(lines) * em * LINE_HEIGHT / height
        if taken <= HIGH_MAX and all(columns(line) <= room for line in lines):
            break
    return Title(lines=lines, style=style, position=_place(taken, free, avoid), height=taken)


def wrapped(text: str, width_max: int) -> tuple[str, ...]:
    """Break a text into lines of so many columns, wider only where one word is."""
    lines, line = [], ""
    for word in parted(clean(text)):
        # Glued are letters of one script that has no spaces; whatever was apart stays so.
        longer = f"{line}{word}" if is_glued(line[-1:], word[:1]) else f"{line} {word}"
        if line and columns(longer) > width_max:
            lines.append(line)
            line = word
        else:
            line = longer
    return (*lines, line)


def _place(taken: float, free: Safe, avoid: tuple[Box, ...]) -> Position:
    foot = (1 - free.bottom - taken, 1 - free.bottom)
    head = (free.top, free.top + taken)
    return Position.TOP if _covered(head, avoid) < _covered(foot, avoid) else Position.BOTTOM


def _covered(band: tuple[float, float], boxes: tuple[Box, ...]) -> float:
    return sum(
        max(0.0, min(band[1], bottom) - max(band[0], top)) * (right - left)
        for left, top, right, bottom in boxes
    )
