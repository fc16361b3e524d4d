"""Replicate's wire format: predictions of models, followed by the urls they name."""

import base64
import hashlib
import hmac
import json
import re
from typing import Annotated, Any, Literal

from pydantic import Field
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.vendors._fake import KEY, Fake, Strict, Trouble, Work, cut, picture, video, wrong

Picture = Annotated[str, Field(pattern=r"^(https://|data:image/[a-z+]+;base64,[A-Za-z0-9+/=]+$)")]
Side = Annotated[int, Field(ge=256, le=2_048, multiple_of=16)]
Duration = re.compile(r"(\d+h)?(\d+m)?(\d+s?)?")


class Flux2(Strict):
    prompt: Annotated[str, Field(min_length=1)]
    input_images: Annotated[list[Picture], Field(max_length=8)] = []
    aspect_ratio: Literal["match_input_image", "custom", "1:1", "16:9", "9:16"] = "1:1"
    resolution: Literal["match_input_image", "0.5 MP", "1 MP", "2 MP", "4 MP"] = "1 MP"
    width: Side | None = None
    height: Side | None = None
    safety_tolerance: Annotated[int, Field(ge=1, le=5)] = 2
    seed: int | None = None
    output_format: Literal["webp", "jpg", "png"] = "webp"
    output_quality: Annotated[int, Field(ge=0, le=100)] = 80


class Seedance(Strict):
    prompt: Annotated[str, Field(min_length=1)]
    image: Picture | None = None
    last_frame_image: Picture | None = None
    duration: Annotated[int, Field(ge=2, le=12)] = 5
    resolution: Literal["480p", "720p", "1080p"] = "1080p"
    aspect_ratio: Literal["16:9", "4:3", "1:1", "3:4", "9:16", "21:9", "9:21"] = "16:9"
    fps: Literal[24] = 24
    camera_fixed: bool = False
    seed: int | None = None


class RemoveBackground(Strict):
    image: Picture
    preserve_alpha: bool = True
    preserve_partial_alpha: bool = True
    content_moderation: bool = False


class Topaz(Strict):
    image: Picture
    enhance_model: Literal[
        "Standard V2", "Low Resolution V2", "CGI", "High Fidelity V2", "Text Refine"
    ] = "Standard V2"
    upscale_factor: Literal["None", "2x", "4x", "6x"] = "None"
    output_format: Literal["jpg", "png"] = "jpg"
    subject_detection: Literal["None", "All", "Foreground", "Background"] = "None"
    face_enhancement: bool = False
    face_enhancement_strength: Annotated[float, Field(ge=0, le=1)] = 0.8
    face_enhancement_creativity: Annotated[float, Field(ge=0, le=1)] = 0.0


class Prediction(Strict):
    """The body is a closed object."""

    input: dict[str, Any]
    webhook: Annotated[str, Field(pattern=r"^https://")] | None = None
    webhook_events_filter: list[Literal["start", "output", "logs", "completed"]] | None = None


MODELS: dict[str, type[Strict]] = {
    "black-forest-labs/flux-2-pro": Flux2,
    "bytedance/seedance-1-pro": Seedance,
    "bria/remove-background": RemoveBackground,
    "topazlabs/image-upscale": Topaz,
}
OVER = ("succeeded", "failed", "canceled", "aborted")


