"""A voice made from recordings of somebody who agreed: gathered, judged, trained, and heard once."""

from typing import Annotated

from pydantic import Field, StringConstraints
from temporalio import workflow
from temporalio.exceptions import ActivityError, ApplicationError

from activities.sources import SamplesAsk, Sources
from activities.values import PartResult
from activities.voices import Beginning, Examined, Examining, HeldVoice, Keeping, Reporting, Voices
from domain.assets import Makes, Output
from domain.pricing import per_quality
from domain.requests import AudioUrl, JobRequest
from domain.tasks import Ability, Quality, VoiceCloneTask
from domain.values import Text
from domain.voices import Consent, preview_text
from jobs.models import Draft
from workflows._generation import each
from workflows._job import JobInput, JobType, Result
from workflows._lifecycle import Delivered, Life
from workflows._speaking import in_voice, routes_to, say
from workflows._steps import ENCODE, SHORT, TRANSFER, moment


class VoiceClone(JobRequest):
    """Ask for a voice model. The samples are of one speaker, and last 1 to 10 minutes together."""

    name: Annotated[Text, StringConstraints(min_length=1, max_length=100, pattern=r"\S")]
    audio_samples: Annotated[tuple[AudioUrl, ...], Field(min_length=1, max_length=10)]
    language: Annotated[
        str, StringConstraints(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$")
    ] = Field(description="BCP 47: what the voice is to speak")
    quality: Quality = Quality.STANDARD
    consent: Consent | None = Field(
        default=None, description="the speaker's agreement, kept with the model"
    )

    def prompts(self) -> tuple[str, ...]:
        return (self.name,)

    def abilities(self) -> tuple[Ability, ...]:
        return (Ability.VOICE_CLONE,)


@workflow.defn(name="voice-clone")
class VoiceCloneJob:
    """The model begins with the job, and is ready when the job is paid for."""

    @workflow.run
    async def run(self, job: JobInput[VoiceClone]) -> Result:
        self.life = Life(job)
        return await self.life.live(self.story)

    async def story(self) -> Delivered:
        request, key = self.life.request, self.life.key
        begun = await moment(Voices.begin, Beginning(key=key, draft=_draft(request)))
        examined = await self._examined()
        task = VoiceCloneTask(
            name=request.name, samples=examined.samples, language=request.language, quality=request.quality
        )  # fmt: skip
        (voice,) = await each(self.life, [task])
        await self.life.do(Voices.keep, Keeping(key=key, voice=voice, examined=examined), SHORT)
        preview = await self._preview(voice)
        reporting = Reporting(
            key=key, model_id=begun.model_id, voice=voice, report=examined.report, preview=preview
        )
        told = await self.life.do(Voices.report, reporting, SHORT)
        return Delivered(outputs=told.outputs)

    async def _examined(self) -> Examined:
        request, key = self.life.request, self.life.key
        ask = SamplesAsk(
            key=key, sources=request.audio_samples, kind="audio",
            seconds_max=self.life.job.source_seconds_max,
        )  # fmt: skip
        gathered = await self.life.do(Sources.gather, ask, TRANSFER)
        return await self.life.do(
            Voices.examine, Examining(key=key, samples=gathered.blobs), ENCODE
        )

    async def _preview(self, voice: PartResult) -> Output | None:
        """Let the voice speak. It is there, and paid for: a job fails for no want of a preview."""
        request = self.life.request
        held = HeldVoice(
            provider=voice.provider, voice=voice.voice, traits=voice.traits, language=request.language
        )  # fmt: skip
        try:
            plan = await routes_to(self.life, voice.provider, now=True)
            text = preview_text(request.language)
            made = await say(self.life, text, in_voice(held), plan, encoding="mp3", first_part=1)
        except (ActivityError, ApplicationError):
            if self.life.is_stopping():
                raise
            return None
        return made.outputs[0].model_copy(update={"name": "preview.mp3"})


def _draft(request: VoiceClone) -> Draft:
    consent = request.consent and request.consent.model_dump(mode="json", by_alias=True)
    return Draft(kind="voice", name=request.name, language=request.language, consent=consent)


JOB = JobType(
    name="voice-clone",
    path="/audio/clone-voice",
    section="audio",
    summary="Make a voice from recordings",
    request=VoiceClone,
    workflow=VoiceCloneJob,
    price=per_quality,
    listed="seed",
    abilities=(Ability.VOICE_CLONE,),
    outputs=(Makes("audio", "audio"), Makes("report", "text")),
    model="voice",
    describe=lambda request: f"{len(request.audio_samples)} samples, {request.language}",
)
