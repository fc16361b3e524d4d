"""Machines and signals: what turns, ticks, hums and warns."""

import numpy as np
from scipy.signal import sawtooth, square

from providers.local.engines._sounding.stage import (
    RATE_HZ,
    Samples,
    Scene,
    band,
    beat_times,
    clock,
    decay,
    drift,
    levelled,
    noise,
    ringing,
    strewn,
    tone,
)


def engine(scene: Scene) -> Samples:
    """A combustion engine: firing pulses through an exhaust."""
    speed = (22 + 45 * scene.force) * scene.pace * drift(scene, 0.5, 0.93, 1.07)
    phase = 2 * np.pi * np.cumsum(speed) / RATE_HZ
    pulses = np.maximum(sawtooth(-phase), 0) ** 3 + 0.6 * np.maximum(sawtooth(-phase * 0.5), 0) ** 4
    exhaust = band(pulses - np.mean(pulses), "lowpass", 420) * 2
    air = band(noise(scene), "bandpass", 200, 2_500) * (0.4 + pulses) * 0.25
    return levelled(np.tanh(2 * (exhaust + air)), 0.8)


def alarm(scene: Scene) -> Samples:
    """Beeps that nobody sleeps through."""
    t = clock(scene.seconds)
    on = (t * 4 * scene.pace) % 1.0 < 0.5
    edge = band(on.astype(float), "lowpass", 90)
    return levelled((tone(2_050, scene.seconds) + 0.4 * tone(4_100, scene.seconds)) * edge, 0.6)


def siren(scene: Scene) -> Samples:
    """A siren that climbs and falls."""
    t = clock(scene.seconds)
    pitch = 620 + 520 * (0.5 - 0.5 * np.cos(2 * np.pi * t * 0.35 * scene.pace))
    made = (
        tone(pitch, scene.seconds)
        + 0.4 * tone(pitch * 2, scene.seconds)
        + 0.2 * tone(pitch * 3, scene.seconds)
    )
    return levelled(made, 0.7)


def clockwork(scene: Scene) -> Samples:
    """Tick and tock."""

    def tick(number: int) -> Samples:
        hertz = 3_100 if number % 2 else 2_500
        return ringing(((hertz, 1.0, 0.006), (hertz * 1.7, 0.6, 0.004), (380, 0.4, 0.01)), 0.08)

    return levelled(strewn(scene, tick, beat_times(scene, 0.5, looseness=0.0)), 0.6)


def static(scene: Scene) -> Samples:
    """A radio between stations."""
    hiss = band(noise(scene), "bandpass", 300, 6_500) * drift(scene, 6, 0.5, 1.0)
    howl = tone(900 + 700 * drift(scene, 1.2, 0, 1), scene.seconds) * drift(scene, 2, 0, 0.25)
    return levelled(hiss + howl, 0.6)


def hum(scene: Scene) -> Samples:
    """Mains, refrigerators, transformers: 50 Hz and its family."""
    partials = [tone(50 * n, scene.seconds) / n**1.3 for n in (1, 2, 3, 4, 6, 8)]
    return levelled(np.sum(partials, axis=0) * drift(scene, 0.4, 0.9, 1.0), 0.5)


def laser(scene: Scene) -> Samples:
    """Shots that fall in pitch."""

    def shot(_: int) -> Samples:
        t = clock(0.35)
        pitch = 180 + 2_600 * np.exp2(-t / 0.055)
        edge: Samples = square(2 * np.pi * np.cumsum(pitch) / RATE_HZ)
        return (tone(pitch, 0.35) + 0.4 * edge) * decay(0.35, 0.09)

    return levelled(strewn(scene, shot, beat_times(scene, 0.6, looseness=0.1)), 0.7)


def whoosh(scene: Scene) -> Samples:
    """Something passes, once every two seconds."""

    def pass_by(_: int) -> Samples:
        seconds = min(1.1 / scene.pace, max(scene.seconds, 0.3))
        t = clock(seconds) / seconds
        swell = np.sin(np.pi * t) ** 3
        low, high = (
            band(noise(scene, len(t)), "bandpass", 150, 700),
            band(noise(scene, len(t)), "bandpass", 700, 5_000),
        )
        passing: Samples = low * swell + high * swell**2 * (0.5 + scene.force)
        return passing

    return levelled(strewn(scene, pass_by, np.arange(0.0, scene.seconds, 2.0 / scene.pace)), 0.85)


def typing(scene: Scene) -> Samples:
    """A keyboard under quick fingers."""

    def key(_: int) -> Samples:
        down = band(noise(scene, 2_400), "bandpass", 1_200, 6_000) * decay(0.05, 0.004)
        body = ringing(((240, 0.5, 0.008), (520, 0.3, 0.005)), 0.05)
        return (down + body) * scene.rng.uniform(0.5, 1.0)

    return levelled(strewn(scene, key, beat_times(scene, 0.14, looseness=0.35)), 0.6)
