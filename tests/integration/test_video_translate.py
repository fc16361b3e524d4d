"""Videos in another language: a real one by the local engine, and what nobody can translate."""

import subprocess
from pathlib import Path

import imageio_ffmpeg
import pytest

from media.probe import details
from media.run import run
from media.speech import loudness, measure
from providers.local.voices import preview
from tests.house import Caller, House
from tests.integration.test_local_engines import fetch

FFMPEG = imageio_ffmpeg.get_ffmpeg_exe()
PATH = "/videos/translate"
LOCAL = {"only": ["local"]}

pytestmark = pytest.mark.timeout(300)


def spanish(folder: Path) -> Path:
    """Make a film of somebody who says in Spanish what the voice's preview says."""
    target = folder / "hola.mp4"
    subprocess.run(
        [FFMPEG, "-v", "error", "-f", "lavfi", "-i", "testsrc2=s=320x180:r=25:d=6", "-i", str(preview("ef_dora")),
         "-af", "apad", "-t", "6", "-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "aac", "-ac", "2", str(target)],
        check=True,
    )  # fmt: skip
    return target


async def uploaded(caller: Caller, path: Path) -> str:
    answer = await caller.http.post("/uploads", content=path.read_bytes())
    assert answer.status_code == 201, answer.text
    return str(answer.json()["data"]["id"])


async def test_a_spanish_film_speaks_english(house: House, tmp_path: Path) -> None:
    caller = await house.caller(credits=200)
    asset = await uploaded(caller, spanish(tmp_path))
    body = {"videoUrl": asset, "targetLanguage": "en", "voiceId": "am_michael", "routing": LOCAL}
    job = await caller.finished(PATH, body)
    assert job["status"] == "completed", job["error"]
    assert (job["creditsCharged"], job["provider"]) == (200, "local")
    video, srt, vtt = job["outputs"]
    assert [each["role"] for each in job["outputs"]] == ["video", "captions", "captions"]
    assert (srt["mimeType"], vtt["mimeType"]) == ("application/x-subrip", "text/vtt")
    told = video["metadata"]
    assert (told["sourceLanguage"], told["voice"]) == ("es", "am_michael")
    assert told["quality"].startswith("a draft")
    words = (await fetch(srt, tmp_path / "a.srt")).read_text().lower()
    assert "-->" in words
    assert any(word in words for word in ("hello", "hi ", "hi,", "sound", "read")), words
    made = await details(await fetch(video, tmp_path / "made.mp4"))
    picture = made.first("video")
    assert picture is not None
    assert (picture.width, picture.frames, abs(made.duration_seconds - 6) < 0.1) == (320, 150, True)
    level = loudness(await run(measure(tmp_path, "made.mp4")))
    assert level is not None
    assert abs(level + 16) < 3


@pytest.mark.parametrize("pair", [{"targetLanguage": "de"}, {"targetLanguage": "en", "sourceLanguage": "ja"}])  # fmt: skip
async def test_a_pair_that_nobody_serves_is_refused_before_anything_is_held(
    house: House, pair: dict[str, str]
) -> None:
    caller = await house.caller()
    answer = await caller.submit(PATH, {"videoUrl": "https://example.com/a.mp4", **pair})
    assert (answer.status_code, answer.json()["code"]) == (503, "ERR_PROVIDER_UNAVAILABLE")
    assert pair["targetLanguage"] in answer.json()["detail"]
    assert await caller.wallet() == (1_000, 0)


@pytest.mark.parametrize(
    ("field", "value"),
    [("targetLanguage", "klingon!"), ("voiceId", "nobody"), ("voiceId", "ef_dora"), ("keepBackground", 1)],
)  # fmt: skip
async def test_a_wrong_wish_is_pointed_at(house: House, field: str, value: object) -> None:
    caller = await house.caller()
    body = {"videoUrl": "https://example.com/a.mp4", "targetLanguage": "en", field: value}
    answer = await caller.submit(PATH, body)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, f"/{field}")


@pytest.mark.parametrize(("seconds", "price"), [(59.5, 200), (60, 200), (60.5, 400)])
async def test_a_started_minute_is_a_minute(house: House, seconds: float, price: int) -> None:
    caller = await house.caller()
    body = {
        "videoUrl": "https://example.com/a.mp4",
        "targetLanguage": "en",
        "sourceSeconds": seconds,
    }
    answer = await caller.http.post(PATH, params={"dryRun": "true"}, json=body)
    assert answer.json()["data"]["price"]["max"] == price


async def test_a_silent_film_is_refunded(house: House, tmp_path: Path) -> None:
    subprocess.run(
        [FFMPEG, "-v", "error", "-f", "lavfi", "-i", "testsrc2=s=160x90:r=10:d=1", "-pix_fmt", "yuv420p",
         str(tmp_path / "mute.mp4")],
        check=True,
    )  # fmt: skip
    caller = await house.caller(credits=200)
    asset = await uploaded(caller, tmp_path / "mute.mp4")
    job = await caller.finished(PATH, {"videoUrl": asset, "targetLanguage": "en"})
    assert (job["status"], job["error"]["code"]) == ("failed", "ERR_MEDIA_INVALID")
    assert await caller.wallet() == (200, 0)
