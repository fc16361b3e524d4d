"""The money of a run: confirm its hold, settle it, or find it cancelled."""

from contextlib import suppress

import structlog
from temporalio import activity

from activities.errors import reported
from activities.values import Reserved
from domain.errors import Conflict
from domain.values import Value
from jobs.control import cancel
from jobs.runs import Became, End, RunKey, Runs

log = structlog.get_logger(__name__)


class Ending(Value):
    """A run and how it ends."""

    key: RunKey
    end: End


class Money:
    """Credits change here only through the ledger, in the transaction of the job's state."""

    def __init__(self, runs: Runs) -> None:
        self.runs = runs

    @activity.defn(name="money.reserve")
    async def reserve(self, key: RunKey) -> Reserved:
        """Confirm the hold that admission made; a repeat finds the same transfer."""
        with reported():
            return Reserved(seconds_left=await self.runs.reserve(key))

    @activity.defn(name="money.settle")
    async def settle(self, ending: Ending) -> Became:
        """End the run and its hold; a repeat finds what the row became."""
        with reported():
            became = await self.runs.finish(ending.key, ending.end)
        if became.changed:
            error = ending.end.error
            log.info(
                "run_ended",
                **ending.key.model_dump(),
                status=became.status,
                charged=became.charged,
                error_code=error.code if error else None,
            )
        return became

    @activity.defn(name="money.release")
    async def release(self, key: RunKey) -> None:
        """Cancel the row where only Temporal was told; a row that is over stays as it is."""
        with reported(), suppress(Conflict):
            await cancel(self.runs.database, key.tenant_id, key.job_id)
