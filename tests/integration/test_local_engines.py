"""The engines that need no key, through the whole house: what comes out is looked at, measured and listened to."""

import subprocess
from pathlib import Path

import httpx
import imageio_ffmpeg
import pytest
from PIL import Image, ImageChops

from media.probe import details
from media.run import run
from media.speech import loudness, measure
from tests.house import Caller, House

FFMPEG = imageio_ffmpeg.get_ffmpeg_exe()
TEXT = "The quick brown fox jumps over the lazy dog. It was a fine morning in the valley."

pytestmark = pytest.mark.timeout(240)


async def fetch(output: dict[str, str], target: Path) -> Path:
    async with httpx.AsyncClient(timeout=60) as client:
        target.write_bytes((await client.get(output["url"])).content)
    return target


async def speech(caller: Caller, **more: object) -> dict[str, object]:
    job = await caller.finished(
        "/audio/text-to-speech", {"text": TEXT, "voiceId": "af_heart", **more}
    )
    assert job["status"] == "completed", job["error"]
    return job


async def test_a_picture_is_painted_from_the_prompt(house: House, tmp_path: Path) -> None:
    caller = await house.caller()
    body = {
        "prompt": "a calm sea at sunset",
        "width": 300,
        "height": 420,
        "provider": "local",
        "variants": 2,
    }
    job = await caller.finished("/images/generate", body)
    pictures = [
        Image.open(await fetch(output, tmp_path / output["id"])) for output in job["outputs"]
    ]
    assert [picture.size for picture in pictures] == [(300, 420), (300, 420)]
    assert all(len(picture.getcolors(1 << 20) or []) > 1_000 for picture in pictures)
    assert ImageChops.difference(*pictures).getbbox()
    assert job["outputs"][0]["metadata"]["engine"] == "procedural-painter"


@pytest.mark.parametrize(
    ("encoding", "mime_type", "voice"),
    [
        ("mp3", "audio/mpeg", "af_heart"),
        ("wav", "audio/wav", "espeak-en-gb"),
        ("opus", "audio/ogg", "espeak-en-us"),
    ],
)
async def test_speech_has_one_loudness_in_every_format(
    house: House, tmp_path: Path, encoding: str, mime_type: str, voice: str
) -> None:
    job = await speech(await house.caller(), outputFormat=encoding, voiceId=voice)
    audio = job["outputs"][0]  # type: ignore[index]
    assert audio["mimeType"] == mime_type
    await fetch(audio, tmp_path / "speech")
    measured = loudness(await run(measure(tmp_path, "speech")))
    assert measured is not None
    assert abs(measured + 16) <= 1


async def test_other_languages_are_spoken_by_the_simpler_engine(house: House) -> None:
    caller = await house.caller()
    job = await caller.finished(
        "/audio/text-to-speech", {"text": "Guten Morgen, liebe Leute.", "voiceId": "espeak-de"}
    )
    assert job["status"] == "completed", job["error"]
    assert job["outputs"][0]["metadata"]["engine"] == "espeak-ng-1.52"


async def test_a_long_text_is_spoken_in_chunks_and_joined(house: House) -> None:
    caller = await house.caller()
    text = "Ein Satz nach dem anderen. " * 90
    job = await caller.finished(
        "/audio/text-to-speech", {"text": text, "voiceId": "espeak-de", "speed": 2.0}
    )
    assert job["status"] == "completed", job["error"]
    assert len(job["attempts"]) == 3
    words = (await caller.http.get(job["outputs"][1]["url"])).json()["words"]
    assert [word["text"] for word in words] == text.split()
    assert all(a["end"] <= b["start"] + 0.001 for a, b in zip(words, words[1:], strict=False))


async def test_written_pauses_are_heard_and_captions_stand_beside_the_speech(house: House) -> None:
    caller = await house.caller()
    text = 'Eins zwei. <break time="1500ms"/> Drei vier. [pause 2s]'
    job = await caller.finished("/audio/text-to-speech", {"text": text, "voiceId": "espeak-de"})
    assert job["status"] == "completed", job["error"]
    audio, timings, captions = job["outputs"]
    words = (await caller.http.get(timings["url"])).json()["words"]
    assert [word["text"] for word in words] == ["Eins", "zwei.", "Drei", "vier."]
    assert words[2]["start"] - words[1]["end"] >= 1.5
    assert audio["durationSeconds"] - words[3]["end"] >= 2
    assert captions["mimeType"] == "text/vtt"
    told = (await caller.http.get(captions["url"])).text
    assert told.startswith("WEBVTT")
    assert told.count("-->") == 2
    bad = await caller.submit("/audio/text-to-speech", {"text": "Nie. <break time='20s'/>"})
    assert (bad.status_code, bad.json()["errors"][0]["pointer"]) == (400, "/text")


