"""Pictures, drawn and edited: what the image model takes, and the sizes that it makes."""

import asyncio
import io
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from PIL import Image, ImageOps

from domain.assets import Blob
from domain.errors import ProviderRejected
from domain.tasks import ImageEditTask, ImageTask, Quality, StylePreset
from media.picture import check, fit
from providers._base import Submission

NAME: Final = "openai"
MODEL: Final = "gpt-image-2"
PROMPT_LENGTH_MAX: Final = 32_000

SIDE_STEP_PX: Final = 16
SIDE_MAX_PX: Final = 3_840
RATIO_MAX: Final = 3
PIXELS_MIN: Final = 655_360
PIXELS_MAX: Final = 8_294_400
"""The sizes that the image model draws: sides in steps, at most 3 : 1, not too small and not too large."""

QUALITIES: Final = {Quality.STANDARD: "low", Quality.HIGH: "medium", Quality.ULTRA: "high"}
STYLES: Final = {
    StylePreset.REALISTIC: "a realistic photograph",
    StylePreset.ARTISTIC: "an expressive painting",
    StylePreset.ANIME: "an anime illustration",
    StylePreset.THREE_D: "a 3D render",
}
"""The model has no styles of its own, so the prompt begins with one."""

KINDS: Final = frozenset({"image/png", "image/jpeg", "image/webp"})
PICTURE_BYTES_MAX: Final = 50_000_000
MASK_BYTES_MAX: Final = 4_000_000
REFERENCE: Final = "In the style of the second picture: "
CLOSE: Final = "Keep very close to the picture as it is: "
CLOSE_STRENGTH_MAX: Final = 0.35
FREE: Final = "Depart freely from the picture: "
FREE_STRENGTH_MIN: Final = 0.75
"""The model has no strength either: the ends of the scale are said in words, its middle is the model's own."""

Part = tuple[str, tuple[str, bytes, str]]


@dataclass(frozen=True, slots=True)
class Edit:
    """A form of the edits endpoint: its fields, and its files in order."""

    fields: Mapping[str, str]
    files: tuple[Part, ...]


def drawing(model: str, task: ImageTask) -> dict[str, Any]:
    """Give the body that draws a picture."""
    width, height = legal_size(task.width, task.height)
    if max(width, height) > SIDE_MAX_PX or width * height > PIXELS_MAX:
        raise ProviderRejected(NAME, f"{task.width}x{task.height} is larger than it draws")
    style = f"{STYLES[task.style]}: " if task.style else ""
    return {
        "model": model, "prompt": _bounded(f"{style}{task.prompt}"), "n": 1, "size": f"{width}x{height}",
        "quality": QUALITIES[task.quality], "moderation": "auto", "output_format": "png",
    }  # fmt: skip


async def edit(ask: Submission, task: ImageEditTask) -> Edit:
    """Give the form that edits a picture: its own size is asked for, as far as the model draws it."""
    width, height = await _sides(ask, task.image)
    sources = [await _source(ask, task, (width, height))]
    if task.reference:
        sources.append(await _part(ask, task.reference, "reference"))
    name = "image" if len(sources) == 1 else "image[]"
    files: list[Part] = [(name, source) for source in sources]
    if task.mask:
        files.append(("mask", ("mask.png", await _mask(ask, task.mask, (width, height)), "image/png")))  # fmt: skip
    drawn_width, drawn_height = largest_size(width, height)
    fields = {
        "model": ask.model, "prompt": _bounded(_worded(task)), "n": "1", "size": f"{drawn_width}x{drawn_height}",
        "quality": QUALITIES[task.quality], "output_format": "png",
    }  # fmt: skip
    return Edit(fields, tuple(files))


def legal_size(width: int, height: int) -> tuple[int, int]:
    """Give the nearest size, no smaller than asked, that the model draws; the picture is fitted afterwards."""
    long, short = (
        max(width, height),
        max(min(width, height), math.ceil(max(width, height) / RATIO_MAX)),
    )
    scale = max(1.0, math.sqrt(PIXELS_MIN / (long * short)))
    drawn_long = _stepped(long * scale)
    drawn_short = _stepped(max(short * scale, drawn_long / RATIO_MAX))
    return (drawn_long, drawn_short) if width >= height else (drawn_short, drawn_long)


