"""The life of a pipeline in the database: admitted, opened, its steps begun and concluded, ended, tried again."""

from typing import Any, Final

from db.session import Database, jsonb
from domain.errors import Conflict, JobError
from domain.references import Results
from domain.values import Json, Value
from jobs.admission import Replay
from jobs.runs import RunKey
from jobs.starts import Start

NAMED: Final = "tenant_id, id, run, type, tier, params, options, priority, price, created_at"


class ItemKey(Value):
    """One job that a step of a pipeline's run may become. `run.job_id` is the pipeline's id."""

    run: RunKey
    step: str
    item: int


class ItemAdmission(Value):
    """A job that a pipeline may become: its hold is made with the pipeline's row."""

    step: str
    item: int
    place: int
    job_id: str
    type: str
    params: Json
    refs: dict[str, str]
    options: Json
    sources: tuple[str, ...]
    price: int
    target_seconds: int
    deadline_seconds: float | None
    seconds: float


class PipelineAdmission(Value):
    """A pipeline about to be accepted; `answer` is the body of the 202."""

    tenant_id: str
    user_id: str
    tier: str
    id: str
    name: str
    steps: Json
    on_failure: str
    priority: int
    metadata: dict[str, str]
    tags: tuple[str, ...]
    items: tuple[ItemAdmission, ...]
    jobs_per_month: int | None
    waiting_max: int
    replay: Replay | None
    answer: Json


class Due(Value):
    """An item whose turn it is, with what it takes from others. `start`: its job's, once it is one."""

    state: str
    status: str
    step: Json
    type: str
    params: Json
    refs: dict[str, str]
    options: Json
    target_seconds: int
    statuses: dict[str, tuple[str, ...]]
    results: dict[str, Results]
    start: Start | None


class Ended(Value):
    """How an item's job ended."""

    status: str
    error: JobError | None


class PipelineEnd(Value):
    """What the row says after the end was written, by us or by somebody before."""

    changed: bool
    status: str


async def admit_pipeline(database: Database, ask: PipelineAdmission) -> Json | None:
    """Accept the pipeline with a hold a job; answers None, or the first answer if this key was used before."""
    told = {
        **_camel(ask.model_dump(exclude={"items", "replay", "answer"})),
        "items": [_camel(item.model_dump()) for item in ask.items],
        "steps": ask.steps,
        "metadata": ask.metadata,
        "answer": ask.answer,
        **(ask.replay.model_dump() if ask.replay else {}),
    }
    return await database.value(
        "SELECT studio.pipeline_admit(:tenant, CAST(:ask AS jsonb))",
        tenant=ask.tenant_id, ask=jsonb(told),
    )  # fmt: skip


class Pipelines:
    """The writes of a pipeline's workflow. Every one may be repeated; all are refused once the run is over."""

    def __init__(self, database: Database) -> None:
        self.database = database

    async def opened(self, key: RunKey) -> None:
        """Say that the run has begun."""
        await self._value("pipeline_opened(:tenant, :pipeline, :run)", key)

    async def due(self, key: ItemKey) -> Due:
        """Read an item and what the steps before it made."""
        told = await self._value(
            "pipeline_due(:tenant, :pipeline, :run, :step, :item)", key.run, step=key.step, item=key.item
        )  # fmt: skip
        start = told.pop("start")
        return Due(**told, start=start and _start(start))

    async def given_up(
        self, key: RunKey, items: list[ItemKey], state: str, reason: str, error: JobError | None
    ) -> None:
        """Give back the holds of items that become no job. `state` is skipped or failed."""
        told = error and error.model_dump(mode="json", by_alias=True)
        named = [
            {"step": each.step, "item": each.item, "state": state, "reason": reason, "error": told}
            for each in items
        ]
        await self._value(
            "pipeline_skipped(:tenant, :pipeline, :run, CAST(:items AS jsonb))",
            key, items=jsonb(named),
        )  # fmt: skip

    async def started(self, key: ItemKey, **job: Any) -> None:
        """Make the item's job, with the hold that is there already."""
        told = {"step": key.step, "item": key.item, **_camel(job)}
        await self._value(
            "pipeline_started(:tenant, :pipeline, :run, CAST(:job AS jsonb))", key.run, job=jsonb(told)
        )  # fmt: skip

    async def concluded(self, key: ItemKey, lost: JobError) -> Ended:
        """Note that the item's workflow has closed; a job that it left open ends as `lost`."""
        told = await self._value(
            "pipeline_concluded(:tenant, :pipeline, :run, :step, :item, CAST(:lost AS jsonb))",
            key.run, step=key.step, item=key.item, lost=jsonb(lost.model_dump(mode="json", by_alias=True)),
        )  # fmt: skip
        return Ended.model_validate_json(jsonb(told))

    async def finish(self, key: RunKey, status: str, error: JobError | None) -> PipelineEnd:
        """End the run: what is open is cancelled and given back, in one transaction."""
        end = {"status": status, "error": error and error.model_dump(mode="json", by_alias=True)}
        told = await self._value(
            "pipeline_finish(:tenant, :pipeline, :run, CAST(:end AS jsonb))", key, end=jsonb(end)
        )
        return PipelineEnd.model_validate(told)

    async def _value(self, function: str, key: RunKey, **more: Any) -> Any:
        return await self.database.value(
            f"SELECT studio.{function}",  # constants
            tenant=key.tenant_id, pipeline=key.job_id, run=key.run, **more,
        )  # fmt: skip


class Requeued(Value):
    """A failed pipeline in its next run. `reserved` in credits, for what is unfinished."""

    reserved: int
    version: int


async def cancel_pipeline(database: Database, tenant_id: str, pipeline_id: str) -> int:
    """End the pipeline and all its open jobs at once; answers the credits refunded. Raises NotFound, Conflict."""
    try:
        told = await database.value(
            "SELECT studio.pipeline_cancel(:tenant, :pipeline)",
            tenant=tenant_id, pipeline=pipeline_id,
        )  # fmt: skip
    except Conflict as error:
        raise Conflict("The pipeline is over and can't be cancelled.") from error
    return int(told["refunded"])


async def retry_pipeline(
    database: Database, tenant_id: str, pipeline_id: str, **ask: Json
) -> Requeued:
    """Run what is unfinished again. `ask`: version, items and jobs_per_month. Raises Conflict, InsufficientCredits."""
    try:
        told = await database.value(
            "SELECT studio.pipeline_retry(:tenant, :pipeline, CAST(:ask AS jsonb))",
            tenant=tenant_id, pipeline=pipeline_id, ask=jsonb(_camel(ask)),
        )  # fmt: skip
    except Conflict as error:
        raise Conflict("Only a failed pipeline can be retried.") from error
    return Requeued.model_validate(told)


def _start(row: Json) -> Start:
    key = RunKey(tenant_id=row["tenant_id"], job_id=row["id"], run=row["run"])
    return Start(key=key, **{name: row[name] for name in NAMED.split(", ")[3:]})


def _camel(told: dict[str, Any]) -> dict[str, Any]:
    """Name fields as the functions read them."""
    named = {}
    for name, value in told.items():
        first, *rest = name.split("_")
        named[first + "".join(word.title() for word in rest)] = value
    return named
