"""A job or a pipeline in hand: waited for, followed, cancelled, run again, and its files fetched."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from studio import models
from studio._synchronous.files import downloaded
from studio._synchronous.following import followed
from studio._synchronous.transport import Transport, place
from studio.problems import JobCancelled, JobFailed, PipelineEnded

Progress = Callable[[models.Job], object]
PipelineProgress = Callable[[models.Pipeline], object]


class JobHandle:
    """A job, by its id; one that was submitted in another process is resumed so.

    `accepted` is what the server said when it was submitted here.
    """

    def __init__(
        self, transport: Transport, job_id: str, accepted: models.Submitted | None = None
    ) -> None:
        self.id = job_id
        self.accepted = accepted
        self._transport = transport

    def refresh(self) -> models.Job:
        """Read how the job stands."""
        return models.Job.model_validate(self._told("GET"))

    def events(self, *, timeout: float | None = None) -> Iterator[models.Job]:
        """Follow the newest run to its end: each version once, in order. `timeout` in seconds. Raises TimeoutError."""
        until = None if timeout is None else time.monotonic() + timeout
        for found in followed(self._transport, f"/jobs/{place(self.id)}", until=until):
            yield models.Job.model_validate(found)

    def wait(
        self, on_progress: Progress | None = None, *, timeout: float | None = None
    ) -> models.Job:
        """Wait for the end, and give the finished job. `timeout` in seconds.

        Raises JobFailed, JobCancelled, TimeoutError: then the job goes on.
        """
        for job in self.events(timeout=timeout):
            if on_progress:
                on_progress(job)
        match job.status:
            case "completed":
                return job
            case "cancelled":
                raise JobCancelled(job)
        raise JobFailed(job)

    def cancel(self) -> models.Cancelled:
        """Cancel the job, at once and for good."""
        return models.Cancelled.model_validate(self._told("POST", "/cancel"))

    def retry(self, *, provider: str | None = None) -> "JobHandle":
        """Run a failed job again."""
        self._told("POST", "/retry", json={"provider": provider} if provider else {})
        return self

    def download(self, folder: str | Path = ".") -> list[Path]:
        """Fetch the outputs into a folder; a file is there only when it is whole. Raises DamagedDownload."""
        job = self.refresh()
        return [downloaded(self._transport, output, Path(folder)) for output in job.outputs]

    def _told(self, method: str, path: str = "", **request: Any) -> Any:
        answer = self._transport.send(method, f"/jobs/{place(self.id)}{path}", **request)
        return answer.json()["data"]


class PipelineHandle:
    """A pipeline, by its id."""

    def __init__(
        self,
        transport: Transport,
        pipeline_id: str,
        accepted: models.PipelineSubmitted | None = None,
    ) -> None:
        self.id = pipeline_id
        self.accepted = accepted
        self._transport = transport

    def refresh(self) -> models.Pipeline:
        """Read how the pipeline and its steps stand."""
        return models.Pipeline.model_validate(self._told("GET"))

    def events(self, *, timeout: float | None = None) -> Iterator[models.Pipeline]:
        """Follow the newest run to its end, and between versions how its jobs go on. `timeout` in seconds."""
        until = None if timeout is None else time.monotonic() + timeout
        for found in followed(self._transport, f"/pipelines/{place(self.id)}", until=until):
            yield models.Pipeline.model_validate(found)

    def wait(
        self, on_progress: PipelineProgress | None = None, *, timeout: float | None = None
    ) -> models.Pipeline:
        """Wait for the end. `timeout` in seconds. Raises PipelineEnded, TimeoutError: then it goes on."""
        for pipeline in self.events(timeout=timeout):
            if on_progress:
                on_progress(pipeline)
        if pipeline.status != "completed":
            raise PipelineEnded(pipeline)
        return pipeline

    def cancel(self) -> None:
        """Cancel the pipeline and all its jobs, at once and for good."""
        self._told("POST", "/cancel")

    def retry(self) -> "PipelineHandle":
        """Run what is unfinished of a failed pipeline; what is done is kept, and not paid again."""
        self._told("POST", "/retry")
        return self

    def _told(self, method: str, path: str = "") -> Any:
        answer = self._transport.send(method, f"/pipelines/{place(self.id)}{path}")
        return answer.json()["data"]
