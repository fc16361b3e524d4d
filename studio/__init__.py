"""What developers import: a client of the public HTTP API, and a builder of pipelines."""

from studio._asynchronous.client import AsyncStudio
from studio._asynchronous.handles import AsyncJobHandle, AsyncPipelineHandle
from studio._synchronous.client import Studio
from studio._synchronous.handles import JobHandle, PipelineHandle
from studio.pipelines import Pipeline
from studio.problems import (
    DamagedDownload,
    JobCancelled,
    JobEnded,
    JobFailed,
    PipelineEnded,
    StudioError,
    StudioProblem,
)
from studio.webhooks import verify_webhook

__all__ = [
    "AsyncJobHandle",
    "AsyncPipelineHandle",
    "AsyncStudio",
    "DamagedDownload",
    "JobCancelled",
    "JobEnded",
    "JobFailed",
    "JobHandle",
    "Pipeline",
    "PipelineEnded",
    "PipelineHandle",
    "Studio",
    "StudioError",
    "StudioProblem",
    "verify_webhook",
]
