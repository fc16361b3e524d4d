"""Bad input ends in a clear error with a code and a pointer, and leaves nothing behind."""

import base64
import io
from typing import Any

import httpx
import pytest
from PIL import Image

from domain.tiers import Tier
from tests.house import House

IMAGES, SUBTITLES, SPEECH = "/images/generate", "/videos/subtitles", "/audio/text-to-speech"


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        pytest.param({}, "/prompt", id="missing"),
        pytest.param({"prompt": ""}, "/prompt", id="empty"),
        pytest.param({"prompt": " \n"}, "/prompt", id="blank"),
        pytest.param({"prompt": "x" * 1001}, "/prompt", id="too-long"),
        pytest.param({"prompt": "x", "width": 255}, "/width", id="too-small"),
        pytest.param({"prompt": "x", "height": 2049}, "/height", id="too-large"),
        pytest.param({"prompt": "x", "width": "512"}, "/width", id="a-number-as-text"),
        pytest.param({"prompt": "x", "width": True}, "/width", id="a-flag-as-number"),
        pytest.param({"prompt": "x", "variants": 5}, "/variants", id="too-many"),
        pytest.param({"prompt": "x", "quality": "best"}, "/quality", id="unknown-quality"),
        pytest.param({"prompt": "x", "stylePreset": "cubist"}, "/stylePreset", id="unknown-style"),
        pytest.param(
            {"prompt": "x", "webhookUrl": "http://example.com"}, "/webhookUrl", id="an-open-address"
        ),
        pytest.param(
            {"prompt": "x", "metadata": {str(n): "v" for n in range(17)}},
            "/metadata",
            id="much-metadata",
        ),
        pytest.param(
            {"prompt": "x", "routing": {"only": "openai"}}, "/routing/only", id="a-list-as-text"
        ),
        pytest.param({"prompt": "x", "deadlineSeconds": 0}, "/deadlineSeconds", id="no-time"),
    ],
)
async def test_a_field_that_is_not_valid_is_pointed_at(
    house: House, body: dict[str, Any], pointer: str
) -> None:
    caller = await house.caller()
    answer = await caller.submit(IMAGES, body)
    problem = answer.json()
    assert (answer.status_code, problem["code"]) == (400, "ERR_VALIDATION")
    assert answer.headers["content-type"] == "application/problem+json"
    assert pointer in [error["pointer"] for error in problem["errors"]]
    assert await caller.wallet() == (1_000, 0)


@pytest.mark.parametrize(
    ("content", "status"),
    [
        pytest.param(b"{", 400, id="no-json"),
        pytest.param(b'{"prompt": "a", "prompt": "b"}', 400, id="a-key-twice"),
        pytest.param(b'{"prompt": NaN}', 400, id="not-a-number"),
        pytest.param(b'{"prompt": "x", "sourceSeconds": 1e999}', 400, id="infinite"),
        pytest.param(b'{"prompt": "x", "width": 1' + b"0" * 5_000 + b"}", 400, id="huge-number"),
        pytest.param(b'{"prompt": "a\\u0000b"}', 400, id="nul"),
        pytest.param(b'{"prompt": "a\\ud800b"}', 400, id="lone-surrogate"),
        pytest.param(b'{"\\ud800": 1, "prompt": "x"}', 400, id="surrogate-key"),
        pytest.param(b"[" * 100_000, 400, id="deep"),
        pytest.param(b'{"prompt": "\xff"}', 400, id="no-utf-8"),
        pytest.param(b'\xef\xbb\xbf{"prompt": "x"}', 400, id="byte-order-mark"),
        pytest.param(b"[]", 400, id="a-list"),
        pytest.param(b"null", 400, id="null"),
    ],
)
async def test_a_body_that_is_no_plain_json_is_refused(
    house: House, content: bytes, status: int
) -> None:
    caller = await house.caller()
    answer = await caller.http.post(
        IMAGES, content=content, headers={"Content-Type": "application/json"}
    )
    assert answer.status_code == status, answer.text
    assert answer.json()["code"] == "ERR_VALIDATION"


