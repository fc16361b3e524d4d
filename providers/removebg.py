"""remove.bg: a picture's subject, cut out. https://www.remove.bg/api"""

import math
from typing import ClassVar, Final

import httpx

from domain.assets import Blob
from domain.errors import ProviderRejected
from domain.tasks import Ability, BackgroundRemovalTask
from domain.values import Json
from providers._base import Finished, Made, Offer, Provider, Submission, Usage, unoffered

MODEL: Final = "removebg"
PICTURE_KINDS: Final = frozenset({"image/jpeg", "image/png", "image/webp"})
PICTURE_BYTES_MAX: Final = 22_000_000
PIXELS_MAX: Final = 50_000_000
"""What it takes."""
PNG_PIXELS_MAX: Final = 10_000_000
FULL_PIXELS_MAX: Final = 25_000_000
"""Up to where a result keeps its size: as PNG, and without the largest size being asked for."""
BAD_REQUEST: Final = 400


class RemoveBg(Provider):
    """Every call answers with the picture: there is nothing to follow, and nothing to ask about later."""

    name = "removebg"
    base_url = "https://api.remove.bg/v1.0"
    aliases = ("remove.bg",)
    offers: ClassVar[tuple[Offer, ...]] = (Offer(ability=Ability.BACKGROUND_REMOVAL, model=MODEL),)

    @staticmethod
    def authorization(key: str) -> dict[str, str]:
        return {"X-Api-Key": key}

    async def submit(self, ask: Submission) -> Finished:
        match ask.task:
            case BackgroundRemovalTask() as task:
                form = self._wanted(task.image)
            case task:
                raise unoffered(self.name, task)
        picture = {"image_file": await ask.part(task.image)}
        response = await self.http.send(
            "POST", "/removebg", classify=classify, paid=True, data=form, files=picture,
            headers={"Accept": "image/*"},
        )  # fmt: skip
        kind = response.headers.get("content-type", "")
        if not (kind.startswith("image/") and response.content):
            raise self.http.malformed({"content-type": kind})
        made = Made(role="image", data=response.content)
        return Finished(model=ask.model, made=(made,), usage=_usage(response))

    async def check(self) -> str:
        response = await self.http.send("GET", "/account", classify=classify)
        match self.http.json_of(response):
            case {"data": {"attributes": {"credits": {"total": int() | float() as total}}}}:
                return f"{total:g} credits"
            case reply:
                raise self.http.malformed(reply)

    def _wanted(self, picture: Blob) -> dict[str, str]:
        """Ask for the picture's own size: by itself the vendor shrinks it to a preview."""
        kind = picture.facts.mime_type
        pixels = (picture.facts.width or 0) * (picture.facts.height or 0)
        if (
            kind not in PICTURE_KINDS
            or picture.size_bytes > PICTURE_BYTES_MAX
            or pixels > PIXELS_MAX
        ):
            raise ProviderRejected(
                self.name, f"{kind!r} of {picture.size_bytes} bytes and {pixels} pixels"
            )
        return {
            "size": "full" if pixels <= FULL_PIXELS_MAX else "50MP",
            "format": "png" if pixels <= PNG_PIXELS_MAX else "webp",
        }


def classify(provider: str, status: int, body: Json) -> None:
    """Raise what the vendor's own code means: its codes are all of the input."""
    match body:
        case {"errors": [{"code": str(code)}, *_]} if status == BAD_REQUEST:
            raise ProviderRejected(provider, f"status {status}, code {code!r}")


def _usage(response: httpx.Response) -> Usage | None:
    try:
        charged = float(response.headers["x-credits-charged"])
    except (KeyError, ValueError):
        return None
    return Usage(amount=charged, unit="credits") if math.isfinite(charged) else None


ADAPTER = RemoveBg
