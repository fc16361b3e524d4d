"""A stateful server that speaks OpenAI's wire format, errors included, and counts every call it accepted."""

import argparse
import asyncio
import base64
import io
import json
import math
import os
import re
import struct
import wave
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal

import uvicorn
from PIL import Image
from pydantic import AfterValidator, Field
from starlette.applications import Starlette
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.vendors._fake import LATE, Fake, Strict, Trouble, alive, wrong

ERRORS: dict[str, tuple[int, dict[str, Any]]] = {
    "429": (429, {"message": "Rate limit reached", "type": "requests", "param": None, "code": "rate_limit_exceeded"}),
    "insufficient_quota": (
        429, {"message": "You exceeded your quota", "type": "insufficient_quota", "param": None, "code": "insufficient_quota"},
    ),
    "500": (500, {"message": "The server had an error", "type": "server_error", "param": None, "code": None}),
    "503": (503, {"message": "Overloaded", "type": "server_error", "param": None, "code": None}),
    "401": (401, {"message": "Incorrect API key", "type": "invalid_request_error", "param": None, "code": "invalid_api_key"}),
    "400": (400, {"message": "Bad size", "type": "invalid_request_error", "param": "size", "code": "invalid_value"}),
    "moderation": (
        400, {"message": "Rejected by the safety system", "type": "image_generation_user_error", "param": None,
              "code": "moderation_blocked"},
    ),
}  # fmt: skip
PICTURE_BYTES_MAX = 50_000_000
MASK_BYTES_MAX = 4_000_000
SOUND_BYTES_MAX = 25_000_000
PICTURES = {"PNG": "image/png", "JPEG": "image/jpeg", "WEBP": "image/webp"}
SOUNDS = frozenset({"flac", "mp3", "mp4", "mpeg", "mpga", "m4a", "ogg", "wav", "webm"})


def drawable(size: str) -> str:
    """A size that the model draws: steps of 16 pixels, at most 3 : 1, within bounds."""
    width, height = (int(side) for side in size.split("x"))
    if width % 16 or height % 16 or max(width, height) > 3 * min(width, height):
        raise ValueError("sides of 16 pixels, at most 3 : 1")
    if max(width, height) > 3_840 or not 655_360 <= width * height <= 8_294_400:
        raise ValueError("outside the pixel budget")
    return size


def closed(schema: dict[str, Any]) -> dict[str, Any]:
    """A schema that strict structured outputs take."""
    if schema.get("type") == "object":
        properties = schema["properties"]
        if schema.get("additionalProperties") is not False or set(schema["required"]) != set(
            properties
        ):
            raise ValueError("additionalProperties must be false, and every property required")
        for each in properties.values():
            closed(each)
    if schema.get("type") == "array":
        closed(schema["items"])
    return schema


Prompt = Annotated[str, Field(min_length=1, max_length=32_000)]
Size = Annotated[str, Field(pattern=r"^\d+x\d+$"), AfterValidator(drawable)]
Quality = Literal["low", "medium", "high", "auto"]
Format = Literal["png", "jpeg", "webp"]


class Drawing(Strict):
    """What a GPT image model takes: `response_format` and `style` are other models' and refused."""

    model: Literal["gpt-image-2", "gpt-image-2-2026-04-21"]
    prompt: Prompt
    n: Annotated[int, Field(ge=1, le=10)] = 1
    size: Size | Literal["auto"] = "auto"
    quality: Quality = "auto"
    background: Literal["transparent", "opaque", "auto"] = "auto"
    moderation: Literal["low", "auto"] = "auto"
    output_format: Format = "png"


class Edit(Strict):
    """The fields of the edits form, each a string. This model reads its pictures as they are: `input_fidelity` is refused."""

    model: Literal["gpt-image-2", "gpt-image-2-2026-04-21"]
    prompt: Prompt
    n: Annotated[str, Field(pattern=r"^([1-9]|10)$")] = "1"
    size: Size | Literal["auto"] = "auto"
    quality: Quality = "auto"
    background: Literal["transparent", "opaque", "auto"] = "auto"
    output_format: Format = "png"


