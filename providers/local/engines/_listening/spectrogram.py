"""The log-mel spectrogram that Whisper reads (https://arxiv.org/abs/2212.04356, section 2.2), in numpy."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

RATE_HZ: Final = 16_000
HOP: Final = 160
WINDOW: Final = 400
BANDS: Final = 80
WINDOW_SAMPLES: Final = 30 * RATE_HZ
FRAMES: Final = 3_000

Samples = NDArray[np.float32]


def log_mel(samples: Samples) -> Samples:
    """Turn up to 30 s at 16 kHz into 80 bands × 3,000 frames."""
    padded = np.pad(samples[:WINDOW_SAMPLES], (0, max(0, WINDOW_SAMPLES - len(samples))))
    padded = np.pad(padded, WINDOW // 2, "reflect")
    frames = np.lib.stride_tricks.sliding_window_view(padded, WINDOW)[::HOP][:FRAMES] * TAPER
    power = np.abs(np.fft.rfft(frames, axis=1)) ** 2
    levels = np.log10(np.maximum(BANK @ power.T, 1e-10))
    scaled: Samples = ((np.maximum(levels, levels.max() - 8) + 4) / 4).astype(np.float32)
    return scaled


def _mel(hertz: NDArray[np.float64]) -> NDArray[np.float64]:
    """Slaney's scale: linear to 1 kHz, logarithmic above."""
    above = 15 + np.log(np.maximum(hertz, 1) / 1_000) * 27 / np.log(6.4)
    return np.where(hertz < 1_000, hertz * 3 / 200, above)


def _hertz(mel: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.where(mel < 15, mel * 200 / 3, 1_000 * np.exp((mel - 15) * np.log(6.4) / 27))


def _bank() -> Samples:
    """Triangles of equal area, one a band."""
    edges = _hertz(np.linspace(0, float(_mel(np.array(RATE_HZ / 2))), BANDS + 2))
    bins = np.linspace(0, RATE_HZ / 2, WINDOW // 2 + 1)
    rise = (bins - edges[:-2, None]) / (edges[1:-1] - edges[:-2])[:, None]
    fall = (edges[2:, None] - bins) / (edges[2:] - edges[1:-1])[:, None]
    area = (2 / (edges[2:] - edges[:-2]))[:, None]
    bank: Samples = (np.maximum(0, np.minimum(rise, fall)) * area).astype(np.float32)
    return bank


BANK: Final = _bank()
TAPER: Final = np.hanning(WINDOW + 1)[:-1].astype(np.float32)
