"""Tokens on a chain that misbehaves: one token minted, one charge, always."""

import json
from typing import Any

import httpx
import pytest
import pytest_asyncio

from chain.signing import KeySigner
from domain.errors import RunIsOver
from domain.minting import token_of
from domain.tiers import Tier
from jobs.mints import Mints
from jobs.runs import RunKey
from ledger.audit import audit
from runtime.unattended import Unattended
from tests.chain import RAW, Faulty, error, minting_on
from tests.house import Caller, House

pytestmark = [pytest.mark.timeout(120), pytest.mark.xdist_group("chain")]
PRICE, START = 100, 1_000_000
METADATA: dict[str, Any] = {
    "name": "A lake", "description": "Seen once.",
    "attributes": [{"trait_type": "mood", "value": "calm"}, {"trait_type": "depth", "value": 12, "display_type": "number"}],
}  # fmt: skip


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def caller(house: House) -> Caller:
    return await house.caller(tier=Tier.PROMAX, credits=START)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def asset(caller: Caller) -> str:
    """An output of a completed job."""
    job = await caller.finished(
        "/images/generate", {"prompt": "a lake", "width": 256, "height": 256}
    )
    return str(job["outputs"][0]["id"])


@pytest_asyncio.fixture(loop_scope="session")
async def purse(caller: Caller, asset: str) -> int:
    """What the caller has before the test."""
    available, held = await caller.wallet()
    assert held == 0
    return available


@pytest.fixture
def unattended(house: House) -> Unattended:
    return Unattended(Mints(house.resources.system), house.resources.networks)


def body(asset: str, **more: Any) -> dict[str, Any]:
    return {"assetUrl": asset, "metadata": METADATA, **more}


async def minted(
    house: House, caller: Caller, chain: Faulty, job_id: str, purse: int
) -> dict[str, Any]:
    """Wait for a job, and see that it has one token, one charge, and a clean book."""
    job = await caller.ended(job_id)
    assert job["status"] == "completed", job["error"]
    assert (job["creditsCharged"], await caller.wallet()) == (PRICE, (purse - PRICE, 0))
    mint = await mint_of(caller, job_id)
    assert (mint["status"], chain.tokens().count(mint["tokenId"])) == ("confirmed", 1)
    assert (chain.owner_of(mint["tokenId"]), chain.uri(mint["tokenId"])) == (
        chain.signer.address,
        mint["tokenURI"],
    )
    assert (await audit(house.resources.system)).problems == ()
    return mint


async def mint_of(caller: Caller, job_id: str) -> dict[str, Any]:
    """Read a job's mint as its tenant does."""
    answer = await caller.http.get(f"/nft/mints/{job_id.replace('job_', 'mint_')}")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()["data"]
    return found


async def states(house: House, chain: Faulty) -> list[str]:
    """Give what the signer's nonces were used for, in order."""
    rows = await house.resources.system.call(
        "SELECT state FROM studio.chain_slot WHERE signer = :signer ORDER BY nonce",
        signer=chain.signer.address,
    )
    return [row[0] for row in rows]


async def test_a_token_says_what_was_asked_and_its_files_are_open_to_all(
    house: House, caller: Caller, asset: str, purse: int
) -> None:
    chain = Faulty()
    async with minting_on(house, chain, confirmations=2):
        job_id = await caller.accepted("/nft/mint", body(asset))
        await chain.until("eth_getTransactionReceipt", times=2)
        assert (await mint_of(caller, job_id))["status"] == "submitted"
        chain.chain.mine()
        mint = await minted(house, caller, chain, job_id, purse)
    assert (mint["tokenId"], mint["confirmations"]) == (str(token_of(mint["id"])), 2)
    async with httpx.AsyncClient(trust_env=False) as anyone:
        document = (await anyone.get(mint["tokenURI"])).json()
        assert {name: document[name] for name in METADATA} == METADATA
        picture = await anyone.get(document["image"])
        assert picture.headers["content-type"].startswith("image/")
        job = await caller.job(job_id)
        told = (await caller.http.get(job["outputs"][0]["url"])).json()
        assert {
            told[name] == mint[name] for name in ("transaction", "tokenURI", "tokenId", "contract")
        } == {True}
        stranger = await house.caller(tier=Tier.PROMAX)
        assert (await stranger.http.get(f"/nft/mints/{mint['id']}")).status_code == 404
        assert (await caller.http.delete(f"/jobs/{job_id}")).status_code == 204
        assert (await anyone.get(document["image"])).content == picture.content


