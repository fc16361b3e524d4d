"""AssemblyAI's wire format: recordings are uploaded, transcripts of them polled, webhooks bring a header back."""

import json
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.vendors._fake import KEY, Fake, Strict, Trouble, Work, cut, wrong

NAMED = """
en en_au en_uk en_us es fr de it pt nl af sq am ar hy as az ba eu be bn bs br bg my ca zh hr cs da et fo fi gl ka
el gu ht ha haw he hi hu is id ja jw kn kk km ko lo la lv ln lt lb mk mg ms ml mt mi mr mn ne no nn oc pa ps fa pl
ro ru sa sr sn sd si sk sl so su sw sv tl tg ta tt te th bo tr tk uk ur uz vi cy yi yo
"""
CODES = frozenset(NAMED.split())
Model = Literal["universal-3-5-pro", "universal-2"]
Link = Annotated[str, Field(pattern=r"^https://")]


class Transcribe(Strict):
    audio_url: Link
    speech_models: Annotated[list[Model], Field(min_length=1)]
    language_code: str | None = None
    language_detection: bool = False
    punctuate: bool = True
    format_text: bool = True
    speaker_labels: bool = False
    webhook_url: Link | None = None
    webhook_auth_header_name: str | None = None
    webhook_auth_header_value: str | None = None

    @model_validator(mode="after")
    def sound(self) -> "Transcribe":
        """A language is named or detected, and a header has both its halves."""
        if self.language_code is not None and self.language_code not in CODES:
            raise ValueError("language_code is not supported")
        if self.language_code is not None and self.language_detection:
            raise ValueError("language_code and language_detection exclude each other")
        if (self.webhook_auth_header_name is None) != (self.webhook_auth_header_value is None):
            raise ValueError(
                "webhook_auth_header_name and webhook_auth_header_value belong together"
            )
        return self


class AssemblyAI(Fake):
    """Transcripts go queued, processing, and to their end."""

    name = "assemblyai"
    troubles = frozenset(Trouble) - {Trouble.MODERATED, Trouble.MODERATED_LATE}

    def routes(self) -> list[Route]:
        return [
            Route("/v2/upload", self.upload, methods=["POST"]),
            Route("/v2/transcript", self.submit, methods=["POST"]),
            Route("/v2/transcript", self.latest, methods=["GET"]),
            Route("/v2/transcript/{id}", self.get, methods=["GET"]),
        ]

    def problem(self, status: int, said: str) -> Response:
        """An error in the vendor's form."""
        return JSONResponse({"error": said}, status)

    def refusal(self, request: Request) -> Response | None:
        if request.headers.get("authorization") == KEY and self.trouble is not Trouble.BAD_KEY:
            return None
        return self.problem(401, "Authentication error, API token missing/invalid.")

    async def upload(self, request: Request) -> Response:
        """Keep a recording, where nobody but the vendor can get it."""
        if refusal := self.refusal(request):
            return refusal
        data = await request.body()
        if request.headers.get("content-type") != "application/octet-stream" or not data:
            return self.problem(422, "Upload failed, no data")
        name = f"recording-{len(self.files) + 1}"
        self.files[name] = (data, "application/octet-stream")
        return JSONResponse({"upload_url": f"https://cdn.assemblyai.com/upload/{name}"})

    async def submit(self, request: Request) -> Response:
        if refusal := self.refusal(request):
            return refusal
        body = await request.json()
        if issue := wrong(Transcribe, body):
            return self.problem(400, issue)
        if body["audio_url"].rpartition("/")[2] not in self.files:
            return self.problem(403, "Cannot access uploaded file")
        match self.trouble:
            case Trouble.REJECTED:
                said = "The following models are not available in this language: universal-2"
                return self.problem(400, said)
            case Trouble.EMPTY:
                said = "Your current account balance is negative. Please top up to continue using the API."
                return self.problem(400, said)
            case Trouble.THROTTLED:
                return JSONResponse({"error": "Too Many Requests"}, 429, {"Retry-After": "9"})
            case Trouble.DOWN:
                return Response("Service Unavailable", 503)
            case Trouble.MALFORMED:
                return JSONResponse({"transcript": {}})
            case Trouble.CUT:
                self.take(request, body)
                return cut()
        work = self.take(request, body)
        return JSONResponse(self.told(work, "queued"))

    def told(self, work: Work, status: str, **more: Any) -> dict[str, Any]:
        """A transcript."""
        return {
            "id": work.id, "status": status, "audio_url": work.body["audio_url"], "text": None, "words": None,
            "language_code": work.body.get("language_code"), "audio_duration": None, "error": None, "anything": "new",
            "speech_models": work.body["speech_models"], "speech_model_used": None, **more,
        }  # fmt: skip

    async def get(self, request: Request) -> Response:
        if refusal := self.refusal(request):
            return refusal
        work = self.works.get(request.path_params["id"])
        if work is None:
            return self.problem(400, "Transcript lookup error, transcript id not found")
        work.polls += 1
        return JSONResponse(self.state(work))

    def state(self, work: Work) -> dict[str, Any]:
        """Where a transcript is."""
        match work.polls, self.trouble:
            case 1, _:
                return self.told(work, "queued")
            case 2, _:
                return self.told(work, "processing")
            case _, Trouble.GAVE_UP:
                return self.told(work, "error", error="Server error, developers have been alerted.")
            case _, Trouble.UNKNOWN_STATE:
                return self.told(work, "whispering")
        data, _ = self.files[work.body["audio_url"].rpartition("/")[2]]
        return self.told(work, **self.heard(work, data))

    def heard(self, work: Work, data: bytes) -> dict[str, Any]:
        """What comes of a recording: bytes that are no media are found out late, and silence by the detection."""
        if data[:4] != b"RIFF":
            return {
                "status": "error",
                "error": "File does not appear to contain audio. File type is text/plain.",
            }
        if data[44:].count(0) == len(data[44:]):
            if work.body.get("language_detection"):
                said = "language_detection cannot be performed on files with no spoken audio"
                return {"status": "error", "error": said}
            return {"status": "completed", "text": "", "words": [], "audio_duration": 1}
        words = [
            {"text": "Hello", "start": 250, "end": 650, "confidence": 0.97, "speaker": None},
            {"text": "there.", "start": 730, "end": 1022, "confidence": 0.99, "speaker": None},
        ]
        return {
            "status": "completed", "text": "Hello there.", "words": words, "audio_duration": 1,
            "language_code": work.body.get("language_code") or "en_us", "speech_model_used": "universal-3-5-pro",
        }  # fmt: skip

    async def latest(self, request: Request) -> Response:
        """The newest transcripts first, a page of them."""
        if refusal := self.refusal(request):
            return refusal
        limit = request.query_params.get("limit", "10")
        if set(request.query_params) - {"limit", "status"} or not 1 <= int(limit) <= 200:
            return self.problem(400, "limit is invalid")
        found = [{"id": work.id, "status": "queued"} for work in reversed(self.works.values())]
        page = found[: int(limit)]
        return JSONResponse(
            {"transcripts": page, "page_details": {"limit": int(limit), "result_count": len(page)}}
        )

    def knock(self, work: Work, secret: str, now: float) -> tuple[dict[str, str], bytes]:
        name = work.body["webhook_auth_header_name"].lower()
        value = work.body["webhook_auth_header_value"]
        body = json.dumps({"transcript_id": work.id, "status": "completed"}).encode()
        return {"content-type": "application/json", name: value}, body


FAKE = AssemblyAI
