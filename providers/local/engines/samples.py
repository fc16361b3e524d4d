"""The checker of voice samples: recordings in, a report on each out."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

import numpy as np
import soundfile
from scipy.signal import resample_poly

from domain.values import Json
from providers.local import weights
from providers.local.engines._protocol import Refusal, serve
from providers.local.engines._voices.checking import Sample, clipped_share, report
from providers.local.engines._voices.speaker import RATE_HZ, Speaker

SAMPLES_MAX: Final = 10
FRAMES_MAX: Final = 2 * 3_600 * 48_000


def work(request: Json, told: Callable[[float], None]) -> Json:
    """Check the WAV files `files`, in order."""
    files = [Path(name) for name in request["files"]]
    if not 0 < len(files) <= SAMPLES_MAX:
        raise Refusal("rejected_input", f"1 to {SAMPLES_MAX} samples are checked at once.")
    samples = []
    for number, file in enumerate(files):
        samples.append(read(file))
        told(0.5 * (number + 1) / len(files))
    folder = Path(request["weights_folder"]) if request.get("weights_folder") else None
    speaker = Speaker(folder) if weights.available(weights.SPEAKER, folder) else None
    return {"report": report(samples, speaker)}


def read(file: Path) -> Sample:
    """Read a mono WAV file, of any rate."""
    found, rate_hz = soundfile.read(file, dtype="float32", frames=FRAMES_MAX)
    sound = found if found.ndim == 1 else found.mean(axis=1)
    share = clipped_share(sound)
    if rate_hz != RATE_HZ:
        common = int(np.gcd(rate_hz, RATE_HZ))
        sound = resample_poly(sound, RATE_HZ // common, rate_hz // common)
    return Sample(sound=sound.astype(np.float32), clipped_share=share)


if __name__ == "__main__":
    serve(work)