class Replicate(Fake):
    """Predictions go starting, processing, and to their end."""

    name = "replicate"
    prefix = "/v1"
    troubles = frozenset(Trouble)
    signs_body = True
    signs_time = True

    def routes(self) -> list[Route]:
        model = "/v1/models/{owner}/{model}/predictions"
        return [
            Route(model, self.submit, methods=["POST"]),
            Route("/v1/predictions/{id}", self.get, methods=["GET"]),
            Route("/v1/predictions/{id}/cancel", self.cancel, methods=["POST"]),
            Route("/v1/files/{name}/download", self.file, methods=["GET"]),
            Route("/v1/account", self.account, methods=["GET"]),
        ]

    def refusal(self, request: Request) -> Response | None:
        known = request.headers.get("authorization") == f"Bearer {KEY}"
        if known and self.trouble is not Trouble.BAD_KEY:
            return None
        said = "You did not pass a valid authentication token"
        return self.problem(401, said, title="Unauthenticated")

    def problem(self, status: int, said: str, title: str | None = None) -> Response:
        """An error in the vendor's form."""
        more = {"title": title} if title else {}
        return JSONResponse({**more, "detail": said, "status": status}, status)

    async def submit(self, request: Request) -> Response:
        if refusal := self.refusal(request):
            return refusal
        body = await request.json()
        kind = MODELS.get("{owner}/{model}".format(**request.path_params))
        if kind is None:
            return self.problem(404, "The requested resource could not be found.")
        deadline = Duration.fullmatch(request.headers.get("cancel-after", "1m"))
        issue = wrong(Prediction, body) or wrong(kind, body["input"])
        if issue or not deadline or not deadline.group():
            return self.problem(422, f"- input.{issue}", title="Input validation failed")
        match self.trouble:
            case Trouble.REJECTED:
                return self.problem(422, "- input: image is required", "Input validation failed")
            case Trouble.EMPTY:
                said = "You have insufficient credit to run this model."
                return self.problem(402, said, title="Insufficient credit")
            case Trouble.THROTTLED:
                said = "Request was throttled. Your rate limit resets in ~9s."
                return JSONResponse({"detail": said, "status": 429, "retry_after": 9}, 429)
            case Trouble.DOWN:
                return JSONResponse({"detail": "Service unavailable"}, 503)
            case Trouble.MALFORMED:
                return JSONResponse({"prediction": {}}, 201)
            case Trouble.CUT:
                self.take(request, body)
                return cut()
        return JSONResponse(self.told(self.take(request, body), "starting"), 201)

    def told(self, work: Work, status: str, **more: Any) -> dict[str, Any]:
        """A prediction, its input said again."""
        get = f"{self.root}/v1/predictions/{work.id}"
        return {
            "id": work.id, "model": "/".join(work.path.split("/")[3:5]), "version": "hidden", "data_removed": False,
            "input": work.body["input"], "logs": "", "output": None, "error": None, "status": status, "metrics": {},
            "urls": {"get": get, "cancel": f"{get}/cancel", "web": "https://replicate.com/p/x"}, "anything": "new",
            **more,
        }  # fmt: skip

    async def get(self, request: Request) -> Response:
        work = self.works.get(request.path_params["id"])
        if refusal := self.refusal(request):
            return refusal
        if work is None:
            return self.problem(404, "The requested resource could not be found.")
        work.polls += 1
        status = self.state(work)
        match status, self.trouble:
            case "failed", Trouble.MODERATED:
                error = "Error generating image: NSFW content detected"
            case "failed", Trouble.MODERATED_LATE:
                error = "The input or output was flagged as sensitive. (E005) (x1)"
            case "failed", _:
                error = "CUDA error: device-side assert triggered"
            case "succeeded", _:
                made = {"output": self.made(work), "metrics": {"predict_time": 4.2}}
                return JSONResponse(self.told(work, status, **made))
            case _:
                return JSONResponse(self.told(work, status))
        return JSONResponse(self.told(work, status, error=error))

    def state(self, work: Work) -> str:
        """Where a prediction is."""
        match work.polls, self.trouble:
            case _ if work.cancelled:
                return "canceled"
            case 0 | 1, _:
                return "starting"
            case 2, _:
                return "processing"
            case _, Trouble.MODERATED | Trouble.MODERATED_LATE | Trouble.GAVE_UP:
                return "failed"
            case _, Trouble.UNKNOWN_STATE:
                return "pondering"
        return "succeeded"

    def made(self, work: Work) -> str | list[str]:
        """The output: a link or a list of them, and with one model a file that is kept behind the key."""
        match work.path.split("/")[4]:
            case "seedance-1-pro":
                return self.link(video(), "video/mp4", "mp4")
            case "image-upscale":
                link = self.link(picture(256, 256), "image/png", "png")
                return f"{self.root}/v1/files/{link.rsplit('/', 1)[1]}/download"
            case "remove-background":
                return [self.link(picture(), "image/png", "png")]
        return self.link(picture(1024, 768), "image/png", "png")

    def knock(self, work: Work, secret: str, now: float) -> tuple[dict[str, str], bytes]:
        """The prediction, signed as Standard Webhooks says, beside a signature of a scheme to come."""
        body = json.dumps(self.told(work, "succeeded", output=self.made(work))).encode()
        key = base64.b64decode(secret.removeprefix("whsec_"))
        signed = hmac.new(key, f"msg_1.{int(now)}.".encode() + body, hashlib.sha256).digest()
        headers = {
            "webhook-id": "msg_1", "webhook-timestamp": str(int(now)),
            "webhook-signature": f"v2,bm90IG91cnM= v1,{base64.b64encode(signed).decode()}",
        }  # fmt: skip
        return headers, body

    async def file(self, request: Request) -> Response:
        data, kind = self.files[request.path_params["name"]]
        return self.refusal(request) or Response(data, media_type=kind)

    async def cancel(self, request: Request) -> Response:
        if refusal := self.refusal(request):
            return refusal
        work = self.works[request.path_params["id"]]
        if (status := self.state(work)) in OVER:
            return JSONResponse(self.told(work, status))
        work.cancelled = True
        return JSONResponse(self.told(work, "canceled"))

    async def account(self, request: Request) -> Response:
        told = {"type": "organization", "username": "acme", "name": "Acme", "github_url": ""}
        return self.refusal(request) or JSONResponse(told)


FAKE = Replicate
