"""The steps of a pipeline's workflow: an item's turn, its end, and the end of the whole."""

import asyncio
import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Final

import structlog
from pydantic import ValidationError
from temporalio import activity

from activities.errors import reported
from domain.assets import kind_of
from domain.conditions import holds, status_of
from domain.errors import (
    Conflict,
    Internal,
    JobError,
    MediaInvalid,
    NotFound,
    SourceFetchFailed,
    StudioError,
    ValidationFailed,
)
from domain.pipelines import PipelineStep
from domain.references import found, listed, parse, swapped
from domain.requests import JobRequest, MediaField, ModelField
from domain.slots import StepType, mark_at
from domain.values import Json, Value
from jobs.assets import find
from jobs.models import Models
from jobs.pipelines import Due, Ended, ItemKey, PipelineEnd, Pipelines, cancel_pipeline
from jobs.runs import RunKey
from jobs.starts import Start

POLL_SECONDS: Final = 1.0
NOT_ASKED: Final = ("before", "after", "jobs")
"""What a stored step has beside what was asked."""

log = structlog.get_logger(__name__)


class ChildStart(Value):
    """How a job's workflow is started as a child. `price` in credits."""

    key: RunKey
    type: str
    handed: Json
    seconds_max: float
    summary: str
    provider: str
    price: int


class Begun(Value):
    """An item whose turn has come: its job to start, or how it stands without one."""

    status: str
    error: JobError | None = None
    child: ChildStart | None = None


class Skipping(Value):
    """Items that will not be, and why."""

    key: RunKey
    items: tuple[ItemKey, ...]
    reason: str


class PipelineEnding(Value):
    """A pipeline's run and how it ends."""

    key: RunKey
    status: str
    error: JobError | None = None


