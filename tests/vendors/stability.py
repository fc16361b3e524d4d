"""Stability's wire format: forms with pictures in them, answered with a picture, or with an id where it is a sound."""

import base64
import functools
import io
import subprocess
from typing import Annotated, Any, Literal

import imageio_ffmpeg
from PIL import Image
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.vendors._fake import KEY, Fake, Trouble, Work, cut, picture, sound, wrong

FORM_BYTES_MAX = 10 * 1024**2
FORMATS = ("JPEG", "PNG", "WEBP")


def bounded(
    sides: tuple[int, int], pixels: tuple[int, int], ratio_max: float = float("inf")
) -> AfterValidator:
    """A JPEG, PNG or WebP file whose sides, pixels and ratio are in bounds."""

    def check(data: bytes) -> bytes:
        with Image.open(io.BytesIO(data), formats=FORMATS) as found:
            short, long = sorted(found.size)
        if not (
            sides[0] <= short and long <= sides[1] and pixels[0] <= short * long <= pixels[1] and long <= ratio_max * short
        ):  # fmt: skip
            raise ValueError(f"is {short}x{long} pixels")
        return data

    return AfterValidator(check)


Usual = Annotated[bytes, bounded((64, 10**9), (4_096, 9_437_184))]
Slender = Annotated[bytes, bounded((64, 16_383), (4_096, 9_437_184), 2.5)]
Any64 = Annotated[bytes, bounded((64, 16_384), (4_096, 10**9))]
Prompt = Annotated[str, StringConstraints(min_length=1, max_length=10_000)]
Seed = Annotated[int, Field(ge=0, le=4_294_967_294)]
Share = Annotated[float, Field(ge=0, le=1)]
Format = Literal["png", "jpeg", "webp"]
Ratio = Literal["21:9", "16:9", "3:2", "5:4", "1:1", "4:5", "2:3", "9:16", "9:21"]
Style = Literal[
    "enhance", "anime", "photographic", "digital-art", "comic-book", "fantasy-art", "line-art", "analog-film", "neon-punk",
    "isometric", "low-poly", "origami", "modeling-compound", "cinematic", "3d-model", "pixel-art", "tile-texture",
]  # fmt: skip


class Form(BaseModel):
    """A documented form: its words are texts, its files bytes; a part that is not documented is refused."""

    model_config = ConfigDict(extra="forbid")


class Drawn(Form):
    prompt: Prompt
    negative_prompt: Prompt | None = None
    seed: Seed = 0
    output_format: Format = "png"
    style_preset: Style | None = None


class Core(Drawn):
    aspect_ratio: Ratio = "1:1"


class Ultra(Core):
    image: Any64 | None = None
    strength: Share | None = None


class Sd3(Drawn):
    mode: Literal["image-to-image"]  # of text, it is asked elsewhere
    image: Any64
    strength: Share
    model: Literal["sd3.5-large", "sd3.5-large-turbo", "sd3.5-medium", "sd3.5-flash"]
    cfg_scale: Annotated[float, Field(ge=1, le=10)] | None = None


class Inpaint(Drawn):
    image: Usual
    mask: bytes | None = None
    grow_mask: Annotated[float, Field(ge=0, le=100)] = 5


class StyleTransfer(Form):
    init_image: Slender
    style_image: Usual
    prompt: Prompt | None = None
    negative_prompt: Prompt | None = None
    style_strength: Share = 1
    composition_fidelity: Share = 0.9
    change_strength: Annotated[float, Field(ge=0.1, le=1)] = 0.9
    seed: Seed = 0
    output_format: Format = "png"


class RemoveBackground(Form):
    image: Annotated[bytes, bounded((64, 10**9), (4_096, 4_194_304))]
    output_format: Literal["png", "webp"] = "png"


class Fast(Form):
    image: Annotated[bytes, bounded((32, 1_536), (1_024, 1_048_576))]
    output_format: Format = "png"


class Conservative(Form):
    image: Slender
    prompt: Prompt
    negative_prompt: Prompt | None = None
    creativity: Annotated[float, Field(ge=0.2, le=0.5)] = 0.35
    seed: Seed = 0
    output_format: Format = "png"


class Audio(Form):
    prompt: Prompt
    model: Literal["stable-audio-3"] = "stable-audio-3"
    duration: Annotated[float, Field(ge=1, le=380)] = 190
    seed: Seed = 0
    steps: Annotated[int, Field(ge=4, le=8)] = 8
    cfg_scale: Annotated[float, Field(ge=1, le=25)] = 1
    output_format: Literal["mp3", "wav"] = "mp3"


FORMS: dict[str, type[Form]] = {
    "/v2beta/stable-image/generate/core": Core, "/v2beta/stable-image/generate/ultra": Ultra,
    "/v2beta/stable-image/generate/sd3": Sd3, "/v2beta/stable-image/edit/inpaint": Inpaint,
    "/v2beta/stable-image/control/style-transfer": StyleTransfer,
    "/v2beta/stable-image/edit/remove-background": RemoveBackground, "/v2beta/stable-image/upscale/fast": Fast,
    "/v2beta/stable-image/upscale/conservative": Conservative, "/v2beta/audio/stable-audio/text-to-audio": Audio,
}  # fmt: skip