async def test_another_media_type_and_too_large_a_body_are_refused(house: House) -> None:
    caller = await house.caller()
    form = await caller.http.post(
        IMAGES, content=b"prompt=x", headers={"Content-Type": "application/x-www-form-urlencoded"}
    )
    assert (form.status_code, form.json()["code"]) == (415, "ERR_UNSUPPORTED_MEDIA")
    large = await caller.http.post(
        IMAGES, content=b" " * (16 * 1024 * 1024 + 1), headers={"Content-Type": "application/json"}
    )
    assert (large.status_code, large.json()["code"]) == (413, "ERR_PAYLOAD_TOO_LARGE")


@pytest.mark.parametrize(
    "token",
    ["", "Basic abc", "Bearer", "Bearer x.y.z", "Bearer sk_nothing", "Bearer " + "a" * 9_000],
)
async def test_without_a_good_token_everything_is_401(house: House, token: str) -> None:
    async with httpx.AsyncClient(base_url=f"{house.url}/studio/v1") as anyone:
        for path in ("/jobs", "/wallet", "/audio/voices", "/providers/health"):
            answer = await anyone.get(path, headers={"Authorization": token})
            assert (answer.status_code, answer.json()["code"]) == (401, "ERR_UNAUTHORIZED")


async def test_unknown_paths_and_methods_are_problems_too(house: House) -> None:
    async with httpx.AsyncClient(base_url=house.url) as anyone:
        gone = await anyone.get("/studio/v1/nothing")
        assert (gone.status_code, gone.json()["code"]) == (404, "ERR_NOT_FOUND")
        slash = await anyone.get("/studio/v1/jobs/")
        assert (slash.status_code, slash.json()["code"]) == (404, "ERR_NOT_FOUND")
        wrong = await anyone.put("/studio/v1/jobs")
        assert (wrong.status_code, wrong.json()["code"]) == (405, "ERR_METHOD_NOT_ALLOWED")


async def test_a_quality_above_the_tier_is_refused(house: House) -> None:
    caller = await house.caller(tier=Tier.FREE)
    answer = await caller.submit(IMAGES, {"prompt": "x", "quality": "ultra"})
    assert (answer.status_code, answer.json()["code"]) == (403, "ERR_TIER_REQUIRED")


async def test_a_vendor_that_is_not_configured_is_refused_whatever_the_fallback(
    house: House,
) -> None:
    caller = await house.caller()
    answer = await caller.submit(
        IMAGES, {"prompt": "x", "provider": "ideogram", "allowFallback": True}
    )
    assert (answer.status_code, answer.json()["code"]) == (503, "ERR_PROVIDER_UNAVAILABLE")
    assert answer.headers["retry-after"]
    assert await caller.wallet() == (1_000, 0)


async def test_a_price_above_the_callers_limit_is_refused(house: House) -> None:
    caller = await house.caller()
    answer = await caller.submit(IMAGES, {"prompt": "x", "variants": 4, "maxCredits": 39})
    assert (answer.status_code, answer.json()["code"]) == (402, "ERR_INSUFFICIENT_CREDITS")


async def test_an_unknown_voice_is_refused(house: House) -> None:
    caller = await house.caller()
    answer = await caller.submit(SPEECH, {"text": "Hello.", "voiceId": "nobody"})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "/voiceId")


@pytest.mark.parametrize(
    ("path", "body"),
    [
        pytest.param(SPEECH, {"text": "Hi", "language": "xx"}, id="speech"),
        pytest.param(
            SUBTITLES, {"videoUrl": "https://example.com/v.mp4", "language": "xx"}, id="captions"
        ),
    ],
)
async def test_an_unknown_language_is_refused(
    house: House, path: str, body: dict[str, Any]
) -> None:
    caller = await house.caller()
    answer = await caller.submit(path, body)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "/language")
    known = await caller.http.post(f"{path}?dryRun=true", json={**body, "language": "en-AU"})
    assert known.status_code == 200


