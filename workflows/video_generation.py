"""A video from a prompt, as long, as large and as smooth as was asked, whatever one call of a vendor can make."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints
from temporalio import workflow

from activities.films import Films, Joining
from domain.assets import Makes
from domain.films import Film, size_of
from domain.music import MusicBed
from domain.pricing import per_ten_seconds
from domain.requests import JobRequest
from domain.routing import LOCAL
from domain.tasks import Ability, Aspect, Quality
from domain.values import Text
from workflows._chain import Chain, Shot
from workflows._generation import routes
from workflows._job import JobInput, JobType, Result
from workflows._lifecycle import Delivered, Life
from workflows._score import composed
from workflows._steps import ENCODE


class VideoGeneration(JobRequest):
    """Ask for a video. `duration` in seconds."""

    prompt: Annotated[Text, StringConstraints(min_length=1, max_length=1_000)]
    duration: int = Field(default=5, ge=5, le=60, description="seconds; the tier may allow fewer")
    quality: Quality = Field(default=Quality.STANDARD)
    provider: Literal["runway", "pika", "kling", "luma", "local"] | None = None
    fps: Literal[24, 30, 60] = 30
    aspect_ratio: Aspect = "16:9"
    music: MusicBed | None = Field(
        default=None, description="music composed for the film; `{}`: as its prompt suggests"
    )

    def prompts(self) -> tuple[str, ...]:
        return (self.prompt,)

    def abilities(self) -> tuple[Ability, ...]:
        return (Ability.VIDEO,) if self.music is None else (Ability.VIDEO, Ability.MUSIC)

    def holder_of(self, ability: Ability) -> str | None:
        return LOCAL if ability is Ability.MUSIC else None

    def video_seconds(self) -> float:
        return self.duration


@workflow.defn(name="video-generation")
class VideoGenerationJob:
    """Clips by the best route that makes them, each beginning where the last one ended; joined to the frame."""

    @workflow.run
    async def run(self, job: JobInput[VideoGeneration]) -> Result:
        self.life = Life(job)
        return await self.life.live(self.story)

    async def story(self) -> Delivered:
        request = self.life.request
        plan = await routes(self.life, Ability.VIDEO)
        music = await composed(
            self.life, request.music, prompt=request.prompt, seconds=request.duration
        )
        clips = await Chain(self.life, plan, _shot(request)).film()
        joining = Joining(key=self.life.key, clips=clips, film=_film(request), music=music)
        told = ENCODE | {"summary": f"{len(clips)} clips, {request.duration} s"}
        made = await self.life.do(Films.join, joining, told)
        return Delivered(outputs=made.outputs)


def _shot(request: VideoGeneration) -> Shot:
    return Shot(
        prompt=request.prompt,
        seconds=request.duration,
        aspect=request.aspect_ratio,
        quality=request.quality,
        fps=request.fps,
    )


def _film(request: VideoGeneration) -> Film:
    width, height = size_of(request.quality, request.aspect_ratio)
    return Film(width=width, height=height, fps=request.fps, seconds=request.duration)


JOB = JobType(
    name="video-generation",
    path="/videos/generate",
    section="video",
    summary="Make a video from a prompt",
    request=VideoGeneration,
    workflow=VideoGenerationJob,
    price=per_ten_seconds,
    listed="seed",
    abilities=(Ability.VIDEO, Ability.MUSIC),
    outputs=(Makes("video", "video"), Makes("thumbnail", "image"), Makes("preview", "image")),
    describe=lambda request: (
        f"{request.duration} s, {request.aspect_ratio}, {request.fps} fps, {request.quality.value}"
    ),
)
