"""ElevenLabs' wire format: sound answered at once, generations of pictures and clips polled, errors in a `detail`."""

import base64
import functools
import hashlib
import hmac
import json
import subprocess
from typing import Annotated, Any, Literal

import imageio_ffmpeg
from pydantic import Field, TypeAdapter, ValidationError
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.vendors._fake import (
    KEY,
    LATE,
    Fake,
    Strict,
    Trouble,
    Work,
    cut,
    picture,
    sound,
    video,
    wrong,
)

Ratio = Annotated[float, Field(ge=0, le=1)]
Format = Literal["mp3_22050_32", "mp3_44100_64", "mp3_44100_128", "mp3_44100_192", "pcm_24000"]
LABELS = TypeAdapter(dict[str, str])


class Settings(Strict):
    stability: Ratio = 0.5
    similarity_boost: Ratio = 0.75
    style: Ratio = 0.0
    use_speaker_boost: bool = True
    speed: Annotated[float, Field(ge=0.7, le=1.2)] = 1.0


class Speech(Strict):
    text: Annotated[str, Field(min_length=1)]
    model_id: Literal["eleven_v3", "eleven_multilingual_v2"] = "eleven_multilingual_v2"
    language_code: Annotated[str, Field(pattern=r"^[a-z]{2,3}$")] | None = None
    voice_settings: Settings | None = None
    seed: int | None = None


class Sound(Strict):
    text: Annotated[str, Field(min_length=1)]
    loop: bool = False
    duration_seconds: Annotated[float, Field(ge=0.5, le=30)] | None = None
    prompt_influence: Ratio = 0.3
    model_id: Literal["eleven_text_to_sound_v2"] = "eleven_text_to_sound_v2"


class Music(Strict):
    prompt: Annotated[str, Field(max_length=4_100)]
    music_length_ms: Annotated[int, Field(ge=3_000, le=600_000)] | None = None
    model_id: Literal["music_v1", "music_v2"] = "music_v1"
    force_instrumental: bool = False


class Hearing(Strict):
    """The parts of a form that are no files: all of them strings."""

    model_id: Literal["scribe_v1", "scribe_v2"]
    language_code: Annotated[str, Field(pattern=r"^[a-z]{2,3}$")] | None = None
    tag_audio_events: Literal["true", "false"] = "true"
    timestamps_granularity: Literal["none", "word", "character"] = "word"
    diarize: Literal["true", "false"] = "false"


class Clone(Strict):
    name: Annotated[str, Field(min_length=1)]
    remove_background_noise: Literal["true", "false"] = "false"
    description: str | None = None
    labels: str = "{}"


class Inline(Strict):
    type: Literal["inline_base64"]
    content_base64: Annotated[str, Field(max_length=34_952_536)]


class Picture(Inline):
    mime_type: Literal["image/jpeg", "image/png", "image/webp", "image/heic", "image/heif"]


class Recording(Inline):
    mime_type: Literal["audio/mpeg", "audio/wav"]


class Webhook(Strict):
    type: Literal["all"]


class Flow(Strict):
    webhook: Webhook | None = None


class Clip(Flow):
    model_id: Literal["bytedance-seedance-v2.5"]
    prompt: str
    aspect_ratio: Literal["auto", "21:9", "16:9", "4:3", "1:1", "3:4", "9:16"] = "16:9"
    resolution: Literal["480p", "720p", "1080p"] = "720p"
    duration_secs: Annotated[int, Field(ge=4, le=30)] = 5
    generate_audio: bool = True
    start_frame: Picture | None = None


class Portrait(Flow):
    model_id: Literal["creatify-aurora"]
    image: Picture
    audio: Recording
    resolution: Literal["480p", "720p"] = "720p"


class Drawing(Flow):
    model_id: Literal["gpt-image-2"]
    prompt: str
    quality: Literal["low", "medium", "high"] = "medium"
    resolution: Literal["1K", "2K", "4K"] = "1K"
    aspect_ratio: Annotated[str, Field(pattern=r"^(auto|\d+:\d+)$")] = "16:9"


