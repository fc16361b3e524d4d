"""The one place where the product's errors become Temporal's retryable or not."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Final

from temporalio import activity
from temporalio.exceptions import ApplicationError

from domain.errors import StudioError

MESSAGE_LENGTH_MAX: Final = 500
WAIT_SECONDS_MAX: Final = 300
SURPRISES_MAX: Final = 5
"""An error without a name is a defect or the machine's: tried again this often, then it is final."""


@contextmanager
def reported() -> Iterator[None]:
    """Report what goes wrong inside with its code as the type."""
    try:
        yield
    except ApplicationError:
        raise
    except StudioError as error:
        raise failure(error) from error
    except Exception as error:
        activity.logger.exception("an activity failed with an error that has no name")
        final = activity.info().attempt >= SURPRISES_MAX
        raise ApplicationError(
            type(error).__name__, type="ERR_INTERNAL", non_retryable=final
        ) from error


def failure(error: StudioError, *, final: bool | None = None) -> ApplicationError:
    """Name an error for Temporal; `final` overrides whether it may be tried again.

    A local activity asks for no wait: it would hold its workflow task up, whatever its own bounds are.
    """
    wait = None if activity.info().is_local else error.retry_after_seconds
    return ApplicationError(
        error.detail[:MESSAGE_LENGTH_MAX],
        type=error.code,
        non_retryable=not error.retryable if final is None else final,
        next_retry_delay=timedelta(seconds=min(wait, WAIT_SECONDS_MAX)) if wait else None,
    )
