"""HeyGen: portraits that speak, lips that follow, videos in other languages, speech, cloned voices. https://developers.heygen.com"""

import re
from collections.abc import AsyncIterator
from typing import Any, ClassVar, Final
from urllib.parse import quote

import httpx

from domain.assets import Blob
from domain.errors import ProviderMalformed, ProviderRejected
from domain.tasks import (
    Ability,
    DubbingTask,
    Emotion,
    LipSyncTask,
    PortraitTask,
    SpeechTask,
    Transcript,
    VoiceCloneTask,
    Word,
)
from domain.values import Json
from providers._base import (
    Finished,
    Made,
    Offer,
    Progress,
    Provider,
    Queued,
    Running,
    Submission,
    Ticket,
    Usage,
    Voice,
    link,
    unoffered,
)
from providers._heygen.languages import NAMES, name_of, tag_of
from providers._heygen.refusals import absent, classify, failed

PORTRAIT_MODEL: Final = "avatar-iv"
LIP_SYNC_MODEL: Final = "lipsync-precision"
SPEECH_MODEL: Final = "starfish"
CLONE_MODEL: Final = "voice-clone"
DUBBING_MODEL: Final = "video-translate-precision"
DUBBING_MODES: Final = {DUBBING_MODEL: "precision", "video-translate-speed": "speed"}
LIP_SYNC_MODES: Final = {LIP_SYNC_MODEL: "precision", "lipsync-speed": "speed"}

VIDEOS: Final = "videos"
LIP_SYNCS: Final = "lipsyncs"
TRANSLATIONS: Final = "video-translations"
VOICES: Final = "voices"
"""What is made is asked for where its kind is listed."""

RESOLUTION: Final = "1080p"
IMAGE_KINDS: Final = frozenset({"image/jpeg", "image/png"})
AUDIO_KINDS: Final = frozenset({"audio/mpeg", "audio/wav", "audio/x-wav"})
VIDEO_KINDS: Final = frozenset({"video/mp4", "video/webm"})
FILE_BYTES_MAX: Final = 32_000_000
TEXT_LENGTH_MAX: Final = 5_000
SPEED_MIN: Final = 0.5
SPEED_MAX: Final = 2.0
PREFIX: Final = "heygen-"
SAMPLES: Final = "samples"
"""Under which a clone tells how many of its recordings were heard."""
DEFAULT_LANGUAGE: Final = "en"
PAGE_LENGTH_MAX: Final = 100
PAGES_MAX: Final = 50

MARK: Final = re.compile(r"<\w+>")
"""The vendor's own words for the beginning and the end of a recording."""


