"""What is said to chains and to IPFS is what their documents and their own libraries say."""

import asyncio
import base64
import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from eth_account import Account
from pydantic import SecretStr, ValidationError
from web3 import Web3

from chain import contract
from chain.fees import GWEI, Fees
from chain.ipfs import cid_of
from chain.networks import Networks
from chain.node import Node, Verdict
from chain.pinning import Pinning
from chain.signing import KeySigner, RemoteSigner, Unsigned
from domain.errors import ChainAway, ChainNotConfigured, ChainRefused, StudioError
from domain.minting import Attribute, TokenMetadata, document, token_of
from runtime import chains
from runtime.embedded.chain import CHAIN_ID, CONTRACT
from runtime.embedded.development_chain import DevelopmentChain
from runtime.settings import Settings
from tests.chain import Faulty
from tests.house import serving

pytestmark = pytest.mark.xdist_group("chain")
KEY = "0x" + "5eed" * 16
ADDRESS = Account.from_key(KEY).address
OTHER = "0x" + "ab" * 20
SECRET_URL = "https://node.example/v3/a-secret"
WANTED = Unsigned(
    chain_id=137, nonce=3, to=OTHER, data="0x1234", gas=90_000, fees=Fees(max_fee=9, priority_fee=1)
)
Answer = Callable[[httpx.Request], httpx.Response]


def node(answer: Answer, url: str = SECRET_URL) -> Node:
    return Node("polygon", httpx.AsyncClient(transport=httpx.MockTransport(answer)), SecretStr(url))


def says(**answer: Any) -> Answer:
    return lambda request: httpx.Response(
        200, json={"jsonrpc": "2.0", "id": json.loads(request.content)["id"], **answer}
    )


@pytest.mark.parametrize(
    "uri", ["", "ipfs://bafkrei", "https://example.com/ä/" + "x" * 40], ids=len
)
def test_a_call_is_encoded_as_the_contracts_own_abi_has_it(uri: str) -> None:
    token = Web3().eth.contract(
        abi=contract.artefact()["abi"], bytecode=contract.artefact()["bytecode"]
    )
    number = token_of("mint_01m8bfr9cbe06r0gfvrd62j6zt")
    to = Web3.to_checksum_address(OTHER)
    assert contract.mint(OTHER, number, uri) == token.encode_abi("mint", [to, number, uri])
    assert contract.token_uri(number) == token.encode_abi("tokenURI", [number])
    assert contract.owner() == token.encode_abi("owner", [])
    assert contract.creation(OTHER) == token.constructor("Studio", "STUDIO", to).data_in_transaction


@pytest.mark.skipif(not shutil.which("node") or not (Path(contract.__file__).parent / "contract" / "node_modules").exists(),
                    reason="make contract brings the compiler")  # fmt: skip
