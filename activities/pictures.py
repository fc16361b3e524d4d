"""Post-processing of pictures: exactly the pixels that were asked for."""

from pathlib import Path

from temporalio import activity

from activities._ingest import Ingest
from activities._stage import scratch, stage
from activities.errors import reported
from activities.values import PartResult, Span
from domain.assets import Output
from domain.errors import Internal
from domain.values import Value
from jobs.runs import RunKey, Runs
from media.picture import check, fit

FITTED = Span(low=80, high=92)


class Fitting(Value):
    """Pictures as providers made them, and the size they must have. Pixels."""

    key: RunKey
    parts: tuple[PartResult, ...]
    width: int
    height: int


class Made(Value):
    """Outputs ready to be published."""

    outputs: tuple[Output, ...]


class Pictures:
    """Reads and writes storage by hash: a repeat writes the same blobs."""

    def __init__(self, runs: Runs, ingest: Ingest, scratch_root: Path) -> None:
        self.runs = runs
        self.ingest = ingest
        self.scratch_root = scratch_root

    @activity.defn(name="pictures.fit")
    async def fit(self, fitting: Fitting) -> Made:
        """Bring every picture to exactly the size asked for, as a clean PNG."""
        with reported():
            span = FITTED
            async with (
                stage(
                    self.runs, fitting.key, "post-process", phase="post-processing", span=span
                ) as report,
                scratch(self.scratch_root) as folder,
            ):
                outputs: list[Output] = []
                for number, part in enumerate(fitting.parts):
                    outputs.append(await self._fit_one(fitting, part, folder))
                    report((number + 1) / len(fitting.parts))
                return Made(outputs=tuple(outputs))

    async def _fit_one(self, fitting: Fitting, part: PartResult, folder: Path) -> Output:
        if not part.files:
            raise Internal("A provider finished without a picture.")
        made = part.files[0]
        source = await self.ingest.fetch(
            fitting.key.tenant_id, made.blob, folder / f"in-{part.part}"
        )
        target = folder / f"out-{part.part}.png"
        await fit(source, target, width=fitting.width, height=fitting.height)
        blob = await self.ingest.store(fitting.key, target, await check(target))
        return Output(
            blob=blob,
            role="image",
            part=part.part,
            name=f"image-{part.part + 1}.png",
            metadata={
                "provider": part.provider,
                "model": part.model,
                **part.metadata,
                **made.metadata,
            },
        )
