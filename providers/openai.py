"""OpenAI: pictures and their edits, speech, transcription, translation, moderation. https://platform.openai.com/docs/api-reference"""

import asyncio
import base64
import io
import math
import wave
from collections.abc import Mapping
from typing import Any, ClassVar, Final

import httpx

from domain.errors import (
    ProviderCreditsExhausted,
    ProviderMisconfigured,
    ProviderModerated,
    ProviderRejected,
)
from domain.tasks import (
    Ability,
    Emotion,
    ImageEditTask,
    ImageTask,
    SpeechTask,
    Transcript,
    TranscriptionTask,
    TranslationTask,
    Word,
)
from domain.values import Json
from providers._base import Finished, Made, Offer, Provider, Submission, Usage, Voice, unoffered
from providers._openai import translation
from providers._openai.languages import HEARD, tag
from providers._openai.pictures import MODEL as IMAGE_MODEL
from providers._openai.pictures import NAME, drawing, edit
from providers._translation import asked, said

SPEECH_MODEL: Final = "gpt-4o-mini-tts"
TRANSCRIPTION_MODEL: Final = "whisper-1"  # the one that gives the times of words
MODERATION_MODEL: Final = "omni-moderation-latest"

SPEECH_LENGTH_MAX: Final = 4_096
UPLOAD_BYTES_MAX: Final = 25_000_000

VOICES: Final = {
    **dict.fromkeys(("alloy", "coral", "marin", "nova", "sage", "shimmer"), "female"),
    **dict.fromkeys(("ash", "ballad", "cedar", "echo", "onyx", "verse"), "male"),
    "fable": "neutral",
}
DEFAULT_VOICE: Final = "marin"
PREFIX: Final = "openai-"
MOODS: Final = {
    Emotion.HAPPY: "Speak happily, with a smile.",
    Emotion.SAD: "Speak sadly and softly.",
    Emotion.ANGRY: "Speak angrily, with force.",
    Emotion.EXCITED: "Speak with excitement and energy.",
}
ENDINGS: Final = {
    "audio/wav": "wav", "audio/x-wav": "wav", "audio/mpeg": "mp3", "audio/mp4": "m4a", "audio/ogg": "ogg",
    "audio/flac": "flac", "audio/webm": "webm", "video/mp4": "mp4", "video/webm": "webm",
}  # fmt: skip
"""The vendor tells a recording's kind by the ending of its name."""

MODERATED: Final = frozenset(
    {"moderation_blocked", "content_policy_violation", "image_generation_user_error"}
)
EMPTY: Final = frozenset({"insufficient_quota", "billing_hard_limit_reached", "billing_not_active"})
NOT_OURS: Final = frozenset({"invalid_api_key", "model_not_found"})
REJECTING: Final = frozenset({400, 404, 409, 413, 415, 422})

CATEGORIES: Final = {
    "sexual/minors": "sexual-minors", "sexual": "sexual", "violence/graphic": "violence-graphic", "hate": "hate",
    "hate/threatening": "hate", "harassment": "hate", "harassment/threatening": "hate", "self-harm": "self-harm",
    "self-harm/intent": "self-harm", "self-harm/instructions": "self-harm", "illicit/violent": "weapons",
    "illicit": "fraud", "violence": "violence-graphic",
}  # fmt: skip
"""The vendor's moderation categories as ours."""
OTHER: Final = "other"


