"""Music made whole: an exact length, one loudness, true peaks below the ceiling, MP3."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from media.run import Command, Input

RATE_HZ: Final = 48_000
LOUDNESS_LUFS: Final = -14.0
PEAK_DBTP: Final = -1.0
LIMIT_DB: Final = -1.7
"""Of samples at four times the rate; an encoder adds a little on top."""
FADE_SECONDS: Final = 1.5
NEAR_SECONDS: Final = 0.02
BITRATE: Final = "256k"
ENCODER: Final = (
    "-c:a", "libmp3lame", "-b:a", BITRATE, "-ar", str(RATE_HZ), "-ac", "2", "-write_xing", "1", "-f", "mp3",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Finish:
    """What a piece is to become: its seconds, from how many; by how many decibels it is turned up or down."""

    seconds: float
    source_seconds: float
    gain_db: float = 0.0

    @property
    def samples(self) -> int:
        """Give the length in samples."""
        return round(self.seconds * RATE_HZ)

    @property
    def off_seconds(self) -> float:
        """Tell how much longer it is than it is to be."""
        return self.source_seconds - self.seconds

    def composed(self) -> dict[str, str]:
        """Say what was done to the length; nothing, where it was right."""
        if abs(self.off_seconds) <= NEAR_SECONDS:
            return {}
        how = "cut from" if self.off_seconds > 0 else "filled up from"
        return {"length": f"{how} {self.source_seconds:g} s"}


def measure(folder: Path, source: str) -> Command:
    """Measure loudness and true peak (EBU R 128); the figures are in what ffmpeg says."""
    chain = "aresample=48000,ebur128=peak=true:framelog=quiet"
    return Command(
        folder=folder,
        inputs=(Input(source),),
        arguments=("-loglevel", "info", "-af", chain, "-f", "null", "-"),
    )


def finish(folder: Path, source: str, output: str, whole: Finish) -> Command:
    """Fit a piece, hold its peaks, encode. What is cut fades out; what ends by itself is left to end."""
    steps = [f"aresample={RATE_HZ}", "aformat=channel_layouts=stereo"]
    steps += [f"apad=whole_len={whole.samples}", f"atrim=end_sample={whole.samples}"]
    if whole.off_seconds > NEAR_SECONDS:
        start = max(whole.seconds - FADE_SECONDS, 0)
        steps.append(f"afade=type=out:start_time={start:.3f}:duration={FADE_SECONDS}")
    steps += limited(whole.gain_db) if whole.gain_db else []
    return Command(
        folder=folder,
        inputs=(Input(source),),
        arguments=("-map", "0:a:0", "-vn", "-af", ",".join(steps), "-map_metadata", "-1", *ENCODER, output),
        duration_seconds=whole.seconds,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Seam:
    """How one piece goes over into another: samples of the first, of the second and of what they share.

    `gain_db` and `treble_db` bring the second to the level and the brightness of the first.
    """

    first: int
    second: int
    shared: int
    gain_db: float = 0.0
    treble_db: float = 0.0

    @property
    def samples(self) -> int:
        """Give the length of the whole."""
        return self.first + self.second - self.shared


def decoded(folder: Path, source: str, output: str) -> Command:
    """Write the sound as stereo PCM of 48 kHz."""
    return Command(
        folder=folder,
        inputs=(Input(source),),
        arguments=("-map", "0:a:0", "-vn", "-ac", "2", "-ar", str(RATE_HZ), "-c:a", "pcm_s16le", "-f", "wav", output),
    )  # fmt: skip


def joined(
    folder: Path, names: tuple[str, str], output: str, seam: Seam, *, ceiling_db: float = LIMIT_DB
) -> Command:
    """Let one piece go over into another at equal power, and hold the peaks."""
    shape = f"aresample={RATE_HZ},aformat=sample_fmts=fltp:channel_layouts=stereo"
    toned = f",treble=gain={seam.treble_db:.2f}:frequency=3000" if seam.treble_db else ""
    over = (
        f"acrossfade=nb_samples={seam.shared}:curve1=qsin:curve2=qsin"
        if seam.shared
        else "concat=n=2:v=0:a=1"
    )
    graph = (
        f"[0:a]{shape},apad=whole_len={seam.first},atrim=end_sample={seam.first}[a];"
        f"[1:a]{shape},apad=whole_len={seam.second},atrim=end_sample={seam.second},"
        f"volume={seam.gain_db:.2f}dB{toned}[b];"
        f"[a][b]{over},{','.join(limited(0.0, ceiling_db))},"
        f"apad=whole_len={seam.samples},atrim=end_sample={seam.samples}[out]"
    )
    return Command(
        folder=folder,
        inputs=tuple(Input(name) for name in names),
        arguments=("-filter_complex", graph, "-map", "[out]", "-map_metadata", "-1", *ENCODER, output),
        duration_seconds=seam.samples / RATE_HZ,
    )  # fmt: skip


def limited(gain_db: float, ceiling_db: float = LIMIT_DB) -> list[str]:
    """Turn up or down, and keep the peaks between samples below the ceiling; no sample is lost or added."""
    limit = 10 ** (ceiling_db / 20)
    return [
        f"volume={gain_db:.2f}dB",
        f"aresample={RATE_HZ * 4}",
        f"alimiter=limit={limit:.4f}:attack=4:release=80:level=false:latency=true",
        f"aresample={RATE_HZ}",
    ]
