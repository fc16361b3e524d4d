"""Starts what is committed: each tenant's oldest waiting jobs while it has room, and cancels what was cancelled."""

import asyncio
import contextlib
import time
from collections.abc import Mapping
from typing import Final

import structlog
from temporalio.client import Client, WorkflowExecutionStatus
from temporalio.service import RPCError, RPCStatusCode

from domain.errors import StudioError
from domain.jobs import TERMINAL, JobStatus
from jobs.runs import RunKey
from jobs.starts import PIPELINE, Start, Starts
from runtime.numbers import Numbers
from runtime.temporal import RPC_TIMEOUT, start, start_pipeline
from workflows._job import JobType

TURN_SECONDS: Final = 1.0
LEFT_BEHIND_SECONDS: Final = 5.0
STARTS_AT_ONCE: Final = 16

log = structlog.get_logger(__name__)


class Relay:
    """Woken by the process that committed; its own turn, once a second, is the backup."""

    def __init__(
        self, client: Client, starts: Starts, jobs: Mapping[str, JobType], numbers: Numbers
    ) -> None:
        self.client = client
        self.starts = starts
        self.jobs = jobs
        self.numbers = numbers
        self.places = numbers.places()
        self._woken: set[str] = set()
        self._to_cancel = False
        self._bell = asyncio.Event()
        self._slots = asyncio.Semaphore(STARTS_AT_ONCE)

    def wake(self, tenant_id: str) -> None:
        """A job of this tenant waits, or one has ended."""
        self._woken.add(tenant_id)
        self._bell.set()

    def heard(self, tenant_id: str, job_id: str, status: str) -> None:  # noqa: ARG002 - a hub tells all three
        """A job's version was committed: an end leaves a place, a cancel wants its workflow told."""
        if status in TERMINAL:
            self._to_cancel |= status == JobStatus.CANCELLED
            self.wake(tenant_id)

    def wake_to_cancel(self) -> None:
        """A run was cancelled: tell its workflow now."""
        self._to_cancel = True
        self._bell.set()

    async def run(self) -> None:
        """Go on until cancelled. What fails in one turn is tried in the next."""
        full_at = 0.0
        while True:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(full_at - time.monotonic()):
                    await self._bell.wait()
            self._bell.clear()
            try:
                if time.monotonic() < full_at:
                    await self._woken_turn()
                else:  # due however often the bell rings
                    full_at = time.monotonic() + TURN_SECONDS
                    await self._full_turn()
            except (StudioError, RPCError) as error:
                log.warning("relay_turn_failed", error=type(error).__name__)
            except Exception:
                log.exception("relay_turn_broken")  # the next turn may do better than none

    async def _woken_turn(self) -> None:
        tenants, self._woken = self._woken, set()
        await asyncio.gather(*(self._start_tenant(tenant) for tenant in tenants))
        if self._to_cancel:
            self._to_cancel = False
            await self._cancel_all()

    async def _full_turn(self) -> None:
        await asyncio.gather(
            *(self._start_tenant(tenant) for tenant in await self.starts.waiting_tenants())
        )
        left = await self.starts.left_behind(seconds=LEFT_BEHIND_SECONDS)
        await asyncio.gather(*(self._start(one) for one in left))
        await self._cancel_all()

    async def _start_tenant(self, tenant_id: str) -> None:
        claimed = await self.starts.claim(tenant_id, self.places)
        await asyncio.gather(*(self._start(one) for one in claimed))

    async def _start(self, one: Start) -> None:
        if one.type == PIPELINE:
            async with self._slots:
                await start_pipeline(self.client, one, self.numbers)
                await self.starts.relayed(one.key)
            return
        if one.type not in self.jobs:
            log.error("unknown_job_type", type=one.type)  # a newer process will start it
            return
        async with self._slots:
            await start(self.client, one, self.jobs[one.type], self.numbers)
            await self.starts.relayed(one.key)

    async def _cancel_all(self) -> None:
        await asyncio.gather(*(self._cancel(key) for key in await self.starts.to_cancel()))

    async def _cancel(self, key: RunKey) -> None:
        """Ask until the run has closed; a run that never started has nothing to close."""
        async with self._slots:
            handle = self.client.get_workflow_handle(key.workflow_id)
            try:
                found = await handle.describe(rpc_timeout=RPC_TIMEOUT)
                if found.status is WorkflowExecutionStatus.RUNNING:
                    await handle.cancel(reason="cancelled by the client", rpc_timeout=RPC_TIMEOUT)
                    return
            except RPCError as error:
                if error.status is not RPCStatusCode.NOT_FOUND:
                    raise
            await self.starts.closed(key)
