"""Outputs made public: each is in storage, and gets the id that it is known by."""

from temporalio import activity

from activities._stage import stage
from activities.errors import reported
from activities.values import Publishing, Span
from db.ids import new_id
from domain.errors import Internal
from domain.values import Value
from jobs.runs import Published, Runs
from storage.blobs import Blobs

UPLOADED = Span(low=92, high=97)


class PublishedOutputs(Value):
    """Outputs with their ids."""

    outputs: tuple[Published, ...]


class Publication:
    """Gives ids. A repeat gives others: only those that settle names exist."""

    def __init__(self, runs: Runs, blobs: Blobs) -> None:
        self.runs = runs
        self.blobs = blobs

    @activity.defn(name="publication.upload")
    async def upload(self, publishing: Publishing) -> PublishedOutputs:
        """See that every blob is whole in storage, and name it."""
        with reported():
            async with stage(self.runs, publishing.key, "upload", phase="uploading", span=UPLOADED):
                for output in publishing.outputs:
                    size_bytes = await self.blobs.size(publishing.key.tenant_id, output.blob.sha256)
                    if size_bytes != output.blob.size_bytes:
                        raise Internal("A blob in storage is not the one that was made.")
            return PublishedOutputs(
                outputs=tuple(
                    Published(asset_id=new_id("asset"), output=output)
                    for output in publishing.outputs
                )
            )
