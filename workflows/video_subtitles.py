"""Captions for a video: recognised or given, translated if asked, burned in, with SRT and WebVTT beside it."""

from typing import Annotated

from pydantic import Field, StringConstraints
from temporalio import workflow
from temporalio.exceptions import FailureError

from activities.captions import Burning, Captioning, Phrasing, Reading, SoundAsk
from activities.sources import SourceAsk, Sources
from activities.values import PartResult
from domain.assets import Blob, Makes
from domain.captions import CaptionStyle, Position
from domain.errors import ProviderError, ProviderUnavailable
from domain.phrases import is_same
from domain.pricing import flat
from domain.requests import JobRequest, MediaField, VideoUrl
from domain.tasks import Ability, Operation, TranscriptionTask, TranslationTask
from workflows._generation import code_of, each
from workflows._job import JobInput, JobType, Result
from workflows._lifecycle import Delivered, Life
from workflows._steps import ENCODE, TRANSFER
from workflows._translation import translated

TRANSCRIPT_LENGTH_MAX = 500_000
Tag = Annotated[str, StringConstraints(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$")]
UNHEARD = (ProviderUnavailable.code, ProviderError.code)


class VideoSubtitles(JobRequest):
    """Ask for captions."""

    video_url: VideoUrl
    language: Tag | None = Field(
        default=None,
        description="BCP 47, of the captions: translated where it is not the spoken one; default: the spoken one",
    )
    source_language: Tag | None = Field(
        default=None, description="BCP 47: what is spoken, or in the transcript; default: detected"
    )
    transcript: (
        Annotated[str, Field(min_length=1, max_length=TRANSCRIPT_LENGTH_MAX), MediaField("text")]
        | None
    ) = Field(
        default=None,
        description="text, SRT, WebVTT, timings of ours, or an asset: aligned instead of recognised",
    )
    style: CaptionStyle = CaptionStyle()
    position: Position = Position.BOTTOM

    def prompts(self) -> tuple[str, ...]:
        return (self.transcript,) if self.transcript else ()

    def abilities(self) -> tuple[Ability, ...]:
        hearing = () if self.transcript else (Ability.TRANSCRIPTION,)
        said = self.source_language
        return (*hearing, Ability.TRANSLATION) if said and self.into(said) else hearing

    def operation(self) -> Operation | None:
        return Operation.OF_TEXT if self.transcript else None

    def target_of(self, ability: Ability) -> str | None:
        return self.language if ability is Ability.TRANSLATION else None

    def into(self, spoken: str | None) -> str | None:
        """Name the language to translate into; None, where the captions are in the spoken one."""
        said = self.source_language or (None if self.transcript else spoken)
        return (
            self.language if said and self.language and not is_same(said, self.language) else None
        )


@workflow.defn(name="video-subtitles")
class VideoSubtitlesJob:
    """Fetch, listen, translate, lay out, burn in. A transcript with times of its own needs no listening."""

    @workflow.run
    async def run(self, job: JobInput[VideoSubtitles]) -> Result:
        self.life = Life(job)
        self.speech: Blob | None = None
        return await self.life.live(self.story)

    async def story(self) -> Delivered:
        request, key = self.life.request, self.life.key
        ask = SourceAsk(
            key=key,
            source=request.video_url,
            kind="video",
            seconds_max=self.life.job.source_seconds_max,
        )
        video = await self.life.do(Sources.fetch, ask, TRANSFER)
        heard = await self._heard(video)
        burning = Burning(
            key=key,
            video=video,
            heard=heard,
            given=request.transcript,
            translated=await self._translated(video, heard),
            style=request.style,
            position=request.position,
        )
        made = await self.life.do(Captioning.burn, burning, ENCODE)
        return Delivered(outputs=made.outputs)

    async def _heard(self, video: Blob) -> PartResult | None:
        request = self.life.request
        if request.transcript:
            reading = Reading(key=self.life.key, given=request.transcript)
            if (await self.life.do(Captioning.read, reading, ENCODE)).timed:
                return None
        self.speech = await self.life.do(
            Captioning.listen, SoundAsk(key=self.life.key, video=video), ENCODE
        )
        task = TranscriptionTask(
            audio=self.speech, language=request.source_language, expected=request.language
        )
        try:
            return (await each(self.life, [task], now=bool(request.transcript)))[0]
        except FailureError as error:
            if not request.transcript or code_of(error) not in UNHEARD:
                raise
            return None  # known words are spread over the speech, and called estimated

    async def _translated(self, video: Blob, heard: PartResult | None) -> tuple[PartResult, ...]:
        request = self.life.request
        spoken = request.source_language or (heard.language if heard else None)
        target = request.into(spoken)
        if target is None:
            return ()
        phrasing = Phrasing(key=self.life.key, video=video, heard=heard, given=request.transcript)
        said = await self.life.do(Captioning.phrase, phrasing, ENCODE)
        task = TranslationTask(
            phrases=said.phrases,
            count=said.count,
            speech=self.speech,
            source=spoken,
            target=target,
        )
        return await translated(self.life, task, now=request.source_language is None)


JOB = JobType(
    name="video-subtitles",
    path="/videos/subtitles",
    section="video",
    summary="Caption a video",
    request=VideoSubtitles,
    workflow=VideoSubtitlesJob,
    price=flat,
    listed="seed",
    abilities=(Ability.TRANSCRIPTION, Ability.TRANSLATION),
    outputs=(Makes("video", "video"), Makes("captions", "text", many=True)),
    describe=lambda request: (
        f"{request.position.value}, {'given' if request.transcript else 'recognised'}"
    ),
)
