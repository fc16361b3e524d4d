"""Hedra's wire format: assets reserved and filled, generations by an id of the caller's own, polled."""

from typing import Annotated, Any, Literal

from pydantic import Field
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.vendors._fake import KEY, Fake, Strict, Trouble, Work, cut, video, wrong

Uuid = Annotated[str, Field(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]
MAGIC = {"image": (b"\x89PNG", b"\xff\xd8"), "audio": (b"RIFF", b"ID3")}
SLUG = "hedra/character-3"


class Asset(Strict):
    name: str
    type: Literal["text", "image", "audio", "video", "voice", "three_d", "rich_text"]


class Inputs(Strict):
    text_prompt: str
    resolution: Literal["540p", "720p"] | None = None
    aspect_ratio: Literal["16:9", "9:16", "1:1"] | None = None
    duration_ms: Annotated[int, Field(ge=500, le=90_000)] | None = None
    enhance_prompt: bool = False


class Generation(Strict):
    """A video of a picture and a recording: the only kind that is asked for here."""

    type: Literal["video"]
    model_slug: str
    start_keyframe_id: Uuid
    audio_id: Uuid
    generated_video_inputs: Inputs
    generation_id: Uuid | None = None
    name: Annotated[str, Field(max_length=255)] | None = None
    batch_size: Annotated[int, Field(ge=1, le=8)] = 1


MODELS = [
    {"id": None, "slug": "google/veo-3", "name": "Veo 3", "description": None, "type": "video", "aspect_ratios": ["16:9"],
     "resolutions": ["720p"], "max_duration_ms": 8_000, "price_details": {}},
    {"id": None, "slug": SLUG, "name": "Hedra Character 3", "description": None, "type": "video",
     "aspect_ratios": ["16:9", "9:16", "1:1"], "resolutions": ["540p", "720p"], "max_duration_ms": 90_000,
     "requires_audio_input": True, "price_details": {}},
]  # fmt: skip
REFUSALS: dict[Trouble | None, tuple[int, str, str]] = {
    Trouble.REJECTED: (400, "INVALID_ARGUMENT", "The image has no face"),
    Trouble.MODERATED: (400, "MODERATION_FAILED", "Moderation failed"),
    Trouble.EMPTY: (402, "MISSING_CREDITS", "Not enough credits"),
    Trouble.THROTTLED: (429, "RESOURCE_EXHAUSTED", "Too many generations"),
    Trouble.DOWN: (503, "UNAVAILABLE", "Try again later"),
}


class Hedra(Fake):
    """Generations go queued, processing, finalizing, and to their end; one is not known at once everywhere."""

    name = "hedra"
    prefix = "/web-app"
    troubles = frozenset(Trouble)

    def routes(self) -> list[Route]:
        return [
            Route("/web-app/public/models", self.models, methods=["GET"]),
            Route("/web-app/public/assets", self.reserve, methods=["POST"]),
            Route("/web-app/public/assets/{id}/upload", self.upload, methods=["POST"]),
            Route("/web-app/public/generations", self.submit, methods=["POST"]),
            Route("/web-app/public/generations", self.listed, methods=["GET"]),
            Route("/web-app/public/generations/{id}/status", self.get, methods=["GET"]),
            Route("/web-app/public/billing/credits", self.credits, methods=["GET"]),
        ]

    def problem(self, status: int, kind: str, message: str) -> Response:
        """An error in the vendor's form."""
        return JSONResponse({"error": {"type": kind, "message": message}}, status)

    def invalid(self, issue: str) -> Response:
        """What its framework says of a request that does not fit."""
        return JSONResponse(
            {"detail": [{"type": "value_error", "loc": ["body"], "msg": issue}]}, 422
        )

    def refusal(self, request: Request) -> Response | None:
        known = request.headers.get("x-api-key") == KEY
        if known and self.trouble is not Trouble.BAD_KEY:
            return None
        return self.problem(401, "UNAUTHORIZED", "Unable to authenticate user with API Key")

    async def models(self, request: Request) -> Response:
        if refusal := self.refusal(request):
            return refusal
        return JSONResponse(MODELS)

    async def reserve(self, request: Request) -> Response:
        """Give an asset its id."""
        if refusal := self.refusal(request):
            return refusal
        body = await request.json()
        if issue := wrong(Asset, body):
            return self.invalid(issue)
        name = f"00000000-0000-0000-0000-{len(self.files) + 1:012d}"
        self.files[name] = (b"", body["type"])
        return JSONResponse({**body, "id": name, "upload_url": None, "workspace_id": None})

    async def upload(self, request: Request) -> Response:
        """Fill an asset with a file of its kind."""
        if refusal := self.refusal(request):
            return refusal
        name = request.path_params["id"]
        kind = self.files[name][1]
        async with request.form() as form:
            part = form.get("file")
            if set(form) != {"file"} or not isinstance(part, UploadFile) or not part.filename:
                return self.invalid("file")
            data = await part.read()
        if not data.startswith(MAGIC[kind]):
            return self.invalid(f"no {kind}")
        self.files[name] = (data, kind)
        return JSONResponse(
            {
                "id": name,
                "type": kind,
                "name": "x",
                "created_at": "2026-11-24T10:00:00Z",
                "asset": {},
            }
        )

    async def submit(self, request: Request) -> Response:
        if refusal := self.refusal(request):
            return refusal
        body = await request.json()
        if issue := wrong(Generation, body):
            return self.invalid(issue)
        if body["model_slug"] != SLUG:
            return self.problem(404, "NOT_FOUND", "no such model")
        for field, kind in (("start_keyframe_id", "image"), ("audio_id", "audio")):
            data, told = self.files.get(body[field], (b"", ""))
            if not data or told != kind:
                return self.problem(400, "FAILED_PRECONDITION", f"{field} is not there")
        if any(work.body["generation_id"] == body["generation_id"] for work in self.works.values()):
            return self.problem(409, "ALREADY_EXISTS", "the generation exists")
        if told := REFUSALS.get(self.trouble):
            return self.problem(*told)
        work = self.take(request, body)
        match self.trouble:
            case Trouble.MALFORMED:
                return JSONResponse({"type": "video"})
            case Trouble.CUT:
                return cut()
        return JSONResponse({**body, **self.told(work, "queued")})

    def told(self, work: Work, status: str, **more: Any) -> dict[str, Any]:
        """A generation."""
        return {
            "id": work.body["generation_id"], "asset_id": work.body["start_keyframe_id"], "type": "video", "status": status,
            "progress": 0, "created_at": "2026-11-24T10:00:00Z", "error": None, "error_message": None, "url": None,
            "download_url": None, "streaming_url": None, "anything": "new", **more,
        }  # fmt: skip

    def work(self, named: str) -> Work | None:
        """Find a generation by its id."""
        return next(
            (work for work in self.works.values() if work.body["generation_id"] == named), None
        )

    async def get(self, request: Request) -> Response:
        if refusal := self.refusal(request):
            return refusal
        work = self.work(request.path_params["id"])
        if work is None:
            return self.problem(404, "NOT_FOUND", "no such generation")
        work.polls += 1
        if work.polls == 1:
            return self.problem(404, "NOT_FOUND", "no such generation")
        return JSONResponse(self.state(work))

    def state(self, work: Work) -> dict[str, Any]:
        """Where a generation is."""
        match work.polls, self.trouble:
            case 2, _:
                return self.told(work, "queued")
            case 3, _:
                return self.told(work, "processing", progress=0.4)
            case 4, _:
                return self.told(work, "finalizing", progress=1)
            case _, Trouble.MODERATED_LATE:
                return self.failed(work, "MODERATION_FAILED")
            case _, Trouble.GAVE_UP:
                return self.failed(work, "INTERNAL")
            case _, Trouble.UNKNOWN_STATE:
                return self.told(work, "whispering")
        link = self.link(video(), "video/mp4", "mp4")
        return self.told(work, "complete", progress=1, url=f"{self.root}/stream", download_url=link)

    def failed(self, work: Work, kind: str) -> dict[str, Any]:
        """A generation that ended badly."""
        return self.told(
            work, "error", error={"type": kind, "message": "It failed"}, error_message="It failed"
        )

    async def listed(self, request: Request) -> Response:
        """The generations of some ids."""
        if refusal := self.refusal(request):
            return refusal
        if set(request.query_params) != {"ids"}:
            return self.invalid("query")
        found = [work for work in map(self.work, request.query_params["ids"].split(",")) if work]
        told = [
            {**self.told(work, "processing"), "input": work.body, "credit_cost": 6, "asset": None}
            for work in found
        ]
        return JSONResponse({"page_info": {"limit": 100, "offset": 0}, "data": told})

    async def credits(self, request: Request) -> Response:
        if refusal := self.refusal(request):
            return refusal
        return JSONResponse({"remaining": 1200, "expiring": 0, "used": 30})


FAKE = Hedra
