"""A client of the public API: jobs, their files, and how providers do. It needs httpx and nothing of the server's."""

import json
import re
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self
from urllib.parse import quote
from uuid import uuid4

import httpx

BASE: Final = "/studio/v1"
IN_PATH: Final = re.compile(r"\{(\w+)\}")
TERMINAL: Final = frozenset({"completed", "failed", "cancelled"})
PATHS: Final = {
    "image-generation": "/images/generate",
    "text-to-speech": "/audio/text-to-speech",
    "video-subtitles": "/videos/subtitles",
}
RECONNECTS_MAX: Final = 20
RECONNECT_SECONDS: Final = 0.5

Job = dict[str, Any]
"""A job resource, as `GET /jobs/{id}` shows it."""


class StudioProblem(Exception):
    """An answer that is an error (RFC 9457)."""

    def __init__(self, status: int, problem: Mapping[str, Any]) -> None:
        super().__init__(str(problem.get("detail", f"status {status}")))
        self.status = status
        self.code = str(problem.get("code", ""))
        self.errors = list(problem.get("errors", []))
        self.problem = dict(problem)


class Client:
    """One caller. Every submit carries an Idempotency-Key, so a lost answer may be asked for again."""

    def __init__(self, url: str, token: str, *, timeout_seconds: float = 90) -> None:
        self.http = httpx.Client(
            base_url=url.rstrip("/") + BASE,
            headers={"Authorization": f"Bearer {token}"},
            timeout=timeout_seconds,
            trust_env=False,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.http.close()

    def submit(self, job_type: str, params: Mapping[str, Any], *, key: str | None = None) -> Job:
        """Submit a job; answers `{jobId, status, creditsReserved, …}`. Raises StudioProblem."""
        headers = {"Idempotency-Key": key or str(uuid4())}
        path = IN_PATH.sub(
            lambda name: quote(str(params.get(name[1], "")), safe=""), self.path_of(job_type)
        )
        return self._data("POST", path, json=dict(params), headers=headers)

    def estimate(self, job_type: str, params: Mapping[str, Any]) -> Job:
        """Ask for price, time and plan; nothing is held."""
        return self._data("POST", "/estimates", json={"type": job_type, "params": dict(params)})

    def job(self, job_id: str) -> Job:
        """Read a job."""
        return self._data("GET", f"/jobs/{job_id}")

    def jobs(self, **narrowed: str | int) -> list[Job]:
        """Read a page of jobs, newest first."""
        return self._items("/jobs", **narrowed)

    def cancel(self, job_id: str) -> Job:
        """Cancel a job at once and for good."""
        return self._data("POST", f"/jobs/{job_id}/cancel")

    def retry(self, job_id: str, *, provider: str | None = None) -> Job:
        """Run a failed job again."""
        return self._data(
            "POST", f"/jobs/{job_id}/retry", json={"provider": provider} if provider else {}
        )

    def upload(self, path: Path, *, name: str | None = None) -> Job:
        """Upload a file; answers the asset."""
        with path.open("rb") as file:
            headers = {
                "Content-Type": "application/octet-stream",
                "Content-Length": str(path.stat().st_size),
            }
            return self._data(
                "POST",
                "/uploads",
                content=file,
                params={"name": name or path.name},
                headers=headers,
            )

    def providers(self) -> list[dict[str, Any]]:
        """Read how each ability of each provider does."""
        return self._items("/providers/health")

    def provider_costs(self, *, days: int = 30) -> list[dict[str, Any]]:
        """Read what providers cost against what their jobs brought (operators)."""
        return self._items("/providers/costs", days=days)

    def switch_provider(
        self, provider: str, *, off: bool, reason: str, task: str | None = None
    ) -> dict[str, Any]:
        """Take a provider, or one of its tasks, out of use or back into it (operators)."""
        path = f"/providers/{quote(provider, safe='')}/{'disable' if off else 'enable'}"
        return self._data("POST", path, json={"task": task, "reason": reason})

    def watch(self, job_id: str) -> Iterator[Job]:
        """Follow a job's newest run to its end: each version once, in order, over broken connections too."""
        return self._followed(f"/jobs/{job_id}", int(self.job(job_id)["run"]))

    def submit_pipeline(self, body: Mapping[str, Any], *, key: str | None = None) -> Job:
        """Submit a pipeline; answers `{pipelineId, status, creditsReserved, …}`. Raises StudioProblem."""
        headers = {"Idempotency-Key": key or str(uuid4())}
        return self._data("POST", "/pipelines", json=dict(body), headers=headers)

    def plan_pipeline(self, body: Mapping[str, Any]) -> Job:
        """Ask for a pipeline's order, price, time and providers; nothing is held."""
        return self._data("POST", "/pipelines", json=dict(body), params={"dryRun": "true"})

    def run_preset(self, name: str, params: Mapping[str, Any], *, key: str | None = None) -> Job:
        """Submit a preset with its parameters; answers as `submit_pipeline` does."""
        path = f"/pipelines/presets/{quote(name, safe='')}"
        headers = {"Idempotency-Key": key or str(uuid4())}
        return self._data("POST", path, json={"params": dict(params)}, headers=headers)

    def presets(self) -> list[dict[str, Any]]:
        """Read which presets there are, and what they take."""
        return self._items("/pipelines/presets")

    def pipeline(self, pipeline_id: str) -> Job:
        """Read a pipeline with its steps and their jobs."""
        return self._data("GET", f"/pipelines/{pipeline_id}")

    def pipelines(self, **narrowed: str | int) -> list[Job]:
        """Read a page of pipelines, newest first."""
        return self._items("/pipelines", **narrowed)

    def cancel_pipeline(self, pipeline_id: str) -> Job:
        """Cancel a pipeline and all its jobs at once and for good."""
        return self._data("POST", f"/pipelines/{pipeline_id}/cancel")

    def retry_pipeline(self, pipeline_id: str) -> Job:
        """Run what is unfinished of a failed pipeline; what is done is kept, and not paid again."""
        return self._data("POST", f"/pipelines/{pipeline_id}/retry")

    def watch_pipeline(self, pipeline_id: str) -> Iterator[Job]:
        """Follow a pipeline's newest run to its end, and between versions how its jobs go on."""
        return self._followed(f"/pipelines/{pipeline_id}", int(self.pipeline(pipeline_id)["run"]))

    def webhooks(self) -> list[dict[str, Any]]:
        """Read the tenant's endpoints (admins)."""
        return self._items("/webhooks")

    def add_webhook(self, url: str, events: Sequence[str] = ()) -> dict[str, Any]:
        """Make an endpoint; its `secret` is in this answer only (admins)."""
        return self._data("POST", "/webhooks", json={"url": url, "events": list(events)})

    def test_webhook(self, webhook_id: str) -> dict[str, Any]:
        """Send an endpoint an event that says nothing (admins)."""
        return self._data("POST", f"/webhooks/{quote(webhook_id, safe='')}/test")

    def webhook_deliveries(self, webhook_id: str, **narrowed: str | int) -> list[dict[str, Any]]:
        """Read a page of what an endpoint was sent, newest first (admins)."""
        return self._items(f"/webhooks/{quote(webhook_id, safe='')}/deliveries", **narrowed)

    def wait(self, job_id: str) -> Job:
        """Wait for a job's end."""
        *_, last = self.watch(job_id)
        return last

    def download(self, output: Mapping[str, Any], folder: Path) -> Path:
        """Fetch an output's file into a folder."""
        folder.mkdir(parents=True, exist_ok=True)
        target = folder / f"{output['id']}-{Path(output['name']).name}"
        with httpx.stream("GET", output["url"], timeout=300, trust_env=False) as response:
            response.raise_for_status()
            with target.open("wb") as file:
                for piece in response.iter_bytes():
                    file.write(piece)
        return target

    def path_of(self, job_type: str) -> str:
        """Give a job type's path, asking the server's own document for one we do not know."""
        if job_type in PATHS:
            return PATHS[job_type]
        document = httpx.get(
            str(self.http.base_url).replace(BASE + "/", "/openapi.json"), trust_env=False
        ).json()
        for path, operations in document["paths"].items():
            if operations.get("post", {}).get("x-studio-job-type") == job_type:
                return str(path).removeprefix(BASE)
        raise StudioProblem(
            404, {"code": "ERR_NOT_FOUND", "detail": f"The server has no job type {job_type!r}."}
        )

    def _followed(self, path: str, run: int) -> Iterator[Job]:
        seen = 0
        for _ in range(RECONNECTS_MAX):
            try:
                for found in self._events(path, seen):
                    seen = int(found["version"])
                    if found["run"] < run:
                        continue
                    yield found
                    if found["status"] in TERMINAL:
                        return
            except httpx.TransportError:
                pass
            time.sleep(RECONNECT_SECONDS)
        raise TimeoutError(f"the events of {path} broke off too often")

    def _events(self, path: str, seen: int) -> Iterator[Job]:
        headers = {"Accept": "text/event-stream", "Last-Event-ID": str(seen)}
        with self.http.stream("GET", f"{path}/events", headers=headers) as response:
            if not response.is_success:
                response.read()
                raise _problem(response)
            for line in response.iter_lines():
                if line.startswith("data: "):
                    yield json.loads(line.removeprefix("data: "))

    def _items(self, path: str, **narrowed: str | int) -> list[dict[str, Any]]:
        response = self.http.get(path, params=narrowed)
        if not response.is_success:
            raise _problem(response)
        found: list[dict[str, Any]] = response.json()["data"]
        return found

    def _data(self, method: str, path: str, **request: Any) -> Job:
        response = self.http.request(method, path, **request)
        if not response.is_success:
            raise _problem(response)
        data: Job = response.json()["data"]
        return data


def _problem(response: httpx.Response) -> StudioProblem:
    try:
        return StudioProblem(response.status_code, response.json())
    except ValueError:
        return StudioProblem(response.status_code, {"detail": response.text[:200]})
