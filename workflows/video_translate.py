"""A video spoken in another language, by whoever knows both; charged by its length as it is measured."""

from typing import Annotated, Final

from pydantic import Field, StringConstraints
from temporalio import workflow
from temporalio.exceptions import ApplicationError

from activities.dubbing import Dubbing, Listening, Mixing
from activities.sources import SourceAsk, Sources
from domain.assets import Blob, Makes
from domain.errors import MediaInvalid
from domain.pricing import per_minute_of_source, started_minutes
from domain.requests import JobRequest, Name, VideoUrl
from domain.tasks import Ability, DubbingTask
from workflows._generation import each
from workflows._job import JobInput, JobType, Result
from workflows._lifecycle import Delivered, Life
from workflows._steps import ENCODE, TRANSFER

NEAR_SECONDS: Final = 0.5
"""A source that is longer than it was said to be by less is not refused; nobody pays for it."""
Tag = Annotated[str, StringConstraints(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$")]


class VideoTranslate(JobRequest):
    """Ask for a video in another language."""

    video_url: VideoUrl
    target_language: Tag = Field(description="BCP 47: what is to be spoken")
    source_language: Tag | None = Field(default=None, description="BCP 47; default: it is detected")
    voice_id: Name | None = Field(
        default=None, description="from GET /audio/voices, of the target language; default: chosen"
    )
    keep_background: bool = Field(default=True, description="music and noise stay under the speech")

    def abilities(self) -> tuple[Ability, ...]:
        return (Ability.DUBBING,)

    def target_of(self, ability: Ability) -> str | None:
        return self.target_language if ability is Ability.DUBBING else None


@workflow.defn(name="video-translate")
class VideoTranslateJob:
    """Fetch, take the speech out, have it said in another language, lay it over the video."""

    @workflow.run
    async def run(self, job: JobInput[VideoTranslate]) -> Result:
        self.life = Life(job)
        return await self.life.live(self.story)

    async def story(self) -> Delivered:
        request, key = self.life.request, self.life.key
        longest = self.life.job.source_seconds_max
        ask = SourceAsk(key=key, source=request.video_url, kind="video", seconds_max=longest)
        video = await self.life.do(Sources.fetch, ask, TRANSFER)
        minutes, held = self._measured(video)
        speech = await self.life.do(Dubbing.listen, Listening(key=key, video=video), ENCODE)
        (part,) = await each(self.life, [_task(request, video, speech)])
        mixing = Mixing(key=key, video=video, part=part, keep_background=request.keep_background)
        made = await self.life.do(Dubbing.mix, mixing, ENCODE)
        return Delivered(outputs=made.outputs, delivered=minutes, asked=held)

    def _measured(self, video: Blob) -> tuple[int, int]:
        """Count the started minutes that there are, and those that are held for."""
        seconds = video.facts.duration_seconds or 0.0
        held = self.life.job.held_seconds or seconds
        if seconds > held + NEAR_SECONDS:
            raise ApplicationError(
                f"The source lasts {seconds:.1f} s, longer than the {held:g} s that were held for.",
                type=MediaInvalid.code,
                non_retryable=True,
            )
        return min(started_minutes(seconds), started_minutes(held)), started_minutes(held)


def _task(request: VideoTranslate, video: Blob, speech: Blob) -> DubbingTask:
    return DubbingTask(
        video=video,
        speech=speech,
        seconds=video.facts.duration_seconds or 0.0,
        source=request.source_language,
        target=request.target_language,
        voice=request.voice_id,
        keep_background=request.keep_background,
    )


JOB = JobType(
    name="video-translate",
    path="/videos/translate",
    section="video",
    summary="Translate a video",
    request=VideoTranslate,
    workflow=VideoTranslateJob,
    price=per_minute_of_source,
    listed="ext",
    abilities=(Ability.DUBBING,),
    outputs=(Makes("video", "video"), Makes("captions", "text", many=True)),
    describe=lambda request: f"to {request.target_language}",
)
