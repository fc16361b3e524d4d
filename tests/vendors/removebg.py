"""remove.bg's wire format: a form with the picture in it, answered with the subject alone."""

import io
from typing import Literal

from PIL import Image
from pydantic import BaseModel, ConfigDict
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.vendors._fake import KEY, Fake, Trouble, cut, wrong

FILE_BYTES_MAX = 22_000_000
PIXELS_MAX = 50_000_000
PNG_PIXELS_MAX = 10_000_000
FULL_PIXELS_MAX = 25_000_000
PREVIEW_PIXELS_MAX = 250_000


class Form(BaseModel):
    """The documented words of a form, as texts; any other is refused."""

    model_config = ConfigDict(extra="forbid")

    size: Literal["preview", "full", "50MP", "auto"] = "preview"
    type: Literal["auto", "car", "product", "person", "animal", "graphic", "transportation"] = (
        "auto"
    )
    format: Literal["auto", "png", "jpg", "webp", "zip"] = "auto"
    channels: Literal["rgba", "alpha"] = "rgba"
    crop: bool = False
    semitransparency: bool = True


class RemoveBg(Fake):
    """Everything is answered at once."""

    name = "removebg"
    prefix = "/v1.0"
    troubles = frozenset(
        {
            Trouble.REJECTED, Trouble.EMPTY, Trouble.THROTTLED, Trouble.DOWN, Trouble.MALFORMED, Trouble.BAD_KEY, Trouble.CUT,
        }
    )  # fmt: skip

    def routes(self) -> list[Route]:
        return [
            Route("/v1.0/removebg", self.submit, methods=["POST"]),
            Route("/v1.0/account", self.account, methods=["GET"]),
        ]

    def problem(self, status: int, title: str, code: str | None = None) -> Response:
        """An error in the vendor's form: only those of the input have a code."""
        error = {"title": title, **({"code": code} if code else {})}
        headers = {"Retry-After": "11"} if status == 429 else {}
        return JSONResponse({"errors": [error]}, status, headers)

    def refusal(self, request: Request) -> Response | None:
        if request.headers.get("x-api-key") != KEY or self.trouble is Trouble.BAD_KEY:
            return self.problem(403, "API Key invalid")
        return None

    async def submit(self, request: Request) -> Response:
        if refusal := self.refusal(request):
            return refusal
        async with request.form() as form:
            words = {name: part for name, part in form.items() if isinstance(part, str)}
            files = {
                name: await part.read()
                for name, part in form.items()
                if isinstance(part, UploadFile)
            }
        if issue := wrong(Form, words):
            return self.problem(400, issue, "invalid_parameter")
        if set(files) != {"image_file"}:
            return self.problem(400, "No image given", "missing_source")
        data = files["image_file"]
        if len(data) > FILE_BYTES_MAX:
            return self.problem(400, "File too large", "file_too_large")
        match self.trouble:
            case Trouble.REJECTED:
                said = "Could not identify foreground in image."
                return self.problem(400, said, "unknown_foreground")
            case Trouble.EMPTY:
                return self.problem(402, "Insufficient credits")
            case Trouble.THROTTLED:
                return self.problem(429, "Rate limit exceeded")
            case Trouble.DOWN:
                return Response("Service Unavailable", 503)
            case Trouble.MALFORMED:
                return JSONResponse({"data": {}})
            case Trouble.CUT:
                self.take(request, words)
                return cut()
        return self.cut_out(request, data, Form.model_validate(words))

    def cut_out(self, request: Request, data: bytes, wanted: Form) -> Response:
        """A subject on nothing, made smaller where it has more pixels than its size and format have room for."""
        try:
            found = Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "WEBP"))
        except OSError:
            return self.problem(400, "Invalid file type", "invalid_file_type")
        width, height = found.size
        if width * height > PIXELS_MAX:
            return self.problem(400, "Image resolution too high", "resolution_too_high")
        room = {"preview": PREVIEW_PIXELS_MAX, "50MP": PIXELS_MAX}.get(wanted.size, FULL_PIXELS_MAX)
        if wanted.format in ("auto", "png"):
            room = min(room, PNG_PIXELS_MAX)
        scale = min(1.0, (room / (width * height)) ** 0.5)
        size = int(width * scale), int(height * scale)
        kind = "webp" if wanted.format == "webp" else "png"
        made = io.BytesIO()
        Image.new("RGBA", size, (90, 30, 140, 0)).save(made, kind.upper())
        self.take(request, wanted.model_dump())
        told = {
            "X-Credits-Charged": "0.25" if wanted.size == "preview" else "1.0", "X-Type": "product",
            "X-Width": str(size[0]), "X-Height": str(size[1]),
        }  # fmt: skip
        return Response(made.getvalue(), headers=told, media_type=f"image/{kind}")

    async def account(self, request: Request) -> Response:
        left = {"total": 200.0, "subscription": 150.0, "payg": 50.0, "enterprise": 0.0}
        told = {"credits": left, "api": {"free_calls": 50, "sizes": "all"}}
        return self.refusal(request) or JSONResponse({"data": {"attributes": told}})


FAKE = RemoveBg
