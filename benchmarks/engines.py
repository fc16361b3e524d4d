"""How fast the local engines are beside the time of what they make."""

import os
import time
import wave
from pathlib import Path

from domain.values import Json
from providers.local import engine

TEXT = (
    "Good evening, and welcome. Every word of this was spoken on your own machine, and the face that says it was made"
    " there too, from one line of text. Watch the lips: they know when each sound begins, and when it is over."
)
PERSON = "a young woman with long red hair, in a teal sweater"
VOICE = "af_heart"
WIDE, HIGH = 1_280, 720
Rows = list[tuple[str, str, str]]


async def measured(folder: Path) -> Rows:
    """Time speech, the making of a head and its film in each style, each with its process from start to end."""
    speech = folder / "speech"
    speech.mkdir(parents=True)
    took = await _timed(
        "speech",
        speech,
        {
            "text": TEXT,
            "voice": VOICE,
            "language": "en",
            "beginning": TEXT,
            "speed": 1.0,
            "emotion": "neutral",
            "weights_folder": None,
        },
    )
    seconds = _seconds(speech / "speech.wav")
    rows = [_row("speech", seconds, took)]
    for style in ("realistic", "3d", "cartoon", "anime"):
        head = folder / style
        head.mkdir()
        ask = {"brief": PERSON, "photo": None, "style": style, "seed": 1, "quality": "standard"}
        made = await _timed("avatars", head, ask)
        took = await _timed("talking", head, {
            "head": str(head / "model.glb"), "audio": str(speech / "speech.wav"), "words": None, "width": WIDE,
            "height": HIGH, "behind": "solid-color", "colour": None, "backdrop": None,
        })  # fmt: skip
        rows += [
            _row(f"a {style} head that speaks, 720p", seconds, took),
            (f"a {style} head made", f"{made:.1f} s", ""),
        ]
    return rows


async def _timed(name: str, folder: Path, ask: Json) -> float:
    began = time.perf_counter()
    await engine.call(
        name, {**ask, "folder": str(folder)}, report=lambda _: None, threads=os.cpu_count() or 1, memory_bytes_max=None
    )  # fmt: skip
    return time.perf_counter() - began


def _row(name: str, seconds: float, took: float) -> tuple[str, str, str]:
    return (name, f"{seconds:.1f} s in {took:.1f} s, × {seconds / took:.2f} real time", "> × 1")


def _seconds(path: Path) -> float:
    with wave.open(str(path)) as file:
        return file.getnframes() / file.getframerate()
