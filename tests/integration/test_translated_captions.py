"""Captions in another language: by ear, by a vendor in several calls, and what nobody can translate."""

import re
import subprocess
from pathlib import Path

import imageio_ffmpeg
import pytest

from tests.house import House
from tests.integration.test_local_engines import fetch
from tests.integration.test_video_translate import spanish, uploaded

FFMPEG = imageio_ffmpeg.get_ffmpeg_exe()
PATH = "/videos/subtitles"
CUES = 60

pytestmark = pytest.mark.timeout(300)


def cues_of(text: str) -> list[tuple[str, str]]:
    """Read an SRT file: when each caption begins, and what it says on one line."""
    blocks = [block.split("\n", 2) for block in text.strip().split("\n\n")]
    return [(times.split(" --> ")[0], said.replace("\n", " ")) for _, times, said in blocks]


async def test_spanish_is_read_in_english_with_no_vendor(house: House, tmp_path: Path) -> None:
    caller = await house.caller()
    asset = await uploaded(caller, spanish(tmp_path))
    body = {"videoUrl": asset, "language": "en", "routing": {"only": ["local"]}}
    job = await caller.finished(PATH, body)
    assert job["status"] == "completed", job["error"]
    told = job["outputs"][1]["metadata"]
    assert (told["source"], told["language"], told["sourceLanguage"]) == ("translated", "en", "es")
    assert (told["translatedBy"], told["quality"].split(":")[0]) == ("local", "a draft")
    said = (await fetch(job["outputs"][1], tmp_path / "a.srt")).read_text().lower()
    assert any(word in said for word in ("hello", "hi ", "hi,", "sound", "read")), said


async def test_a_transcript_is_translated_cue_by_cue_by_a_vendor(
    house: House, tmp_path: Path
) -> None:
    source = tmp_path / "long.mp4"
    subprocess.run(
        [FFMPEG, "-v", "error", "-f", "lavfi", "-i", f"color=c=gray:s=160x90:r=5:d={CUES}", "-pix_fmt", "yuv420p", str(source)],
        check=True,
    )  # fmt: skip
    given = "".join(
        f"{n + 1}\n00:00:{n:02},000 --> 00:00:{n:02},900\nnumber {n}\n\n" for n in range(CUES)
    )
    caller = await house.caller(credits=100)
    before = len(house.vendor.calls)
    body = {
        "videoUrl": await uploaded(caller, source), "transcript": given, "sourceLanguage": "en", "language": "de-AT",
        "style": {"highlight": "#00FF00"},
    }  # fmt: skip
    job = await caller.finished(PATH, body)
    assert job["status"] == "completed", job["error"]
    assert job["creditsCharged"] == 100
    calls = [call for call in house.vendor.calls[before:] if call["path"] == "/chat/completions"]
    assert len(calls) == 2, "fifty phrases a call"
    assert {attempt["part"] for attempt in job["attempts"]} == {1, 2}
    told = job["outputs"][1]["metadata"]
    assert (told["language"], told["translatedBy"]) == ("de-AT", "openai")
    cues = cues_of((await fetch(job["outputs"][1], tmp_path / "a.srt")).read_text())
    assert " ".join(said for _, said in cues) == " ".join(
        f"de-AT:number de-AT:{n}" for n in range(CUES)
    )
    assert all(re.search(rf"de-AT:{int(start[6:8])}\b", said) for start, said in cues), (
        "what is said stays where it was said"
    )


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ({"sourceLanguage": "en", "language": "de"}, "from 'en' to 'de'"),
        ({"sourceLanguage": "es", "language": "en", "transcript": "hola"}, "text-translation"),
    ],
)
async def test_what_nobody_translates_is_refused_before_anything_is_held(
    house: House, body: dict[str, str], named: str
) -> None:
    caller = await house.caller()
    asked = {"videoUrl": "https://example.com/a.mp4", "routing": {"only": ["local"]}, **body}
    answer = await caller.submit(PATH, asked)
    assert (answer.status_code, answer.json()["code"]) == (503, "ERR_PROVIDER_UNAVAILABLE")
    assert named in answer.json()["detail"]
    assert await caller.wallet() == (1_000, 0)


async def test_a_language_that_is_spoken_is_no_translation(house: House) -> None:
    caller = await house.caller()
    body = {"videoUrl": "https://example.com/a.mp4", "sourceLanguage": "en-GB", "language": "en"}
    answer = await caller.http.post(PATH, params={"dryRun": "true"}, json=body)
    assert set(answer.json()["data"]["providers"]) == {"transcription"}, answer.json()
