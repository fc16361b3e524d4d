"""Talking portraits: who speaks what before what; and the film, seen through where that was asked."""

from pathlib import Path
from typing import Final

from PIL import Image, ImageOps
from temporalio import activity

from activities._ingest import Ingest
from activities._stage import Report, scratch, stage
from activities.errors import failure, reported
from activities.pictures import Made
from activities.values import PartResult, Span
from domain.assets import Blob, Output
from domain.avatars import Avatar, avatar_of
from domain.errors import Conflict, Internal, MediaInvalid, ProviderError
from domain.values import Value
from jobs.assets import beside
from jobs.models import Models
from jobs.runs import RunKey, Runs
from media import portrait
from media.picture import check
from media.probe import details, probe
from media.run import run

CAST: Final = Span(low=12, high=16)
FINISHED: Final = Span(low=80, high=92)
SOUND, VIDEO, WALL, COVER = "speech.wav", "made", "wall.png", "cover.gray"
COVERED: Final = 250
"""Of 255: where nothing of a frame is less covered than that, there is nothing to see through."""
WORDS_ROLE: Final = "timings"


class Casting(Value):
    """An avatar, and the recording that it is to speak. `seconds` None: all of it, up to `seconds_max`."""

    key: RunKey
    model_id: str
    audio: Blob
    source: str
    seconds: float | None = None
    seconds_max: float


class Cast(Value):
    """What every route is given: the avatar, the sound to its exact length, the words where they are known."""

    avatar: Avatar
    audio: Blob
    words: Blob | None = None
    seconds: float


class Finishing(Value):
    """A portrait as its provider made it. `colour`, `backdrop`: laid behind it here, where its maker did not."""

    key: RunKey
    part: PartResult
    transparent: bool = False
    colour: str | None = None
    backdrop: Blob | None = None


class Portraits:
    """Reads and writes storage by hash: a repeat writes the same blobs."""

    def __init__(self, runs: Runs, ingest: Ingest, scratch_root: Path) -> None:
        self.runs = runs
        self.ingest = ingest
        self.models = Models(runs.database)
        self.scratch_root = scratch_root

    @activity.defn(name="portraits.cast")
    async def cast(self, ask: Casting) -> Cast:
        """Find the avatar and the words, and bring the sound to its length. Raises NotFound, Conflict, MediaInvalid."""
        with reported():
            async with (
                stage(self.runs, ask.key, "check", phase="submitting", span=CAST),
                scratch(self.scratch_root) as folder,
            ):
                seconds = _seconds(ask)
                await self.ingest.fetch(ask.key.tenant_id, ask.audio, folder / "source")
                await run(portrait.speech(folder, "source", SOUND, seconds=seconds))
                path = folder / SOUND
                return Cast(
                    avatar=await self._avatar(ask),
                    audio=await self.ingest.store(ask.key, path, await probe(path)),
                    words=await self._words(ask),
                    seconds=seconds,
                )

    @activity.defn(name="portraits.finish")
    async def finish(self, ask: Finishing) -> Made:
        """Lay the portrait over what is wanted behind it, look through it, and make a still.

        Raises ProviderError for one that was to be seen through and is not.
        """
        with reported():
            async with (
                stage(
                    self.runs, ask.key, "post-process", phase="post-processing", span=FINISHED
                ) as report,
                scratch(self.scratch_root) as folder,
            ):
                if not ask.part.files:
                    raise Internal("A provider finished without a video.")
                clip = await self._bring(ask, folder)
                if (ask.transparent or ask.colour or ask.backdrop) and not await _is_open(
                    folder, clip
                ):
                    closed = ProviderError("The video that was made hides what is behind it.")
                    raise failure(closed, final=True)
                report(0.2)
                if ask.colour or ask.backdrop:
                    clip = await self._composed(ask, folder, clip, report)
                return Made(outputs=await self._outputs(ask, folder, clip))

    async def _avatar(self, ask: Casting) -> Avatar:
        model = await self.models.get(ask.key.tenant_id, ask.model_id, "avatar")
        avatar = avatar_of(model.traits)
        if model.status != "ready" or avatar is None:
            raise Conflict(f"The avatar {ask.model_id!r} is {model.status}, or has no picture.")
        return avatar

    async def _words(self, ask: Casting) -> Blob | None:
        """Find the words beside a recording that is speech of ours."""
        if not ask.source.startswith("asset_"):
            return None
        found = await beside(self.runs.database, ask.key.tenant_id, ask.source, WORDS_ROLE)
        return found.blob if found else None

    async def _bring(self, ask: Finishing, folder: Path) -> portrait.Clip:
        path = await self.ingest.fetch(ask.key.tenant_id, ask.part.files[0].blob, folder / VIDEO)
        found = await details(path)
        picture = found.first("video")
        if picture is None or not (picture.width and picture.height):
            raise MediaInvalid("The video that was made has no picture.")
        seconds = picture.duration_seconds or found.duration_seconds
        rate = picture.frame_rate or 25.0
        return portrait.Clip(VIDEO, picture.codec, picture.width, picture.height, rate, seconds)

    async def _composed(
        self, ask: Finishing, folder: Path, clip: portrait.Clip, report: Report
    ) -> portrait.Clip:
        size = (clip.width, clip.height)
        if ask.backdrop:
            path = await self.ingest.fetch(ask.key.tenant_id, ask.backdrop, folder / "backdrop")
            with Image.open(path) as image:
                ImageOps.fit(image.convert("RGB"), size).save(folder / WALL)
        else:
            Image.new("RGB", size, ask.colour or "").save(folder / WALL)
        await run(portrait.composed(folder, clip, WALL, "composed.mp4"), report=report)
        return portrait.Clip("composed.mp4", "AVC", *size, clip.fps, clip.seconds)

    async def _outputs(
        self, ask: Finishing, folder: Path, clip: portrait.Clip
    ) -> tuple[Output, ...]:
        made = ask.part.files[0]
        told = {
            "provider": ask.part.provider,
            "model": ask.part.model,
            **ask.part.metadata,
            **made.metadata,
        }
        video = made.blob
        if clip.name != VIDEO:
            told["background"] = "by ffmpeg, behind the provider's video"
            path = folder / clip.name
            video = await self.ingest.store(ask.key, path, await probe(path))
        ending = "webm" if video.facts.mime_type == "video/webm" else "mp4"
        small = f"thumbnail.{'png' if ask.transparent else 'jpg'}"
        await run(portrait.still(folder, clip, small))
        thumbnail = await self.ingest.store(ask.key, folder / small, await check(folder / small))
        return (
            Output(blob=video, role="video", name=f"video.{ending}", metadata=told),
            Output(blob=thumbnail, role="thumbnail", name=small, metadata=told),
        )


def _seconds(ask: Casting) -> float:
    found = ask.audio.facts.duration_seconds or 0.0
    if ask.seconds is None and not MIN_SECONDS <= found <= ask.seconds_max:
        raise MediaInvalid(
            f"The recording lasts {found:.1f} seconds; without a duration it may be {MIN_SECONDS:g} to"
            f" {ask.seconds_max:g} seconds long."
        )
    return ask.seconds or found


MIN_SECONDS: Final = 1.0


async def _is_open(folder: Path, clip: portrait.Clip) -> bool:
    """Tell whether something of a video can be seen through, as a player decodes it."""
    try:
        await run(portrait.cover(folder, clip, COVER))
    except MediaInvalid:
        return False
    return min((folder / COVER).read_bytes(), default=255) < COVERED
