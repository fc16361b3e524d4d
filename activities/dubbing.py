"""A video in another language: its speech taken out to be heard, what is said instead laid over it, captions beside."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from temporalio import activity

from activities._ingest import Ingest
from activities._stage import Report, scratch, stage
from activities.errors import reported
from activities.pictures import Made
from activities.values import PartResult, Span
from domain.assets import Blob, Output
from domain.captions import Cue, fit, lay_out, to_srt, to_vtt
from domain.errors import Internal, MediaInvalid
from domain.values import Value
from jobs.runs import RunKey, Runs
from media import captions, dubbing
from media.extract import speech_track
from media.probe import details, probe
from media.run import run

HEARD: Final = Span(low=12, high=16)
MIXED: Final = Span(low=80, high=92)
FILM: Final = "translated.mp4"


class Listening(Value):
    """A video whose speech is to be translated."""

    key: RunKey
    video: Blob


class Mixing(Value):
    """A video, and what was made for it: speech to lay over it, or a whole film."""

    key: RunKey
    video: Blob
    part: PartResult
    keep_background: bool


class Dubbing:
    """Reads and writes storage by hash: a repeat writes the same blobs."""

    def __init__(self, runs: Runs, ingest: Ingest, scratch_root: Path) -> None:
        self.runs = runs
        self.ingest = ingest
        self.scratch_root = scratch_root

    @activity.defn(name="dubbing.listen")
    async def listen(self, ask: Listening) -> Blob:
        """Take a video's sound as 16 kHz mono. Raises MediaInvalid when it has none."""
        with reported():
            async with (
                stage(self.runs, ask.key, "check", phase="submitting", span=HEARD),
                scratch(self.scratch_root) as folder,
            ):
                path = await self.ingest.fetch(ask.key.tenant_id, ask.video, folder / "source")
                found = await details(path)
                if found.first("audio") is None or found.first("video") is None:
                    raise MediaInvalid("The video has no speech to translate: it has no sound.")
                length = found.duration_seconds
                await run(speech_track(folder, "source", "speech.wav", duration_seconds=length))
                speech = folder / "speech.wav"
                return await self.ingest.store(ask.key, speech, await probe(speech))

    @activity.defn(name="dubbing.mix")
    async def mix(self, ask: Mixing) -> Made:
        """Lay the speech over the video, or keep the film that a vendor made; captions stand beside it."""
        with reported():
            async with (
                stage(
                    self.runs, ask.key, "post-process", phase="post-processing", span=MIXED
                ) as report,
                scratch(self.scratch_root) as folder,
            ):
                if not ask.part.files:
                    raise Internal("A provider finished without speech.")
                made = ask.part.files[0]
                told = {
                    "provider": ask.part.provider,
                    "model": ask.part.model,
                    **ask.part.metadata,
                    **made.metadata,
                }
                if made.role == "video":
                    film = made.blob
                else:
                    film = await self._mixed(ask, made.blob, folder, report)
                cues = await self._cues(ask, film, folder)
                return Made(outputs=await self._outputs(ask, film, cues, told))

    async def _mixed(self, ask: Mixing, speech: Blob, folder: Path, report: Report) -> Blob:
        path = await self.ingest.fetch(ask.key.tenant_id, ask.video, folder / "source")
        await self.ingest.fetch(ask.key.tenant_id, speech, folder / "speech")
        dub = dubbing.Dub(
            video="source",
            speech="speech",
            details=await details(path),
            keep_background=ask.keep_background,
        )
        await run(dubbing.mix(folder, dub, FILM), report=report)
        return await self.ingest.store(ask.key, folder / FILM, await probe(folder / FILM))

    async def _cues(self, ask: Mixing, film: Blob, folder: Path) -> tuple[Cue, ...]:
        """Lay out what is said; a vendor's captions are taken as they are."""
        seconds = film.facts.duration_seconds or 0.0
        part, tenant = ask.part, ask.key.tenant_id
        if part.transcript:
            heard = await self.ingest.load_transcript(tenant, part.transcript, folder)
            return lay_out(heard.words, duration_seconds=seconds)
        given = next((file for file in part.files if file.role == "captions"), None)
        if given is None:
            return ()
        path = await self.ingest.fetch(tenant, given.blob, folder / "captions")
        read = captions.read(path.read_text("utf-8-sig"))
        return fit(read, duration_seconds=seconds) if isinstance(read, tuple) else ()

    async def _outputs(
        self, ask: Mixing, film: Blob, cues: Sequence[Cue], told: dict[str, str]
    ) -> tuple[Output, ...]:
        video = Output(blob=film, role="video", name=FILM, metadata=told)
        if not cues:
            return (video,)
        srt = await self.ingest.store_text(ask.key, to_srt(cues), "application/x-subrip")
        vtt = await self.ingest.store_text(ask.key, to_vtt(cues), "text/vtt")
        return (
            video,
            Output(blob=srt, role="captions", name="translated.srt", metadata=told),
            Output(blob=vtt, role="captions", name="translated.vtt", metadata=told),
        )
