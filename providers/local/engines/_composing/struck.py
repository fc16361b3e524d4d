"""Instruments that are struck or plucked and ring: pianos, bells, mallets, guitars, harps, basses."""

from typing import Final

import numpy as np

from providers.local.engines._composing.waves import (
    RATE_HZ,
    Samples,
    cycle,
    eased,
    fading,
    filtered,
    hollow,
    noise,
    played,
    sines,
    string,
    swell,
)

Rng = np.random.Generator
BAR: Final = ((1.0, 1.0, 1.0), (3.98, 0.28, 0.35), (9.2, 0.09, 0.15))
"""A tuned bar's partials: place, loudness, share of its ringing."""
GLOCKENSPIEL: Final = ((1.0, 1.0, 1.0), (2.76, 0.35, 0.5), (5.4, 0.22, 0.3), (8.93, 0.08, 0.2))


def piano(rng: Rng, hertz: float, seconds: float, loud: float) -> Samples:
    """Strings under hammers: partials a little sharp, the high ones short, felt and wood at the beginning."""
    stiff = 0.00035 * (hertz / 262) ** 1.1
    half = 1.5 * (200 / hertz) ** 0.55
    ring = min(seconds, half * 6)
    partials = []
    for number in range(1, 19):
        at = number * hertz * float(np.sqrt(1 + stiff * number**2))
        level = number ** (-0.75 - 0.55 * (1 - loud)) * np.exp(-at / (1_900 + 4_200 * loud))
        level *= abs(np.sin(np.pi * number / 7.4)) + 0.15  # where the hammer strikes
        partials.append((at, 0.75 * level, half * 0.55 / (1 + 0.16 * number)))
        if number <= 6:
            partials.append((at * 1.0005, 0.3 * level, half * 1.6 / (1 + 0.12 * number)))
    sound = sines(partials, ring + 0.35, attack=0.0025)
    damper = round(ring * RATE_HZ)
    sound[damper:] *= np.exp2(-np.arange(len(sound) - damper) / (0.05 * RATE_HZ))
    knock = filtered(noise(rng, 0.05), "lowpass", 600 + 900 * loud) * fading(0.05, 0.01)
    sound[: len(knock)] += knock[: len(sound)] * 0.06
    side = float(np.clip((np.log2(hertz) - np.log2(330)) * 0.12, -0.35, 0.35))
    return eased(np.stack([sound * (1 - side), sound * (1 + side)]) * np.float32(0.62))


def felt_piano(rng: Rng, hertz: float, seconds: float, loud: float) -> Samples:
    """Play a piano behind felt: darker, closer, with its mechanics."""
    sound = filtered(piano(rng, hertz, seconds, loud * 0.55), "lowpass", 2_200)
    tap = filtered(noise(rng, 0.06), "bandpass", 180, 900) * fading(0.06, 0.012) * 0.05
    count = min(len(tap), sound.shape[1])
    sound[:, :count] += tap[:count]
    return sound * np.float32(1.3)


def electric_piano(rng: Rng, hertz: float, seconds: float, loud: float) -> Samples:
    """Strike a tine by frequency modulation; it moves slowly from side to side."""
    ring = seconds + 0.25
    time = np.arange(round(ring * RATE_HZ), dtype=np.float32) / RATE_HZ
    bell = np.sin(2 * np.pi * 14 * hertz * time) * np.exp2(-time / 0.05) * 0.06 * loud
    bite = (0.35 + 1.1 * loud) * np.exp2(-time / 0.5)
    body = np.sin(2 * np.pi * hertz * time + bite * np.sin(2 * np.pi * hertz * time))
    shape = np.exp2(-time / (1.1 * (220 / hertz) ** 0.3)) * np.minimum(time / 0.003, 1)
    held = round(seconds * RATE_HZ)
    shape[held:] *= np.exp2(-np.arange(len(time) - held) / (0.06 * RATE_HZ))
    sound = ((body + bell) * shape).astype(np.float32) * 0.62
    turn = 0.22 * np.sin(2 * np.pi * 4.6 * time + rng.random())
    return eased(np.stack([sound * (1 - turn), sound * (1 + turn)]).astype(np.float32))


def _bars(
    hertz: float, loud: float, kinds: tuple[tuple[float, float, float], ...], half: float
) -> Samples:
    hard = 0.4 + 0.9 * loud
    partials = [
        (hertz * place, level * (1 if place == 1 else hard), half * share)
        for place, level, share in kinds
    ]
    return sines(partials, half * 5, attack=0.0015)


def vibraphone(rng: Rng, hertz: float, seconds: float, loud: float) -> Samples:
    """Strike metal bars over a motor's tremolo."""
    sound = _bars(hertz, loud, BAR, 0.9 * (440 / hertz) ** 0.3)
    turn = 1 - 0.18 * (1 + np.sin(2 * np.pi * 4.4 * np.arange(len(sound)) / RATE_HZ + rng.random()))
    return (sound * turn * 0.55).astype(np.float32)


def marimba(rng: Rng, hertz: float, seconds: float, loud: float) -> Samples:
    """Strike wooden bars."""
    return _bars(hertz, loud, BAR, 0.16 * (440 / hertz) ** 0.5) * np.float32(0.75)


