"""Blobs by hash, kept apart by tenant, on disk and in S3; urls that are signed and run out."""

import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from obstore.store import S3Store

from domain.errors import Forbidden, Internal, NotFound
from storage.blobs import Blobs
from storage.local import LocalBlobs
from storage.ranges import RangeUnsatisfiable, byte_range
from storage.s3 import S3Blobs
from storage.signing import UrlSigner

KEYS = ("k" * 32, "o" * 32)
NOW = datetime(2026, 5, 5, 12, 10, tzinfo=UTC)


@pytest.fixture(scope="module")
def s3() -> Iterator[str]:
    """Run an S3 server of a library."""
    with subprocess.Popen(
        [str(Path(sys.executable).parent / "moto_server"), "-H", "127.0.0.1", "-p", "0"],
        stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True,
    ) as process:  # fmt: skip
        assert process.stderr
        url = next(
            word for line in process.stderr for word in line.split() if word.startswith("http://")
        )
        for _ in range(100):
            try:
                httpx.put(
                    f"{url}/studio",
                    headers={
                        "Authorization": "AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/s3/aws4_request"
                    },
                )
                break
            except httpx.TransportError:
                time.sleep(0.05)
        yield url
        process.terminate()
        process.stderr.close()


@pytest.fixture(params=["local", "s3"])
async def blobs(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Blobs]:
    if request.param == "local":
        yield LocalBlobs(tmp_path / "blobs")
        return
    url = request.getfixturevalue("s3")
    yield S3Blobs(
        S3Store("studio", endpoint=url, region="us-east-1", access_key_id="a", secret_access_key="b",
                client_options={"allow_http": True})
    )  # fmt: skip


async def test_what_is_put_comes_back_under_its_hash(blobs: Blobs, tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.write_bytes(b"x" * 700_000)
    stored = await blobs.put("tenant", source)
    assert (stored.sha256, stored.size_bytes) == (sha256(source.read_bytes()).hexdigest(), 700_000)
    assert await blobs.put("tenant", source) == stored
    await blobs.fetch("tenant", stored.sha256, tmp_path / "back")
    assert (tmp_path / "back").read_bytes() == source.read_bytes()
    assert b"".join([p async for p in blobs.open("tenant", stored.sha256, start=699_998)]) == b"xx"
    assert await blobs.ready()


async def test_another_tenant_has_nothing_under_the_same_hash(blobs: Blobs, tmp_path: Path) -> None:
    stored = await blobs.put_bytes("tenant", b"mine")
    with pytest.raises(NotFound):
        await blobs.size("stranger", stored.sha256)
    await blobs.delete("stranger", stored.sha256)
    assert await blobs.size("tenant", stored.sha256) == 4
    await blobs.delete("tenant", stored.sha256)
    with pytest.raises(NotFound):
        await blobs.size("tenant", stored.sha256)


@pytest.mark.parametrize("tenant", ["..", ".", "a/b", "", "a" * 65, "a\0b", "ü"])
async def test_a_tenant_that_is_no_name_has_no_place(tmp_path: Path, tenant: str) -> None:
    with pytest.raises(NotFound):
        await LocalBlobs(tmp_path).put_bytes(tenant, b"x")


async def test_a_damaged_blob_is_noticed(tmp_path: Path) -> None:
    blobs = LocalBlobs(tmp_path / "blobs")
    stored = await blobs.put_bytes("tenant", b"whole")
    next((tmp_path / "blobs").rglob(stored.sha256)).write_bytes(b"damaged")
    with pytest.raises(Internal):
        await blobs.fetch("tenant", stored.sha256, tmp_path / "back")


def test_a_signed_url_opens_until_it_runs_out() -> None:
    signer = UrlSigner(KEYS[:1], lifetime_seconds=100, window_seconds=60)
    signed = signer.sign("asset_1", "png", NOW)
    expires, signature = _parts(signed.path)
    signer.check("asset_1", expires, signature, NOW)
    with pytest.raises(Forbidden):
        signer.check("asset_1", expires, signature, signed.expires_at)
    with pytest.raises(Forbidden):
        signer.check("asset_2", expires, signature, NOW)
    with pytest.raises(Forbidden):
        signer.check("asset_1", expires + 1, signature, NOW)


def test_urls_stay_equal_within_a_window_and_keys_can_be_rotated() -> None:
    old = UrlSigner(KEYS[1:], lifetime_seconds=100, window_seconds=60)
    new = UrlSigner(KEYS, lifetime_seconds=100, window_seconds=60)
    assert old.sign("asset_1", "png", NOW) == old.sign(
        "asset_1", "png", NOW + timedelta(seconds=50)
    )
    new.check("asset_1", *_parts(old.sign("asset_1", "png", NOW).path), NOW)
    with pytest.raises(ValueError, match="32"):
        UrlSigner(["short"], lifetime_seconds=1, window_seconds=1)


@given(st.text(alphabet="bytes=0123456789-, ", max_size=30), st.integers(1, 1_000))
def test_any_range_header_is_a_range_of_the_file_or_none(header: str, size: int) -> None:
    try:
        found = byte_range(header, size)
    except RangeUnsatisfiable:
        return
    assert found is None or 0 <= found[0] < found[1] <= size


def _parts(path: str) -> tuple[int, str]:
    query = httpx.QueryParams(path.partition("?")[2])
    return int(query["expires"]), query["signature"]