@pytest.mark.parametrize(
    "url",
    [
        "http://example.com/a.mp4", "https://127.0.0.1/a.mp4", "https://user:pass@example.com/a", "https://example.com:8443/a",
        "ftp://example.com/a", "file:///etc/passwd", "https://exa mple.com/", "https://good.test\\@127.0.0.1/",
        "https:127.0.0.1/", "javascript:alert(1)", "asset_00000000000000000000000000", "data:text/html,hello",
        "data:video/mp4;base64,!!!", "data:nothing",
    ],
)  # fmt: skip
async def test_a_source_that_cannot_be_used_is_refused_or_fails_with_its_code(
    house: House, url: str
) -> None:
    caller = await house.caller()
    answer = await caller.submit(SUBTITLES, {"videoUrl": url})
    if answer.status_code == 202:  # an address is judged when it is resolved
        job = await caller.ended(answer.json()["data"]["jobId"])
        assert (job["status"], job["error"]["code"]) == ("failed", "ERR_SOURCE_FETCH_FAILED")
    else:
        assert answer.status_code in (400, 413), answer.text
        assert answer.json()["errors"][0]["pointer"] == "/videoUrl"
    assert await caller.wallet() == (1_000, 0)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param(
            "list.mp4",
            b"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n/etc/passwd\n#EXT-X-ENDLIST\n\0",
            id="playlist",
        ),
        pytest.param(
            "dash.mp4",
            b'<?xml version="1.0"?><MPD><BaseURL>/etc/passwd</BaseURL></MPD>\0',
            id="manifest",
        ),
        pytest.param("x.bin", b"\x7fELF" + bytes(200), id="program"),
        pytest.param("cut.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", id="cut-picture"),
        pytest.param("empty", b"", id="empty"),
    ],
)
async def test_an_upload_that_is_no_media_is_refused(
    house: House, name: str, content: bytes
) -> None:
    caller = await house.caller()
    answer = await caller.http.post("/uploads", params={"name": name}, content=content)
    assert answer.status_code in (400, 422), answer.text
    assert answer.json()["code"] in ("ERR_MEDIA_INVALID", "ERR_VALIDATION")


async def test_a_picture_where_a_video_is_needed_is_refused(house: House) -> None:
    caller = await house.caller()
    asset = (await caller.http.post("/uploads", content=picture())).json()["data"]["id"]
    inline = f"data:image/png;base64,{base64.b64encode(picture()).decode()}"
    for source in (asset, inline):
        answer = await caller.submit(SUBTITLES, {"videoUrl": source})
        assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "/videoUrl")


async def test_a_transcript_that_is_nobodys_asset_is_refused(house: House) -> None:
    caller = await house.caller()
    uploaded = await caller.http.post("/uploads", content=picture())
    for transcript in (f"asset_{'0' * 26}", uploaded.json()["data"]["id"]):
        body = {"videoUrl": "https://example.com/a.mp4", "transcript": transcript}
        answer = await caller.submit("/videos/subtitles", body)
        assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "/transcript")


async def test_an_asset_of_another_tenant_is_not_there(house: House) -> None:
    owner, stranger = await house.caller(), await house.caller()
    content = picture()
    asset = (await owner.http.post("/uploads", content=content)).json()["data"]
    assert (await stranger.http.get(f"/assets/{asset['id']}")).status_code == 404
    assert (await stranger.http.delete(f"/assets/{asset['id']}")).status_code == 404
    tampered = asset["url"].replace("signature=", "signature=0")
    assert (await stranger.http.get(tampered)).status_code == 403
    partial = await stranger.http.get(asset["url"], headers={"Range": "bytes=0-7"})
    assert (partial.status_code, partial.content) == (206, content[:8])
    assert (
        await stranger.http.get(asset["url"], headers={"Range": "bytes=999999-"})
    ).status_code == 416
    assert (await owner.http.delete(f"/assets/{asset['id']}")).status_code == 204
    assert (await owner.http.get(asset["url"])).status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        "limit=0",
        "limit=101",
        "limit=x",
        "cursor=%00",
        "cursor=abc",
        "status=done",
        "createdAfter=x",
    ],
)
async def test_a_query_that_is_not_valid_is_refused(house: House, query: str) -> None:
    caller = await house.caller()
    answer = await caller.http.get(f"/jobs?{query}")
    assert (answer.status_code, answer.json()["code"]) == (400, "ERR_VALIDATION")


def picture() -> bytes:
    """Give a small picture's file."""
    file = io.BytesIO()
    Image.new("RGB", (32, 32)).save(file, "PNG")
    return file.getvalue()
