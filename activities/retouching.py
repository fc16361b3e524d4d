"""Pictures made ready for those who work on them, and finished after: sizes, formats, what must not change."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Final, Literal

from temporalio import activity

from activities._ingest import Ingest
from activities._stage import scratch, stage
from activities.errors import failure, reported
from activities.pictures import FITTED, Made
from activities.values import PartResult, Span
from domain.assets import Blob, Output
from domain.errors import Internal, ProviderError
from domain.pictures import Margins
from domain.requests import Size
from domain.tasks import Drawn
from domain.values import Value
from jobs.assets import origin_of
from jobs.runs import RunKey, Runs
from media import retouch
from media.picture import check

PAINTER: Final = "procedural-painter"
PREPARED: Final = Span(low=4, high=8)


class Preparing(Value):
    """A picture as it came. `mask_for`: it is a mask, and this is the size of what it lies on."""

    key: RunKey
    picture: Blob
    mask_for: Size | None = None


class OriginAsk(Value):
    """A picture of ours."""

    key: RunKey
    asset_id: str


class OriginFound(Value):
    """What it was painted from, if it was."""

    drawn: Drawn | None = None


class CutOut(Value):
    """A subject as a provider cut it out, and the picture that it was cut out of."""

    key: RunKey
    part: PartResult
    picture: Blob
    output_format: Literal["png", "webp"]


class Kept(Value):
    """What stays of a picture: all that its mask does not show in white."""

    source: Blob
    mask: Blob


class Fitting(Value):
    """Pictures as providers made them, the size they must have in pixels, and what must not have changed."""

    key: RunKey
    parts: tuple[PartResult, ...]
    size: Size
    kept: Kept | None = None
    told: dict[str, str] = {}


class Extending(Value):
    """A picture, and what is to be added at its sides."""

    key: RunKey
    picture: Blob
    margins: Margins


Finish = Callable[[Path], Awaitable[Path]]


class Retouching:
    """Reads and writes storage by hash: a repeat writes the same blobs."""

    def __init__(self, runs: Runs, ingest: Ingest, scratch_root: Path) -> None:
        self.runs = runs
        self.ingest = ingest
        self.scratch_root = scratch_root

    @activity.defn(name="retouching.origin")
    async def origin(self, ask: OriginAsk) -> OriginFound:
        """Look up what a picture was painted from, where our own engine painted it; reads only."""
        with reported():
            found = await origin_of(self.runs.database, ask.key.tenant_id, ask.asset_id)
            if not found or found.metadata.get("engine") != PAINTER:
                return OriginFound()
            style = found.params.get("stylePreset")
            return OriginFound(
                drawn=Drawn(
                    prompt=found.params["prompt"], quality=found.params["quality"], style=style
                )
            )

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

    @activity.defn(name="retouching.extend")
    async def extend(self, ask: Extending) -> Kept:
        """Lay a picture on a larger sheet; its mask shows what is to be filled."""
        with reported():
            async with (
                stage(self.runs, ask.key, "check", phase="submitting", span=PREPARED),
                scratch(self.scratch_root) as folder,
            ):
                source = await self.ingest.fetch(ask.key.tenant_id, ask.picture, folder / "source")
                paths = folder / "sheet.png", folder / "mask.png"
                await retouch.extend(source, *paths, ask.margins)
                sheet, mask = [
                    await self.ingest.store(ask.key, path, await check(path)) for path in paths
                ]
                return Kept(source=sheet, mask=mask)

    @activity.defn(name="retouching.cut_out")
    async def cut_out(self, ask: CutOut) -> Made:
        """Give a subject its picture's size and the format asked for. ProviderError where nothing is transparent."""

        async def finish(made: Path) -> Path:
            target = made.with_suffix(f".{ask.output_format}")
            try:
                await retouch.cut_out(made, target, size_of(ask.picture))
            except ProviderError as error:
                raise failure(error, final=True) from error  # it stays opaque, however often
            return target

        return await self._finished(ask.key, (ask.part,), finish)

    @activity.defn(name="retouching.fit")
    async def fit(self, ask: Fitting) -> Made:
        """Bring every picture to exactly the size asked for; what a mask does not show stays as it was, to the bit."""
        with reported():
            async with scratch(self.scratch_root) as folder:
                kept = await self._kept(ask, folder)

                async def finish(made: Path) -> Path:
                    target = made.with_suffix(".png")
                    await retouch.fit(made, target, ask.size, kept)
                    return target

                return await self._finished(ask.key, ask.parts, finish, ask.told)

    async def _kept(self, ask: Fitting, folder: Path) -> retouch.Kept | None:
        if ask.kept is None:
            return None
        tenant = ask.key.tenant_id
        return retouch.Kept(
            await self.ingest.fetch(tenant, ask.kept.source, folder / "source"),
            await self.ingest.fetch(tenant, ask.kept.mask, folder / "mask"),
        )

    async def _finished(
        self,
        key: RunKey,
        parts: tuple[PartResult, ...],
        finish: Finish,
        told: dict[str, str] | None = None,
    ) -> Made:
        """Bring what providers made, and finish each picture."""
        with reported():
            async with (
                stage(
                    self.runs, key, "post-process", phase="post-processing", span=FITTED
                ) as report,
                scratch(self.scratch_root) as folder,
            ):
                outputs = []
                for number, part in enumerate(parts):
                    outputs.append(await self._one(key, part, folder, finish))
                    report((number + 1) / len(parts))
                return Made(
                    outputs=tuple(
                        output.model_copy(update={"metadata": {**output.metadata, **(told or {})}})
                        for output in outputs
                    )
                )

    async def _one(self, key: RunKey, part: PartResult, folder: Path, finish: Finish) -> Output:
        if not part.files:
            raise Internal("A provider finished without a picture.")
        made = part.files[0]
        path = await self.ingest.fetch(key.tenant_id, made.blob, folder / f"made-{part.part}")
        finished = await finish(path)
        facts = await check(finished)
        told = {
            "provider": part.provider, "model": part.model, **part.metadata, **made.metadata,
            "size": f"{facts.width}x{facts.height}",
        }  # fmt: skip
        blob = await self.ingest.store(key, finished, facts)
        if size_of(made.blob) != size_of(blob):
            told["resampled"] = f"from {'x'.join(map(str, size_of(made.blob)))}"
        name = f"image-{part.part + 1}{finished.suffix}"
        return Output(blob=blob, role="image", part=part.part, name=name, metadata=told)


def size_of(blob: Blob) -> Size:
    """Give a picture's sides in pixels."""
    assert blob.facts.width
    assert blob.facts.height
    return blob.facts.width, blob.facts.height
