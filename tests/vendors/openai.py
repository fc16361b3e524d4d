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
from typing import Any, ClassVar

import uvicorn
from PIL import Image
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.vendors._fake import LATE, Fake, Trouble, alive

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
MARKED = re.compile(r"\[fault:([a-z0-9_]+?)(?:x(\d+))?\]")


@dataclass
class Vendor:
    """What it was paid for, and what goes wrong next."""

    journal: Path | None = None
    latency_seconds: float = 0.0
    calls: list[dict[str, Any]] = field(default_factory=list)
    faults: list[dict[str, Any]] = field(default_factory=list)
    seen: dict[str, int] = field(default_factory=dict)

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
        return await answer(vendor, request, body["prompt"], lambda: _image(body))

    async def speech(request: Request) -> Response:
        body = await request.json()
        return await answer(
            vendor,
            request,
            body["input"],
            lambda: Response(_tone(body["input"]), media_type="audio/wav"),
        )

    async def transcriptions(request: Request) -> Response:
        async with request.form() as form:
            return await answer(vendor, request, str(form.get("prompt", "")), _words)

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
            Route("/audio/speech", speech, methods=["POST"]),
            Route("/audio/transcriptions", transcriptions, methods=["POST"]),
            Route("/moderations", moderations, methods=["POST"]),
            Route("/models", models),
            Route("/_state", state),
            Route("/_faults", faults, methods=["POST"]),
        ]
    )


async def answer(vendor: Vendor, request: Request, text: str, make: Any) -> Response:
    """Answer a paid call, or fail it as ordered."""
    if request.headers.get("authorization") != "Bearer test-key":
        return _error("401")
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
            "usage": {},
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
