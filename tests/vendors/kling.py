"""Kling's wire format: tasks in an envelope, signed for, polled, found by the caller's own id."""

import base64
import hashlib
import hmac
import io
import json
import time
from typing import Annotated, Any, Literal

from PIL import Image
from pydantic import Field, field_validator
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.vendors._fake import KEY, Fake, Strict, Trouble, Work, cut, picture, video, wrong

ACCESS, _, SECRET = KEY.partition(":")
VALID_SECONDS_MAX = 1_800
PICTURE_BYTES_MAX = 10_000_000

Prompt = Annotated[str, Field(min_length=1, max_length=2_500)]
Link = Annotated[str, Field(pattern=r"^https://")]


class Task(Strict):
    """What every task takes."""

    prompt: Prompt
    negative_prompt: Annotated[str, Field(max_length=2_500)] | None = None
    callback_url: Link | None = None
    external_task_id: str | None = None


class Clip(Task):
    mode: Literal["std", "pro"] = "std"
    duration: Literal["5", "10"] = "5"


class TextToVideo(Clip):
    model_name: Literal[
        "kling-v1", "kling-v1-6", "kling-v2-master", "kling-v2-1-master", "kling-v2-5-turbo"
    ]
    aspect_ratio: Literal["16:9", "9:16", "1:1"] = "16:9"


class ImageToVideo(Clip):
    model_name: Literal[
        "kling-v1", "kling-v1-6", "kling-v2-master", "kling-v2-1", "kling-v2-5-turbo"
    ]
    image: str

    @field_validator("image")
    @classmethod
    def usable(cls, encoded: str) -> str:
        """Bare base64 of a JPEG or PNG file, not too large, too small or too long."""
        data = base64.b64decode(encoded, validate=True)
        with Image.open(io.BytesIO(data), formats=("JPEG", "PNG")) as found:
            short, long = sorted(found.size)
        if len(data) > PICTURE_BYTES_MAX or short < 300 or long > 2.5 * short:
            raise ValueError("Image pixel is invalid")
        return encoded


class Pictures(Task):
    model_name: Literal["kling-v1", "kling-v1-5", "kling-v2", "kling-v2-1"]
    resolution: Literal["1k", "2k"] = "1k"
    n: Annotated[int, Field(ge=1, le=9)] = 1
    aspect_ratio: Literal["16:9", "9:16", "1:1", "4:3", "3:4", "3:2", "2:3", "21:9"] = "16:9"


BODIES: dict[str, type[Task]] = {
    "/v1/videos/text2video": TextToVideo,
    "/v1/videos/image2video": ImageToVideo,
    "/v1/images/generations": Pictures,
}


