"""The way of a pipeline into the house: checked whole, each job as it would be alone, priced, admitted; or refused."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Final

import structlog
from fastapi import Request

from api.present import BASE
from api.replays import replay_of
from api.replies import read, stamp
from api.services import Services, require_space
from api.submission import PRIORITIES, Accepted, Submission, params_of
from api.webhook_urls import require_reachable, require_sender
from db.ids import new_id
from domain.errors import FieldError, InsufficientCredits, StudioError
from domain.graph_check import Checked, Draft, Prefix, checked
from domain.identity import Identity
from domain.pipelines import PipelineRequest, PipelineStep
from domain.references import swapped
from domain.requests import JobRequest
from domain.routing import Route
from domain.values import Json, Value
from jobs.admission import Replay, recall
from jobs.pipelines import ItemAdmission, PipelineAdmission, admit_pipeline
from runtime import telemetry

INLINE: Final = "data:"

log = structlog.get_logger(__name__)


class PlannedJob(Value):
    """A job that a pipeline may become: price in credits, the providers in order, how long jobs like it take."""

    step: str
    item: int
    price: int
    routes: dict[str, tuple[Route, ...]]
    seconds: float


class _Part:
    """A draft on its way, with the submission that checks it."""

    def __init__(self, draft: Draft, submission: Submission, pointer: str) -> None:
        self.draft = draft
        self.submission = submission
        self.pointer = pointer
        self.request: JobRequest = draft.request


class PipelineSubmission:
    """One request for one pipeline."""

    def __init__(self, has: Services, identity: Identity) -> None:
        self.has = has
        self.identity = identity
        self.limits = has.resources.numbers.tiers[identity.tier]
        self.parts: list[_Part] = []

    async def accept(self, request: Request, body: Json, *, pipeline: Json = None) -> Accepted:
        """Admit the pipeline, or give the first answer again. `pipeline`: where it is not the body itself."""
        replay = replay_of(request, body)
        wanted = read(PipelineRequest, body if pipeline is None else pipeline)
        if replay and (
            first := await recall(self.has.resources.app, self.identity.tenant_id, replay)
        ):
            return Accepted(job_id=first["pipelineId"], body=first, replayed=True)
        try:
            return await self._admit(wanted, replay)
        except Exception:
            await self._take_back()
            raise

    async def plan(self, body: Json) -> Json:
        """Check everything and say what would happen; nothing is stored, held or run."""
        wanted = read(PipelineRequest, body)
        found = await self._checked(wanted, store=False)
        return planned(wanted, found, await self._planned(wanted))

    async def _admit(self, wanted: PipelineRequest, replay: Replay | None) -> Accepted:
        found = await self._checked(wanted, store=True)
        jobs = await self._planned(wanted)
        if wanted.webhook_url or any(part.request.webhook_url for part in self.parts):
            await require_sender(self.has, self.identity)
        pipeline_id, now = new_id("pipe"), datetime.now(UTC)
        answer = {
            "pipelineId": pipeline_id,
            "status": "queued",
            "creditsReserved": sum(job.price for job in jobs),
            "estimatedCompletionTime": stamp(now + timedelta(seconds=longest(found, jobs))),
            "links": links(self.has, pipeline_id),
        }
        first = await admit_pipeline(
            self.has.resources.app,
            self._admission(wanted, found, jobs, answer=answer, replay=replay),
        )
        if first is not None:
            await self._take_back()
            return Accepted(job_id=first["pipelineId"], body=first, replayed=True)
        self.has.resources.relay.wake(self.identity.tenant_id)
        log.info("pipeline_admitted", pipeline_id=pipeline_id, jobs=len(jobs))
        telemetry.ADMITTED.labels("pipeline", self.identity.tier.value).inc()
        return Accepted(job_id=pipeline_id, body=answer)

    async def _checked(self, wanted: PipelineRequest, *, store: bool) -> Checked:
        """Apply the refusals in the contract's order, each to all jobs before the next."""
        promised: set[str] = set()

        def stand_in(prefix: Prefix) -> str:
            promised.add(made := new_id(prefix))
            return made

        types = self.has.resources.jobs
        found = checked(wanted, types, stand_in)
        if wanted.webhook_url is not None:
            await require_reachable(self.has, wanted.webhook_url, "/webhookUrl")
        places = {step.id: place for place, step in enumerate(wanted.steps)}
        self.parts = [
            _Part(
                draft,
                Submission(self.has, self.identity, types[draft.step.type], frozenset(promised)),
                f"/steps/{places[draft.step.id]}/params",
            )
            for draft in found.drafts
        ]
        for part in self.parts:
            with at(part.pointer):
                part.request = await part.submission.validated(part.draft.request)
        for part in self.parts:
            with at(part.pointer):
                part.submission.require_tier(part.draft.request)
        for part in self.parts:
            with at(part.pointer):
                part.submission.require_allowed(part.draft.request)
        await require_space(self.has)
        if store:
            for part in self.parts:
                part.request = await part.submission.media.resolve(part.draft.request, store=True)
        return found

    async def _planned(self, wanted: PipelineRequest) -> list[PlannedJob]:
        jobs = []
        for part in self.parts:
            with at(part.pointer):
                routes = await part.submission.routes(part.request)
            price = part.submission.price(part.request)
            seconds = await self.has.forecast.seconds(part.submission.kind(routes, price))
            jobs.append(
                PlannedJob(
                    step=part.draft.step.id, item=part.draft.item,
                    price=price, routes=routes, seconds=seconds,
                )
            )  # fmt: skip
        total = sum(job.price for job in jobs)
        if wanted.max_credits is not None and total > wanted.max_credits:
            raise InsufficientCredits(
                f"The price is {total} credits, above maxCredits {wanted.max_credits}."
            )
        return jobs

    def _admission(
        self,
        wanted: PipelineRequest,
        found: Checked,
        jobs: list[PlannedJob],
        *,
        answer: Json,
        replay: Replay | None,
    ) -> PipelineAdmission:
        return PipelineAdmission(
            tenant_id=self.identity.tenant_id,
            user_id=self.identity.user_id,
            tier=self.identity.tier.value,
            id=answer["pipelineId"],
            name=wanted.name,
            steps=[self._kept(step, found) for step in wanted.steps],
            on_failure=wanted.on_failure,
            priority=PRIORITIES[wanted.priority],
            metadata=wanted.metadata,
            tags=wanted.tags,
            items=tuple(
                self._item(
                    part,
                    job,
                    place,
                    told={"webhookUrl": wanted.webhook_url} if wanted.webhook_url else {},
                )
                for place, (part, job) in enumerate(zip(self.parts, jobs, strict=True))
            ),
            jobs_per_month=self.limits.jobs_per_month,
            waiting_max=self.limits.waiting_max,
            replay=replay,
            answer=answer,
        )

    def _item(self, part: _Part, job: PlannedJob, place: int, *, told: Json) -> ItemAdmission:
        submission = part.submission
        return ItemAdmission(
            step=job.step,
            item=job.item,
            place=place,
            job_id=new_id("job"),
            type=submission.job.name,
            params=params_of(part.request),
            refs=dict(part.draft.refs),
            options=told | submission.options(part.request),
            sources=tuple({asset.id for asset in submission.media.assets}),
            price=job.price,
            target_seconds=submission.target_seconds(part.request),
            deadline_seconds=part.request.deadline_seconds,
            seconds=job.seconds,
        )

    def _kept(self, step: PipelineStep, found: Checked) -> Json:
        """Give a step as it is shown: what will be done, with references; and what its workflow needs to know."""
        told = step.model_dump(mode="json", by_alias=True, exclude_none=True)
        if step.for_each is None:
            part = next(part for part in self.parts if part.draft.step.id == step.id)
            names = {name: {"$ref": text} for name, text in part.draft.refs.items()}
            told["params"] = swapped(params_of(part.request), names)
        else:
            told = _without_inline(told)
            told["forEach"] = told["forEach"].get("items") or told["forEach"]
        graph = found.graph
        return {
            **told,
            "before": graph.needs[step.id],
            "after": graph.after[step.id],
            "jobs": step.bound,
        }

    async def _take_back(self) -> None:
        for part in self.parts:
            await part.submission.take_back()


