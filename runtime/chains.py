"""The chains of the settings, opened; and where the files of tokens are kept."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Final

import httpx

from chain import contract
from chain.fees import GWEI
from chain.networks import Network, Networks
from chain.node import Node, Verdict
from chain.pinning import Pinning
from chain.signing import KeySigner, RemoteSigner, Signer, Unsigned
from domain.errors import ChainNotConfigured, ChainRefused
from runtime.settings import ChainSettings, Settings

ANSWER_SECONDS: Final = 15.0


@asynccontextmanager
async def networks(settings: Settings) -> AsyncIterator[Networks]:
    """Open every chain that has an address. Raises ValueError for one that is configured by half."""
    async with httpx.AsyncClient(
        timeout=httpx.Timeout(ANSWER_SECONDS, connect=5.0), trust_env=False
    ) as client:
        yield Networks(
            {
                name: _network(name, chain, client)
                for name, chain in settings.chains.items()
                if chain.rpc_url
            }
        )


@asynccontextmanager
async def pinning(settings: Settings) -> AsyncIterator[Pinning | None]:
    """Open the IPFS node and the pinning service; None where there is no node."""
    ipfs = settings.ipfs
    async with httpx.AsyncClient(trust_env=False) as client:
        yield ipfs.node_url and Pinning(  # type: ignore[misc] # an empty address is none
            client, ipfs.node_url, ipfs.authorization, ipfs.pinning_url, ipfs.pinning_token
        )


async def deploy(settings: Settings, name: str, tell: Callable[[str], None]) -> str:
    """Make the contract on a chain, owned by its signer, and give its address. Raises ChainAway, ChainRefused."""
    chain = next((each for known, each in settings.chains.items() if known == name), None)
    if chain is None or chain.rpc_url is None or chain.chain_id is None:
        raise ChainNotConfigured(f"CHAINS__{name.upper()}__ needs RPC_URL and CHAIN_ID.")
    async with httpx.AsyncClient(timeout=ANSWER_SECONDS, trust_env=False) as client:
        node, signer = Node(name, client, chain.rpc_url), _signer(name, chain, client)
        if signer is None:
            raise ChainNotConfigured(f"CHAINS__{name.upper()}__ needs SIGNER_KEY or SIGNER_URL.")
        owner = await signer.address()
        wanted = Unsigned(
            chain_id=chain.chain_id, nonce=await node.count(owner, "pending"), to=None,
            data=contract.creation(owner), gas=await node.estimate(owner, None, contract.creation(owner)),
            fees=(await node.fees()).within(int(chain.fee_gwei_max * GWEI)),
        )  # fmt: skip
        signed = await signer.sign(wanted)
        tell(f"transaction {signed.hash}, owner {owner}")
        if (verdict := await node.send(signed.raw)) not in (Verdict.TAKEN, Verdict.KNOWN):
            raise ChainRefused(f"The chain does not take it: {verdict.value}.")
        while (receipt := await node.receipt(signed.hash)) is None:  # noqa: ASYNC110 - the chain rings no bell
            await asyncio.sleep(chain.poll_seconds)
        if not receipt.succeeded or receipt.contract is None:
            raise ChainRefused("The contract's creation was reverted.")
        return receipt.contract


def _network(name: str, chain: ChainSettings, client: httpx.AsyncClient) -> Network:
    if not (chain.rpc_url and chain.chain_id and chain.contract):
        raise ValueError(f"CHAINS__{name.upper()}__ needs RPC_URL, CHAIN_ID and CONTRACT")
    return Network(
        name=name, chain_id=chain.chain_id, node=Node(name, client, chain.rpc_url), contract=chain.contract,
        recipient=chain.recipient, confirmations=chain.confirmations, fee_cap=int(chain.fee_gwei_max * GWEI),
        gas_max=chain.gas_max, patience_seconds=chain.patience_seconds, poll_seconds=chain.poll_seconds,
        signer=_signer(name, chain, client),
    )  # fmt: skip


def _signer(name: str, chain: ChainSettings, client: httpx.AsyncClient) -> Signer | None:
    if chain.signer_key:
        return KeySigner(chain.signer_key)
    if chain.signer_url is None:
        return None
    if chain.signer_address is None:
        raise ValueError(f"CHAINS__{name.upper()}__SIGNER_URL needs SIGNER_ADDRESS")
    return RemoteSigner(Node("the remote signer", client, chain.signer_url), chain.signer_address)
