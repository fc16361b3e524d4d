"""Speech in a voice of one's own: by whoever holds the voice, and in no other."""

from pydantic import Field
from temporalio import workflow

from activities.voices import Holding, Voices
from domain.assets import Makes
from domain.pricing import per_thousand_characters
from domain.requests import JobRequest, VoiceModelId
from domain.speech import SpokenText, plain
from domain.tasks import Ability
from workflows._job import JobInput, JobType, Result
from workflows._lifecycle import Delivered, Life
from workflows._speaking import in_voice, routes_to, say
from workflows._steps import moment


class CustomSpeech(JobRequest):
    """Ask for speech in a voice model. `speed` 1 is the voice's own."""

    text: SpokenText = Field(
        description='pauses are written <break time="500ms"/> or [pause 0.5s]; at most 30, of 10 s each'
    )
    voice_model_id: VoiceModelId
    speed: float = Field(default=1.0, ge=0.5, le=2.0)

    def prompts(self) -> tuple[str, ...]:
        return (plain(self.text),)

    def abilities(self) -> tuple[Ability, ...]:
        return (Ability.SPEECH,)


@workflow.defn(name="custom-speech")
class CustomSpeechJob:
    """Look who holds the voice, and let them speak."""

    @workflow.run
    async def run(self, job: JobInput[CustomSpeech]) -> Result:
        self.life = Life(job)
        return await self.life.live(self.story)

    async def story(self) -> Delivered:
        request = self.life.request
        held = await moment(
            Voices.hold, Holding(key=self.life.key, model_id=request.voice_model_id)
        )
        plan = await routes_to(self.life, held.provider)
        made = await say(
            self.life, request.text, in_voice(held, speed=request.speed), plan, encoding="mp3"
        )
        return Delivered(outputs=made.outputs)


JOB = JobType(
    name="custom-speech",
    path="/audio/generate-speech",
    section="audio",
    summary="Speak a text in a voice of your own",
    request=CustomSpeech,
    workflow=CustomSpeechJob,
    price=per_thousand_characters,
    listed="seed",
    abilities=(Ability.SPEECH,),
    outputs=(Makes("audio", "audio"), Makes("timings", "text"), Makes("captions", "text")),
    describe=lambda request: f"{len(request.text)} characters in {request.voice_model_id}",
)
