"""What a picture may measure to be worked on, and what is wrong with one that does not."""

from collections.abc import Iterator, Mapping
from typing import Final

from domain.errors import FieldError, MediaInvalid
from domain.requests import JobRequest, Size
from domain.values import Value

SIDE_MIN: Final = 16
SIDE_MAX: Final = 4_096
"""What is retouched is no smaller and no larger."""
RATIO_MAX: Final = 4
"""How many times one side of an extended picture may be the other, where a ratio is asked for."""
UPSCALED_SIDE_MAX: Final = 8_192
UPSCALED_PIXELS_MAX: Final = 40_000_000
"""What an upscaled picture may measure."""
RATIO_TOLERANCE: Final = 0.02
"""A mask of another size is one of the same shape: its sides' ratio differs by no more than this, or by a pixel."""

IMAGE, MASK, STYLE = "imageUrl", "maskUrl", "styleReference"


def oversized(field: str, size: Size | None) -> Iterator[FieldError]:
    """Find a picture whose sides are out of bounds."""
    if size and not SIDE_MIN <= min(size) <= max(size) <= SIDE_MAX:
        told = f"It measures {size[0]} × {size[1]}; a side has {SIDE_MIN} to {SIDE_MAX} pixels."
        yield FieldError(pointer=f"/{field}", code="picture_size", detail=told)


def overgrown(field: str, size: Size | None, scale: int) -> Iterator[FieldError]:
    """Find a picture that would be too large `scale` times as wide and high."""
    if size is None:
        return
    if min(size) < SIDE_MIN:
        yield from oversized(field, size)
        return
    grown = size[0] * scale, size[1] * scale
    if max(grown) > UPSCALED_SIDE_MAX or grown[0] * grown[1] > UPSCALED_PIXELS_MAX:
        told = (
            f"{size[0]} × {size[1]} would become {grown[0]} × {grown[1]}; at most {UPSCALED_SIDE_MAX} a side"
            f" and {UPSCALED_PIXELS_MAX // 1_000_000} megapixels are made."
        )
        yield FieldError(pointer=f"/{field}", code="picture_size", detail=told)


def unshaped(mask: Size | None, image: Size | None) -> Iterator[FieldError]:
    """Find a mask of another shape than its picture."""
    if mask is None or image is None:
        return
    fitting = mask[0] * image[1] / image[0]
    if abs(fitting - mask[1]) > max(1.0, RATIO_TOLERANCE * mask[1]):
        told = (
            f"The mask measures {mask[0]} × {mask[1]}, the picture {image[0]} × {image[1]}:"
            " another size is fitted, another shape is not."
        )
        yield FieldError(pointer=f"/{MASK}", code="mask_shape", detail=told)


def require_fitting(request: JobRequest, sizes: Mapping[str, Size]) -> None:
    """Refuse pictures, as they were found to be, that the request cannot be served with. Raises MediaInvalid."""
    faults = tuple(request.misfits(sizes))
    if faults:
        detail = " ".join(f"{fault.pointer}: {fault.detail}" for fault in faults)
        raise MediaInvalid(detail, errors=faults)


class Margins(Value):
    """What is added to a picture at its sides, in pixels."""

    left: int = 0
    right: int = 0
    up: int = 0
    down: int = 0

    @property
    def is_none(self) -> bool:
        """Tell whether nothing is added."""
        return not (self.left or self.right or self.up or self.down)

    def extended(self, size: Size) -> Size:
        """Give the size of a picture with these margins."""
        return size[0] + self.left + self.right, size[1] + self.up + self.down

    @classmethod
    def to_ratio(cls, size: Size, ratio: float) -> "Margins":
        """Give the least margins, the same at both sides, by which width : height becomes the ratio."""
        width, height = size
        wider = max(0, round(height * ratio) - width)
        higher = 0 if wider else max(0, round(width / ratio) - height)
        return cls(
            left=wider // 2, right=wider - wider // 2, up=higher // 2, down=higher - higher // 2
        )
