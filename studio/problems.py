"""What may go wrong, as errors of the client."""

from collections.abc import Mapping
from typing import Any, Self

import httpx

from studio import models


class StudioError(Exception):
    """Any error of Studio's."""


class StudioProblem(StudioError):
    """An answer that is an error (RFC 9457): HTTP `status`, our `code`, and `errors` with pointers into the body."""

    def __init__(
        self, status: int, problem: Mapping[str, Any], retry_after_seconds: float | None = None
    ) -> None:
        super().__init__(str(problem.get("detail", f"status {status}")))
        self.status = status
        self.code = str(problem.get("code", ""))
        self.errors = list(problem.get("errors", []))
        self.retry_after_seconds = retry_after_seconds
        self.problem = dict(problem)

    @classmethod
    def of(cls, response: httpx.Response) -> Self:
        """Read a response that has been received whole."""
        after = response.headers.get("retry-after", "")
        seconds = float(after) if after.isdecimal() else None
        try:
            return cls(response.status_code, response.json(), seconds)
        except ValueError:
            return cls(response.status_code, {"detail": response.text[:200]}, seconds)


class JobEnded(StudioError):
    """A job that was waited for ended otherwise than completed. `job` is how it stands."""

    def __init__(self, job: models.Job) -> None:
        error = job.error
        super().__init__(
            f"{job.id}: {error.code}: {error.message}" if error else f"{job.id}: {job.status}"
        )
        self.job = job
        self.code = error.code if error else ""
        self.pointer = error.pointer if error else None


class JobFailed(JobEnded):
    """A job failed; its credits were given back."""


class JobCancelled(JobEnded):
    """A job was cancelled."""


class PipelineEnded(StudioError):
    """A pipeline that was waited for ended otherwise than completed. `pipeline` is how it stands."""

    def __init__(self, pipeline: models.Pipeline) -> None:
        super().__init__(f"{pipeline.id}: {pipeline.status}")
        self.pipeline = pipeline


class DamagedDownload(StudioError):
    """A file did not arrive as its hash says, several times."""
