"""A picture transformed: in another picture's style, by a look, made clearer, or coloured."""

from collections.abc import Iterator, Mapping
from typing import Final, Literal

from pydantic import Field
from temporalio import workflow

from activities.retouching import Fitting, Retouching, size_of
from domain.assets import Makes
from domain.errors import FieldError
from domain.pictures import IMAGE, STYLE, oversized
from domain.pricing import flat
from domain.requests import ImageUrl, JobRequest, Size
from domain.tasks import Ability, ImageEditTask, Operation
from workflows._generation import each, seed_of
from workflows._job import JobInput, JobType, Result
from workflows._lifecycle import Delivered, Life
from workflows._retouching import ready
from workflows._steps import ENCODE

WORDS: Final = {
    Operation.STYLE_TRANSFER: (
        "Redraw the picture in the style of the reference: its palette, strokes and light."
        " Keep subject and composition."
    ),
    Operation.FILTER: (
        "Give the photograph a tasteful cinematic colour grade with a soft film look. Change nothing in it."
    ),
    Operation.ENHANCE: (
        "Enhance the photograph: less noise, neutral white balance, better light and contrast, crisp detail."
        " Change nothing in it."
    ),
    Operation.COLORIZE: (
        "Colorize the black and white photograph with natural, plausible colours. Change nothing else in it."
    ),
}  # fmt: skip
"""What a model that is asked by words is told."""


class ImageTransform(JobRequest):
    """Ask for a picture to be transformed."""

    image_url: ImageUrl
    transformation: Literal["style-transfer", "filter", "enhance", "colorize"]
    style_reference: ImageUrl | None = Field(
        default=None, description="the picture whose style is taken; style-transfer needs it"
    )
    strength: float = Field(
        default=0.7, ge=0, le=1, description="0: as it was, 1: wholly transformed"
    )

    def abilities(self) -> tuple[Ability, ...]:
        return (Ability.IMAGE_EDIT,)

    def operation(self) -> Operation:
        return Operation(self.transformation)

    def misfits(self, sizes: Mapping[str, Size]) -> Iterator[FieldError]:
        yield from oversized(IMAGE, sizes.get(IMAGE))
        yield from oversized(STYLE, sizes.get(STYLE))
        wants = self.transformation == "style-transfer"
        if wants and self.style_reference is None:
            told = "A style transfer needs the picture whose style is taken."
            yield FieldError(pointer=f"/{STYLE}", code="missing", detail=told)
        elif self.style_reference is not None and not wants:
            told = f"{self.transformation!r} takes no style from a picture."
            yield FieldError(pointer=f"/{STYLE}", code="unused", detail=told)


@workflow.defn(name="image-transform")
class ImageTransformJob:
    """Bring the pictures in, have one transformed, give it the size that it had."""

    @workflow.run
    async def run(self, job: JobInput[ImageTransform]) -> Result:
        self.life = Life(job)
        return await self.life.live(self.story)

    async def story(self) -> Delivered:
        request = self.life.request
        pictures = await ready(
            self.life, {IMAGE: request.image_url, STYLE: request.style_reference}
        )
        task = ImageEditTask(
            operation=request.operation(),
            image=pictures[IMAGE],
            prompt=WORDS[request.operation()],
            reference=pictures.get(STYLE),
            strength=request.strength,
            seed=seed_of(pictures[IMAGE].sha256, 0),
        )
        parts = await each(self.life, [task])
        ask = Fitting(key=self.life.key, parts=tuple(parts), size=size_of(pictures[IMAGE]))
        made = await self.life.do(Retouching.fit, ask, ENCODE)
        return Delivered(outputs=made.outputs)


JOB = JobType(
    name="image-transform",
    path="/images/transform",
    section="image",
    summary="Transform a picture",
    request=ImageTransform,
    workflow=ImageTransformJob,
    price=flat,
    listed="seed",
    abilities=(Ability.IMAGE_EDIT,),
    outputs=(Makes("image", "image"),),
    describe=lambda request: f"{request.transformation}, strength {request.strength:g}",
)
