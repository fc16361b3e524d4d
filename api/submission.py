"""The way of a job into the house: validate, check, price, admit. Refusals come in the contract's order."""

from datetime import UTC, datetime, timedelta
from json import dumps
from typing import Final

import structlog
from fastapi import Request
from pydantic import ValidationError

from api.media_fields import MediaFields
from api.model_fields import holder
from api.present import BASE
from api.problems import invalid_body
from api.replays import replay_of
from api.replies import stamp
from api.services import Services, require_space
from db.ids import new_id
from domain.errors import (
    FieldError,
    InsufficientCredits,
    TierRequired,
    ValidationFailed,
)
from domain.identity import Identity
from domain.requests import SHARED, JobRequest, Wish
from domain.routing import Needs, Route, base_of
from domain.tasks import Ability
from domain.values import Json, Value
from domain.voices import Consent
from jobs.admission import Admission, Replay, admit, recall
from jobs.assets import forget
from jobs.reading import Kind
from moderation.policy import refusal
from runtime import telemetry
from runtime.settings import VoiceSettings
from workflows._job import JobType

log = structlog.get_logger(__name__)

CLOCKS_APART: Final = timedelta(minutes=10)
RIGHTS: Final = {
    Ability.VOICE_CLONE: ("voice_cloning", "Cloning a voice"),
    Ability.TALKING_PORTRAIT: ("avatars", "An avatar"),
    Ability.MODEL_3D: ("avatars", "An avatar"),
}
"""What a tier must have for an ability."""
PRIORITIES: Final = {"high": 1, "normal": 2, "low": 3}


class Accepted(Value):
    """The answer to a submit, and whether it is the first one again."""

    job_id: str
    body: Json
    replayed: bool = False


class Plan(Value):
    """What would happen: price in credits, the providers in order, when it should be done."""

    params: Json
    price: int
    routes: dict[str, tuple[Route, ...]]
    seconds: float


