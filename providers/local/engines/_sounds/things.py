"""Steps, knocks, bells, glass, clocks, hands, hearts, animals: what happens at moments."""

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


def footsteps(scene: Scene) -> Floats:
    """Walk: heel and toe, on what the prompt names."""
    found = scene.silence()
    crunchy = scene.says("gravel", "snow", "leaves", "sand", "forest")
    hard = scene.says("wood", "wooden", "floor", "metal", "concrete", "stone", "marble", "heels")
    for number, at in enumerate(scene.times(1.8 * scene.pace, jitter=0.03)):
        side = 0.25 if number % 2 else -0.25
        if crunchy:
            step = burst(scene, 0.22, low=500, high=7_000, fall=0.25)
            step *= np.abs(band(scene.chance.normal(0, 4, len(step)), 5, 120)) + 0.05
            scene.put(found, step / (np.abs(step).max() + 1e-9), at, pan=side, gain=0.7)
            continue
        hz = scene.chance.uniform(85, 105) * (1.5 if hard else 1)
        heel = ring([(hz, 1, 0.12), (hz * 2.3, 0.5, 0.07)], 0.14) + 0.5 * burst(
            scene, 0.14, low=200, high=5_000 if hard else 1_400, fall=0.06
        )
        scene.put(found, heel, at, pan=side, gain=0.8)
        toe = burst(scene, 0.08, low=300, high=4_000 if hard else 1_800, fall=0.05)
        scene.put(found, toe, at + round(4_300 / scene.pace), pan=side, gain=0.3)
    return found


def knocks(scene: Scene) -> Floats:
    """Knock at a door, three times and again."""
    found = scene.silence()
    for at in scene.times(0.45, jitter=0.04):
        for number in range(3):
            hz = scene.chance.uniform(150, 165)
            knock = ring([(hz, 1, 0.16), (hz * 2.4, 0.6, 0.1), (hz * 4.7, 0.25, 0.05)], 0.2)
            knock += 0.5 * burst(scene, 0.2, low=400, high=3_500, fall=0.04)
            place = at + round(number * 0.2 * 48_000 / scene.pace)
            scene.put(found, knock, place, pan=0.1, gain=0.8)
    return found


def bell(scene: Scene) -> Floats:
    """Ring a bell with a bell's own partials, hum to nominal; small ones are high."""
    found = scene.silence()
    small = scene.says("doorbell", "small", "hand", "bicycle", "bike", "service", "jingle", "chime", "chimes")
    prime = 660.0 if small else 220.0
    fall = 1.8 if small else 5.0
    ratios = [(0.5, 0.5, 1.4), (1, 1, 1), (1.19, 0.7, 0.8), (1.5, 0.4, 0.7), (2, 0.9, 0.6), (2.74, 0.4, 0.4), (4.1, 0.25, 0.25)]
    for at in scene.times((0.9 if small else 0.35) * scene.pace, jitter=0.01):
        stroke = ring([(prime * r, g, fall * f) for r, g, f in ratios], min(fall * 1.2, 8))
        strike = burst(scene, 0.03, low=1_500, high=12_000, fall=0.02)
        scene.put(found, stroke, at, pan=0.05, gain=0.4)
        scene.put(found, strike, at, pan=0.05, gain=0.25)
    return found


def glass(scene: Scene) -> Floats:
    """Break glass: an impact, then shards that ring as they fall."""
    found = scene.silence()
    for at in scene.times(max(1 / scene.seconds, 0.2), jitter=0.1):
        scene.put(found, burst(scene, 0.3, low=1_200, high=16_000, fall=0.25), at, gain=0.9)
        for _ in range(round(40 * (0.5 + scene.intensity))):
            late = scene.chance.exponential(0.28)
            hz = scene.chance.uniform(2_200, 9_500)
            shard = ring([(hz, 1, 0.18), (hz * 1.47, 0.5, 0.1), (hz * 2.09, 0.3, 0.06)], 0.2)
            gain, pan = 0.28 * np.exp(-1.2 * late), scene.chance.uniform(-0.8, 0.8)
            scene.put(found, shard, at + round(late * 48_000), pan=pan, gain=gain)
    return found


def clock(scene: Scene) -> Floats:
    """Tick and tock, once a second each."""
    found = scene.silence()
    for number, at in enumerate(scene.times(2 * scene.pace, jitter=0)):
        hz = 2_400 if number % 2 else 1_900
        tick = ring([(hz, 1, 0.03), (hz * 1.8, 0.6, 0.02), (hz / 4, 0.4, 0.05)], 0.06)
        scene.put(found, tick, at, gain=0.7)
    return found


def typing(scene: Scene) -> Floats:
    """Type: keys go down and come up again."""
    found = scene.silence()
    for at in scene.times(7 * scene.pace, jitter=0.25):
        for late, gain in ((0.0, 0.7), (scene.chance.uniform(0.06, 0.1), 0.3)):
            hz = scene.chance.uniform(2_000, 3_400)
            key = burst(scene, 0.03, low=1_000, high=9_000, fall=0.02)
            key += ring([(hz, 0.4, 0.02), (hz / 6, 0.5, 0.03)], 0.03)
            pan = scene.chance.uniform(-0.4, 0.4)
            scene.put(found, key, at + round(late * 48_000), pan=pan, gain=gain)
    return found