def bells(rng: Rng, hertz: float, seconds: float, loud: float) -> Samples:
    """Strike small bells."""
    return _bars(hertz, loud, GLOCKENSPIEL, 0.65 * (1_000 / hertz) ** 0.4) * np.float32(0.4)


def timpani(rng: Rng, hertz: float, seconds: float, loud: float) -> Samples:
    """Strike a kettledrum."""
    rings = [(hertz, 0.7, 0.5), (hertz * 1.5, 0.35, 0.35), (hertz * 1.98, 0.25, 0.25)]
    return filtered(sines(rings, 1.6, attack=0.004), "lowpass", 500 + 900 * loud)


def pluck(rng: Rng, hertz: float, seconds: float, loud: float) -> Samples:
    """Pluck with a synthesizer: a soft triangle that closes."""
    ring = min(max(seconds, 0.25), 0.8)
    shape = fading(ring, 0.11 + 0.08 * loud, attack=0.003)
    bright = played(cycle(hollow, hertz, 6_000, 1.0), hertz, len(shape))
    dark = played(cycle(hollow, hertz, 900 + 900 * loud, 1.0), hertz, len(shape))
    falling = np.exp2(-np.arange(len(shape)) / RATE_HZ / 0.05).astype(np.float32)
    return (dark + (bright - dark) * falling) * shape * np.float32(0.9)


def guitar(rng: Rng, hertz: float, seconds: float, loud: float) -> Samples:
    """Pluck steel strings over a wooden body."""
    ring = min(seconds + 0.6, 3.0)
    sound = string(rng, hertz, ring, bright=0.35 + 0.35 * loud, half_seconds=0.75 * (196 / hertz) ** 0.3)  # fmt: skip
    body = filtered(sound, "bandpass", 90, 240) * 0.5
    return _damped(filtered(sound + body, "highpass", 70), seconds) * np.float32(0.85)


def nylon(rng: Rng, hertz: float, seconds: float, loud: float) -> Samples:
    """Pluck gut strings with a finger."""
    ring = min(seconds + 0.5, 2.5)
    sound = string(rng, hertz, ring, bright=0.12 + 0.25 * loud, half_seconds=0.5)
    return _damped(filtered(sound, "highpass", 70), seconds) * np.float32(1.2)


def muted_guitar(rng: Rng, hertz: float, seconds: float, loud: float) -> Samples:
    """Scratch a string that a hand holds down."""
    sound = string(rng, hertz, 0.22, bright=0.6, half_seconds=0.045 + 0.03 * loud)
    return filtered(sound, "highpass", 160) * np.float32(0.95)


def electric_guitar(rng: Rng, hertz: float, seconds: float, loud: float) -> Samples:
    """Hold a string before its amplifier: it sustains."""
    ring = min(seconds, 4.0)
    sound = string(rng, hertz, ring + 0.1, bright=0.55, half_seconds=2.2)
    return _damped(sound, ring) * np.float32(0.8)


def harp(rng: Rng, hertz: float, seconds: float, loud: float) -> Samples:
    """Pluck long strings that ring on."""
    sound = string(rng, hertz, 2.4, bright=0.2 + 0.3 * loud, half_seconds=0.7 * (262 / hertz) ** 0.4)  # fmt: skip
    return filtered(sound, "highpass", 60) * np.float32(0.95)


def finger_bass(rng: Rng, hertz: float, seconds: float, loud: float) -> Samples:
    """Pluck a bass guitar: a string, a finger, a round tone beneath."""
    ring = min(seconds, 1.6)
    sound = string(rng, hertz, ring + 0.06, bright=0.3 + 0.25 * loud, half_seconds=0.55)
    low = played(cycle(hollow, hertz, 300, 1.5), hertz, len(sound))
    shape = swell(ring, attack=0.006, release=0.06, sustain=0.5)[: len(sound)]
    count = min(len(sound), len(shape))
    mixed = sound[:count] * 0.6 + low[:count] * shape[:count] * 0.5
    return _damped(filtered(mixed, "lowpass", 1_600), ring)


def upright_bass(rng: Rng, hertz: float, seconds: float, loud: float) -> Samples:
    """Pluck a double bass: dark, short, woody."""
    ring = min(seconds, 1.0)
    sound = string(rng, hertz, ring + 0.1, bright=0.16 + 0.12 * loud, half_seconds=0.3)
    low = (
        played(cycle(hollow, hertz, 180, 1.5), hertz, len(sound))
        * fading(len(sound) / RATE_HZ, 0.28, attack=0.008)[: len(sound)]
    )
    return _damped(filtered(sound * 0.75 + low * 0.55, "lowpass", 1_100), ring) * np.float32(1.1)


def _damped(sound: Samples, seconds: float) -> Samples:
    """Put the hand on what rings longer than it is held."""
    held = round(seconds * RATE_HZ)
    if held < sound.shape[-1]:
        sound = sound.copy()
        sound[..., held:] *= np.exp2(-np.arange(sound.shape[-1] - held) / (0.05 * RATE_HZ))
    return eased(sound)
