"""Music that goes on: what was there is heard, and what was made for it is joined to its end."""

import os
import wave
from math import log2
from pathlib import Path
from typing import Final

from temporalio import activity

from activities._ingest import Ingest
from activities._stage import scratch, stage
from activities.errors import reported
from activities.music import FILE, MASTERED, told_of
from activities.pictures import Made
from activities.values import PartResult, Span
from domain.assets import Blob, Output
from domain.errors import Internal, MediaInvalid, ProviderRejected
from domain.music import Genre, HeardMusic, Mood, key_named
from domain.values import Json, Value
from jobs.assets import told
from jobs.runs import RunKey, Runs
from media import effects, music
from media.probe import probe
from media.run import run
from providers.local.engine import call

HEARD: Final = Span(low=12, high=20)
MEMORY_BYTES_MAX: Final = 4 * 1024**3
OURS: Final = "studio-composer"
QUIET_LUFS: Final = -50.0
GAIN_DB_MAX: Final = 20.0
TREBLE_DB_MAX: Final = 6.0
OCTAVE_DB: Final = 4.0
"""How much treble is worth an octave of the spectrum's middle."""
DECODED: Final = "source.wav"
ADDITION: Final = "addition.wav"


class Hearing(Value):
    """A source, and its asset's id where it is one."""

    key: RunKey
    source: Blob
    asset_id: str | None = None


class Joining(Value):
    """A source, what was made to go on from it, how many seconds it adds and how many they share."""

    key: RunKey
    source: Blob
    heard: HeardMusic
    part: PartResult
    seconds: float
    crossfade: float


class Extension:
    """Reads and writes storage by hash: a repeat writes the same blobs."""

    def __init__(self, runs: Runs, ingest: Ingest, scratch_root: Path) -> None:
        self.runs = runs
        self.ingest = ingest
        self.scratch_root = scratch_root

    @activity.defn(name="extension.hear")
    async def hear(self, ask: Hearing) -> HeardMusic:
        """Hear the end of a source; of what was made here, what was said of it is known already."""
        with reported():
            async with (
                stage(self.runs, ask.key, "check", phase="submitting", span=HEARD) as report,
                scratch(self.scratch_root) as folder,
            ):
                await self.ingest.fetch(ask.key.tenant_id, ask.source, folder / "source")
                await run(music.decoded(folder, "source", DECODED))
                report(0.3)
                heard = HeardMusic.model_validate(await _ear(folder / DECODED))
                said = ask.asset_id and await told(
                    self.runs.database, ask.key.tenant_id, ask.asset_id
                )
                return _known(heard, said) if said else heard

    @activity.defn(name="extension.join")
    async def join(self, ask: Joining) -> Made:
        """Join the addition at the level and brightness of the source's end; the whole is long to the sample."""
        with reported():
            async with (
                stage(
                    self.runs, ask.key, "post-process", phase="post-processing", span=MASTERED
                ) as report,
                scratch(self.scratch_root) as folder,
            ):
                if not ask.part.files:
                    raise Internal("A provider finished without music.")
                for blob, name, wav in (
                    (ask.source, "source", DECODED),
                    (ask.part.files[0].blob, "made", ADDITION),
                ):
                    await self.ingest.fetch(ask.key.tenant_id, blob, folder / name)
                    await run(music.decoded(folder, name, wav))
                report(0.3)
                begins = await _ear(folder / ADDITION, beginning=True)
                seam = _seam(ask, _samples(folder / DECODED), begins)
                await _joined(folder, seam)
                blob = await self.ingest.store(ask.key, folder / FILE, await probe(folder / FILE))
                output = Output(blob=blob, role="audio", name=FILE, metadata=_told(ask))
                return Made(outputs=(output,))


async def _joined(folder: Path, seam: music.Seam) -> None:
    """Join, and where the encoder lifted a peak over the ceiling, join again a little softer."""
    names = (DECODED, ADDITION)
    await run(music.joined(folder, names, FILE, seam))
    peak = effects.peak(await run(music.measure(folder, FILE)))
    if peak is not None and peak > music.PEAK_DBTP:
        over = peak - music.PEAK_DBTP + 0.1
        await run(music.joined(folder, names, FILE, seam, ceiling_db=music.LIMIT_DB - over))


async def _ear(path: Path, *, beginning: bool = False) -> Json:
    try:
        return await call(
            "ear",
            {"file": str(path), "beginning": beginning},
            report=lambda _: None,
            threads=os.cpu_count() or 1,
            memory_bytes_max=MEMORY_BYTES_MAX,
        )
    except ProviderRejected as error:
        raise MediaInvalid("The sound is too short to go on from.") from error


def _known(heard: HeardMusic, said: dict[str, str]) -> HeardMusic:
    """Take what the composer said of its own piece: nobody hears it more exactly."""
    if said.get("engine") != OURS:
        return heard
    genre, mood = said.get("genre"), said.get("mood")
    return heard.model_copy(
        update={
            "bpm": float(said["bpm"]),
            "bar_seconds": float(said["barAt"]),
            "key": key_named(said["key"]),
            "genre": Genre(genre) if genre in set(Genre) else None,
            "mood": Mood(mood) if mood in set(Mood) else None,
            "seed": int(said["seed"]),
        }
    )


def _seam(ask: Joining, first: int, made: Json) -> music.Seam:
    shared = round(min(ask.crossfade, first / music.RATE_HZ) * music.RATE_HZ)
    second = round(ask.seconds * music.RATE_HZ) + shared
    gain = ask.heard.lufs - float(made["lufs"])
    audible = min(ask.heard.lufs, float(made["lufs"])) > QUIET_LUFS
    brighter = OCTAVE_DB * log2(max(ask.heard.bright_hz, 50) / max(float(made["bright_hz"]), 50))
    return music.Seam(
        first=first,
        second=second,
        shared=shared,
        gain_db=min(max(gain, -GAIN_DB_MAX), GAIN_DB_MAX) if audible else 0.0,
        treble_db=min(max(brighter, -TREBLE_DB_MAX), TREBLE_DB_MAX) if audible else 0.0,
    )


def _samples(path: Path) -> int:
    with wave.open(str(path), "rb") as file:
        return file.getnframes()


def _told(ask: Joining) -> dict[str, str]:
    """Say who went on, and from what."""
    heard = ask.heard
    return {
        **told_of(ask.part),
        **ask.part.files[0].metadata,
        "barAt": f"{heard.bar_seconds:.4f}",
        "sourceSeconds": f"{heard.seconds:.3f}",
        "sourceBpm": f"{heard.bpm:.2f}" if heard.bpm else "none was found",
        "sourceKey": heard.key.name if heard.key else "unknown",
    }
