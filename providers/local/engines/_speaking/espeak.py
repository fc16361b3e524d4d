"""espeak-ng through its C interface (espeak-ng/speak_lib.h): sound with word times, and phonemes.

The library is GPL: it is loaded in this engine's process and in no other.
"""

import ctypes
from dataclasses import dataclass
from typing import Final

import espeakng_loader
import numpy as np

from providers.local.engines._speaking.values import Span, Spoken

RETRIEVAL: Final = 2
DONT_EXIT: Final = 0x8000
UTF8: Final = 1
WORD, END = 1, 0
RATE, VOLUME, PITCH, RANGE = 1, 2, 3, 4
WORDS_A_MINUTE: Final = 175
IPA_TIED: Final = ord("^") << 8 | 0x82
PROSODY: Final = {
    "neutral": (1.0, 50, 50, 100), "happy": (1.09, 65, 75, 100), "sad": (0.8, 35, 25, 80),
    "angry": (1.11, 45, 85, 120), "excited": (1.2, 70, 90, 115),
}  # fmt: skip
"""Emotion as rate, pitch, range and volume."""


class _Id(ctypes.Union):
    _fields_ = (("number", ctypes.c_int), ("name", ctypes.c_char_p), ("string", ctypes.c_char * 8))


class _Event(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_int), ("unique", ctypes.c_uint), ("text_position", ctypes.c_int), ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int), ("sample", ctypes.c_int), ("user", ctypes.c_void_p), ("id", _Id),
    )  # fmt: skip


_Callback = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event)
)


@dataclass(frozen=True, slots=True)
class _Heard:
    pieces: list[bytes]
    words: list[tuple[int, int]]


class Espeak:
    """One synthesiser; it holds global state, so a process makes one."""

    def __init__(self) -> None:
        self.library = ctypes.CDLL(str(espeakng_loader.get_library_path()))
        data = str(espeakng_loader.get_data_path()).encode()
        self.rate_hz = int(self.library.espeak_Initialize(RETRIEVAL, 0, data, DONT_EXIT))
        assert self.rate_hz > 0, "espeak-ng did not start"
        self.library.espeak_TextToPhonemes.restype = ctypes.c_char_p
        self.library.espeak_TextToPhonemes.argtypes = [
            ctypes.POINTER(ctypes.c_void_p),
            ctypes.c_int,
            ctypes.c_int,
        ]
        self.heard = _Heard([], [])
        self.callback = _Callback(self._hear)
        self.library.espeak_SetSynthCallback(self.callback)

    def speak(self, text: str, voice: str, *, speed: float, emotion: str) -> Spoken:
        """Speak plain text: no markup is read."""
        self.heard = _Heard([], [])
        self._choose(voice)
        rate, pitch, spread, volume = PROSODY[emotion]
        words_a_minute = min(max(round(WORDS_A_MINUTE * speed * rate), 80), 450)
        for parameter, value in (
            (RATE, words_a_minute),
            (VOLUME, volume),
            (PITCH, pitch),
            (RANGE, spread),
        ):
            self.library.espeak_SetParameter(parameter, value, 0)
        data = text.encode() + b"\0"
        self.library.espeak_Synth(data, ctypes.c_size_t(len(data)), 0, 1, 0, UTF8, None, None)
        self.library.espeak_Synchronize()
        samples = np.frombuffer(b"".join(self.heard.pieces), np.int16).astype(
            np.float32
        ) / np.float32(32_768)
        return Spoken(samples, self.rate_hz, self._spans(len(samples)))

    def phonemes(self, text: str, voice: str) -> str:
        """Transcribe text into IPA, with ties in two-letter sounds."""
        self._choose(voice)
        buffer = ctypes.create_string_buffer(text.encode())
        pointer = ctypes.c_void_p(ctypes.addressof(buffer))
        found: list[str] = []
        while pointer.value:
            piece: bytes | None = self.library.espeak_TextToPhonemes(
                ctypes.byref(pointer), UTF8, IPA_TIED
            )
            found += [piece.decode()] if piece else []
        return " ".join(found)

    def _choose(self, voice: str) -> None:
        if self.library.espeak_SetVoiceByName(voice.encode()) != 0:
            raise LookupError(voice)

    def _hear(
        self,
        samples: "ctypes._Pointer[ctypes.c_short]",
        count: int,
        events: "ctypes._Pointer[_Event]",
    ) -> int:
        if count > 0 and samples:
            self.heard.pieces.append(ctypes.string_at(samples, count * 2))
        place = 0
        while events[place].type != END:
            if events[place].type == WORD:
                self.heard.words.append((events[place].text_position - 1, events[place].sample))
            place += 1
        return 0

    def _spans(self, samples: int) -> list[Span]:
        starts = [sample for _, sample in self.heard.words[1:]] + [samples]
        return [
            Span(position, begin / self.rate_hz, max(end, begin) / self.rate_hz)
            for (position, begin), end in zip(self.heard.words, starts, strict=True)
        ]
