"""A caller's words over a picture or a film: as large as there is room for, inside what stays free."""

from collections.abc import Iterator
from dataclasses import replace

from domain.captions import CaptionStyle, Position, Safe, columns_of, em_of
from domain.framing import Box
from domain.lines import clean, columns, is_glued, parted
from domain.values import Value

SIZES = (88, 76, 66, 58, 50, 44, 38, 32, 28, 24, 20, 16)
"""Pixels of a picture 1080 pixels high, the largest first."""
LINE_HEIGHT = 1.4
HIGH_MAX = 0.34
"""Of the picture's height: more would be a page."""
SIDE_MIN, SIDE_GAP = 0.24, 0.02
"""Of the width: what is narrower holds no words; and how far they stand off."""
COVERED_SLACK = 0.002
"""Of the picture: so little is no reason to leave the foot."""


class Title(Value):
    """Lines of words, how they look, and where they stand."""

    lines: tuple[str, ...]
    style: CaptionStyle
    position: Position
    free: Safe
    covered: float = 0.0
    """Share of the picture that it takes from what is to be avoided."""

    @property
    def longest(self) -> int:
        """Count the columns of the longest line."""
        return max(columns(line) for line in self.lines)


def title(text: str, size: tuple[int, int], free: Safe, *, avoid: tuple[Box, ...] = ()) -> Title:
    """Set a text for a picture: at its foot; at its head, or beside what is to be avoided, where less of it is there.

    `size` in pixels.
    """
    places = [
        (Position.BOTTOM, free),
        (Position.TOP, free),
        *((Position.CENTER, each) for each in _beside(free, avoid)),
    ]
    best = None
    for position, room in places:
        words, height = _set(text, size, room, position)
        covered = _covered(_band(position, height, room), avoid)
        if best is None or covered < best[0] - COVERED_SLACK:
            best = covered, words.model_copy(update={"covered": covered})
    assert best, "there is always a foot"
    return best[1]


def _set(text: str, size: tuple[int, int], free: Safe, position: Position) -> tuple[Title, float]:
    """Set a text as large as there is room for, and give the share of the height that it takes."""
    width, height = size
    for points in SIZES:
        style = CaptionStyle(font_size=points)
        room = columns_of(style, width=width, height=height, free=free)
        lines = tuple(
            line for part in text.splitlines() if part.strip() for line in evened(part, room)
        )
        words = Title(lines=lines, style=style, position=position, free=free)
        taken = len(lines) * em_of(style, width=width, height=height) * LINE_HEIGHT / height
        if taken <= HIGH_MAX and words.longest <= room:
            break
    return words, taken


def _beside(free: Safe, avoid: tuple[Box, ...]) -> Iterator[Safe]:
    """Give the sides of what is to be avoided, where they are wide enough for words."""
    if not avoid:
        return
    left, right = min(box[0] for box in avoid), max(box[2] for box in avoid)
    if 1 - free.far_side - right >= SIDE_MIN:
        yield replace(free, side=right + SIDE_GAP, right=free.far_side)
    if left - free.side >= SIDE_MIN:
        yield replace(free, side=free.side, right=1 - left + SIDE_GAP)


def evened(text: str, width_max: int) -> tuple[str, ...]:
    """Break a text into as few lines as there can be, all about as long."""
    lines = wrapped(text, width_max)
    for width in range(width_max - 1, 0, -1):
        narrower = wrapped(text, width)
        if len(narrower) > len(lines) or max(map(columns, narrower)) > width:
            break
        lines = narrower
    return lines


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


def _band(position: Position, height: float, free: Safe) -> Box:
    left, right = free.side, 1 - free.far_side
    if position is Position.BOTTOM:
        return left, 1 - free.bottom - height, right, 1 - free.bottom
    if position is Position.TOP:
        return left, free.top, right, free.top + height
    return left, (1 - height) / 2, right, (1 + height) / 2


def _covered(band: Box, boxes: tuple[Box, ...]) -> float:
    """Give how much of the boxes a band lies on."""
    return sum(
        max(0.0, min(band[2], right) - max(band[0], left))
        * max(0.0, min(band[3], bottom) - max(band[1], top))
        for left, top, right, bottom in boxes
    )
