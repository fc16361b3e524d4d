"""A studio: a plain wall under a soft lamp, for whom or what the prompt is about."""

import numpy as np

from providers.local.engines._painting.easel import Easel
from providers.local.engines._painting.raster import Field, as_field, axes, mix, smoothstep
from providers.local.engines._painting.still_life import still_life


def studio(easel: Easel) -> Field:
    """Paint the wall: lit behind the middle, dark towards the corners, mottled like painted canvas."""
    x, y = axes(easel.width, easel.height)
    across, down = as_field(x / easel.side), as_field(y / easel.side)
    rng = easel.dice("studio")
    tone = as_field(easel.palette.accents[int(rng.integers(len(easel.palette.accents)))])
    wall = as_field(0.62 * tone + 0.38 * float(tone.mean()))
    off_x = across - easel.width / easel.side * float(rng.uniform(0.4, 0.6))
    off_y = down - easel.height / easel.side * 0.42
    away = as_field(np.hypot(off_x, off_y * 0.9))
    mottled = sum(
        easel.noise.value(across * size, down * size, octave) / size
        for octave, size in enumerate((1.5, 3.0, 6.0))
    )
    lamp = as_field(0.92 - 0.62 * smoothstep(0.05, 0.95, away) + 0.05 * mottled)
    shade = as_field(np.broadcast_to(easel.palette.deep * 0.5, (*lamp.shape, 3)))
    lit = as_field(np.broadcast_to(np.clip(wall * 0.9 + 0.06, 0, 1), (*lamp.shape, 3)))
    shown = mix(shade, lit, as_field(np.clip(lamp, 0, 1)))
    return shown if easel.brief.person else still_life(easel, shown)
