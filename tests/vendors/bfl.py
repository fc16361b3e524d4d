"""Black Forest Labs' wire format: tasks by model, asked about at the url each was given, webhooks signed by the call's secret."""

import base64
import hmac
import io
import json
from datetime import UTC, datetime
from hashlib import sha256
from typing import Annotated, Any, Literal

from PIL import Image
from pydantic import Field, model_validator
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.vendors._fake import KEY, Fake, Strict, Trouble, Work, cut, picture, wrong

Picture = Annotated[str, Field(pattern=r"^(https://.+|[A-Za-z0-9+/]+={0,2})$")]
Side = Annotated[int, Field(ge=64, multiple_of=16)]


class Call(Strict):
    seed: int | None = None
    output_format: Literal["jpeg", "png", "webp"] | None = "jpeg"
    webhook_url: (
        Annotated[str, Field(min_length=1, max_length=2_083, pattern="^https://")] | None
    ) = None
    webhook_secret: str | None = None


class Flux2(Call):
    prompt: str
    input_image: Picture | None = None
    input_image_2: Picture | None = None
    input_image_3: Picture | None = None
    input_image_4: Picture | None = None
    input_image_5: Picture | None = None
    input_image_6: Picture | None = None
    input_image_7: Picture | None = None
    input_image_8: Picture | None = None
    width: Side | None = None
    height: Side | None = None
    safety_tolerance: Annotated[int, Field(ge=0, le=5)] = 2

    @model_validator(mode="after")
    def is_not_too_large(self) -> "Flux2":
        if (self.width or 0) * (self.height or 0) > 4 * 1024 * 1024:
            raise ValueError("the picture is larger than 4 MP")
        return self


class Fill(Call):
    image: Annotated[str, Field(pattern=r"^[A-Za-z0-9+/]+={0,2}$")]
    mask: Annotated[str, Field(pattern=r"^[A-Za-z0-9+/]+={0,2}$")] | None = None
    prompt: str | None = ""
    steps: Annotated[int, Field(ge=15, le=50)] | None = 50
    prompt_upsampling: bool | None = False
    guidance: Annotated[float, Field(ge=1.5, le=100)] | None = 60
    safety_tolerance: Annotated[int, Field(ge=0, le=6)] = 2

    @model_validator(mode="after")
    def is_of_one_size(self) -> "Fill":
        if self.mask and size(self.mask) != size(self.image):
            raise ValueError("the mask is not of the picture's size")
        return self


BODIES: dict[str, type[Strict]] = {
    "flux-2-pro": Flux2, "flux-2-max": Flux2, "flux-pro-1.0-fill": Fill,
}  # fmt: skip


def size(encoded: str) -> tuple[int, int]:
    """Look at a picture's size."""
    with Image.open(io.BytesIO(base64.b64decode(encoded))) as opened:
        return opened.size


class Bfl(Fake):
    """A task is unknown at the first question, pending at the second, and then at its end."""

    name = "bfl"
    troubles = frozenset(Trouble)
    signs_body = True

    def routes(self) -> list[Route]:
        return [
            *(Route(f"/v1/{model}", self.submit, methods=["POST"]) for model in BODIES),
            Route("/v1/get_result", self.result, methods=["GET"]),
            Route("/v1/credits", self.credits, methods=["GET"]),
        ]

    def refusal(self, request: Request) -> Response | None:
        if request.headers.get("x-key") != KEY or self.trouble is Trouble.BAD_KEY:
            return JSONResponse({"detail": "Not authenticated - Invalid Authentication"}, 403)
        return None

    async def submit(self, request: Request) -> Response:
        if refusal := self.refusal(request):
            return refusal
        body = await request.json()
        if issue := wrong(BODIES[request.url.path.rsplit("/", 1)[1]], body):
            return self.invalid(issue)
        match self.trouble:
            case Trouble.REJECTED:
                return self.invalid("Input should be a valid string")
            case Trouble.EMPTY:
                said = "Your account does not have enough credits"
                return JSONResponse({"error": "insufficient_credits", "message": said}, 402)
            case Trouble.THROTTLED:
                said = "Too many concurrent requests"
                told = {"error": "rate_limit_exceeded", "message": said, "retry_after": 5}
                return JSONResponse(told, 429, {"X-RateLimit-Remaining": "0"})
            case Trouble.DOWN:
                return JSONResponse({"detail": "Service Unavailable"}, 503)
            case Trouble.MALFORMED:
                return JSONResponse({"status": "Pending"})
            case Trouble.CUT:
                self.take(request, body)
                return cut()
        return self.taken(self.take(request, body))

    def invalid(self, issue: str) -> Response:
        detail = [{"loc": ["body"], "msg": issue, "type": "value_error"}]
        return JSONResponse({"detail": detail}, 422)

    def taken(self, work: Work) -> Response:
        """Say what was taken on: with a webhook, the url to ask at is left out."""
        told = {"id": work.id, "cost": 4.5, "input_mp": 0.0, "output_mp": 0.79, "anything": "new"}
        if hook := work.body.get("webhook_url"):
            return JSONResponse({**told, "status": "Pending", "webhook_url": hook})
        return JSONResponse({**told, "polling_url": f"{self.root}/v1/get_result?id={work.id}"})

    async def result(self, request: Request) -> Response:
        work = self.works.get(request.query_params["id"])
        if refusal := self.refusal(request):
            return refusal
        if work:
            work.polls += 1
        told = {"id": request.query_params["id"], "result": None, "progress": None, "details": None}
        match work and work.polls, self.trouble:
            case None | 1, _:
                return JSONResponse({**told, "status": "Task not found"})
            case 2, _:
                return JSONResponse({**told, "status": "Pending", "progress": 0.4})
            case _, Trouble.MODERATED:
                return JSONResponse({**told, "status": "Request Moderated"})
            case _, Trouble.MODERATED_LATE:
                reasons = {"Moderation Reasons": ["Violence"]}
                return JSONResponse({**told, "status": "Content Moderated", "details": reasons})
            case _, Trouble.GAVE_UP:
                return JSONResponse({**told, "status": "Error", "error": "generation_timeout"})
            case _, Trouble.UNKNOWN_STATE:
                return JSONResponse({**told, "status": "Pondering"})
        return JSONResponse({**told, "status": "Ready", "result": self.made()})

    def made(self) -> dict[str, Any]:
        url = self.link(picture(1024, 768), "image/png", "png")
        return {"sample": url, "prompt": "a barn", "seed": 1, "anything": "new"}

    async def credits(self, request: Request) -> Response:
        return self.refusal(request) or JSONResponse({"credits": 812.5})

    def knock(self, work: Work, secret: str, now: float) -> tuple[dict[str, str], bytes]:
        assert work.body["webhook_secret"] == secret
        at = datetime.fromtimestamp(now, UTC).isoformat()
        told = {"id": work.id, "status": "Ready", "result": self.made(), "timestamp": at}
        body = json.dumps(told).encode()
        signed = hmac.new(secret.encode(), body, sha256).hexdigest()
        return {"x-bfl-signature": f"sha256={signed}"}, body


FAKE = Bfl
