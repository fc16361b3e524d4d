"""Voice models: their samples judged, what a voice became written down, and who holds it."""

import asyncio
import json
import os
from pathlib import Path
from typing import Final

from temporalio import activity

from activities._ingest import Ingest
from activities._stage import Report, scratch, stage
from activities.errors import reported
from activities.pictures import Made as Published
from activities.values import PartResult, Span
from domain.assets import Blob, Output
from domain.errors import Conflict, MediaInvalid
from domain.values import Json, Value
from domain.voices import faults, in_words
from jobs.models import Draft, Made, Models
from jobs.runs import RunKey, Runs
from jobs.voices import VendorVoices
from media.extract import speech_track, voice_sample
from media.probe import details, probe
from media.run import run
from providers.local.engine import call

EXAMINED: Final = Span(low=12, high=24)
RESEMBLES: Final = "resembles its samples; it is no clone of them"
MEMORY_BYTES_MAX: Final = 4 * 1024**3


class Beginning(Value):
    """A model about to be trained by a run."""

    key: RunKey
    draft: Draft


class Begun(Value):
    """The model's id."""

    model_id: str


class Examining(Value):
    """The recordings that a voice is to be made from, as they came."""

    key: RunKey
    samples: tuple[Blob, ...]


class Examined(Value):
    """The recordings as every vendor takes them, and what was found in them."""

    samples: tuple[Blob, ...]
    report: Json


class Keeping(Value):
    """What a run made: the voice, by the provider that holds it, and the recordings that it was made from."""

    key: RunKey
    voice: PartResult
    examined: Examined


class Reporting(Value):
    """What the client gets: the model by its id, what was found in the samples, and perhaps how it sounds."""

    key: RunKey
    model_id: str
    voice: PartResult
    report: Json
    preview: Output | None = None


class Holding(Value):
    """A model that a run wants to speak with."""

    key: RunKey
    model_id: str


class HeldVoice(Value):
    """A voice, and who holds it."""

    provider: str
    voice: str | None
    traits: Json
    language: str | None


class Voices:
    """Every step may be repeated: it writes the same rows, and the same blobs by hash."""

    def __init__(
        self, runs: Runs, ingest: Ingest, *, scratch_root: Path, weights_folder: Path | None
    ) -> None:
        self.runs = runs
        self.ingest = ingest
        self.models = Models(runs.database)
        self.vendor_voices = VendorVoices(runs.database)
        self.scratch_root = scratch_root
        self.weights_folder = weights_folder

    @activity.defn(name="voices.begin")
    async def begin(self, ask: Beginning) -> Begun:
        """Begin the job's model, once a job."""
        with reported():
            return Begun(model_id=await self.models.begin(ask.key, ask.draft))

    @activity.defn(name="voices.examine")
    async def examine(self, ask: Examining) -> Examined:
        """Judge the recordings, keep the report with the model, and bring those that are fit into one form.

        Raises MediaInvalid, which says what is wrong with which sample.
        """
        with reported():
            async with (
                stage(self.runs, ask.key, "check", phase="submitting", span=EXAMINED) as report,
                scratch(self.scratch_root) as folder,
            ):
                judged = await self._judged(ask, folder, report)
                wrong = faults(judged)
                if wrong:
                    await self.models.made(ask.key, Made(report=judged))
                    raise MediaInvalid(in_words(wrong))
                samples = [
                    await self._formed(ask, folder, number) for number in range(len(ask.samples))
                ]
            return Examined(samples=tuple(samples), report=judged)

    @activity.defn(name="voices.keep")
    async def keep(self, ask: Keeping) -> None:
        """Write down who holds the voice, so that it can be used and purged; it is ready when its job is paid for."""
        voice = ask.voice
        with reported():
            account = voice.voice and await self.vendor_voices.account_of(
                ask.key.tenant_id, voice.provider, voice.voice
            )
            made = Made(
                provider=voice.provider, vendor_ref=voice.voice, account=account, traits=voice.traits or {},
                report=ask.examined.report, blobs=tuple({sample.sha256 for sample in ask.examined.samples}),
            )  # fmt: skip
            await self.models.made(ask.key, made)

    @activity.defn(name="voices.report")
    async def report(self, ask: Reporting) -> Published:
        """Make the outputs: the preview, where there is one, and the report on the samples."""
        told = {
            "voiceModelId": ask.model_id, "provider": ask.voice.provider, "model": ask.voice.model,
            **ask.voice.metadata, **({"likeness": RESEMBLES} if ask.voice.traits else {}),
        }  # fmt: skip
        with reported():
            text = json.dumps({"voiceModelId": ask.model_id, **ask.report}, indent=1)
            blob = await self.ingest.store_text(ask.key, text, "application/json")
        written = Output(blob=blob, role="report", name="samples.json", metadata=told)
        preview = ask.preview and ask.preview.model_copy(
            update={"metadata": {**ask.preview.metadata, **told}}
        )
        return Published(outputs=(preview, written) if preview else (written,))

    @activity.defn(name="voices.hold")
    async def hold(self, ask: Holding) -> HeldVoice:
        """Read who holds a voice; reads only. Raises NotFound for one that was deleted since, and Conflict."""
        with reported():
            model = await self.models.get(ask.key.tenant_id, ask.model_id, "voice")
            if model.status != "ready" or model.provider is None:
                raise Conflict(f"The voice model {ask.model_id!r} is {model.status}.")
            return HeldVoice(
                provider=model.provider, voice=model.vendor_ref, traits=model.traits, language=model.language
            )  # fmt: skip

    async def _judged(self, ask: Examining, folder: Path, report: Report) -> Json:
        files = []
        for number, blob in enumerate(ask.samples):
            source = await self.ingest.fetch(ask.key.tenant_id, blob, folder / f"source-{number}")
            files.append(await self._decoded(source, folder, number))
            report(0.3 * (number + 1) / len(ask.samples))
        request = {
            "files": [str(file) for file in files],
            "weights_folder": str(self.weights_folder) if self.weights_folder else None,
        }
        answer = await call(
            "samples",
            request,
            report=lambda done: report(0.3 + 0.6 * done),
            threads=os.cpu_count() or 1,
            memory_bytes_max=MEMORY_BYTES_MAX,
        )
        return answer["report"]

    async def _decoded(self, source: Path, folder: Path, number: int) -> Path:
        try:
            found = await details(source)
            track = speech_track(
                folder, source.name, f"heard-{number}.wav",
                duration_seconds=found.duration_seconds, rate_hz=None,
            )  # fmt: skip
            await run(track)
        except MediaInvalid as error:
            raise MediaInvalid(f"Sample {number + 1}: {error.detail}") from error
        return folder / f"heard-{number}.wav"

    async def _formed(self, ask: Examining, folder: Path, number: int) -> Blob:
        path = folder / f"sample-{number}.mp3"
        await run(voice_sample(folder, f"source-{number}", path.name))
        await asyncio.to_thread((folder / f"heard-{number}.wav").unlink)
        return await self.ingest.store(ask.key, path, await probe(path))
