"""Recraft: pictures drawn, edited, cut out and upscaled. https://www.recraft.ai/docs/api-reference"""

import re
from typing import Any, ClassVar, Final

import httpx

from domain.assets import Blob
from domain.errors import ProviderCreditsExhausted, ProviderModerated, ProviderRejected
from domain.tasks import (
    Ability,
    BackgroundRemovalTask,
    ImageEditTask,
    ImageTask,
    ImageUpscaleTask,
    Quality,
)
from domain.values import Json
from providers._base import Finished, Made, Offer, Provider, Submission, Usage, unoffered
from providers._pictures import FILLS, Size, covering, nearest, styled

MODEL: Final = "recraftv4_1"
LARGE_MODEL: Final = "recraftv4_1_pro"
EDIT_MODEL: Final = "recraftv3"  # the one that paints within a mask
CUTOUT_MODEL: Final = "recraft-remove-background"
CRISP_MODEL: Final = "recraft-crisp-upscale"
CREATIVE_MODEL: Final = "recraft-creative-upscale"

SIZES: Final[tuple[Size, ...]] = (
    (1024, 1024), (1536, 768), (768, 1536), (1280, 832), (832, 1280), (1216, 896), (896, 1216), (1152, 896),
    (896, 1152), (832, 1344), (1280, 896), (896, 1280), (1344, 768), (768, 1344),
)  # fmt: skip
LARGE_SIZES: Final = tuple((2 * width, 2 * height) for width, height in SIZES)
"""What the models draw: the large one draws the same shapes, twice as wide and high."""
PROMPT_LENGTH_MAX: Final = 10_000
EDIT_PROMPT_LENGTH_MAX: Final = 1_000
STRENGTH: Final = 0.5
"""How far an edit goes when nobody says: the vendor wants to be told."""
SEEDS: Final = 2**32
FILE_BYTES_MAX: Final = 10_000_000
KINDS: Final = frozenset({"image/jpeg", "image/png", "image/webp"})

UNPAID: Final = re.compile(r"(not enough|insufficient|no) (credits|units|balance)", re.IGNORECASE)
MODERATED: Final = re.compile(r"nsfw|moderat|content policy|prohibited", re.IGNORECASE)
"""What the text of an error says: the vendor names no codes."""
REFUSING: Final = frozenset({400, 422})
UNPAID_STATUSES: Final = frozenset({400, 402, 403})


class Recraft(Provider):
    """Every call answers with its result: there is nothing to follow, and nothing to ask about later."""

    name = "recraft"
    base_url = "https://external.api.recraft.ai/v1"
    offers: ClassVar[tuple[Offer, ...]] = (
        Offer(ability=Ability.IMAGE, model=MODEL),
        Offer(ability=Ability.IMAGE_EDIT, model=EDIT_MODEL, serves=FILLS),
        Offer(ability=Ability.BACKGROUND_REMOVAL, model=CUTOUT_MODEL),
        Offer(ability=Ability.IMAGE_UPSCALE, model=CRISP_MODEL),
    )

    async def submit(self, ask: Submission) -> Finished:
        model, path, body = await self._call(ask)
        response = await self._paid(path, {**body, "response_format": "url", "image_format": "png"})
        match self.http.json_of(response):
            case {"data": [{"url": str(url)}, *_], **more} | {
                "image": {"url": str(url)},
                **more,
            } if url:
                made = Made(role="image", url=url, metadata=_drawn(body))
                return Finished(model=model, made=(made,), usage=_usage(more))
            case reply:
                raise self.http.malformed(reply)

    async def check(self) -> str:
        response = await self.http.send("GET", "/users/me", classify=classify)
        match self.http.json_of(response):
            case {"credits": int() | float() as credits}:
                return f"{credits} credits"
            case reply:
                raise self.http.malformed(reply)

    async def _paid(self, path: str, body: dict[str, Any]) -> httpx.Response:
        return await self.http.send("POST", path, classify=classify, paid=True, json=body)

    async def _call(self, ask: Submission) -> tuple[str, str, dict[str, Any]]:
        """Encode a task: the model that does it, the path, the body."""
        match ask.task:
            case ImageTask() as task:
                model, size = self._size(task)
                prompt = self._bounded(styled(task), PROMPT_LENGTH_MAX)
                body = {"prompt": prompt, "model": model, "size": size, **_once(task)}
                return model, "/images/generations", body
            case ImageEditTask() as task:
                return await self._edit(ask, task)
            case BackgroundRemovalTask() as task:
                body = {"image_url": await self._image(ask, task.image)}
                return ask.model, "/images/removeBackground", body
            case ImageUpscaleTask() as task:
                body = {"image_url": await self._image(ask, task.image)}
                if task.enhance:
                    return CREATIVE_MODEL, "/images/creativeUpscale", body
                return CRISP_MODEL, "/images/crispUpscale", body
            case task:
                raise unoffered(self.name, task)

    async def _edit(self, ask: Submission, task: ImageEditTask) -> tuple[str, str, dict[str, Any]]:
        if task.reference:
            raise ProviderRejected(self.name, "it edits by words alone")
        prompt = self._bounded(task.prompt, EDIT_PROMPT_LENGTH_MAX)
        image = await self._image(ask, task.image)
        body = {"prompt": prompt, "model": ask.model, "image_url": image, **_once(task)}
        if task.mask:
            mask = await self._image(ask, task.mask)
            return ask.model, "/images/inpaint", {**body, "mask_url": mask}
        strength = STRENGTH if task.strength is None else min(max(task.strength, 0.0), 1.0)
        return ask.model, "/images/imageToImage", {**body, "strength": strength}

    def _size(self, task: ImageTask) -> tuple[str, str]:
        """Give the model and the size: what the plain model cannot draw, the large one does."""
        plain = None if task.quality is Quality.ULTRA else covering(SIZES, task.width, task.height)
        size = plain or nearest(LARGE_SIZES, task.width, task.height)
        return MODEL if plain else LARGE_MODEL, f"{size[0]}x{size[1]}"

    def _bounded(self, prompt: str, length_max: int) -> str:
        if len(prompt) > length_max:
            raise ProviderRejected(self.name, f"the prompt is longer than {length_max} characters")
        return prompt

    async def _image(self, ask: Submission, blob: Blob) -> str:
        kind = blob.facts.mime_type
        if kind not in KINDS or blob.size_bytes > FILE_BYTES_MAX:
            raise ProviderRejected(self.name, f"{kind!r} of {blob.size_bytes} bytes")
        return await ask.data_uri(blob)


def classify(provider: str, status: int, body: Json) -> None:
    """Raise what the vendor's words mean: they come as plain text or as JSON."""
    said = str(body)
    if status in UNPAID_STATUSES and UNPAID.search(said):
        raise ProviderCreditsExhausted(provider, f"status {status}, the account is empty")
    if status in REFUSING and MODERATED.search(said):
        raise ProviderModerated(provider, f"status {status}, refused by the vendor's policy")


def _once(task: ImageTask | ImageEditTask) -> dict[str, Any]:
    return {"n": 1, "random_seed": task.seed % SEEDS}


def _drawn(body: dict[str, Any]) -> dict[str, str]:
    """Tell the size that was drawn."""
    return {"size": body["size"]} if "size" in body else {}


def _usage(reply: Json) -> Usage | None:
    match reply.get("credits"):
        case int() | float() as credits:
            return Usage(amount=credits, unit="credits")
        case _:
            return None


ADAPTER = Recraft
