"""A sound for words that name none that we know: a slow chord of the prompt's own, in noise."""

import numpy as np

from providers.local.engines._sounding.stage import (
    Samples,
    Scene,
    band,
    drift,
    levelled,
    noise,
    tone,
)

SCALE = (1.0, 9 / 8, 6 / 5, 4 / 3, 3 / 2, 8 / 5, 9 / 5)


def texture(scene: Scene) -> Samples:
    """Give five voices that swell and sink, each in a band of air."""
    root = scene.rng.uniform(70, 160)
    whole = band(noise(scene), "bandpass", root * 3, root * 14) * drift(scene, 0.5, 0.05, 0.3)
    for _ in range(5):
        pitch = root * float(scene.rng.choice(SCALE)) * 2 ** int(scene.rng.integers(0, 3))
        swell = drift(scene, 0.6, 0.0, 1.0) ** 2
        whole += (
            tone(pitch * drift(scene, 2, 0.997, 1.003), scene.seconds)
            * swell
            / np.sqrt(pitch / root)
        )
    return levelled(whole, 0.6)