async def test_without_a_chain_the_development_chain_serves_and_says_so(
    house: House, caller: Caller, asset: str, purse: int
) -> None:
    answer = await caller.http.post("/nft/mint", params={"dryRun": "true"}, json=body(asset))
    plan = answer.json()["data"]
    network = plan["network"]
    assert (plan["price"]["max"], network["chain"], network["confirmations"]) == (
        PRICE,
        "development",
        1,
    )
    assert 100_000 < network["gas"] < 400_000
    assert int(network["costWei"]) == network["gas"] * int(network["feePerGasWei"])
    assert await caller.wallet() == (purse, 0)
    job = await caller.finished("/nft/mint", body(asset, blockchain="ethereum", tags=["mine"]))
    assert (job["status"], job["metadata"], job["tags"]) == ("completed", {}, ["mine"])
    assert job["params"]["metadata"]["name"] == METADATA["name"]
    told = job["outputs"][0]["metadata"]
    assert (told["chain"], told["mintId"]) == ("development", job["id"].replace("job_", "mint_"))
    assert "worth nothing" in told["note"]
    assert (await mint_of(caller, job["id"]))["gasUsed"] <= network["gas"]


TROUBLES: dict[str, dict[str, list[Any]]] = {
    "its-answer-was-cut-off": {RAW: ["cut"]},
    "it-was-too-cheap": {RAW: [error("transaction underpriced: gas tip cap 1, minimum needed 2")]},
    "the-node-said-it-had-it": {RAW: ["lost", error("already known")]},
}
LIKE_THEM: dict[str, dict[str, list[Any]]] = {
    "it-never-arrived": {RAW: ["lost"]},
    "the-nonce-was-said-to-be-used": {
        RAW: ["lost", error("nonce too low: next nonce 1, tx nonce 0")]
    },
    "the-node-was-down": {
        RAW: ["down", "down"],
        "eth_getTransactionReceipt": ["down"],
        "eth_estimateGas": ["down"],
    },
    "the-signer-was-poor": {RAW: [error("insufficient funds for gas * price + value")]},
    "the-node-limits": {RAW: [error("rate limit exceeded", -32005)]},
    "the-receipt-was-lost": {"eth_getTransactionReceipt": [{"result": None}, {"result": None}]},
}
"""What goes the ways of the others, behind `make test-faults`."""


@pytest.mark.parametrize(
    "trouble", [*TROUBLES, *(pytest.param(each, marks=pytest.mark.faults) for each in LIKE_THEM)]
)
async def test_a_broadcast_that_went_wrong_mints_once(
    house: House, caller: Caller, asset: str, purse: int, trouble: str
) -> None:
    chain = Faulty()
    chain.faults = {
        method: list(faults) for method, faults in (TROUBLES | LIKE_THEM)[trouble].items()
    }
    async with minting_on(house, chain):
        await minted(house, caller, chain, await caller.accepted("/nft/mint", body(asset)), purse)
    assert len(chain.sent()) == (2 if trouble == "it-was-too-cheap" else 1)
    assert not any(chain.faults.values())


async def test_a_transaction_that_waits_is_replaced_by_a_dearer_one(
    house: House, caller: Caller, asset: str, purse: int
) -> None:
    chain = Faulty(mines=False)
    async with minting_on(house, chain, patience_seconds=0.2):
        job_id = await caller.accepted("/nft/mint", body(asset))
        await chain.until(RAW, times=2)
        chain.chain.mines = True
        chain.chain.mine()
        await minted(house, caller, chain, job_id, purse)
    assert len(chain.sent()) >= 2
    assert await states(house, chain) == ["minted"]