@contextmanager
def at(pointer: str) -> Iterator[None]:
    """Point an error's fields to where they stand in the pipeline."""
    try:
        yield
    except StudioError as error:
        fields = tuple(
            FieldError(pointer=f"{pointer}{each.pointer}", code=each.code, detail=each.detail)
            for each in error.errors
        ) or (FieldError(pointer=pointer, code=error.code, detail=error.detail),)
        raise type(error)(
            error.detail, errors=fields, retry_after_seconds=error.retry_after_seconds
        ) from error


def longest(found: Checked, jobs: list[PlannedJob]) -> float:
    """Give the seconds of the longest way through the graph."""
    return found.graph.longest({job.step: job.seconds for job in jobs})


def planned(wanted: PipelineRequest, found: Checked, jobs: list[PlannedJob]) -> Json:
    """Show what a pipeline would do: in what order, by whom, for how much, how long."""
    levels: dict[int, list[str]] = {}
    for name in found.graph.order:
        levels.setdefault(found.graph.levels[name], []).append(name)
    sure = [job for job in jobs if found.graph.steps[job.step].when is None]
    seconds = longest(found, jobs)
    return {
        "name": wanted.name,
        "order": [levels[level] for level in sorted(levels)],
        "price": _price(sum(job.price for job in sure), sum(job.price for job in jobs)),
        "estimatedSeconds": {"min": round(seconds / 2, 1), "max": round(seconds * 2, 1)},
        "steps": [_planned_step(step, found, jobs) for step in wanted.steps],
    }


def _planned_step(step: PipelineStep, found: Checked, jobs: list[PlannedJob]) -> Json:
    mine = [job for job in jobs if job.step == step.id]
    price = sum(job.price for job in mine)
    return {
        "id": step.id,
        "type": step.type,
        "after": list(found.graph.after[step.id]),
        "jobs": len(mine),
        "price": _price(0 if step.when else price, price),
        "estimatedSeconds": {
            "min": round(mine[0].seconds / 2, 1),
            "max": round(mine[0].seconds * 2, 1),
        },
        "providers": {
            ability: [
                {"provider": route.provider, "model": route.model, "why": route.why}
                for route in routes
            ]
            for ability, routes in mine[0].routes.items()
        },
    }


def _price(expected: int, most: int) -> Json:
    return {"min": 0, "expected": expected, "max": most}


def _without_inline(value: Json) -> Json:
    """Leave out what came inline: it is an asset by now, and too large to be shown."""
    match value:
        case str() if value[: len(INLINE)].lower() == INLINE:
            return INLINE
        case dict():
            return {key: _without_inline(each) for key, each in value.items()}
        case list():
            return [_without_inline(each) for each in value]
    return value


def links(has: Services, pipeline_id: str) -> Json:
    """Give a pipeline's links."""
    root = has.resources.settings.api.public_url.rstrip("/")
    me = f"{root}{BASE}/pipelines/{pipeline_id}"
    return {"self": me, "events": f"{me}/events", "cancel": f"{me}/cancel", "retry": f"{me}/retry"}
