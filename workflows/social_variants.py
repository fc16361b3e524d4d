"""A picture or a film in every platform's own formats: its subject in sight, its length, loudness and words to fit."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Final

from pydantic import Field, StringConstraints
from temporalio import workflow
from temporalio.exceptions import ApplicationError, FailureError

from activities.clips import Heard
from activities.sources import SourceAsk, Sources
from activities.values import PartResult
from activities.variants import Posting, Variants, Variety
from domain.assets import Blob, Makes
from domain.errors import (
    FieldError,
    InvalidPrompt,
    MediaInvalid,
    ProviderError,
    ProviderUnavailable,
)
from domain.pricing import flat
from domain.requests import DATA_URI_LENGTH_MAX, JobRequest, MediaField, Size
from domain.social import PlatformName
from domain.tasks import Ability, TranscriptionTask
from domain.values import Text
from workflows._generation import code_of, each
from workflows._job import JobInput, JobType, Result
from workflows._lifecycle import Delivered, Life, pointing
from workflows._steps import ENCODE, TRANSFER

TEXT_LENGTH_MAX: Final = 280
UNHEARD: Final = (ProviderUnavailable.code, ProviderError.code, InvalidPrompt.code)
"""Without words a film that is too long ends with a scene or a pause."""
SourceUrl = Annotated[
    str, Field(min_length=1, max_length=DATA_URI_LENGTH_MAX), MediaField("image", "video")
]


class SocialVariants(JobRequest):
    """Ask for a picture or a video as platforms want it."""

    source_url: SourceUrl
    platforms: tuple[PlatformName, ...] = Field(min_length=1, max_length=len(PlatformName))
    include_text: bool = Field(
        default=False,
        description="put words over it: those of `text`, else what is said in the video",
    )
    text: (
        Annotated[Text, StringConstraints(min_length=1, max_length=TEXT_LENGTH_MAX, pattern=r"\S")]
        | None
    ) = Field(default=None, description="the words to put over it; needs includeText")

    def misfits(self, sizes: Mapping[str, Size]) -> Iterator[FieldError]:  # noqa: ARG002 - any size does
        if self.text is not None and not self.include_text:
            told = "Words are put over it with includeText only."
            yield FieldError(pointer="/text", code="unused", detail=told)
        if len(set(self.platforms)) != len(self.platforms):
            yield FieldError(
                pointer="/platforms", code="repeated", detail="Name each platform once."
            )

    def prompts(self) -> tuple[str, ...]:
        return (self.text,) if self.text else ()

    def abilities(self) -> tuple[Ability, ...]:
        return (Ability.TRANSCRIPTION,) if self.captions else ()

    @property
    def captions(self) -> bool:
        """Tell whether what is said is to be read."""
        return self.include_text and self.text is None


@workflow.defn(name="social-variants")
class SocialVariantsJob:
    """Platforms whose every variant is within its limits are delivered and paid for, the others are not."""

    @workflow.run
    async def run(self, job: JobInput[SocialVariants]) -> Result:
        self.life = Life(job)
        return await self.life.live(self.story)

    async def story(self) -> Delivered:
        request, key = self.life.request, self.life.key
        longest = self.life.job.source_seconds_max
        ask = SourceAsk(key=key, source=request.source_url, kind="visual", seconds_max=longest)
        with pointing("/sourceUrl"):
            source = await self.life.do(Sources.fetch, ask, TRANSFER)
        posting = Posting(
            key=key,
            source=source,
            platforms=request.platforms,
            text=request.text,
            captions=request.captions,
        )
        is_film = source.facts.mime_type.startswith("video/")
        made = await (self._filmed(posting) if is_film else self._drawn(posting))
        return Delivered(
            outputs=made.outputs, delivered=made.delivered, asked=len(request.platforms)
        )

    async def _drawn(self, posting: Posting) -> Variety:
        if posting.captions:
            raise _unsaid("/text", "Nothing is said in a picture: give the words as `text`.")
        return await self.life.do(Variants.draw, posting, ENCODE)

    async def _filmed(self, posting: Posting) -> Variety:
        heard: Heard = await self.life.do(Variants.listen, posting, ENCODE)
        if posting.captions and heard.sound is None:
            raise _unsaid("/text", "The video has no sound: give the words as `text`.")
        said = await self._heard(heard.sound) if heard.sound else None
        told = posting.model_copy(update={"sound": heard.sound, "heard": said})
        return await self.life.do(Variants.film, told, ENCODE)

    async def _heard(self, sound: Blob) -> PartResult | None:
        required = self.life.request.captions
        try:
            tasks = [TranscriptionTask(audio=sound)]
            return (await each(self.life, tasks, now=not required))[0]
        except FailureError as error:
            if required or code_of(error) not in UNHEARD:
                raise
            return None


def _unsaid(pointer: str, message: str) -> ApplicationError:
    return ApplicationError(message, {"pointer": pointer}, type=MediaInvalid.code)


JOB = JobType(
    name="social-variants",
    path="/social/variants",
    section="enterprise",
    summary="Fit a picture or a video to social platforms",
    request=SocialVariants,
    workflow=SocialVariantsJob,
    price=flat,
    listed="seed",
    abilities=(Ability.TRANSCRIPTION,),
    outputs=(
        Makes("image", "image", many=True),
        Makes("video", "video", many=True),
        Makes("report", "text"),
    ),
    describe=lambda request: ", ".join(request.platforms),
)
