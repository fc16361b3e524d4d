"""Bytes on their way in and out of storage: inputs made local, results copied, checked and hashed at once."""

from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Final

from activities._stage import scratch
from activities.values import Call, PartResult
from domain.assets import Blob, Facts, Output, Role
from domain.errors import MediaInvalid, ProviderFailure, ProviderMalformed, SourceFetchFailed
from domain.tasks import Task, Transcript, blobs_of
from jobs.leases import Leases
from jobs.runs import RunKey
from media.captions import read as read_captions
from media.model import check as check_model
from media.picture import check
from media.probe import probe
from net.fetch import Fetcher
from providers._base import Finished, Made

MADE_BYTES_MAX: Final = 2 * 1024**3
FETCH_SECONDS_MAX: Final = 300.0
TRANSCRIPT_TYPE: Final = "application/json"


class Ingest:
    """Moves files between storage and scratch folders."""

    def __init__(self, leases: Leases, fetcher: Fetcher, scratch_root: Path) -> None:
        self.leases = leases
        self.fetcher = fetcher
        self.scratch_root = scratch_root

    async def localise(self, tenant_id: str, task: Task, folder: Path) -> Mapping[str, Path]:
        """Bring the blobs that a task names into a folder."""
        return {
            blob.sha256: await self.fetch(tenant_id, blob, folder / f"source-{number}")
            for number, blob in enumerate(blobs_of(task))
        }

    async def fetch(self, tenant_id: str, blob: Blob, target: Path) -> Path:
        """Bring one blob to a path; its hash is checked."""
        await self.leases.blobs.fetch(tenant_id, blob.sha256, target)
        return target

    async def store(self, run: RunKey, path: Path, facts: Facts) -> Blob:
        """Put a file into storage under its hash."""
        stored = await self.leases.put(run.tenant_id, path, holder=run.workflow_id)
        return Blob(sha256=stored.sha256, size_bytes=stored.size_bytes, facts=facts)

    async def store_text(self, run: RunKey, text: str, mime_type: str) -> Blob:
        """Put a text into storage under its hash."""
        stored = await self.leases.put_bytes(run.tenant_id, text.encode(), holder=run.workflow_id)
        return Blob(
            sha256=stored.sha256, size_bytes=stored.size_bytes, facts=Facts(mime_type=mime_type)
        )

    async def load_transcript(self, tenant_id: str, blob: Blob, folder: Path) -> Transcript:
        """Read back a transcript that was stored."""
        path = await self.fetch(tenant_id, blob, folder / "transcript.json")
        return Transcript.model_validate_json(path.read_bytes())

    async def keep(self, call: Call, finished: Finished) -> PartResult:
        """Copy, check and hash what a provider made. A broken or empty file is ProviderMalformed.

        Raises SourceFetchFailed for a link that does not open.
        """
        async with scratch(self.scratch_root) as folder:
            kept = [
                await self._keep_one(call, made, folder / f"made-{number}")
                for number, made in enumerate(finished.made)
            ]
            files = [file for file in kept if file]
        transcript = finished.transcript and await self.store_text(
            call.key.run, finished.transcript.model_dump_json(), TRANSCRIPT_TYPE
        )
        return PartResult(
            part=call.key.part,
            provider=call.route.provider,
            model=finished.model,
            files=tuple(files),
            transcript=transcript,
            language=finished.transcript.language if finished.transcript else None,
            voice=finished.voice,
            traits=finished.traits,
            metadata=dict(finished.metadata),
        )

    async def _keep_one(self, call: Call, made: Made, target: Path) -> Output | None:
        """Keep a file; None for an extra one that is not usable."""
        try:
            path = await self._at_hand(made, target)
            facts = await _facts(path, made.role)
        except SourceFetchFailed:
            if made.extra:
                return None
            raise
        except MediaInvalid as error:
            if made.extra:
                return None
            raise self._broken(call, error.detail) from error
        blob = await self.store(call.key.run, path, facts)
        return Output(
            blob=blob,
            role=made.role,
            part=call.key.part,
            name=f"{made.role}-{call.key.part + 1}",
            metadata={name: str(value) for name, value in made.metadata.items()},
        )

    async def _at_hand(self, made: Made, target: Path) -> Path:
        if made.path:
            return made.path
        if made.data is not None:
            target.write_bytes(made.data)
            return target
        assert made.url, "a provider made neither path, data nor url"
        await self.fetcher.download(
            made.url, target, size_bytes_max=MADE_BYTES_MAX, seconds_max=FETCH_SECONDS_MAX
        )
        return target

    def _broken(self, call: Call, detail: str) -> ProviderFailure:
        return ProviderMalformed(
            call.route.provider, f"it delivered a file that is not usable: {detail}"
        )


async def _facts(path: Path, role: Role) -> Facts:
    if role == "captions":
        return _captions(path)
    looks: dict[Role, Callable[[Path], Awaitable[Facts]]] = {"image": check, "model": check_model}
    facts = await looks.get(role, probe)(path)
    if not facts.mime_type.startswith(f"{role}/"):
        raise MediaInvalid(f"Expected {role}, found {facts.mime_type}.")
    return facts


def _captions(path: Path) -> Facts:
    """Look at what should be SubRip."""
    try:
        found = read_captions(path.read_text("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise MediaInvalid("Expected captions, found no text.") from error
    if not isinstance(found, tuple) or not found:
        raise MediaInvalid("Expected captions with times.")
    return Facts(mime_type="application/x-subrip")
