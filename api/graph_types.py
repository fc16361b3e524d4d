"""What GraphQL shows: the same resources as REST, field by field, read from the same JSON."""

from typing import Final, NewType

import strawberry
from pydantic.alias_generators import to_camel
from strawberry.scalars import JSON
from strawberry.types.scalar import ScalarDefinition

from domain.jobs import JobStatus, Phase
from domain.templates import Category
from domain.values import Json

Moment = NewType("Moment", str)
Whole = NewType("Whole", int)

SCALARS: Final[dict[object, ScalarDefinition]] = {
    Moment: strawberry.scalar(
        name="DateTime",
        description="RFC 3339, in UTC with `Z`",
        specified_by_url="https://www.rfc-editor.org/rfc/rfc3339",
        parse_value=str,
    ),
    Whole: strawberry.scalar(
        name="Whole", description="A whole number of up to 53 bits", parse_value=int
    ),
}

strawberry.enum(JobStatus, description="`failed` goes back to `queued` by a retry alone")
strawberry.enum(Phase, description="The finer state, for people who watch")
strawberry.enum(Category, name="TemplateCategory")


def field_of(source: Json, name: str) -> Json:
    """Read a field: of JSON as REST shows it, or of an object."""
    return source.get(to_camel(name)) if isinstance(source, dict) else getattr(source, name)


@strawberry.type(description="A file that came out; `url` is signed and made anew at each reading")
class OutputFile:
    id: strawberry.ID
    role: str
    part: int
    name: str
    url: str
    url_expires_at: Moment
    mime_type: str
    bytes: Whole
    sha256: str
    width: int | None
    height: int | None
    duration_seconds: float | None
    metadata: JSON


@strawberry.type(description="Why a job failed")
class JobError:
    code: str
    category: str
    message: str
    retryable: bool
    step: str | None
    attempt: int | None
    pointer: str | None


@strawberry.type(description="One call to one provider; `part` is the variant, clip or chunk")
class Attempt:
    no: int
    run: int
    part: int
    provider: str
    model: str
    started_at: Moment
    ended_at: Moment | None
    outcome: str
    error_code: str | None
    vendor_job_id: str | None
    vendor_cancel: str | None
    fallback_reason: str | None


@strawberry.type(description="One activity of the workflow")
class Step:
    name: str
    part: int | None
    state: str
    started_at: Moment
    ended_at: Moment | None


@strawberry.type(description="Why a job waits, and where it stands as far as that is known")
class Queue:
    cause: str
    position: int | None


@strawberry.type(description="A job as `GET /jobs/{jobId}` shows it")
class Job:
    id: strawberry.ID
    type: str
    status: JobStatus
    phase: Phase
    progress: int
    run: int
    params: JSON
    provider: str | None
    credits_reserved: int
    credits_charged: int
    credits_refunded: int
    outputs: list[OutputFile]
    error: JobError | None
    attempts: list[Attempt]
    steps: list[Step]
    queue: Queue | None
    metadata: JSON
    tags: list[str]
    version: int
    created_at: Moment
    started_at: Moment | None
    completed_at: Moment | None
    estimated_completion_time: Moment | None
    pipeline_id: strawberry.ID | None
    pipeline_step: str | None
    pipeline_item: int | None
    links: JSON


@strawberry.type(description="A template as `GET /templates` lists it")
class Template:
    id: strawberry.ID
    name: str
    category: Category
    preview_image_url: str | None
    price: int
    is_featured: bool


@strawberry.type(description="Jobs of this month; without a limit, `limit` is null")
class Accepted:
    accepted: int
    limit: int | None


@strawberry.type(description="Jobs that have one of the tenant's places")
class AtOnce:
    running: int
    limit: int


@strawberry.type(description="The month to date against the tier")
class Usage:
    month: str
    tier: str
    credits_charged: Whole
    jobs: Accepted
    jobs_at_once: AtOnce
    requests_per_minute: int


@strawberry.type(description="Where a page begins and ends, and whether there is another")
class PageInfo:
    has_next_page: bool
    has_previous_page: bool
    start_cursor: str | None
    end_cursor: str | None


@strawberry.type
class JobEdge:
    node: Job
    cursor: str


@strawberry.type
class JobConnection:
    edges: list[JobEdge]
    page_info: PageInfo


@strawberry.type
class TemplateEdge:
    node: Template
    cursor: str


@strawberry.type
class TemplateConnection:
    edges: list[TemplateEdge]
    page_info: PageInfo
