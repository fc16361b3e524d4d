"""Who speaks, as a vector: the GE2E encoder of Resemblyzer (Apache-2.0), run in numpy.

Model: https://github.com/resemble-ai/Resemblyzer
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from providers.local import weights
from providers.local.engines._voices import tensors

Floats = NDArray[np.float32]

RATE_HZ: Final = 16_000
WINDOW: Final = 400
STEP: Final = 160
BANDS: Final = 40
FRAMES: Final = 160
"""A window of speech that the encoder hears at once: 1.6 seconds."""
OVERLAP: Final = 80
LAYERS: Final = 3
UNITS: Final = 256
LEVEL_DBFS: Final = -30.0
BATCH: Final = 64
KNEE_HZ: Final = 1_000.0
"""Below it the mel scale (Slaney's) is linear."""


class Speaker:
    """The encoder: unit vectors, nearer for the same voice."""

    def __init__(self, folder: Path | None) -> None:
        self.tensors = tensors.read(weights.load(weights.SPEAKER, folder), "model_state")

    def of(self, speech: Floats) -> Floats:
        """Give the vector of a stretch of speech, mono at 16 kHz."""
        return centre(self.windows(speech))

    def windows(self, speech: Floats) -> Floats:
        """Give a vector for each 0.8 seconds of speech."""
        frames = _mel(speech)
        if len(frames) < FRAMES:
            frames = np.pad(frames, ((0, FRAMES - len(frames)), (0, 0)))
        starts = range(0, len(frames) - FRAMES + 1, OVERLAP)
        pieces = np.stack([frames[start : start + FRAMES] for start in starts])
        batches = [self._encode(pieces[n : n + BATCH]) for n in range(0, len(pieces), BATCH)]
        return np.concatenate(batches)

    def _encode(self, pieces: Floats) -> Floats:
        found = pieces
        for layer in range(LAYERS):
            found = _lstm(found, self.tensors, layer)
        last = found[:, -1] @ self.tensors["linear.weight"].T + self.tensors["linear.bias"]
        return unit(np.maximum(last, 0))


def unit(vectors: Floats) -> Floats:
    """Scale vectors to length one."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    scaled: Floats = (vectors / np.maximum(lengths, 1e-9)).astype(np.float32)
    return scaled


def centre(vectors: Floats) -> Floats:
    """Give the direction in the middle of some vectors."""
    return unit(unit(vectors).mean(axis=0))


def _lstm(pieces: Floats, held: Mapping[str, Floats], layer: int) -> Floats:
    inner, outer = held[f"lstm.weight_ih_l{layer}"], held[f"lstm.weight_hh_l{layer}"].T
    gates = pieces @ inner.T + held[f"lstm.bias_ih_l{layer}"] + held[f"lstm.bias_hh_l{layer}"]
    state: Floats = np.zeros((len(pieces), UNITS), np.float32)
    memory = state
    found = np.empty((*pieces.shape[:2], UNITS), np.float32)
    for place in range(pieces.shape[1]):
        enter, forget, cell, leave = np.split(gates[:, place] + state @ outer, 4, axis=1)
        memory = _sigmoid(forget) * memory + _sigmoid(enter) * np.tanh(cell)
        state = _sigmoid(leave) * np.tanh(memory)
        found[:, place] = state
    return found


def _sigmoid(values: Floats) -> Floats:
    squashed: Floats = (1 / (1 + np.exp(-np.clip(values, -60, 60)))).astype(np.float32)
    return squashed


def _mel(speech: Floats) -> Floats:
    """Power in 40 bands each 10 ms, at the level that the encoder was trained on."""
    loud = float(np.sqrt(np.mean(np.square(speech)))) or 1.0
    levelled = np.pad(speech / loud * 10 ** (LEVEL_DBFS / 20), WINDOW // 2, mode="reflect")
    frames = sliding_window_view(levelled, WINDOW)[::STEP] * np.hanning(WINDOW + 1)[:-1]
    power = np.abs(np.fft.rfft(frames, axis=1)) ** 2
    bands: Floats = (power @ bank(BANDS, WINDOW).T).astype(np.float32)
    return bands


@cache
def bank(bands: int, size: int) -> Floats:
    """Give Slaney's mel filters, each of area one, for spectra of `size` samples."""
    mels = np.linspace(0, _to_mel(RATE_HZ / 2), bands + 2)
    edges = np.array([_to_hz(mel) for mel in mels])
    found = np.linspace(0, RATE_HZ / 2, size // 2 + 1)
    below, middle, above = edges[:-2, None], edges[1:-1, None], edges[2:, None]
    rising, falling = (found - below) / (middle - below), (above - found) / (above - middle)
    filters: Floats = np.maximum(0, np.minimum(rising, falling)) * 2 / (above - below)
    return filters.astype(np.float32)


def _to_mel(hz: float) -> float:
    return hz * 3 / 200 if hz < KNEE_HZ else float(15 + np.log(hz / KNEE_HZ) * 27 / np.log(6.4))


def _to_hz(mel: float) -> float:
    return mel * 200 / 3 if mel < 15 else float(KNEE_HZ * np.exp((mel - 15) * np.log(6.4) / 27))
