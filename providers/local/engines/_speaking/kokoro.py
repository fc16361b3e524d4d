"""Kokoro-82M on ONNX Runtime: neural speech whose durations are known, phoneme by phoneme.

Model and alphabet: https://github.com/hexgrad/kokoro (Apache-2.0).
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray
from scipy.signal import resample

from providers.local import weights
from providers.local.engines._speaking.phonemes import Phrase
from providers.local.engines._speaking.values import Span, Spoken
from providers.local.voices import DATA

RATE_HZ: Final = 24_000
FRAME_SECONDS: Final = 0.025
TOKENS_MAX: Final = 480
TOKENS_ENOUGH: Final = 250
VOICES_SHA256: Final = "976bd52ab6adf5c3618e65006fef46f5c671071de6cb949acefa73512465882d"
PUNCTUATION: Final = " ;:,.!?—…"
PROSODY: Final = {
    "neutral": (1.0, 1.0), "happy": (1.06, 1.04), "sad": (0.86, 0.96), "angry": (1.1, 0.97), "excited": (1.15, 1.06),
}  # fmt: skip
"""Emotion as tempo and pitch, each a factor."""

Samples = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Timbre:
    """How a voice sounds: rows of style, one a count of phonemes; `pitch` and `rate` are factors."""

    rows: Samples
    pitch: float = 1.0
    rate: float = 1.0


class Kokoro:
    """The model and its voices."""

    def __init__(self, folder: Path | None, threads: int) -> None:
        model = weights.load(weights.KOKORO, folder) + _durations_as_output()
        options = ort.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self.session = ort.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        self.alphabet = _alphabet()

    def speak(
        self,
        phrases: Sequence[Phrase],
        timbre: Timbre,
        *,
        speed: float,
        emotion: str,
        report: Callable[[float], None],
    ) -> Spoken:
        """Speak phrases; the model takes some 500 phonemes at a time."""
        tempo, pitch = PROSODY[emotion]
        tempo, pitch = tempo * timbre.rate, pitch * timbre.pitch
        pieces: list[Samples] = []
        spans: list[Span] = []
        clock = 0.0
        groups = list(self._groups(phrases))
        for number, group in enumerate(groups):
            piece, found = self._group(group, timbre.rows, speed * tempo / pitch)
            piece = _pitched(piece, pitch)
            spans += [
                Span(s.position, clock + s.start / pitch, clock + s.end / pitch) for s in found
            ]
            clock += len(piece) / RATE_HZ
            pieces.append(piece)
            report((number + 1) / len(groups))
        return Spoken(np.concatenate(pieces), RATE_HZ, spans)

    def tokens(self, phonemes: str) -> list[int]:
        """Number the phonemes that the model knows."""
        return [self.alphabet[c] for c in phonemes if c in self.alphabet]

    def _groups(self, phrases: Sequence[Phrase]) -> list[list[Phrase]]:
        groups: list[list[Phrase]] = [[]]
        count = 0
        for phrase in phrases:
            size = len(self.tokens(phrase.phonemes))
            at_stop = bool(groups[-1]) and groups[-1][-1].phonemes.strip()[-1:] in tuple(".!?")
            if groups[-1] and (count + size > TOKENS_MAX or (count > TOKENS_ENOUGH and at_stop)):
                groups.append([])
                count = 0
            groups[-1].append(phrase)
            count += size
        return [group for group in groups if any(self.tokens(p.phonemes) for p in group)]

    def _group(
        self, group: list[Phrase], styles: Samples, speed: float
    ) -> tuple[Samples, list[Span]]:
        numbers = [number for phrase in group for number in self.tokens(phrase.phonemes)][
            : len(styles)
        ]
        audio, frames = self.session.run(
            None,
            {
                "tokens": np.array([[0, *numbers, 0]], np.int64),
                "style": styles[len(numbers) - 1][None],
                "speed": np.array([speed], np.float32),
            },
        )
        times = np.cumsum(frames.ravel()) * FRAME_SECONDS
        spans: list[Span] = []
        place = 0
        for phrase in group:
            sounding = len(self.tokens(phrase.phonemes.rstrip(PUNCTUATION)))
            last = min(place + sounding, len(times) - 1)
            if sounding and place < len(times):
                spans.append(Span(phrase.position, float(times[place]), float(times[last])))
            place += len(self.tokens(phrase.phonemes))
        return audio.ravel().astype(np.float32), spans


def mixed(mix: Mapping[str, float]) -> Samples:
    """Mix voices of the library: a weighted mean of their rows."""
    total = sum(mix.values())
    rows: Samples = sum(
        (style_rows(voice) * (weight / total) for voice, weight in mix.items()),
        np.zeros(1, np.float32),
    ).astype(np.float32)
    return rows


def style_rows(voice: str) -> Samples:
    """Unpack a voice: one row of style for each count of phonemes."""
    path = DATA / "kokoro-voices.npz"
    if sha256(path.read_bytes()).hexdigest() != VOICES_SHA256:
        raise weights.WeightsDamaged("the packed voices are not the ones of this version")
    with np.load(path) as packed:
        axes = packed[f"{voice}_w"].astype(np.float32)
        rows: Samples = packed[f"{voice}_u"].astype(np.float32) @ axes[:-1] + axes[-1]
    return rows


def _alphabet() -> dict[str, int]:
    path = weights.inside(*weights.KOKORO_VOCABULARY)
    if path is None:
        raise FileNotFoundError("Kokoro's vocabulary")
    found: dict[str, int] = json.loads(path.read_text("utf-8"))["vocab"]
    return found


def _pitched(samples: Samples, pitch: float) -> Samples:
    if pitch == 1.0 or not len(samples):
        return samples
    changed: Samples = resample(samples, round(len(samples) / pitch)).astype(np.float32)
    return changed


def _durations_as_output() -> bytes:
    """Name the model's durations as a second output: protobuf messages that follow each other merge."""

    def field(tag: int, data: bytes) -> bytes:
        size = len(data)
        length = bytes([size]) if size < 128 else bytes([size & 127 | 128, size >> 7])
        return bytes([tag << 3 | 2]) + length + data

    return field(7, field(12, field(1, b"/encoder/Clip_output_0")))
