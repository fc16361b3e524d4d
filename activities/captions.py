"""Captions of a video: its sound taken out, words laid out, burned in, kept beside it."""

from pathlib import Path
from typing import Final

from temporalio import activity

from activities._ingest import Ingest
from activities._stage import scratch, stage
from activities.errors import reported
from activities.pictures import Made
from activities.values import PartResult, Span
from domain.assets import Blob, Output
from domain.captions import (
    CaptionStyle,
    Cue,
    Position,
    columns_of,
    fit,
    lay_out,
    to_ass,
    to_srt,
    to_vtt,
)
from domain.errors import MediaInvalid, NotFound
from domain.phrases import Phrases, of_cues, phrased
from domain.tasks import Transcript
from domain.values import Value
from jobs.assets import find
from jobs.runs import RunKey, Runs
from media import captions
from media.burn import burn, shown_size
from media.extract import speech_track
from media.probe import details, probe
from media.run import run

PHRASED: Final = Span(low=80, high=80)
BURNED: Final = Span(low=50, high=92)


class SoundAsk(Value):
    """A video whose sound is wanted."""

    key: RunKey
    video: Blob


class Reading(Value):
    """A transcript that the caller gave: text, or an asset's id."""

    key: RunKey
    given: str


class Given(Value):
    """What was given: `timed` needs no recognition."""

    timed: bool


class Phrasing(Value):
    """What is said in a video: as it was heard, or as the caller gave it."""

    key: RunKey
    video: Blob
    heard: PartResult | None
    given: str | None


class Phrased(Value):
    """A file of `Phrases`, and how many there are."""

    phrases: Blob
    count: int


class Burning(Value):
    """A video, the words for it, and how they look. `given` is the caller's transcript."""

    key: RunKey
    video: Blob
    heard: PartResult | None
    given: str | None
    translated: tuple[PartResult, ...] = ()
    """Stands for both, where there is one."""
    style: CaptionStyle
    position: Position


