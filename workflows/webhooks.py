"""An endpoint's events out: sent as they become due, and waited for in between, for as long as any are owed."""

import asyncio
from contextlib import suppress
from datetime import timedelta
from typing import Final

from temporalio import workflow
from temporalio.common import RetryPolicy
from temporalio.workflow import ActivityConfig

from activities.queues import WEBHOOKS
from activities.webhooks import Webhooks
from domain.webhooks import WebhookKey
from workflows._steps import run

ROUND: Final = ActivityConfig(
    task_queue=WEBHOOKS,
    start_to_close_timeout=timedelta(minutes=2),
    heartbeat_timeout=timedelta(seconds=15),
    retry_policy=RetryPolicy(
        initial_interval=timedelta(milliseconds=500), maximum_interval=timedelta(seconds=30)
    ),
)
"""A round has no bound over its tries: what is owed is sent when database and workers are back."""
PAUSE: Final = timedelta(milliseconds=200)
"""The least between two rounds: one that found no place comes back."""


@workflow.defn(name="webhooks")
class WebhookWorkflow:
    """One endpoint. The rows say what is owed; a signal only says that somebody should look."""

    def __init__(self) -> None:
        self.woken = False

    @workflow.signal
    def wake(self) -> None:
        """Something may be due."""
        self.woken = True

    @workflow.run
    async def run(self, key: WebhookKey) -> None:
        while not workflow.info().is_continue_as_new_suggested():
            self.woken = False
            done = await run(Webhooks.deliver, key, ROUND)
            if done.waits_seconds is None:
                if self.woken:
                    continue
                return
            pause = max(timedelta(seconds=done.waits_seconds), PAUSE)
            with suppress(asyncio.TimeoutError):
                await workflow.wait_condition(lambda: self.woken, timeout=pause)
        workflow.continue_as_new(key)
