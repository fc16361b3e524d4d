"""Instrumental music from a few words, of exactly so many seconds."""

from typing import Annotated

from pydantic import Field, StringConstraints
from temporalio import workflow

from activities.music import Mastering, Music
from domain.assets import Makes
from domain.music import Genre, Mood, Tempo, told_of
from domain.pricing import flat
from domain.requests import JobRequest
from domain.tasks import Ability, MusicTask
from domain.values import Text
from workflows._generation import each, seed_of
from workflows._job import JobInput, JobType, Result
from workflows._lifecycle import Delivered, Life
from workflows._steps import ENCODE

MusicPrompt = Annotated[Text, StringConstraints(min_length=1, max_length=1_000, pattern=r"\S")]


class MusicGeneration(JobRequest):
    """Ask for music. `duration` in seconds; what is not named is read from the prompt, or chosen."""

    prompt: MusicPrompt
    duration: float = Field(ge=15, le=300, description="seconds")
    genre: Genre | None = Field(default=None, description="from GET /music/genres")
    mood: Mood | None = Field(default=None, description="from GET /music/genres")
    tempo: Tempo | None = Field(default=None, description="from GET /music/genres")
    stems: bool = Field(
        default=False, description="also drums, bass, harmony and lead, where the engine has them"
    )

    def prompts(self) -> tuple[str, ...]:
        return (self.prompt,)

    def abilities(self) -> tuple[Ability, ...]:
        return (Ability.MUSIC,)


@workflow.defn(name="music-generation")
class MusicGenerationJob:
    """One piece by the best route; its length exact, its loudness the one that platforms play at."""

    @workflow.run
    async def run(self, job: JobInput[MusicGeneration]) -> Result:
        self.life = Life(job)
        return await self.life.live(self.story)

    async def story(self) -> Delivered:
        request = self.life.request
        (part,) = await each(self.life, [_task(request)])
        ask = Mastering(key=self.life.key, part=part, seconds=request.duration)
        made = await self.life.do(Music.master, ask, ENCODE)
        return Delivered(outputs=made.outputs)


def _task(request: MusicGeneration) -> MusicTask:
    return MusicTask(
        prompt=told_of(request.prompt, request.genre, request.mood, request.tempo),
        seconds=request.duration,
        genre=request.genre,
        mood=request.mood,
        tempo=request.tempo,
        stems=request.stems,
        seed=seed_of(request.prompt, 0),
    )


JOB = JobType(
    name="music-generation",
    path="/music/generate",
    section="music",
    summary="Make music",
    request=MusicGeneration,
    workflow=MusicGenerationJob,
    price=flat,
    listed="seed",
    abilities=(Ability.MUSIC,),
    outputs=(Makes("audio", "audio"), Makes("stem", "audio", many=True)),
    describe=lambda request: (
        f"{request.duration:g} s{f', {request.genre.value}' if request.genre else ''}"
    ),
)
