"""Instruments that hold their tone: pads, strings, brass, organs, flutes, leads and basses of the synthesizer."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from providers.local.engines._composing.waves import (
    RATE_HZ,
    Samples,
    cycle,
    drawbars,
    eased,
    filtered,
    hollow,
    noise,
    played,
    reed,
    saw,
    single,
    square,
    swell,
)

Rng = np.random.Generator
WIDE: Final = (-11.0, -6.0, -2.0, 3.0, 7.0, 12.0)
NARROW: Final = (-5.0, 0.0, 6.0)
FORMANTS: Final = ((700.0, 1.0, 130.0), (1_150.0, 0.7, 150.0), (2_600.0, 0.25, 250.0))


def cents(hertz: float, amount: float) -> float:
    """Bend a frequency by hundredths of a semitone."""
    return float(hertz * 2 ** (amount / 1_200))


def _wobble(rng: Rng, count: int, hertz: float, *, depth_cents: float, rate_hz: float) -> Samples:
    """Give the frequency of each sample under a vibrato that sets in after a while."""
    time = np.arange(count) / RATE_HZ
    depth = depth_cents * np.clip((time - 0.15) / 0.5, 0, 1)
    turn = np.sin(2 * np.pi * (rate_hz * time + rng.random()))
    return (hertz * 2 ** (depth * turn / 1_200)).astype(np.float32)


def _choir_of(rng: Rng, table: Samples, hertz: float, count: int, spread: Sequence[float]) -> Samples:  # fmt: skip
    """Sound detuned voices, one half of them to each side."""
    both = np.zeros((2, count), np.float32)
    for number, amount in enumerate(spread):
        voice = played(table, cents(hertz, amount), count, rng.random())
        near, far = (0.9, 0.35) if number % 2 else (0.35, 0.9)
        both[0] += near * voice
        both[1] += far * voice
    return both / np.float32(len(spread) ** 0.5)


def _opening(bright: Samples, dark: Samples, shape: Samples) -> Samples:
    """Move between a bright and a dark form of the same tone."""
    found: Samples = dark + (bright - dark) * shape
    return found


def pad(rng: Rng, hertz: float, seconds: float, loud: float) -> Samples:
    """Warm saws, slow to rise."""
    shape = swell(seconds, attack=min(0.5, seconds / 3), release=0.9)
    dark = cycle(saw, hertz, 500 + 900 * loud, 1.6)
    sound = _choir_of(rng, dark, hertz, len(shape), WIDE)
    return sound * shape * 0.32


def glow(rng: Rng, hertz: float, seconds: float, loud: float) -> Samples:
    """Hollow and airy: a pad of triangles with a fifth of breath above."""
    shape = swell(seconds, attack=min(1.1, seconds / 2), release=1.6)
    sound = _choir_of(
        rng, cycle(hollow, hertz, 900 + 800 * loud, 1.2), hertz, len(shape), (-8, 0, 9)
    )
    high = _choir_of(rng, cycle(hollow, hertz * 2, 2_400, 1.2), hertz * 2, len(shape), (-6, 7))
    return (sound + 0.22 * high) * shape * 0.55


def strings(rng: Rng, hertz: float, seconds: float, loud: float) -> Samples:
    """Play a section of bowed strings, each with a vibrato of its own."""
    shape = swell(seconds, attack=min(0.22, seconds / 3), release=0.35)
    table = cycle(saw, hertz, 1_500 + 2_200 * loud, 1.1)
    both = np.zeros((2, len(shape)), np.float32)
    for number, amount in enumerate((-7, -3, 3, 8)):
        rate = rng.uniform(4.8, 5.9)
        course = _wobble(rng, len(shape), cents(hertz, amount), depth_cents=9, rate_hz=rate)
        voice = played(table, course, len(shape), rng.random())
        both[number % 2] += 0.9 * voice
        both[1 - number % 2] += 0.45 * voice
    return filtered(both * shape * 0.17, "highpass", 120)


def spiccato(rng: Rng, hertz: float, seconds: float, loud: float) -> Samples:
    """Play short strings with a bounce of the bow."""
    held = min(seconds, 0.14)
    shape = swell(held, attack=0.012, release=0.16, sustain=0.5)
    sound = _choir_of(
        rng, cycle(saw, hertz, 1_200 + 2_600 * loud, 1.2), hertz, len(shape), (-6, 0, 7)
    )
    bow = filtered(noise(rng, len(shape) / RATE_HZ), "bandpass", 1_500, 5_000)[: len(shape)] * 0.05
    return (sound + bow) * shape * 0.42


def brass(rng: Rng, hertz: float, seconds: float, loud: float) -> Samples:
    """Horns that open as they rise."""
    shape = swell(seconds, attack=min(0.09, seconds / 3), release=0.22, sustain=0.8)
    bright = _choir_of(
        rng, cycle(saw, hertz, 900 + 3_200 * loud, 1.7), hertz, len(shape), (-4, 0, 5)
    )
    dark = _choir_of(rng, cycle(saw, hertz, 420, 1.7), hertz, len(shape), (-4, 0, 5))
    return _opening(bright, dark, shape**1.5) * shape * 0.4


def choir(rng: Rng, hertz: float, seconds: float, loud: float) -> Samples:
    """Voices on an open vowel."""
    shape = swell(seconds, attack=min(0.4, seconds / 3), release=0.7)

    def vowel(number: np.ndarray) -> np.ndarray:
        at = number * hertz
        peaks = sum(level * np.exp(-(((at - f) / width) ** 2)) for f, level, width in FORMANTS)
        return np.asarray((peaks + 0.08 + 0.5 * (number == 1)) / number**0.4)

    table = cycle.__wrapped__(vowel, hertz, 4_000 + 1_000 * loud, 2.0)
    both = np.zeros((2, len(shape)), np.float32)
    for number, amount in enumerate((-9, -4, 4, 10)):
        course = _wobble(rng, len(shape), cents(hertz, amount), depth_cents=14, rate_hz=5.2)
        voice = played(table, course, len(shape), rng.random())
        both[number % 2] += voice
        both[1 - number % 2] += 0.4 * voice
    return both * shape * 0.16


def organ(rng: Rng, hertz: float, seconds: float, loud: float) -> Samples:
    """Drawbars, with a slow rotor."""
    shape = swell(seconds, attack=0.008, release=0.05)
    table = cycle(drawbars, hertz, 2_500 + 2_000 * loud, 1.0)
    course = _wobble(rng, len(shape), hertz, depth_cents=5, rate_hz=6.2)
    sound = played(table, course, len(shape), rng.random())
    turn = 0.12 * np.sin(2 * np.pi * 6.2 * np.arange(len(shape)) / RATE_HZ)
    return np.stack([sound * (1 + turn), sound * (1 - turn)]).astype(np.float32) * shape * 0.3


def flute(rng: Rng, hertz: float, seconds: float, loud: float) -> Samples:
    """Few harmonics and some breath."""
    shape = swell(seconds, attack=min(0.07, seconds / 3), release=0.12, sustain=0.92)
    course = _wobble(rng, len(shape), hertz, depth_cents=13, rate_hz=5.1)
    tone = played(cycle(hollow, hertz, 1_600 + 1_400 * loud, 1.0), course, len(shape))
    breath = filtered(
        noise(rng, len(shape) / RATE_HZ + 0.01), "bandpass", hertz * 0.9, hertz * 3.2
    )[: len(shape)]
    return (tone * 0.85 + breath * 0.05) * shape


def clarinet(rng: Rng, hertz: float, seconds: float, loud: float) -> Samples:
    """Blow a dark reed."""
    shape = swell(seconds, attack=min(0.05, seconds / 3), release=0.1, sustain=0.9)
    course = _wobble(rng, len(shape), hertz, depth_cents=6, rate_hz=4.9)
    return played(cycle(reed, hertz, 1_300 + 1_700 * loud, 1.4), course, len(shape)) * shape * 0.62


def lead(rng: Rng, hertz: float, seconds: float, loud: float) -> Samples:
    """Sing with a synthesizer: two saws that close as they fade."""
    shape = swell(seconds, attack=0.012, release=0.18, sustain=0.7)
    bright = _choir_of(rng, cycle(saw, hertz, 1_800 + 3_500 * loud, 2.0), hertz, len(shape), NARROW)
    dark = _choir_of(rng, cycle(saw, hertz, 900, 2.0), hertz, len(shape), NARROW)
    return _opening(bright, dark, shape**2) * shape * 0.36


def stab(rng: Rng, hertz: float, seconds: float, loud: float) -> Samples:
    """Strike a wide chord of saws that closes at once."""
    held = min(seconds, 0.5)
    shape = swell(held, attack=0.004, release=0.16, sustain=0.55)
    bright = _choir_of(rng, cycle(saw, hertz, 2_200 + 4_200 * loud, 1.6), hertz, len(shape), WIDE)
    dark = _choir_of(rng, cycle(saw, hertz, 600, 1.6), hertz, len(shape), WIDE)
    falling = np.exp2(-np.arange(len(shape)) / RATE_HZ / 0.16).astype(np.float32)
    return _opening(bright, dark, falling) * shape * 0.3


def square_lead(rng: Rng, hertz: float, seconds: float, loud: float) -> Samples:
    """Play a soft square."""
    shape = swell(seconds, attack=0.01, release=0.12, sustain=0.75)
    course = _wobble(rng, len(shape), hertz, depth_cents=10, rate_hz=5.4)
    return played(cycle(square, hertz, 1_400 + 2_000 * loud, 2.0), course, len(shape)) * shape * 0.5


def sub_bass(rng: Rng, hertz: float, seconds: float, loud: float) -> Samples:
    """Push with a sine and a little of its octave."""
    shape = swell(max(seconds - 0.03, 0.05), attack=0.008, release=0.06, sustain=0.85)
    sound = played(cycle(hollow, hertz, 240 + 200 * loud, 2.0), hertz, len(shape))
    return single(np.tanh(sound * 1.4) * shape * 0.75)


def saw_bass(rng: Rng, hertz: float, seconds: float, loud: float) -> Samples:
    """Growl: a saw that closes, on top of a sine."""
    shape = swell(max(seconds - 0.02, 0.05), attack=0.004, release=0.06, sustain=0.7)
    falling = np.exp2(-np.arange(len(shape)) / RATE_HZ / 0.13).astype(np.float32)
    bright = played(cycle(saw, hertz, 700 + 1_300 * loud, 2.2), hertz, len(shape))
    dark = played(cycle(saw, hertz, 260, 2.2), hertz, len(shape))
    low = played(cycle(hollow, hertz, 200, 2.0), hertz, len(shape))
    return eased((_opening(bright, dark, falling) * 0.45 + low * 0.55) * shape * 0.8)
