"""What the library's voices sound like to the encoder: measured once, kept as data.

`python -m providers.local.engines._voices.library` measures them anew.
"""

import sys
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.signal import resample_poly

from providers.local.engines._protocol import threads
from providers.local.engines._speaking import kokoro, phonemes
from providers.local.engines._voices.hearing import hear, spoken
from providers.local.engines._voices.speaker import RATE_HZ, Speaker
from providers.local.voices import DATA, KOKORO_NAMES

Floats = NDArray[np.float32]

PATH: Final = DATA / "kokoro-speakers.npz"
TEXT: Final = (
    "The committee read the summary, and she sells leather bags near the harbor. When sunlight strikes raindrops in"
    " the air, they act as a prism and form a rainbow."
)


@dataclass(frozen=True, slots=True)
class Library:
    """The voices' names, and a vector of each."""

    names: tuple[str, ...]
    vectors: Floats

    def without(self, name: str) -> "Library":
        """Leave one voice out."""
        kept = [place for place, each in enumerate(self.names) if each != name]
        return Library(tuple(self.names[place] for place in kept), self.vectors[kept])


def library() -> Library:
    """Load what was measured."""
    with np.load(PATH) as packed:
        names = tuple(str(name) for name in packed["names"])
        return Library(names, packed["vectors"].astype(np.float32))


def to_ear(samples: Floats) -> Floats:
    """Bring speech of Kokoro's to the encoder's rate."""
    heard: Floats = resample_poly(samples, 2, 3).astype(np.float32)
    return heard


assert kokoro.RATE_HZ * 2 == RATE_HZ * 3


def measure() -> None:
    """Let every voice speak, and write down how it sounds."""
    speaker, model = Speaker(None), kokoro.Kokoro(None, threads())
    vectors = []
    for name in KOKORO_NAMES:
        timbre = kokoro.Timbre(kokoro.style_rows(name))
        said = model.speak(
            phonemes.american(TEXT), timbre, speed=1.0, emotion="neutral", report=lambda _: None
        )
        sound = to_ear(said.samples)
        vectors.append(speaker.of(spoken(sound, hear(sound))))
        sys.stderr.write(f"{name}\n")
    np.savez_compressed(
        PATH, names=np.array(KOKORO_NAMES), vectors=np.stack(vectors).astype(np.float16)
    )


if __name__ == "__main__":
    measure()