class OpenAI(Provider):
    """Every call answers with its result: there is nothing to follow, and nothing to ask about later."""

    name = NAME
    base_url = "https://api.openai.com/v1"
    aliases = ("dalle3", "dall-e-3")
    offers: ClassVar[tuple[Offer, ...]] = (
        Offer(ability=Ability.IMAGE, model=IMAGE_MODEL),
        Offer(ability=Ability.IMAGE_EDIT, model=IMAGE_MODEL),
        Offer(ability=Ability.SPEECH, model=SPEECH_MODEL, text_length_max=SPEECH_LENGTH_MAX),
        Offer(ability=Ability.TRANSCRIPTION, model=TRANSCRIPTION_MODEL, languages=HEARD),
        Offer(
            ability=Ability.TRANSLATION,
            model=translation.MODEL,
            translates=tuple(f"*>{tag}" for tag in HEARD),
        ),
    )

    async def submit(self, ask: Submission) -> Finished:
        match ask.task:
            case ImageTask() as task:
                return await self._image(ask, task)
            case ImageEditTask() as task:
                return await self._edit(ask, task)
            case SpeechTask() as task:
                return await self._speech(ask, task)
            case TranscriptionTask() as task:
                return await self._transcription(ask, task)
            case TranslationTask() as task:
                return await self._translation(ask, task)
            case task:
                raise unoffered(self.name, task)

    async def check(self) -> str:
        response = await self.http.send("GET", "/models", classify=classify)
        match self.http.json_of(response):
            case {"data": list(models)}:
                return f"{len(models)} models"
            case reply:
                raise self.http.malformed(reply)

    async def moderate(self, text: str) -> tuple[str, ...]:
        """Name our categories that a text falls under; empty when it is fine."""
        body = {"model": MODERATION_MODEL, "input": text}
        response = await self.http.send("POST", "/moderations", classify=classify, json=body)
        match self.http.json_of(response):
            case {"results": [{"flagged": False, "categories": dict()}]}:
                return ()
            case {"results": [{"flagged": True, "categories": dict(categories)}]}:
                named = {
                    CATEGORIES.get(name, OTHER) for name, is_set in categories.items() if is_set
                }
                # What the vendor flags is refused, though it should name no category that we know.
                return tuple(sorted(named)) or (OTHER,)
            case reply:
                raise self.http.malformed(reply)

    async def voices(self) -> tuple[Voice, ...]:
        return tuple(
            Voice.model_validate(
                {
                    "id": f"{PREFIX}{name}", "name": name.capitalize(), "language": "en", "gender": gender,
                    "provider": self.name, "engine": SPEECH_MODEL,
                }
            )
            for name, gender in sorted(VOICES.items())
        )  # fmt: skip

    async def _image(self, ask: Submission, task: ImageTask) -> Finished:
        body = drawing(ask.model, task)
        response = await self._paid("/images/generations", ask, json=body)
        return self._picture(ask, body, response)

    async def _edit(self, ask: Submission, task: ImageEditTask) -> Finished:
        form = await edit(ask, task)
        response = await self._paid("/images/edits", ask, data=form.fields, files=form.files)
        return self._picture(ask, form.fields, response)

    def _picture(
        self, ask: Submission, asked: Mapping[str, Any], response: httpx.Response
    ) -> Finished:
        match self.http.json_of(response):
            case {"data": [{"b64_json": str(encoded)}], **more} if encoded:
                drawn = {"size": asked["size"], "quality": asked["quality"]}
                made = Made(role="image", data=self._decoded(encoded), metadata=drawn)
                return Finished(
                    model=ask.model,
                    made=(made,),
                    usage=_usage(more),
                    metadata=_request_id(response),
                )
            case reply:
                raise self.http.malformed(reply)

    async def _speech(self, ask: Submission, task: SpeechTask) -> Finished:
        voice = (task.voice or DEFAULT_VOICE).removeprefix(PREFIX)
        body: dict[str, Any] = {
            "model": ask.model, "input": task.text, "voice": voice, "response_format": "wav", "speed": task.speed,
        }  # fmt: skip
        if mood := MOODS.get(task.emotion):
            body["instructions"] = mood
        response = await self._paid("/audio/speech", ask, json=body)
        sound = closed(response.content)
        if sound is None:
            raise self.http.malformed({"content-type": response.headers.get("content-type")})
        made = Made(role="audio", data=sound, metadata={"voice": f"{PREFIX}{voice}"})
        return Finished(model=ask.model, made=(made,), metadata=_request_id(response))

    async def _transcription(self, ask: Submission, task: TranscriptionTask) -> Finished:
        fields = {
            "model": ask.model, "response_format": "verbose_json", "timestamp_granularities[]": "word",
            **({"language": task.language.split("-")[0].lower()} if task.language else {}),
        }  # fmt: skip
        files = {"file": await self._recording(ask, task)}
        response = await self._paid("/audio/transcriptions", ask, data=fields, files=files)
        match self.http.json_of(response):
            case {"words": list(words), "language": str(language)}:
                spoken = self._words(words)
            case {"text": "", "language": str(language)}:
                spoken = ()
            case reply:
                raise self.http.malformed(reply)
        heard = Transcript(language=tag(language), words=spoken, source="recognised")
        return Finished(model=ask.model, transcript=heard, metadata=_request_id(response))

    async def _translation(self, ask: Submission, task: TranslationTask) -> Finished:
        what = await asked(ask, task)
        body = translation.request(ask.model, task, what)
        response = await self._paid("/chat/completions", ask, json=body)
        match self.http.json_of(response):
            case {"choices": [{"message": {"refusal": str(refusal)}}]} if refusal:
                raise ProviderModerated(self.name, "the model refuses to translate it")
            case {"choices": [{"finish_reason": "content_filter"}]}:
                raise ProviderModerated(self.name, "refused by the vendor's policy")
            case {
                "choices": [{"finish_reason": "stop", "message": {"content": str(content)}}],
                **more,
            } if (texts := translation.texts(content)) is not None:
                told = said(self.name, task, what, texts)
            case reply:
                raise self.http.malformed(reply)
        return Finished(
            model=ask.model, transcript=told, usage=_usage(more), metadata=_request_id(response)
        )

    async def _paid(self, path: str, ask: Submission, **request: Any) -> httpx.Response:
        # The vendor promises nothing for this header; it names the call in its logs and ours.
        headers = {"Idempotency-Key": ask.key}
        return await self.http.send(
            "POST", path, classify=classify, paid=True, headers=headers, **request
        )

    async def _recording(self, ask: Submission, task: TranscriptionTask) -> tuple[str, bytes, str]:
        kind = task.audio.facts.mime_type
        if kind not in ENDINGS or task.audio.size_bytes > UPLOAD_BYTES_MAX:
            raise ProviderRejected(self.name, f"{kind!r} of {task.audio.size_bytes} bytes")
        sound = await asyncio.to_thread(ask.files[task.audio.sha256].read_bytes)
        return f"speech.{ENDINGS[kind]}", sound, kind

    def _decoded(self, encoded: str) -> bytes:
        try:
            return base64.b64decode(encoded, validate=True)
        except ValueError as error:
            raise self.http.malformed({"b64_json": "no base64"}) from error

    def _words(self, words: list[Json]) -> tuple[Word, ...]:
        found: list[Word] = []
        for word in words:
            match word:
                case {
                    "word": str(text),
                    "start": int() | float() as start,
                    "end": int() | float() as end,
                } if 0 <= start < math.inf and 0 <= end < math.inf:
                    found.append(Word(text=text.strip(), start=start, end=max(end, start)))
                case reply:
                    raise self.http.malformed(reply)
        return tuple(found)


