"""Films of clips: the picture that one hands to the next, and the whole, to the pixel and to the frame."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from temporalio import activity

from activities._beside import STILLS, with_stills
from activities._ingest import Ingest
from activities._stage import scratch, stage
from activities.errors import failure, reported
from activities.pictures import Made
from activities.values import PartResult, Span
from domain.assets import Blob
from domain.errors import Internal, MediaInvalid, ProviderError
from domain.films import Film
from domain.values import Value
from jobs.runs import RunKey, Runs
from media import film, music, speech
from media.bed import Bed, level
from media.picture import check, flatten
from media.probe import details
from media.run import run

JOINED: Final = Span(low=80, high=92)
SLOWED_MAX: Final = 1.05
"""Clips that would have to last longer than this are not what was bought."""
OPENED: Final = Span(low=3, high=5)
FIRST: Final = "first.jpg"
FIRST_SIDE_MAX: Final = 2_560
FIRST_SIDE_MIN: Final = 64
LAST_FRAME: Final = "last.jpg"
FILM: Final = "video.mp4"
MUSIC: Final = "music"


class Still(Value):
    """A clip whose last frame is wanted."""

    key: RunKey
    clip: PartResult
    span: Span = Span()


class Opening(Value):
    """A picture that a film is to begin with."""

    key: RunKey
    picture: Blob


class Joining(Value):
    """Clips in order, and the film that they must become."""

    key: RunKey
    clips: tuple[PartResult, ...]
    film: Film
    music: PartResult | None = None


class Films:
    """Reads and writes storage by hash: a repeat writes the same blobs."""

    def __init__(self, runs: Runs, ingest: Ingest, scratch_root: Path) -> None:
        self.runs = runs
        self.ingest = ingest
        self.scratch_root = scratch_root

    @activity.defn(name="films.open")
    async def open(self, ask: Opening) -> Blob:
        """Make a picture ready to begin a film with: upright, sRGB, JPEG. Raises MediaInvalid."""
        with reported():
            async with (
                stage(self.runs, ask.key, "check", phase="submitting", span=OPENED),
                scratch(self.scratch_root) as folder,
            ):
                source = await self.ingest.fetch(
                    ask.key.tenant_id, ask.picture, folder / "source"
                )  # fmt: skip
                path = folder / FIRST
                facts = await flatten(source, path, side_max=FIRST_SIDE_MAX)
                if min(facts.width or 0, facts.height or 0) < FIRST_SIDE_MIN:
                    raise MediaInvalid(f"A side of the picture is below {FIRST_SIDE_MIN} pixels.")
                return await self.ingest.store(ask.key, path, facts)

    @activity.defn(name="films.still")
    async def still(self, ask: Still) -> Blob:
        """Take the last frame of a clip as a picture."""
        with reported():
            async with (
                stage(self.runs, ask.key, "post-process", phase="generating", span=ask.span),
                scratch(self.scratch_root) as folder,
            ):
                clip = await self._bring(ask.key, ask.clip, folder)
                await run(film.last_frame(folder, clip, LAST_FRAME))
                path = folder / LAST_FRAME
                return await self.ingest.store(ask.key, path, await check(path))

    @activity.defn(name="films.join")
    async def join(self, ask: Joining) -> Made:
        """Make one film of the clips. Raises ProviderError where they are too short for it."""
        with reported():
            async with (
                stage(
                    self.runs, ask.key, "post-process", phase="post-processing", span=JOINED
                ) as report,
                scratch(self.scratch_root) as folder,
            ):
                clips = [await self._bring(ask.key, part, folder) for part in ask.clips]
                plan = film.planned(clips, ask.film)
                if plan.slowed > SLOWED_MAX:
                    short = ProviderError(
                        "The clips are shorter than the video that was asked for."
                    )
                    raise failure(short, final=True)
                bed = await self._bed(ask, ask.music, clips, folder) if ask.music else None
                command = film.join(folder, plan, output=FILM, stills=STILLS, bed=bed)
                await run(command, report=report)
                told = _told(ask.clips, plan) | _played(ask.music)
                return Made(outputs=await with_stills(self.ingest, ask.key, folder / FILM, told))

    async def _bed(
        self, ask: Joining, made: PartResult, clips: Sequence[film.Clip], folder: Path
    ) -> Bed:
        """Bring the music here, and find its gain by how loud it is and the film's own sound."""
        if not made.files:
            raise Internal("A provider finished without music.")
        await self.ingest.fetch(ask.key.tenant_id, made.files[0].blob, folder / MUSIC)
        heard = [clip.name for clip in clips if clip.has_sound]
        levels = [speech.loudness(await run(music.measure(folder, name))) for name in heard]
        own = max((each for each in levels if each is not None), default=None)
        reached = speech.loudness(await run(music.measure(folder, MUSIC)))
        return Bed(MUSIC, 0.0 if reached is None else level(own) - reached)

    async def _bring(self, key: RunKey, part: PartResult, folder: Path) -> film.Clip:
        if not part.files:
            raise Internal("A provider finished without a video.")
        name = f"clip-{part.part}"
        path = await self.ingest.fetch(key.tenant_id, part.files[0].blob, folder / name)
        return film.Clip(name, await details(path))


def _told(parts: Sequence[PartResult], plan: film.Plan) -> dict[str, str]:
    """Say who made it, and what of it is our own work."""
    pictures = [cut.clip.picture for cut in plan.cuts]
    sizes = _each(f"{picture.width}x{picture.height}" for picture in pictures)
    rates = _each(f"{picture.frame_rate:g}" for picture in pictures if picture.frame_rate)
    told = {
        "provider": _each(part.provider for part in parts),
        "model": _each(part.model for part in parts),
        "clips": str(len(plan.cuts)),
    }
    if len(parts) == 1:
        told = {**parts[0].metadata, **parts[0].files[0].metadata, **told}
    if sizes != f"{plan.film.width}x{plan.film.height}":
        told["size"] = f"by ffmpeg from {sizes}"
    if rates != f"{plan.film.fps}":
        told["fps"] = f"by ffmpeg from {rates}"
    if (plan.slowed - 1) * plan.film.frames >= 1:
        told["length"] = f"slowed by {plan.slowed - 1:.1%}"
    if plan.spare_seconds * plan.film.fps >= 1:
        told["length"] = f"cut by {plan.spare_seconds:.2f} s"
    return told


def _played(part: PartResult | None) -> dict[str, str]:
    """Say what music there is, who made it and by whose licence it may be used."""
    if part is None:
        return {}
    named = ("genre", "mood", "bpm", "key", "licence")
    told = part.files[0].metadata
    return {
        "musicBy": part.model,
        **{f"music{name.title()}": told[name] for name in named if name in told},
    }


def _each(names: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(names))
