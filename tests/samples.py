"""Recordings of speech for tests: spoken by the quick engine, in a process of its own."""

import wave
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from providers.local.engine import call

SENTENCES = """
The committee read the summary, and she sells leather bags near the harbor. When sunlight strikes raindrops in the air,
they act as a prism and form a rainbow. Please call Stella, and ask her to bring these things with her from the store. We
also need a small plastic snake and a big toy frog for the kids. Six spoons of fresh snow peas, and maybe a snack.
"""


async def spoken(folder: Path, voice: str, *, times: int = 1, speed: float = 0.8) -> Path:
    """Speak for some 25 seconds, several times over; answers a mono WAV file."""
    folder.mkdir(parents=True, exist_ok=True)
    request = {
        "text": SENTENCES * times, "voice": voice, "language": None, "beginning": SENTENCES, "speed": speed,
        "emotion": "neutral", "weights_folder": None, "folder": str(folder),
    }  # fmt: skip
    answer = await call("speech", request, report=lambda _: None, threads=1, memory_bytes_max=None)
    return folder / str(answer["file"])


def samples_of(path: Path) -> NDArray[np.float32]:
    """Read a WAV file."""
    with wave.open(str(path), "rb") as file:
        data = file.readframes(file.getnframes())
    return np.frombuffer(data, "<i2").astype(np.float32) / 32_768


def written(path: Path, sound: NDArray[np.float32], rate_hz: int = 22_050) -> Path:
    """Write a WAV file."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate_hz)
        file.writeframes((np.clip(sound, -1, 1) * 32_767).astype("<i2").tobytes())
    return path
