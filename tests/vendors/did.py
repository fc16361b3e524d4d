"""D-ID's wire format: files uploaded for a day, talks of them polled, errors by their kind."""

import io
import json
import re
from typing import Annotated, Any, Literal

from PIL import Image
from pydantic import Field
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.vendors._fake import KEY, Fake, Strict, Trouble, Work, cut, video, wrong

AUDIO_BYTES_MAX = 6_000_000
NAMED = re.compile(r"[a-zA-Z0-9._-]{1,50}")
Link = Annotated[str, Field(pattern=r"^(?:https)://[\S]+$")]


class Audio(Strict):
    type: Literal["audio"]
    audio_url: Annotated[
        str,
        Field(pattern=r"^(https|s3)://[\S]+\.(?:m4a|flac|mp3|mp4|wav|M4A|FLAC|MP3|MP4|WAV)([?#][\w./=&#%-]+)?$"),
    ]  # fmt: skip
    subtitles: bool = False


class Config(Strict):
    stitch: bool = False
    fluent: bool = False
    pad_audio: Annotated[float, Field(ge=0, le=60)] = 0
    result_format: Literal["mp4", "mov"] = "mp4"


class Talk(Strict):
    """A talk; words instead of a recording are not asked for here."""

    source_url: Annotated[str, Field(pattern=r"(https|s3):.*\.(?:jpg|jpeg|png|JPG|JPEG|PNG)")]
    script: Audio
    config: Config = Config()
    user_data: Annotated[str, Field(min_length=1, max_length=1_000)] | None = None
    name: str | None = None
    webhook: Link | None = None


REFUSALS: dict[Trouble | None, tuple[int, str, str]] = {
    Trouble.REJECTED: (400, "BadRequestError", "bad request"),
    Trouble.MODERATED: (451, "CelebrityRecognizedError", "celebrity recognized"),
    Trouble.EMPTY: (402, "InsufficientCreditsError", "not enough credits"),
    Trouble.THROTTLED: (429, "TooManyRequestsError", "too many requests"),
    Trouble.DOWN: (500, "InternalServerError", "internal server error"),
}


class DId(Fake):
    """Talks go created, started, and to their end. What was uploaded lives in buckets of the vendor's own."""

    name = "did"
    troubles = frozenset(Trouble)

    def routes(self) -> list[Route]:
        return [
            Route("/images", self.image, methods=["POST"]),
            Route("/audios", self.audio, methods=["POST"]),
            Route("/talks", self.submit, methods=["POST"]),
            Route("/talks/{id}", self.get, methods=["GET"]),
            Route("/credits", self.credits, methods=["GET"]),
        ]

    def problem(self, status: int, kind: str, description: str) -> Response:
        """An error in the vendor's form."""
        return JSONResponse({"kind": kind, "description": description}, status)

    def refusal(self, request: Request) -> Response | None:
        known = request.headers.get("authorization") == f"Basic {KEY}"
        if known and self.trouble is not Trouble.BAD_KEY:
            return None
        return self.problem(401, "AuthorizationError", "user unauthenticated")

    async def image(self, request: Request) -> Response:
        """Take a JPEG or PNG file."""
        if refusal := self.refusal(request):
            return refusal
        found = await self.uploaded(request, "image")
        if isinstance(found, Response):
            return found
        name, kind, data = found
        if kind not in ("image/jpeg", "image/png"):
            return self.problem(415, "UnsupportedMimeTypeError", "mime type is not supported")
        with Image.open(io.BytesIO(data), formats=("JPEG", "PNG")) as picture:
            picture.verify()
        url = f"s3://d-id-images-prod/auth0|1/img_1/{name}"
        self.files[url] = (data, kind)
        return JSONResponse({"url": url, "id": "img_1", "faces": []}, 201)

    async def audio(self, request: Request) -> Response:
        """Take a recording, which is kept as a WAV file."""
        if refusal := self.refusal(request):
            return refusal
        found = await self.uploaded(request, "audio")
        if isinstance(found, Response):
            return found
        _, kind, data = found
        if not kind.startswith(("audio/", "video/")):
            return self.problem(415, "UnsupportedMimeTypeError", "mime type is not supported")
        if len(data) > AUDIO_BYTES_MAX:
            return self.problem(400, "InvalidFileSizeError", "file is too large")
        url = "s3://d-id-audios-prod/auth0|1/a_1/voice.wav"
        self.files[url] = (data, "audio/wav")
        return JSONResponse(
            {"url": url, "id": "a_1", "duration": 1.0, "moderation_metadata": {}}, 201
        )

    async def uploaded(self, request: Request, name: str) -> tuple[str, str, bytes] | Response:
        """Read the one file of a form: its name, media type and bytes."""
        async with request.form() as form:
            part = form.get(name)
            if set(form) != {name} or not isinstance(part, UploadFile):
                return self.problem(400, "BadRequestError", f"{name} is required")
            if not NAMED.fullmatch(part.filename or "-"):
                return self.problem(400, "BadRequestError", "filename is invalid")
            return str(part.filename), str(part.content_type), await part.read()

    async def submit(self, request: Request) -> Response:
        if refusal := self.refusal(request):
            return refusal
        body = await request.json()
        if issue := wrong(Talk, body):
            return self.problem(400, "ValidationError", issue)
        if not {body["source_url"], body["script"]["audio_url"]} <= set(self.files):
            return self.problem(400, "BadRequestError", "cannot download the file")
        if told := REFUSALS.get(self.trouble):
            return self.problem(*told)
        work = self.take(request, body)
        match self.trouble:
            case Trouble.MALFORMED:
                return JSONResponse({"object": "talk"}, 201)
            case Trouble.CUT:
                return cut()
        return JSONResponse(self.told(work, "created"), 201)

    def told(self, work: Work, status: str, **more: Any) -> dict[str, Any]:
        """A talk."""
        return {
            "id": work.id, "object": "talk", "user_id": "auth0|1", "created_at": "2026-11-24T10:00:00.000Z", "status": status,
            "source_url": work.body["source_url"], "user_data": work.body.get("user_data"), "metadata": {}, **more,
        }  # fmt: skip

    async def get(self, request: Request) -> Response:
        if refusal := self.refusal(request):
            return refusal
        work = self.works.get(request.path_params["id"])
        if work is None:
            return self.problem(404, "NotFoundError", "talk not found")
        work.polls += 1
        return JSONResponse(self.state(work))

    def state(self, work: Work) -> dict[str, Any]:
        """Where a talk is."""
        match work.polls, self.trouble:
            case 1, _:
                return self.told(work, "created")
            case 2, _:
                return self.told(work, "started", started_at="2026-11-24T10:00:01.000Z")
            case _, Trouble.MODERATED_LATE:
                return self.told(work, "rejected")
            case _, Trouble.GAVE_UP:
                error = {"kind": "InternalServerError", "description": "failed to process"}
                return self.told(work, "error", error=error)
            case _, Trouble.REJECTED:
                error = {"kind": "FaceError", "description": "face not detected"}
                return self.told(work, "error", error=error)
            case _, Trouble.UNKNOWN_STATE:
                return self.told(work, "yawning")
        return self.told(work, "done", result_url=self.link(video(), "video/mp4", "mp4"))

    async def credits(self, request: Request) -> Response:
        if refusal := self.refusal(request):
            return refusal
        return JSONResponse({"credits": [], "remaining": 17.5, "total": 20})

    def knock(self, work: Work, secret: str, now: float) -> tuple[dict[str, str], bytes]:
        """A talk that is done, not signed."""
        assert work.body["webhook"]
        return {}, json.dumps(self.told(work, "done")).encode()


FAKE = DId
