"""sync.so's wire format: generations of uploaded files, polled."""

import hashlib
import hmac
import json
import re
from typing import Annotated, Any, Literal

from pydantic import Field
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.vendors._fake import KEY, Fake, Strict, Trouble, Work, cut, video, wrong

FILE_BYTES_MAX = 5 * 1024**3
FILES = {
    "video": ("video/mp4", b"ftyp", 4), "audio": ("audio/wav", b"RIFF", 0), "image": ("image/png", b"PNG", 1),
}  # fmt: skip
"""The parts that are files: the media type, and what their bytes say of themselves where."""
TAKEN = {"lipsync-2": {"video", "audio"}, "sync-3": {"image", "audio"}}
"""The files that are given to each model here; a picture is taken by one of them alone."""
ACTION = re.compile(r"[A-Za-z0-9._~-]{1,128}")


class Speaker(Strict):
    auto_detect: bool = False


class Options(Strict):
    sync_mode: Literal["bounce", "loop", "cut_off", "silence", "remap"] = "bounce"
    temperature: Annotated[float, Field(ge=0, le=1)] = 0.5
    active_speaker_detection: Speaker | None = None
    occlusion_detection_enabled: bool = False


class Form(Strict):
    """The parts that are no files; `options` is JSON in a string."""

    model: Literal["lipsync-2", "lipsync-2-pro", "lipsync-1.9.0-beta", "react-1", "sync-3"]
    options: str = "{}"
    webhookUrl: Annotated[str, Field(pattern=r"^https://")] | None = None


class SyncSo(Fake):
    """Generations go PENDING, PROCESSING, and to their end."""

    name = "syncso"
    troubles = frozenset(Trouble) - {Trouble.MODERATED}
    signs_body = True
    signs_time = True

    def routes(self) -> list[Route]:
        return [
            Route("/v2/generate", self.submit, methods=["POST"]),
            Route("/v2/generate/{id}", self.get, methods=["GET"]),
            Route("/v2/generations", self.waiting, methods=["GET"]),
        ]

    def problem(self, status: int, message: str, code: str | None = None) -> Response:
        """An error in the vendor's form."""
        more = {"errorCode": code} if code else {}
        return JSONResponse({"message": message, "statusCode": status, **more}, status)

    def refusal(self, request: Request) -> Response | None:
        known = request.headers.get("x-api-key") == KEY
        if known and self.trouble is not Trouble.BAD_KEY:
            return None
        return self.problem(401, "Unauthorized")

    async def submit(self, request: Request) -> Response:
        if refusal := self.refusal(request):
            return refusal
        if not ACTION.fullmatch(request.headers.get("idempotency-key", "none")):
            return self.problem(400, "invalid header", "INVALID_IDEMPOTENCY_KEY")
        async with request.form() as form:
            issue = await self.issue(form)
            model = str(form.get("model"))
        if issue:
            return self.problem(400, issue, "generation_input_validation_failed")
        match self.trouble:
            case Trouble.REJECTED:
                code = "generation_input_video_invalid"
                return self.problem(422, "The video cannot be read.", code)
            case Trouble.EMPTY:
                code = "account_payment_required"
                return self.problem(402, "An invoice is unpaid.", code)
            case Trouble.THROTTLED:
                told = {"concurrencyLimit": 1, "retryAfterSeconds": 8, "activeGenerations": 1}
                code = {"errorCode": "concurrency_limit_reached", "statusCode": 429}
                return JSONResponse({"message": "Concurrency limit", **code, **told}, 429)
            case Trouble.DOWN:
                return self.problem(503, "Try again later.", "controller_unavailable")
            case Trouble.MALFORMED:
                return JSONResponse({"generation": {}}, 201)
            case Trouble.CUT:
                self.take(request, {"model": model})
                return cut()
        return JSONResponse(self.told(self.take(request, {"model": model}), "PENDING"), 201)

    async def issue(self, form: FormData) -> str | None:
        """What is wrong with a form."""
        if len(form.multi_items()) != len(form):
            return "a part is there twice"
        fields = {name: part for name, part in form.items() if isinstance(part, str)}
        if issue := wrong(Form, fields) or wrong(Options, json.loads(fields.get("options", "{}"))):
            return issue
        files = {name: part for name, part in form.items() if isinstance(part, UploadFile)}
        if set(files) != TAKEN[fields["model"]]:
            return f"files {sorted(files)}"
        for name, file in files.items():
            kind, magic, place = FILES[name]
            data = await file.read()
            found = data[place : place + len(magic)]
            named = "." in (file.filename or "")
            if file.content_type != kind or found != magic or not named:
                return f"{name} is no {kind}"
            if len(data) > FILE_BYTES_MAX:
                return f"{name} is too large"
        return None

    def told(self, work: Work, status: str, **more: Any) -> dict[str, Any]:
        """A generation."""
        return {
            "id": work.id, "createdAt": "2026-11-24T10:00:00Z", "status": status, "model": work.body["model"], "input": [],
            "options": {}, "outputUrl": None, "outputDuration": None, "error": None, "anything": "new", **more,
        }  # fmt: skip

    async def get(self, request: Request) -> Response:
        if refusal := self.refusal(request):
            return refusal
        work = self.works.get(request.path_params["id"])
        if work is None:
            return self.problem(404, "Generation not found", "generation_not_found")
        work.polls += 1
        return JSONResponse(self.state(work))

    def state(self, work: Work) -> dict[str, Any]:
        """Where a generation is."""
        match work.polls, self.trouble:
            case 1, _:
                return self.told(work, "PENDING")
            case 2, _:
                return self.told(work, "PROCESSING")
            case _, Trouble.MODERATED_LATE:
                return self.told(work, "REJECTED", error="The content was refused.")
            case _, Trouble.GAVE_UP:
                code = "generation_pipeline_failed"
                return self.told(work, "FAILED", error="An unknown error.", error_code=code)
            case _, Trouble.UNKNOWN_STATE:
                return self.told(work, "MUMBLING")
        link = self.link(video(), "video/mp4", "mp4")
        return self.told(work, "COMPLETED", outputUrl=link, outputDuration=1.0)

    async def waiting(self, request: Request) -> Response:
        """The list, by the statuses that are asked for."""
        if refusal := self.refusal(request):
            return refusal
        if set(request.query_params) - {"status", "ids"}:
            return self.problem(400, "unknown parameter")
        return JSONResponse([])

    def knock(self, work: Work, secret: str, now: float) -> tuple[dict[str, str], bytes]:
        """The generation itself, signed with the organization's secret as it is shown."""
        link = self.link(video(), "video/mp4", "mp4")
        told = self.told(work, "COMPLETED", outputUrl=link, outputDuration=1.0)
        body = json.dumps(told, separators=(",", ":")).encode()
        signed = hmac.new(secret.encode(), f"{int(now)}.".encode() + body, hashlib.sha256)
        return {"sync-signature": f"t={int(now)},v1={signed.hexdigest()}"}, body


FAKE = SyncSo
