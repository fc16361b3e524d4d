"""Deepgram: words heard, and speech. https://developers.deepgram.com/reference"""

import io
import math
import re
import wave
from collections.abc import Mapping
from typing import Any, ClassVar, Final

import httpx

from domain.errors import (
    ProviderCreditsExhausted,
    ProviderFailure,
    ProviderMisconfigured,
    ProviderRejected,
    ProviderThrottled,
)
from domain.tasks import Ability, Emotion, SpeechTask, Transcript, TranscriptionTask, Word
from domain.values import Json
from providers._base import Finished, Made, Offer, Provider, Submission, Usage, Voice, unoffered

HEARING_MODEL: Final = "nova-3"
SPEECH_MODEL: Final = "aura-2"

_LISTED: Final = """
af ar be bg bn bs ca cs da de el en es et fa fi fr gl gu he hi hr hu id it ja kn ko lt lv mk mr ms nl no pl pt ro ru sk
sl sr sv ta te th tl tr uk vi xh zh zu
"""
HEARD: Final = tuple(_LISTED.split())
REGIONS: Final = frozenset(
    {
        "de-CH", "en-AU", "en-CA", "en-GB", "en-IN", "en-NZ", "en-US", "es-419", "fr-CA", "nl-BE", "pt-BR", "pt-PT",
        "zh-CN", "zh-HK", "zh-TW",
    }
)  # fmt: skip
"""Tags with a region that it tells apart; of others it is asked for the language alone."""
SAME: Final = {"yue": "zh-HK", "nb": "no", "nn": "no", "fil": "tl"}
RECORDING_BYTES_MAX: Final = 2_000_000_000

PREFIX: Final = "deepgram-"
VOICE: Final = re.compile(r"aura(-[a-z0-9]{1,20}){2,3}")
VOICES: Final = {
    "de": "aura-2-viktoria-de", "en": "aura-2-thalia-en", "es": "aura-2-celeste-es", "fr": "aura-2-agathe-fr",
    "it": "aura-2-livia-it", "ja": "aura-2-izanami-ja", "nl": "aura-2-rhea-nl",
}  # fmt: skip
"""A voice speaks one language, the last part of its name: the one for each where none is asked for."""
DEFAULT_LANGUAGE: Final = "en"  # the vendor's own
GENDERS: Final = {"feminine": "female", "masculine": "male"}
TEXT_LENGTH_MAX: Final = 2_000
SPEEDS: Final = {"en": (0.7, 1.5), "es": (0.9, 1.5)}
"""The languages whose voices can be made slower and faster, and how much."""
RATE_HZ: Final = 24_000
SAMPLE_BYTES: Final = 2
RAW: Final = {"encoding": "linear16", "container": "none", "sample_rate": RATE_HZ}
"""Samples alone: a WAV file would be streamed, and so does not know its own length."""

CODES: Final[Mapping[str, type[ProviderFailure]]] = {
    "INVALID_AUTH": ProviderMisconfigured,
    "INSUFFICIENT_PERMISSIONS": ProviderMisconfigured,
    "ASR_PAYMENT_REQUIRED": ProviderCreditsExhausted,
    "TOO_MANY_REQUESTS": ProviderThrottled,
}
REJECTING: Final = frozenset({411, 414})