class Speech(Strict):
    model: Literal["gpt-4o-mini-tts", "gpt-4o-mini-tts-2025-12-15"]
    input: Annotated[str, Field(min_length=1, max_length=4_096)]
    voice: Literal[
        "alloy", "ash", "ballad", "cedar", "coral", "echo", "fable", "marin", "nova", "onyx", "sage", "shimmer", "verse"
    ]  # fmt: skip
    response_format: Literal["mp3", "opus", "aac", "flac", "wav", "pcm"] = "mp3"
    speed: Annotated[float, Field(ge=0.25, le=4)] = 1.0
    instructions: Annotated[str, Field(max_length=4_096)] | None = None


class Transcription(Strict):
    model: Literal["whisper-1"]
    response_format: Literal["json", "text", "srt", "verbose_json", "vtt"] = "json"
    granularities: Annotated[Literal["word", "segment"], Field(alias="timestamp_granularities[]")]
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}$")] | None = None
    prompt: str = ""


class Message(Strict):
    role: Literal["developer", "system", "user"]
    content: Annotated[str, Field(min_length=1)]


class Schema(Strict):
    """Structured outputs take a strict schema only when every object is closed and every property required."""

    name: Annotated[str, Field(pattern=r"^[a-zA-Z0-9_-]{1,64}$")]
    strict: Literal[True]
    schema_: Annotated[dict[str, Any], Field(alias="schema"), AfterValidator(closed)]


class Form(Strict):
    type: Literal["json_schema"]
    json_schema: Schema


class Chat(Strict):
    model: Literal["gpt-5.4-mini", "gpt-5.4-mini-2026-03-17"]
    messages: Annotated[list[Message], Field(min_length=1)]
    response_format: Form
    reasoning_effort: Literal["none", "low", "medium", "high", "xhigh"] = "none"


MARKED = re.compile(r"\[fault:([a-z0-9_]+?)(?:x(\d+))?\]")


@dataclass
class Vendor:
    """What it was paid for, and what goes wrong next."""

    journal: Path | None = None
    latency_seconds: float = 0.0
    calls: list[dict[str, Any]] = field(default_factory=list)
    faults: list[dict[str, Any]] = field(default_factory=list)
    seen: dict[str, int] = field(default_factory=dict)
    dropped: set[int] = field(default_factory=set)
    refusal: str | None = None
    finish: str = "stop"

    def accept(self, path: str, key: str | None, text: str) -> None:
        """Count a call that costs money, durably, before its answer leaves."""
        entry = {"path": path, "key": key, "text": text[:200]}
        self.calls.append(entry)
        if self.journal:
            with self.journal.open("a") as file:
                file.write(json.dumps(entry) + "\n")
                file.flush()
                os.fsync(file.fileno())

    def next_fault(self, path: str, text: str) -> str | None:
        """Give the fault that is due: one that was ordered, or one that the text asks for."""
        for fault in self.faults:
            if fault["times"] > 0 and fault["path"] in (path, "*"):
                fault["times"] -= 1
                return str(fault["kind"])
        if match := MARKED.search(text):
            kind, times = match.group(1), int(match.group(2) or 1_000_000)
            self.seen[match.group() + text] = count = self.seen.get(match.group() + text, 0) + 1
            return kind if count <= times else None
        return None

    def paid_twice(self) -> dict[str, int]:
        """Give the keys that were accepted more than once."""
        counts: dict[str, int] = {}
        for call in self.calls:
            if call["key"]:
                counts[call["key"]] = counts.get(call["key"], 0) + 1
        return {key: count for key, count in counts.items() if count > 1}


