"""Music that goes on: in the key and on the beat of what was there, joined so that the beat is not lost."""

from pydantic import Field
from temporalio import workflow

from activities.extension import Extension, Hearing, Joining
from activities.sources import SourceAsk, Sources
from domain.assets import Makes
from domain.music import HeardMusic
from domain.pricing import flat
from domain.requests import AudioUrl, JobRequest
from domain.tasks import Ability, MusicTask
from workflows._generation import each, seed_of
from workflows._job import JobInput, JobType, Result
from workflows._lifecycle import Delivered, Life
from workflows._steps import ENCODE, TRANSFER
from workflows.music_generation import MusicPrompt


class MusicExtension(JobRequest):
    """Ask for more of a piece. `duration`: the seconds that are added."""

    audio_url: AudioUrl
    duration: float = Field(ge=15, le=300, description="seconds that are added")
    prompt: MusicPrompt | None = Field(default=None, description="how it goes on; default: alike")
    crossfade: float = Field(default=2.0, ge=0, le=10, description="seconds that both share")

    def prompts(self) -> tuple[str, ...]:
        return (self.prompt,) if self.prompt else ()

    def abilities(self) -> tuple[Ability, ...]:
        return (Ability.MUSIC,)


@workflow.defn(name="music-extension")
class MusicExtensionJob:
    """Hear the end of the source, have more of it made, join both on the beat."""

    @workflow.run
    async def run(self, job: JobInput[MusicExtension]) -> Result:
        self.life = Life(job)
        return await self.life.live(self.story)

    async def story(self) -> Delivered:
        request, key = self.life.request, self.life.key
        fetching = SourceAsk(
            key=key, source=request.audio_url, kind="audio", seconds_max=self.life.job.source_seconds_max
        )  # fmt: skip
        source = await self.life.do(Sources.fetch, fetching, TRANSFER)
        asset = request.audio_url if request.audio_url.startswith("asset_") else None
        hearing = Hearing(key=key, source=source, asset_id=asset)
        heard = await self.life.do(Extension.hear, hearing, ENCODE)
        crossfade = min(request.crossfade, heard.seconds)
        (part,) = await each(self.life, [_task(request, heard, crossfade)])
        joining = Joining(
            key=key, source=source, heard=heard, part=part, seconds=request.duration, crossfade=crossfade
        )  # fmt: skip
        made = await self.life.do(Extension.join, joining, ENCODE)
        return Delivered(outputs=made.outputs)


def _task(request: MusicExtension, heard: HeardMusic, crossfade: float) -> MusicTask:
    """Ask for what goes on. What the prompt does not say is as it was."""
    words = [request.prompt or "more of the same, an instrumental that goes on"]
    words += [one.value for one in (heard.genre, heard.mood) if one and not request.prompt]
    words += [f"{heard.bpm:.0f} BPM"] if heard.bpm else []
    words += [f"in {heard.key.name}"] if heard.key else []
    return MusicTask(
        prompt=", ".join(words),
        seconds=request.duration + crossfade,
        genre=None if request.prompt else heard.genre,
        mood=None if request.prompt else heard.mood,
        bpm=heard.bpm,
        key=heard.key,
        goes_on=True,
        phase_seconds=heard.phase_at(heard.seconds - crossfade),
        seed=seed_of(request.prompt or "more", 0) if heard.seed is None else heard.seed,
    )


JOB = JobType(
    name="music-extension",
    path="/music/extend",
    section="music",
    summary="Make a piece longer",
    request=MusicExtension,
    workflow=MusicExtensionJob,
    price=flat,
    listed="core",
    abilities=(Ability.MUSIC,),
    outputs=(Makes("audio", "audio"),),
    describe=lambda request: f"{request.duration:g} s more",
)