async def test_a_reorganisation_brings_the_same_transaction_back(
    house: House, caller: Caller, asset: str, purse: int
) -> None:
    chain = Faulty()
    before = chain.chain.tester.take_snapshot()
    async with minting_on(house, chain, confirmations=3):
        job_id = await caller.accepted("/nft/mint", body(asset))
        await chain.until("eth_getTransactionReceipt", times=2)
        chain.chain.mines = False
        chain.chain.tester.revert_to_snapshot(before)
        assert chain.tokens() == []
        await chain.until(RAW, times=2)
        for _ in range(3):
            chain.chain.mine()
        await minted(house, caller, chain, job_id, purse)
    assert len(chain.sent()) == 1


async def test_a_dropped_transaction_is_sent_again_and_those_behind_it_go_on(
    house: House, caller: Caller, asset: str, purse: int
) -> None:
    chain = Faulty(mines=False)
    async with minting_on(house, chain):
        jobs = [await caller.accepted("/nft/mint", body(asset)) for _ in range(3)]
        await chain.until(RAW, times=3)
        chain.chain.pool.pop((chain.signer.address, 0))
        chain.chain.mines = True
        for job_id in jobs:
            assert (await caller.ended(job_id))["status"] == "completed"
    assert (len(chain.sent()), len(chain.tokens())) == (3, 3)
    assert await states(house, chain) == ["minted"] * 3
    assert await caller.wallet() == (purse - 3 * PRICE, 0)


async def test_a_nonce_that_was_used_elsewhere_costs_no_token(
    house: House, caller: Caller, asset: str, purse: int
) -> None:
    chain = Faulty(mines=False)
    async with minting_on(house, chain):
        job_id = await caller.accepted("/nft/mint", body(asset))
        await chain.until(RAW)
        chain.chain.pool.clear()
        chain.pay(chain.signer, to=chain.other.address, nonce=0)
        chain.chain.mine()
        chain.chain.mine()
        chain.chain.mines = True
        await minted(house, caller, chain, job_id, purse)
    assert await states(house, chain) == ["lost", "minted"]


async def test_a_mint_that_the_contract_refuses_is_refunded_and_a_retry_mints(
    house: House, caller: Caller, asset: str, purse: int
) -> None:
    chain = Faulty(owned=False)
    async with minting_on(house, chain):
        job = await caller.finished("/nft/mint", body(asset))
        assert (job["status"], job["error"]["code"]) == ("failed", "ERR_PROVIDER_ERROR")
        assert (chain.sent(), await caller.wallet()) == (set(), (purse, 0))
        # The node's estimate is wrong, and the contract reverts in a block: the nonce is used, and nothing is minted.
        chain.faults = {"eth_estimateGas": [{"result": hex(200_000)}]}
        assert (await caller.http.post(f"/jobs/{job['id']}/retry")).status_code == 200
        job = await caller.ended(job["id"])
        assert (job["status"], job["error"]["code"]) == ("failed", "ERR_PROVIDER_ERROR")
        assert (len(chain.sent()), await caller.wallet()) == (1, (purse, 0))
        assert (await mint_of(caller, job["id"]))["status"] == "failed"
        chain.hand_over()
        assert (await caller.http.post(f"/jobs/{job['id']}/retry")).status_code == 200
        await minted(house, caller, chain, job["id"], purse)
    assert await states(house, chain) == ["reverted", "minted"]


@pytest.mark.faults  # for its time
async def test_what_was_sent_when_the_time_ran_out_is_what_a_retry_delivers(
    house: House, caller: Caller, asset: str, purse: int, unattended: Unattended
) -> None:
    chain = Faulty(mines=False)
    async with minting_on(house, chain):
        job_id = await caller.accepted("/nft/mint", body(asset, deadlineSeconds=3))
        await chain.until(RAW)
        job = await caller.ended(job_id)
        assert (job["error"]["code"], await caller.wallet()) == ("ERR_JOB_TIMEOUT", (purse, 0))
        chain.chain.mine()
        await unattended.once()
        assert (await mint_of(caller, job_id))["status"] == "confirmed"
        await house.resources.system.call(
            "UPDATE studio.job SET deadline_at = NULL WHERE id = :job", job=job_id
        )
        assert (await caller.http.post(f"/jobs/{job_id}/retry")).status_code == 200
        await minted(house, caller, chain, job_id, purse)
    assert len(chain.sent()) == 1


