"""Who signs: a key of ours, or a signer elsewhere that keeps its key to itself. No key leaves this module."""

import asyncio
import importlib
import sys
from dataclasses import dataclass
from typing import Any, Protocol

from pydantic import SecretStr

from chain.fees import Fees
from chain.node import Node
from domain.errors import ChainAway, ChainNotConfigured
from domain.values import Value


class Unsigned(Value):
    """A transaction (EIP-1559) before it is signed. Wei and gas. To nobody: it makes a contract."""

    chain_id: int
    nonce: int
    to: str | None
    data: str = "0x"
    value: int = 0
    gas: int
    fees: Fees

    def fields(self) -> dict[str, Any]:
        """Name its fields as the protocol does."""
        told = {
            "type": 2, "chainId": self.chain_id, "nonce": self.nonce, "data": self.data, "value": self.value,
            "gas": self.gas, "maxFeePerGas": self.fees.max_fee, "maxPriorityFeePerGas": self.fees.priority_fee,
        }  # fmt: skip
        return told | ({"to": self.to} if self.to else {})


class Signed(Value):
    """A raw transaction, and the hash that it is known by."""

    raw: str
    hash: str


class Signer(Protocol):
    """Signs for one address."""

    async def address(self) -> str:
        """Give the address (EIP-55)."""
        ...

    async def sign(self, transaction: Unsigned) -> Signed:
        """Sign a transaction."""
        ...


@dataclass(frozen=True, slots=True)
class KeySigner:
    """Signs with a private key (secp256k1, 32 bytes in hexadecimal)."""

    key: SecretStr

    async def address(self) -> str:
        """Give the key's address. Raises ChainNotConfigured for what is no key."""
        return str((await self._account()).address)

    async def sign(self, transaction: Unsigned) -> Signed:
        """Sign; the same transaction gives the same bytes (RFC 6979)."""
        account = await self._account()
        fields = transaction.fields()
        if transaction.to:
            fields["to"] = importlib.import_module("eth_utils").to_checksum_address(transaction.to)
        done = account.sign_transaction(fields)
        return Signed(
            raw="0x" + bytes(done.raw_transaction).hex(), hash="0x" + bytes(done.hash).hex()
        )

    async def _account(self) -> Any:
        accounts = await _accounts()
        try:
            return accounts.from_key(self.key.get_secret_value())
        except Exception:  # noqa: BLE001 - the library's own errors may quote what they were given
            raise ChainNotConfigured("The signer's key is not a private key.") from None


@dataclass(frozen=True, slots=True)
class RemoteSigner:
    """Asks a signer by `eth_signTransaction` (web3signer, clef), and believes only what it can check."""

    node: Node
    account: str

    async def address(self) -> str:
        """Give the address that signs."""
        return self.account

    async def sign(self, transaction: Unsigned) -> Signed:
        """Have it signed. Raises ChainAway for an answer that is not this transaction, signed by this address."""
        fields = {
            name: hex(value) if isinstance(value, int) else value
            for name, value in transaction.fields().items()
        }
        answer = await self.node.ask("eth_signTransaction", {"from": self.account, **fields})
        raw = answer.get("raw") if isinstance(answer, dict) else answer
        return await self._checked(raw, transaction)

    async def _checked(self, raw: Any, wanted: Unsigned) -> Signed:
        accounts, utils = await _accounts(), importlib.import_module("eth_utils")
        typed = importlib.import_module("eth_account.typed_transactions")
        try:
            data = bytes.fromhex(str(raw).removeprefix("0x"))
            told = typed.TypedTransaction.from_bytes(
                importlib.import_module("hexbytes").HexBytes(data)
            ).as_dict()
            signer = accounts.recover_transaction(data)
        except Exception:  # noqa: BLE001 - whatever a foreign answer breaks, it is no transaction
            raise ChainAway("The remote signer gave no transaction.") from None
        same = all(
            _plain(told.get(name)) == _plain(value) for name, value in wanted.fields().items()
        ) and bool(told.get("to")) == bool(wanted.to)
        if not same or signer.lower() != self.account.lower():
            raise ChainAway("The remote signer signed another transaction.")
        return Signed(raw="0x" + data.hex(), hash="0x" + bytes(utils.keccak(data)).hex())


async def _accounts() -> Any:
    """Load the library when it is first needed: it takes seconds, and most processes sign nothing."""
    try:
        return await asyncio.to_thread(_loaded)
    except ImportError:
        raise ChainNotConfigured("Signing is not installed: install the extra `nft`.") from None


def _loaded() -> Any:
    bound = sys.getrecursionlimit()
    try:
        return importlib.import_module("eth_account").Account
    finally:
        sys.setrecursionlimit(bound)  # raised to 100,000 below: nested JSON would end the process


def _plain(value: Any) -> Any:
    match value:
        case bytes():
            return "0x" + value.hex()
        case str():
            return value.lower()
    return value
