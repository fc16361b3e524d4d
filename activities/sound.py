"""Post-processing of speech: chunks joined, one loudness, words on one clock."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from temporalio import activity

from activities._ingest import Ingest
from activities._stage import Report, scratch, stage
from activities.errors import reported
from activities.pictures import Made
from activities.values import PartResult, Span
from domain.assets import Output
from domain.captions import lay_out, to_vtt
from domain.errors import Internal
from domain.tasks import Transcript
from domain.values import Value
from jobs.runs import RunKey, Runs
from media import speech
from media.captions import estimate
from media.probe import probe
from media.run import run

MASTERED: Final = Span(low=80, high=92)
NEAR_LU: Final = 0.3
PASSES_MAX: Final = 3


class Mastering(Value):
    """Spoken chunks in order, with their texts. `speed` was asked for; a vendor that has less tells what it took.

    `pauses` are the silences after the chunks, where they are not breaths; `lead_seconds` the one before the first.
    """

    key: RunKey
    parts: tuple[PartResult, ...]
    texts: tuple[str, ...]
    encoding: speech.SpeechFormat
    speed: float = 1.0
    pauses: tuple[float | None, ...] = ()
    lead_seconds: float = 0.0

    def pause_after(self, number: int) -> float:
        """Give the silence after a chunk: a breath, none after the last one, unless it is written there."""
        written = self.pauses[number] if self.pauses else None
        breath = 0.0 if number == len(self.parts) - 1 else speech.GAP_SECONDS
        return breath if written is None else written


class Sound:
    """Reads and writes storage by hash: a repeat writes the same blobs."""

    def __init__(self, runs: Runs, ingest: Ingest, scratch_root: Path) -> None:
        self.runs = runs
        self.ingest = ingest
        self.scratch_root = scratch_root

    @activity.defn(name="sound.master")
    async def master(self, ask: Mastering) -> Made:
        """Make one sound of the chunks at −16 LUFS, and the timings of its words."""
        with reported():
            async with (
                stage(
                    self.runs, ask.key, "post-process", phase="post-processing", span=MASTERED
                ) as report,
                scratch(self.scratch_root) as folder,
            ):
                chunks = await self._bring(ask, folder)
                await run(speech.join(folder, chunks, "joined.wav", lead_seconds=ask.lead_seconds))
                report(0.4)
                await _level(folder, ask, report)
                heard = await self._transcripts(ask, folder, chunks)
                timings = speech.merge(heard, chunks, lead_seconds=ask.lead_seconds)
                return Made(outputs=await self._outputs(ask, folder, timings, chunks[0].tempo))

    async def _bring(self, ask: Mastering, folder: Path) -> list[speech.Chunk]:
        chunks = []
        for number, part in enumerate(ask.parts):
            if not part.files:
                raise Internal("A provider finished without sound.")
            made, name = part.files[0], f"chunk-{number}.wav"
            path = await self.ingest.fetch(ask.key.tenant_id, made.blob, folder / name)
            seconds = (await probe(path)).duration_seconds or 0.0
            spoken_at = float(made.metadata.get("speed", ask.speed))
            tempo = round(ask.speed / spoken_at, 4)
            chunks.append(speech.Chunk(name, seconds, tempo, ask.pause_after(number)))
        return chunks

    async def _transcripts(
        self, ask: Mastering, folder: Path, chunks: Sequence[speech.Chunk]
    ) -> list[Transcript]:
        """Load each chunk's words; a vendor that gives none gets an estimate, and it is called one."""
        found = []
        for part, text, chunk in zip(ask.parts, ask.texts, chunks, strict=True):
            if part.transcript:
                heard = await self.ingest.load_transcript(
                    ask.key.tenant_id, part.transcript, folder
                )
                found.append(speech.retimed(heard, chunk.tempo))
            else:
                words = estimate(text, start=0.0, end=chunk.spoken_seconds)
                found.append(Transcript(words=words, source="estimated"))
        return found

    async def _outputs(
        self, ask: Mastering, folder: Path, timings: Transcript, tempo: float
    ) -> tuple[Output, ...]:
        path = folder / f"speech.{ask.encoding}"
        facts = await probe(path)
        sound = await self.ingest.store(ask.key, path, facts)
        words = await self.ingest.store_text(ask.key, timings.model_dump_json(), "application/json")
        cues = lay_out(timings.words, duration_seconds=facts.duration_seconds or 0.0)
        captions = await self.ingest.store_text(ask.key, to_vtt(cues), "text/vtt")
        first = ask.parts[0]
        told = {
            "provider": first.provider,
            "model": first.model,
            **first.metadata,
            **first.files[0].metadata,
            **({} if tempo == 1 else {"tempo": f"{tempo:g}, by ffmpeg"}),
        }
        return (
            Output(blob=sound, role="audio", name=path.name, metadata=told),
            Output(
                blob=words, role="timings", name="timings.json", metadata={"source": timings.source}
            ),
            Output(
                blob=captions,
                role="captions",
                name="speech.vtt",
                metadata={"source": timings.source},
            ),
        )


async def _level(folder: Path, ask: Mastering, report: Report) -> None:
    """Bring the sound to its loudness: what the limiter takes away is given back."""
    measured = speech.loudness(await run(speech.measure(folder, "joined.wav")))
    gain = 0.0 if measured is None else speech.LOUDNESS_LUFS - measured
    for turn in range(PASSES_MAX):
        output = f"speech.{ask.encoding}"
        await run(speech.master(folder, "joined.wav", output, gain_db=gain, encoding=ask.encoding))
        report(0.6 + 0.1 * turn)
        reached = speech.loudness(await run(speech.measure(folder, output)))
        if reached is None or abs(speech.LOUDNESS_LUFS - reached) <= NEAR_LU:
            return
        gain += speech.LOUDNESS_LUFS - reached
