"""Ideogram's wire format: JSON for what is drawn, forms with files for what is edited, and the result in the answer."""

import io
import json
from typing import Annotated, Any, Literal

from PIL import Image
from pydantic import Field, model_validator
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.vendors._fake import KEY, LATE, Fake, Strict, Trouble, cut, picture, wrong

_RESOLUTIONS = """
512x1536 576x1408 576x1472 576x1536 640x1344 640x1408 640x1472 640x1536 704x1152 704x1216 704x1280 704x1344 704x1408
704x1472 736x1312 768x1088 768x1216 768x1280 768x1344 800x1280 832x960 832x1024 832x1088 832x1152 832x1216 832x1248
864x1152 896x960 896x1024 896x1088 896x1120 896x1152 960x832 960x896 960x1024 960x1088 1024x832 1024x896 1024x960
1024x1024 1088x768 1088x832 1088x896 1088x960 1120x896 1152x704 1152x832 1152x864 1152x896 1216x704 1216x768 1216x832
1248x832 1280x704 1280x768 1280x800 1312x736 1344x640 1344x704 1344x768 1408x576 1408x640 1408x704 1472x576 1472x640
1472x704 1536x512 1536x576 1536x640
"""
RESOLUTIONS = frozenset(_RESOLUTIONS.split())
FILE_BYTES_MAX = 10 * 1024 * 1024
Speed = Literal["FLASH", "TURBO", "BALANCED", "DEFAULT", "QUALITY"]
Magic = Literal["AUTO", "ON", "OFF"]
Style = Literal["AUTO", "GENERAL", "REALISTIC", "DESIGN", "CUSTOM", "FICTION", "STYLIZED"]
Seed = Annotated[int, Field(ge=0, le=2**31 - 1)]
Count = Annotated[int, Field(ge=1, le=8)]
Percent = Annotated[int, Field(ge=1, le=100)]


class Common(Strict):
    prompt: Annotated[str, Field(min_length=1)]
    seed: Seed | None = None
    rendering_speed: Speed = "DEFAULT"
    magic_prompt: Magic = "AUTO"
    num_images: Count = 1
    style_type: Style | None = None
    style_preset: str | None = None
    style_codes: list[Annotated[str, Field(pattern="^[0-9A-F]{8}$")]] | None = None
    style_reference_images: bytes | None = None
    character_reference_images: bytes | None = None

    @model_validator(mode="after")
    def has_one_source_of_style(self) -> "Common":
        if self.style_codes and (self.style_type or self.style_reference_images):
            raise ValueError("style_codes stand alone")
        return self


class Generate(Common):
    resolution: str | None = None
    aspect_ratio: str | None = None
    negative_prompt: str | None = None

    @model_validator(mode="after")
    def has_one_size(self) -> "Generate":
        if self.resolution and (self.aspect_ratio or self.resolution not in RESOLUTIONS):
            raise ValueError("the resolution is not one of the list, or not alone")
        return self


class Remix(Generate):
    image: bytes
    image_weight: Percent = 50


class Edit(Common):
    image: bytes
    mask: bytes

    @model_validator(mode="after")
    def has_a_mask_of_black_and_white(self) -> "Edit":
        with Image.open(io.BytesIO(self.image)) as image, Image.open(io.BytesIO(self.mask)) as mask:
            values = {value for _, value in mask.convert("L").getcolors() or ()}
            if mask.size != image.size or not values <= {0, 255}:
                raise ValueError("the mask is to be black and white, and of the image's size")
        return self


class Wanted(Strict):
    prompt: str | None = None
    resemblance: Percent = 50
    detail: Percent = 50
    magic_prompt_option: Magic = "AUTO"
    num_images: Count = 1
    seed: Seed | None = None


class Upscale(Strict):
    image_request: Wanted
    image_file: bytes


BODIES: dict[str, type[Strict]] = {
    "/v1/ideogram-v3/generate": Generate, "/v1/ideogram-v3/remix": Remix, "/v1/ideogram-v3/edit": Edit,
    "/upscale": Upscale,
}  # fmt: skip
NUMBERS = frozenset({"seed", "num_images", "image_weight"})


class Ideogram(Fake):
    """Every call is answered with its picture, or with none where it is unsafe."""

    name = "ideogram"
    troubles = frozenset(Trouble) - LATE | {Trouble.MODERATED_LATE}

    def routes(self) -> list[Route]:
        return [
            *(Route(path, self.submit, methods=["POST"]) for path in BODIES),
            Route("/models", self.models, methods=["GET"]),
        ]

    def refusal(self, request: Request) -> Response | None:
        if request.headers.get("api-key") != KEY or self.trouble is Trouble.BAD_KEY:
            return JSONResponse({"error": "Not authorized"}, 401)
        return None

    async def submit(self, request: Request) -> Response:
        if refusal := self.refusal(request):
            return refusal
        body = await read(request)
        if issue := wrong(BODIES[request.url.path], body) or too_large(body):
            return JSONResponse({"error": f"Invalid input: {issue}"}, 400)
        match self.trouble:
            case Trouble.REJECTED:
                return JSONResponse({"error": "Invalid input provided."}, 400)
            case Trouble.MODERATED:
                said = "Prompt provided failed safety check due to the inclusion of prohibited content."
                return JSONResponse({"error": said}, 422)
            case Trouble.EMPTY:
                return JSONResponse({"error": "Insufficient credits."}, 402)
            case Trouble.THROTTLED:
                return JSONResponse({"error": "Too many requests."}, 429)
            case Trouble.DOWN:
                return Response("<html>upstream</html>", 503)
            case Trouble.MALFORMED:
                return JSONResponse({"created": "2026-11-25T10:00:00Z", "data": []})
        self.take(request, body)
        return cut() if self.trouble is Trouble.CUT else self.made(request.url.path, body)

    def made(self, path: str, body: Any) -> Response:
        """Answer with a picture: what is unsafe is a success without a link."""
        is_safe = self.trouble is not Trouble.MODERATED_LATE
        size = body.get("resolution") or "1024x1024"
        width, height = (int(side) for side in size.split("x"))
        url = self.link(picture(width, height), "image/png", "png") if is_safe else None
        told = {"prompt": "a barn", "resolution": size, "seed": 1, "style_type": "GENERAL"}
        grown = {"upscaled_resolution": "2048x2048"} if path == "/upscale" else {}
        shown = {**told, **grown, "url": url, "is_image_safe": is_safe, "anything": "new"}
        return JSONResponse({"created": "2026-11-25T10:00:00Z", "data": [shown]})

    async def models(self, request: Request) -> Response:
        return self.refusal(request) or JSONResponse({"models": []})


async def read(request: Request) -> dict[str, Any]:
    """Read JSON, or a form: its files as bytes, its numbers as numbers."""
    if request.headers["content-type"].startswith("application/json"):
        return dict(await request.json())
    body: dict[str, Any] = {}
    async with request.form() as form:
        for name, value in form.multi_items():
            if isinstance(value, UploadFile):
                body[name] = await value.read()
            elif name == "image_request":
                body[name] = json.loads(value)
            else:
                body[name] = int(value) if name in NUMBERS else value
    return body


def too_large(body: dict[str, Any]) -> str | None:
    """Tell that a file is larger than the vendor takes, or no picture that it reads."""
    for name, value in body.items():
        if isinstance(value, bytes):
            with Image.open(io.BytesIO(value)) as opened:
                if opened.format not in ("JPEG", "PNG", "WEBP") or len(value) > FILE_BYTES_MAX:
                    return f"{name}: not a JPEG, PNG or WebP of 10 MB"
    return None


FAKE = Ideogram