def create(vendor: Vendor) -> Starlette:
    """Make the application."""

    async def images(request: Request) -> Response:
        body = await request.json()
        issue = wrong(Drawing, body)
        return await answer(vendor, request, body.get("prompt", ""), lambda: _image(body), issue)

    async def edits(request: Request) -> Response:
        async with request.form() as form:
            fields = {name: part for name, part in form.items() if isinstance(part, str)}
            issue = wrong(Edit, fields) or await _unusable(form)
            text = fields.get("prompt", "")
            return await answer(vendor, request, text, lambda: _image(fields), issue)

    async def speech(request: Request) -> Response:
        body = await request.json()
        text, issue = body.get("input", ""), wrong(Speech, body)
        return await answer(
            vendor,
            request,
            text,
            lambda: Response(_tone(text), media_type="audio/wav"),
            issue,
        )

    async def transcriptions(request: Request) -> Response:
        async with request.form() as form:
            fields = {name: part for name, part in form.items() if isinstance(part, str)}
            issue = wrong(Transcription, fields) or _unheard(form)
            return await answer(vendor, request, fields.get("prompt", ""), _words, issue)

    async def completions(request: Request) -> Response:
        body = await request.json()
        issue = wrong(Chat, body)
        told = body.get("messages", [{}])[-1].get("content", "")
        return await answer(vendor, request, told, lambda: _translated(vendor, body, told), issue)

    async def moderations(request: Request) -> Response:
        body = await request.json()
        flagged = "forbidden" in body["input"]
        result = {
            "flagged": flagged,
            "categories": {"violence": flagged},
            "category_scores": {"violence": float(flagged)},
        }
        return JSONResponse({"id": "modr-1", "model": body["model"], "results": [result]})

    async def models(request: Request) -> Response:
        if request.headers.get("authorization") != "Bearer test-key":
            return _error("401")
        return JSONResponse({"object": "list", "data": [{"id": "gpt-image-2", "object": "model"}]})

    async def state(request: Request) -> Response:
        return JSONResponse({"calls": vendor.calls, "paidTwice": vendor.paid_twice()})

    async def faults(request: Request) -> Response:
        vendor.faults.append(await request.json())
        return JSONResponse({})

    return Starlette(
        routes=[
            Route("/images/generations", images, methods=["POST"]),
            Route("/images/edits", edits, methods=["POST"]),
            Route("/audio/speech", speech, methods=["POST"]),
            Route("/audio/transcriptions", transcriptions, methods=["POST"]),
            Route("/chat/completions", completions, methods=["POST"]),
            Route("/moderations", moderations, methods=["POST"]),
            Route("/models", models),
            Route("/_state", state),
            Route("/_faults", faults, methods=["POST"]),
        ]
    )


async def answer(
    vendor: Vendor, request: Request, text: str, make: Any, issue: str | None
) -> Response:
    """Answer a paid call, or fail it as ordered; one that is not as documented is refused."""
    if request.headers.get("authorization") != "Bearer test-key":
        return _error("401")
    if issue:
        kind = {"type": "invalid_request_error", "param": None, "code": "invalid_value"}
        return JSONResponse({"error": {"message": issue, **kind}}, 400)
    fault = vendor.next_fault(request.url.path, text)
    if vendor.latency_seconds:
        await asyncio.sleep(vendor.latency_seconds)
    if fault in ERRORS:
        return _error(fault)
    vendor.accept(request.url.path, request.headers.get("idempotency-key"), text)
    match fault:
        case None:
            return make()
        case "cut":
            return Response(b"{", headers={"content-length": "1000"})
        case "hang":
            await asyncio.sleep(3600)
        case "html":
            return Response("<html>gateway</html>", media_type="text/html")
        case "empty":
            return JSONResponse({"created": 1, "data": []})
        case "broken":
            return JSONResponse(
                {"created": 1, "data": [{"b64_json": base64.b64encode(b"no picture").decode()}]}
            )
    return Response(status_code=418)


def _error(kind: str) -> Response:
    status, error = ERRORS[kind]
    headers = {"retry-after": "1"} if kind == "429" else {}
    return JSONResponse({"error": error}, status, headers)


async def _unusable(form: FormData) -> str | None:
    """What is wrong with the pictures of an edit: one is `image`, several are `image[]`, a mask lies on the first."""
    sources = [*form.getlist("image"), *form.getlist("image[]")]
    masks = form.getlist("mask")
    known = {"image", "image[]", "mask", *Edit.model_fields}
    if set(form) - known or not 1 <= len(sources) <= 16 or len(masks) > 1:
        return f"parts {sorted(form)}"
    sides = []
    for part in (*sources, *masks):
        if not isinstance(part, UploadFile):
            return "a picture is no file"
        data = await part.read()
        with Image.open(io.BytesIO(data), formats=list(PICTURES)) as found:
            if part.content_type != PICTURES[str(found.format)] or len(data) >= PICTURE_BYTES_MAX:
                return f"{part.content_type} of {len(data)} bytes"
            sides.append(found.size)
            unclear = found.format != "PNG" or "A" not in found.getbands()
    if masks and (unclear or len(data) >= MASK_BYTES_MAX or sides[-1] != sides[0]):
        return "Invalid mask image format - mask image missing alpha channel, or of another size"
    return None


