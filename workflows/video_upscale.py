"""A video with more pixels: charged by its length as it is measured, held for by its length as it is known."""

from collections.abc import Coroutine, Iterator, Mapping
from typing import Any, Final, Literal

from pydantic import Field
from temporalio import workflow
from temporalio.exceptions import ActivityError, ApplicationError

from activities.enlarging import Enlarging, Larger, LargerSegment, LargerWhole
from activities.pictures import Made
from activities.segments import Segments, Split, SplitAsk
from activities.sources import SourceAsk, Sources
from domain.assets import Blob, Makes
from domain.errors import FieldError, MediaInvalid
from domain.films import SIDE_ENLARGED_MAX
from domain.pricing import per_ten_seconds_of_source, started_tens
from domain.requests import JobRequest, Size, VideoUrl
from workflows._generation import code_of
from workflows._job import JobInput, JobType, Result
from workflows._lifecycle import Delivered, Life, in_turn
from workflows._steps import ENCODE, TRANSFER

NEAR_SECONDS: Final = 0.5
"""A source that is longer than it was said to be by less is not refused; nobody pays for it."""


class VideoUpscale(JobRequest):
    """Ask for a larger video. `scale`: so many times as wide and high."""

    video_url: VideoUrl
    scale: Literal[2, 4] = 2
    enhance_details: bool = Field(
        default=True, description="cleaned of noise and banding, and sharpened"
    )

    def misfits(self, sizes: Mapping[str, Size]) -> Iterator[FieldError]:
        side = max(sizes.get("videoUrl", (0, 0))) * self.scale
        if side > SIDE_ENLARGED_MAX:
            detail = (
                f"A side would have {side} pixels; at most {SIDE_ENLARGED_MAX} a side are made."
            )
            yield FieldError(pointer="/scale", code="too_large", detail=detail)


@workflow.defn(name="video-upscale")
class VideoUpscaleJob:
    """Fetch, measure, enlarge."""

    @workflow.run
    async def run(self, job: JobInput[VideoUpscale]) -> Result:
        self.life = Life(job)
        return await self.life.live(self.story)

    async def story(self) -> Delivered:
        request, key = self.life.request, self.life.key
        longest = self.life.job.source_seconds_max
        ask = SourceAsk(key=key, source=request.video_url, kind="video", seconds_max=longest)
        video = await self.life.do(Sources.fetch, ask, TRANSFER)
        tens, held = measured(video, self.life.job.held_seconds)
        larger = Larger(
            key=key, video=video, scale=request.scale, enhanced=request.enhance_details
        )  # fmt: skip
        made = await self._in_segments(larger)
        if made is None:
            made = await self.life.do(Enlarging.enlarge, larger, ENCODE)
        return Delivered(outputs=made.outputs, delivered=tens, asked=held)

    async def _in_segments(self, larger: Larger) -> Made | None:
        """Share a long film among workers; None for one that is not long, or does not come out to the frame."""
        wanted = self.life.job.segments
        if wanted is None or (larger.video.facts.duration_seconds or 0.0) < wanted.from_seconds:
            return None
        ask = SplitAsk(key=self.life.key, video=larger.video, wanted=wanted)
        split = await self.life.do(Segments.split, ask, ENCODE)
        if not split.segments:
            return None
        try:
            made = await in_turn(self._works(larger, split), at_once=wanted.at_once)
        except ActivityError as error:
            if self.life.is_stopping() or code_of(error) != MediaInvalid.code:
                raise
            return None
        whole = LargerWhole(larger=larger, split=split, segments=tuple(made))
        return await self.life.do(Enlarging.join, whole, ENCODE)

    def _works(self, larger: Larger, split: Split) -> list[Coroutine[Any, Any, Blob]]:
        count = len(split.segments)
        return [
            self.life.do(
                Enlarging.enlarge_segment,
                LargerSegment(larger=larger, segment=segment, of=count, details=split.details),
                ENCODE | {"summary": f"segment {segment.number + 1} of {count}"},
            )
            for segment in split.segments
        ]


def measured(video: Blob, held_seconds: float | None) -> tuple[int, int]:
    """Count the started ten seconds that there are, and those that are held for. Raises ERR_MEDIA_INVALID."""
    seconds = video.facts.duration_seconds or 0.0
    held = held_seconds or seconds
    if seconds > held + NEAR_SECONDS:
        raise ApplicationError(
            f"The source lasts {seconds:.1f} s, longer than the {held:g} s that were held for.",
            type=MediaInvalid.code,
            non_retryable=True,
        )
    return min(started_tens(seconds), started_tens(held)), started_tens(held)


JOB = JobType(
    name="video-upscale",
    path="/videos/upscale",
    section="video",
    summary="Make a video larger",
    request=VideoUpscale,
    workflow=VideoUpscaleJob,
    price=per_ten_seconds_of_source,
    listed="core",
    outputs=(Makes("video", "video"), Makes("thumbnail", "image"), Makes("preview", "image")),
    describe=lambda request: (
        f"{request.scale} times{', enhanced' if request.enhance_details else ''}"
    ),
)
