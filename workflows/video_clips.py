"""The best moments of a long video as clips: heard, watched, chosen, cut, framed for where they are shown."""

from typing import Final

from pydantic import Field
from temporalio import workflow
from temporalio.exceptions import FailureError

from activities.captions import SoundAsk
from activities.clips import Clips, Cutting, Watching
from activities.pictures import Made
from activities.sources import SourceAsk, Sources
from activities.values import PartResult, Span
from domain.assets import Blob, Makes, Output
from domain.errors import InvalidPrompt, ProviderError, ProviderUnavailable
from domain.moments import Moment, Platform
from domain.pricing import per_clip
from domain.requests import JobRequest, VideoUrl
from domain.tasks import Ability, TranscriptionTask
from workflows._generation import code_of, each
from workflows._job import JobInput, JobType, Result
from workflows._lifecycle import Delivered, Life, side_by_side
from workflows._steps import ENCODE, TRANSFER

CUT: Final = Span(low=45, high=92)
UNHEARD: Final = (ProviderUnavailable.code, ProviderError.code, InvalidPrompt.code)
"""Without words the moments are found by what is seen and how loud it is."""
ORDER: Final = ("video", "thumbnail", "captions")


class VideoClips(JobRequest):
    """Ask for clips. `targetDuration` in seconds: none is longer."""

    video_url: VideoUrl
    target_duration: int = Field(
        ge=15, le=60, description="seconds, at most; a clip ends well within"
    )
    platform: Platform | None = Field(
        default=None, description="9:16, following the subject; default: the video's own shape"
    )
    number_of_clips: int = Field(default=1, ge=1, le=5)


@workflow.defn(name="video-clips")
class VideoClipsJob:
    """Clips that could be made are delivered and paid for, the others are not."""

    @workflow.run
    async def run(self, job: JobInput[VideoClips]) -> Result:
        self.life = Life(job)
        return await self.life.live(self.story)

    async def story(self) -> Delivered:
        request, key = self.life.request, self.life.key
        longest = self.life.job.source_seconds_max
        ask = SourceAsk(key=key, source=request.video_url, kind="video", seconds_max=longest)
        video = await self.life.do(Sources.fetch, ask, TRANSFER)
        sound = (await self.life.do(Clips.listen, SoundAsk(key=key, video=video), ENCODE)).sound
        heard = await self._heard(sound) if sound else None
        watching = Watching(
            key=key,
            video=video,
            sound=sound,
            heard=heard,
            seconds=request.target_duration,
            count=request.number_of_clips,
        )
        found = await self.life.do(Clips.watch, watching, ENCODE)
        made = await self._cut(video, heard, found.moments)
        return Delivered(
            outputs=_ordered(made), delivered=len(made), asked=request.number_of_clips
        )  # fmt: skip

    async def _heard(self, sound: Blob) -> PartResult | None:
        try:
            return (await each(self.life, [TranscriptionTask(audio=sound)], now=True))[0]
        except FailureError as error:
            if code_of(error) not in UNHEARD:
                raise
            return None

    async def _cut(
        self, video: Blob, heard: PartResult | None, moments: tuple[Moment, ...]
    ) -> list[Made]:
        """Cut the clips; raises when none could be cut."""
        works = [
            self.life.do(
                Clips.cut,
                Cutting(
                    key=self.life.key,
                    video=video,
                    heard=heard,
                    moment=moment,
                    number=number,
                    platform=self.life.request.platform,
                    span=Span(
                        low=CUT.at(number / len(moments)), high=CUT.at((number + 1) / len(moments))
                    ),
                ),
                ENCODE | {"summary": f"clip {number + 1}, from {moment.start:.1f} s"},
            )
            for number, moment in enumerate(moments)
        ]
        results = await side_by_side(works)
        made = [result for result in results if isinstance(result, Made)]
        failures = [result for result in results if isinstance(result, BaseException)]
        if not made:
            raise failures[0]
        return made


def _ordered(made: list[Made]) -> tuple[Output, ...]:
    """Put the videos first, best first; then their pictures, then their captions."""
    outputs = [output for each_made in made for output in each_made.outputs]
    return tuple(sorted(outputs, key=lambda output: ORDER.index(output.role)))


JOB = JobType(
    name="video-clips",
    path="/videos/clips",
    section="video",
    summary="Cut the best moments out of a video",
    request=VideoClips,
    workflow=VideoClipsJob,
    price=per_clip,
    listed="seed",
    abilities=(Ability.TRANSCRIPTION,),
    outputs=(
        Makes("video", "video", many=True),
        Makes("thumbnail", "image", many=True),
        Makes("captions", "text", many=True),
    ),
    describe=lambda request: (
        f"{request.number_of_clips} × {request.target_duration} s, {request.platform or 'own shape'}"
    ),
)