def largest_size(width: int, height: int) -> tuple[int, int]:
    """Give the legal size of a picture, or the largest of its shape where it is larger than the model draws."""
    drawn = legal_size(width, height)
    if max(drawn) <= SIDE_MAX_PX and drawn[0] * drawn[1] <= PIXELS_MAX:
        return drawn
    scale = min(SIDE_MAX_PX / max(width, height), math.sqrt(PIXELS_MAX / (width * height)))
    return legal_size(_stepped_down(width * scale), _stepped_down(height * scale))


def _stepped(side: float) -> int:
    return math.ceil(side / SIDE_STEP_PX) * SIDE_STEP_PX


def _stepped_down(side: float) -> int:
    return max(int(side) // SIDE_STEP_PX, 1) * SIDE_STEP_PX


def _bounded(prompt: str) -> str:
    if len(prompt) > PROMPT_LENGTH_MAX:
        raise ProviderRejected(NAME, f"the prompt is longer than {PROMPT_LENGTH_MAX} characters")
    return prompt


def _worded(task: ImageEditTask) -> str:
    """Say in front of the prompt what the model has no field for."""
    reference = REFERENCE if task.reference else ""
    match task.strength:
        case float() as strength if strength <= CLOSE_STRENGTH_MAX:
            return f"{CLOSE}{reference}{task.prompt}"
        case float() as strength if strength >= FREE_STRENGTH_MIN:
            return f"{FREE}{reference}{task.prompt}"
        case _:
            return f"{reference}{task.prompt}"


async def _sides(ask: Submission, image: Blob) -> tuple[int, int]:
    facts = image.facts
    if not facts.width or not facts.height:
        facts = await check(ask.files[image.sha256])
    assert facts.width
    assert facts.height
    return facts.width, facts.height


async def _source(
    ask: Submission, task: ImageEditTask, size: tuple[int, int]
) -> tuple[str, bytes, str]:
    """Give the picture, upright where a mask is to lie on it pixel by pixel."""
    if not task.mask:
        return await _part(ask, task.image, "picture")
    upright = ask.scratch / "upright.png"
    await fit(ask.files[task.image.sha256], upright, width=size[0], height=size[1])
    data = await asyncio.to_thread(upright.read_bytes)
    _weigh(len(data), PICTURE_BYTES_MAX)
    return "picture.png", data, "image/png"


async def _part(ask: Submission, blob: Blob, name: str) -> tuple[str, bytes, str]:
    if blob.facts.mime_type not in KINDS:
        raise ProviderRejected(NAME, f"it takes no pictures of kind {blob.facts.mime_type!r}")
    _weigh(blob.size_bytes, PICTURE_BYTES_MAX)
    return await ask.part(blob, name)


async def _mask(ask: Submission, mask: Blob, size: tuple[int, int]) -> bytes:
    """Give a mask as the model reads one: as large as the picture, and transparent where that is to change."""
    fitted = ask.scratch / "mask.png"
    await fit(ask.files[mask.sha256], fitted, width=size[0], height=size[1])

    def transparent() -> bytes:
        made = io.BytesIO()
        with Image.open(fitted) as white:
            shown = Image.new("RGBA", white.size)
            shown.putalpha(ImageOps.invert(white.convert("L")))
        shown.save(made, "PNG")
        return made.getvalue()

    data = await asyncio.to_thread(transparent)
    _weigh(len(data), MASK_BYTES_MAX)
    return data


def _weigh(size_bytes: int, size_bytes_max: int) -> None:
    if size_bytes >= size_bytes_max:
        raise ProviderRejected(
            NAME, f"a picture of {size_bytes} bytes; it takes fewer than {size_bytes_max}"
        )
