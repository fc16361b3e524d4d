"""What the operations on pipelines answer with, as clients' generated models have it. Credits, seconds."""

from datetime import datetime
from typing import Any, Literal

from api.answers import Interval, PlannedProvider, Price
from domain.errors import JobError
from domain.jobs import JobStatus, OutputFile, Queue
from domain.pipelines import OnFailure
from domain.values import Edge

StepState = Literal["queued", "processing", "completed", "failed", "cancelled", "skipped"]


class PipelineSubmitted(Edge):
    """A pipeline that was accepted."""

    pipeline_id: str
    status: str
    credits_reserved: int
    estimated_completion_time: str
    links: dict[str, str]


class PipelineJob(Edge):
    """One job of a step; without an id while it only has its hold, or never became one."""

    item: int
    job_id: str | None
    status: StepState
    reason: str | None
    progress: int
    credits_reserved: int
    credits_charged: int
    credits_refunded: int
    error: JobError | None
    outputs: tuple[OutputFile, ...]
    links: dict[str, str]


class PipelineStepShown(Edge):
    """A step, what was asked of it, and how its jobs stand. `needs` are the steps whose results it takes."""

    id: str
    type: str
    params: dict[str, Any]
    needs: tuple[str, ...]
    for_each: Any = None
    when: dict[str, Any] | None = None
    allow_fallback: bool | None = None
    deadline_seconds: int | None = None
    status: StepState
    progress: int
    jobs: tuple[PipelineJob, ...]


class Pipeline(Edge):
    """A pipeline as `GET` and the event stream show it. `outputs` are those of its last steps."""

    id: str
    name: str
    status: JobStatus
    progress: int
    run: int
    on_failure: OnFailure
    steps: tuple[PipelineStepShown, ...]
    credits_reserved: int
    credits_charged: int
    credits_refunded: int
    outputs: tuple[OutputFile, ...]
    error: JobError | None
    queue: Queue | None = None
    metadata: dict[str, str]
    tags: tuple[str, ...]
    version: int
    created_at: datetime
    started_at: datetime | None
    completed_at: datetime | None
    estimated_completion_time: datetime | None = None
    links: dict[str, str] = {}


class PlannedStep(Edge):
    """A step that would run: after which others, as how many jobs, by whom."""

    id: str
    type: str
    after: list[str]
    jobs: int
    price: Price
    estimated_seconds: Interval
    providers: dict[str, list[PlannedProvider]]


class PipelinePlan(Edge):
    """What a pipeline would do; nothing is stored, held or run. `order`: steps that run side by side, in turn."""

    name: str
    order: list[list[str]]
    price: Price
    estimated_seconds: Interval
    steps: list[PlannedStep]


class PresetShown(Edge):
    """A pipeline to be filled in: `parameters` is the JSON Schema of what it takes."""

    name: str
    summary: str
    own: bool
    types: list[str]
    parameters: dict[str, Any]
