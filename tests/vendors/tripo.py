"""Tripo's wire format: pictures are uploaded, tasks in an envelope polled."""

import io
from typing import Annotated, Any, Literal

from PIL import Image
from pydantic import Field
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.vendors._fake import KEY, Fake, Strict, Trouble, Work, cut, model_3d, picture, wrong

PICTURE_BYTES_MAX = 20_000_000
Seed = Annotated[int, Field(ge=-(2**31), le=2**31 - 1)]


class Generation(Strict):
    """What every generation of the H series takes."""

    model: Literal["v3.1-20260211", "v3.0-20250812"]
    texture: bool = True
    pbr: bool = True
    texture_quality: Literal["standard", "detailed", "extreme"] = "standard"
    geometry_quality: Literal["standard", "detailed"] = "standard"
    face_limit: Annotated[int, Field(ge=48, le=1_500_000)] | None = None
    model_seed: Seed | None = None
    texture_seed: Seed | None = None
    auto_size: bool = False
    quad: bool = False
    smart_low_poly: bool = False
    generate_parts: bool = False
    compress: Literal["geometry"] | None = None


class TextToModel(Generation):
    prompt: Annotated[str, Field(min_length=1, max_length=1_024)]
    negative_prompt: Annotated[str, Field(max_length=255)] | None = None
    image_seed: Seed | None = None


class ImageToModel(Generation):
    input: Annotated[str, Field(min_length=1)]
    texture_alignment: Literal["original_image", "geometry"] = "original_image"
    orientation: Literal["default", "align_image"] = "default"
    enable_image_autofix: bool = False


BODIES: dict[str, type[Generation]] = {
    "/v3/generation/text-to-model": TextToModel,
    "/v3/generation/image-to-model": ImageToModel,
}


class Tripo(Fake):
    """Tasks go queued, running, and to their end."""

    name = "tripo"
    troubles = frozenset(Trouble)

    def routes(self) -> list[Route]:
        return [
            Route("/v3/files", self.upload, methods=["POST"]),
            *(Route(path, self.submit, methods=["POST"]) for path in BODIES),
            Route("/v3/tasks/{id}", self.get, methods=["GET"]),
            Route("/v3/account/balance", self.balance, methods=["GET"]),
        ]

    def envelope(self, data: Any) -> Response:
        """What every success comes in."""
        return JSONResponse({"code": 0, "data": data})

    def problem(self, status: int, code: int, message: str, **headers: str) -> Response:
        """An error in the vendor's form."""
        told = {"code": code, "message": message, "suggestion": "See the docs", "request_id": "r-1"}
        return JSONResponse(told, status, headers)

    def refusal(self, request: Request) -> Response | None:
        known = request.headers.get("authorization") == f"Bearer {KEY}"
        if known and self.trouble is not Trouble.BAD_KEY:
            return None
        return self.problem(401, 1002, "Authentication failed")

    async def upload(self, request: Request) -> Response:
        """Keep a picture; its token is what tasks name it by."""
        if refusal := self.refusal(request):
            return refusal
        async with request.form() as form:
            part = form.get("file")
            if not isinstance(part, UploadFile) or len(form) != 1:
                return self.problem(400, 1004, "One or more of your parameter is invalid")
            data = await part.read()
        try:
            with Image.open(io.BytesIO(data), formats=("JPEG", "PNG")) as found:
                found.verify()
        except OSError:
            return self.problem(400, 2004, "This file type is unsupported")
        if len(data) > PICTURE_BYTES_MAX:
            return self.problem(413, 1004, "The file is too large")
        token = f"file_{len(self.files) + 1}"
        self.files[token] = (data, "image/png")
        return self.envelope({"file_token": token})

    async def submit(self, request: Request) -> Response:
        if refusal := self.refusal(request):
            return refusal
        body = await request.json()
        if issue := wrong(BODIES[request.url.path], body):
            return self.problem(400, 1004, issue)
        if "input" in body and body["input"] not in self.files:
            return self.problem(400, 2003, "This input file is empty")
        match self.trouble:
            case Trouble.REJECTED:
                return self.problem(400, 1004, "One or more of your parameter is invalid")
            case Trouble.MODERATED:
                return self.problem(400, 2008, "The input violates the content policy")
            case Trouble.EMPTY:
                return self.problem(403, 2010, "You don't have enough credit")
            case Trouble.THROTTLED:
                said = "You have exceeded the limit of generation"
                return self.problem(429, 2000, said, **{"Retry-After": "4"})
            case Trouble.DOWN:
                return self.problem(500, 1001, "Fatal error on server side")
            case Trouble.MALFORMED:
                return self.envelope({"task": {}})
            case Trouble.CUT:
                self.take(request, body)
                return cut()
        return self.envelope({"task_id": self.take(request, body).id})

    def told(self, work: Work, status: str, progress: int, **more: Any) -> Response:
        """A task."""
        kind = work.path.rpartition("/")[2].replace("-", "_")
        told = {
            "task_id": work.id, "type": kind, "status": status, "progress": progress, "input": work.body,
            "output": {}, "created_at": "2026-11-24T10:00:00Z", "credits_consumed": None, "anything": "new",
        }  # fmt: skip
        return self.envelope({**told, **more})

    async def get(self, request: Request) -> Response:
        if refusal := self.refusal(request):
            return refusal
        work = self.works.get(request.path_params["id"])
        if work is None:
            return self.problem(404, 2001, "The task is not found")
        work.polls += 1
        match work.polls, self.trouble:
            case 1, _:
                return self.told(work, "queued", 0)
            case 2, _:
                return self.told(work, "running", 40)
            case _, Trouble.MODERATED_LATE:
                return self.told(work, "failed", 100, error_code=2008, error_message="refused")
            case _, Trouble.GAVE_UP:
                return self.told(work, "failed", 100, error_code=1001, error_message="fatal")
            case _, Trouble.UNKNOWN_STATE:
                return self.told(work, "sculpting", 50)
        link = self.link(model_3d(), "model/gltf-binary", "glb")
        image = self.link(picture(kind="WEBP"), "image/webp", "webp")
        shown = {"model_url": link, "rendered_image_url": image}
        return self.told(work, "success", 100, output=shown, credits_consumed="30.00")

    async def balance(self, request: Request) -> Response:
        """Credits are decimals."""
        return self.refusal(request) or self.envelope({"balance": 148.5, "frozen": 30.0})


FAKE = Tripo
