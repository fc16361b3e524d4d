"""fal's wire format: requests wait in a queue, are followed by the urls it gave, and their result is the model's reply."""

import hashlib
import json
from base64 import urlsafe_b64encode
from typing import Annotated, Any, Literal

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pydantic import Field
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.vendors._fake import (
    KEY,
    Fake,
    Strict,
    Trouble,
    Work,
    cut,
    model_3d,
    picture,
    sound,
    video,
    wrong,
)

File = r";base64,[A-Za-z0-9+/=]+$)"
Picture = Annotated[str, Field(pattern=r"^(https://|data:image/[a-z+]+" + File)]
Sound = Annotated[str, Field(pattern=r"^(https://|data:audio/[a-z0-9+-]+" + File)]
Film = Annotated[str, Field(pattern=r"^(https://|data:video/[a-z0-9]+" + File)]
Prompt = Annotated[str, Field(min_length=1)]
Seed = Annotated[int, Field(ge=0, lt=2**32)]
Length = Literal["5", "10"]
Languages = Literal["en", "de", "fr", "es", "jw", "no", "tl"]


class PikaText(Strict):
    prompt: Prompt
    aspect_ratio: Literal["16:9", "9:16", "1:1", "4:5", "5:4", "3:2", "2:3"] = "16:9"
    duration: Length = "5"
    resolution: Literal["1080p", "720p"] = "720p"
    negative_prompt: str | None = None
    seed: Seed | None = None


class PikaPicture(Strict):
    image_url: Picture
    prompt: Prompt
    duration: Length = "5"
    resolution: Literal["1080p", "720p"] = "720p"
    negative_prompt: str | None = None
    seed: Seed | None = None


class KlingText(Strict):
    prompt: Annotated[str, Field(min_length=1, max_length=2_500)]
    aspect_ratio: Literal["16:9", "9:16", "1:1"] = "16:9"
    duration: Length = "5"
    cfg_scale: Annotated[float, Field(ge=0, le=1)] = 0.5
    generate_audio: bool = True
    negative_prompt: str | None = None


class KlingPicture(Strict):
    start_image_url: Picture
    end_image_url: Picture | None = None
    prompt: Annotated[str, Field(min_length=1, max_length=2_500)]
    duration: Length = "5"
    generate_audio: bool = True
    negative_prompt: str | None = None
    voice_ids: list[str] | None = None


class Size(Strict):
    width: Annotated[int, Field(ge=256, le=2_048, multiple_of=16)]
    height: Annotated[int, Field(ge=256, le=2_048, multiple_of=16)]


class Flux2(Strict):
    prompt: Prompt
    image_size: Size | Literal["square_hd", "square", "landscape_4_3", "landscape_16_9"]
    seed: Seed | None = None
    output_format: Literal["jpeg", "png"] = "jpeg"
    enable_safety_checker: bool = True
    safety_tolerance: Literal["1", "2", "3", "4", "5"] = "2"
    sync_mode: bool = False


class FluxEdit(Strict):
    image_url: Picture
    prompt: Prompt
    strength: Annotated[float, Field(ge=0.01, le=1)] = 0.95
    num_images: Annotated[int, Field(ge=1, le=4)] = 1
    num_inference_steps: Annotated[int, Field(ge=10, le=50)] = 40
    guidance_scale: Annotated[float, Field(ge=1, le=20)] = 3.5
    acceleration: Literal["none", "regular", "high"] = "none"
    output_format: Literal["jpeg", "png"] = "jpeg"
    enable_safety_checker: bool = True
    seed: Seed | None = None
    sync_mode: bool = False


class Birefnet(Strict):
    image_url: Picture
    model: Literal["General Use (Light)", "General Use (Heavy)", "Matting", "Portrait"] | None = (
        None
    )
    operating_resolution: Literal["1024x1024", "2048x2048", "2304x2304"] = "1024x1024"
    output_format: Literal["webp", "png", "gif"] = "png"
    output_mask: bool = False
    mask_only: bool = False
    refine_foreground: bool = True
    sync_mode: bool = False


