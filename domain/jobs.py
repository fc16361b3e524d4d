"""The life of a job: its states, its phases, and the resource that every door shows."""

from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from domain.errors import JobError
from domain.values import Edge


class JobStatus(StrEnum):
    QUEUED = "queued"
    PROCESSING = "processing"
    COMPLETED = "completed"
    FAILED = "failed"
    CANCELLED = "cancelled"


TERMINAL: Final = frozenset({JobStatus.COMPLETED, JobStatus.FAILED, JobStatus.CANCELLED})


class Phase(StrEnum):
    """The finer state, for people who watch."""

    WAITING = "waiting"
    MODERATING = "moderating"
    RESERVING = "reserving"
    SUBMITTING = "submitting"
    GENERATING = "generating"
    RECONCILING = "reconciling"
    POST_PROCESSING = "post-processing"
    UPLOADING = "uploading"
    SETTLING = "settling"


class Attempt(Edge):
    """One call to one provider. `part` is the variant, clip or chunk."""

    no: int
    run: int
    part: int
    provider: str
    model: str
    started_at: datetime
    ended_at: datetime | None = None
    outcome: str
    error_code: str | None = None
    vendor_job_id: str | None = None
    vendor_cancel: str | None = None
    fallback_reason: str | None = None


class Step(Edge):
    """One activity of the workflow."""

    name: str
    part: int | None = None
    state: str
    started_at: datetime
    ended_at: datetime | None = None


class OutputFile(Edge):
    """A file that came out. `url` is signed and made anew at each reading."""

    id: str
    role: str
    part: int
    name: str
    url: str
    url_expires_at: datetime
    mime_type: str
    bytes: int
    sha256: str
    width: int | None = None
    height: int | None = None
    duration_seconds: float | None = None
    metadata: dict[str, str] = {}


class Queue(Edge):
    """Why a job waits, and where it stands as far as that is known."""

    cause: str
    position: int | None = None


class Job(Edge):
    """A job as `GET`, the event stream and every other door show it."""

    id: str
    type: str
    status: JobStatus
    phase: Phase
    progress: int
    run: int
    params: dict[str, Any]
    provider: str | None
    credits_reserved: int
    credits_charged: int
    credits_refunded: int
    outputs: tuple[OutputFile, ...]
    error: JobError | None
    attempts: tuple[Attempt, ...]
    steps: tuple[Step, ...]
    queue: Queue | None = None
    metadata: dict[str, str]
    tags: tuple[str, ...]
    version: int
    created_at: datetime
    started_at: datetime | None
    completed_at: datetime | None
    estimated_completion_time: datetime | None = None
    pipeline_id: str | None = None
    pipeline_step: str | None = None
    pipeline_item: int | None = None
    links: dict[str, str] = {}
