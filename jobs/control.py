"""What a client does to a job that exists: cancel, retry, delete."""

from db.session import Database, jsonb
from domain.errors import Conflict
from domain.values import Json, Value


class Cancelled(Value):
    """`changed`: this call did it. `refunded` in credits."""

    changed: bool
    refunded: int
    version: int


class Requeued(Value):
    """A failed job in its next run. `reserved` in credits."""

    reserved: int
    version: int


async def cancel(database: Database, tenant_id: str, job_id: str) -> Cancelled:
    """End the job at once and give its credits back. Raises NotFound, Conflict when it is over."""
    try:
        answer = await database.value(
            "SELECT studio.cancel(:tenant, :job)", tenant=tenant_id, job=job_id
        )
    except Conflict as error:
        raise Conflict("The job is over and can't be cancelled.") from error
    return Cancelled.model_validate(answer)


async def retry(
    database: Database, tenant_id: str, job_id: str, *, options: Json, jobs_per_month: int | None
) -> Requeued:
    """Run a failed job again with a new hold. Raises NotFound, Conflict, InsufficientCredits."""
    ask = {"options": options, "jobsPerMonth": jobs_per_month}
    try:
        answer = await database.value(
            "SELECT studio.retry(:tenant, :job, CAST(:ask AS jsonb))",
            tenant=tenant_id, job=job_id, ask=jsonb(ask),
        )  # fmt: skip
    except Conflict as error:
        raise Conflict("Only a failed job can be retried.") from error
    return Requeued.model_validate(answer)