class Topaz(Strict):
    image_url: Picture
    model: Literal["Low Resolution V2", "Standard V2", "CGI", "High Fidelity V2", "Text Refine"]
    upscale_factor: Annotated[float, Field(ge=1, le=4)] = 2
    output_format: Literal["jpeg", "png"] = "jpeg"
    face_enhancement: bool = True
    subject_detection: Literal["All", "Foreground", "Background"] = "All"
    crop_to_fill: bool = False


class Lips(Strict):
    video_url: Film
    audio_url: Sound
    model: Literal["lipsync-2", "lipsync-2-pro"] = "lipsync-2"
    sync_mode: Literal["cut_off", "loop", "bounce", "silence", "remap"] = "cut_off"


class Avatar(Strict):
    image_url: Picture
    audio_url: Sound
    prompt: str = "."


class Meshy(Strict):
    target_polycount: Annotated[int, Field(ge=100, le=300_000)] = 30_000
    topology: Literal["quad", "triangle"] = "triangle"
    enable_pbr: bool = False
    enable_rigging: bool = False
    enable_animation: bool = False
    enable_safety_checker: bool = True
    texture_prompt: Annotated[str, Field(max_length=600)] | None = None


class MeshyPicture(Meshy):
    image_url: Picture
    should_texture: bool = True


class MeshyText(Meshy):
    prompt: Annotated[str, Field(min_length=1, max_length=600)]
    mode: Literal["preview", "full"] = "full"
    art_style: Literal["realistic", "sculpture"] = "realistic"
    seed: Seed | None = None


class StableAudio(Strict):
    prompt: Prompt
    seconds_total: Annotated[int, Field(ge=1, le=190)] = 190
    num_inference_steps: Annotated[int, Field(ge=4, le=8)] = 8
    guidance_scale: Annotated[float, Field(ge=1, le=25)] = 1
    seed: Seed | None = None
    sync_mode: bool = False


class Whisper(Strict):
    audio_url: Sound
    task: Literal["transcribe", "translate"] = "transcribe"
    language: Languages | None = None
    chunk_level: Literal["none", "segment", "word"] = "segment"
    diarize: bool = False
    batch_size: Annotated[int, Field(ge=1, le=64)] = 64
    num_speakers: int | None = None
    prompt: str = ""


BODIES: dict[str, type[Strict]] = {
    "fal-ai/pika/v2.2/text-to-video": PikaText,
    "fal-ai/pika/v2.2/image-to-video": PikaPicture,
    "fal-ai/kling-video/v2.6/pro/text-to-video": KlingText,
    "fal-ai/kling-video/v2.6/pro/image-to-video": KlingPicture,
    "fal-ai/flux-2-pro": Flux2,
    "fal-ai/flux/dev/image-to-image": FluxEdit,
    "fal-ai/birefnet/v2": Birefnet,
    "fal-ai/topaz/upscale/image": Topaz,
    "fal-ai/sync-lipsync/v2": Lips,
    "fal-ai/kling-video/ai-avatar/v2/standard": Avatar,
    "fal-ai/meshy/v6/image-to-3d": MeshyPicture,
    "fal-ai/meshy/v6/text-to-3d": MeshyText,
    "fal-ai/stable-audio-25/text-to-audio": StableAudio,
    "fal-ai/whisper": Whisper,
}
CHUNKS = [
    {"text": " Hello", "timestamp": [0.0, 0.4], "speaker": None},
    {"text": " there.", "timestamp": [0.4, None], "speaker": None},
]
OLD_KEY, SIGNING_KEY = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
DONE_AT = 3
"""The poll at which a request is completed."""


def flaw(kind: str, field: str) -> dict[str, Any]:
    """A model's error, by the documented kinds."""
    url = f"https://docs.fal.ai/errors/#{kind}"
    return {"detail": [{"loc": ["body", field], "msg": "It failed.", "type": kind, "url": url}]}


