"""How captions look when they are burned in: the word that sounds is lit, in its own colour."""

import json
import subprocess
from pathlib import Path

import imageio_ffmpeg
import numpy as np
import pytest

from tests.house import House
from tests.integration.test_local_engines import fetch

FFMPEG = imageio_ffmpeg.get_ffmpeg_exe()
PATH = "/videos/subtitles"


async def test_the_word_that_sounds_is_lit(house: House, tmp_path: Path) -> None:
    source = tmp_path / "grey.mp4"
    subprocess.run(
        [FFMPEG, "-v", "error", "-f", "lavfi", "-i", "color=c=gray:s=320x180:r=10:d=2", "-pix_fmt", "yuv420p", str(source)],
        check=True,
    )  # fmt: skip
    caller = await house.caller(credits=100)
    upload = await caller.http.post("/uploads", content=source.read_bytes())
    words = [
        {"text": "LEFTMOST", "start": 0.0, "end": 1.0},
        {"text": "RIGHTMOST", "start": 1.0, "end": 2.0},
    ]
    timings = json.dumps({"words": words, "source": "engine"})
    body = {
        "videoUrl": upload.json()["data"]["id"],
        "transcript": timings,
        "style": {"highlight": "#00FF00"},
    }
    job = await caller.finished(PATH, body)
    assert job["status"] == "completed", job["error"]
    assert job["params"]["style"]["highlight"] == "#00FF00"
    film = await fetch(job["outputs"][0], tmp_path / "captioned.mp4")
    assert green_side(film, 0.5) == "left"
    assert green_side(film, 1.5) == "right"


def green_side(film: Path, seconds: float) -> str:
    """Tell in which half of a frame the lit word stands."""
    pixels = subprocess.run(
        [FFMPEG, "-v", "error", "-ss", str(seconds), "-i", str(film), "-frames:v", "1", "-f", "rawvideo", "-pix_fmt", "rgb24", "-"],
        check=True, capture_output=True,
    ).stdout  # fmt: skip
    frame = np.frombuffer(pixels, np.uint8).reshape(180, 320, 3).astype(int)
    lit = (frame[..., 1] > frame[..., 0] + 60) & (frame[..., 1] > frame[..., 2] + 60)
    assert lit.sum() > 30
    return "left" if lit[:, :160].sum() > 5 * lit[:, 160:].sum() else "right"


@pytest.mark.parametrize("colour", ["yellow", "#12", 3])
async def test_a_colour_that_is_none_is_pointed_at(house: House, colour: object) -> None:
    caller = await house.caller()
    body = {"videoUrl": "https://example.com/a.mp4", "style": {"highlight": colour}}
    answer = await caller.submit(PATH, body)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "/style/highlight")
