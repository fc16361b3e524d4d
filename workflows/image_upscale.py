"""A picture made two or four times as wide and high."""

from collections.abc import Iterator, Mapping
from typing import Literal

from pydantic import Field
from temporalio import workflow

from activities.retouching import Fitting, Retouching, size_of
from domain.assets import Makes
from domain.errors import FieldError
from domain.pictures import IMAGE, overgrown
from domain.pricing import flat
from domain.requests import ImageUrl, JobRequest, Size
from domain.tasks import Ability, ImageUpscaleTask, Operation
from workflows._generation import each
from workflows._job import JobInput, JobType, Result
from workflows._lifecycle import Delivered, Life
from workflows._retouching import ready
from workflows._steps import ENCODE


class ImageUpscale(JobRequest):
    """Ask for a larger picture."""

    image_url: ImageUrl
    scale: Literal[2, 4] = Field(default=4, description="times as wide and high")
    enhance_details: bool = Field(default=True, description="whether details may be invented")

    def abilities(self) -> tuple[Ability, ...]:
        return (Ability.IMAGE_UPSCALE,)

    def operation(self) -> Operation:
        return Operation.TWICE if self.scale == 2 else Operation.FOUR_TIMES  # noqa: PLR2004 - it says so

    def misfits(self, sizes: Mapping[str, Size]) -> Iterator[FieldError]:
        yield from overgrown(IMAGE, sizes.get(IMAGE), self.scale)


@workflow.defn(name="image-upscale")
class ImageUpscaleJob:
    """Bring the picture in, have it enlarged, see to the pixel that it is."""

    @workflow.run
    async def run(self, job: JobInput[ImageUpscale]) -> Result:
        self.life = Life(job)
        return await self.life.live(self.story)

    async def story(self) -> Delivered:
        request = self.life.request
        picture = (await ready(self.life, {IMAGE: request.image_url}))[IMAGE]
        task = ImageUpscaleTask(image=picture, scale=request.scale, enhance=request.enhance_details)
        parts = await each(self.life, [task])
        width, height = (side * request.scale for side in size_of(picture))
        ask = Fitting(
            key=self.life.key, parts=tuple(parts), size=(width, height), told={"scale": str(request.scale)}
        )  # fmt: skip
        made = await self.life.do(Retouching.fit, ask, ENCODE)
        return Delivered(outputs=made.outputs)


JOB = JobType(
    name="image-upscale",
    path="/images/upscale",
    section="image",
    summary="Enlarge a picture",
    request=ImageUpscale,
    workflow=ImageUpscaleJob,
    price=flat,
    listed="seed",
    abilities=(Ability.IMAGE_UPSCALE,),
    outputs=(Makes("image", "image"),),
    describe=lambda request: f"{request.scale} ×{', enhanced' if request.enhance_details else ''}",
)
