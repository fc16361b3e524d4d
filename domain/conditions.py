"""Whether a step runs, asked when those it waits for have ended; and what its jobs amount to."""

from collections.abc import Iterable, Mapping
from typing import Literal

from domain.pipelines import When
from domain.references import Results, found, parse

StepStatus = Literal["queued", "processing", "completed", "failed", "cancelled", "skipped"]
OVER = ("completed", "failed", "cancelled", "skipped")


def holds(when: When, statuses: Mapping[str, str], results: Mapping[str, Results]) -> bool:
    """Tell whether a condition holds. What is not there compares with nothing."""
    if when.step:
        status = statuses[when.step]
        return (status if status != "cancelled" else "failed") == when.status
    assert when.ref
    try:
        fact = found(parse(when.ref), results)
    except LookupError:
        return when.exists is False
    if when.exists is not None:
        return when.exists
    if when.equals is not None:
        return bool(fact == when.equals)
    if when.less_than is not None:
        return bool(fact < when.less_than)
    assert when.greater_than is not None
    return bool(fact > when.greater_than)


def status_of(items: Iterable[str]) -> StepStatus:
    """Say in one word how a step's jobs stand."""
    seen = set(items)
    if seen <= {"queued"}:
        return "queued"
    if not seen <= set(OVER):
        return "processing"
    for worst in ("failed", "cancelled"):
        if worst in seen:
            return "failed" if worst == "failed" else "cancelled"
    return "completed" if "completed" in seen else "skipped"