FLOWS: TypeAdapter[Clip | Portrait | Drawing] = TypeAdapter(
    Annotated[Clip | Portrait | Drawing, Field(discriminator="model_id")]
)
STABILITIES = (0.0, 0.5, 1.0)
LENGTHS = {"eleven_v3": 3_000, "eleven_multilingual_v2": 10_000}

REFUSALS: dict[Trouble, tuple[int, Any]] = {
    Trouble.REJECTED: (422, [{"loc": ["body", "text"], "msg": "Field required", "type": "missing"}]),
    Trouble.MODERATED: (403, {"status": "content_against_policy", "message": "It violates our terms."}),
    Trouble.EMPTY: (401, {"status": "quota_exceeded", "message": "This exceeds your quota."}),
    Trouble.THROTTLED: (429, {"status": "too_many_concurrent_requests", "message": "Too many requests."}),
    Trouble.DOWN: (
        503, {"type": "service_unavailable", "code": "service_unavailable", "message": "Try again.", "param": None},
    ),
}  # fmt: skip


@functools.cache
def mp3() -> bytes:
    """Make a second of sound as MP3."""
    return subprocess.run(
        [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-i", "-", "-f", "mp3", "-"],
        input=sound(),
        check=True,
        capture_output=True,
    ).stdout


class ElevenLabs(Fake):
    """Generations go pending, generating, and to their end; a voice that was deleted is not there."""

    name = "elevenlabs"
    troubles = frozenset(Trouble) - LATE
    signs_body = True
    signs_time = True
    verifies = False
    """Whether it wants the speaker of a cloned voice to prove who he is."""
    clones: tuple[str, ...] = ("c38kUX8pkfYO2kHyqfFy",)

    def routes(self) -> list[Route]:
        voice = "/v1/text-to-speech/{voice}/with-timestamps"
        return [
            Route(voice, self.speak, methods=["POST"]),
            Route("/v1/sound-generation", self.sounds, methods=["POST"]),
            Route("/v1/music", self.music, methods=["POST"]),
            Route("/v1/speech-to-text", self.listen, methods=["POST"]),
            Route("/v1/voices/add", self.clone, methods=["POST"]),
            Route("/v1/voices/{voice}", self.delete, methods=["DELETE"]),
            Route("/v2/voices", self.library, methods=["GET"]),
            Route("/v1/user/subscription", self.subscription, methods=["GET"]),
            Route("/v1/flows/{kind}", self.start, methods=["POST"]),
            Route("/v1/flows/{kind}/{id}", self.generation, methods=["GET"]),
        ]

    def problem(self, status: int, detail: Any) -> Response:
        """An error in the vendor's form."""
        return JSONResponse({"detail": detail}, status)

    def invalid(self, issue: str) -> Response:
        """What is wrong with a request."""
        return self.problem(422, [{"loc": ["body"], "msg": issue, "type": "value_error"}])

    def refusal(self, request: Request) -> Response | None:
        known = request.headers.get("xi-api-key") == KEY
        if known and self.trouble is not Trouble.BAD_KEY:
            return None
        return self.problem(401, {"status": "invalid_api_key", "message": "Invalid API key"})

    def paying(self, request: Request, body: Any, answer: Any) -> Response:
        """Count a call and answer it, or say the trouble that is ordered."""
        if self.trouble in REFUSALS:
            return self.problem(*REFUSALS[self.trouble])
        if self.trouble is Trouble.MALFORMED:
            return JSONResponse({"anything": "new"})
        self.take(request, body)
        if self.trouble is Trouble.CUT:
            return cut()
        told = {"request-id": "r-1", "character-cost": "12"}
        if isinstance(answer, bytes):
            return Response(answer, media_type="audio/mpeg", headers=told)
        return JSONResponse({**answer, "anything": "new"}, headers=told)

    async def encoded(self, request: Request, model: type[Strict]) -> tuple[Any, str | None]:
        """A JSON body, and what is wrong with it or with how its sound is asked for."""
        query = request.query_params
        if set(query) - {"output_format"}:
            return None, "unknown parameter"
        try:
            TypeAdapter(Format).validate_python(query.get("output_format", "mp3_44100_128"))
        except ValidationError:
            return None, "output_format"
        body = await request.json()
        return body, wrong(model, body)

    async def speak(self, request: Request) -> Response:
        if refusal := self.refusal(request):
            return refusal
        body, issue = await self.encoded(request, Speech)
        if issue:
            return self.invalid(issue)
        settings = body.get("voice_settings") or {}
        if body["model_id"] == "eleven_v3" and settings.get("stability", 0.5) not in STABILITIES:
            return self.problem(400, {"status": "invalid_ttd_stability", "message": "Invalid"})
        if len(body["text"]) > LENGTHS[body["model_id"]]:
            code = "max_character_limit_exceeded"
            return self.problem(400, {"status": code, "message": "Too long"})
        characters = list(body["text"])
        times = [round(0.05 * n, 3) for n in range(len(characters) + 1)]
        alignment = {
            "characters": characters, "character_start_times_seconds": times[:-1],
            "character_end_times_seconds": times[1:],
        }  # fmt: skip
        answer = {
            "audio_base64": base64.b64encode(mp3()).decode(), "alignment": alignment, "normalized_alignment": alignment,
        }  # fmt: skip
        return self.paying(request, body, answer)

    async def sounds(self, request: Request) -> Response:
        if refusal := self.refusal(request):
            return refusal
        body, issue = await self.encoded(request, Sound)
        return self.invalid(issue) if issue else self.paying(request, body, mp3())

    async def music(self, request: Request) -> Response:
        if refusal := self.refusal(request):
            return refusal
        body, issue = await self.encoded(request, Music)
        if issue:
            return self.invalid(issue)
        if self.trouble is Trouble.MODERATED:
            data = {"prompt_suggestion": "a calm piano"}
            return self.problem(
                400, {"status": "bad_prompt", "message": "Copyrighted.", "data": data}
            )
        return self.paying(request, body, mp3())

    async def form(
        self, request: Request, model: type[Strict], part: str
    ) -> tuple[Any, str | None]:
        """The strings of a form, and what is wrong with it; its files are the parts of one name."""
        async with request.form() as form:
            parts = form.multi_items()
            fields = {name: value for name, value in parts if isinstance(value, str)}
            files = [(name, value) for name, value in parts if isinstance(value, UploadFile)]
            if not files or {name for name, _ in files} != {part}:
                return None, f"files {[name for name, _ in files]}"
            for _, file in files:
                if not await file.read() or "." not in (file.filename or ""):
                    return None, "an empty or nameless file"
        return fields, wrong(model, fields)

    async def listen(self, request: Request) -> Response:
        if refusal := self.refusal(request):
            return refusal
        fields, issue = await self.form(request, Hearing, "file")
        if issue:
            return self.invalid(issue)
        kinds = [("Hello", "word"), (" ", "spacing"), ("world!", "word"), ("(rain)", "audio_event")]
        words = [
            {"text": text, "start": n / 2, "end": n / 2 + 0.5, "type": kind, "speaker_id": "s", "logprob": -0.1}
            for n, (text, kind) in enumerate(kinds)
        ]  # fmt: skip
        answer = {
            "language_code": "eng", "language_probability": 0.98, "text": "Hello world!", "words": words,
            "transcription_id": "t-1", "audio_duration_secs": 1.0,
        }  # fmt: skip
        return self.paying(request, fields, answer)

    async def clone(self, request: Request) -> Response:
        if refusal := self.refusal(request):
            return refusal
        fields, issue = await self.form(request, Clone, "files")
        if issue:
            return self.invalid(issue)
        LABELS.validate_json(fields.get("labels", "{}"))
        answer = {"voice_id": self.clones[0], "requires_verification": self.verifies}
        return self.paying(request, fields, answer)

    async def delete(self, request: Request) -> Response:
        if refusal := self.refusal(request):
            return refusal
        if request.path_params["voice"] not in self.clones:
            return self.problem(400, {"status": "voice_does_not_exist", "message": "No such voice"})
        self.clones = tuple(each for each in self.clones if each != request.path_params["voice"])
        return JSONResponse({"status": "ok"})

    async def library(self, request: Request) -> Response:
        """Two pages of voices."""
        if refusal := self.refusal(request):
            return refusal
        query = request.query_params
        if not 1 <= int(query.get("page_size", "10")) <= 100:
            return self.invalid("page_size")
        shelves = {
            "": [
                {"voice_id": "JBFqnCBsd6RMkjVDRZzb", "name": "George", "category": "premade",
                 "labels": {"gender": "male", "language": "en", "accent": "british"}},
                *({"voice_id": each, "name": "Ada", "category": "cloned", "labels": {}} for each in self.clones),
            ],
            "p2": [
                {"voice_id": "v2", "name": "Sol", "category": "professional", "labels": {"gender": "non-binary"},
                 "verified_languages": [{"language": "es", "model_id": "eleven_v3"}]},
            ],
        }  # fmt: skip
        token = query.get("next_page_token", "")
        more = {"has_more": not token, "next_page_token": None if token else "p2", "total_count": 3}
        return JSONResponse({"voices": shelves[token], **more})

    async def subscription(self, request: Request) -> Response:
        if refusal := self.refusal(request):
            return refusal
        told = {"tier": "creator", "character_count": 1_000, "character_limit": 100_000}
        return JSONResponse({**told, "can_use_instant_voice_cloning": True, "status": "active"})

    async def start(self, request: Request) -> Response:
        if refusal := self.refusal(request):
            return refusal
        body = await request.json()
        try:
            asked = FLOWS.validate_python(body)
        except ValidationError as error:
            return self.invalid(str(error.errors()[0]["msg"]))
        kind = "image" if isinstance(asked, Drawing) else "video"
        if request.path_params["kind"] != kind:
            return self.problem(404, {"status": "model_not_found", "message": "No such model"})
        identity = f"{self.name}-{len(self.works) + 1}"
        return self.paying(request, body, {"id": identity, "status": "pending"})

    async def generation(self, request: Request) -> Response:
        if refusal := self.refusal(request):
            return refusal
        work = self.works.get(request.path_params["id"])
        if work is None or not work.path.endswith(request.path_params["kind"]):
            return self.problem(404, {"status": "not_found", "message": "No such generation"})
        work.polls += 1
        return JSONResponse({"id": work.id, **self.state(work), "anything": "new"})

    def state(self, work: Work) -> dict[str, Any]:
        """Where a generation is."""
        match work.polls, self.trouble:
            case 1, _:
                return {"status": "pending"}
            case 2, _:
                return {"status": "generating"}
            case _, Trouble.MODERATED_LATE:
                return {"status": "failed", "failure_reason": "moderated", "error_message": "No."}
            case _, Trouble.GAVE_UP:
                return {"status": "failed", "failure_reason": "model_error", "error_message": "No."}
            case _, Trouble.UNKNOWN_STATE:
                return {"status": "dreaming"}
        if work.path.endswith("image"):
            link = self.link(picture(1024, 768), "image/png", "png")
            return {"status": "completed", "content_url": link, "content_mime_type": "image/png"}
        link = self.link(video(), "video/mp4", "mp4")
        return {"status": "completed", "content_url": link, "content_mime_type": "video/mp4"}

    def knock(self, work: Work, secret: str, now: float) -> tuple[dict[str, str], bytes]:
        ended = {"id": work.id, "status": "completed", "content_url": "https://files.example/1"}
        told = {"type": "flows_generation", "event_timestamp": int(now), "data": ended}
        body = json.dumps(told).encode()
        signed = f"{int(now)}.".encode() + body
        signature = hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()
        return {"elevenlabs-signature": f"t={int(now)},v0={signature}"}, body


FAKE = ElevenLabs
