"""A sound effect from a few words, of exactly so many seconds."""

from typing import Annotated

from pydantic import Field, StringConstraints
from temporalio import workflow

from activities.effects import Effects, Finishing
from domain.assets import Makes
from domain.pricing import flat
from domain.requests import JobRequest
from domain.tasks import Ability, SoundTask
from domain.values import Text
from workflows._generation import each
from workflows._job import JobInput, JobType, Result
from workflows._lifecycle import Delivered, Life
from workflows._steps import ENCODE


class SoundEffects(JobRequest):
    """Ask for a sound. `duration` in seconds; `loop`: its end meets its beginning."""

    prompt: Annotated[Text, StringConstraints(min_length=1, max_length=1_000, pattern=r"\S")]
    duration: float = Field(default=5.0, ge=0.5, le=30.0, description="seconds")
    loop: bool = False

    def prompts(self) -> tuple[str, ...]:
        return (self.prompt,)

    def abilities(self) -> tuple[Ability, ...]:
        return (Ability.SOUND_EFFECT,)


@workflow.defn(name="sound-effects")
class SoundEffectsJob:
    """One sound by the best route; its length exact, its peaks below full scale."""

    @workflow.run
    async def run(self, job: JobInput[SoundEffects]) -> Result:
        self.life = Life(job)
        return await self.life.live(self.story)

    async def story(self) -> Delivered:
        request = self.life.request
        task = SoundTask(prompt=request.prompt, seconds=request.duration, loop=request.loop)
        (part,) = await each(self.life, [task])
        ask = Finishing(key=self.life.key, part=part, seconds=request.duration, loop=request.loop)
        made = await self.life.do(Effects.finish, ask, ENCODE)
        return Delivered(outputs=made.outputs)


JOB = JobType(
    name="sound-effects",
    path="/audio/sound-effects",
    section="audio",
    summary="Make a sound effect",
    request=SoundEffects,
    workflow=SoundEffectsJob,
    price=flat,
    listed="ext",
    abilities=(Ability.SOUND_EFFECT,),
    outputs=(Makes("audio", "audio"),),
    describe=lambda request: f"{request.duration:g} s{', a loop' if request.loop else ''}",
)
