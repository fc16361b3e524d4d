"""The fitter of voices: samples of somebody in, the nearest mix of library voices out."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from domain.values import Json
from providers.local import voices, weights
from providers.local.engines import samples
from providers.local.engines._protocol import Refusal, serve, threads
from providers.local.engines._speaking import phonemes
from providers.local.engines._speaking.kokoro import Kokoro
from providers.local.engines._voices.fitting import Fitter, Target
from providers.local.engines._voices.hearing import Heard, hear, spoken
from providers.local.engines._voices.library import library
from providers.local.engines._voices.speaker import RATE_HZ, Speaker

Floats = NDArray[np.float32]

SECONDS_HEARD_MAX: Final = 180
"""Of speech: more makes the speaker's vector no better."""
ROUNDS: Final = {"standard": 6, "high": 14, "ultra": 30}
SENTENCES: Final = {
    "en": "The committee read the summary, and she sells leather bags near the harbor.",
    "es": "El comité leyó el resumen, y ella vende bolsos de cuero cerca del puerto.",
    "fr": "Le comité a lu le résumé, et elle vend des sacs en cuir près du port.",
    "it": "Il comitato ha letto il riassunto, e lei vende borse di pelle vicino al porto.",
    "pt": "O comitê leu o resumo, e ela vende bolsas de couro perto do porto.",
}


def work(request: Json, report: Callable[[float], None]) -> Json:
    """Fit a mix to the WAV files `files`, to speak `language`."""
    folder = Path(request["weights_folder"]) if request.get("weights_folder") else None
    language = voices.neural_language(str(request["language"]))
    if language is None:
        raise Refusal("rejected_input", f"No voice is mixed for {request['language']!r}.")
    if not all(weights.available(each, folder) for each in (weights.KOKORO, weights.SPEAKER)):
        raise Refusal("unavailable", "The weights for mixing voices are not here.")
    speaker = Speaker(folder)
    target = target_of([samples.read(Path(name)).sound for name in request["files"]], speaker)
    fitter = Fitter(Kokoro(folder, threads()), speaker, library())
    found = fitter.fit(
        target,
        phonemes.of(SENTENCES[language[:2]], language),
        rounds=ROUNDS[str(request["quality"])],
        report=report,
    )
    return {
        "mix": found.mix,
        "pitch": found.pitch,
        "rate": found.rate,
        "language": language,
        "metadata": {
            "engine": "kokoro-82m-int8",
            "likeness": f"{found.likeness:.3f}",
            "nearestVoice": f"{found.nearest_voice} {found.nearest:.3f}",
        },
    }


def target_of(sounds: Sequence[Floats], speaker: Speaker) -> Target:
    """Listen to the samples: who speaks, how high, how fast."""
    heard: list[Heard] = []
    speech: list[Floats] = []
    for sound in sounds:
        found = hear(sound)
        if found.median_pitch_hz:
            heard.append(found)
            speech.append(spoken(sound, found))
    if not speech:
        raise Refusal("rejected_input", "No speech is heard in the samples.")
    return Target(
        vector=speaker.of(np.concatenate(speech)[: SECONDS_HEARD_MAX * RATE_HZ]),
        pitch_hz=float(np.median([each.median_pitch_hz for each in heard])),
        syllables_a_second=float(np.median([each.syllables_a_second for each in heard])),
    )


if __name__ == "__main__":
    serve(work)
