"""Proves that every open row has a live workflow and every live workflow an open row, and mends what has not."""

import asyncio
import time
from typing import Final

import structlog
from temporalio.client import Client, WorkflowExecutionStatus
from temporalio.service import RPCError, RPCStatusCode

from domain.errors import Internal, JobError, JobTimeout, StudioError
from jobs.leases import Leases, waste
from jobs.pipelines import Pipelines
from jobs.runs import End, RunKey, Runs
from jobs.sweeps import OpenRun, Sweeps
from ledger.audit import audit
from runtime import telemetry
from runtime.temporal import JOB

EVERY_SECONDS: Final = 60.0
AUDIT_SECONDS: Final = 3_600.0
OLD_SECONDS: Final = 30.0
"""A run younger than this may still be on its way."""

log = structlog.get_logger(__name__)


class Sweep:
    """One process at a time does it; any may."""

    def __init__(self, client: Client, sweeps: Sweeps, runs: Runs, leases: Leases) -> None:
        self.pipelines = Pipelines(runs.database)
        self.client = client
        self.sweeps = sweeps
        self.runs = runs
        self.leases = leases
        self._audited_at = -AUDIT_SECONDS

    async def run(self) -> None:
        """Sweep once a minute until cancelled."""
        while True:
            await asyncio.sleep(EVERY_SECONDS)
            try:
                await self.once()
            except (StudioError, RPCError) as error:
                log.warning("sweep_failed", error=type(error).__name__)
            except Exception:
                log.exception("sweep_broken")  # the next round may do better than none

    async def once(self, *, old_seconds: float = OLD_SECONDS) -> None:
        """Do one round, unless another process is at it."""
        async with self.sweeps.alone() as mine:
            if not mine:
                return
            for run in await self.sweeps.open_runs(old_seconds=old_seconds):
                await self._mend_row(run)
            for key in await self.sweeps.open_pipelines(old_seconds=old_seconds):
                await self._mend_pipeline(key)
            await self._mend_workflows()
            await self.sweeps.forget_old()
            for tenant_id, sha256 in await waste(self.sweeps.database):
                await self.leases.remove(tenant_id, [sha256])
            await self._measure()
            await self._audit()

    async def _mend_row(self, run: OpenRun) -> None:
        status = await self._status(run.key)
        if status is WorkflowExecutionStatus.RUNNING:
            return
        log.warning(
            "run_without_workflow", job_id=run.key.job_id, run=run.key.run, status=str(status)
        )
        if status is None and not run.paid and not run.late:
            await self.sweeps.start_again(run.key)
        elif run.paid and not run.late:
            await self.runs.note(run.key, phase="reconciling")
        else:
            await self.runs.finish(run.key, End(status="failed", error=_lost(late=run.late)))

    async def _mend_pipeline(self, key: RunKey) -> None:
        """Start a pipeline again whose workflow was lost; end one whose workflow was ended."""
        status = await self._status(key)
        if status is WorkflowExecutionStatus.RUNNING:
            return
        log.warning("pipeline_without_workflow", pipeline_id=key.job_id, status=str(status))
        if status is None:
            await self.sweeps.start_again(key)
        else:
            await self.pipelines.finish(key, "failed", _lost(late=False))

    async def _mend_workflows(self) -> None:
        """End workflows whose row is over or gone."""
        async for found in self.client.list_workflows('ExecutionStatus = "Running"', page_size=200):
            values = found.typed_search_attributes.get(JOB)
            if values is None or not await self.sweeps.is_over(values, found.id):
                continue
            log.warning("workflow_without_row", workflow_id=found.id)
            await self.client.get_workflow_handle(found.id).cancel(reason="its row is over")

    async def _status(self, key: RunKey) -> WorkflowExecutionStatus | None:
        try:
            return (await self.client.get_workflow_handle(key.workflow_id).describe()).status
        except RPCError as error:
            if error.status is RPCStatusCode.NOT_FOUND:
                return None
            raise

    async def _measure(self) -> None:
        for state, amount in (await self.sweeps.credits()).items():
            telemetry.CREDITS.labels(state).set(amount)
        for status, count in (await self.sweeps.jobs()).items():
            telemetry.JOBS.labels(status).set(count)
        telemetry.UNKNOWN.set(await self.sweeps.unknown())
        telemetry.CALLS.clear()
        for (provider, ability, state), count in (await self.sweeps.calls()).items():
            telemetry.CALLS.labels(provider, ability, state).set(count)

    async def _audit(self) -> None:
        """Recompute the book once an hour; what is found is for people to look at."""
        if time.monotonic() - self._audited_at < AUDIT_SECONDS:
            return
        self._audited_at = time.monotonic()
        found = await audit(self.sweeps.database)
        telemetry.AUDIT.set(len(found.problems))
        for problem in found.problems:
            log.error("audit_problem", **problem.model_dump())


def _lost(*, late: bool) -> JobError:
    kind = JobTimeout if late else Internal
    return JobError(
        code=kind.code,
        category=kind.category,
        message="The job's work was lost; nothing was charged.",
        retryable=True,
    )
