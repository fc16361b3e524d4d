"""The chains that a process knows: their nodes, their contract, who signs, and what may be spent."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from chain.fees import GWEI, Fees
from chain.node import Node
from chain.signing import Signer
from domain.errors import ChainAway, ChainNotConfigured
from domain.minting import DEVELOPMENT


@dataclass(frozen=True, slots=True)
class Network:
    """One chain. `confirmations` in blocks, fees in wei a gas, `patience_seconds` until more is offered."""

    name: str
    chain_id: int
    node: Node
    contract: str
    recipient: str | None
    confirmations: int
    fee_cap: int
    gas_max: int
    patience_seconds: float
    poll_seconds: float
    signer: Signer | None = field(default=None, repr=False)

    def signing(self) -> Signer:
        """Give who signs. Raises ChainNotConfigured where nobody does."""
        if self.signer is None:
            raise ChainNotConfigured(f"No signer is configured for {self.name}.")
        return self.signer

    async def fees(self) -> Fees:
        """Tell what to offer now. Raises ChainAway while the cap is below what blocks take."""
        now = await self.node.fees()
        least = (now.max_fee - now.priority_fee) // 2 + now.priority_fee
        if least > self.fee_cap:
            told = f"Gas on {self.name} costs {least / GWEI:g} gwei, above the cap of {self.fee_cap / GWEI:g}."
            raise ChainAway(told, retry_after_seconds=15)
        return now.within(self.fee_cap)


class Networks:
    """All of them, by name."""

    def __init__(self, networks: Mapping[str, Network]) -> None:
        self.networks = dict(networks)

    def of(self, blockchain: str) -> Network:
        """Choose where a token is minted; the development chain stands in while no other one is configured.

        Raises ChainNotConfigured.
        """
        real = {name for name in self.networks if name != DEVELOPMENT}
        found = self.networks.get(blockchain if real else DEVELOPMENT)
        if found is None:
            raise ChainNotConfigured(f"No chain is configured for {blockchain!r}.")
        return found

    def named(self, name: str, chain_id: int) -> Network | None:
        """Find the network that a mint was begun on; None where it is not configured any more."""
        found = self.networks.get(name)
        return found if found and found.chain_id == chain_id else None
