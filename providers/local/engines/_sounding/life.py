"""What lives: hearts, birds, insects, crowds."""

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
    drift,
    levelled,
    noise,
    strewn,
    tone,
)


def heartbeat(scene: Scene) -> Samples:
    """Lub and dub, as heard through a chest."""

    def beat(_: int) -> Samples:
        whole = np.zeros(round(0.6 * RATE_HZ))
        for at, hertz, loud in ((0.0, 48.0, 1.0), (0.27, 62.0, 0.7)):
            start = round(at * RATE_HZ)
            thump = tone(hertz, 0.2) * decay(0.2, 0.035, attack_seconds=0.012) * loud
            whole[start : start + len(thump)] += thump
        return whole

    made = strewn(scene, beat, beat_times(scene, 60 / 66, looseness=0.01))
    return levelled(band(made, "lowpass", 220) + band(noise(scene), "lowpass", 90) * 0.01, 0.9)


def birds(scene: Scene) -> Samples:
    """Several birds, each with a phrase of its own."""
    whole = np.zeros(scene.count)
    for _ in range(3 + round(3 * scene.force)):
        home, glide = scene.rng.uniform(2_300, 5_200), scene.rng.uniform(-0.35, 0.45)
        trill, length = scene.rng.uniform(0, 38), scene.rng.uniform(0.05, 0.22)
        notes, far = int(scene.rng.integers(2, 6)), scene.rng.uniform(0.25, 1.0)

        def phrase(
            _: int,
            *,
            bird: tuple[float, float, float, float, int] = (home, glide, trill, length, notes),
        ) -> Samples:
            base, bend, shake, seconds, count = bird
            t = clock(seconds)
            pitch = base * (1 + bend * t / seconds) * (1 + 0.05 * np.sin(2 * np.pi * shake * t))
            note = tone(pitch, seconds) * np.sin(np.pi * t / seconds) ** 1.5
            return np.concatenate(
                [
                    np.concatenate([note, np.zeros(round(seconds * 0.4 * RATE_HZ))])
                    for _ in range(count)
                ]
            )

        whole += strewn(scene, phrase, chance_times(scene, 0.55 * scene.pace)) * far
    if not np.any(whole):
        whole = strewn(scene, phrase, np.array([0.02]))
    return levelled(whole, 0.6)


def crickets(scene: Scene) -> Samples:
    """A summer night: chirps in threes."""
    t = clock(scene.seconds)
    whole = np.zeros(scene.count)
    for _ in range(4):
        hertz, rate, at = (
            scene.rng.uniform(4_100, 4_900),
            scene.rng.uniform(1.7, 2.4),
            scene.rng.random(),
        )
        on: Samples = ((t * rate * scene.pace + at) % 1.0 < 0.35).astype(float)
        chirp: Samples = on * np.maximum(np.sin(2 * np.pi * 31 * t), 0)
        whole += (
            tone(hertz, scene.seconds) * band(chirp, "lowpass", 300) * scene.rng.uniform(0.3, 1.0)
        )
    return levelled(whole, 0.45)


def applause(scene: Scene) -> Samples:
    """Many hands that do not agree."""

    def clap(_: int) -> Samples:
        seconds = scene.rng.uniform(0.02, 0.05)
        centre = scene.rng.uniform(900, 2_600)
        burst = band(noise(scene, round(seconds * RATE_HZ)), "bandpass", centre * 0.6, centre * 1.7)
        return (
            burst * decay(seconds, seconds / 5, attack_seconds=0.001) * scene.rng.uniform(0.2, 1.0)
        )

    claps = strewn(scene, clap, chance_times(scene, 120 + 260 * scene.force))
    return levelled(claps + band(noise(scene), "bandpass", 300, 1_200) * 0.05, 0.8)


def crowd(scene: Scene) -> Samples:
    """A room full of voices that nobody can make out."""
    whole = np.zeros(scene.count)
    for _ in range(14):
        voice = 95 + 140 * scene.rng.random()
        pitch = voice * drift(scene, 3, 0.85, 1.2)
        phase = 2 * np.pi * np.cumsum(pitch) / RATE_HZ
        buzz = np.sum([np.sin(n * phase) / n for n in range(1, 9)], axis=0)
        syllables = np.maximum(drift(scene, 5, -0.6, 1.0), 0)
        vowel = scene.rng.uniform(380, 800)
        whole += band(buzz * syllables, "bandpass", vowel * 0.7, vowel * 2.8) * scene.rng.uniform(
            0.3, 1.0
        )
    return levelled(whole + band(noise(scene), "bandpass", 250, 1_500) * 0.1, 0.6)