class Submission:
    """One request for one job."""

    def __init__(
        self,
        has: Services,
        identity: Identity,
        job: JobType,
        promised: frozenset[str] = frozenset(),
    ) -> None:
        self.has = has
        self.identity = identity
        self.job = job
        self.limits = has.resources.numbers.tiers[identity.tier]
        self.promised = promised
        self.media = MediaFields(has, identity, promised)
        self.holder: str | None = None

    async def accept(self, request: Request, body: Json) -> Accepted:
        """Admit the job, or give the first answer again. Leaves nothing behind when it refuses."""
        replay = replay_of(request, body)
        wanted = self.read(body)
        if replay and (
            first := await recall(self.has.resources.app, self.identity.tenant_id, replay)
        ):
            return Accepted(job_id=first["jobId"], body=first, replayed=True)
        try:
            return await self._admit(wanted, replay)
        except Exception:
            await self.take_back()
            raise

    async def plan(self, body: Json) -> Plan:
        """Check everything and say what would happen; nothing is stored, held or run."""
        wanted = await self._checked(self.read(body), store=False)
        routes, price = await self.routes(wanted), self.price(wanted)
        return Plan(
            params=params_of(wanted),
            price=price,
            routes=routes,
            seconds=await self.has.forecast.seconds(self.kind(routes, price)),
        )

    def read(self, body: Json) -> JobRequest:
        """Validate a body against the job type. Raises ValidationFailed with pointers."""
        try:
            return self.job.request.model_validate_json(dumps(body))
        except ValidationError as error:
            raise invalid_body(error) from error

    async def _admit(self, request: JobRequest, replay: Replay | None) -> Accepted:
        wanted = await self._checked(request, store=True)
        routes = await self.routes(wanted)
        job_id, now = new_id("job"), datetime.now(UTC)
        price = self.price(wanted)
        answer = {
            "jobId": job_id,
            "status": "queued",
            "creditsReserved": price,
            "estimatedCompletionTime": stamp(
                await self.has.forecast.completion(self.kind(routes, price), now)
            ),
            "links": links(self.has, job_id),
        }
        first = await admit(
            self.has.resources.app, self._admission(wanted, job_id, price, answer, replay)
        )
        if first is not None:
            await self.take_back()
            return Accepted(job_id=first["jobId"], body=first, replayed=True)
        self.has.resources.relay.wake(self.identity.tenant_id)
        log.info("job_admitted", job_id=job_id, type=self.job.name, price=price)
        telemetry.ADMITTED.labels(self.job.name, self.identity.tier.value).inc()
        return Accepted(job_id=job_id, body=answer)

    def _admission(
        self, wanted: JobRequest, job_id: str, price: int, answer: Json, replay: Replay | None
    ) -> Admission:
        return Admission(
            tenant_id=self.identity.tenant_id,
            user_id=self.identity.user_id,
            tier=self.identity.tier.value,
            id=job_id,
            type=self.job.name,
            params=params_of(wanted),
            options=self.options(wanted),
            priority=PRIORITIES[wanted.priority],
            price=price,
            target_seconds=self.target_seconds(wanted),
            deadline_seconds=wanted.deadline_seconds,
            metadata=wanted.metadata,
            tags=wanted.tags,
            jobs_per_month=self.limits.jobs_per_month,
            waiting_max=self.limits.waiting_max,
            sources=tuple({asset.id for asset in self.media.assets}),
            replay=replay,
            answer=answer,
        )

    async def _checked(self, request: JobRequest, *, store: bool) -> JobRequest:
        """Apply 400, then 403 of the tier, then 400 of the policy, then store what came inline."""
        resolved = await self.validated(request)
        self.require_tier(request)
        self.require_allowed(request)
        await require_space(self.has)
        return await self.media.resolve(request, store=True) if store else resolved

    async def validated(self, request: JobRequest) -> JobRequest:
        """Find what the request names: voices, models, media. Raises ValidationFailed, Conflict."""
        require_consent(self.has.resources.settings.voices, request)
        await self._require_known(request)
        self.holder = await holder(self.has, self.identity, request, self.promised) or self.holder
        resolved = await self.media.resolve(request, store=False)
        if misfits := tuple(request.misfits(self.media.sizes)):
            raise ValidationFailed("A picture does not fit what is asked.", errors=misfits)
        return resolved

    def require_tier(self, request: JobRequest) -> None:
        """Refuse what the tier does not include. Raises TierRequired."""
        for ability in request.abilities():
            right, deed = RIGHTS.get(ability, ("", ""))
            if right and not getattr(self.limits, right):
                raise TierRequired(f"{deed} needs a higher tier than {self.identity.tier.value!r}.")
        quality = getattr(request, "quality", None)
        if quality is not None and not self.limits.allows(quality):
            raise TierRequired(
                f"Quality {quality.value!r} needs a higher tier than {self.identity.tier.value!r}."
            )
        seconds, seconds_max = request.video_seconds(), self.limits.video_seconds_max
        if seconds is not None and seconds > seconds_max:
            raise TierRequired(
                f"A video of {seconds:g} seconds needs a higher tier than {self.identity.tier.value!r},"
                f" whose videos last {seconds_max} at most (video_seconds_max)."
            )

    def require_allowed(self, request: JobRequest) -> None:
        for text in request.prompts():
            verdict = self.has.resources.policy.check(text)
            if not verdict.allowed:
                raise refusal(verdict)

    async def _require_known(self, request: JobRequest) -> None:
        """Refuse a voice that nobody speaks with, and a language that nobody knows. Raises ValidationFailed."""
        known = await self.has.resources.capabilities.known()
        if not known.offers:
            return  # no worker is there to say: the plan refuses with 503
        language = getattr(request, "language", None)
        made = Ability.VOICE_CLONE in request.abilities()
        speaks = known.clones if made and known.cloned else known.has_language
        if language is not None and not speaks(language):
            raise _unknown("language", "languages")
        voice = getattr(request, "voice_id", None)
        if voice is None:
            return
        found = next((each for each in known.voices if each.id == voice), None)
        if found is None:
            raise _unknown("voiceId", "voices")
        spoken = getattr(request, "target_language", None)
        if spoken and base_of(found.language) != base_of(spoken):
            detail = f"It speaks {found.language!r}, not {spoken!r}; GET /audio/voices lists by language."
            error = FieldError(pointer="/voiceId", code="wrong_language", detail=detail)
            raise ValidationFailed("The voice speaks another language.", errors=(error,))
        self.holder = found.provider

    def wish(self, request: JobRequest) -> Wish:
        """A voice pins its provider: another would speak with another voice."""
        wish = Wish.of(request)
        if self.holder:
            wish = wish.model_copy(update={"provider": self.holder, "allow_fallback": False})
        return wish

    def _wish_for(self, ability: Ability, request: JobRequest) -> Wish:
        holder = request.holder_of(ability)
        return Wish.of_none_but(holder) if holder else self.wish(request)

    def options(self, request: JobRequest) -> Json:
        """Give what steers the job, and the length of source that its price holds for."""
        held = {"held_seconds": self.source_seconds(request)}
        return self.wish(request).model_dump(mode="json") | held

    def source_seconds(self, request: JobRequest) -> float:
        """Give the length of what it reads: as probed where it is ours, else as told, else as long as may be."""
        known = sum(self.media.seconds.values())
        if self.media.has_promises:
            known = 0  # nobody knows how long it will be
        return known or request.source_seconds or self.limits.source_minutes_max * 60

    async def routes(self, request: JobRequest) -> dict[str, tuple[Route, ...]]:
        return {
            ability.value: await self.has.resources.router.plan(
                ability, self._wish_for(ability, request), Needs.of(request, ability)
            )
            for ability in request.abilities()
        }

    def kind(self, routes: dict[str, tuple[Route, ...]], price: int) -> Kind:
        first = next((found[0].provider for found in routes.values()), None)
        return Kind(type=self.job.name, provider=first, price=price)

    def price(self, request: JobRequest) -> int:
        measured = request.model_copy(update={"source_seconds": self.source_seconds(request)})
        numbers = self.has.resources.numbers.jobs[self.job.name].price
        price = self.job.price(measured, {**numbers, **self.media.templates.prices})
        if request.max_credits is not None and price > request.max_credits:
            raise InsufficientCredits(
                f"The price is {price} credits, above maxCredits {request.max_credits}."
            )
        return price

    def target_seconds(self, request: JobRequest) -> int:
        row = self.has.resources.numbers.jobs[self.job.name]
        if not row.target_per_source_second:
            return row.target_seconds
        seconds = self.source_seconds(request)
        return row.target_seconds + round(seconds * row.target_per_source_second)

    async def take_back(self) -> None:
        """Forget what came inline with a request that was refused, or had been accepted before."""
        for asset in self.media.made:
            await forget(self.has.resources.app, asset.tenant_id, asset.id)
            await self.has.resources.leases.remove(asset.tenant_id, [asset.sha256])