class Kling(Fake):
    """Tasks go submitted, processing, and to their end."""

    name = "kling"
    troubles = frozenset(Trouble)

    def routes(self) -> list[Route]:
        return [
            *(Route(path, self.submit, methods=["POST"]) for path in BODIES),
            *(Route(f"{path}/{{id}}", self.get, methods=["GET"]) for path in BODIES),
            Route("/account/costs", self.costs, methods=["GET"]),
        ]

    def envelope(self, data: Any) -> Response:
        """What every success comes in."""
        told = {"code": 0, "message": "SUCCEED", "request_id": "r-1", "data": data}
        return JSONResponse({**told, "anything": "new"})

    def problem(self, status: int, code: int, message: str) -> Response:
        """An error in the vendor's form."""
        return JSONResponse({"code": code, "message": message, "request_id": "r-1"}, status)

    def refusal(self, request: Request) -> Response | None:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if not token:
            return self.problem(401, 1001, "Authorization is empty")
        claims = claimed(token)
        if scheme != "Bearer" or claims is None or self.trouble is Trouble.BAD_KEY:
            return self.problem(401, 1002, "Authorization is invalid")
        now = time.time()
        if claims["nbf"] > now:
            return self.problem(401, 1003, "Authorization is not yet valid")
        if not now < claims["exp"] <= now + VALID_SECONDS_MAX:
            return self.problem(401, 1004, "Authorization has expired")
        return None

    async def submit(self, request: Request) -> Response:
        if refusal := self.refusal(request):
            return refusal
        body = await request.json()
        if issue := wrong(BODIES[request.url.path], body):
            return self.problem(400, 1201, issue)
        if any(
            work.body["external_task_id"] == body["external_task_id"]
            for work in self.works.values()
        ):
            return self.problem(400, 1201, "external_task_id is not unique")
        match self.trouble:
            case Trouble.REJECTED:
                return self.problem(400, 1201, "mode is invalid")
            case Trouble.MODERATED:
                return self.problem(400, 1301, "Content security policy")
            case Trouble.EMPTY:
                return self.problem(429, 1102, "Account balance not enough")
            case Trouble.THROTTLED:
                return self.problem(429, 1303, "parallel task over resource pack limit")
            case Trouble.DOWN:
                return self.problem(503, 5001, "Service unavailable")
            case Trouble.MALFORMED:
                return self.envelope({})
            case Trouble.CUT:
                self.take(request, body)
                return cut()
        return self.envelope(self.told(self.take(request, body), "submitted"))

    def told(self, work: Work, status: str, **more: Any) -> dict[str, Any]:
        """A task."""
        return {
            "task_id": work.id, "task_status": status, "created_at": 1722769557708, "updated_at": 1722769557708,
            "task_info": {"external_task_id": work.body["external_task_id"]}, **more,
        }  # fmt: skip

    async def get(self, request: Request) -> Response:
        if refusal := self.refusal(request):
            return refusal
        asked = request.path_params["id"]
        for work in self.works.values():
            ours = request.url.path.startswith(f"{work.path}/")
            if ours and asked in (work.id, work.body["external_task_id"]):
                work.polls += 1
                return self.envelope(self.state(work))
        return self.problem(404, 1203, "task not found")

    def state(self, work: Work) -> dict[str, Any]:
        """Where a task is."""
        match work.polls, self.trouble:
            case 1, _:
                return self.told(work, "submitted")
            case 2, _:
                return self.told(work, "processing")
            case _, Trouble.MODERATED_LATE:
                said = "Failure to pass the risk control system"
                return self.told(work, "failed", task_status_msg=said, task_result={})
            case _, Trouble.GAVE_UP:
                return self.told(work, "failed", task_status_msg="Generation failed")
            case _, Trouble.UNKNOWN_STATE:
                return self.told(work, "rehearsing")
        return self.told(work, "succeed", task_result=self.made(work), final_unit_deduction="2.5")

    def knock(self, work: Work, secret: str, now: float) -> tuple[dict[str, str], bytes]:
        """The task, as a question would be answered, unsigned."""
        told = self.told(work, "succeed", task_result=self.made(work))
        return {}, json.dumps(told).encode()

    def made(self, work: Work) -> dict[str, Any]:
        """The files of a task."""
        if work.path.endswith("generations"):
            link = self.link(picture(1024, 768), "image/png", "png")
            return {"images": [{"index": 0, "url": link}]}
        link = self.link(video(), "video/mp4", "mp4")
        return {"videos": [{"id": "v-1", "url": link, "duration": "5.041"}]}

    async def costs(self, request: Request) -> Response:
        """The packs that were bought in a span of time, in milliseconds."""
        if refusal := self.refusal(request):
            return refusal
        span = [request.query_params.get(name, "") for name in ("start_time", "end_time")]
        if not all(len(edge) == 13 and edge.isdigit() for edge in span):
            return self.problem(400, 1200, "start_time is invalid")
        packs = [
            {"resource_pack_name": "Video", "remaining_quantity": 118.0, "status": "online"},
            {"resource_pack_name": "Old", "remaining_quantity": 7.0, "status": "expired"},
        ]
        return self.envelope({"code": 0, "msg": "ok", "resource_pack_subscribe_infos": packs})


def claimed(token: str) -> dict[str, Any] | None:
    """What a token claims; None where it is not signed by our one account."""
    try:
        head, claims, signature = (unpacked(part) for part in token.split("."))
        told, named = json.loads(claims), json.loads(head)
    except ValueError:
        return None
    said = token.rpartition(".")[0].encode()
    meant = hmac.digest(SECRET.encode(), said, hashlib.sha256)
    known = named == {"alg": "HS256", "typ": "JWT"} and set(told) == {"iss", "exp", "nbf"}
    return (
        told if known and told["iss"] == ACCESS and hmac.compare_digest(meant, signature) else None
    )


def unpacked(part: str) -> bytes:
    """Decode base64 without its padding."""
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


FAKE = Kling
