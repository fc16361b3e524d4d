"""Recordings of a voice, judged: each gets a report, in codes for programs and in words for people."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from domain.values import Json
from providers.local.engines._voices.hearing import Heard, hear, spoken
from providers.local.engines._voices.speaker import RATE_HZ, Speaker, centre

Floats = NDArray[np.float32]

SECONDS_MIN: Final = 60.0
SECONDS_MAX: Final = 600.0
SPEECH_SECONDS_MIN: Final = 1.5
SPEECH_SHARE_MIN: Final = 0.3
VOICED_SHARE_MIN: Final = 0.25
VOICED_SHARE_MAX: Final = 0.97
LIVELY_DB_MIN: Final = 3.0
NOISE_RATIO_DB_BAD: Final = 8.0
NOISE_RATIO_DB_POOR: Final = 18.0
CLIPPED_BAD: Final = 0.01
CLIPPED_POOR: Final = 0.001
CLIPPED_LEVEL: Final = 0.985
CLIPPED_RUN: Final = 3
QUIET_DB: Final = -45.0
ALIKE_BAD: Final = 0.71
ALIKE_POOR: Final = 0.8
"""How near two stretches of one voice are, at least: below it somebody else may speak, far below it he does."""
GROUP_SHARE_MIN: Final = 0.15
GROUP_WINDOWS_MIN: Final = 4
WINDOWS_MEAN: Final = 3
"""Neighbouring windows of 1.6 s that are heard together: one alone is too short to tell voices apart."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A recording: mono at 16 kHz for the ear, and the share of its samples that are cut off."""

    sound: Floats
    clipped_share: float

    @property
    def seconds(self) -> float:
        """Give its length."""
        return len(self.sound) / RATE_HZ


def report(samples: Sequence[Sample], speaker: Speaker | None) -> Json:
    """Judge samples together. `fit` tells whether a voice may be made of them."""
    heard = [hear(sample.sound) for sample in samples]
    judged = [_judged(*pair) for pair in zip(samples, heard, strict=True)]
    if speaker:
        _tell_speakers_apart(samples, heard, judged, speaker)
    total = sum(sample.seconds for sample in samples)
    problems = _of_all(total)
    every = [*problems, *(problem for one in judged for problem in one["problems"])]
    return {
        "fit": not any(problem["severity"] == "error" for problem in every),
        "totalSeconds": round(total, 1),
        "speakersTold": speaker is not None,
        "samples": judged,
        "problems": problems,
    }


def clipped_share(sound: Floats) -> float:
    """Give the share of samples in runs that stand at the top: cut off when they were recorded."""
    at_top = np.abs(sound) >= max(float(np.abs(sound).max(initial=0)) * CLIPPED_LEVEL, 0.5)
    edges = np.flatnonzero(np.diff(np.concatenate([[0], at_top.view(np.int8), [0]])))
    lengths = edges[1::2] - edges[::2]
    return float(lengths[lengths >= CLIPPED_RUN].sum()) / max(len(sound), 1)


def _judged(sample: Sample, heard: Heard) -> Json:
    pitch = heard.median_pitch_hz
    return {
        "seconds": round(sample.seconds, 1),
        "speechSeconds": round(heard.speech_seconds, 1),
        "noiseRatioDb": round(heard.noise_ratio_db, 1),
        "clippedShare": round(sample.clipped_share, 5),
        "pitchHz": pitch and round(pitch, 1),
        "problems": list(_problems(sample, heard)),
    }


def _problems(sample: Sample, heard: Heard) -> list[Json]:
    if not _speaks(heard, sample.seconds):
        return [_problem("no_speech", "error", "no speech is heard in it")]
    found = []
    if heard.speech_seconds < SPEECH_SHARE_MIN * sample.seconds:
        share = f"only {heard.speech_seconds:.0f} of its {sample.seconds:.0f} seconds are speech"
        found.append(_problem("little_speech", "warning", share))
    ratio = heard.noise_ratio_db
    if ratio < NOISE_RATIO_DB_POOR:
        severity = "error" if ratio < NOISE_RATIO_DB_BAD else "warning"
        told = f"the speech stands only {ratio:.0f} dB above the noise"
        found.append(_problem("noisy", severity, told))
    if sample.clipped_share > CLIPPED_POOR:
        severity = "error" if sample.clipped_share > CLIPPED_BAD else "warning"
        told = f"it is clipped: {sample.clipped_share:.1%} of it is cut off at the top"
        found.append(_problem("clipped", severity, told))
    if float(np.percentile(heard.levels_db, 95)) < QUIET_DB:
        found.append(_problem("quiet", "warning", "it is recorded very quietly"))
    return found


