"""Tokens on a chain that misbehaves: one token minted, one charge, always."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from domain.minting import token_of
from domain.tiers import Tier
from jobs.mints import Mints
from ledger.audit import audit
from runtime.unattended import Unattended
from tests.chain import RAW, Faulty, error, minting_on
from tests.house import Caller, House

pytestmark = [pytest.mark.timeout(120), pytest.mark.xdist_group("chain")]
PRICE, START = 100, 1_000
METADATA: dict[str, Any] = {
    "name": "A lake", "description": "Seen once.",
    "attributes": [{"trait_type": "mood", "value": "calm"}, {"trait_type": "depth", "value": 12, "display_type": "number"}],
}


@pytest.fixture
async def caller(house: House) -> Caller:
    return await house.caller(tier=Tier.PROMAX, credits=START)


@pytest.fixture
async def asset(caller: Caller) -> str:
    """An output of a completed job, whose price is given back."""
    job = await caller.finished("/images/generate", {"prompt": "a lake", "width": 256, "height": 256})
    return str(job["outputs"][0]["id"])


@pytest.fixture
async def chain() -> Faulty:
    return Faulty()


@pytest.fixture
async def unattended(house: House) -> Unattended:
    return Unattended(Mints(house.resources.system), house.resources.networks)


def body(asset: str, **more: Any) -> dict[str, Any]:
    return {"assetUrl": asset, "metadata": METADATA, **more}


async def minted(house: House, caller: Caller, chain: Faulty, job_id: str) -> dict[str, Any]:
    """Wait for a job, and see that it has one token, one charge, and a clean book."""
    job = await caller.ended(job_id)
    assert job["status"] == "completed", job["error"]
    assert (job["creditsCharged"], await caller.wallet()) == (PRICE, (START - 10 - PRICE, 0))
    mint = await mint_of(house, caller, job_id)
    assert (mint["status"], chain.tokens().count(mint["tokenId"])) == ("confirmed", 1)
    assert (chain.owner_of(mint["tokenId"]), chain.uri(mint["tokenId"])) == (chain.signer.address, mint["tokenURI"])
    assert (await audit(house.resources.system)).problems == ()
    return mint


async def mint_of(house: House, caller: Caller, job_id: str) -> dict[str, Any]:
    """Read a job's mint as its tenant does."""
    mint_id = await house.resources.system.value("SELECT id FROM studio.mint WHERE job_id = :job", job=job_id)
    answer = await caller.http.get(f"/nft/mints/{mint_id}")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()["data"]
    return found


async def test_a_token_says_what_was_asked_and_its_files_are_open_to_all(
    house: House, caller: Caller, asset: str, chain: Faulty
) -> None:
    async with minting_on(house, chain, confirmations=2):
        job_id = await caller.accepted("/nft/mint", body(asset))
        await chain.until("eth_getTransactionReceipt", times=2)
        seen = await mint_of(house, caller, job_id)
        assert (seen["status"], seen["confirmations"]) in [("submitted", 0), ("submitted", 1)]
        chain.chain.mine()
        mint = await minted(house, caller, chain, job_id)
    assert mint["tokenId"] == str(token_of(mint["id"]))
    assert mint["confirmations"] == 2
    async with httpx.AsyncClient(trust_env=False) as anyone:
        document = (await anyone.get(mint["tokenURI"])).json()
        assert {name: document[name] for name in METADATA} == METADATA
        picture = await anyone.get(document["image"])
    assert picture.headers["content-type"].startswith("image/")
    job = await caller.job(job_id)
    told = (await caller.http.get(job["outputs"][0]["url"])).json()
    assert {name: told[name] for name in ("mintId", "transaction", "tokenURI")} == {
        "mintId": mint["id"], "transaction": mint["transaction"], "tokenURI": mint["tokenURI"],
    }
    stranger = await house.caller(tier=Tier.PROMAX)
    assert (await stranger.http.get(f"/nft/mints/{mint['id']}")).status_code == 404
    assert (await caller.http.delete(f"/jobs/{job_id}")).status_code == 204
    assert (await caller.http.delete(f"/assets/{asset}")).status_code == 204
    async with httpx.AsyncClient(trust_env=False) as anyone:
        assert (await anyone.get(document["image"])).content == picture.content


