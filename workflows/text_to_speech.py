"""Speech from text, in any voice of the library."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints
from temporalio import workflow

from domain.assets import Makes
from domain.pricing import per_thousand_characters
from domain.requests import JobRequest, Name
from domain.speech import SpokenText, plain
from domain.tasks import Ability, Emotion, SpeechTask
from workflows._generation import routes
from workflows._job import JobInput, JobType, Result
from workflows._lifecycle import Delivered, Life
from workflows._speaking import say


class TextToSpeech(JobRequest):
    """Ask for speech. `speed` 1 is the voice's own."""

    text: SpokenText = Field(
        description='pauses are written <break time="500ms"/> or [pause 0.5s]; at most 30, of 10 s each'
    )
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
        return (plain(self.text),)

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
        voice = SpeechTask(
            text="", voice=request.voice_id, language=request.language, speed=request.speed,
            emotion=request.emotion,
        )  # fmt: skip
        made = await say(self.life, request.text, voice, plan, encoding=request.output_format)
        return Delivered(outputs=made.outputs)


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
    outputs=(Makes("audio", "audio"), Makes("timings", "text"), Makes("captions", "text")),
    describe=lambda request: f"{len(request.text)} characters as {request.output_format}",
)
