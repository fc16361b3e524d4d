"""A token of something that was made here: its files stored by their content, itself minted on a chain."""

from typing import Annotated

from pydantic import Field
from temporalio import workflow

from activities.minting import Beginning, Minting, Storing
from activities.queues import PROVIDERS
from domain.assets import Makes
from domain.minting import Blockchain, TokenMetadata
from domain.pricing import flat
from domain.requests import JobRequest, MediaField
from workflows._job import JobInput, JobType, Result
from workflows._lifecycle import Delivered, Life, pointing
from workflows._steps import FOLLOWED, SHORT, TRANSFER

AssetUrl = Annotated[
    str,
    Field(min_length=1, max_length=2_048),
    MediaField("image", "video", "audio", "model", made=True),
]


class NftMint(JobRequest):
    """Ask for a token. Its `metadata` is what the token says of itself, not the job's own."""

    asset_url: AssetUrl = Field(description="an output of a completed job of this tenant")
    blockchain: Blockchain = Blockchain.POLYGON
    metadata: TokenMetadata = Field(  # type: ignore[assignment] # the contract's own word for it
        description="name, description and attributes of the token, as marketplaces show them"
    )

    def labels(self) -> dict[str, str]:
        return {}

    def entitlement(self) -> tuple[str, str]:
        return ("nft", "Minting a token")

    def prompts(self) -> tuple[str, ...]:
        return self.metadata.texts()


@workflow.defn(name="nft-mint")
class NftMintJob:
    """Nothing is sent before it is written down, and what was sent is seen through, whatever becomes of the job."""

    @workflow.run
    async def run(self, job: JobInput[NftMint]) -> Result:
        self.life = Life(job)
        return await self.life.live(self.story)

    async def story(self) -> Delivered:
        request, key, do = self.life.request, self.life.key, self.life.do
        here = SHORT | {"task_queue": PROVIDERS}
        await do(Minting.begin, Beginning(key=key, blockchain=request.blockchain), here)
        with pointing("/assetUrl"):
            storing = Storing(key=key, asset_id=request.asset_url, metadata=request.metadata)
            await do(Minting.store, storing, TRANSFER)
        await do(Minting.mint, key, FOLLOWED)
        made = await do(Minting.report, key, here)
        return Delivered(outputs=made.outputs)


JOB = JobType(
    name="nft-mint",
    path="/nft/mint",
    section="enterprise",
    summary="Mint a token of an output",
    request=NftMint,
    workflow=NftMintJob,
    price=flat,
    listed="seed",
    outputs=(Makes("report", "text"),),
    describe=lambda request: request.blockchain.value,
)
