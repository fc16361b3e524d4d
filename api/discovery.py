"""What is really there: voices, languages, providers' health."""

from datetime import UTC, datetime
from typing import Annotated, Final, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse

from api import answers
from api.context import Caller, Has
from api.documents import body, page, problems
from api.replies import decode_cursor, listed, reply
from db.capabilities import LibraryVoice
from domain.routing import Circuit
from domain.values import Json
from jobs.health import Measured, measured
from runtime.catalog import adapters

EPOCH: Final = datetime(2000, 1, 1, tzinfo=UTC)
Language = Annotated[
    str | None,
    Query(max_length=35, pattern=r"^[A-Za-z0-9-]+$", description="BCP 47, or its beginning"),
]

routes = APIRouter(responses=problems())


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
    return listed(request, [voice.model_dump(mode="json") for voice in shown], following)


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
    heard = set(known.heard)
    tags = sorted(spoken.keys() | heard)
    return listed(request, [_language(tag, spoken, heard) for tag in tags], None)


@routes.get(
    "/providers/health", tags=["providers"], openapi_extra={"x-studio-section": "enterprise", "x-studio-set": "core"},
    responses={200: body(answers.ProviderHealth, many=True)},
)  # fmt: skip
async def providers_health(request: Request, has: Has, identity: Caller) -> JSONResponse:  # noqa: ARG001 - needs a caller
    """Tell of each provider's ability: status, latency, error rate, circuit, and where the verdict comes from."""
    known = await has.resources.capabilities.known()
    circuits = await has.resources.circuits.state()
    recent = await measured(has.resources.system)
    configured = {(offer.provider, offer.ability.value) for offer in known.offers}
    items = [
        _health(name, offer.ability.value, offer.model, configured, circuits, recent)
        for name, adapter in sorted(adapters().items())
        for offer in adapter.offers
    ]
    return reply(request, items)


def _fits(voice: LibraryVoice, language: str | None, gender: str | None) -> bool:
    if gender and voice.gender != gender:
        return False
    asked, has = (language or "").lower(), voice.language.lower()
    return not asked or has == asked or has.startswith(f"{asked}-")


def _language(tag: str, spoken: dict[str, int], heard: set[str]) -> Json:
    base = tag.split("-", maxsplit=1)[0]
    return {
        "language": tag,
        "voices": spoken.get(tag, 0),
        "supports": {
            "tts": tag in spoken,
            "clone": False,
            "subtitles": tag in heard or base in heard,
        },
    }


def _health(
    name: str,
    ability: str,
    model: str,
    configured: set[tuple[str, str]],
    circuits: dict[tuple[str, str], Circuit],
    recent: dict[tuple[str, str], Measured],
) -> Json:
    circuit, seen = circuits.get((name, ability)), recent.get((name, ability))
    is_open = circuit is not None and circuit.is_open(datetime.now(UTC))
    if (name, ability) not in configured:
        status, source = "not_configured", "settings"
    elif is_open:
        status, source = "down", "circuit"
    elif circuit:
        status, source = "degraded", "circuit"
    else:
        status, source = "healthy", "attempts" if seen else "settings"
    return {
        "provider": name, "kind": ability, "model": model, "status": status, "source": source,
        "circuit": "open" if is_open else "half-open" if circuit and circuit.open_until else "closed",
        "reason": circuit.reason if circuit else None,
        "latencySeconds": seen.latency_seconds if seen else None,
        "errorRate": seen.error_rate if seen else None,
        "attempts": seen.attempts if seen else 0,
    }  # fmt: skip
