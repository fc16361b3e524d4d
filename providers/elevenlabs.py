"""ElevenLabs: speech, cloned voices, sounds, music, words heard, others' pictures. https://elevenlabs.io/docs/api-reference"""

import base64
import json
import math
import re
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, ClassVar, Final

import httpx

from domain.errors import ProviderFailure, ProviderRejected
from domain.tasks import (
    Ability,
    ImageTask,
    MusicTask,
    PortraitTask,
    SoundTask,
    SpeechTask,
    Transcript,
    TranscriptionTask,
    VideoTask,
    VoiceCloneTask,
    Word,
)
from domain.values import Json
from providers._base import (
    Finished,
    Knock,
    Made,
    Offer,
    Progress,
    Provider,
    Submission,
    Ticket,
    Usage,
    Voice,
    link,
    unoffered,
)
from providers._elevenlabs import flows, speech
from providers._elevenlabs.languages import HEARD, SPOKEN, asked, heard
from providers._elevenlabs.refusals import absent, classify, doubted
from providers._signatures import fields_of, is_fresh, signs

CLONE_MODEL: Final = "instant-voice-cloning"
SOUND_MODEL: Final = "eleven_text_to_sound_v2"
MUSIC_MODEL: Final = "music_v2"
TRANSCRIPTION_MODEL: Final = "scribe_v2"

PREFIX: Final = "elevenlabs-"
VOICE_ID: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")
DEFAULT_VOICE: Final = "JBFqnCBsd6RMkjVDRZzb"  # George, one of those that every account has
VOICES_AT_ONCE: Final = 100
PAGES_MAX: Final = 20
GENDERS: Final = frozenset({"female", "male"})
UNDETERMINED: Final = "und"
CLONED: Final = "cloned"

ENCODING: Final = "mp3_44100_128"  # the best that every plan has
SOUND_SECONDS: Final = tuple(half / 2 for half in range(1, 61))
MUSIC_SECONDS: Final = tuple(range(3, 601))
"""From the shortest to the longest; what is between is legal, too."""
MUSIC_PROMPT_LENGTH_MAX: Final = 4_100

SIGNATURE: Final = "elevenlabs-signature"
TOLERANCE_SECONDS: Final = 30 * 60.0