def _speaks(heard: Heard, seconds: float) -> bool:
    """Tell speech from silence, tones and noise: it has a pitch for part of the time, and its level moves."""
    return (
        heard.speech_seconds >= min(SPEECH_SECONDS_MIN, seconds / 2)
        and VOICED_SHARE_MIN <= heard.voiced_share <= VOICED_SHARE_MAX
        and heard.liveliness_db >= LIVELY_DB_MIN
    )


def _of_all(total: float) -> list[Json]:
    if total < SECONDS_MIN:
        told = (
            f"the samples last {total:.0f} seconds together; at least {SECONDS_MIN:.0f} are needed"
        )
        return [_problem("too_little", "error", told)]
    if total > SECONDS_MAX:
        told = f"the samples last {total:.0f} seconds together; at most {SECONDS_MAX:.0f} are taken"
        return [_problem("too_much", "error", told)]
    return []


def _tell_speakers_apart(
    samples: Sequence[Sample], heard: Sequence[Heard], judged: Sequence[Json], speaker: Speaker
) -> None:
    """Compare the windows of each sample that is fit so far, and then the samples: one voice is wanted."""
    speaking = [n for n, one in enumerate(judged) if not _is_bad(one)]
    windows = {n: speaker.windows(spoken(samples[n].sound, heard[n])) for n in speaking}
    for number in speaking:
        alike = likeness_within(windows[number])
        if alike < ALIKE_POOR:
            seems = "is" if alike < ALIKE_BAD else "may be"
            told = f"more than one speaker {seems} heard in it"
            judged[number]["problems"].append(_unlike("several_speakers", alike, told))
    single = [n for n in speaking if not _is_bad(judged[n])]
    if len(single) < 2:
        return
    centres = np.stack([centre(windows[n]) for n in single])
    near = centres @ centres.T
    # The voice of the samples is that of the one most like the others.
    model = int(np.argmax(np.median(near, axis=1)))
    for place, number in enumerate(single):
        alike = float(near[model, place])
        if alike < ALIKE_POOR:
            seems = "speaks" if alike < ALIKE_BAD else "may speak"
            told = f"somebody else {seems} in it than in sample {single[model] + 1}"
            judged[number]["problems"].append(_unlike("other_speaker", alike, told))


def likeness_within(windows: Floats) -> float:
    """Give how alike the two groups are into which windows fall; 1 where they do not fall apart."""
    if len(windows) < 2 * GROUP_WINDOWS_MIN + WINDOWS_MEAN:
        return 1.0
    smooth = np.stack(
        [centre(windows[n : n + WINDOWS_MEAN]) for n in range(len(windows) - WINDOWS_MEAN + 1)]
    )
    first, second = _farthest(smooth)
    for _ in range(10):
        nearer = smooth @ first >= smooth @ second
        if not GROUP_WINDOWS_MIN <= nearer.sum() <= len(smooth) - GROUP_WINDOWS_MIN:
            return 1.0
        first, second = centre(smooth[nearer]), centre(smooth[~nearer])
    share = min(nearer.mean(), 1 - nearer.mean())
    return float(first @ second) if share >= GROUP_SHARE_MIN else 1.0


def _farthest(vectors: Floats) -> tuple[Floats, Floats]:
    middle = centre(vectors)
    first = vectors[int(np.argmin(vectors @ middle))]
    return first, vectors[int(np.argmin(vectors @ first))]


def _is_bad(judged: Json) -> bool:
    return any(problem["severity"] == "error" for problem in judged["problems"])


def _unlike(code: str, alike: float, told: str) -> Json:
    return _problem(code, "error" if alike < ALIKE_BAD else "warning", told)


def _problem(code: str, severity: str, told: str) -> Json:
    return {"code": code, "severity": severity, "detail": told}
