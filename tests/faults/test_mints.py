"""A worker dies around a broadcast: one token minted, one charge."""

import asyncio
import os
import signal
from pathlib import Path
from typing import Any

import httpx
import pytest

from db.session import Database
from ledger.audit import audit
from runtime.embedded.chain import CHAIN_ID, CONTRACT
from runtime.embedded.stack import Stack
from tests.chain import RAW, Faulty
from tests.house import serving

MOMENTS = {
    "between-the-saving-and-the-sending": "eth_blockNumber",
    "as-it-is-sent": RAW,
    "while-it-waits-for-its-block": "eth_getTransactionByHash",
}


@pytest.mark.faults
@pytest.mark.timeout(600)
async def test_a_mint_outlives_its_worker_at_every_moment(tmp_path: Path) -> None:
    chain = Faulty()
    async with serving(chain.app()) as url:
        settings = {
            "RPC_URL": url, "CHAIN_ID": str(CHAIN_ID), "CONTRACT": CONTRACT, "CONFIRMATIONS": "1", "POLL_SECONDS": "0.1",
            "SIGNER_KEY": chain.signer.key.to_0x_hex(),
        }  # fmt: skip
        environment = {f"CHAINS__POLYGON__{name}": value for name, value in settings.items()}
        async with (
            Stack(tmp_path / "home", environment=environment | {"WORKER__GRACE_SECONDS": "1"}) as stack,
            httpx.AsyncClient(
                base_url=f"{stack.ready.api}/studio/v1", timeout=70, trust_env=False,
                headers={"Authorization": f"Bearer {stack.ready.token}", "Prefer": "wait=60"},
            ) as client,
        ):  # fmt: skip
            asset = await _asset(client)
            for number, moment in enumerate(MOMENTS.values(), 1):
                mint = await _killed(stack, client, chain, asset, moment)
                assert (len(chain.tokens()), chain.tokens().count(mint["tokenId"])) == (number, 1)
            database = Database(stack.environment["DATABASE__SYSTEM_URL"], pool_size=2)
            assert (await audit(database)).problems == ()
            states = await database.call("SELECT state, count(*) FROM studio.chain_slot GROUP BY 1")
            await database.close()
            assert [tuple(row) for row in states] == [("minted", len(MOMENTS))]
        logs = "".join(
            path.read_text(errors="replace") for path in (tmp_path / "home" / "logs").iterdir()
        )
        assert "transaction_sent" in logs
        assert chain.signer.key.to_0x_hex()[2:] not in logs


async def _asset(client: httpx.AsyncClient) -> str:
    answer = await client.post(
        "/images/generate", json={"prompt": "a lake", "width": 256, "height": 256}
    )
    assert answer.status_code == 200, answer.text
    return str(answer.json()["data"]["outputs"][0]["id"])


async def _killed(
    stack: Stack, client: httpx.AsyncClient, chain: Faulty, asset: str, moment: str
) -> dict[str, Any]:
    """Mint, kill the worker as the chain is asked this, and read the mint when its job is over."""
    chain.faults = {"eth_blockNumber": ["down"] * 1_000} if moment == "eth_blockNumber" else {}
    chain.chain.mines = moment != "eth_getTransactionByHash"
    seen = chain.count(moment)
    body = {"assetUrl": asset, "metadata": {"name": moment}}
    submit = asyncio.create_task(client.post("/nft/mint", json=body))
    await chain.until(moment, times=seen + 1)
    worker = next(child for child in stack.children if child.name == "worker")
    assert worker.process
    os.kill(worker.process.pid, signal.SIGKILL)
    chain.faults, chain.chain.mines = {}, True
    chain.chain.mine()
    answer = await submit
    assert answer.status_code == 200, answer.text
    job = answer.json()["data"]
    assert (job["status"], job["creditsCharged"]) == ("completed", 100)
    found = await client.get(f"/nft/mints/{job['outputs'][0]['metadata']['mintId']}")
    mint: dict[str, Any] = found.json()["data"]
    assert mint["status"] == "confirmed"
    return mint
