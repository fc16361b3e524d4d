"""The ear: a stereo WAV of 48 kHz in; its beat, key, loudness and brightness out, as they are at its end."""

from collections.abc import Callable
from typing import Final

import numpy as np
import soundfile

from domain.values import Json
from providers.local.engines._composing.ear import listen
from providers.local.engines._composing.waves import RATE_HZ
from providers.local.engines._protocol import Refusal, serve

TAIL_SECONDS: Final = 48.0
SHORTEST_SECONDS: Final = 1.0
STEADY_MIN: Final = 0.12
"""A beat that is less sure than this is none."""


def work(request: Json, report: Callable[[float], None]) -> Json:
    """Listen to the end of `file`, or with `beginning` to its beginning."""
    count = soundfile.info(request["file"]).frames
    if count < SHORTEST_SECONDS * RATE_HZ:
        raise Refusal("rejected_input", "The sound is shorter than a second.")
    start = 0 if request.get("beginning") else max(count - round(TAIL_SECONDS * RATE_HZ), 0)
    sound, rate = soundfile.read(
        request["file"], round(TAIL_SECONDS * RATE_HZ), start, dtype="float32", always_2d=True
    )
    if (rate, sound.shape[1]) != (RATE_HZ, 2):
        raise Refusal("rejected_input", "The sound must be stereo, of 48 kHz.")
    report(0.3)
    heard = listen(np.ascontiguousarray(sound.T))
    sure = heard.steady >= STEADY_MIN
    return {
        "bpm": round(heard.bpm, 3) if sure else None,
        "bar_seconds": round(start / RATE_HZ + heard.bar_seconds, 4),
        "key": heard.key.model_dump(),
        "lufs": round(heard.lufs, 2),
        "bright_hz": round(heard.bright_hz, 1),
        "seconds": count / RATE_HZ,
    }


if __name__ == "__main__":
    serve(work)
