"""Drums, each by itself: skins as falling tones, metal and rattles as noise."""

from collections.abc import Callable
from typing import Final

import numpy as np

from providers.local.engines._composing.waves import (
    RATE_HZ,
    Samples,
    eased,
    fading,
    filtered,
    noise,
    sines,
    single,
)

Rng = np.random.Generator
METAL: Final = (2_050.0, 3_070.0, 4_130.0, 5_430.0, 6_790.0, 8_210.0)


def _falling(high: float, low: float, *, drop: float, half: float, seconds: float) -> Samples:
    """Give a skin's tone: it falls from high to low and dies away."""
    time = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    course = low + (high - low) * np.exp(-time / drop)
    turns = 2 * np.pi * np.cumsum(course) / RATE_HZ
    return eased((np.sin(turns) * np.exp2(-time / half)).astype(np.float32))


def kick(rng: Rng, loud: float) -> Samples:
    """Kick a bass drum of a house: deep, with a click."""
    body = _falling(190, 48, drop=0.028, half=0.11, seconds=0.5)
    click = filtered(noise(rng, 0.02), "highpass", 1_800) * fading(0.02, 0.003)
    body[: len(click)] += click * 0.16
    return single(np.tanh(body * 1.7))


def deep_kick(rng: Rng, loud: float) -> Samples:
    """Kick a drum that booms."""
    return single(np.tanh(_falling(150, 43, drop=0.04, half=0.2, seconds=0.9) * 1.5))


def soft_kick(rng: Rng, loud: float) -> Samples:
    """Kick a felted drum."""
    return filtered(_falling(120, 56, drop=0.03, half=0.09, seconds=0.4), "lowpass", 900)


def rock_kick(rng: Rng, loud: float) -> Samples:
    """Kick with a beater that is heard."""
    body = _falling(140, 57, drop=0.025, half=0.075, seconds=0.4)
    beater = filtered(noise(rng, 0.03), "bandpass", 1_800, 5_000) * fading(0.03, 0.006)
    body[: len(beater)] += beater * 0.35
    return single(np.tanh(body * 1.6))


def snare(rng: Rng, loud: float) -> Samples:
    """Strike a snare: two tones of the skin and its wires."""
    skin = sines([(186, 0.7, 0.05), (331, 0.4, 0.035)], 0.3)
    wires = filtered(noise(rng, 0.3), "bandpass", 1_400, 9_000) * fading(0.3, 0.05 + 0.02 * loud)
    return (skin + wires * 0.75).astype(np.float32)


def rim(rng: Rng, loud: float) -> Samples:
    """Strike the rim."""
    return sines([(820, 0.6, 0.012), (1_720, 0.5, 0.009), (2_900, 0.3, 0.006)], 0.12)


def brush(rng: Rng, loud: float) -> Samples:
    """Sweep wire over a skin."""
    shape = np.sin(np.linspace(0, np.pi, int(0.16 * RATE_HZ))) ** 1.5
    swept = filtered(noise(rng, 0.16), "bandpass", 1_200, 6_500)
    return (swept * shape * 0.4).astype(np.float32)


def clap(rng: Rng, loud: float) -> Samples:
    """Clap with several hands."""
    whole = np.zeros(int(0.3 * RATE_HZ), np.float32)
    for place in (0.0, 0.011, 0.023):
        burst = noise(rng, 0.012) * fading(0.012, 0.004)
        start = int(place * RATE_HZ)
        whole[start : start + len(burst)] += burst
    tail = noise(rng, 0.26) * fading(0.26, 0.045)
    start = int(0.03 * RATE_HZ)
    whole[start : start + len(tail)] += tail[: len(whole) - start]
    return filtered(whole, "bandpass", 900, 4_200) * np.float32(0.9)


def _metal(rng: Rng, seconds: float, half: float, low_hz: float) -> Samples:
    rings = sines([(one * rng.uniform(0.99, 1.01), 0.22, half) for one in METAL], seconds)
    hiss = noise(rng, seconds)[: len(rings)] * fading(seconds, half)[: len(rings)]
    return filtered(rings + hiss * 0.5, "bandpass", low_hz, 13_500)


