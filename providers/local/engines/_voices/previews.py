"""How each listed voice sounds: recorded once, kept as data.

`python -m providers.local.engines._voices.previews` records them anew.
"""

import sys
from typing import Final

import numpy as np
import soundfile

from domain.voices import preview_text
from providers.local.engines._protocol import threads
from providers.local.engines._speaking import kokoro, phonemes
from providers.local.voices import KOKORO_LANGUAGES, KOKORO_NAMES, PREVIEWS

LEVEL: Final = 0.1
"""Of the speech, as a root mean square: about −18 LUFS."""
PEAK: Final = 0.89
SMALL: Final = 0.95
"""The share of what Opus may leave out: some 16 kbit/s remain."""


def record() -> None:
    """Let every voice say the same sentence in its language."""
    PREVIEWS.mkdir(exist_ok=True)
    model = kokoro.Kokoro(None, threads())
    for name in KOKORO_NAMES:
        language = KOKORO_LANGUAGES[name[0]]
        said = model.speak(
            phonemes.of(preview_text(language), language),
            kokoro.Timbre(kokoro.style_rows(name)),
            speed=1.0,
            emotion="neutral",
            report=lambda _: None,
        )
        loud = np.sqrt(np.mean(np.square(said.samples)))
        samples = said.samples * min(LEVEL / loud, PEAK / np.abs(said.samples).max())
        soundfile.write(
            PREVIEWS / f"{name}.ogg", samples, said.rate_hz, format="OGG", subtype="OPUS", compression_level=SMALL
        )  # fmt: skip
        sys.stderr.write(f"{name}\n")


if __name__ == "__main__":
    record()
