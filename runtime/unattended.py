"""Sees transactions through that no running job waits for: sent ones are followed, gaps in the nonces are filled."""

import asyncio
import time
from typing import Final

import structlog

from activities._minting import Minter
from chain.networks import Network, Networks
from domain.errors import StudioError
from jobs.mints import Mints, Slot
from runtime import telemetry

EVERY_SECONDS: Final = 10.0
PATIENCE_SECONDS: Final = 120.0
"""How long the lowest open nonce may stand before an operator is told."""
MINTS_LOW: Final = 20
"""With gas for fewer mints than this, at the highest fee allowed, an operator is told."""

log = structlog.get_logger(__name__)


class Unattended:
    """Any worker with the signers may do it, and several at once: all of it may be repeated."""

    def __init__(self, mints: Mints, networks: Networks) -> None:
        self.mints = mints
        self.networks = networks
        self.minter = Minter(mints)
        self._standing: dict[tuple[int, str], tuple[int | None, float]] = {}

    async def run(self) -> None:
        """Look until cancelled."""
        while True:
            await asyncio.sleep(EVERY_SECONDS)
            try:
                await self.once()
            except StudioError as error:
                log.warning("unattended_failed", error=type(error).__name__)
            except Exception:
                log.exception("unattended_broken")  # the next round may do better than none

    async def once(self) -> None:
        """Do one round over all chains that somebody has minted on."""
        telemetry.MINTS.clear()
        for (chain, status), count in (await self.mints.counts()).items():
            telemetry.MINTS.labels(chain, status).set(count)
        for network in self.networks.networks.values():
            for signer in await self.mints.signers(network.name, network.chain_id):
                try:
                    await self._signer(network, signer)
                except StudioError as error:
                    log.warning("chain_not_seen_to", chain=network.name, code=error.code)

    async def _signer(self, network: Network, signer: str) -> None:
        slots = await self.mints.unattended(network.chain_id, signer)
        standing = await self.mints.lowest_open(network.chain_id, signer)
        if not slots and standing is None:
            telemetry.NONCE_STANDS.labels(network.name, signer).set(0)
            return
        waiting = await network.node.count(signer, "pending")  # somebody's transaction is no gap
        for nonce in await self.mints.unknown_nonces(network.chain_id, signer, used=waiting):
            await self.mints.give_up(network.chain_id, signer, nonce)
        for slot in await self.mints.unattended(network.chain_id, signer):
            await self._see_to(network, slot)
        await self._tell(network, signer, standing)

    async def _see_to(self, network: Network, slot: Slot) -> None:
        if slot.state in ("taken", "signed"):
            if not await self.mints.give_up(slot.chain_id, slot.signer, slot.nonce):
                return
            slot = slot.model_copy(update={"state": "filling"})
        if slot.state == "filling" and not any(
            transaction.purpose == "fill" for transaction in await self.mints.transactions(slot)
        ):
            log.warning("nonce_filled", chain=network.name, signer=slot.signer, nonce=slot.nonce)
            await self.minter.fill(network, slot)
        mint = await self.mints.get(slot.tenant_id, slot.mint_id) if slot.mint_id else None
        sight = await self.minter.look(network, slot, mint)
        if sight.ended == "minted" and mint:
            log.warning(
                "minted_unpaid", mint_id=mint.id, job_id=mint.job_id, tenant_id=mint.tenant_id
            )

    async def _tell(self, network: Network, signer: str, standing: int | None) -> None:
        """Tell an operator of a nonce that stands, and of a balance that runs out."""
        balance = await network.node.balance(signer)
        telemetry.SIGNER_BALANCE.labels(network.name, signer).set(balance / 10**18)
        if balance < MINTS_LOW * network.gas_max * network.fee_cap:
            log.warning("signer_balance_low", chain=network.name, signer=signer, wei=balance)
        now, place = time.monotonic(), (network.chain_id, signer)
        before, since = self._standing.get(place, (None, now))
        if standing is None or standing != before:
            since = now
        self._standing[place] = (standing, since)
        telemetry.NONCE_STANDS.labels(network.name, signer).set(now - since)
        if now - since > PATIENCE_SECONDS:
            log.error("nonce_stands", chain=network.name, signer=signer, nonce=standing)
