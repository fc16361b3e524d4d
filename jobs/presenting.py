"""A job's snapshot as every door shows it: urls are signed when it is sent, by the public name of this server."""

from datetime import UTC, datetime
from mimetypes import guess_extension
from typing import Final

from pydantic.alias_generators import to_camel

from domain.jobs import Job
from domain.values import Json
from storage.signing import UrlSigner

PATH: Final = "/studio/v1"
FIELDS: Final = tuple(to_camel(name) for name in Job.model_fields)
"""In the order of the contract: a database's JSON keeps none."""
ENDINGS: Final = {
    "audio/wav": "wav", "audio/mpeg": "mp3", "audio/ogg": "opus", "image/webp": "webp", "text/vtt": "vtt",
    "application/x-subrip": "srt", "application/json": "json",
}  # fmt: skip


class Presenter:
    """Shows jobs to those who own them."""

    def __init__(self, signer: UrlSigner, public_url: str) -> None:
        self.signer = signer
        self.root = public_url.rstrip("/")

    def shown(self, snapshot: Json) -> Json:
        """Add urls and links to a snapshot."""
        me = f"{self.root}{PATH}/jobs/{snapshot['id']}"
        links = {
            "self": me, "events": f"{me}/events", "cancel": f"{me}/cancel", "retry": f"{me}/retry",
        }  # fmt: skip
        if pipeline := snapshot.get("pipelineId"):
            links["pipeline"] = f"{self.root}{PATH}/pipelines/{pipeline}"
        whole = {
            **snapshot,
            "outputs": self.outputs(snapshot["outputs"], datetime.now(UTC)),
            "queue": None,
            "estimatedCompletionTime": None,
            "links": links,
        }
        return {name: whole.get(name) for name in FIELDS}

    def outputs(self, outputs: list[Json], now: datetime) -> list[Json]:
        """Give outputs with their urls."""
        return [self._output(output, now) for output in outputs]

    def _output(self, output: Json, now: datetime) -> Json:
        signed = self.signer.sign(output["id"], extension(output["mimeType"]), now)
        until = signed.expires_at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
        return {**output, "url": f"{self.root}{signed.path}", "urlExpiresAt": until}


def extension(mime_type: str) -> str:
    """Give a file name's ending for a media type."""
    return ENDINGS.get(mime_type) or (guess_extension(mime_type) or ".bin").removeprefix(".")
