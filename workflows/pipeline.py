"""A pipeline: steps side by side where they can be, each the ordinary workflow of its job type."""

import asyncio
from contextlib import suppress
from datetime import timedelta
from typing import Final

from temporalio import workflow
from temporalio.common import (
    SearchAttributeKey,
    SearchAttributePair,
    TypedSearchAttributes,
    WorkflowIDReusePolicy,
)
from temporalio.exceptions import ApplicationError, FailureError, WorkflowAlreadyStartedError
from temporalio.workflow import ChildWorkflowCancellationType, ParentClosePolicy

from activities.pipelines import (
    Begun,
    ChildStart,
    PipelineEnding,
    PipelineSteps,
    Skipping,
)
from activities.queues import STUDIO
from domain.conditions import status_of
from domain.errors import Internal, JobError
from domain.pipelines import OnFailure
from domain.values import Value
from jobs.pipelines import ItemKey
from jobs.runs import RunKey
from workflows._details import Table
from workflows._lifecycle import CANCEL_ARRIVES, to_the_end
from workflows._steps import CLOSING, WATCHED, moment, run

JOB_ID: Final = SearchAttributeKey.for_keyword("StudioJob")
TENANT: Final = SearchAttributeKey.for_keyword("StudioTenant")
PROVIDER: Final = SearchAttributeKey.for_keyword("StudioProvider")
PHASE: Final = SearchAttributeKey.for_keyword("StudioPhase")
CREDITS: Final = SearchAttributeKey.for_int("StudioCredits")


class StepPlan(Value):
    """A step. `before` must have completed, `after` must have ended, `jobs` it may become."""

    id: str
    type: str
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    jobs: int = 1


class PipelineInput(Value):
    """What a pipeline's workflow is started with."""

    key: RunKey
    steps: tuple[StepPlan, ...]
    on_failure: OnFailure
    jobs_at_once: int


class PipelineResult(Value):
    """How a pipeline that completed ends: each step's status."""

    steps: dict[str, str]


@workflow.defn(name="pipeline")
class PipelineWorkflow:
    """Begin what can begin, wait for it, and go on; end the whole once."""

    @workflow.run
    async def run(self, pipeline: PipelineInput) -> PipelineResult:
        return await Course(pipeline).live()


