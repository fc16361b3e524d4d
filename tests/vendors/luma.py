"""Luma's wire format: generations, polled, whose failures are told in words alone."""

import json
from typing import Annotated, Any, Literal

from pydantic import Field
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.vendors._fake import KEY, Fake, Strict, Trouble, Work, cut, picture, video, wrong

Prompt = Annotated[str, Field(min_length=1)]
Ratio = Literal["1:1", "16:9", "9:16", "4:3", "3:4", "21:9", "9:21"]
Link = Annotated[str, Field(pattern=r"^https://")]
Weight = Annotated[float, Field(ge=0, le=1)]


class ImageFrame(Strict):
    type: Literal["image"]
    url: Link


class GenerationFrame(Strict):
    type: Literal["generation"]
    id: str


Frame = Annotated[ImageFrame | GenerationFrame, Field(discriminator="type")]


class Keyframes(Strict):
    frame0: Frame | None = None
    frame1: Frame | None = None


class Concept(Strict):
    key: str


class Video(Strict):
    model: Literal["ray-2", "ray-flash-2"]
    prompt: Prompt | None = None
    aspect_ratio: Ratio = "16:9"
    resolution: Literal["540p", "720p", "1080p", "4k"] = "720p"
    duration: Literal["5s", "9s"] = "5s"
    loop: bool = False
    keyframes: Keyframes | None = None
    concepts: list[Concept] = []
    callback_url: Link | None = None


class Reference(Strict):
    url: Link
    weight: Weight = 0.85


class Image(Strict):
    model: Literal["photon-1", "photon-flash-1"]
    prompt: Prompt | None = None
    aspect_ratio: Ratio = "16:9"
    format: Literal["jpg", "png"] = "jpg"
    image_ref: list[Reference] = []
    style_ref: list[Reference] = []
    modify_image_ref: Reference | None = None
    sync: bool = False
    sync_timeout: float = 60
    callback_url: Link | None = None


BODIES: dict[str, type[Strict]] = {"video": Video, "image": Image}


class Luma(Fake):
    """Generations go queued, dreaming, and to their end."""

    name = "luma"
    prefix = "/dream-machine/v1"
    troubles = frozenset(Trouble)

    def routes(self) -> list[Route]:
        return [
            *(
                Route(f"{self.prefix}/generations/{kind}", self.submit, methods=["POST"])
                for kind in BODIES
            ),
            Route(f"{self.prefix}/generations/{{id}}", self.get, methods=["GET"]),
            Route(f"{self.prefix}/credits", self.credits, methods=["GET"]),
        ]

    def refusal(self, request: Request) -> Response | None:
        known = request.headers.get("authorization") == f"Bearer {KEY}"
        if known and self.trouble is not Trouble.BAD_KEY:
            return None
        return JSONResponse({"detail": "Invalid API key"}, 401)

    async def submit(self, request: Request) -> Response:
        if refusal := self.refusal(request):
            return refusal
        body = await request.json()
        if issue := wrong(BODIES[request.url.path.rsplit("/", 1)[1]], body):
            return JSONResponse({"detail": issue}, 422)
        match self.trouble:
            case Trouble.REJECTED:
                return JSONResponse({"detail": "Prompt is too short"}, 400)
            case Trouble.MODERATED:
                return JSONResponse({"detail": "Prompt did not pass moderation"}, 400)
            case Trouble.EMPTY:
                return JSONResponse({"detail": "Insufficient credits"}, 400)
            case Trouble.THROTTLED:
                return JSONResponse({"detail": "Too many requests"}, 429, {"Retry-After": "5"})
            case Trouble.DOWN:
                return JSONResponse({"detail": "Internal server error"}, 500)
            case Trouble.MALFORMED:
                return JSONResponse({"generation": {}}, 201)
            case Trouble.CUT:
                self.take(request, body)
                return cut()
        return JSONResponse(self.told(self.take(request, body), "queued"), 201)

    def told(self, work: Work, state: str, **more: Any) -> dict[str, Any]:
        """A generation, its request said again."""
        return {
            "id": work.id, "generation_type": work.path.rsplit("/", 1)[1], "state": state, "failure_reason": None,
            "created_at": "2026-11-24T10:00:00Z", "assets": None, "model": work.body["model"], "request": work.body,
            "anything": "new", **more,
        }  # fmt: skip

    async def get(self, request: Request) -> Response:
        if refusal := self.refusal(request):
            return refusal
        work = self.works.get(request.path_params["id"])
        if work is None:
            return JSONResponse({"detail": "Generation not found"}, 404)
        work.polls += 1
        return JSONResponse(self.state(work))

    def state(self, work: Work) -> dict[str, Any]:
        """Where a generation is."""
        match work.polls, self.trouble:
            case 1, _:
                return self.told(work, "queued")
            case 2, _:
                return self.told(work, "dreaming")
            case _, Trouble.MODERATED_LATE:
                said = "Output frame did not pass Moderation"
                return self.told(work, "failed", failure_reason=said)
            case _, Trouble.GAVE_UP:
                return self.told(work, "failed", failure_reason="Job failed")
            case _, Trouble.UNKNOWN_STATE:
                return self.told(work, "sleepwalking")
        return self.told(work, "completed", assets=self.made(work))

    def knock(self, work: Work, secret: str, now: float) -> tuple[dict[str, str], bytes]:
        """The generation, at each of its states, unsigned."""
        return {}, json.dumps(self.told(work, "dreaming")).encode()

    def made(self, work: Work) -> dict[str, Any]:
        """The files: those of the other kind are null."""
        if work.path.endswith("/image"):
            link = self.link(picture(1024, 768), "image/png", "png")
            return {"image": link, "video": None, "progress_video": None}
        shot = self.link(picture(), "image/png", "png")
        return {"video": self.link(video(), "video/mp4", "mp4"), "image": shot}

    async def credits(self, request: Request) -> Response:
        return self.refusal(request) or JSONResponse({"credit_balance": 1250.5})


FAKE = Luma
