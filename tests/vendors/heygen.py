"""HeyGen's wire format (v3): everything in `data`, videos, lip-syncs and voices polled, speech answered at once."""

import base64
import io
import json
import re
from typing import Annotated, Any, Literal

from PIL import Image
from pydantic import Field, field_validator
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.vendors._fake import KEY, Fake, Strict, Trouble, Work, cut, sound, video, wrong

FILE_BYTES_MAX = 32_000_000
ONCE = re.compile(r"[A-Za-z0-9_:.-]{1,255}")
MAGIC = {
    "image/png": (b"\x89PNG", 0), "image/jpeg": (b"\xff\xd8", 0), "video/mp4": (b"ftyp", 4), "video/webm": (b"\x1a\x45", 0),
    "audio/mpeg": (b"ID3", 0), "audio/wav": (b"RIFF", 0),
}  # fmt: skip
"""What an asset may be, and how its bytes begin."""

Link = Annotated[str, Field(pattern=r"^https://")]


class Url(Strict):
    type: Literal["url"]
    url: Link


class AssetId(Strict):
    type: Literal["asset_id"]
    asset_id: str


class Base64(Strict):
    type: Literal["base64"]
    media_type: Literal["image/png", "image/jpeg"]
    data: str

    @field_validator("data")
    @classmethod
    def picture(cls, encoded: str) -> str:
        """Bare base64 of a picture."""
        with Image.open(io.BytesIO(base64.b64decode(encoded, validate=True))) as found:
            found.verify()
        return encoded


class Video(Strict):
    """An image that speaks: the only kind of video that is asked for here."""

    type: Literal["image"]
    image: Annotated[Url | AssetId | Base64, Field(discriminator="type")]
    audio_asset_id: str
    aspect_ratio: Literal["16:9", "9:16", "4:5", "5:4", "1:1", "auto"] = "16:9"
    resolution: Literal["4k", "1080p", "720p"] | None = None
    fit: Literal["contain", "cover"] | None = None
    output_format: Literal["mp4", "webm"] = "mp4"
    remove_background: bool | None = None
    motion_prompt: str | None = None
    expressiveness: Literal["high", "medium", "low"] | None = None
    title: str | None = None
    callback_url: Link | None = None
    callback_id: str | None = None


class LipSync(Strict):
    video: Annotated[Url | AssetId, Field(discriminator="type")]
    audio: Annotated[Url | AssetId, Field(discriminator="type")]
    mode: Literal["speed", "precision"] = "speed"
    title: str | None = None
    enable_dynamic_duration: bool = True
    callback_url: Link | None = None
    callback_id: str | None = None


class Translation(Strict):
    video: Annotated[Url | AssetId, Field(discriminator="type")]
    output_languages: Annotated[
        list[Annotated[str, Field(pattern=r"^[A-Za-z]{2,3}(-\w+)*$")]], Field(min_length=1)
    ]
    input_language: str | None = None
    mode: Literal["speed", "precision"] = "speed"
    title: str | None = None
    enable_caption: bool = False
    enable_dynamic_duration: bool = True
    disable_music_track: bool = False
    translate_audio_only: bool = False
    callback_url: Link | None = None
    callback_id: str | None = None


class Clone(Strict):
    audio: Annotated[Url | AssetId, Field(discriminator="type")]
    voice_name: str
    language: str | None = None
    remove_background_noise: bool = True


class Speech(Strict):
    text: Annotated[str, Field(min_length=1, max_length=5_000)]
    voice_id: str
    input_type: Literal["text", "ssml"] = "text"
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}$")] | None = None
    locale: Annotated[str, Field(pattern=r"^[a-z]{2,3}(-\w+)+$")] | None = None
    speed: Annotated[float, Field(ge=0.5, le=2)] = 1


BODIES: dict[str, type[Strict]] = {
    "/v3/videos": Video, "/v3/lipsyncs": LipSync, "/v3/video-translations": Translation, "/v3/voices/clone": Clone, "/v3/voices/speech": Speech,
}  # fmt: skip
LIBRARY = [
    {"voice_id": f"v{number}", "name": f"Voice {number}", "language": language, "gender": gender, "type": "public",
     "support_pause": True, "support_locale": False, "preview_audio_url": None}
    for number, (language, gender) in enumerate(
        [("English", "female"), ("English", "male"), ("German", "Female"), ("Multilingual", "unknown"), ("Spanish (Spain)", "male")]
    )
]  # fmt: skip
REFUSALS: dict[Trouble | None, tuple[int, str, str]] = {
    Trouble.REJECTED: (400, "invalid_parameter", "aspect_ratio is not supported"),
    Trouble.MODERATED: (400, "invalid_parameter", "Blocked words detected"),
    Trouble.EMPTY: (
        402,
        "insufficient_credit",
        "Your account has 5 credits but this requires 10 credits.",
    ),
    Trouble.THROTTLED: (429, "rate_limit_exceeded", "Too many concurrent videos"),
    Trouble.DOWN: (500, "internal_error", "Something went wrong"),
}


