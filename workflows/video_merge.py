"""One film of several clips: what stands between them, what is heard under them, all in one encode."""

from typing import Annotated, Final, Literal

from pydantic import Field
from temporalio import workflow

from activities.merging import Merges, Merging
from activities.sources import SamplesAsk, SourceAsk, Sources
from domain.assets import Blob, Makes
from domain.merges import Joint, MergeClip, Stretch, Transition
from domain.pricing import flat
from domain.requests import AudioUrl, JobRequest
from domain.tasks import Aspect
from workflows._job import JobInput, JobType, Result
from workflows._lifecycle import Delivered, Life
from workflows._steps import ENCODE, TRANSFER

CLIPS_MAX: Final = 20


class VideoMerge(JobRequest):
    """Ask for one film of several clips."""

    clips: Annotated[tuple[MergeClip, ...], Field(min_length=2, max_length=CLIPS_MAX)]
    transition: Transition = Field(
        default="none", description="fade: through black; crossfade: both at once, which shortens the film"
    )  # fmt: skip
    transition_duration: float = Field(default=0.5, ge=0.1, le=5, description="seconds")
    audio_url: AudioUrl | None = Field(
        default=None,
        description="laid under the film, quieter while the clips sound; fades out with the film",
    )
    aspect_ratio: Aspect | None = Field(default=None, description="default: the first clip's shape")
    output_format: Literal["mp4", "webm"] = "mp4"


@workflow.defn(name="video-merge")
class VideoMergeJob:
    """Fetch all clips, mix their sound, join their pictures."""

    @workflow.run
    async def run(self, job: JobInput[VideoMerge]) -> Result:
        self.life = Life(job)
        return await self.life.live(self.story)

    async def story(self) -> Delivered:
        request, key = self.life.request, self.life.key
        longest = self.life.job.source_seconds_max
        sources = tuple(clip.video_url for clip in request.clips)
        ask = SamplesAsk(
            key=key, sources=sources, kind="video", seconds_max=longest, called="Clip"
        )  # fmt: skip
        clips = await self.life.do(Sources.gather, ask, TRANSFER)
        music = await self._music(request.audio_url)
        merging = Merging(
            key=key,
            clips=clips.blobs,
            stretches=tuple(Stretch(start=clip.start, end=clip.end) for clip in request.clips),
            joint=Joint(transition=request.transition, seconds=request.transition_duration),
            music=music,
            aspect=request.aspect_ratio,
            container=request.output_format,
            seconds_max=longest,
        )
        made = await self.life.do(Merges.merge, merging, ENCODE)
        return Delivered(outputs=made.outputs)

    async def _music(self, source: str | None) -> Blob | None:
        if source is None:
            return None
        longest = self.life.job.source_seconds_max
        ask = SourceAsk(key=self.life.key, source=source, kind="audio", seconds_max=longest)
        return await self.life.do(Sources.fetch, ask, TRANSFER)


JOB = JobType(
    name="video-merge",
    path="/videos/merge",
    section="video",
    summary="Put clips together",
    request=VideoMerge,
    workflow=VideoMergeJob,
    price=flat,
    listed="ext",
    outputs=(Makes("video", "video"), Makes("thumbnail", "image"), Makes("preview", "image")),
    describe=lambda request: f"{len(request.clips)} clips, {request.transition}",
)
