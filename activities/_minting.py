"""A transaction's way into the chain: signed and kept, sent, sent again, replaced, found, and counted as settled."""

from typing import Final, Literal

import structlog

from chain import contract
from chain.fees import Fees
from chain.networks import Network
from chain.node import Receipt, Verdict
from chain.signing import Unsigned
from domain.errors import ChainAway, ChainNotConfigured, ChainRefused
from domain.values import Value
from jobs.mints import Mint, Mints, Slot, SlotState, Transaction

GAS_SPARE_PERCENT: Final = 20
FILL_GAS: Final = 21_000
"""What it costs to send nothing to oneself: a filled gap."""
Purpose = Literal["mint", "fill"]

log = structlog.get_logger(__name__)


class Sight(Value):
    """What was seen of a slot: how deep its transaction is in the chain, and how it ended, once it has."""

    confirmations: int = 0
    ended: SlotState | None = None


class Minter:
    """Everything is written down before it is done, so that each of these may be repeated by anybody."""

    def __init__(self, mints: Mints) -> None:
        self.mints = mints

    async def sign(self, network: Network, mint: Mint, slot: Slot, *, gas: int) -> None:
        """Sign a mint's first transaction and keep it. Raises ChainAway, RunIsOver."""
        await self._sign(network, slot, _minting(mint, gas=gas), fees=await network.fees())

    async def fill(self, network: Network, slot: Slot) -> None:
        """Sign a transaction that does nothing, so that the nonces behind it may go on."""
        nothing = (slot.signer, "0x", FILL_GAS)
        await self._sign(network, slot, nothing, fees=await network.fees())

    async def push(self, network: Network, slot: Slot) -> None:
        """Send the newest transaction of a slot; offer more where it is refused as too cheap, or waits for long.

        Raises RunIsOver for the first one of a job that is over, ChainAway, and ChainRefused.
        """
        purpose: Purpose = "fill" if slot.state == "filling" else "mint"
        known = await self.mints.transactions(slot)
        newest = next(each for each in known if each.purpose == purpose)
        if newest.sent and newest.age_seconds > network.patience_seconds:
            newest = await self._raised(network, slot, newest) or newest
        elif newest.sent and await network.node.knows(newest.hash):
            return  # it waits for its block
        verdict = await self._send(network, slot, newest)
        if verdict is Verdict.UNDERPRICED and (better := await self._raised(network, slot, newest)):
            verdict = await self._send(network, slot, better)
        match verdict:
            case Verdict.POOR:
                log.error("signer_is_poor", chain=network.name, signer=slot.signer)
                raise ChainAway("The signer cannot pay for gas just now.", retry_after_seconds=15)
            case Verdict.REFUSED:
                raise ChainAway(
                    f"{network.name} does not take the transaction.", retry_after_seconds=5
                )

    async def look(self, network: Network, slot: Slot, mint: Mint | None) -> Sight:
        """See what became of a slot, and send again what is in no block. A repeat finds the same."""
        height = await network.node.height()
        known = await self.mints.transactions(slot)
        if found := await self._found(network, known):
            return await self._seen(network, slot, mint, found, height)
        if mint and mint.block_number is not None:
            log.warning("reorganised", mint_id=mint.id, chain=network.name, block=mint.block_number)
            await self.mints.seen(mint, {})
        if await network.node.count(slot.signer, "latest") <= slot.nonce:
            await self.push(network, slot)
            return Sight()
        return await self._taken_by_others(network, slot, mint, height)

    async def _sign(
        self, network: Network, slot: Slot, call: tuple[str, str, int], *, fees: Fees
    ) -> Transaction:
        if await network.signing().address() != slot.signer:
            raise ChainNotConfigured(f"{network.name} has another signer now than {slot.signer}.")
        to, data, gas = call
        wanted = Unsigned(
            chain_id=slot.chain_id, nonce=slot.nonce, to=to, data=data, gas=gas, fees=fees
        )
        signed = await network.signing().sign(wanted)
        purpose: Purpose = "fill" if slot.state == "filling" else "mint"
        transaction = Transaction(
            hash=signed.hash, chain_id=slot.chain_id, signer=slot.signer, nonce=slot.nonce, purpose=purpose,
            raw=signed.raw, gas=gas, max_fee=fees.max_fee, priority_fee=fees.priority_fee,
        )  # fmt: skip
        await self.mints.signed(slot.tenant_id, transaction)
        return transaction

    async def _raised(self, network: Network, slot: Slot, old: Transaction) -> Transaction | None:
        """Sign the same once more for a higher fee; None where the cap forbids it."""
        before = Fees(max_fee=old.max_fee, priority_fee=old.priority_fee)
        more = before.raised(await network.node.fees(), cap=network.fee_cap)
        if more is None:
            log.warning("fee_cap_reached", chain=network.name, signer=slot.signer, nonce=slot.nonce)
            return None
        if old.purpose == "fill":
            call = (slot.signer, "0x", old.gas)
        else:
            assert slot.mint_id
            call = _minting(await self.mints.get(slot.tenant_id, slot.mint_id), gas=old.gas)
        log.info(
            "fee_raised", chain=network.name, signer=slot.signer, nonce=slot.nonce, wei=more.max_fee
        )
        return await self._sign(network, slot, call, fees=more)

    async def _send(self, network: Network, slot: Slot, transaction: Transaction) -> Verdict:
        await self.mints.leaves(slot.tenant_id, transaction.hash)
        verdict = await network.node.send(transaction.raw)
        log.info(
            "transaction_sent", chain=network.name, hash=transaction.hash, verdict=verdict.value
        )
        return verdict

    async def _found(
        self, network: Network, known: list[Transaction]
    ) -> tuple[Transaction, Receipt] | None:
        for transaction in known:
            if transaction.sent and (receipt := await network.node.receipt(transaction.hash)):
                return transaction, receipt
        return None

    async def _seen(
        self, network: Network, slot: Slot, mint: Mint | None, found: tuple[Transaction, Receipt], height: int
    ) -> Sight:  # fmt: skip
        transaction, receipt = found
        confirmations = max(height - receipt.block_number + 1, 1)
        if mint and transaction.purpose == "mint":
            told = {
                "hash": receipt.hash, "blockNumber": receipt.block_number, "blockHash": receipt.block_hash,
                "confirmations": confirmations, "gasUsed": receipt.gas_used, "feeWei": str(receipt.fee_wei),
            }  # fmt: skip
            await self.mints.seen(mint, told)
        if confirmations < network.confirmations:
            return Sight(confirmations=confirmations)
        ended: SlotState = "filled" if transaction.purpose == "fill" else "minted"
        if (
            not receipt.succeeded
            and ended == "minted"
            and not (mint and await is_minted(network, mint))
        ):
            ended = "reverted"
        await self.mints.settled(slot, ended)
        log.info(
            "nonce_settled", chain=network.name, signer=slot.signer, nonce=slot.nonce, state=ended
        )
        return Sight(confirmations=confirmations, ended=ended)

    async def _taken_by_others(
        self, network: Network, slot: Slot, mint: Mint | None, height: int
    ) -> Sight:
        """The nonce is used, and by none of ours that the node shows: believed once it is deep enough."""
        deep = height - network.confirmations
        if deep < 0 or await network.node.count(slot.signer, deep) <= slot.nonce:
            return Sight()
        if await self._found(network, await self.mints.transactions(slot)):
            return Sight()  # the node had fallen behind
        if mint and await is_minted(network, mint):
            return Sight()  # it is ours, and its receipt will be shown
        log.error("nonce_used_elsewhere", chain=network.name, signer=slot.signer, nonce=slot.nonce)
        await self.mints.settled(slot, "lost")
        return Sight(ended="lost")


async def gas_for(network: Network, mint: Mint) -> int:
    """Estimate a mint's gas, with some to spare. Raises ChainRefused where it would revert, or needs too much."""
    to, data, _ = _minting(mint, gas=0)
    estimate = await network.node.estimate(mint.signer, to, data)
    gas = estimate + estimate * GAS_SPARE_PERCENT // 100
    if gas > network.gas_max:
        raise ChainRefused(f"The mint needs {gas} gas, and at most {network.gas_max} are allowed.")
    return gas


async def is_minted(network: Network, mint: Mint) -> bool:
    """Ask the contract whether the token is there."""
    try:
        await network.node.call(mint.contract, contract.token_uri(mint.token_id))
    except ChainRefused:
        return False
    return True


def _minting(mint: Mint, *, gas: int) -> tuple[str, str, int]:
    assert mint.token_uri
    return mint.contract, contract.mint(mint.recipient, mint.token_id, mint.token_uri), gas
