"""Recraft's wire format: JSON in, pictures as data URLs, and the result with its price in the answer.

The vendor documents its errors for keys and paths alone: how it says that an account is empty, that there are too many
calls, or that a prompt is against its policy is assumed.
"""

import base64
import io
from typing import Annotated, Any, Literal

from PIL import Image
from pydantic import Field, model_validator
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from tests.vendors._fake import KEY, LATE, Fake, Strict, Trouble, cut, picture, wrong

_PLAIN = """
1024x1024 1536x768 768x1536 1280x832 832x1280 1216x896 896x1216 1152x896 896x1152 832x1344 1280x896 896x1280 1344x768
768x1344
"""
_LARGE = """
2048x2048 3072x1536 1536x3072 2560x1664 1664x2560 2432x1792 1792x2432 2304x1792 1792x2304 1664x2688 2560x1792 1792x2560
2688x1536 1536x2688
"""
SIZES = {"recraftv4_1": frozenset(_PLAIN.split()), "recraftv4_1_pro": frozenset(_LARGE.split())}
FILE_BYTES_MAX = 10 * 1024 * 1024
Picture = Annotated[
    str, Field(pattern=r"^(https://.+|data:image/(png|jpeg|webp);base64,[A-Za-z0-9+/]+={0,2})$")
]


class Delivery(Strict):
    response_format: Literal["url", "b64_json"] = "url"
    image_format: Literal["png", "webp"] | None = None
    expire: bool | None = None


class Drawing(Delivery):
    n: Annotated[int, Field(ge=1, le=6)] = 1
    random_seed: Annotated[int, Field(ge=0, lt=2**32)] | None = None
    negative_prompt: str | None = None
    style: str | None = None


class Generate(Drawing):
    prompt: Annotated[str, Field(min_length=1, max_length=10_000)]
    model: Literal["recraftv4_1", "recraftv4_1_pro"] = "recraftv4_1"
    size: str | None = None

    @model_validator(mode="after")
    def is_of_the_models_sizes(self) -> "Generate":
        if self.size and self.size not in SIZES[self.model]:
            raise ValueError("the model does not draw this size")
        if self.style or self.negative_prompt:
            raise ValueError("the model has no named styles and no negative prompt")
        return self


class ImageToImage(Drawing):
    prompt: Annotated[str, Field(min_length=1, max_length=1_000)]
    model: Literal["recraftv3"] = "recraftv3"
    image_url: Picture
    strength: Annotated[float, Field(ge=0, le=1)]


class Inpaint(Drawing):
    prompt: Annotated[str, Field(min_length=1, max_length=1_000)]
    model: Literal["recraftv3"] = "recraftv3"
    image_url: Picture
    mask_url: Picture

    @model_validator(mode="after")
    def has_a_mask_of_its_size(self) -> "Inpaint":
        if size(self.image_url) != size(self.mask_url):
            raise ValueError("the mask is not of the image's size")
        return self


class Process(Delivery):
    image_url: Picture


BODIES: dict[str, type[Strict]] = {
    "generations": Generate, "imageToImage": ImageToImage, "inpaint": Inpaint, "removeBackground": Process,
    "crispUpscale": Process, "creativeUpscale": Process,
}  # fmt: skip
PRICES = {
    "generations": 35, "imageToImage": 40, "inpaint": 40, "removeBackground": 10, "crispUpscale": 4, "creativeUpscale": 250,
}  # fmt: skip


class Recraft(Fake):
    """Every call is answered with its picture: drawn ones in a list, processed ones alone."""

    name = "recraft"
    prefix = "/v1"
    troubles = frozenset(Trouble) - LATE

    def routes(self) -> list[Route]:
        return [
            *(Route(f"/v1/images/{kind}", self.submit, methods=["POST"]) for kind in BODIES),
            Route("/v1/users/me", self.me, methods=["GET"]),
        ]

    def refusal(self, request: Request) -> Response | None:
        known = request.headers.get("authorization") == f"Bearer {KEY}"
        if not known or self.trouble is Trouble.BAD_KEY:
            return PlainTextResponse("request unauthorized", 401)
        return None

    async def submit(self, request: Request) -> Response:
        if refusal := self.refusal(request):
            return refusal
        kind = request.url.path.rsplit("/", 1)[1]
        body = await request.json()
        if issue := wrong(BODIES[kind], body) or too_large(body):
            return JSONResponse({"code": "invalid_request_parameter", "message": issue}, 400)
        match self.trouble:
            case Trouble.REJECTED:
                return PlainTextResponse("invalid image", 400)
            case Trouble.MODERATED:
                said = "The prompt was refused by moderation"
                return JSONResponse({"code": "invalid_prompt", "message": said}, 400)
            case Trouble.EMPTY:
                return JSONResponse({"code": "billing", "message": "not enough credits"}, 400)
            case Trouble.THROTTLED:
                return PlainTextResponse("too many requests", 429)
            case Trouble.DOWN:
                return PlainTextResponse("service unavailable", 503)
            case Trouble.MALFORMED:
                return JSONResponse({"created": 1, "credits": 4, "data": []})
        self.take(request, body)
        return cut() if self.trouble is Trouble.CUT else self.made(kind, body)

    def made(self, kind: str, body: Any) -> Response:
        width, height = (int(side) for side in body.get("size", "128x128").split("x"))
        url = self.link(picture(width, height), "image/png", "png")
        shown = {"image_id": "095b9f9d-f06f-4b4e-9bb2-d4f823203427", "url": url, "anything": "new"}
        told = {"created": 1_764_000_000, "credits": PRICES[kind]}
        is_drawn = issubclass(BODIES[kind], Drawing)
        return JSONResponse({**told, "data": [shown]} if is_drawn else {**told, "image": shown})

    async def me(self, request: Request) -> Response:
        told = {
            "id": "229b2a75-05e4-4580-85f9-b47ee521a00d",
            "credits": 1_000,
            "email": "a@b.example",
        }
        return self.refusal(request) or JSONResponse(told)


def decoded(url: str) -> bytes:
    """Give the bytes of a data URL."""
    return base64.b64decode(url.split(",", 1)[1])


def size(url: str) -> tuple[int, int]:
    """Look at a picture's size."""
    with Image.open(io.BytesIO(decoded(url))) as opened:
        return opened.size


def too_large(body: dict[str, Any]) -> str | None:
    """Tell that a picture is larger than the vendor takes."""
    urls = [body[name] for name in ("image_url", "mask_url") if name in body]
    if any(len(decoded(url)) >= FILE_BYTES_MAX for url in urls if url.startswith("data:")):
        return "the image is larger than 10 MB"
    return None


FAKE = Recraft
