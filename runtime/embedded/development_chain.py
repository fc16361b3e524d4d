"""A chain of our own for development: eth-tester's virtual machine behind a pool that queues as real nodes do.

What was taken is written to a journal first; a restart mines it again in the same order, so tokens outlive the process.
"""

import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from eth_account import Account
from eth_account.typed_transactions.typed_transaction import TypedTransaction
from eth_tester import EthereumTester, PyEVMBackend
from eth_tester.exceptions import TransactionFailed
from eth_utils.address import to_canonical_address
from eth_utils.crypto import keccak
from eth_utils.exceptions import ValidationError
from hexbytes import HexBytes
from web3 import EthereumTesterProvider, Web3

from chain import contract
from domain.values import Json
from runtime.embedded.chain import CHAIN_ID

sys.setrecursionlimit(1_000)  # py_ecc and py-evm raise it: nested JSON would end the process

COINS: Final = 10**6 * 10**18
"""What each account has at the beginning, in wei."""
DEPLOYER: Final = Account.from_key("0x" + "11" * 32)
"""Makes the contract, so that its address is always the same; it owns nothing."""
ASKER: Final = Account.from_key("0x" + "1".rjust(64, "0")).address
"""As whom the virtual machine runs calls whose sender's key it does not have."""
CREATION_GAS: Final = 3_000_000
PRICE_BUMP_PERCENT: Final = 10
BEHIND_MAX: Final = 64
"""How many nonces ahead of the chain a signer's transactions may wait."""


class Refusal(Exception):
    """An error of JSON-RPC, with its code."""

    def __init__(self, message: str, code: int = -32000) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class Waiting:
    """A transaction that is in no block yet."""

    raw: str
    hash: str
    max_fee: int
    told: Mapping[str, Any]


class DevelopmentChain:
    """The chain. `mines`: whether a block is made as soon as something is ready for it."""

    def __init__(
        self,
        accounts: Sequence[str],
        *,
        owner: str,
        journal: Path | None = None,
        mines: bool = True,
    ) -> None:
        rich = {"balance": COINS, "nonce": 0, "code": b"", "storage": {}}
        state = {to_canonical_address(each): rich for each in (*accounts, DEPLOYER.address, ASKER)}
        self.tester = EthereumTester(
            PyEVMBackend(genesis_state=state), auto_mine_transactions=False
        )
        provider = EthereumTesterProvider(self.tester)
        self.web3 = Web3(provider)
        self._ask = provider.request_func(self.web3, self.web3.middleware_onion)
        self.pool: dict[tuple[str, int], Waiting] = {}
        self.mines = True
        self.journal: Path | None = None
        self._create(owner)
        if journal and journal.exists():
            for raw in journal.read_text().split():
                with suppress(Refusal):  # a line that a crash cut off was never answered
                    self.take(raw)
        self.journal, self.mines = journal, mines

    def answer(self, method: str, params: Sequence[Any]) -> Json:
        """Answer a call of JSON-RPC. Raises Refusal."""
        match method, list(params):
            case "eth_sendRawTransaction", [str(raw)]:
                return self.take(raw)
            case "eth_getTransactionCount", [str(address), "pending"]:
                return hex(self.next_nonce(address))
            case "eth_getTransactionByHash", [str(hash_)] if found := self._waiting(hash_):
                return {
                    "hash": found.hash,
                    "blockHash": None,
                    "blockNumber": None,
                    "nonce": hex(found.told["nonce"]),
                }
        try:
            told = self._ask(method, params)
        except TransactionFailed as error:
            raise Refusal("execution reverted", 3) from error
        except (ValidationError, ValueError, TypeError) as error:
            raise Refusal(str(error)[:200]) from error
        if "error" in told:
            raise Refusal(str(told["error"]))
        return _encoded(told["result"])

    def take(self, raw: str) -> str:
        """Take a transaction into the pool, as geth does. Raises Refusal in its words."""
        try:
            data = HexBytes(raw)
            told = TypedTransaction.from_bytes(data).as_dict()
            sender = Account.recover_transaction(data)
        except Exception as error:
            raise Refusal("only signed transactions of EIP-1559 are taken", -32602) from error
        hash_, place = "0x" + keccak(data).hex(), (sender, told["nonce"])
        self._require_fitting(hash_, sender, told)
        if self.journal:
            with self.journal.open("a") as file:
                file.write(f"{raw}\n")
                file.flush()
                os.fsync(file.fileno())
        self.pool[place] = Waiting(raw=raw, hash=hash_, max_fee=told["maxFeePerGas"], told=told)
        while self.mines and self._ready():
            self.mine()
        return hash_

    def mine(self) -> None:
        """Make a block of all that is ready, one of each sender; an empty one where nothing is."""
        for place in self._ready():
            self.tester.send_raw_transaction(self.pool.pop(place).raw)
        self.tester.mine_block()

    def next_nonce(self, address: str) -> int:
        """Count an address's transactions in blocks, and those that wait behind them without a gap."""
        nonce = int(self.tester.get_nonce(address))
        waits = {place[1] for place in self.pool if place[0].lower() == address.lower()}
        while nonce in waits:
            nonce += 1
        return nonce

    def _require_fitting(self, hash_: str, sender: str, told: Mapping[str, Any]) -> None:
        nonce, count = told["nonce"], self.tester.get_nonce(sender)
        if self._waiting(hash_):
            raise Refusal("already known")
        if told["chainId"] != CHAIN_ID:
            raise Refusal("invalid chain id for signer")
        if nonce < count:
            raise Refusal(f"nonce too low: next nonce {count}, tx nonce {nonce}")
        if nonce > count + BEHIND_MAX:
            raise Refusal("nonce too high")
        if told["gas"] * told["maxFeePerGas"] + told["value"] > self.tester.get_balance(sender):
            raise Refusal("insufficient funds for gas * price + value")
        before = self.pool.get((sender, nonce))
        if before and told["maxFeePerGas"] * 100 < before.max_fee * (100 + PRICE_BUMP_PERCENT):
            raise Refusal("replacement transaction underpriced")

    def _ready(self) -> list[tuple[str, int]]:
        """Name what the next block can take."""
        return [place for place in self.pool if place[1] == self.tester.get_nonce(place[0])]

    def _waiting(self, hash_: str) -> Waiting | None:
        return next((each for each in self.pool.values() if each.hash == hash_), None)

    def _create(self, owner: str) -> None:
        fields = {
            "type": 2, "chainId": CHAIN_ID, "nonce": 0, "gas": CREATION_GAS, "value": 0, "maxFeePerGas": 10**10,
            "maxPriorityFeePerGas": 10**9, "data": contract.creation(owner),
        }  # fmt: skip
        self.take("0x" + bytes(DEPLOYER.sign_transaction(fields).raw_transaction).hex())


def _encoded(value: Any) -> Json:
    """Write an answer as JSON-RPC has it: numbers and bytes in hexadecimal."""
    match value:
        case bool() | None | str():
            return value
        case int():
            return hex(value)
        case bytes():
            return "0x" + bytes(value).hex()
        case Mapping():
            return {str(name): _encoded(each) for name, each in value.items()}
        case list() | tuple():
            return [_encoded(each) for each in value]
    return str(value)
