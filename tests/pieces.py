"""Music for tests: composed and played here, read back as samples."""

from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray

from media.run import Command, Input, run
from providers.local.engines import music

RATE_HZ = 48_000
Sound = NDArray[np.float32]


def composed(
    folder: Path, *, seconds: float = 15, prompt: str = "music", seed: int = 3, **more: object
) -> tuple[Sound, dict[str, str]]:
    """Run the engine here; answers stereo samples, and what it says of them."""
    folder.mkdir(parents=True, exist_ok=True)
    request = {"prompt": prompt, "seconds": seconds, "seed": seed, "folder": str(folder), **more}
    answer = music.work(request, lambda _: None)
    return heard(folder / answer["file"]), answer["metadata"]


def heard(path: Path) -> Sound:
    """Read a sound file as two rows of samples."""
    sound, rate = soundfile.read(str(path), dtype="float32", always_2d=True)
    assert rate == RATE_HZ
    return np.ascontiguousarray(sound.T)


async def decoded(path: Path) -> Sound:
    """Decode any sound as a player would: 48 kHz, stereo."""
    target = path.with_name(f"{path.name}.wav")
    ask = Command(
        folder=path.parent,
        inputs=(Input(path.name),),
        arguments=("-map", "0:a:0", "-ar", str(RATE_HZ), "-ac", "2", "-f", "wav", target.name),
    )
    await run(ask)
    return heard(target)


def strummed(bpm: float, tonic: int, *, bars: int) -> Sound:
    """Play what no engine of ours made: a click on each beat, and the chords of a major key, a bar each."""
    beat = 60 / bpm
    sound = np.zeros(round(bars * 4 * beat * RATE_HZ), np.float32)
    rng = np.random.default_rng(2)
    time = np.arange(round(4 * beat * RATE_HZ)) / RATE_HZ
    for bar in range(bars):
        root = (0, 5, 7, 0)[bar % 4]
        tones = [root, root + (4 if root != 2 else 3), root + 7]
        chord = sum(
            np.sin(2 * np.pi * 220 * 2 ** ((tonic - 9 + tone) / 12) * time) for tone in tones
        )
        start = round(bar * 4 * beat * RATE_HZ)
        part = sound[start : start + len(time)]
        part += (0.07 * chord * np.exp(-time * 0.8))[: len(part)]
        for number in range(4):
            place = start + round(number * beat * RATE_HZ)
            burst = rng.standard_normal(1_500) * np.linspace(0.5 if number == 0 else 0.25, 0, 1_500)
            sound[place : place + 1_500] += burst[: len(sound[place : place + 1_500])]
    return np.stack([sound, sound])


def written(path: Path, sound: Sound) -> Path:
    """Write a WAV file."""
    soundfile.write(str(path), sound.T, RATE_HZ, "PCM_16")
    return path