class ElevenLabs(Provider):
    """Sound is answered at once; pictures and clips are followed. There is no cancel.

    A transcription could be followed, too, but the vendor documents neither what it says of one that is not done nor
    that it ever tells of one that failed: so its answer is waited for.
    """

    name = "elevenlabs"
    base_url = "https://api.elevenlabs.io"
    proof = "account"
    poll_seconds = 5.0
    stamps = ("elevenlabs-signature",)
    sends_bytes_max = 512 * 1024**2
    offers: ClassVar[tuple[Offer, ...]] = (
        *(
            Offer(ability=Ability.SPEECH, model=model, text_length_max=length_max)
            for model, length_max in speech.TEXT_LENGTH_MAX.items()
        ),
        Offer(ability=Ability.VOICE_CLONE, model=CLONE_MODEL, languages=SPOKEN),
        Offer(ability=Ability.SOUND_EFFECT, model=SOUND_MODEL, seconds=SOUND_SECONDS),
        Offer(ability=Ability.MUSIC, model=MUSIC_MODEL, seconds=MUSIC_SECONDS),
        Offer(ability=Ability.TRANSCRIPTION, model=TRANSCRIPTION_MODEL, languages=HEARD),
        *flows.OFFERS,
    )

    @staticmethod
    def authorization(key: str) -> dict[str, str]:
        return {"xi-api-key": key}

    async def submit(self, ask: Submission) -> Ticket | Finished:
        match ask.task:
            case SpeechTask() as task:
                return await self._speech(ask, task)
            case VoiceCloneTask() as task:
                return await self._clone(ask, task)
            case SoundTask() as task:
                return await self._sound(ask, task)
            case MusicTask() as task:
                return await self._music(ask, task)
            case TranscriptionTask() as task:
                return await self._transcription(ask, task)
            case VideoTask() | PortraitTask() | ImageTask() as task:
                return await self._flow(ask, task)
            case task:
                raise unoffered(self.name, task)

    async def poll(self, ticket: Ticket) -> Progress:
        path = f"/v1/flows/{ticket.state['kind']}/{ticket.id}"
        reply = self.http.json_of(await self.http.send("GET", path, classify=doubted))
        found = flows.progress(self.name, ticket, reply)
        if found is None:
            raise self.http.malformed(reply)
        return found

    async def check(self) -> str:
        response = await self.http.send("GET", "/v1/user/subscription", classify=classify)
        match self.http.json_of(response):
            case {"character_count": int(used), "character_limit": int(limit)}:
                return f"{limit - used} of {limit} credits left"
            case reply:
                raise self.http.malformed(reply)

    async def forget(self, voice: str) -> None:
        path = f"/v1/voices/{self._voice_id(voice)}"
        with suppress(ProviderRejected):
            await self.http.send("DELETE", path, classify=absent)

    async def voices(self) -> tuple[Voice, ...]:
        """List the voices of the account's library; cloned ones are their owners'."""
        found: list[Json] = []
        params: dict[str, Any] = {"page_size": VOICES_AT_ONCE, "include_total_count": False}
        for _ in range(PAGES_MAX):
            response = await self.http.send("GET", "/v2/voices", classify=classify, params=params)
            match self.http.json_of(response):
                case {"voices": list(page), **more}:
                    found += page
                    if not more.get("has_more") or not more.get("next_page_token"):
                        break
                    params["next_page_token"] = more["next_page_token"]
                case reply:
                    raise self.http.malformed(reply)
        return tuple(
            self._listed(item)
            for item in found
            if not (isinstance(item, dict) and item.get("category") == CLONED)
        )

    @classmethod
    def is_genuine(cls, knock: Knock) -> bool:
        parts = fields_of(knock.headers.get(SIGNATURE, ""))
        signed = parts.get("t", "").encode() + b"." + knock.body
        return is_fresh(
            parts.get("t", ""), knock.now, tolerance_seconds=TOLERANCE_SECONDS
        ) and signs(knock.secret, signed, parts.get("v0", ""))

    @classmethod
    def subject(cls, body: Json) -> str | None:
        match body:
            case {"data": {"id": str(found)}} | {"id": str(found)}:
                return found
            case _:
                return None

    async def _speech(self, ask: Submission, task: SpeechTask) -> Finished:
        voice = self._voice_id(task.voice or DEFAULT_VOICE)
        body, speed = speech.request(self.name, ask.model, task)
        path = f"/v1/text-to-speech/{voice}/with-timestamps"
        response = await self._paid(path, params={"output_format": ENCODING}, json=body)
        match self.http.json_of(response):
            case {"audio_base64": str(encoded), **more} if encoded:
                told = {"voice": f"{PREFIX}{voice}", "speed": f"{speed:g}"}
                made = Made(role="audio", data=self._decoded(encoded), metadata=told)
            case reply:
                raise self.http.malformed(reply)
        said = self._said(more.get("alignment"), task)
        return _finished(ask, response, made=(made,), transcript=said)

    async def _clone(self, ask: Submission, task: VoiceCloneTask) -> Finished:
        fields = {"name": task.name, "labels": json.dumps({"language": task.language})}
        files = [
            ("files", await ask.part(sample, f"sample-{number}"))
            for number, sample in enumerate(task.samples, 1)
        ]
        response = await self._paid("/v1/voices/add", data=fields, files=files)
        match self.http.json_of(response):
            case {"voice_id": str(voice), "requires_verification": False} if voice:
                return _finished(ask, response, voice=f"{PREFIX}{voice}")
            case {"voice_id": str(voice), "requires_verification": True} if voice:
                # Nobody can speak with it before the account's owner has read a text aloud, so it is not kept.
                with suppress(ProviderFailure):
                    await self.forget(voice)
                raise ProviderRejected(self.name, "it wants the voice verified by its speaker")
            case reply:
                raise self.http.malformed(reply)

    async def _sound(self, ask: Submission, task: SoundTask) -> Finished:
        if task.seconds > SOUND_SECONDS[-1]:
            raise ProviderRejected(self.name, f"{task.seconds:g} seconds are longer than a sound")
        body = {
            "text": task.prompt, "duration_seconds": max(task.seconds, SOUND_SECONDS[0]), "loop": task.loop,
            "model_id": ask.model,
        }  # fmt: skip
        response = await self._paid(
            "/v1/sound-generation", params={"output_format": ENCODING}, json=body
        )
        return _finished(ask, response, made=(self._heard(response),))

    async def _music(self, ask: Submission, task: MusicTask) -> Finished:
        if task.seconds > MUSIC_SECONDS[-1]:
            raise ProviderRejected(self.name, f"{task.seconds:g} seconds are longer than its music")
        if len(task.prompt) > MUSIC_PROMPT_LENGTH_MAX:
            raise ProviderRejected(self.name, f"the prompt has {len(task.prompt)} characters")
        body = {
            "prompt": task.prompt, "music_length_ms": math.ceil(max(task.seconds, MUSIC_SECONDS[0]) * 1_000),
            "model_id": ask.model, "force_instrumental": True,
        }  # fmt: skip
        response = await self._paid("/v1/music", params={"output_format": ENCODING}, json=body)
        return _finished(ask, response, made=(self._heard(response),))

    async def _transcription(self, ask: Submission, task: TranscriptionTask) -> Finished:
        fields = {
            "model_id": ask.model, "timestamps_granularity": "word", "tag_audio_events": "false",
        }  # fmt: skip
        if task.language:
            code = asked(task.language)
            if code is None:
                raise ProviderRejected(self.name, f"it does not hear {task.language!r}")
            fields["language_code"] = code
        async with ask.long_part(task.audio, "speech") as sound:
            response = await self._paid("/v1/speech-to-text", data=fields, files={"file": sound})
        match self.http.json_of(response):
            case {"language_code": str(language), "words": list(words), **more}:
                said = Transcript(
                    language=heard(language), words=self._words(words), source="recognised"
                )
                usage = _usage(more.get("audio_duration_secs"), "seconds")
                return _finished(ask, response, transcript=said, usage=usage)
            case reply:
                raise self.http.malformed(reply)

    async def _flow(self, ask: Submission, task: VideoTask | PortraitTask | ImageTask) -> Ticket:
        call = await flows.call_for(self.name, ask, task)
        response = await self._paid(f"/v1/flows/{call.kind}", json=call.body)
        match self.http.json_of(response):
            case {"id": str(made_id)} if made_id:
                state = {"kind": call.kind, "model": ask.model}
                return Ticket(provider=self.name, id=made_id, state=state)
            case reply:
                raise self.http.malformed(reply)

    async def _paid(self, path: str, **request: Any) -> httpx.Response:
        return await self.http.send("POST", path, classify=classify, paid=True, **request)

    def _voice_id(self, voice: str) -> str:
        """Give the vendor's id of a voice: it becomes a part of an address, so its letters are looked at."""
        found = voice.removeprefix(PREFIX)
        if not VOICE_ID.fullmatch(found):
            raise ProviderRejected(self.name, f"there is no voice {voice!r}")
        return found

    def _listed(self, item: Json) -> Voice:
        match item:
            case {"voice_id": str(voice), "name": str(name), **more}:
                gender = str(_labels(item).get("gender", "")).lower()
                return Voice.model_validate(
                    {
                        "id": f"{PREFIX}{voice}", "name": name, "language": _language(item),
                        "gender": gender if gender in GENDERS else "neutral", "provider": self.name,
                        "engine": speech.EXPRESSIVE, "preview_url": link(more.get("preview_url")),
                    }
                )  # fmt: skip
            case reply:
                raise self.http.malformed(reply)

    def _decoded(self, encoded: str) -> bytes:
        try:
            return base64.b64decode(encoded, validate=True)
        except ValueError as error:
            raise self.http.malformed({"audio_base64": "no base64"}) from error

    def _heard(self, response: httpx.Response) -> Made:
        kind = response.headers.get("content-type", "")
        if not kind.startswith("audio/") or not response.content:
            raise self.http.malformed({"content-type": kind})
        return Made(role="audio", data=response.content)

    def _said(self, alignment: Json, task: SpeechTask) -> Transcript | None:
        if alignment is None:
            return None
        found = speech.words(alignment, task)
        if found is None:
            raise self.http.malformed({"alignment": alignment})
        return Transcript(language=task.language, words=found, source="engine") if found else None

    def _words(self, words: list[Json]) -> tuple[Word, ...]:
        """Take the spoken words; one without times is put at the end of the word before it."""
        found: list[Word] = []
        for word in words:
            last = found[-1].end if found else 0.0
            match word:
                case {"type": "spacing" | "audio_event"}:
                    continue
                case {"type": "word", "text": str(text), **more}:
                    start, end = (_seconds(more.get(edge), last) for edge in ("start", "end"))
                    found.append(Word(text=text.strip(), start=start, end=max(start, end)))
                case reply:
                    raise self.http.malformed(reply)
        return tuple(word for word in found if word.text)


def _finished(ask: Submission, response: httpx.Response, **what: Any) -> Finished:
    """Make the result, with what the headers tell of every call."""
    told: Mapping[str, str] = response.headers
    request_id = told.get("request-id")
    what.setdefault("usage", _usage(told.get("character-cost"), "characters"))
    metadata = {"vendorRequestId": request_id} if request_id else {}
    return Finished(model=ask.model, metadata=metadata, **what)


def _usage(amount: Json, unit: str) -> Usage | None:
    try:
        return Usage(amount=float(amount), unit=unit)
    except (TypeError, ValueError):
        return None


def _seconds(time: Json, otherwise: float) -> float:
    known = isinstance(time, int | float) and 0 <= time < math.inf
    return float(time) if known else otherwise


def _labels(voice: Json) -> Json:
    labels = voice.get("labels")
    return labels if isinstance(labels, dict) else {}


def _language(voice: Json) -> str:
    """Give the language that a voice is told to have, or that it was verified to speak."""
    verified = [item.get("language") for item in voice.get("verified_languages") or ()]
    told = (_labels(voice).get("language"), *verified)
    return str(next((name for name in told if name), UNDETERMINED))


ADAPTER = ElevenLabs