def _unheard(form: FormData) -> str | None:
    """What is wrong with a recording: its kind is told by its name."""
    sound = form.get("file")
    if not isinstance(sound, UploadFile) or (sound.size or 0) > SOUND_BYTES_MAX:
        return "no file, or a large one"
    ending = (sound.filename or "").rpartition(".")[2]
    return None if ending in SOUNDS else f"Invalid file format {ending!r}"


def _image(body: dict[str, Any]) -> Response:
    width, height = (int(side) for side in body["size"].split("x"))
    picture = io.BytesIO()
    Image.linear_gradient("L").resize((width, height)).convert("RGB").save(
        picture, "PNG", compress_level=1
    )
    encoded = base64.b64encode(picture.getvalue()).decode()
    return JSONResponse(
        {
            "created": 1,
            "data": [{"b64_json": encoded}],
            "size": body["size"],
            "quality": body["quality"],
            "usage": {"total_tokens": 100, "input_tokens": 50, "output_tokens": 50},
        },
        headers={"x-request-id": "req_vendor"},
    )


def _tone(text: str) -> bytes:
    """Speak: a tone as long as the text would take."""
    rate = 24_000
    samples = [
        int(9_000 * math.sin(n / rate * 2 * math.pi * 220))
        for n in range(int(rate * max(len(text) / 15, 0.5)))
    ]
    sound = io.BytesIO()
    with wave.open(sound, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(struct.pack(f"<{len(samples)}h", *samples))
    return sound.getvalue()


def _words() -> Response:
    words = [
        {"word": word, "start": n * 0.4, "end": n * 0.4 + 0.3}
        for n, word in enumerate(["the", "quick", "brown", "fox"])
    ]
    return JSONResponse(
        {
            "task": "transcribe",
            "language": "english",
            "duration": 2.0,
            "text": "the quick brown fox",
            "words": words,
        }
    )


def _translated(vendor: Vendor, body: dict[str, Any], told: str) -> Response:
    """Translate by a rule that can be read: each word behind the language's sign. `dropped` ids do not come back."""
    asked = json.loads(told)
    captions = [
        {
            "id": each["id"],
            "text": " ".join(f"{asked['to']}:{word}" for word in each["text"].split()),
        }
        for each in asked["phrases"]
        if each["id"] not in vendor.dropped
    ]
    message = {
        "role": "assistant",
        "content": json.dumps({"captions": captions}),
        "refusal": vendor.refusal,
    }
    return JSONResponse(
        {
            "id": "chatcmpl-1",
            "object": "chat.completion",
            "created": 1,
            "model": body["model"],
            "choices": [
                {"index": 0, "message": message, "logprobs": None, "finish_reason": vendor.finish}
            ],
            "usage": {"prompt_tokens": 50, "completion_tokens": 50, "total_tokens": 100},
        },
        headers={"x-request-id": "req_vendor"},
    )


def main() -> None:
    """Serve on a free port, and say which."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--journal", type=Path)
    parser.add_argument("--latency", type=float, default=0.0)
    chosen = parser.parse_args()
    vendor = Vendor(journal=chosen.journal, latency_seconds=chosen.latency)
    if chosen.journal and chosen.journal.exists():
        vendor.calls = [json.loads(line) for line in chosen.journal.read_text().splitlines()]
    config = uvicorn.Config(create(vendor), host="127.0.0.1", port=chosen.port, log_level="warning")
    server = uvicorn.Server(config)
    sockets = [config.bind_socket()]
    print(sockets[0].getsockname()[1], flush=True)
    asyncio.run(server.serve(sockets=sockets))


class OpenAI(Fake):
    """The same vendor for the suite that all adapters share."""

    name = "openai"
    troubles = frozenset(Trouble) - LATE
    kinds: ClassVar[dict[Trouble, str]] = {
        Trouble.REJECTED: "400", Trouble.MODERATED: "moderation", Trouble.EMPTY: "insufficient_quota",
        Trouble.THROTTLED: "429", Trouble.DOWN: "503", Trouble.MALFORMED: "html", Trouble.BAD_KEY: "401",
        Trouble.CUT: "cut",
    }  # fmt: skip

    def app(self) -> Starlette:
        self.vendor = Vendor()
        if self.trouble:
            self.vendor.faults.append({"path": "*", "times": 100, "kind": self.kinds[self.trouble]})
        made = create(self.vendor)
        made.routes.append(Route("/_live", alive))
        return made

    @property
    def paid(self) -> int:
        return len(self.vendor.calls)


FAKE = OpenAI


if __name__ == "__main__":
    main()
