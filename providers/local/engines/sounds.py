"""The engine of sound effects: a prompt in, a synthesised sound of an exact length out."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Final

import numpy as np
import soundfile

from domain.values import Json
from providers.local.engines._protocol import Refusal, serve
from providers.local.engines._sounds import brief, mixing
from providers.local.engines._sounds.machines import texture
from providers.local.engines._sounds.scene import RATE_HZ, Floats, Scene

FILE: Final = "sound.wav"
SECONDS_MIN: Final = 0.5
SECONDS_MAX: Final = 30.0
TEXTURE: Final = "texture"
UNKNOWN: Final = "the prompt names no sound that is synthesised here: this is a texture of its own"


def work(request: Json, report: Callable[[float], None]) -> Json:
    """Make the sound of `prompt`, `seconds` long, into `folder`; `loop`: its end meets its beginning."""
    seconds = float(request["seconds"])
    if not SECONDS_MIN <= seconds <= SECONDS_MAX:
        raise Refusal("rejected_input", f"A sound lasts {SECONDS_MIN:g} to {SECONDS_MAX:g} seconds.")
    prompt, loop = str(request["prompt"]), bool(request["loop"])
    told = brief.read(prompt)
    made = sound(prompt, told, round(seconds * RATE_HZ), loop=loop, report=report)
    path = Path(request["folder"]) / FILE
    soundfile.write(path, made, RATE_HZ, subtype="PCM_16")
    layers = ", ".join(told.layers) or TEXTURE
    metadata = {"engine": "sound-synthesis", "layers": layers}
    return {"file": FILE, "metadata": metadata if told.layers else metadata | {"note": UNKNOWN}}


def sound(
    prompt: str, told: brief.Brief, length: int, *, loop: bool, report: Callable[[float], None]
) -> Floats:
    """Make each layer, put them where the prompt says, and set the level. The same prompt gives the same sound."""
    seed = int.from_bytes(sha256(prompt.strip().lower().encode()).digest()[:8])
    makers = [brief.KINDS[name][0] for name in told.layers] or [texture]
    layers = []
    for number, maker in enumerate(makers):
        scene = Scene(
            length=length, loop=loop, chance=np.random.default_rng((seed, number)),
            intensity=told.intensity, pace=told.pace, words=told.words,
        )  # fmt: skip
        layers.append(maker(scene))
        report((number + 1) / (len(makers) + 1))
    mixed = mixing.together(layers)
    if told.distance:
        mixed = mixing.away(mixed, told.distance)
    if told.space_seconds:
        chance = np.random.default_rng((seed, len(makers)))
        mixed = mixing.in_space(mixed, told.space_seconds, chance, loop=loop)
    return mixing.finished(mixed, loop=loop)


if __name__ == "__main__":
    serve(work)
