"""A still picture brought to life: by a vendor that films on from it, or by a camera that moves over it."""

from typing import Annotated, Final, Literal

from pydantic import Field, StringConstraints
from temporalio import workflow

from activities.films import Films, Joining, Opening
from activities.sources import SourceAsk, Sources
from domain.assets import Blob, Makes
from domain.films import Film, nearest_aspect, size_of
from domain.music import MusicBed
from domain.pricing import per_ten_seconds
from domain.requests import ImageUrl, JobRequest
from domain.routing import LOCAL
from domain.tasks import Ability, Aspect, Motion, Quality
from domain.values import Text
from workflows._chain import Chain, Shot
from workflows._generation import routes
from workflows._job import JobInput, JobType, Result
from workflows._lifecycle import Delivered, Life
from workflows._score import composed
from workflows._steps import ENCODE, TRANSFER

UNSAID: Final = "The picture comes to life with gentle, natural motion."
CAMERA: Final[dict[Motion, str]] = {
    "auto": "",
    "pan": "The camera pans slowly and steadily.",
    "zoom-in": "The camera moves slowly closer.",
    "zoom-out": "The camera draws slowly back.",
}
"""The motion in words, for those who film by words."""


class ImageToVideo(JobRequest):
    """Ask for a video that begins with a picture. `duration` in seconds."""

    image_url: ImageUrl
    prompt: Annotated[Text, StringConstraints(max_length=1_000)] = ""
    duration: int = Field(default=5, ge=5, le=60, description="seconds; the tier may allow fewer")
    motion: Motion = "auto"
    fps: Literal[24, 30, 60] = 30
    aspect_ratio: Aspect | None = Field(
        default=None, description="default: the one that the picture is nearest to"
    )
    quality: Quality = Field(default=Quality.STANDARD)
    music: MusicBed | None = Field(
        default=None, description="music composed for the film; `{}`: as its prompt suggests"
    )
    provider: Literal["runway", "pika", "kling", "luma", "local"] | None = None

    def prompts(self) -> tuple[str, ...]:
        return (self.prompt,) if self.prompt else ()

    def abilities(self) -> tuple[Ability, ...]:
        return (Ability.VIDEO,) if self.music is None else (Ability.VIDEO, Ability.MUSIC)

    def holder_of(self, ability: Ability) -> str | None:
        return LOCAL if ability is Ability.MUSIC else None

    def video_seconds(self) -> float:
        return self.duration


@workflow.defn(name="image-to-video")
class ImageToVideoJob:
    """Clips by the best route, the first one begun with the picture; joined to the frame."""

    @workflow.run
    async def run(self, job: JobInput[ImageToVideo]) -> Result:
        self.life = Life(job)
        return await self.life.live(self.story)

    async def story(self) -> Delivered:
        request, key = self.life.request, self.life.key
        ask = SourceAsk(key=key, source=request.image_url, kind="image", seconds_max=60)
        source = await self.life.do(Sources.fetch, ask, TRANSFER)
        first = await self.life.do(Films.open, Opening(key=key, picture=source), ENCODE)
        plan = await routes(self.life, Ability.VIDEO)
        music = await composed(
            self.life, request.music, prompt=request.prompt or UNSAID, seconds=request.duration
        )
        shot = _shot(request, first)
        clips = await Chain(self.life, plan, shot).film()
        width, height = size_of(request.quality, shot.aspect)
        film = Film(width=width, height=height, fps=request.fps, seconds=request.duration)
        told = ENCODE | {"summary": f"{len(clips)} clips, {request.duration} s"}
        joining = Joining(key=key, clips=clips, film=film, music=music)
        made = await self.life.do(Films.join, joining, told)
        return Delivered(outputs=made.outputs)


def _shot(request: ImageToVideo, first: Blob) -> Shot:
    seen = nearest_aspect(first.facts.width or 1, first.facts.height or 1)
    return Shot(
        prompt=" ".join(filter(None, (request.prompt or UNSAID, CAMERA[request.motion]))),
        seconds=request.duration,
        aspect=request.aspect_ratio or seen,
        quality=request.quality,
        first=first,
        motion=request.motion,
        fps=request.fps,
    )


JOB = JobType(
    name="image-to-video",
    path="/videos/image-to-video",
    section="video",
    summary="Bring a picture to life",
    request=ImageToVideo,
    workflow=ImageToVideoJob,
    price=per_ten_seconds,
    listed="core",
    abilities=(Ability.VIDEO, Ability.MUSIC),
    outputs=(Makes("video", "video"), Makes("thumbnail", "image"), Makes("preview", "image")),
    describe=lambda request: (
        f"{request.duration} s, {request.motion}, {request.fps} fps, {request.quality.value}"
    ),
)
