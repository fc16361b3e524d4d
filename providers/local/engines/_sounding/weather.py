"""Weather, water and fire: noise that moves."""

import numpy as np

from providers.local.engines._sounding.stage import (
    RATE_HZ,
    Samples,
    Scene,
    band,
    chance_times,
    decay,
    drift,
    levelled,
    noise,
    strewn,
    tone,
)


def rain(scene: Scene) -> Samples:
    """Many drops: a hiss of those far away, and single ones near by."""
    hiss = band(noise(scene), "bandpass", 900, 9_000) * drift(scene, 0.7, 0.75, 1.0)
    body = band(noise(scene), "lowpass", 500) * 0.25

    def drop(_: int) -> Samples:
        hertz = scene.rng.uniform(1_800, 6_500)
        return tone(hertz, 0.012) * decay(0.012, 0.002) * scene.rng.uniform(0.2, 1.4)

    drops = strewn(scene, drop, chance_times(scene, 25 + 160 * scene.force))
    return levelled(hiss * (0.25 + 0.6 * scene.force) + body * scene.force + drops * 0.7, 0.8)


def wind(scene: Scene) -> Samples:
    """Gusts: noise through a band that wanders, with a whistle in it."""
    gusts = drift(scene, 0.45 * scene.pace, 0.15, 1.0) ** 1.6
    low, high = band(noise(scene), "bandpass", 90, 420), band(noise(scene), "bandpass", 420, 1_500)
    pitch = 420 + 500 * gusts * (0.5 + scene.force)
    whistle = tone(pitch, scene.seconds) * band(noise(scene), "lowpass", 12) * 6
    return levelled(
        low * gusts + high * gusts**2 * (0.4 + scene.force) + whistle * gusts**3 * 0.12, 0.85
    )


def thunder(scene: Scene) -> Samples:
    """A crack, then a long roll."""
    whole = np.zeros(scene.count)
    for at in np.arange(min(0.15, scene.seconds / 6), scene.seconds, 7.0 / scene.pace):
        start = round(at * RATE_HZ)
        count = scene.count - start
        t = np.arange(count) / RATE_HZ
        crack = (
            band(noise(scene, count), "highpass", 700) * np.exp2(-t / 0.05) * 0.9 * scene.force * 2
        )
        swell = 0.55 + 0.45 * np.interp(
            t, np.arange(0, t[-1] + 1, 0.35), scene.rng.random(len(np.arange(0, t[-1] + 1, 0.35)))
        )
        roll = band(noise(scene, count), "lowpass", 130, order=3) * 5 * np.exp2(-t / 1.3) * swell
        whole[start:] += crack + roll
    return levelled(whole, 0.95)


def waves(scene: Scene) -> Samples:
    """Breakers that come, break and draw back."""
    t = np.arange(scene.count) / RATE_HZ
    period = 6.5 / scene.pace
    phase = (t / period + scene.rng.random()) % 1.0
    swell = np.where(phase < 0.35, (phase / 0.35) ** 2, np.exp2(-(phase - 0.35) / 0.16))
    surf = band(noise(scene), "bandpass", 300, 6_000) * swell
    rumble = band(noise(scene), "lowpass", 180) * 3 * (0.35 + 0.65 * swell)
    return levelled(surf * (0.5 + scene.force) + rumble * 0.6, 0.85)


def stream(scene: Scene) -> Samples:
    """Running water: bubbles over a hush."""

    def bubble(_: int) -> Samples:
        seconds = scene.rng.uniform(0.02, 0.07)
        rise = np.linspace(1.0, scene.rng.uniform(1.1, 1.6), round(seconds * RATE_HZ))
        return tone(scene.rng.uniform(450, 2_000) * rise, seconds) * decay(seconds, seconds / 4)

    bubbles = strewn(scene, bubble, chance_times(scene, 45 * scene.pace * (0.5 + scene.force)))
    return levelled(bubbles + band(noise(scene), "bandpass", 500, 5_000) * 0.35, 0.7)


def drip(scene: Scene) -> Samples:
    """Single drops into water, in a room that answers."""

    def drop(_: int) -> Samples:
        rise = np.concatenate([np.linspace(0.9, 1.9, 2_400), np.full(2_400, 1.9)])
        return tone(scene.rng.uniform(700, 1_100) * rise, 0.1) * decay(0.1, 0.022)

    dry = strewn(
        scene, drop, chance_times(scene, 1.6 * scene.pace) if scene.seconds > 1 else np.array([0.1])
    )
    return levelled(dry + _echo(dry, 0.11, 0.35) + _echo(dry, 0.23, 0.2), 0.8)


def fire(scene: Scene) -> Samples:
    """A low roar with crackles."""

    def crackle(_: int) -> Samples:
        seconds = scene.rng.uniform(0.003, 0.02)
        burst = noise(scene, round(seconds * RATE_HZ)) * decay(
            seconds, seconds / 5, attack_seconds=0.0003
        )
        return burst * scene.rng.pareto(2.0) * 0.4

    crackles = band(
        strewn(scene, crackle, chance_times(scene, 22 * (0.4 + scene.force))), "highpass", 900
    )
    roar = band(noise(scene), "lowpass", 220) * 2.2 * drift(scene, 3, 0.6, 1.0)
    return levelled(np.clip(crackles, -2.5, 2.5) + roar * (0.3 + scene.force), 0.85)


def _echo(samples: Samples, seconds: float, share: float) -> Samples:
    late = round(seconds * RATE_HZ)
    return np.concatenate([np.zeros(late), samples])[: len(samples)] * share
