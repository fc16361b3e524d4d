"""OpenAI: images, speech, transcription, moderation. https://platform.openai.com/docs/api-reference"""

import base64
import binascii
from typing import Any, ClassVar, Final

import httpx

from domain.errors import ProviderCreditsExhausted, ProviderModerated, ProviderRejected
from domain.tasks import (
    Ability,
    Emotion,
    ImageTask,
    Quality,
    SpeechTask,
    StylePreset,
    Transcript,
    TranscriptionTask,
    Word,
)
from domain.values import Json
from providers._base import Finished, Made, Offer, Provider, Submission, Voice

IMAGE_MODEL: Final = "gpt-image-2"
SPEECH_MODEL: Final = "gpt-4o-mini-tts"
TRANSCRIPTION_MODEL: Final = "whisper-1"
MODERATION_MODEL: Final = "omni-moderation-latest"
SIDE_STEP: Final = 16
QUALITIES: Final = {Quality.STANDARD: "low", Quality.HIGH: "medium", Quality.ULTRA: "high"}
STYLES: Final = {
    StylePreset.REALISTIC: "a realistic photograph",
    StylePreset.ARTISTIC: "an expressive painting",
    StylePreset.ANIME: "an anime illustration",
    StylePreset.THREE_D: "a 3D render",
}
FEMALE: Final = ("alloy", "coral", "nova", "sage", "shimmer", "marin")
MALE: Final = ("ash", "ballad", "echo", "onyx", "verse", "cedar")
FABLE: Final = "fable"
DEFAULT_VOICE: Final = "marin"
PREFIX: Final = "openai-"
MOODS: Final = {
    Emotion.HAPPY: "Speak happily, with a smile.",
    Emotion.SAD: "Speak sadly and softly.",
    Emotion.ANGRY: "Speak angrily, with force.",
    Emotion.EXCITED: "Speak with excitement and energy.",
}
MODERATED: Final = frozenset({"moderation_blocked", "content_policy_violation"})
EMPTY: Final = frozenset({"insufficient_quota", "billing_hard_limit_reached"})
CATEGORIES: Final = {
    "sexual/minors": "sexual-minors", "sexual": "sexual", "violence/graphic": "violence-graphic", "hate": "hate",
    "hate/threatening": "hate", "harassment": "hate", "harassment/threatening": "hate", "self-harm": "self-harm",
    "self-harm/intent": "self-harm", "self-harm/instructions": "self-harm", "illicit/violent": "weapons",
    "illicit": "fraud", "violence": "violence-graphic",
}  # fmt: skip
"""The vendor's moderation categories as ours."""


