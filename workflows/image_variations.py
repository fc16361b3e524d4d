"""A picture once more, one to four times, each time otherwise."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Final

from pydantic import Field, StringConstraints
from temporalio import workflow

from activities.retouching import Fitting, OriginAsk, Retouching, size_of
from domain.assets import Blob, Makes
from domain.errors import FieldError
from domain.pictures import IMAGE, oversized
from domain.pricing import per_variant
from domain.requests import ImageUrl, JobRequest, Size
from domain.tasks import Ability, Drawn, ImageEditTask, Operation, Quality
from domain.values import Text
from workflows._generation import each, seed_of
from workflows._job import JobInput, JobType, Result
from workflows._lifecycle import Delivered, Life
from workflows._retouching import ready
from workflows._steps import ENCODE, moment

WORDS: Final = "A variation of this picture: the same subject, mood and style; another composition, other details."


class ImageVariations(JobRequest):
    """Ask for variations of a picture."""

    image_url: ImageUrl
    variants: int = Field(default=1, ge=1, le=4)
    strength: float = Field(
        default=0.5, ge=0, le=1, description="0: nearly as it was, 1: very different"
    )
    prompt: (
        Annotated[Text, StringConstraints(min_length=1, max_length=1_000, pattern=r"\S")] | None
    ) = Field(default=None, description="where the variations should go")
    quality: Quality = Field(default=Quality.STANDARD)

    def prompts(self) -> tuple[str, ...]:
        return (self.prompt,) if self.prompt else ()

    def abilities(self) -> tuple[Ability, ...]:
        return (Ability.IMAGE_EDIT,)

    def operation(self) -> Operation:
        return Operation.VARIATION

    def misfits(self, sizes: Mapping[str, Size]) -> Iterator[FieldError]:
        yield from oversized(IMAGE, sizes.get(IMAGE))


@workflow.defn(name="image-variations")
class ImageVariationsJob:
    """Variants side by side, each by the best route that delivers it, in the size of their source."""

    @workflow.run
    async def run(self, job: JobInput[ImageVariations]) -> Result:
        self.life = Life(job)
        return await self.life.live(self.story)

    async def story(self) -> Delivered:
        request = self.life.request
        picture = (await ready(self.life, {IMAGE: request.image_url}))[IMAGE]
        drawn = await self._drawn()
        tasks = [
            _variation(request, picture, number).model_copy(update={"drawn": drawn})
            for number in range(request.variants)
        ]
        parts = await each(self.life, tasks)
        ask = Fitting(key=self.life.key, parts=tuple(parts), size=size_of(picture))
        made = await self.life.do(Retouching.fit, ask, ENCODE)
        return Delivered(outputs=made.outputs, delivered=len(parts), asked=request.variants)

    async def _drawn(self) -> Drawn | None:
        """Find what the picture was painted from, where it is ours: then it can be painted again."""
        source = self.life.request.image_url
        if not source.startswith("asset_"):
            return None
        ask = OriginAsk(key=self.life.key, asset_id=source)
        drawn = (await moment(Retouching.origin, ask)).drawn
        wish = self.life.request.prompt
        if drawn and wish:
            return drawn.model_copy(update={"prompt": f"{wish}. {drawn.prompt}"})
        return drawn


def _variation(request: ImageVariations, picture: Blob, number: int) -> ImageEditTask:
    return ImageEditTask(
        operation=Operation.VARIATION,
        image=picture,
        prompt=request.prompt or WORDS,
        strength=request.strength,
        quality=request.quality,
        seed=seed_of(f"{picture.sha256}\n{request.prompt}", number),
    )


JOB = JobType(
    name="image-variations",
    path="/images/variations",
    section="image",
    summary="Make variations of a picture",
    request=ImageVariations,
    workflow=ImageVariationsJob,
    price=per_variant,
    listed="core",
    abilities=(Ability.IMAGE_EDIT,),
    outputs=(Makes("image", "image", many=True),),
    describe=lambda request: f"{request.variants}, strength {request.strength:g}",
)