def applause(scene: Scene) -> Floats:
    """Clap with many hands, each in a rhythm of its own."""
    found = scene.silence()
    for _ in range(round(12 + 90 * scene.intensity)):
        rate, pan = scene.chance.uniform(2.8, 4.6), scene.chance.uniform(-0.95, 0.95)
        hz, gain = scene.chance.uniform(700, 1_700), 0.06 + 0.12 * scene.chance.random() ** 2
        clap = burst(scene, 0.05, low=hz * 0.7, high=hz * 3, fall=0.035)
        first = scene.chance.integers(0, 16_000)
        for at in scene.times(rate, jitter=0.08):
            scene.put(found, clap, at + int(first), pan=pan, gain=gain)
    return found


def heartbeat(scene: Scene) -> Floats:
    """Beat: lub and dub, some seventy times a minute."""
    found = scene.silence()
    for at in scene.times(1.15 * scene.pace, jitter=0.01):
        for late, hz, gain in ((0.0, 52.0, 1.0), (0.3 / scene.pace**0.5, 68.0, 0.65)):
            beat = glide(hz * 1.5, hz * 0.8, 0.16) * swell(len(curve(0.16)), rise=0.12, fall=0.8)
            beat += 0.15 * burst(scene, 0.16, low=60, high=300, fall=0.1)[: len(beat)]
            scene.put(found, beat, at + round(late * 48_000), gain=gain)
    return found


def birds(scene: Scene) -> Floats:
    """Let a few birds sing, each with a phrase of its own."""
    found = scene.silence()
    for _ in range(round(2 + 4 * scene.intensity)):
        base, pan = scene.chance.uniform(2_200, 5_200), scene.chance.uniform(-0.9, 0.9)
        notes = [(scene.chance.uniform(0.8, 1.25), scene.chance.uniform(0.8, 1.3)) for _ in range(4)]
        gain = scene.chance.uniform(0.25, 0.7)
        for at in scene.times(0.35 * scene.pace):
            place = at
            for start, end in notes[: int(scene.chance.integers(2, 5))]:
                seconds = scene.chance.uniform(0.06, 0.16)
                note = glide(base * start, base * start * end, seconds)
                note = (note + 0.15 * glide(2 * base * start, 2 * base * start * end, seconds)) / 1.15
                scene.put(found, note * swell(len(note), rise=0.25, fall=0.5), place, pan=pan, gain=gain)
                place += round((seconds + 0.04) * 48_000)
    return found


def crickets(scene: Scene) -> Floats:
    """Let crickets chirp at night."""
    found = scene.silence()
    for _ in range(5):
        hz, pan = scene.chance.uniform(3_900, 5_000), scene.chance.uniform(-0.9, 0.9)
        gain, rate = scene.chance.uniform(0.1, 0.35), scene.chance.uniform(1.4, 2.2)
        for at in scene.times(rate * scene.pace, jitter=0.03):
            for number in range(3):
                chirp = glide(hz, hz * 0.99, 0.028) * swell(len(curve(0.028)), rise=0.3, fall=0.4)
                scene.put(found, chirp, at + number * 2_000, pan=pan, gain=gain)
    return found


def dog(scene: Scene) -> Floats:
    """Bark: a hoarse tone that rises and falls, from a throat."""
    found = scene.silence()
    for at in scene.times(1.1 * scene.pace, jitter=0.12):
        at_ = curve(0.24)
        hz = 260 + 240 * np.sin(np.pi * at_ / 0.24)
        turns = np.cumsum(hz) / 48_000
        tone = 2 * (turns % 1) - 1
        bark = band(tone + 0.5 * scene.chance.normal(0, 1, len(at_)), 350, 1_900)
        bark *= swell(len(at_), rise=0.12, fall=0.55)
        scene.put(found, bark / np.abs(bark).max(), at, pan=0.1, gain=0.8)
    return found


def crowd(scene: Scene) -> Floats:
    """Let many people talk at once, none to be understood."""
    found = scene.noise([(60, -30), (250, -4), (600, 0), (1_800, -12), (6_000, -34), (20_000, -70)])
    found *= 0.05
    for _ in range(round(8 + 24 * scene.intensity)):
        pitch, pan = scene.chance.uniform(95, 230), scene.chance.uniform(-0.95, 0.95)
        gain = scene.chance.uniform(0.06, 0.2)
        for at in scene.times(2.4, jitter=0.3):
            seconds = scene.chance.uniform(0.12, 0.28)
            time = curve(seconds)
            turns = np.cumsum(pitch * (1.1 - 0.2 * time / seconds)) / 48_000
            vowel = band(2 * (turns % 1) - 1, *_formant(scene)) * swell(len(time), rise=0.2, fall=0.4)
            scene.put(found, vowel, at, pan=pan, gain=gain)
    return found


def _formant(scene: Scene) -> tuple[float, float]:
    middle = scene.chance.uniform(350, 1_400)
    return middle * 0.7, middle * 1.4
