"""A token minted: its files stored by their content, its transaction signed, sent and followed into the chain."""

import asyncio
import json
from mimetypes import guess_extension
from pathlib import Path
from typing import Final

import structlog
from temporalio import activity

from activities._ingest import Ingest
from activities._minting import Minter, gas_for
from activities._stage import Report, scratch, stage
from activities.errors import failure, reported
from activities.pictures import Made
from activities.values import Span
from chain.ipfs import cid_of
from chain.networks import Network, Networks
from chain.pinning import Pinning
from domain.assets import Output
from domain.errors import ChainAway, ChainNotConfigured, ChainRefused, NotFound, SourceFetchFailed
from domain.minting import DEVELOPMENT, Blockchain, TokenMetadata, document
from domain.values import Json, Value
from jobs.assets import Asset, find
from jobs.mints import Mint, Mints, Place, Slot, TokenFile
from jobs.runs import RunKey, Runs

STORED: Final = Span(low=5, high=25)
SENT: Final = Span(low=25, high=40)
FOLLOWED: Final = Span(low=40, high=90)
PAUSE_SECONDS_MAX: Final = 15.0
METADATA: Final = "metadata.json"
REVERTED: Final = "The contract refused the mint: nothing was minted."
WORTHLESS: Final = "minted on a development chain: it is worth nothing"

log = structlog.get_logger(__name__)


class Beginning(Value):
    """A mint about to be made by a run."""

    key: RunKey
    blockchain: Blockchain


class Storing(Value):
    """What the token is to point to: an output of the tenant's, and what the token says of itself."""

    key: RunKey
    asset_id: str
    metadata: TokenMetadata


