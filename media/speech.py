"""Speech made whole: chunks joined without clicks, brought to one loudness, encoded."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final, Literal, NamedTuple

import ffmpeg

from domain.tasks import Transcript, Word
from media.run import Command, Input

SpeechFormat = Literal["mp3", "wav", "opus"]

GAP_SECONDS: Final = 0.25
FADE_SECONDS: Final = 0.008
LOUDNESS_LUFS: Final = -16.0
PEAK_DBFS: Final = -1.5
GAIN_DB_MAX: Final = 30.0
RATE_HZ: Final = 48_000
ENCODERS: Final[dict[SpeechFormat, tuple[str, ...]]] = {
    "mp3": ("-c:a", "libmp3lame", "-b:a", "128k", "-ar", "44100", "-f", "mp3"),
    "wav": ("-c:a", "pcm_s16le", "-ar", "24000", "-f", "wav"),
    "opus": ("-c:a", "libopus", "-b:a", "64k", "-ar", "48000", "-f", "ogg"),
}
INTEGRATED: Final = re.compile(r"I:\s+(-?\d+(?:\.\d+)?) LUFS")


class Chunk(NamedTuple):
    """A spoken file: its seconds as it is, how much faster it has to be, and the silence after it. The pitch stays."""

    name: str
    seconds: float
    tempo: float = 1.0
    pause_seconds: float = 0.0

    @property
    def spoken_seconds(self) -> float:
        """Give its seconds once its tempo is right."""
        return self.seconds / self.tempo


def join(
    folder: Path, chunks: Sequence[Chunk], output: str, *, lead_seconds: float = 0.0
) -> Command:
    """Join chunks with the silences between them; each fades in and out too quickly to hear."""
    pieces = []
    for number, chunk in enumerate(chunks):
        seconds = chunk.spoken_seconds
        source = ffmpeg.input(chunk.name)
        if chunk.tempo != 1:
            source = source.filter("atempo", chunk.tempo)
        piece = (
            source.filter("aformat", sample_rates=RATE_HZ, channel_layouts="mono")
            .filter("afade", type="in", duration=FADE_SECONDS)
            .filter(
                "afade",
                type="out",
                start_time=max(seconds - FADE_SECONDS, 0),
                duration=FADE_SECONDS,
            )
        )
        if lead_seconds and number == 0:
            piece = piece.filter("adelay", delays=round(lead_seconds * 1_000), all=1)
        pieces.append(
            piece.filter("apad", pad_dur=chunk.pause_seconds) if chunk.pause_seconds else piece
        )
    graph = ffmpeg.concat(*pieces, v=0, a=1) if len(pieces) > 1 else pieces[0]
    compiled = ffmpeg.output(graph, output, acodec="pcm_s16le", f="wav").get_args()
    start = compiled.index("-filter_complex")
    return Command(
        folder=folder,
        inputs=tuple(Input(chunk.name) for chunk in chunks),
        arguments=tuple(compiled[start:]),
        duration_seconds=length(chunks, lead_seconds),
    )


def length(chunks: Sequence[Chunk], lead_seconds: float = 0.0) -> float:
    """Give the seconds of the whole."""
    return lead_seconds + sum(chunk.spoken_seconds + chunk.pause_seconds for chunk in chunks)


def measure(folder: Path, source: str) -> Command:
    """Measure loudness (EBU R 128); the figures are in what ffmpeg says."""
    return Command(
        folder=folder,
        inputs=(Input(source),),
        arguments=(
            "-loglevel",
            "info",
            "-af",
            "ebur128=peak=none:framelog=quiet",
            "-f",
            "null",
            "-",
        ),
    )


def loudness(said: str) -> float | None:
    """Read the integrated loudness in LUFS; None where there is none, as in silence."""
    found = INTEGRATED.findall(said)
    value = float(found[-1]) if found else -70.0
    return value if value > -69.0 else None  # noqa: PLR2004 - the gate of R 128


def master(
    folder: Path, source: str, output: str, *, gain_db: float, encoding: SpeechFormat
) -> Command:
    """Apply a gain, keep peaks below the ceiling, encode."""
    ceiling = 10 ** (PEAK_DBFS / 20)
    gain = min(max(gain_db, -GAIN_DB_MAX), GAIN_DB_MAX)
    chain = f"volume={gain:.2f}dB,alimiter=limit={ceiling:.4f}:attack=3:release=40:level=false,aresample=resampler=swr"
    return Command(
        folder=folder,
        inputs=(Input(source),),
        arguments=("-af", chain, "-map_metadata", "-1", "-ac", "1", *ENCODERS[encoding], output),
    )


def retimed(transcript: Transcript, tempo: float) -> Transcript:
    """Put words on the clock of a sound that became faster."""
    words = tuple(
        word.model_copy(update={"start": word.start / tempo, "end": word.end / tempo})
        for word in transcript.words
    )
    return transcript.model_copy(update={"words": words})


def merge(
    transcripts: Sequence[Transcript], chunks: Sequence[Chunk], *, lead_seconds: float = 0.0
) -> Transcript:
    """Put the words of chunks on the clock of the whole."""
    words: list[Word] = []
    offset = lead_seconds
    for transcript, chunk in zip(transcripts, chunks, strict=True):
        seconds = chunk.spoken_seconds
        words += [
            Word(
                text=w.text,
                start=round(w.start + offset, 3),
                end=round(min(w.end, seconds) + offset, 3),
            )
            for w in transcript.words
        ]
        offset += seconds + chunk.pause_seconds
    sources = {transcript.source for transcript in transcripts}
    return Transcript(
        language=next((t.language for t in transcripts if t.language), None),
        words=tuple(words),
        source=sources.pop() if len(sources) == 1 else "estimated",
    )
