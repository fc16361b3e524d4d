"""Post-processing of music: an exact length, −14 LUFS, true peaks below −1 dBTP, MP3; stems beside it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from temporalio import activity

from activities._ingest import Ingest
from activities._stage import Report, scratch, stage
from activities.errors import reported
from activities.pictures import Made
from activities.values import PartResult, Span
from domain.assets import Output
from domain.errors import Internal
from domain.values import Value
from jobs.runs import RunKey, Runs
from media import effects, music, speech
from media.probe import probe
from media.run import run

MASTERED: Final = Span(low=80, high=92)
NEAR_LU: Final = 0.4
PASSES_MAX: Final = 4
STEM: Final = "stem"
FILE: Final = "music.mp3"
LICENCES: Final[Mapping[str, str]] = {
    "elevenlabs": "by the terms of ElevenLabs for music, and of the operator's plan there",
    "stability": "by the terms of Stability AI, and of the operator's plan there",
    "mubert": "royalty-free by Mubert's licence, which the operator holds",
    "fal": "by the terms of fal and of the model's maker",
}
"""What a vendor's music may be used for is between the operator and the vendor; the asset says whose terms hold."""


class Mastering(Value):
    """Music as its provider gave it, and how long it is to be, in seconds."""

    key: RunKey
    part: PartResult
    seconds: float


class Music:
    """Reads and writes storage by hash: a repeat writes the same blobs."""

    def __init__(self, runs: Runs, ingest: Ingest, scratch_root: Path) -> None:
        self.runs = runs
        self.ingest = ingest
        self.scratch_root = scratch_root

    @activity.defn(name="music.master")
    async def master(self, ask: Mastering) -> Made:
        """Bring a piece to its length and loudness. What was mastered where it was made is only encoded."""
        with reported():
            async with (
                stage(
                    self.runs, ask.key, "post-process", phase="post-processing", span=MASTERED
                ) as report,
                scratch(self.scratch_root) as folder,
            ):
                if not ask.part.files:
                    raise Internal("A provider finished without music.")
                source = ask.part.files[0]
                path = await self.ingest.fetch(ask.key.tenant_id, source.blob, folder / "source")
                found = (await probe(path)).duration_seconds or 0.0
                whole = music.Finish(seconds=ask.seconds, source_seconds=found)
                await _level(folder, whole, report)
                told = {**told_of(ask.part), **source.metadata, **whole.composed()}
                first = await self._output(ask, folder, told)
                stems = [await self._stem(ask, folder, stem, whole) for stem in ask.part.files[1:]]
                return Made(outputs=(first, *stems))

    async def _output(self, ask: Mastering, folder: Path, told: dict[str, str]) -> Output:
        blob = await self.ingest.store(ask.key, folder / FILE, await probe(folder / FILE))
        return Output(blob=blob, role="audio", name=FILE, metadata=told)

    async def _stem(
        self, ask: Mastering, folder: Path, made: Output, whole: music.Finish
    ) -> Output:
        """Encode a stem as it is: the stems of a piece add up to it."""
        name = f"{made.metadata[STEM]}.mp3"
        await self.ingest.fetch(ask.key.tenant_id, made.blob, folder / "stem")
        await run(music.finish(folder, "stem", name, whole))
        blob = await self.ingest.store(ask.key, folder / name, await probe(folder / name))
        told = {**told_of(ask.part), **made.metadata}
        return Output(blob=blob, role="stem", name=name, metadata=told)


def told_of(part: PartResult) -> dict[str, str]:
    """Say who made it, and by whose licence it may be used."""
    own = part.files[0].metadata.get("licence") if part.files else None
    licence = own or LICENCES.get(part.provider)
    return {
        "provider": part.provider,
        "model": part.model,
        **({"licence": licence} if licence else {}),
        **part.metadata,
    }


async def _level(folder: Path, whole: music.Finish, report: Report) -> None:
    """Encode, measure what came out, and mend what is off: what the limiter takes away is given back."""
    plan = whole
    for turn in range(PASSES_MAX):
        await run(music.finish(folder, "source", FILE, plan))
        report(0.3 + 0.2 * turn)
        said = await run(music.measure(folder, FILE))
        reached, peak = speech.loudness(said), effects.peak(said)
        if reached is None or peak is None:
            return
        off = music.LOUDNESS_LUFS - reached
        if abs(off) <= NEAR_LU and peak <= music.PEAK_DBTP:
            return
        # A gain of next to nothing still sets the limiter to work.
        gain = plan.gain_db + off if abs(off) > NEAR_LU else plan.gain_db - 0.05
        plan = music.Finish(whole.seconds, whole.source_seconds, gain)
