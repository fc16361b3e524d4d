"""Deepgram's wire format: recordings in the body, all else in the query, and samples back."""

from typing import Annotated, Any, Literal

from pydantic import Field
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.vendors._fake import KEY, LATE, Fake, Strict, Trouble, cut, sound, wrong

Switch = Literal["true", "false"]
HEADER_BYTES = 44
TEXT_LENGTH_MAX = 2_000


class Listen(Strict):
    """The query: all of it strings."""

    model: Literal["nova-3", "nova-2"]
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]+)?$")] | None = None
    detect_language: Switch = "false"
    smart_format: Switch = "false"
    punctuate: Switch = "false"


class Speak(Strict):
    model: Annotated[str, Field(pattern=r"^aura-2-[a-z]+-(de|en|es|fr|it|ja|nl)$")]
    encoding: Literal["linear16"]
    container: Literal["none", "wav"] = "wav"
    sample_rate: Literal["8000", "16000", "24000", "32000", "48000"] = "24000"
    speed: Annotated[str, Field(pattern=r"^\d(\.\d+)?$")] = "1"


class Text(Strict):
    text: Annotated[str, Field(min_length=1)]


REFUSALS: dict[Trouble, tuple[int, dict[str, str]]] = {
    Trouble.REJECTED: (
        400, {"err_code": "Bad Request", "err_msg": "Bad Request: failed to process audio: corrupt or unsupported data"},
    ),
    Trouble.EMPTY: (
        402, {"err_code": "ASR_PAYMENT_REQUIRED", "err_msg": "Project does not have enough credits for an ASR request."},
    ),
    Trouble.THROTTLED: (429, {"err_code": "TOO_MANY_REQUESTS", "err_msg": "Too many requests. Please try again later"}),
    Trouble.DOWN: (503, {"err_code": "SERVICE_UNAVAILABLE", "err_msg": "Service unavailable"}),
}  # fmt: skip


class Deepgram(Fake):
    """Every call is answered at once."""

    name = "deepgram"
    troubles = frozenset(Trouble) - LATE - {Trouble.MODERATED}

    def routes(self) -> list[Route]:
        return [
            Route("/v1/listen", self.listen, methods=["POST"]),
            Route("/v1/speak", self.speak, methods=["POST"]),
            Route("/v1/projects", self.projects, methods=["GET"]),
            Route("/v1/models", self.models, methods=["GET"]),
        ]

    def problem(self, status: int, code: str, message: str) -> Response:
        """An error in the vendor's form."""
        told = {"err_code": code, "err_msg": message, "request_id": "r-1"}
        return JSONResponse(told, status)

    def refusal(self, request: Request) -> Response | None:
        known = request.headers.get("authorization") == f"Token {KEY}"
        if known and self.trouble is not Trouble.BAD_KEY:
            return None
        return self.problem(401, "INVALID_AUTH", "Invalid credentials.")

    def trouble_with(self, request: Request, body: Any) -> Response | None:
        """Say the trouble that is ordered, or count a call; None: answer it."""
        if self.trouble in REFUSALS:
            status, said = REFUSALS[self.trouble]
            return JSONResponse({**said, "request_id": "r-1"}, status)
        if self.trouble is Trouble.MALFORMED:
            return JSONResponse({"request_id": "r-1"})
        self.take(request, body)
        return cut() if self.trouble is Trouble.CUT else None

    async def listen(self, request: Request) -> Response:
        if refusal := self.refusal(request):
            return refusal
        query = dict(request.query_params)
        if issue := wrong(Listen, query):
            return self.problem(400, "Bad Request", issue)
        if "language" in query and query.get("detect_language") == "true":
            return self.problem(400, "Bad Request", "language and detect_language")
        kind = request.headers.get("content-type", "")
        if not kind.startswith(("audio/", "video/")) or not await request.body():
            return self.problem(400, "Bad Request", "failed to process audio")
        if trouble := self.trouble_with(request, query):
            return trouble
        words = [
            {"word": word, "start": n * 0.5, "end": n * 0.5 + 0.4, "confidence": 0.9, "punctuated_word": written}
            for n, (word, written) in enumerate([("hello", "Hello,"), ("world", "world.")])
        ]  # fmt: skip
        alternative = {"transcript": "Hello, world.", "confidence": 0.9, "words": words}
        channel = {"alternatives": [alternative]}
        if query.get("detect_language") == "true":
            channel |= {"detected_language": "en", "language_confidence": 0.9}
        facts = {
            "request_id": "r-1", "sha256": "0" * 64, "created": "2026-11-25T10:00:00Z", "duration": 1.0, "channels": 1,
            "models": ["m-1"], "model_info": {},
        }  # fmt: skip
        return JSONResponse({"metadata": facts, "results": {"channels": [channel]}})

    async def speak(self, request: Request) -> Response:
        if refusal := self.refusal(request):
            return refusal
        query, body = dict(request.query_params), await request.json()
        if issue := wrong(Speak, query) or wrong(Text, body):
            return self.problem(400, "INVALID_QUERY_PARAMETER", issue)
        slowest = {"en": 0.7, "es": 0.9}.get(query["model"][-2:], 1.0)
        if not slowest <= float(query.get("speed", "1")) <= (1.5 if slowest < 1 else 1.0):
            return self.problem(400, "INVALID_QUERY_PARAMETER", "speed")
        if len(body["text"]) > TEXT_LENGTH_MAX:
            return self.problem(413, "PAYLOAD_TOO_LARGE", "Input text exceeded the limit")
        if trouble := self.trouble_with(request, query):
            return trouble
        samples = sound()[HEADER_BYTES:]
        told = {
            "dg-request-id": "r-2",
            "dg-char-count": str(len(body["text"])),
            "dg-model-name": query["model"],
        }
        kind = f"audio/l16;rate={query.get('sample_rate', '24000')};channels=1"
        return Response(samples, headers={**told, "content-type": kind})

    async def projects(self, request: Request) -> Response:
        if refusal := self.refusal(request):
            return refusal
        return JSONResponse({"projects": [{"project_id": "p-1", "name": "Studio"}]})

    async def models(self, request: Request) -> Response:
        if refusal := self.refusal(request):
            return refusal
        voices = [
            {"name": "thalia", "canonical_name": "aura-2-thalia-en", "architecture": "aura-2", "languages": ["en", "en-US"],
             "metadata": {"accent": "American", "tags": ["feminine", "clear"]}},
            {"name": "julius", "canonical_name": "aura-2-julius-de", "architecture": "aura-2", "languages": ["de"]},
        ]  # fmt: skip
        return JSONResponse({"stt": [], "tts": voices})


FAKE = Deepgram
