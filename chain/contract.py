"""The token's contract as it was compiled: its bytecode, and calls of it encoded (Contract ABI, solidity 0.8)."""

import json
from functools import cache
from importlib.resources import files
from typing import Final

from domain.values import Json

WORD: Final = 32
MINT: Final = "mint(address,uint256,string)"
OWNER: Final = "owner()"
URI: Final = "tokenURI(uint256)"
NAME: Final = "Studio"
SYMBOL: Final = "STUDIO"


@cache
def artefact() -> Json:
    """Read what `make contract` compiled: `selectors`, `abi`, `bytecode`."""
    return json.loads((files("chain") / "contract" / "StudioToken.json").read_text())


def mint(recipient: str, token_id: int, uri: str) -> str:
    """Encode the call that mints a token."""
    text = uri.encode()
    padded = text + b"\0" * (-len(text) % WORD)
    told = (_address(recipient), _number(token_id), _number(3 * WORD), _number(len(text)), padded)
    return _call(MINT, *told)


def owner() -> str:
    """Encode the question who may mint."""
    return _call(OWNER)


def token_uri(token_id: int) -> str:
    """Encode the question what a token points to; for one that is not minted it reverts."""
    return _call(URI, _number(token_id))


def creation(owner_address: str) -> str:
    """Encode the creation of the contract, owned by whoever is to mint."""
    texts = [_text(NAME), _text(SYMBOL)]
    head = (_number(3 * WORD), _number(3 * WORD + len(texts[0])), _address(owner_address))
    return str(artefact()["bytecode"]) + b"".join((*head, *texts)).hex()


def address_in(word: str) -> str:
    """Read an address out of an answer."""
    return "0x" + word[-40:]


def _call(signature: str, *words: bytes) -> str:
    return "0x" + str(artefact()["selectors"][signature]) + b"".join(words).hex()


def _number(value: int) -> bytes:
    return value.to_bytes(WORD, "big")


def _address(text: str) -> bytes:
    return bytes.fromhex(text.removeprefix("0x")).rjust(WORD, b"\0")


def _text(value: str) -> bytes:
    data = value.encode()
    return _number(len(data)) + data + b"\0" * (-len(data) % WORD)