class Deepgram(Provider):
    """Every call is answered at once: with a callback its result is told to that alone, and to nobody who asks."""

    name = "deepgram"
    sends_bytes_max = 512 * 1024**2
    base_url = "https://api.deepgram.com"
    offers: ClassVar[tuple[Offer, ...]] = (
        Offer(ability=Ability.TRANSCRIPTION, model=HEARING_MODEL, languages=HEARD),
        Offer(ability=Ability.SPEECH, model=SPEECH_MODEL, text_length_max=TEXT_LENGTH_MAX),
    )

    @staticmethod
    def authorization(key: str) -> dict[str, str]:
        return {"Authorization": f"Token {key}"}

    async def submit(self, ask: Submission) -> Finished:
        match ask.task:
            case TranscriptionTask() as task:
                return await self._transcription(ask, task)
            case SpeechTask() as task:
                return await self._speech(task)
            case task:
                raise unoffered(self.name, task)

    async def check(self) -> str:
        """Ask for the key's projects: a balance is not told to every key."""
        response = await self.http.send("GET", "/v1/projects", classify=classify)
        match self.http.json_of(response):
            case {"projects": list(projects)}:
                return f"{len(projects)} projects"
            case reply:
                raise self.http.malformed(reply)

    async def voices(self) -> tuple[Voice, ...]:
        response = await self.http.send("GET", "/v1/models", classify=classify)
        match self.http.json_of(response):
            case {"tts": list(models)}:
                return tuple(self._listed(model) for model in models)
            case reply:
                raise self.http.malformed(reply)

    async def _transcription(self, ask: Submission, task: TranscriptionTask) -> Finished:
        if task.audio.size_bytes > RECORDING_BYTES_MAX:
            raise ProviderRejected(self.name, f"a recording of {task.audio.size_bytes} bytes")
        asked = self._language(task)
        params = {"model": ask.model, "smart_format": "true"}
        params |= {"language": asked} if asked else {"detect_language": "true"}
        sound = task.audio
        told = {"Content-Type": sound.facts.mime_type, "Content-Length": str(sound.size_bytes)}
        response = await self.http.send(
            "POST", "/v1/listen", classify=classify, paid=True, params=params, headers=told,
            content=ask.stream(sound),
        )  # fmt: skip
        match self.http.json_of(response):
            case {"metadata": dict(facts), "results": {"channels": [dict(channel), *_]}}:
                language = channel.get("detected_language") or asked
                said = Transcript(
                    language=language, words=self._words(channel), source="recognised"
                )
            case reply:
                raise self.http.malformed(reply)
        usage = _usage(facts.get("duration"), "seconds")
        told = _request_id(facts.get("request_id"))
        return Finished(model=ask.model, transcript=said, usage=usage, metadata=told)

    async def _speech(self, task: SpeechTask) -> Finished:
        if len(task.text) > TEXT_LENGTH_MAX:
            raise ProviderRejected(self.name, f"the text has {len(task.text)} characters")
        voice = self._voice(task)
        slowest, fastest = SPEEDS.get(_language(voice), (1.0, 1.0))
        speed = min(max(task.speed, slowest), fastest)
        params: dict[str, Any] = {"model": voice, **RAW}
        if speed != 1:
            params["speed"] = f"{speed:g}"
        response = await self.http.send(
            "POST", "/v1/speak", classify=classify, paid=True, params=params, json={"text": task.text}
        )  # fmt: skip
        told = {"voice": f"{PREFIX}{voice}", "speed": f"{speed:g}"}
        if task.emotion is not Emotion.NEUTRAL:
            told["emotion"] = Emotion.NEUTRAL.value  # the voices have no other
        made = Made(role="audio", data=self._file(response), metadata=told)
        headers: Mapping[str, str] = response.headers
        usage = _usage(headers.get("dg-char-count"), "characters")
        known = _request_id(headers.get("dg-request-id"))
        return Finished(model=voice, made=(made,), usage=usage, metadata=known)

    def _language(self, task: TranscriptionTask) -> str | None:
        """Give the code to ask for; None: it is to find the language out."""
        if task.language is None:
            return None
        tag = next((known for known in REGIONS if known.lower() == task.language.lower()), None)
        base = task.language.split("-", 1)[0].lower()
        code = tag or SAME.get(base, base)
        if code not in REGIONS and code not in HEARD:
            raise ProviderRejected(self.name, f"it does not hear {task.language!r}")
        return code

    def _voice(self, task: SpeechTask) -> str:
        if task.voice is None:
            language = (task.language or DEFAULT_LANGUAGE).split("-", 1)[0].lower()
            found = VOICES.get(language)
            if found is None:
                raise ProviderRejected(self.name, f"it does not speak {task.language!r}")
            return found
        voice = task.voice.removeprefix(PREFIX)
        if not VOICE.fullmatch(voice):
            raise ProviderRejected(self.name, f"there is no voice {task.voice!r}")
        return voice

    def _words(self, channel: Json) -> tuple[Word, ...]:
        match channel.get("alternatives"):
            case [{"words": list(words)}, *_]:
                return tuple(map(self._word, words))
            case reply:
                raise self.http.malformed({"alternatives": reply})

    def _word(self, word: Json) -> Word:
        match word:
            case {
                "word": str(bare),
                "start": int() | float() as start,
                "end": int() | float() as end,
                **more,
            } if 0 <= start < math.inf and 0 <= end < math.inf:
                text = str(more.get("punctuated_word") or bare)
                return Word(text=text, start=start, end=max(start, end))
            case reply:
                raise self.http.malformed(reply)

    def _file(self, response: httpx.Response) -> bytes:
        """Put samples into a WAV file."""
        kind = response.headers.get("content-type", "")
        samples = response.content[: len(response.content) // SAMPLE_BYTES * SAMPLE_BYTES]
        if not kind.startswith("audio/") or not samples:
            raise self.http.malformed({"content-type": kind})
        whole = io.BytesIO()
        with wave.open(whole, "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(SAMPLE_BYTES)
            file.setframerate(RATE_HZ)
            file.writeframes(samples)
        return whole.getvalue()

    def _listed(self, model: Json) -> Voice:
        match model:
            case {"canonical_name": str(voice)}:
                return Voice.model_validate(
                    {
                        "id": f"{PREFIX}{voice}", "name": str(model.get("name") or voice).capitalize(),
                        "language": max((_language(voice), *(model.get("languages") or ())), key=len),
                        "gender": _gender(model), "provider": self.name,
                        "engine": str(model.get("architecture") or SPEECH_MODEL),
                    }
                )  # fmt: skip
            case reply:
                raise self.http.malformed(reply)


def classify(provider: str, status: int, body: Json) -> None:
    """Raise what the vendor's own code means; what is not named here is judged by its status."""
    match body:
        case {"err_code": str(code)} | {"category": str(code)} if code in CODES:
            raise CODES[code](provider, f"status {status}, code {code!r}")
        case _ if status in REJECTING:
            raise ProviderRejected(provider, f"status {status}")


def _language(voice: str) -> str:
    return voice.rsplit("-", 1)[-1]


def _gender(model: Json) -> str:
    """Read how a voice sounds out of its tags, where it has any."""
    tags = (model.get("metadata") or {}).get("tags") or ()
    return next((GENDERS[tag] for tag in map(str.lower, tags) if tag in GENDERS), "neutral")


def _usage(amount: Json, unit: str) -> Usage | None:
    try:
        return Usage(amount=float(amount), unit=unit)
    except (TypeError, ValueError):
        return None


def _request_id(found: Json) -> dict[str, str]:
    return {"vendorRequestId": found} if isinstance(found, str) and found else {}


ADAPTER = Deepgram
