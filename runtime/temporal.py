"""Our Temporal set-up in one place: the client, and how jobs are started on it."""

import json
from datetime import timedelta
from typing import Any, Final

from temporalio.client import Client
from temporalio.common import (
    Priority,
    SearchAttributeKey,
    SearchAttributePair,
    TypedSearchAttributes,
    WorkflowIDConflictPolicy,
    WorkflowIDReusePolicy,
)
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.exceptions import WorkflowAlreadyStartedError
from temporalio.runtime import Runtime

from activities.pipelines import ChildStart
from activities.queues import STUDIO
from domain.requests import JobRequest, Wish
from domain.tiers import Tier
from domain.values import Value
from jobs.starts import PIPELINE, Start
from runtime.numbers import Numbers
from runtime.settings import TemporalSettings
from workflows._job import JobInput, JobType
from workflows.pipeline import PipelineInput, StepPlan

JOB: Final = SearchAttributeKey.for_keyword("StudioJob")
TENANT: Final = SearchAttributeKey.for_keyword("StudioTenant")
PROVIDER: Final = SearchAttributeKey.for_keyword("StudioProvider")
PHASE: Final = SearchAttributeKey.for_keyword("StudioPhase")
CREDITS: Final = SearchAttributeKey.for_int("StudioCredits")

RPC_TIMEOUT: Final = timedelta(seconds=10)
"""A call that the server took and forgot holds nobody up."""
BACKSTOP: Final = timedelta(minutes=10)
"""The job's own deadline ends it; the server's is only for a workflow that can't."""
WEIGHTS: Final = {Tier.FREE: 1.0, Tier.PRO: 2.0, Tier.PROMAX: 4.0, Tier.ENTERPRISE: 8.0}
FAIRNESS_KEY_LENGTH_MAX: Final = 64
STRETCH_SECONDS: Final = 3 * 3_600
"""What a source's length may add to a job's time."""
PIPELINE_SECONDS_MAX: Final = 7 * 86_400


async def connect(
    settings: TemporalSettings, *, runtime: Runtime | None = None, lazy: bool = False
) -> Client:
    """Open a client. `lazy`: the server may be away; the first call finds out."""
    return await Client.connect(
        settings.address,
        namespace=settings.namespace,
        data_converter=pydantic_data_converter,
        tls=settings.tls,
        api_key=settings.api_key.get_secret_value() if settings.api_key else None,
        runtime=runtime,
        lazy=lazy,
    )


async def start(client: Client, start: Start, job: JobType, numbers: Numbers) -> None:
    """Start a run's workflow. It may be repeated for ever: the id is the run's own."""
    request = job.request.model_validate_json(json.dumps(start.params))
    await _start(
        client,
        start,
        job.name,
        _handed(start, job, numbers, request),
        seconds=_seconds_max(job, numbers),
        summary=_summary(start, job, request),
    )


async def start_pipeline(client: Client, start: Start, numbers: Numbers) -> None:
    """Start a pipeline's workflow, as often as it takes."""
    handed = PipelineInput(
        key=start.key,
        steps=tuple(StepPlan.model_validate(step) for step in start.params["steps"]),
        on_failure=start.params["onFailure"],
        jobs_at_once=numbers.tiers[Tier(start.tier)].jobs_at_once,
    )
    count = sum(step.jobs for step in handed.steps)
    size = f"{len(handed.steps)} steps, {count} jobs, {start.price} credits"
    told = f"{start.params['name']}: {size}, run {start.key.run}"
    seconds = min(start.options["targetSeconds"] + STRETCH_SECONDS * count, PIPELINE_SECONDS_MAX)
    await _start(client, start, PIPELINE, handed, seconds=seconds, summary=told)


def child_of(start: Start, job: JobType, numbers: Numbers) -> ChildStart:
    """Say how a pipeline's workflow starts the workflow of a job."""
    request = job.request.model_validate_json(json.dumps(start.params))
    return ChildStart(
        key=start.key,
        type=job.name,
        handed=_handed(start, job, numbers, request).model_dump(mode="json", by_alias=True),
        seconds_max=_seconds_max(job, numbers) + BACKSTOP.total_seconds(),
        summary=_summary(start, job, request),
        provider=str(start.options.get("provider") or "auto"),
        price=start.price,
    )


def _handed(start: Start, job: JobType, numbers: Numbers, request: JobRequest) -> JobInput[Any]:
    return JobInput[job.request](  # type: ignore[name-defined] # the request's class is found at run time
        key=start.key,
        tier=start.tier,
        request=request,
        wish=Wish.model_validate(start.options),
        price=start.price,
        source_seconds_max=numbers.tiers[Tier(start.tier)].source_minutes_max * 60,
        video_seconds_max=numbers.tiers[Tier(start.tier)].video_seconds_max,
        held_seconds=start.options.get("held_seconds"),
        segments=numbers.segments,
    )


def _seconds_max(job: JobType, numbers: Numbers) -> float:
    return numbers.jobs[job.name].target_seconds + STRETCH_SECONDS


def _summary(start: Start, job: JobType, request: JobRequest) -> str:
    return f"{job.summary}: {job.describe(request)}, {start.price} credits, run {start.key.run}"


async def _start(
    client: Client, start: Start, name: str, handed: Value, *, seconds: float, summary: str
) -> None:
    try:
        await client.start_workflow(
            name,
            handed,
            id=start.key.workflow_id,
            task_queue=STUDIO,
            id_reuse_policy=WorkflowIDReusePolicy.REJECT_DUPLICATE,
            id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
            execution_timeout=timedelta(seconds=seconds) + BACKSTOP,
            search_attributes=_attributes(start),
            static_summary=summary,
            priority=Priority(
                priority_key=start.priority + 1,
                fairness_key=start.key.tenant_id[:FAIRNESS_KEY_LENGTH_MAX],
                fairness_weight=WEIGHTS[Tier(start.tier)],
            ),
            rpc_timeout=RPC_TIMEOUT,
        )
    except WorkflowAlreadyStartedError:
        return  # this run was started before, and is over


def _attributes(start: Start) -> TypedSearchAttributes:
    return TypedSearchAttributes(
        [
            SearchAttributePair(JOB, start.key.job_id),
            SearchAttributePair(TENANT, start.key.tenant_id),
            SearchAttributePair(PROVIDER, str(start.options.get("provider") or "auto")),
            SearchAttributePair(PHASE, "running"),
            SearchAttributePair(CREDITS, start.price),
        ]
    )