class HeyGen(Fake):
    """Videos go pending, processing, and to their end.

    Speech is there at once, so what may go wrong later has tests of its own.
    """

    name = "heygen"
    troubles = frozenset(REFUSALS) - {None} | {Trouble.MALFORMED, Trouble.BAD_KEY, Trouble.CUT}
    page_length: int = 2

    def routes(self) -> list[Route]:
        return [
            Route("/v3/assets", self.upload, methods=["POST"]),
            *(Route(path, self.submit, methods=["POST"]) for path in BODIES),
            Route("/v3/{kind:str}", self.listed, methods=["GET"]),
            Route("/v3/users/me", self.me, methods=["GET"]),
            Route("/v3/video-translations/{id}/caption", self.caption, methods=["GET"]),
            Route("/v3/{kind:str}/{id}", self.get, methods=["GET"]),
            Route("/v3/voices/{id}", self.delete, methods=["DELETE"]),
        ]

    def problem(self, status: int, code: str, message: str) -> Response:
        """An error in the vendor's form."""
        told = {
            "code": code,
            "message": message,
            "param": None,
            "doc_url": f"https://developers.heygen.com/docs/error-codes#{code}",
        }
        headers = {"retry-after": "7"} if status == 429 else {}
        return JSONResponse({"error": told}, status, headers)

    def refusal(self, request: Request) -> Response | None:
        known = request.headers.get("x-api-key") == KEY
        if known and self.trouble is not Trouble.BAD_KEY:
            return None
        return self.problem(401, "unauthorized", "Unauthorized")

    async def upload(self, request: Request) -> Response:
        """Take a file of a known kind."""
        if refusal := self.refusal(request):
            return refusal
        async with request.form() as form:
            part = form.get("file")
            if set(form) != {"file"} or not isinstance(part, UploadFile):
                return self.problem(400, "invalid_parameter", "file is required")
            data, kind = await part.read(), str(part.content_type)
        magic, place = MAGIC.get(kind, (b"no kind", 0))
        if data[place : place + len(magic)] != magic:
            return self.problem(400, "invalid_parameter", f"Content type not match {kind}")
        if len(data) > FILE_BYTES_MAX:
            return self.problem(413, "payload_too_large", "32 MB at most")
        name = f"asset-{len(self.files) + 1}"
        self.files[name] = (data, kind)
        told = {
            "asset_id": name,
            "mime_type": kind,
            "size_bytes": len(data),
            "url": f"{self.root}/_files/{name}",
        }
        return JSONResponse({"data": {**told, "anything": "new"}})

    async def submit(self, request: Request) -> Response:
        if refusal := self.refusal(request):
            return refusal
        if not ONCE.fullmatch(request.headers.get("idempotency-key", "none at all")):
            return self.problem(400, "invalid_parameter", "Idempotency-Key")
        body = await request.json()
        issue = wrong(BODIES[request.url.path], body) or self.unknown(body)
        if issue:
            return self.problem(400, "invalid_parameter", issue)
        if told := REFUSALS.get(self.trouble):
            return self.problem(*told)
        work = self.take(request, body)
        match self.trouble:
            case Trouble.MALFORMED:
                return JSONResponse({"data": {}})
            case Trouble.CUT:
                return cut()
        return JSONResponse({"data": self.begun(work)})

    def unknown(self, body: dict[str, Any]) -> str | None:
        """Tell what a body names that is not there: each asset was uploaded, each voice is in the library."""
        kinds = {"audio_asset_id": "audio", "audio": "audio", "video": "video"}
        for name, kind in kinds.items():
            named = body.get(name)
            asset = named["asset_id"] if isinstance(named, dict) else named
            if asset and not self.files.get(asset, (b"", ""))[1].startswith(kind):
                return f"{name}: asset not found"
        voices = {voice["voice_id"] for voice in LIBRARY} | set(self.works)
        return None if body.get("voice_id", "v0") in voices else "voice_id: not found"

    def begun(self, work: Work) -> dict[str, Any]:
        """What is answered to a submit."""
        match work.path:
            case "/v3/videos":
                return {
                    "video_id": work.id,
                    "status": "waiting",
                    "output_format": work.body["output_format"],
                }
            case "/v3/lipsyncs":
                return {"lipsync_id": work.id}
            case "/v3/video-translations":
                return {"video_translation_ids": [work.id]}
            case "/v3/voices/clone":
                return {"voice_clone_id": work.id}
        words = [{"word": "<start>", "start": 0.0, "end": 0.0}, {"word": "Hello", "start": 0.1, "end": 0.4},
                 {"word": "there.", "start": 0.5, "end": 0.9}, {"word": "<end>", "start": 1.0, "end": 1.0}]  # fmt: skip
        link = self.link(sound(), "audio/wav", "wav")
        return {"audio_url": link, "duration": 1.0, "request_id": "r-1", "word_timestamps": words}

    async def get(self, request: Request) -> Response:
        if refusal := self.refusal(request):
            return refusal
        work = self.works.get(request.path_params["id"])
        kind = request.path_params["kind"]
        if work is None or not work.path.startswith(f"/v3/{kind}"):
            return self.problem(404, f"{kind[:-1]}_not_found", "Not found")
        work.polls += 1
        return JSONResponse({"data": self.state(work, kind)})

    async def caption(self, request: Request) -> Response:
        """Captions, where they were asked for with the work."""
        if refusal := self.refusal(request):
            return refusal
        work = self.works.get(request.path_params["id"])
        if work is None or not work.body["enable_caption"]:
            return self.problem(404, "caption_not_found", "Not found")
        if request.query_params.get("format") not in ("srt", "vtt"):
            return self.problem(400, "invalid_parameter", "format")
        text = "1\n00:00:00,100 --> 00:00:00,900\nHallo!\n"
        return JSONResponse(
            {"data": {"caption_url": self.link(text.encode(), "text/plain", "srt")}}
        )

    def state(self, work: Work, kind: str) -> dict[str, Any]:
        """Where a work is."""
        told = {
            "id": work.id, "title": work.body.get("title"), "callback_id": work.body.get("callback_id"),
            "video_url": None, "duration": None, "failure_code": None, "failure_message": None, "anything": "new",
        }  # fmt: skip
        if kind == "voices":
            told = {"voice_id": work.id, "support_pause": True, "name": work.body["voice_name"]}
        match work.polls, self.trouble:
            case 1, _ if kind != "voices":
                return {**told, "status": "pending"}
            case 1 | 2, _:
                return {
                    **told,
                    "status": "processing" if kind in ("videos", "voices") else "running",
                }
            case _, Trouble.MODERATED_LATE:
                return {
                    **told,
                    "status": "failed",
                    "failure_message": "Content did not pass moderation",
                }
            case _, Trouble.GAVE_UP:
                return {
                    **told,
                    "status": "failed",
                    "failure_code": "internal_error",
                    "failure_message": "Render failed",
                }
            case _, Trouble.REJECTED:
                return {
                    **told,
                    "status": "failed",
                    "failure_message": "No face detected in the image",
                }
            case _, Trouble.UNKNOWN_STATE:
                return {**told, "status": "dreaming"}
        if kind == "voices":
            return {**told, "status": "complete", "language": "English"}
        return {
            **told,
            "status": "completed",
            "video_url": self.link(video(), "video/mp4", "mp4"),
            "duration": 1.0,
        }

    async def listed(self, request: Request) -> Response:
        """A page of a list, by what is asked of it."""
        if refusal := self.refusal(request):
            return refusal
        kind, asked = request.path_params["kind"], dict(request.query_params)
        limit, first = int(asked.pop("limit", "10")), int(asked.pop("token", "0"))
        if not 1 <= limit <= 100:
            return self.problem(400, "invalid_parameter", "limit")
        match kind:
            case "videos" if set(asked) <= {"title", "folder_id"}:
                found = [
                    item for item in self.made(kind) if asked.get("title", "") in str(item["title"])
                ]
            case "lipsyncs" | "video-translations" if not asked:
                found = self.made(kind)
            case "voices" if set(asked) <= {"type", "engine", "language", "gender"}:
                found = [
                    voice
                    for voice in LIBRARY
                    if str(voice["language"]).startswith(asked.get("language", ""))
                ]
            case _:
                return self.problem(400, "invalid_parameter", f"{kind} {sorted(asked)}")
        last = first + min(limit, self.page_length)
        more = {
            "has_more": last < len(found),
            "next_token": str(last) if last < len(found) else None,
        }
        return JSONResponse({"data": found[first:last], **more})

    def made(self, kind: str) -> list[dict[str, Any]]:
        """The works of a kind, as a list tells them."""
        return [
            {"id": work.id, "status": "pending", "title": work.body.get("title"), "callback_id": work.body.get("callback_id")}
            for work in self.works.values()
            if work.path == f"/v3/{kind}"
        ]  # fmt: skip

    async def delete(self, request: Request) -> Response:
        if refusal := self.refusal(request):
            return refusal
        voice = request.path_params["id"]
        if self.works.pop(voice, None) is None:
            return self.problem(404, "voice_not_found", "Not found")
        return JSONResponse({"data": {"voice_id": voice}})

    async def me(self, request: Request) -> Response:
        if refusal := self.refusal(request):
            return refusal
        wallet = {"currency": "usd", "remaining_balance": 12.5, "auto_reload": {"enabled": False}}
        return JSONResponse(
            {"data": {"username": "ada", "email": None, "billing_type": "wallet", "wallet": wallet}}
        )

    def knock(self, work: Work, secret: str, now: float) -> tuple[dict[str, str], bytes]:
        """What goes to a call's own url is not signed."""
        told = {
            "video_id": work.id,
            "url": f"{self.root}/_files/x",
            "callback_id": work.body["callback_id"],
        }
        return {}, json.dumps({"event_type": "avatar_video.success", "event_data": told}).encode()


FAKE = HeyGen
