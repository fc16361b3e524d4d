"""Parts through providers: the best route first, the next one when it fails, never two paid for one part."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from hashlib import sha256
from typing import Final, TypeVar

from temporalio import workflow
from temporalio.common import SearchAttributeKey
from temporalio.exceptions import (
    ActivityError,
    ApplicationError,
    FailureError,
    is_cancelled_exception,
)

from activities.generation import Generation
from activities.queues import PROVIDERS
from activities.values import Call, Following, PartResult, RouteAsk, Routes, Span, Submitted
from domain.errors import (
    InvalidPrompt,
    ProviderError,
    ProviderModerated,
    ProviderOutcomeUnknown,
    ProviderRests,
    RunIsOver,
)
from domain.requests import Wish
from domain.routing import Needs, Route
from domain.tasks import Ability, Task
from jobs.runs import CallKey
from providers._base import Ticket
from workflows._job import R
from workflows._lifecycle import Life, cause_of, side_by_side, to_the_end
from workflows._steps import FOLLOWED, ONCE, PAID, SHORT, moment, run

T = TypeVar("T")

PHASE: Final = SearchAttributeKey.for_keyword("StudioPhase")
GENERATED: Final = Span(low=5, high=80)


RESTED: Final = timedelta(seconds=10)
"""How long a job waits for providers that only rest before it looks again."""
RESTS_MAX: Final = 12
PROBED: Final = "probe-first"
ABANDONED: Final = "abandoned"
NOT_ASKED: Final = frozenset({ProviderRests.code})
"""Why a route was passed by for now: nothing was asked of it."""


async def routes(
    life: Life[R],
    ability: Ability,
    *,
    now: bool = False,
    wish: Wish | None = None,
    source: str | None = None,
) -> Routes:
    """Ask which routes there are: again while every provider rests, as long as the job has time, or just `now`.

    `wish` stands for the caller's where that is about another ability, `source` for the language that was heard.
    """
    needs = Needs.of(life.request, ability)
    if source:
        needs = needs.model_copy(update={"source_language": source})
    ask = RouteAsk(key=life.key, ability=ability, wish=wish or life.job.wish, needs=needs)
    patience = ONCE if now else SHORT
    return await moment(
        Generation.route, ask, patience | {"schedule_to_close_timeout": life.left()}
    )


async def each(life: Life[R], tasks: Sequence[Task], *, now: bool = False) -> list[PartResult]:
    """Deliver parts that stand alone: those that some route delivers. Raises when none does."""
    plan = await routes(life, tasks[0].ability, now=now)
    works = [deliver(life, task, plan, part=number) for number, task in enumerate(tasks)]
    results = await side_by_side(works)
    failures = [result for result in results if isinstance(result, BaseException)]
    moderated = [error for error in failures if code_of(error) == InvalidPrompt.code]
    if moderated or len(failures) == len(tasks):
        raise (moderated or failures)[0]
    return [result for result in results if isinstance(result, PartResult)]


async def together(
    life: Life[R],
    tasks: Sequence[Task] | Callable[[Route], Sequence[Task]],
    plan: Routes,
    *,
    first_part: int = 0,
) -> list[PartResult]:
    """Deliver parts that belong to one whole: all by the same route, or all by the next; each may part it anew."""

    async def whole(number: int, route: Route, reason: str | None) -> list[PartResult]:
        asked = tasks(route) if callable(tasks) else tasks
        calls = [
            call_to(route, task, life, plan, place=(part, number), reason=reason)
            for part, task in enumerate(asked, first_part)
        ]
        # One probe passes at a vendor after its rest: the first part is it, and opens the way for the others.
        first = (
            [await attempt(life, calls[0])] if route.suspect and workflow.patched(PROBED) else []
        )
        while True:
            rest = await side_by_side([attempt(life, call) for call in calls[len(first) :]])
            made = [result for result in (*first, *rest) if isinstance(result, PartResult)]
            failed = _worst(rest)
            if failed is None:
                return made
            if not made or code_of(failed) not in NOT_ASKED:
                raise failed
            # What is paid for is found when it is asked again.
            await workflow.sleep(min(RESTED, life.left()))

    return await along(life, plan, whole)


async def deliver(life: Life[R], task: Task, plan: Routes, *, part: int) -> PartResult:
    """Try each route, best first, until one delivers the part."""

    async def one(number: int, route: Route, reason: str | None) -> PartResult:
        return await attempt(
            life, call_to(route, task, life, plan, place=(part, number), reason=reason)
        )

    return await along(life, plan, one, part=part)


async def along(
    life: Life[R],
    plan: Routes,
    go: Callable[[int, Route, str | None], Awaitable[T]],
    *,
    part: int = 0,
    start: int = 0,
) -> T:
    """Go along the routes until one delivers; those that only rest are waited for, and asked again.

    `start` is the number of the route that is asked first; those before it come last.
    """
    numbered = list(enumerate(plan.routes))
    left = [*numbered[start:], *numbered[:start]]
    reason: str | None = None
    for _ in range(RESTS_MAX):
        resting = []
        for number, route in left:
            try:
                return await go(number, route, reason)
            except (ActivityError, ApplicationError) as error:
                code = _reason(life, error, plan)
                life.details.attempt(route.provider, part, code)
                workflow.logger.warning("%s failed with %s", route.provider, code)
                if code in NOT_ASKED:
                    resting.append((number, route))
                reason = code
        if not resting:
            break
        left = resting
        await workflow.sleep(min(RESTED, life.left()))
    raise exhausted(reason)


async def attempt(life: Life[R], call: Call) -> PartResult:
    """Submit and follow. The receipt is durable: a lost worker costs one poll, not one more purchase."""
    try:
        submitted = await _submit(life, call)
    except ActivityError as error:
        if code_of(error) != ProviderOutcomeUnknown.code:
            raise
        submitted = Submitted(ticket=await _reconcile(life, call))
    if submitted.result:
        if life.is_stopping():
            raise asyncio.CancelledError
        life.details.attempt(call.route.provider, call.key.part, "finished")
        return submitted.result
    assert submitted.ticket, "submitted, yet neither a receipt nor a result"
    return await _follow(life, call, submitted.ticket)


async def _submit(life: Life[R], call: Call) -> Submitted:
    config = PAID | {"task_queue": call.route.queue, "summary": _summary(call)}
    try:
        return await life.do(Generation.submit, call, config)
    except (FailureError, asyncio.CancelledError):
        if life.is_stopping() and workflow.patched(ABANDONED):
            # Its worker may have died with the call out: what the vendor took on is stopped.
            await to_the_end(run(Generation.abandon, call, SHORT | {"task_queue": PROVIDERS}))
        raise


async def _follow(life: Life[R], call: Call, ticket: Ticket) -> PartResult:
    following = Following(call=call, ticket=ticket)
    try:
        return await life.do(Generation.follow, following, FOLLOWED | {"summary": _summary(call)})
    except (FailureError, asyncio.CancelledError) as error:
        if life.is_stopping() or code_of(error) == RunIsOver.code:
            # Or the vendor goes on working for nobody.
            await to_the_end(run(Generation.withdraw, following, SHORT | {"task_queue": PROVIDERS}))
        raise


async def _reconcile(life: Life[R], call: Call) -> Ticket:
    """Find out what became of a call; until then nobody is asked again and nothing is refunded.

    A vendor that cannot be asked has its time to turn up; then the call is written off, as possibly spent.
    """
    workflow.upsert_search_attributes([PHASE.value_set("reconciling")])
    life.details.attempt(call.route.provider, call.key.part, "outcome unknown, reconciling")
    if call.route.findable:
        gone, ticket = "never_arrived", await life.do(Generation.reconcile, call, FOLLOWED)
    else:
        await workflow.sleep(min(timedelta(seconds=call.unknown_seconds), life.left()))
        gone, ticket = (
            ProviderOutcomeUnknown.code,
            await life.do(Generation.write_off, call, FOLLOWED),
        )
    workflow.upsert_search_attributes([PHASE.value_set("generating")])
    if ticket is None:
        raise ApplicationError("The call is written off.", type=gone)
    return ticket


def _reason(life: Life[R], error: BaseException, plan: Routes) -> str:
    """Say why the next route is tried, or end the job where it must not be."""
    if is_cancelled_exception(error) or life.is_stopping():
        raise error
    code = code_of(error)
    if code == ProviderModerated.code and not plan.moderated_falls_back:
        raise ApplicationError(
            "The provider's content policy refused the input.", type=InvalidPrompt.code
        )
    if code.startswith("ERR_"):
        raise error
    return code


def _worst(results: Sequence[object]) -> BaseException | None:
    """Give the failure that decides for the whole: one of a call that was made, before one that was not."""
    failures = [result for result in results if isinstance(result, BaseException)]
    return min(failures, key=lambda error: code_of(error) in NOT_ASKED, default=None)


def exhausted(reason: str | None) -> ApplicationError:
    """Every route failed."""
    if reason == ProviderModerated.code:
        return ApplicationError(
            "The providers' content policies refused the input.", type=InvalidPrompt.code
        )
    return ApplicationError(
        f"No provider delivered; the last one failed with {reason}.", type=ProviderError.code
    )


def seed_of(text: str, number: int) -> int:
    """Give a part's seed: the same for the same text, another for each part."""
    digest = sha256(f"{text}\n{number}".encode()).digest()
    return int.from_bytes(digest[:4]) >> 1


def code_of(error: BaseException) -> str:
    """Give the code of a failed activity."""
    cause = cause_of(error)
    return (cause.type if cause else None) or "unavailable"


def _summary(call: Call) -> str:
    return f"{call.route.provider}, {call.route.model}, part {call.key.part + 1}"


def call_to(
    route: Route,
    task: Task,
    life: Life[R],
    plan: Routes,
    *,
    place: tuple[int, int],
    reason: str | None,
    span: Span = GENERATED,
) -> Call:
    """Make the call of a part to a route; `place` holds the numbers of both."""
    part, number = place
    return Call(
        key=CallKey(run=life.key, part=part, route=number),
        route=route,
        task=task,
        tries=plan.tries,
        unknown_seconds=plan.unknown_seconds,
        fallback_reason=reason,
        span=span,
    )
