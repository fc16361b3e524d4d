"""What is really there: voices with their previews, languages, kinds of music, and social platforms."""

from datetime import UTC, datetime
from typing import Annotated, Final, Literal

from fastapi import APIRouter, Depends, Path, Query, Request
from fastapi.responses import FileResponse, JSONResponse

from api import answers
from api.context import Caller, Has, public
from api.documents import body, file, page, problems
from api.present import BASE
from api.replies import decode_cursor, listed, reply
from api.services import Services
from db.capabilities import Known, LibraryVoice
from domain.errors import NotFound
from domain.music import BPM, GENRES, MOODS, Genre, tempo_of
from domain.routing import LOCAL
from domain.social import Platform
from domain.values import Json
from providers.local.engines._composing.styles import STYLES
from providers.local.voices import preview

EPOCH: Final = datetime(2000, 1, 1, tzinfo=UTC)
Language = Annotated[
    str | None,
    Query(max_length=35, pattern=r"^[A-Za-z0-9-]+$", description="BCP 47, or its beginning"),
]

routes = APIRouter()


@routes.get(
    "/audio/voices", tags=["audio"], openapi_extra={"x-studio-section": "audio", "x-studio-set": "core"},
    responses={200: page(answers.Voice)},
)  # fmt: skip
async def list_voices(
    request: Request,
    has: Has,
    identity: Caller,  # noqa: ARG001 - the list needs a caller
    language: Language = None,
    gender: Literal["female", "male", "neutral"] | None = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
    cursor: Annotated[str | None, Query(max_length=512)] = None,
) -> JSONResponse:
    """List the voices that some worker can speak with, by id."""
    start = decode_cursor(request, cursor)
    known = await has.resources.capabilities.known()
    found = sorted(
        (v for v in known.voices if _fits(v, language, gender)), key=lambda voice: voice.id
    )
    rest = [voice for voice in found if start is None or voice.id > start[1]]
    shown = rest[:limit]
    following = (EPOCH, shown[-1].id) if len(rest) > limit else None
    return listed(request, [_voice(has, voice) for voice in shown], following)


@routes.get(
    "/audio/voices/{voiceId}/preview.ogg", tags=["audio"], dependencies=[Depends(public)],
    openapi_extra={"x-studio-section": "audio", "x-studio-set": "beyond"}, response_class=FileResponse,
    responses={200: file("audio/ogg", "How it sounds"), **problems("ERR_FORBIDDEN")},
)  # fmt: skip
async def get_voice_preview(
    voice_id: Annotated[str, Path(alias="voiceId", pattern=r"^[a-z]{2}_[a-z]{1,20}$")],
    has: Has,
    expires: Annotated[int, Query(ge=0, le=2**53)],
    signature: Annotated[str, Query(max_length=128, pattern=r"^[0-9a-f]+$")],
) -> FileResponse:
    """Hear a voice of the library: the signed url that its list gave."""
    has.signer.check(f"preview {voice_id}", expires, signature, datetime.now(UTC))
    path = preview(voice_id)
    if path is None:
        raise NotFound(f"There is no preview of {voice_id!r}.")
    return FileResponse(path, media_type="audio/ogg", content_disposition_type="inline")


@routes.get(
    "/audio/languages", tags=["audio"], openapi_extra={"x-studio-section": "audio", "x-studio-set": "core"},
    responses={200: page(answers.SpokenLanguage)},
)  # fmt: skip
async def list_languages(request: Request, has: Has, identity: Caller) -> JSONResponse:  # noqa: ARG001 - needs a caller
    """List the languages, with what each supports."""
    known = await has.resources.capabilities.known()
    spoken: dict[str, int] = {}
    for voice in known.voices:
        spoken[voice.language] = spoken.get(voice.language, 0) + 1
    tags = sorted(spoken.keys() | set(known.heard) | set(known.cloned))
    return listed(request, [_language(tag, spoken, known) for tag in tags], None)


@routes.get(
    "/music/genres", tags=["music"], openapi_extra={"x-studio-section": "music", "x-studio-set": "ext"},
    responses={200: body(answers.KindsOfMusic)},
)  # fmt: skip
async def list_genres(request: Request, identity: Caller) -> JSONResponse:  # noqa: ARG001 - needs a caller
    """List the genres, moods and tempos that music can be asked in."""
    moods = [{"name": mood.value, "summary": told} for mood, told in MOODS.items()]
    tempos = [{"name": tempo.value, "bpm": _bpm(*pace)} for tempo, pace in BPM.items()]
    kinds = {"genres": [_genre(one) for one in GENRES], "moods": moods, "tempos": tempos}
    return reply(request, kinds)


@routes.get(
    "/social/platforms", tags=["enterprise"], openapi_extra={"x-studio-section": "enterprise", "x-studio-set": "ext"},
    responses={200: page(Platform)},
)  # fmt: skip
async def list_platforms(request: Request, has: Has, identity: Caller) -> JSONResponse:  # noqa: ARG001 - needs a caller
    """List the social platforms: their formats, what each takes, and where that is written."""
    found = has.resources.platforms.platforms
    return listed(request, [each.model_dump(mode="json", by_alias=True) for each in found], None)


def _genre(genre: Genre) -> Json:
    style = STYLES[genre]
    names = [layer.instrument for layer in style.layers] + [beat.drum for beat in style.groove]
    return {
        "name": genre.value,
        "summary": GENRES[genre],
        "tempo": tempo_of(sum(style.home) / 2).value,
        "bpm": _bpm(*style.home),
        "instruments": [name.replace("_", " ") for name in dict.fromkeys(names)],
    }


def _bpm(low: int, high: int) -> Json:
    return {"min": low, "max": high}


def _voice(has: Services, voice: LibraryVoice) -> Json:
    told = voice.model_dump(mode="json", exclude={"preview_url"})
    return {**told, "previewUrl": voice.preview_url or _preview_url(has, voice)}


def _preview_url(has: Services, voice: LibraryVoice) -> str | None:
    if voice.provider != LOCAL or preview(voice.id) is None:
        return None
    path = f"{BASE}/audio/voices/{voice.id}/preview.ogg"
    signed = has.signer.signed(path, f"preview {voice.id}", datetime.now(UTC))
    return f"{has.resources.settings.api.public_url.rstrip('/')}{signed.path}"


def _fits(voice: LibraryVoice, language: str | None, gender: str | None) -> bool:
    if gender and voice.gender != gender:
        return False
    asked, has = (language or "").lower(), voice.language.lower()
    return not asked or has == asked or has.startswith(f"{asked}-")


def _language(tag: str, spoken: dict[str, int], known: Known) -> Json:
    alike = {tag, tag.split("-", maxsplit=1)[0]}
    return {
        "language": tag,
        "voices": spoken.get(tag, 0),
        "supports": {
            "tts": tag in spoken,
            "clone": not alike.isdisjoint(known.cloned),
            "subtitles": not alike.isdisjoint(known.heard),
        },
    }