class Minting:
    """Every step may be repeated: files are named by their content, and a mint is known by its job."""

    def __init__(
        self, runs: Runs, ingest: Ingest, networks: Networks, *, pinning: Pinning | None, public_url: str,
        scratch_root: Path,
    ) -> None:  # fmt: skip
        self.runs = runs
        self.ingest = ingest
        self.networks = networks
        self.pinning = pinning
        self.public_url = public_url.rstrip("/")
        self.scratch_root = scratch_root
        self.mints = Mints(runs.database)
        self.minter = Minter(self.mints)

    @activity.defn(name="minting.begin")
    async def begin(self, ask: Beginning) -> None:
        """Begin the job's mint, once a job. Raises ChainNotConfigured where no chain or signer is configured."""
        with reported():
            network = self.networks.of(ask.blockchain)
            signer = await network.signing().address()
            place = Place(
                chain=network.name, chain_id=network.chain_id, contract=network.contract, signer=signer,
                recipient=network.recipient or signer,
            )  # fmt: skip
            await self.mints.begin(ask.key, place)

    @activity.defn(name="minting.store")
    async def store(self, ask: Storing) -> None:
        """Store asset and metadata document under their names by content, and write down what the token points to."""
        with reported():
            async with (
                stage(self.runs, ask.key, "fetch", phase="submitting", span=STORED) as report,
                scratch(self.scratch_root) as folder,
            ):
                mint = await self.mints.of_job(ask.key)
                if mint.status == "preparing":
                    await self._store(ask, mint, folder, report)

    @activity.defn(name="minting.mint")
    async def mint(self, key: RunKey) -> None:
        """Sign once, send until it is in a block, and watch it until it is deep enough. Raises ChainRefused.

        A repeat goes on with the same raw transaction. What has been sent is seen through also when the job is over.
        """
        with reported():
            mint = await self.mints.of_job(key)
            network = self._network(mint)
            async with stage(self.runs, key, "submit", phase="submitting", span=SENT):
                await self._slot(key, network, mint)
            async with stage(self.runs, key, "follow", phase="generating", span=FOLLOWED) as report:
                await self._follow(key, network, report)

    @activity.defn(name="minting.report")
    async def report(self, key: RunKey) -> Made:
        """Make the output: a file with all facts of the token."""
        with reported():
            mint = await self.mints.of_job(key)
            told = _told(mint)
            blob = await self.ingest.store_text(key, json.dumps(told, indent=1), "application/json")
            note = {
                name: str(told[name]) for name in ("mintId", "chain", "contract", "tokenId", "transaction", "tokenURI")
            }  # fmt: skip
            if mint.chain == DEVELOPMENT:
                note["note"] = WORTHLESS
            return Made(
                outputs=(Output(blob=blob, role="report", name="token.json", metadata=note),)
            )

    async def _store(self, ask: Storing, mint: Mint, folder: Path, report: Report) -> None:
        asset = await self._asset(ask)
        name = f"asset{guess_extension(asset.mime_type, strict=False) or '.bin'}"
        path = await self.ingest.fetch(mint.tenant_id, asset.blob, folder / name)
        asset_cid = await self._named(path)
        report(0.5)
        written = folder / METADATA
        written.write_bytes(
            document(
                ask.metadata, asset_uri=self._uri(mint, asset_cid, name), mime_type=asset.mime_type
            )
        )
        metadata_cid = await self._named(written)
        blob = await self.ingest.store_text(ask.key, written.read_text("utf-8"), "application/json")
        await self.mints.stored(
            ask.key, asset_cid=asset_cid, metadata_cid=metadata_cid,
            token_uri=self._uri(mint, metadata_cid, METADATA),
            files={
                name: TokenFile(sha256=asset.sha256, size_bytes=asset.size_bytes, mime_type=asset.mime_type),
                METADATA: TokenFile(sha256=blob.sha256, size_bytes=blob.size_bytes, mime_type="application/json"),
            },
        )  # fmt: skip

    async def _asset(self, ask: Storing) -> Asset:
        try:
            return await find(self.runs.database, ask.key.tenant_id, ask.asset_id)
        except NotFound as error:
            raise SourceFetchFailed("The asset was deleted.") from error

    async def _named(self, path: Path) -> str:
        cid = await cid_of(path)
        if self.pinning:
            await self.pinning.keep(path, cid)
        return cid

    def _uri(self, mint: Mint, cid: str, name: str) -> str:
        """Give a file's address for ever: by its content where it is pinned, else at this server."""
        if self.pinning:
            return f"ipfs://{cid}"
        return f"{self.public_url}/studio/v1/nft/mints/{mint.id}/files/{name}"

    def _network(self, mint: Mint) -> Network:
        network = self.networks.named(mint.chain, mint.chain_id)
        if network is None:
            raise ChainNotConfigured(f"The chain {mint.chain!r} is not configured any more.")
        return network

    async def _slot(self, key: RunKey, network: Network, mint: Mint) -> Slot | None:
        """Give the mint's nonce with its signed transaction; None where it was minted, or refused, before."""
        if mint.status in ("confirmed", "failed"):
            return None
        slot = await self.mints.slot(mint)
        if slot and slot.state != "taken":
            return slot
        gas = await gas_for(network, mint)
        if slot is None:
            floor = await network.node.count(mint.signer, "pending")
            await self.mints.nonce(key, floor=floor)
            mint = await self.mints.of_job(key)
            slot = await self.mints.slot(mint)
            assert slot, "a nonce that was given out has its slot"
        await self.minter.sign(network, mint, slot, gas=gas)
        return slot

    async def _follow(self, key: RunKey, network: Network, report: Report) -> None:
        """Look until it is done, and less often while the node is away."""
        pause = network.poll_seconds
        while True:
            try:
                if await self._is_done(key, network, report):
                    return
                pause = network.poll_seconds
            except ChainAway as error:
                log.warning(
                    "chain_is_away", chain=network.name, job_id=key.job_id, told=error.detail
                )
                pause = min(2 * pause, PAUSE_SECONDS_MAX)
            await asyncio.sleep(pause)

    async def _is_done(self, key: RunKey, network: Network, report: Report) -> bool:
        mint = await self.mints.of_job(key)
        slot = await self._slot(key, network, mint)
        if slot is None:
            return _required(mint)
        sight = await self.minter.look(network, slot, await self.mints.of_job(key))
        report(sight.confirmations / network.confirmations)
        if sight.ended == "reverted":
            raise failure(ChainRefused(REVERTED), final=True)
        return sight.ended == "minted"


def _required(mint: Mint) -> bool:
    if mint.status == "failed":
        raise failure(ChainRefused(REVERTED), final=True)
    return True


def _told(mint: Mint) -> Json:
    return {
        "mintId": mint.id, "chain": mint.chain, "chainId": mint.chain_id, "contract": mint.contract,
        "tokenId": str(mint.token_id), "owner": mint.recipient, "tokenURI": mint.token_uri,
        "assetCid": mint.asset_cid, "metadataCid": mint.metadata_cid, "transaction": mint.transaction,
        "blockNumber": mint.block_number, "blockHash": mint.block_hash, "confirmations": mint.confirmations,
        "gasUsed": mint.gas_used, "feeWei": None if mint.fee_wei is None else str(mint.fee_wei),
    }  # fmt: skip
