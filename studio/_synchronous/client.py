"""The client: the API's sections, and what goes beyond one request."""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Protocol, Self

import httpx

from studio import models
from studio._synchronous.files import downloaded, uploaded
from studio._synchronous.handles import JobHandle, PipelineHandle
from studio._synchronous.operations import (
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
from studio._synchronous.transport import BASE, TRIES, Transport, place
from studio.problems import StudioProblem

IN_PATH: Final = re.compile(r"\{(\w+)\}")


class HasBody(Protocol):
    """A pipeline as the builder makes it."""

    def body(self) -> dict[str, Any]:
        """Give it as the API takes it."""


Graph = HasBody | Mapping[str, Any]


class Jobs(JobsOperations):
    """Jobs of every type."""

    def resume(self, job_id: str) -> JobHandle:
        """Take up a job that was submitted before, by its id."""
        return JobHandle(self._transport, job_id)

    def submit(
        self, path: str, params: Mapping[str, Any], *, idempotency_key: str | None = None
    ) -> JobHandle:
        """Submit a job by the path of its type."""
        names = IN_PATH.findall(path)
        at = IN_PATH.sub(lambda name: place(str(params.get(name[1], ""))), path)
        body = {name: value for name, value in params.items() if name not in names}
        return self._submitted("POST", at, body=body, key=idempotency_key)


class Pipelines(PipelinesOperations):
    """Jobs as graphs."""

    def resume(self, pipeline_id: str) -> PipelineHandle:
        """Take up a pipeline that was submitted before, by its id."""
        return PipelineHandle(self._transport, pipeline_id)

    def submit(self, pipeline: Graph, *, idempotency_key: str | None = None) -> PipelineHandle:
        """Submit a pipeline."""
        return self._begun("POST", "/pipelines", body=_body(pipeline), key=idempotency_key)

    def plan(self, pipeline: Graph) -> models.PipelinePlan:
        """Ask for a pipeline's order, price, time and providers; nothing is held."""
        plan: models.PipelinePlan = self._one(
            models.PipelinePlan,
            "POST",
            "/pipelines",
            query={"dryRun": "true"},
            body=_body(pipeline),
        )
        return plan


class Assets(AssetsOperations):
    """Files that were uploaded, and that came out."""

    def upload(
        self, path: str | Path, *, name: str | None = None, idempotency_key: str | None = None
    ) -> models.AssetShown:
        """Upload a file. Raises StudioProblem for one that is no picture, sound, film or model."""
        return uploaded(self._transport, Path(path), name=name, key=idempotency_key)


class Studio:
    """One caller of one server. `url` and `api_key` come from STUDIO_URL and STUDIO_API_KEY unless they are given.

    A write is sent with an Idempotency-Key and tried up to `tries` times: it happens once, also when answers are lost.
    """

    def __init__(
        self, url: str | None = None, api_key: str | None = None, *, tries: int = TRIES,
        transport: httpx.BaseTransport | None = None,
    ) -> None:  # fmt: skip
        self.url = (url or os.environ.get("STUDIO_URL", "http://127.0.0.1:8000")).rstrip("/")
        api_key = api_key if api_key is not None else os.environ.get("STUDIO_API_KEY", "")
        self.transport = Transport(self.url, api_key, tries=tries, transport=transport)
        self.images = ImagesOperations(self.transport)
        self.videos = VideosOperations(self.transport)
        self.audio = AudioOperations(self.transport)
        self.music = MusicOperations(self.transport)
        self.avatars = AvatarsOperations(self.transport)
        self.templates = TemplatesOperations(self.transport)
        self.social = SocialOperations(self.transport)
        self.nft = NftOperations(self.transport)
        self.jobs = Jobs(self.transport)
        self.pipelines = Pipelines(self.transport)
        self.estimates = EstimatesOperations(self.transport)
        self.assets = Assets(self.transport)
        self.voice_models = VoiceModelsOperations(self.transport)
        self.wallet = WalletOperations(self.transport)
        self.usage = UsageOperations(self.transport)
        self.webhooks = WebhooksOperations(self.transport)
        self.api_keys = ApiKeysOperations(self.transport)
        self.providers = ProvidersOperations(self.transport)
        self.graphql = GraphqlOperations(self.transport)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.transport.close()

    def close(self) -> None:
        """Close all connections."""
        self.transport.close()

    def submit(
        self, job_type: str, params: Mapping[str, Any], *, idempotency_key: str | None = None
    ) -> JobHandle:
        """Submit a job by its type's name, with parameters as the API names them; also of types newer than this."""
        path = JOB_TYPES.get(job_type) or self._path_of(job_type)
        return self.jobs.submit(path, params, idempotency_key=idempotency_key)

    def download(
        self, file: models.OutputFile | models.AssetShown, folder: str | Path = "."
    ) -> Path:
        """Fetch a file into a folder; its hash is checked. Raises DamagedDownload."""
        return downloaded(self.transport, file, Path(folder))

    def _path_of(self, job_type: str) -> str:
        """Ask the server's own document for a job type's path."""
        answer = self.transport.files.get(f"{self.url}/openapi.json")
        for path, operations in answer.raise_for_status().json()["paths"].items():
            if operations.get("post", {}).get("x-studio-job-type") == job_type:
                return str(path).removeprefix(BASE)
        told = f"The server has no job type {job_type!r}."
        raise StudioProblem(404, {"code": "ERR_NOT_FOUND", "detail": told})


def _body(pipeline: Graph) -> Mapping[str, Any]:
    return pipeline if isinstance(pipeline, Mapping) else pipeline.body()
