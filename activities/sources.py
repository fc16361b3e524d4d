"""A caller's source: fetched through the guarded way out, probed, kept by hash."""

from pathlib import Path
from typing import Final, Literal

from temporalio import activity

from activities._ingest import Ingest
from activities._stage import Report, scratch, stage
from activities.errors import reported
from activities.values import Span
from domain.assets import Blob, Facts
from domain.errors import MediaInvalid, NotFound, SourceFetchFailed
from domain.values import Value
from jobs.assets import find
from jobs.runs import RunKey, Runs
from media.picture import check
from media.probe import probe

SOURCE_BYTES_MAX: Final = 2 * 1024**3
FETCH_SECONDS_MAX: Final = 600.0
FETCHED: Final = Span(low=2, high=12)


class SourceAsk(Value):
    """A source to bring in: an asset's id or an https url, of a kind, up to a length."""

    key: RunKey
    source: str
    kind: Literal["video", "audio", "image", "visual"]
    seconds_max: int = 0

    @property
    def kinds(self) -> tuple[str, ...]:
        """Name the kinds of media that it may be: what is visual is a picture or a video."""
        return ("image", "video") if self.kind == "visual" else (self.kind,)


class SamplesAsk(Value):
    """Sources of one kind to bring in together, up to a length each. `called`: what one of them is to its caller."""

    key: RunKey
    sources: tuple[str, ...]
    kind: Literal["video", "audio"]
    seconds_max: int
    called: str = "Sample"


class Gathered(Value):
    """Sources in storage, in the order that they were asked for."""

    blobs: tuple[Blob, ...]


class Sources:
    """Reads the world, writes storage by hash: a repeat finds the same blob."""

    def __init__(self, runs: Runs, ingest: Ingest, *, scratch_root: Path) -> None:
        self.runs = runs
        self.ingest = ingest
        self.scratch_root = scratch_root

    @activity.defn(name="sources.fetch")
    async def fetch(self, ask: SourceAsk) -> Blob:
        """Bring a source into storage. Raises SourceFetchFailed, MediaInvalid."""
        with reported():
            async with stage(
                self.runs, ask.key, "fetch", phase="submitting", span=FETCHED
            ) as report:
                blob = await self._bring(ask, report)
            return _checked(blob, ask)

    @activity.defn(name="sources.gather")
    async def gather(self, ask: SamplesAsk) -> Gathered:
        """Bring several sources into storage. SourceFetchFailed and MediaInvalid name the one at fault."""
        with reported():
            blobs = []
            async with stage(
                self.runs, ask.key, "fetch", phase="submitting", span=FETCHED
            ) as report:
                for number, source in enumerate(ask.sources):
                    one = SourceAsk(
                        key=ask.key, source=source, kind=ask.kind, seconds_max=ask.seconds_max
                    )
                    try:
                        blobs.append(_checked(await self._bring(one, lambda _: None), one))
                    except (SourceFetchFailed, MediaInvalid) as error:
                        raise type(error)(f"{ask.called} {number + 1}: {error.detail}") from error
                    report((number + 1) / len(ask.sources))
            return Gathered(blobs=tuple(blobs))

    async def _bring(self, ask: SourceAsk, report: Report) -> Blob:
        if ask.source.startswith("asset_"):
            return await self._asset(ask)
        async with scratch(self.scratch_root) as folder:
            path = folder / "source"
            await self.ingest.fetcher.download(
                ask.source,
                path,
                size_bytes_max=SOURCE_BYTES_MAX,
                seconds_max=FETCH_SECONDS_MAX,
                report=report,
            )
            return await self.ingest.store(ask.key, path, await _facts(path, ask))

    async def _asset(self, ask: SourceAsk) -> Blob:
        try:
            asset = await find(self.runs.database, ask.key.tenant_id, ask.source)
        except NotFound as error:
            raise SourceFetchFailed("The source asset was deleted.") from error
        return asset.blob


async def _facts(path: Path, ask: SourceAsk) -> Facts:
    """Look at what came. What may be either is a picture where it can be read as one."""
    if ask.kind == "visual":
        try:
            return await check(path)
        except MediaInvalid:
            return await probe(path)
    return await (check if ask.kind == "image" else probe)(path)


def _checked(blob: Blob, ask: SourceAsk) -> Blob:
    if blob.facts.mime_type.split("/")[0] not in ask.kinds:
        raise MediaInvalid(f"Expected {' or '.join(ask.kinds)}, found {blob.facts.mime_type}.")
    if (blob.facts.duration_seconds or 0) > ask.seconds_max:
        raise MediaInvalid(
            f"The source is longer than the {ask.seconds_max} seconds that the tier allows."
        )
    return blob
