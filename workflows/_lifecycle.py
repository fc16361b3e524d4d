"""The life that every job shares: cleared, held for, made, published, settled; or ended with a reason."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any, Final, Generic, TypeVar

from temporalio import workflow
from temporalio.exceptions import ActivityError, ApplicationError, FailureError

from activities.money import Ending, Money
from activities.policy import Moderation
from activities.publishing import Publication
from activities.queues import PROVIDERS
from activities.values import Prompts, Publishing
from domain.assets import Output
from domain.errors import (
    Internal,
    JobError,
    JobTimeout,
    MediaInvalid,
    SourceFetchFailed,
    by_code,
)
from domain.pricing import share
from domain.values import Value
from jobs.runs import Became, End
from workflows._details import Details
from workflows._job import JobInput, R, Result
from workflows._steps import CLOSING, SHORT, Method, moment, run

T = TypeVar("T")
A = TypeVar("A")
B = TypeVar("B")

CANCEL_ARRIVES: Final = timedelta(minutes=2)
"""A cancelled row's workflow is told within seconds; this bounds the wait for it."""


class Delivered(Value):
    """What a story made: outputs, and how many parts of those asked for."""

    outputs: tuple[Output, ...]
    delivered: int = 1
    asked: int = 1


class Life(Generic[R]):
    """One run of a job, from its first step to its last."""

    def __init__(self, job: JobInput[R]) -> None:
        self.job = job
        self.key = job.key
        self.request = job.request
        self.details = Details(job.price)
        self.deadline: datetime | None = None

    async def live(self, story: Callable[[], Awaitable[Delivered]]) -> Result:
        """Run the story between hold and settlement; the run ends exactly once."""
        try:
            await self._moderate()
            await self._reserve()
            made = await story()
            upload = Publishing(key=self.key, outputs=made.outputs)
            told = f"{len(made.outputs)} files, {made.delivered} of {made.asked} delivered"
            published = await self.do(Publication.upload, upload, SHORT | {"summary": told})
        except (FailureError, asyncio.CancelledError) as error:
            # A defect of ours is neither: it fails the workflow task, and the job resumes once mended.
            return await self._end_badly(error)
        charge = share(self.job.price, delivered=made.delivered, asked=made.asked)
        end = End(status="completed", charge=charge, outputs=published.outputs)
        became = await self._settle(end)
        if became.status != "completed":
            return await self._was_cancelled()
        return Result(assets=tuple(output.asset_id for output in published.outputs), charged=charge)

    async def do(self, method: Method[A, B], value: A, config: workflow.ActivityConfig) -> B:
        """Run a step within what is left of the job's time. A step begun too late fails; none begins after a cancel."""
        if workflow.cancellation_reason() is not None:
            raise asyncio.CancelledError
        name = str(getattr(method, "__qualname__", "step")).lower()
        with self.details.step(name):
            return await run(
                method, value, {"summary": name, **config, "schedule_to_close_timeout": self.left()}
            )

    def left(self) -> timedelta:
        """Give the time that is left. Raises ERR_JOB_TIMEOUT when none is."""
        assert self.deadline, "the run was not reserved"
        if self.is_late():
            raise ApplicationError("The job ran out of time.", type=JobTimeout.code)
        return self.deadline - workflow.now()

    def is_late(self) -> bool:
        """Tell whether the job's time is up."""
        return self.deadline is not None and workflow.now() >= self.deadline

    def is_stopping(self) -> bool:
        """Tell whether nothing new may begin."""
        return workflow.cancellation_reason() is not None or self.is_late()

    async def _moderate(self) -> None:
        prompts = Prompts(key=self.key, texts=self.request.prompts())
        with self.details.step("moderate"):
            cleared = await moment(Moderation.moderate, prompts)
            if cleared.ask:
                await run(Moderation.ask, prompts, SHORT | {"task_queue": PROVIDERS})

    async def _reserve(self) -> None:
        with self.details.step("reserve"):
            reserved = await moment(Money.reserve, self.key)
        self.deadline = workflow.now() + timedelta(seconds=reserved.seconds_left)

    async def _settle(self, end: End) -> Became:
        settling = run(
            Money.settle, Ending(key=self.key, end=end), CLOSING | {"summary": end.status}
        )
        became = await to_the_end(settling)
        self.details.closed(became.status, became.charged)
        return became

    async def _end_badly(self, error: BaseException) -> Result:
        if workflow.cancellation_reason() is not None:
            await to_the_end(run(Money.release, self.key, CLOSING))
            self.details.closed("cancelled", 0)
            # Its step may have failed of the cancelled row before it heard of the cancel.
            raise asyncio.CancelledError from error
        if isinstance(error, asyncio.CancelledError):
            raise error  # evicted from the cache: nothing has ended
        verdict = self._verdict(error)
        became = await self._settle(End(status="failed", error=verdict))
        if became.status == "cancelled":
            return await self._was_cancelled()
        raise ApplicationError(verdict.message, type=verdict.code, non_retryable=True) from error

    async def _was_cancelled(self) -> Result:
        """The row was cancelled first; Temporal's own cancel came while we settled, or is on its way."""
        if workflow.cancellation_reason() is None:
            await workflow.sleep(CANCEL_ARRIVES)
        else:
            raise asyncio.CancelledError
        raise ApplicationError("The job was cancelled.", type="ERR_CONFLICT", non_retryable=True)

    def _verdict(self, error: BaseException) -> JobError:
        cause = cause_of(error)
        kind = by_code(cause.type or "") if cause else Internal
        if self.is_late():
            kind, cause = JobTimeout, None
        message = cause.message if cause and kind is not Internal else SAID.get(kind, kind.title)
        return JobError(
            code=kind.code, category=kind.category, message=message, retryable=kind.retryable,
            step=self.details.current, pointer=_pointer(cause),
        )  # fmt: skip


