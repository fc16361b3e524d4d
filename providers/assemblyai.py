"""AssemblyAI: the words of a recording, with their times. https://www.assemblyai.com/docs/api-reference"""

import hmac
import re
from typing import Any, ClassVar, Final

from domain.errors import (
    ProviderCreditsExhausted,
    ProviderFailure,
    ProviderGaveUp,
    ProviderMalformed,
    ProviderRejected,
)
from domain.tasks import Ability, Transcript, TranscriptionTask, Word
from domain.values import Json
from providers._base import (
    Finished,
    Knock,
    Offer,
    Progress,
    Provider,
    Queued,
    Running,
    Submission,
    Ticket,
    Usage,
    unoffered,
)

MODEL: Final = "universal-3-5-pro"
WIDER_MODEL: Final = "universal-2"
"""The vendor turns to the second model for the languages that the first does not speak."""

SECRET_HEADER: Final = "x-studio-webhook-secret"  # noqa: S105 - the name of a header
"""Webhooks are not signed: they bring back a header that was given with the call."""

_CODES: Final = """
af am ar as az ba be bg bn bo br bs ca cs cy da de el en es et eu fa fi fo fr gl gu ha haw he hi hr ht hu hy id is it
ja jw ka kk km kn ko la lb ln lo lt lv mg mi mk ml mn mr ms mt my ne nl nn no oc pa pl ps pt ro ru sa sd si sk sl sn so
sq sr su sv sw ta te tg th tk tl tr tt uk ur uz vi yi yo zh
"""
OWN_NAMES: Final = {"jv": "jw", "nb": "no", "fil": "tl"}
ENGLISH: Final = {"en-us": "en_us", "en-gb": "en_uk", "en-au": "en_au"}
CODES: Final = {**{code: code for code in _CODES.split() if code != "jw"}, **OWN_NAMES, **ENGLISH}
"""The vendor's codes by BCP 47 tag, in small letters."""
TAGS: Final = {"jw": "jv", "en_us": "en-US", "en_uk": "en-GB", "en_au": "en-AU"}
"""The tags of those of its codes that are none."""
HEARD: Final = tuple(sorted({TAGS.get(code, code) for code in _CODES.split()}))

REJECTED: Final = re.compile(
    r"no spoken audio|not appear to contain audio|too short|too long|transcod", re.IGNORECASE
)
"""What it says of a recording that it cannot use. It has no codes."""
UNPAID: Final = "account balance"
UNKNOWN: Final = "transcript id not found"
BAD_REQUEST: Final = 400
NOT_FOUND: Final = 404