def classify(provider: str, status: int, body: Json) -> None:
    """Raise what the vendor's own error code means; what is not named here is judged by its status."""
    match body:
        case {"error": {"code": str() | None as code, "type": str() | None as kind}}:
            said = {code, kind}
        case _:
            return
    if said & MODERATED:
        raise ProviderModerated(provider, "refused by the vendor's policy")
    if said & EMPTY:
        raise ProviderCreditsExhausted(provider, f"status {status}, code {code!r}")
    if said & NOT_OURS:
        raise ProviderMisconfigured(provider, f"status {status}, code {code!r}")
    if status in REJECTING:
        raise ProviderRejected(provider, f"status {status}, code {code!r}")


def closed(stream: bytes) -> bytes | None:
    """Give a streamed WAV file its true length, unknown when its header was written; None where there is no sound."""
    whole = io.BytesIO()
    try:
        with wave.open(io.BytesIO(stream)) as told, wave.open(whole, "wb") as file:
            file.setparams(told.getparams()._replace(nframes=0))
            samples = told.readframes(told.getnframes())
            file.writeframes(samples)
    except (wave.Error, EOFError):
        return None
    return whole.getvalue() if samples else None


def _usage(reply: Json) -> Usage | None:
    match reply:
        case {"usage": {"total_tokens": int(tokens)}}:
            return Usage(amount=tokens, unit="tokens")
        case _:
            return None


def _request_id(response: httpx.Response) -> dict[str, str]:
    found = response.headers.get("x-request-id")
    return {"vendorRequestId": found} if found else {}


ADAPTER = OpenAI
