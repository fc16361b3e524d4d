"""Post-processing of sound effects: an exact length, peaks below full scale, one format."""

from pathlib import Path
from typing import Final

from temporalio import activity

from activities._ingest import Ingest
from activities._stage import scratch, stage
from activities.errors import reported
from activities.pictures import Made
from activities.values import PartResult, Span
from domain.assets import Output
from domain.errors import Internal
from domain.values import Value
from jobs.runs import RunKey, Runs
from media import effects
from media.probe import probe
from media.run import run

FINISHED: Final = Span(low=80, high=92)


class Finishing(Value):
    """A sound as its provider gave it, and how long it is to be, in seconds."""

    key: RunKey
    part: PartResult
    seconds: float
    loop: bool = False


class Effects:
    """Reads and writes storage by hash: a repeat writes the same blob."""

    def __init__(self, runs: Runs, ingest: Ingest, scratch_root: Path) -> None:
        self.runs = runs
        self.ingest = ingest
        self.scratch_root = scratch_root

    @activity.defn(name="effects.finish")
    async def finish(self, ask: Finishing) -> Made:
        """Cut or fill to the sample, keep true peaks below −1 dBTP, encode as 48 kHz stereo WAV."""
        with reported():
            async with (
                stage(self.runs, ask.key, "post-process", phase="post-processing", span=FINISHED),
                scratch(self.scratch_root) as folder,
            ):
                if not ask.part.files:
                    raise Internal("A provider finished without sound.")
                source = ask.part.files[0]
                await self.ingest.fetch(ask.key.tenant_id, source.blob, folder / "source")
                peak = effects.peak(await run(effects.measure(folder, "source")))
                found = (await probe(folder / "source")).duration_seconds or 0.0
                whole = effects.Whole(
                    seconds=ask.seconds, source_seconds=found, loop=ask.loop, peak_db=peak
                )
                await run(effects.finish(folder, "source", "sound.wav", whole))
                path = folder / "sound.wav"
                blob = await self.ingest.store(ask.key, path, await probe(path))
                told = {
                    "provider": ask.part.provider,
                    "model": ask.part.model,
                    **ask.part.metadata,
                    **source.metadata,
                    **whole.composed(),
                }
                return Made(
                    outputs=(Output(blob=blob, role="audio", name=path.name, metadata=told),)
                )
