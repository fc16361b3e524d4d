"""A chain in a test's hand: eth-tester behind HTTP, with faults before it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
from eth_account import Account
from pydantic import SecretStr
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from chain import contract
from chain.fees import GWEI
from chain.networks import Network
from chain.node import Node
from chain.signing import KeySigner
from runtime.embedded.chain import CHAIN_ID, CONTRACT
from runtime.embedded.chain_server import answered
from runtime.embedded.development_chain import DevelopmentChain
from tests.house import House, serving

RAW = "eth_sendRawTransaction"


class Faulty:
    """The chain, and what goes wrong before it. `faults`: for a method, what happens to its next calls, in order."""

    def __init__(self, *, mines: bool = True, owned: bool = True) -> None:
        self.signer, self.other = Account.create(), Account.create()
        owner = self.signer if owned else self.other
        accounts = [self.signer.address, self.other.address]
        self.chain = DevelopmentChain(accounts, owner=owner.address, mines=mines)
        self.faults: dict[str, list[Any]] = {}
        self.calls: list[tuple[str, Any]] = []
        self.called = asyncio.Condition()
        self.away = False

    def app(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/", self._answer, methods=["POST"]),
                Route("/live", lambda _: Response()),
            ]
        )

    async def until(self, method: str, *, times: int = 1) -> None:
        """Wait until a method has been called so often."""
        async with self.called:
            await self.called.wait_for(lambda: self.count(method) >= times)

    def count(self, method: str) -> int:
        return sum(name == method for name, _ in self.calls)

    def sent(self) -> set[str]:
        """Give the raw transactions that arrived."""
        return {params[0] for name, params in self.calls if name == RAW}

    @property
    def token(self) -> Any:
        """The contract as a library sees it that knows nothing of us."""
        return self.chain.web3.eth.contract(address=CONTRACT, abi=contract.artefact()["abi"])

    def tokens(self) -> list[str]:
        """Give the tokens that were minted, by all transfers that there are in the chain."""
        logs = self.token.events.Transfer().get_logs(from_block=0)
        return [str(log["args"]["tokenId"]) for log in logs]

    def uri(self, token_id: str) -> str:
        return str(self.token.functions.tokenURI(int(token_id)).call())

    def owner_of(self, token_id: str) -> str:
        return str(self.token.functions.ownerOf(int(token_id)).call())

    def hand_over(self) -> None:
        """Give the contract to the signer."""
        call = self.token.encode_abi("transferOwnership", [self.signer.address])
        self.pay(self.other, to=CONTRACT, data=call)

    def pay(self, account: Any, *, to: str, data: str = "0x", nonce: int | None = None) -> str:
        """Send a transaction that is none of ours."""
        fields = {
            "type": 2, "chainId": CHAIN_ID, "to": to, "data": data, "value": 0, "gas": 100_000,
            "nonce": self.chain.next_nonce(account.address) if nonce is None else nonce,
            "maxFeePerGas": 10 * GWEI, "maxPriorityFeePerGas": GWEI,
        }  # fmt: skip
        return self.chain.take("0x" + bytes(account.sign_transaction(fields).raw_transaction).hex())

    async def _answer(self, request: Request) -> Response:
        call = await request.json()
        method = call["method"]
        async with self.called:
            self.calls.append((method, call.get("params")))
            self.called.notify_all()
        fault = "down" if self.away else next(iter(self.faults.get(method, [])), None)
        if fault is not None and not self.away:
            self.faults[method].pop(0)
        match fault:
            case None:
                return JSONResponse(answered(self.chain, call))
            case "down":
                return Response("gone", 503)
            case "cut":  # it arrives, and its answer is lost
                answered(self.chain, call)
                return Response("", 502)
            case "lost":  # it never arrives, and nobody says so
                return JSONResponse({"jsonrpc": "2.0", "id": call["id"], "result": "0x" + "0" * 64})
            case {"error": _} | {"result": _}:
                return JSONResponse({"jsonrpc": "2.0", "id": call["id"], **fault})
        raise AssertionError(fault)


def error(message: str, code: int = -32000) -> dict[str, Any]:
    return {"error": {"code": code, "message": message}}


@asynccontextmanager
async def minting_on(
    house: House,
    faulty: Faulty,
    *,
    confirmations: int = 1,
    patience_seconds: float = 600,
) -> AsyncIterator[Network]:
    """Let the house mint on a chain of the test's."""
    networks = house.resources.networks.networks
    async with (
        serving(faulty.app()) as url,
        httpx.AsyncClient(trust_env=False) as client,
    ):
        network = Network(
            name="polygon",
            chain_id=CHAIN_ID,
            node=Node("polygon", client, SecretStr(url)),
            contract=CONTRACT,
            recipient=None,
            confirmations=confirmations,
            fee_cap=1_000 * GWEI,
            gas_max=600_000,
            patience_seconds=patience_seconds,
            poll_seconds=0.05,
            signer=KeySigner(SecretStr(faulty.signer.key.to_0x_hex())),
        )
        networks["polygon"] = network
        try:
            yield network
        finally:
            del networks["polygon"]
