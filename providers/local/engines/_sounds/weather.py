"""Rain, wind, thunder, waves, water, fire."""

import numpy as np

from providers.local.engines._sounds.scene import (
    Floats,
    Scene,
    band,
    burst,
    curve,
    glide,
    ring,
    swell,
)


def rain(scene: Scene) -> Floats:
    """Let a bed of small drops fall, with single ones near by."""
    heavy = scene.intensity
    low = -18 + 12 * heavy
    bed = scene.noise([(60, -50), (300, low), (1_500, -6), (6_000, 0), (14_000, -8), (20_000, -20)])
    bed *= (1 + 0.12 * scene.drift(0.5))[:, None] * 0.25
    for at in scene.times(12 + 60 * heavy):
        hz = scene.chance.uniform(1_800, 7_000)
        drop = ring([(hz, 1, 0.02), (hz * 1.6, 0.4, 0.012)], 0.03) + burst(
            scene, 0.03, low=2_000, high=12_000, fall=0.02
        )
        gain = 0.05 + 0.22 * scene.chance.random() ** 3
        scene.put(bed, drop, at, pan=scene.chance.uniform(-0.9, 0.9), gain=gain)
    return bed


def wind(scene: Scene) -> Floats:
    """Let air rush in gusts, and whistle a little at their height."""
    gusts = np.clip(0.55 + 0.3 * scene.drift(0.25 * scene.pace), 0.08, 1.3)
    low = scene.noise([(20, -8), (120, 0), (500, -12), (2_000, -32), (20_000, -70)], wide=0.6)
    high = scene.noise([(100, -40), (500, -8), (1_200, 0), (3_000, -14), (20_000, -60)], wide=0.8)
    found = low * gusts[:, None] * 0.5 + high * (gusts**2.5)[:, None] * 0.25 * scene.intensity
    hz = 420 + 160 * gusts + 25 * scene.drift(0.8)
    whistle = np.sin(scene.cycles(hz)) * gusts**4 * 0.05 * scene.intensity
    return found + whistle[:, None] * np.array([0.9, 0.7])


def thunder(scene: Scene) -> Floats:
    """Crack once, then roll, again after a while; far away there is no crack."""
    found = scene.silence()
    for at in scene.times(max(1 / 7, 1 / scene.seconds), jitter=0.15):
        seconds = min(6.0, scene.seconds)
        length = len(curve(seconds))
        roll = band(scene.chance.normal(0, 1, length), 22, 140)
        roll = roll / np.abs(roll).max()
        lumps = np.interp(
            np.arange(length), np.linspace(0, length, 24), scene.chance.uniform(0.1, 1, 24)
        )
        roll *= lumps * swell(length, rise=0.06, fall=0.85)
        pan = scene.chance.uniform(-0.5, 0.5)
        scene.put(found, roll, at, pan=pan, gain=0.9)
        if not scene.says("distant", "far", "rumble", "rolling"):
            crack = burst(scene, 1.2, low=200, high=9_000, fall=0.9)
            crack *= 0.4 + 0.6 * np.abs(band(scene.chance.normal(0, 3, len(crack)), 1, 90))
            scene.put(found, crack / np.abs(crack).max(), at, pan=pan, gain=0.7 * scene.intensity)
    return found


def waves(scene: Scene) -> Floats:
    """Let waves come in and break, each with its foam, over the sea's own noise."""
    found = scene.noise([(20, -20), (100, -6), (400, -10), (2_000, -26), (20_000, -60)]) * 0.12
    for at in scene.times(0.16 * scene.pace, jitter=0.12):
        seconds = scene.chance.uniform(5, 7) / scene.pace
        length = len(curve(seconds))
        body = band(scene.chance.normal(0, 1, length), 60, 900) * swell(length, rise=0.45, fall=0.5)
        foam = band(scene.chance.normal(0, 1, length), 1_200, 9_000) * swell(
            length, rise=0.6, fall=0.38
        )
        pan = scene.chance.uniform(-0.5, 0.5)
        scene.put(found, body * 1.1, at - length // 4, pan=pan, gain=0.8)
        scene.put(found, foam, at - length // 4, pan=-pan, gain=0.6 * scene.intensity)
    return found


def drips(scene: Scene) -> Floats:
    """Let drops fall into water: each is a bubble whose pitch rises."""
    found = scene.silence()
    for at in scene.times(1.6 * scene.pace, jitter=0.2):
        hz = scene.chance.uniform(700, 1_400)
        drop = glide(hz, hz * scene.chance.uniform(1.5, 2.2), 0.09, bend=1.4)
        drop *= np.exp(-45 * curve(0.09)) * np.minimum(curve(0.09) / 0.002, 1)
        scene.put(found, drop, at, pan=scene.chance.uniform(-0.6, 0.6), gain=0.8)
    return found


def stream(scene: Scene) -> Floats:
    """Let water run: very many bubbles over a soft rush."""
    found = scene.noise([(80, -40), (400, -12), (1_200, -4), (4_000, -10), (20_000, -34)]) * 0.12
    for at in scene.times(90 + 160 * scene.intensity):
        hz = scene.chance.uniform(350, 2_600)
        seconds = scene.chance.uniform(0.02, 0.07)
        bubble = glide(hz, hz * scene.chance.uniform(1.1, 1.8), seconds)
        bubble *= swell(len(bubble), rise=0.1, fall=0.9)
        pan, gain = scene.chance.uniform(-0.9, 0.9), scene.chance.uniform(0.02, 0.12)
        scene.put(found, bubble, at, pan=pan, gain=gain)
    return found


def fire(scene: Scene) -> Floats:
    """Let flames breathe, and wood crackle and pop."""
    breath = np.clip(0.7 + 0.25 * scene.drift(2.0), 0.2, 1.5)[:, None]
    found = scene.noise([(30, -6), (120, 0), (500, -14), (3_000, -30), (20_000, -60)]) * breath
    found *= 0.18
    for at in scene.times((14 + 30 * scene.intensity) * scene.pace):
        crackle = burst(scene, 0.02, low=scene.chance.uniform(600, 3_000), high=14_000, fall=0.012)
        gain = 0.06 + 0.5 * scene.chance.random() ** 5
        scene.put(found, crackle, at, pan=scene.chance.uniform(-0.7, 0.7), gain=gain)
    for at in scene.times(0.7):
        pop = burst(scene, 0.09, low=150, high=2_500, fall=0.06)
        scene.put(found, pop, at, pan=scene.chance.uniform(-0.4, 0.4), gain=0.5)
    return found


def bubbles(scene: Scene) -> Floats:
    """Let bubbles rise under water."""
    found = scene.noise([(20, 0), (150, -6), (500, -30), (20_000, -80)], wide=0.4) * 0.06
    for at in scene.times(9 * scene.pace):
        hz = scene.chance.uniform(180, 700)
        seconds = scene.chance.uniform(0.05, 0.16)
        bubble = glide(hz, hz * scene.chance.uniform(1.3, 2.4), seconds)
        bubble *= swell(len(bubble), rise=0.08, fall=0.8)
        pan, gain = scene.chance.uniform(-0.8, 0.8), scene.chance.uniform(0.15, 0.6)
        scene.put(found, bubble, at, pan=pan, gain=gain)
    return found