class HeyGen(Provider):
    """Speech is answered at once, all else with an id to follow. There is no cancel.

    A webhook that was asked for with its call is not signed. The list of videos can be asked by title, and lip-syncs
    are listed with our id, so a lost answer is found.
    """

    name = "heygen"
    base_url = "https://api.heygen.com"
    poll_seconds = 5.0
    proof = "none"
    offers: ClassVar[tuple[Offer, ...]] = (
        Offer(ability=Ability.TALKING_PORTRAIT, model=PORTRAIT_MODEL, findable=True),
        Offer(ability=Ability.LIP_SYNC, model=LIP_SYNC_MODEL, findable=True),
        Offer(
            ability=Ability.DUBBING,
            model=DUBBING_MODEL,
            findable=True,
            translates=tuple(f"*>{tag}" for tag in NAMES),
        ),
        Offer(ability=Ability.SPEECH, model=SPEECH_MODEL, text_length_max=TEXT_LENGTH_MAX),
        Offer(ability=Ability.VOICE_CLONE, model=CLONE_MODEL, languages=tuple(NAMES)),
    )

    @staticmethod
    def authorization(key: str) -> dict[str, str]:
        return {"X-Api-Key": key}

    async def submit(self, ask: Submission) -> Ticket | Finished:
        match ask.task:
            case PortraitTask() as task:
                return await self._portrait(ask, task)
            case LipSyncTask() as task:
                return await self._lip_sync(ask, task)
            case DubbingTask() as task:
                return await self._dubbing(ask, task)
            case SpeechTask() as task:
                return await self._speech(ask, task)
            case VoiceCloneTask() as task:
                return await self._clone(ask, task)
            case task:
                raise unoffered(self.name, task)

    async def poll(self, ticket: Ticket) -> Progress:
        path = f"/v3/{ticket.state['kind']}/{quote(ticket.id, safe='')}"
        model = ticket.state["model"]
        match self._data(await self.http.send("GET", path, classify=classify)):
            case {"status": "pending" | "waiting"}:
                return Queued()
            case {"status": "processing" | "running"}:
                return Running()
            case {"status": "completed", "video_url": str(url), **more} if url:
                beside = await self._captions(path) if TRANSLATIONS in path else ()
                return Finished(
                    model=model, made=(Made(role="video", url=url), *beside), usage=_usage(more)
                )
            case {"status": "complete", "voice_id": str(voice)} if voice:
                heard = {name: told for name, told in ticket.state.items() if name == SAMPLES}
                return Finished(model=model, voice=f"{PREFIX}{voice}", metadata=heard)
            case {"status": "failed", **more}:
                raise failed(self.name, more)
            case reply:
                raise self.http.malformed(reply)

    async def find(self, key: str) -> Ticket | None:
        async for item in self._items(VIDEOS, title=key):
            match item:
                case {"id": str(made_id), "title": title} if title == key:
                    return self._ticket(made_id, VIDEOS, PORTRAIT_MODEL)
        for kind, model in ((LIP_SYNCS, LIP_SYNC_MODEL), (TRANSLATIONS, DUBBING_MODEL)):
            async for item in self._items(kind):
                match item:
                    case {"id": str(made_id), "callback_id": ours} if ours == key:
                        return self._ticket(made_id, kind, model)
        return None

    async def check(self) -> str:
        response = await self.http.send("GET", "/v3/users/me", classify=classify)
        match self._data(response):
            case {"wallet": {"remaining_balance": int() | float() as left, "currency": str(unit)}}:
                return f"{left:g} {unit} left"
            case {"usage_based": {"remaining_credits": int() | float() as left}}:
                return f"{left:g} credits left"
            case {"username": str()}:
                return "the key is known"
            case reply:
                raise self.http.malformed(reply)

    async def forget(self, voice: str) -> None:
        path = f"/v3/{VOICES}/{quote(voice.removeprefix(PREFIX), safe='')}"
        try:
            await self.http.send("DELETE", path, classify=absent)
        except ProviderRejected:
            return

    async def voices(self) -> tuple[Voice, ...]:
        """List the public voices that speak: cloned ones are their owners'."""
        return tuple(
            [
                self._voice(item)
                async for item in self._items(VOICES, type="public", engine=SPEECH_MODEL)
            ]
        )

    async def _portrait(self, ask: Submission, task: PortraitTask) -> Ticket:
        self._bound(task.image, IMAGE_KINDS)
        image = {
            "type": "base64", "media_type": task.image.facts.mime_type, "data": await ask.base64(task.image),
        }  # fmt: skip
        body = {
            "type": "image", "image": image, "audio_asset_id": await self._asset(ask, task.audio, AUDIO_KINDS),
            "aspect_ratio": task.aspect, "resolution": RESOLUTION, "title": ask.key,
            "output_format": "webm" if task.transparent else "mp4", **_callback(ask),
        }  # fmt: skip
        match await self._paid(ask, VIDEOS, body):
            case {"video_id": str(made_id)} if made_id:
                return self._ticket(made_id, VIDEOS, ask.model)
            case reply:
                raise self.http.malformed(reply)

    async def _lip_sync(self, ask: Submission, task: LipSyncTask) -> Ticket:
        body = {
            "video": {"type": "asset_id", "asset_id": await self._asset(ask, task.video, VIDEO_KINDS)},
            "audio": {"type": "asset_id", "asset_id": await self._asset(ask, task.audio, AUDIO_KINDS)},
            "mode": LIP_SYNC_MODES[ask.model], **_callback(ask),
        }  # fmt: skip
        match await self._paid(ask, LIP_SYNCS, body):
            case {"lipsync_id": str(made_id)} if made_id:
                return self._ticket(made_id, LIP_SYNCS, ask.model)
            case reply:
                raise self.http.malformed(reply)

    async def _dubbing(self, ask: Submission, task: DubbingTask) -> Ticket:
        """Translate speech and lips, in the speaker's own voice: the vendor takes no other for it."""
        if task.voice:
            raise ProviderRejected(self.name, "it dubs in the speaker's own voice only")
        body = {
            "video": {"type": "asset_id", "asset_id": await self._asset(ask, task.video, VIDEO_KINDS)},
            "output_languages": [task.target], "mode": DUBBING_MODES[ask.model], "title": ask.key,
            "enable_caption": True, "enable_dynamic_duration": False,
            "disable_music_track": not task.keep_background,
            **({"input_language": task.source} if task.source else {}), **_callback(ask),
        }  # fmt: skip
        match await self._paid(ask, TRANSLATIONS, body):
            case {"video_translation_ids": [str(made_id)]} if made_id:
                return self._ticket(made_id, TRANSLATIONS, ask.model)
            case reply:
                raise self.http.malformed(reply)

    async def _captions(self, path: str) -> tuple[Made, ...]:
        """Ask for the captions of a video that was translated; a video without any is no failure."""
        try:
            answer = await self.http.send(
                "GET", f"{path}/caption", classify=classify, params={"format": "srt"}
            )
        except ProviderRejected:
            return ()
        match self._data(answer):
            case {"caption_url": str(url)} if url:
                return (Made(role="captions", url=url),)
            case reply:
                raise self.http.malformed(reply)

    async def _clone(self, ask: Submission, task: VoiceCloneTask) -> Ticket:
        """Clone from one recording, which is all that the vendor takes: the longest."""
        longest = max(
            task.samples, key=lambda each: (each.facts.duration_seconds or 0, each.size_bytes)
        )
        body = {
            "audio": {"type": "asset_id", "asset_id": await self._asset(ask, longest, AUDIO_KINDS)},
            "voice_name": task.name, "language": _first(task.language),
        }  # fmt: skip
        match await self._paid(ask, f"{VOICES}/clone", body):
            case {"voice_clone_id": str(made_id)} if made_id:
                heard = f"1 of {len(task.samples)}"
                return self._ticket(made_id, VOICES, ask.model, **{SAMPLES: heard})
            case reply:
                raise self.http.malformed(reply)

    async def _speech(self, ask: Submission, task: SpeechTask) -> Finished:
        if not 0 < len(task.text) <= TEXT_LENGTH_MAX:
            raise ProviderRejected(self.name, f"it speaks 1 to {TEXT_LENGTH_MAX} characters")
        voice = (task.voice or await self._speaker(task.language)).removeprefix(PREFIX)
        speed = min(max(task.speed, SPEED_MIN), SPEED_MAX)
        body = {"text": task.text, "voice_id": voice, "speed": speed, **_language(task.language)}
        told = {"voice": f"{PREFIX}{voice}", "speed": f"{speed:g}"}
        if task.emotion is not Emotion.NEUTRAL:
            told["emotion"] = Emotion.NEUTRAL.value  # the voices have no other
        match await self._paid(ask, f"{VOICES}/speech", body):
            case {"audio_url": str(url), **more} if url:
                made = Made(role="audio", url=url, metadata=told)
                return Finished(
                    model=ask.model, made=(made,), transcript=self._spoken(task, more), usage=_usage(more)
                )  # fmt: skip
            case reply:
                raise self.http.malformed(reply)

    async def _speaker(self, language: str | None) -> str:
        """Give the first voice that speaks a language."""
        name = name_of(language or DEFAULT_LANGUAGE)
        if name:
            async for item in self._items(
                VOICES, type="public", engine=SPEECH_MODEL, language=name
            ):
                return self._voice(item).id
        raise ProviderRejected(self.name, f"it has no voice for {language!r}")

    async def _paid(self, ask: Submission, path: str, body: dict[str, Any]) -> Json:
        """Post once. The vendor answers a key that it has seen with its first answer."""
        response = await self.http.send(
            "POST", f"/v3/{path}", classify=classify, paid=True, json=body, headers={"Idempotency-Key": ask.key}
        )  # fmt: skip
        return self._data(response)

    async def _asset(self, ask: Submission, blob: Blob, kinds: frozenset[str]) -> str:
        """Upload a file, which is free."""
        self._bound(blob, kinds)
        response = await self.http.send(
            "POST", "/v3/assets", classify=classify, files={"file": await ask.part(blob)}
        )
        match self._data(response):
            case {"asset_id": str(asset_id)} if asset_id:
                return asset_id
            case reply:
                raise self.http.malformed(reply)

    async def _items(self, kind: str, **asked: str) -> AsyncIterator[Json]:
        """Go through a list, page by page."""
        params = {"limit": str(PAGE_LENGTH_MAX), **asked}
        for _ in range(PAGES_MAX):
            response = await self.http.send("GET", f"/v3/{kind}", classify=classify, params=params)
            match self.http.json_of(response):
                case {"data": list(items), **more}:
                    for item in items:
                        yield item
                case reply:
                    raise self.http.malformed(reply)
            match more:
                case {"has_more": True, "next_token": str(token)} if token:
                    params["token"] = token
                case _:
                    return
        raise ProviderMalformed(self.name, f"a list of more than {PAGES_MAX} pages")

    def _bound(self, blob: Blob, kinds: frozenset[str]) -> None:
        kind = blob.facts.mime_type
        if kind not in kinds or blob.size_bytes > FILE_BYTES_MAX:
            raise ProviderRejected(
                self.name, f"it does not take {kind!r} of {blob.size_bytes} bytes"
            )

    def _ticket(self, made_id: str, kind: str, model: str, **more: str) -> Ticket:
        state = {"kind": kind, "model": model, **more}
        return Ticket(provider=self.name, id=made_id, state=state)

    def _data(self, response: httpx.Response) -> Json:
        match self.http.json_of(response):
            case {"data": dict(data)}:
                return data
            case reply:
                classify(self.name, response.status_code, reply)
                raise self.http.malformed(reply)

    def _voice(self, item: Json) -> Voice:
        match item:
            case {"voice_id": str(voice), "name": str(name), "language": str(language), **more}:
                gender = str(more.get("gender")).lower()
                return Voice.model_validate(
                    {
                        "id": f"{PREFIX}{voice}", "name": name, "language": tag_of(language),
                        "gender": gender if gender in ("female", "male") else "neutral",
                        "provider": self.name, "engine": SPEECH_MODEL,
                        "preview_url": link(more.get("preview_audio_url")),
                    }
                )  # fmt: skip
            case reply:
                raise self.http.malformed(reply)

    def _spoken(self, task: SpeechTask, reply: Json) -> Transcript | None:
        """Read when the words sound, where the vendor tells it."""
        words: list[Word] = []
        for told in reply.get("word_timestamps") or ():
            match told:
                case {"word": str(mark)} if MARK.fullmatch(mark):
                    continue
                case {
                    "word": str(text),
                    "start": int() | float() as start,
                    "end": int() | float() as end,
                } if start >= 0:
                    words.append(Word(text=text, start=start, end=max(start, end)))
                case other:
                    raise self.http.malformed(other)
        return Transcript(language=task.language, words=tuple(words), source="engine") if words else None  # fmt: skip


def _callback(ask: Submission) -> dict[str, str]:
    return {"callback_id": ask.key, **({"callback_url": ask.callback_url} if ask.callback_url else {})}  # fmt: skip


def _language(tag: str | None) -> dict[str, str]:
    """Say the language with its place where there is one: the vendor has a field for either."""
    match tag:
        case None:
            return {}
        case str() if "-" in tag:
            return {"locale": tag}
        case _:
            return {"language": tag}


def _first(tag: str) -> str:
    return tag.split("-", maxsplit=1)[0].lower()


def _usage(reply: Json) -> Usage | None:
    match reply:
        case {"duration": int() | float() as seconds}:
            return Usage(amount=seconds, unit="seconds")
        case _:
            return None


ADAPTER = HeyGen
