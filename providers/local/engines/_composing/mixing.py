"""The mixing desk: places, rooms, echoes, amplifiers, and what makes room for the kick. Stereo, 48 kHz."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from scipy.fft import irfft, rfft

from providers.local.engines._composing.waves import RATE_HZ, Samples, filtered, single

DUCK_SECONDS: Final = 0.26
AIR_HZ: Final = 3_500.0


def panned(sound: Samples, pan: float) -> Samples:
    """Place a sound between left (−1) and right (1), at equal power; what is stereo already is turned."""
    angle = (pan + 1) * np.pi / 4
    left, right = np.float32(np.cos(angle) * 2**0.5), np.float32(np.sin(angle) * 2**0.5)
    both = sound if sound.ndim == 2 else np.stack([sound, sound])
    return both * np.array([[left], [right]], np.float32)


def amplified(sound: Samples, drive: float) -> Samples:
    """Drive an amplifier, and hear it through its box."""
    bent = np.tanh(filtered(sound, "highpass", 90) * np.float32(drive * 2))
    bent = 0.8 * bent + 0.2 * np.tanh(bent * 3 + 0.3)
    boxed = filtered(filtered(bent, "lowpass", 4_200, order=3), "highpass", 85)
    return boxed + filtered(boxed, "bandpass", 1_400, 3_000) * np.float32(0.35)


def room(rng: np.random.Generator, seconds: float) -> Samples:
    """Make a room's answer: some early reflections, then noise whose highs die first, apart in each ear."""
    count = int(seconds * 1.25 * RATE_HZ)
    time = np.arange(count) / RATE_HZ
    tail = rng.standard_normal((2, count)).astype(np.float32)
    bright = filtered(tail, "highpass", 2_500) * np.exp2(-time * 10 / seconds / 0.55)
    body = filtered(tail, "bandpass", 220, 2_500) * np.exp2(-time * 10 / seconds)
    answer = (body + 0.6 * bright) * np.minimum(time / 0.018, 1)
    for ear in (0, 1):
        for place in rng.uniform(0.006, 0.045, 7):
            answer[ear, int(place * RATE_HZ)] += rng.uniform(-6, 6)
    answer *= np.linspace(1, 0, count) ** 0.5
    return single(answer / np.sqrt(np.sum(answer**2) / 2))


def convolved(sound: Samples, answer: Samples) -> Samples:
    """Hear a sound in a room, block by block: the memory does not grow with the length."""
    size = answer.shape[1]
    block = 2 ** int(np.ceil(np.log2(4 * size)))
    step = block - size
    spectrum = rfft(answer, block, axis=1)
    count = sound.shape[1]
    whole = np.zeros((2, count + block), np.float32)
    for start in range(0, count, step):
        piece = rfft(sound[:, start : start + step], block, axis=1)
        whole[:, start : start + block] += irfft(piece * spectrum, block, axis=1)
    return whole[:, :count]


def aired(sound: Samples) -> Samples:
    """Lift what is high a little."""
    sound += filtered(sound, "highpass", AIR_HZ, order=1) * np.float32(0.45)
    return sound


def echoed(sound: Samples, seconds: float, *, kept: float = 0.42, times: int = 5) -> Samples:
    """Repeat a sound from side to side, each time softer and darker."""
    late = int(seconds * RATE_HZ)
    whole = np.zeros_like(sound)
    repeat = filtered(sound.mean(axis=0), "bandpass", 250, 4_500)
    for turn in range(1, times + 1):
        shift = late * turn
        if shift >= sound.shape[1]:
            break
        level = np.float32(kept**turn)
        near = turn % 2
        mono = repeat[: sound.shape[1] - shift]
        whole[near, shift:] += level * mono * 1.2
        whole[1 - near, shift:] += level * mono * 0.45
    return whole


def ducked(sound: Samples, kicks: Sequence[float], depth: float) -> Samples:
    """Step back under each kick (seconds), and come again."""
    shape = np.ones(sound.shape[1], np.float32)
    time = np.arange(int(DUCK_SECONDS * RATE_HZ)) / RATE_HZ / DUCK_SECONDS
    dip = (1 - depth * (1 - np.clip(time, 0, 1)) ** 1.6 * np.minimum(time / 0.02, 1)).astype(
        np.float32
    )
    for kick in kicks:
        start = int(kick * RATE_HZ)
        if 0 <= start < len(shape):
            end = min(start + len(dip), len(shape))
            shape[start:end] = np.minimum(shape[start:end], dip[: end - start])
    sound *= shape
    return sound


def gain(decibels: float) -> np.float32:
    """Give a level's factor."""
    return np.float32(10 ** (decibels / 20))
