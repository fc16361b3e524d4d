"""Speech from text, in any voice of the library."""

from typing import Annotated, Final, Literal

from pydantic import Field, StringConstraints
from temporalio import workflow

from activities.sound import Mastering, Sound
from domain.assets import Makes
from domain.pricing import per_thousand_characters
from domain.requests import JobRequest, Name
from domain.speech import chunks
from domain.tasks import Ability, Emotion, SpeechTask
from domain.values import Text
from workflows._generation import routes, together
from workflows._job import JobInput, JobType, Result
from workflows._lifecycle import Delivered, Life
from workflows._steps import ENCODE

CHUNK_LENGTH_MAX: Final = 1_000
BEGINNING_LENGTH: Final = 300
"""Enough to tell a language from."""


class TextToSpeech(JobRequest):
    """Ask for speech. `speed` 1 is the voice's own."""

    text: Annotated[Text, StringConstraints(min_length=1, max_length=5_000, pattern=r"\S")]
    voice_id: Name | None = Field(
        default=None, description="from GET /audio/voices; default: by language"
    )
    language: (
        Annotated[str, StringConstraints(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$")] | None
    ) = Field(default=None, description="BCP 47; default: found from the text")
    speed: float = Field(default=1.0, ge=0.5, le=2.0)
    emotion: Emotion = Emotion.NEUTRAL
    output_format: Literal["mp3", "wav", "opus"] = "mp3"

    def prompts(self) -> tuple[str, ...]:
        return (self.text,)

    def abilities(self) -> tuple[Ability, ...]:
        return (Ability.SPEECH,)


@workflow.defn(name="text-to-speech")
class TextToSpeechJob:
    """Chunks spoken side by side by one provider, joined without seams, brought to one loudness."""

    @workflow.run
    async def run(self, job: JobInput[TextToSpeech]) -> Result:
        self.life = Life(job)
        return await self.life.live(self.story)

    async def story(self) -> Delivered:
        request = self.life.request
        plan = await routes(self.life, Ability.SPEECH)
        longest = min(
            (r.text_length_max or CHUNK_LENGTH_MAX for r in plan.routes), default=CHUNK_LENGTH_MAX
        )
        texts = chunks(request.text, length_max=min(longest, CHUNK_LENGTH_MAX))
        parts = await together(self.life, [_spoken(request, text) for text in texts], plan)
        ask = Mastering(
            key=self.life.key, parts=tuple(parts), texts=texts, encoding=request.output_format,
            speed=request.speed,
        )  # fmt: skip
        made = await self.life.do(Sound.master, ask, ENCODE)
        return Delivered(outputs=made.outputs)


def _spoken(request: TextToSpeech, text: str) -> SpeechTask:
    return SpeechTask(
        text=text,
        voice=request.voice_id,
        language=request.language,
        beginning=request.text[:BEGINNING_LENGTH],
        speed=request.speed,
        emotion=request.emotion,
    )


JOB = JobType(
    name="text-to-speech",
    path="/audio/text-to-speech",
    section="audio",
    summary="Speak a text",
    request=TextToSpeech,
    workflow=TextToSpeechJob,
    price=per_thousand_characters,
    listed="seed",
    abilities=(Ability.SPEECH,),
    outputs=(Makes("audio", "audio"), Makes("timings", "text")),
    describe=lambda request: f"{len(request.text)} characters as {request.output_format}",
)
