"""Every pitched instrument by its name."""

from collections.abc import Callable
from typing import Final

import numpy as np

from providers.local.engines._composing import blown, struck
from providers.local.engines._composing.waves import Samples

Instrument = Callable[[np.random.Generator, float, float, float], Samples]
"""Sounds a frequency in hertz for some seconds, at a loudness 0–1; its ringing on comes on top."""

INSTRUMENTS: Final[dict[str, Instrument]] = {
    one.__name__: one
    for one in (
        blown.pad, blown.glow, blown.strings, blown.spiccato, blown.brass, blown.choir, blown.organ, blown.flute,
        blown.clarinet, blown.lead, blown.stab, blown.square_lead, blown.sub_bass, blown.saw_bass,
        struck.piano, struck.felt_piano, struck.electric_piano, struck.vibraphone, struck.marimba, struck.bells,
        struck.pluck, struck.guitar, struck.nylon, struck.muted_guitar, struck.electric_guitar, struck.harp,
        struck.finger_bass, struck.upright_bass, struck.timpani,
    )
}  # fmt: skip
