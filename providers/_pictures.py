"""What vendors of pictures share: words for styles they lack, and the nearest of the sizes they draw."""

from collections.abc import Collection, Iterable
from math import log
from typing import Final

from domain.tasks import ImageTask, Operation, StylePreset

STYLES: Final = {
    StylePreset.REALISTIC: "Realistic photograph",
    StylePreset.ARTISTIC: "Expressive painting",
    StylePreset.ANIME: "Anime illustration",
    StylePreset.THREE_D: "3D render",
}
"""How a prompt begins for a model that has no styles of its own."""

FILLS: Final = (Operation.VARIATION, Operation.INPAINT, Operation.OUTPAINT)
"""What can be asked of a model that paints a picture anew, or the part of it that a mask shows."""
REPAINTS: Final = (*FILLS, Operation.STYLE_TRANSFER)
"""And of one that takes another picture's style besides."""

Size = tuple[int, int]


def styled(task: ImageTask) -> str:
    """Give the prompt with its style in words."""
    return f"{STYLES[task.style]}: {task.prompt}" if task.style else task.prompt


def covering(sizes: Iterable[Size], width: int, height: int) -> Size | None:
    """Give the size of the nearest shape that is no smaller either way, the least of several; None: all are smaller."""
    large = [size for size in sizes if size[0] >= width and size[1] >= height]
    return min(
        large,
        key=lambda size: (_distance(size, width / height), size[0] * size[1]),
        default=None,
    )


def nearest(sizes: Collection[Size], width: int, height: int) -> Size:
    """Give the size that covers what is asked, or else the largest of its shape: the picture is fitted afterwards."""
    return covering(sizes, width, height) or shaped(sizes, width, height)


def shaped(sizes: Iterable[Size], width: int, height: int) -> Size:
    """Give the size of the nearest shape, the largest of several."""
    return min(sizes, key=lambda size: (_distance(size, width / height), -size[0] * size[1]))


def _distance(size: Size, ratio: float) -> float:
    return round(abs(log(size[0] / size[1] / ratio)), 6)
