"""Runway's wire format: tasks by model, polled, cancelled by a delete."""

from typing import Annotated, Any, Literal

from pydantic import Field
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.vendors._fake import KEY, Fake, Strict, Trouble, cut, picture, sound, video, wrong

Uri = Annotated[str, Field(max_length=5_242_880, pattern=r"^(https://|data:image/|runway://)")]
Prompt = Annotated[str, Field(min_length=1, max_length=1_000)]
Seed = Annotated[int, Field(ge=0, le=2**32 - 1)]


class TextToVideo(Strict):
    model: Literal["gen4.5"]
    promptText: Prompt
    ratio: Literal["1280:720", "720:1280"]
    duration: Annotated[int, Field(ge=2, le=10)]
    seed: Seed | None = None


class ImageToVideo(Strict):
    model: Literal["gen4.5", "gen4_turbo"]
    promptImage: Uri
    promptText: Prompt | None = None
    ratio: Literal["1280:720", "720:1280", "1104:832", "960:960", "832:1104", "1584:672"]
    duration: Annotated[int, Field(ge=2, le=10)]
    seed: Seed | None = None


class Upscale(Strict):
    model: Literal["magnific_precision_upscaler_v2"]
    imageUri: Uri
    scaleFactor: Literal[2, 4, 8, 16]


class SoundEffect(Strict):
    model: Literal["eleven_text_to_sound_v2"]
    promptText: Annotated[str, Field(min_length=1, max_length=3_000)]
    duration: Annotated[float, Field(ge=0.5, le=30)] | None = None
    loop: bool = False


BODIES: dict[str, type[Strict]] = {
    "text_to_video": TextToVideo, "image_to_video": ImageToVideo, "image_upscale": Upscale, "sound_effect": SoundEffect,
}  # fmt: skip


class Runway(Fake):
    """Tasks go PENDING, RUNNING, and to their end."""

    name = "runway"
    troubles = frozenset(Trouble)

    def routes(self) -> list[Route]:
        return [
            *(Route(f"/v1/{kind}", self.submit, methods=["POST"]) for kind in BODIES),
            Route("/v1/tasks/{id}", self.task, methods=["GET"]),
            Route("/v1/tasks/{id}", self.delete, methods=["DELETE"]),
            Route("/v1/organization", self.organization),
        ]

    def refusal(self, request: Request) -> Response | None:
        if (
            request.headers.get("authorization") != f"Bearer {KEY}"
            or self.trouble is Trouble.BAD_KEY
        ):
            return JSONResponse({"error": "Unauthorized."}, 401)
        if request.headers.get("x-runway-version") != "2024-11-06":
            return JSONResponse({"error": "The X-Runway-Version header is missing."}, 400)
        return None

    async def submit(self, request: Request) -> Response:
        if refusal := self.refusal(request):
            return refusal
        body = await request.json()
        if issue := wrong(BODIES[request.url.path.rsplit("/", 1)[1]], body):
            return JSONResponse(
                {"error": "Validation of body failed", "issues": [{"message": issue}]}, 400
            )
        match self.trouble:
            case Trouble.REJECTED:
                return JSONResponse({"error": "Validation of body failed", "issues": []}, 400)
            case Trouble.MODERATED:
                return self.started(request, body)  # it finds out later: see `task`
            case Trouble.EMPTY:
                said = "You do not have enough credits to run this task."
                return JSONResponse({"error": said}, 400)
            case Trouble.THROTTLED:
                return JSONResponse({"error": "Too many requests"}, 429, {"Retry-After": "7"})
            case Trouble.DOWN:
                return Response("upstream unavailable", 503)
            case Trouble.MALFORMED:
                return JSONResponse({"task": {}})
            case Trouble.CUT:
                self.take(request, body)
                return cut()
        return self.started(request, body)

    def started(self, request: Request, body: Any) -> Response:
        return JSONResponse({"id": self.take(request, body).id, "estimatedCost": {"credits": 25}})

    async def task(self, request: Request) -> Response:
        work = self.works.get(request.path_params["id"])
        if refusal := self.refusal(request):
            return refusal
        if work is None or work.cancelled:
            return JSONResponse({"error": "Not found"}, 404)
        work.polls += 1
        told = {"id": work.id, "createdAt": "2026-11-24T10:00:00Z", "anything": "new"}
        match work.polls, self.trouble:
            case 1, _:
                return JSONResponse({**told, "status": "PENDING"})
            case 2, _:
                return JSONResponse({**told, "status": "RUNNING", "progress": 0.4})
            case _, Trouble.MODERATED | Trouble.MODERATED_LATE:
                return JSONResponse(
                    {
                        **told,
                        "status": "FAILED",
                        "failure": "moderated",
                        "failureCode": "SAFETY.INPUT.TEXT",
                    }
                )
            case _, Trouble.GAVE_UP:
                return JSONResponse(
                    {
                        **told,
                        "status": "FAILED",
                        "failure": "bad",
                        "failureCode": "INTERNAL.BAD_OUTPUT.CODE01",
                    }
                )
            case _, Trouble.UNKNOWN_STATE:
                return JSONResponse({**told, "status": "PONDERING"})
        return JSONResponse(
            {
                **told,
                "status": "SUCCEEDED",
                "output": [self.made(work.path)],
                "cost": {"credits": 25},
            }
        )

    def made(self, path: str) -> str:
        if path.endswith("upscale"):
            return self.link(picture(128, 128), "image/png", "png")
        if path.endswith("sound_effect"):
            return self.link(sound(), "audio/wav", "wav")
        return self.link(video(), "video/mp4", "mp4")

    async def delete(self, request: Request) -> Response:
        if refusal := self.refusal(request):
            return refusal
        self.works[request.path_params["id"]].cancelled = True
        return Response(status_code=204)

    async def organization(self, request: Request) -> Response:
        return self.refusal(request) or JSONResponse(
            {"creditBalance": 1200, "tier": {}, "usage": {}}
        )


FAKE = Runway
