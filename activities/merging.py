"""Clips put together: their sound mixed and levelled, their pictures in one encode."""

from pathlib import Path
from typing import Final, Literal

from temporalio import activity

from activities._beside import STILLS, with_stills
from activities._ingest import Ingest
from activities._stage import Report, scratch, stage
from activities.errors import reported
from activities.pictures import Made
from activities.values import Span
from domain.assets import Blob
from domain.errors import MediaInvalid
from domain.merges import Joint, Stretch, whole
from domain.tasks import Aspect
from domain.values import Value
from jobs.runs import RunKey, Runs
from media import merge as recipe
from media.film import Clip
from media.loudness import levelling
from media.probe import details
from media.run import run

MERGED: Final = Span(low=14, high=92)
MUSIC: Final = "music"


class Merging(Value):
    """Clips with the part of each that is wanted, what stands between them, and the music to lay under them."""

    key: RunKey
    clips: tuple[Blob, ...]
    stretches: tuple[Stretch, ...]
    joint: Joint
    music: Blob | None = None
    aspect: Aspect | None = None
    container: Literal["mp4", "webm"] = "mp4"
    seconds_max: float


class Merges:
    """Reads and writes storage by hash: a repeat writes the same blobs."""

    def __init__(self, runs: Runs, ingest: Ingest, scratch_root: Path) -> None:
        self.runs = runs
        self.ingest = ingest
        self.scratch_root = scratch_root

    @activity.defn(name="merges.merge")
    async def merge(self, ask: Merging) -> Made:
        """Make one film of the clips, and a thumbnail. Raises MediaInvalid, naming the clip at fault."""
        with reported():
            async with (
                stage(
                    self.runs, ask.key, "post-process", phase="post-processing", span=MERGED
                ) as report,
                scratch(self.scratch_root) as folder,
            ):
                plan = await self._plan(ask, folder)
                await self._make(plan, folder, f"video.{ask.container}", report)
                film = folder / f"video.{ask.container}"
                return Made(outputs=await with_stills(self.ingest, ask.key, film, _told(plan)))

    async def _plan(self, ask: Merging, folder: Path) -> recipe.Plan:
        clips = [await self._clip(ask, number, folder) for number in range(len(ask.clips))]
        laid = whole([recipe.seen(clip) for clip in clips], ask.stretches, ask.joint, ask.aspect)
        if laid.seconds > ask.seconds_max:
            raise MediaInvalid(
                f"The clips last {laid.seconds:.0f} s together, longer than the {ask.seconds_max:.0f} s of the tier."
            )
        if ask.music:
            await self.ingest.fetch(ask.key.tenant_id, ask.music, folder / MUSIC)
            if (await details(folder / MUSIC)).first("audio") is None:
                raise MediaInvalid("The audio has no sound.")
        parts = map(recipe.Part, clips, ask.stretches, laid.counts)
        return recipe.Plan(laid, ask.joint, tuple(parts), MUSIC if ask.music else None)

    async def _clip(self, ask: Merging, number: int, folder: Path) -> Clip:
        """Bring a clip; one that is there again is not copied, but has a name of its own in the graph."""
        path, blob = folder / f"clip-{number}", ask.clips[number]
        if (first := ask.clips.index(blob)) < number:
            path.hardlink_to(folder / f"clip-{first}")
        else:
            await self.ingest.fetch(ask.key.tenant_id, blob, path)
        return Clip(path.name, await details(path))

    async def _make(self, plan: recipe.Plan, folder: Path, output: str, report: Report) -> None:
        level = None
        if plan.sounds:
            await run(recipe.mix(folder, plan, "mix.wav"))
            level = await levelling(folder, "mix.wav")
            report(0.1)
        command = recipe.merge(folder, plan, sound=level, output=output, stills=STILLS)
        await run(command, report=lambda done: report(0.1 + 0.9 * done))
        made = round(Clip(output, await details(folder / output)).seconds * plan.whole.fps)
        if abs(made - plan.whole.frames) > 1:
            raise MediaInvalid("A clip has no picture in the part that is wanted.")


def _told(plan: recipe.Plan) -> dict[str, str]:
    told = {
        "engine": "ffmpeg",
        "clips": str(len(plan.parts)),
        "frames": str(plan.whole.frames),
        "fps": str(plan.whole.fps),
        "transition": plan.joint.transition,
    }
    if plan.music:
        told["music"] = "ducked under the clips' sound" if plan.speaks else "the only sound"
    return told
