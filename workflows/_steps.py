"""Timeouts and retries of every kind of step: one table, and the one way to run them."""

from datetime import timedelta
from typing import Any, Final, TypeVar

from temporalio import workflow
from temporalio.common import RetryPolicy
from temporalio.exceptions import ActivityError, ApplicationError, FailureError
from temporalio.types import MethodAsyncSingleParam
from temporalio.workflow import ActivityCancellationType, ActivityConfig, LocalActivityConfig

from activities.queues import MEDIA, PROVIDERS

A = TypeVar("A")
B = TypeVar("B")
Method = MethodAsyncSingleParam[Any, A, B]

BEAT: Final = timedelta(seconds=10)
BACKOFF: Final = RetryPolicy(
    initial_interval=timedelta(milliseconds=500),
    maximum_interval=timedelta(seconds=15),
    maximum_attempts=50,
)
"""Errors that cannot be mended say so themselves; the rest is tried again until the job's time is up."""

MOMENT: Final = LocalActivityConfig(
    start_to_close_timeout=timedelta(seconds=2),
    schedule_to_close_timeout=timedelta(seconds=8),
    retry_policy=RetryPolicy(initial_interval=timedelta(milliseconds=100), maximum_attempts=3),
)
SHORT: Final = ActivityConfig(
    start_to_close_timeout=timedelta(seconds=30),
    retry_policy=BACKOFF,
)
ONCE: Final = ActivityConfig(
    start_to_close_timeout=timedelta(seconds=30), retry_policy=RetryPolicy(maximum_attempts=1)
)
PAID: Final = ActivityConfig(
    start_to_close_timeout=timedelta(minutes=15),
    heartbeat_timeout=BEAT,
    cancellation_type=ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
    retry_policy=BACKOFF,
)
TRANSFER: Final = ActivityConfig(
    task_queue=PROVIDERS,
    start_to_close_timeout=timedelta(minutes=15),
    heartbeat_timeout=BEAT,
    cancellation_type=ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
    retry_policy=BACKOFF,
)
FOLLOWED: Final = ActivityConfig(
    task_queue=PROVIDERS,
    start_to_close_timeout=timedelta(minutes=15),
    heartbeat_timeout=BEAT,
    cancellation_type=ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
    retry_policy=RetryPolicy(
        initial_interval=timedelta(milliseconds=500), maximum_interval=timedelta(seconds=15)
    ),
)
"""A vendor that was paid is asked until it answers or the time is up: giving up would pay the next one too."""
ENCODE: Final = ActivityConfig(
    task_queue=MEDIA,
    start_to_close_timeout=timedelta(hours=4),
    heartbeat_timeout=BEAT,
    cancellation_type=ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
    retry_policy=BACKOFF,
)
"""Two hours of film take their time; a lost worker is known by its heartbeat, and the job's time ends the rest."""
CLOSING: Final = ActivityConfig(
    start_to_close_timeout=timedelta(seconds=15),
    retry_policy=RetryPolicy(
        initial_interval=timedelta(milliseconds=200), maximum_interval=timedelta(seconds=10)
    ),
)
"""Settling has no bound: money that is owed is settled when the database is back."""

WATCHED: Final = ActivityConfig(
    start_to_close_timeout=timedelta(hours=4),
    heartbeat_timeout=BEAT,
    retry_policy=RetryPolicy(
        initial_interval=timedelta(milliseconds=500), maximum_interval=timedelta(seconds=15)
    ),
)
"""Waiting for what somebody else has started."""


async def run(method: Method[A, B], value: A, config: ActivityConfig) -> B:
    """Run a step as a regular activity."""
    return await workflow.execute_activity_method(method, value, **config)


async def moment(method: Method[A, B], value: A, config: ActivityConfig = SHORT) -> B:
    """Run a step of milliseconds inside the workflow task; where that fails, as a regular one by `config`."""
    try:
        return await workflow.execute_local_activity_method(method, value, **MOMENT)
    except FailureError as error:
        # A local activity whose tries are over may fail with its own error or with its timeout, not with one about an
        # activity: the same one with one at first and with the other in a replay.
        cause = error.cause if isinstance(error, ActivityError) else error
        if workflow.cancellation_reason() is not None:
            raise
        if isinstance(cause, ApplicationError) and cause.non_retryable:
            raise
    return await run(method, value, config)
