"""Whisper base on CTranslate2: windows of 30 s, word times from its cross-attention, and guards against its loops.

The model: https://github.com/openai/whisper (MIT). Word alignment is CTranslate2's `align`.
"""

import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

import ctranslate2
import numpy as np

from providers.local import weights
from providers.local.engines._listening.spectrogram import RATE_HZ, WINDOW_SAMPLES, Samples, log_mel

START, TRANSLATE, TRANSCRIBE, FIRST_TIME, END = 50_258, 50_358, 50_359, 50_364, 50_257
TICK_SECONDS: Final = 0.02
TEMPERATURES: Final = (0.0, 0.4, 0.8)
COMPRESSION_MAX: Final = 2.4
LOG_PROBABILITY_MIN: Final = -1.0
SILENCE_PROBABILITY: Final = 0.6
WORDS_A_SECOND_MAX: Final = 8.0
QUIET_RMS: Final = 0.003
RISE_DB_MIN: Final = 4.0
FRAME_SAMPLES: Final = RATE_HZ // 50
SHORTEST_SAMPLES: Final = RATE_HZ // 10
VOTES_MAX: Final = 5
ASKED_MAX: Final = 15
RANKED: Final = 10
SPEECH_MIN: Final = 0.5
EXPECTED_SHARE_MIN: Final = 0.25
"""How many windows that speak vote for a language, how many are asked at most, and for how many languages each counts;
how probable speech must be, and what share of the winner's votes is enough for a language that is expected."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A word and when it sounds, in seconds."""

    text: str
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Window:
    """What one window gave: its words, and how many samples it used up."""

    words: list[Heard]
    samples: int


class Sounding(Protocol):
    """Samples at 16 kHz: an array, or a recording that is read as it is needed."""

    def __len__(self) -> int:
        """Count the samples."""
        ...

    def __getitem__(self, part: slice, /) -> Samples:
        """Give some of them."""
        ...