async def test_what_is_cancelled_before_it_is_sent_never_leaves_and_its_nonce_is_filled(
    house: House, caller: Caller, asset: str, purse: int, unattended: Unattended
) -> None:
    chain, mints = Faulty(), Mints(house.resources.system)
    chain.faults = {"eth_blockNumber": ["down"] * 1_000}
    async with minting_on(house, chain):
        job_id = await caller.accepted("/nft/mint", body(asset))
        await chain.until("eth_blockNumber")
        assert await states(house, chain) == ["signed"]
        assert (await caller.http.post(f"/jobs/{job_id}/cancel")).json()["data"][
            "creditsRefunded"
        ] == PRICE
        mint = await mints.of_job(RunKey(tenant_id=caller.tenant, job_id=job_id, run=1))
        slot = await mints.slot(mint)
        assert slot
        (signed,) = await mints.transactions(slot)
        with pytest.raises(RunIsOver):
            await mints.leaves(caller.tenant, signed.hash)
        later = await caller.accepted("/nft/mint", body(asset))
        chain.faults.clear()
        await unattended.once()
        await minted(house, caller, chain, later, purse)
        await unattended.once()
    assert await states(house, chain) == ["filled", "minted"]
    assert (signed.raw in chain.sent(), len(chain.tokens())) == (False, 1)


async def test_what_is_cancelled_after_it_was_sent_is_refunded_seen_through_and_recorded(
    house: House, caller: Caller, asset: str, purse: int, unattended: Unattended
) -> None:
    chain = Faulty(mines=False)
    async with minting_on(house, chain):
        job_id = await caller.accepted("/nft/mint", body(asset))
        await chain.until(RAW)
        assert (await caller.http.post(f"/jobs/{job_id}/cancel")).status_code == 200
        chain.chain.pool.clear()
        chain.chain.mines = True
        await unattended.once()
        await unattended.once()
        mint = await mint_of(caller, job_id)
        assert (mint["status"], chain.tokens()) == ("confirmed", [mint["tokenId"]])
        assert await caller.wallet() == (purse, 0)
        assert (await unattended.mints.counts())["polygon", "unpaid"] >= 1
        later = await caller.accepted("/nft/mint", body(asset))
        await minted(house, caller, chain, later, purse)


async def test_a_key_is_in_no_history_no_row_no_log_and_no_error(
    house: House,
    caller: Caller,
    asset: str,
    purse: int,
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    chain = Faulty(owned=False)
    key = chain.signer.key.to_0x_hex()[2:]
    async with minting_on(house, chain) as network:
        failed = await caller.finished("/nft/mint", body(asset))
        chain.hand_over()
        job_id = await caller.accepted("/nft/mint", body(asset))
        await minted(house, caller, chain, job_id, purse)
        told = [
            repr(network),
            repr(network.signer),
            repr(house.resources.networks),
            json.dumps(failed),
        ]
        for workflow_id in (failed["id"], job_id):
            history = await house.client.get_workflow_handle(workflow_id).fetch_history()
            told.append(history.to_json())
    for table in ("mint", "chain_slot", "chain_transaction", "job", "event"):
        rows = await house.resources.system.call(
            f"SELECT {table}::text FROM studio.{table} WHERE tenant_id = :tenant",
            tenant=caller.tenant,
        )
        told += [row[0] for row in rows]
    captured = capfd.readouterr()
    everything = "".join([*told, captured.out, captured.err, caplog.text]).lower()
    assert job_id in everything
    assert key not in everything
    with pytest.raises(Exception, match="not a private key") as refused:
        await KeySigner(type(network.signer.key)("0x" + key + "00")).address()  # type: ignore[union-attr]
    assert key not in repr(refused.value) + str(refused.value.__cause__)