SAID: Final = {
    JobTimeout: "The job ran out of time; nothing was charged.",
    Internal: "Something went wrong on our side; nothing was charged.",
}


AT_FAULT: Final = frozenset({MediaInvalid.code, SourceFetchFailed.code})
"""What a field of the request is to blame for."""


@contextmanager
def pointing(pointer: str, means: Mapping[str, str] | None = None) -> Iterator[None]:
    """Point to the field that is to blame for what fails inside. `means`: codes that here are another one."""
    try:
        yield
    except (ActivityError, ApplicationError) as error:
        cause = cause_of(error)
        code = cause and (means or {}).get(cause.type or "", cause.type)
        if cause is None or code not in AT_FAULT or cause.details:
            raise
        raise ApplicationError(cause.message, {"pointer": pointer}, type=code) from error


def _pointer(cause: ApplicationError | None) -> str | None:
    match cause.details if cause else ():
        case ({"pointer": str(pointer)}, *_):
            return pointer
        case _:
            return None


def cause_of(error: BaseException | None) -> ApplicationError | None:
    """Find the error that an activity or a story reported, at the bottom of Temporal's chain."""
    found: ApplicationError | None = None
    while error is not None:
        if isinstance(error, ApplicationError) and error.type:
            found = error
            break
        error = error.cause if isinstance(error, ActivityError) else error.__cause__
    return found


async def to_the_end(work: Coroutine[Any, Any, T]) -> T:
    """Finish work though a cancel arrives meanwhile: it is too late, and the result stands."""
    task = asyncio.create_task(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        return await task


async def in_turn(works: Sequence[Coroutine[Any, Any, T]], *, at_once: int) -> list[T]:
    """Run parts, so many at once, and give their results in order. One that fails ends the others, and is raised."""
    places = asyncio.Semaphore(at_once)

    async def placed(work: Coroutine[Any, Any, T]) -> T:
        async with places:
            return await work

    tasks = [asyncio.create_task(placed(work)) for work in works]
    try:
        return await asyncio.gather(*tasks)
    except (FailureError, asyncio.CancelledError):
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        raise
    finally:
        for work in works:
            work.close()  # one that never had its turn was never awaited


async def side_by_side(works: Sequence[Coroutine[Any, Any, T]]) -> list[T | BaseException]:
    """Run parts at once and give each one's result or failure; a cancel ends them all."""
    results = await asyncio.gather(*works, return_exceptions=True)
    for result in results:
        if isinstance(result, BaseException) and not isinstance(result, FailureError):
            raise result
    return results
