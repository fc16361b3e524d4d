"""What a mint needs of a chain before it is admitted, and what it would cost there."""

import asyncio
from typing import Final

from chain import contract
from chain.networks import Network, Networks
from domain.errors import StudioError
from domain.minting import token_of
from domain.requests import JobRequest
from domain.values import Json

ESTIMATE_SECONDS_MAX: Final = 10.0
SAMPLE: Final = "ipfs://bafkrei" + "a" * 52
"""As long as the address that most tokens point to."""


def require_network(networks: Networks, request: JobRequest) -> None:
    """Refuse a mint where no chain is configured for it. Raises ProviderUnavailable."""
    if blockchain := getattr(request, "blockchain", None):
        networks.of(blockchain.value)


async def gas_of(networks: Networks, request: JobRequest) -> Json:
    """Estimate a mint's gas and what it costs now; None for what is no mint."""
    blockchain = getattr(request, "blockchain", None)
    if blockchain is None:
        return None
    network = networks.of(blockchain.value)
    told = {
        "chain": network.name, "chainId": network.chain_id, "contract": network.contract,
        "confirmations": network.confirmations, "gas": None, "feePerGasWei": None, "costWei": None, "costWeiMax": None,
    }  # fmt: skip
    try:
        async with asyncio.timeout(ESTIMATE_SECONDS_MAX):
            return {**told, **await _estimated(network)}
    except (StudioError, TimeoutError):
        return told  # the price in credits stands whatever the node says


async def _estimated(network: Network) -> Json:
    """Ask the node, as the contract's owner: who signs is known to workers only."""
    owner = contract.address_in(await network.node.call(network.contract, contract.owner()))
    call = contract.mint(network.recipient or owner, token_of("mint_0"), SAMPLE)
    gas, fees = await asyncio.gather(
        network.node.estimate(owner, network.contract, call), network.node.fees()
    )
    now = (fees.max_fee - fees.priority_fee) // 2 + fees.priority_fee
    most = min(fees.max_fee, network.fee_cap)
    return {
        "gas": gas, "feePerGasWei": str(now), "costWei": str(gas * now), "costWeiMax": str(gas * most),
    }  # fmt: skip
