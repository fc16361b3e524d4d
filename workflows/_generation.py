"""Parts through providers: the best route first, the next one when it fails, never two paid for one part."""

import asyncio
from collections.abc import Sequence
from typing import Final

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
    RunIsOver,
)
from domain.routing import Route
from domain.tasks import Ability, Task
from jobs.runs import CallKey
from providers._base import Ticket
from workflows._job import R
from workflows._lifecycle import Life, cause_of, side_by_side, to_the_end
from workflows._steps import PAID, SHORT, TRANSFER, moment, run

PHASE: Final = SearchAttributeKey.for_keyword("StudioPhase")
GENERATED: Final = Span(low=5, high=80)


async def routes(life: Life[R], ability: Ability) -> Routes:
    """Ask which routes there are."""
    return await moment(
        Generation.route, RouteAsk(key=life.key, ability=ability, wish=life.job.wish)
    )


async def each(life: Life[R], tasks: Sequence[Task], *, first_part: int = 0) -> list[PartResult]:
    """Deliver parts that stand alone: those that some route delivers. Raises when none does."""
    plan = await routes(life, tasks[0].ability)
    works = [
        deliver(life, task, plan, part=first_part + number) for number, task in enumerate(tasks)
    ]
    results = await side_by_side(works)
    failures = [result for result in results if isinstance(result, BaseException)]
    moderated = [error for error in failures if code_of(error) == InvalidPrompt.code]
    if moderated or len(failures) == len(tasks):
        raise (moderated or failures)[0]
    return [result for result in results if isinstance(result, PartResult)]


async def together(life: Life[R], tasks: Sequence[Task], plan: Routes) -> list[PartResult]:
    """Deliver parts that belong to one whole: all by the same route, or all by the next."""
    reason: str | None = None
    for number, route in enumerate(plan.routes):
        calls = [
            _call(life, task, route, plan, place=(part, number), reason=reason)
            for part, task in enumerate(tasks)
        ]
        results = await side_by_side([attempt(life, call) for call in calls])
        failures = [result for result in results if isinstance(result, BaseException)]
        if not failures:
            return [result for result in results if isinstance(result, PartResult)]
        reason = await _settle_failure(life, failures[0], calls[0])
    raise exhausted(reason)


async def deliver(life: Life[R], task: Task, plan: Routes, *, part: int) -> PartResult:
    """Try each route, best first, until one delivers the part."""
    reason: str | None = None
    for number, route in enumerate(plan.routes):
        call = _call(life, task, route, plan, place=(part, number), reason=reason)
        try:
            return await attempt(life, call)
        except (ActivityError, ApplicationError) as error:
            reason = await _settle_failure(life, error, call)
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
    return await life.do(Generation.submit, call, config)


async def _follow(life: Life[R], call: Call, ticket: Ticket) -> PartResult:
    following = Following(call=call, ticket=ticket)
    try:
        return await life.do(Generation.follow, following, TRANSFER | {"summary": _summary(call)})
    except (FailureError, asyncio.CancelledError) as error:
        if life.is_stopping() or code_of(error) == RunIsOver.code:
            # Or the vendor goes on working for nobody.
            await to_the_end(run(Generation.withdraw, following, SHORT | {"task_queue": PROVIDERS}))
        raise


async def _reconcile(life: Life[R], call: Call) -> Ticket:
    """Find out what became of a call; until then nobody is asked again and nothing is refunded."""
    workflow.upsert_search_attributes([PHASE.value_set("reconciling")])
    life.details.attempt(call.route.provider, call.key.part, "outcome unknown, reconciling")
    if not call.route.findable:
        await workflow.sleep(life.left())
        raise ApplicationError("The job ran out of time.", type="ERR_JOB_TIMEOUT")
    ticket = await life.do(Generation.reconcile, call, TRANSFER)
    workflow.upsert_search_attributes([PHASE.value_set("generating")])
    if ticket is None:
        raise ApplicationError("the call never arrived", type="never_arrived")
    return ticket


async def _settle_failure(life: Life[R], error: BaseException, call: Call) -> str:
    """Say why the next route is tried, or end the job where it must not be."""
    if is_cancelled_exception(error) or life.is_stopping():
        raise error
    code = code_of(error)
    life.details.attempt(call.route.provider, call.key.part, code)
    if code == ProviderModerated.code:
        raise ApplicationError(
            "The provider's content policy refused the input.", type=InvalidPrompt.code
        )
    if code.startswith("ERR_"):
        raise error
    workflow.logger.warning("%s failed with %s", call.route.provider, code)
    return code


def exhausted(reason: str | None) -> ApplicationError:
    """Every route failed."""
    return ApplicationError(
        f"No provider delivered; the last one failed with {reason}.", type=ProviderError.code
    )


def code_of(error: BaseException) -> str:
    """Give the code of a failed activity."""
    cause = cause_of(error)
    return (cause.type if cause else None) or "unavailable"


def _summary(call: Call) -> str:
    return f"{call.route.provider}, {call.route.model}, part {call.key.part + 1}"


def _call(
    life: Life[R],
    task: Task,
    route: Route,
    plan: Routes,
    *,
    place: tuple[int, int],
    reason: str | None,
) -> Call:
    part, number = place
    return Call(
        key=CallKey(run=life.key, part=part, route=number),
        route=route,
        task=task,
        tries=plan.tries,
        fallback_reason=reason,
        span=GENERATED,
    )
