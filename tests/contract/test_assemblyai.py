"""AssemblyAI: languages by its own codes, and recordings that it cannot use."""

from pathlib import Path

import pytest

from domain.errors import ProviderRejected
from domain.tasks import TranscriptionTask
from providers._base import Finished, Submission
from providers.assemblyai import HEARD, MODEL
from tests.contract.test_vendors import blob, drive, vendor
from tests.vendors import _fake
from tests.vendors.assemblyai import CODES


def listen(folder: Path, data: bytes, kind: str, language: str | None = None) -> Submission:
    """A recording to transcribe."""
    audio, path = blob(folder, data, kind)
    return Submission(
        key="job_x.1.0.0", model=MODEL, task=TranscriptionTask(audio=audio, language=language), scratch=folder,
        files={audio.sha256: path},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("tag", "code", "heard"),
    [("en-GB", "en_uk", "en-GB"), ("en-IN", "en", "en"), ("pt-BR", "pt", "pt"), ("nb-NO", "no", "no"), ("jv", "jw", "jv")],
)  # fmt: skip
async def test_a_language_is_named_by_the_vendors_own_code(
    tmp_path: Path, tag: str, code: str, heard: str
) -> None:
    async with vendor("assemblyai") as (provider, fake):
        finished = await drive(provider, listen(tmp_path, _fake.sound(), "audio/wav", tag))
        work = next(iter(fake.works.values()))
    assert work.body["language_code"] == code
    assert finished.transcript
    assert finished.transcript.language == heard


async def test_every_language_that_is_offered_has_a_code_of_the_vendors(tmp_path: Path) -> None:
    async with vendor("assemblyai") as (provider, fake):
        for tag in HEARD:
            await provider.submit(listen(tmp_path, _fake.sound(), "audio/wav", tag))
        assert {work.body["language_code"] for work in fake.works.values()} <= CODES
        assert fake.paid == len(HEARD)


async def test_a_language_that_it_does_not_hear_is_refused_before_anything_is_sent(
    tmp_path: Path,
) -> None:
    async with vendor("assemblyai") as (provider, fake):
        with pytest.raises(ProviderRejected):
            await provider.submit(listen(tmp_path, _fake.sound(), "audio/wav", "tlh"))
        assert fake.files == {}


async def test_words_are_told_in_seconds_by_the_model_that_heard_them(tmp_path: Path) -> None:
    async with vendor("assemblyai") as (provider, _):
        finished = await drive(provider, listen(tmp_path, _fake.sound(), "audio/wav"))
    assert isinstance(finished, Finished)
    assert finished.model == "universal-3-5-pro"
    assert finished.transcript
    assert [(word.start, word.end) for word in finished.transcript.words] == [
        (0.25, 0.65),
        (0.73, 1.022),
    ]
    assert finished.transcript.language == "en-US"


async def test_silence_in_a_named_language_has_no_words(tmp_path: Path) -> None:
    silence = _fake.sound()[:44] + bytes(32_000)
    async with vendor("assemblyai") as (provider, _):
        finished = await drive(provider, listen(tmp_path, silence, "audio/wav", "en"))
    assert finished.transcript
    assert finished.transcript.words == ()


@pytest.mark.parametrize("data", [_fake.sound()[:44] + bytes(32_000), b"no sound at all"])
async def test_what_holds_no_speech_is_a_fault_of_the_input(tmp_path: Path, data: bytes) -> None:
    async with vendor("assemblyai") as (provider, _):
        with pytest.raises(ProviderRejected):
            await drive(provider, listen(tmp_path, data, "audio/wav"))
