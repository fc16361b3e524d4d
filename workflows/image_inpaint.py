"""A part of a picture replaced: what a mask shows in white becomes what the prompt says."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Literal

from pydantic import Field, StringConstraints
from temporalio import workflow

from activities.retouching import Fitting, Kept, Retouching, size_of
from domain.assets import Makes
from domain.errors import FieldError
from domain.pictures import IMAGE, MASK, oversized, unshaped
from domain.pricing import per_quality
from domain.requests import ImageUrl, JobRequest, Size
from domain.tasks import Ability, ImageEditTask, Operation, Quality
from domain.values import Text
from workflows._generation import each, seed_of
from workflows._job import JobInput, JobType, Result
from workflows._lifecycle import Delivered, Life
from workflows._retouching import ready
from workflows._steps import ENCODE


class ImageInpaint(JobRequest):
    """Ask for a part of a picture to be replaced."""

    image_url: ImageUrl
    mask_url: ImageUrl = Field(description="white: replace; black: keep, to the bit")
    prompt: Annotated[Text, StringConstraints(min_length=1, max_length=1_000, pattern=r"\S")]
    strength: float = Field(default=1.0, ge=0, le=1, description="1: replaced wholly")
    quality: Quality = Field(default=Quality.STANDARD)
    provider: (
        Literal[
            "ideogram", "dalle3", "dall-e-3", "midjourney", "flux", "stability", "recraft", "local"
        ]
        | None
    ) = None

    def prompts(self) -> tuple[str, ...]:
        return (self.prompt,)

    def abilities(self) -> tuple[Ability, ...]:
        return (Ability.IMAGE_EDIT,)

    def operation(self) -> Operation:
        return Operation.INPAINT

    def misfits(self, sizes: Mapping[str, Size]) -> Iterator[FieldError]:
        yield from oversized(IMAGE, sizes.get(IMAGE))
        yield from unshaped(sizes.get(MASK), sizes.get(IMAGE))


@workflow.defn(name="image-inpaint")
class ImageInpaintJob:
    """Bring picture and mask in, have the part replaced, and lay only that over the picture as it was."""

    @workflow.run
    async def run(self, job: JobInput[ImageInpaint]) -> Result:
        self.life = Life(job)
        return await self.life.live(self.story)

    async def story(self) -> Delivered:
        request = self.life.request
        pictures = await ready(self.life, {IMAGE: request.image_url, MASK: request.mask_url})
        picture, mask = pictures[IMAGE], pictures[MASK]
        task = ImageEditTask(
            operation=Operation.INPAINT,
            image=picture,
            mask=mask,
            prompt=request.prompt,
            strength=request.strength,
            quality=request.quality,
            seed=seed_of(f"{picture.sha256}\n{mask.sha256}\n{request.prompt}", 0),
        )
        parts = await each(self.life, [task])
        ask = Fitting(
            key=self.life.key, parts=tuple(parts), size=size_of(picture), kept=Kept(source=picture, mask=mask)
        )  # fmt: skip
        made = await self.life.do(Retouching.fit, ask, ENCODE)
        return Delivered(outputs=made.outputs)


JOB = JobType(
    name="image-inpaint",
    path="/images/inpaint",
    section="image",
    summary="Replace a part of a picture",
    request=ImageInpaint,
    workflow=ImageInpaintJob,
    price=per_quality,
    listed="core",
    abilities=(Ability.IMAGE_EDIT,),
    outputs=(Makes("image", "image"),),
    describe=lambda request: f"strength {request.strength:g}",
)
