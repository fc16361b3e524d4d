"""The client: the API's sections, and what goes beyond one request."""

import os
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Protocol, Self

import httpx

from studio import models
from studio._asynchronous.files import fetched, pieces
from studio._asynchronous.handles import AsyncJobHandle, AsyncPipelineHandle
from studio._asynchronous.operations import (
    JOB_TYPES,
    ApiKeysOperations,
    AssetsOperations,
    AudioOperations,
    AvatarsOperations,
    EstimatesOperations,
    GraphqlOperations,
    ImagesOperations,
    JobsOperations,
    MusicOperations,
    NftOperations,
    PipelinesOperations,
    ProvidersOperations,
    SocialOperations,
    TemplatesOperations,
    UsageOperations,
    VideosOperations,
    VoiceModelsOperations,
    WalletOperations,
    WebhooksOperations,
)
from studio._asynchronous.section import place
from studio._asynchronous.transport import BASE, TRIES, AsyncTransport
from studio.problems import StudioProblem

FRESH: Final = timedelta(seconds=60)
IN_PATH: Final = re.compile(r"\{(\w+)\}")


class HasBody(Protocol):
    """A pipeline as the builder makes it."""

    def body(self) -> dict[str, Any]:
        """Give it as the API takes it."""


Graph = HasBody | Mapping[str, Any]


class Jobs(JobsOperations):
    """Jobs of every type."""

    def resume(self, job_id: str) -> AsyncJobHandle:
        """Take up a job that was submitted before, by its id."""
        return self._studio.job(job_id)

    async def submit(
        self, path: str, params: Mapping[str, Any], *, idempotency_key: str | None = None
    ) -> AsyncJobHandle:
        """Submit a job by the path of its type."""
        names = IN_PATH.findall(path)
        at = IN_PATH.sub(lambda name: place(str(params.get(name[1], ""))), path)
        body = {name: value for name, value in params.items() if name not in names}
        return await self._submitted("POST", at, body=body, key=idempotency_key)


class Pipelines(PipelinesOperations):
    """Jobs as graphs."""

    def resume(self, pipeline_id: str) -> AsyncPipelineHandle:
        """Take up a pipeline that was submitted before, by its id."""
        return self._studio.pipeline(pipeline_id)

    async def submit(
        self, pipeline: Graph, *, idempotency_key: str | None = None
    ) -> AsyncPipelineHandle:
        """Submit a pipeline."""
        return await self._begun("POST", "/pipelines", body=_body(pipeline), key=idempotency_key)

    async def plan(self, pipeline: Graph) -> models.PipelinePlan:
        """Ask for a pipeline's order, price, time and providers; nothing is held."""
        plan: models.PipelinePlan = await self._one(
            models.PipelinePlan,
            "POST",
            "/pipelines",
            query={"dryRun": "true"},
            body=_body(pipeline),
        )
        return plan


class Assets(AssetsOperations):
    """Files that were uploaded, and that came out."""

    async def upload(
        self, path: str | Path, *, name: str | None = None, idempotency_key: str | None = None
    ) -> models.AssetShown:
        """Upload a file. Raises StudioProblem for one that is no picture, sound, film or model."""
        path = Path(path)
        response = await self._studio.transport.send(
            "POST", "/uploads", key=idempotency_key, params={"name": name or path.name},
            content_of=lambda: pieces(path),
            headers={"Content-Type": "application/octet-stream", "Content-Length": str(path.stat().st_size)},
        )  # fmt: skip
        return models.AssetShown.model_validate(response.json()["data"])


class AsyncStudio:
    """One caller of one server. `url` and `api_key` come from STUDIO_URL and STUDIO_API_KEY unless they are given.

    A write is sent with an Idempotency-Key and tried up to `tries` times: it happens once, also when answers are lost.
    """

    def __init__(
        self, url: str | None = None, api_key: str | None = None, *, tries: int = TRIES,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:  # fmt: skip
        self.url = (url or os.environ.get("STUDIO_URL", "http://127.0.0.1:8000")).rstrip("/")
        api_key = api_key if api_key is not None else os.environ.get("STUDIO_API_KEY", "")
        self.transport = AsyncTransport(self.url, api_key, tries=tries, transport=transport)
        self.images = ImagesOperations(self)
        self.videos = VideosOperations(self)
        self.audio = AudioOperations(self)
        self.music = MusicOperations(self)
        self.avatars = AvatarsOperations(self)
        self.templates = TemplatesOperations(self)
        self.social = SocialOperations(self)
        self.nft = NftOperations(self)
        self.social = SocialOperations(self)
        self.jobs = Jobs(self)
        self.pipelines = Pipelines(self)
        self.estimates = EstimatesOperations(self)
        self.assets = Assets(self)
        self.voice_models = VoiceModelsOperations(self)
        self.wallet = WalletOperations(self)
        self.usage = UsageOperations(self)
        self.webhooks = WebhooksOperations(self)
        self.api_keys = ApiKeysOperations(self)
        self.providers = ProvidersOperations(self)
        self.graphql = GraphqlOperations(self)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.transport.aclose()

    async def aclose(self) -> None:
        """Close all connections."""
        await self.transport.aclose()

    def job(self, job_id: str, accepted: models.Submitted | None = None) -> AsyncJobHandle:
        """Give a job in hand."""
        return AsyncJobHandle(self, job_id, accepted)

    def pipeline(
        self, pipeline_id: str, accepted: models.PipelineSubmitted | None = None
    ) -> AsyncPipelineHandle:
        """Give a pipeline in hand."""
        return AsyncPipelineHandle(self, pipeline_id, accepted)

    async def submit(
        self, job_type: str, params: Mapping[str, Any], *, idempotency_key: str | None = None
    ) -> AsyncJobHandle:
        """Submit a job by its type's name, with parameters as the API names them; also of types newer than this."""
        path = JOB_TYPES.get(job_type) or await self._path_of(job_type)
        return await self.jobs.submit(path, params, idempotency_key=idempotency_key)

    async def download(
        self, file: models.OutputFile | models.AssetShown, folder: str | Path = "."
    ) -> Path:
        """Fetch a file into a folder; its hash is checked. Raises DamagedDownload."""
        target = Path(folder) / f"{file.id}-{Path(file.name).name}"
        return await fetched(self.transport.files, await self._renewed(file), target)

    async def _path_of(self, job_type: str) -> str:
        """Ask the server's own document for a job type's path."""
        answer = await self.transport.files.get(f"{self.url}/openapi.json")
        for path, operations in answer.raise_for_status().json()["paths"].items():
            if operations.get("post", {}).get("x-studio-job-type") == job_type:
                return str(path).removeprefix(BASE)
        told = f"The server has no job type {job_type!r}."
        raise StudioProblem(404, {"code": "ERR_NOT_FOUND", "detail": told})

    async def _renewed(
        self, file: models.OutputFile | models.AssetShown
    ) -> models.OutputFile | models.AssetShown:
        """Give a file with a url that has not expired."""
        return (
            file
            if datetime.now(UTC) + FRESH < file.url_expires_at
            else await self.assets.get(file.id)
        )


def _body(pipeline: Graph) -> Mapping[str, Any]:
    return pipeline if isinstance(pipeline, Mapping) else pipeline.body()
