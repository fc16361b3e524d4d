"""A job or a pipeline in hand: waited for, followed, cancelled, run again, and its files fetched."""

import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import TYPE_CHECKING

from studio import models
from studio._asynchronous.following import followed
from studio._asynchronous.section import place
from studio.problems import JobCancelled, JobFailed, PipelineEnded

if TYPE_CHECKING:
    from studio._asynchronous.client import AsyncStudio

Progress = Callable[[models.Job], object]
PipelineProgress = Callable[[models.Pipeline], object]


class AsyncJobHandle:
    """A job, by its id; one that was submitted in another process is resumed so.

    `accepted` is what the server said when it was submitted here.
    """

    def __init__(
        self, studio: "AsyncStudio", job_id: str, accepted: models.Submitted | None = None
    ) -> None:
        self.id = job_id
        self.accepted = accepted
        self._studio = studio

    async def refresh(self) -> models.Job:
        """Read how the job stands."""
        return await self._studio.jobs.get(self.id)

    async def events(self, *, timeout: float | None = None) -> AsyncIterator[models.Job]:
        """Follow the newest run to its end: each version once, in order. `timeout` in seconds. Raises TimeoutError."""
        until = None if timeout is None else time.monotonic() + timeout
        async for found in followed(self._studio.transport, f"/jobs/{place(self.id)}", until=until):
            yield models.Job.model_validate(found)

    async def wait(
        self, on_progress: Progress | None = None, *, timeout: float | None = None
    ) -> models.Job:
        """Wait for the end, and give the finished job. `timeout` in seconds.

        Raises JobFailed, JobCancelled, TimeoutError: then the job goes on.
        """
        async for job in self.events(timeout=timeout):
            if on_progress:
                on_progress(job)
        match job.status:
            case "completed":
                return job
            case "cancelled":
                raise JobCancelled(job)
        raise JobFailed(job)

    async def cancel(self) -> models.Cancelled:
        """Cancel the job, at once and for good."""
        return await self._studio.jobs.cancel(self.id)

    async def retry(self, *, provider: str | None = None) -> "AsyncJobHandle":
        """Run a failed job again."""
        await self._studio.jobs.retry(self.id, provider=provider)
        return self

    async def download(self, folder: str | Path = ".") -> list[Path]:
        """Fetch the outputs into a folder; a file is there only when it is whole. Raises DamagedDownload."""
        job = await self.refresh()
        return [await self._studio.download(output, folder) for output in job.outputs]


class AsyncPipelineHandle:
    """A pipeline, by its id."""

    def __init__(
        self,
        studio: "AsyncStudio",
        pipeline_id: str,
        accepted: models.PipelineSubmitted | None = None,
    ) -> None:
        self.id = pipeline_id
        self.accepted = accepted
        self._studio = studio

    async def refresh(self) -> models.Pipeline:
        """Read how the pipeline and its steps stand."""
        return await self._studio.pipelines.get(self.id)

    async def events(self, *, timeout: float | None = None) -> AsyncIterator[models.Pipeline]:
        """Follow the newest run to its end, and between versions how its jobs go on. `timeout` in seconds."""
        until = None if timeout is None else time.monotonic() + timeout
        async for found in followed(
            self._studio.transport, f"/pipelines/{place(self.id)}", until=until
        ):
            yield models.Pipeline.model_validate(found)

    async def wait(
        self, on_progress: PipelineProgress | None = None, *, timeout: float | None = None
    ) -> models.Pipeline:
        """Wait for the end. `timeout` in seconds. Raises PipelineEnded, TimeoutError: then it goes on."""
        async for pipeline in self.events(timeout=timeout):
            if on_progress:
                on_progress(pipeline)
        if pipeline.status != "completed":
            raise PipelineEnded(pipeline)
        return pipeline

    async def cancel(self) -> None:
        """Cancel the pipeline and all its jobs, at once and for good."""
        await self._studio.pipelines.cancel(self.id)

    async def retry(self) -> "AsyncPipelineHandle":
        """Run what is unfinished of a failed pipeline; what is done is kept, and not paid again."""
        await self._studio.pipelines.retry(self.id)
        return self
