"""A job or a pipeline in hand: waited for, followed, cancelled, run again, and its files fetched."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from studio import models
from studio._synchronous.following import followed
from studio._synchronous.section import place
from studio.problems import JobCancelled, JobFailed, PipelineEnded

if TYPE_CHECKING:
    from studio._synchronous.client import Studio

Progress = Callable[[models.Job], object]
PipelineProgress = Callable[[models.Pipeline], object]


class JobHandle:
    """A job, by its id; one that was submitted in another process is resumed so.

    `accepted` is what the server said when it was submitted here.
    """

    def __init__(
        self, studio: "Studio", job_id: str, accepted: models.Submitted | None = None
    ) -> None:
        self.id = job_id
        self.accepted = accepted
        self._studio = studio

    def refresh(self) -> models.Job:
        """Read how the job stands."""
        return self._studio.jobs.get(self.id)

    def events(self, *, timeout: float | None = None) -> Iterator[models.Job]:
        """Follow the newest run to its end: each version once, in order. `timeout` in seconds. Raises TimeoutError."""
        until = None if timeout is None else time.monotonic() + timeout
        for found in followed(self._studio.transport, f"/jobs/{place(self.id)}", until=until):
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
        return self._studio.jobs.cancel(self.id)

    def retry(self, *, provider: str | None = None) -> "JobHandle":
        """Run a failed job again."""
        self._studio.jobs.retry(self.id, provider=provider)
        return self

    def download(self, folder: str | Path = ".") -> list[Path]:
        """Fetch the outputs into a folder; a file is there only when it is whole. Raises DamagedDownload."""
        job = self.refresh()
        return [self._studio.download(output, folder) for output in job.outputs]


class PipelineHandle:
    """A pipeline, by its id."""

    def __init__(
        self,
        studio: "Studio",
        pipeline_id: str,
        accepted: models.PipelineSubmitted | None = None,
    ) -> None:
        self.id = pipeline_id
        self.accepted = accepted
        self._studio = studio

    def refresh(self) -> models.Pipeline:
        """Read how the pipeline and its steps stand."""
        return self._studio.pipelines.get(self.id)

    def events(self, *, timeout: float | None = None) -> Iterator[models.Pipeline]:
        """Follow the newest run to its end, and between versions how its jobs go on. `timeout` in seconds."""
        until = None if timeout is None else time.monotonic() + timeout
        for found in followed(self._studio.transport, f"/pipelines/{place(self.id)}", until=until):
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
        self._studio.pipelines.cancel(self.id)

    def retry(self) -> "PipelineHandle":
        """Run what is unfinished of a failed pipeline; what is done is kept, and not paid again."""
        self._studio.pipelines.retry(self.id)
        return self
