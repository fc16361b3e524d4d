"""A picture continued beyond its edges."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Final

from pydantic import Field, StringConstraints
from temporalio import workflow

from activities.retouching import Extending, Fitting, Kept, Retouching, size_of
from domain.assets import Makes
from domain.errors import FieldError
from domain.pictures import IMAGE, RATIO_MAX, SIDE_MAX, Margins, oversized
from domain.pricing import flat
from domain.requests import ImageUrl, JobRequest, Size
from domain.tasks import Ability, ImageEditTask, Operation
from domain.values import Text
from workflows._generation import each, seed_of
from workflows._job import JobInput, JobType, Result
from workflows._lifecycle import Delivered, Life
from workflows._retouching import ready
from workflows._steps import ENCODE

WORDS: Final = "Continue the picture naturally beyond its edges: the same scene, light and style, no frame, no seam."
Pixels = Annotated[int, Field(ge=0, le=2_000)]


class ImageOutpaint(JobRequest):
    """Ask for more of a picture: so many pixels a side, or a ratio of its sides."""

    image_url: ImageUrl
    left: Pixels = 0
    right: Pixels = 0
    up: Pixels = 0
    down: Pixels = 0
    aspect_ratio: (
        Annotated[str, StringConstraints(pattern=r"^[1-9]\d{0,2}:[1-9]\d{0,2}$")] | None
    ) = Field(default=None, description="width:height, such as 16:9; instead of pixels a side")
    prompt: (
        Annotated[Text, StringConstraints(min_length=1, max_length=1_000, pattern=r"\S")] | None
    ) = Field(default=None, description="what is to be seen there")

    def prompts(self) -> tuple[str, ...]:
        return (self.prompt,) if self.prompt else ()

    def abilities(self) -> tuple[Ability, ...]:
        return (Ability.IMAGE_EDIT,)

    def operation(self) -> Operation:
        return Operation.OUTPAINT

    def margins(self, size: Size) -> Margins:
        """Give what is added to a picture of this size."""
        if self.aspect_ratio is None:
            return Margins(left=self.left, right=self.right, up=self.up, down=self.down)
        width, height = (int(side) for side in self.aspect_ratio.split(":"))
        return Margins.to_ratio(size, width / height)

    def misfits(self, sizes: Mapping[str, Size]) -> Iterator[FieldError]:
        size = sizes.get(IMAGE)
        yield from oversized(IMAGE, size)
        sides = self.left or self.right or self.up or self.down
        if self.aspect_ratio is None and not sides:
            told = "Give a side more than 0 pixels, or an aspectRatio."
            yield FieldError(pointer="/left", code="missing", detail=told)
        elif self.aspect_ratio and sides:
            told = "Give an aspectRatio or pixels a side, not both."
            yield FieldError(pointer="/aspectRatio", code="both", detail=told)
        elif self.aspect_ratio:
            yield from self._ratio_faults(size)
        if size:
            grown = self.margins(size).extended(size)
            if max(grown) > SIDE_MAX:
                told = f"It would measure {grown[0]} × {grown[1]}; a side has {SIDE_MAX} pixels at most."
                pointer = "/aspectRatio" if self.aspect_ratio else f"/{self._longest()}"
                yield FieldError(pointer=pointer, code="picture_size", detail=told)

    def _ratio_faults(self, size: Size | None) -> Iterator[FieldError]:
        assert self.aspect_ratio
        width, height = (int(side) for side in self.aspect_ratio.split(":"))
        if max(width, height) > RATIO_MAX * min(width, height):
            told = f"One side is at most {RATIO_MAX} times the other."
            yield FieldError(pointer="/aspectRatio", code="ratio", detail=told)
        elif size and self.margins(size).is_none:
            told = "The picture has this ratio already."
            yield FieldError(pointer="/aspectRatio", code="nothing_to_do", detail=told)

    def _longest(self) -> str:
        sides = {"left": self.left, "right": self.right, "up": self.up, "down": self.down}
        return max(sides, key=lambda side: sides[side])


@workflow.defn(name="image-outpaint")
class ImageOutpaintJob:
    """Lay the picture on a larger sheet, have the rest filled, and keep what was there as it was."""

    @workflow.run
    async def run(self, job: JobInput[ImageOutpaint]) -> Result:
        self.life = Life(job)
        return await self.life.live(self.story)

    async def story(self) -> Delivered:
        request = self.life.request
        picture = (await ready(self.life, {IMAGE: request.image_url}))[IMAGE]
        ask = Extending(
            key=self.life.key, picture=picture, margins=request.margins(size_of(picture))
        )
        sheet = await self.life.do(Retouching.extend, ask, ENCODE)
        task = ImageEditTask(
            operation=Operation.OUTPAINT,
            image=sheet.source,
            mask=sheet.mask,
            prompt=request.prompt or WORDS,
            seed=seed_of(f"{picture.sha256}\n{request.prompt}", 0),
        )
        parts = await each(self.life, [task])
        fitting = Fitting(
            key=self.life.key, parts=tuple(parts), size=size_of(sheet.source),
            kept=Kept(source=sheet.source, mask=sheet.mask),
        )  # fmt: skip
        made = await self.life.do(Retouching.fit, fitting, ENCODE)
        return Delivered(outputs=made.outputs)


JOB = JobType(
    name="image-outpaint",
    path="/images/outpaint",
    section="image",
    summary="Continue a picture beyond its edges",
    request=ImageOutpaint,
    workflow=ImageOutpaintJob,
    price=flat,
    listed="ext",
    abilities=(Ability.IMAGE_EDIT,),
    outputs=(Makes("image", "image"),),
    describe=lambda request: request.aspect_ratio or "by pixels a side",
)