class OpenAI(Provider):
    """Every call answers with its result: there is nothing to follow, and nothing to ask about later."""

    name = "openai"
    base_url = "https://api.openai.com/v1"
    aliases = ("dalle3", "dall-e-3")
    offers: ClassVar[tuple[Offer, ...]] = (
        Offer(ability=Ability.IMAGE, model=IMAGE_MODEL),
        Offer(ability=Ability.SPEECH, model=SPEECH_MODEL, text_length_max=4_096),
        Offer(ability=Ability.TRANSCRIPTION, model=TRANSCRIPTION_MODEL),
    )

    async def submit(self, ask: Submission) -> Finished:
        match ask.task:
            case ImageTask() as task:
                return await self._image(ask, task)
            case SpeechTask() as task:
                return await self._speech(ask, task)
            case TranscriptionTask() as task:
                return await self._transcription(ask, task)

    async def moderate(self, text: str) -> tuple[str, ...]:
        """Name our categories that a text falls under; empty when it is fine."""
        body = {"model": MODERATION_MODEL, "input": text}
        response = await self.http.send("POST", "/moderations", classify=classify, json=body)
        match self.http.json_of(response):
            case {"results": [{"flagged": bool(flagged), "categories": dict(categories)}, *_]}:
                named = [str(name) for name, is_set in categories.items() if is_set]
                return tuple(sorted({CATEGORIES.get(n, n) for n in named})) if flagged else ()
            case reply:
                raise self.http.malformed(reply)

    async def voices(self) -> tuple[Voice, ...]:
        genders = {
            **dict.fromkeys(FEMALE, "female"),
            **dict.fromkeys(MALE, "male"),
            FABLE: "neutral",
        }
        return tuple(
            Voice.model_validate(
                {
                    "id": f"{PREFIX}{name}", "name": name.capitalize(), "language": "en", "gender": gender,
                    "provider": self.name, "engine": SPEECH_MODEL,
                }
            )
            for name, gender in sorted(genders.items())
        )  # fmt: skip

    async def _image(self, ask: Submission, task: ImageTask) -> Finished:
        style = f"{STYLES[task.style]}: " if task.style else ""
        body = {
            "model": ask.model, "prompt": f"{style}{task.prompt}", "n": 1, "quality": QUALITIES[task.quality],
            "size": f"{_legal(task.width)}x{_legal(task.height)}", "output_format": "png",
        }  # fmt: skip
        response = await self._paid("/images/generations", ask, json=body)
        match self.http.json_of(response):
            case {"data": [{"b64_json": str(encoded)}, *_]} as reply if encoded:
                data = self._decoded(encoded)
                made = Made(
                    role="image", data=data, metadata={"size": str(reply.get("size", body["size"]))}
                )
                return Finished(model=ask.model, made=(made,), metadata=_request_id(response))
            case {"data": [{"url": str(url)}, *_]}:
                return Finished(model=ask.model, made=(Made(role="image", url=url),))
            case reply:
                raise self.http.malformed(reply)

    async def _speech(self, ask: Submission, task: SpeechTask) -> Finished:
        voice = (task.voice or f"{PREFIX}{DEFAULT_VOICE}").removeprefix(PREFIX)
        body: dict[str, Any] = {
            "model": ask.model, "input": task.text, "voice": voice, "response_format": "wav", "speed": task.speed,
        }  # fmt: skip
        if mood := MOODS.get(task.emotion):
            body["instructions"] = mood
        response = await self._paid("/audio/speech", ask, json=body)
        if not response.content or not response.content.startswith(b"RIFF"):
            raise self.http.malformed({"content": response.content[:4].hex()})
        made = Made(role="audio", data=response.content, metadata={"voice": f"{PREFIX}{voice}"})
        return Finished(model=ask.model, made=(made,), metadata=_request_id(response))

    async def _transcription(self, ask: Submission, task: TranscriptionTask) -> Finished:
        fields = {
            "model": ask.model, "response_format": "verbose_json", "timestamp_granularities[]": "word",
            **({"language": task.language.split("-")[0]} if task.language else {}),
        }  # fmt: skip
        sound = ask.files[task.audio.sha256].read_bytes()
        files = {"file": ("speech.wav", sound, "audio/wav")}
        response = await self._paid("/audio/transcriptions", ask, data=fields, files=files)
        match self.http.json_of(response):
            case {"words": list(words), "language": str(language)}:
                heard = Transcript(
                    language=_tag(language), words=self._words(words), source="recognised"
                )
                return Finished(model=ask.model, transcript=heard, metadata=_request_id(response))
            case reply:
                raise self.http.malformed(reply)

    async def _paid(self, path: str, ask: Submission, **request: Any) -> httpx.Response:
        # The vendor promises nothing for this header; it names the call in its logs and ours.
        headers = {"Idempotency-Key": ask.key}
        return await self.http.send(
            "POST", path, classify=classify, paid=True, headers=headers, **request
        )

    def _decoded(self, encoded: str) -> bytes:
        try:
            return base64.b64decode(encoded, validate=True)
        except binascii.Error as error:
            raise self.http.malformed({"b64_json": "no base64"}) from error

    def _words(self, words: list[Json]) -> tuple[Word, ...]:
        found: list[Word] = []
        for word in words:
            match word:
                case {
                    "word": str(text),
                    "start": int() | float() as start,
                    "end": int() | float() as end,
                }:
                    found.append(Word(text=text.strip(), start=start, end=max(end, start)))
                case reply:
                    raise self.http.malformed(reply)
        return tuple(found)


def classify(provider: str, status: int, body: Json) -> None:
    """Raise what the vendor's own error code means; what is not named here is judged by its status."""
    match body:
        case {"error": {"code": code, "type": kind}}:
            pass
        case _:
            return
    if code in MODERATED or kind == "image_generation_user_error":
        raise ProviderModerated(provider, "refused by the vendor's policy")
    if code in EMPTY:
        raise ProviderCreditsExhausted(provider, f"{code}")
    if status in (400, 404, 413, 422):
        raise ProviderRejected(provider, f"status {status}, code {code!r}")


def _legal(side: int) -> int:
    """Give the nearest side that the model takes; the picture is fitted to the pixel afterwards."""
    return max(round(side / SIDE_STEP) * SIDE_STEP, SIDE_STEP)


def _tag(language: str) -> str:
    """Give the BCP 47 tag of a language that the vendor names in English."""
    names = {
        "english": "en", "spanish": "es", "french": "fr", "german": "de", "italian": "it", "portuguese": "pt",
        "dutch": "nl", "russian": "ru", "chinese": "zh", "japanese": "ja", "korean": "ko", "arabic": "ar",
        "hindi": "hi", "turkish": "tr", "polish": "pl", "ukrainian": "uk", "swedish": "sv",
    }  # fmt: skip
    return names.get(language.lower(), "und" if len(language) > 3 else language)  # noqa: PLR2004 - codes are short


def _request_id(response: httpx.Response) -> dict[str, str]:
    found = response.headers.get("x-request-id")
    return {"vendorRequestId": found} if found else {}


ADAPTER = OpenAI
