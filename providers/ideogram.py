"""Ideogram: pictures drawn, edited and upscaled. https://developer.ideogram.ai/api-reference"""

import asyncio
import io
import json
import re
from typing import Any, ClassVar, Final

import httpx
from PIL import Image

from domain.assets import Blob
from domain.errors import ProviderCreditsExhausted, ProviderModerated, ProviderRejected
from domain.tasks import Ability, ImageEditTask, ImageTask, ImageUpscaleTask, Quality, StylePreset
from domain.values import Json
from media.picture import DAMAGE, check
from providers._base import Finished, Made, Offer, Provider, Submission, unoffered
from providers._pictures import REPAINTS, STYLES, Size, nearest, shaped

MODEL: Final = "ideogram-v3"
UPSCALE_MODEL: Final = "ideogram-upscale"

_SIZES: Final = """
512x1536 576x1408 576x1472 576x1536 640x1344 640x1408 640x1472 640x1536 704x1152 704x1216 704x1280 704x1344 704x1408
704x1472 736x1312 768x1088 768x1216 768x1280 768x1344 800x1280 832x960 832x1024 832x1088 832x1152 832x1216 832x1248
864x1152 896x960 896x1024 896x1088 896x1120 896x1152 960x832 960x896 960x1024 960x1088 1024x832 1024x896 1024x960
1024x1024 1088x768 1088x832 1088x896 1088x960 1120x896 1152x704 1152x832 1152x864 1152x896 1216x704 1216x768 1216x832
1248x832 1280x704 1280x768 1280x800 1312x736 1344x640 1344x704 1344x768 1408x576 1408x640 1408x704 1472x576 1472x640
1472x704 1536x512 1536x576 1536x640
"""
SIZES: Final[dict[Size, str]] = {
    (int(name.split("x")[0]), int(name.split("x")[1])): name for name in _SIZES.split()
}
"""Everything that the model draws, in pixels."""

SPEEDS: Final = {Quality.STANDARD: "TURBO", Quality.HIGH: "DEFAULT", Quality.ULTRA: "QUALITY"}
STYLE_TYPES: Final = {StylePreset.REALISTIC: "REALISTIC", StylePreset.ANIME: "FICTION"}
PLAIN_STYLE: Final = "GENERAL"
NAMED: Final = frozenset({StylePreset.REALISTIC})
"""The styles that the model has by name; of the others the prompt speaks, too."""
AS_WRITTEN: Final = "OFF"
"""The prompt is not rewritten."""
RESEMBLANCES: Final = {True: 50, False: 100}
DETAILS: Final = {True: 80, False: 1}
"""How an upscale weighs, 1–100, when details may be invented and when not."""

SEEDS: Final = 2**31
WEIGHT_MIN: Final = 1
WEIGHT_MAX: Final = 100
GREY_MIDDLE: Final = 128
FILE_BYTES_MAX: Final = 10_000_000
KINDS: Final = frozenset({"image/jpeg", "image/png", "image/webp"})

UNPAID: Final = re.compile(r"credit|balance|billing|payment", re.IGNORECASE)
UNPAID_STATUSES: Final = frozenset({401, 402, 403})
UNSAFE: Final = 422


