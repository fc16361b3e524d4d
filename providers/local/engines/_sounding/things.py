"""Things that are struck, stepped on or broken: short strokes that ring by what they are made of."""

import numpy as np

from providers.local.engines._sounding.stage import (
    RATE_HZ,
    Samples,
    Scene,
    band,
    beat_times,
    chance_times,
    clock,
    decay,
    levelled,
    noise,
    ringing,
    strewn,
    tone,
)

BELL = (
    (0.5, 0.6, 2.2), (1.0, 1.0, 1.4), (1.19, 0.7, 1.1), (1.5, 0.5, 0.9), (2.0, 0.8, 0.8), (2.51, 0.35, 0.45),
    (3.01, 0.3, 0.35), (4.17, 0.2, 0.2),
)  # fmt: skip
"""Partials of a church bell by its strike note: hum, prime, tierce, quint, nominal and above."""


def footsteps(scene: Scene) -> Samples:
    """Heel and toe, left and right."""

    def step(number: int) -> Samples:
        count = round(0.22 * RATE_HZ)
        heel = band(noise(scene, count), "lowpass", 260) * decay(0.22, 0.018) * 3
        toe = np.roll(
            band(noise(scene, count), "bandpass", 600, 3_500) * decay(0.22, 0.014),
            round(0.07 * RATE_HZ),
        )
        toe[: round(0.07 * RATE_HZ)] = 0
        return (heel + toe * 0.6) * (1.0 if number % 2 else 0.85) * scene.rng.uniform(0.8, 1.1)

    return levelled(strewn(scene, step, beat_times(scene, 0.55)), 0.5 + 0.4 * scene.force)


def knock(scene: Scene) -> Samples:
    """Knuckles on a wooden door: three, a rest, three again."""

    def rap(_: int) -> Samples:
        body = ringing(
            ((170, 1.0, 0.03), (310, 0.7, 0.022), (520, 0.4, 0.015), (950, 0.2, 0.008)), 0.25
        )
        click = noise(scene, len(body)) * decay(0.25, 0.003) * 0.35
        return (body + click) * scene.rng.uniform(0.85, 1.0)

    single = np.array([0.0, 0.19, 0.38]) / scene.pace
    rounds = np.arange(0.05, scene.seconds, 1.7)
    return levelled(strewn(scene, rap, np.concatenate([start + single for start in rounds])), 0.85)


def bell(scene: Scene) -> Samples:
    """A large bell, struck every few seconds."""
    strike = scene.rng.uniform(260, 420)

    def blow(_: int) -> Samples:
        partials = tuple((strike * ratio, loud, half) for ratio, loud, half in BELL)
        return ringing(partials, min(scene.seconds, 8.0))

    return levelled(strewn(scene, blow, beat_times(scene, 3.0, looseness=0.005)), 0.8)


def chime(scene: Scene) -> Samples:
    """Small metal rods in a breeze."""
    notes = np.array([880.0, 987.8, 1174.7, 1318.5, 1568.0, 1760.0])

    def rod(_: int) -> Samples:
        hertz = float(scene.rng.choice(notes))
        return ringing(
            ((hertz, 1.0, 0.5), (hertz * 2.76, 0.4, 0.2), (hertz * 5.4, 0.15, 0.08)), 2.5
        ) * scene.rng.uniform(0.3, 1.0)

    first = np.array([0.03])
    return levelled(
        strewn(scene, rod, np.concatenate([first, chance_times(scene, 2.2 * scene.pace)])), 0.7
    )


def explosion(scene: Scene) -> Samples:
    """A blast, its push of air, and debris."""
    t = clock(scene.seconds)
    blast = band(noise(scene), "lowpass", 900) * np.exp2(-t / 0.12) * 2.5
    push = tone(28 + 60 * np.exp2(-t / 0.08), scene.seconds) * np.exp2(-t / 0.35) * 1.6
    rumble = band(noise(scene), "lowpass", 110) * 5 * np.exp2(-t / (0.7 + scene.force))

    def shard(_: int) -> Samples:
        return (
            band(noise(scene, 1_200), "bandpass", 1_500, 7_000)
            * decay(0.025, 0.005)
            * scene.rng.uniform(0.1, 0.5)
        )

    falling = chance_times(scene, 14 * scene.force) ** 1.0 + 0.25
    return levelled(np.tanh(blast + push + rumble) + strewn(scene, shard, falling), 0.97)


def glass(scene: Scene) -> Samples:
    """A pane that breaks: one crack, many bright pieces."""

    def piece(_: int) -> Samples:
        hertz = scene.rng.uniform(2_200, 9_500)
        return ringing(((hertz, 1.0, 0.03), (hertz * 1.53, 0.6, 0.02)), 0.3) * scene.rng.uniform(
            0.1, 0.8
        )

    t = clock(scene.seconds)
    crack = band(noise(scene), "highpass", 1_200) * np.exp2(-t / 0.02)
    times = np.sort(scene.rng.exponential(0.22, 60 + round(90 * scene.force))) + 0.01
    return levelled(crack + strewn(scene, piece, times), 0.9)


def drum(scene: Scene) -> Samples:
    """A low drum in an even beat."""

    def hit(number: int) -> Samples:
        t = clock(0.5)
        skin = tone(55 + 70 * np.exp2(-t / 0.03), 0.5) * decay(0.5, 0.09)
        return (skin + noise(scene, len(t)) * decay(0.5, 0.004) * 0.3) * (
            1.0 if number % 4 == 0 else 0.75
        )

    return levelled(strewn(scene, hit, beat_times(scene, 0.5, looseness=0.01)), 0.9)


def coin(scene: Scene) -> Samples:
    """A coin that falls and comes to rest."""
    times = 0.02 + np.cumsum(np.concatenate([[0.0], 0.32 * 0.72 ** np.arange(14)]))

    def bounce(number: int) -> Samples:
        made = ringing(
            ((2_740, 1.0, 0.06), (4_870, 0.8, 0.05), (7_310, 0.5, 0.03), (9_900, 0.3, 0.02)), 0.5
        )
        return made * 0.8**number

    return levelled(strewn(scene, bounce, times), 0.75)