def test_the_compiled_contract_is_current() -> None:
    done = subprocess.run(
        ["node", "compile.mjs", "--check"],
        check=False,
        cwd=Path(contract.__file__).parent / "contract",
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr


def test_the_compiled_contract_is_of_these_sources() -> None:
    folder = Path(contract.__file__).parent / "contract"
    sources = [
        (folder / name).read_bytes()
        for name in ("StudioToken.sol", "compile.mjs", "package-lock.json")
    ]
    assert contract.artefact()["sources"] == hashlib.sha256(b"".join(sources)).hexdigest()


VECTORS = {
    "empty": (b"", "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku"),
    "one-chunk": (b"hello world\n", "bafkreifjjcie6lypi6ny7amxnfftagclbuxndqonfipmb64f2km2devei4"),
}


@pytest.mark.parametrize("name", VECTORS)
async def test_a_small_file_is_named_by_its_bytes(tmp_path: Path, name: str) -> None:
    data, cid = VECTORS[name]
    (tmp_path / "file").write_bytes(data)
    assert await cid_of(tmp_path / "file") == cid


async def test_a_larger_file_is_named_by_the_root_of_its_chunks(tmp_path: Path) -> None:
    data = bytes(range(256)) * 2_048  # two chunks
    (tmp_path / "file").write_bytes(data)
    cid = await cid_of(tmp_path / "file")
    # A dag-pb node (https://ipld.io/specs/codecs/dag-pb/spec/) of two raw leaves, with a UnixFS file in its data.
    leaf = b"\x01\x55\x12\x20" + hashlib.sha256(data[:262_144]).digest()
    link = b"\x0a" + bytes([len(leaf)]) + leaf + b"\x12\x00\x18\x80\x80\x10"
    unixfs = b"\x08\x02\x18\x80\x80\x20" + b"\x20\x80\x80\x10" * 2
    root = (b"\x12" + bytes([len(link)]) + link) * 2 + b"\x0a" + bytes([len(unixfs)]) + unixfs
    assert base32(b"\x01\x70\x12\x20" + hashlib.sha256(root).digest()) == cid


def base32(data: bytes) -> str:

    return "b" + base64.b32encode(data).decode().lower().rstrip("=")


def test_a_document_is_the_same_bytes_every_time_and_films_are_no_pictures() -> None:
    metadata = TokenMetadata(
        name="Ä", attributes=(Attribute(trait_type="depth", value=1.5, display_type="number"),)
    )
    told = json.loads(document(metadata, asset_uri="ipfs://x", mime_type="video/mp4"))
    assert told == {
        "name": "Ä", "description": "", "animation_url": "ipfs://x",
        "attributes": [{"trait_type": "depth", "value": 1.5, "display_type": "number"}],
    }  # fmt: skip
    with pytest.raises(ValidationError):
        Attribute(value="deep", display_type="number")


@pytest.mark.parametrize(
    ("message", "verdict"),
    [
        ("already known", Verdict.KNOWN),
        ("ALREADY_EXISTS: already known", Verdict.KNOWN),
        ("nonce too low: next nonce 5, tx nonce 4", Verdict.USED),
        ("OldNonce", Verdict.USED),
        ("replacement transaction underpriced", Verdict.UNDERPRICED),
        ("max fee per gas less than block base fee: address 0x", Verdict.UNDERPRICED),
        ("FeeTooLow, EffectivePriorityFeePerGas too low", Verdict.UNDERPRICED),
        ("insufficient funds for gas * price + value: balance 0", Verdict.POOR),
        ("invalid sender", Verdict.REFUSED),
    ],
)
async def test_what_nodes_say_to_a_transaction_is_understood(
    message: str, verdict: Verdict
) -> None:
    assert await node(says(error={"code": -32000, "message": message})).send("0x00") is verdict


UNCLEAR: dict[str, Answer] = {
    "unreachable": lambda request: (_ for _ in ()).throw(
        httpx.ConnectError("no route", request=request)
    ),
    "no-json": lambda _: httpx.Response(200, text="<html>"),
    "gateway": lambda _: httpx.Response(503),
    "key": lambda _: httpx.Response(401, json={"error": {"code": 1, "message": "bad key"}}),
    "neither": says(),
    "limits": says(error={"code": -32005, "message": "rate limit exceeded"}),
    "number": says(result={"nonce": "x"}),
}


@pytest.mark.parametrize("name", UNCLEAR)
async def test_an_unclear_answer_may_be_asked_for_again_and_tells_no_address(name: str) -> None:
    with pytest.raises(ChainAway):
        await node(UNCLEAR[name]).height()
    with pytest.raises(ChainAway) as failed:
        await node({**UNCLEAR, "number": UNCLEAR["neither"]}[name]).send("0x00")
    assert failed.value.__cause__ is None
    assert "a-secret" not in f"{failed.value!r} {failed.value.detail}"


async def test_a_revert_is_final() -> None:
    with pytest.raises(ChainRefused):
        await node(says(error={"code": 3, "message": "execution reverted"})).estimate(
            ADDRESS, OTHER, "0x"
        )


def test_a_replacement_offers_enough_for_every_node_and_no_more_than_the_cap() -> None:
    old, now = (
        Fees(max_fee=100 * GWEI, priority_fee=30 * GWEI),
        Fees(max_fee=60 * GWEI, priority_fee=40 * GWEI),
    )
    more = old.raised(now, cap=200 * GWEI)
    assert more
    assert more.max_fee >= old.max_fee * 1.125
    assert more.priority_fee >= max(old.priority_fee * 1.125, now.priority_fee)
    assert old.raised(now, cap=110 * GWEI) is None


async def test_a_remote_signer_is_believed_only_for_the_transaction_that_was_asked_for() -> None:
    def signed_by(key: str, **changes: Any) -> Answer:
        fields = {**WANTED.fields(), "to": Web3.to_checksum_address(OTHER), **changes}
        raw = Account.from_key(key).sign_transaction(fields).raw_transaction
        return says(result="0x" + bytes(raw).hex())

    ours = await KeySigner(SecretStr(KEY)).sign(WANTED)
    assert await RemoteSigner(node(signed_by(KEY)), ADDRESS).sign(WANTED) == ours
    assert (
        await RemoteSigner(node(says(result={"raw": ours.raw, "tx": {}})), ADDRESS).sign(WANTED)
        == ours
    )
    for wrong in (
        signed_by("0x" + "77" * 32), signed_by(KEY, nonce=4), signed_by(KEY, value=1), signed_by(KEY, data="0x"),
        signed_by(KEY, to=ADDRESS), says(result="0x02"), says(result=None),
    ):  # fmt: skip
        with pytest.raises(ChainAway):
            await RemoteSigner(node(wrong), ADDRESS).sign(WANTED)


class Ipfs:
    """An IPFS node and a pinning service, as their documents have them."""

    def __init__(
        self, *, cid: str, statuses: tuple[str, ...] = ("queued", "pinning", "pinned")
    ) -> None:
        self.cid, self.statuses, self.added, self.pins = cid, list(statuses), 0, 0

    def answer(self, request: httpx.Request) -> httpx.Response:
        match request.method, request.url.path:
            case "POST", "/api/v0/add":
                assert request.headers["authorization"] == "Basic node"
                assert request.url.params["cid-version"] == "1"
                self.added += 1
                return httpx.Response(200, json={"Name": "file", "Hash": self.cid, "Size": "12"})
            case "GET", "/psa/pins":
                return httpx.Response(200, json={"count": 0, "results": []})
            case "POST", "/psa/pins":
                assert (request.headers["authorization"], json.loads(request.content)) == (
                    "Bearer pin",
                    {"cid": self.cid},
                )
                self.pins += 1
                return httpx.Response(202, json={"requestid": "r1", "status": self.statuses.pop(0)})
            case "GET", "/psa/pins/r1":
                return httpx.Response(200, json={"requestid": "r1", "status": self.statuses.pop(0)})
        return httpx.Response(404)


def pinning(ipfs: Ipfs) -> Pinning:
    client = httpx.AsyncClient(transport=httpx.MockTransport(ipfs.answer))
    return Pinning(
        client,
        "http://ipfs.example",
        SecretStr("Basic node"),
        "http://pins.example/psa",
        SecretStr("pin"),
        poll_seconds=0,
    )


async def test_a_file_is_added_and_pinned_under_the_name_that_we_gave_it(tmp_path: Path) -> None:
    data, cid = VECTORS["one-chunk"]
    (tmp_path / "file").write_bytes(data)
    ipfs = Ipfs(cid=cid)
    await pinning(ipfs).keep(tmp_path / "file", cid)
    assert (ipfs.added, ipfs.pins, ipfs.statuses) == (1, 1, [])
    with pytest.raises(ChainNotConfigured, match="names the file"):
        await pinning(Ipfs(cid="bafkrei-other")).keep(tmp_path / "file", cid)
    with pytest.raises(ChainAway):
        await pinning(Ipfs(cid=cid, statuses=("failed",))).keep(tmp_path / "file", cid)
    assert "pin" not in repr(pinning(ipfs)).replace("Pinning", "").replace("pins.example", "")


@asynccontextmanager
async def opened(**named: dict[str, Any]) -> AsyncIterator[Networks]:
    async with chains.networks(Settings(chains=named)) as networks:  # type: ignore[arg-type]
        yield networks


async def test_the_development_chain_serves_only_while_no_other_is_configured() -> None:
    chain = {"rpc_url": SECRET_URL, "chain_id": 1, "contract": OTHER}
    async with opened(development=chain) as networks:
        assert networks.of("polygon").name == "development"
    async with opened(development=chain, ethereum=chain) as networks:
        assert networks.of("ethereum").name == "ethereum"
        with pytest.raises(ChainNotConfigured, match="'polygon'"):
            networks.of("polygon")
        assert "a-secret" not in repr(networks.networks)
    with pytest.raises(ValueError, match="needs RPC_URL, CHAIN_ID and CONTRACT"):
        async with opened(polygon={"rpc_url": SECRET_URL}):
            pass


async def test_a_contract_is_deployed_by_its_owner() -> None:

    chain = Faulty()
    async with serving(chain.app()) as url:
        settings = Settings(
            chains={"polygon": {"rpc_url": url, "chain_id": CHAIN_ID, "poll_seconds": 0.01,
                                "signer_key": chain.signer.key.to_0x_hex()}}  # type: ignore[dict-item]
        )  # fmt: skip
        said: list[str] = []
        address = await chains.deploy(settings, "polygon", said.append)
        with pytest.raises(ChainNotConfigured):
            await chains.deploy(settings, "ethereum", said.append)
    made = chain.chain.web3.eth.contract(
        address=Web3.to_checksum_address(address), abi=contract.artefact()["abi"]
    )
    assert made.functions.owner().call({"from": chain.other.address}) == chain.signer.address
    assert chain.signer.address in said[0]
    assert issubclass(ChainRefused, StudioError)


async def test_tokens_of_the_development_chain_outlive_its_process(tmp_path: Path) -> None:

    journal = tmp_path / "journal"
    owner = Account.from_key(KEY)

    def begun() -> DevelopmentChain:
        return DevelopmentChain([owner.address], owner=owner.address, journal=journal)

    async def sent(chain: DevelopmentChain, nonce: int, token: int) -> None:
        call = Unsigned(
            chain_id=CHAIN_ID, nonce=nonce, to=CONTRACT, data=contract.mint(owner.address, token, f"ipfs://{token}"),
            gas=300_000, fees=Fees(max_fee=10 * GWEI, priority_fee=GWEI),
        )  # fmt: skip
        chain.take((await KeySigner(SecretStr(KEY)).sign(call)).raw)

    first = begun()
    await sent(first, 1, 11)  # it waits for the one before
    assert first.next_nonce(owner.address) == 0
    await sent(first, 0, 10)
    journal.write_text(journal.read_text() + "0x02f8")  # and a crash cut the last line off
    second = await asyncio.to_thread(begun)
    token = second.web3.eth.contract(address=CONTRACT, abi=contract.artefact()["abi"])
    assert [token.functions.tokenURI(each).call() for each in (10, 11)] == [
        "ipfs://10",
        "ipfs://11",
    ]
    assert second.next_nonce(owner.address) == 2


def test_who_signs_is_as_safe_from_nested_json_as_before() -> None:
    told = """
import asyncio, json, sys
from pydantic import SecretStr
from chain.signing import KeySigner
asyncio.run(KeySigner(SecretStr("0x" + "5eed" * 16)).address())
try:
    json.loads("[" * 200_000)
except RecursionError:
    print(sys.getrecursionlimit())
"""
    ran = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout.strip()) == (0, "1000"), ran.stderr
