"""The sound of a recording, as those who listen want it."""

from pathlib import Path

from media.run import Command, Input

ONLY_SOUND = ("-map", "0:a:0", "-vn", "-sn", "-dn", "-map_metadata", "-1", "-ac", "1")


def speech_track(
    folder: Path,
    source: str,
    output: str,
    *,
    duration_seconds: float,
    rate_hz: int | None = 16_000,
) -> Command:
    """Write mono PCM, for recognisers at 16 kHz; at no rate in particular it is left as it was recorded."""
    rate = () if rate_hz is None else ("-ar", str(rate_hz))
    return Command(
        folder=folder,
        inputs=(Input(source),),
        arguments=(*ONLY_SOUND, *rate, "-c:a", "pcm_s16le", "-f", "wav", output),
        duration_seconds=duration_seconds,
    )


def voice_sample(folder: Path, source: str, output: str) -> Command:
    """Write mono MP3 of a quality that loses nothing of a voice: every vendor takes it."""
    return Command(
        folder=folder,
        inputs=(Input(source),),
        arguments=(*ONLY_SOUND, "-ar", "44100", "-c:a", "libmp3lame", "-b:a", "192k", "-f", "mp3", output),
    )  # fmt: skip