TROUBLES: dict[str, dict[str, list[Any]]] = {
    "its-answer-was-cut-off": {RAW: ["cut"]},
    "it-never-arrived": {RAW: ["lost"]},
    "the-node-was-down": {RAW: ["down", "down"], "eth_getTransactionReceipt": ["down"], "eth_estimateGas": ["down"]},
    "it-was-too-cheap": {RAW: [error("transaction underpriced: gas tip cap 1, minimum needed 2")]},
    "the-node-had-it": {RAW: ["cut", error("already known")]},
    "the-signer-was-poor": {RAW: [error("insufficient funds for gas * price + value")]},
    "the-node-limits": {RAW: [error("rate limit exceeded", -32005)]},
    "the-receipt-was-lost": {"eth_getTransactionReceipt": [{"result": None}, {"result": None}]},
}


@pytest.mark.parametrize("trouble", TROUBLES)
async def test_a_broadcast_that_went_wrong_mints_once(
    house: House, caller: Caller, asset: str, chain: Faulty, trouble: str
) -> None:
    chain.faults = {method: list(faults) for method, faults in TROUBLES[trouble].items()}
    async with minting_on(house, chain):
        await minted(house, caller, chain, await caller.accepted("/nft/mint", body(asset)))
    assert len(chain.sent()) == (2 if trouble == "it-was-too-cheap" else 1)
    assert not any(chain.faults.values())


async def test_a_transaction_that_waits_is_replaced_by_a_dearer_one(
    house: House, caller: Caller, asset: str
) -> None:
    chain = Faulty(mines=False)
    async with minting_on(house, chain, patience_seconds=0.2):
        job_id = await caller.accepted("/nft/mint", body(asset))
        await chain.until(RAW, times=2)
        chain.chain.mine()
        chain.chain.mines = True
        await minted(house, caller, chain, job_id)
    assert len(chain.sent()) >= 2


async def test_a_reorganisation_brings_the_same_transaction_back(
    house: House, caller: Caller, asset: str, chain: Faulty
) -> None:
    before = chain.chain.tester.take_snapshot()
    async with minting_on(house, chain, confirmations=3):
        job_id = await caller.accepted("/nft/mint", body(asset))
        await chain.until("eth_getTransactionReceipt", times=2)
        seen = chain.count("eth_getTransactionReceipt")
        chain.chain.mines = False
        chain.chain.tester.revert_to_snapshot(before)
        assert chain.tokens() == []
        await chain.until("eth_getTransactionReceipt", times=seen + 2)
        await chain.until(RAW, times=2)
        for _ in range(3):
            chain.chain.mine()
        await minted(house, caller, chain, job_id)
    assert len(chain.sent()) == 1


async def test_a_mint_that_the_contract_refuses_is_refunded_and_a_retry_mints(
    house: House, caller: Caller, asset: str
) -> None:
    chain = Faulty(owned=False)
    async with minting_on(house, chain):
        job = await caller.finished("/nft/mint", body(asset))
        assert (job["status"], job["error"]["code"]) == ("failed", "ERR_PROVIDER_ERROR")
        assert (chain.sent(), await caller.wallet()) == (set(), (START - 10, 0))
        # The node's estimate is wrong, and the contract reverts in a block: the nonce is used, and nothing is minted.
        chain.faults = {"eth_estimateGas": [{"result": hex(200_000)}]}
        assert (await caller.http.post(f"/jobs/{job['id']}/retry")).status_code == 202
        job = await caller.ended(job["id"])
        assert (job["status"], job["error"]["code"]) == ("failed", "ERR_PROVIDER_ERROR")
        assert (len(chain.sent()), await caller.wallet()) == (1, (START - 10, 0))
        assert (await mint_of(house, caller, job["id"]))["status"] == "failed"
    chain.hand_over()
    async with minting_on(house, chain):
        assert (await caller.http.post(f"/jobs/{job['id']}/retry")).status_code == 202
        await minted(house, caller, chain, job["id"])
