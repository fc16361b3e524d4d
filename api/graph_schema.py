"""The four queries of GraphQL, over the same readers, cursors and rights as REST."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Annotated, Final

import strawberry
from fastapi import Request
from graphql import GraphQLError, MaxIntrospectionDepthRule, NoSchemaIntrospectionCustomRule
from strawberry.dataloader import DataLoader
from strawberry.extensions import AddValidationRules
from strawberry.schema.config import StrawberryConfig
from strawberry.types import ExecutionContext

from api.graph_bounds import PAGE, PAGE_MAX
from api.graph_types import (
    SCALARS,
    Job,
    JobConnection,
    TemplateConnection,
    Usage,
    field_of,
)
from api.present import resources
from api.replies import Cursor, encode_cursor, fingerprint, opened_cursor
from api.services import Services
from api.templates import listing
from api.wallet import usage
from domain.errors import FieldError, NotFound, Unauthorized, ValidationFailed
from domain.identity import Identity, Role
from domain.jobs import JobStatus
from domain.templates import Category
from domain.values import Json
from jobs.reading import JobFilter, JobRow, get_all
from jobs.reading import page as read_page
from jobs.templates import Templates

FILE: Final = Path(__file__).parent.parent / "docs" / "schema.graphql"
TYPE: Final = re.compile(r"[a-z0-9-]{1,64}")
CURSOR_LENGTH_MAX: Final = 512

First = Annotated[int, strawberry.argument(description=f"1 to {PAGE_MAX}")]
After = Annotated[
    str | None, strawberry.argument(description="`cursor` of an edge, or of REST's list of the same filter")
]  # fmt: skip


@dataclass
class Context:
    """What the resolvers of one request share."""

    request: Request
    has: Services
    identity: Identity | None

    @property
    def caller(self) -> Identity:
        """Give who calls. Raises Unauthorized."""
        if self.identity is None:
            raise Unauthorized("Send Authorization: Bearer with a token or an API key.")
        return self.identity

    @cached_property
    def jobs(self) -> DataLoader[str, Json]:
        """Read the jobs that are asked for by id, all in one read."""
        return DataLoader(self._read_jobs)

    async def _read_jobs(self, job_ids: list[str]) -> Sequence[Json | BaseException]:
        me = self.caller
        rows = await get_all(self.has.resources.app, me.tenant_id, job_ids)
        seen = [row for row in rows if _may_see(me, row)]
        shown = {job["id"]: job for job in await resources(self.has, me.tenant_id, seen)}
        return [shown.get(name) or NotFound(f"There is no job {name!r}.") for name in job_ids]


Info = strawberry.Info[Context, None]


async def studio_job(info: Info, id: strawberry.ID) -> Job | None:  # noqa: A002 - the contract's name
    """Read a job."""
    found: Job = await info.context.jobs.load(str(id))
    return found


async def studio_jobs(
    info: Info,
    status: JobStatus | None = None,
    type: str | None = None,  # noqa: A002 - the contract's name
    first: First = PAGE,
    after: After = None,
) -> JobConnection | None:
    """List the caller's jobs, newest first."""
    has, me = info.context.has, info.context.caller
    if type is not None and not TYPE.fullmatch(type):
        raise _wrong("/type", "pattern", "No job type has such a name.")
    told = _narrowed(status=status and status.value, type=type)
    narrowed = JobFilter(user_id=me.user_id, status=status, type=type, before=_place(after, told))
    rows, following = await read_page(
        has.resources.app, me.tenant_id, narrowed, limit=_limit(first)
    )
    shown: list[Json] = await resources(has, me.tenant_id, rows)
    cursors = [encode_cursor(row.place, told) for row in rows]
    page: JobConnection = _connection(shown, cursors, more=following is not None, after=after)
    return page


async def studio_templates(
    info: Info,
    category: Category | None = None,
    first: First = PAGE,
    after: After = None,
) -> TemplateConnection | None:
    """List the templates, newest first; with a token also the tenant's own."""
    has, me = info.context.has, info.context.identity
    told = _narrowed(category=category and category.value)
    found, following = await Templates(has.resources.app).page(
        me.tenant_id if me else None,
        category=category,
        before=_place(after, told),
        limit=_limit(first),
    )
    cursors = [encode_cursor((each.created_at, each.id), told) for each in found]
    shown: list[Json] = [listing(has, each) for each in found]
    page: TemplateConnection = _connection(shown, cursors, more=following is not None, after=after)
    return page


async def studio_usage(info: Info) -> Usage | None:
    """Read the month to date against the tier."""
    shown: Usage = await usage(info.context.has, info.context.caller)
    return shown


@strawberry.type(description="Read-only: what changes something is REST's")
class Query:
    """The four queries. Each may be null beside an error of its own, and leaves the others alone."""

    studio_job: Job | None = strawberry.field(resolver=studio_job, description="Read a job")
    studio_jobs: JobConnection | None = strawberry.field(
        resolver=studio_jobs, description="List the caller's jobs, newest first"
    )
    studio_templates: TemplateConnection | None = strawberry.field(
        resolver=studio_templates,
        description="List the templates, newest first; with a token also the tenant's own",
    )
    studio_usage: Usage | None = strawberry.field(
        resolver=studio_usage, description="Read the month to date against the tier"
    )


class Schema(strawberry.Schema):
    """Leaves errors to the door, which tells and logs them."""

    def process_errors(
        self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None
    ) -> None:
        """Do nothing."""


def build(*, introspection: bool) -> Schema:
    """Make the schema."""
    rule = MaxIntrospectionDepthRule if introspection else NoSchemaIntrospectionCustomRule
    return Schema(
        query=Query,
        config=StrawberryConfig(
            default_resolver=field_of, scalar_map=SCALARS, disable_field_suggestions=not introspection
        ),
        extensions=[lambda: AddValidationRules([rule])],
    )  # fmt: skip


def text() -> str:
    """Write the schema."""
    return build(introspection=True).as_str() + "\n"


def _may_see(me: Identity, row: JobRow) -> bool:
    return row.user_id == me.user_id or me.has(Role.ADMIN) or me.operator


def _narrowed(**told: str | None) -> str:
    return fingerprint((name, value) for name, value in told.items() if value is not None)


def _limit(first: int) -> int:
    if not 1 <= first <= PAGE_MAX:
        raise _wrong("/first", "range", f"A page has 1 to {PAGE_MAX}.")
    return first


def _place(after: str | None, of_filter: str) -> Cursor | None:
    if after is None:
        return None
    if len(after) > CURSOR_LENGTH_MAX:
        raise _wrong("/after", "cursor", "The cursor is not one of this list's.")
    return opened_cursor(after, of_filter, "/after")


def _wrong(pointer: str, code: str, detail: str) -> ValidationFailed:
    return ValidationFailed(detail, errors=(FieldError(pointer=pointer, code=code, detail=detail),))


def _connection(nodes: list[Json], cursors: list[str], *, more: bool, after: str | None) -> Json:
    return {
        "edges": [
            {"node": node, "cursor": cursor} for node, cursor in zip(nodes, cursors, strict=True)
        ],
        "pageInfo": {
            "hasNextPage": more,
            "hasPreviousPage": after is not None,
            "startCursor": cursors[0] if cursors else None,
            "endCursor": cursors[-1] if cursors else None,
        },
    }


if __name__ == "__main__":
    FILE.write_text(text())
