"""Which part of a picture fills a frame of another shape, so that what it is of stays in sight."""

from collections.abc import Sequence
from itertools import accumulate
from typing import Final, Literal

from domain.values import Value

FACE_SIDE: Final = 0.25
"""Of a face's square: what has to be seen of the head beside it,"""
FACE_ABOVE: Final = 0.45
FACE_BELOW: Final = 0.5
WORDS_MARGIN: Final = 0.025
"""Of the picture's side."""
STRENGTH_MIN: Final = 0.5
"""Less of a subject than this stands out from nothing: the picture is a view."""
SUBJECT_SHARE: Final = 0.86
"""Of what stands out: the subject is where so much of it is."""
HELD_MIN: Final = 0.7
"""A frame that holds less of the subject does not do."""
STRAY_FACE: Final = 0.5
"""Of the largest: smaller faces are a crowd's."""
DESIGNED: Final = 0.03
"""Of the picture under words: it is a poster, of which nothing is cut off without need,"""
BANNER: Final = 0.5
"""unless a frame holds less than this of it anyway."""
SAME_SHAPE: Final = 0.01
CENTRAL: Final = 0.03
"""How much of what stands out a place nearer to the middle is worth."""

Box = tuple[float, float, float, float]
"""Left, top, right, bottom, as shares of the picture."""


class Focus(Value):
    """What a picture is of: boxes, and what stands out by strip, as shares. `plain`: its edges are of one colour."""

    faces: tuple[Box, ...] = ()
    words: tuple[Box, ...] = ()
    columns: tuple[float, ...] = (1.0,)
    rows: tuple[float, ...] = (1.0,)
    strength: float = 0.0
    plain: dict[Literal["x", "y"], bool] = {}


class Window(Value):
    """The part of a picture that is shown, as shares of it; `fills`: it has the frame's shape.

    `kept`: what it was chosen for.
    """

    left: float = 0.0
    top: float = 0.0
    right: float = 1.0
    bottom: float = 1.0
    fills: bool = True
    kept: str = "the whole picture"


def window(focus: Focus, picture: float, frame: float) -> Window:
    """Choose the part of a picture for a frame, both by their width over their height.

    As much as the frame holds, faces and words first, then the subject; where these do not fit into it, as much of the
    picture as they need, which then does not fill the frame.
    """
    if abs(picture / frame - 1) <= SAME_SHAPE:
        return Window()
    across = frame < picture
    share = frame / picture if across else picture / frame
    strips = focus.columns if across else focus.rows
    first, second = (0, 2) if across else (1, 3)
    held = [(box[first], box[second]) for box in (*heads(focus), *_texts(focus))]
    if share >= BANNER and _covered(focus.words) >= DESIGNED:
        held = [(0.0, 1.0)]
    kept = "faces" if focus.faces else "words"
    if not held and focus.strength >= STRENGTH_MIN:
        low, high = _subject(strips)
        at = _best(strips, share, 0.0, 1.0 - share)
        if high - low <= share or _mass(strips, at, at + share) < HELD_MIN:
            held = [(low, high)]
        kept = "what stands out"
    if not held:
        at = _best(strips, share, 0.0, 1.0 - share)
        return _placed(at, at + share, across=across, fills=True, kept="what there is most of")
    low, high = max(0.0, min(part[0] for part in held)), min(1.0, max(part[1] for part in held))
    if high - low <= share:
        at = _best(strips, share, max(0.0, high - share), min(low, 1.0 - share))
        return _placed(at, at + share, across=across, fills=True, kept=kept)
    return _placed(low, high, across=across, fills=False, kept=kept)


def shown_at(part: Window, box: Box, picture: float, frame: float) -> Box:
    """Give where a box of a picture is in the frame that shows a part of it, as shares of the frame."""
    wide, high = (part.right - part.left) * picture, part.bottom - part.top
    zoom = min(frame / wide, 1 / high)
    width, height = wide * zoom / frame, high * zoom
    left, top = (1 - width) / 2, (1 - height) / 2

    def across(at: float) -> float:
        return left + (at - part.left) / (part.right - part.left) * width

    def down(at: float) -> float:
        return top + (at - part.top) / (part.bottom - part.top) * height

    return across(box[0]), down(box[1]), across(box[2]), down(box[3])


def _placed(low: float, high: float, *, across: bool, fills: bool, kept: str) -> Window:
    if across:
        return Window(left=low, right=high, fills=fills, kept=kept)
    return Window(top=low, bottom=high, fills=fills, kept=kept)


def heads(focus: Focus) -> list[Box]:
    """Give the heads of the faces that matter."""
    largest = max((box[2] - box[0] for box in focus.faces), default=0.0)
    found = []
    for left, top, right, bottom in focus.faces:
        wide, high = right - left, bottom - top
        if wide >= largest * STRAY_FACE:
            side = FACE_SIDE * wide
            found.append(
                (left - side, top - FACE_ABOVE * high, right + side, bottom + FACE_BELOW * high)
            )
    return found


def _texts(focus: Focus) -> list[Box]:
    return [
        (left - WORDS_MARGIN, top - WORDS_MARGIN, right + WORDS_MARGIN, bottom + WORDS_MARGIN)
        for left, top, right, bottom in focus.words
    ]


def _covered(boxes: Sequence[Box]) -> float:
    """Give how much of the picture the boxes cover: the most that those do which do not lie on each other."""
    apart: list[Box] = []
    for box in sorted(boxes, key=lambda box: (box[2] - box[0]) * (box[3] - box[1]), reverse=True):
        if not any(_meet(box, other) for other in apart):
            apart.append(box)
    return sum((right - left) * (bottom - top) for left, top, right, bottom in apart)


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _subject(strips: Sequence[float]) -> tuple[float, float]:
    """Find the shortest stretch that has most of what stands out."""
    sums, count = [0.0, *accumulate(strips)], len(strips)
    wanted = SUBJECT_SHARE * sums[-1]
    stretches = (
        (last - first, first, last)
        for first in range(count)
        for last in range(first + 1, count + 1)
        if sums[last] - sums[first] >= wanted
    )
    _, first, last = min(stretches, default=(count, 0, count))
    return first / count, last / count


def _best(strips: Sequence[float], share: float, first: float, last: float) -> float:
    """Choose where a frame begins, between two places, so that it holds the most; of places alike, near the middle."""
    steps = 40
    places = [first + (last - first) * step / steps for step in range(steps + 1)]
    middle = (1.0 - share) / 2
    return max(places, key=lambda at: _mass(strips, at, at + share) - CENTRAL * abs(at - middle))


def _mass(strips: Sequence[float], low: float, high: float) -> float:
    """Give how much of the strips is between two shares of the side."""
    count = len(strips)
    return sum(
        part * max(0.0, min(high * count, number + 1) - max(low * count, number))
        for number, part in enumerate(strips)
    )