class Whisper:
    """The model, its alphabet of bytes, and its languages."""

    def __init__(self, folder: Path | None, threads: int) -> None:
        files = {
            "model.bin": weights.load(weights.WHISPER, folder),
            **{
                name: weights.beside(weights.WHISPER, name, folder)
                for name in weights.WHISPER_BESIDE
            },
        }
        self.tokens = files["vocabulary.txt"].decode().split("\n")
        self.bytes_of = _bytes_of(self.tokens)
        self.model = ctranslate2.models.Whisper(
            "whisper-base", device="cpu", compute_type="int8", intra_threads=threads, files=files
        )

    def transcribe(
        self,
        samples: Sounding,
        language: str | None,
        report: Callable[[float], None],
        *,
        expected: str | None = None,
    ) -> tuple[str | None, list[Heard]]:
        """Hear a recording; answers its language and its words. Silence and noise have neither."""
        language = language or self.language_of(samples, expected)
        words = self._through(samples, language, self._window, report)
        return (language if words else None), _in_order(words)

    def translate(
        self, samples: Sounding, language: str, report: Callable[[float], None]
    ) -> list[Heard]:
        """Hear a recording in English, whatever is spoken: phrases with their times."""
        return _in_order(self._through(samples, language, self._phrases, report))

    def language_of(self, samples: Sounding, expected: str | None = None) -> str:
        """Name the language that is spoken: windows from all over a long recording vote, each by how sure it is.

        Those where somebody speaks count, and music where nobody does: more windows are heard until enough of them
        speak. A language that is expected is taken where it comes near the winner.
        """
        asked: list[tuple[float, list[tuple[str, float]]]] = []
        for at in _from_all_over(samples):
            encoded = self._encode(samples[at : at + WINDOW_SAMPLES])
            speech = 1 - self._silence(encoded)
            asked.append((speech, self.model.detect_language(encoded)[0][:RANKED]))
            if sum(sure > SPEECH_MIN for sure, _ in asked) == VOTES_MAX:
                break
        votes: dict[str, float] = {}
        for speech, shares in [vote for vote in asked if vote[0] > SPEECH_MIN] or asked:
            for token, share in shares:
                votes[token] = votes.get(token, 0.0) + share * speech
        best = max(votes, key=lambda token: votes[token])
        likely = f"<|{expected}|>"
        near = votes.get(likely, 0.0) >= EXPECTED_SHARE_MIN * votes[best]
        return (likely if near else best).strip("<|>")

    def _silence(self, encoded: ctranslate2.StorageView) -> float:
        """Give the probability that nobody speaks in a window; the model tells it before the language."""
        prompt = [START, START + 1, TRANSCRIBE]
        heard = self.model.generate(
            encoded, [prompt], beam_size=1, max_length=1, return_no_speech_prob=True
        )
        return float(heard[0].no_speech_prob)

    def _through(
        self,
        samples: Sounding,
        language: str,
        hear: Callable[..., "Window"],
        report: Callable[[float], None],
    ) -> list[Heard]:
        """Go through a recording window by window; each says how much of itself it used up."""
        words: list[Heard] = []
        place = 0
        while place < len(samples) - SHORTEST_SAMPLES:
            window = samples[place : place + WINDOW_SAMPLES]
            if not _may_speak(window):
                place += WINDOW_SAMPLES
                continue
            found = hear(
                self._encode(window), len(window), language, is_last=place + WINDOW_SAMPLES >= len(samples)
            )  # fmt: skip
            offset = place / RATE_HZ
            words += [
                Heard(w.text, round(w.start + offset, 3), round(w.end + offset, 3))
                for w in found.words
            ]
            place += found.samples
            report(min(place / len(samples), 1.0))
        return words

    def knows(self, language: str) -> bool:
        """Tell whether a language has a token."""
        return f"<|{language}|>" in self.tokens

    def _encode(self, window: Samples) -> ctranslate2.StorageView:
        return self.model.encode(
            ctranslate2.StorageView.from_array(np.ascontiguousarray(log_mel(window)[None]))
        )

    def _window(
        self, encoded: ctranslate2.StorageView, samples: int, language: str, *, is_last: bool
    ) -> Window:
        prompt = [START, self.tokens.index(f"<|{language}|>"), TRANSCRIBE]
        seconds = samples / RATE_HZ
        ids = self._heard(encoded, prompt, seconds)
        if ids is None:
            return Window([], samples)
        spoken = [number for number in ids if number < END]
        words = self._words(encoded, prompt, spoken, samples) if spoken else []
        times = [number for number in ids if number >= FIRST_TIME]
        if is_last or not times or len(times) < 2:
            return Window(words, samples)
        # An unfinished phrase at the border is heard again in the next window.
        used = (times[-1] - FIRST_TIME) * TICK_SECONDS
        cut = used if used > seconds / 3 else seconds
        return Window(
            [w for w in words if w.end <= cut + TICK_SECONDS], max(int(cut * RATE_HZ), RATE_HZ)
        )

    def _heard(
        self, encoded: ctranslate2.StorageView, prompt: list[int], seconds: float
    ) -> list[int] | None:
        """Give the tokens that were heard; None for silence, and where every attempt loops or guesses."""
        for temperature in TEMPERATURES:
            result = self._generate(encoded, prompt, temperature)
            quiet = result.no_speech_prob > SILENCE_PROBABILITY
            if quiet and result.scores[0] < LOG_PROBABILITY_MIN:
                return None
            ids = list(result.sequences_ids[0])
            if self._is_sound(ids, result.scores[0], seconds):
                return ids
        return None

    def _phrases(
        self, encoded: ctranslate2.StorageView, samples: int, language: str, *, is_last: bool
    ) -> Window:
        """Hear a window in English. The model itself says when each phrase begins and ends."""
        prompt = [START, self.tokens.index(f"<|{language}|>"), TRANSLATE]
        seconds = samples / RATE_HZ
        ids = self._heard(encoded, prompt, seconds)
        if ids is None:
            return Window([], samples)
        phrases: list[Heard] = []
        spoken: list[int] = []
        start = 0.0
        for number in (*ids, FIRST_TIME + round(seconds / TICK_SECONDS)):
            if number < END:
                spoken.append(number)
            elif number >= FIRST_TIME:
                at = min((number - FIRST_TIME) * TICK_SECONDS, seconds)
                if spoken:
                    phrases.append(Heard(self._text(spoken).strip(), start, max(at, start)))
                    spoken = []
                start = at
        if is_last or len(phrases) < 2 or phrases[-1].end < seconds / 3:
            return Window(phrases, samples)
        # The last phrase may go on behind the border: it is heard again, whole.
        return Window(phrases[:-1], max(int(phrases[-1].start * RATE_HZ), RATE_HZ))

    def _generate(
        self, encoded: ctranslate2.StorageView, prompt: list[int], temperature: float
    ) -> ctranslate2.models.WhisperGenerationResult:
        return self.model.generate(
            encoded,
            [prompt],
            beam_size=5 if temperature == 0 else 1,
            sampling_temperature=temperature or 1.0,
            sampling_topk=1 if temperature == 0 else 0,
            max_initial_timestamp_index=50,
            return_no_speech_prob=True,
            return_scores=True,
            suppress_blank=True,
            no_repeat_ngram_size=0 if temperature == 0 else 5,
            max_length=300,
        )[0]

    def _is_sound(self, ids: list[int], score: float, seconds: float) -> bool:
        """Tell a transcript from a loop: it does not compress well, is likely, and can be said in the time."""
        text = self._text(ids).strip()
        data = text.encode()
        compression = len(data) / len(zlib.compress(data)) if len(data) > 40 else 1.0
        said_in_time = len(text.split()) <= max(seconds, 1.0) * WORDS_A_SECOND_MAX
        return compression <= COMPRESSION_MAX and score >= LOG_PROBABILITY_MIN and said_in_time

    def _words(
        self, encoded: ctranslate2.StorageView, prompt: list[int], ids: list[int], samples: int
    ) -> list[Heard]:
        frames = min(1_500, max(samples // (RATE_HZ // 50), 1))
        aligned = self.model.align(encoded, prompt, [ids], frames * 2)[0]
        tokens = np.array([pair[0] for pair in aligned.alignments])
        times = np.array([pair[1] for pair in aligned.alignments]) * TICK_SECONDS
        starts = times[np.pad(np.diff(tokens), (1, 0), constant_values=1).astype(bool)]
        starts = np.append(starts, np.full(max(len(ids) + 1 - len(starts), 1), samples / RATE_HZ))
        words: list[Heard] = []
        place = 0
        while place < len(ids):
            end = self._word_end(ids, place)
            text = self._text(ids[place:end]).strip()
            if text:
                words.append(
                    Heard(text, float(starts[place]), float(max(starts[end], starts[place])))
                )
            place = end
        return words

    def _word_end(self, ids: list[int], place: int) -> int:
        end = place + 1
        while end < len(ids):
            whole = "\ufffd" not in self._text(ids[place:end])
            following = self._text(ids[end : end + 1])[:1]
            if whole and (following.isspace() or _stands_alone(following)):
                break
            end += 1
        return end

    def _text(self, ids: list[int]) -> str:
        return b"".join(self.bytes_of[number] for number in ids if number < END).decode(
            "utf-8", "replace"
        )


def _stands_alone(letter: str) -> bool:
    """Tell a letter of a script that writes no spaces: each is a word to us."""
    return bool(letter) and ("\u3040" <= letter <= "\u9fff" or "\u0e00" <= letter <= "\u0e3a")


def _from_all_over(samples: Sounding) -> list[int]:
    """Choose windows to be asked for their language: first a few from beginning to end, then those between them."""
    places = range(0, max(len(samples) - SHORTEST_SAMPLES, 1), WINDOW_SAMPLES)
    spoken = [at for at in places if _may_speak(samples[at : at + WINDOW_SAMPLES])] or [0]
    asked = sorted({spoken[round(n)] for n in np.linspace(0, len(spoken) - 1, ASKED_MAX)})
    step = ASKED_MAX // VOTES_MAX
    return [at for first in range(step) for at in asked[first::step]]


def _may_speak(window: Samples) -> bool:
    """Tell speech from silence and steady noise: syllables rise and fall, noise does not."""
    frames = window[: len(window) // FRAME_SAMPLES * FRAME_SAMPLES].reshape(-1, FRAME_SAMPLES)
    if not len(frames):
        return True
    levels = np.sqrt(np.mean(np.square(frames), axis=1)) + 1e-6
    loud, low = np.percentile(levels, 95), np.percentile(levels, 10)
    return bool(loud > QUIET_RMS and 20 * np.log10(loud / low) > RISE_DB_MIN)


def _in_order(words: list[Heard]) -> list[Heard]:
    """Keep times rising: a window's border may hear a word a little early."""
    ordered: list[Heard] = []
    for word in words:
        start = max(word.start, ordered[-1].end if ordered else 0.0)
        ordered.append(Heard(word.text, start, max(word.end, start)))
    return ordered


def _bytes_of(tokens: list[str]) -> list[bytes]:
    """Undo the byte-level alphabet of GPT-2's vocabulary."""
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    letters = {chr(value): value for value in printable}
    others = (value for value in range(256) if value not in printable)
    letters |= {chr(256 + number): value for number, value in enumerate(others)}
    return [
        bytes(letters[c] for c in token)
        if number < END and all(c in letters for c in token)
        else b""
        for number, token in enumerate(tokens)
    ]
