"""A picture's subject alone: everything around it becomes transparent."""

from collections.abc import Iterator, Mapping
from typing import Literal

from pydantic import Field
from temporalio import workflow

from activities.retouching import CutOut, Retouching
from domain.assets import Makes
from domain.errors import FieldError
from domain.pictures import IMAGE, oversized
from domain.pricing import flat
from domain.requests import ImageUrl, JobRequest, Size
from domain.tasks import Ability, BackgroundRemovalTask
from workflows._generation import each
from workflows._job import JobInput, JobType, Result
from workflows._lifecycle import Delivered, Life
from workflows._retouching import ready
from workflows._steps import ENCODE


class BackgroundRemoval(JobRequest):
    """Ask for a subject without its background."""

    image_url: ImageUrl
    output_format: Literal["png", "webp"] = Field(default="png", description="both with alpha")

    def abilities(self) -> tuple[Ability, ...]:
        return (Ability.BACKGROUND_REMOVAL,)

    def misfits(self, sizes: Mapping[str, Size]) -> Iterator[FieldError]:
        yield from oversized(IMAGE, sizes.get(IMAGE))


@workflow.defn(name="background-removal")
class BackgroundRemovalJob:
    """Bring the picture in, have its subject cut out, give it the size that it had."""

    @workflow.run
    async def run(self, job: JobInput[BackgroundRemoval]) -> Result:
        self.life = Life(job)
        return await self.life.live(self.story)

    async def story(self) -> Delivered:
        request = self.life.request
        picture = (await ready(self.life, {IMAGE: request.image_url}))[IMAGE]
        (part,) = await each(self.life, [BackgroundRemovalTask(image=picture)])
        ask = CutOut(
            key=self.life.key, part=part, picture=picture, output_format=request.output_format
        )
        made = await self.life.do(Retouching.cut_out, ask, ENCODE)
        return Delivered(outputs=made.outputs)


JOB = JobType(
    name="background-removal",
    path="/images/remove-background",
    section="image",
    summary="Cut a picture's subject out",
    request=BackgroundRemoval,
    workflow=BackgroundRemovalJob,
    price=flat,
    listed="seed",
    abilities=(Ability.BACKGROUND_REMOVAL,),
    outputs=(Makes("image", "image"),),
    describe=lambda request: request.output_format,
)