def require_consent(settings: VoiceSettings, request: JobRequest) -> None:
    """Refuse what needs somebody's consent and has none, or one of the future. Raises ValidationFailed."""
    if "consent" not in type(request).model_fields:
        return
    consent: Consent | None = getattr(request, "consent", None)
    if consent is None and settings.consent_required:
        missing = FieldError(
            pointer="/consent",
            code="consent_required",
            detail="The speaker's consent is needed here.",
        )
        raise ValidationFailed("The speaker has not consented.", errors=(missing,))
    if consent and consent.is_of_the_future(datetime.now(UTC) + CLOCKS_APART):
        early = FieldError(
            pointer="/consent/recordedAt", code="consent_time", detail="It lies in the future."
        )
        raise ValidationFailed("The consent was not given yet.", errors=(early,))


def _unknown(field: str, listed: str) -> ValidationFailed:
    error = FieldError(
        pointer=f"/{field}", code=f"unknown_{listed[:-1]}", detail=f"See GET /audio/{listed}."
    )
    return ValidationFailed(f"There is no such {listed[:-1]}.", errors=(error,))


def params_of(request: JobRequest) -> Json:
    """Give what will be done: defaults filled in, and nothing that only steers."""
    return request.model_dump(mode="json", by_alias=True, exclude=set(SHARED))


def links(has: Services, job_id: str) -> Json:
    """Give a job's links."""
    me = f"{has.resources.settings.api.public_url.rstrip('/')}{BASE}/jobs/{job_id}"
    return {"self": me, "events": f"{me}/events", "cancel": f"{me}/cancel", "retry": f"{me}/retry"}
