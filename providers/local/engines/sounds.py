"""The sound engine: a few words in, a stereo WAV file of exactly so many seconds out."""

import wave
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from domain.values import Json
from providers.local.engines._protocol import serve
from providers.local.engines._sounding.brief import Brief, brief
from providers.local.engines._sounding.stage import RATE_HZ, Samples, Scene, Sound, band, levelled

FILE: Final = "sound.wav"
ENGINE: Final = "procedural-foley"
PEAK: Final = 0.84
"""−1.5 dBFS: between samples a peak may be a little higher, and stays below −1 dBTP."""
OVERLAP_SECONDS: Final = 1.0
FADE_SECONDS: Final = 0.01

Stereo = NDArray[np.float64]


def work(request: Json, report: Callable[[float], None]) -> Json:
    """Sound `prompt` for `seconds` into `folder`/sound.wav; `loop`: its end meets its beginning."""
    prompt, seconds, loop = str(request["prompt"]), float(request["seconds"]), bool(request["loop"])
    wanted = brief(prompt)
    seed = int.from_bytes(sha256(f"{prompt}\n{request.get('seed', 0)}".encode()).digest()[:8])
    layers = []
    for number, (_, sound) in enumerate(wanted.layers):
        rng = np.random.default_rng([seed, number])
        layers.append(_placed(_made(sound, wanted, rng, seconds, loop=loop), rng))
        report((number + 1) / (len(wanted.layers) + 1))
    _save(Path(request["folder"]) / FILE, _mixed(layers, wanted, loop=loop))
    told = {"engine": ENGINE, "sounds": ", ".join(name for name, _ in wanted.layers)}
    if not wanted.known:
        told["note"] = "no word of the prompt names a sound that this engine knows: a texture"
    return {"file": FILE, "metadata": told}


def _made(
    sound: Sound, wanted: Brief, rng: np.random.Generator, seconds: float, *, loop: bool
) -> Samples:
    """Make a layer; for a loop a little more of it, whose end is blended into the beginning."""
    extra = min(OVERLAP_SECONDS, seconds / 2) if loop else 0.0
    count, over = round(seconds * RATE_HZ), round(extra * RATE_HZ)
    made = sound(
        Scene(rng=rng, seconds=(count + over) / RATE_HZ, force=wanted.force, pace=wanted.pace)
    )
    if not over:
        return made
    share = np.linspace(0, np.pi / 2, over)
    whole = made[:count].copy()
    whole[:over] = whole[:over] * np.sin(share) + made[count:] * np.cos(share)
    return whole


def _placed(samples: Samples, rng: np.random.Generator) -> Stereo:
    """Put a layer somewhere between left and right; by level alone, so that one loudspeaker plays it as well."""
    side = rng.uniform(0.35, 0.65) * np.pi / 2
    return np.stack([samples * np.cos(side), samples * np.sin(side)], axis=1)


def _mixed(layers: list[Stereo], wanted: Brief, *, loop: bool) -> Stereo:
    whole: Stereo = np.sum(layers, axis=0)
    if wanted.far:
        whole = np.stack([band(whole[:, ear], "lowpass", 1_200) for ear in (0, 1)], axis=1)
    whole = whole - np.mean(whole, axis=0)
    if not loop:
        fade = min(round(FADE_SECONDS * RATE_HZ), len(whole) // 2)
        ramp = np.linspace(0, 1, fade)[:, None]
        whole[:fade] *= ramp
        whole[len(whole) - fade :] *= ramp[::-1]
    return levelled(whole, PEAK)


def _save(path: Path, samples: Stereo) -> None:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        file.writeframes((samples * 32_767).round().astype("<i2").tobytes())


if __name__ == "__main__":
    serve(work)