class PipelineSteps:
    """Reads and writes rows only; every step may be repeated, and finds what it did before."""

    def __init__(
        self,
        pipelines: Pipelines,
        types: Mapping[str, StepType],
        prepare: Callable[[Start], ChildStart],
    ) -> None:
        self.pipelines = pipelines
        self.types = types
        self.prepare = prepare

    @activity.defn(name="pipelines.open")
    async def open(self, key: RunKey) -> None:
        """Say that the run has begun."""
        with reported():
            await self.pipelines.opened(key)

    @activity.defn(name="pipelines.begin")
    async def begin(self, key: ItemKey) -> Begun:
        """Make an item's job of what the steps before it made; or skip it, where its condition does not hold."""
        with reported():
            due = await self.pipelines.due(key)
            if due.state == "waiting":
                try:
                    reason = _idle(due, key)
                    if reason is None:
                        await self._make(due, key)
                    else:
                        await self.pipelines.given_up(key.run, [key], "skipped", reason, None)
                except (ValidationFailed, MediaInvalid, SourceFetchFailed) as error:
                    told = _told(error)
                    await self.pipelines.given_up(key.run, [key], "failed", "input", told)
                    return Begun(status="failed", error=told)
                due = await self.pipelines.due(key)
            open_ = due.start is not None and due.status in ("queued", "processing")
            child = self.prepare(due.start) if due.start and open_ else None
            return Begun(status=due.status, child=child)

    @activity.defn(name="pipelines.conclude")
    async def conclude(self, key: ItemKey) -> Ended:
        """Note an item's end, and say how it was. What its workflow left open was lost."""
        with reported():
            return await self.pipelines.concluded(key, _told(Internal(LOST)))

    @activity.defn(name="pipelines.skip")
    async def skip(self, skipping: Skipping) -> None:
        """Give back what is held for items that will not be."""
        with reported():
            await self.pipelines.given_up(
                skipping.key, list(skipping.items), "skipped", skipping.reason, None
            )

    @activity.defn(name="pipelines.follow")
    async def follow(self, key: ItemKey) -> None:
        """Wait for a job whose workflow somebody else has started: a pipeline's that was lost."""
        with reported():
            while (await self.pipelines.due(key)).status in ("queued", "processing"):
                activity.heartbeat()
                await asyncio.sleep(POLL_SECONDS)

    @activity.defn(name="pipelines.end")
    async def end(self, ending: PipelineEnding) -> PipelineEnd:
        """End the run; what is open is cancelled, and what is held given back. A repeat finds what the row became."""
        with reported():
            became = await self.pipelines.finish(ending.key, ending.status, ending.error)
        if became.changed:
            log.info("pipeline_ended", **ending.key.model_dump(), status=became.status)
        return became

    @activity.defn(name="pipelines.release")
    async def release(self, key: RunKey) -> None:
        """Cancel the row where only Temporal was told; a row that is over stays as it is."""
        with reported(), suppress(Conflict):
            await cancel_pipeline(self.pipelines.database, key.tenant_id, key.job_id)

    async def _make(self, due: Due, key: ItemKey) -> None:
        step = _step(due)
        names = {stand_in: _meant(text, due, step, key) for stand_in, text in due.refs.items()}
        request = self._request(due, swapped(due.params, names))
        sources = await self._sources(key.run.tenant_id, names, request)
        await self.pipelines.started(
            key,
            params=request.model_dump(mode="json", by_alias=True, exclude=set(request.steering())),
            options=await self._options(due, key.run.tenant_id, request),
            sources=sources,
            target_seconds=due.target_seconds,
        )

    def _request(self, due: Due, params: Json) -> JobRequest:
        try:
            return self.types[due.type].request.model_validate_json(json.dumps(params))
        except ValidationError as error:
            raise ValidationFailed("What the steps before made does not fit.") from error

    async def _sources(
        self, tenant_id: str, names: Mapping[str, Json], request: JobRequest
    ) -> list[str]:
        """Name the assets that a job reads, and see that those just made are of a kind that fits."""
        made = {name for name in names.values() if str(name).startswith("asset_")}
        sources = []
        for path, value in _leaves(request.model_dump(mode="json", by_alias=True)):
            mark = mark_at(type(request), path)
            if not isinstance(mark, MediaField) or not mark.applies(request):
                continue
            if not str(value).startswith("asset_"):
                continue
            try:
                asset = await find(self.pipelines.database, tenant_id, value)
            except NotFound as error:
                raise SourceFetchFailed(f"The source of {path[-1]} was deleted.") from error
            if value in made and kind_of(asset.mime_type) not in mark.kinds:
                raise MediaInvalid(
                    f"{path[-1]} takes {' or '.join(mark.kinds)}, and it is {asset.mime_type}."
                )
            sources.append(asset.id)
        return sources

    async def _options(self, due: Due, tenant_id: str, request: JobRequest) -> Json:
        """Pin the provider that alone has a model that was made on the way."""
        options = dict(due.options)
        for path, value in _leaves(request.model_dump(mode="json", by_alias=True)):
            mark = mark_at(type(request), path)
            if isinstance(mark, ModelField) and isinstance(value, str):
                model = await Models(self.pipelines.database).get(tenant_id, value, mark.kind)
                if model.status != "ready":
                    raise MediaInvalid(f"The model {value!r} is {model.status}.")
                if mark.pins:
                    options |= {"provider": model.provider, "allow_fallback": False}
        return options


LOST: Final = "The step's work was lost; nothing was charged for it."


def _step(due: Due) -> PipelineStep:
    asked = {name: value for name, value in due.step.items() if name not in NOT_ASKED}
    return PipelineStep.model_validate_json(json.dumps(asked))


def _idle(due: Due, key: ItemKey) -> str | None:
    """Say why an item becomes no job; None where it does."""
    step = _step(due)
    statuses = {name: status_of(items) for name, items in due.statuses.items()}
    if step.when and not holds(step.when, statuses, due.results):
        return "condition"
    if step.for_each and step.for_each.ref:
        made = listed(parse(step.for_each.ref), due.results)
        if key.item >= len(made):
            return "no_item"
    return None


def _meant(text: str, due: Due, step: PipelineStep, key: ItemKey) -> Json:
    wanted = parse(text)
    try:
        if wanted.what == "item":
            assert step.for_each
            assert step.for_each.ref
            return listed(parse(step.for_each.ref), due.results)[key.item]["id"]
        return found(wanted, due.results)
    except LookupError as error:
        raise SourceFetchFailed(str(error.args[0])) from error


def _leaves(
    value: Json, path: tuple[str | int, ...] = ()
) -> list[tuple[tuple[str | int, ...], Json]]:
    match value:
        case dict():
            return [leaf for key, each in value.items() for leaf in _leaves(each, (*path, key))]
        case list():
            return [leaf for at, each in enumerate(value) for leaf in _leaves(each, (*path, at))]
    return [(path, value)]


def _told(error: StudioError) -> JobError:
    return JobError(
        code=error.code,
        category=error.category,
        message=error.detail,
        retryable=error.retryable,
    )