class Stability(Fake):
    """Pictures come at once. A sound is waited for, and is forgotten after a day."""

    name = "stability"
    troubles = frozenset(
        {
            Trouble.REJECTED, Trouble.MODERATED, Trouble.EMPTY, Trouble.THROTTLED, Trouble.DOWN, Trouble.MALFORMED,
            Trouble.BAD_KEY, Trouble.CUT,
        }
    )  # fmt: skip

    def routes(self) -> list[Route]:
        return [
            *(Route(path, self.submit, methods=["POST"]) for path in FORMS),
            Route("/v2beta/audio/results/{id}", self.result, methods=["GET"]),
            Route("/v1/user/balance", self.balance, methods=["GET"]),
        ]

    def problem(self, status: int, name: str, *errors: str) -> Response:
        """An error in the vendor's form."""
        return JSONResponse({"id": "a1b2c3d4", "name": name, "errors": errors}, status)

    def refusal(self, request: Request) -> Response | None:
        if (
            request.headers.get("authorization") != f"Bearer {KEY}"
            or self.trouble is Trouble.BAD_KEY
        ):
            said = "authorization: invalid or missing header value"
            return self.problem(401, "unauthorized", said)
        return None

    async def submit(self, request: Request) -> Response:
        if refusal := self.refusal(request):
            return refusal
        async with request.form() as form:
            parts = {name: await content(part) for name, part in form.multi_items()}
        if refusal := self.unusable(request, parts):
            return refusal
        match self.trouble:
            case Trouble.REJECTED:
                return self.problem(422, "invalid_language", "English is the only language")
            case Trouble.MODERATED:
                said = "Your request was flagged by our content moderation system"
                return self.problem(403, "content_moderation", said)
            case Trouble.EMPTY:
                return self.problem(402, "payment_required", "You lack sufficient credits")
            case Trouble.THROTTLED:
                said = "You have exceeded the rate limit of 150 requests within a 10 second period"
                return self.problem(429, "rate_limit_exceeded", said)
            case Trouble.DOWN:
                return self.problem(500, "internal_error", "An unexpected server error")
            case Trouble.MALFORMED:
                return JSONResponse({"artifacts": []})
            case Trouble.CUT:
                self.take(request, None)
                return cut()
        work = self.take(request, parts)
        if work.path.endswith("audio"):
            return JSONResponse({"id": work.id}, 202)
        return self.drawn(work)

    def unusable(self, request: Request, parts: dict[str, Any]) -> Response | None:
        """Tell what is wrong with a form."""
        if not request.headers["content-type"].startswith("multipart/form-data"):
            return self.problem(400, "bad_request", "content-type: must be multipart/form-data")
        if int(request.headers["content-length"]) > FORM_BYTES_MAX:
            said = "payloads cannot be larger than 10MiB in size"
            return self.problem(413, "payload_too_large", said)
        if request.headers["accept"] not in ("application/json", "image/*", "audio/*"):
            return self.problem(400, "bad_request", "accept: is not one of those")
        issue = wrong(FORMS[request.url.path], parts)
        if issue is None and (parts.get("image") is None) != (parts.get("strength") is None):
            alone = "generate" in request.url.path
            issue = "strength: is required when image is provided" if alone else None
        return self.problem(400, "bad_request", issue) if issue else None

    def drawn(self, work: Work) -> Response:
        """A picture; one that was found to break the policy is blurred, and paid for."""
        told = {"seed": 343940597, "anything": "new"}
        match self.trouble:
            case Trouble.MODERATED_LATE:
                reason = "CONTENT_FILTERED"
            case Trouble.UNKNOWN_STATE:
                reason = "PONDERED"
            case _:
                reason = "SUCCESS"
        side = 256 if "upscale" in work.path else 64
        encoded = base64.b64encode(picture(side, side)).decode()
        headers = {"content-type": "application/json; type=image/png", "x-request-id": "r-1"}
        return JSONResponse({"image": encoded, "finish_reason": reason, **told}, headers=headers)

    async def result(self, request: Request) -> Response:
        if refusal := self.refusal(request):
            return refusal
        work = self.works.get(request.path_params["id"])
        if work is None or self.trouble is Trouble.GAVE_UP:
            said = "id: the generation either does not exist or has expired."
            return self.problem(404, "generation_not_found", said)
        work.polls += 1
        if work.polls == 1:
            return JSONResponse({"id": work.id, "status": "in-progress"}, 202)
        if self.trouble is Trouble.UNKNOWN_STATE:
            return JSONResponse({"id": work.id, "status": "pondering"}, 202)
        told = {"finish-reason": "SUCCESS", "seed": "343940597", "x-request-id": "r-1"}
        return Response(song(), headers=told, media_type="audio/mpeg")

    async def balance(self, request: Request) -> Response:
        return self.refusal(request) or JSONResponse({"credits": 1_152.5})


async def content(part: UploadFile | str) -> bytes | str:
    """What a part of a form holds: a file's bytes, or words."""
    return await part.read() if isinstance(part, UploadFile) else part


@functools.cache
def song() -> bytes:
    """Make an MP3 file."""
    coded = ("-f", "mp3", "-c:a", "libmp3lame", "-")
    asked = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-f", "wav", "-i", "-", *coded]
    return subprocess.run(asked, input=sound(), capture_output=True, check=True).stdout


FAKE = Stability