def hat(rng: Rng, loud: float) -> Samples:
    """Close the hi-hat."""
    return _metal(rng, 0.09, 0.016 + 0.012 * loud, 6_500) * np.float32(0.6)


def open_hat(rng: Rng, loud: float) -> Samples:
    """Open the hi-hat."""
    return _metal(rng, 0.45, 0.09, 6_000) * np.float32(0.5)


def ride(rng: Rng, loud: float) -> Samples:
    """Tip the ride cymbal."""
    return _metal(rng, 0.9, 0.17, 4_200) * np.float32(0.34)


def crash(rng: Rng, loud: float) -> Samples:
    """Crash a cymbal."""
    return _metal(rng, 2.6, 0.5, 3_000) * np.float32(0.55)


def shaker(rng: Rng, loud: float) -> Samples:
    """Shake grains."""
    shape = np.sin(np.linspace(0, np.pi, int(0.07 * RATE_HZ))) ** 2
    return single(filtered(noise(rng, 0.07), "bandpass", 5_000, 11_000) * shape * 0.45)


def tambourine(rng: Rng, loud: float) -> Samples:
    """Shake small jingles."""
    return _metal(rng, 0.22, 0.035, 5_200) * np.float32(0.45)


def tom(rng: Rng, loud: float) -> Samples:
    """Strike a tom."""
    return _falling(190, 112, drop=0.06, half=0.13, seconds=0.6) * np.float32(0.85)


def low_tom(rng: Rng, loud: float) -> Samples:
    """Strike the floor tom."""
    return _falling(130, 78, drop=0.06, half=0.17, seconds=0.8) * np.float32(0.9)


def hand_drum(rng: Rng, loud: float) -> Samples:
    """Slap a hand drum."""
    slap = filtered(noise(rng, 0.05), "bandpass", 700, 3_500) * fading(0.05, 0.01)
    body = _falling(240, 165, drop=0.02, half=0.07, seconds=0.35)
    body[: len(slap)] += slap * 0.4
    return body


def taiko(rng: Rng, loud: float) -> Samples:
    """Strike a great drum in a hall."""
    body = _falling(105, 52, drop=0.07, half=0.24, seconds=1.3)
    skin = filtered(noise(rng, 0.12), "lowpass", 700 + 1_400 * loud) * fading(0.12, 0.02)
    body[: len(skin)] += skin * 0.5
    return single(np.tanh(body * 1.5))


def riser(rng: Rng, loud: float) -> Samples:
    """Let noise rise for two seconds."""
    hiss = noise(rng, 2.0)
    low, high = filtered(hiss, "bandpass", 400, 1_600), filtered(hiss, "bandpass", 2_000, 9_000)
    rise = np.linspace(0, 1, len(hiss), dtype=np.float32)
    return eased((low * (1 - rise) + high * rise) * rise**2 * np.float32(0.3), 0.04)


Drum = Callable[[Rng, float], Samples]
DRUMS: Final[dict[str, tuple[Drum, float, float]]] = {
    "kick": (kick, 0.0, 0.85), "deep_kick": (deep_kick, 0.0, 0.85), "soft_kick": (soft_kick, 0.0, 0.9),
    "rock_kick": (rock_kick, 0.0, 0.8), "snare": (snare, 0.02, 0.66), "rim": (rim, -0.15, 0.45),
    "brush": (brush, 0.1, 0.6), "clap": (clap, 0.0, 0.6), "hat": (hat, 0.28, 0.42), "open_hat": (open_hat, 0.3, 0.3),
    "ride": (ride, -0.35, 0.36), "crash": (crash, -0.2, 0.42), "shaker": (shaker, -0.4, 0.4),
    "tambourine": (tambourine, 0.4, 0.34), "tom": (tom, -0.2, 0.7), "low_tom": (low_tom, 0.3, 0.75),
    "hand_drum": (hand_drum, 0.15, 0.7), "taiko": (taiko, 0.0, 0.95),
    "riser": (riser, 0.0, 0.5),
}  # fmt: skip
"""Each drum, where it stands from left (−1) to right (1), and how loud it is beside the others."""