class Course:
    """One run of a pipeline, from its first step to its last."""

    def __init__(self, pipeline: PipelineInput) -> None:
        self.key = pipeline.key
        self.pipeline = pipeline
        self.places = asyncio.Semaphore(pipeline.jobs_at_once)
        self.statuses: dict[str, str] = {}
        self.ended = {step.id: asyncio.Event() for step in pipeline.steps}
        self.tasks: list[asyncio.Task[None]] = []
        self.error: JobError | None = None
        self.broken = False
        self.stopping = False
        self.table = Table([step.id for step in pipeline.steps])

    async def live(self) -> PipelineResult:
        """Run all steps; the run ends exactly once."""
        try:
            await moment(PipelineSteps.open, self.key, CLOSING)
            self.tasks = [asyncio.create_task(self._step(step)) for step in self.pipeline.steps]
            await workflow.wait_condition(self._is_over)
            self._raise_defects()
        except (FailureError, asyncio.CancelledError) as error:
            return await self._end_badly(error)
        return await self._end()

    def _is_over(self) -> bool:
        defect = any(task.done() and task.exception() is not None for task in self.tasks)
        return self.broken or defect or all(task.done() for task in self.tasks)

    def _raise_defects(self) -> None:
        for task in self.tasks:
            if task.done() and (error := task.exception()) is not None:
                raise error

    async def _step(self, step: StepPlan) -> None:
        for name in step.after:
            await self.ended[name].wait()
        items = [ItemKey(run=self.key, step=step.id, item=item) for item in range(step.jobs)]
        if all(self.statuses[name] == "completed" for name in step.before):
            statuses = await asyncio.gather(*(self._item(key, step) for key in items))
        else:
            skipping = Skipping(key=self.key, items=tuple(items), reason="dependency")
            await moment(PipelineSteps.skip, skipping, CLOSING)
            statuses = ["skipped"]
        self.statuses[step.id] = status_of(statuses)
        self.table.show(step.id, self.statuses[step.id])
        self.ended[step.id].set()

    async def _item(self, key: ItemKey, step: StepPlan) -> str:
        """Begin an item, wait for its job, and note its end. A place is one of the tenant's jobs at once."""
        async with self.places:
            if self.stopping:
                return "cancelled"
            self.table.show(step.id, "running")
            begun = await moment(PipelineSteps.begin, key, CLOSING)
            status, error = begun.status, begun.error
            if begun.child and not self.stopping:
                await self._child(key, begun.child)
                ended = await moment(PipelineSteps.conclude, key, CLOSING)
                status, error = ended.status, ended.error
        self._heed(step, begun, status, error)
        return status

    def _heed(self, step: StepPlan, begun: Begun, status: str, error: JobError | None) -> None:
        """Take a failure for the pipeline's own. One that was there before, in an earlier run, is as good."""
        if status not in ("failed", "cancelled"):
            return
        self.error = self.error or _blame(step.id, error or begun.error)
        if self.pipeline.on_failure == "cancel":
            self.broken = True

    async def _child(self, key: ItemKey, child: ChildStart) -> None:
        """Run an item's job as a child; how it ended its row tells."""
        try:
            handle = await workflow.start_child_workflow(
                child.type,
                child.handed,
                id=child.key.workflow_id,
                task_queue=STUDIO,
                id_reuse_policy=WorkflowIDReusePolicy.REJECT_DUPLICATE,
                parent_close_policy=ParentClosePolicy.REQUEST_CANCEL,
                cancellation_type=ChildWorkflowCancellationType.WAIT_CANCELLATION_COMPLETED,
                execution_timeout=timedelta(seconds=child.seconds_max),
                search_attributes=_attributes(child),
                static_summary=child.summary,
            )
        except WorkflowAlreadyStartedError:
            await run(PipelineSteps.follow, key, WATCHED)
            return
        with suppress(FailureError):
            await handle

    async def _end(self) -> PipelineResult:
        self.stopping = True
        status = "failed" if self.error else "completed"
        ending = PipelineEnding(key=self.key, status=status, error=self.error)
        became = await to_the_end(run(PipelineSteps.end, ending, CLOSING | {"summary": status}))
        self.table.closed(became.status)
        await self._stop()
        if became.status == "cancelled":
            return await self._was_cancelled()
        if self.error:
            raise ApplicationError(self.error.message, type=self.error.code, non_retryable=True)
        return PipelineResult(steps=self.statuses)

    async def _end_badly(self, error: BaseException) -> PipelineResult:
        """End a run that was cancelled in Temporal, or whose own step failed."""
        if workflow.cancellation_reason() is not None:
            self.stopping = True
            await to_the_end(self._cancelled())
            raise error
        if isinstance(error, asyncio.CancelledError):
            raise error  # evicted from the cache: nothing has ended
        self.error = JobError(
            code=Internal.code, category=Internal.category, retryable=False,
            message="Something went wrong on our side; what was not delivered was given back.",
        )  # fmt: skip
        return await self._end()

    async def _cancelled(self) -> None:
        await run(PipelineSteps.release, self.key, CLOSING)
        await self._stop()
        self.table.closed("cancelled")

    async def _was_cancelled(self) -> PipelineResult:
        """The row was cancelled first; Temporal's own cancel came meanwhile, or is on its way."""
        if workflow.cancellation_reason() is None:
            await workflow.sleep(CANCEL_ARRIVES)
        else:
            raise asyncio.CancelledError
        raise ApplicationError(
            "The pipeline was cancelled.", type="ERR_CONFLICT", non_retryable=True
        )

    async def _stop(self) -> None:
        """Cancel what runs, and wait until it has closed."""
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)


def _blame(step: str, error: JobError | None) -> JobError:
    """Say which step it was."""
    if error is None:
        return JobError(
            code="ERR_CONFLICT", category="input", message=f"Step {step!r} was cancelled.",
            retryable=True, step=step,
        )  # fmt: skip
    return error.model_copy(update={"message": f"Step {step!r}: {error.message}", "step": step})


def _attributes(child: ChildStart) -> TypedSearchAttributes:
    return TypedSearchAttributes(
        [
            SearchAttributePair(JOB_ID, child.key.job_id),
            SearchAttributePair(TENANT, child.key.tenant_id),
            SearchAttributePair(PROVIDER, child.provider),
            SearchAttributePair(PHASE, "running"),
            SearchAttributePair(CREDITS, child.price),
        ]
    )