class Captioning:
    """Reads and writes storage by hash: a repeat writes the same blobs."""

    def __init__(self, runs: Runs, ingest: Ingest, scratch_root: Path) -> None:
        self.runs = runs
        self.ingest = ingest
        self.scratch_root = scratch_root

    @activity.defn(name="captions.read")
    async def read(self, reading: Reading) -> Given:
        """Tell whether a transcript has times of its own. Raises MediaInvalid."""
        with reported():
            return Given(timed=not isinstance(captions.read(await self._text(reading)), str))

    @activity.defn(name="captions.listen")
    async def listen(self, ask: SoundAsk) -> Blob:
        """Take a video's sound as 16 kHz mono. Raises MediaInvalid when it has none."""
        with reported():
            async with (
                stage(
                    self.runs,
                    ask.key,
                    "post-process",
                    phase="submitting",
                    span=Span(low=12, high=16),
                ),
                scratch(self.scratch_root) as folder,
            ):
                path = await self.ingest.fetch(ask.key.tenant_id, ask.video, folder / "source")
                found = await details(path)
                if found.first("audio") is None:
                    raise MediaInvalid(
                        "The video has no sound to caption; give a transcript with times."
                    )
                await run(
                    speech_track(
                        folder, "source", "speech.wav", duration_seconds=found.duration_seconds
                    )
                )
                speech = folder / "speech.wav"
                return await self.ingest.store(ask.key, speech, await probe(speech))

    @activity.defn(name="captions.phrase")
    async def phrase(self, ask: Phrasing) -> Phrased:
        """Part what is said into phrases that can be translated. Raises MediaInvalid where nothing is."""
        with reported():
            async with (
                stage(self.runs, ask.key, "check", phase="generating", span=PHRASED),
                scratch(self.scratch_root) as folder,
            ):
                seconds = ask.video.facts.duration_seconds or 0.0
                said = await self._said(ask, folder, seconds)
                if isinstance(said, Transcript):
                    found = Phrases(language=said.language, phrases=phrased(said.words))
                else:
                    found = Phrases(phrases=of_cues(fit(said, duration_seconds=seconds)))
                if not found.phrases:
                    raise MediaInvalid("The transcript has no words.")
                text = found.model_dump_json()
                blob = await self.ingest.store_text(ask.key, text, "application/json")
                return Phrased(phrases=blob, count=len(found.phrases))

    @activity.defn(name="captions.burn")
    async def burn(self, ask: Burning) -> Made:
        """Lay the words out and burn them in; the captions also stand beside the video."""
        with reported():
            async with (
                stage(
                    self.runs, ask.key, "post-process", phase="post-processing", span=BURNED
                ) as report,
                scratch(self.scratch_root) as folder,
            ):
                path = await self.ingest.fetch(ask.key.tenant_id, ask.video, folder / "source")
                found = await details(path)
                picture = found.first("video")
                if picture is None:
                    raise MediaInvalid("The source has no picture.")
                width, height = shown_size(picture)
                cues, told = await self._cues(
                    ask,
                    folder,
                    found.duration_seconds,
                    columns_of(ask.style, width=width, height=height),
                )
                script = to_ass(cues, ask.style, ask.position, width=width, height=height)
                await run(
                    burn(folder, "source", "captioned.mp4", ass=script, details=found),
                    report=report,
                )
                return Made(outputs=await self._outputs(ask, folder, cues, told))

    async def _cues(
        self, ask: Burning, folder: Path, seconds: float, width_max: int
    ) -> tuple[tuple[Cue, ...], dict[str, str]]:
        said = await self._translated(ask, folder) or await self._said(ask, folder, seconds)
        if not isinstance(said, Transcript):
            return fit(said, duration_seconds=seconds, width_max=width_max), {"source": "given"}
        told = {"source": said.source, "language": said.language or "und"}
        return lay_out(said.words, duration_seconds=seconds, width_max=width_max), told

    async def _said(
        self, ask: Burning | Phrasing, folder: Path, seconds: float
    ) -> tuple[Cue, ...] | Transcript:
        """Give captions as they were given, or words with their times. Raises MediaInvalid where there are none."""
        heard = await self._heard(ask, folder)
        transcript = heard
        if ask.given is not None:
            given = captions.read(await self._text(Reading(key=ask.key, given=ask.given)))
            if isinstance(given, tuple):
                return given
            transcript = (
                given
                if isinstance(given, Transcript)
                else captions.align(given, heard, duration_seconds=seconds)
            )
        if transcript is None or not transcript.words:
            raise MediaInvalid("No speech was found in the video.")
        return transcript

    async def _translated(self, ask: Burning, folder: Path) -> Transcript | None:
        tenant = ask.key.tenant_id
        parts = [
            await self.ingest.load_transcript(tenant, part.transcript, folder)
            for part in ask.translated
            if part.transcript
        ]
        if not parts:
            return None
        words = tuple(word for part in parts for word in part.words)
        return Transcript(language=parts[0].language, words=words, source="translated")

    async def _heard(self, ask: Burning | Phrasing, folder: Path) -> Transcript | None:
        if ask.heard is None or ask.heard.transcript is None:
            return None
        return await self.ingest.load_transcript(ask.key.tenant_id, ask.heard.transcript, folder)

    async def _outputs(
        self, ask: Burning, folder: Path, cues: tuple[Cue, ...], told: dict[str, str]
    ) -> tuple[Output, ...]:
        run, path = ask.key, folder / "captioned.mp4"
        made_by = (
            {"provider": ask.heard.provider, "model": ask.heard.model, **ask.heard.metadata}
            if ask.heard
            else {}
        )
        told = told | _translator(ask)
        video = await self.ingest.store(run, path, await probe(path))
        srt = await self.ingest.store_text(run, to_srt(cues), "application/x-subrip")
        vtt = await self.ingest.store_text(run, to_vtt(cues), "text/vtt")
        return (
            Output(blob=video, role="video", name="captioned.mp4", metadata={**made_by, **told}),
            Output(blob=srt, role="captions", name="captions.srt", metadata=told),
            Output(blob=vtt, role="captions", name="captions.vtt", metadata=told),
        )

    async def _text(self, reading: Reading) -> str:
        if not reading.given.startswith("asset_") or " " in reading.given:
            return reading.given
        try:
            asset = await find(self.runs.database, reading.key.tenant_id, reading.given)
        except NotFound as error:
            raise MediaInvalid("The transcript's asset was deleted.") from error
        async with scratch(self.scratch_root) as folder:
            path = await self.ingest.fetch(reading.key.tenant_id, asset.blob, folder / "transcript")
            if asset.size_bytes > captions.TEXT_LENGTH_MAX * 4:
                raise MediaInvalid("The transcript is too long.")
            try:
                return path.read_text("utf-8")
            except UnicodeDecodeError as error:
                raise MediaInvalid("The transcript is not UTF-8 text.") from error


def _translator(ask: Burning) -> dict[str, str]:
    """Say who translated, and from which language."""
    if not ask.translated:
        return {}
    first = ask.translated[0]
    return {
        "translatedBy": first.provider,
        "translationModel": first.model,
        **({"sourceLanguage": ask.heard.language} if ask.heard and ask.heard.language else {}),
        **first.metadata,
    }
