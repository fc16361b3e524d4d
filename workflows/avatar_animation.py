"""An avatar that speaks a recording: a film whose lips say what is heard."""

from typing import Annotated, Final, Literal

from pydantic import Field, ValidationInfo, field_validator
from temporalio import workflow
from temporalio.exceptions import ApplicationError

from activities.portraits import Cast, Casting, Finishing, Portraits
from activities.sources import SourceAsk, Sources
from activities.values import PartResult
from domain.assets import Blob, Makes
from domain.errors import ProviderRejected
from domain.pricing import flat
from domain.requests import DATA_URI_LENGTH_MAX, AudioUrl, AvatarModelId, JobRequest, MediaField
from domain.routing import Route
from domain.tasks import Ability, Aspect, PortraitTask
from workflows._generation import along, attempt, call_to, routes
from workflows._job import JobInput, JobType, Result
from workflows._lifecycle import Delivered, Life
from workflows._steps import ENCODE, TRANSFER

COLOUR: Final = r"#[0-9A-Fa-f]{6}"
DRAWS: Final = "local"
"""Who draws the person anew, with anything behind."""

BackgroundUrl = Annotated[
    str, Field(min_length=1, max_length=DATA_URI_LENGTH_MAX), MediaField("image", unless=COLOUR)
]


class AvatarAnimation(JobRequest):
    """Ask for a talking avatar. `duration` in seconds."""

    avatar_model_id: AvatarModelId
    audio_url: AudioUrl
    duration: float | None = Field(
        default=None, ge=5, le=60, description="seconds; default: the recording's, 1 to 60"
    )
    aspect_ratio: Aspect = "16:9"
    background_type: Literal["transparent", "solid-color", "image"] = "solid-color"
    background: BackgroundUrl | None = Field(
        default=None,
        validate_default=True,
        description="a colour as #rrggbb, default the avatar's own; or the picture",
    )

    @field_validator("background")
    @classmethod
    def fits_its_type(cls, value: str | None, info: ValidationInfo) -> str | None:
        """Refuse a picture where a colour is wanted, a colour where a picture is, either where nothing is."""
        wanted = info.data.get("background_type")
        is_colour = value is not None and len(value) == 7 and value.startswith("#")  # noqa: PLR2004 - #rrggbb
        if wanted == "transparent" and value is not None:
            raise ValueError("nothing is behind a transparent avatar")
        if wanted == "image" and (value is None or is_colour):
            raise ValueError("a picture is needed: a url, a data: URI or an asset")
        if wanted == "solid-color" and value is not None and not is_colour:
            raise ValueError("a colour is needed, as #rrggbb")
        return value

    def abilities(self) -> tuple[Ability, ...]:
        return (Ability.TALKING_PORTRAIT,)

    def video_seconds(self) -> float | None:
        return self.duration


@workflow.defn(name="avatar-animation")
class AvatarAnimationJob:
    """The recording brought to its length, spoken by the best route, before what was asked for."""

    @workflow.run
    async def run(self, job: JobInput[AvatarAnimation]) -> Result:
        self.life = Life(job)
        return await self.life.live(self.story)

    async def story(self) -> Delivered:
        request = self.life.request
        plan = await routes(self.life, Ability.TALKING_PORTRAIT)
        cast = await self._cast()
        colour = request.background if request.background_type == "solid-color" else None
        backdrop = await self._backdrop()

        async def one(number: int, route: Route, reason: str | None) -> PartResult:
            task = _task(
                request, cast, drawn=route.provider == DRAWS, colour=colour, backdrop=backdrop
            )
            return await attempt(
                self.life, call_to(route, task, self.life, plan, place=(0, number), reason=reason)
            )

        part = await along(self.life, plan, one)
        drawn = part.provider == DRAWS
        finishing = Finishing(
            key=self.life.key, part=part, transparent=request.background_type == "transparent",
            colour=None if drawn else colour, backdrop=None if drawn else backdrop,
        )  # fmt: skip
        made = await self.life.do(Portraits.finish, finishing, ENCODE)
        return Delivered(outputs=made.outputs)

    async def _cast(self) -> Cast:
        request, job = self.life.request, self.life.job
        audio = await self._brought(request.audio_url, "audio")
        casting = Casting(
            key=self.life.key, model_id=request.avatar_model_id, audio=audio, source=request.audio_url,
            seconds=request.duration, seconds_max=min(SECONDS_MAX, job.video_seconds_max),
        )  # fmt: skip
        return await self.life.do(Portraits.cast, casting, ENCODE)

    async def _backdrop(self) -> Blob | None:
        request = self.life.request
        if request.background_type != "image" or request.background is None:
            return None
        return await self._brought(request.background, "image")

    async def _brought(self, source: str, kind: Literal["audio", "image"]) -> Blob:
        ask = SourceAsk(
            key=self.life.key, source=source, kind=kind, seconds_max=self.life.job.source_seconds_max
        )  # fmt: skip
        return await self.life.do(Sources.fetch, ask, TRANSFER)


SECONDS_MAX: Final = 60.0


def _task(
    request: AvatarAnimation, cast: Cast, *, drawn: bool, colour: str | None, backdrop: Blob | None
) -> PortraitTask:
    """Give a route its task: a vendor cuts the person out, where something of ours is to be behind it."""
    if drawn and cast.avatar.model is None:
        raise ApplicationError("The avatar has no head to draw.", type=ProviderRejected.code)
    hollow = request.background_type == "transparent" or (not drawn and bool(colour or backdrop))
    return PortraitTask(
        image=cast.avatar.portrait, audio=cast.audio, aspect=request.aspect_ratio, transparent=hollow,
        head=cast.avatar.model, words=cast.words, colour=colour, backdrop=backdrop,
    )  # fmt: skip


JOB = JobType(
    name="avatar-animation",
    path="/avatars/animate",
    section="avatar",
    summary="Let an avatar speak",
    request=AvatarAnimation,
    workflow=AvatarAnimationJob,
    price=flat,
    listed="seed",
    abilities=(Ability.TALKING_PORTRAIT,),
    outputs=(Makes("video", "video"), Makes("thumbnail", "image")),
    describe=lambda request: (
        f"{request.background_type}, {request.aspect_ratio}"
        f"{f', {request.duration:g} s' if request.duration else ''}"
    ),
)
