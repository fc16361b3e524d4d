"""Files of a tenant: put with and without a token, kept while named, removed when nobody does."""

import asyncio
import io

import httpx
from PIL import Image

from domain.errors import NotFound
from jobs.leases import waste
from tests.house import Caller, House

CAPTIONS = "1\n00:00:00,200 --> 00:00:01,800\nwords\n"


def picture(shade: int) -> bytes:
    """A picture whose bytes no other test has."""
    made = io.BytesIO()
    Image.new("RGB", (64, 48), (shade, 90, 20)).save(made, "PNG")
    return made.getvalue()


async def uploaded(caller: Caller, content: bytes) -> str:
    answer = await caller.http.post("/uploads", content=content)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["data"]["id"])


async def is_there(house: House, tenant: str, sha256: str) -> bool:
    return await house.resources.blobs.size(tenant, sha256) > 0


async def test_a_presigned_upload_needs_no_token_and_is_made_once(house: House) -> None:
    caller = await house.caller()
    signed = (await caller.http.post("/uploads", json={"name": "cat.png"})).json()["data"]
    async with httpx.AsyncClient(trust_env=False) as anyone:
        put = await anyone.put(signed["uploadUrl"], content=picture(1))
        assert put.status_code == 201, put.text
        assert (await anyone.put(signed["uploadUrl"], content=picture(2))).status_code == 409
        other = signed["uploadUrl"].replace(signed["id"], f"asset_{'0' * 26}")
        assert (await anyone.put(other, content=picture(1))).status_code == 401
    asset = (await caller.http.get(f"/assets/{signed['id']}")).json()["data"]
    assert (asset["id"], asset["name"], asset["mimeType"]) == (signed["id"], "cat.png", "image/png")


async def test_equal_files_share_bytes_until_the_last_name_is_gone(house: House) -> None:
    caller = await house.caller()
    first, second = await uploaded(caller, picture(3)), await uploaded(caller, picture(3))
    sha256 = (await caller.http.get(f"/assets/{first}")).json()["data"]["sha256"]
    await caller.http.delete(f"/assets/{first}")
    assert await is_there(house, caller.tenant, sha256)
    await caller.http.delete(f"/assets/{second}")
    assert not await _exists(house, caller.tenant, sha256)


async def test_a_removal_leaves_what_somebody_has_just_put(house: House) -> None:
    caller = await house.caller()
    asset = await uploaded(caller, picture(4))
    sha256 = (await caller.http.get(f"/assets/{asset}")).json()["data"]["sha256"]
    await house.resources.leases.put_bytes(caller.tenant, picture(4), holder="a run")
    await caller.http.delete(f"/assets/{asset}")
    assert await is_there(house, caller.tenant, sha256), "the run has not named it yet"
    await house.resources.leases.remove(caller.tenant, [sha256], lease_seconds=0)
    assert not await _exists(house, caller.tenant, sha256)


async def test_puts_and_removals_at_once_never_lose_a_named_file(house: House) -> None:
    caller = await house.caller()

    async def once(number: int) -> None:
        asset = await uploaded(caller, picture(5))
        data = (await caller.http.get(f"/assets/{asset}")).json()["data"]
        async with httpx.AsyncClient(trust_env=False) as anyone:
            assert (await anyone.get(data["url"])).content == picture(5)
        if number % 2:
            await caller.http.delete(f"/assets/{asset}")

    for _ in range(3):
        await asyncio.gather(*(once(number) for number in range(6)))


async def test_a_source_that_no_job_reads_is_waste_after_its_time(house: House) -> None:
    caller = await house.caller()
    orphan, read = await uploaded(caller, picture(6)), await uploaded(caller, CAPTIONS.encode())
    accepted = await caller.submit(
        "/videos/subtitles", {"videoUrl": "https://example.com/v.mp4", "transcript": read}
    )
    assert accepted.status_code == 202, accepted.text
    refused = await caller.http.delete(f"/assets/{read}")
    assert refused.status_code in (204, 409), "until the job is over"
    hashes = await waste(house.resources.system, orphan_hours=0)
    assert caller.tenant in {tenant for tenant, _ in hashes}
    await house.resources.leases.remove(
        caller.tenant, [sha256 for tenant, sha256 in hashes if tenant == caller.tenant]
    )
    assert (await caller.http.get(f"/assets/{orphan}")).status_code == 404


async def _exists(house: House, tenant: str, sha256: str) -> bool:
    try:
        return await is_there(house, tenant, sha256)
    except NotFound:
        return False


async def test_a_signed_url_answers_head_and_conditions_as_players_ask(house: House) -> None:
    caller = await house.caller()
    asset = (await caller.http.post("/uploads", content=b"a few words")).json()["data"]
    async with httpx.AsyncClient(trust_env=False) as anyone:
        head = await anyone.head(asset["url"])
        assert (head.status_code, head.content, head.headers["content-length"]) == (200, b"", "11")
        assert head.headers["accept-ranges"] == "bytes"
        part = await anyone.head(asset["url"], headers={"Range": "bytes=2-4"})
        assert (part.status_code, part.headers["content-range"]) == (206, "bytes 2-4/11")
        for known in (head.headers["etag"], "*"):
            same = await anyone.get(asset["url"], headers={"If-None-Match": known})
            assert same.status_code == 304
