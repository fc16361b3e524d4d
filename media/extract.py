"""The sound of a recording, as recognisers want it."""

from pathlib import Path

from media.run import Command, Input


def speech_track(folder: Path, source: str, output: str, *, duration_seconds: float) -> Command:
    """Write 16 kHz mono PCM."""
    return Command(
        folder=folder,
        inputs=(Input(source),),
        arguments=(
            "-map", "0:a:0", "-vn", "-sn", "-dn", "-map_metadata", "-1", "-ac", "1", "-ar", "16000",
            "-c:a", "pcm_s16le", "-f", "wav", output,
        ),
        duration_seconds=duration_seconds,
    )  # fmt: skip
