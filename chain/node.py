"""A chain's node, asked by JSON-RPC 2.0 (https://ethereum.github.io/execution-apis/): what it says, and what it means.

Nothing is asked twice in here: whether a lost answer may be asked for again is for whoever asks to know.
"""

import itertools
from enum import StrEnum
from typing import Any, Final

import httpx
from pydantic import SecretStr

from chain.fees import Fees
from domain.errors import ChainAway, ChainRefused
from domain.values import Json, Value

ANSWER_BYTES_MAX: Final = 4 * 1024 * 1024
REVERTED: Final = 3
"""The code of a call that the contract refused (geth and those like it); others only say so."""


class Verdict(StrEnum):
    """What a node says to a raw transaction."""

    TAKEN = "taken"
    KNOWN = "known"
    USED = "used"  # the nonce is in a block already: by this transaction, or by another
    UNDERPRICED = "underpriced"
    POOR = "poor"  # the signer cannot pay for it
    REFUSED = "refused"


SAID: Final[tuple[tuple[Verdict, tuple[str, ...]], ...]] = (
    (Verdict.KNOWN, ("already known", "known transaction", "alreadyknown", "already_exists", "already imported")),
    (Verdict.USED, ("nonce too low", "nonce is too low", "oldnonce", "old nonce", "nonce has already been used")),
    (Verdict.UNDERPRICED, ("underpriced", "fee too low", "feetoolow", "less than block base fee", "gas price below",
                           "gas price too low", "replacementnotallowed", "price bump", "fee cap less than")),
    (Verdict.POOR, ("insufficient funds", "insufficientfunds", "exceeds account balance", "insufficient balance")),
)  # fmt: skip
"""In the words of geth, erigon, nethermind, besu, reth and bor; upper and lower case are one."""
LATER: Final = ("rate limit", "too many requests", "limit exceeded", "txpool is full", "timeout", "try again",
                "nonce too high", "internal error", "header not found")  # fmt: skip


class Receipt(Value):
    """Where a transaction is in the chain. Fee in wei."""

    hash: str
    succeeded: bool
    block_number: int
    block_hash: str
    gas_used: int
    fee_wei: int
    contract: str | None = None
    """The one that it made."""


class Node:
    """One endpoint. Its address may hold a key, so no error tells it."""

    def __init__(self, name: str, client: httpx.AsyncClient, url: SecretStr) -> None:
        self.name = name
        self.client = client
        self.url = url
        self._ids = itertools.count(1)

    async def chain_id(self) -> int:
        """Give the chain's id (EIP-155)."""
        return _number(await self.ask("eth_chainId"))

    async def height(self) -> int:
        """Give the number of the newest block."""
        return _number(await self.ask("eth_blockNumber"))

    async def count(self, address: str, block: int | str) -> int:
        """Count the transactions of an address as of a block: its next nonce there."""
        at = block if isinstance(block, str) else hex(block)
        return _number(await self.ask("eth_getTransactionCount", address, at))

    async def balance(self, address: str) -> int:
        """Give an address's balance in wei."""
        return _number(await self.ask("eth_getBalance", address, "latest"))

    async def fees(self) -> Fees:
        """Tell what has to be offered now."""
        block = await self.ask("eth_getBlockByNumber", "latest", False)
        tip = _number(await self.ask("eth_maxPriorityFeePerGas"))
        match block:
            case {"baseFeePerGas": str(base)}:
                return Fees.of(base_fee=_number(base), tip=tip)
        raise ChainAway(f"The node of {self.name} tells no base fee.")

    async def estimate(self, sender: str, to: str | None, data: str) -> int:
        """Estimate a call's gas, or a contract's creation. Raises ChainRefused where it would revert."""
        call = {"from": sender, "data": data} | ({"to": to} if to else {})
        return _number(await self.ask("eth_estimateGas", call))

    async def call(self, to: str, data: str) -> str:
        """Ask the contract. Raises ChainRefused where it reverts."""
        answer = await self.ask("eth_call", {"to": to, "data": data}, "latest")
        if not isinstance(answer, str):
            raise ChainAway(f"The node of {self.name} gave no answer of the contract's.")
        return answer

    async def receipt(self, hash_: str) -> Receipt | None:
        """Find a transaction in the chain; None where it is in no block."""
        match await self.ask("eth_getTransactionReceipt", hash_):
            case None:
                return None
            case {
                "status": str(status),
                "blockNumber": str(number),
                "blockHash": str(block),
                "gasUsed": str(gas),
                **rest,
            }:
                price = _number(rest.get("effectiveGasPrice") or "0x0")
                return Receipt(
                    hash=hash_, succeeded=_number(status) == 1, block_number=_number(number), block_hash=block,
                    gas_used=_number(gas), fee_wei=_number(gas) * price, contract=rest.get("contractAddress"),
                )  # fmt: skip
        raise ChainAway(f"The node of {self.name} gave a receipt that is none.")

    async def knows(self, hash_: str) -> bool:
        """Tell whether the node has a transaction, in a block or waiting for one."""
        return await self.ask("eth_getTransactionByHash", hash_) is not None

    async def send(self, raw: str) -> Verdict:
        """Broadcast a raw transaction. Raises ChainAway where nobody knows whether it arrived."""
        answer = await self._exchange("eth_sendRawTransaction", (raw,))
        match answer:
            case {"result": str()}:
                return Verdict.TAKEN
            case {"error": {"message": str(message)}}:
                said = message.lower()
                if any(word in said for word in LATER):
                    raise ChainAway(f"The node of {self.name} takes nothing now.")
                return next(
                    (verdict for verdict, words in SAID if any(word in said for word in words)),
                    Verdict.REFUSED,
                )
        raise ChainAway(f"The node of {self.name} gave an answer that is none.")

    async def ask(self, method: str, *params: Any) -> Json:
        """Ask once. Raises ChainAway for no answer, and ChainRefused for a revert."""
        match await self._exchange(method, params):
            case {"error": {"code": int(code), "message": str(message)}}:
                if code == REVERTED or "revert" in message.lower():
                    raise ChainRefused("The contract refuses the call.")
                raise ChainAway(f"The node of {self.name} refuses {method} (code {code}).")
            case {"result": result}:
                return result
        raise ChainAway(f"The node of {self.name} gave an answer that is none.")

    async def _exchange(self, method: str, params: tuple[Any, ...]) -> Json:
        question = {"jsonrpc": "2.0", "id": next(self._ids), "method": method, "params": params}
        try:
            answer = await self.client.post(self.url.get_secret_value(), json=question)
            if len(answer.content) <= ANSWER_BYTES_MAX and not _is_of_the_gateway(answer):
                return answer.json()
        except (httpx.HTTPError, httpx.InvalidURL, ValueError):
            pass  # the library's own words name the address
        raise ChainAway(f"The node of {self.name} does not answer.", retry_after_seconds=2)


def _is_of_the_gateway(answer: httpx.Response) -> bool:
    return answer.status_code >= httpx.codes.INTERNAL_SERVER_ERROR or answer.status_code in (
        httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN, httpx.codes.TOO_MANY_REQUESTS,
    )  # fmt: skip


def _number(text: Json) -> int:
    try:
        return int(text, 16)
    except (TypeError, ValueError):
        raise ChainAway("The chain's node gave a number that is none.") from None