class Ideogram(Provider):
    """Every call answers with its result: there is nothing to follow, and nothing to ask about later."""

    name = "ideogram"
    base_url = "https://api.ideogram.ai"
    offers: ClassVar[tuple[Offer, ...]] = (
        Offer(ability=Ability.IMAGE, model=MODEL),
        Offer(ability=Ability.IMAGE_EDIT, model=MODEL, serves=REPAINTS),
        Offer(ability=Ability.IMAGE_UPSCALE, model=UPSCALE_MODEL),
    )

    @staticmethod
    def authorization(key: str) -> dict[str, str]:
        return {"Api-Key": key}

    async def submit(self, ask: Submission) -> Finished:
        match ask.task:
            case ImageTask() as task:
                response = await self._draw(ask, task)
            case ImageEditTask() as task:
                response = await self._edit(ask, task)
            case ImageUpscaleTask() as task:
                response = await self._upscale(ask, task)
            case task:
                raise unoffered(self.name, task)
        match self.http.json_of(response):
            case {"data": [{"is_image_safe": False}, *_]}:
                raise ProviderModerated(self.name, "the picture was found unsafe")
            case {"data": [{"is_image_safe": True, "url": str(url), **more}, *_]} if url:
                made = Made(role="image", url=url, metadata=_drawn(more))
                return Finished(model=ask.model, made=(made,))
            case reply:
                raise self.http.malformed(reply)

    async def check(self) -> str:
        """Ask for the account's own models: what tells the balance does not take this key."""
        response = await self.http.send("GET", "/models", classify=classify)
        match self.http.json_of(response):
            case {"models": list(models)}:
                return f"the key is known, {len(models)} models of its own"
            case reply:
                raise self.http.malformed(reply)

    async def _draw(self, ask: Submission, task: ImageTask) -> httpx.Response:
        size = nearest(SIZES, task.width, task.height)
        words = f"{STYLES[task.style]}: " if task.style and task.style not in NAMED else ""
        style = {"style_type": STYLE_TYPES.get(task.style, PLAIN_STYLE)} if task.style else {}
        body = {
            "prompt": f"{words}{task.prompt}", "resolution": SIZES[size], "rendering_speed": SPEEDS[task.quality],
            "magic_prompt": AS_WRITTEN, "num_images": 1, "seed": task.seed % SEEDS, **style,
        }  # fmt: skip
        return await self._paid(f"/v1/{ask.model}/generate", json=body)

    async def _edit(self, ask: Submission, task: ImageEditTask) -> httpx.Response:
        fields = {
            "prompt": task.prompt, "rendering_speed": SPEEDS[task.quality], "magic_prompt": AS_WRITTEN,
            "num_images": "1", "seed": str(task.seed % SEEDS),
        }  # fmt: skip
        files = {"image": await self._file(ask, task.image)}
        if task.reference:
            files["style_reference_images"] = await self._file(ask, task.reference)
        if task.mask:
            files["mask"] = ("mask.png", await self._mask(ask, task.mask), "image/png")
            return await self._paid(f"/v1/{ask.model}/edit", data=fields, files=files)
        if task.strength is not None:
            fields["image_weight"] = str(_weight(task.strength))
        fields["resolution"] = await self._shape(ask, task.image)
        return await self._paid(f"/v1/{ask.model}/remix", data=fields, files=files)

    async def _upscale(self, ask: Submission, task: ImageUpscaleTask) -> httpx.Response:
        wanted = {
            "resemblance": RESEMBLANCES[task.enhance], "detail": DETAILS[task.enhance],
            "magic_prompt_option": AS_WRITTEN, "num_images": 1,
        }  # fmt: skip
        files = {
            "image_request": (None, json.dumps(wanted), "application/json"),
            "image_file": await self._file(ask, task.image),
        }
        return await self._paid("/upscale", files=files)

    async def _paid(self, path: str, **request: Any) -> httpx.Response:
        return await self.http.send("POST", path, classify=classify, paid=True, **request)

    async def _file(self, ask: Submission, blob: Blob) -> tuple[str, bytes, str]:
        kind = blob.facts.mime_type
        if kind not in KINDS or blob.size_bytes > FILE_BYTES_MAX:
            raise ProviderRejected(self.name, f"{kind!r} of {blob.size_bytes} bytes")
        return await ask.part(blob)

    async def _mask(self, ask: Submission, mask: Blob) -> bytes:
        """Give the mask as the vendor reads it: black where the picture is to change."""
        try:
            return await asyncio.to_thread(inverted, await ask.read(mask))
        except DAMAGE as error:
            raise ProviderRejected(self.name, "the mask cannot be read") from error

    async def _shape(self, ask: Submission, image: Blob) -> str:
        """Give the resolution nearest to a picture's shape, or the vendor would crop it to a square."""
        facts = image.facts if image.facts.width else await check(ask.files[image.sha256])
        assert facts.width
        assert facts.height
        return SIZES[shaped(SIZES, facts.width, facts.height)]


def classify(provider: str, status: int, body: Json) -> None:
    """Raise what the vendor's words mean: 422 is its safety check alone."""
    match body:
        case {"error": str()} if status == UNSAFE:
            raise ProviderModerated(provider, "refused by the vendor's safety check")
        case _ if status in UNPAID_STATUSES and UNPAID.search(str(body)):
            raise ProviderCreditsExhausted(provider, f"status {status}, the account is empty")


def inverted(mask: bytes) -> bytes:
    """Turn a mask's white black and its black white, with no grey between."""
    turned = io.BytesIO()
    with Image.open(io.BytesIO(mask)) as opened:
        grey = opened.convert("L")
    grey.point(lambda value: 0 if value >= GREY_MIDDLE else 255).save(turned, "PNG")
    return turned.getvalue()


def _weight(strength: float) -> int:
    """Give how much of the source is to stay."""
    return min(max(round((1 - strength) * WEIGHT_MAX), WEIGHT_MIN), WEIGHT_MAX)


def _drawn(picture: Json) -> dict[str, str]:
    """Tell the size that was drawn."""
    match picture:
        case {"upscaled_resolution": str(size)} | {"resolution": str(size)}:
            return {"size": size}
        case _:
            return {}


ADAPTER = Ideogram