class Fal(Fake):
    """Requests go IN_QUEUE, IN_PROGRESS, COMPLETED: failed ones, too."""

    name = "fal"
    troubles = frozenset(Trouble)
    signs_body = True
    signs_time = True

    def routes(self) -> list[Route]:
        follow = "/fal-ai/{alias}/requests/{id}"
        return [
            *(Route(f"/{endpoint}", self.submit, methods=["POST"]) for endpoint in BODIES),
            Route(f"{follow}/status", self.status, methods=["GET"]),
            Route(follow, self.result, methods=["GET"]),
            Route(f"{follow}/cancel", self.cancel, methods=["PUT"]),
        ]

    def refusal(self, request: Request) -> Response | None:
        known = request.headers.get("authorization") == f"Key {KEY}"
        if not known or self.trouble is Trouble.BAD_KEY:
            return JSONResponse({"detail": "No user found for Key ID and Secret"}, 401)
        return None

    async def submit(self, request: Request) -> Response:
        if refusal := self.refusal(request):
            return refusal
        if set(request.query_params) - {"fal_webhook"}:
            return JSONResponse({"detail": "Unknown query"}, 400)
        body = await request.json()
        if issue := wrong(BODIES[request.url.path[1:]], body):
            return JSONResponse(flaw("value_error", issue), 422, {"X-Fal-Retryable": "false"})
        match self.trouble:
            case Trouble.EMPTY:
                said = "User is locked. Reason: Exhausted balance. Top up your balance at fal.ai/dashboard/billing."
                return JSONResponse({"detail": said}, 403)
            case Trouble.THROTTLED:
                return JSONResponse({"detail": "Too many requests"}, 429, {"Retry-After": "7"})
            case Trouble.DOWN:
                kind = "runner_scheduling_failure"
                told = {"detail": "No runner available", "error_type": kind}
                return JSONResponse(told, 503, {"X-Fal-Error-Type": kind})
            case Trouble.MODERATED:
                return JSONResponse(
                    flaw("content_policy_violation", "prompt"), 422, {"X-Fal-Retryable": "false"}
                )
            case Trouble.MALFORMED:
                return JSONResponse({"queued": True})
            case Trouble.CUT:
                self.take(request, body)
                return cut()
        work = self.take(request, body)
        return JSONResponse({**self.told(work), "status": "IN_QUEUE", "queue_position": 1})

    def told(self, work: Work) -> dict[str, Any]:
        """What the queue says of a request at any time: its urls know the model's name alone, not the endpoint."""
        base = f"{self.root}/fal-ai/{work.path.split('/')[2]}/requests/{work.id}"
        urls = {"status_url": f"{base}/status", "cancel_url": f"{base}/cancel"}
        return {
            "request_id": work.id, "gateway_request_id": work.id, "response_url": base, **urls,
            "anything": "new",
        }  # fmt: skip

    def followed(self, request: Request) -> Work | Response:
        """Find the request that a url names; another model's name does not lead to it."""
        work = self.works.get(request.path_params["id"])
        if refusal := self.refusal(request):
            return refusal
        if work is None or work.path.split("/")[2] != request.path_params["alias"]:
            return JSONResponse({"status": "NOT_FOUND", "detail": "Request not found"}, 404)
        return work

    async def status(self, request: Request) -> Response:
        work = self.followed(request)
        if isinstance(work, Response):
            return work
        work.polls += 1
        told = self.told(work)
        match work.polls, self.trouble:
            case 1, _:
                return JSONResponse({**told, "status": "IN_QUEUE", "queue_position": 0}, 202)
            case 2, _:
                return JSONResponse({**told, "status": "IN_PROGRESS", "logs": []}, 202)
            case _, Trouble.UNKNOWN_STATE:
                return JSONResponse({**told, "status": "PONDERING"})
            case _, Trouble.GAVE_UP:
                failed = {"error": "Runner disconnected", "error_type": "runner_disconnected"}
                return JSONResponse({**told, "status": "COMPLETED", **failed})
            case _, Trouble.REJECTED | Trouble.MODERATED_LATE if not self.is_unsafe(work):
                return JSONResponse({**told, "status": "COMPLETED", "error": "It failed."})
        done = {"status": "COMPLETED", "logs": [], "metrics": {"inference_time": 3.7}}
        return JSONResponse({**told, **done})

    async def result(self, request: Request) -> Response:
        work = self.followed(request)
        if isinstance(work, Response):
            return work
        if work.polls < DONE_AT:
            return JSONResponse({"detail": "Request is still in progress"}, 400)
        final = {"X-Fal-Retryable": "false"}
        match self.trouble:
            case Trouble.REJECTED:
                return JSONResponse(flaw("image_too_small", "image_url"), 422, final)
            case Trouble.MODERATED_LATE if self.is_unsafe(work):
                black = self.link(picture(), "image/png", "png")
                return JSONResponse({"images": [{"url": black}], "has_nsfw_concepts": [True]})
            case Trouble.MODERATED_LATE:
                return JSONResponse(flaw("content_policy_violation", "prompt"), 422, final)
            case Trouble.GAVE_UP:
                kind = "runner_disconnected"
                told = {"detail": "Runner disconnected", "error_type": kind}
                return JSONResponse(told, 503, {"X-Fal-Error-Type": kind})
        return JSONResponse({**self.made(work), "anything": "new"})

    def is_unsafe(self, work: Work) -> bool:
        """This model finds a picture unsafe only after it is drawn: the request succeeds, and says so."""
        late = self.trouble is Trouble.MODERATED_LATE
        return late and work.path.endswith("flux/dev/image-to-image")

    def made(self, work: Work) -> dict[str, Any]:
        """The output of a model, by its documented shape."""
        match work.path.rsplit("/", 1)[1]:
            case "whisper":
                text = "Hello there."
                return {"text": text, "chunks": CHUNKS, "inferred_languages": ["en"]}
            case "flux-2-pro":
                return {"images": [self.file(picture(1024, 768), "image/png", "png")], "seed": 1}
            case "image-to-image":
                shown = self.file(picture(), "image/png", "png")
                return {"images": [shown], "has_nsfw_concepts": [False], "prompt": "", "seed": 1}
            case "text-to-audio":
                return {"audio": self.file(sound(), "audio/wav", "wav"), "seed": 1}
            case "image-to-3d" | "text-to-3d":
                return self.model(rigged=work.body.get("enable_rigging", False))
            case "v2" | "image" if "lipsync" not in work.path:
                return {"image": self.file(picture(128, 128), "image/png", "png")}
        return {"video": self.file(video(), "video/mp4", "mp4"), "duration": 1.0}

    def model(self, *, rigged: bool) -> dict[str, Any]:
        """A 3D model, and the one with bones where it was asked for."""
        file = self.file(model_3d(), "model/gltf-binary", "glb")
        image = self.file(picture(), "image/png", "png")
        shown = {"model_glb": file, "thumbnail": image, "model_urls": {"glb": file}}
        return {**shown, "rigged_character_glb": file} if rigged else shown

    def file(self, data: bytes, kind: str, ending: str) -> dict[str, Any]:
        """A file as results hold them."""
        url = self.link(data, kind, ending)
        return {
            "url": url,
            "content_type": kind,
            "file_name": f"x.{ending}",
            "file_size": len(data),
        }

    async def cancel(self, request: Request) -> Response:
        work = self.followed(request)
        if isinstance(work, Response):
            return work
        if work.polls >= DONE_AT:
            return JSONResponse({"status": "ALREADY_COMPLETED"}, 400)
        work.cancelled = True
        return JSONResponse({"status": "CANCELLATION_REQUESTED"}, 202)

    def knock(self, work: Work, secret: str, now: float) -> tuple[dict[str, str], bytes]:
        """The result, signed over the hash of the body and three of the headers."""
        told = {"request_id": work.id, "gateway_request_id": work.id}
        body = json.dumps({**told, "status": "OK", "payload": self.made(work)}).encode()
        signed = [work.id, "user-1", str(int(now))]
        message = "\n".join([*signed, hashlib.sha256(body).hexdigest()]).encode()
        named = (
            "x-fal-webhook-request-id",
            "x-fal-webhook-user-id",
            "x-fal-webhook-timestamp",
            "x-fal-webhook-signature",
        )
        return dict(zip(named, [*signed, SIGNING_KEY.sign(message).hex()], strict=True)), body

    def keys(self) -> Any:
        """The keys of before and of now, beside one of another kind."""
        ours = [
            {"kty": "OKP", "crv": "Ed25519", "x": urlsafe_b64encode(key.public_key().public_bytes_raw()).rstrip(b"=").decode()}
            for key in (OLD_KEY, SIGNING_KEY)
        ]  # fmt: skip
        return {"keys": [{"kty": "RSA", "n": "AQAB", "e": "AQAB"}, *ours]}


FAKE = Fal
