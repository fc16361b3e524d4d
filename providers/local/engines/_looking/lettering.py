"""Where a picture has words: letters of one tone and like height, in a row."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.uint8]

SIDE_PX: Final = 960
"""Pixels of the longer side that a picture is looked at with."""
HEIGHTS: Final = (0.011, 0.3)
"""Of the picture's height: what is lower is not read, what is higher is no letter."""
WIDEST: Final = 1.9
FILLED: Final = (0.18, 0.95)
LONE_FILLED: Final = 0.9
"""What fills its box is a bar, unless it is as slim as an I."""
SLIM: Final = 0.45
TONE_MAX: Final = 16.0
"""Shades that a letter may vary by."""
CONTRAST_MIN: Final = 42.0
ALIKE: Final = 1.9
APART: Final = 1.1
"""Of a letter's height, from one to the next."""
LEVEL: Final = 0.55
LETTERS_MIN: Final = 4
ON_LINE: Final = 0.6
"""Of the letters: so many stand on one line, but for"""
OFF_LINE: Final = 0.13
"""of their height. Leaves and windows do not."""
SAME: Final = 0.5
"""How much two finds of one line share, of both."""
SURE_LETTERS: Final = 8
"""A row of so many is a line though it is found once."""
WINDOWS: Final = (31, 101, 301)
"""Sides in pixels of the surroundings that a pixel is compared with: of small letters, and of large."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What may be a letter, in pixels."""

    left: int
    top: int
    width: int
    height: int


Box = tuple[float, float, float, float]
"""Left, top, right, bottom, as shares of the picture."""


def lettering(picture: NDArray[np.uint8]) -> list[Box]:
    """Find the lines of words in a picture (BGR)."""
    grey = np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), np.uint8)
    zoom = min(1.0, SIDE_PX / max(grey.shape))
    small = np.asarray(
        cv2.resize(grey, None, fx=zoom, fy=zoom, interpolation=cv2.INTER_AREA), np.uint8
    )
    height, width = small.shape
    found: list[tuple[Box, int]] = []
    for window in WINDOWS:
        for dark in (False, True):
            letters = list(_letters(small, window, dark=dark))
            found += [
                ((left / width, top / height, right / width, bottom / height), count)
                for (left, top, right, bottom), count in _lines(letters)
            ]
    return [
        box
        for box, count in found
        if count >= SURE_LETTERS or sum(_shared(box, other) >= SAME for other, _ in found) > 1
    ]


def _letters(grey: Grey, window: int, *, dark: bool) -> Iterator[Letter]:
    """Give what stands out from its surroundings in one even tone."""
    kind = cv2.THRESH_BINARY_INV if dark else cv2.THRESH_BINARY
    mask = cv2.adaptiveThreshold(
        grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, kind, window, 14 if dark else -14
    )
    count, marks, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    labels = np.asarray(marks, np.int32)
    for number in range(1, count):
        left, top, width, height, area = (int(value) for value in stats[number])
        letter = Letter(left, top, width, height)
        if _is_shaped(letter, area, grey.shape[0]) and _is_even(grey, labels, number, letter):
            yield letter


def _is_shaped(letter: Letter, area: int, picture_height: int) -> bool:
    low, high = (share * picture_height for share in HEIGHTS)
    if not low <= letter.height <= high or letter.width > letter.height * WIDEST:
        return False
    filled = area / (letter.width * letter.height)
    slim = letter.width < letter.height * SLIM
    return FILLED[0] <= filled <= (1.0 if slim else LONE_FILLED)


def _is_even(grey: Grey, marks: NDArray[np.int32], number: int, letter: Letter) -> bool:
    rows = slice(max(0, letter.top - 2), letter.top + letter.height + 2)
    columns = slice(max(0, letter.left - 2), letter.left + letter.width + 2)
    shades, own = grey[rows, columns], marks[rows, columns] == number
    core = cv2.erode(own.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    inside = shades[core] if core.sum() >= 6 else shades[own]
    around = shades[~cv2.dilate(own.astype(np.uint8), np.ones((3, 3), np.uint8)).astype(bool)]
    if not len(around):
        return False
    return (
        float(inside.std()) <= TONE_MAX
        and abs(float(np.median(inside)) - float(np.median(around))) >= CONTRAST_MIN
    )


def _lines(letters: Sequence[Letter]) -> Iterator[tuple[tuple[int, int, int, int], int]]:
    """Put letters that stand side by side into lines; gives each one's place, and how many letters it has."""
    line: list[Letter] = []
    left = sorted(letters, key=lambda letter: letter.left)
    while left:
        line = [left.pop(0)]
        for letter in list(left):
            if _follows(line[-1], letter):
                line.append(letter)
                left.remove(letter)
        if len(line) >= LETTERS_MIN and _stands(line):
            place = (
                line[0].left, min(each.top for each in line),
                max(each.left + each.width for each in line), max(each.top + each.height for each in line),
            )  # fmt: skip
            yield place, len(line)


def _stands(line: Sequence[Letter]) -> bool:
    """Tell whether most letters stand on one line, or hang from one, which may be tilted."""
    height = float(np.median([each.height for each in line]))
    middles = np.array([each.left + each.width / 2 for each in line])
    edges = (
        np.array([each.top + each.height for each in line], float),
        np.array([each.top for each in line], float),
    )
    return any(
        float(
            (
                np.abs(edge - np.polyval(np.polyfit(middles, edge, 1), middles))
                <= OFF_LINE * height
            ).mean()
        )
        >= ON_LINE
        for edge in edges
    )


def _shared(one: Box, other: Box) -> float:
    wide = max(0.0, min(one[2], other[2]) - max(one[0], other[0]))
    high = max(0.0, min(one[3], other[3]) - max(one[1], other[1]))
    areas = sum((box[2] - box[0]) * (box[3] - box[1]) for box in (one, other))
    return wide * high / max(areas - wide * high, 1e-9)


def _follows(one: Letter, other: Letter) -> bool:
    low, high = sorted((one.height, other.height))
    if high > low * ALIKE:
        return False
    gap = other.left - (one.left + one.width)
    level = abs(one.top + one.height / 2 - other.top - other.height / 2)
    return -0.2 * high <= gap <= APART * high and level <= LEVEL * low
