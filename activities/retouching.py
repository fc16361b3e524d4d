"""Pictures made ready for those who work on them, and finished after: sizes, formats, what must not change."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Final, Literal

from temporalio import activity

from activities._ingest import Ingest
from activities._stage import scratch, stage
from activities.errors import reported
from activities.pictures import FITTED, Made
from activities.values import PartResult, Span
from domain.assets import Blob, Output
from domain.errors import Internal
from domain.requests import Size
from domain.values import Value
from jobs.runs import RunKey, Runs
from media import retouch
from media.picture import check

PREPARED: Final = Span(low=4, high=8)


class Preparing(Value):
    """A picture as it came. `mask_for`: it is a mask, and this is the size of what it lies on."""

    key: RunKey
    picture: Blob
    mask_for: Size | None = None


class CutOut(Value):
    """A subject as a provider cut it out, and the picture that it was cut out of."""

    key: RunKey
    part: PartResult
    picture: Blob
    output_format: Literal["png", "webp"]


class Retouching:
    """Reads and writes storage by hash: a repeat writes the same blobs."""

    def __init__(self, runs: Runs, ingest: Ingest, scratch_root: Path) -> None:
        self.runs = runs
        self.ingest = ingest
        self.scratch_root = scratch_root

    @activity.defn(name="retouching.prepare")
    async def prepare(self, ask: Preparing) -> Blob:
        """Set a picture upright, in sRGB, without what it tells of its origin; a mask becomes grey and fits."""
        with reported():
            async with (
                stage(self.runs, ask.key, "check", phase="submitting", span=PREPARED),
                scratch(self.scratch_root) as folder,
            ):
                source = await self.ingest.fetch(ask.key.tenant_id, ask.picture, folder / "source")
                if ask.mask_for:
                    path = await retouch.mask(source, folder / "mask.png", ask.mask_for)
                else:
                    path = await retouch.clean(source, folder / "picture")
                return await self.ingest.store(ask.key, path, await check(path))

    @activity.defn(name="retouching.cut_out")
    async def cut_out(self, ask: CutOut) -> Made:
        """Give a subject its picture's size and the format asked for. ProviderError where nothing is transparent."""
        size = _size(ask.picture)

        async def make(made: Path, _: Path) -> Path:
            target = made.with_name(f"cutout.{ask.output_format}")
            await retouch.cut_out(made, target, size)
            return target

        return await self._finish(ask.key, ask.part, make)

    async def _finish(
        self,
        key: RunKey,
        part: PartResult,
        make: Callable[[Path, Path], Awaitable[Path]],
    ) -> Made:
        """Bring what a provider made, and let it be finished."""
        with reported():
            async with (
                stage(self.runs, key, "post-process", phase="post-processing", span=FITTED),
                scratch(self.scratch_root) as folder,
            ):
                output = await self._one(key, part, folder, make)
                return Made(outputs=(output,))

    async def _one(
        self,
        key: RunKey,
        part: PartResult,
        folder: Path,
        make: Callable[[Path, Path], Awaitable[Path]],
    ) -> Output:
        if not part.files:
            raise Internal("A provider finished without a picture.")
        made = part.files[0]
        path = await self.ingest.fetch(key.tenant_id, made.blob, folder / f"made-{part.part}")
        finished = await make(path, folder)
        facts = await check(finished)
        blob = await self.ingest.store(key, finished, facts)
        told = {
            "provider": part.provider, "model": part.model, **part.metadata, **made.metadata,
            "size": f"{facts.width}x{facts.height}",
        }  # fmt: skip
        if (grown := _resampled(made.blob, blob)) and "resampled" not in told:
            told["resampled"] = grown
        return Output(
            blob=blob, role="image", part=part.part, name=f"image-{part.part + 1}{finished.suffix}", metadata=told
        )  # fmt: skip


def _size(blob: Blob) -> Size:
    assert blob.facts.width
    assert blob.facts.height
    return blob.facts.width, blob.facts.height


def _resampled(made: Blob, finished: Blob) -> str | None:
    """Say from which size a picture was fitted, where it came in another one."""
    return None if _size(made) == _size(finished) else f"from {'x'.join(map(str, _size(made)))}"
