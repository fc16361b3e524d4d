"""Randomness that the seed decides: dice by name, and noise without grain or grid."""

import hashlib

import numpy as np

from providers.local.engines._painting.raster import Field, as_field, blur, sample

TILE_PX = 512
WAVE_PX = 8.0


class Dice:
    """Independent streams of chance, each with a name, so that one more star moves no mountain."""

    def __init__(self, seed: str) -> None:
        self._seed = seed

    def __call__(self, name: str) -> np.random.Generator:
        digest = hashlib.sha256(f"{self._seed}\0{name}".encode()).digest()
        return np.random.default_rng(int.from_bytes(digest[:16], "big"))


class Noise:
    """Band-limited noise of standard deviation 1 and wavelength 1, with its slopes, everywhere."""

    def __init__(self, rng: np.random.Generator) -> None:
        white = rng.standard_normal((TILE_PX, TILE_PX)).astype(np.float32)
        around = np.pad(white, 48, mode="wrap")
        band = (blur(around, 1.8) - blur(around, 4.2))[48:-48, 48:-48]
        band = band / band.std()
        across = (np.roll(band, -1, 1) - np.roll(band, 1, 1)) * (WAVE_PX / 2.0)
        down = (np.roll(band, -1, 0) - np.roll(band, 1, 0)) * (WAVE_PX / 2.0)
        self._value = as_field(np.ascontiguousarray(band))
        self._all = as_field(np.dstack([band, across, down]))

    def value(self, x: Field, y: Field, octave: int = 0, *, smooth: bool = False) -> Field:
        u, v = _turned(x, y, octave)
        return sample(self._value, u * WAVE_PX, v * WAVE_PX, wrap=True, smooth=smooth)

    def slope(self, x: Field, y: Field, octave: int = 0) -> tuple[Field, Field, Field]:
        """The value, and how fast it rises along x and along y."""
        u, v = _turned(x, y, octave)
        found = sample(self._all, u * WAVE_PX, v * WAVE_PX, wrap=True)
        along_u, along_v = found[..., 1], found[..., 2]
        cos, sin = _angle(octave)
        return found[..., 0], along_u * cos + along_v * sin, along_v * cos - along_u * sin

    def fbm(
        self, x: Field, y: Field, octaves: int, *, gain: float = 0.5, smooth: bool = False
    ) -> Field:
        """Clouds, marble, ground: noise on noise, each half as big."""
        x, y = np.broadcast_arrays(x, y)
        total = np.zeros(x.shape, np.float32)
        for octave in range(octaves):
            rate = 2**octave
            value = self.value(as_field(x * rate), as_field(y * rate), octave, smooth=smooth)
            total += value * gain**octave
        return total


def _angle(octave: int) -> tuple[float, float]:
    angle = 0.5 + octave * 1.9
    return float(np.cos(angle)), float(np.sin(angle))


def _turned(x: Field, y: Field, octave: int) -> tuple[Field, Field]:
    # Each octave is turned and moved, or the tiles of all of them would meet in lines.
    cos, sin = _angle(octave)
    return as_field(x * cos - y * sin + octave * 17.3), as_field(x * sin + y * cos + octave * 5.9)
