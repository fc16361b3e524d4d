"""Engines, alarms, whooshes, explosions, lasers, static: what runs, warns or flies."""

import numpy as np

from providers.local.engines._sounds.scene import (
    RATE_HZ,
    Floats,
    Scene,
    band,
    burst,
    curve,
    glide,
    ring,
    swell,
)


def engine(scene: Scene) -> Floats:
    """Run a motor: the firing of its cylinders, the pipe's breath, a slight unevenness."""
    phase = scene.cycles((22 + 45 * scene.intensity) * scene.pace * (1 + 0.02 * scene.drift(0.6)))
    tone = sum(np.sin(order * phase + order) / order**0.8 for order in (1, 2, 3, 4, 6, 8))
    pulse = np.clip(np.sin(2 * phase), 0, 1) ** 3
    breath = scene.noise([(40, -10), (200, 0), (900, -10), (4_000, -26), (20_000, -60)], wide=0.5)
    found: Floats = 0.35 * np.tanh(1.4 * np.asarray(tone))[:, None] * np.array([1.0, 0.92])
    return found + breath * (0.25 + 0.75 * pulse)[:, None] * 0.3


def drone(scene: Scene) -> Floats:
    """Hum: mains, a fridge, a spaceship."""
    hz = 55.0 if scene.says("spaceship", "space", "ship", "deep") else 100.0
    found = scene.noise([(20, -6), (80, 0), (300, -18), (2_000, -40), (20_000, -80)], wide=0.5) * 0.1
    for order, gain in ((1, 0.5), (2, 0.3), (3, 0.12), (4, 0.1), (6, 0.05)):
        for side, detune in ((0, 0.999), (1, 1.001)):
            phase = scene.cycles(np.full(scene.length, hz * order * detune))
            found[:, side] += gain * np.sin(phase) * (1 + 0.15 * scene.drift(0.4))
    return found


def beeps(scene: Scene) -> Floats:
    """Beep."""
    found = scene.silence()
    for at in scene.times(1.0 * scene.pace, jitter=0):
        beep = ring([(1_000, 1, 60), (2_000, 0.2, 60)], 0.18) * swell(len(curve(0.18)), rise=0.04, fall=0.04)
        scene.put(found, beep, at, gain=0.6)
    return found


def alarm(scene: Scene) -> Floats:
    """Alarm: four quick beeps and a rest."""
    found = scene.silence()
    for at in scene.times(1.0 * scene.pace, jitter=0):
        for number in range(4):
            beep = np.sign(np.sin(2 * np.pi * 2_050 * curve(0.07)))
            beep = band(beep, 800, 9_000) * swell(len(beep), rise=0.05, fall=0.05)
            scene.put(found, beep, at + round(number * 0.12 * RATE_HZ / scene.pace), gain=0.55)
    return found


def siren(scene: Scene) -> Floats:
    """Wail up and down."""
    swings = max(round(0.35 * scene.pace * scene.seconds), 1)
    turn = 2 * np.pi * swings * np.arange(scene.length) / scene.length
    phase = scene.cycles(750 * 2 ** (0.55 * np.sin(turn - np.pi / 2)))
    tone = np.sin(phase) + 0.35 * np.sin(3 * phase) + 0.15 * np.sin(5 * phase)
    return 0.5 * tone[:, None] * np.array([0.95, 1.0])


def telephone(scene: Scene) -> Floats:
    """Ring as an old telephone does: two bells and a hammer between."""
    found = scene.silence()
    for at in scene.times(max(0.25 * scene.pace, 1 / scene.seconds), jitter=0):
        for number in range(36):
            hz = 1_480 if number % 2 else 1_760
            stroke = ring([(hz, 1, 0.3), (hz * 2.76, 0.5, 0.15), (hz * 5.4, 0.2, 0.08)], 0.3)
            scene.put(found, stroke, at + round(number * 0.042 * RATE_HZ), gain=0.25)
    return found


def whoosh(scene: Scene) -> Floats:
    """Rush past, from one side to the other."""
    found = scene.silence()
    seconds = min(scene.seconds, 1.1 / scene.pace)
    for at in scene.times(max(0.5 * scene.pace, 1 / scene.seconds), jitter=0.05):
        length = len(curve(seconds))
        sweep = swell(length, rise=0.55, fall=0.45)
        dull, bright = (band(scene.chance.normal(0, 1, length), *edges) for edges in ((120, 700), (900, 6_000)))
        air = (dull * sweep + bright * sweep**3 * (0.4 + scene.intensity)) * 1.2
        parts, piece = 40, length / 40
        for number in range(parts):  # it moves across in steps too small to hear
            low, high = round(number * piece), round((number + 1) * piece)
            pan = -0.8 + 1.6 * number / (parts - 1)
            scene.put(found, air[low:high], at + low, pan=pan, gain=0.8)
    return found


