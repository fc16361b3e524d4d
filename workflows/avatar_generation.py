"""An avatar of a photo or a description: a head in three dimensions, its portrait, and a film of it turning."""

from typing import Annotated, Final, Literal

from pydantic import Field, ValidationInfo, field_validator
from temporalio import workflow

from activities.avatars import Avatars, Beginning, Examining, Keeping, Photo, Showing
from activities.sources import SourceAsk, Sources
from activities.values import PartResult
from domain.assets import Makes
from domain.errors import MediaInvalid, ProviderRejected
from domain.pricing import per_quality
from domain.requests import DATA_URI_LENGTH_MAX, JobRequest, MediaField, is_media
from domain.routing import Route
from domain.tasks import Ability, AvatarStyle, ModelTask, Quality
from domain.values import plain_text
from workflows._generation import along, attempt, call_to, routes, seed_of
from workflows._job import JobInput, JobType, Result
from workflows._lifecycle import Delivered, Life, pointing
from workflows._steps import ENCODE, SHORT, TRANSFER, moment

DESCRIPTION_LENGTH_MAX: Final = 1_000
JUDGES: Final = "local"
"""Who looks at a photo's face itself, and refuses one only for what it shows."""

SourceData = Annotated[
    str,
    Field(min_length=1, max_length=DATA_URI_LENGTH_MAX),
    MediaField("image", when=("source_type", "photo")),
]


class AvatarGeneration(JobRequest):
    """Ask for an avatar. `sourceData` is a photo of one person, or words about one."""

    source_type: Literal["photo", "description"]
    source_data: SourceData = Field(
        description="a photo with one clear face (url, data: URI or asset), or a description of up to 1,000 characters"
    )
    style: AvatarStyle = AvatarStyle.REALISTIC
    quality: Quality = Quality.STANDARD

    @field_validator("source_data")
    @classmethod
    def is_of_its_type(cls, value: str, info: ValidationInfo) -> str:
        """Refuse words where a photo is wanted, media where a description is, and a description that is too long."""
        match info.data.get("source_type"):
            case "photo" if not is_media(value):
                raise ValueError("a photo is needed: a url, a data: URI or an asset")
            case "description" if is_media(value) or not value.strip():
                raise ValueError("a description is needed, in words")
            case "description" if len(value) > DESCRIPTION_LENGTH_MAX:
                raise ValueError(f"a description has at most {DESCRIPTION_LENGTH_MAX} characters")
            case "description":
                return plain_text(value)
        return value

    @property
    def description(self) -> str | None:
        """Give the words about the person, where there are any."""
        return self.source_data if self.source_type == "description" else None

    def prompts(self) -> tuple[str, ...]:
        return (self.description,) if self.description else ()

    def abilities(self) -> tuple[Ability, ...]:
        return (Ability.MODEL_3D,)


@workflow.defn(name="avatar-generation")
class AvatarGenerationJob:
    """The avatar begins with the job, and is ready when the job is paid for."""

    @workflow.run
    async def run(self, job: JobInput[AvatarGeneration]) -> Result:
        self.life = Life(job)
        return await self.life.live(self.story)

    async def story(self) -> Delivered:
        request, key = self.life.request, self.life.key
        begun = await moment(Avatars.begin, Beginning(key=key, style=request.style))
        with pointing("/sourceData"):
            photo = await self._photo()
            part = await self._made(photo)
        showing = Showing(
            key=key, model_id=begun.model_id, style=request.style, part=part, photo=photo
        )
        shown = await self.life.do(Avatars.show, showing, ENCODE)
        keeping = Keeping(key=key, provider=part.provider, avatar=shown.avatar)
        await self.life.do(Avatars.keep, keeping, SHORT)
        return Delivered(outputs=shown.outputs)

    async def _photo(self) -> Photo | None:
        request, key = self.life.request, self.life.key
        if request.source_type != "photo":
            return None
        ask = SourceAsk(
            key=key, source=request.source_data, kind="image",
            seconds_max=self.life.job.source_seconds_max,
        )  # fmt: skip
        source = await self.life.do(Sources.fetch, ask, TRANSFER)
        return await self.life.do(Avatars.examine, Examining(key=key, photo=source), ENCODE)

    async def _made(self, photo: Photo | None) -> PartResult:
        request = self.life.request
        task = ModelTask(
            prompt=request.description or "", image=photo and photo.photo, quality=request.quality,
            style=request.style, seed=seed_of(self.life.key.job_id, 0),
        )  # fmt: skip
        plan = await routes(self.life, Ability.MODEL_3D)

        async def one(number: int, route: Route, reason: str | None) -> PartResult:
            call = call_to(route, task, self.life, plan, place=(0, number), reason=reason)
            refused = (
                {ProviderRejected.code: MediaInvalid.code}
                if photo and route.provider == JUDGES
                else {}
            )
            with pointing("/sourceData", refused):
                return await attempt(self.life, call)

        return await along(self.life, plan, one)


JOB = JobType(
    name="avatar-generation",
    path="/avatars/generate",
    section="avatar",
    summary="Make an avatar of a photo or a description",
    request=AvatarGeneration,
    workflow=AvatarGenerationJob,
    price=per_quality,
    listed="seed",
    abilities=(Ability.MODEL_3D,),
    outputs=(Makes("model", "model"), Makes("portrait", "image"), Makes("preview", "video")),
    model="avatar",
    describe=lambda request: (
        f"{request.source_type}, {request.style.value}, {request.quality.value}"
    ),
)
