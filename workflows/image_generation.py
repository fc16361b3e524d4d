"""Pictures from a prompt, one to four variants."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints
from temporalio import workflow

from activities.pictures import Fitting, Pictures
from domain.assets import Makes
from domain.pricing import per_variant
from domain.requests import JobRequest
from domain.tasks import Ability, ImageTask, Quality, StylePreset
from domain.values import Text
from workflows._generation import each, seed_of
from workflows._job import JobInput, JobType, Result
from workflows._lifecycle import Delivered, Life
from workflows._steps import ENCODE


class ImageGeneration(JobRequest):
    """Ask for pictures. Sides in pixels."""

    prompt: Annotated[Text, StringConstraints(min_length=1, max_length=1_000, pattern=r"\S")]
    width: int = Field(default=1024, ge=256, le=2048)
    height: int = Field(default=1024, ge=256, le=2048)
    quality: Quality = Field(default=Quality.STANDARD)
    variants: int = Field(default=1, ge=1, le=4)
    style_preset: StylePreset | None = Field(default=None)
    provider: Literal["ideogram", "dalle3", "dall-e-3", "midjourney", "flux", "local"] | None = None

    def prompts(self) -> tuple[str, ...]:
        return (self.prompt,)

    def abilities(self) -> tuple[Ability, ...]:
        return (Ability.IMAGE,)


@workflow.defn(name="image-generation")
class ImageGenerationJob:
    """Variants side by side, each by the best route that delivers it; fitted to the pixel."""

    @workflow.run
    async def run(self, job: JobInput[ImageGeneration]) -> Result:
        self.life = Life(job)
        return await self.life.live(self.story)

    async def story(self) -> Delivered:
        request = self.life.request
        parts = await each(
            self.life, [_variant(request, number) for number in range(request.variants)]
        )
        fitting = Fitting(
            key=self.life.key, parts=tuple(parts), width=request.width, height=request.height
        )
        made = await self.life.do(Pictures.fit, fitting, ENCODE)
        return Delivered(outputs=made.outputs, delivered=len(parts), asked=request.variants)


def _variant(request: ImageGeneration, number: int) -> ImageTask:
    return ImageTask(
        prompt=request.prompt,
        width=request.width,
        height=request.height,
        quality=request.quality,
        style=request.style_preset,
        seed=seed_of(request.prompt, number),
    )


JOB = JobType(
    name="image-generation",
    path="/images/generate",
    section="image",
    summary="Make pictures from a prompt",
    request=ImageGeneration,
    workflow=ImageGenerationJob,
    price=per_variant,
    listed="seed",
    abilities=(Ability.IMAGE,),
    outputs=(Makes("image", "image", many=True),),
    describe=lambda request: f"{request.variants} × {request.width}×{request.height}",
)