async def test_captions_follow_the_words_and_are_burned_in(house: House, tmp_path: Path) -> None:
    caller = await house.caller()
    spoken = await speech(caller)
    sound = await fetch(spoken["outputs"][0], tmp_path / "speech.mp3")  # type: ignore[index]
    video = _film(sound, tmp_path / "video.mp4")
    asset = (await caller.http.post("/uploads", content=video.read_bytes())).json()["data"]["id"]
    timings = spoken["outputs"][1]["id"]  # type: ignore[index]
    given = await caller.finished("/videos/subtitles", {"videoUrl": asset, "transcript": timings})
    assert given["status"] == "completed", given["error"]
    assert [output["role"] for output in given["outputs"]] == ["video", "captions", "captions"]
    burned = await fetch(given["outputs"][0], tmp_path / "burned.mp4")
    found = await details(burned)
    assert (found.mime_type, found.first("audio").codec) == ("video/mp4", "AAC")  # type: ignore[union-attr]
    box = (
        ImageChops.difference(_frame(video, tmp_path), _frame(burned, tmp_path))
        .convert("L")
        .point(lambda p: 255 * (p > 60))
        .getbbox()
    )
    assert box
    assert box[1] > 260, "captions stand at the bottom"

    heard = await caller.finished(
        "/videos/subtitles", {"videoUrl": asset, "routing": {"only": ["local"]}, "position": "top"}
    )
    assert heard["status"] == "completed", heard["error"]
    captions = (await caller.http.get(heard["outputs"][1]["url"])).text
    assert "quick brown fox" in captions.replace("\n", " ")
    assert heard["outputs"][1]["metadata"]["language"] == "en"

    unheard = await caller.finished(
        "/videos/subtitles",
        {"videoUrl": asset, "transcript": TEXT, "routing": {"only": ["nobody"]}},
    )
    assert unheard["status"] == "completed", unheard["error"]
    assert unheard["outputs"][1]["metadata"]["source"] == "estimated", (
        "known words need no recogniser"
    )


async def test_a_video_without_sound_needs_a_transcript_with_times(
    house: House, tmp_path: Path
) -> None:
    caller = await house.caller()
    silent = tmp_path / "silent.mp4"
    subprocess.run(
        [
            FFMPEG,
            "-v",
            "error",
            "-f",
            "lavfi",
            "-i",
            "testsrc2=s=320x180:d=2",
            "-pix_fmt",
            "yuv420p",
            str(silent),
        ],
        check=True,
    )
    asset = (await caller.http.post("/uploads", content=silent.read_bytes())).json()["data"]["id"]
    job = await caller.finished(
        "/videos/subtitles", {"videoUrl": asset, "routing": {"only": ["local"]}}
    )
    assert (job["status"], job["error"]["code"]) == ("failed", "ERR_MEDIA_INVALID")
    srt = "1\n00:00:00,200 --> 00:00:01,800\n{\\fs900}مرحبا <b>world</b> 你好\n"
    job = await caller.finished("/videos/subtitles", {"videoUrl": asset, "transcript": srt})
    assert job["status"] == "completed", job["error"]


def _film(sound: Path, target: Path) -> Path:
    subprocess.run(
        [FFMPEG, "-v", "error", "-y", "-f", "lavfi", "-i", "color=gray:s=640x360:r=25", "-i", str(sound), "-shortest",
         "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac", str(target)],
        check=True,
    )  # fmt: skip
    return target


def _frame(video: Path, folder: Path) -> Image.Image:
    target = folder / f"{video.stem}.png"
    subprocess.run(
        [
            FFMPEG,
            "-v",
            "error",
            "-y",
            "-ss",
            "1.5",
            "-i",
            str(video),
            "-frames:v",
            "1",
            str(target),
        ],
        check=True,
    )
    return Image.open(target).convert("RGB")
