"""A long mono sound that is written as it is made: what was laid before the latest is on disk already."""

import wave
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

BLOCK: Final = 1 << 20
Samples = NDArray[np.float32]


class Track:
    """Silence of so many seconds, over which sounds are laid in the order in which they begin: a WAV of 16 bit."""

    def __init__(self, path: Path, rate_hz: int, seconds: float) -> None:
        self.file = wave.open(str(path), "wb")  # noqa: SIM115 - it is a context itself
        self.file.setparams((1, 2, rate_hz, 0, "NONE", ""))
        self.count = round(seconds * rate_hz)
        self.place = 0
        self.ahead: Samples = np.zeros(0, np.float32)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._write_up_to(self.count)
        self.file.close()

    def lay(self, start: int, sound: Samples) -> None:
        """Add a sound that begins at a sample, not before the one that was laid before it."""
        self._write_up_to(max(start, self.place))
        missing = len(sound) - len(self.ahead)
        self.ahead = np.pad(self.ahead, (0, max(missing, 0)))
        self.ahead[: len(sound)] += sound

    def _write_up_to(self, end: int) -> None:
        """Write what nothing is laid over any more, and the silence behind it."""
        while self.place < end:
            count = min(end - self.place, BLOCK)
            block = np.zeros(count, np.float32)
            known = self.ahead[:count]
            block[: len(known)] = known
            self.ahead = self.ahead[count:]
            self.file.writeframes((np.clip(block, -1, 1) * 32_767).astype("<i2").tobytes())
            self.place += count
