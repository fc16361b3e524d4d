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