def explosion(scene: Scene) -> Floats:
    """Blow up: a shock, a deep thump, debris."""
    found = scene.silence()
    for at in scene.times(max(1 / scene.seconds, 0.15), jitter=0.05):
        seconds = min(4.5, scene.seconds)
        length = len(curve(seconds))
        boom = band(scene.chance.normal(0, 1, length), 25, 220) * np.exp(-2.2 * curve(seconds))
        thump = glide(120, 28, min(1.2, seconds)) * np.exp(-3 * curve(min(1.2, seconds)))
        shock = burst(scene, min(0.8, seconds), low=150, high=10_000, fall=0.7)
        scene.put(found, np.tanh(2.2 * boom / np.abs(boom).max()), at, gain=0.9)
        scene.put(found, thump, at, gain=0.9)
        scene.put(found, np.tanh(1.5 * shock), at, pan=-0.1, gain=0.6)
        for _ in range(round(50 * scene.intensity)):
            late = scene.chance.exponential(0.7)
            bit = burst(scene, 0.08, low=400, high=5_000, fall=0.06)
            pan, gain = scene.chance.uniform(-0.9, 0.9), 0.2 * np.exp(-late)
            scene.put(found, bit, at + round((0.15 + late) * RATE_HZ), pan=pan, gain=gain)
    return found


def gunshot(scene: Scene) -> Floats:
    """Fire a shot: a crack and what the place makes of it."""
    found = scene.silence()
    for at in scene.times(max(0.6 * scene.pace, 1 / scene.seconds), jitter=0.15):
        scene.put(found, burst(scene, 0.5, low=90, high=12_000, fall=0.35), at, gain=0.9)
        scene.put(found, glide(190, 45, 0.16) * np.exp(-22 * curve(0.16)), at, gain=0.9)
    return found


def laser(scene: Scene) -> Floats:
    """Shoot as in space."""
    found = scene.silence()
    for at in scene.times(max(2.2 * scene.pace, 1 / scene.seconds), jitter=0.12):
        high = scene.chance.uniform(2_200, 4_200)
        shot = glide(high, 160, 0.28, bend=0.55)
        shot = np.tanh(2 * shot) * swell(len(shot), rise=0.01, fall=0.7)
        scene.put(found, shot, at, pan=scene.chance.uniform(-0.7, 0.7), gain=0.6)
    return found


def static(scene: Scene) -> Floats:
    """Hiss and crackle, as a radio between stations."""
    found = scene.noise([(100, -20), (800, -3), (3_000, 0), (9_000, -4), (20_000, -16)], wide=0.3) * 0.3
    found *= (1 + 0.25 * scene.drift(5))[:, None]
    for at in scene.times(30):
        crack = burst(scene, 0.01, low=500, high=16_000, fall=0.006)
        scene.put(found, crack, at, pan=scene.chance.uniform(-0.3, 0.3), gain=scene.chance.random() ** 2)
    return found


def train(scene: Scene) -> Floats:
    """Roll over joints: two axles, then two again, over a rumble."""
    found = scene.noise([(20, -4), (90, 0), (400, -14), (2_000, -28), (20_000, -60)], wide=0.6) * 0.25
    for at in scene.times(0.9 * scene.pace, jitter=0.01):
        for late in (0.0, 0.16, 0.5, 0.66):
            clack = burst(scene, 0.12, low=120, high=2_600, fall=0.08) + ring([(310, 0.4, 0.1)], 0.12)
            scene.put(found, clack, at + round(late * RATE_HZ / scene.pace), gain=0.4)
    return found


def click(scene: Scene) -> Floats:
    """Click, as a switch or a shutter does."""
    found = scene.silence()
    for at in scene.times(max(0.8 * scene.pace, 1 / scene.seconds), jitter=0):
        for late, gain in ((0.0, 0.9), (0.055, 0.6)):
            tick = burst(scene, 0.02, low=1_200, high=14_000, fall=0.012) + ring([(640, 0.5, 0.02)], 0.02)
            scene.put(found, tick, at + round(late * RATE_HZ), gain=gain)
    return found


def rising(scene: Scene) -> Floats:
    """Build up tension: tone and air that rise to the end, and sink again where it loops."""
    at = np.arange(scene.length) / scene.length
    if scene.loop:
        at = np.sin(np.pi * at) ** 2
    tone = np.sin(scene.cycles(110 * 2 ** (3 * at)))
    air = scene.noise([(200, -20), (2_000, 0), (9_000, -3), (20_000, -14)])
    return (0.3 * tone[:, None] + 0.35 * air) * (at**2)[:, None]


def chime(scene: Scene) -> Floats:
    """Notify, succeed, level up: a few bright notes that rise."""
    found = scene.silence()
    for at in scene.times(max(0.4 * scene.pace, 1 / scene.seconds), jitter=0):
        for number, hz in enumerate((784.0, 988.0, 1_319.0)):
            note = ring([(hz, 1, 0.9), (hz * 2, 0.3, 0.5), (hz * 3.01, 0.12, 0.3)], 1.0)
            scene.put(found, note, at + round(number * 0.11 * RATE_HZ), gain=0.35)
    return found


def texture(scene: Scene) -> Floats:
    """Fill the time with a soft moving colour of noise: the seed decides which."""
    points = [(hz, float(scene.chance.uniform(-24, 0))) for hz in (60, 200, 600, 1_800, 5_000, 12_000)]
    found = scene.noise([(20, -40), *points, (20_000, -40)]) * 0.2
    found *= np.clip(1 + 0.5 * scene.drift(0.5), 0.1, 2.5)[:, None]
    for hz in scene.chance.uniform(110, 660, 3):
        phase = scene.cycles(np.full(scene.length, hz) + 2 * scene.drift(0.3))
        found += 0.06 * (np.sin(phase) * np.clip(0.5 + 0.5 * scene.drift(0.4), 0, 2))[:, None]
    return found