class AssemblyAI(Provider):
    """A recording is uploaded, which is free, and then transcribed. There is no cancel."""

    name = "assemblyai"
    sends_bytes_max = 512 * 1024**2
    base_url = "https://api.assemblyai.com"
    proof = "call"
    offers: ClassVar[tuple[Offer, ...]] = (
        Offer(ability=Ability.TRANSCRIPTION, model=MODEL, languages=HEARD),
    )

    @staticmethod
    def authorization(key: str) -> dict[str, str]:
        return {"Authorization": key}

    async def submit(self, ask: Submission) -> Ticket:
        match ask.task:
            case TranscriptionTask() as task:
                language = self._language(task)
            case task:
                raise unoffered(self.name, task)
        body: dict[str, Any] = {
            "audio_url": await self._upload(ask, task), "speech_models": [ask.model, WIDER_MODEL], **language,
        }  # fmt: skip
        if ask.callback_url:
            body |= {
                "webhook_url": ask.callback_url, "webhook_auth_header_name": SECRET_HEADER,
                "webhook_auth_header_value": ask.callback_secret,
            }  # fmt: skip
        response = await self.http.send(
            "POST", "/v2/transcript", classify=classify, paid=True, json=body
        )
        match self.http.json_of(response):
            case {"id": str(made_id)} if made_id:
                return Ticket(provider=self.name, id=made_id, state={"model": ask.model})
            case reply:
                raise self.http.malformed(reply)

    async def poll(self, ticket: Ticket) -> Progress:
        response = await self.http.send("GET", f"/v2/transcript/{ticket.id}", classify=classify)
        match self.http.json_of(response):
            case {"status": "queued"}:
                return Queued()
            case {"status": "processing"}:
                return Running()
            case {"status": "completed", "words": list() | None as words, **more}:
                heard = Transcript(
                    language=_tag(more), words=self._words(words or []), source="recognised"
                )
                model = str(more.get("speech_model_used") or ticket.state["model"])
                return Finished(model=model, transcript=heard, usage=_usage(more))
            case {"status": "error", **more}:
                raise self._failed(str(more.get("error") or ""))
            case reply:
                raise self.http.malformed(reply)

    async def check(self) -> str:
        """Ask for the latest transcript, which is free: the vendor tells nobody a balance."""
        response = await self.http.send(
            "GET", "/v2/transcript", classify=classify, params={"limit": 1}
        )
        match self.http.json_of(response):
            case {"transcripts": list()}:
                return "the key is known"
            case reply:
                raise self.http.malformed(reply)

    @classmethod
    def is_genuine(cls, knock: Knock) -> bool:
        brought = knock.headers.get(SECRET_HEADER, "")
        return bool(knock.secret) and hmac.compare_digest(brought.encode(), knock.secret.encode())

    async def _upload(self, ask: Submission, task: TranscriptionTask) -> str:
        """Give the vendor a recording; answers the url by which it knows it."""
        response = await self.http.send(
            "POST", "/v2/upload", classify=classify, content=ask.stream(task.audio),
            headers={"Content-Type": "application/octet-stream", "Content-Length": str(task.audio.size_bytes)},
        )  # fmt: skip
        match self.http.json_of(response):
            case {"upload_url": str(url)} if url:
                return url
            case reply:
                raise self.http.malformed(reply)

    def _language(self, task: TranscriptionTask) -> dict[str, Any]:
        if task.language is None:
            return {"language_detection": True}
        tag = task.language.lower()
        code = CODES.get(tag) or CODES.get(tag.split("-")[0])
        if code is None:
            raise ProviderRejected(self.name, f"it does not hear {task.language!r}")
        return {"language_code": code}

    def _words(self, words: list[Json]) -> tuple[Word, ...]:
        found: list[Word] = []
        for word in words:
            match word:
                case {"text": str(text), "start": int(start), "end": int(end)} if start >= 0:
                    until = max(start, end)
                    found.append(Word(text=text.strip(), start=start / 1_000, end=until / 1_000))
                case reply:
                    raise self.http.malformed(reply)
        return tuple(word for word in found if word.text)

    def _failed(self, said: str) -> ProviderFailure:
        if REJECTED.search(said):
            return ProviderRejected(self.name, "the recording is not usable")
        return ProviderGaveUp(self.name, "the transcription failed")


def classify(provider: str, status: int, body: Json) -> None:
    """Raise what the vendor's words mean: an empty account is a 400 here, and so is an unknown transcript."""
    said = str(body.get("error") or "").lower() if isinstance(body, dict) else ""
    if status == BAD_REQUEST and UNPAID in said:
        raise ProviderCreditsExhausted(provider, f"status {status}, the balance is negative")
    if status == NOT_FOUND or (status == BAD_REQUEST and UNKNOWN in said):
        raise ProviderMalformed(provider, "the transcript is not known")


def _tag(reply: Json) -> str | None:
    """Give the tag of the language that was heard."""
    match reply.get("language_code"):
        case str(code):
            return TAGS.get(code, code)
        case _:
            return None


def _usage(reply: Json) -> Usage | None:
    match reply.get("audio_duration"):
        case int() | float() as seconds:
            return Usage(amount=seconds, unit="seconds")
        case _:
            return None


ADAPTER = AssemblyAI
