"""A recording on disk: only the part that is listened to is in memory, however long the whole is."""

from pathlib import Path

import soundfile

from providers.local.engines._listening.spectrogram import RATE_HZ, Samples
from providers.local.engines._protocol import Refusal


class Recording:
    """Samples from −1 to 1 at 16 kHz: has a length, and gives slices."""

    def __init__(self, file: soundfile.SoundFile) -> None:
        self.file = file

    def __len__(self) -> int:
        return int(self.file.frames)

    def __getitem__(self, part: slice) -> Samples:
        start, stop, _ = part.indices(len(self))
        self.file.seek(start)
        samples: Samples = self.file.read(max(stop - start, 0), dtype="float32")
        return samples


def opened(path: Path) -> Recording:
    """Open a WAV of 16 kHz, mono, 16 bit. Raises Refusal."""
    try:
        file = soundfile.SoundFile(path)
    except soundfile.LibsndfileError as error:
        raise Refusal("rejected_input", "The sound is no WAV file.") from error
    if (file.format, file.subtype, file.samplerate, file.channels) != ("WAV", "PCM_16", RATE_HZ, 1):
        raise Refusal("rejected_input", "The sound must be 16 kHz, mono, 16 bit.")
    return Recording(file)
